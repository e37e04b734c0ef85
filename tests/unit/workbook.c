/* Workbooks and files of other shops: numbers, formats and escaped texts of cells, dates with
 * names of months, and that every built-in map can be read. */
#include "flow/flow.h"
#include "sheet/map/map.h"
#include "sheet/map/shop.h"
#include "sheet/xlsx/read.h"
#include "tap.h"
#include <om/catalog.h>
#include <om/order.h>
#include <om/sheet.h>

static void test_formats(void)
{
	static const struct {
		int id;
		const char *code;
		bool is_date, has_clock;
	} rows[] = {
		{0, NULL, false, false},
		{2, NULL, false, false},
		{14, NULL, true, false},
		{22, NULL, true, true},
		{46, NULL, true, true},
		{49, NULL, false, false},
		{164, "yyyy-mm-dd", true, false},
		{164, "dd/mm/yyyy\\ hh:mm", true, true},
		{164, "[$-409]d-mmm-yy;@", true, false},
		{164, "[h]:mm:ss", true, true},
		{164, "#,##0.00", false, false},
		{164, "\"days \"0", false, false},
		{164, "0\\d", false, false},
		{164, "[Red]0.00", false, false},
		{164, "0.00;[Red]-0.00 \"dm\"", false, false},
		{164, "\"open", false, false},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om__book_format format = om__book_format(rows[i].id, rows[i].code);
		const char *code = rows[i].code ? rows[i].code : "built in";
		ok(format.is_date == rows[i].is_date, "%d %s: a date?", rows[i].id, code);
		ok(format.has_clock == rows[i].has_clock, "%d %s: a clock?", rows[i].id, code);
	}
}

static void test_numbers(void)
{
	static const struct om__book_format day = {.is_date = true},
					    clock = {.is_date = true, .has_clock = true};
	static const struct {
		const char *stored;
		const struct om__book_format *format;
		bool is_1904;
		const char *want;
	} rows[] = {
		{"12", NULL, false, "12"},
		{"-1.5", NULL, false, "-1.5"},
		{"0.1", NULL, false, "0.1"},
		{"16.100000000000001", NULL, false, "16.1"},
		{"1.234567890123E+12", NULL, false, "1234567890123"},
		{"123456789012345", NULL, false, "123456789012345"},
		{"1234567890123456", NULL, false, "1.23456789012346E+15"},
		{"1.2E-3", NULL, false, "0.0012"},
		{"1E-7", NULL, false, "0.0000001"},
		{"1e400", NULL, false, "1e400"},
		{"words", NULL, false, "words"},
		{"46295", &day, false, "2026-09-30"},
		{"46295.5", &day, false, "2026-09-30 12:00:00"},
		{"46295", &clock, false, "2026-09-30 00:00:00"},
		{"46295.999999", &clock, false, "2026-10-01 00:00:00"},
		{"0.75", &clock, false, "18:00:00"},
		{"1", &day, false, "1900-01-01"},
		{"59", &day, false, "1900-02-28"},
		{"61", &day, false, "1900-03-01"},
		{"0", &day, true, "1904-01-01"},
		{"44833", &day, true, "2026-09-30"},
		{"-1", &day, false, "-1"},
		{"2958466", &day, false, "2958466"},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_buf text;
		om__buf_init(&text, 0);
		om__book_number(&text, rows[i].stored, rows[i].format, rows[i].is_1904);
		is_str(text.data, rows[i].want, "%s", rows[i].stored);
		om__buf_release(&text);
	}
}

static void test_strings(void)
{
	static const char *const rows[][2] = {
		{"plain", "plain"},
		{"a_x000D_b", "a\rb"},
		{"a_x000d_b", "a\rb"},
		{"_x005F_x000D_", "_x000D_"},
		{"_x00E9_", "_x00E9_"},
		{"_x0000_", "_x0000_"},
		{"_x00", "_x00"},
		{"_", "_"},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_buf text;
		om__buf_init(&text, 0);
		om__book_string(&text, rows[i][0]);
		is_str(text.data, rows[i][1], "%s", rows[i][0]);
		om__buf_release(&text);
	}
}

static void test_dates(void)
{
	static const char *const rows[][2] = {
		{"Sep-30-26", "2026-09-30"},
		{"Sep-30-26 10:11:12", "2026-09-30 10:11:12"},
		{"30-Sep-26", "2026-09-30"},
		{"1-Dec-2026 08:00:00", "2026-12-01 08:00:00"},
		{"September 30, 2026", "2026-09-30"},
		{"30 September 2026", "2026-09-30"},
		{"09/30/2026", "09/30/2026"},
		{"2026-09-30", "2026-09-30"},
		{"Sept", "Sept"},
		{"Foo-30-26", "Foo-30-26"},
		{"Sep-30-26x", "Sep-30-26x"},
		{"", ""},
	};
	struct om_arena arena;

	om__arena_init(&arena);
	for (size_t i = 0; i < OM_COUNT(rows); i++)
		is_str(om__shop_date(&arena, rows[i][0]), rows[i][1], "%s", rows[i][0]);
	om__arena_release(&arena);
}

/* A map that is built in may name columns only that there are, and what its shop makes. */
static void test_maps(void)
{
	struct om_map_info map;
	struct om_arena arena;
	int count = 0;

	om__arena_init(&arena);
	for (; om_map_at(NULL, count, &map); count++) {
		bool is_order = !strcmp(map.noun, "order");
		struct om_sheet_map *loaded = NULL;
		struct om_err err = {0};
		int rc =
			om__map_load(map.name, NULL, is_order ? om_order_noun() : om_product_noun(),
				is_order ? om_order_line_noun() : NULL, &arena, &loaded, &err);
		is_int(rc, 0, "%s of %ss is read: %s", map.name, map.noun, err.message);
		ok(map.about_len > 0, "%s says what it reads", map.name);
	}
	ok(count >= 7, "there are maps");
	ok(!om_map_at(NULL, count, &map), "and no more");
	om__arena_release(&arena);
}

int main(void)
{
	test_formats();
	test_numbers();
	test_strings();
	test_dates();
	test_maps();
	return done();
}
