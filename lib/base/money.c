/* Exact money.  Every product and quotient is taken in 128 bits and rounded once, half away from
 * zero; every sum that could leave int64 is checked.  Printing and parsing are each other's inverse
 * for the four decimals that are stored. */
#include <om/money.h>
#include "base/base.h"

#define DECIMALS 4

#define u128 unsigned __int128

struct currency {
	char code[4];
	int8_t digits;
};

/* ISO 4217 without metals, funds and test codes, sorted; and those withdrawn since 2023, which the
 * books of those years still hold (ANG BGN CUC HRK SLL ZWL). */
static const struct currency currencies[] = {
	{"AED", 2},
	{"AFN", 2},
	{"ALL", 2},
	{"AMD", 2},
	{"ANG", 2},
	{"AOA", 2},
	{"ARS", 2},
	{"AUD", 2},
	{"AWG", 2},
	{"AZN", 2},
	{"BAM", 2},
	{"BBD", 2},
	{"BDT", 2},
	{"BGN", 2},
	{"BHD", 3},
	{"BIF", 0},
	{"BMD", 2},
	{"BND", 2},
	{"BOB", 2},
	{"BOV", 2},
	{"BRL", 2},
	{"BSD", 2},
	{"BTN", 2},
	{"BWP", 2},
	{"BYN", 2},
	{"BZD", 2},
	{"CAD", 2},
	{"CDF", 2},
	{"CHE", 2},
	{"CHF", 2},
	{"CHW", 2},
	{"CLF", 4},
	{"CLP", 0},
	{"CNY", 2},
	{"COP", 2},
	{"COU", 2},
	{"CRC", 2},
	{"CUC", 2},
	{"CUP", 2},
	{"CVE", 2},
	{"CZK", 2},
	{"DJF", 0},
	{"DKK", 2},
	{"DOP", 2},
	{"DZD", 2},
	{"EGP", 2},
	{"ERN", 2},
	{"ETB", 2},
	{"EUR", 2},
	{"FJD", 2},
	{"FKP", 2},
	{"GBP", 2},
	{"GEL", 2},
	{"GHS", 2},
	{"GIP", 2},
	{"GMD", 2},
	{"GNF", 0},
	{"GTQ", 2},
	{"GYD", 2},
	{"HKD", 2},
	{"HNL", 2},
	{"HRK", 2},
	{"HTG", 2},
	{"HUF", 2},
	{"IDR", 2},
	{"ILS", 2},
	{"INR", 2},
	{"IQD", 3},
	{"IRR", 2},
	{"ISK", 0},
	{"JMD", 2},
	{"JOD", 3},
	{"JPY", 0},
	{"KES", 2},
	{"KGS", 2},
	{"KHR", 2},
	{"KMF", 0},
	{"KPW", 2},
	{"KRW", 0},
	{"KWD", 3},
	{"KYD", 2},
	{"KZT", 2},
	{"LAK", 2},
	{"LBP", 2},
	{"LKR", 2},
	{"LRD", 2},
	{"LSL", 2},
	{"LYD", 3},
	{"MAD", 2},
	{"MDL", 2},
	{"MGA", 2},
	{"MKD", 2},
	{"MMK", 2},
	{"MNT", 2},
	{"MOP", 2},
	{"MRU", 2},
	{"MUR", 2},
	{"MVR", 2},
	{"MWK", 2},
	{"MXN", 2},
	{"MXV", 2},
	{"MYR", 2},
	{"MZN", 2},
	{"NAD", 2},
	{"NGN", 2},
	{"NIO", 2},
	{"NOK", 2},
	{"NPR", 2},
	{"NZD", 2},
	{"OMR", 3},
	{"PAB", 2},
	{"PEN", 2},
	{"PGK", 2},
	{"PHP", 2},
	{"PKR", 2},
	{"PLN", 2},
	{"PYG", 0},
	{"QAR", 2},
	{"RON", 2},
	{"RSD", 2},
	{"RUB", 2},
	{"RWF", 0},
	{"SAR", 2},
	{"SBD", 2},
	{"SCR", 2},
	{"SDG", 2},
	{"SEK", 2},
	{"SGD", 2},
	{"SHP", 2},
	{"SLE", 2},
	{"SLL", 2},
	{"SOS", 2},
	{"SRD", 2},
	{"SSP", 2},
	{"STN", 2},
	{"SVC", 2},
	{"SYP", 2},
	{"SZL", 2},
	{"THB", 2},
	{"TJS", 2},
	{"TMT", 2},
	{"TND", 3},
	{"TOP", 2},
	{"TRY", 2},
	{"TTD", 2},
	{"TWD", 2},
	{"TZS", 2},
	{"UAH", 2},
	{"UGX", 0},
	{"USD", 2},
	{"USN", 2},
	{"UYI", 0},
	{"UYU", 2},
	{"UYW", 4},
	{"UZS", 2},
	{"VED", 2},
	{"VES", 2},
	{"VND", 0},
	{"VUV", 0},
	{"WST", 2},
	{"XAF", 0},
	{"XCD", 2},
	{"XCG", 2},
	{"XOF", 0},
	{"XPF", 0},
	{"YER", 2},
	{"ZAR", 2},
	{"ZMW", 2},
	{"ZWG", 2},
	{"ZWL", 2},
};

