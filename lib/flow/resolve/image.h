/* The image: what resolving a chunk of orders touches, read once, changed in memory, written once.
 *
 * Orders hold lines; a line holds units of stock records (struct om__have).  Goods are products
 * with their records at every warehouse. A participant is an order whose units may move: its claims
 * count as free and are granted anew.  Everything lives in om->tx_arena. */
#ifndef OM_IMAGE_H
#define OM_IMAGE_H

#include "base/map.h"
#include "db/db.h"
#include "order/status.h"

struct om__rec { /* a stock record */
	int64_t stock_id, warehouse_id;
	int64_t on_hand, locked, allocated, oversold;
	int64_t kept;    /* allocated to those that take no part */
	int64_t granted; /* to participants so far */
	bool is_open;    /* active, pickable, not expired: its units can be promised */
	bool is_fresh;   /* to be made by the writer */
	int64_t draw_rank, expires_on, first_in_at;
	bool has_expiry, has_first_in;
	const char *sort_key, *location;
};

/* What the queue goes by (orders.md R7.1). */
struct om__place {
	int64_t order_id, created_at, priority, ship_by;
	bool has_ship_by;
};

struct om__line;
struct om__holder { /* a waiting order outside the chunk that holds units of a pool */
	struct om__place place;
	int64_t held;
};
/* A product at one warehouse: its records in draw order, and those who compete for them. */
struct om__pool {
	int64_t warehouse_id;
	struct om__goods *goods;
	struct om__rec **recs;
	int rec_count;
	/* Orders outside the chunk that hold part units, from the back of the queue as far as was
	 * looked; those before HOLDER_AT were called, and their units are free. */
	struct om__holder *holders;
	int holder_count, holder_cap, holder_at;
	bool has_all_holders;
	int64_t rows_seen;          /* of those that hold part units, the chunk's own too */
	struct om__place last_seen; /* the next to list stand before it */
	int64_t held;               /* by those that were not called */
	int64_t given;              /* by those that were */
	bool is_listed;             /* stands in the image's list of pools to share out */
	struct om__line **lines;    /* of participants that are not whole */
	int line_count, line_cap;
};
struct om__goods {
	int64_t product_id;
	const char *sku;
	bool is_active, is_virtual, track_stock, is_digital;
	struct om__rec **recs;
	int rec_count;
	struct om__pool **pools;
	int pool_count;
};

struct om__have { /* units of a record that a line holds, or is to hold */
	struct om__rec *rec;
	int64_t allocation_id, old_quantity, old_oversold;
	int64_t quantity, oversold;
	bool is_firm;
	bool is_pinned; /* does not take part (a guest's other products) */
};
struct om__line {
	struct om__ord *order;
	int64_t order_line_id, line_no;
	const char *listing_sku, *item_name;
	struct om__goods *goods; /* NULL while unmapped */
	int64_t quantity, line_total, shipped, cancelled, open;
	int64_t old_allocated, old_short, old_product_id;
	bool ships, old_ships;
	bool is_put_back; /* picked units of it are wanted no more */
	const char *miss; /* why it has no product */
	struct om__have *haves;
	int have_count, have_cap;
};

struct om__prob {
	int64_t id; /* 0: to be opened */
	const char *code, *detail;
};
#define OM__HOLDS_MAX 8 /* there are four kinds, one of each is open at most */
struct om__hold_row {
	int64_t hold_id; /* 0: to be opened */
	const char *kind;
	int64_t until;
	bool has_until, stock_released, is_due;
};
struct om__wait {
	int64_t warehouse_id, product_id, held;
};

