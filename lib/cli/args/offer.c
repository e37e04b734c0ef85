/* What completion offers for a value: the choices of an option or column, fields of the noun,
 * settings, error words, names out of the database, or files.
 *
 * All of it comes from the tables that read the command line, so nothing is offered that would be
 * refused, and a new column or option is completed without a line here. */
#include <ctype.h>
#include "base/text.h"
#include "cli/args/offer.h"

#define OPERANDS_MAX 8

void cli_offer(const struct cli_offer *offer, const char *word, const char *help)
{
	const char *quote = offer->has_quotes && !cli_is_filter_word(word) ? "\"" : "";

	if (strncmp(word, offer->typed, strlen(offer->typed)) != 0)
		return;
	om__buf_fmt(offer->out, "%s%s%s%s", offer->lead, quote, word, quote);
	if (help && *help)
		om__buf_fmt(offer->out, "\t%s", help);
	om__buf_char(offer->out, '\n');
}

static void offer_parts(const struct cli_offer *offer, const char *words, const char *separator)
{
	while (*(words += strspn(words, separator))) {
		size_t len = strcspn(words, separator);
		char *word = om__strndup(&offer->state->cli.arena, words, len);
		if (word)
			cli_offer(offer, word, NULL);
		words += len;
	}
}

void cli_offer_words(const struct cli_offer *offer, const char *words)
{
	offer_parts(offer, words, " ");
}

void cli_offer_skip(struct cli_offer *offer, size_t len)
{
	char *lead =
		om__printf(&offer->state->cli.arena, "%s%.*s", offer->lead, (int)len, offer->typed);

	if (!lead)
		return;
	offer->lead = lead;
	offer->typed += len;
}

void cli_offer_past(struct cli_offer *offer, char c)
{
	const char *last = strrchr(offer->typed, c);

	if (last)
		cli_offer_skip(offer, (size_t)(last - offer->typed) + 1);
}

/* Behind the colon of a map its members, each with TAIL; false before it. */
static bool offer_in_map(const struct cli_offer *offer, const struct om_noun *noun,
	const struct om_field *field, const char *tail)
{
	struct cli_offer inner = *offer;
	size_t len = strlen(field->name);

	if (!(field->flags & OM_F_MAP) || strncmp(offer->typed, field->name, len) != 0)
		return false;
	cli_offer_skip(&inner, len);
	cli_offer_custom(inner, noun, field, tail);
	return true;
}

void cli_offer_fields(const struct cli_offer *offer, const struct om_noun *noun)
{
	const struct om_field *field;

	for (int i = 0; noun && (field = om_noun_field_at(noun, i)); i++)
		if (!(field->flags & OM_F_INPUT) && !offer_in_map(offer, noun, field, ""))
			cli_offer(offer, field->name, field->help);
}

/* Refusals, which --allow may name; which of them a verb can pass is known to it alone. */
static void offer_refusals(struct cli_offer offer)
{
	int n;
	const struct om_word *words = om_words(&n);

	cli_offer_past(&offer, ',');
	for (int i = 0; i < n; i++)
		if (words[i].exit_operand == 5 && !words[i].is_warning)
			cli_offer(&offer, words[i].word, words[i].meaning);
}

/* What custom fields take: a list its options. */
static void offer_of_custom(const struct cli_offer *offer, const struct om__custom *custom)
{
	if (custom && !strcmp(custom->type, "list"))
		offer_parts(offer, custom->options, "|");
	else if (custom && !strcmp(custom->type, "boolean"))
		cli_offer_words(offer, "yes no");
}

/* a,+b,-c: fields, with one of the signs that may stand before each. */
static void offer_columns(struct cli_offer offer, const struct om_noun *noun, char sign)
{
	cli_offer_past(&offer, ',');
	if (*offer.typed == sign)
		cli_offer_skip(&offer, 1);
	cli_offer_fields(&offer, noun);
	cli_offer(&offer, "help", "list the columns");
}

/* The filter, columns and order of a view are about the record that it is for. */
static bool offer_of_view(const struct cli_offer *offer, const struct om_field *field)
{
	const struct om_noun *noun = om_noun_find(offer->record ? offer->record : "order");

	if (!noun)
		return false;
	if (!strcmp(field->name, "where"))
		cli_offer_filter(*offer, noun);
	else if (!strcmp(field->name, "columns"))
		offer_columns(*offer, noun, '+');
	else if (!strcmp(field->name, "sort"))
		offer_columns(*offer, noun, '-');
	else
		return false;
	return true;
}

