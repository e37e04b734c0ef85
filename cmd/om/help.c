/* om help: the programs, the help of one, and every error word with what it means and what to do
 * (catalog.md, "Messages"). */
#include "base/buf.h"
#include "base/text.h"
#include "front.h"

/* "2", or "2, in a file 3". */
static char *statuses(struct om_arena *arena, const struct om_word *word)
{
	if (word->is_warning)
		return om__strdup(arena, "0");
	if (word->exit_operand == word->exit_file)
		return om__printf(arena, "%d", word->exit_operand);
	return om__printf(arena, "%d/%d", word->exit_operand, word->exit_file);
}

static int print_words(struct cli *cli, struct om_err *err)
{
	static const struct cli_column columns[] = {
		{"word", OM_T_WORD}, {"exit", OM_T_WORD}, {"meaning", OM_T_TEXT}};
	int n;
	const struct om_word *words = om_words(&n);

	if (cli_columns(cli, columns, OM_COUNT(columns), err) < 0)
		return err->code;
	for (int i = 0; i < n; i++) {
		char *exits = statuses(&cli->arena, &words[i]);
		if (!exits)
			return om__nomem(err);
		struct om_value row[] = {{.type = OM_T_WORD, .text = words[i].word, .unit = ""},
			{.type = OM_T_WORD, .text = exits, .unit = ""},
			{.type = OM_T_TEXT, .text = words[i].meaning, .unit = ""}};
		if (cli_row(cli, row, words[i].word, err) < 0)
			return err->code;
	}
	return 0;
}

/* What to do, by how a word begins or by the word; the first that fits. */
static const struct cure {
	const char *begin, *text, *command;
} cures[] = {
	{"unknown-column", "compare the header with the columns there are",
		"om product list --columns help"},
	{"unknown-key", "compare the name with the settings there are", "om admin config list"},
	{"unknown-sku", "compare the SKU with the products there are, or make it first",
		"om product list --columns sku,name"},
	{"unknown-order", "name an order as CHANNEL:NUMBER or @ID", "om order list --format ids"},
	{"unknown-channel", "make the channel first, or correct its name", "om channel list"},
	{"unknown-warehouse", "make the warehouse first, or correct its name", "om warehouse list"},
	{"unknown-location", "make the location, or import with --create-locations",
		"om warehouse location list"},
	{"unknown-vendor", "make the vendor first, or correct its name", "om po vendor list"},
	{"unknown-zone", "give an IANA name such as America/New_York",
		"om admin config get company.time_zone"},
	{"unknown-header-ignored", "nothing, or name the header in a map", "man om-sheets"},
	{"unknown-", "correct the name, or make the record first", NULL},
	{"filter-", "read the filter up to the caret; the fields are listed by",
		"om order list --where help"},
	{"ambiguous-", "say which one is meant; the message names them", NULL},
	{"no-database", "make one, or name another by --db or OM_DB", "om admin init"},
	{"not-a-database", "name the right file by --db or OM_DB", NULL},
	{"newer-version", "use programs of the version that wrote the database", "om --version"},
	{"locked", "try again; another command is writing for long", NULL},
	{"usage", "read the help of the verb", "om order list --help"},
	{"changed", "read the record again and repeat the change if it still fits",
		"om order show ID"},
	{"scientific-number", "format the column as text in the spreadsheet and export it again",
		NULL},
	{"duplicate-row", "remove the second row, or import with --on-duplicate first", NULL},
	{"missing-header", "compare the header line with the template",
		"om order import --template"},
	{"ambiguous-date", "say how dates are written", "om order import FILE --date-format mdy"},
	{"missing", "fill in the cell or give the option that the message names", NULL},
	{"bad-encoding", "say what the file is written in",
		"om order import FILE --encoding windows-1252"},
	{"bad-row", "compare the number of cells with the header's; a delimiter may stand unquoted",
		NULL},
	{"unterminated-quote", "close the quote in the line that the message names", NULL},
	{"io", "see that the file exists, may be read or written, and that the disk has room",
		NULL},
	{"bad-", "correct the value that the message quotes", NULL},
	{"not-", "correct the value, or the state of the record that the message names", NULL},
};

