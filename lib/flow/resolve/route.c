/* Routing (orders.md R6): zones at home, ranks abroad, backups where the first warehouse cannot
 * fill the order. A source set by a person is never touched; a stock event never re-routes; routing
 * never splits. */
#include "flow/resolve/route.h"
#include "base/country/country.h"
#include "flow/resolve/allocate.h"
#include <stdio.h>
#include <stdlib.h>

#define CANDIDATES_MAX 64

struct place {
	const char *country, *state;
	bool is_domestic;
};

const char *om__method_of(const char *type)
{
	if (!strcmp(type, "3pl") || !strcmp(type, "dropship"))
		return !strcmp(type, "3pl") ? "3pl" : "dropship";
	if (!strcmp(type, "fba") || !strcmp(type, "wfs"))
		return "mcf";
	return "in-house";
}

/* R6.3: territories written as countries count as US states. */
static struct place place_of(const struct om__image *im, const struct om__ord *o)
{
	struct place p = {o->ship_country, o->ship_state, false};

	if (om__is_us_territory(o->ship_country)) {
		p.country = "US";
		p.state = o->ship_country;
	}
	p.is_domestic = !strcmp(p.country, im->om->company.country ? im->om->company.country : "");
	return p;
}

/* Warehouses that routing may choose by itself; NAMED ones (by zone, backup or rank) may be of
 * further types. */
static bool is_eligible(const struct om__house *h, bool is_named)
{
	if (!h || !h->is_active || !strcmp(h->type, "virtual"))
		return false;
	if (!strcmp(h->type, "dropship") || !strcmp(h->type, "fba") || !strcmp(h->type, "wfs"))
		return is_named;
	return true;
}

static int by_rank(const void *a, const void *b)
{
	const struct om__house *x = *(struct om__house *const *)a,
			       *y = *(struct om__house *const *)b;

	if (x->has_rank != y->has_rank)
		return x->has_rank ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->warehouse_id > y->warehouse_id) - (x->warehouse_id < y->warehouse_id);
}

static int ranked(struct om__image *im, struct om__house **ret)
{
	int n = 0;

	for (int i = 0; i < im->house_count && n < CANDIDATES_MAX; i++)
		if (im->houses[i].has_rank && is_eligible(&im->houses[i], true))
			ret[n++] = &im->houses[i];
	qsort(ret, (size_t)n, sizeof(*ret), by_rank);
	return n;
}

static int eligible(struct om__image *im, struct om__house **ret)
{
	int n = 0;

	for (int i = 0; i < im->house_count && n < CANDIDATES_MAX; i++)
		if (is_eligible(&im->houses[i], false))
			ret[n++] = &im->houses[i];
	qsort(ret, (size_t)n, sizeof(*ret), by_rank);
	return n;
}

/* ---- zones ---- */

static int zone_query(struct om__image *im, const char *country, const char *state,
	int64_t product_id, int64_t *ret, struct om_err *err)
{
	int rc;

	*ret = 0;
	if (product_id)
		rc = om__get_int(im->om, OM__SQL_resolve_zone_product,
			OM__ARGS(OM__S("country", country), OM__S("state", state),
				OM__I("product_id", product_id)),
			ret, err);
	else
		rc = om__get_int(im->om, OM__SQL_resolve_zone,
			OM__ARGS(OM__S("country", country), OM__S("state", state)), ret, err);
	return rc < 0 ? rc : 0;
}

/* (country, state), then (country, *), without product: remembered for the chunk. */
static int zone_plain(struct om__image *im, const struct place *p, int64_t *ret, struct om_err *err)
{
	char key[120];
	int rc = 0;

	snprintf(key, sizeof(key), "%s %s", p->country, p->state);
	if (om__map_get(&im->zones, key, ret))
		return 0;
	*ret = 0;
	if (p->state[0])
		rc = zone_query(im, p->country, p->state, 0, ret, err);
	if (!rc && !*ret)
		rc = zone_query(im, p->country, "*", 0, ret, err);
	return rc ? rc : om__map_put(&im->zones, key, *ret, err);
}

/* The zone of a line: (country, state, sku), (country, *, sku), (country, state), (country, *), the
 * first that exists. */
static int zone_of_line(struct om__image *im, const struct place *p, const struct om__line *l,
	int64_t *ret, struct om_err *err)
{
	int rc = 0;

	*ret = 0;
	if (im->has_product_zones && l->goods) {
		if (p->state[0])
			rc = zone_query(im, p->country, p->state, l->goods->product_id, ret, err);
		if (!rc && !*ret)
			rc = zone_query(im, p->country, "*", l->goods->product_id, ret, err);
	}
	if (!rc && !*ret)
		rc = zone_plain(im, p, ret, err);
	return rc;
}

static char *no_zone(struct om__image *im, const struct place *p)
{
	return p->state[0] ? om__printf(im->arena, "no zone for %s-%s", p->country, p->state)
			   : om__printf(im->arena, "no zone for %s", p->country);
}

/* The warehouse with the greatest sum of line totals; ties by rank. */
static struct om__house *primary_of(struct om__house **houses, const int64_t *sums, int n)
{
	int best = 0;

	for (int i = 1; i < n; i++)
		if (sums[i] > sums[best] ||
			(sums[i] == sums[best] && by_rank(&houses[i], &houses[best]) < 0))
			best = i;
	return houses[best];
}

