/* Pick lists on paper (shipping.md R16): a section an order, or one list in which the units of one
 * record stand together with the orders they are for.  What no place holds, and what is no longer
 * wanted, is told apart. */
#include "base/map.h"
#include "base/text.h"
#include "core/core.h"
#include "doc/view.h"
#include "templates.h"
#include <inttypes.h>
#include <om/ship.h>
#include <stdlib.h>

struct line {
	int64_t seq, order_id, stock_id, product_id, quantity, expires_on, tote;
	bool has_stock, has_expiry, is_struck, is_untracked;
	const char *order, *status, *ship_name, *ship_place, *service, *location, *lot, *sku, *name,
		*upc, *listing_sku, *notes, *place; /* place: sorts in natural order */
};
struct list {
	struct om__doc *d;
	int64_t pick_list_id, copy;
	const char *layout; /* NULL: as the list was made */
	bool is_global, is_cluster;
	struct line *lines;
	int count, cap;
};

/* ---- reading ---- */

static int read_head(
	struct list *p, struct om__rec *pick, struct om__rec *warehouse, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(p->d->om, OM__SQL_doc_pick, OM__ARGS(OM__I("pick_list_id", p->pick_list_id)),
		&q, err);

	if (!rc)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (!rc)
		return om_err_set(err, OM_ENOTFOUND, "unknown-record",
			"no pick list 'PL%" PRId64 "'", p->pick_list_id);
	p->is_global = p->layout ? strcmp(p->layout, "order") != 0
				 : strcmp(om__col_text(q, 0), "order") != 0;
	p->is_cluster = !strcmp(om__col_text(q, 0), "cluster");
	om__doc_column(p->d, pick, "cut_by", q, 5);
	om__doc_column(p->d, pick, "part", q, 6);
	om__doc_flag(p->d, pick, "is_copy", p->copy > 1);
	om__doc_int(p->d, pick, "copy_no", p->copy);
	om__doc_text(p->d, pick, "number", om__printf(p->d->arena, "PL%" PRId64, p->pick_list_id));
	om__doc_column(p->d, pick, "kind", q, 0);
	om__doc_time(p->d, pick, "date", om__col_int(q, 1));
	om__doc_column(p->d, pick, "state", q, 3);
	om__doc_column(p->d, pick, "item_order", q, 4);
	om__doc_column(p->d, warehouse, "name", q, 2);
	return 0;
}

static int add_line(struct list *p, struct om__q *q, struct om_err *err)
{
	struct om_arena *a = p->d->arena;
	struct line *l;

	if (p->count == p->cap) {
		int cap = p->cap ? p->cap * 2 : 32;
		struct line *more = OM_NEWN(a, struct line, cap);

		if (!more)
			return om__nomem(err);
		if (p->count)
			memcpy(more, p->lines, sizeof(*more) * (size_t)p->count);
		p->lines = more;
		p->cap = cap;
	}
	l = &p->lines[p->count++];
	*l = (struct line){
		.seq = om__col_int(q, 0),
		.order_id = om__col_int(q, 1),
		.order = om__strdup(a, om__col_text(q, 2)),
		.status = om__strdup(a, om__col_text(q, 3)),
		.ship_name = om__strdup(a, om__col_text(q, 4)),
		.ship_place = om__printf(
			a, "%s %s %s", om__col_text(q, 5), om__col_text(q, 6), om__col_text(q, 7)),
		.service = om__strdup(a, om__col_text(q, 9)),
		.has_stock = !om__col_null(q, 10),
		.stock_id = om__col_int(q, 10),
		.product_id = om__col_int(q, 11),
		.location = om__strdup(a, om__col_text(q, 12)),
		.lot = om__strdup(a, om__col_text(q, 13)),
		.has_expiry = !om__col_null(q, 14),
		.expires_on = om__col_int(q, 14),
		.sku = om__strdup(a, om__col_text(q, 15)),
		.name = om__strdup(a, om__col_text(q, 16)),
		.upc = om__strdup(a, om__col_text(q, 17)),
		.listing_sku = om__strdup(a, om__col_text(q, 18)),
		.notes = om__strdup(a, om__col_text(q, 19)),
		.quantity = om__col_int(q, 20),
		.is_untracked = !om__col_int(q, 21),
		.is_struck = om__col_int(q, 22),
		.tote = om__col_int(q, 24),
		.place = om__strdup(a, om__col_text(q, 25)),
	};
	return l->order && l->status && l->ship_name && l->ship_place && l->service &&
			l->location && l->lot && l->sku && l->name && l->upc && l->listing_sku &&
			l->notes && l->place
		? 0
		: om__nomem(err);
}

