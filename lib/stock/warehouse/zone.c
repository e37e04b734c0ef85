/* Zones: which warehouse serves a state at home (orders.md R6, sheet H5).
 *
 * The key is (country, state or *, product or none).  A US territory written as a country is stored
 * as a state of US.  A zone whose warehouse is cleared is taken away: its row stays, so that it can
 * be given back under its key, but nobody sees it. */
#include "base/country/country.h"
#include "base/text.h"
#include "catalog/lookup.h"
#include "core/core.h"
#include "stock/warehouse/warehouse.h"
#include <inttypes.h>

enum { Z_COUNTRY, Z_STATE, Z_WAREHOUSE, Z_MASTER_SKU, Z_COUNT };

static const struct om_field fields[Z_COUNT] = {
	[Z_COUNTRY] = {"country", OM_T_WORD, OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED,
		OM__F_zone_country, .max = 60, .help = "country, alpha-2; names are read"},
	[Z_STATE] = {"state", OM_T_WORD, OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED,
		OM__F_zone_state, .max = 50, .help = "state, or * for the whole country"},
	[Z_WAREHOUSE] = {"warehouse", OM_T_REF, OM_F_KEY | OM_F_LIST | OM_F_SHEET,
		OM__F_zone_warehouse, .max = 60,
		.help = "warehouse that serves it; cleared: the zone is taken away"},
	[Z_MASTER_SKU] = {"master_sku", OM_T_ID, OM_F_LIST | OM_F_SHEET, OM__F_zone_master_sku,
		.aliases = "sku", .help = "only for this product"},
};
static const struct om_noun noun = {
	.name = "zone",
	.plural = "zones",
	.fields = fields,
	.field_count = Z_COUNT,
	.from = OM__F_zone_from,
	.key = OM__F_zone_key,
	.ids = OM__F_zone_ids,
	.summary = "warehouse",
};

const struct om_noun *om_zone_noun(void)
{
	return &noun;
}

struct zone {
	int64_t zone_id, product_id, warehouse_id;
	const char *country, *state, *sku, *warehouse;
};

static void refuse(struct om_import *imp, struct om_unit *u, int field, int code, const char *word,
	const char *text)
{
	om__import_error(imp, u, &u->rows[0], fields[field].name, code, word, "%s", text);
}

/* Country and state as they are stored. */
static void read_place(struct om_import *imp, struct om_unit *u, struct zone *z)
{
	const char *country = om__cell_text(&u->rows[0], Z_COUNTRY);
	const char *state = om__cell_text(&u->rows[0], Z_STATE);
	const char *code = om__country_find(country);

	if (!code) {
		refuse(imp, u, Z_COUNTRY, OM_EINVAL, "unknown-country",
			om__printf(imp->chunk, "no country '%s'", country));
		return;
	}
	z->country = code;
	z->state = state;
	if (om__is_us_territory(code)) {
		z->country = "US";
		if (!strcmp(state, "*"))
			z->state = code;
	}
	if (!strcmp(z->state, "*"))
		return;
	code = om__state_find(z->country, z->state);
	if (code)
		z->state = code;
	else if (!strcmp(z->country, "US") || !strcmp(z->country, "CA") ||
		!strcmp(z->country, "AU"))
		refuse(imp, u, Z_STATE, OM_EINVAL, "unknown-state",
			om__printf(imp->chunk, "no state '%s' in %s", state, z->country));
}

static int read_product(
	struct om_import *imp, struct om_unit *u, struct zone *z, struct om_err *err)
{
	struct om__product_ref product;
	const char *sku = om__cell_text(&u->rows[0], Z_MASTER_SKU), *spelling;
	bool folds = imp->options && imp->options->ignore_case;
	struct om_err refusal = {0};
	int rc;

	z->sku = sku;
	if (!*sku)
		return 0;
	rc = om__product_meant(imp->om, sku, folds, imp->chunk, &product, &spelling, err);
	if (rc < 0)
		return rc;
	if (rc > 0) {
		z->product_id = product.product_id;
		z->sku = spelling;
		return 0;
	}
	if (om__product_unknown(sku, spelling, &refusal) < 0 && spelling && imp->is_file)
		om_err_hint(&refusal, "--ignore-case accepts it");
	om__import_fail(imp, u, &u->rows[0], "master_sku", &refusal);
	return 0;
}

