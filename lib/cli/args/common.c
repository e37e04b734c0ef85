/* The options that verbs have because of their flags: one table for what all programs share, one
 * for imports.
 *
 * A verb's own option of the same name stands before them, so `--reason` may mean more to one verb
 * and still be the reason of the run (README, "Common forms" 6). */
#include "base/text.h"
#include "base/units.h"
#include "cli/inner.h"
#include "sheet/import.h"

#define FORMATS "table csv tsv json ndjson xlsx ids"
#define AT(member) offsetof(struct cli_state, member)
#define WITH_DB (CLI_READ | CLI_WRITE | CLI_MAKE)
#define ALWAYS (~0U)

struct row {
	struct cli_option option;
	unsigned flags; /* a verb with any of these has it */
	bool is_optional;
	enum cli_part part; /* of the help */
};

static const struct row common[] = {
	{{CLI_TEXT, "where", 0, "EXPR", "only what passes this filter; 'help' lists the fields",
		 AT(cli.where), 0, 0, NULL},
		CLI_LISTS | CLI_SELECT, false, CLI_PART_CHOOSE},
	{{CLI_TEXT, "view", 0, "NAME", "the filter, columns, order and limit saved under this name",
		 AT(cli.view), 0, 0, NULL},
		CLI_LISTS, false, CLI_PART_CHOOSE},
	{{CLI_TEXT, "find", 0, "TEXT", "only what has this text in its names", AT(cli.find), 0, 0,
		 NULL},
		CLI_LISTS | CLI_SELECT, false, CLI_PART_CHOOSE},
	{{CLI_TEXT, "sort", 0, "COL,-COL", "order of the rows; - is downwards", AT(cli.sort), 0, 0,
		 NULL},
		CLI_LISTS, false, CLI_PART_PRINT},
	{{CLI_INT, "limit", 0, "N", "at most so many rows", AT(cli.limit), 1, 0, NULL}, CLI_LISTS,
		false, CLI_PART_CHOOSE},
	{{CLI_INT, "after", 0, "KEY", "only rows whose key is above this one", AT(cli.after), 0,
		 INT64_MAX, NULL},
		CLI_LISTS, false, CLI_PART_CHOOSE},
	{{CLI_TEXT, "columns", 0, "A,B,+C",
		 "these columns, or +C besides the usual; 'help' lists them", AT(cli.columns), 0, 0,
		 NULL},
		CLI_LISTS | CLI_ROWS, false, CLI_PART_PRINT},
	{{CLI_TEXT, "unit", 0, "UNIT,UNIT",
		 "weights in lb, oz, g or kg, lengths in in, ft, mm, cm or m", AT(words.unit), 0, 0,
		 NULL},
		CLI_LISTS, false, CLI_PART_PRINT},
	{{CLI_TEXT, "summary", 0, "COLUMN", "count the rows and add up amounts by a column",
		 AT(cli.summary), 0, 0, NULL},
		CLI_LISTS, true, CLI_PART_PRINT},
	{{CLI_FLAG, "must-match", 0, NULL, "exit status 1 if nothing matches", AT(cli.must_match),
		 0, 0, NULL},
		CLI_LISTS | CLI_SELECT, false, CLI_PART_CHOOSE},
	{{CLI_TEXT, "file", 0, "SHEET",
		 "read the records, and options for each, from a spreadsheet", AT(cli.file), 0, 0,
		 NULL},
		CLI_SELECT, false, CLI_PART_CHOOSE},
	{{CLI_FLAG, "dry-run", 'n', NULL, "try everything, keep nothing", AT(cli.dry_run), 0, 0,
		 NULL},
		CLI_WRITE, false, CLI_PART_CHANGE},
	{{CLI_TEXT, "allow", 0, "WORD,WORD", "go on in spite of these refusals; needs --reason",
		 AT(cli.allow), 0, 0, NULL},
		CLI_WRITE, false, CLI_PART_CHANGE},
	{{CLI_TEXT, "reason", 0, "TEXT", "why; recorded with the run", AT(cli.reason), 0, 0, NULL},
		CLI_WRITE, false, CLI_PART_CHANGE},
	{{CLI_FLAG, "yes", 0, NULL, "do not ask before changing many records", AT(cli.yes), 0, 0,
		 NULL},
		CLI_WRITE, false, CLI_PART_CHANGE},
	{{CLI_TEXT, "db", 0, "FILE", "the database; else $OM_DB, else ~/.local/share/om/om.db",
		 AT(cli.db), 0, 0, NULL},
		WITH_DB, false, CLI_PART_ALWAYS},
	{{CLI_CHOICE, "format", 0, "FORMAT", "table, csv, tsv, json, ndjson, xlsx or ids",
		 AT(cli.format), 0, 0, FORMATS},
		ALWAYS, false, CLI_PART_PRINT},
	{{CLI_TEXT, "output", 'o', "FILE", "write there, whole or not at all", AT(cli.output), 0, 0,
		 NULL},
		ALWAYS, false, CLI_PART_PRINT},
	{{CLI_FLAG, "csv-safe", 0, NULL, "guard csv cells that begin with = + - @",
		 AT(cli.csv_safe), 0, 0, NULL},
		CLI_LISTS | CLI_ROWS | CLI_SELECT, false, CLI_PART_PRINT},
	{{CLI_FLAG, "utc", 0, NULL, "read and print times in UTC", AT(cli.utc), 0, 0, NULL},
		WITH_DB, false, CLI_PART_PRINT},
	{{CLI_CHOICE, "color", 0, "WHEN", "always, auto or never", AT(color), 0, 0,
		 "always auto never"},
		ALWAYS, false, CLI_PART_PRINT},
	{{CLI_FLAG, "no-pager", 0, NULL, "print on a terminal at once, not through $PAGER",
		 AT(no_pager), 0, 0, NULL},
		CLI_READ | CLI_NO_DB, false, CLI_PART_PRINT},
	{{CLI_FLAG, "quiet", 'q', NULL, "no messages but errors", AT(cli.quiet), 0, 0, NULL},
		ALWAYS, false, CLI_PART_ALWAYS},
	{{CLI_FLAG, "verbose", 'v', NULL, "say more", AT(cli.verbose), 0, 0, NULL}, ALWAYS, false,
		CLI_PART_ALWAYS},
	{{CLI_FLAG, "help", 'h', NULL, "print this help", AT(wants_help), 0, 0, NULL}, ALWAYS,
		false, CLI_PART_ALWAYS},
	{{CLI_FLAG, "version", 0, NULL, "print the version", AT(wants_version), 0, 0, NULL}, ALWAYS,
		false, CLI_PART_ALWAYS},
};

