/* Columns of a noun as options and operands: `--hs-code V`, `--x` for the column is_x, `--attr
 * Colour=Red`, `--set hs_code=V` and `hs_code=V` are one thing to create and edit; to an import a
 * column's option is its value for every row.
 *
 * An operand is an assignment where what stands before its first "=" is a column; `--id` gives an
 * id that looks like one (catalog.md, "Commands"). */
#include "base/text.h"
#include "cli/inner.h"

char *cli_dashes(struct om_arena *arena, const char *column)
{
	char *name = om__strdup(arena, column);

	for (char *p = name; p && *p; p++)
		if (*p == '_')
			*p = '-';
	return name;
}

int cli_assign(struct cli_state *state, const char *column, const char *value, struct om_err *err)
{
	struct cli *cli = &state->cli;
	struct om_assign *assigns = OM_NEWN(&cli->arena, struct om_assign, cli->assign_count + 1);

	if (!assigns)
		return om__nomem(err);
	if (cli->assign_count)
		memcpy(assigns, cli->assigns, sizeof(*assigns) * (size_t)cli->assign_count);
	assigns[cli->assign_count++] = (struct om_assign){column, value};
	cli->assigns = assigns;
	return 0;
}

static int store_field(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	return cli_assign(state, slot->column, value ? value : "yes", err);
}

/* Parts "NAME=VALUE" of option SLOT; the name begins with PREFIX ("attr:"). */
static int store_pair(struct cli_state *state, const struct cli_slot *slot, const char *prefix,
	const char *pair, struct om_err *err)
{
	const char *equal = strchr(pair, '=');

	if (!equal || equal == pair) {
		om_err_set(err, OM_EINVAL, "usage", "'%s' is not %s", pair, slot->option->arg);
		char *name = om__printf(&state->cli.arena, "--%s", slot->option->name);
		om_err_at(err, name, 0, 0);
		return OM_EINVAL;
	}
	char *column = om__printf(&state->cli.arena, "%s%.*s", prefix, (int)(equal - pair), pair);
	return column ? cli_assign(state, column, equal + 1, err) : om__nomem(err);
}

static int store_map(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	return store_pair(state, slot, slot->column, value, err);
}

static int store_set(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	return store_pair(state, slot, "", value, err);
}

static int store_id(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	const char **ids = OM_NEWN(&state->cli.arena, const char *, state->extra_id_count + 1);

	(void)slot;
	if (!ids)
		return om__nomem(err);
	if (state->extra_id_count)
		memcpy(ids, state->extra_ids, sizeof(*ids) * (size_t)state->extra_id_count);
	ids[state->extra_id_count++] = value;
	state->extra_ids = ids;
	return 0;
}

static int store_preset(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	struct om_import_options *sheet = &state->cli.sheet;
	struct om_preset *presets =
		OM_NEWN(&state->cli.arena, struct om_preset, sheet->preset_count + 1);

	if (!presets)
		return om__nomem(err);
	if (sheet->preset_count)
		memcpy(presets, sheet->presets, sizeof(*presets) * (size_t)sheet->preset_count);
	presets[sheet->preset_count++] = (struct om_preset){slot->column, value ? value : "yes"};
	sheet->presets = presets;
	return 0;
}

/* What the help calls the value. */
static const char *arg_of(const struct om_field *field)
{
	static const char *const names[] = {
		[OM_T_ID] = "TEXT",
		[OM_T_TEXT] = "TEXT",
		[OM_T_WORD] = "WORD",
		[OM_T_REF] = "NAME",
		[OM_T_BOOL] = "yes|no",
		[OM_T_INT] = "N",
		[OM_T_MONEY] = "AMOUNT",
		[OM_T_WEIGHT] = "WEIGHT",
		[OM_T_LENGTH] = "LENGTH",
		[OM_T_TIME] = "TIME",
		[OM_T_DAY] = "DATE",
		[OM_T_CLOCK] = "HH:MM",
		[OM_T_ZIP] = "ZIP",
		[OM_T_CELL] = "TEXT",
		[OM_T_DECIMAL] = "N",
		[OM_T_SET] = "A|B|C",
	};

	return field->type < OM_COUNT(names) ? names[field->type] : "TEXT";
}

static struct cli_slot *add_option(
	struct cli_state *state, enum cli_group group, const struct cli_option *from)
{
	struct cli_option *option = OM_NEW(&state->cli.arena, struct cli_option);

	if (!option || !from->name) {
		state->slot_count = -1;
		return NULL;
	}
	*option = *from;
	return cli_slot_add(state, group, option, state);
}

static struct cli_slot *add_slot(struct cli_state *state, enum cli_group group, enum cli_kind kind,
	const char *name, const char *arg, const char *help)
{
	const struct cli_option option = {.kind = kind, .name = name, .arg = arg, .help = help};

	return add_option(state, group, &option);
}

