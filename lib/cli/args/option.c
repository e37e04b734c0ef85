/* Reading a command line by the tables of its verb, through getopt_long.
 *
 * The slots of a verb are its own options, the columns of its noun, and the common options that its
 * flags give it; the first to take a name keeps it.  getopt_long is asked for words in order, so
 * that operands may stand between options; what it would complete (`--lim` for --limit) is refused,
 * since a new option must not change what an old script means. */
#include <ctype.h>
#include <getopt.h>
#include "base/text.h"
#include "cli/inner.h"

#define SLOT_CODE 256 /* getopt's value of the first slot; below it are letters */

struct cli_slot *cli_slot_find(struct cli_state *state, const char *name)
{
	for (int i = 0; i < state->slot_count; i++)
		if (!strcmp(state->slots[i].option->name, name))
			return &state->slots[i];
	return NULL;
}

static bool has_letter(struct cli_state *state, char letter)
{
	for (int i = 0; i < state->slot_count; i++)
		if (letter && state->slots[i].letter == letter)
			return true;
	return false;
}

static bool make_room(struct cli_state *state)
{
	if (state->slot_count < state->slot_room)
		return true;
	int room = state->slot_room ? 2 * state->slot_room : 64;
	struct cli_slot *slots = OM_NEWN(&state->cli.arena, struct cli_slot, room);
	if (!slots)
		return false;
	if (state->slot_count)
		memcpy(slots, state->slots, sizeof(*slots) * (size_t)state->slot_count);
	state->slots = slots;
	state->slot_room = room;
	return true;
}

struct cli_slot *cli_slot_add(
	struct cli_state *state, enum cli_group group, const struct cli_option *option, void *base)
{
	if (state->slot_count < 0 || cli_slot_find(state, option->name))
		return NULL;
	if (!make_room(state)) {
		state->slot_count = -1; /* cli_slots reports it */
		return NULL;
	}
	struct cli_slot *slot = &state->slots[state->slot_count];
	*slot = (struct cli_slot){
		.option = option, .group = group, .base = base, .store = cli_store};
	if (!has_letter(state, option->letter))
		slot->letter = option->letter;
	state->slot_count++;
	return slot;
}

int cli_slots(struct cli_state *state, struct om_err *err)
{
	struct cli *cli = &state->cli;
	const struct cli_verb *verb = cli->verb;
	const struct cli_option *option = verb->options;

	if (verb->options_size) {
		cli->options = om__alloc(&cli->arena, verb->options_size);
		if (!cli->options)
			return om__nomem(err);
	}
	for (; option && option->kind != CLI_END; option++) {
		cli_slot_add(state, CLI_G_OWN, option, cli->options);
		if (option->kind == CLI_YESNO)
			*(int *)(void *)((char *)cli->options + option->offset) = -1;
	}
	if (verb->flags & CLI_SHEET)
		cli_import_slots(state);
	cli_common_slots(state);
	if (verb->noun && (verb->flags & (CLI_FIELDS | CLI_SHEET)))
		cli_field_slots(state);
	return state->slot_count < 0 ? om__nomem(err) : 0;
}

static bool takes_value(const struct cli_slot *slot)
{
	return slot->option->kind != CLI_FLAG;
}

static int has_arg(const struct cli_slot *slot)
{
	if (slot->is_optional)
		return optional_argument;
	return takes_value(slot) ? required_argument : no_argument;
}

/* getopt's own tables; the text of letters begins with "-" (words in order) and ":" (a missing
 * value is told apart). */
struct tables {
	struct option *longs;
	char *letters;
};

static int make_tables(struct cli_state *state, struct tables *ret, struct om_err *err)
{
	size_t n = (size_t)state->slot_count, at = 0;

	ret->longs = OM_NEWN(&state->cli.arena, struct option, n + 1);
	ret->letters = om__alloc(&state->cli.arena, 2 * n + 3);
	if (!ret->longs || !ret->letters)
		return om__nomem(err);
	ret->letters[at++] = '-';
	ret->letters[at++] = ':';
	for (size_t i = 0; i < n; i++) {
		const struct cli_slot *slot = &state->slots[i];
		ret->longs[i] = (struct option){.name = slot->option->name,
			.has_arg = has_arg(slot),
			.val = SLOT_CODE + (int)i};
		if (slot->letter)
			ret->letters[at++] = slot->letter;
		if (slot->letter && takes_value(slot))
			ret->letters[at++] = ':';
	}
	return 0;
}

/* The option that NAME (without its value) begins, if there is one only; else the nearest. */
static const char *near_option(struct cli_state *state, const char *name)
{
	const char *found = NULL;
	int count = 0;
	struct om_buf words;

	om__buf_init(&words, 0);
	for (int i = 0; i < state->slot_count; i++) {
		const char *other = state->slots[i].option->name;
		if (!strncmp(other, name, strlen(name)) && ++count)
			found = other;
		om__buf_fmt(&words, " %s", other);
	}
	if (count != 1)
		found = om__nearest(&state->cli.arena, name, words.data);
	om__buf_release(&words);
	return found;
}

static int add_help_hint(struct cli_state *state, struct om_err *err)
{
	om_err_hint(err, "'%s %s --help' lists the options", state->cli.program->name,
		cli_verb_words(&state->cli));
	return err->code;
}

static int unknown_option(struct cli_state *state, const char *typed, struct om_err *err)
{
	if (strncmp(typed, "--", 2) != 0) {
		om_err_set(err, OM_EINVAL, "usage", "no option '%s'", typed);
		return add_help_hint(state, err);
	}
	char *name = om__strndup(&state->cli.arena, typed + 2, strcspn(typed + 2, "="));
	const char *near = name && *name ? near_option(state, name) : NULL;
	if (!name)
		return om__nomem(err);
	if (near)
		om_err_set(err, OM_EINVAL, "usage", "no option '--%s', did you mean '--%s'?", name,
			near);
	else
		om_err_set(err, OM_EINVAL, "usage", "no option '--%s'", name);
	return add_help_hint(state, err);
}

