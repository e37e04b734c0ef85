/* Money: the vectors of orders.md R9.3 and R14.7 and inventory.md 14, and the laws of splitting. */
#include <om/money.h>
#include "base/base.h"
#include "tap.h"

static void test_parse(void)
{
	static const struct {
		const char *text;
		int64_t amount;
		const char *word;
	} rows[] = {{"10", 100000, NULL}, {"10.00", 100000, NULL}, {"0.005", 50, NULL},
		{".5", 5000, NULL}, {"-3.3333", -33333, NULL}, {"+1", 10000, NULL},
		{" 1.5 ", 15000, NULL}, {"1,234.5", 12345000, NULL},
		{"1,234,567", 12345670000, NULL}, {"-0", 0, NULL}, {"0001", 10000, NULL},
		{"922337203685477.5807", INT64_MAX, NULL},
		{"-922337203685477.5808", INT64_MIN, NULL},
		{"922337203685477.5808", 0, "out-of-range"},
		{"99999999999999999999999999999999999999999999", 0, "out-of-range"},
		{"1.23456", 0, "bad-money"}, {"1.50000", 0, "bad-money"}, {"", 0, "bad-money"},
		{" ", 0, "bad-money"}, {".", 0, "bad-money"}, {"1.", 0, "bad-money"},
		{"-", 0, "bad-money"}, {"--1", 0, "bad-money"}, {"1 2", 0, "bad-money"},
		{"1,23", 0, "bad-money"}, {"1234,567", 0, "bad-money"}, {",123", 0, "bad-money"},
		{"1,,234", 0, "bad-money"}, {"1,2345", 0, "bad-money"}, {"1,234,", 0, "bad-money"},
		{"1.234,5", 0, "bad-money"}, {"1e3", 0, "bad-money"}, {"$1", 0, "bad-money"},
		{"1 USD", 0, "bad-money"}, {"NaN", 0, "bad-money"}, {"0x10", 0, "bad-money"}};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_err err = {0};
		int64_t amount = 0;
		int rc = om_money_parse(rows[i].text, false, &amount, &err);
		is_str(rc < 0 ? err.word : NULL, rows[i].word, "money '%s'", rows[i].text);
		is_int(amount, rows[i].amount, "... amount");
	}
}

static void test_signs(void)
{
	static const struct {
		const char *text;
		int64_t amount;
	} rows[] = {{"$1,234.50", 12345000}, {"-$5", -50000}, {"$-5", -50000}, {"€ 3.20", 32000},
		{"£0.01", 100}, {"US$7", 70000}, {"7", 70000}, {"$", -1}, {"$$7", -1}, {"7$", -1},
		{"USD 7", -1}};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		int64_t amount = -1;
		if (om_money_parse(rows[i].text, true, &amount, NULL) < 0)
			amount = -1;
		is_int(amount, rows[i].amount, "'%s' with signs", rows[i].text);
	}
}

static void test_print(void)
{
	static const struct {
		int64_t amount;
		const char *currency, *text;
	} rows[] = {{100000, "USD", "10.00"}, {33333, "USD", "3.3333"}, {12500, "USD", "1.25"},
		{12550, "USD", "1.255"}, {-50, "USD", "-0.005"}, {0, "USD", "0.00"},
		{100000, "JPY", "10"}, {105000, "JPY", "10.5"}, {100000, "KWD", "10.000"},
		{10000, "CLF", "1.0000"}, {10000, "???", "1.00"},
		{INT64_MAX, "USD", "922337203685477.5807"},
		{INT64_MIN, "USD", "-922337203685477.5808"}};
	char text[OM_MONEY_TEXT];

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		int64_t back = 0;
		is_str(om_money_print(rows[i].amount, rows[i].currency, text), rows[i].text,
			"print of %" PRId64 " %s", rows[i].amount, rows[i].currency);
		ok(om_money_parse(text, false, &back, NULL) == 0 && back == rows[i].amount,
			"... reads back");
	}
}

static void test_currencies(void)
{
	static const struct {
		const char *code;
		int digits;
	} rows[] = {{"USD", 2}, {"JPY", 0}, {"KWD", 3}, {"AED", 2}, {"ZWL", 2}, {"UYW", 4},
		{"KRW", 0}, {"TND", 3}, {"XAU", -1}, {"usd", -1}, {"", -1}, {"US", -1},
		{"USDX", -1}, {"DEM", -1}};
	static const char *const all[] = {"ARS", "BRL", "CLP", "CNY", "CZK", "HUF", "IDR", "ILS",
		"INR", "MXN", "MYR", "NOK", "PHP", "PLN", "SEK", "SGD", "THB", "TRY", "TWD", "VND",
		"ZAR"};

	for (size_t i = 0; i < OM_COUNT(rows); i++)
		is_int(om_currency_digits(rows[i].code), rows[i].digits, "digits of '%s'",
			rows[i].code);
	for (size_t i = 0; i < OM_COUNT(all); i++)
		ok(om_currency_digits(all[i]) >= 0, "%s is a currency", all[i]);
}