static const struct cli_option import[] = {
	{CLI_TEXT, "map", 0, "NAME",
		"map of foreign headers: built in, own, or a file; 'help' lists the built-in ones",
		AT(cli.sheet.map), 0, 0, NULL},
	{CLI_TEXT, "map-show", 0, "NAME", "print a built-in map, to be copied and changed",
		AT(cli.map_shown), 0, 0, NULL},
	{CLI_TEXT, "sheet", 0, "NAME", "of a workbook: which sheet; else the first",
		AT(cli.sheet.sheet), 0, 0, NULL},
	{CLI_TEXT, "delimiter", 0, "CHAR", "comma, semicolon, tab or one character; else sniffed",
		AT(words.delimiter), 0, 0, NULL},
	{CLI_TEXT, "encoding", 0, "NAME", "encoding of the file; else UTF-8",
		AT(cli.sheet.encoding), 0, 0, NULL},
	{CLI_CHOICE, "date-format", 0, "FORMAT", "how 03/04/2026 is read: iso, mdy or dmy",
		AT(cli.sheet.date_format), 0, 0, "iso mdy dmy"},
	{CLI_CHOICE, "on-exists", 0, "WHAT", "records that exist: skip, update or fail",
		AT(words.on_exists), 0, 0, "skip update fail"},
	{CLI_CHOICE, "on-duplicate", 0, "WHAT",
		"a key twice in the file: refuse it, or the first counts", AT(words.on_duplicate),
		0, 0, "refuse first"},
	{CLI_FLAG, "keep-going", 0, NULL, "apply the good rows although others are bad",
		AT(cli.sheet.keep_going), 0, 0, NULL},
	{CLI_TEXT, "rejects", 0, "FILE", "write the refused rows there, with their errors",
		AT(cli.sheet.rejects), 0, 0, NULL},
	{CLI_FLAG, "atomic", 0, NULL, "everything in one transaction", AT(cli.sheet.atomic), 0, 0,
		NULL},
	{CLI_FLAG, "ignore-case", 0, NULL, "find products by SKU in any case",
		AT(cli.sheet.ignore_case), 0, 0, NULL},
	{CLI_FLAG, "no-create", 0, NULL, "change only records that exist", AT(cli.sheet.no_create),
		0, 0, NULL},
	{CLI_FLAG, "template", 0, NULL, "print an empty sheet with the headers",
		AT(cli.wants_template), 0, 0, NULL},
	{CLI_FLAG, "comments", 0, NULL, "with --template: a row that explains each column",
		AT(cli.wants_comments), 0, 0, NULL},
};

static const struct cli_option atomic_option = {CLI_FLAG, "atomic", 0, NULL,
	"all records or none, in one transaction", AT(cli.atomic), 0, 0, NULL};

static const struct cli_option if_modified_option = {CLI_TEXT, "if-modified", 0, "TIME",
	"refuse records that were changed after this time", AT(if_modified), 0, 0, NULL};

