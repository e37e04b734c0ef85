/* What packing slips say (shipping.md R17): one for what is still to be packed of an order, or one
 * a package once all has left.
 *
 * Each lists what goes now, what went before and what is still to come.  A gift shows its message
 * and no prices.  How they are put on paper stands in paper.c. */
#include "base/country/country.h"
#include "base/text.h"
#include "core/core.h"
#include "doc/slip.h"
#include <inttypes.h>
#include <stdlib.h>

struct line {
	int64_t order_line_id, wanted, shipped;
	int64_t now, before; /* on the slip under way */
	int64_t unit_price, line_total;
	const char *listing_sku, *sku, *name, *notes, *po_line, *upc;
	const char *location; /* where open units lie first, "" */
	const char *place; /* the same, or where the packed ones lay, by which is sorted; "" last */
};
struct package {
	int64_t shipment_id, seq, count, ship_date;
	const char *carrier, *service, *package_type, *tracking;
};
struct slip {
	struct om__doc *d;
	int64_t order_id;
	const char *currency, *number, *template; /* template: "" is the company's */
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
	s->number = om__strdup(s->d->arena, om__col_text(q, 0));
	s->template = om__strdup(s->d->arena, om__col_text(q, om__col_text(q, 41)[0] ? 41 : 42));
	if (!s->currency || !s->number || !s->template)
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
		l->location = l->place = "";
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

/* The first place of each line, in natural order. */
static int read_places(struct slip *s, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(s->d->om, OM__SQL_doc_line_places, OM__ARGS(OM__I("order_id", s->order_id)),
		&q, err);
	int at = 0;

	while (!rc && (rc = om__step(q, err)) > 0) {
		rc = 0;
		while (at < s->line_count && s->lines[at].order_line_id != om__col_int(q, 0))
			at++;
		if (at == s->line_count)
			break;
		if (s->lines[at].place[0])
			continue;
		s->lines[at].place = om__strdup(s->d->arena, om__col_text(q, 1));
		s->lines[at].location = om__strdup(s->d->arena, om__col_text(q, 2));
		if (!s->lines[at].place || !s->lines[at].location)
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
		rc = 0;
		for (int i = 0; i < s->line_count; i++) {
			if (s->lines[i].order_line_id != om__col_int(q, 0))
				continue;
			s->lines[i].now = om__col_int(q, 1);
			s->lines[i].location = "";
			s->lines[i].place = om__strdup(s->d->arena, om__col_text(q, 2));
			if (!s->lines[i].place)
				return om__nomem(err);
		}
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
	om__doc_text(s->d, r, "location", l->location);
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

/* ---- the order of items ---- */

static int by_place(const char *a, const char *b)
{
	if (!*a != !*b)
		return *a ? -1 : 1;
	return strcmp(a, b);
}

static int item_cmp(const void *a, const void *b, void *arg)
{
	const struct line *const *x = a, *const *y = b;
	const char *order = arg;
	int c = 0;

	if (!strcmp(order, "location"))
		c = by_place((*x)->place, (*y)->place);
	if (!c && strcmp(order, "line") != 0)
		c = om__natural_cmp((*x)->sku, (*y)->sku);
	return c ? c : (*x > *y) - (*x < *y);
}

/* What the slip is sorted by among others. */
static void put_keys(struct slip *s, struct om__slip *slip)
{
	int skus = 0;

	slip->number = s->number;
	slip->sku = slip->place = "";
	for (int i = 0; i < s->line_count; i++) {
		const struct line *l = &s->lines[i];

		if (!l->now)
			continue;
		skus += !skus || strcmp(slip->sku, l->sku) != 0;
		if (!slip->sku[0] || om__natural_cmp(l->sku, slip->sku) < 0)
			slip->sku = l->sku;
		if (by_place(l->place, slip->place) < 0)
			slip->place = l->place;
	}
	slip->has_many_skus = skus > 1;
}

static void put_items(struct slip *s, struct om__rec *slip, const char *item_order)
{
	struct line **lines = OM_NEWN(s->d->arena, struct line *, s->line_count + 1);
	struct om__list items = {0}, later = {0};
	int64_t units = 0, before = 0;

	if (!lines) {
		s->d->is_bad = true;
		return;
	}
	for (int i = 0; i < s->line_count; i++)
		lines[i] = &s->lines[i];
	qsort_r(lines, (size_t)s->line_count, sizeof(struct line *), item_cmp, (void *)item_order);
	for (int i = 0; i < s->line_count; i++) {
		before += lines[i]->before;
		if (lines[i]->now)
			put_item(s, &items, lines[i]);
		else if (lines[i]->wanted > lines[i]->before || lines[i]->before)
			put_item(s, &later, lines[i]);
		units += lines[i]->now;
		before += lines[i]->wanted - lines[i]->before - lines[i]->now;
	}
	om__doc_align(s->d, &items, "sku");
	om__doc_list(s->d, slip, "items", &items);
	om__doc_list(s->d, slip, "later", &later);
	om__doc_flag(s->d, slip, "is_partial", before > 0);
	om__doc_int(s->d, slip, "unit_count", units);
}

/* A slip over the lines' units of now; P NULL: not packed yet. */
static int put_slip(
	struct slip *s, struct om__slips *slips, const struct package *p, struct om_err *err)
{
	struct om__slip *slip;
	int rc = grow(s->d->arena, (void **)&slips->slips, &slips->cap, slips->count,
		sizeof(*slips->slips), err);

	if (rc)
		return rc;
	slip = &slips->slips[slips->count++];
	*slip = (struct om__slip){.order_id = s->order_id,
		.shipment_id = p ? p->shipment_id : 0,
		.seq = p ? p->seq : 0,
		.at = slips->count,
		.template = s->template};
	om__doc_common(s->d, &slip->rec);
	om__doc_rec(s->d, &slip->rec, "order", &s->order);
	om__doc_rec(s->d, &slip->rec, "channel", &s->channel);
	om__doc_rec(s->d, &slip->rec, "customer", &s->customer);
	om__doc_rec(s->d, &slip->rec, "ship_to", &s->ship_to);
	om__doc_rec(s->d, &slip->rec, "warehouse", &s->warehouse);
	put_package(s, &slip->rec, p);
	put_items(s, &slip->rec, slips->item_order);
	put_keys(s, slip);
	return 0;
}

/* Every package is walked, so that each knows what went before it. */
static int put_packages(
	struct slip *s, int64_t shipment_id, struct om__slips *slips, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; !rc && i < s->package_count; i++) {
		rc = read_contents(s, &s->packages[i], err);
		if (!rc && (!shipment_id || s->packages[i].shipment_id == shipment_id))
			rc = put_slip(s, slips, &s->packages[i], err);
	}
	return rc;
}

/* The order of the shipment; 0: there is none that left. */
static int order_of(struct om *om, const struct om_slip *which, int64_t *ret, struct om_err *err)
{
	int rc;

	*ret = which->order_id;
	if (!which->shipment_id)
		return 0;
	rc = om__get_int(om, OM__SQL_doc_shipment,
		OM__ARGS(OM__I("shipment_id", which->shipment_id)), ret, err);
	if (rc < 0)
		return rc;
	return rc ? 0
		  : om_err_set(err, OM_ESTATE, "wrong-state",
			    "S%" PRId64 " is voided, or does not go out", which->shipment_id);
}

int om__slips_read(
	struct om__doc *d, const struct om_slip *which, struct om__slips *slips, struct om_err *err)
{
	struct slip s = {.d = d};
	int64_t open = 0;
	int rc = order_of(d->om, which, &s.order_id, err);

	if (!rc)
		rc = read_order(&s, err);
	if (!rc)
		rc = read_lines(&s, err);
	if (!rc)
		rc = read_places(&s, err);
	if (!rc)
		rc = read_packages(&s, err);
	/* What is not shipped needs no slip. */
	if (rc || !s.line_count)
		return rc;
	for (int i = 0; i < s.line_count; i++)
		open += s.lines[i].wanted - s.lines[i].shipped;
	if (which->shipment_id || (!open && s.package_count))
		return put_packages(&s, which->shipment_id, slips, err);
	for (int i = 0; i < s.line_count; i++) {
		s.lines[i].before = s.lines[i].shipped;
		s.lines[i].now = s.lines[i].wanted - s.lines[i].shipped;
	}
	return put_slip(&s, slips, NULL, err);
}
