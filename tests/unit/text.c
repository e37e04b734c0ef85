/* Text: UTF-8, folding, natural order (shipping.md R16.5), near words, choices, patterns, sets,
 * SHA-256. */
#include "base/buf.h"
#include "base/text.h"
#include "tap.h"

static struct om_arena arena;

static void test_utf8(void)
{
	static const struct {
		const char *text;
		bool is_valid;
		size_t len;
		int width;
	} rows[] = {{"", true, 0, 0}, {"abc", true, 3, 3}, {"é", true, 1, 1}, {"日本", true, 2, 4},
		{"e\xCC\x81", true, 2, 1}, {"\xF0\x9F\x93\xA6", true, 1, 2},
		{"a\xE2\x80\x8B"
		 "b",
			true, 3, 2},
		{"ａ", true, 1, 2}, {"한", true, 1, 2},
		{"long enough for eight at once, é", true, 32, 32},
		{"\xF4\x8F\xBF\xBF", true, 1, 1}, {"\x80", false, 0, 1}, {"\xC0\x80", false, 1, 2},
		{"\xC3", false, 1, 1}, {"\xE0\x80\x80", false, 1, 3}, {"\xED\xA0\x80", false, 1, 3},
		{"\xF4\x90\x80\x80", false, 1, 4}, {"\xFF", false, 1, 1},
		{"long enough for eight at once, \xFF", false, 32, 32}};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		const char *text = rows[i].text;
		ok(om__utf8_valid(text, strlen(text)) == rows[i].is_valid, "validity of row %zu",
			i);
		if (rows[i].is_valid)
			is_int(om__utf8_len(text), rows[i].len, "length of row %zu", i);
		is_int(om__utf8_width(text), rows[i].width, "width of row %zu", i);
	}
	is_int(om__utf8_cut("日本語", 4), 6, "two wide ones in four cells");
	is_int(om__utf8_cut("日本語", 3), 3, "one in three");
	is_int(om__utf8_cut("日本語", 0), 0, "none in none");
	is_int(om__utf8_cut("e\xCC\x81x", 1), 3, "a combining one stays with its letter");
	is_int(om__utf8_cut("abc", 10), 3, "all of a short text");
	ok(om__has_control("a\nb") && om__has_control("\x7F") && om__has_control("a\xC2\x85"),
		"controls");
	ok(!om__has_control("") && !om__has_control("a b\xC2\xA0é"), "no controls");
}

static void test_fold(void)
{
	static const char *const trims[][2] = {{"", ""}, {"  ", ""}, {" a b ", "a b"},
		{"\t\r\na\r\n", "a"}, {"\xC2\xA0 a\xC2\xA0", "a"}, {"\xC2\xA0", ""}, {"é", "é"},
		{"à", "à"}, {"a\xA0", "a\xA0"}};
	static const char *const headers[][2] = {{"Order Number", "ordernumber"},
		{"order_number", "ordernumber"}, {" ORDER-No. #1 ", "orderno1"}, {"Größe", "größe"},
		{"sku\xC2\xA0", "sku"}, {"", ""}};

	is_str(om__fold(&arena, "AbC-É1"), "abc-É1", "fold");
	is_int(om__casecmp("ABC", "abc"), 0, "equal");
	ok(om__casecmp("abc", "abd") < 0 && om__casecmp("ab", "abc") < 0 &&
			om__casecmp("b", "ABC") > 0,
		"order");
	ok(om__caseeq("Reno", "RENO") && !om__caseeq("Reno", "Ren") && !om__caseeq("", "x"), "eq");
	for (size_t i = 0; i < OM_COUNT(trims); i++) {
		is_str(om__trim(&arena, trims[i][0]), trims[i][1], "trim %zu", i);
		ok(om__has_stray_blank(trims[i][0]) == (strcmp(trims[i][0], trims[i][1]) != 0),
			"stray blank %zu", i);
	}
	for (size_t i = 0; i < OM_COUNT(headers); i++)
		is_str(om__header_key(&arena, headers[i][0]), headers[i][1], "header '%s'",
			headers[i][0]);
}

