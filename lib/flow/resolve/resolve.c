/* Resolving (orders.md R1): the only writer of status, problems and routed sources, and the only
 * one that claims stock for orders. It reads an image, decides in memory in queue order, and hands
 * the differences to store.c; resolving twice writes nothing. */
#include "flow/resolve/resolve.h"
#include "base/buf.h"
#include "base/country/country.h"
#include "base/text.h"
#include "catalog/lookup.h"
#include "flow/resolve/allocate.h"
#include "flow/resolve/route.h"
#include "core/core.h"
#include "ship/ship_int.h"

static const char *const finals[] = {
	"merged", "cancelled", "shipped", "processed-outside", "pending-fulfillment"};

/* ---- R1.1, R1.2: what may change at all, and holds that are due ---- */

static void add_up(const struct om__ord *o, struct om__order_facts *f)
{
	for (int i = 0; i < o->line_count; i++) {
		const struct om__line *l = &o->lines[i];

		f->units += l->quantity;
		f->shipped += l->shipped;
		f->cancelled += l->cancelled;
		f->goods_shipped += l->ships ? l->shipped : 0;
		f->goods_cancelled += l->ships ? l->cancelled : 0;
		if (l->open && l->ships && !(l->goods && !l->goods->track_stock)) {
			f->shipping_units += l->open;
			f->open_allocated += om__granted(l);
		}
	}
}

static void facts_of(const struct om__ord *o, struct om__order_facts *f)
{
	*f = (struct om__order_facts){
		.is_processed = true,
		.is_merged = !strcmp(o->status, "merged"),
		.is_cancelled = o->is_cancelled,
		.is_history = o->is_history,
		.is_by_channel = o->is_by_channel,
		.is_handed_over = !strcmp(o->status, "pending-fulfillment"),
		.is_paid = o->is_paid,
		.method = o->method,
	};
	for (int i = 0; i < o->hold_count; i++)
		f->is_held = f->is_held || !o->hold_rows[i].is_due;
	for (int p = 0; p < OM__P_COUNT; p++)
		if (o->details[p])
			f->problems |= 1u << p;
	add_up(o, f);
}

static bool is_final(const struct om__ord *o)
{
	struct om__order_facts f;
	const char *status;

	facts_of(o, &f);
	status = om__order_status(&f);
	for (size_t i = 0; i < OM_COUNT(finals); i++)
		if (!strcmp(status, finals[i]))
			return true;
	return false;
}

static void note_holds(struct om__image *im, struct om__ord *o)
{
	for (int i = 0; i < o->hold_count; i++) {
		struct om__hold_row *h = &o->hold_rows[i];

		h->is_due = h->has_until && h->until <= im->om->now;
		if (h->is_due)
			om__explain(im, "hold", "%s hold has ended", h->kind);
		else
			om__explain(im, "hold", "held (%s)", h->kind);
	}
}

static bool may_claim(const struct om__image *im, const struct om__ord *o)
{
	for (int i = 0; i < o->hold_count; i++)
		if (!o->hold_rows[i].is_due && o->hold_rows[i].stock_released)
			return false;
	return o->is_paid || im->reserve_unpaid;
}

/* ---- R1.3: address, products ---- */

static void check_address(struct om__image *im, struct om__ord *o)
{
	struct om_address a = {o->ship_name, o->ship_address1, o->ship_city, o->ship_state,
		o->ship_zip, o->ship_country};
	const char *country = om__country_find(o->ship_country);
	const char *state;

	if (country)
		a.country = o->ship_country = country;
	state = country ? om__state_find(country, o->ship_state) : NULL;
	if (state)
		a.state = o->ship_state = state;
	if (o->is_pos || !o->has_lines)
		return;
	o->details[OM__P_ORDER_INFO] = om__address_check(im->arena, &a);
	if (o->details[OM__P_ORDER_INFO])
		om__explain(im, "check", "ship-to: %s", o->details[OM__P_ORDER_INFO]);
	else
		om__explain(im, "check", "ship-to complete: %s %s %s", o->ship_city, o->ship_zip,
			o->ship_country);
}

static int map_line(struct om__image *im, struct om__ord *o, struct om__line *l, struct om_err *err)
{
	struct om__channel_ref channel = {.channel_id = o->channel_id,
		.channel = o->channel,
		.is_manual = o->is_manual,
		.is_active = true};
	struct om__product_ref product;
	char *why = NULL;
	int rc = om__line_product(
		im->om, &channel, l->listing_sku, NULL, im->arena, &product, &why, err);

	if (rc < 0)
		return rc;
	if (!rc) {
		l->miss = why;
		return 0;
	}
	if (product.is_digital)
		l->ships = false;
	rc = om__image_goods(im, product.product_id, &l->goods, err);
	om__explain(im, "check", "line %lld: '%s' is product %s", (long long)l->line_no,
		l->listing_sku, l->goods ? l->goods->sku : "");
	return rc;
}

