/* Help, out of the same tables that read the command line, 80 columns wide. */
#include "base/text.h"
#include "cli/inner.h"

#define HELP_AT 28 /* column of an option's explanation */
#define VERB_AT 22
#define CHOICES_MAX 80 /* bytes of a closed list that the help prints */

void cli_wrap(struct om_buf *buf, const char *text, int indent, int column)
{
	bool is_first = true;

	while (*(text += strspn(text, " "))) {
		char word[256];
		size_t len = strcspn(text, " ");
		size_t kept = len < sizeof(word) ? len : sizeof(word) - 1;
		memcpy(word, text, kept);
		word[kept] = '\0';
		int width = om__utf8_width(word);
		if (!is_first && column + 1 + width > CLI_WIDTH) {
			om__buf_fmt(buf, "\n%*s", indent, "");
			column = indent;
		} else if (!is_first) {
			om__buf_char(buf, ' ');
			column++;
		}
		om__buf_str(buf, word);
		column += width;
		text += len;
		is_first = false;
	}
	om__buf_char(buf, '\n');
}

void cli_help_entry(struct om_buf *buf, const char *left, int at, const char *text)
{
	int width = om__utf8_width(left);

	om__buf_str(buf, left);
	if (!*text) {
		om__buf_char(buf, '\n');
		return;
	}
	if (width + 2 > at) {
		om__buf_char(buf, '\n');
		width = 0;
	}
	om__buf_fmt(buf, "%*s", at - width, "");
	cli_wrap(buf, text, at, at);
}

static void add_sentence(struct om_buf *buf, const char *text)
{
	struct om_buf line;

	om__buf_init(&line, 0);
	om__buf_str(&line, text);
	if (line.len && line.data[0] >= 'a' && line.data[0] <= 'z')
		line.data[0] = (char)(line.data[0] - 'a' + 'A');
	om__buf_char(&line, '.');
	cli_wrap(buf, line.data, 0, 0);
	om__buf_release(&line);
}

static void add_verbs(const struct cli_program *program, const char *record, struct om_buf *buf)
{
	om__buf_fmt(buf, *record ? "\nVerbs of %s:\n" : "\nVerbs:\n", record);
	for (const struct cli_verb *verb = program->verbs; verb->name; verb++) {
		if (strcmp(verb->record, record) != 0)
			continue;
		struct om_buf left;
		om__buf_init(&left, 0);
		om__buf_fmt(&left, "  %s%s%s", record, *record ? " " : "", verb->name);
		cli_help_entry(buf, left.data, VERB_AT, verb->summary);
		om__buf_release(&left);
	}
}

/* Was the record of VERB shown by a row before it? */
static bool is_repeated(const struct cli_program *program, const struct cli_verb *verb)
{
	for (const struct cli_verb *before = program->verbs; before < verb; before++)
		if (!strcmp(before->record, verb->record))
			return true;
	return false;
}

static bool has_records(const struct cli_program *program)
{
	for (const struct cli_verb *verb = program->verbs; verb->name; verb++)
		if (*verb->record)
			return true;
	return false;
}

void cli_help_program(const struct cli_program *program, const char *record, struct om_buf *buf)
{
	const char *any = has_records(program) && !record ? "[RECORD] " : "";

	om__buf_fmt(buf, "Usage: %s %s%sVERB [operands] [options]\n", program->name,
		record ? record : any, record ? " " : "");
	if (record) {
		add_verbs(program, record, buf);
	} else {
		om__buf_char(buf, '\n');
		add_sentence(buf, program->summary);
	}
	for (const struct cli_verb *verb = program->verbs; verb->name && !record; verb++)
		if (!is_repeated(program, verb))
			add_verbs(program, verb->record, buf);
	om__buf_fmt(buf,
		"\n'%s %sVERB --help' lists the options of a verb.\n'man %s' tells more.\n",
		program->name, any, program->name);
}

/* "kind of order: standard, pos or prime": the closed list, unless the help names it itself or it
 * is too long to read. */
static void explain(struct om_buf *buf, const struct cli_option *option)
{
	const char *help = option->help ? option->help : "", *p = option->choices;

	om__buf_str(buf, help);
	if (!p || strlen(p) > CHOICES_MAX || memmem(help, strlen(help), p, strcspn(p, " ")))
		return;
	for (const char *lead = ": "; *p; lead = strchr(p, ' ') ? ", " : " or ") {
		size_t len = strcspn(p, " ");
		om__buf_fmt(buf, "%s%.*s", lead, (int)len, p);
		p += len + strspn(p + len, " ");
	}
}

static void add_option(const struct cli_slot *slot, struct om_buf *buf)
{
	const struct cli_option *option = slot->option;
	const char *usual = option->kind == CLI_YESNO ? "yes|no" : "VALUE";
	const char *arg = option->arg ? option->arg : usual;
	struct om_buf left, help;

	om__buf_init(&left, 0);
	om__buf_init(&help, 0);
	explain(&help, option);
	if (slot->letter)
		om__buf_fmt(&left, "  -%c, --%s", slot->letter, option->name);
	else
		om__buf_fmt(&left, "      --%s", option->name);
	if (slot->is_optional)
		om__buf_fmt(&left, "[=%s]", arg);
	else if (option->kind != CLI_FLAG)
		om__buf_fmt(&left, " %s", arg);
	cli_help_entry(buf, left.data, HELP_AT, help.data);
	om__buf_release(&left);
	om__buf_release(&help);
}

