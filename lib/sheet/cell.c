/* Parsing a cell by the type of its field (catalog.md "Sheets", C1, C2).
 *
 * Identifiers stay byte for byte and are never guessed to be numbers: what a spreadsheet spoiled is
 * refused, not repaired.  Other cells lose the blanks at their ends.  \N clears.  A cell costs no
 * allocation but for values that are not the text itself. */
#include <limits.h>
#include "base/text.h"
#include "base/units.h"
#include "sheet/plan.h"
#include <om/money.h>

typedef int parse_fn(const struct om__cell_env *, const struct om_field *, const char *unit,
	const char *text, struct om_value *, struct om_err *);

/* A key of type text is a name for people, such as a location's: its noun says what it may be. */
static bool is_ident(const struct om_field *field)
{
	return (field->flags & OM_F_IDENT) || field->type == OM_T_ID ||
		((field->flags & OM_F_KEY) && field->type != OM_T_TEXT);
}

static bool is_plain(const char *text, size_t *ret_len)
{
	const unsigned char *p = (const unsigned char *)text;

	while (*p >= 0x20 && *p < 0x7f)
		p++;
	*ret_len = (size_t)(p - (const unsigned char *)text);
	return !*p;
}

static int check_length(const struct om_field *field, const char *text, size_t bytes, bool is_ascii,
	struct om_err *err)
{
	size_t len;

	if (field->max <= 0 || bytes <= (size_t)field->max)
		return 0;
	len = is_ascii ? bytes : om__utf8_len(text);
	if (len <= (size_t)field->max)
		return 0;
	return om_err_set(err, OM_EINVAL, "too-long", "%zu characters, at most %lld are allowed",
		len, (long long)field->max);
}

static int check_ident(const struct om_field *field, const char *text, struct om_err *err)
{
	size_t len;
	bool plain = is_plain(text, &len);

	/* A tab at an end is a stray blank, one inside is a control character (catalog.md C1). */
	if ((!plain || text[0] == ' ' || text[len - 1] == ' ') && om__has_stray_blank(text))
		return om_err_set(err, OM_EINVAL, "stray-blank",
			"'%s' has a blank at its end or beginning", text);
	if (!plain && om__has_control(text))
		return om_err_set(err, OM_EINVAL, "control-character",
			"'%s' holds a control character", text);
	if (om__is_scientific(text)) {
		om_err_set(err, OM_EINVAL, "scientific-number",
			"'%s' was turned into a number by a spreadsheet", text);
		om_err_hint(err, "format the column as text and fill it in again");
		return OM_EINVAL;
	}
	return check_length(field, text, plain ? len : strlen(text), plain, err);
}

static int parse_text(const struct om__cell_env *env, const struct om_field *field,
	const char *unit, const char *text, struct om_value *ret, struct om_err *err)
{
	size_t len;
	bool plain;

	(void)env;
	(void)unit;
	ret->text = text;
	if (is_ident(field))
		return check_ident(field, text, err);
	plain = is_plain(text, &len);
	return check_length(field, text, plain ? len : strlen(text), plain, err);
}

static int bad_choice(
	struct om_arena *arena, const struct om_field *field, const char *text, struct om_err *err)
{
	char *nearest = om__nearest(arena, text, field->choices);

	om_err_set(err, OM_EINVAL, "bad-choice", "'%s' is none of %s", text, field->choices);
	if (nearest)
		om_err_hint(err, "did you mean '%s'?", nearest);
	return OM_EINVAL;
}

static int parse_word(const struct om__cell_env *env, const struct om_field *field,
	const char *unit, const char *text, struct om_value *ret, struct om_err *err)
{
	if (!field->choices)
		return parse_text(env, field, unit, text, ret, err);
	ret->text = om__choice(env->arena, text, field->choices);
	return ret->text ? 0 : bad_choice(env->arena, field, text, err);
}