/* `--attr NAME=VALUE` for the field "attr:". */
static void add_map(struct cli_state *state, const struct om_field *field)
{
	struct om_arena *arena = &state->cli.arena;
	char *name = om__strndup(arena, field->name, strcspn(field->name, ":"));
	struct cli_slot *slot = add_slot(state, CLI_G_FIELD, CLI_TEXTS,
		name ? cli_dashes(arena, name) : NULL, "NAME=VALUE", field->help);

	if (!slot)
		return;
	slot->store = store_map;
	slot->column = field->name;
}

static void add_field(struct cli_state *state, const struct om_field *field, bool is_preset)
{
	enum cli_group group = is_preset ? CLI_G_PRESET : CLI_G_FIELD;
	struct om_arena *arena = &state->cli.arena;
	char *name = cli_dashes(arena, field->name);
	bool is_switch = field->flags & OM_F_SWITCH;
	const struct cli_option option = {.kind = is_switch ? CLI_FLAG : CLI_TEXT,
		.name = name,
		.arg = is_switch ? NULL : arg_of(field),
		.help = field->help,
		.choices = is_switch ? NULL : field->choices};
	struct cli_slot *slot = add_option(state, group, &option);

	if (slot) {
		slot->store = is_preset ? store_preset : store_field;
		slot->column = field->name;
	}
	if (field->type != OM_T_BOOL || !name || strncmp(name, "is-", 3) != 0)
		return;
	slot = add_slot(state, group, CLI_FLAG, name + 3, NULL, field->help);
	if (!slot)
		return;
	slot->store = is_preset ? store_preset : store_field;
	slot->column = field->name;
	slot->is_hidden = true;
}

static void add_fields(struct cli_state *state, const struct om_noun *noun, bool is_preset)
{
	const struct om_field *field;

	for (int i = 0; (field = om_noun_field_at(noun, i)); i++) {
		if (!(field->flags & (OM_F_SHEET | OM_F_INPUT)) || (field->flags & OM_F_READONLY))
			continue;
		if (!(field->flags & OM_F_MAP))
			add_field(state, field, is_preset);
		else if (!is_preset)
			add_map(state, field);
	}
}

void cli_field_slots(struct cli_state *state)
{
	unsigned flags = state->cli.verb->flags;
	struct cli_slot *slot;

	if (flags & CLI_FIELDS) {
		slot = add_slot(state, CLI_G_COMMON, CLI_TEXTS, "set", "COLUMN=VALUE",
			"give a column its value; empty clears");
		if (slot) {
			slot->store = store_set;
			slot->part = CLI_PART_CHANGE;
		}
	}
	if ((flags & CLI_FIELDS) && (flags & CLI_SELECT)) {
		slot = add_slot(state, CLI_G_COMMON, CLI_TEXTS, "id", "ID",
			"a record whose name looks like COLUMN=VALUE");
		if (slot) {
			slot->store = store_id;
			slot->part = CLI_PART_CHOOSE;
		}
	}
	add_fields(state, state->cli.verb->noun(), !(flags & CLI_FIELDS));
}

int cli_take_assigns(struct cli_state *state, struct om_err *err)
{
	struct cli *cli = &state->cli;
	const struct om_noun *noun = cli->verb->noun();
	int kept = 0;

	for (int i = 0; i < cli->operand_count; i++) {
		char *operand = cli->operands[i], *equal = strchr(operand, '=');
		char *name =
			equal ? om__strndup(&cli->arena, operand, (size_t)(equal - operand)) : NULL;
		const struct om_field *field = name ? om_noun_field(noun, name) : NULL;
		if (equal && !name)
			return om__nomem(err);
		if (!field || ((field->flags & OM_F_MAP) && !strcmp(name, field->name))) {
			cli->operands[kept++] = operand;
			continue;
		}
		const char *column = field->flags & OM_F_MAP ? name : field->name;
		if (cli_assign(state, column, equal + 1, err) < 0)
			return err->code;
	}
	cli->operand_count = kept;
	return 0;
}

void cli_hint_column(struct cli *cli, const char *column, struct om_err *err)
{
	const struct om_noun *noun = cli->verb->noun();
	const struct om_field *field;
	struct om_buf words;

	om__buf_init(&words, 0);
	for (int i = 0; (field = om_noun_field_at(noun, i)); i++)
		om__buf_fmt(&words, " %s", field->name);
	const char *near = om__nearest(&cli->arena, column, words.data);
	if (near)
		om_err_hint(err, "did you mean '%s'?", near);
	om__buf_release(&words);
}

int cli_unexpected(struct cli *cli, const char *operand, struct om_err *err)
{
	size_t len = strcspn(operand, "=");

	if (!operand[len] || !(cli->verb->flags & CLI_FIELDS))
		return om_err_set(err, OM_EINVAL, "usage", "unexpected operand '%s'", operand);
	char *column = om__strndup(&cli->arena, operand, len);
	if (!column)
		return om__nomem(err);
	om_err_set(err, OM_EINVAL, "unknown-column", "%s have no column '%s'",
		cli->verb->noun()->plural, column);
	cli_hint_column(cli, column, err);
	return OM_EINVAL;
}
