/* Statements by name: prepared once, lent, given back.
 *
 * A struct om__q is one prepared statement.  Those of an id hang on a list in om->db and stay until
 * the handle is closed; one that is lent is never lent again, so a recursive caller gets its own.
 * Binds are named: each argument position remembers the name it had last time and its index, so a
 * call site that runs again pays one comparison a bind. Misuse (a bind that does not exist, one
 * that is missing, one given twice) aborts: the text and the call disagree. */
#include <stdio.h>
#include <stdlib.h>
#include "db/state.h"

#define NAME_MAX_LEN 40

struct slot {
	char name[NAME_MAX_LEN]; /* of the argument at this position, last time */
	int index;
	unsigned round; /* when the bind of index position + 1 was set last */
};

struct om__q {
	struct om *om;
	struct om__q *next; /* of the same id */
	struct om__stmt *stmt;
	int id; /* -1: a text of the query builder */
	bool is_lent, has_row;
	int binds, cursor; /* cursor: where om__bind looks first */
	unsigned round;
	struct slot slots[];
};

static _Noreturn void misuse(const struct om__q *q, const char *what, const char *name)
{
	char text[200];
	const struct om__sql_text *sql = q->id < 0 ? NULL : om__sql_text((enum om__sql)q->id);

	snprintf(text, sizeof(text), "statement '%s': %s '%s'", sql ? sql->name : "(built)", what,
		name);
	om__bug(sql ? sql->file : __FILE__, sql ? sql->line : __LINE__, text);
}

int om__damaged(struct om_err *err, const char *what)
{
	om_err_set(err, OM_EDB, "database", "the database is damaged: %s is missing", what);
	om_err_hint(err, "om-admin check tells more");
	return OM_EDB;
}

int om__blame(int id, int code, struct om_err *err)
{
	const struct om__sql_text *sql;

	if (id < 0 || (code != OM_EBUG && code != OM_EDB))
		return code;
	sql = om__sql_text((enum om__sql)id);
	om_err_hint(err, "statement '%s' at %s:%d", sql->name, sql->file, sql->line);
	return code;
}

int om__prepare_id(struct om *om, enum om__sql id, struct om__stmt **ret, struct om_err *err)
{
	const struct om__sql_text *sql = om__sql_text(id);
	const char *text = sql->text;

	if (sql->postgres && strcmp(om->driver->name, "postgres") == 0)
		text = sql->postgres;
	return om__blame((int)id, om->driver->prepare(om->conn, text, true, ret, err), err);
}

/* Makes the om__q of a prepared statement, which it owns from here on, also on failure. */
static struct om__q *wrap(struct om *om, int id, struct om__stmt *stmt, struct om_err *err)
{
	int binds = om->driver->bind_count(stmt);
	struct om__q *q = calloc(1, sizeof(*q) + sizeof(struct slot) * (size_t)binds);

	if (!q) {
		om->driver->finalize(stmt);
		om__nomem(err);
		return NULL;
	}
	q->om = om;
	q->id = id;
	q->stmt = stmt;
	q->binds = binds;
	return q;
}

static void bind_value(struct om__q *q, int index, const struct om__arg *arg)
{
	const struct om__driver *driver = q->om->driver;

	if (arg->kind == 'i')
		driver->bind_int(q->stmt, index, arg->num);
	else if (arg->kind == 'n' || !arg->text)
		driver->bind_null(q->stmt, index);
	else if (arg->kind == 's')
		driver->bind_text(q->stmt, index, arg->text, strlen(arg->text));
	else if (arg->kind == 'b')
		driver->bind_bytes(q->stmt, index, arg->text, arg->len);
	else
		misuse(q, "unknown kind of bind", arg->name);
}

/* The index of the bind NAME, which stands at POSITION of the arguments. */
static int resolve(struct om__q *q, int position, const char *name)
{
	if (position >= q->binds)
		misuse(q, "one bind too many:", name);
	struct slot *slot = &q->slots[position];
	if (slot->index > 0 && strcmp(slot->name, name) == 0)
		return slot->index;
	slot->index = q->om->driver->bind_index(q->stmt, name);
	if (slot->index <= 0)
		misuse(q, "no bind", name);
	if (strlen(name) >= sizeof(slot->name))
		misuse(q, "too long a bind name", name);
	memcpy(slot->name, name, strlen(name) + 1);
	return slot->index;
}

static void bind_all(struct om__q *q, const struct om__arg *args)
{
	int n = 0;

	q->round++;
	q->cursor = 0;
	for (; args[n].kind; n++) {
		int index = resolve(q, n, args[n].name);
		unsigned *round = &q->slots[index - 1].round;
		if (*round == q->round)
			misuse(q, "bind given twice:", args[n].name);
		*round = q->round;
		bind_value(q, index, &args[n]);
	}
	if (n < q->binds)
		misuse(q, "binds are missing after", n ? args[n - 1].name : "");
}