static int zone_primary(struct om__image *im, struct om__ord *o, const struct place *p,
	struct om__house **ret, struct om_err *err)
{
	struct om__house *houses[CANDIDATES_MAX];
	int64_t sums[CANDIDATES_MAX] = {0};
	int n = 0, k;

	*ret = NULL;
	for (int i = 0; i < o->line_count; i++) {
		const struct om__line *l = &o->lines[i];
		struct om__house *h;
		int64_t id;
		int rc;

		if (!l->open || !l->ships)
			continue;
		rc = zone_of_line(im, p, l, &id, err);
		if (rc)
			return rc;
		h = om__image_house(im, id);
		if (!is_eligible(h, true)) {
			o->details[OM__P_SOURCE] = no_zone(im, p);
			return 0;
		}
		for (k = 0; k < n && houses[k] != h; k++)
			;
		if (k == n && n < CANDIDATES_MAX)
			houses[n++] = h;
		sums[k < n ? k : 0] += l->line_total;
	}
	*ret = primary_of(houses, sums, n);
	if (n > 1)
		o->split_hint = "split-suggested: zones send its lines to several warehouses";
	return 0;
}

/* Primary and its backups in order; with exactly two eligible and no list, the other one (R6.4). */
static int with_backups(struct om__image *im, struct om__house *primary, struct om__house **cand)
{
	struct om__house *all[CANDIDATES_MAX];
	int n = 1, m;

	cand[0] = primary;
	if (!im->use_backups)
		return n;
	for (int i = 0; i < primary->backup_count && n < CANDIDATES_MAX; i++) {
		struct om__house *b = om__image_house(im, primary->backups[i]);

		if (is_eligible(b, true) && b != primary)
			cand[n++] = b;
	}
	m = eligible(im, all);
	if (!primary->backup_count && m == 2 && (all[0] == primary || all[1] == primary))
		cand[n++] = all[0] == primary ? all[1] : all[0];
	return n;
}

static void settle(struct om__image *im, struct om__ord *o, struct om__house *h, const char *reason)
{
	o->source_id = h->warehouse_id;
	o->source_by = "route";
	o->method = om__method_of(h->type);
	o->route_reason = reason;
	o->has_routed_at = true;
	o->routed_at = im->om->now;
	om__explain(im, "route", "source %s: %s", h->name, reason);
}

int om__covers(
	struct om__image *im, struct om__ord *o, struct om__house *h, bool *ret, struct om_err *err)
{
	if (!h->stock_check) {
		*ret = true;
		return 0;
	}
	return om__fits(im, o, h, ret, err);
}

/* R6.6: the first that covers becomes the source; none: the first, and the order is out of stock
 * there. */
static int choose(struct om__image *im, struct om__ord *o, struct om__house **cand, int n,
	const char *why, struct om_err *err)
{
	for (int i = 0; i < n; i++) {
		bool is_covered;
		int rc = om__covers(im, o, cand[i], &is_covered, err);

		if (rc)
			return rc;
		if (is_covered) {
			settle(im, o, cand[i],
				i ? om__printf(
					    im->arena, "%s; backup %s covers", why, cand[i]->name)
				  : why);
			return 0;
		}
	}
	settle(im, o, cand[0], n > 1 ? om__printf(im->arena, "%s; no candidate covers", why) : why);
	return 0;
}

static int route_home(
	struct om__image *im, struct om__ord *o, const struct place *p, struct om_err *err)
{
	struct om__house *cand[CANDIDATES_MAX], *primary;
	const char *why;
	int n, rc;

	n = eligible(im, cand);
	if (n == 1)
		return choose(im, o, cand, 1, "the only warehouse", err);
	rc = zone_primary(im, o, p, &primary, err);
	if (rc || !primary)
		return rc;
	why = p->state[0]
		? om__printf(im->arena, "zone %s-%s: %s", p->country, p->state, primary->name)
		: om__printf(im->arena, "zone %s: %s", p->country, primary->name);
	if (o->split_hint)
		why = om__printf(im->arena, "%s; %s", why, o->split_hint);
	return choose(im, o, cand, with_backups(im, primary, cand), why, err);
}

static int route_abroad(
	struct om__image *im, struct om__ord *o, const struct place *p, struct om_err *err)
{
	struct om__house *cand[CANDIDATES_MAX];
	int n = ranked(im, cand);

	if (!n) {
		o->details[OM__P_SOURCE] = om__printf(im->arena, "no ranked warehouse for %s",
			p->country[0] ? p->country : "an order without country");
		return 0;
	}
	return choose(im, o, cand, n,
		om__printf(im->arena, "rank, for %s", p->country[0] ? p->country : "no country"),
		err);
}

int om__route(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	struct place p = place_of(im, o);
	struct om__house *cand[CANDIDATES_MAX];

	o->source_id = 0;
	o->source_by = o->route_reason = o->method = "";
	if (o->pos_location[0]) {
		o->details[OM__P_SOURCE] =
			om__printf(im->arena, "no warehouse for counter '%s'", o->pos_location);
		return 0;
	}
	if (!o->has_lines) {
		/* Nothing to ship: the first rank, so that the order has a place (R6.2). */
		if (ranked(im, cand))
			settle(im, o, cand[0], "nothing to ship; first rank");
		else
			o->details[OM__P_SOURCE] = "no warehouse";
		return 0;
	}
	return p.is_domestic ? route_home(im, o, &p, err) : route_abroad(im, o, &p, err);
}
