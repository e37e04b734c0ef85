/* Transactions: one body, run as often as it takes, committed once.
 *
 * A write transaction passes the turnstile, begins with the write lock (an upgrade from reading
 * could fail for ever), runs the body, then the handlers before the commit.  Any failure rolls
 * everything back and tells the layers above to forget; a locked database is tried again as a
 * whole.  In a dry run the outermost transaction stays open and every om__tx_run is a savepoint in
 * it, unless the handle works on a scratch copy.  A debug build rehearses each body once before it
 * counts, so that a body which cannot run twice is found by the first test that touches it. */
#include "db/state.h"

#ifndef OM_DEBUG
#define OM_DEBUG 0
#endif

struct om__commit {
	struct om__commit *next;
	void (*fn)(struct om *, void *);
	void *arg;
};

static int exec(struct om *om, const char *sql, struct om_err *err)
{
	return om->driver->exec(om->conn, sql, err);
}

static bool is_held_dry(const struct om *om)
{
	return om->is_dry && !om->db->is_scratch;
}

static int begin_real(struct om *om, int64_t deadline, struct om_err *err)
{
	if (!om->db->is_scratch) {
		int r = om__turn_take(om->turnstile, deadline, err);
		if (r < 0)
			return r;
	}
	int r = exec(om, "begin immediate", err);
	if (r < 0)
		om__turn_drop(om->turnstile);
	return r;
}

static int begin(struct om *om, int64_t deadline, struct om_err *err)
{
	if (!is_held_dry(om))
		return begin_real(om, deadline, err);
	if (!om->db->is_held) {
		int r = begin_real(om, deadline, err);
		if (r < 0)
			return r;
		om->db->is_held = true;
	}
	return exec(om, "savepoint om_body", err);
}

static void settle(struct om *om, bool is_in_turn)
{
	if (om->driver->settle && !om->db->is_scratch)
		om->driver->settle(om->conn, is_in_turn);
}

bool om__someone_waits(struct om *om)
{
	return !om->is_dry && om__turn_wanted(om->turnstile);
}

static int commit(struct om *om, struct om_err *err)
{
	int r = exec(om, is_held_dry(om) ? "release om_body" : "commit", err);

	if (r < 0 || is_held_dry(om))
		return r;
	settle(om, true);
	om->db->was_wanted = om__someone_waits(om);
	om__turn_drop(om->turnstile);
	settle(om, false);
	return 0;
}

/* The engine may have rolled back by itself (a full disk), and then finds nothing to do: errors say
 * no more than that. */
static void roll_back(struct om *om)
{
	if (!is_held_dry(om) || exec(om, "rollback to om_body", NULL) < 0) {
		exec(om, "rollback", NULL);
		om->db->is_held = false;
		om__turn_drop(om->turnstile);
		return;
	}
	exec(om, "release om_body", NULL);
}

static void start_afresh(struct om *om, struct om_err *err)
{
	om_err_clear(err);
	om__arena_reset(&om->tx_arena);
	om->on_commit = NULL;
}

static void forget(struct om *om)
{
	om->on_commit = NULL;
	om__ids_forget(om);
	if (om->on_rollback)
		om->on_rollback(om);
}

/* A row held across the end of a transaction would keep an old moment alive, and the next write
 * would fail on it. */
static int check_rows(struct om *om, struct om_err *err)
{
	if (om->db->open_rows == 0)
		return 0;
	return om_err_set(err, OM_EBUG, "bug", "a statement stands on a row across a transaction");
}

static int run_body(struct om *om, om__body *body, void *arg, struct om_err *err)
{
	int r = om->on_begin ? om->on_begin(om, err) : 0;

	if (r >= 0)
		r = body(om, arg, err);
	if (r < 0)
		return r;
	int b = om->before_commit ? om->before_commit(om, err) : 0;
	if (b >= 0)
		b = check_rows(om, err);
	if (b >= 0 && om__memory_is_short())
		b = om__nomem(err);
	return b < 0 ? b : r;
}

static int rehearse(struct om *om, om__body *body, void *arg, struct om_err *err)
{
	int r = exec(om, "savepoint om_rehearsal", err);

	if (r < 0)
		return r;
	r = run_body(om, body, arg, err);
	if (r >= 0)
		r = exec(om, "rollback to om_rehearsal", err);
	if (r >= 0)
		r = exec(om, "release om_rehearsal", err);
	if (r < 0)
		return r;
	forget(om);
	start_afresh(om, err);
	return 0;
}