static void add_detail(
	struct om__image *im, struct om__ord *o, enum om__problem p, const char *text)
{
	o->details[p] = o->details[p] ? om__printf(im->arena, "%s; %s", o->details[p], text) : text;
}

static int check_lines(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	for (int i = 0; i < o->line_count; i++) {
		struct om__line *l = &o->lines[i];
		int rc = 0;

		if (!l->open)
			continue;
		if (!l->goods)
			rc = map_line(im, o, l, err);
		if (rc)
			return rc;
		if (l->goods && (!l->goods->is_active || l->goods->is_virtual))
			l->miss = om__printf(im->arena, "product '%s' is %s", l->goods->sku,
				l->goods->is_active ? "virtual" : "inactive");
		if (!l->goods || l->miss) {
			o->has_gap = true;
			add_detail(im, o, OM__P_PRODUCT_INFO,
				om__printf(im->arena, "line %lld: %s", (long long)l->line_no,
					l->miss ? l->miss : "no product"));
		}
		o->has_lines = o->has_lines || l->ships;
	}
	if (o->details[OM__P_PRODUCT_INFO])
		om__explain(im, "check", "%s", o->details[OM__P_PRODUCT_INFO]);
	return 0;
}

/* Orders at a virtual warehouse wait for goods that are still to come: the resolver holds them
 * there and lets them go where their source is another (R18.2). */
static void hold_pre_orders(struct om__image *im, struct om__ord *o)
{
	const struct om__house *h = om__image_house(im, o->source_id);
	bool is_virtual = h && !strcmp(h->type, "virtual"), is_held = false;

	for (int i = 0; i < o->hold_count; i++) {
		struct om__hold_row *row = &o->hold_rows[i];

		if (strcmp(row->kind, "pre-order") != 0)
			continue;
		is_held = true;
		row->is_due = row->is_due || !is_virtual;
	}
	if (!is_virtual || is_held || o->hold_count == OM__HOLDS_MAX)
		return;
	o->hold_rows[o->hold_count++] = (struct om__hold_row){.kind = "pre-order"};
	om__explain(im, "hold", "pre-order: '%s' is virtual", h->name);
}

/* Firm units stay where they are as long as they are wanted there (R7.4).  Those of cancelled units
 * are free again, and those at a warehouse that fulfils the order no longer: what was picked goes
 * back to its place. */
static void put_back(struct om__ord *o)
{
	for (int i = 0; i < o->line_count; i++) {
		struct om__line *l = &o->lines[i];

		for (int k = 0; k < l->have_count; k++) {
			struct om__have *h = &l->haves[k];

			if (!h->is_firm)
				continue;
			if (l->open && (!o->source_id || h->rec->warehouse_id == o->source_id))
				continue;
			h->is_firm = false;
			l->is_put_back = true;
		}
	}
}

static int check(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	int rc;

	note_holds(im, o);
	put_back(o);
	o->is_final = is_final(o);
	if (o->is_final) {
		om__explain(im, "check", "nothing is open: only its status is derived");
		return 0;
	}
	hold_pre_orders(im, o);
	rc = check_lines(im, o, err);
	if (rc)
		return rc;
	check_address(im, o);
	o->may_claim = may_claim(im, o);
	if (!o->may_claim)
		om__explain(im, "allocate", "may not hold stock: %s",
			o->is_paid ? "its hold released it"
				   : "unpaid, and order.reserve_unpaid is no");
	return 0;
}

/* ---- R1.4, R1.7 ---- */

static bool is_locked(const struct om__ord *o)
{
	return o->source_id && o->source_by[0] && strcmp(o->source_by, "route") != 0;
}

static bool ship_to_changed(const struct om__ord *o)
{
	/* An edit of the ship-to clears routed_at; so does a code for what was written out. */
	return !o->has_routed_at;
}

/* Wholly allocated where it is: nothing moves it (full is always kept, R7.4). */
static bool is_whole_already(const struct om__ord *o)
{
	if (!o->source_id || o->has_gap || (!is_locked(o) && ship_to_changed(o)))
		return false;
	for (int i = 0; i < o->line_count; i++) {
		const struct om__line *l = &o->lines[i];

		/* One that needs none any more gives back what it has. */
		if (om__granted(l) != (om__needs_stock(l) ? l->open : 0))
			return false;
		for (int k = 0; k < l->have_count; k++)
			if (l->haves[k].rec->warehouse_id != o->source_id)
				return false;
	}
	return true;
}

static int enter(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	if (!o->is_final && o->may_claim && is_whole_already(o)) {
		o->is_kept = o->is_whole = true;
		om__explain(im, "allocate", "wholly allocated already");
		return 0;
	}
	return om__take_part(im, o, err);
}

