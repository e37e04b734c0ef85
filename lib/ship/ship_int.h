/* Shipping: what its files share, and what flow needs of it. */
#ifndef OM_SHIP_INT_H
#define OM_SHIP_INT_H

#include "base/time.h"
#include "db/db.h"
#include "stock/allocation.h"
#include <om/ship.h>

/* An open line of the order that ships. */
struct om__ship_line {
	int64_t order_line_id, line_no, product_id, open;
	int64_t going; /* of these, units that leave now */
	bool has_product, ships, track_stock;
	const char *sku; /* master SKU, or the listing's where there is no product */
	const char *listing_sku;
	int first_claim, claim_count; /* its claims */
	int first_part, last_part;    /* its parts, -1: none */
};
/* Units of one line that go into one package. */
struct om__ship_part {
	int package;
	int64_t quantity;
	int next; /* part of the same line, -1: it is the last */
};
/* A package on its way: SHIP is the shipment it is of, SEQ its place there. */
struct om__ship_box {
	int ship, seq;
	const struct om_ship_package *package; /* NULL: all that is open */
	bool is_filled;
};
/* Units of one line that leave from one record in one package. */
struct om__ship_unit {
	int line, package;
	int64_t stock_id; /* 0: nothing is deducted */
	int64_t quantity;
};
/* When goods leave a warehouse. */
struct om__ship_calendar {
	bool has_cutoff;
	int64_t cutoff; /* seconds after local midnight */
	int64_t handling_days;
	const char *ship_days; /* "mon|tue"; "": Monday to Friday */
	const char *holidays;  /* "2026-12-25|2026-12-26" */
};
/* One order on its way out: what is read of it, and what will leave. */
struct om__consignment {
	struct om *om;
	struct om_arena *arena; /* what is read lives in it */
	int64_t order_id, source_id, order_date;
	struct om__ship_calendar calendar;
	bool is_history, is_suppressed, is_part_shipped;
	bool is_check;  /* nothing may be written: for the check of a sheet */
	bool is_import; /* of a row of a sheet, which has other cures than a command */
	const char *record, *status, *method, *currency, *zone, *source;
	struct om__ship_line *lines;
	struct om__claim *claims; /* quantity is what the line keeps when the parts have left */
	struct om__ship_unit *units;
	struct om__ship_part *parts;
	struct om__ship_box *packages; /* those of the first shipment first */
	int line_count, line_cap, claim_count, claim_cap, unit_count, unit_cap;
	int part_count, part_cap, package_count;
	bool deducts;
};

/* Reads order and open lines.  OM_ENOTFOUND "unknown-order"; "mixed-warehouse" when its units lie
 * in several.  DIGITAL_ONLY leaves out the lines that need a package. */
int om__ship_read(struct om *, int64_t order_id, bool digital_only, struct om_arena *,
	struct om__consignment *ret, struct om_err *) OM_MUST_USE;
/* R1, the right column: may an order of this status be marked as shipped?  OM_ESTATE "wrong-state".
 */
int om__ship_may(const struct om__consignment *, struct om_err *) OM_MUST_USE;
/* Room for one more row of an array that lives in the arena. */
int om__ship_grow(struct om_arena *, void **rows, int *cap, int count, size_t size,
	struct om_err *) OM_MUST_USE;
/* Divides the open units among the packages of N shipments (R2): refuses "unknown-sku",
 * "package-over", "package-empty", and "package-sum" for units that stand in no package unless the
 * shipment is partial.  Lines of downloads go with the first package. */
int om__ship_divide(
	struct om__consignment *, const struct om_ship *ships, int n, struct om_err *) OM_MUST_USE;
/* Decides from where the divided units leave: what is allocated, then what is free at the source in
 * draw order (R8.3). OM_EREFUSED "short-stock" naming every SKU, "missing-product-info" naming
 * every line. */
int om__ship_plan(struct om__consignment *, struct om_err *) OM_MUST_USE;
/* Writes shipments, packages and contents, closes the allocations, books the goods out, and puts
 * the order on the work list. */
int om__ship_book(
	struct om__consignment *, const struct om_ship *ships, int n, struct om_err *) OM_MUST_USE;

