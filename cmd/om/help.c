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
	const struct front_cure *cure = front_cure(word->word);
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
	fputs("\n'om help NOUN' prints the verbs of one, 'om help NOUN VERB' the options of a "
	      "verb,\n'om help VERB' which nouns have a verb.\n"
	      "'om help errors' lists the error words, 'om help errors WORD' explains one.\n"
	      "'om status' says what needs attention. The common options are in om(7).\n",
		cli->out);
	return 0;
}

/* om help hold: the programs that have such a verb.  How many there are. */
static int print_verbs(struct cli *cli, const char *word)
{
	int count = 0;

	for (const struct front_program *p = front_programs; p->name; p++) {
		const char *summary = front_verb(&cli->arena, p->name, word);
		char *line = summary ? om__printf(&cli->arena, "om %s %s", p->name, word) : NULL;
		if (!line)
			continue;
		fprintf(cli->out, "%s  %-20s  %s\n", count++ ? "" : "A verb of:\n", line, summary);
	}
	if (count)
		fprintf(cli->out, "\n'om help NOUN %s' prints its options.\n", word);
	return count;
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
	if (cli->operand_count == 1 && print_verbs(cli, topic))
		return 0;
	/* What is a program was run before (om.c), so this says that it is none. */
	char *argv[] = {NULL, NULL};
	return front_exec(&cli->arena, topic, argv, err);
}
