/* Literals of the filter language by type (bots.md, "Types, literals, operators"): what a word or
 * string means for a field.
 *
 * A literal keeps its own spelling for the printer and gets the form that the back ends compare by:
 * a number, or a text that is folded where the type compares without case.  Words of closed lists,
 * states and countries become the stored spelling. */
#include <om/money.h>
#include "base/country/country.h"
#include "base/text.h"
#include "base/units.h"
#include "query/filter/parse.h"

typedef int om__reader(struct om__parse *, const struct om_field *, const struct om__token *,
	struct om__literal *);

static int bad_value(
	struct om__parse *p, const struct om_field *f, const struct om__token *t, const char *what)
{
	om__parse_fail(p, t->at, "filter-value", "'%.60s' is not %s", t->text, what);
	om_err_field(p->err, f->name, t->text);
	return OM_EINVAL;
}

static int keep(struct om__parse *p, struct om__literal *ret, const char *key)
{
	ret->key = key;
	return key ? 0 : om__nomem(p->err);
}

static int read_id(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	(void)f;
	return keep(p, ret, t->text);
}

static int read_text(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	char *trimmed = om__trim(p->arena, t->text);

	(void)f;
	return keep(p, ret, trimmed ? om__fold(p->arena, trimmed) : NULL);
}

static int read_choice(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	char *word = om__choice(p->arena, t->text, f->choices), *near;

	if (word) {
		ret->text = word;
		return keep(p, ret, word);
	}
	om__parse_fail(p, t->at, "filter-value", "unknown %s '%.60s'", f->name, t->text);
	om_err_field(p->err, f->name, t->text);
	near = om__nearest(p->arena, t->text, f->choices);
	if (near)
		om_err_hint(p->err, "did you mean '%s'?", near);
	else
		om_err_hint(p->err, "one of: %.180s", f->choices);
	return OM_EINVAL;
}

/* Is NAME the field WORD or does it end in _WORD? */
static bool is_about(const char *name, const char *word)
{
	size_t n = strlen(name), m = strlen(word);

	return n >= m && !strcmp(name + n - m, word) && (n == m || name[n - m - 1] == '_');
}

/* The code of a state of the countries that have codes; elsewhere the state is text (bots.md,
 * ship_state). */
static const char *state_code(const char *text)
{
	static const char *const countries[] = {"US", "CA", "AU"};

	for (size_t i = 0; i < OM_COUNT(countries); i++) {
		const char *code = om__state_find(countries[i], text);
		if (code)
			return code;
	}
	return NULL;
}

/* Words without a list of their own.  Stored codes have a case of their own, so all of these
 * compare folded. */
static int read_word(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	const char *code = NULL;

	if (f->choices)
		return read_choice(p, f, t, ret);
	if (is_about(f->name, "country")) {
		code = om__country_find(t->text);
		if (!code && *t->text)
			return bad_value(p, f, t, "a country");
	} else if (is_about(f->name, "currency")) {
		char *upper = om__strdup(p->arena, t->text);
		for (char *s = upper; s && *s; s++)
			*s = *s >= 'a' && *s <= 'z' ? (char)(*s - 32) : *s;
		if (upper && *upper && om_currency_digits(upper) < 0)
			return bad_value(p, f, t, "a currency code");
		code = upper;
	} else if (is_about(f->name, "state")) {
		code = state_code(t->text);
	}
	if (code)
		ret->text = code;
	return keep(p, ret, om__fold(p->arena, ret->text));
}

static int read_bool(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	struct om_err e = {0};
	bool yes;

	if (om__bool_parse(t->text, &yes, &e))
		return bad_value(p, f, t, "yes or no");
	ret->num = yes;
	ret->text = yes ? "yes" : "no";
	return 0;
}

static int read_int(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	struct om_err e = {0};

	return om__int_parse(t->text, &ret->num, &e) ? bad_value(p, f, t, "a whole number") : 0;
}

static int read_decimal(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	struct om_err e = {0};

	return om_decimal_parse(t->text, &ret->num, &e)
		? bad_value(p, f, t, "a number of at most 4 places")
		: 0;
}

static int bad_currency(struct om__parse *p, unsigned at, const char *text)
{
	return om__parse_fail(p, at, "filter-unit", "unknown currency '%.20s'", text);
}

