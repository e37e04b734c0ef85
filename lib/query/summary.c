/* `list --summary [COLUMN]`: rows counted and amounts added up by the values of a column.
 *
 * The rows come from an ordinary list of the column and the amounts, so every filter and every
 * column works, computed ones included; what is kept is one group for each value and currency. */
#include <stdlib.h>
#include <om/money.h>
#include "base/map.h"
#include "base/text.h"
#include "query/rows.h"

#define SUMS_MAX 16

struct summing {
	struct om *om;
	struct om_arena *arena;
	struct om_summary_row *rows;
	size_t count, cap;
	struct om_map index; /* "CURRENCY value" to the row */
	int sums;
};

/* "status:order_total,amount_paid" of the noun into the names; COLUMN NULL takes the noun's. */
static int read_plan(const struct om_noun *noun, const char **column, struct om_arena *arena,
	struct om_summary *ret, struct om_err *err)
{
	const char *plan = noun->summary ? noun->summary : "", *sums = strchr(plan, ':');
	char **names = OM_NEWN(arena, char *, SUMS_MAX);

	if (!names)
		return om__nomem(err);
	if (!*column || !**column) {
		*column = om__strndup(arena, plan, sums ? (size_t)(sums - plan) : strlen(plan));
		if (!*column)
			return om__nomem(err);
		if (!**column)
			return om_err_set(err, OM_EINVAL, "usage", "--summary of %s needs a column",
				noun->plural);
	}
	ret->column = *column;
	ret->sum_names = (const char *const *)names;
	for (sums = sums ? sums + 1 : ""; *sums && ret->sum_count < SUMS_MAX;) {
		size_t n = strcspn(sums, ",");

		names[ret->sum_count] = om__strndup(arena, sums, n);
		if (!names[ret->sum_count++])
			return om__nomem(err);
		sums += n + (sums[n] == ',');
	}
	return 0;
}

static char *column_list(const struct om_summary *s, struct om_arena *arena)
{
	struct om_buf b;
	char *ret;

	om__buf_init(&b, 0);
	om__buf_str(&b, s->column);
	for (int i = 0; i < s->sum_count; i++)
		om__buf_fmt(&b, ",%s", s->sum_names[i]);
	ret = b.is_bad ? NULL : om__strdup(arena, b.data);
	om__buf_release(&b);
	return ret;
}

static int new_row(struct summing *s, const char *value, const char *currency, struct om_err *err)
{
	struct om_summary_row *r = NULL;

	if (s->count == s->cap) {
		size_t cap = s->cap ? 2 * s->cap : 32;
		struct om_summary_row *rows = OM_NEWN(s->arena, struct om_summary_row, cap);
		if (!rows)
			return om__nomem(err);
		if (s->count)
			memcpy(rows, s->rows, s->count * sizeof(*rows));
		s->rows = rows;
		s->cap = cap;
	}
	r = &s->rows[s->count];
	r->value = om__strdup(s->arena, value);
	r->currency = om__strdup(s->arena, currency);
	r->sums = OM_NEWN(s->arena, int64_t, s->sums + 1);
	if (!r->value || !r->currency || !r->sums)
		return om__nomem(err);
	s->count++;
	return 0;
}

static int find_row(struct summing *s, const char *value, const char *currency,
	struct om_arena *scratch, struct om_summary_row **ret, struct om_err *err)
{
	char *key = om__printf(scratch, "%s %s", currency, value);
	int64_t at;
	int rc;

	if (!key)
		return om__nomem(err);
	if (!om__map_get(&s->index, key, &at)) {
		at = (int64_t)s->count;
		rc = new_row(s, value, currency, err);
		if (!rc)
			rc = om__map_put(&s->index, key, at, err);
		if (rc)
			return rc;
	}
	*ret = &s->rows[at];
	return 0;
}

static int add_row(
	struct summing *s, const struct om_value *row, struct om_arena *scratch, struct om_err *err)
{
	struct om_summary_row *r = NULL;
	const char *value = row->text;
	int rc;

	if (!om__is_text(row->type))
		value = row->is_empty ? "" : om_value_print(s->om, scratch, row);
	if (!value)
		return om__nomem(err);
	rc = find_row(s, value, s->sums ? row[1].unit : "", scratch, &r, err);
	if (rc)
		return rc;
	r->rows++;
	for (int i = 0; !rc && i < s->sums; i++) {
		int64_t *sum = (int64_t *)&r->sums[i];
		rc = om_money_add(*sum, row[1 + i].num, sum, err);
	}
	return rc;
}

static int by_value(const void *a, const void *b)
{
	const struct om_summary_row *x = a, *y = b;
	int c = om__natural_cmp(x->value, y->value);

	return c ? c : strcmp(x->currency, y->currency);
}

static int sum_rows(struct summing *s, const struct om_query_spec *spec, struct om_err *err)
{
	const struct om_value *row;
	struct om_arena scratch;
	struct om_query *q = NULL;
	int rc = om_query_open(s->om, spec, &q, err);

	if (rc)
		return rc;
	om__arena_init(&scratch);
	while ((rc = om_query_next(q, &row, err)) > 0) {
		rc = add_row(s, row, &scratch, err);
		if (rc < 0)
			break;
		om__arena_reset(&scratch);
	}
	om__arena_release(&scratch);
	om_query_close(q);
	return rc;
}

int om_query_summary(struct om *om, const struct om_query_spec *spec, const char *column,
	struct om_arena *arena, struct om_summary *ret, struct om_err *err)
{
	struct summing s = {.om = om, .arena = arena};
	struct om_summary sum = {0};
	struct om_query_spec list = *spec;
	int rc = read_plan(spec->noun, &column, arena, &sum, err);

	if (rc)
		return rc;
	list.columns = column_list(&sum, arena);
	list.each = NULL;
	if (!list.columns)
		return om__nomem(err);
	s.sums = sum.sum_count;
	om__map_init(&s.index);
	rc = sum_rows(&s, &list, err);
	om__map_release(&s.index);
	if (rc < 0)
		return rc;
	if (s.count)
		qsort(s.rows, s.count, sizeof(*s.rows), by_value);
	sum.rows = s.rows;
	sum.count = s.count;
	*ret = sum;
	return 0;
}
