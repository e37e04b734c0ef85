/* The proofs of codes that no table of the database lists: currencies, countries, time zones,
 * kinds of records.
 *
 * Each code is looked up once, and told with the first record that has it. */
#include "base/country/country.h"
#include "flow/check/check.h"
#include <om/money.h>
#include <om/noun.h>

static bool is_currency(struct om *om, const char *code)
{
	(void)om;
	return om_currency_digits(code) >= 0;
}

static bool is_country(struct om *om, const char *code)
{
	const char *found = om__country_find(code);

	(void)om;
	return found && !strcmp(found, code);
}

/* A name that the system does not know falls back to the company's zone. */
static bool is_zone(struct om *om, const char *name)
{
	return !strcmp(om__zone_name(om__zone(om, name)), name);
}

static bool is_noun(struct om *om, const char *name)
{
	(void)om;
	return om_noun_find(name);
}

static int prove(struct om *om, enum om__sql sql, bool (*is_known)(struct om *, const char *),
	const char *what, om__finding *each, void *arg, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	struct om_arena arena;
	int rc = om__q(om, sql, OM__NOARGS, &q, err);

	om__arena_init(&arena);
	while (rc == 0 && (rc = om__step(q, err)) > 0) {
		const char *code = om__col_text(q, 2);
		char *message;

		rc = 0;
		if (is_known(om, code))
			continue;
		om__arena_reset(&arena);
		message = om__printf(&arena, "'%s' is no %s; records with it: %lld", code, what,
			(long long)om__col_int(q, 3));
		rc = message ? each(arg, om__col_text(q, 0), om__col_int(q, 1), message, err)
			     : om__nomem(err);
	}
	om__arena_release(&arena);
	return rc;
}

int om__prove_currencies(struct om *om, om__finding *each, void *arg, struct om_err *err)
{
	return prove(
		om, OM__SQL_check_currencies, is_currency, "currency of ISO 4217", each, arg, err);
}

int om__prove_countries(struct om *om, om__finding *each, void *arg, struct om_err *err)
{
	return prove(
		om, OM__SQL_check_countries, is_country, "country of ISO 3166", each, arg, err);
}

int om__prove_views(struct om *om, om__finding *each, void *arg, struct om_err *err)
{
	return prove(om, OM__SQL_check_view_records, is_noun, "kind of record", each, arg, err);
}

int om__prove_zones(struct om *om, om__finding *each, void *arg, struct om_err *err)
{
	return prove(om, OM__SQL_check_zones, is_zone, "time zone of this system", each, arg, err);
}
