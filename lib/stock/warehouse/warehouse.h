/* The warehouse as a struct, and its fields in the order of the sheet. */
#ifndef OM_STOCK_WAREHOUSE_H
#define OM_STOCK_WAREHOUSE_H

#include "catalog/record.h"
#include "stock/place.h"

enum om__warehouse_field {
	W_WAREHOUSE,
	W_TYPE,
	W_ADDRESS1,
	W_ADDRESS2,
	W_ADDRESS3,
	W_CITY,
	W_STATE,
	W_ZIP,
	W_COUNTRY,
	W_PHONE,
	W_PHONE_EXT,
	W_FAX,
	W_EMAIL,
	W_RETURNS_NAME,
	W_RETURNS_ATTENTION,
	W_RETURNS_ADDRESS1,
	W_RETURNS_ADDRESS2,
	W_RETURNS_ADDRESS3,
	W_RETURNS_CITY,
	W_RETURNS_STATE,
	W_RETURNS_ZIP,
	W_RETURNS_COUNTRY,
	W_RETURNS_PHONE,
	W_RETURNS_PHONE_EXT,
	W_TIME_ZONE,
	W_CUTOFF,
	W_SHIP_DAYS,
	W_HOLIDAYS,
	W_HANDLING_DAYS,
	W_COLOR,
	W_STRICT_FIFO,
	W_STOCK_CHECK,
	W_RECEIPT_COUNTS,
	W_IS_VALUED,
	W_FED_BY,
	W_TRANSFER_DAYS,
	W_PICK_ITEM_ORDER,
	W_IS_ACTIVE,
	W_WAREHOUSE_ID,
	W_RANK,
	W_LOCATION_COUNT,
	W_CREATED_AT,
	W_MODIFIED_AT,
	W_COUNT,
};

#define OM__SHIP_DAYS "mon|tue|wed|thu|fri" /* of a new warehouse */

struct om__warehouse {
	int64_t warehouse_id;
	const char *warehouse, *warehouse_key, *type;
	const char *address1, *address2, *address3, *city, *state, *zip, *country;
	const char *phone, *phone_ext, *fax, *email;
	const char *returns_name, *returns_attention, *returns_address1, *returns_address2,
		*returns_address3;
	const char *returns_city, *returns_state, *returns_zip, *returns_country, *returns_phone,
		*returns_phone_ext;
	const char *time_zone, *ship_days, *holidays, *color, *fed_by, *pick_item_order;
	int64_t cutoff, handling_days, transfer_days, rank;
	bool is_active, has_cutoff, strict_fifo, stock_check, receipt_counts, is_valued, has_rank;
	int64_t created_at, modified_at, created_run;
};
extern const struct om__record_kind om__warehouse_kind;
extern const struct om_noun om__warehouse_noun;
extern const struct om_importer om__warehouse_importer, om__location_importer, om__zone_importer,
	om__backup_importer, om__rank_importer;

/* Is a stored record one too many?  A creation may find what it would have made, but must not
 * change it; a file with
 * --on-exists fail must not even find it. */
static inline bool om__is_one_too_many(
	const struct om_import *imp, const struct om_unit *u, bool has_changes)
{
	return imp->on_exists == OM_EXISTS_FAIL && !u->is_edit && (imp->is_file || has_changes);
}

/* What a new warehouse of that type is unless a row says otherwise (inventory.md, warehouse;
 * orders.md R6.8). */
void om__warehouse_defaults(struct om *, struct om__warehouse *, const char *type);
/* Puts the cells of a row right and reports what they have wrong; W is the stored record, or the
 * defaults of a new one. */
void om__warehouse_check_cells(struct om_import *, struct om_unit *, const struct om__warehouse *w);
/* Goods are shipped from there, so the address of the record that the row leaves behind must be
 * complete (catalog.md, warehouse). */
void om__warehouse_check_address(
	struct om_import *, struct om_unit *, const struct om__warehouse *);
/* 1 and the record (texts in ARENA), 0, negative. */
int om__warehouse_load(struct om *, int64_t warehouse_id, struct om__warehouse *ret,
	struct om_arena *, struct om_err *) OM_MUST_USE;

/* C12: is_active becomes no; refused open-orders, has-zones, last-warehouse, all of them named at
 * once.  Zones go to MOVE_ZONES_TO first if it is not NULL.  And the way back. */
int om__warehouse_off(struct om *, int64_t warehouse_id, const char *move_zones_to,
	struct om_warehouse_off *ret, struct om_err *) OM_MUST_USE;
int om__warehouse_on(
	struct om *, int64_t warehouse_id, bool *ret_changed, struct om_err *) OM_MUST_USE;

/* Gives every zone of a warehouse to the active warehouse TO. */
int om__zones_move(struct om *, int64_t from_id, const char *to, int64_t *ret_moved,
	struct om_err *) OM_MUST_USE;
/* Makes the backups of a warehouse those of TEXT, a list as history keeps it: "1:MID|4:WEST". */
int om__backups_put(
	struct om *, int64_t warehouse_id, const char *text, struct om_err *) OM_MUST_USE;
/* Gives a warehouse a rank, 0 for none, as it stands in history; who has that rank keeps it.  Where
 * nobody may share one, om__rank_is_free asks afterwards: OM_EREFUSED "changed". */
int om__rank_put(struct om *, int64_t warehouse_id, int64_t rank, struct om_err *) OM_MUST_USE;
int om__rank_is_free(struct om *, int64_t warehouse_id, int64_t rank, struct om_err *) OM_MUST_USE;

#endif