static void test_nocase(void)
{
	static const struct {
		const char *text, *part;
		bool is_in;
	} rows[] = {{"M\u00dcLLER", "m\u00fcller", true}, {"Jana M\u00fcller", "M\u00dcLL", true},
		{"Jana Muller", "m\u00fcller", false},
		{"\u041a\u0430\u0442\u044f", "\u043a\u0410\u0442", true},
		{"\u039f\u0394\u039f\u03a3", "\u03bf\u03b4\u03cc\u03c2", false},
		{"\u039f\u0394\u039f\u03a3", "\u03bf\u03b4\u03bf\u03c2", true},
		{"STRA\u1e9eE", "stra\u00dfe", true}, {"\u0130", "\u0131", false},
		{"\U00010400", "\U00010428", true}, {"\u0100\u0101", "\u0101\u0100", true},
		{"\u0139\u0140", "\u013a\u013f", true}, {"aab", "AB", true}, {"aab", "abb", false},
		{"ab", "abc", false}, {"abc", "C", true}, {"", "", true}, {"x", "", true},
		{"", "x", false}, {"50%", "%", true}, {"\u6771\u4eac", "\u4eac", true},
		{"bad \xff byte", "\xff B", true}, {"\u00c3", "\xe3", false}};

	for (size_t i = 0; i < OM_COUNT(rows); i++)
		is_int(om__holds_nocase(rows[i].text, strlen(rows[i].text), rows[i].part,
			       strlen(rows[i].part)),
			rows[i].is_in, "row %zu", i);
}

static void test_scientific(void)
{
	static const char *const yes[] = {"1.23E+12", "1E+5", "8.84E-05", "1,23E+12", "12e+3"};
	static const char *const no[] = {"", "1E5", "E+5", "1.E+5", "1.23E+", "1.23E+1a", "A1E+5",
		"1.2.3E+4", "0010", "1.5", "-1E+5"};

	for (size_t i = 0; i < OM_COUNT(yes); i++)
		ok(om__is_scientific(yes[i]), "'%s' was an identifier", yes[i]);
	for (size_t i = 0; i < OM_COUNT(no); i++)
		ok(!om__is_scientific(no[i]), "'%s' is not scientific", no[i]);
}

/* Sign of the order of two keys as an index has it: bytes, then the shorter one first. */
static int cmp_keys(const char *a, const char *b)
{
	const char *x = om__natural_key(&arena, a), *y = om__natural_key(&arena, b);
	int order = strcmp(x, y);

	return (order > 0) - (order < 0);
}

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

static void test_natural(void)
{
	static const char *const rows[][2] = {{"A1", "A2"}, {"A2", "A02"}, {"A02", "A10"},
		{"A10", "B1"}, {"A-2-1", "A-10-1"}, {"A1", "a1"}, {"a1", "B1"}, {"", "A"},
		{"A", "A1"}, {"A", "AA"}, {"A0", "A00"}, {"A00", "A1"}, {"A", "A0"}, {"A-1", "A1"},
		{"A1", "A_1"}, {"A99999999999999999999", "A100000000000000000000"},
		{"A1B02", "A01B2"}, {"A1b2", "A1B02"}, {"x9y", "X10Y"}, {"1", "A"}, {"-1", "1"},
		{"a1", "A01"}, {"A\x01", "A\x02"}, {"A", "A\x01"}, {"A\x02", "A\x03"},
		{"A1", "A1é"}};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		ok(om__natural_cmp(rows[i][0], rows[i][1]) < 0, "'%s' before '%s'", rows[i][0],
			rows[i][1]);
		ok(om__natural_cmp(rows[i][1], rows[i][0]) > 0, "and not the other way");
		is_int(cmp_keys(rows[i][0], rows[i][1]), -1, "their keys too");
	}
	is_int(om__natural_cmp("A02b", "A02b"), 0, "equal is equal");
	ok(strlen(om__natural_key(&arena, "A-10-1")) <= 12, "a usual key is short");
}

/* Random texts of an alphabet that makes all cases frequent: the key sorts as the comparison does,
 * and the comparison is an order. */
