/* Completion of a command line: which verb it names, and whether the last word is a verb, an
 * option, the value of one or an operand.  offer.c knows what may stand there.
 *
 * It runs while somebody types, so it is bounded: whatever takes longer than a moment ends it with
 * nothing, and nothing is ever said of an error. */
#include <ctype.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>
#include "base/text.h"
#include "cli/args/offer.h"

#define LONGEST_MS 500 /* a person would not wait longer */

static void give_up(int number)
{
	(void)number;
	_exit(0);
}

static void bound_time(void)
{
	struct itimerval timer = {.it_value = {.tv_usec = LONGEST_MS * 1000}};

	signal(SIGALRM, give_up);
	setitimer(ITIMER_REAL, &timer, NULL);
}

static void offer_verbs(const struct cli_offer *offer, const char *record)
{
	const struct cli_program *program = offer->state->cli.program;

	for (const struct cli_verb *verb = program->verbs; verb->name; verb++) {
		if (!strcmp(verb->record, record)) {
			cli_offer(offer, verb->name, verb->summary);
			continue;
		}
		const struct cli_verb *first = program->verbs;
		while (strcmp(first->record, verb->record) != 0)
			first++;
		if (!*record && first == verb)
			cli_offer(offer, verb->record, "its verbs follow");
	}
	if (offer->typed[0] == '-') {
		cli_offer(offer, "--help", "print the verbs");
		if (!*record)
			cli_offer(offer, "--version", "print the version");
	}
}

static void offer_options(const struct cli_offer *offer)
{
	const struct cli_state *state = offer->state;

	for (int i = 0; i < state->slot_count; i++) {
		const struct cli_option *option = state->slots[i].option;
		char *word = om__printf(&offer->state->cli.arena, "--%s", option->name);
		if (word && !state->slots[i].is_hidden)
			cli_offer(offer, word, option->help);
	}
}

/* The option that WORD gives, and in *RET_WANTS whether its value is the next word. */
static const struct cli_slot *option_of(struct cli_state *state, const char *word, bool *ret_wants)
{
	size_t len = strcspn(word, "=");
	const struct cli_slot *slot = NULL;

	*ret_wants = false;
	if (!strncmp(word, "--", 2)) {
		char *name = om__strndup(&state->cli.arena, word + 2, len - 2);
		slot = name ? cli_slot_find(state, name) : NULL;
		*ret_wants = slot && !word[len];
	} else {
		for (int i = 0; i < state->slot_count && !slot; i++)
			if (state->slots[i].letter && state->slots[i].letter == word[1])
				slot = &state->slots[i];
		*ret_wants = slot && !word[2];
	}
	*ret_wants = *ret_wants && slot->option->kind != CLI_FLAG && !slot->is_optional;
	return slot;
}

/* What the words before the last one say: the operands among them, the option that waits for a
 * value, and the database. */
struct before {
	char **operands;
	int count;
	const struct cli_slot *waiting;
	bool has_ended; /* `--` came: the rest are operands */
};

static bool is_option(const char *word)
{
	return word[0] == '-' && word[1] && !isdigit((unsigned char)word[1]);
}

/* What the value of an option means for the names that are offered. */
static void take_value(struct cli_offer *offer, const struct cli_slot *slot, const char *value)
{
	if (!slot || !value)
		return;
	if (!strcmp(slot->option->name, "db"))
		offer->state->cli.db = value;
	else if (!strcmp(slot->option->name, "warehouse"))
		offer->warehouse = value;
	else if (!strcmp(slot->option->name, "channel"))
		offer->channel = value;
	else if (!strcmp(slot->option->name, "record"))
		offer->record = value;
}

static bool read_before(struct cli_offer *offer, char **words, int count, struct before *ret)
{
	struct cli_state *state = offer->state;

	ret->operands = OM_NEWN(&state->cli.arena, char *, count + 1);
	if (!ret->operands)
		return false;
	for (int i = 0; i < count; i++) {
		bool wants = false;
		if (ret->has_ended || !is_option(words[i])) {
			ret->operands[ret->count++] = words[i];
			continue;
		}
		if (!strcmp(words[i], "--")) {
			ret->has_ended = true;
			continue;
		}
		const struct cli_slot *slot = option_of(state, words[i], &wants);
		const char *equal = strchr(words[i], '=');
		if (!wants) {
			take_value(offer, slot, equal ? equal + 1 : NULL);
		} else if (i + 1 == count) {
			ret->waiting = slot;
		} else {
			take_value(offer, slot, words[++i]);
		}
	}
	return true;
}

/* Operands without the assignments among them, which may stand anywhere. */
static int drop_assigns(const struct cli_verb *verb, char **operands, int count)
{
	int kept = 0;

	for (int i = 0; i < count; i++)
		if (!(verb->flags & CLI_FIELDS) || !strchr(operands[i], '='))
			operands[kept++] = operands[i];
	return kept;
}

static void offer_in_verb(struct cli_offer offer, char **words, int count)
{
	struct cli_state *state = offer.state;
	struct before before = {0};
	struct om_err ignored = {0};
	bool wants;

	if (cli_slots(state, &ignored) < 0 || !read_before(&offer, words, count, &before))
		return;
	if (before.waiting) {
		cli_offer_value(offer, before.waiting);
		return;
	}
	const char *equal = strchr(offer.typed, '=');
	if (!before.has_ended && equal && !strncmp(offer.typed, "--", 2)) {
		const struct cli_slot *slot = option_of(state, offer.typed, &wants);
		cli_offer_skip(&offer, (size_t)(equal - offer.typed) + 1);
		if (slot)
			cli_offer_value(offer, slot);
		return;
	}
	if (!before.has_ended && offer.typed[0] == '-') {
		offer_options(&offer);
		return;
	}
	before.count = drop_assigns(state->cli.verb, before.operands, before.count);
	cli_offer_operand(offer, before.operands, before.count);
}

void cli_complete(struct cli_state *state, struct om_buf *out)
{
	struct cli *cli = &state->cli;
	/* The words behind `--complete`, which stands in the program's place for them. */
	char **words = state->argv + 1;
	int last = state->argc > 2 ? state->argc - 2 : 1, used;
	struct cli_offer offer = {.state = state,
		.out = out,
		.lead = "",
		.typed = state->argc > 2 ? words[last] : ""};
	struct om_err ignored = {0};
	const char *record;

	bound_time();
	if (last == 1) {
		offer_verbs(&offer, "");
		return;
	}
	const char *named = cli_record_named(cli->program, words[1]);
	if (cli_find_verb(cli->program, last, words, &cli->arena, &cli->verb, &record, &used,
		    &ignored) < 0) {
		if (last == 2 && named)
			offer_verbs(&offer, named);
		return;
	}
	if (cli->verb)
		offer_in_verb(offer, words + used, last - used);
}