/* "active" and "inactive" in a column is_active, and the like. */
static bool is_own_word(const struct om_field *field, const char *text, bool *ret)
{
	const char *word = strncmp(field->name, "is_", 3) == 0 ? field->name + 3 : NULL;

	if (!word)
		return false;
	if (om__caseeq(text, word)) {
		*ret = true;
		return true;
	}
	*ret = false;
	return (text[0] == 'i' || text[0] == 'I') && (text[1] == 'n' || text[1] == 'N') &&
		om__caseeq(text + 2, word);
}

static int parse_bool(const struct om__cell_env *env, const struct om_field *field,
	const char *unit, const char *text, struct om_value *ret, struct om_err *err)
{
	bool truth;

	(void)env;
	(void)unit;
	if (!is_own_word(field, text, &truth) && om__bool_parse(text, &truth, err) < 0)
		return OM_EINVAL;
	ret->num = truth;
	return 0;
}

/* The bounds of a number.  PLAIN: a whole number whose bounds can be named as they stand. */
static int check_range(
	const struct om_field *field, const char *text, int64_t num, bool plain, struct om_err *err)
{
	bool is_bounded = field->min || field->max;

	if (num < 0 && !(field->flags & OM_F_SIGNED) && !(is_bounded && field->min))
		return plain
			? om_err_set(err, OM_EINVAL, "not-integer", "'%s' is not 0 or more", text)
			: om_err_set(err, OM_EINVAL, "negative", "'%s' is below 0", text);
	if (!is_bounded)
		return 0;
	if (num < field->min && plain && field->min > 0)
		return om_err_set(err, OM_EINVAL, "not-integer", "'%s' is not %lld or more", text,
			(long long)field->min);
	if (num < field->min && plain)
		return om_err_set(err, OM_EINVAL, "out-of-range", "'%s' is below %lld", text,
			(long long)field->min);
	if (num > field->max && field->max > field->min && plain)
		return om_err_set(err, OM_EINVAL, "out-of-range", "'%s' is above %lld", text,
			(long long)field->max);
	if (num < field->min || (num > field->max && field->max > field->min))
		return om_err_set(
			err, OM_EINVAL, "out-of-range", "'%s' is outside the allowed range", text);
	return 0;
}

static int parse_int(const struct om__cell_env *env, const struct om_field *field, const char *unit,
	const char *text, struct om_value *ret, struct om_err *err)
{
	(void)env;
	(void)unit;
	if (om__int_parse(text, &ret->num, err) < 0)
		return OM_EINVAL;
	return check_range(field, text, ret->num, true, err);
}

static int parse_decimal(const struct om__cell_env *env, const struct om_field *field,
	const char *unit, const char *text, struct om_value *ret, struct om_err *err)
{
	(void)env;
	(void)unit;
	if (om_decimal_parse(text, &ret->num, err) < 0)
		return OM_EINVAL;
	return check_range(field, text, ret->num, false, err);
}

static int parse_money(const struct om__cell_env *env, const struct om_field *field,
	const char *unit, const char *text, struct om_value *ret, struct om_err *err)
{
	(void)unit;
	if (om_money_parse(text, true, &ret->num, err) < 0)
		return OM_EINVAL;
	ret->unit = env->om->company.currency ? env->om->company.currency : "";
	return check_range(field, text, ret->num, false, err);
}

static int parse_weight(const struct om__cell_env *env, const struct om_field *field,
	const char *unit, const char *text, struct om_value *ret, struct om_err *err)
{
	if (om__weight_parse(text, unit ? unit : env->om->company.weight_unit, &ret->num,
		    &ret->unit, err) < 0)
		return OM_EINVAL;
	return check_range(field, text, ret->num, false, err);
}

static int parse_length(const struct om__cell_env *env, const struct om_field *field,
	const char *unit, const char *text, struct om_value *ret, struct om_err *err)
{
	if (om__length_parse(text, unit ? unit : env->om->company.length_unit, &ret->num,
		    &ret->unit, err) < 0)
		return OM_EINVAL;
	return check_range(field, text, ret->num, false, err);
}

