/* Completion of a filter (om-filter(7)): fields where a condition begins, its operators behind a
 * field, the words of a closed list behind an operator.
 *
 * It reads the text left to right without judging it; what it does not know of only means that less
 * is offered. */
#include <ctype.h>
#include "base/text.h"
#include "cli/args/offer.h"
#include "query/filter/parse.h"
#include "query/nouns.h"

enum place { AT_FIELD, AT_OPERATOR, AT_EMPTY, AT_VALUE, AT_JOINT };

/* Where the text stands that was read so far. */
struct spot {
	enum place place;
	const char *field; /* of the condition under way */
	size_t field_len;
	bool is_list; /* inside `in ( ... )` */
};

static bool is_word_char(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("_.:-*?@", c)) || (unsigned char)c >= 0x80;
}

bool cli_is_filter_word(const char *text)
{
	while (is_word_char(*text))
		text++;
	return !*text;
}

static bool is(const char *word, size_t len, const char *text)
{
	return strlen(text) == len && !strncmp(word, text, len);
}

static void take_word(struct spot *spot, const char *word, size_t len)
{
	switch (spot->place) {
	case AT_FIELD:
		if (is(word, len, "not") || is(word, len, "any") || is(word, len, "all") ||
			is(word, len, "none"))
			return;
		spot->field = word;
		spot->field_len = len;
		spot->place = AT_OPERATOR;
		return;
	case AT_OPERATOR:
		if (is(word, len, "is"))
			spot->place = AT_EMPTY;
		else if (is(word, len, "and") || is(word, len, "or"))
			spot->place = AT_FIELD; /* a yes/no field stands alone */
		else if (!is(word, len, "not"))
			spot->place = AT_VALUE;
		return;
	case AT_EMPTY:
		if (is(word, len, "empty"))
			spot->place = AT_JOINT;
		return;
	case AT_VALUE: spot->place = AT_JOINT; return;
	case AT_JOINT: spot->place = AT_FIELD; return;
	}
}

static void take_sign(struct spot *spot, char c)
{
	if (c == '(') {
		spot->is_list = spot->place == AT_VALUE;
		/* `any lines (`: what was taken for a field is a collection. */
		if (spot->place == AT_OPERATOR)
			spot->place = AT_FIELD;
	} else if (c == ')') {
		spot->is_list = false;
		spot->place = AT_JOINT;
	} else if (c == ',' && spot->is_list) {
		spot->place = AT_VALUE;
	} else if (strchr("=!~<>", c) && spot->place == AT_OPERATOR) {
		spot->place = AT_VALUE;
	}
}

/* Reads TEXT up to the word that is not finished, whose begin it returns. */
static const char *read_to_last(struct spot *spot, const char *text)
{
	const char *p = text;

	while (*p) {
		const char *start = p;
		if (*p == '"' || *p == '\'') {
			const char *end = strchr(p + 1, *p);
			if (!end)
				return p + 1;
			take_word(spot, "", 0);
			p = end + 1;
		} else if (is_word_char(*p)) {
			while (is_word_char(*p))
				p++;
			if (!*p)
				return start;
			take_word(spot, start, (size_t)(p - start));
		} else {
			if (*p != ' ')
				take_sign(spot, *p);
			p++;
		}
	}
	return p;
}

/* A field of the noun, or `lines.sku` of a collection; *RET_NOUN has it and calls it *RET_NAME. */
static const struct om_field *field_of(struct om_arena *arena, const struct om_noun *noun,
	const struct spot *spot, const struct om_noun **ret_noun, const char **ret_name)
{
	char *name = om__strndup(arena, spot->field ? spot->field : "", spot->field_len);
	char *dot = name ? strchr(name, '.') : NULL;
	const struct om_collection *c;

	if (!name)
		return NULL;
	*ret_noun = noun;
	*ret_name = name;
	if (!dot)
		return om_noun_field(noun, name);
	*dot = '\0';
	c = om_noun_collection(noun, name);
	if (!c)
		return NULL;
	*ret_noun = c->noun;
	*ret_name = dot + 1;
	return om_noun_field(c->noun, dot + 1);
}

static void offer_fields(const struct cli_offer *offer, const struct om_noun *noun)
{
	const struct om_collection *c;

	cli_offer_fields(offer, noun);
	cli_offer(offer, "not", "what does not pass the condition");
	for (int i = 0; (c = om__noun_collection_at(noun, i)); i++) {
		struct cli_offer inner = *offer;
		size_t len = strlen(c->name);
		if (!strncmp(offer->typed, c->name, len) && offer->typed[len] == '.') {
			cli_offer_skip(&inner, len + 1);
			cli_offer_fields(&inner, c->noun);
			continue;
		}
		char *word = om__printf(&offer->state->cli.arena, "%s.", c->name);
		if (word)
			cli_offer(offer, word, "fields of its members");
	}
}

/* A custom field has the operators of its type. */
static const struct om_field *typed_field(const struct cli_offer *offer, const struct om_noun *noun,
	const struct om_field *map, const char *name)
{
	const struct om__custom *custom = cli_offer_custom_named(offer, noun, map, name);
	const struct om_field *field = NULL;
	struct om_err ignored = {0};

	if (!custom ||
		om__custom_field(offer->state->cli.om, noun, map, custom->name, &field, &ignored) <
			0)
		return map;
	return field ? field : map;
}

static void offer_operators(const struct cli_offer *offer, const struct om_field *field)
{
	const char *p = om__filter_operators(field->type);

	while (*(p += strspn(p, " "))) {
		size_t len = strcspn(p, " ");
		if (is(p, len, "is-empty")) {
			cli_offer(offer, "is", "is empty, is not empty");
		} else {
			char *word = om__strndup(&offer->state->cli.arena, p, len);
			if (word && !strchr(word, '/'))
				cli_offer(offer, word, NULL);
		}
		p += len;
	}
}

void cli_offer_filter(struct cli_offer offer, const struct om_noun *noun)
{
	struct spot spot = {.place = AT_FIELD};
	const char *rest = read_to_last(&spot, offer.typed);
	const struct om_noun *of = noun;
	const char *name = "";
	const struct om_field *field = field_of(&offer.state->cli.arena, noun, &spot, &of, &name);

	bool is_in_quotes = rest > offer.typed && strchr("\"'", rest[-1]);

	cli_offer_skip(&offer, (size_t)(rest - offer.typed));
	offer.has_quotes = !is_in_quotes && (spot.place == AT_FIELD || spot.place == AT_VALUE);
	if (spot.place == AT_FIELD)
		offer_fields(&offer, noun);
	else if (spot.place == AT_OPERATOR && field)
		offer_operators(&offer,
			field->flags & OM_F_MAP ? typed_field(&offer, of, field, name) : field);
	else if (spot.place == AT_EMPTY)
		cli_offer_words(&offer, "empty not");
	else if (spot.place == AT_VALUE && field)
		cli_offer_of_field(offer, of, field, name);
	else if (spot.place == AT_JOINT)
		cli_offer_words(&offer, "and or");
}