/* NUMBER, NUMBERCUR, "NUMBER CUR" */
static int read_money(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	struct om_err e = {0};
	size_t n = strspn(t->text, "0123456789.,+-"), m = n + strspn(t->text + n, " ");
	char *number = om__strndup(p->arena, t->text, n), *cur = om__strdup(p->arena, t->text + m);

	if (!number || !cur)
		return om__nomem(p->err);
	if (om_money_parse(number, false, &ret->num, &e))
		return bad_value(p, f, t, "an amount");
	ret->text = number;
	ret->unit = p->env->currency;
	if (!*cur)
		return 0;
	if (om_currency_digits(cur) < 0)
		return bad_currency(p, t->at, cur);
	ret->unit = cur;
	ret->has_unit = true;
	return 0;
}

int om__literal_currency(struct om__parse *p, struct om__literal *l)
{
	const struct om__token *t = &p->tokens[p->pos];

	/* Keywords are lower case, so three capitals can only be a currency. */
	if (t->kind != OM__T_WORD || strlen(t->text) != 3 ||
		strspn(t->text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
		return 0;
	if (l->has_unit)
		return om__parse_fail(p, t->at, "filter-syntax", "unexpected '%s'", t->text);
	if (om_currency_digits(t->text) < 0)
		return bad_currency(p, t->at, t->text);
	l->unit = t->text;
	l->has_unit = true;
	p->pos++;
	return 0;
}

/* What the unit parsers of base say, in the words of filters. */
static int bad_measure(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	const struct om_err *e)
{
	bool unit = !strcmp(e->word, "bad-unit") && t->text[strspn(t->text, "0123456789.+-")];

	if (e->code == OM_ENOMEM)
		return om__nomem(p->err);
	if (!strcmp(e->word, "too-precise")) {
		om__parse_fail(p, t->at, "filter-value", "%s", e->message);
		om_err_field(p->err, f->name, t->text);
		return OM_EINVAL;
	}
	if (!unit)
		return bad_value(p, f, t, f->type == OM_T_WEIGHT ? "a weight" : "a length");
	om__parse_fail(p, t->at, "filter-unit", "'%.60s' has an unknown unit", t->text);
	om_err_field(p->err, f->name, t->text);
	om_err_hint(p->err, "units: %s", f->type == OM_T_WEIGHT ? "lb oz g kg" : "in ft mm cm m");
	return OM_EINVAL;
}

static int read_weight(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	struct om_err e = {0};

	if (om__weight_parse(t->text, p->env->weight_unit, &ret->num, &ret->unit, &e))
		return bad_measure(p, f, t, &e);
	return 0;
}

static int read_length(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	struct om_err e = {0};

	if (om__length_parse(t->text, p->env->length_unit, &ret->num, &ret->unit, &e))
		return bad_measure(p, f, t, &e);
	return 0;
}

static int read_when(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	int rc = om__when_read(p, f, t, &ret->when);

	if (!rc && f->type == OM_T_TIME && om__when_is_local(&ret->when))
		p->filter->has_local_time = true;
	return rc;
}

static bool two_digits(const char *s, int max, int64_t *ret)
{
	if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
		return false;
	*ret = (s[0] - '0') * 10 + s[1] - '0';
	return *ret <= max;
}

/* HH:MM[:SS]; 24:00 is the end of the day. */
static int read_clock(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	const char *s = t->text;
	size_t len = strlen(s);
	int64_t h, m, sec = 0;
	bool good = (len == 5 || len == 8) && two_digits(s, 24, &h) && s[2] == ':' &&
		two_digits(s + 3, 59, &m) &&
		(len == 5 || (s[5] == ':' && two_digits(s + 6, 59, &sec)));

	if (!good || h * 3600 + m * 60 + sec > 86400)
		return bad_value(p, f, t, "a time of day such as 22:00");
	ret->num = h * 3600 + m * 60 + sec;
	return 0;
}

static int read_set(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	if (f->choices)
		return read_choice(p, f, t, ret);
	return om__is_exact(f) ? read_id(p, f, t, ret) : keep(p, ret, om__fold(p->arena, t->text));
}

int om__literal_read(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	static om__reader *const readers[] = {
		[OM_T_ID] = read_id,
		[OM_T_TEXT] = read_text,
		[OM_T_WORD] = read_word,
		[OM_T_REF] = om__ref_read,
		[OM_T_BOOL] = read_bool,
		[OM_T_INT] = read_int,
		[OM_T_MONEY] = read_money,
		[OM_T_WEIGHT] = read_weight,
		[OM_T_LENGTH] = read_length,
		[OM_T_TIME] = read_when,
		[OM_T_DAY] = read_when,
		[OM_T_CLOCK] = read_clock,
		[OM_T_ZIP] = read_id,
		[OM_T_CELL] = read_text,
		[OM_T_DECIMAL] = read_decimal,
		[OM_T_SET] = read_set,
	};

	*ret = (struct om__literal){.text = t->text, .key = "", .unit = ""};
	return readers[f->type](p, f, t, ret);
}
