/* The proof of the schema: the database has the tables, columns, constraints, indices and triggers
 * that a new one has, and no others.
 *
 * Both are asked what the engine knows of itself (check_shape), since texts of a database that was
 * upgraded differ from those of a new one. */
#include "flow/check/check.h"

struct side {
	struct om__q *q;
	bool has_row;
};

static int advance(struct side *s, struct om_err *err)
{
	int rc = om__step(s->q, err);

	s->has_row = rc > 0;
	return rc < 0 ? rc : 0;
}

static int open_side(struct om *om, struct side *s, struct om_err *err)
{
	int rc = om__q(om, OM__SQL_check_shape, OM__NOARGS, &s->q, err);

	return rc < 0 ? rc : advance(s, err);
}

/* By kind and name, then by what is told of it. */
static int compare(const struct side *a, const struct side *b, int columns)
{
	int order = 0;

	if (!a->has_row || !b->has_row)
		return b->has_row - a->has_row;
	for (int i = 0; i < columns && order == 0; i++)
		order = strcmp(om__col_text(a->q, i), om__col_text(b->q, i));
	return order;
}

struct shape {
	om__finding *each;
	void *arg;
	struct om_err *err;
	struct om_arena arena;
};

static int tell(struct shape *s, const char *message)
{
	int rc = message ? s->each(s->arg, NULL, 0, message, s->err) : om__nomem(s->err);

	om__arena_reset(&s->arena);
	return rc;
}

static int missing(struct shape *s, struct side *want)
{
	int rc = tell(s,
		om__printf(&s->arena, "the %s '%s' of the schema is missing",
			om__col_text(want->q, 0), om__col_text(want->q, 1)));

	return rc < 0 ? rc : advance(want, s->err);
}

static int extra(struct shape *s, struct side *is)
{
	int rc = tell(s,
		om__printf(&s->arena, "the %s '%s' does not belong to the schema",
			om__col_text(is->q, 0), om__col_text(is->q, 1)));

	return rc < 0 ? rc : advance(is, s->err);
}

static int other(struct shape *s, struct side *is, struct side *want)
{
	int rc = tell(s,
		om__printf(&s->arena, "the %s '%s' is (%s), the schema says (%s)",
			om__col_text(is->q, 0), om__col_text(is->q, 1), om__col_text(is->q, 2),
			om__col_text(want->q, 2)));

	if (rc == 0)
		rc = advance(is, s->err);
	return rc < 0 ? rc : advance(want, s->err);
}

static int walk(struct shape *s, struct side *is, struct side *want)
{
	int rc = 0;

	while (rc == 0 && (is->has_row || want->has_row)) {
		int order = compare(is, want, 2);

		if (order != 0)
			rc = order < 0 ? extra(s, is) : missing(s, want);
		else if (compare(is, want, 3) != 0)
			rc = other(s, is, want);
		else if ((rc = advance(is, s->err)) == 0)
			rc = advance(want, s->err);
	}
	return rc;
}

static int make_schema(struct om *fresh, void *arg, struct om_err *err)
{
	(void)arg;
	return om__db_make_schema(fresh, err);
}

int om__prove_schema(struct om *om, om__finding *each, void *arg, struct om_err *err)
{
	const struct om_options options = {.db = ":memory:", .mode = OM_OPEN_CREATE};
	struct shape s = {.each = each, .arg = arg, .err = err};
	struct side is = {0}, want = {0};
	struct om *fresh;
	int rc = om__db_open(&options, &fresh, err);

	if (rc < 0)
		return rc;
	om__arena_init(&s.arena);
	rc = om__tx_run(fresh, make_schema, NULL, err);
	if (rc == 0)
		rc = open_side(om, &is, err);
	if (rc == 0)
		rc = open_side(fresh, &want, err);
	if (rc == 0)
		rc = walk(&s, &is, &want);
	om__done(&is.q);
	om__done(&want.q);
	om__db_close(fresh);
	om__arena_release(&s.arena);
	return rc;
}
