/* Filters over orders: what is read prints to a text that reads to the same text, and becomes SQL;
 * what is not read has a word and a column. */
#include "fuzz.h"
#include "base/buf.h"
#include "query/filter/filter.h"
#include <om/order.h>

static const char *zipset(void *arg, const char *name)
{
	(void)arg;
	return !strcmp(name, "south") ? "350..359, 37203" : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct om_zone *zone;
	struct om_arena arena;
	struct om_err err = {0};
	struct om_filter *filter, *again;
	struct om_buf first, second;
	struct om_sql sql;
	bool needs_eval;

	if (!zone && om__zone_load("UTC", NULL, &zone, &err) < 0)
		abort();
	struct om_filter_env env = {.now = 1772971200,
		.zone = zone,
		.currency = "USD",
		.weight_unit = "lb",
		.length_unit = "in",
		.week_start = 1,
		.zipset = zipset};
	om__arena_init(&arena);
	const char *text = fuzz_text(&arena, data, size);
	int rc = om__filter_parse(&arena, om_order_noun(), &env, text, "--where", &filter, &err);
	if (rc < 0) {
		demand(err.code == rc && err.word[0] && err.column >= 1);
		om__arena_release(&arena);
		return 0;
	}
	om__buf_init(&first, 0);
	om__buf_init(&second, 0);
	om__filter_print(filter, &first);
	rc = om__filter_parse(&arena, om_order_noun(), &env, first.data, "--where", &again, &err);
	if (rc < 0)
		dprintf(3, "%s\n%s: %s\n", first.data, err.word, err.message);
	demand(rc == 0);
	om__filter_print(again, &second);
	if (strcmp(first.data, second.data) != 0)
		dprintf(3, "%s\n%s\n", first.data, second.data);
	demand(!strcmp(first.data, second.data));
	om__sql_init(&sql, &arena);
	rc = om__filter_sql(filter, &sql, &needs_eval, &err);
	demand(rc == 0 || err.code == rc);
	om__sql_release(&sql);
	om__buf_release(&first);
	om__buf_release(&second);
	om__arena_release(&arena);
	return 0;
}