static int store_summary(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	(void)slot;
	(void)err;
	state->cli.has_summary = true;
	state->cli.summary = value;
	return 0;
}

static int store_format(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	state->has_format = true;
	return cli_store(state, slot, value, err);
}

static void add_change(struct cli_state *state, const struct cli_option *option)
{
	struct cli_slot *slot = cli_slot_add(state, CLI_G_COMMON, option, state);

	if (slot)
		slot->part = CLI_PART_CHANGE;
}

void cli_common_slots(struct cli_state *state)
{
	unsigned flags = state->cli.verb->flags;

	for (size_t i = 0; i < OM_COUNT(common); i++) {
		const struct row *row = &common[i];
		if (row->flags != ALWAYS && !(flags & row->flags))
			continue;
		struct cli_slot *slot = cli_slot_add(state, CLI_G_COMMON, &row->option, state);
		if (!slot)
			continue;
		slot->is_optional = row->is_optional;
		slot->part = row->part;
		if (row->option.offset == AT(cli.summary))
			slot->store = store_summary;
		else if (row->option.offset == AT(cli.format))
			slot->store = store_format;
	}
	if ((flags & CLI_SELECT) && (flags & CLI_WRITE))
		add_change(state, &atomic_option);
	if ((flags & CLI_SELECT) && (flags & CLI_FIELDS))
		add_change(state, &if_modified_option);
}

static int store_import_flag(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	const char *flag = slot->option->name;

	if (slot->option->kind == CLI_TEXT)
		flag = om__printf(&state->cli.arena, "%s=%s", flag, value);
	if (!flag)
		return om__nomem(err);
	state->flags[state->flag_count++] = flag;
	return 0;
}

/* Flags of single nouns.  One that is not here is no option: "activate" is for the verb of that
 * name, and in a sheet it would pass by what deactivating refuses. */
static const struct cli_option noun_flags[] = {
	{CLI_FLAG, "again", 0, NULL, "do again what was done under the same ref", 0, 0, 0, NULL},
	{CLI_FLAG, "auto-number", 0, NULL, "give numbers to orders that have none", 0, 0, 0, NULL},
	{CLI_FLAG, "carrier-as-other", 0, NULL, "keep names of carriers that nobody knows", 0, 0, 0,
		NULL},
	{CLI_FLAG, "create-labels", 0, NULL, "make labels that are not there", 0, 0, 0, NULL},
	{CLI_FLAG, "create-locations", 0, NULL, "make locations that are not there", 0, 0, 0, NULL},
	{CLI_FLAG, "defer", 0, NULL, "store the orders, look at them later", 0, 0, 0, NULL},
	{CLI_FLAG, "pad-zip", 0, NULL, "give US ZIP codes the zeros back that they lost", 0, 0, 0,
		NULL},
	{CLI_FLAG, "paid", 0, NULL, "orders without payment date were paid when ordered", 0, 0, 0,
		NULL},
	{CLI_FLAG, "history", 0, NULL,
		"store orders that another shop calls done or cancelled as such", 0, 0, 0, NULL},
	{CLI_FLAG, "regroup", 0, NULL, "gather rows of one order that stand apart", 0, 0, 0, NULL},
	{CLI_TEXT, "set", 0, "NAME=VALUE", "of shopify: partially_refunded=yes takes these too", 0,
		0, 0, NULL},
	{CLI_TEXT, "status-map", 0, "FILE",
		"of bigcommerce and woocommerce: lines `Theirs = Known`", 0, 0, 0, NULL},
	{CLI_FLAG, "strict-address", 0, NULL, "refuse orders with an incomplete address", 0, 0, 0,
		NULL},
	{CLI_FLAG, "strict-brands", 0, NULL, "refuse brands that no product has yet", 0, 0, 0,
		NULL},
	{CLI_FLAG, "strict-sku", 0, NULL, "refuse orders with an unknown SKU", 0, 0, 0, NULL},
};

static void add_import_flag(struct cli_state *state, const char *name)
{
	for (size_t i = 0; i < OM_COUNT(noun_flags); i++) {
		if (strcmp(noun_flags[i].name, name) != 0)
			continue;
		struct cli_slot *slot = cli_slot_add(state, CLI_G_IMPORT, &noun_flags[i], state);
		if (slot)
			slot->store = store_import_flag;
		return;
	}
}

void cli_import_slots(struct cli_state *state)
{
	const struct cli_verb *verb = state->cli.verb;
	const struct om_importer *importer = verb->noun ? om__importer_of(verb->noun()) : NULL;

	for (size_t i = 0; i < OM_COUNT(import); i++)
		cli_slot_add(state, CLI_G_IMPORT, &import[i], state);
	for (int i = 0; importer && importer->flags && importer->flags[i]; i++)
		add_import_flag(state, importer->flags[i]);
	/* Each flag may be typed as often as there are words. */
	state->flags = OM_NEWN(&state->cli.arena, const char *, state->argc + 1);
	if (!state->flags)
		state->slot_count = -1;
	state->cli.sheet.flags = state->flags;
}