/* A write outside of om__tx_run would be real in a dry run. */
static int check_place(struct om__q *q, struct om_err *err)
{
	if (q->om->tx_depth > 0 || !q->om->driver->is_write(q->stmt))
		return 0;
	om_err_set(err, OM_EBUG, "bug", "a write outside of a transaction");
	return om__blame(q->id, OM_EBUG, err);
}

static int lend(struct om__q *q, const struct om__arg *args, struct om__q **ret, struct om_err *err)
{
	q->is_lent = true;
	q->om->db->lent++;
	int r = check_place(q, err);
	if (r < 0) {
		om__done(&q);
		return r;
	}
	bind_all(q, args);
	*ret = q;
	return 0;
}

int om__q(struct om *om, enum om__sql id, const struct om__arg *args, struct om__q **ret,
	struct om_err *err)
{
	struct om__q *q = om->db->kept[id];
	struct om__stmt *stmt;

	while (q && q->is_lent)
		q = q->next;
	if (!q) {
		int r = om__prepare_id(om, id, &stmt, err);
		if (r < 0)
			return r;
		q = wrap(om, (int)id, stmt, err);
		if (!q)
			return OM_ENOMEM;
		q->next = om->db->kept[id];
		om->db->kept[id] = q;
	}
	return lend(q, args, ret, err);
}

int om__q_text(struct om *om, const char *sql, const struct om__arg *args, struct om__q **ret,
	struct om_err *err)
{
	struct om__stmt *stmt;
	int r = om->driver->prepare(om->conn, sql, false, &stmt, err);

	if (r < 0)
		return r;
	struct om__q *q = wrap(om, -1, stmt, err);
	if (!q)
		return OM_ENOMEM;
	return lend(q, args, ret, err);
}

static void set_row(struct om__q *q, bool has_row)
{
	if (has_row != q->has_row)
		q->om->db->open_rows += has_row ? 1 : -1;
	q->has_row = has_row;
}

int om__step(struct om__q *q, struct om_err *err)
{
	int r = q->om->driver->step(q->stmt, err);

	set_row(q, r == 1);
	return r < 0 ? om__blame(q->id, r, err) : r;
}

int64_t om__col_int(struct om__q *q, int column)
{
	return q->om->driver->col_int(q->stmt, column);
}

const char *om__col_text(struct om__q *q, int column)
{
	const char *text = q->om->driver->col_text(q->stmt, column);

	return text ? text : "";
}

size_t om__col_len(struct om__q *q, int column)
{
	return q->om->driver->col_len(q->stmt, column);
}

bool om__col_null(struct om__q *q, int column)
{
	return q->om->driver->col_null(q->stmt, column);
}

/* Callers set the same binds in the same order again and again, so the next one is mostly where the
 * cursor stands. */
void om__bind(struct om__q *q, struct om__arg arg)
{
	for (int k = 0; k < q->binds; k++) {
		int position = (q->cursor + k) % q->binds;
		if (strcmp(q->slots[position].name, arg.name) != 0)
			continue;
		bind_value(q, q->slots[position].index, &arg);
		q->cursor = position + 1;
		return;
	}
	misuse(q, "no bind", arg.name);
}

void om__again(struct om__q *q)
{
	set_row(q, false);
	q->om->driver->reset(q->stmt);
}

void om__done(struct om__q **borrowed)
{
	struct om__q *q = *borrowed;

	if (!q)
		return;
	*borrowed = NULL;
	om__again(q);
	q->om->driver->clear(q->stmt);
	q->is_lent = false;
	q->om->db->lent--;
	if (q->id >= 0)
		return;
	q->om->driver->finalize(q->stmt);
	free(q);
}

int om__exec(struct om *om, enum om__sql id, const struct om__arg *args, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int r = om__q(om, id, args, &q, err);

	if (r < 0)
		return r;
	do
		r = om__step(q, err);
	while (r == 1);
	return r < 0 ? r : om->driver->changes(om->conn);
}

int om__get_int(struct om *om, enum om__sql id, const struct om__arg *args, int64_t *ret,
	struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int r = om__q(om, id, args, &q, err);

	if (r < 0)
		return r;
	r = om__step(q, err);
	if (r <= 0 || om__col_null(q, 0))
		return r < 0 ? r : 0;
	*ret = om__col_int(q, 0);
	return 1;
}

int om__get_text(struct om *om, enum om__sql id, const struct om__arg *args, struct om_arena *arena,
	char **ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int r = om__q(om, id, args, &q, err);

	if (r < 0)
		return r;
	r = om__step(q, err);
	if (r <= 0 || om__col_null(q, 0))
		return r < 0 ? r : 0;
	char *text = om__strndup(arena, om__col_text(q, 0), om__col_len(q, 0));
	if (!text)
		return om__nomem(err);
	*ret = text;
	return 1;
}

void om__statements_drop(struct om *om)
{
	OM_ASSERT(om->db->lent == 0);
	for (int id = 0; id < OM__SQL_COUNT; id++) {
		while (om->db->kept[id]) {
			struct om__q *q = om->db->kept[id];
			om->db->kept[id] = q->next;
			om->driver->finalize(q->stmt);
			free(q);
		}
	}
	om__bulks_drop(om);
}
