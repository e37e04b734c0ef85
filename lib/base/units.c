/* Weights in nanograms and lengths in micrometres (catalog.md C2).
 *
 * Both are one kind of measure: a table of units, each a whole number of the stored grain, and a
 * greatest number of decimals.  Parsing rounds once, half up, in 128 bits; printing searches for
 * the shortest decimal that parses back to the same stored value. */
#include <stdio.h>
#include "base/text.h"
#include "base/units.h"

#define u128 unsigned __int128

struct unit {
	const char *word;
	int64_t grains;
};

struct measure {
	const char *noun;
	const char *words; /* for messages */
	int decimals;
	const struct unit *units;
	size_t count;
};

/* In the order in which printing tries them when the unit asked for cannot show the value. */
static const struct unit weight_units[] = {
	{"oz", 28349523125},
	{"lb", 453592370000},
	{"g", 1000000000},
	{"kg", 1000000000000},
};
static const struct unit length_units[] = {
	{"in", 25400},
	{"ft", 304800},
	{"mm", 1000},
	{"cm", 10000},
	{"m", 1000000},
};
static const struct measure weight = {
	"weight", "lb oz g kg", 6, weight_units, OM_COUNT(weight_units)};
static const struct measure length = {
	"length", "in ft mm cm m", 3, length_units, OM_COUNT(length_units)};

static const uint64_t power_of_ten[] = {1, 10, 100, 1000, 10000, 100000, 1000000};

static const struct unit *find_unit(const struct measure *measure, const char *text)
{
	for (size_t i = 0; text && i < measure->count; i++)
		if (om__caseeq(measure->units[i].word, text))
			return &measure->units[i];
	return NULL;
}

/* NUMERATOR / DIVISOR, half up. */
static u128 divide_half_up(u128 numerator, u128 divisor)
{
	return (numerator + divisor / 2) / divisor;
}

/* A decimal as it was typed: mantissa / 10^decimals. */
struct decimal {
	uint64_t mantissa;
	int decimals;
	bool is_too_large;
};

/* Reads a decimal without sign at TEXT and returns its end, or NULL where there is none. */
static const char *read_decimal(const char *text, struct decimal *ret)
{
	const char *p = text, *point = NULL;
	int digits = 0;

	*ret = (struct decimal){0};
	for (; (*p >= '0' && *p <= '9') || (*p == '.' && !point); p++) {
		if (*p == '.') {
			point = p;
			continue;
		}
		digits++;
		if (__builtin_mul_overflow(ret->mantissa, 10U, &ret->mantissa) ||
			__builtin_add_overflow(ret->mantissa, (uint64_t)(*p - '0'), &ret->mantissa))
			ret->is_too_large = true;
	}
	if (digits == 0 || (point && point + 1 == p))
		return NULL;
	if (point)
		ret->decimals = p - point - 1 > 100 ? 100 : (int)(p - point - 1);
	return p;
}

static int bad_unit(const struct measure *measure, const char *text, struct om_err *err)
{
	om_err_set(err, OM_EINVAL, "bad-unit", "'%s' is not a %s", text, measure->noun);
	om_err_hint(err, "a number with one of the units %s", measure->words);
	return OM_EINVAL;
}

/* The unit that the rest of the text names: DEFAULT_UNIT where nothing but blanks is left. */
static const struct unit *read_unit(
	const struct measure *measure, const char *text, const char *default_unit)
{
	char word[8];
	size_t len = 0;

	while (*text == ' ' || *text == '\t')
		text++;
	for (; text[len] && text[len] != ' ' && text[len] != '\t'; len++) {
		if (len + 1 == sizeof(word))
			return NULL;
		word[len] = text[len];
	}
	word[len] = '\0';
	for (text += len; *text; text++)
		if (*text != ' ' && *text != '\t')
			return NULL;
	return find_unit(measure, len ? word : default_unit);
}