static const int64_t power_of_ten[] = {1, 10, 100, 1000, 10000};

int om_currency_digits(const char *code)
{
	size_t low = 0, high = OM_COUNT(currencies);

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(code, currencies[middle].code);
		if (order == 0)
			return currencies[middle].digits;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

/* Digits of the minor unit; two for what is no currency. */
static int digits_of(const char *currency)
{
	int digits = om_currency_digits(currency);

	return digits < 0 ? 2 : digits;
}

/* |NUMBER|, of INT64_MIN too. */
static uint64_t magnitude(int64_t number)
{
	return number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
}

/* *RET = VALUE with its sign; false beyond int64. */
static bool with_sign(u128 value, bool is_negative, int64_t *ret)
{
	if (value > (u128)INT64_MAX + (is_negative ? 1 : 0))
		return false;
	*ret = (int64_t)(is_negative ? 0 - (uint64_t)value : (uint64_t)value);
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *skip_blanks(const char *p)
{
	while (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')
		p++;
	return p;
}

/* Signs, and the currencies that each stands for; NULL is any. */
static const struct sign {
	const char *text, *currencies;
} signs[] = {
	{"$", NULL},
	{"€", "EUR"},
	{"£", "GBP EGP FKP GIP LBP SDG SHP SSP SYP"},
	{"¥", "JPY CNY"},
	{"₹", "INR"},
	{"₩", "KRW KPW"},
	{"₽", "RUB"},
	{"₺", "TRY"},
	{"₪", "ILS"},
	{"₫", "VND"},
	{"₱", "PHP"},
	{"฿", "THB"},
	{"₦", "NGN"},
	{"₴", "UAH"},
	{"₸", "KZT"},
	{"US$", "USD"},
	{"CA$", "CAD"},
	{"C$", "CAD NIO"},
	{"A$", "AUD"},
	{"AU$", "AUD"},
	{"NZ$", "NZD"},
	{"HK$", "HKD"},
	{"S$", "SGD"},
	{"MX$", "MXN"},
	{"R$", "BRL"},
	{"zł", "PLN"},
	{"kr", "SEK NOK DKK ISK"},
	{"Kč", "CZK"},
	{"Ft", "HUF"},
	{"Rs", "INR PKR LKR NPR MUR SCR"},
	{"Fr", "CHF"},
};

static const struct sign *find_sign(const char *p)
{
	if (is_digit(*p) || *p == '.')
		return NULL;
	for (size_t i = 0; i < OM_COUNT(signs); i++)
		if (!strncmp(p, signs[i].text, strlen(signs[i].text)))
			return &signs[i];
	return NULL;
}

/* Skips a currency's sign at P. */
static const char *skip_currency_sign(const char *p)
{
	const struct sign *sign = find_sign(p);

	return sign ? skip_blanks(p + strlen(sign->text)) : p;
}

bool om_money_sign_fits(const char *text, const char *currency)
{
	const char *p = skip_blanks(text);
	const struct sign *sign = find_sign(*p == '-' || *p == '+' ? p + 1 : p);

	return !sign || !sign->currencies || strstr(sign->currencies, currency);
}

/* Reads `1,234,567` or `1234567` at *P, or nothing (".5").  Saturates *RET; false for misplaced
 * commas. */
static bool read_whole(const char **p, u128 *ret)
{
	const char *at = *p;
	size_t run = 0;
	bool has_comma = false;

	for (*ret = 0; is_digit(*at) || *at == ','; at++) {
		if (*at == ',') {
			if (run == 0 || run > 3 || (has_comma && run != 3))
				return false;
			has_comma = true;
			run = 0;
			continue;
		}
		run++;
		if (*ret <= (u128)INT64_MAX)
			*ret = *ret * 10 + (u128)(*at - '0');
	}
	*p = at;
	return !has_comma || run == 3;
}

/* Reads the unsigned amount at *P in 1/10000. */
static bool read_amount(const char **p, u128 *ret)
{
	const char *start = *p;
	u128 whole = 0;
	int64_t fraction = 0;

	if (!read_whole(p, &whole))
		return false;
	bool has_whole = *p > start;
	if (**p == '.') {
		const char *first = ++*p;
		for (; is_digit(**p) && *p - first < DECIMALS; ++*p)
			fraction = fraction * 10 + (**p - '0');
		if (*p == first || is_digit(**p))
			return false;
		fraction *= power_of_ten[DECIMALS - (*p - first)];
	} else if (!has_whole) {
		return false;
	}
	*ret = whole * OM_MONEY_ONE + (u128)fraction;
	return true;
}

int om_money_parse(const char *text, bool currency_sign, int64_t *ret_amount, struct om_err *err)
{
	const char *start = skip_blanks(text);
	const char *p = currency_sign ? skip_currency_sign(start) : start;
	bool is_negative = *p == '-';
	u128 amount = 0;

	/* Either `$-5` or `-$5`. */
	bool is_unsigned = p == start;
	if (*p == '-' || *p == '+')
		p++;
	if (currency_sign && is_unsigned)
		p = skip_currency_sign(p);
	if (!read_amount(&p, &amount) || *skip_blanks(p)) {
		om_err_set(err, OM_EINVAL, "bad-money",
			"'%s' is not an amount of at most 4 decimals", text);
		if (strchr(text, ','))
			om_err_hint(err, "a point parts the decimals, commas the thousands");
		return OM_EINVAL;
	}
	if (!with_sign(amount, is_negative, ret_amount))
		return om_err_set(err, OM_EINVAL, "out-of-range", "amount '%s' is too large", text);
	return 0;
}

char *om_money_print(int64_t amount, const char *currency, char ret[OM_MONEY_TEXT])
{
	char digits[OM_MONEY_TEXT];
	size_t at = sizeof(digits);
	uint64_t left = magnitude(amount);
	int decimals = DECIMALS, least = digits_of(currency);

	while (decimals > least && left % 10 == 0) {
		left /= 10;
		decimals--;
	}
	digits[--at] = '\0';
	for (int i = 0; i < decimals; i++, left /= 10)
		digits[--at] = (char)('0' + left % 10);
	if (decimals > 0)
		digits[--at] = '.';
	do {
		digits[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (amount < 0)
		digits[--at] = '-';
	return memcpy(ret, digits + at, sizeof(digits) - at);
}

/* VALUE / DIVISOR, half up. */
static u128 divide_half_up(u128 value, u128 divisor)
{
	u128 quotient = value / divisor, rest = value % divisor;

	return rest >= divisor - rest ? quotient + 1 : quotient;
}

/* VALUE in 1/10000 rounded to the minor unit of CURRENCY. */
static u128 round_to_minor(u128 value, const char *currency)
{
	u128 step = (u128)power_of_ten[DECIMALS - digits_of(currency)];

	return step == 1 ? value : divide_half_up(value, step) * step;
}

int64_t om_money_round(int64_t amount, const char *currency)
{
	uint64_t step = (uint64_t)power_of_ten[DECIMALS - digits_of(currency)];
	int64_t rounded = 0;

	/* At the very end of int64 there is nothing to round up to. */
	if (!with_sign(round_to_minor(magnitude(amount), currency), amount < 0, &rounded))
		(void)with_sign(magnitude(amount) / step * step, amount < 0, &rounded);
	return rounded;
}

int om_money_extend(int64_t unit_price, int64_t quantity, const char *currency, int64_t *ret,
	struct om_err *err)
{
	u128 product = (u128)magnitude(unit_price) * magnitude(quantity);
	bool is_negative = (unit_price < 0) != (quantity < 0);

	if (!with_sign(round_to_minor(product, currency), is_negative, ret))
		return om_err_set(err, OM_EINVAL, "out-of-range", "amount is too large");
	return 0;
}

int om_money_add(int64_t a, int64_t b, int64_t *ret, struct om_err *err)
{
	int64_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		return om_err_set(err, OM_EINVAL, "out-of-range", "sum is too large");
	*ret = sum;
	return 0;
}

/* What om_money_split divides: COUNT steps over N weights of sum SUM (no weights: all 1). */
struct share {
	const int64_t *weights;
	size_t n;
	u128 count, sum;
};

static u128 scaled(const struct share *share, size_t i)
{
	return share->count * (u128)(share->weights ? share->weights[i] : 1);
}

static size_t count_remainders_from(const struct share *share, u128 least)
{
	size_t count = 0;

	for (size_t i = 0; i < share->n; i++)
		if (scaled(share, i) % share->sum >= least)
			count++;
	return count;
}

/* The greatest remainder that LEFT parts reach.  Found by halving, as that needs no memory. */
static u128 remainder_reached_by(const struct share *share, size_t left)
{
	u128 low = 0, high = share->sum; /* reached at low, not at high */

	while (high - low > 1) {
		u128 middle = low + (high - low) / 2;
		if (count_remainders_from(share, middle) >= left)
			low = middle;
		else
			high = middle;
	}
	return low;
}

void om_money_split(
	int64_t total, int64_t step, const int64_t *weights, size_t n, int64_t *ret_parts)
{
	OM_ASSERT(step > 0 && total % step == 0);
	if (n == 0)
		return;
	struct share share = {.weights = weights, .n = n, .count = magnitude(total / step)};
	for (size_t i = 0; i < n; i++) {
		OM_ASSERT(weights[i] >= 0);
		share.sum += (u128)weights[i];
	}
	if (share.sum == 0) {
		share.weights = NULL;
		share.sum = n;
	}
	size_t left = (size_t)share.count;
	for (size_t i = 0; i < n; i++)
		left -= (size_t)(scaled(&share, i) / share.sum);
	u128 mark = left ? remainder_reached_by(&share, left) : 0;
	size_t ties = left ? left - count_remainders_from(&share, mark + 1) : 0;
	for (size_t i = 0; i < n; i++) {
		u128 value = scaled(&share, i), rest = value % share.sum;
		uint64_t part = (uint64_t)(value / share.sum);
		if (left && rest > mark)
			part++;
		else if (left && rest == mark && ties > 0 && ties--)
			part++;
		int64_t amount = (int64_t)(part * (uint64_t)step);
		ret_parts[i] = total < 0 ? (int64_t)(0 - (uint64_t)amount) : amount;
	}
}

int64_t om_money_draw(int64_t value_left, int64_t quantity_left, int64_t quantity)
{
	OM_ASSERT(quantity >= 0 && quantity <= quantity_left);
	if (quantity == quantity_left)
		return value_left;
	u128 product = (u128)magnitude(value_left) * (u128)quantity;
	int64_t drawn = 0;
	/* The part of a whole is never more than the whole, so it fits. */
	(void)with_sign(divide_half_up(product, (u128)quantity_left), value_left < 0, &drawn);
	return drawn;
}

int om_decimal_parse(const char *text, int64_t *ret, struct om_err *err)
{
	struct om_err e = {0};

	if (om_money_parse(text, false, ret, &e) == 0)
		return 0;
	if (!strcmp(e.word, "out-of-range"))
		return om_err_set(err, OM_EINVAL, "out-of-range", "number '%s' is too large", text);
	return om_err_set(err, OM_EINVAL, "not-decimal",
		"'%s' is not a number of at most %d decimals", text, DECIMALS);
}

/* The yen has no decimals, so that none is printed that is not there. */
char *om_decimal_print(int64_t number, char ret[OM_MONEY_TEXT])
{
	return om_money_print(number, "JPY", ret);
}
