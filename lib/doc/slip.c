/* Packing slips (shipping.md R17): one for what is still to be packed of an order, or one a package
 * once all has left.
 *
 * Each lists what goes now, what went before and what is still to come.  A gift shows its message
 * and no prices.  Printing changes nothing. */
#include "base/country.h"
#include "core/core.h"
#include "doc/view.h"
#include "templates.h"
#include <inttypes.h>
#include <om/ship.h>

struct line {
	int64_t order_line_id, wanted, shipped;
	int64_t now, before; /* on the slip under way */
	int64_t unit_price, line_total;
	const char *listing_sku, *sku, *name, *notes, *po_line, *upc;
};
struct package {
	int64_t shipment_id, seq, count, ship_date;
	const char *carrier, *service, *package_type, *tracking;
};
struct slip {
	struct om__doc *d;
	int64_t order_id;
	const char *currency;
	bool is_gift;
	struct om__rec order, channel, customer, ship_to,
		warehouse; /* the same on each slip of the order */
	struct line *lines;
	struct package *packages;
	int line_count, line_cap, package_count, package_cap;
};

/* ---- the order ---- */

static void put_address(struct om__doc *d, struct om__rec *r, struct om__q *q, int city)
{
	const char *country = om__col_text(q, city + 3), *name = om__country_name(country);
	const char *comma = om__col_text(q, city)[0] && om__col_text(q, city + 1)[0] ? ", " : "";

	om__doc_column(d, r, "city", q, city);
	om__doc_column(d, r, "state", q, city + 1);
	om__doc_column(d, r, "zip", q, city + 2);
	om__doc_text(d, r, "country", country);
	om__doc_text(d, r, "country_name", name ? name : country);
	om__doc_text(d, r, "city_state_zip",
		om__printf(d->arena, "%s%s%s %s", om__col_text(q, city), comma,
			om__col_text(q, city + 1), om__col_text(q, city + 2)));
}

static void put_order(struct slip *s, struct om__q *q)
{
	static const struct {
		const char *name;
		int column;
	} texts[] = {{"number", 0}, {"channel_order_id", 1}, {"po_number", 2}, {"status", 6},
		{"currency", 7}, {"requested_service", 14}, {"gift_message", 16},
		{"notes_from_buyer", 17}, {"notes_to_buyer", 18}},
	  amounts[] = {{"item_total", 8}, {"discount", 9}, {"shipping", 10}, {"tax", 11},
		  {"other_cost", 12}, {"total", 13}},
	  days[] = {{"date", 3}, {"paid_date", 4}, {"ship_by", 5}};

	for (size_t i = 0; i < OM_COUNT(texts); i++)
		om__doc_column(s->d, &s->order, texts[i].name, q, texts[i].column);
	for (size_t i = 0; i < OM_COUNT(days); i++)
		if (!om__col_null(q, days[i].column))
			om__doc_time(s->d, &s->order, days[i].name, om__col_int(q, days[i].column));
	/* An amount of nothing is no line of the slip, but for the total. */
	for (size_t i = 0; i < OM_COUNT(amounts); i++)
		if (om__col_int(q, amounts[i].column) || amounts[i].column == 13)
			om__doc_money(s->d, &s->order, amounts[i].name,
				om__col_int(q, amounts[i].column), s->currency);
	om__doc_flag(s->d, &s->order, "is_gift", s->is_gift);
	om__doc_flag(s->d, &s->order, "show_prices", !s->is_gift);
}

static void put_places(struct slip *s, struct om__q *q)
{
	static const char *const lines[] = {"name", "company", "address1", "address2", "address3"};
	static const char *const house[] = {"name", "address1", "address2", "address3"};

	om__doc_column(s->d, &s->channel, "name", q, 19);
	om__doc_column(s->d, &s->customer, "name", q, 20);
	for (int i = 0; i < (int)OM_COUNT(lines); i++)
		om__doc_column(s->d, &s->ship_to, lines[i], q, 21 + i);
	put_address(s->d, &s->ship_to, q, 26);
	om__doc_column(s->d, &s->ship_to, "phone", q, 30);
	for (int i = 0; i < (int)OM_COUNT(house); i++)
		om__doc_column(s->d, &s->warehouse, house[i], q, 31 + i);
	put_address(s->d, &s->warehouse, q, 35);
	om__doc_column(s->d, &s->warehouse, "phone", q, 39);
	om__doc_column(s->d, &s->warehouse, "email", q, 40);
}