static int attempt(struct om *om, om__body *body, void *arg, int64_t deadline, struct om_err *err)
{
	start_afresh(om, err);
	int r = begin(om, deadline, err);
	if (r < 0)
		return r;
	om->tx_depth = 1;
	int64_t began = om__clock_us();
	r = om__ids_fresh(om, err);
	if (r >= 0 && OM_DEBUG)
		r = rehearse(om, body, arg, err);
	if (r >= 0)
		r = run_body(om, body, arg, err);
	om->db->turn_us = om__clock_us() - began;
	if (r >= 0) {
		int c = commit(om, err);
		r = c < 0 ? c : r;
	}
	if (r < 0)
		roll_back(om);
	om->tx_depth = 0;
	if (r < 0)
		forget(om);
	return r;
}

/* What is called may run transactions of its own, which empty the arena that the list lies in: the
 * list takes the arena along, and gives it back where nothing new was put in its place, for callers
 * that read results from it. */
static void run_on_commit(struct om *om)
{
	struct om__commit *item = om->on_commit;
	struct om_arena arena = om->tx_arena;

	if (!item)
		return;
	om->on_commit = NULL;
	om__arena_init(&om->tx_arena);
	for (; item; item = item->next)
		item->fn(om, item->arg);
	if (om->tx_arena.head)
		om__arena_release(&arena);
	else
		om->tx_arena = arena;
}

static int check_start(struct om *om, struct om_err *err)
{
	if (om->mode == OM_OPEN_READ)
		return om_err_set(err, OM_EBUG, "bug", "a write on a database opened for reading");
	if (om->db->read_depth > 0)
		return om_err_set(err, OM_EBUG, "bug", "a write inside a read transaction");
	return check_rows(om, err);
}

int om__tx_run(struct om *om, om__body *body, void *arg, struct om_err *err)
{
	struct om_err own = {0};
	int64_t deadline = om__clock_ms() + om->busy_ms;

	if (om->tx_depth > 0)
		return body(om, arg, err);
	if (!err)
		err = &own;
	int r = check_start(om, err);
	if (r == 0 && om__memory_is_short())
		r = om__nomem(err);
	if (r < 0)
		return r;
	for (;;) {
		r = attempt(om, body, arg, deadline, err);
		if (r != OM_EBUSY || strcmp(err->word, "locked") != 0 || om__clock_ms() >= deadline)
			break;
		om__sleep_ms();
	}
	if (r >= 0)
		run_on_commit(om);
	return r;
}

int om__on_commit(struct om *om, void (*fn)(struct om *, void *), void *arg, struct om_err *err)
{
	struct om__commit **end = &om->on_commit;

	OM_ASSERT(om->tx_depth > 0);
	struct om__commit *item = OM_NEW(&om->tx_arena, struct om__commit);
	if (!item)
		return om__nomem(err);
	*item = (struct om__commit){NULL, fn, arg};
	while (*end)
		end = &(*end)->next;
	*end = item;
	return 0;
}

int om__read_begin(struct om *om, struct om_err *err)
{
	if (om->db->read_depth++ > 0 || om->tx_depth > 0 || om->db->is_held)
		return 0;
	int r = exec(om, "begin", err);
	if (r < 0) {
		om->db->read_depth--;
		return r;
	}
	om->db->is_reading = true;
	return 0;
}

void om__read_end(struct om *om)
{
	OM_ASSERT(om->db->read_depth > 0);
	if (--om->db->read_depth > 0 || !om->db->is_reading)
		return;
	om->db->is_reading = false;
	if (exec(om, "commit", NULL) < 0)
		exec(om, "rollback", NULL);
}

int om__dry_prepare(struct om *om, int64_t rows, struct om_err *err)
{
	struct om__db *db = om->db;

	if (!om->is_dry || db->is_scratch || db->is_held || rows <= OM__DRY_MAX)
		return 0;
	if (!om->driver->scratch)
		return 0;
	OM_ASSERT(om->tx_depth == 0 && db->read_depth == 0);
	om__statements_drop(om);
	int r = om->driver->scratch(om->conn, err);
	if (r < 0)
		return r;
	db->is_scratch = true;
	return 0;
}