struct om__ord {
	int64_t order_id, channel_id, payment_date;
	struct om__place place;
	bool is_paid, is_cancelled, is_history, is_by_channel, is_pos, is_manual;
	const char *channel, *channel_currency, *order_number, *pos_location;
	const char *ship_name, *ship_address1, *ship_city, *ship_state, *ship_zip, *ship_country;
	const char *old_state, *old_country;
	int64_t source_id, routed_at;
	bool has_routed_at, had_routed_at;
	const char *source_by, *route_reason, *method;
	int64_t old_source_id;
	const char *old_source_by, *old_route_reason;
	const char *status, *problems, *first_problem, *holds, *stock_state, *fulfilled;
	int64_t hold_until;
	bool has_hold_until;
	struct om__line *lines;
	int line_count;
	struct om__prob *probs; /* open ones in the database */
	int prob_count;
	struct om__hold_row *hold_rows;
	int hold_count;
	struct om__wait *waits;
	int wait_count;
	/* what resolving finds */
	bool is_guest;  /* read because its units are contested; only they may change */
	bool is_final;  /* merged, cancelled, shipped ...: only its status is derived (R1.1) */
	bool may_claim; /* R1.7 */
	bool is_kept;   /* wholly allocated already: takes no part */
	bool is_whole;  /* filled in this run */
	bool has_lines; /* open lines that ship */
	bool has_gap;   /* an open line without usable product */
	const char *split_hint;
	const char *details[OM__P_COUNT]; /* NULL: no such problem */
};

struct om__house {
	int64_t warehouse_id;
	const char *name, *type, *country;
	bool is_active, stock_check, strict_fifo, has_rank;
	int64_t rank;
	int64_t backups[32];
	int backup_count;
};

enum om__queue { OM__QUEUE_CREATED, OM__QUEUE_SHIP_BY, OM__QUEUE_PRIORITY };

struct om__image {
	struct om *om;
	struct om_arena *arena;
	struct om__house *houses;
	int house_count;
	bool has_product_zones, use_backups, reserve_unpaid;
	enum om__queue queue;
	int64_t strict_days;
	int64_t today;             /* company zone */
	struct om_imap by_product; /* product_id -> struct om__goods * */
	struct om_imap by_order;   /* order_id -> struct om__ord * */
	struct om_map zones;       /* "US TX" -> warehouse_id, 0 = none */
	struct om__ord **orders;
	int order_count, order_cap;
	struct om__pool **pools; /* to share out */
	int pool_count, pool_cap;
	struct om_buf *explain; /* NULL: nobody asks */
};

/* Reads warehouses and settings; the rest comes as it is asked for.  Released on any path. */
int om__image_init(struct om__image *, struct om *, struct om_err *) OM_MUST_USE;
void om__image_release(struct om__image *);
/* Reads an order with its lines, claims, problems and holds, once; *RET NULL when there is none of
 * that id. */
int om__image_order(
	struct om__image *, int64_t order_id, struct om__ord **ret, struct om_err *) OM_MUST_USE;
/* Reads an order that stands outside the chunk, its lines and claims only, as a guest whose units
 * are all pinned; one that is there already is given as it is. */
int om__image_guest(
	struct om__image *, int64_t order_id, struct om__ord **ret, struct om_err *) OM_MUST_USE;
/* Did the guest lose or win units?  If not it stays as it is. */
bool om__guest_changed(const struct om__ord *);
/* What else an order has: holds, problems, its places in the queue. */
int om__image_rest(struct om__image *, struct om__ord *, struct om_err *) OM_MUST_USE;
/* Reads a product with its records, once. */
int om__image_goods(struct om__image *, int64_t product_id, struct om__goods **ret,
	struct om_err *) OM_MUST_USE;
/* The records of a product at a warehouse. */
int om__image_pool(struct om__image *, struct om__goods *, int64_t warehouse_id,
	struct om__pool **ret, struct om_err *) OM_MUST_USE;
struct om__house *om__image_house(const struct om__image *, int64_t warehouse_id);
/* Sorts orders as they stand in the queue: alloc.queue, then created_at, then order_id (orders.md
 * R7.1). */
int om__queue_cmp(const struct om__image *, const struct om__place *, const struct om__place *);
void om__queue_sort(struct om__image *);
/* What an allocation of this record may still take: max(0, on hand - locked - kept by others -
 * granted). */
int64_t om__rec_free(const struct om__rec *);
/* Adds a step to the explanation, if somebody asks: "step<TAB>text". */
void om__explain(struct om__image *, const char *step, const char *fmt, ...) OM_PRINTF(3, 4);

#endif