static int read_order(struct slip *s, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(
		s->d->om, OM__SQL_doc_order, OM__ARGS(OM__I("order_id", s->order_id)), &q, err);

	if (!rc)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (!rc)
		return om_err_set(
			err, OM_ENOTFOUND, "unknown-order", "no order @%" PRId64, s->order_id);
	s->currency = om__strdup(s->d->arena, om__col_text(q, 7));
	s->is_gift = om__col_int(q, 15);
	if (!s->currency)
		return om__nomem(err);
	put_order(s, q);
	put_places(s, q);
	return 0;
}

/* ---- its lines and packages ---- */

static int grow(
	struct om_arena *arena, void **rows, int *cap, int count, size_t size, struct om_err *err)
{
	int more = *cap ? *cap * 2 : 8;
	void *bigger;

	if (count < *cap)
		return 0;
	bigger = om__alloc(arena, size * (size_t)more);
	if (!bigger)
		return om__nomem(err);
	if (count)
		memcpy(bigger, *rows, size * (size_t)count);
	*rows = bigger;
	*cap = more;
	return 0;
}

static int read_lines(struct slip *s, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om_arena *a = s->d->arena;
	int rc = om__q(
		s->d->om, OM__SQL_doc_lines, OM__ARGS(OM__I("order_id", s->order_id)), &q, err);

	while (!rc && (rc = om__step(q, err)) > 0) {
		struct line *l;

		rc = grow(
			a, (void **)&s->lines, &s->line_cap, s->line_count, sizeof(*s->lines), err);
		if (rc)
			return rc;
		l = &s->lines[s->line_count++];
		*l = (struct line){.order_line_id = om__col_int(q, 0),
			.wanted = om__col_int(q, 4),
			.shipped = om__col_int(q, 5),
			.unit_price = om__col_int(q, 6),
			.line_total = om__col_int(q, 7)};
		l->listing_sku = om__strdup(a, om__col_text(q, 1));
		l->sku = om__strdup(a, om__col_text(q, om__col_null(q, 2) ? 1 : 2));
		l->name = om__strdup(a, om__col_text(q, 3));
		l->notes = om__strdup(a, om__col_text(q, 8));
		l->po_line = om__strdup(a, om__col_text(q, 9));
		l->upc = om__strdup(a, om__col_text(q, 10));
		if (!l->listing_sku || !l->sku || !l->name || !l->notes || !l->po_line || !l->upc)
			return om__nomem(err);
	}
	return rc;
}

static int read_packages(struct slip *s, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om_arena *a = s->d->arena;
	int rc = om__q(
		s->d->om, OM__SQL_doc_packages, OM__ARGS(OM__I("order_id", s->order_id)), &q, err);

	while (!rc && (rc = om__step(q, err)) > 0) {
		struct package *p;

		rc = grow(a, (void **)&s->packages, &s->package_cap, s->package_count,
			sizeof(*s->packages), err);
		if (rc)
			return rc;
		p = &s->packages[s->package_count++];
		*p = (struct package){.shipment_id = om__col_int(q, 0),
			.seq = om__col_int(q, 1),
			.ship_date = om__col_int(q, 2),
			.count = om__col_int(q, 7)};
		p->carrier = om__strdup(a, om__col_text(q, 3));
		p->service = om__strdup(a, om__col_text(q, 4));
		p->package_type = om__strdup(a, om__col_text(q, 5));
		p->tracking = om__strdup(a, om__col_text(q, 6));
		if (!p->carrier || !p->service || !p->package_type || !p->tracking)
			return om__nomem(err);
	}
	return rc;
}

/* What is in the package, as the lines' units of now. */
static int read_contents(struct slip *s, const struct package *p, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(s->d->om, OM__SQL_doc_package_units,
		OM__ARGS(OM__I("shipment_id", p->shipment_id), OM__I("seq", p->seq)), &q, err);

	for (int i = 0; i < s->line_count; i++) {
		s->lines[i].before += s->lines[i].now;
		s->lines[i].now = 0;
	}
	while (!rc && (rc = om__step(q, err)) > 0) {
		for (int i = 0; i < s->line_count; i++)
			if (s->lines[i].order_line_id == om__col_int(q, 0))
				s->lines[i].now = om__col_int(q, 1);
		rc = 0;
	}
	return rc;
}

/* ---- slips ---- */

static void put_item(struct slip *s, struct om__list *items, const struct line *l)
{
	struct om__rec *r = om__doc_add(s->d, items);

	om__doc_text(s->d, r, "sku", l->sku);
	om__doc_text(s->d, r, "listing_sku", l->listing_sku);
	om__doc_text(s->d, r, "name", l->name);
	om__doc_text(s->d, r, "upc", l->upc);
	om__doc_text(s->d, r, "notes", l->notes);
	om__doc_text(s->d, r, "po_line", l->po_line);
	om__doc_int(s->d, r, "quantity", l->now);
	om__doc_int(s->d, r, "quantity_shipped", l->shipped);
	if (l->before)
		om__doc_int(s->d, r, "quantity_before", l->before);
	if (l->wanted - l->before - l->now > 0)
		om__doc_int(s->d, r, "quantity_open", l->wanted - l->before - l->now);
	om__doc_money(s->d, r, "unit_price", l->unit_price, s->currency);
	om__doc_money(s->d, r, "total", l->line_total, s->currency);
}

