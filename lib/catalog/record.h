/* Records of the catalog as C structs: one table says which member of the struct, which column of
 * the statement and which field of the sheet belong together, so that reading, writing and
 * comparing a record are loops. */
#ifndef OM_RECORD_H
#define OM_RECORD_H

#include "base/map.h"
#include "core/core.h"
#include "db/db.h"
#include "sheet/import.h"

/* A sheet field and the members that hold it. */
struct om__record_field {
	short field;  /* index in the noun's fields */
	short member; /* index in the bind map */
	short unit;   /* member of its unit or currency; -1: none */
};

struct om__record_kind {
	const char *entity; /* of history rows */
	const struct om_noun *noun;
	const struct om__bindmap *map; /* members in the order of the select's columns; insert and
					  update bind all of them */
	int member_count;
	const struct om__record_field *fields;
	int field_count;
};
/* The most fields of one record, for arrays on the stack. */
#define OM__RECORD_FIELDS 96

/* Fills ROW (the struct) from the row that Q stands on; texts go to the arena. */
int om__record_load(const struct om__record_kind *, struct om__q *, void *row, struct om_arena *,
	struct om_err *) OM_MUST_USE;
/* The one row that a statement gives, into ROW: 1, 0 where there is none. */
int om__record_one(struct om *, const struct om__record_kind *, enum om__sql,
	const struct om__arg *args, void *row, struct om_arena *, struct om_err *) OM_MUST_USE;
/* Runs an insert or update with the members of ROW. */
int om__record_write(struct om *, const struct om__record_kind *, enum om__sql, const void *row,
	struct om_err *) OM_MUST_USE;
/* The field's value as it stands in ROW, borrowed from it; and the other way round. */
struct om_value om__record_get(
	const struct om__record_kind *, const void *row, const struct om__record_field *);
void om__record_set(const struct om__record_kind *, void *row, const struct om__record_field *,
	const struct om_value *);
/* Puts every cell that holds a value into ROW (creation). */
void om__record_fill(const struct om__record_kind *, void *row, const struct om_row *);
/* Puts the cells that differ into ROW and tells which they were (index into fields, old and new
 * text). */
int om__record_change(struct om_import *, const struct om__record_kind *, void *row,
	const struct om_row *, struct om_change ret[OM__RECORD_FIELDS], int *ret_count,
	struct om_err *) OM_MUST_USE;
/* Writes the changes as history of the record. */
int om__record_history(struct om *, const struct om__record_kind *, int64_t id,
	const struct om_change *, int n, struct om_err *) OM_MUST_USE;

/* Ids taken in blocks, so that a bulk import asks once for many.  Emptied on rollback. */
struct om__id_pool {
	int64_t next, left;
};
int om__id_take(struct om *, const char *table, bool is_bulk, struct om__id_pool *, int64_t *ret,
	struct om_err *) OM_MUST_USE;

/* SKUs that the rows of a file make, each letter of them: two that differ only in case are twins,
 * and neither is stored yet, so that the file is the only witness.  SCOPE keeps those of different
 * channels apart.  Reports "sku-case" in the field. */
int om__twin_in_file(struct om_import *, struct om_unit *, struct om_imap *seen, int64_t scope,
	const char *field, const char *text, struct om_err *) OM_MUST_USE;

/* ---- cells ---- */

/* A copy of ROW whose cells may be cleaned: the body of a transaction may run again and must find
 * the row as it was read; so does the second of check and apply.  It lies in the chunk's arena,
 * since the engine takes back what was put into it. */
int om__row_copy(struct om_import *, const struct om_row *, struct om_row **ret,
	struct om_err *) OM_MUST_USE;
/* Puts another cell in the place of one that was read: a cleaned text, a number, one with its unit,
 * none.  Without memory the import says so when the noun returns. */
void om__cell_put_text(struct om_import *, struct om_row *, int field, const char *text);
void om__cell_put_num(struct om_import *, struct om_row *, int field, int64_t num);
void om__cell_put_measure(
	struct om_import *, struct om_row *, int field, int64_t num, const char *unit);
void om__cell_empty(struct om_import *, struct om_row *, int field);
void om__cell_clear(struct om_import *, struct om_row *, int field);
/* The name that is a record's key stays: a row that writes it otherwise than OLD is refused, by an
 * edit [read-only], in a file [name-case]. */
void om__cell_check_name(
	struct om_import *, struct om_unit *, const struct om_row *, int field, const char *old);
/* `\N` in a column that cannot be empty means its default. */
void om__cell_default(struct om_import *, struct om_row *, int field, int64_t num);
/* Reports `missing` for the fields flagged OM_F_CREATE that a new record has not, and for those
 * cleared in an old one. */
void om__cells_required(struct om_import *, struct om_unit *, struct om_row *, bool is_new);

#endif
