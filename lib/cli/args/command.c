/* Which verb a command line names: `om-order item add`, `om-order list`, and `om-order order list`,
 * which is the same as the one before.  A word is a record only where the program has verbs of it,
 * so a verb may be called like a record of another program. */
#include "base/text.h"
#include "cli/inner.h"

static const struct cli_verb *verb_of(
	const struct cli_program *program, const char *record, const char *name)
{
	for (const struct cli_verb *verb = program->verbs; verb->name; verb++)
		if (!strcmp(verb->record, record) && !strcmp(verb->name, name))
			return verb;
	return NULL;
}

static bool is_record(const struct cli_program *program, const char *word)
{
	for (const struct cli_verb *verb = program->verbs; verb->name; verb++)
		if (*word && !strcmp(verb->record, word))
			return true;
	return false;
}

/* The own record may be named too: after the program, or as its noun is called (`om-inventory stock
 * set`). */
static bool is_own_record(const struct cli_program *program, const char *word)
{
	const char *dash = strchr(program->name, '-');

	if (dash && !strcmp(dash + 1, word))
		return true;
	for (const struct cli_verb *verb = program->verbs; verb->name; verb++)
		if (!*verb->record && verb->noun && !strcmp(verb->noun()->name, word))
			return true;
	return false;
}

const char *cli_record_named(const struct cli_program *program, const char *word)
{
	if (is_record(program, word))
		return word;
	return is_own_record(program, word) ? "" : NULL;
}

/* All words that may stand in that place, for the nearest one. */
static char *words_of(const struct cli_program *program, const char *record, struct om_arena *arena)
{
	char *words = om__strdup(arena, "");

	for (const struct cli_verb *verb = program->verbs; verb->name && words; verb++) {
		if (!strcmp(verb->record, record))
			words = om__printf(arena, "%s %s", words, verb->name);
		else if (!*record && !om__choice(arena, verb->record, words))
			words = om__printf(arena, "%s %s", words, verb->record);
	}
	return words;
}

static int unknown_verb(const struct cli_program *program, const char *record, const char *word,
	struct om_arena *arena, struct om_err *err)
{
	const char *of = *record ? om__printf(arena, " of '%s'", record) : "";
	char *words = words_of(program, record, arena);

	if (!of || !words)
		return om__nomem(err);
	char *near = om__nearest(arena, word, words);
	if (word[0] == '-')
		om_err_set(err, OM_EINVAL, "usage",
			"'%s' stands before the verb; options come after it", word);
	else if (near)
		om_err_set(err, OM_EINVAL, "usage", "no verb '%s'%s, did you mean '%s'?", word, of,
			near);
	else
		om_err_set(err, OM_EINVAL, "usage", "no verb '%s'%s", word, of);
	om_err_hint(err, "'%s%s%s --help' lists them", program->name, *record ? " " : "", record);
	return OM_EINVAL;
}

static bool is_help(const char *word)
{
	return !strcmp(word, "-h") || !strcmp(word, "--help");
}

int cli_find_verb(const struct cli_program *program, int argc, char **argv, struct om_arena *arena,
	const struct cli_verb **ret, const char **ret_record, int *ret_used, struct om_err *err)
{
	const char *record = "";
	int at = 1;

	*ret = NULL;
	*ret_record = NULL;
	if (argc > at + 1 && !verb_of(program, "", argv[at]) && is_own_record(program, argv[at]) &&
		!is_record(program, argv[at]))
		at++;
	else if (argc > at && is_record(program, argv[at]) &&
		(!verb_of(program, "", argv[at]) ||
			(argc > at + 1 && verb_of(program, argv[at], argv[at + 1]))))
		record = argv[at++];
	*ret_used = at;
	if (at >= argc && *record) {
		om_err_set(err, OM_EINVAL, "usage", "'%s' needs a verb", record);
		om_err_hint(err, "'%s %s --help' lists them", program->name, record);
		return OM_EINVAL;
	}
	if (is_help(argv[at]) || (!strcmp(argv[at], "help") && !verb_of(program, record, "help"))) {
		*ret_record = *record ? record : NULL;
		return 0;
	}
	*ret = verb_of(program, record, argv[at]);
	if (!*ret)
		return unknown_verb(program, record, argv[at], arena, err);
	*ret_used = at + 1;
	return 0;
}

const char *cli_verb_words(struct cli *cli)
{
	const struct cli_verb *verb = cli->verb;

	if (!*verb->record)
		return verb->name;
	const char *words = om__printf(&cli->arena, "%s %s", verb->record, verb->name);
	return words ? words : verb->name;
}

/* Characters that a shell leaves alone. */
static bool is_plain(const char *word)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,@%+";

	return *word && strspn(word, plain) == strlen(word);
}

static void add_word(struct om_buf *buf, const char *word)
{
	om__buf_char(buf, ' ');
	if (is_plain(word)) {
		om__buf_str(buf, word);
		return;
	}
	om__buf_char(buf, '\'');
	for (; *word; word++) {
		if (*word == '\'')
			om__buf_str(buf, "'\\'");
		om__buf_char(buf, *word);
	}
	om__buf_char(buf, '\'');
}

char *cli_command_line(struct om_arena *arena, const char *name, int argc, char **argv)
{
	struct om_buf buf;

	om__buf_init(&buf, 0);
	om__buf_str(&buf, name);
	for (int i = 1; i < argc; i++)
		add_word(&buf, argv[i]);
	char *text = buf.is_bad ? NULL : om__strdup(arena, buf.data);
	om__buf_release(&buf);
	return text;
}
