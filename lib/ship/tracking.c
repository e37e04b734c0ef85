/* Tracking numbers (shipping.md R9): what is cut from a pasted one, and whether its check digit is
 * right.
 *
 * Only shapes that carriers gave a check digit are looked at, and a wrong one is only told: an
 * artificial number is a number too (R8.1). */
#include "base/text.h"
#include "core/core.h"
#include "ship/ship_int.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool are_digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_digit(s[i]))
			return false;
	return true;
}

/* UPS, 1Z and 16 letters or digits: every second of the first 15 counts twice. */
static bool is_right_1z(const char *s)
{
	int sum = 0;

	for (int i = 2; i < 17; i++) {
		int value = is_digit(s[i]) ? s[i] - '0' : (s[i] - 'A' + 2) % 10;
		sum += i % 2 ? 2 * value : value;
	}
	return is_digit(s[17]) && (10 - sum % 10) % 10 == s[17] - '0';
}

/* Of mail: weights 3 and 1 in turn, from the digit beside the check digit on. */
static bool is_right_mail(const char *s, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i + 1 < n; i++)
		sum += (s[n - 2 - i] - '0') * (i % 2 ? 1 : 3);
	return (10 - sum % 10) % 10 == s[n - 1] - '0';
}

static bool is_right_fedex(const char *s)
{
	static const int weights[] = {3, 1, 7};
	int sum = 0;

	for (int i = 0; i < 11; i++)
		sum += (s[i] - '0') * weights[i % 3];
	return sum % 11 % 10 == s[11] - '0';
}

/* Of the postal union: two letters, eight digits, the check digit, the country. */
static bool is_right_s10(const char *s)
{
	static const int weights[] = {8, 6, 4, 2, 3, 5, 9, 7};
	int sum = 0, check;

	for (int i = 0; i < 8; i++)
		sum += (s[2 + i] - '0') * weights[i];
	check = 11 - sum % 11;
	check = check == 10 ? 0 : check == 11 ? 5 : check;
	return check == s[10] - '0';
}

bool om_tracking_is_odd(const char *carrier, const char *number)
{
	size_t n = strlen(number);
	char s[40], first[8] = "";

	if (n >= sizeof(s))
		return false;
	for (size_t i = 0; i <= n; i++)
		s[i] = number[i] >= 'a' && number[i] <= 'z' ? (char)(number[i] - 32) : number[i];
	for (size_t i = 0; carrier && carrier[i] && i + 1 < sizeof(first); i++)
		first[i] = carrier[i];
	if (n == 18 && s[0] == '1' && s[1] == 'Z') {
		for (size_t i = 2; i < n; i++)
			if (!is_digit(s[i]) && !is_letter(s[i]))
				return false;
		return !is_right_1z(s);
	}
	if ((n == 20 || n == 22) && s[0] == '9' && are_digits(s, n))
		return !is_right_mail(s, n);
	if (n == 12 && are_digits(s, n) && !strncasecmp(first, "fedex", 5))
		return !is_right_fedex(s);
	if (n == 13 && is_letter(s[0]) && is_letter(s[1]) && are_digits(s + 2, 9) &&
		is_letter(s[11]) && is_letter(s[12]))
		return !is_right_s10(s);
	return false;
}

char *om_tracking_clean(struct om_arena *arena, const char *text)
{
	char *ret = om__strdup(arena, text + (*text == '\'')), *to = ret;

	for (const char *from = ret; from && *from; from++)
		if (*from != ' ' && *from != '\t')
			*to++ = *from;
	if (to)
		*to = '\0';
	return ret;
}

int om__tracking_is_free(
	struct om *om, int64_t order_id, const struct om_ship *s, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc;

	if (s->is_untracked || om_allowed(om, "same-tracking"))
		return 0;
	rc = om__q(om, OM__SQL_tracking_elsewhere,
		OM__ARGS(OM__S("tracking_number", s->tracking), OM__I("order_id", order_id)), &q,
		err);
	if (!rc)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	om_err_set(err, OM_EREFUSED, "same-tracking", "'%s' stands on S%lld of %s already",
		s->tracking, (long long)om__col_int(q, 0), om__col_text(q, 1));
	om_err_hint(err, "--allow same-tracking --reason TEXT ships them in one parcel");
	return OM_EREFUSED;
}

int om__ship_known(struct om *om, int64_t order_id, const char *tracking, struct om_arena *arena,
	char **ret_units, struct om_err *err)
{
	return om__get_text(om, OM__SQL_tracking_known,
		OM__ARGS(OM__I("order_id", order_id), OM__S("tracking_number", tracking)), arena,
		ret_units, err);
}