static int reroute(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	int rc = om__route(im, o, err);

	if (rc)
		return rc;
	hold_pre_orders(im, o);
	put_back(o);
	return om__take_part(im, o, err);
}

static int decide(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	struct om__house *h;
	int rc = 0;

	if (o->is_final || o->is_kept)
		return 0;
	if (!o->source_id || (!is_locked(o) && ship_to_changed(o)))
		rc = reroute(im, o, err);
	else
		om__explain(im, "route", "source stays: %s",
			is_locked(o) ? "set by hand" : o->route_reason);
	if (rc)
		return rc;
	h = om__image_house(im, o->source_id);
	if (h)
		o->method = om__method_of(h->type);
	if (o->details[OM__P_SOURCE])
		om__explain(im, "route", "%s", o->details[OM__P_SOURCE]);
	return o->may_claim ? om__allocate(im, o, err) : 0;
}

/* ---- R7.9: what lacks, and why ---- */

struct lack {
	int64_t need, got, elsewhere;
	bool has_place;
	const char *places;
};

static void look_for(struct om__image *im, const struct om__pool *p, struct lack *k)
{
	for (int i = 0; i < p->rec_count; i++) {
		const struct om__rec *r = p->recs[i];
		int64_t left = r->on_hand - r->locked - r->kept;

		if (r->is_open || r->is_fresh) {
			k->has_place = true;
		} else if (left > 0) {
			k->elsewhere += left;
			k->places = k->places
				? om__printf(im->arena, "%s, %s", k->places, r->location)
				: r->location;
		}
	}
}

static void report_lack(struct om__image *im, struct om__ord *o, const struct om__house *h,
	const char *sku, const struct lack *k)
{
	if (k->elsewhere)
		add_detail(im, o, OM__P_STOCK_LOCATION,
			om__printf(im->arena,
				"%lld of %s at %s lie where they cannot be picked: %s",
				(long long)k->elsewhere, sku, h->name, k->places));
	else if (!k->has_place)
		add_detail(im, o, OM__P_STOCK_LOCATION,
			om__printf(im->arena, "%s has no pickable location at %s", sku, h->name));
	if (k->has_place ? k->got + k->elsewhere < k->need || !k->elsewhere
			 : k->elsewhere && k->got + k->elsewhere < k->need)
		add_detail(im, o, OM__P_OUT_OF_STOCK,
			om__printf(im->arena, "%s: %lld of %lld at %s", sku, (long long)k->got,
				(long long)k->need, h->name));
}

/* Nothing can be picked where the warehouse itself is off; what was promised before stays. */
static void report_inactive(struct om__image *im, struct om__ord *o, const struct om__house *h)
{
	for (int i = 0; i < o->line_count; i++)
		if (om__needs_stock(&o->lines[i]) && om__granted(&o->lines[i]) < o->lines[i].open) {
			add_detail(im, o, OM__P_STOCK_LOCATION,
				om__printf(im->arena, "warehouse '%s' is inactive", h->name));
			return;
		}
}

static int find_lacks(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	struct om__house *h = om__image_house(im, o->source_id);
	int64_t got_any = 0;

	o->details[OM__P_STOCK_LOCATION] = o->details[OM__P_OUT_OF_STOCK] = NULL;
	if (!h || (!h->stock_check && h->is_active) || !o->may_claim)
		return 0;
	if (!h->is_active) {
		report_inactive(im, o, h);
		return 0;
	}
	for (int i = 0; i < o->line_count; i++) {
		struct lack k = {0};
		struct om__pool *p;
		bool is_first = true;
		int rc;

		if (!om__needs_stock(&o->lines[i]))
			continue;
		for (int j = 0; j < o->line_count; j++) {
			if (!om__needs_stock(&o->lines[j]) ||
				o->lines[j].goods != o->lines[i].goods)
				continue;
			is_first = is_first && j >= i;
			k.need += o->lines[j].open;
			k.got += om__granted(&o->lines[j]);
		}
		got_any += k.got;
		if (!is_first || k.got >= k.need)
			continue;
		rc = om__image_pool(im, o->lines[i].goods, h->warehouse_id, &p, err);
		if (rc)
			return rc;
		look_for(im, p, &k);
		report_lack(im, o, h, o->lines[i].goods->sku, &k);
	}
	if (o->details[OM__P_OUT_OF_STOCK])
		o->details[OM__P_OUT_OF_STOCK] = om__printf(im->arena, "%s: %s",
			got_any ? "some" : "none", o->details[OM__P_OUT_OF_STOCK]);
	return 0;
}