void cli_offer_of_field(struct cli_offer offer, const struct om_noun *noun,
	const struct om_field *field, const char *name)
{
	static const struct {
		const char *column, *kind;
	} refs[] = {{"channel", "CHANNEL"}, {"warehouse", "WAREHOUSE"}, {"source", "WAREHOUSE"},
		{"fed_by", "WAREHOUSE"}, {"backup", "WAREHOUSE"}, {"sku", "SKU"}, {"skus", "SKU"},
		{"master_sku", "SKU"}, {"labels", "LABEL"}, {"assigned_to", "USER"},
		{"actor", "USER"}, {"login", "USER"}, {"packing_slip_template", "TEMPLATE"}};

	if (!strcmp(noun->name, "view") && offer_of_view(&offer, field))
		return;
	if (field->type == OM_T_SET)
		cli_offer_past(&offer, '|');
	if (field->flags & OM_F_MAP)
		offer_of_custom(&offer, cli_offer_custom_named(&offer, noun, field, name));
	else if (field->choices)
		cli_offer_words(&offer, field->choices);
	else if (field->type == OM_T_BOOL)
		cli_offer_words(&offer, "yes no");
	for (size_t i = 0; !field->choices && i < OM_COUNT(refs); i++)
		if (!strcmp(refs[i].column, field->name))
			cli_offer_names(offer, refs[i].kind, NULL);
}

/* Behind the = of NAME=, what MAP's member NAME takes; NAME is cf:X too. */
static void offer_pair(
	struct cli_offer offer, const struct om_noun *noun, const struct om_field *field)
{
	size_t len = strcspn(offer.typed, "=");
	const char *name = om__strndup(&offer.state->cli.arena, offer.typed, len);

	cli_offer_skip(&offer, len + 1);
	if (name)
		cli_offer_of_field(offer, noun, field, name);
}

/* COLUMN=, and the value behind it. */
static void offer_assign(struct cli_offer offer, const struct om_noun *noun)
{
	size_t len = strcspn(offer.typed, "=");
	const struct om_field *field;

	if (offer.typed[len]) {
		const char *name = om__strndup(&offer.state->cli.arena, offer.typed, len);
		field = name ? om_noun_field(noun, name) : NULL;
		if (field)
			offer_pair(offer, noun, field);
		return;
	}
	for (int i = 0; (field = om_noun_field_at(noun, i)); i++) {
		if (!(field->flags & (OM_F_SHEET | OM_F_INPUT)) || (field->flags & OM_F_READONLY) ||
			offer_in_map(&offer, noun, field, "="))
			continue;
		const char *word = om__printf(&offer.state->cli.arena,
			field->flags & OM_F_MAP ? "%s" : "%s=", field->name);
		if (word)
			cli_offer(&offer, word, field->help);
	}
}

static const struct om_field *map_of(const struct om_noun *noun, const char *name)
{
	const struct om_field *field;

	for (int i = 0; (field = om_noun_field_at(noun, i)); i++)
		if (!strcmp(field->name, name))
			return field;
	return NULL;
}

/* --cf NAME=VALUE */
static void offer_map_pair(
	const struct cli_offer *offer, const struct om_noun *noun, const struct om_field *map)
{
	if (strchr(offer->typed, '='))
		offer_pair(*offer, noun, map);
	else
		cli_offer_custom(*offer, noun, map, "=");
}

