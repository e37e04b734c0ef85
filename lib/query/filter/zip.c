/* ZIP items (bots.md, "ZIP ranges"): what `ship_zip in (...)` may hold and when a ZIP meets an
 * item.
 *
 * The keys compared here are the ones that query.sql builds for the database; the two must stay the
 * same. */
#include <stdio.h>
#include <stdlib.h>
#include "base/country/country.h"
#include "base/text.h"
#include "query/filter/parse.h"

#define ZIP_KEY 16

const struct om_field *om__zip_country(const struct om_noun *noun, const struct om_field *f)
{
	char name[64];
	size_t n = strlen(f->name);

	/* ship_zip has ship_country, zip has country */
	if (n < 3 || n + 5 > sizeof(name) || strcmp(f->name + n - 3, "zip") != 0)
		return NULL;
	snprintf(name, sizeof(name), "%.*scountry", (int)(n - 3), f->name);
	return om_noun_field(noun, name);
}

static bool is_digits(const char *s)
{
	return *s && s[strspn(s, "0123456789")] == '\0';
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* TEXT in capitals without blanks; false when it does not fit, so that nothing matches. */
static bool squeeze(const char *text, char ret[ZIP_KEY])
{
	size_t n = 0;

	for (; *text; text++) {
		if (*text == ' ')
			continue;
		if (n + 1 >= ZIP_KEY)
			return false;
		ret[n++] = *text >= 'a' && *text <= 'z' ? (char)(*text - 32) : *text;
	}
	ret[n] = '\0';
	return true;
}

/* ---- reading ---- */

static int bad_zip(struct om__parse *p, const struct om_field *f, unsigned at, const char *text)
{
	om__parse_fail(p, at, "filter-value", "'%.40s' is not a ZIP code or range", text);
	om_err_field(p->err, f->name, text);
	return OM_EINVAL;
}

static int bad_range(
	struct om__parse *p, const struct om_field *f, unsigned at, const struct om__zip *z)
{
	om__parse_fail(p, at, "filter-range", "'%s..%s' is no ZIP range", z->lo, z->hi);
	om_err_field(p->err, f->name, NULL);
	om_err_hint(p->err, "both ends have the same length, the lower one first");
	return OM_EINVAL;
}

/* Cuts "CC:" from TEXT. */
static const char *cut_country(const char *text, char ret[3])
{
	if (!is_upper(text[0]) || !is_upper(text[1]) || text[2] != ':')
		return text;
	ret[0] = text[0];
	ret[1] = text[1];
	ret[2] = '\0';
	return text + 3;
}

static bool us_shape(const char *s, enum om__zip_shape *ret)
{
	size_t n = strlen(s);

	if (n == 10 && s[5] == '-' && strspn(s, "0123456789") == 5 && is_digits(s + 6)) {
		*ret = OM__Z_US9;
		return true;
	}
	*ret = n == 3 ? OM__Z_US3 : OM__Z_US5;
	return (n == 3 || n == 5) && is_digits(s);
}

/* Letters and number of a British outward code, SW1A: SW and 1. */
static bool outward(const char *s, char ret_letters[ZIP_KEY], int *ret_number)
{
	size_t n = is_upper(s[0]) ? (is_upper(s[1]) ? 2 : 1) : 0;

	if (!n || s[n] < '0' || s[n] > '9')
		return false;
	memcpy(ret_letters, s, n);
	ret_letters[n] = '\0';
	*ret_number = (int)strtol(s + n, NULL, 10);
	return *ret_number <= 99;
}

static int read_us(
	struct om__parse *p, const struct om_field *f, struct om__zip *z, bool range, unsigned at)
{
	const char *one = *z->lo ? z->lo : z->hi;
	enum om__zip_shape hi;

	if (strlen(one) == 11 && one[5] == '-' && strspn(one, "0123456789") == 5 &&
		is_digits(one + 6)) {
		om__parse_fail(p, at, "filter-range", "'%s' is no ZIP code", one);
		om_err_hint(p->err, "write %.5s..%s", one, one + 6);
		return OM_EINVAL;
	}
	if (!us_shape(one, &z->shape))
		return bad_zip(p, f, at, one);
	if (!range)
		return 0;
	if (*z->lo && *z->hi && (!us_shape(z->hi, &hi) || hi != z->shape))
		return us_shape(z->hi, &hi) ? bad_range(p, f, at, z) : bad_zip(p, f, at, z->hi);
	return z->shape == OM__Z_US9 ? bad_range(p, f, at, z) : 0;
}

static int read_gb(struct om__parse *p, const struct om_field *f, struct om__zip *z, unsigned at)
{
	char lo[ZIP_KEY] = "", hi[ZIP_KEY] = "";

	z->shape = OM__Z_GB;
	z->lo_num = 0;
	z->hi_num = 99;
	if (*z->lo && !outward(z->lo, lo, &z->lo_num))
		return bad_zip(p, f, at, z->lo);
	if (*z->hi && !outward(z->hi, hi, &z->hi_num))
		return bad_zip(p, f, at, z->hi);
	if ((*lo && *hi && strcmp(lo, hi) != 0) || z->lo_num > z->hi_num)
		return bad_range(p, f, at, z);
	memcpy(z->lo, *lo ? lo : hi, ZIP_KEY);
	memcpy(z->hi, z->lo, ZIP_KEY);
	return 0;
}

static int read_keys(
	struct om__parse *p, const struct om_field *f, struct om__zip *z, bool range, unsigned at)
{
	int rc = 0;

	z->shape = OM__Z_TEXT;
	if (!strcmp(z->country, "GB"))
		return read_gb(p, f, z, at);
	if (!strcmp(z->country, "US"))
		rc = read_us(p, f, z, range, at);
	else if (!strcmp(z->country, "CA"))
		z->shape = OM__Z_CA;
	if (rc)
		return rc;
	if (z->shape == OM__Z_CA &&
		((*z->lo && strlen(z->lo) != 3) || (*z->hi && strlen(z->hi) != 3)))
		return om__parse_fail(
			p, at, "filter-range", "Canadian ranges go by the first three characters");
	if (*z->lo && *z->hi && (strlen(z->lo) != strlen(z->hi) || strcmp(z->lo, z->hi) > 0))
		return bad_range(p, f, at, z);
	return 0;
}

static int add_zip(struct om__parse *p, const struct om_field *f, struct om__item *it,
	const char *lo, const char *hi, bool range)
{
	struct om__zip *z = OM_NEW(p->arena, struct om__zip), **end = &it->zips;
	char other[3] = "";
	const char *bare;
	int rc;

	if (!z)
		return om__nomem(p->err);
	memcpy(z->country, "US", 3);
	bare = cut_country(lo, z->country);
	if (!squeeze(bare, z->lo) || (*lo && !*z->lo))
		return bad_zip(p, f, it->at, lo);
	bare = cut_country(hi, *lo ? other : z->country);
	if (!squeeze(bare, z->hi) || (*hi && !*z->hi))
		return bad_zip(p, f, it->at, hi);
	if (*other && strcmp(other, z->country) != 0)
		return om__parse_fail(p, it->at, "filter-range", "the ends lie in two countries");
	if (!range)
		memcpy(z->hi, z->lo, ZIP_KEY);
	rc = read_keys(p, f, z, range, it->at);
	while (*end)
		end = &(*end)->next;
	*end = z;
	return rc;
}

int om__zip_read(struct om__parse *p, const struct om_field *f, struct om__item *it, unsigned at)
{
	(void)at;
	return add_zip(p, f, it, it->lo.text, it->hi.text, it->is_range);
}

/* The members of a set are items as they are written in a list. */
int om__zip_set_read(
	struct om__parse *p, const struct om_field *f, struct om__item *it, unsigned at)
{
	const char *items = p->env->zipset ? p->env->zipset(p->env->arg, it->set) : NULL;

	if (!items)
		return om__parse_fail(p, at, "filter-set", "no zip set '@%.60s'", it->set);
	while (*items) {
		size_t n = strcspn(items, ",");
		char *item = om__strndup(p->arena, items, n), *dots;
		int rc;

		item = item ? om__trim(p->arena, item) : NULL;
		if (!item)
			return om__nomem(p->err);
		dots = strstr(item, "..");
		if (dots)
			*dots = '\0';
		rc = *item || dots ? add_zip(p, f, it, item, dots ? dots + 2 : "", dots != NULL)
				   : 0;
		if (rc)
			return rc;
		items += n + (items[n] == ',');
	}
	return 0;
}

/* ---- matching ---- */

static bool in_range(const struct om__zip *z, const char *key)
{
	return (!*z->lo || strcmp(key, z->lo) >= 0) && (!*z->hi || strcmp(key, z->hi) <= 0);
}

/* Digits before '-', 3 or 4 of them padded to 5; other shapes match nothing. */
static bool match_us(const struct om__zip *z, const char *s)
{
	char key[6] = "00000";
	size_t n = strcspn(s, "-");

	if (n < 3 || n > 5 || strspn(s, "0123456789") != n)
		return false;
	memcpy(key + 5 - n, s, n);
	if (z->shape == OM__Z_US9)
		return !strncmp(key, z->lo, 5) && !strcmp(s + n, z->lo + 5);
	if (z->shape == OM__Z_US3)
		key[3] = '\0';
	return in_range(z, key);
}

static bool match_gb(const struct om__zip *z, char *s)
{
	char letters[ZIP_KEY];
	size_t n = strlen(s);
	int number;

	/* The inward code is always three characters. */
	if (n >= 5)
		s[n - 3] = '\0';
	return outward(s, letters, &number) && !strcmp(letters, z->lo) && number >= z->lo_num &&
		number <= z->hi_num;
}

bool om__zip_match(const struct om__zip *z, const char *zip, const char *country)
{
	char key[ZIP_KEY];

	if (strcmp(country, z->country) != 0 || !squeeze(zip, key))
		return false;
	switch (z->shape) {
	case OM__Z_US3:
	case OM__Z_US5:
	case OM__Z_US9: return match_us(z, key);
	case OM__Z_GB: return match_gb(z, key);
	case OM__Z_CA: key[3] = '\0'; return strlen(key) == 3 && in_range(z, key);
	default: return strlen(key) == strlen(*z->lo ? z->lo : z->hi) && in_range(z, key);
	}
}
