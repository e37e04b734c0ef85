/* Bulk rows: structs written through one prepared statement, without a lookup a row.
 *
 * A writer is found again by statement and map, so callers open it wherever they need it.  Its
 * binds are resolved when the statement is prepared; texts are bound by reference for the one step
 * and forgotten after it.  When the connection moves to a scratch copy the statement goes, the
 * writer stays, and the next row prepares it anew. */
#include <stdlib.h>
#include "db/state.h"

struct om__bulk {
	struct om__bulk *next;
	struct om *om;
	enum om__sql id;
	struct om__stmt *stmt; /* NULL until the first row on this connection */
	const struct om__bindmap *map;
	size_t count;
	int index[]; /* of the bind that a row of the map fills */
};

/* Every bind of the statement is filled by exactly one row of the map, else the text and the map
 * disagree. */
static void resolve(struct om__bulk *bulk)
{
	const struct om__driver *driver = bulk->om->driver;

	OM_ASSERT((size_t)driver->bind_count(bulk->stmt) == bulk->count);
	for (size_t i = 0; i < bulk->count; i++) {
		bulk->index[i] = driver->bind_index(bulk->stmt, bulk->map[i].name);
		if (bulk->index[i] <= 0)
			om__bug(om__sql_text(bulk->id)->file, om__sql_text(bulk->id)->line,
				bulk->map[i].name);
		for (size_t k = 0; k < i; k++)
			OM_ASSERT(bulk->index[k] != bulk->index[i]);
	}
}

static int prepare(struct om__bulk *bulk, struct om_err *err)
{
	if (bulk->stmt)
		return 0;
	int r = om__prepare_id(bulk->om, bulk->id, &bulk->stmt, err);
	if (r < 0)
		return r;
	resolve(bulk);
	return 0;
}

int om__bulk(struct om *om, enum om__sql id, const struct om__bindmap *map, size_t n,
	struct om__bulk **ret, struct om_err *err)
{
	struct om__bulk *bulk = om->db->bulks;

	while (bulk && !(bulk->id == id && bulk->map == map && bulk->count == n))
		bulk = bulk->next;
	if (!bulk) {
		bulk = calloc(1, sizeof(*bulk) + sizeof(int) * n);
		if (!bulk)
			return om__nomem(err);
		*bulk = (struct om__bulk){om->db->bulks, om, id, NULL, map, n};
		om->db->bulks = bulk;
	}
	int r = prepare(bulk, err);
	if (r < 0)
		return r;
	*ret = bulk;
	return 0;
}

static void bind_member(
	struct om__bulk *bulk, int index, const struct om__bindmap *map, const char *row)
{
	const struct om__driver *driver = bulk->om->driver;
	const char *at = row + map->offset;
	const char *text;

	switch (map->kind) {
	case 'i':
		if (map->has && !*(const bool *)(row + map->has))
			driver->bind_null(bulk->stmt, index);
		else
			driver->bind_int(bulk->stmt, index, *(const int64_t *)at);
		return;
	case 'f': driver->bind_int(bulk->stmt, index, *(const bool *)at); return;
	case 's':
	case 'b':
		text = *(const char *const *)at;
		if (!text)
			driver->bind_null(bulk->stmt, index);
		else if (map->kind == 's')
			driver->bind_text(bulk->stmt, index, text, strlen(text));
		else
			driver->bind_bytes(
				bulk->stmt, index, text, *(const size_t *)(row + map->has));
		return;
	default: om__bug(__FILE__, __LINE__, "unknown kind of member");
	}
}

int om__bulk_put(struct om__bulk *bulk, const void *row, struct om_err *err)
{
	const struct om__driver *driver = bulk->om->driver;
	int r = prepare(bulk, err);

	if (r < 0)
		return r;
	if (bulk->om->tx_depth == 0) {
		om_err_set(err, OM_EBUG, "bug", "a write outside of a transaction");
		return om__blame((int)bulk->id, OM_EBUG, err);
	}
	for (size_t i = 0; i < bulk->count; i++)
		bind_member(bulk, bulk->index[i], &bulk->map[i], row);
	do
		r = driver->step(bulk->stmt, err);
	while (r == 1);
	driver->reset(bulk->stmt);
	driver->clear(bulk->stmt);
	return r < 0 ? om__blame((int)bulk->id, r, err) : driver->changes(bulk->om->conn);
}

void om__bulks_drop(struct om *om)
{
	for (struct om__bulk *bulk = om->db->bulks; bulk; bulk = bulk->next) {
		if (bulk->stmt)
			om->driver->finalize(bulk->stmt);
		bulk->stmt = NULL;
	}
}

void om__bulks_free(struct om *om)
{
	om__bulks_drop(om);
	while (om->db->bulks) {
		struct om__bulk *bulk = om->db->bulks;
		om->db->bulks = bulk->next;
		free(bulk);
	}
}
