/* The movement ledger: the only writer of on_hand and locked (inventory.md rule 2).
 *
 * A call works on an image of the records it names: all moves are applied to it and every record is
 * tested as it will be, before the first row is written.  Counters are written by a guarded update,
 * so that a record that another process changed is seen. Records are written in the order of their
 * keys. */
#include "stock/movement.h"
#include "base/map.h"
#include "core/core.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define FEW 8
#define NAMED_ORDERS 5

/* What a kind may do to a record. */
struct kind {
	const char *name;
	bool from_free; /* takes free units only: a shortage is short-stock */
	bool sheds;     /* lowers a record below its allocations without being asked twice */
};
static const struct kind kinds[] = {
	{"receive", false, false},
	{"unreceive", false, false},
	{"return", false, false},
	{"ship", true, false},
	{"unship", false, false},
	{"transfer-out", true, false},
	{"transfer-in", false, false},
	{"transfer-back", false, false},
	{"move-out", true, false},
	{"move-in", false, false},
	{"adjust", false, false},
	{"set", false, false},
	{"feed", false, true},
	{"count", false, true},
	{"assemble", true, false},
	{"disassemble", true, false},
	{"merge", false, false},
	{"lock", true, false},
	{"unlock", false, false},
	{"undo", false, false},
};

/* A record as it is and as it will be. */
struct image {
	int64_t stock_id, product_id, warehouse_id;
	int64_t on_hand, locked, allocated, oversold;
	int64_t new_on_hand, new_locked;
	int64_t first_in_at;
	bool has_first_in_at;
	bool is_live;             /* its free units count as available */
	const struct kind *taker; /* kind of the last move that took cover away, NULL: none did */
	bool takes_locked;        /* that move was of the bucket locked */
	int64_t shed;
};
/* All records of a call. */
struct batch {
	struct image few[FEW];
	struct image *images;
	int count;
	struct om_imap index; /* stock_id to image; only when there are more than FEW moves */
	bool has_index;
};

struct movement_row {
	int64_t movement_id, run_id, at, stock_id, delta, after, cause_id;
	const char *kind, *bucket, *cause_type, *ref, *reason, *note;
	bool has_cause_id;
};
static const struct om__bindmap movement_map[] = {
	OM__MAP_I(movement_row, movement_id),
	OM__MAP_I(movement_row, run_id),
	OM__MAP_I(movement_row, at),
	OM__MAP_I(movement_row, stock_id),
	OM__MAP_I(movement_row, delta),
	OM__MAP_I(movement_row, after),
	OM__MAP_V(movement_row, cause_id),
	OM__MAP_S(movement_row, kind),
	OM__MAP_S(movement_row, bucket),
	OM__MAP_S(movement_row, cause_type),
	OM__MAP_S(movement_row, ref),
	OM__MAP_S(movement_row, reason),
	OM__MAP_S(movement_row, note),
};

struct counter_row {
	int64_t stock_id, on_hand, locked, old_on_hand, old_locked, first_in_at;
	bool has_first_in_at;
};
static const struct om__bindmap counter_map[] = {
	OM__MAP_I(counter_row, stock_id),
	OM__MAP_I(counter_row, on_hand),
	OM__MAP_I(counter_row, locked),
	OM__MAP_I(counter_row, old_on_hand),
	OM__MAP_I(counter_row, old_locked),
	OM__MAP_V(counter_row, first_in_at),
};

static const struct kind *kind_of(const char *name)
{
	for (size_t i = 0; i < OM_COUNT(kinds); i++)
		if (!strcmp(kinds[i].name, name))
			return &kinds[i];
	OM_ASSERT(!"a kind of movement");
	return NULL;
}

static int batch_init(struct batch *b, int moves, struct om_err *err)
{
	b->count = 0;
	b->images = b->few;
	b->has_index = moves > FEW;
	if (!b->has_index)
		return 0;
	om__imap_init(&b->index);
	b->images = calloc((size_t)moves, sizeof(*b->images));
	return b->images ? 0 : om__nomem(err);
}

static void batch_release(struct batch *b)
{
	if (!b->has_index)
		return;
	om__imap_release(&b->index);
	free(b->images);
}

