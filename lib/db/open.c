/* Opening and closing a handle, the schema, and the services that an engine gives as a whole.
 *
 * A handle that om__db_open gave out has a connection whose every setting was read back, and a
 * database of our own whose version this program knows; it is empty only in OM_OPEN_CREATE.  The
 * layers above fill the rest of struct om. */
#include <stdlib.h>
#include <time.h>
#include "db/migrate.h"
#include "db/state.h"

#define BUSY_MS 10000

/* Copies TEXT, or FALLBACK where it is NULL. */
static bool copy_text(struct om *om, char **ret, const char *text, const char *fallback)
{
	text = text ? text : fallback;
	if (!text)
		return true;
	*ret = om__strdup(&om->arena, text);
	return *ret != NULL;
}

static bool copy_options(struct om *om, const struct om_options *options)
{
	om->mode = options->mode;
	om->now = options->now ? options->now : (int64_t)time(NULL);
	om->seed = options->seed;
	om->busy_ms = options->busy_ms > 0 ? options->busy_ms : BUSY_MS;
	om->is_dry = options->is_dry;
	om->is_utc = options->is_utc;
	om->is_lenient = options->is_lenient;
	if (strcmp(options->db, ":memory:") != 0) {
		if (!copy_text(om, &om->path, options->db, NULL))
			return false;
		om->turnstile = om__turn_new(om->path);
		if (!om->turnstile)
			return false;
	}
	return copy_text(om, &om->actor, options->actor, "") &&
		copy_text(om, &om->program, options->program, "") &&
		copy_text(om, &om->command, options->command, "") &&
		copy_text(om, &om->reason, options->reason, NULL) &&
		copy_text(om, &om->allow, options->allow, NULL);
}

static struct om *new_handle(const struct om_options *options)
{
	struct om *om = calloc(1, sizeof(*om));

	if (!om)
		return NULL;
	om__arena_init(&om->arena);
	om__arena_init(&om->tx_arena);
	om->driver = &om__driver_sqlite;
	om->db = calloc(1, sizeof(*om->db));
	if (!om->db || !copy_options(om, options)) {
		om__db_close(om);
		return NULL;
	}
	return om;
}

static int check_version(const struct om *om, struct om_err *err)
{
	const char *path = om->path ? om->path : ":memory:";
	int version = 0;
	int r = om->driver->version(om->conn, &version, err);

	return r < 0 ? r : om__version_check(path, version, OM__SCHEMA_VERSION, om->mode, err);
}

int om__db_open(const struct om_options *options, struct om **ret, struct om_err *err)
{
	struct om_options known = *options;
	struct om *om = om__memory_is_short() ? NULL : new_handle(options);

	if (!om)
		return om__nomem(err);
	known.busy_ms = om->busy_ms;
	int r = om->driver->open(&known, &om->conn, err);
	if (r == 0)
		r = check_version(om, err);
	if (r < 0) {
		om__db_close(om);
		return r;
	}
	*ret = om;
	return 0;
}

/* Closing the connection rolls back what is open: a dry run, a read transaction. */
void om__db_close(struct om *om)
{
	if (!om)
		return;
	if (om->conn) {
		om__statements_drop(om);
		om__bulks_free(om);
		om->driver->close(om->conn);
	}
	om__turn_free(om->turnstile);
	om__arena_release(&om->tx_arena);
	om__arena_release(&om->arena);
	free(om->db);
	free(om);
}

int om__db_version(struct om *om, int *ret, struct om_err *err)
{
	return om->driver->version(om->conn, ret, err);
}

int om__db_has_schema(struct om *om, bool *ret, struct om_err *err)
{
	int version = 0;
	int r = om__db_version(om, &version, err);

	if (r < 0)
		return r;
	*ret = version > 0;
	return 0;
}

static int make_schema(struct om *om, void *arg, struct om_err *err)
{
	bool is_made = false;
	int r = om__db_has_schema(om, &is_made, err);

	(void)arg;
	if (r < 0 || is_made)
		return r;
	for (const char *const *sql = om->driver->schema; *sql && r >= 0; sql++)
		r = om->driver->exec(om->conn, *sql, err);
	return r < 0 ? r : om__db_stamp(om, OM__SCHEMA_VERSION, err);
}

int om__db_make_schema(struct om *om, struct om_err *err)
{
	OM_ASSERT(om->mode == OM_OPEN_CREATE);
	return om__tx_run(om, make_schema, NULL, err);
}

int om__db_backup(struct om *om, const char *path, struct om_err *err)
{
	if (om->tx_depth > 0 || om->db->is_held)
		return om_err_set(err, OM_EBUG, "bug", "a backup inside a transaction");
	return om->driver->backup(om->conn, path, err);
}

int om__db_integrity(
	struct om *om, void (*each)(void *, const char *), void *arg, struct om_err *err)
{
	return om->driver->integrity(om->conn, each, arg, err);
}

int om__db_turn(struct om *om, struct om_err *err)
{
	return om__turn_take(om->turnstile, om__clock_ms() + om->busy_ms, err);
}

void om__db_turn_drop(struct om *om)
{
	om__turn_drop(om->turnstile);
}