/* Ships an order in N shipments, whole or not at all: om_order_ship is this with one.  IS_CHECK
 * reads and refuses, but writes nothing.  1: unchanged. */
int om__ship_order(struct om *, int64_t order_id, const struct om_ship *ships, int n, bool is_check,
	struct om_arena *, struct om_err *) OM_MUST_USE;
/* What is known of a tracking number on the order's own shipments that were not voided: 1 and in
 * ARENA the units of the package as "MUG*2|TEE*1", 0 when no package of it has the number. */
int om__ship_known(struct om *, int64_t order_id, const char *tracking, struct om_arena *,
	char **ret_units, struct om_err *) OM_MUST_USE;

/* Stock and cost of what ships are booked for many orders together: a chunk writes each record and
 * layer once.  Kept are the claims to close, the movements and the sales; om__ship_flush writes
 * them, before the commit and before anything else of the transaction reads stock. */
int om__ship_later(
	struct om__consignment *, const int64_t *shipment_ids, struct om_err *) OM_MUST_USE;
int om__ship_flush(struct om *, struct om_err *) OM_MUST_USE;
/* A failure after rows were written must end the transaction: a refusal becomes OM_EBUG. */
int om__ship_fatal(int rc, struct om_err *);
/* The transaction was rolled back; the handle is closed. */
void om__ship_forget(struct om *);
void om__ship_free(struct om *);

/* The shipment of an order that is shipped already: one more package, or another number in place of
 * the first (R8.4).  1: unchanged. */
int om__ship_again(struct om__consignment *, const struct om_ship *, struct om_err *) OM_MUST_USE;

/* One package of a shipment: P, or (NULL) as the shipment says. */
int om__package_put(struct om *, int64_t shipment_id, int64_t seq, const struct om_ship *,
	const struct om_ship_package *p, struct om_err *) OM_MUST_USE;
/* What a package without units is; both are texts. */
struct om__package_facts {
	const char *tracking, *type;
};
/* Adds a package without units as the one at SEQ. */
int om__package_add(struct om *, int64_t shipment_id, int64_t seq, const struct om__package_facts *,
	struct om_err *) OM_MUST_USE;
/* Writes what a package was and is into history, NULL where there was or is none. */
int om__package_history(struct om *, int64_t shipment_id, int64_t seq,
	const struct om__package_facts *before, const struct om__package_facts *after,
	struct om_err *) OM_MUST_USE;
/* The number of a shipment and of its first package, and who carries it. */
struct om__track {
	const char *number, *carrier, *service;
	int64_t first_seq;
};
int om__ship_retrack(struct om *, int64_t shipment_id, const struct om__track *now,
	const struct om__track *wanted, struct om_err *) OM_MUST_USE;

/* Ships the digital lines of an order without tracking: for orders that nothing else is open of. */
int om__ship_digital(struct om *, int64_t order_id, struct om_err *) OM_MUST_USE;

/* R4: the local day on which goods that are ready at NOW leave: past the cut-off the next day, then
 * the next working day, and as many working days more as handling takes. */
int64_t om__ship_day(const struct om_zone *, int64_t now, const struct om__ship_calendar *);

/* The zone that a place lies in by its name: "A" of A-10-1; NULL where memory is gone. */
char *om__pick_zone(struct om_arena *, const char *location);

extern const struct om_noun om__shipment_noun, om__pick_noun;
/* They find records by number; the sheet of tracking numbers is a noun of its own, whose units are
 * orders (flow puts them among the importers). */
struct om_importer;
extern const struct om_importer om__shipment_importer, om__shipment_sheet_importer;
extern const struct om_importer om__pick_importer;

/* Fields and collections that shipping adds to orders (flow joins them to the noun). */
extern const struct om_noun_ext om__order_ship_ext;
/* And to allocations: the units that were picked. */
extern const struct om_noun_ext om__allocation_pick_ext;

/* Refuses a number that stands on another order's shipment ("same-tracking", shipping.md R8.2). */
int om__tracking_is_free(
	struct om *, int64_t order_id, const struct om_ship *, struct om_err *) OM_MUST_USE;

#endif