/* "WAREHOUSE,..." without what says that there may be more. */
static char *kind_in(struct om_arena *arena, const char *arg)
{
	return om__strndup(arena, arg, strspn(arg, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-"));
}

/* NAME is a name of the verb's own records, or of what the option is called like. */
static const char *name_kind(struct cli_offer *offer, const struct cli_slot *slot)
{
	const struct cli_verb *verb = offer->state->cli.verb;
	char *kind = om__strdup(&offer->state->cli.arena, slot ? slot->option->name : verb->record);

	for (char *p = kind; p && *p; p++)
		*p = (char)toupper((unsigned char)*p);
	return kind ? kind : "";
}

static void offer_of_arg(
	struct cli_offer offer, const char *arg, const char *outer, const struct cli_slot *slot)
{
	const struct cli_verb *verb = offer.state->cli.verb;
	const char *kind = kind_in(&offer.state->cli.arena, arg);

	if (!kind)
		return;
	if (!strcmp(kind, "FILE") || !strcmp(kind, "SHEET") || !strcmp(kind, "PATH"))
		cli_offer_files(&offer);
	else if (!strcmp(kind, "KEY") && verb->max_operands)
		cli_offer_settings(&offer);
	else if (!strcmp(kind, "VALUE") && outer)
		cli_offer_of_setting(offer, outer);
	else if (!strcmp(kind, "TYPE") && verb->noun && om_noun_field(verb->noun(), "type"))
		cli_offer_of_field(offer, verb->noun(), om_noun_field(verb->noun(), "type"), "");
	else
		(void)cli_offer_names(
			offer, strcmp(kind, "NAME") != 0 ? kind : name_kind(&offer, slot), outer);
}

/* ORDER|SHIPMENT, NAME|FILE: names of either. */
static void offer_of_args(
	struct cli_offer offer, const char *arg, const char *outer, const struct cli_slot *slot)
{
	while (arg && *arg) {
		offer_of_arg(offer, arg, outer, slot);
		arg = strchr(arg, '|');
		arg += arg ? 1 : 0;
	}
}

/* The column that an option stands for, or is called like. */
static const struct om_field *field_of(struct cli *cli, const struct cli_slot *slot)
{
	const struct cli_verb *verb = cli->verb;
	char *name = om__strdup(&cli->arena, slot->option->name);

	if (!verb->noun || !name || slot->group == CLI_G_COMMON || slot->group == CLI_G_IMPORT)
		return NULL;
	for (char *p = name; *p; p++)
		if (*p == '-')
			*p = '_';
	return om_noun_field(verb->noun(), slot->column ? slot->column : name);
}

/* Common options whose values the tables do not list. */
static bool offer_common(
	const struct cli_offer *offer, const char *name, const struct om_noun *noun)
{
	struct cli_offer list = *offer;

	cli_offer_past(&list, ',');
	if (!strcmp(name, "columns"))
		offer_columns(*offer, noun, '+');
	else if (!strcmp(name, "sort"))
		offer_columns(*offer, noun, '-');
	else if (!strcmp(name, "summary"))
		cli_offer_fields(offer, noun);
	else if (!strcmp(name, "allow"))
		offer_refusals(*offer);
	else if (!strcmp(name, "unit"))
		cli_offer_words(&list, "lb oz g kg in ft mm cm m");
	else if (!strcmp(name, "delimiter"))
		cli_offer_words(offer, "comma semicolon tab pipe");
	else if (!strcmp(name, "map"))
		cli_offer_maps(offer, noun);
	else if (!strcmp(name, "view") && noun)
		(void)cli_offer_names(*offer, "VIEW", noun->name);
	else if (!strcmp(name, "set") && noun)
		offer_assign(*offer, noun);
	else if (!strcmp(name, "where") && noun)
		cli_offer_filter(*offer, noun);
	else
		return false;
	return true;
}

void cli_offer_value(struct cli_offer offer, const struct cli_slot *slot)
{
	struct cli *cli = &offer.state->cli;
	const struct cli_option *option = slot->option;
	const struct om_noun *noun = cli->verb->noun ? cli->verb->noun() : NULL;
	bool is_own = slot->group == CLI_G_OWN || slot->group == CLI_G_FIELD;

	if (!is_own && offer_common(&offer, option->name, noun))
		return;
	if (option->arg && noun && !strcmp(option->arg, "NAME=VALUE")) {
		const struct om_field *map = map_of(noun, slot->column ? slot->column : "cf:");
		if (map)
			offer_map_pair(&offer, noun, map);
		return;
	}
	if (option->arg && strchr(option->arg, ','))
		cli_offer_past(&offer, ',');
	const struct om_field *field = field_of(cli, slot);
	if (option->choices)
		cli_offer_words(&offer, option->choices);
	else if (!strcmp(option->name, "tz"))
		cli_offer_time_zones(offer);
	else if (option->kind == CLI_YESNO)
		cli_offer_words(&offer, "yes no");
	else if (field && (field->choices || field->type == OM_T_BOOL || slot->column))
		cli_offer_of_field(offer, noun, field, "");
	else if (option->arg)
		offer_of_args(offer, option->arg, NULL, slot);
}

/* "[CHANNEL] SKU... COLUMN=VALUE...": the words, and how many name one record; *RET_MANY says
 * whether they may come again. */
static int split(struct om_arena *arena, const char *operands, char **ret, bool *ret_many)
{
	int count = 0;

	*ret_many = false;
	for (const char *p = operands;
		*(p += strspn(p, " [")) && count < OPERANDS_MAX && !*ret_many;) {
		size_t len = strcspn(p, " ");
		bool is_name = isupper((unsigned char)*p) && !memchr(p, '=', len);
		char *word = is_name ? om__strndup(arena, p, len) : NULL;
		*ret_many = is_name && strstr(word ? word : "", "...");
		if (word)
			ret[count++] = word;
		p += len;
	}
	return count;
}

void cli_offer_operand(struct cli_offer offer, char *const *operands, int n)
{
	const struct cli_verb *verb = offer.state->cli.verb;
	char *words[OPERANDS_MAX];
	bool is_many;
	int count = split(&offer.state->cli.arena, verb->operands, words, &is_many);
	int at = is_many && count ? n % count : n;
	bool is_first = n < count;

	if (at < count) {
		bool is_listing = at > 0 && !strcmp(words[at - 1], "CHANNEL") &&
			!strncmp(words[at], "SKU", 3);
		offer_of_args(offer, is_listing ? "LISTING" : words[at],
			at > 0 ? operands[n - 1] : NULL, NULL);
	}
	if ((verb->flags & CLI_FIELDS) && verb->noun && (!is_first || strchr(offer.typed, '=')))
		offer_assign(offer, verb->noun());
}