/* The stored zone of the place: *RET_ID 0 when there is none, *RET_WAREHOUSE 0 when it was taken
 * away. */
static int find_zone(struct om *om, const struct zone *z, int64_t *ret_id, int64_t *ret_warehouse,
	struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc;

	*ret_id = *ret_warehouse = 0;
	if (z->product_id)
		rc = om__q(om, OM__SQL_zone_by_product,
			OM__ARGS(OM__S("country", z->country), OM__S("state", z->state),
				OM__I("product_id", z->product_id)),
			&q, err);
	else
		rc = om__q(om, OM__SQL_zone_by_place,
			OM__ARGS(OM__S("country", z->country), OM__S("state", z->state)), &q, err);
	if (rc == 0)
		rc = om__step(q, err);
	if (rc > 0) {
		*ret_id = om__col_int(q, 0);
		*ret_warehouse = om__col_int(q, 1);
	}
	return rc < 0 ? rc : 0;
}

static int load(
	struct om *om, int64_t id, struct zone *z, struct om_arena *arena, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(om, OM__SQL_zone_by_id, OM__ARGS(OM__I("id", id)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc < 0
			? rc
			: om_err_set(err, OM_ENOTFOUND, "unknown-record", "no zone %" PRId64, id);
	z->zone_id = id;
	z->country = om__strdup(arena, om__col_text(q, 0));
	z->state = om__strdup(arena, om__col_text(q, 1));
	z->sku = om__strdup(arena, om__col_text(q, 2));
	z->warehouse_id = om__col_int(q, 3);
	z->warehouse = om__strdup(arena, om__col_text(q, 4));
	return z->country && z->state && z->sku && z->warehouse ? 0 : om__nomem(err);
}

/* What a unit wants: the stored zone OLD (zone_id 0: none), and the warehouse in WANT (warehouse_id
 * 0: away with it). */
static int examine(struct om_import *imp, struct om_unit *u, struct zone *old, struct zone *want,
	struct om_err *err)
{
	const struct om_row *row = &u->rows[0];
	struct om__warehouse_ref w;
	struct om_err refusal = {0};
	int rc = 0;

	if (u->is_edit) {
		for (int i = 0; i < Z_COUNT; i++)
			if (i != Z_WAREHOUSE && om__cell_has(row, i))
				refuse(imp, u, i, OM_EREFUSED, "read-only",
					"a zone keeps its place and product");
		rc = load(imp->om, u->id, old, imp->chunk, err);
	} else {
		read_place(imp, u, want);
		rc = read_product(imp, u, want, err);
		if (rc == 0 && !u->is_bad)
			rc = find_zone(imp->om, want, &old->zone_id, &old->warehouse_id, err);
		if (rc == 0 && old->zone_id)
			rc = load(imp->om, old->zone_id, old, imp->chunk, err);
	}
	if (rc < 0 || u->is_bad)
		return rc;
	if (row->cells[Z_WAREHOUSE]->state == OM_CELL_CLEAR)
		return 0;
	if (!om__cell_has(row, Z_WAREHOUSE)) {
		if (u->is_edit)
			want->warehouse_id = old->warehouse_id;
		else
			refuse(imp, u, Z_WAREHOUSE, OM_EINVAL, "missing", "warehouse is missing");
		return 0;
	}
	rc = om__warehouse_need(imp->om, om__cell_text(row, Z_WAREHOUSE), false, &w, &refusal);
	if (rc == 0 && !w.is_active && w.warehouse_id != old->warehouse_id)
		rc = om_err_set(&refusal, OM_EREFUSED, "inactive-warehouse",
			"warehouse '%s' is inactive", w.name);
	if (rc == 0 && w.is_virtual && w.warehouse_id != old->warehouse_id)
		rc = om_err_set(&refusal, OM_EREFUSED, "inactive-warehouse",
			"orders are never routed to the virtual warehouse '%s'", w.name);
	if (rc < 0) {
		om__import_fail(imp, u, row, "warehouse", &refusal);
		return 0;
	}
	want->warehouse_id = w.warehouse_id;
	want->warehouse = om__strdup(imp->chunk, w.name);
	if (old->warehouse_id && om__is_one_too_many(imp, u, w.warehouse_id != old->warehouse_id))
		refuse(imp, u, Z_COUNTRY, OM_ECONFLICT, "exists",
			om__printf(imp->chunk, "there is a zone %s-%s already", old->country,
				old->state));
	return 0;
}

static int check(struct om_import *imp, struct om_unit *u, struct om_err *err)
{
	struct zone old = {0}, want = {0};

	return examine(imp, u, &old, &want, err);
}

static int create(struct om *om, const struct zone *z, int64_t *ret_id, struct om_err *err)
{
	int64_t run_id;
	int rc = om__run(om, &run_id, err);

	if (rc == 0)
		rc = om__ids(om, "zone", 1, ret_id, err);
	if (rc == 0)
		rc = om__exec(om, OM__SQL_zone_insert,
			OM__ARGS(OM__I("zone_id", *ret_id), OM__S("country", z->country),
				OM__S("state", z->state),
				OM__V("product_id", z->product_id, z->product_id),
				OM__I("warehouse_id", z->warehouse_id),
				OM__I("created_run", run_id)),
			err);
	return rc < 0 ? rc : om__routing_changed(om, z->warehouse_id, err);
}

/* Gives a stored zone to another warehouse, or (id 0) takes it away. */
static int give(struct om *om, const struct zone *old, int64_t warehouse_id, const char *warehouse,
	struct om_err *err)
{
	int rc = om__exec(om, OM__SQL_zone_update,
		OM__ARGS(OM__I("zone_id", old->zone_id),
			OM__V("warehouse_id", warehouse_id != 0, warehouse_id)),
		err);

	if (rc >= 0)
		rc = om__history(om, "zone", old->zone_id, "warehouse",
			old->warehouse_id ? old->warehouse : NULL, warehouse_id ? warehouse : NULL,
			err);
	return rc < 0
		? rc
		: om__routing_changed(om, warehouse_id ? warehouse_id : old->warehouse_id, err);
}

static int apply(
	struct om_import *imp, struct om_unit *u, enum om_outcome *ret_outcome, struct om_err *err)
{
	struct zone old = {0}, want = {0};
	int rc = examine(imp, u, &old, &want, err);

	if (rc < 0 || u->is_bad)
		return rc;
	u->id = old.zone_id;
	if (old.warehouse_id && !u->is_edit && imp->on_exists == OM_EXISTS_SKIP) {
		*ret_outcome = OM_SKIPPED;
	} else if (old.warehouse_id == want.warehouse_id) {
		*ret_outcome = OM_UNCHANGED;
	} else if (old.zone_id) {
		*ret_outcome = old.warehouse_id ? OM_UPDATED : OM_CREATED;
		return give(imp->om, &old, want.warehouse_id, want.warehouse, err);
	} else {
		*ret_outcome = OM_CREATED;
		return create(imp->om, &want, &u->id, err);
	}
	return 0;
}

static const char *key(struct om_import *imp, struct om_unit *u, struct om_arena *arena)
{
	const struct om_row *row = &u->rows[0];
	const char *country = om__country_find(om__cell_text(row, Z_COUNTRY));
	const char *state = om__cell_text(row, Z_STATE);
	const char *code;

	(void)imp;
	if (!country)
		return NULL;
	if (om__is_us_territory(country)) {
		state = strcmp(state, "*") ? state : country;
		country = "US";
	}
	code = om__state_find(country, state);
	return om__printf(arena, "%s\n%s\n%s", country, code ? code : state,
		om__cell_text(row, Z_MASTER_SKU));
}

/* COUNTRY-STATE or COUNTRY-STATE:SKU. */
static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	struct om_arena *arena = &om->arena;
	struct om_mark mark = om__arena_mark(arena);
	struct om__product_ref product;
	const char *dash = strchr(operand, '-'), *colon = dash ? strchr(dash, ':') : NULL;
	struct zone z = {0};
	int64_t warehouse_id = 0;
	int rc = 0;

	if (dash) {
		z.country = om__strndup(arena, operand, (size_t)(dash - operand));
		z.state =
			colon ? om__strndup(arena, dash + 1, (size_t)(colon - dash - 1)) : dash + 1;
		if (!z.country || !z.state)
			rc = om__nomem(err);
	}
	if (rc == 0 && colon) {
		rc = om__product_by_sku(om, colon + 1, &product, err);
		z.product_id = rc > 0 ? product.product_id : -1;
	}
	*ret_id = 0;
	if (rc >= 0 && dash)
		rc = find_zone(om, &z, ret_id, &warehouse_id, err);
	om__arena_rewind(arena, mark);
	if (rc < 0 || warehouse_id)
		return rc;
	om_err_set(err, OM_ENOTFOUND, "unknown-record", "no zone '%s'", operand);
	om_err_hint(err, "a zone is COUNTRY-STATE or COUNTRY-STATE:SKU, as US-NY");
	return OM_ENOTFOUND;
}

const struct om_importer om__zone_importer = {
	.noun = &noun,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.key = key,
	.check = check,
	.apply = apply,
	.find = find,
};

/* ---- all zones of a warehouse
 * --------------------------------------------------------------------------------------- */

/* Ids first: the rows are changed below. */
static int zone_ids(
	struct om *om, int64_t warehouse_id, int64_t **ret, int64_t *ret_count, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int64_t n;
	int rc = om__get_int(
		om, OM__SQL_warehouse_zones, OM__ARGS(OM__I("id", warehouse_id)), &n, err);

	*ret_count = 0;
	if (rc <= 0 || n == 0)
		return rc < 0 ? rc : 0;
	*ret = OM_NEWN(&om->tx_arena, int64_t, n);
	if (!*ret)
		return om__nomem(err);
	rc = om__q(om, OM__SQL_zones_of_warehouse, OM__ARGS(OM__I("id", warehouse_id)), &q, err);
	while (rc >= 0 && *ret_count < n && (rc = om__step(q, err)) > 0)
		(*ret)[(*ret_count)++] = om__col_int(q, 0);
	return rc < 0 ? rc : 0;
}

int om__zones_move(
	struct om *om, int64_t from_id, const char *to, int64_t *ret_moved, struct om_err *err)
{
	struct om__warehouse_ref w;
	int64_t *ids = NULL, n;
	int rc = om__warehouse_need(om, to, true, &w, err);

	if (rc < 0)
		return rc;
	if (w.warehouse_id == from_id)
		return om_err_set(err, OM_EREFUSED, "same-warehouse",
			"the zones belong to '%s' already", w.name);
	rc = zone_ids(om, from_id, &ids, &n, err);
	for (int64_t i = 0; rc == 0 && i < n; i++) {
		struct zone z = {0};

		rc = load(om, ids[i], &z, &om->tx_arena, err);
		if (rc == 0)
			rc = give(om, &z, w.warehouse_id, w.name, err);
	}
	*ret_moved = n;
	return rc;
}

/* ---- what is missing
 * ------------------------------------------------------------------------------------------------
 */

/* The 50 states and the federal district. */
static const char us_states[] =
	"AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT "
	"NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY";

int om_routing_state(struct om *om, struct om_routing_state *ret, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	bool all = false;
	int64_t with = 0;
	int rc = om__get_int(om, OM__SQL_routing_eligible, OM__NOARGS, &ret->eligible, err);

	ret->states = ret->states_without_zone = 0;
	if (rc < 0 || !om->company.country || strcmp(om->company.country, "US"))
		return rc < 0 ? rc : 0;
	rc = om__q(om, OM__SQL_zone_states, OM__ARGS(OM__S("country", "US")), &q, err);
	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		const char *state = om__col_text(q, 0);

		all = all || !strcmp(state, "*");
		with += strlen(state) == 2 && strstr(us_states, state) != NULL;
	}
	ret->states = (int64_t)(sizeof(us_states) / 3);
	ret->states_without_zone = all ? 0 : ret->states - with;
	return rc < 0 ? rc : 0;
}