static const struct cli_slot *slot_of(struct cli_state *state, int code)
{
	if (code >= SLOT_CODE && code < SLOT_CODE + state->slot_count)
		return &state->slots[code - SLOT_CODE];
	for (int i = 0; i < state->slot_count; i++)
		if (code && state->slots[i].letter == code)
			return &state->slots[i];
	return NULL;
}

/* Was the long option TYPED ("--name" or "--name=value") written out? */
static bool is_whole(const struct cli_slot *slot, const char *typed)
{
	size_t len = strlen(slot->option->name);

	if (strncmp(typed, "--", 2) != 0)
		return true;
	return !strncmp(typed + 2, slot->option->name, len) &&
		(!typed[2 + len] || typed[2 + len] == '=');
}

/* getopt returned '?' or ':': what is wrong with the word TYPED. */
static int bad_option(struct cli_state *state, int code, const char *typed, struct om_err *err)
{
	const struct cli_slot *slot = slot_of(state, optopt);
	char letter[3] = {'-', (char)optopt, '\0'};

	if (!slot)
		return unknown_option(
			state, typed[1] != '-' && isprint(optopt) ? letter : typed, err);
	if (!is_whole(slot, typed))
		return unknown_option(state, typed, err);
	if (code == ':')
		om_err_set(err, OM_EINVAL, "usage", "option '--%s' needs a value: --%s %s",
			slot->option->name, slot->option->name,
			slot->option->arg ? slot->option->arg : "VALUE");
	else
		om_err_set(err, OM_EINVAL, "usage", "option '--%s' takes no value",
			slot->option->name);
	return add_help_hint(state, err);
}

static bool is_negative_number(const char *word)
{
	return word[0] == '-' &&
		(isdigit((unsigned char)word[1]) ||
			(word[1] == '.' && isdigit((unsigned char)word[2])));
}

/* `--summary status`: a value that may be left out may also stand apart, where the verb has no
 * operands that it could be. */
static const char *apart(
	struct cli_state *state, const struct cli_slot *slot, int argc, char **argv)
{
	if (optarg || !slot->is_optional || state->cli.verb->max_operands || optind >= argc)
		return optarg;
	if (argv[optind][0] == '-')
		return NULL;
	return argv[optind++];
}

/* Of an option with one value a second one would drop the first in silence, and with it what the
 * command is done to.  How rows are printed may be said again: an alias says it first. */
static bool is_single(const struct cli_slot *slot)
{
	static const char *const choose[] = {"where", "find", "file", "reason"};

	if (slot->option->kind == CLI_TEXTS || slot->option->kind == CLI_FLAG)
		return false;
	for (size_t i = 0; i < OM_COUNT(choose); i++)
		if (slot->group == CLI_G_COMMON && !strcmp(slot->option->name, choose[i]))
			return true;
	return slot->group == CLI_G_OWN;
}

static int check_once(struct cli_state *state, const struct cli_slot *slot, struct om_err *err)
{
	bool *given = &state->given[slot - state->slots];

	if (*given && is_single(slot))
		return om_err_set(err, OM_EINVAL, "usage", "option '--%s' is given twice",
			slot->option->name);
	*given = true;
	return 0;
}

static int take_option(struct cli_state *state, int code, int argc, char **argv, struct om_err *err)
{
	const char *typed = argv[optind - 1];

	if (code == '?' || code == ':')
		return bad_option(state, code, typed, err);
	const struct cli_slot *slot = slot_of(state, code);
	OM_ASSERT(slot);
	if (code >= SLOT_CODE) {
		if (optarg == typed)
			typed = argv[optind - 2];
		if (!is_whole(slot, typed))
			return unknown_option(state, typed, err);
	}
	if (check_once(state, slot, err) < 0)
		return err->code;
	return slot->store(state, slot, apart(state, slot, argc, argv), err);
}

static int take_words(struct cli_state *state, const struct tables *tables, int argc, char **argv,
	struct om_err *err)
{
	struct cli *cli = &state->cli;
	int code, rc = 0;

	optind = 0; /* getopt begins anew */
	opterr = 0;
	for (;;) {
		/* No option is a digit, so `-5` is an operand (a quantity to take away). */
		while (optind > 0 && optind < argc && is_negative_number(argv[optind]))
			cli->operands[cli->operand_count++] = argv[optind++];
		code = getopt_long(argc, argv, tables->letters, tables->longs, NULL);
		if (code == -1)
			break;
		if (code == 1)
			cli->operands[cli->operand_count++] = optarg;
		else if ((rc = take_option(state, code, argc, argv, err)) < 0)
			return rc;
	}
	while (optind < argc)
		cli->operands[cli->operand_count++] = argv[optind++];
	return rc;
}

int cli_parse(struct cli_state *state, int argc, char **argv, int first, struct om_err *err)
{
	struct tables tables;

	state->cli.operands = OM_NEWN(&state->cli.arena, char *, argc + 1);
	state->given = OM_NEWN(&state->cli.arena, bool, state->slot_count + 1);
	if (!state->cli.operands || !state->given)
		return om__nomem(err);
	if (make_tables(state, &tables, err) < 0)
		return err->code;
	/* getopt passes over one word, as if it were the program's name: the verb. */
	return take_words(state, &tables, argc - first + 1, argv + first - 1, err);
}
