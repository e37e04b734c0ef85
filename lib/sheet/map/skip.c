/* `skip if FILTER` of maps: filters over the file's own headers.
 *
 * The headers become a noun whose fields are cells of text.  A filter that reads a column of lines
 * leaves out that line; any other one leaves out the whole unit when it holds for its first row,
 * because exports fill the order's cells in the first row only. */
#include <om/om.h>
#include "query/filter/filter.h"
#include "base/text.h"
#include "sheet/state.h"

struct reads {
	struct om_import *imp;
	const struct om_noun *noun;
	bool *named;
	bool is_line, is_failed; /* is_failed: without memory */
};

/* Is the file's column a source of a cell of the child? */
static bool feeds_child(struct reads *reads, const char *key, int column)
{
	const struct om_sheet_map *map = reads->imp->state->map;

	for (int i = 0; i < map->rule_count; i++) {
		const struct om__map_rule *rule = &map->rules[i];
		for (int k = 0; k < rule->term_count && !rule->column.is_outer; k++) {
			const struct om__map_term *term = &rule->terms[k];
			char *other = om__header_key(
				&reads->imp->arena, term->header ? term->header : "");
			reads->is_failed |= !other;
			if (!other || (term->header ? !strcmp(key, other) : term->letter == column))
				return true;
		}
	}
	return false;
}

static void read_field(
	void *arg, const struct om_collection *collection, const struct om_field *field)
{
	struct reads *reads = arg;
	int column = (int)(field - reads->noun->fields);
	char *key = om__header_key(&reads->imp->arena, field->name);

	(void)collection;
	reads->named[column] = true;
	reads->is_failed |= !key;
	if (key && reads->imp->importer->child && feeds_child(reads, key, column))
		reads->is_line = true;
}

static struct om_noun *header_noun(struct om_arena *arena, char **headers, int count)
{
	struct om_noun *noun = OM_NEW(arena, struct om_noun);
	struct om_field *fields = OM_NEWN(arena, struct om_field, count + 1);

	if (!noun || !fields)
		return NULL;
	for (int i = 0; i < count; i++) {
		fields[i].name = om__trim(arena, headers[i]);
		fields[i].type = OM_T_CELL;
		if (!fields[i].name)
			return NULL;
	}
	noun->name = "row";
	noun->plural = "rows";
	noun->fields = fields;
	noun->field_count = count;
	return noun;
}

int om__skips_make(
	struct om_import *imp, char **headers, int count, bool *named, struct om_err *err)
{
	struct om__import_state *state = imp->state;
	struct om_filter_env env;
	const struct om_sheet_map *map = state->map;

	if (!map || !map->skip_count)
		return 0;
	om__filter_env(imp->om, &env);
	env.has_quoted_fields = true;
	state->skip_noun = header_noun(&imp->arena, headers, count);
	state->skips = OM_NEWN(&imp->arena, struct om__skip, map->skip_count);
	if (!state->skip_noun || !state->skips)
		return om__nomem(err);
	for (int i = 0; i < map->skip_count; i++) {
		struct om__skip *skip = &state->skips[i];
		struct reads reads = {imp, state->skip_noun, named, false, false};
		int rc = om__filter_parse(&imp->arena, state->skip_noun, &env, map->skips[i].filter,
			map->source, &skip->filter, err);
		if (rc < 0) {
			err->line = map->skips[i].line;
			om__map_option(err);
			return rc;
		}
		om__filter_fields(skip->filter, read_field, &reads);
		if (reads.is_failed)
			return om__nomem(err);
		skip->is_line = reads.is_line;
	}
	state->skip_count = map->skip_count;
	return 0;
}

static struct om_value get_cell(
	const struct om_facts *facts, const struct om_field *field, const char *map_name)
{
	const struct om_import *imp = facts->arg;
	const struct om__rows *rows = &imp->state->rows;
	int column = (int)(field - imp->state->skip_noun->fields);
	const char *text = column < rows->count ? rows->cells[column] : "";

	(void)map_name;
	return (struct om_value){.type = OM_T_CELL, .is_empty = !*text, .text = text, .unit = ""};
}

int om__skip_row(struct om_import *imp)
{
	struct om_facts facts = {.arg = imp, .get = get_cell, .currency = "", .zone = ""};
	int found = imp->state->rows.is_left_out;

	for (int i = 0; i < imp->state->skip_count && found < 2; i++)
		if (om__filter_eval(imp->state->skips[i].filter, &facts))
			found = imp->state->skips[i].is_line ? 1 : 2;
	return found;
}