static int read_lines(struct list *p, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(p->d->om, OM__SQL_doc_pick_lines,
		OM__ARGS(OM__I("pick_list_id", p->pick_list_id)), &q, err);

	while (!rc && (rc = om__step(q, err)) > 0)
		rc = add_line(p, q, err);
	return rc;
}

/* ---- another layout than the list was made with ---- */

static int by_seq(const struct line *a, const struct line *b)
{
	return (a->seq > b->seq) - (a->seq < b->seq);
}

static int by_place(const struct line *a, const struct line *b)
{
	int c = a->has_stock != b->has_stock ? (a->has_stock ? -1 : 1) : strcmp(a->place, b->place);

	c = c ? c : om__natural_cmp(a->sku, b->sku);
	c = c ? c : (a->stock_id > b->stock_id) - (a->stock_id < b->stock_id);
	return c ? c : by_seq(a, b);
}

static int by_sku(const struct line *a, const struct line *b)
{
	int c = om__natural_cmp(a->sku, b->sku);

	return c ? c : by_place(a, b);
}

static int by_order(const struct line *a, const struct line *b)
{
	int c = om__natural_cmp(a->order, b->order);

	return c ? c : by_seq(a, b);
}

static const struct layout {
	const char *word;
	int (*cmp)(const struct line *, const struct line *);
} layouts[] = {{"order", by_order}, {"sku", by_sku}, {"location", by_place}};

static int line_cmp(const void *a, const void *b, void *arg)
{
	const struct layout *layout = arg;

	return layout->cmp(a, b);
}

static void lay_out(struct list *p)
{
	for (size_t i = 0; p->layout && p->count && i < OM_COUNT(layouts); i++) {
		struct layout layout = layouts[i];

		if (!strcmp(layout.word, p->layout))
			qsort_r(p->lines, (size_t)p->count, sizeof(*p->lines), line_cmp, &layout);
	}
}

/* ---- lines ---- */

static bool is_to_pick(const struct line *l)
{
	return l->has_stock || l->is_untracked;
}

/* Lines of one record follow one another in a global list sorted by place. */
static bool is_same_place(const struct line *a, const struct line *b)
{
	return a->has_stock && b->has_stock && a->stock_id == b->stock_id;
}

static void put_line(struct om__doc *d, struct om__list *lines, const struct line *l,
	int64_t quantity, const char *orders)
{
	struct om__rec *r = om__doc_add(d, lines);

	om__doc_int(d, r, "line", l->seq);
	om__doc_text(d, r, "location", l->location);
	om__doc_text(d, r, "sku", l->sku);
	om__doc_text(d, r, "name", l->name);
	om__doc_text(d, r, "upc", l->upc);
	om__doc_text(
		d, r, "listing_sku", strcmp(l->listing_sku, l->sku) != 0 ? l->listing_sku : "");
	om__doc_text(d, r, "lot", l->lot);
	if (l->has_expiry)
		om__doc_day(d, r, "expires", l->expires_on);
	om__doc_text(d, r, "notes", l->notes);
	om__doc_int(d, r, "quantity", quantity);
	if (l->tote)
		om__doc_int(d, r, "tote", l->tote);
	om__doc_text(d, r, "orders", orders);
	om__doc_flag(d, r, "is_struck", l->is_struck);
	om__doc_text(d, r, "status", l->status);
}

/* "SHOP:1001, 2 × SHOP:1002"; of a cluster with the totes before them, "[1] SHOP:1001" */
static const char *add_share(struct om__doc *d, const char *orders, const struct line *l)
{
	const char *share = l->quantity == 1
		? l->order
		: om__printf(d->arena, "%" PRId64 " × %s", l->quantity, l->order);

	if (share && l->tote)
		share = om__printf(d->arena, "[%" PRId64 "] %s", l->tote, share);
	if (share && orders)
		share = om__printf(d->arena, "%s, %s", orders, share);
	d->is_bad = d->is_bad || !share;
	return share ? share : "";
}

static void align(struct om__doc *d, struct om__list *lines)
{
	om__doc_align(d, lines, "location");
	om__doc_align(d, lines, "sku");
}

