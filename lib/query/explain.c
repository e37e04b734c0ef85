/* What a list would do: its statement with the binds, and the engine's plan (--explain, the plan
 * tests); and filters in canonical form. */
#include "base/text.h"
#include "query/rows.h"

static char *take_text(struct om_buf *b, struct om_arena *arena)
{
	char *ret = b->is_bad ? NULL : om__strdup(arena, b->data);

	om__buf_release(b);
	return ret;
}

static char *statement_text(const struct om_query *q, struct om_arena *arena)
{
	struct om_buf b;

	om__buf_init(&b, 0);
	om__buf_str(&b, q->sql.text.data);
	om__buf_char(&b, '\n');
	for (const struct om__arg *a = q->args; a->name; a++) {
		om__buf_fmt(&b, ":%s = ", a->name);
		if (a->kind == 'i')
			om__buf_int(&b, a->num);
		else
			om__buf_json(&b, a->text);
		om__buf_char(&b, '\n');
	}
	return take_text(&b, arena);
}

static int plan_text(struct om_query *q, struct om_arena *arena, char **ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *st = NULL;
	struct om_buf sql, b;
	char *text;
	int rc;

	om__buf_init(&sql, 0);
	om__buf_fmt(&sql, "%s ", om__sql_frag(&q->sql, OM__F_query_plan));
	om__buf_str(&sql, q->sql.text.data);
	text = take_text(&sql, &q->arena);
	if (!text)
		return om__nomem(err);
	om__buf_init(&b, 0);
	rc = om__q_text(q->om, text, q->args, &st, err);
	while (!rc && (rc = om__step(st, err)) > 0) {
		om__buf_fmt(&b, "%s\n", om__col_text(st, q->sql.is_postgres ? 0 : 3));
		rc = 0;
	}
	*ret = take_text(&b, arena);
	if (rc < 0)
		return rc;
	return *ret ? 0 : om__nomem(err);
}

int om_query_explain(struct om *om, const struct om_query_spec *spec, struct om_arena *arena,
	char **ret_sql, char **ret_plan, struct om_err *err)
{
	struct om_query *q = NULL;
	char *sql = NULL, *plan = NULL;
	int rc = om__query_build(om, spec, false, &q, err);

	if (rc)
		return rc;
	sql = statement_text(q, arena);
	rc = sql ? plan_text(q, arena, &plan, err) : om__nomem(err);
	om_query_close(q);
	if (rc)
		return rc;
	*ret_sql = sql;
	*ret_plan = plan;
	return 0;
}

int om_filter_canonical(struct om *om, const struct om_noun *noun, const char *filter,
	struct om_arena *arena, char **ret, struct om_err *err)
{
	struct om_filter_env env;
	struct om_filter *f = NULL;
	struct om_buf b;
	int rc;

	om__filter_env(om, &env);
	rc = om__filter_parse(arena, noun, &env, filter, "--where", &f, err);
	if (rc)
		return rc;
	om__buf_init(&b, 0);
	om__filter_print(f, &b);
	*ret = take_text(&b, arena);
	return *ret ? 0 : om__nomem(err);
}
