/* Shipments, pick lists and packing slips. */
#ifndef OM_SHIP_H
#define OM_SHIP_H

#include <om/noun.h>
#include <om/om.h>
#include <om/order.h>

/* The nouns of this header: their fields drive lists, filters and exports. */
OM_API const struct om_noun *om_shipment_noun(void); /* collections packages, items */
OM_API const struct om_noun *om_tracking_noun(void); /* the sheet of tracking numbers (R9) */
OM_API const struct om_noun *om_package_noun(void);
OM_API const struct om_noun *om_package_item_noun(void);
OM_API const struct om_noun *om_pick_noun(void); /* collection lines */
OM_API const struct om_noun *om_pick_line_noun(void);

/* Units of a SKU (the product's, or the listing's) for a package. */
struct om_ship_item {
	const char *sku;
	int64_t quantity;
};
/* A package of a shipment.  One of all may come without items: it takes what the others leave. */
struct om_ship_package {
	const char *tracking, *package_type; /* NULL: those of the shipment */
	const struct om_ship_item *items;
	int item_count;
	bool has_weight;
	int64_t weight;          /* nanograms */
	const char *weight_unit; /* as typed */
};

/* Marks one order as shipped (shipping.md R8): an om_act_fn for om_orders_act. */
struct om_ship {
	const struct om_ship_package *packages; /* none: one with all that is open */
	int package_count;
	bool is_partial;    /* units in no package stay open with their allocation (R2.3) */
	const char *source; /* how it came into being; NULL: mark */
	const char *delivery_status, *insurance_tracking_number; /* NULL: not known */
	const char *carrier, *tracking, *service,
		*package_type; /* carrier and tracking, or is_untracked */
	bool is_untracked;     /* --no-tracking */
	bool no_deduct;        /* goods outside our stock: no movement */
	bool add_package, replace_tracking;
	bool has_fee;
	int64_t fee;
	const char *fee_currency; /* NULL or "": the order's */
	bool has_ship_date;
	int64_t ship_date; /* local day of the warehouse; default by R4 */
	bool has_eta;
	int64_t eta;                /* day */
	int notify, update_channel; /* -1 = default */
};
OM_API int om_order_ship(struct om *, int64_t order_id, const void *ship, struct om_err *);
/* A tracking number as it was pasted, without blanks and without the apostrophe of a spreadsheet,
 * in ARENA; NULL where memory is gone.  Has it the shape of a known carrier's, and a wrong check
 * digit? */
OM_API char *om_tracking_clean(struct om_arena *, const char *text);
OM_API bool om_tracking_is_odd(const char *carrier, const char *number);

/* Voids a shipment: its units lie again where they lay, with their cost, and its order is open and
 * looked at anew.  OM_ESTATE "wrong-state". */
OM_API int om_ship_void(
	struct om *, int64_t shipment_id, bool *ret_unchanged, struct om_err *) OM_MUST_USE;

/* The number of the order's latest shipment that was not voided, "" if it has none. */
#define OM_SHIPMENT_TEXT 24
OM_API int om_order_shipment(
	struct om *, int64_t order_id, char ret[OM_SHIPMENT_TEXT], struct om_err *) OM_MUST_USE;
/* Everything that keeps an order from being marked as shipped now, into ARENA; none: it is ready.
 * Reads only. */
struct om_finding {
	const char *code, *field, *message; /* field "" where it is the order as a whole */
};
OM_API int om_ship_check(struct om *, int64_t order_id, struct om_arena *, const char **ret_record,
	struct om_finding **ret, size_t *ret_count, struct om_err *) OM_MUST_USE;

/* Makes pick lists out of the allocations of orders (shipping.md R16). */
struct om_pick_spec {
	const char *kind; /* "order", "global", "cluster" or "wave" */
	const char *by;   /* what waves are cut by: "zone", "carrier", "single", "category", NULL */
	int64_t size;     /* orders of a wave or cluster at most; 0: all */
	const char *item_order; /* NULL: the warehouse's own */
	bool split_by_warehouse;
};
struct om_pick_made {
	int64_t *pick_list_ids;
	size_t count;
	int64_t orders, units, unallocated; /* units */
};
OM_API int om_pick_create(struct om *, const struct om_pick_spec *, const int64_t *order_ids,
	size_t n, struct om_arena *, struct om_pick_made *ret, struct om_err *) OM_MUST_USE;
/* Confirms what was found: PICKED[i] units of line SEQ[i]; n = 0: all was found.  Missing units are
 * locked where they should lie, the claim is released and the order looked at again. */
OM_API int om_pick_confirm(struct om *, int64_t pick_list_id, const int64_t *seq,
	const int64_t *picked, size_t n, bool *ret_unchanged, struct om_err *) OM_MUST_USE;
/* The same with the figures of a sheet: line_no, or location and sku, and picked.  Each bad row is
 * told with file and line, the last one by the error itself; nothing is written then. */
struct om_pick_sheet {
	const char *path; /* "-": the descriptor INPUT */
	int input;
	void (*on_error)(void *arg, const struct om_err *); /* may be NULL */
	void *arg;
};
OM_API int om_pick_confirm_file(struct om *, int64_t pick_list_id, const struct om_pick_sheet *,
	bool *ret_unchanged, struct om_err *) OM_MUST_USE;
OM_API int om_pick_cancel(
	struct om *, int64_t pick_list_id, bool *ret_unchanged, struct om_err *) OM_MUST_USE;

/* How documents are printed: as "html" or "txt" from the built-in templates.  Each is counted, and
 * one that was printed before says which copy it is (R18.7); nothing else changes. */
struct om_print {
	const char *as;
	/* Of pick lists: "order" (a section an order), "sku" or "location" (one table), NULL: as
	 * the list was made. */
	const char *layout;
	/* Of slips: a stored template by name, or its text with the name of its file; NULL: as
	 * order, channel or company say, else the built-in one. */
	const char *template_name, *template_text;
	const char *slip_order; /* NULL or "selected", "order", "sku", "location" */
	const char *item_order; /* NULL or "line", "sku", "location" */
	bool flows;             /* slips share pages */
};
OM_API int om_pick_print(struct om *, const struct om_print *, const int64_t *pick_list_ids,
	size_t n, struct om_arena *, char **ret, struct om_err *) OM_MUST_USE;
/* ---- templates ----
 *
 * Mustache texts that a user stores by kind ("packing-slip") and name.  A save is checked and makes
 * a new version; the same text again is unchanged.  Errors of a text name SOURCE, line and column.
 */
OM_API const struct om_noun *om_template_noun(void);
OM_API int om_template_save(struct om *, const char *kind, const char *name, const char *text,
	const char *source, int64_t *ret_version, bool *ret_unchanged, struct om_err *) OM_MUST_USE;
/* The current text, in ARENA or constant; "builtin/KIND" is the built-in one. */
OM_API int om_template_text(struct om *, const char *kind, const char *name, struct om_arena *,
	const char **ret, struct om_err *) OM_MUST_USE;

/* Packing slips (R17): of an order one for what is still to be packed, or one a package when all
 * has left; of a shipment one a package; of digital goods none, so *RET may be "".
 * "unknown-template", and what is wrong with a text by line. */
struct om_slip {
	int64_t order_id;    /* or */
	int64_t shipment_id; /* 0: the order's */
};
OM_API int om_slip_print(struct om *, const struct om_print *, const struct om_slip *, size_t n,
	struct om_arena *, char **ret, struct om_err *) OM_MUST_USE;

#endif