static int64_t money(const char *text)
{
	int64_t amount = 0;

	if (om_money_parse(text, false, &amount, NULL) < 0)
		ok(0, "'%s' is money", text);
	return amount;
}

static void test_rounding(void)
{
	static const struct {
		int64_t price, quantity;
		const char *currency;
		int64_t total;
	} rows[] = {{100000, 2, "USD", 200000}, {33333, 3, "USD", 100000}, {50, 1, "USD", 100},
		{49, 1, "USD", 0}, {-50, 1, "USD", -100}, {50, -1, "USD", -100},
		{-50, -1, "USD", 100}, {5000, 1, "JPY", 10000}, {4999, 1, "JPY", 0},
		{5, 1, "KWD", 10}, {4, 1, "KWD", 0}, {1, 1, "CLF", 1}, {0, 5, "USD", 0}};
	struct om_err err = {0};
	int64_t total = 0;

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		ok(om_money_extend(
			   rows[i].price, rows[i].quantity, rows[i].currency, &total, &err) == 0,
			"extends");
		is_int(total, rows[i].total, "%" PRId64 " x %" PRId64 " %s", rows[i].price,
			rows[i].quantity, rows[i].currency);
	}
	is_int(om_money_extend(INT64_MAX, 2, "USD", &total, &err), OM_EINVAL,
		"too large a product");
	is_str(err.word, "out-of-range", "... its word");
	is_int(om_money_round(INT64_MAX, "USD"), INT64_MAX / 100 * 100, "the largest is cut");
	is_int(om_money_round(INT64_MIN, "USD"), INT64_MIN / 100 * 100, "so is the smallest");
	is_int(om_money_round(12345, "USD"), 12300, "down");
	is_int(om_money_round(12350, "USD"), 12400, "up");
	is_int(om_money_round(-12350, "USD"), -12400, "away from zero");
	om_err_clear(&err);
	is_int(om_money_add(INT64_MAX, 1, &total, &err), OM_EINVAL, "too large a sum");
	is_str(err.word, "out-of-range", "... its word");
	ok(om_money_add(INT64_MAX, INT64_MIN, &total, NULL) == 0 && total == -1, "a sum");
}

/* orders.md R9.3: 2 x 10.00 + 1 x 3.00, discount 2.00, shipping 5.00, order_tax 1.60. */
static void test_order_total(void)
{
	const int64_t parts[] = {
		2 * money("10.00"), money("3.00"), -money("2.00"), money("5.00"), money("1.60")};
	int64_t total = 0;

	for (size_t i = 0; i < OM_COUNT(parts); i++) {
		if (i == 4)
			is_int(total, money("26.00"), "prices include tax");
		ok(om_money_add(total, parts[i], &total, NULL) == 0, "adds");
	}
	is_int(total, money("27.60"), "and with tax");
}

static void test_split(void)
{
	static const struct {
		const char *what;
		int64_t total, step, weights[4];
		size_t n;
		int64_t parts[4];
	} rows[] = {
		/* orders.md R14.7, the original first */
		{"tax 2.00 of 3 units, 1 goes", 20000, 100, {2, 1}, 2, {13300, 6700}},
		{"line total 10.00", 100000, 100, {2, 1}, 2, {66700, 33300}},
		{"discount 0.01", 100, 100, {2, 1}, 2, {100, 0}},
		{"tax 0.01 of 2 units: a tie", 100, 100, {1, 1}, 2, {100, 0}},
		{"shipping 5.00 over 10 and 20", 50000, 100, {100000, 200000}, 2, {16700, 33300}},
		/* others */
		{"no weight: equally", 100, 1, {0, 0, 0}, 3, {34, 33, 33}},
		{"a weight of 0 gets nothing", 100, 1, {0, 1, 1}, 3, {0, 50, 50}},
		{"two ties for one", 20000, 10000, {1, 1, 1}, 3, {10000, 10000, 0}},
		{"a negative total", -20000, 10000, {1, 1, 1}, 3, {-10000, -10000, 0}},
		{"nothing", 0, 100, {1, 2}, 2, {0, 0}},
		{"one", 12300, 100, {0}, 1, {12300}},
		{"largest remainder, not first", 10, 1, {5, 3, 4}, 3, {4, 3, 3}},
		{"the ends of int64", INT64_MAX, 1, {INT64_MAX, INT64_MAX}, 2,
			{INT64_MAX / 2 + 1, INT64_MAX / 2}},
		{"the other end", INT64_MIN, 1, {INT64_MAX, 0}, 2, {INT64_MIN, 0}},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		int64_t parts[4] = {0};
		om_money_split(rows[i].total, rows[i].step, rows[i].weights, rows[i].n, parts);
		for (size_t k = 0; k < rows[i].n; k++)
			is_int(parts[k], rows[i].parts[k], "%s: part %zu", rows[i].what, k);
	}
}