/* A day without a clock means its first second, or its last where the field is an end (ship_by). */
static int parse_time(const struct om__cell_env *env, const struct om_field *field,
	const char *unit, const char *text, struct om_value *ret, struct om_err *err)
{
	const struct om_zone *zone = env->om->zone;
	bool has_clock;

	(void)unit;
	if (om__time_parse(text, zone, env->date_format, &ret->num, &has_clock, err) < 0)
		return OM_EINVAL;
	if ((field->flags & OM_F_DAY_END) && !has_clock)
		ret->num = om__day_start(zone, om__time_day(zone, ret->num) + 1) - 1;
	return 0;
}

/* Exports of other programs write days in their own order, and with a clock that says nothing. */
static int parse_day(const struct om__cell_env *env, const struct om_field *field, const char *unit,
	const char *text, struct om_value *ret, struct om_err *err)
{
	struct om_err first = {0};
	int64_t at;

	(void)field;
	(void)unit;
	if (om__day_parse(text, &ret->num, &first) == 0)
		return 0;
	if (om__time_parse(text, env->om->zone, env->date_format, &at, NULL, err) < 0)
		return OM_EINVAL;
	ret->num = om__time_day(env->om->zone, at);
	return 0;
}

static bool two_digits(const char **p, int most, int *ret)
{
	int n = 0, digits = 0;

	for (; **p >= '0' && **p <= '9' && digits < 2; (*p)++, digits++)
		n = n * 10 + (**p - '0');
	*ret = n;
	return digits && n <= most;
}

static int parse_clock(const struct om__cell_env *env, const struct om_field *field,
	const char *unit, const char *text, struct om_value *ret, struct om_err *err)
{
	const char *p = text;
	int hour, minute, second = 0;
	bool good;

	(void)env;
	(void)field;
	(void)unit;
	good = two_digits(&p, 23, &hour) && *p++ == ':' && two_digits(&p, 59, &minute);
	if (good && *p == ':') {
		p++;
		good = two_digits(&p, 59, &second);
	}
	if (!good || *p)
		return om_err_set(err, OM_EINVAL, "bad-time",
			"'%s' is not a time of day such as 14:30", text);
	ret->num = hour * 3600 + minute * 60 + second;
	return 0;
}

/* Members are parted by pipes, those of orders by semicolons too (catalog.md, orders.md H1). */
static int parse_set(const struct om__cell_env *env, const struct om_field *field, const char *unit,
	const char *text, struct om_value *ret, struct om_err *err)
{
	char sign = field->flags & OM_F_SEMICOLON ? ';' : field->flags & OM_F_COMMA ? ',' : '|';
	struct om_set *set = om__set_split(env->arena, text, strchr(text, '|') ? '|' : sign);
	size_t kept = 0, same;

	(void)unit;
	for (size_t i = 0; set && i < set->count; i++) {
		char *member = om__trim(env->arena, set->members[i]);
		if (member && *member && field->choices) {
			char *known = om__choice(env->arena, member, field->choices);
			if (!known)
				return bad_choice(env->arena, field, member, err);
			member = known;
		}
		for (same = 0; member && same < kept && strcmp(set->members[same], member) != 0;)
			same++;
		if (!member)
			return om__nomem(err);
		if (*member && same == kept)
			set->members[kept++] = member;
	}
	if (!set)
		return om__nomem(err);
	set->count = kept;
	ret->text = om__set_join(env->arena, set);
	return ret->text ? check_length(field, ret->text, strlen(ret->text), false, err)
			 : om__nomem(err);
}

static bool is_text(enum om_type type)
{
	switch (type) {
	case OM_T_ID:
	case OM_T_TEXT:
	case OM_T_WORD:
	case OM_T_REF:
	case OM_T_ZIP:
	case OM_T_CELL:
	case OM_T_SET: return true;
	default: return false;
	}
}

