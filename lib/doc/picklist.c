/* Pick lists on paper (shipping.md R16): a section an order, or one list in which the units of one
 * record stand together with the orders they are for.  What no place holds, and what is no longer
 * wanted, is told apart. */
#include "base/map.h"
#include "doc/view.h"
#include "templates.h"
#include <inttypes.h>
#include <om/ship.h>

struct line {
	int64_t seq, order_id, stock_id, product_id, quantity, expires_on;
	bool has_stock, has_expiry, is_struck, is_untracked;
	const char *order, *status, *ship_name, *ship_place, *service, *location, *lot, *sku, *name,
		*upc, *listing_sku, *notes;
};
struct list {
	struct om__doc *d;
	int64_t pick_list_id;
	bool is_global;
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
	p->is_global = strcmp(om__col_text(q, 0), "order") != 0;
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
	};
	return l->order && l->status && l->ship_name && l->ship_place && l->service &&
			l->location && l->lot && l->sku && l->name && l->upc && l->listing_sku &&
			l->notes
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
	om__doc_text(d, r, "orders", orders);
	om__doc_flag(d, r, "is_struck", l->is_struck);
	om__doc_text(d, r, "status", l->status);
}

/* "SHOP:1001, 2 × SHOP:1002" */
static const char *add_share(struct om__doc *d, const char *orders, const struct line *l)
{
	const char *share = l->quantity == 1
		? l->order
		: om__printf(d->arena, "%" PRId64 " × %s", l->quantity, l->order);

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

static int put_list(struct om__doc *d, int64_t id, struct om__list *picks, struct om_err *err)
{
	struct list p = {.d = d, .pick_list_id = id};
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

int om_pick_print(struct om *om, const int64_t *pick_list_ids, size_t n, const char *as,
	struct om_arena *arena, char **ret, struct om_err *err)
{
	static const struct om__template template = {
		"builtin/pick-list", om__tpl_picklist_html_mustache, om__tpl_picklist_txt_mustache};
	struct om__list picks = {0};
	struct om__rec root = {0};
	struct om__doc d;
	int rc = om__doc_init(&d, om, as, arena, err);

	if (!rc)
		rc = om__read_begin(om, err);
	if (rc)
		return rc;
	for (size_t i = 0; !rc && i < n; i++)
		rc = put_list(&d, pick_list_ids[i], &picks, err);
	om__read_end(om);
	if (rc)
		return rc;
	om__doc_common(&d, &root);
	om__doc_list(&d, &root, "picks", &picks);
	return om__doc_render(&d, &template, &root, ret, err);
}
