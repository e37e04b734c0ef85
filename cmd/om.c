/* om: the front door.  `om NOUN VERB ...` becomes `om-NOUN VERB ...`; its own verbs are help and
 * status, and without a word it says what there is and what needs attention. */
#include "base/base.h"
#include "om/front.h"

static const struct cli_verb verbs[] = {
	{.record = "",
		.name = "help",
		.summary = "print the programs, the help of one or of a verb, or the error words",
		.operands = "[NOUN [VERB] | VERB | errors [WORD]]",
		.max_operands = 3,
		.flags = CLI_NO_DB | CLI_ROWS,
		.run = front_help},
	{.record = "",
		.name = "status",
		.summary = "print the programs and what needs attention",
		.operands = "",
		.flags = CLI_NO_DB | CLI_READ,
		.run = front_status},
	{.name = NULL},
};

static const struct cli_program program = {
	.name = "om",
	.summary = "the order management toolkit",
	.records = "",
	.verbs = verbs,
};

static bool is_own(const char *word)
{
	for (const struct cli_verb *verb = verbs; verb->name; verb++)
		if (!strcmp(verb->name, word))
			return true;
	return false;
}

/* Help and version of the toolkit are those of the front door. */
static char *own_word(const char *word)
{
	static char help[] = "help";

	if (!strcmp(word, "-h") || !strcmp(word, "--help"))
		return help;
	return NULL;
}

static int run_program(int argc, char **argv)
{
	struct om_arena arena;
	struct om_err err = {0};

	om__arena_init(&arena);
	(void)front_exec(&arena, argv[1], argv + 1, &err);
	om__arena_release(&arena);
	return cli_fail(&program, argc, argv, &err);
}

/* `om help order item list` is `om-order item list --help`: it runs in place of this program,
 * before that has an output of its own.  Returns where there is no such program. */
static void run_help(int argc, char **argv)
{
	struct om_arena arena;
	struct om_err err = {0};
	char help[] = "--help";

	om__arena_init(&arena);
	char **words = OM_NEWN(&arena, char *, argc + 1);
	if (words && front_find(&arena, argv[2])) {
		memcpy(words + 1, argv + 3, sizeof(*words) * (size_t)(argc - 3));
		words[argc - 2] = help;
		(void)front_exec(&arena, argv[2], words, &err);
	}
	om__arena_release(&arena);
}

int main(int argc, char **argv)
{
	char name[] = "om", status[] = "status";
	char *alone[] = {argc ? argv[0] : name, status, NULL};

	if (argc < 2)
		return cli_main(&program, 2, alone);
	if (!strcmp(argv[1], "--complete"))
		return front_complete(verbs, argc, argv);
	if (argc > 2 && !strcmp(argv[1], "help") && argv[2][0] != '-')
		run_help(argc, argv);
	if (own_word(argv[1])) {
		char *words[] = {argv[0], own_word(argv[1]), NULL};
		return cli_main(&program, 2, words);
	}
	if (is_own(argv[1]) || argv[1][0] == '-')
		return cli_main(&program, argc, argv);
	return run_program(argc, argv);
}