static void test_natural_laws(void)
{
	static const char alphabet[] = "0011290aAbB-_\x01\x02\x7F\xC3~ /:";
	uint64_t seed = 20260308;
	char texts[3][24];
	int differ = 0, not_anti = 0, not_transitive = 0, has_nul = 0;

	for (int round = 0; round < 200000; round++) {
		struct om_mark mark = om__arena_mark(&arena);
		for (int t = 0; t < 3; t++) {
			seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
			size_t len = (size_t)(seed >> 60) % 9;
			for (size_t i = 0; i < len; i++) {
				seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
				texts[t][i] = alphabet[(seed >> 33) % (sizeof(alphabet) - 1)];
			}
			texts[t][len] = '\0';
			has_nul += strlen(texts[t]) != len;
		}
		int ab = sign(om__natural_cmp(texts[0], texts[1]));
		int bc = sign(om__natural_cmp(texts[1], texts[2]));
		int ac = sign(om__natural_cmp(texts[0], texts[2]));
		differ += cmp_keys(texts[0], texts[1]) != ab;
		not_anti += sign(om__natural_cmp(texts[1], texts[0])) != -ab;
		not_anti += (ab == 0) != (strcmp(texts[0], texts[1]) == 0);
		not_transitive += ab <= 0 && bc <= 0 && ac > 0;
		om__arena_rewind(&arena, mark);
	}
	is_int(has_nul, 0, "the texts are texts");
	is_int(differ, 0, "keys sort as the comparison");
	is_int(not_anti, 0, "the comparison is antisymmetric, and total");
	is_int(not_transitive, 0, "and transitive");

	/* Numbers longer than the one-byte lengths of the key. */
	char nines[80], hundred[80];
	memset(nines, '9', sizeof(nines));
	memset(hundred, '1', sizeof(hundred));
	nines[70] = hundred[71] = '\0';
	is_int(cmp_keys(nines, hundred), -1, "long numbers");
	nines[63] = hundred[64] = '\0';
	is_int(cmp_keys(nines, hundred), -1, "at the border of long ones");
}

static void test_words(void)
{
	static const char statuses[] = "on-hold awaiting-shipment shipped cancelled merged";
	static const char *const near[][2] = {{"onhold", "on-hold"}, {"on-hodl", "on-hold"},
		{"shiped", "shipped"}, {"SHIPPED", "shipped"}, {"canceled", "cancelled"},
		{"awaiting", NULL}, {"x", NULL}, {"", NULL}, {"merge", "merged"}, {"hold", NULL}};
	static const char *const choices[][2] = {{"On Hold", "on-hold"}, {" on_hold ", "on-hold"},
		{"ON-HOLD", "on-hold"}, {"onhold", NULL}, {"on", NULL}, {"on-hold-x", NULL},
		{"", NULL}, {"shipped", "shipped"}, {"Awaiting   Shipment", "awaiting-shipment"}};

	for (size_t i = 0; i < OM_COUNT(near); i++)
		is_str(om__nearest(&arena, near[i][0], statuses), near[i][1], "nearest to '%s'",
			near[i][0]);
	for (size_t i = 0; i < OM_COUNT(choices); i++)
		is_str(om__choice(&arena, choices[i][0], statuses), choices[i][1], "choice '%s'",
			choices[i][0]);
	is_str(om__nearest(&arena, "statsu", "total status"), "status", "swapped letters");
	is_str(om__nearest(&arena, "x", ""), NULL, "no words");
	is_str(om__choice(&arena, "order date", "order_date"), "order_date", "listed spelling");
}

static void test_glob(void)
{
	static const struct {
		const char *pattern, *text;
		bool fold, matches;
	} rows[] = {{"TEE-*", "TEE-RED", false, true}, {"TEE-*", "tee-red", false, false},
		{"TEE-*", "tee-red", true, true}, {"TEE-???", "TEE-RED", false, true},
		{"TEE-???", "TEE-BLUE", false, false}, {"TEE-???", "TEE-RÉD", false, true},
		{"*", "", false, true}, {"", "", false, true}, {"", "a", false, false},
		{"?", "", false, false}, {"**a", "bca", false, true},
		{"*a*b", "xaxbxb", false, true}, {"*a*b", "xaxbxc", false, false},
		{"a\\*", "a*", false, true}, {"a\\*", "ab", false, false},
		{"\\?", "?", false, true}, {"[ab]", "a", false, false},
		{"[ab]", "[ab]", false, true}, {"a\\", "a\\", false, true},
		{"*日*", "x日本", false, true},
		{"a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaa", false, false}};

	for (size_t i = 0; i < OM_COUNT(rows); i++)
		ok(om__glob(rows[i].pattern, rows[i].text, rows[i].fold) == rows[i].matches,
			"'%s' on '%s'", rows[i].pattern, rows[i].text);
}