static bool has_group(const struct cli_state *state, enum cli_group group)
{
	for (int i = 0; i < state->slot_count; i++)
		if (state->slots[i].group == group)
			return true;
	return false;
}

static void add_group(
	struct cli_state *state, enum cli_group group, const char *title, struct om_buf *buf)
{
	if (!has_group(state, group))
		return;
	om__buf_fmt(buf, "\n%s:\n", title);
	for (int i = 0; i < state->slot_count; i++)
		if (state->slots[i].group == group && !state->slots[i].is_hidden)
			add_option(&state->slots[i], buf);
}

/* The options that other verbs have too, by what they are good for. */
static void add_common(
	struct cli_state *state, enum cli_part part, const char *title, struct om_buf *buf)
{
	bool is_first = true;

	for (int i = 0; i < state->slot_count; i++) {
		const struct cli_slot *slot = &state->slots[i];
		if (slot->group != CLI_G_COMMON || slot->part != part || slot->is_hidden)
			continue;
		if (is_first)
			om__buf_fmt(buf, "\n%s:\n", title);
		is_first = false;
		add_option(slot, buf);
	}
}

/* The columns of a sheet are many and explained by the template, so here only their names. */
static void add_presets(struct cli_state *state, struct om_buf *buf)
{
	struct om_buf names;

	if (!has_group(state, CLI_G_PRESET))
		return;
	om__buf_init(&names, 0);
	for (int i = 0; i < state->slot_count; i++)
		if (state->slots[i].group == CLI_G_PRESET && !state->slots[i].is_hidden)
			om__buf_fmt(&names, "%s--%s", names.len ? " " : "",
				state->slots[i].option->name);
	om__buf_str(buf, "\nA column's value for every row that has none, --COLUMN VALUE:\n  ");
	cli_wrap(buf, names.data, 2, 2);
	om__buf_release(&names);
}

/* How a record is named, where its word does not say it (README, "Common forms" 4). */
static const struct {
	const char *word, *help;
} operands[] = {
	{"ORDER", "@ID, CHANNEL:NUMBER, or a NUMBER that one channel has"},
	{"SHIPMENT", "its number, as S1000"},
	{"PICK-LIST", "its number, as PL1000"},
	{"ZONE", "as 'zone list --format ids' prints it"},
	{"RUN", "its number; 'log' lists them"},
	{"KEY", "name of a setting; 'config list' prints them"},
	{"COLUMN=VALUE", "a column by its name; an empty value clears it"},
	{"FILE", "the file's name; - is standard input or output"},
};

/* Does WORD stand in TEXT by itself ("[ORDER...]", not in "ORDERS")? */
static bool has_operand(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = strstr(text, word); p; p = strstr(p + 1, word)) {
		bool is_begin = p == text || strchr(" [|", p[-1]);
		if (is_begin && (!p[len] || strchr(" .]|", p[len])))
			return true;
	}
	return false;
}

static void add_operands(const struct cli_verb *verb, struct om_buf *buf)
{
	bool has_any = verb->flags & CLI_SELECT;

	for (size_t i = 0; i < OM_COUNT(operands) && !has_any; i++)
		has_any = has_operand(verb->operands, operands[i].word);
	if (!has_any)
		return;
	om__buf_str(buf, "\nOperands:\n");
	for (size_t i = 0; i < OM_COUNT(operands); i++) {
		char left[40];
		snprintf(left, sizeof(left), "  %s", operands[i].word);
		if (has_operand(verb->operands, operands[i].word))
			cli_help_entry(buf, left, HELP_AT, operands[i].help);
	}
	if (verb->flags & CLI_SELECT)
		cli_help_entry(buf, "  -", HELP_AT, "more of them from standard input, one a line");
}

void cli_help_verb(struct cli_state *state, struct om_buf *buf)
{
	const struct cli *cli = &state->cli;
	const struct cli_verb *verb = cli->verb;
	struct om_buf usage;

	om__buf_init(&usage, 0);
	om__buf_fmt(&usage, "Usage: %s %s %s [options]", cli->program->name,
		cli_verb_words(&state->cli), verb->operands);
	cli_wrap(buf, usage.data, 8, 0);
	om__buf_release(&usage);
	om__buf_char(buf, '\n');
	add_sentence(buf, verb->summary);
	add_operands(verb, buf);
	add_group(state, CLI_G_OWN, "Options", buf);
	add_group(state, CLI_G_FIELD, "Columns (a yes/no column is_x may be given as --x)", buf);
	add_group(state, CLI_G_IMPORT, "Options of an import", buf);
	add_presets(state, buf);
	add_common(state, CLI_PART_CHOOSE, "Which records", buf);
	add_common(state, CLI_PART_CHANGE, "Changing", buf);
	add_common(state, CLI_PART_PRINT, "Output", buf);
	add_common(state, CLI_PART_ALWAYS, "Common options", buf);
}
