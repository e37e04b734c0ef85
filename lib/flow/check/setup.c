/* What a set-up lacks before goods can move (catalog.md C13).
 *
 * An error keeps every order, or every order of a warehouse, from leaving.  A warning is needed
 * only by some sellers: customs data by those who ship abroad, listings by those whose channels
 * name products otherwise, a zone by a warehouse that does more than back others up. */
#include "catalog/catalog.h"
#include "core/core.h"
#include <om/catalog.h>
#include <om/check.h>
#include <om/query.h>

static const struct want {
	const char *severity, *code, *entity;
	enum om__sql rows;
	const char *says; /* takes the name and what exactly */
	const char *hint;
} wants[] = {
	{"error", "no-warehouse", "warehouse", OM__SQL_setup_warehouse_none,
		"there is no active warehouse%s%s", "om-warehouse create makes one"},
	{"error", "no-channel", "channel", OM__SQL_setup_channel_none,
		"there is no active channel%s%s", "om-channel create makes one"},
	{"error", "no-product", "product", OM__SQL_setup_product_none,
		"there is no active product%s%s", "om-product create or import makes some"},
	{"error", "no-location", "warehouse", OM__SQL_setup_warehouse_location,
		"%s: it has no pickable location%s", "om-warehouse location create makes one"},
	{"warning", "no-address", "warehouse", OM__SQL_setup_warehouse_address,
		"%s: its address lacks %s", "om-warehouse edit writes it"},
	{"warning", "no-zone", "warehouse", OM__SQL_setup_warehouse_zone,
		"%s: no state is served by it%s, so that orders are routed past it",
		"om-warehouse zone create gives it states"},
	{"warning", "unused-backup", "warehouse", OM__SQL_setup_backup,
		"%s: its backups (%s) are not used", "om-admin config set route.backups yes"},
	{"warning", "no-listing", "product", OM__SQL_setup_product_listing,
		"%s: no channel lists it%s", "om-product listing create makes a listing"},
	{"warning", "no-weight", "product", OM__SQL_setup_product_weight,
		"%s: its weight is not known%s", "om-product edit with weight sets it"},
	{"warning", "no-customs", "product", OM__SQL_setup_product_customs,
		"%s: customs papers lack %s", "om-product edit or import fills it in"},
};

struct setup {
	struct om *om;
	om_setup_each *each;
	void *arg;
	struct om_setup_report report;
	struct om_arena arena;
};

static int give(struct setup *s, struct om_setup_row row, struct om_err *err)
{
	if (!row.message)
		return om__nomem(err);
	if (!strcmp(row.severity, "error"))
		s->report.errors++;
	else
		s->report.warnings++;
	if (s->each)
		s->each(s->arg, &row);
	om__arena_reset(&s->arena);
	return 0;
}

static int look_for(struct setup *s, const struct want *w, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(s->om, w->rows, OM__NOARGS, &q, err);

	while (rc == 0 && (rc = om__step(q, err)) > 0)
		rc = give(s,
			(struct om_setup_row){.severity = w->severity,
				.code = w->code,
				.entity = w->entity,
				.id = om__col_int(q, 0),
				.message = om__printf(
					&s->arena, w->says, om__col_text(q, 1), om__col_text(q, 2)),
				.hint = w->hint},
			err);
	return rc;
}

/* Listings say themselves what is the matter with them. */
static int look_at_listings(struct setup *s, struct om_err *err)
{
	const struct om_query_spec spec = {.noun = om_listing_noun(),
		.where = "is_active = yes and not (problem is empty)",
		.columns = "channel,listing_sku,problem"};
	const struct om_value *row;
	struct om_query *q = NULL;
	int rc = om_query_open(s->om, &spec, &q, err);

	while (rc == 0 && (rc = om_query_next(q, &row, err)) > 0)
		rc = give(s,
			(struct om_setup_row){.severity = "warning",
				.code = "listing-problem",
				.entity = "listing",
				.id = om_query_key(q),
				.message =
					om__printf(&s->arena, "%s: '%s' does not do its work: %s",
						row[0].text, row[1].text, row[2].text),
				.hint = "om-product listing edit, or suggest and import, mends it"},
			err);
	om_query_close(q);
	return rc;
}

int om_setup_check(struct om *om, om_setup_each *each, void *arg, struct om_setup_report *ret,
	struct om_err *err)
{
	struct setup s = {.om = om, .each = each, .arg = arg};
	int rc = om__read_begin(om, err);

	if (rc < 0)
		return rc;
	om__arena_init(&s.arena);
	for (size_t i = 0; i < OM_COUNT(wants) && rc == 0; i++)
		rc = look_for(&s, &wants[i], err);
	if (rc == 0)
		rc = look_at_listings(&s, err);
	om__arena_release(&s.arena);
	om__read_end(om);
	if (rc == 0)
		*ret = s.report;
	return rc;
}