static int parse(const struct measure *measure, const char *text, const char *default_unit,
	const struct unit **ret_unit, int64_t *ret, struct om_err *err)
{
	const char *p = text;
	struct decimal decimal;

	while (*p == ' ' || *p == '\t')
		p++;
	bool is_negative = *p == '-';
	if (*p == '-' || *p == '+')
		p++;
	p = read_decimal(p, &decimal);
	const struct unit *unit = p ? read_unit(measure, p, default_unit) : NULL;
	if (!unit)
		return bad_unit(measure, text, err);
	if (decimal.decimals > measure->decimals)
		return om_err_set(err, OM_EINVAL, "too-precise",
			"%s '%s' has more than %d decimals", measure->noun, text,
			measure->decimals);
	u128 stored = divide_half_up(
		(u128)decimal.mantissa * (u128)unit->grains, power_of_ten[decimal.decimals]);
	if (decimal.is_too_large || stored > INT64_MAX || (is_negative && stored > 0))
		return om_err_set(err, OM_EINVAL, "out-of-range", "%s '%s' is %s", measure->noun,
			text, is_negative ? "negative" : "too large");
	*ret = (int64_t)stored;
	*ret_unit = unit;
	return 0;
}

/* The value as MANTISSA / 10^DECIMALS of UNIT, rounded; true if that reads back as VALUE. */
static bool fits(uint64_t value, const struct unit *unit, int decimals, u128 *ret_mantissa)
{
	u128 power = power_of_ten[decimals], grains = (u128)unit->grains;

	*ret_mantissa = divide_half_up(value * power, grains);
	return divide_half_up(*ret_mantissa * grains, power) == value;
}

static char *print_decimal(
	u128 mantissa, int decimals, bool is_negative, const char *unit, char ret[OM_UNIT_TEXT])
{
	uint64_t power = power_of_ten[decimals];
	const char *sign = is_negative ? "-" : "";
	unsigned long long whole = (unsigned long long)(mantissa / power);

	/* A rounded fallback may end in zeros, the shortest decimal never does. */
	while (decimals > 0 && mantissa % 10 == 0) {
		mantissa /= 10;
		power /= 10;
		decimals--;
	}
	if (decimals == 0)
		snprintf(ret, OM_UNIT_TEXT, "%s%llu%s", sign, whole, unit);
	else
		snprintf(ret, OM_UNIT_TEXT, "%s%llu.%0*llu%s", sign, whole, decimals,
			(unsigned long long)(mantissa % power), unit);
	return ret;
}

static char *print(
	const struct measure *measure, int64_t value, const char *word, char ret[OM_UNIT_TEXT])
{
	const struct unit *asked = find_unit(measure, word);
	bool is_negative = value < 0;
	uint64_t size = is_negative ? 0 - (uint64_t)value : (uint64_t)value;
	u128 mantissa = 0;

	if (!asked)
		asked = &measure->units[measure->count - 1];
	for (size_t i = 0; i <= measure->count; i++) {
		const struct unit *unit = i == 0 ? asked : &measure->units[i - 1];
		for (int decimals = 0; decimals <= measure->decimals; decimals++)
			if (fits(size, unit, decimals, &mantissa))
				return print_decimal(
					mantissa, decimals, is_negative, unit->word, ret);
	}
	/* No unit shows it exactly (a sum of rounded weights): the nearest of the unit asked for.
	 */
	(void)fits(size, asked, measure->decimals, &mantissa);
	return print_decimal(mantissa, measure->decimals, is_negative, asked->word, ret);
}

int om__weight_parse(const char *text, const char *default_unit, int64_t *ret_ng,
	const char **ret_unit, struct om_err *err)
{
	const struct unit *unit = NULL;
	int rc = parse(&weight, text, default_unit, &unit, ret_ng, err);

	if (rc == 0)
		*ret_unit = unit->word;
	return rc;
}

int om__length_parse(const char *text, const char *default_unit, int64_t *ret_um,
	const char **ret_unit, struct om_err *err)
{
	const struct unit *unit = NULL;
	int rc = parse(&length, text, default_unit, &unit, ret_um, err);

	if (rc == 0)
		*ret_unit = unit->word;
	return rc;
}

char *om__weight_print(int64_t ng, const char *unit, char ret[OM_UNIT_TEXT])
{
	return print(&weight, ng, unit, ret);
}

char *om__length_print(int64_t um, const char *unit, char ret[OM_UNIT_TEXT])
{
	return print(&length, um, unit, ret);
}

const char *om__weight_unit(const char *text)
{
	const struct unit *unit = find_unit(&weight, text);

	return unit ? unit->word : NULL;
}

const char *om__length_unit(const char *text)
{
	const struct unit *unit = find_unit(&length, text);

	return unit ? unit->word : NULL;
}
