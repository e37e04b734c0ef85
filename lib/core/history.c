/* History: which run changed which field of what, from what to what.
 *
 * Rows are only added.  A creation is the record's created_run and writes none; equal values write
 * none, so that a command that changes nothing leaves no trace. */
#include "core/state.h"

#define HISTORY_BLOCK_MAX 256

static bool is_same(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

struct history_row {
	int64_t history_id, run_id, entity_id;
	const char *entity, *field, *old_value, *new_value;
};
static const struct om__bindmap history_map[] = {
	OM__MAP_I(history_row, history_id),
	OM__MAP_I(history_row, run_id),
	OM__MAP_S(history_row, entity),
	OM__MAP_I(history_row, entity_id),
	OM__MAP_S(history_row, field),
	OM__MAP_S(history_row, old_value),
	OM__MAP_S(history_row, new_value),
};

/* The next key.  Blocks grow with use: a command that changes one field takes one id, an import
 * takes hundreds at a time.  A rollback drops the block, since it gives the ids back to the
 * database. */
static int next_id(struct om *om, struct om__settings *s, int64_t *ret, struct om_err *err)
{
	int64_t size = s->history_block ? s->history_block * 2 : 1;
	int rc;

	if (s->history_id == s->history_end) {
		if (size > HISTORY_BLOCK_MAX)
			size = HISTORY_BLOCK_MAX;
		rc = om__watch(om, s, err);
		if (rc == 0)
			rc = om__ids(om, "history", size, &s->history_id, err);
		if (rc < 0)
			return rc;
		s->history_end = s->history_id + size;
		s->history_block = size;
	}
	*ret = s->history_id++;
	return 0;
}

int om__history(struct om *om, const char *entity, int64_t id, const char *field,
	const char *old_value, const char *new_value, struct om_err *err)
{
	struct history_row row = {.entity = entity,
		.entity_id = id,
		.field = field,
		.old_value = old_value,
		.new_value = new_value};
	struct om__bulk *bulk;
	int rc;

	if (is_same(old_value, new_value))
		return 0;
	rc = om__run(om, &row.run_id, err);
	if (rc == 0)
		rc = next_id(om, om->settings, &row.history_id, err);
	if (rc == 0)
		rc = om__bulk(
			om, OM__SQL_history_insert, history_map, OM_COUNT(history_map), &bulk, err);
	if (rc == 0)
		rc = om__bulk_put(bulk, &row, err);
	return rc < 0 ? rc : 0;
}

static const struct om_field history_fields[] = {
	{"history_id", OM_T_INT, OM_F_KEY, OM__F_history_history_id, .help = "key of the row"},
	{"run_id", OM_T_INT, OM_F_LIST, OM__F_history_run_id, .help = "run that made the change"},
	{"at", OM_T_TIME, OM_F_LIST, OM__F_history_at, .help = "when that run began"},
	{"actor", OM_T_TEXT, OM_F_LIST, OM__F_history_actor, .help = "who made the change"},
	{"entity", OM_T_ID, OM_F_LIST, OM__F_history_entity, .help = "kind of record, as order"},
	/* Records are of the layers above: its SQL is in lib/flow. */
	{"record", OM_T_TEXT, OM_F_LIST, OM__F_history_record,
		.help = "its name: SKU, order, warehouse"},
	{"entity_id", OM_T_INT, OM_F_LIST, OM__F_history_entity_id, .help = "key of the record"},
	{"field", OM_T_ID, OM_F_LIST, OM__F_history_field, .help = "column that changed"},
	{"old_value", OM_T_TEXT, OM_F_LIST, OM__F_history_old_value, .help = "value before"},
	{"new_value", OM_T_TEXT, OM_F_LIST, OM__F_history_new_value, .help = "value after"},
};

const struct om_noun *om_history_noun(void)
{
	static const struct om_noun noun = {
		.name = "history",
		.plural = "history",
		.fields = history_fields,
		.field_count = OM_COUNT(history_fields),
		.from = OM__F_history_from,
		.key = OM__F_history_key,
		.ids = OM__F_history_key,
		.summary = "entity",
	};

	return &noun;
}
