/* The tables of a database as its engine knows them, ordered for dumps. */
#include "core/dump/dump.h"
#include "base/buf.h"
#include "base/text.h"

#define TABLES_MAX 512
#define COLUMNS_MAX 512

struct reading {
	struct om_arena *arena;
	struct om__dump_table tables[TABLES_MAX];
	int count;
	bool (*refers)[TABLES_MAX]; /* [from][to] */
};

static char kind_of(const char *type)
{
	return om__caseeq(type, "integer") ? 'i' : om__caseeq(type, "blob") ? 'b' : 's';
}

static int add_column(struct reading *r, struct om__q *q, struct om_err *err)
{
	struct om__dump_table *t = r->count ? &r->tables[r->count - 1] : NULL;

	if (!t || strcmp(t->name, om__col_text(q, 0)) != 0) {
		if (r->count == TABLES_MAX)
			return om_err_set(
				err, OM_ELIMIT, "database", "more tables than a dump has");
		t = &r->tables[r->count++];
		t->name = om__strdup(r->arena, om__col_text(q, 0));
		t->columns = OM_NEWN(r->arena, struct om__dump_column, COLUMNS_MAX);
		if (!t->name || !t->columns)
			return om__nomem(err);
	}
	if (t->count == COLUMNS_MAX)
		return om_err_set(err, OM_ELIMIT, "database", "more columns than a dump has");
	struct om__dump_column *c = &t->columns[t->count++];
	c->name = om__strdup(r->arena, om__col_text(q, 1));
	c->kind = kind_of(om__col_text(q, 2));
	c->is_key = om__col_int(q, 3) > 0;
	return c->name ? 0 : om__nomem(err);
}

static int read_columns(struct om *om, struct reading *r, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_dump_columns, OM__NOARGS, &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0)
		rc = add_column(r, q, err);
	return rc;
}

static int find(const struct reading *r, const char *name)
{
	for (int i = 0; i < r->count; i++)
		if (!strcmp(r->tables[i].name, name))
			return i;
	return -1;
}

static int read_references(struct om *om, struct reading *r, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_dump_references, OM__NOARGS, &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		int from = find(r, om__col_text(q, 0)), to = find(r, om__col_text(q, 1));

		if (from >= 0 && to >= 0 && from != to)
			r->refers[from][to] = true;
	}
	return rc;
}

static bool is_ready(const struct reading *r, const bool *is_placed, int table)
{
	for (int to = 0; to < r->count; to++)
		if (r->refers[table][to] && !is_placed[to])
			return false;
	return true;
}

/* The first table, by name, whose references are all placed; in a circle the first one that is
 * left. */
static void order(const struct reading *r, struct om__dump_table *to)
{
	bool is_placed[TABLES_MAX] = {false};

	for (int n = 0; n < r->count; n++) {
		int next = -1, any = -1;

		for (int i = r->count - 1; i >= 0; i--) {
			if (is_placed[i])
				continue;
			any = i;
			if (is_ready(r, is_placed, i))
				next = i;
		}
		next = next < 0 ? any : next;
		is_placed[next] = true;
		to[n] = r->tables[next];
	}
}

int om__dump_tables(struct om *om, struct om_arena *arena, struct om__dump_table **ret,
	int *ret_count, struct om_err *err)
{
	struct reading *r = OM_NEW(arena, struct reading);
	struct om__dump_table *tables = OM_NEWN(arena, struct om__dump_table, TABLES_MAX);

	if (!r || !tables)
		return om__nomem(err);
	r->arena = arena;
	r->refers = om__alloc(arena, sizeof(*r->refers) * TABLES_MAX);
	if (!r->refers)
		return om__nomem(err);
	int rc = read_columns(om, r, err);
	if (rc >= 0)
		rc = read_references(om, r, err);
	if (rc < 0)
		return rc;
	order(r, tables);
	*ret = tables;
	*ret_count = r->count;
	return 0;
}

static void add_list(
	struct om_buf *buf, const struct om__dump_table *t, bool only_key, const char *before)
{
	for (int i = 0, n = 0; i < t->count; i++)
		if (!only_key || t->columns[i].is_key)
			om__buf_fmt(buf, "%s%s%s", n++ ? ", " : "", before, t->columns[i].name);
}

char *om__dump_sql(struct om_arena *arena, enum om__frag frag, const struct om__dump_table *t)
{
	struct om_buf buf;
	char *sql;

	om__buf_init(&buf, 0);
	for (const char *at = om__frag_text(frag)->text; *at;) {
		size_t len = strcspn(at, "{");

		om__buf_add(&buf, at, len);
		at += len;
		if (!strncmp(at, "{table}", 7))
			om__buf_str(&buf, t->name);
		else if (!strncmp(at, "{columns}", 9))
			add_list(&buf, t, false, "");
		else if (!strncmp(at, "{key}", 5))
			add_list(&buf, t, true, "");
		else if (!strncmp(at, "{values}", 8))
			add_list(&buf, t, false, ":");
		at += strcspn(at, "}");
		at += *at == '}';
	}
	sql = buf.is_bad ? NULL : om__strdup(arena, buf.data);
	om__buf_release(&buf);
	return sql;
}