static void test_sets(void)
{
	static const struct {
		const char *text;
		char sep;
		size_t count;
		const char *second, *joined;
	} rows[] = {{"", '|', 0, NULL, ""}, {"rush", '|', 1, NULL, "rush"},
		{"rush|vip", '|', 2, "vip", "rush|vip"},
		{"a\\|b|c\\\\d", '|', 2, "c\\d", "a\\|b|c\\\\d"},
		{"rush, vip", ',', 2, "vip", "rush|vip"}, {" , a ,, b,", ',', 2, "b", "a|b"},
		{"a| b ", '|', 2, " b ", "a| b "}, {"a,b|c", ',', 2, "b|c", "a|b\\|c"},
		{"a\\,b,c", ',', 2, "c", "a,b|c"}};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		const struct om_set *set = om__set_split(&arena, rows[i].text, rows[i].sep);
		is_int(set->count, rows[i].count, "members of '%s'", rows[i].text);
		if (set->count > 1)
			is_str(set->members[1], rows[i].second, "its second");
		is_str(om__set_join(&arena, set), rows[i].joined, "joined");
	}
}

static void test_numbers(void)
{
	static const struct {
		const char *text;
		int64_t number;
		const char *word;
	} rows[] = {{"0", 0, NULL}, {"-5", -5, NULL}, {"+5", 5, NULL}, {"007", 7, NULL},
		{"9223372036854775807", INT64_MAX, NULL}, {"-9223372036854775808", INT64_MIN, NULL},
		{"9223372036854775808", 0, "out-of-range"},
		{"99999999999999999999999", 0, "out-of-range"}, {"", 0, "not-integer"},
		{"-", 0, "not-integer"}, {" 5", 0, "not-integer"}, {"5 ", 0, "not-integer"},
		{"5.0", 0, "not-integer"}, {"1,000", 0, "not-integer"}, {"1e3", 0, "not-integer"},
		{"0x1", 0, "not-integer"}};
	static const char *const yes[] = {"yes", "YES", "y", "true", "True", "1"};
	static const char *const no[] = {"no", "N", "false", "0"};
	bool is_yes = false;
	struct om_err err = {0};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		int64_t number = 0;
		om_err_clear(&err);
		int rc = om__int_parse(rows[i].text, &number, &err);
		is_str(rc < 0 ? err.word : NULL, rows[i].word, "number '%s'", rows[i].text);
		is_int(number, rows[i].number, "... value");
	}
	for (size_t i = 0; i < OM_COUNT(yes); i++)
		ok(om__bool_parse(yes[i], &is_yes, NULL) == 0 && is_yes, "'%s' is yes", yes[i]);
	for (size_t i = 0; i < OM_COUNT(no); i++)
		ok(om__bool_parse(no[i], &is_yes, NULL) == 0 && !is_yes, "'%s' is no", no[i]);
	om_err_clear(&err);
	is_int(om__bool_parse("maybe", &is_yes, &err), OM_EINVAL, "maybe");
	is_str(err.word, "not-boolean", "... is neither");
	is_int(om__bool_parse("", &is_yes, NULL), OM_EINVAL, "nor is nothing");
}

static void test_sha(void)
{
	struct om_sha sha;
	char hex[65];

	om__sha_init(&sha);
	om__sha_hex(&sha, hex);
	is_str(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"of nothing");
	om__sha_init(&sha);
	om__sha_add(&sha, "a", 1);
	om__sha_add(&sha, "bc", 2);
	om__sha_hex(&sha, hex);
	is_str(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "of abc");
}

int main(void)
{
	om__arena_init(&arena);
	test_utf8();
	test_fold();
	test_nocase();
	test_scientific();
	test_natural();
	test_natural_laws();
	test_words();
	test_glob();
	test_sets();
	test_numbers();
	test_sha();
	om__arena_release(&arena);
	return done();
}