/* One line for the units of lines FROM up to TO that are struck, or that are not; their number. */
static int64_t put_place(struct list *p, struct om__list *lines, int from, int to, bool is_struck)
{
	const struct line *first = NULL;
	const char *orders = NULL;
	int64_t n = 0;

	for (int i = from; i < to; i++) {
		if (p->lines[i].is_struck != is_struck)
			continue;
		first = first ? first : &p->lines[i];
		n += p->lines[i].quantity;
		orders = add_share(p->d, orders, &p->lines[i]);
	}
	if (first)
		put_line(p->d, lines, first, n, orders);
	return n;
}

static int64_t put_global(struct list *p, struct om__rec *pick)
{
	struct om__list lines = {0};
	int64_t units = 0;
	int to;

	for (int from = 0; from < p->count; from = to) {
		to = from + 1;
		if (!is_to_pick(&p->lines[from]))
			continue;
		while (to < p->count && is_same_place(&p->lines[from], &p->lines[to]))
			to++;
		units += put_place(p, &lines, from, to, false);
		put_place(p, &lines, from, to, true);
	}
	align(p->d, &lines);
	om__doc_list(p->d, pick, "lines", &lines);
	return units;
}

static void put_section(
	struct list *p, struct om__list *orders, const struct line *first, struct om__list *lines)
{
	struct om__rec *o = om__doc_add(p->d, orders);

	om__doc_text(p->d, o, "order", first->order);
	om__doc_text(p->d, o, "ship_name", first->ship_name);
	om__doc_text(p->d, o, "ship_place", first->ship_place);
	om__doc_text(p->d, o, "service", first->service);
	om__doc_text(p->d, o, "status",
		strcmp(first->status, "awaiting-shipment") != 0 ? first->status : "");
	om__doc_flag(p->d, o, "is_struck", first->is_struck);
	align(p->d, lines);
	om__doc_list(p->d, o, "lines", lines);
}

static int64_t put_orders(struct list *p, struct om__rec *pick)
{
	struct om__list orders = {0};
	int64_t units = 0;

	for (int i = 0; i < p->count;) {
		const struct line *first = &p->lines[i];
		struct om__list lines = {0};

		for (; i < p->count && p->lines[i].order_id == first->order_id; i++) {
			const struct line *l = &p->lines[i];

			if (!is_to_pick(l))
				continue;
			put_line(p->d, &lines, l, l->quantity, l->order);
			units += l->is_struck ? 0 : l->quantity;
		}
		put_section(p, &orders, first, &lines);
	}
	om__doc_list(p->d, pick, "orders", &orders);
	return units;
}

static int by_tote(const void *a, const void *b)
{
	const struct line *const *x = a, *const *y = b;

	return (*x)->tote != (*y)->tote ? ((*x)->tote > (*y)->tote) - ((*x)->tote < (*y)->tote)
					: by_seq(*x, *y);
}

/* Which order goes into which tote, in the order of the totes. */
static void put_totes(struct list *p, struct om__rec *pick)
{
	const struct line **lines = OM_NEWN(p->d->arena, const struct line *, p->count + 1);
	struct om__list totes = {0};
	int to;

	if (!lines) {
		p->d->is_bad = true;
		return;
	}
	for (int i = 0; i < p->count; i++)
		lines[i] = &p->lines[i];
	qsort(lines, (size_t)p->count, sizeof(struct line *), by_tote);
	for (int from = 0; from < p->count; from = to) {
		struct om__rec *r = om__doc_add(p->d, &totes);
		int64_t units = 0;

		for (to = from; to < p->count && lines[to]->tote == lines[from]->tote; to++)
			units += lines[to]->is_struck ? 0 : lines[to]->quantity;
		om__doc_int(p->d, r, "tote", lines[from]->tote);
		om__doc_text(p->d, r, "order", lines[from]->order);
		om__doc_text(p->d, r, "ship_name", lines[from]->ship_name);
		om__doc_int(p->d, r, "units", units);
	}
	om__doc_flag(p->d, pick, "is_cluster", p->count > 0);
	om__doc_list(p->d, pick, "totes", &totes);
}