static void put_package(struct slip *s, struct om__rec *slip, const struct package *p)
{
	struct om__rec shipment = {0};
	struct om__list packages = {0};
	struct om__rec *r = om__doc_add(s->d, &packages);

	om__doc_int(s->d, r, "seq", p ? p->seq : 1);
	om__doc_int(s->d, r, "count", p ? p->count : 1);
	om__doc_text(s->d, r, "tracking_number", p ? p->tracking : "");
	om__doc_list(s->d, slip, "packages", &packages);
	if (!p)
		return;
	om__doc_text(
		s->d, &shipment, "number", om__printf(s->d->arena, "S%" PRId64, p->shipment_id));
	om__doc_day(s->d, &shipment, "date", p->ship_date);
	om__doc_text(s->d, &shipment, "carrier", p->carrier);
	om__doc_text(s->d, &shipment, "service", p->service);
	om__doc_text(s->d, &shipment, "package_type", p->package_type);
	om__doc_text(s->d, &shipment, "tracking_number", p->tracking);
	om__doc_int(s->d, &shipment, "package_count", p->count);
	om__doc_rec(s->d, slip, "shipment", &shipment);
}

/* A slip over the lines' units of now; P NULL: not packed yet. */
static void put_slip(struct slip *s, struct om__list *slips, const struct package *p)
{
	struct om__rec *slip = om__doc_add(s->d, slips);
	struct om__list items = {0};
	int64_t units = 0;

	om__doc_rec(s->d, slip, "order", &s->order);
	om__doc_rec(s->d, slip, "channel", &s->channel);
	om__doc_rec(s->d, slip, "customer", &s->customer);
	om__doc_rec(s->d, slip, "ship_to", &s->ship_to);
	om__doc_rec(s->d, slip, "warehouse", &s->warehouse);
	put_package(s, slip, p);
	for (int i = 0; i < s->line_count; i++) {
		if (!s->lines[i].now)
			continue;
		put_item(s, &items, &s->lines[i]);
		units += s->lines[i].now;
	}
	om__doc_align(s->d, &items, "sku");
	om__doc_list(s->d, slip, "items", &items);
	om__doc_int(s->d, slip, "unit_count", units);
}

static int put_order_slips(
	struct om__doc *d, int64_t order_id, struct om__list *slips, struct om_err *err)
{
	struct slip s = {.d = d, .order_id = order_id};
	int64_t open = 0;
	int rc = read_order(&s, err);

	if (!rc)
		rc = read_lines(&s, err);
	if (!rc)
		rc = read_packages(&s, err);
	if (rc)
		return rc;
	for (int i = 0; i < s.line_count; i++)
		open += s.lines[i].wanted - s.lines[i].shipped;
	for (int i = 0; !rc && !open && i < s.package_count; i++) {
		rc = read_contents(&s, &s.packages[i], err);
		if (!rc)
			put_slip(&s, slips, &s.packages[i]);
	}
	if (rc || (!open && s.package_count))
		return rc;
	for (int i = 0; i < s.line_count; i++) {
		s.lines[i].before = s.lines[i].shipped;
		s.lines[i].now = s.lines[i].wanted - s.lines[i].shipped;
	}
	put_slip(&s, slips, NULL);
	return 0;
}

int om_slip_print(struct om *om, const struct om_print *print, const int64_t *order_ids, size_t n,
	struct om_arena *arena, char **ret, struct om_err *err)
{
	static const struct om__template template = {
		"builtin/packing-slip", om__tpl_slip_html_mustache, om__tpl_slip_txt_mustache};
	struct om__list slips = {0};
	struct om__rec root = {0};
	struct om__doc d;
	int rc = om__doc_init(&d, om, print->as, arena, err);

	if (!rc)
		rc = om__read_begin(om, err);
	if (rc)
		return rc;
	for (size_t i = 0; !rc && i < n; i++)
		rc = put_order_slips(&d, order_ids[i], &slips, err);
	om__read_end(om);
	if (rc)
		return rc;
	om__doc_common(&d, &root);
	om__doc_list(&d, &root, "slips", &slips);
	return om__doc_render(&d, &template, &root, ret, err);
}