static uint64_t next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* The parts add up; each is its exact share rounded up or down to a step; more weight is never
 * less. */
static void test_split_laws(void)
{
	uint64_t seed = 20260308;
	int bad_sum = 0, bad_part = 0, bad_order = 0;

	for (int round = 0; round < 20000; round++) {
		int64_t weights[12], parts[12], sum = 0, weight = 0;
		size_t n = next_random(&seed) % 12 + 1;
		int64_t step = next_random(&seed) % 2 ? 100 : 1;
		int64_t total = (int64_t)(next_random(&seed) % 100000) * step;
		if (next_random(&seed) % 4 == 0)
			total = -total;
		for (size_t i = 0; i < n; i++)
			weight += weights[i] = (int64_t)(next_random(&seed) % 50);
		om_money_split(total, step, weights, n, parts);
		for (size_t i = 0; i < n; i++) {
			sum += parts[i];
			bad_part += parts[i] % step != 0;
			if (!weight)
				continue;
			int64_t off = parts[i] * weight - total * weights[i];
			bad_part += off <= -step * weight || off >= step * weight;
			for (size_t k = 0; k < n; k++)
				bad_order += weights[i] > weights[k] &&
					llabs(parts[i]) < llabs(parts[k]);
		}
		bad_sum += sum != total;
	}
	is_int(bad_sum, 0, "parts add up to the whole");
	is_int(bad_part, 0, "each is within a step of its share");
	is_int(bad_order, 0, "more weight is never less");
}

static void test_draw(void)
{
	static const struct {
		const char *value;
		int64_t units, draws[4];
		const char *drawn[4];
	} rows[] = {
		{"15.0000", 13, {5, 5, 3}, {"5.7692", "5.7693", "3.4615"}},
		{"100.0000", 3, {1, 1, 1}, {"33.3333", "33.3334", "33.3333"}},
		{"0.0100", 3, {1, 1, 1}, {"0.0033", "0.0034", "0.0033"}},
		{"20.0000", 10, {10}, {"20.0000"}},
		{"30.0000", 10, {2, 8}, {"6.0000", "24.0000"}},
		{"-15.0000", 13, {5, 5, 3}, {"-5.7692", "-5.7693", "-3.4615"}},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		int64_t value = money(rows[i].value), units = rows[i].units;
		for (size_t k = 0; k < 4 && rows[i].draws[k]; k++) {
			int64_t drawn = om_money_draw(value, units, rows[i].draws[k]);
			is_int(drawn, money(rows[i].drawn[k]), "%s: draw %zu", rows[i].value, k);
			value -= drawn;
			units -= rows[i].draws[k];
		}
		is_int(value, 0, "%s is drawn to the last bit", rows[i].value);
	}
	is_int(om_money_draw(INT64_MAX, INT64_MAX, INT64_MAX - 1), INT64_MAX - 1, "128 bits");
	is_int(om_money_draw(money("75.00"), 100, 60), money("45.00"), "a late cost, sold part");
	is_int(om_money_draw(100, 5, 0), 0, "no units");
}

static void test_decimals(void)
{
	static const struct {
		const char *text, *printed, *word;
	} rows[] = {{"1.50", "1.5", NULL}, {"-0.0001", "-0.0001", NULL}, {"1,234", "1234", NULL},
		{"0", "0", NULL}, {"100", "100", NULL},
		{"922337203685477.5807", "922337203685477.5807", NULL},
		{"1.23456", NULL, "not-decimal"}, {"$1", NULL, "not-decimal"},
		{"much", NULL, "not-decimal"}, {"922337203685478", NULL, "out-of-range"}};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_err err = {0};
		char text[OM_MONEY_TEXT];
		int64_t number = 0;
		int rc = om_decimal_parse(rows[i].text, &number, &err);

		is_str(rc < 0 ? err.word : NULL, rows[i].word, "decimal '%s'", rows[i].text);
		if (!rc)
			is_str(om_decimal_print(number, text), rows[i].printed, "... printed");
	}
}

int main(void)
{
	test_parse();
	test_signs();
	test_print();
	test_decimals();
	test_currencies();
	test_rounding();
	test_order_total();
	test_split();
	test_split_laws();
	test_draw();
	return done();
}
