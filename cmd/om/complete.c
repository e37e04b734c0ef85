/* Completion for the front door: programs and own verbs, else what the program itself says.
 *
 * Only programs of the toolkit are asked: a seller's own om-X does not know `--complete` and would
 * run. */
#include "base/buf.h"
#include "front.h"

static bool is_program(const char *name)
{
	for (const struct front_program *p = front_programs; p->name; p++)
		if (!strcmp(p->name, name))
			return true;
	return false;
}

static void offer(const char *typed, const char *word, const char *help)
{
	if (!strncmp(word, typed, strlen(typed)))
		printf("%s\t%s\n", word, help);
}

static void offer_programs(const char *typed)
{
	for (const struct front_program *p = front_programs; p->name; p++)
		offer(typed, p->name, p->summary);
}

static void offer_error_words(const char *typed)
{
	int n;
	const struct om_word *words = om_words(&n);

	for (int i = 0; i < n; i++)
		offer(typed, words[i].word, words[i].meaning);
}

/* Runs `om-NAME --complete WORD...` in place of this program. */
static void ask(struct om_arena *arena, const char *name, char **words, int count)
{
	char **argv = OM_NEWN(arena, char *, count + 3);
	struct om_err ignored = {0};
	char word[] = "--complete";

	if (!argv)
		return;
	argv[1] = word;
	memcpy(argv + 2, words, sizeof(*argv) * (size_t)count);
	(void)front_exec(arena, name, argv, &ignored);
}

int front_complete(const struct cli_verb *verbs, int argc, char **argv)
{
	struct om_arena arena;
	char **words = argv + 2, none[] = "", *last = argc > 2 ? argv[argc - 1] : none;
	int count = argc - 2;
	bool is_help = count > 1 && !strcmp(words[0], "help");

	om__arena_init(&arena);
	if (count < 2) {
		offer_programs(last);
		for (const struct cli_verb *verb = verbs; verb->name; verb++)
			offer(last, verb->name, verb->summary);
	} else if (is_help && count == 2) {
		offer_programs(last);
		offer(last, "errors", "the error words");
	} else if (is_help && !strcmp(words[1], "errors")) {
		offer_error_words(last);
	} else if (is_help && is_program(words[1])) {
		ask(&arena, words[1], words + 2, count - 2);
	} else if (is_program(words[0])) {
		ask(&arena, words[0], words + 1, count - 1);
	}
	om__arena_release(&arena);
	return 0;
}