static void put_missing(struct list *p, struct om__rec *pick)
{
	struct om__list missing = {0};

	for (int i = 0; i < p->count; i++)
		if (!is_to_pick(&p->lines[i]))
			put_line(p->d, &missing, &p->lines[i], p->lines[i].quantity,
				p->lines[i].order);
	align(p->d, &missing);
	om__doc_flag(p->d, pick, "has_missing", missing.count > 0);
	om__doc_list(p->d, pick, "missing", &missing);
}

static int count_orders(const struct list *p, int64_t *ret, struct om_err *err)
{
	struct om_imap seen;
	int64_t n = 0, one;
	int rc = 0;

	om__imap_init(&seen);
	for (int i = 0; !rc && i < p->count; i++) {
		if (om__imap_get(&seen, p->lines[i].order_id, &one))
			continue;
		rc = om__imap_put(&seen, p->lines[i].order_id, 1, err);
		n++;
	}
	om__imap_release(&seen);
	*ret = n;
	return rc;
}

static int put_list(struct om__doc *d, int64_t id, const char *layout, int64_t copy,
	struct om__list *picks, struct om_err *err)
{
	struct list p = {.d = d, .pick_list_id = id, .layout = layout, .copy = copy};
	struct om__rec pick = {0}, warehouse = {0};
	struct om__rec *r;
	int64_t orders;
	int rc = read_head(&p, &pick, &warehouse, err);

	if (!rc)
		rc = read_lines(&p, err);
	if (!rc)
		rc = count_orders(&p, &orders, err);
	if (rc)
		return rc;
	if (p.is_cluster)
		put_totes(&p, &pick);
	lay_out(&p);
	om__doc_int(d, &pick, "unit_count",
		p.is_global ? put_global(&p, &pick) : put_orders(&p, &pick));
	om__doc_int(d, &pick, "order_count", orders);
	om__doc_flag(d, &pick, "is_global", p.is_global);
	put_missing(&p, &pick);
	r = om__doc_add(d, picks);
	om__doc_rec(d, r, "pick", &pick);
	om__doc_rec(d, r, "warehouse", &warehouse);
	return 0;
}

/* Counts that each list is printed, and says the how-manieth copy this one is. */
struct copies {
	const int64_t *ids;
	size_t n;
	int64_t *copies;
};

static int count_copies(struct om *om, void *arg, struct om_err *err)
{
	struct copies *c = arg;
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < c->n; i++) {
		rc = om__exec(om, OM__SQL_doc_pick_printed,
			OM__ARGS(OM__I("pick_list_id", c->ids[i])), err);
		if (rc >= 0)
			rc = om__get_int(om, OM__SQL_doc_pick_copy,
				OM__ARGS(OM__I("pick_list_id", c->ids[i])), &c->copies[i], err);
		if (rc >= 0)
			rc = om__doc_copied(
				om, "pick_list", c->ids[i], "printed_count", c->copies[i], err);
	}
	return rc < 0 ? rc : 0;
}

static int check_layout(const char *layout, struct om_err *err)
{
	for (size_t i = 0; layout && i < OM_COUNT(layouts); i++)
		if (!strcmp(layouts[i].word, layout))
			return 0;
	return layout ? om_err_set(err, OM_EINVAL, "bad-choice",
				"'%s' is no layout of a pick list: order, sku or location", layout)
		      : 0;
}

int om_pick_print(struct om *om, const struct om_print *print, const int64_t *pick_list_ids,
	size_t n, struct om_arena *arena, char **ret, struct om_err *err)
{
	struct om__template template = {
		"builtin/pick-list", om__tpl_picklist_html_mustache, om__tpl_picklist_txt_mustache};
	struct copies copies = {pick_list_ids, n, OM_NEWN(arena, int64_t, n + 1)};
	struct om__list picks = {0};
	struct om__rec root = {0};
	struct om__doc d;
	int rc = copies.copies ? om__doc_init(&d, om, print->as, arena, err) : om__nomem(err);

	if (!rc)
		rc = check_layout(print->layout, err);
	if (!rc)
		rc = om__tx_run(om, count_copies, &copies, err);
	if (!rc)
		rc = om__read_begin(om, err);
	if (rc)
		return rc;
	for (size_t i = 0; !rc && i < n; i++)
		rc = put_list(&d, pick_list_ids[i], print->layout, copies.copies[i], &picks, err);
	om__read_end(om);
	if (rc)
		return rc;
	om__doc_common(&d, &root);
	om__doc_list(&d, &root, "picks", &picks);
	return om__doc_render(&d, &template, &root, ret, err);
}
