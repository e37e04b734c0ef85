/* Command lines: words parted by line feeds, given to a program with verbs of every kind and no
 * database.  What it prints goes nowhere; its exit status is one of the contract. */
#include "fuzz.h"
#include "cli/cli.h"
#include <om/order.h>

struct words {
	const char *text, *choice;
	int64_t number, money;
	bool flag;
};
#define AT(member) offsetof(struct words, member)
static const struct cli_option options[] = {
	{CLI_TEXT, "text", 't', "TEXT", "a text", AT(text), 0, 0, NULL},
	{CLI_CHOICE, "choice", 0, "WORD", "a word", AT(choice), 0, 0, "one two three-four"},
	{CLI_INT, "number", 'N', "N", "a number", AT(number), -5, 1000, NULL},
	{CLI_FLAG, "flag", 0, NULL, "a flag", AT(flag), 0, 0, NULL},
	CLI_OPTIONS_END,
};

static int nothing(struct cli *cli, struct om_err *err)
{
	(void)cli, (void)err;
	return 0;
}

static const struct cli_verb verbs[] = {
	{"", "list", "print", "", 0, 0, NULL, 0, CLI_NO_DB | CLI_LISTS, om_order_noun, nothing,
		NULL},
	{"", "edit", "change", "ID... COLUMN=VALUE", 0, -1, options, sizeof(struct words),
		CLI_NO_DB | CLI_FIELDS | CLI_SELECT | CLI_ROWS, om_order_noun, nothing, NULL},
	{"", "import", "read", "FILE", 0, -1, NULL, 0, CLI_NO_DB | CLI_SHEET, om_order_noun,
		nothing, NULL},
	{"item", "add", "add", "ID", 1, 2, options, sizeof(struct words), CLI_NO_DB | CLI_ROWS,
		om_order_line_noun, nothing, NULL},
	{0},
};
static const struct cli_program program = {
	.name = "om-fuzz", .summary = "tries words", .records = "item", .verbs = verbs};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_quiet;
	struct om_arena arena;
	char *argv[40] = {"om-fuzz"};
	int argc = 1;

	/* -o FILE writes: into the present folder and nowhere else. */
	if (memchr(data, '/', size))
		return 0;
#ifdef FUZZ_LIBFUZZER
	is_quiet = true; /* by -close_fd_mask=3, and its own messages are to be seen */
#endif
	if (!is_quiet && (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr)))
		abort();
	is_quiet = true;
	om__arena_init(&arena);
	char *text = fuzz_text(&arena, data, size);
	for (char *word = text; word && argc < 39; argc++) {
		argv[argc] = word;
		word = strchr(word, '\n');
		if (word)
			*word++ = '\0';
	}
	int status = cli_main(&program, argc, argv);
	demand(status >= 0 && status <= 5);
	om__arena_release(&arena);
	return 0;
}