static const struct cure *cure_of(const char *word)
{
	for (size_t i = 0; i < OM_COUNT(cures); i++)
		if (!strncmp(word, cures[i].begin, strlen(cures[i].begin)))
			return &cures[i];
	return NULL;
}

/* How a command ends that meets the word. */
static const char *effect_of(const struct om_word *word)
{
	if (word->is_warning)
		return "It is a warning or a notice: the command goes on and its exit status "
		       "stays.";
	switch (word->exit_operand) {
	case 1: return "The answer to what was asked is no.";
	case 2: return "The value cannot be accepted; nothing was changed.";
	case 5: return "A rule refuses; nothing was changed.";
	case 70:
		return "An invariant of the programs is broken; please report it with the command "
		       "line.";
	case 75: return "It may pass: try again later.";
	default: return "The command failed; nothing was changed.";
	}
}

static int print_word(struct cli *cli, const char *name, struct om_err *err)
{
	const struct om_word *word = om_word_find(name);
	struct om_buf names;

	if (!word) {
		int n;
		const struct om_word *words = om_words(&n);
		om__buf_init(&names, 0);
		for (int i = 0; i < n; i++)
			om__buf_fmt(&names, " %s", words[i].word);
		const char *near = om__nearest(&cli->arena, name, names.data);
		om__buf_release(&names);
		om_err_set(err, OM_EINVAL, "usage",
			near ? "no error word '%s', did you mean '%s'?" : "no error word '%s'",
			name, near);
		om_err_hint(err, "'om help errors' lists them");
		return OM_EINVAL;
	}
	const struct cure *cure = cure_of(word->word);
	char *exits = statuses(&cli->arena, word);
	fprintf(cli->out, "%s: %s\n\n%s\n", word->word, word->meaning, effect_of(word));
	fprintf(cli->out, "Exit status: %s\n", exits ? exits : "");
	if (!word->is_warning && word->exit_operand != word->exit_file)
		fprintf(cli->out,
			"  (%d as an option or operand, %d in a file; 4 where --keep-going wrote "
			"the rest)\n",
			word->exit_operand, word->exit_file);
	if (cure)
		fprintf(cli->out, "What to do: %s.\n", cure->text);
	if (cure && cure->command)
		fprintf(cli->out, "\n    $ %s\n", cure->command);
	return 0;
}

static int print_overview(struct cli *cli, struct om_err *err)
{
	(void)err;
	fputs("Usage: om NOUN VERB [operands] [options]\n\nEach noun is a program: 'om order list' "
	      "runs 'om-order list'.\n\n",
		cli->out);
	for (const struct front_program *p = front_programs; p->name; p++)
		fprintf(cli->out, "  %-10s %s\n", p->name, p->summary);
	fputs("\n'om help NOUN' prints the verbs of one, 'om NOUN VERB --help' the options of a "
	      "verb.\n"
	      "'om help errors' lists the error words, 'om help errors WORD' explains one.\n"
	      "'om status' says what needs attention. The common options are in om(7).\n",
		cli->out);
	return 0;
}

int front_help(struct cli *cli, struct om_err *err)
{
	const char *topic = cli->operand_count ? cli->operands[0] : NULL;

	if (!topic)
		return print_overview(cli, err);
	if (!strcmp(topic, "errors") && cli->operand_count == 1)
		return print_words(cli, err);
	if (!strcmp(topic, "errors"))
		return print_word(cli, cli->operands[1], err);
	/* om help order item: the help of the record. */
	char *argv[] = {NULL, cli->operand_count > 1 ? cli->operands[1] : (char[]){"--help"},
		(char[]){"--help"}, NULL};
	return front_exec(&cli->arena, topic, argv, err);
}
