/* How the value of an option is checked and kept, kind by kind.
 *
 * Values go into the struct of the verb or the common state at the row's offset; what does not fit
 * its kind is an error that names the option, so that a mistyped number never runs a command. */
#include "base/text.h"
#include "cli/inner.h"

static void *place_of(const struct cli_slot *slot)
{
	return (char *)slot->base + slot->option->offset;
}

static int fail_at(const struct cli_slot *slot, const char *value, struct om_err *err)
{
	char name[80];

	snprintf(name, sizeof(name), "--%s", slot->option->name);
	om_err_field(err, NULL, value);
	om_err_at(err, name, 0, 0);
	return err->code;
}

static int store_flag(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	bool is_on = true;

	(void)state;
	if (value && om__bool_parse(value, &is_on, err) < 0)
		return fail_at(slot, value, err);
	*(bool *)place_of(slot) = is_on;
	return 0;
}

static int store_text(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	(void)state;
	(void)err;
	*(const char **)place_of(slot) = value;
	return 0;
}

/* An option may be given once for every word of the command line, which bounds the list. */
static int store_texts(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	struct cli_texts *texts = place_of(slot);
	const char **items = OM_NEWN(&state->cli.arena, const char *, texts->count + 1);

	if (!items)
		return om__nomem(err);
	if (texts->count)
		memcpy(items, texts->items, sizeof(*items) * (size_t)texts->count);
	items[texts->count++] = value;
	texts->items = items;
	return 0;
}

static int store_int(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	const struct cli_option *option = slot->option;
	bool is_bounded = option->min || option->max;
	int64_t num;

	(void)state;
	if (option->arg && !strcmp(option->arg, "KEY") && *value == '@')
		value++; /* as --format ids prints it */
	if (om__int_parse(value, &num, err) < 0)
		return fail_at(slot, value, err);
	if (is_bounded && option->max && (num < option->min || num > option->max)) {
		om_err_set(err, OM_EINVAL, "out-of-range", "%s is not between %lld and %lld", value,
			(long long)option->min, (long long)option->max);
		return fail_at(slot, value, err);
	}
	if (is_bounded && num < option->min) {
		om_err_set(err, OM_EINVAL, "out-of-range", "%s is not %lld or more", value,
			(long long)option->min);
		return fail_at(slot, value, err);
	}
	*(int64_t *)place_of(slot) = num;
	return 0;
}

/* "a b c" as "a, b, c". */
static char *listed(struct om_arena *arena, const char *words)
{
	char *text = om__strdup(arena, "");

	while (text && *(words += strspn(words, " "))) {
		int len = (int)strcspn(words, " ");
		text = om__printf(arena, "%s%s%.*s", text, *text ? ", " : "", len, words);
		words += len;
	}
	return text;
}

/* `--color '#00ff00'`: a common option gives way to a column of its name where the value is none of
 * its own words. */
static bool is_column(const struct cli_state *state, const struct cli_slot *slot)
{
	const struct cli_verb *verb = state->cli.verb;
	const struct om_field *field = verb->noun && (verb->flags & CLI_FIELDS)
		? om_noun_field(verb->noun(), slot->option->name)
		: NULL;

	return slot->group == CLI_G_COMMON && field && (field->flags & OM_F_SHEET);
}

static int store_choice(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	struct om_arena *arena = &state->cli.arena;
	const char *word = om__choice(arena, value, slot->option->choices);

	if (word) {
		*(const char **)place_of(slot) = word;
		return 0;
	}
	if (is_column(state, slot))
		return cli_assign(state, slot->option->name, value, err);
	const char *near = om__nearest(arena, value, slot->option->choices);
	const char *list = listed(arena, slot->option->choices);
	if (!list)
		return om__nomem(err);
	om_err_set(err, OM_EINVAL, "bad-choice", "'%s' is not one of %s", value, list);
	if (near)
		om_err_hint(err, "did you mean '%s'?", near);
	return fail_at(slot, value, err);
}

static int store_yesno(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	bool is_yes = true;

	(void)state;
	if (value && om__bool_parse(value, &is_yes, err) < 0)
		return fail_at(slot, value, err);
	*(int *)place_of(slot) = is_yes;
	return 0;
}

int cli_store(
	struct cli_state *state, const struct cli_slot *slot, const char *value, struct om_err *err)
{
	static int (*const stores[])(
		struct cli_state *, const struct cli_slot *, const char *, struct om_err *) = {
		[CLI_FLAG] = store_flag,
		[CLI_TEXT] = store_text,
		[CLI_TEXTS] = store_texts,
		[CLI_INT] = store_int,
		[CLI_CHOICE] = store_choice,
		[CLI_YESNO] = store_yesno,
	};

	OM_ASSERT(slot->option->kind < OM_COUNT(stores));
	return stores[slot->option->kind](state, slot, value, err);
}