static int load(struct om *om, int64_t stock_id, struct image *im, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(om, OM__SQL_stock_image,
		OM__ARGS(OM__I("stock_id", stock_id),
			OM__I("today", om__time_day(om->zone, om->now))),
		&q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (rc == 0)
		return om_err_set(err, OM_EBUG, "bug", "no stock record %" PRId64, stock_id);
	*im = (struct image){.stock_id = stock_id,
		.product_id = om__col_int(q, 0),
		.warehouse_id = om__col_int(q, 1),
		.on_hand = om__col_int(q, 2),
		.locked = om__col_int(q, 3),
		.allocated = om__col_int(q, 4),
		.oversold = om__col_int(q, 5),
		.first_in_at = om__col_int(q, 6),
		.has_first_in_at = !om__col_null(q, 6),
		.is_live = om__col_int(q, 7)};
	im->new_on_hand = im->on_hand;
	im->new_locked = im->locked;
	return 0;
}

/* The image of a record, loaded at its first move. */
static int image_of(
	struct om *om, struct batch *b, int64_t stock_id, struct image **ret, struct om_err *err)
{
	int64_t at = -1;
	int rc;

	if (b->has_index) {
		if (!om__imap_get(&b->index, stock_id, &at))
			at = -1;
	} else {
		for (int i = 0; i < b->count; i++)
			if (b->images[i].stock_id == stock_id)
				at = i;
	}
	if (at < 0) {
		at = b->count;
		rc = load(om, stock_id, &b->images[at], err);
		if (rc == 0 && b->has_index)
			rc = om__imap_put(&b->index, stock_id, at, err);
		if (rc < 0)
			return rc;
		b->count++;
	}
	*ret = &b->images[at];
	return 0;
}

static int64_t cover(int64_t on_hand, int64_t locked)
{
	return on_hand > locked ? on_hand - locked : 0;
}

static int64_t free_units(int64_t on_hand, int64_t locked, int64_t allocated)
{
	return on_hand - locked > allocated ? on_hand - locked - allocated : 0;
}

static void apply(struct image *im, const struct om__move *m)
{
	OM_ASSERT(m->delta != 0);
	if (m->is_locked)
		im->new_locked += m->delta;
	else
		im->new_on_hand += m->delta;
	if (m->is_locked ? m->delta > 0 : m->delta < 0) {
		im->taker = kind_of(m->kind);
		im->takes_locked = m->is_locked;
	}
}

/* `'TEE-R' at MAIN AB-1`, as refusals name a record. */
static int name_of(struct om *om, int64_t stock_id, char *ret, size_t size, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(om, OM__SQL_stock_place, OM__ARGS(OM__I("stock_id", stock_id)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (rc > 0)
		snprintf(ret, size, "'%s' at %s %s%s%s", om__col_text(q, 0), om__col_text(q, 1),
			om__col_text(q, 2), *om__col_text(q, 3) ? " lot " : "", om__col_text(q, 3));
	return 0;
}

static int refuse_short(struct om *om, const struct image *im, struct om_err *err)
{
	char name[400] = "";
	int rc = name_of(om, im->stock_id, name, sizeof(name), err);

	if (rc < 0)
		return rc;
	return om_err_set(err, OM_EREFUSED, "short-stock",
		"%s: %" PRId64 " free (on hand %" PRId64 ", locked %" PRId64 ", allocated %" PRId64
		")",
		name, free_units(im->on_hand, im->locked, im->allocated), im->on_hand, im->locked,
		im->allocated);
}

/* Names the orders that hold the record's units, the first few of them. */
static int refuse_allocated(struct om *om, const struct image *im, struct om_err *err)
{
	struct om_mark mark = om__arena_mark(&om->arena);
	char name[400] = "", *orders = NULL;
	int rc = name_of(om, im->stock_id, name, sizeof(name), err);

	if (rc == 0)
		rc = om__stock_holders(om, im->stock_id, NAMED_ORDERS, &om->arena, &orders, err);
	if (rc == 0) {
		om_err_set(err, OM_EREFUSED, "below-allocated",
			"%s: %" PRId64 " on hand less %" PRId64 " locked would be below %" PRId64
			" allocated%s%s",
			name, im->new_on_hand, im->new_locked, im->allocated, *orders ? " to " : "",
			orders);
		om_err_hint(
			err, "--allow below-allocated takes the units from the orders served last");
		rc = OM_EREFUSED;
	}
	om__arena_rewind(&om->arena, mark);
	return rc;
}

static int refuse_figure(struct om *om, const struct image *im, const char *word, const char *what,
	int64_t figure, struct om_err *err)
{
	char name[400] = "";
	int rc = name_of(om, im->stock_id, name, sizeof(name), err);

	if (rc < 0)
		return rc;
	return om_err_set(err,
		!strcmp(word, "negative") || !strcmp(word, "out-of-range") ? OM_EINVAL
									   : OM_EREFUSED,
		word, "%s: %s would be %" PRId64, name, what, figure);
}

/* The limits of the two figures by themselves. */
static int test_figures(struct om *om, const struct image *im, bool may_owe, struct om_err *err)
{
	if (im->new_on_hand < 0 && im->new_on_hand < im->on_hand && !may_owe)
		return im->taker && im->taker->from_free
			? refuse_short(om, im, err)
			: refuse_figure(om, im, "negative", "on hand", im->new_on_hand, err);
	if (im->new_on_hand > OM__STOCK_MAX && im->new_on_hand > im->on_hand)
		return refuse_figure(om, im, "out-of-range", "on hand", im->new_on_hand, err);
	if (im->new_locked < 0)
		return refuse_figure(om, im, "not-locked", "locked", im->new_locked, err);
	if (im->new_locked > OM__STOCK_MAX)
		return refuse_figure(om, im, "out-of-range", "locked", im->new_locked, err);
	return 0;
}

/* The record as it will be: figures within their limits, and enough units for what is promised of
 * it. */
static int test(struct om *om, struct image *im, struct om_err *err)
{
	bool ships = im->taker && !strcmp(im->taker->name, "ship");
	bool may_owe = ships && om_allowed(om, "short-stock");
	int64_t have = im->on_hand - im->locked, will = im->new_on_hand - im->new_locked;
	int64_t firm = im->allocated - im->oversold;
	int rc = test_figures(om, im, may_owe, err);

	if (rc < 0 || will >= have)
		return rc;
	if (im->taker && im->taker->from_free && !may_owe)
		/* What others were promised beyond what is there does not keep covered units from
		 * leaving. */
		return will < (ships ? firm : im->allocated) ? refuse_short(om, im, err) : 0;
	if (cover(im->new_on_hand, im->new_locked) < firm) {
		if (!may_owe && !(im->taker && im->taker->sheds) &&
			!om_allowed(om, "below-allocated"))
			return refuse_allocated(om, im, err);
		im->shed = firm - cover(im->new_on_hand, im->new_locked);
		return 0;
	}
	if (will < 0 && !may_owe && !(im->taker && im->taker->sheds))
		return refuse_figure(om, im, "above-on-hand", "on hand less locked", will, err);
	return 0;
}

static int write_movements(
	struct om *om, struct batch *b, const struct om__move *moves, int n, struct om_err *err)
{
	struct movement_row row = {.at = om->now};
	struct om__bulk *bulk;
	struct image *im;
	int rc = om__run(om, &row.run_id, err);

	/* The ledger tells each step, so the figures start again from what is stored. */
	for (int i = 0; i < b->count; i++) {
		b->images[i].new_on_hand = b->images[i].on_hand;
		b->images[i].new_locked = b->images[i].locked;
	}
	if (rc == 0)
		rc = om__ids(om, "movement", n, &row.movement_id, err);
	if (rc == 0)
		rc = om__bulk(om, OM__SQL_movement_insert, movement_map, OM_COUNT(movement_map),
			&bulk, err);
	for (int i = 0; rc >= 0 && i < n; i++, row.movement_id++) {
		const struct om__move *m = &moves[i];

		rc = image_of(om, b, m->stock_id, &im, err);
		if (rc < 0)
			break;
		apply(im, m);
		row.stock_id = m->stock_id;
		row.delta = m->delta;
		row.after = m->is_locked ? im->new_locked : im->new_on_hand;
		row.kind = m->kind;
		row.bucket = m->is_locked ? "locked" : "on_hand";
		row.cause_type = m->cause_type;
		row.cause_id = m->cause_id;
		row.has_cause_id = m->cause_type != NULL;
		row.ref = m->ref;
		row.reason = m->reason ? m->reason : "";
		row.note = m->note ? m->note : "";
		rc = om__bulk_put(bulk, &row, err);
	}
	return rc < 0 ? rc : 0;
}

static int write_counter(struct om *om, const struct image *im, struct om_err *err)
{
	struct counter_row row = {.stock_id = im->stock_id,
		.on_hand = im->new_on_hand,
		.locked = im->new_locked,
		.old_on_hand = im->on_hand,
		.old_locked = im->locked,
		.first_in_at = im->first_in_at,
		.has_first_in_at = im->has_first_in_at};
	struct om__bulk *bulk;
	int rc;

	if (im->on_hand <= 0 && im->new_on_hand > 0) {
		row.first_in_at = om->now;
		row.has_first_in_at = true;
	}
	rc = om__bulk(om, OM__SQL_stock_count, counter_map, OM_COUNT(counter_map), &bulk, err);
	if (rc == 0)
		rc = om__bulk_put(bulk, &row, err);
	if (rc < 0)
		return rc;
	if (rc != 1)
		return om_err_set(err, OM_ECONFLICT, "changed",
			"stock record %" PRId64 " has moved on", im->stock_id);
	return 0;
}

/* Tells the waiting orders.  Units that cover what was oversold make nothing available, but settle
 * it. */
static int tell(struct om *om, const struct image *im, struct om_err *err)
{
	int64_t had = free_units(im->on_hand, im->locked, im->allocated);
	int64_t has = free_units(im->new_on_hand, im->new_locked, im->allocated);
	bool settles =
		im->oversold > 0 && im->new_on_hand - im->new_locked > im->on_hand - im->locked;

	if (!im->is_live || (has <= had && !settles))
		return 0;
	return om__event(om,
		(struct om__event){.kind = OM__EV_STOCK_ARRIVED,
			.product_id = im->product_id,
			.warehouse_id = im->warehouse_id},
		err);
}

static int by_key(const void *a, const void *b)
{
	const struct image *x = a, *y = b;

	return (x->stock_id > y->stock_id) - (x->stock_id < y->stock_id);
}

static int write_all(
	struct om *om, struct batch *b, const struct om__move *moves, int n, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; rc == 0 && i < b->count; i++)
		if (b->images[i].shed)
			rc = om__shed(om, b->images[i].stock_id, b->images[i].shed, err);
	if (rc == 0)
		rc = write_movements(om, b, moves, n, err);
	if (rc == 0)
		qsort(b->images, (size_t)b->count, sizeof(*b->images), by_key);
	for (int i = 0; rc == 0 && i < b->count; i++) {
		rc = write_counter(om, &b->images[i], err);
		if (rc == 0)
			rc = tell(om, &b->images[i], err);
	}
	return rc;
}

/* The records as the moves would leave them, tested. */
static int plan(
	struct om *om, struct batch *b, const struct om__move *moves, int n, struct om_err *err)
{
	struct image *im;
	int rc = batch_init(b, n, err);

	for (int i = 0; rc == 0 && i < n; i++) {
		rc = image_of(om, b, moves[i].stock_id, &im, err);
		if (rc == 0)
			apply(im, &moves[i]);
	}
	for (int i = 0; rc == 0 && i < b->count; i++)
		rc = test(om, &b->images[i], err);
	return rc;
}

int om__stock_test(struct om *om, const struct om__move *moves, int n, struct om_err *err)
{
	struct batch b;
	int rc = plan(om, &b, moves, n, err);

	batch_release(&b);
	return rc;
}

int om__stock_move(struct om *om, const struct om__move *moves, int n, struct om_err *err)
{
	struct batch b;
	int rc;

	if (n == 0)
		return 0;
	rc = plan(om, &b, moves, n, err);
	if (rc == 0)
		rc = write_all(om, &b, moves, n, err);
	batch_release(&b);
	return rc;
}

int om__stock_ref_known(struct om *om, int64_t stock_id, const char *kind, const char *ref,
	bool *ret, struct om_err *err)
{
	int64_t one;
	int rc = om__get_int(om, OM__SQL_movement_by_ref,
		OM__ARGS(OM__I("stock_id", stock_id), OM__S("kind", kind), OM__S("ref", ref)), &one,
		err);

	if (rc >= 0)
		*ret = rc > 0;
	return rc < 0 ? rc : 0;
}