static int settle_delimiter(struct cli_state *state, struct om_err *err)
{
	static const struct {
		const char *word;
		char delimiter;
	} names[] = {
		{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"\\t", '\t'}, {"pipe", '|'}};
	const char *word = state->words.delimiter;

	if (!word)
		return 0;
	for (size_t i = 0; i < OM_COUNT(names); i++)
		if (om__caseeq(word, names[i].word))
			state->cli.sheet.delimiter = names[i].delimiter;
	if (word[0] && !word[1] && !strchr("\"\r\n", word[0]))
		state->cli.sheet.delimiter = word[0];
	if (state->cli.sheet.delimiter)
		return 0;
	om_err_set(err, OM_EINVAL, "bad-choice",
		"'%s' is neither one character nor comma, semicolon, tab or pipe", word);
	om_err_at(err, "--delimiter", 0, 0);
	return OM_EINVAL;
}

static int settle_units(struct cli_state *state, struct om_err *err)
{
	const char *text = state->words.unit;
	const struct om_set *set = text ? om__set_split(&state->cli.arena, text, ',') : NULL;

	if (text && !set)
		return om__nomem(err);
	for (size_t i = 0; set && i < set->count; i++) {
		const char *weight = om__weight_unit(set->members[i]),
			   *length = om__length_unit(set->members[i]);

		if (!weight && !length) {
			om_err_set(err, OM_EINVAL, "bad-choice",
				"'%s' is not one of lb, oz, g, kg, in, ft, mm, cm, m",
				set->members[i]);
			om_err_at(err, "--unit", 0, 0);
			return OM_EINVAL;
		}
		if (weight)
			state->cli.weight_unit = weight;
		else
			state->cli.length_unit = length;
	}
	return 0;
}

/* Own options that struct cli mirrors, so that what is shared needs no look into a verb's struct.
 */
static void mirror_own(struct cli_state *state)
{
	static const struct {
		const char *name;
		size_t offset;
		bool is_flag;
	} rows[] = {{"reason", AT(cli.reason), false}, {"explain", AT(cli.explain), true},
		{"atomic", AT(cli.atomic), true}};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct cli_slot *slot = cli_slot_find(state, rows[i].name);
		if (!slot || slot->group != CLI_G_OWN ||
			(slot->option->kind == CLI_FLAG) != rows[i].is_flag)
			continue;
		void *to = (char *)state + rows[i].offset,
		     *from = (char *)slot->base + slot->option->offset;
		if (rows[i].is_flag)
			*(bool *)to = *(bool *)from;
		else if (slot->option->kind == CLI_TEXT || slot->option->kind == CLI_CHOICE)
			*(const char **)to = *(const char **)from;
	}
}

static int check_allow(struct cli_state *state, struct om_err *err)
{
	const char *words = state->cli.allow;
	struct om_arena *arena = &state->cli.arena;

	while (words && *words) {
		size_t len = strcspn(words, ",");
		char *word = om__strndup(arena, words, len);
		if (!word)
			return om__nomem(err);
		if (!om_word_find(word)) {
			om_err_set(err, OM_EINVAL, "bad-choice", "no refusal '%s'", word);
			om_err_at(err, "--allow", 0, 0);
			return OM_EINVAL;
		}
		words += len + (words[len] == ',');
	}
	if (state->cli.allow && (!state->cli.reason || !*state->cli.reason)) {
		om_err_set(err, OM_EINVAL, "missing", "--allow needs --reason TEXT");
		om_err_at(err, "--reason", 0, 0);
		return OM_EINVAL;
	}
	return 0;
}

int cli_settle(struct cli_state *state, struct om_err *err)
{
	struct om_import_options *sheet = &state->cli.sheet;

	mirror_own(state);
	if (state->cli.verb->flags & CLI_SHEET)
		state->cli.atomic = sheet->atomic;
	if (state->words.on_exists)
		sheet->on_exists = !strcmp(state->words.on_exists, "skip") ? OM_EXISTS_SKIP
			: !strcmp(state->words.on_exists, "update")        ? OM_EXISTS_UPDATE
									   : OM_EXISTS_FAIL;
	sheet->duplicate_first =
		state->words.on_duplicate && !strcmp(state->words.on_duplicate, "first");
	if (settle_delimiter(state, err) < 0 || settle_units(state, err) < 0)
		return err->code;
	if (state->cli.output && !strcmp(state->cli.output, "-"))
		state->cli.output = NULL;
	return check_allow(state, err);
}