/* A guest keeps the problems that have nothing to do with stock as they stand. */
static void keep_problems(struct om__ord *o)
{
	for (int i = 0; i < o->prob_count; i++) {
		int p = om__problem_find(o->probs[i].code);

		if (p >= 0 && p != OM__P_STOCK_LOCATION && p != OM__P_OUT_OF_STOCK)
			o->details[p] = o->probs[i].detail;
	}
}

static int conclude(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	if (o->is_guest) {
		int rc = 0;

		if (!om__guest_changed(o))
			return 0;
		rc = om__image_rest(im, o, err);
		if (rc)
			return rc;
		o->may_claim = true;
		keep_problems(o);
	}
	if (o->is_final)
		return 0;
	return find_lacks(im, o, err);
}

/* ---- the whole ---- */

int om__resolve_image(struct om__image *im, const int64_t *ids, size_t n, struct om_err *err)
{
	int rc = 0, count;

	for (size_t i = 0; !rc && i < n; i++) {
		struct om__ord *o;

		rc = om__image_order(im, ids[i], &o, err);
		if (!rc && o)
			rc = check(im, o, err);
	}
	om__queue_sort(im);
	count = im->order_count; /* guests come after it */
	for (int i = 0; !rc && i < count; i++)
		rc = enter(im, im->orders[i], err);
	for (int i = 0; !rc && i < count; i++)
		rc = decide(im, im->orders[i], err);
	if (!rc)
		rc = om__share_out(im, err);
	for (int i = 0; !rc && i < im->order_count; i++)
		rc = conclude(im, im->orders[i], err);
	return rc;
}

static void join_problems(struct om__image *im, const struct om__ord *o, struct om__outcome *out)
{
	out->problems = out->first_problem = "";
	for (int p = 0; p < OM__P_COUNT; p++) {
		if (!o->details[p])
			continue;
		if (!out->first_problem[0])
			out->first_problem = om__problem_word((enum om__problem)p);
		out->problems = out->problems[0] ? om__printf(im->arena, "%s|%s", out->problems,
							   om__problem_word((enum om__problem)p))
						 : om__problem_word((enum om__problem)p);
	}
}

static void join_holds(struct om__image *im, const struct om__ord *o, struct om__outcome *out)
{
	bool is_open_ended = false;

	out->holds = "";
	for (int i = 0; i < o->hold_count; i++) {
		const struct om__hold_row *h = &o->hold_rows[i];

		if (h->is_due)
			continue;
		out->holds = out->holds[0] ? om__printf(im->arena, "%s|%s", out->holds, h->kind)
					   : h->kind;
		is_open_ended = is_open_ended || !h->has_until;
		if (h->has_until && h->until > out->hold_until)
			out->hold_until = h->until;
	}
	out->has_hold_until = out->holds[0] && !is_open_ended;
	if (!out->has_hold_until)
		out->hold_until = 0;
}

int om__derive(
	struct om__image *im, const struct om__ord *o, struct om__outcome *ret, struct om_err *err)
{
	struct om__order_facts f;

	*ret = (struct om__outcome){0};
	facts_of(o, &f);
	ret->status = om__order_status(&f);
	ret->stock_state = om__order_stock_state(&f);
	ret->fulfilled = om__order_fulfilled(&f);
	join_problems(im, o, ret);
	join_holds(im, o, ret);
	return ret->problems && ret->holds ? 0 : om__nomem(err);
}

/* R1.8: a paid order of digital lines only, without hold or problem, ships by itself.  It is put on
 * the work list by that and looked at once more. */
static int ship_digital(struct om__image *im, const struct om__ord *o, struct om_err *err)
{
	struct om__outcome n;
	bool has_open = false;
	int rc;

	if (o->is_guest || o->is_final || !o->is_paid)
		return 0;
	for (int i = 0; i < o->line_count; i++) {
		if (o->lines[i].open && (o->lines[i].ships || !o->lines[i].goods))
			return 0;
		has_open = has_open || o->lines[i].open;
	}
	rc = has_open ? om__derive(im, o, &n, err) : 0;
	if (rc || !has_open || n.holds[0] || n.problems[0])
		return rc;
	return om__ship_digital(im->om, o->order_id, err);
}

static int ship_all_digital(struct om__image *im, struct om_err *err)
{
	int rc = 0;

	if (!om__config_bool(im->om, "digital.auto_ship"))
		return 0;
	for (int i = 0; !rc && i < im->order_count; i++)
		rc = ship_digital(im, im->orders[i], err);
	return rc;
}

int om__resolve(
	struct om *om, const int64_t *ids, size_t n, int64_t *ret_changed, struct om_err *err)
{
	struct om__image im;
	int rc = om__image_init(&im, om, err);

	if (!rc)
		rc = om__resolve_image(&im, ids, n, err);
	if (!rc)
		rc = om__store(&im, ret_changed, err);
	if (!rc)
		rc = ship_all_digital(&im, err);
	om__image_release(&im);
	return rc;
}
