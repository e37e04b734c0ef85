/* Which column a header means.
 *
 * Headers are compared by letters and digits, ASCII case aside; what follows the colon of attr:NAME
 * and cf:NAME exactly (README.md, Common forms 7).  Columns that an import sets win over those it
 * only reads over, names over aliases, the record's own over its child's. */
#include <strings.h>
#include "base/buf.h"
#include "base/text.h"
#include "base/units.h"
#include "sheet/plan.h"

static bool is_settable(const struct om_field *field)
{
	return (field->flags & (OM_F_SHEET | OM_F_INPUT | OM_F_KEY)) &&
		!(field->flags & (OM_F_READONLY | OM_F_COMPUTED));
}

static bool alias_matches(struct om_arena *arena, const char *aliases, const char *key)
{
	const char *p = aliases, *end;
	char *alias;

	for (; p && *p; p = *end ? end + 1 : end) {
		end = p + strcspn(p, "|");
		alias = om__strndup(arena, p, (size_t)(end - p));
		alias = alias ? om__header_key(arena, alias) : NULL;
		if (alias && !strcmp(alias, key))
			return true;
	}
	return false;
}

static bool name_matches(
	struct om_arena *arena, const struct om_field *field, const char *key, bool by_alias)
{
	char *name;

	if (by_alias)
		return alias_matches(arena, field->aliases, key);
	name = om__header_key(arena, field->name);
	return name && !strcmp(name, key);
}

/* "attr:Gift Note" is the map field "attr:" with the name "Gift Note". */
static bool find_map(const struct om_noun *noun, const char *header, struct om__column *ret)
{
	const char *colon = strchr(header, ':');
	size_t len = colon ? (size_t)(colon - header) + 1 : 0;

	for (int i = 0; colon && colon[1] && i < noun->field_count; i++) {
		const struct om_field *field = &noun->fields[i];
		if (!(field->flags & OM_F_MAP) || strlen(field->name) != len ||
			strncasecmp(field->name, header, len) != 0)
			continue;
		*ret = (struct om__column){.field = field,
			.cell = -1,
			.map_name = colon + 1,
			.is_read_over = !is_settable(field)};
		return true;
	}
	return false;
}

static bool find_field(struct om_arena *arena, const struct om_noun *noun, const char *key,
	bool by_alias, bool is_settable_wanted, struct om__column *ret)
{
	for (int i = 0; i < noun->field_count; i++) {
		const struct om_field *field = &noun->fields[i];
		if ((field->flags & OM_F_MAP) || is_settable(field) != is_settable_wanted ||
			!name_matches(arena, field, key, by_alias))
			continue;
		*ret = (struct om__column){
			.field = field, .cell = i, .is_read_over = !is_settable_wanted};
		return true;
	}
	return false;
}

/* Fields that a higher folder adds to the noun are never set by its import. */
static bool find_ext(
	struct om_arena *arena, const struct om_noun *noun, const char *key, struct om__column *ret)
{
	for (const struct om_noun_ext *const *ext = noun->exts; ext && *ext; ext++) {
		for (int i = 0; i < (*ext)->field_count; i++) {
			const struct om_field *field = &(*ext)->fields[i];
			if (!name_matches(arena, field, key, false) &&
				!name_matches(arena, field, key, true))
				continue;
			*ret = (struct om__column){
				.field = field, .cell = -1, .is_read_over = true};
			return true;
		}
	}
	return false;
}

static bool find_key(struct om_arena *arena, const struct om_noun *noun,
	const struct om_noun *child, const char *key, struct om__column *ret)
{
	const struct om_noun *nouns[2] = {noun, child};

	/* 0 settable by name, 1 settable by alias, 2 and 3 the same of those that are read over */
	for (int pass = 0; pass < 4; pass++) {
		for (int i = 0; i < 2 && nouns[i]; i++) {
			if (!find_field(arena, nouns[i], key, pass & 1, pass < 2, ret))
				continue;
			ret->is_outer = i == 0;
			if (i == 1)
				ret->cell += noun->field_count;
			if (ret->is_read_over)
				ret->cell = -1;
			return true;
		}
	}
	return find_ext(arena, noun, key, ret) || (child && find_ext(arena, child, key, ret));
}

/* The unit in parentheses at the end of a header, "Height (in.)": *RET_LEN is what stands before
 * it. */
static const char *header_unit(struct om_arena *arena, const char *header, size_t *ret_len)
{
	const char *open = strrchr(header, '('), *close = open ? strchr(open, ')') : NULL;
	const char *unit;
	char *word;
	size_t len;

	if (!close)
		return NULL;
	len = (size_t)(close - open) - 1;
	if (len && open[len] == '.')
		len--;
	word = om__strndup(arena, open + 1, len);
	unit = word ? om__weight_unit(word) : NULL;
	if (!unit && word)
		unit = om__length_unit(word);
	*ret_len = (size_t)(open - header);
	return unit;
}

static bool takes_unit(const struct om_field *field, const char *unit)
{
	if (field->type == OM_T_WEIGHT)
		return om__weight_unit(unit) != NULL;
	return field->type == OM_T_LENGTH && om__length_unit(unit) != NULL;
}

bool om__column_find(struct om_arena *arena, const struct om_noun *noun,
	const struct om_noun *child, const char *header, struct om__column *ret)
{
	char *text = om__trim(arena, header), *key = text ? om__header_key(arena, text) : NULL;
	const char *unit;
	size_t len;
	bool found;

	if (!key || !*key)
		return false;
	if (find_map(noun, text, ret)) {
		ret->is_outer = true;
		return true;
	}
	if (child && find_map(child, text, ret))
		return true;
	found = find_key(arena, noun, child, key, ret);
	unit = header_unit(arena, text, &len);
	if (!found && unit) {
		text = om__strndup(arena, text, len);
		key = text ? om__header_key(arena, text) : NULL;
		found = key && *key && find_key(arena, noun, child, key, ret) &&
			takes_unit(ret->field, unit);
	}
	if (found && unit && takes_unit(ret->field, unit))
		ret->unit = unit;
	return found;
}

static void add_names(struct om_buf *words, const struct om_noun *noun)
{
	for (int i = 0; noun && i < noun->field_count; i++) {
		if (!is_settable(&noun->fields[i]))
			continue;
		om__buf_str(words, noun->fields[i].name);
		om__buf_char(words, ' ');
	}
}

const char *om__column_nearest(struct om_arena *arena, const struct om_noun *noun,
	const struct om_noun *child, const char *header)
{
	struct om_buf words;
	char *folded = om__fold(arena, header), *nearest;

	om__buf_init(&words, 0);
	add_names(&words, noun);
	add_names(&words, child);
	for (char *p = folded; p && *p; p++)
		if (*p == ' ')
			*p = '_';
	nearest = folded && !words.is_bad ? om__nearest(arena, folded, words.data) : NULL;
	om__buf_release(&words);
	return nearest;
}