static parse_fn *const parsers[] = {
	[OM_T_ID] = parse_text,
	[OM_T_TEXT] = parse_text,
	[OM_T_WORD] = parse_word,
	[OM_T_REF] = parse_text,
	[OM_T_BOOL] = parse_bool,
	[OM_T_INT] = parse_int,
	[OM_T_MONEY] = parse_money,
	[OM_T_WEIGHT] = parse_weight,
	[OM_T_LENGTH] = parse_length,
	[OM_T_TIME] = parse_time,
	[OM_T_DAY] = parse_day,
	[OM_T_CLOCK] = parse_clock,
	[OM_T_ZIP] = parse_text,
	[OM_T_CELL] = parse_text,
	[OM_T_DECIMAL] = parse_decimal,
	[OM_T_SET] = parse_set,
};

/* The text without blanks at its ends; most have none and are taken as they are. */
static const char *trimmed(struct om_arena *arena, const char *raw)
{
	size_t len = strlen(raw);
	unsigned char first = (unsigned char)raw[0], last = (unsigned char)raw[len - 1];

	if (first > ' ' && first < 0x80 && last > ' ' && last < 0x80)
		return raw;
	return om__trim(arena, raw);
}

static void make_empty(const struct om_field *field, const char *raw, struct om_cell *ret)
{
	ret->state = OM_CELL_EMPTY;
	ret->value =
		(struct om_value){.type = field->type, .is_empty = true, .text = "", .unit = ""};
	ret->raw = raw;
}

int om__cell_parse(const struct om__cell_env *env, const struct om_field *field, const char *unit,
	const char *raw, struct om_cell *ret, struct om_err *err)
{
	struct om_value value = {.type = field->type, .text = "", .unit = ""};
	const char *text = raw;
	int rc;

	make_empty(field, raw, ret);
	if (!*raw)
		return 0;
	if (!is_ident(field))
		text = trimmed(env->arena, raw);
	if (!text)
		return om__nomem(err);
	if (!*text)
		return 0;
	if (text[0] == '\\' && text[1] == 'N' && !text[2]) {
		ret->state = OM_CELL_CLEAR;
		return 0;
	}
	rc = parsers[field->type](env, field, unit, text, &value, err);
	if (rc < 0) {
		om_err_field(err, field->name, raw);
		return rc;
	}
	if (is_text(field->type) && !*value.text)
		return 0; /* a set of separators only */
	ret->state = OM_CELL_VALUE;
	ret->value = value;
	return 0;
}

/* Length of the set's next member; escaped separators belong to it. */
static size_t member_len(const char *text)
{
	size_t n = 0;

	while (text[n] && text[n] != '|')
		n += text[n] == '\\' && text[n + 1] ? 2 : 1;
	return n;
}

static bool has_member(const char *set, const char *member, size_t len)
{
	size_t n;

	for (; *set; set += n + (set[n] == '|')) {
		n = member_len(set);
		if (n == len && !memcmp(set, member, len))
			return true;
	}
	return false;
}

static bool holds_all(const char *set, const char *members)
{
	size_t n;

	for (; *members; members += n + (members[n] == '|')) {
		n = member_len(members);
		if (!has_member(set, members, n))
			return false;
	}
	return true;
}

bool om__value_equal(
	const struct om_field *field, const struct om_value *a, const struct om_value *b)
{
	if (a->is_empty || b->is_empty)
		return a->is_empty == b->is_empty;
	if (!is_text(field->type))
		return a->num == b->num;
	if (field->type == OM_T_REF)
		return om__caseeq(a->text, b->text);
	if (field->type == OM_T_SET)
		return holds_all(a->text, b->text) && holds_all(b->text, a->text);
	return !strcmp(a->text, b->text);
}

bool om__cell_equal(const struct om_field *field, const struct om_cell *a, const struct om_cell *b)
{
	if (a->state != OM_CELL_VALUE || b->state != OM_CELL_VALUE)
		return a->state == b->state;
	return om__value_equal(field, &a->value, &b->value);
}
