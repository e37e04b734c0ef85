/* Imports: cells of every type, headers, grouping, duplicates, two passes, chunks, rejects, create
 * and edit. */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include "widget.h"

#define T(s) (s), sizeof(s) - 1

/* ---- cells ---- */

static const struct {
	int field;
	const char *raw, *want; /* number, "=text", "-" empty, "\\N" cleared, "!word" */
	enum om_date_format format;
} cells[] = {
	{W_SKU, "TEE-1", "=TEE-1", 0},
	{W_SKU, "", "-", 0},
	{W_SKU, "\\N", "\\N", 0},
	{W_SKU, " TEE-1", "!stray-blank", 0},
	{W_SKU, "TEE-1\xc2\xa0", "!stray-blank", 0},
	{W_SKU, "TEE 1", "=TEE 1", 0},
	{W_SKU, "007", "=007", 0},
	{W_SKU, "1.23E+12", "!scientific-number", 0},
	{W_SKU, "1E5", "=1E5", 0},
	{W_SKU, "TEE\t1", "!control-character", 0},
	{W_SKU, "TEE\n1", "!control-character", 0},
	{W_SKU, "12345678901234567890", "=12345678901234567890", 0},
	{W_SKU, "123456789012345678901", "!too-long", 0},
	{W_SKU,
		"\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
		"\xc3\xa4\xc3\xa4",
		"=\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
		"\xc3\xa4\xc3\xa4",
		0},
	{W_ZIP, "07030", "=07030", 0},
	{W_ZIP, "1.0E+5", "!scientific-number", 0},
	{W_NAME, "  A tee\n", "=A tee", 0},
	{W_NAME, "two\nlines", "=two\nlines", 0},
	{W_NAME, " \t ", "-", 0},
	{W_NAME, "1234567890123", "!too-long", 0},
	{W_NAME, " 123456789012 ", "=123456789012", 0},
	{W_NAME, "\\N", "\\N", 0},
	{W_NAME, "\\n", "=\\n", 0},
	{W_PRICE, "$1,019.95", "10199500", 0},
	{W_PRICE, " 5 ", "50000", 0},
	{W_PRICE, "1,0", "!bad-money", 0},
	{W_PRICE, "1.23456", "!bad-money", 0},
	{W_PRICE, "-1", "!negative", 0},
	{W_QTY, "1", "1", 0},
	{W_QTY, " 1000 ", "1000", 0},
	{W_QTY, "0", "!not-integer", 0},
	{W_QTY, "-3", "!not-integer", 0},
	{W_QTY, "1.0", "!not-integer", 0},
	{W_QTY, "1001", "!out-of-range", 0},
	{W_QTY, "99999999999999999999", "!out-of-range", 0},
	{W_DELTA, "-3", "-3", 0},
	{W_OUNCES, "-3", "!not-integer", 0},
	{W_ACTIVE, "Yes", "1", 0},
	{W_ACTIVE, "FALSE", "0", 0},
	{W_ACTIVE, "Active", "1", 0},
	{W_ACTIVE, "inactive", "0", 0},
	{W_ACTIVE, "maybe", "!not-boolean", 0},
	{W_KIND, "Large", "=large", 0},
	{W_KIND, "On Hold", "=on-hold", 0},
	{W_KIND, "larg", "!bad-choice", 0},
	{W_WEIGHT, "1lb", "453592370000", 0},
	{W_WEIGHT, "16", "453592370000", 0},
	{W_WEIGHT, "heavy", "!bad-unit", 0},
	{W_HEIGHT, "2.54cm", "25400", 0},
	{W_MADE, "2026-01-05", "1767571200", 0},
	{W_MADE, "2026-01-05T10:00:00Z", "1767607200", 0},
	{W_MADE, "01/13/2026", "!bad-date", 0},
	{W_MADE, "03/04/2026", "!ambiguous-date", 0},
	{W_MADE, "03/04/2026", "1772582400", OM_DATE_MDY},
	{W_MADE, "03/04/2026", "1775174400", OM_DATE_DMY},
	{W_SHIP_BY, "2026-01-05", "1767657599", 0},
	{W_SHIP_BY, "2026-01-05 10:00", "1767607200", 0},
	{W_DAY, "2026-01-05", "20458", 0},
	{W_DAY, "01/05/2026", "20458", OM_DATE_MDY},
	{W_DAY, "2026-02-30", "!bad-date", 0},
	{W_CUTOFF, "14:30", "52200", 0},
	{W_CUTOFF, "9:05:07", "32707", 0},
	{W_CUTOFF, "24:00", "!bad-time", 0},
	{W_CUTOFF, "noon", "!bad-time", 0},
	{W_TAGS, "b | a||b", "=b|a", 0},
	{W_TAGS, "b; a", "=b; a", 0},
	{W_TAGS, "one", "=one", 0},
	{W_TAGS, "|", "-", 0},
	{W_TAGS, "a\\|b|c;d", "=a\\|b|c;d", 0},
	{W_COLOURS, "Red|blue", "=red|blue", 0},
	{W_COLOURS, "Red; blue;", "=red|blue", 0},
	{W_COLOURS, "red|gren", "!bad-choice", 0},
	{W_REF, " Acme Inc ", "=Acme Inc", 0},
};

static void test_cells(void)
{
	struct om_arena arena;

	om__arena_init(&arena);
	for (size_t i = 0; i < OM_COUNT(cells); i++) {
		struct om__cell_env env = {w_om, cells[i].format, &arena};
		const struct om_field *field = &w_fields[cells[i].field];
		struct om_cell cell;
		struct om_err err = {0};
		char got[400];
		if (om__cell_parse(&env, field, field->type == OM_T_WEIGHT ? "oz" : NULL,
			    cells[i].raw, &cell, &err) < 0)
			snprintf(got, sizeof(got), "!%s", err.word);
		else if (cell.state == OM_CELL_EMPTY)
			snprintf(got, sizeof(got), "-");
		else if (cell.state == OM_CELL_CLEAR)
			snprintf(got, sizeof(got), "\\N");
		else if (*cell.value.text)
			snprintf(got, sizeof(got), "=%s", cell.value.text);
		else
			snprintf(got, sizeof(got), "%lld", (long long)cell.value.num);
		is_str(got, cells[i].want, "%s, cell %zu", field->name, i);
		if (err.code)
			ok(!strcmp(err.field, field->name) && !strcmp(err.value, cells[i].raw),
				"its error names column and value");
	}
	om__arena_release(&arena);
}

static void test_messages(void)
{
	static const struct {
		int field;
		const char *raw, *message, *hint;
	} rows[] = {
		{W_QTY, "0", "'0' is not 1 or more", ""},
		{W_QTY, "1001", "'1001' is above 1000", ""},
		{W_KIND, "larg", "'larg' is none of small large on-hold", "did you mean 'large'?"},
		{W_ACTIVE, "maybe", "'maybe' is not yes or no", ""},
		{W_NAME, "1234567890123", "13 characters, at most 12 are allowed", ""},
	};
	struct om_arena arena;

	om__arena_init(&arena);
	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om__cell_env env = {w_om, OM_DATE_ISO, &arena};
		struct om_cell cell;
		struct om_err err = {0};
		int rc = om__cell_parse(
			&env, &w_fields[rows[i].field], NULL, rows[i].raw, &cell, &err);
		is_int(rc, OM_EINVAL, "'%s' is refused", rows[i].raw);
		is_str(err.message, rows[i].message, "message");
		is_str(err.hint, rows[i].hint, "hint");
	}
	om__arena_release(&arena);
}

/* ---- files ---- */

static const struct om_preset acme[] = {{"vendor", "Acme"}};
static const struct om_preset bad_preset[] = {{"qty", "none"}};
static const struct om_preset no_preset[] = {{"colour", "red"}};
static const struct om_preset shop[] = {{"channel", "SHOP"}};
static const char *const regroup[] = {"regroup", NULL};

static const struct {
	const char *name;
	const struct om_importer *importer;
	const char *text;
	size_t len;
	struct om_import_options options;
	const char *want, *log, *stored;
} cases[] = {
	/* headers */
	{"plain", &w_importer, T("sku,name,price\nA,One,1.50\nB,Two,\n"), {0}, "2 0 0 0 0, exit 0",
		"", "A One 1.50;B Two 0.00;"},
	{"empty file", &w_importer, T(""), {0}, "0 0 0 0 0, exit 0", "", ""},
	{"header only", &w_importer, T("sku,name\n"), {0}, "0 0 0 0 0, exit 0", "", ""},
	{"headers by letters and digits, aliases", &w_importer,
		T("MASTER-SKU,Name,m.a.p.\nA,One,2\n"), {0}, "1 0 0 0 0, exit 0", "",
		"A One 2.00;"},
	{"read-only and computed columns are read over", &w_importer,
		T("sku,name,Listing Count,available,price\nA,One,x,y,2\n"), {0},
		"1 0 0 0 0, exit 0", "", "A One 2.00;"},
	{"a rejects file again", &w_importer,
		T("sku,name,error\nA,One,name: must be filled [missing]\n"), {0},
		"1 0 0 0 0, exit 0", "", "A One 0.00;"},
	{"unknown header", &w_importer, T("\nsku,nam,name\nA,x,One\n"), {0},
		"!2 nam unknown-column", "", ""},
	{"duplicate header", &w_importer, T("sku,name,Name\nA,x,y\n"), {0},
		"!1 Name duplicate-header", "", ""},
	{"two headers for one column", &w_importer, T("sku,name,Master SKU\nA,x,A\n"), {0},
		"!1 Master SKU duplicate-header", "", ""},
	{"a read-only column twice", &w_importer,
		T("sku,name,listing_count,listing_count\nA,x,1,1\n"), {0},
		"!1 listing_count duplicate-header", "", ""},
	{"attr: names are exact", &w_importer, T("sku,name,attr:Size,attr:size\nA,One,1,2\n"), {0},
		"1 0 0 0 0, exit 0", "", "A One 0.00;"},
	{"attr: twice", &w_importer, T("sku,name,attr:Size,Attr:Size\nA,One,1,2\n"), {0},
		"!1 Attr:Size duplicate-header", "", ""},
	{"missing header", &w_importer, T("name\nOne\n"), {0}, "!1 sku missing-header", "", ""},
	{"columns without header, empty", &w_importer, T("sku,name,,\nA,One,,\n"), {0},
		"1 0 0 0 0, exit 0", "", "A One 0.00;"},
	{"columns without header, filled", &w_importer, T("sku,name,,\nA,One,,x\n"), {0},
		"0 0 0 1 0, exit 3, nothing", "2  bad-row", ""},

	/* what is no sheet at all */
	{"NUL byte", &w_importer, T("sku,name\nA,\0\n"), {0}, "!2  nul-byte", "", ""},
	{"invalid UTF-8", &w_importer, T("sku,name\nA,\xff\n"), {0}, "!2  bad-encoding", "", ""},
	{"unterminated quote", &w_importer, T("sku,name\nA,One\nB,\"Two\nC,Three\n"), {0},
		"!3  unterminated-quote", "", ""},
	{"stray quote", &w_importer, T("sku,name\nA,5\" pipe\n"), {0}, "!2  bad-row", "", ""},
	{"no such encoding", &w_importer, T("sku,name\n"), {.encoding = "NONE-1"}, "!0  bad-choice",
		"", ""},
	{"encoding", &w_importer, T("sku,name\nA,\xfc\n"), {.encoding = "ISO-8859-1"},
		"1 0 0 0 0, exit 0", "", "A \xc3\xbc 0.00;"},
	{"semicolons", &w_importer, T("sku;name;price\r\nA;One, two;1\r\n"), {0},
		"1 0 0 0 0, exit 0", "", "A One, two 1.00;"},

	/* rows that are bad */
	{"every bad cell is reported", &w_importer, T("sku,name,upc\n"), {0},
		"!1 upc unknown-column", "", ""},
	{"many errors", &w_importer,
		T("sku,name,qty,is_active\nA,One,1,yes\nB,,0,maybe\nC,Three,x,no\n"), {0},
		"0 0 0 2 0, exit 3, nothing",
		"3 qty not-integer\n3 is_active not-boolean\n3 name missing\n4 qty not-integer",
		""},
	{"keep going", &w_importer, T("sku,name,qty\nA,One,1\nB,Two,0\nC,Three,2\n"),
		{.keep_going = true}, "2 0 0 1 0, exit 4", "3 qty not-integer",
		"A One 0.00;C Three 0.00;"},
	{"keep going with nothing good", &w_importer, T("sku,name,qty\nB,Two,0\n"),
		{.keep_going = true}, "0 0 0 1 0, exit 3", "2 qty not-integer", ""},
	{"too few and too many cells", &w_importer, T("sku,name\nA,One\nB\nC,Three,3\nD,Four\n"),
		{.keep_going = true}, "2 0 0 2 0, exit 4", "3  bad-row\n4  bad-row",
		"A One 0.00;D Four 0.00;"},
	{"required cell", &w_importer, T("sku,name\n,One\n\\N,Two\n"), {0},
		"0 0 0 2 0, exit 3, nothing", "2 sku missing\n3 sku missing", ""},
	{"a cell that could not be read is not missing too", &w_importer,
		T("sku,name\nA,1234567890123\n"), {0}, "0 0 0 1 0, exit 3, nothing",
		"2 name too-long", ""},
	{"the noun's own refusal", &w_importer, T("sku,name,note\nA,One,bad\n"), {0},
		"0 0 0 1 0, exit 3, nothing", "2 note exists", ""},
	{"warnings change nothing", &w_importer, T("sku,name,note\nA,One,warn\n"), {0},
		"1 0 0 0 0, exit 0", "(2 note no-prices)", "A One 0.00;"},
	{"outcomes", &w_importer, T("sku,name,note\nA,One,same\nB,Two,old\nC,Three,skip\n"), {0},
		"0 1 1 0 1, exit 0", "", "A One 0.00;B Two 0.00;C Three 0.00;"},
	{"bad since the check", &w_importer, T("sku,name,note\nA,One,\nB,Two,late\nC,Three,\n"),
		{0}, "2 0 0 1 0, exit 4", "3 note changed", "A One 0.00;C Three 0.00;"},
	{"bad since the check, atomic", &w_importer,
		T("sku,name,note\nA,One,\nB,Two,late\nC,Three,\n"), {.atomic = true},
		"0 0 0 1 0, exit 3, nothing", "3 note changed", ""},
	{"atomic and keep going", &w_importer,
		T("sku,name,note\nA,One,\nB,Two,late\nC,Three,bad\n"),
		{.atomic = true, .keep_going = true}, "1 0 0 2 0, exit 4",
		"4 note exists\n3 note changed", "A One 0.00;"},
	{"the database fails", &w_importer, T("sku,name,note\nA,One,die\n"), {0}, "!0  database",
		"", ""},

	/* duplicates */
	{"a key twice", &w_importer, T("sku,name\nA,One\nB,Two\nA,Three\nA,Four\n"),
		{.keep_going = true}, "1 0 0 3 0, exit 4",
		"4 sku duplicate-row\n2 sku duplicate-row\n5 sku duplicate-row", "B Two 0.00;"},
	{"a key twice, the first counts", &w_importer, T("sku,name\nA,One\nB,Two\nA,Three\n"),
		{.duplicate_first = true}, "2 0 0 0 1, exit 0", "", "A One 0.00;B Two 0.00;"},
	{"what is left out is not checked", &w_importer, T("sku,name,note\nA,One,\nA,Three,bad\n"),
		{.duplicate_first = true}, "1 0 0 0 1, exit 0", "", "A One 0.00;"},

	{"nor are its cells complained of", &w_importer,
		T("sku,name,qty\nA,One,1\nB,Two,0\nA,Three,0\n"), {.duplicate_first = true},
		"0 0 0 1 1, exit 3, nothing", "3 qty not-integer", ""},

	/* presets */
	{"a preset fills", &w_importer, T("sku,name\nA,One\n"),
		{.presets = acme, .preset_count = 1}, "1 0 0 0 0, exit 0", "", "A One 0.00;"},
	{"a preset beside the same and a different cell", &w_importer,
		T("sku,name,vendor\nA,One,ACME\nB,Two,\nC,Three,Bolt\n"),
		{.presets = acme, .preset_count = 1}, "0 0 0 1 0, exit 3, nothing",
		"4 vendor differs", ""},
	{"a bad preset", &w_importer, T("sku,name\nA,One\n"),
		{.presets = bad_preset, .preset_count = 1}, "!0 qty not-integer", "", ""},
	{"a preset for no column", &w_importer, T("sku,name\nA,One\n"),
		{.presets = no_preset, .preset_count = 1}, "!0 colour unknown-column", "", ""},

	/* units of several rows */
	{"rows of one order", &p_importer,
		T("order_number,channel,note,sku,quantity\n1,SHOP,hi,A,1\n1,SHOP,hi,B,2\n2,SHOP,,C,"
		  "3\n"),
		{0}, "2 0 0 0 0, exit 0", "", "1@SHOP hi: Ax1,Bx2;2@SHOP: Cx3;"},
	{"cells of the order are blank after its first row", &p_importer,
		T("order_number,channel,note,sku,quantity\n1,SHOP,hi,A,1\n1,,,B,2\n,,,C,3\n2,SHOP,,"
		  "D,4\n"),
		{0}, "2 0 0 0 0, exit 0", "", "1@SHOP hi: Ax1,Bx2,Cx3;2@SHOP: Dx4;"},
	{"equal by value, references in any case", &p_importer,
		T("order_number,channel,order_total,sku,quantity\n1,SHOP,1.50,A,1\n1,shop,1.5,B,"
		  "2\n"),
		{0}, "1 0 0 0 0, exit 0", "", "1@SHOP: Ax1,Bx2;"},
	{"differs", &p_importer,
		T("order_number,channel,note,sku,quantity\n1,SHOP,hi,A,1\n1,SHOP,ho,B,2\n2,SHOP,,C,"
		  "3\n2,,ha,D,4\n"),
		{.keep_going = true}, "0 0 0 2 0, exit 3", "3 note differs\n5 note differs", ""},
	{"money that is equal does not differ", &p_importer,
		T("order_number,channel,order_total,sku,quantity\n1,SHOP,1.50,A,1\n1,,$1.5,B,2\n"),
		{0}, "1 0 0 0 0, exit 0", "", "1@SHOP: Ax1,Bx2;"},
	{"one bad row refuses the order", &p_importer,
		T("order_number,channel,sku,quantity\n1,SHOP,A,1\n1,,B,0\n1,,,x\n2,SHOP,C,3\n"),
		{.keep_going = true}, "1 0 0 1 0, exit 4",
		"3 quantity not-integer\n4 quantity not-integer\n4 sku missing", "2@SHOP: Cx3;"},
	{"one number on two channels", &p_importer,
		T("order_number,channel,sku,quantity\n1,SHOP,A,1\n1,EBAY,B,2\n"), {0},
		"2 0 0 0 0, exit 0", "", "1@SHOP: Ax1;1@EBAY: Bx2;"},
	{"not together", &p_importer,
		T("order_number,channel,sku,quantity\n1,SHOP,A,1\n2,SHOP,B,2\n1,SHOP,C,3\n3,SHOP,D,"
		  "4\n"),
		{.keep_going = true}, "2 0 0 2 0, exit 4",
		"4 order_number not-together\n2 order_number not-together",
		"2@SHOP: Bx2;3@SHOP: Dx4;"},
	{"regroup", &p_importer,
		T("order_number,channel,sku,quantity\n1,SHOP,A,1\n2,SHOP,B,2\n1,SHOP,C,3\n,,D,4\n2,"
		  "SHOP,E,5\n"),
		{.flags = regroup}, "2 0 0 0 0, exit 0", "",
		"1@SHOP: Ax1,Cx3,Dx4;2@SHOP: Bx2,Ex5;"},
	{"regroup of what stands together", &p_importer,
		T("order_number,channel,sku,quantity\n1,SHOP,A,1\n,,B,2\n2,SHOP,C,3\n"),
		{.flags = regroup}, "2 0 0 0 0, exit 0", "", "1@SHOP: Ax1,Bx2;2@SHOP: Cx3;"},
	{"regroup tells the lines of the file", &p_importer,
		T("order_number,channel,sku,quantity\n1,SHOP,A,1\n2,SHOP,B,2\n1,SHOP,C,0\n"),
		{.flags = regroup}, "0 0 0 1 0, exit 3, nothing", "4 quantity not-integer", ""},
	{"regroup in another encoding", &p_importer,
		T("order_number,channel,sku,quantity\n1,SHOP,\xfc,1\n2,SHOP,B,2\n1,SHOP,C,3\n"),
		{.flags = regroup, .encoding = "ISO-8859-1"}, "2 0 0 0 0, exit 0", "",
		"1@SHOP: \xc3\xbcx1,Cx3;2@SHOP: Bx2;"},
	{"channel given for all", &p_importer, T("order_number,sku,quantity\n1,A,1\n1,B,2\n"),
		{.presets = shop, .preset_count = 1}, "1 0 0 0 0, exit 0", "", "1@SHOP: Ax1,Bx2;"},
	{"channel given and in the file", &p_importer,
		T("order_number,channel,sku,quantity\n1,SHOP,A,1\n2,EBAY,B,2\n3,,C,3\n"),
		{.presets = shop, .preset_count = 1, .keep_going = true}, "2 0 0 1 0, exit 4",
		"3 channel differs", "1@SHOP: Ax1;3@SHOP: Cx3;"},
	{"without numbers every row is an order", &p_importer,
		T("channel,sku,quantity\nSHOP,A,1\nSHOP,B,2\n"), {0}, "2 0 0 0 0, exit 0", "",
		"@SHOP: Ax1;@SHOP: Bx2;"},
	{"a first row without a number is an order of its own", &p_importer,
		T("order_number,channel,sku,quantity\n,SHOP,A,1\n1,SHOP,B,2\n"), {0},
		"2 0 0 0 0, exit 0", "", "@SHOP: Ax1;1@SHOP: Bx2;"},
	{"attributes of the order", &p_importer,
		T("order_number,channel,attr:Gift,sku,quantity\n1,SHOP,yes,A,1\n,,,B,2\n"), {0},
		"1 0 0 0 0, exit 0", "", "1@SHOP {attr:Gift=yes}: Ax1,Bx2;"},
	{"attributes that differ", &p_importer,
		T("order_number,channel,attr:Gift,sku,quantity\n1,SHOP,yes,A,1\n,,no,B,2\n"), {0},
		"0 0 0 1 0, exit 3, nothing", "3 attr:Gift differs", ""},
	{"a short row belongs to its order", &p_importer,
		T("order_number,sku,quantity\n1,A,1\n1,B\n2,C,3\n"),
		{.presets = shop, .preset_count = 1, .keep_going = true}, "1 0 0 1 0, exit 4",
		"3  bad-row", "2@SHOP: Cx3;"},
	{"a short row whose order cannot be told", &p_importer,
		T("sku,quantity,order_number,channel\nA,1,1,SHOP\nB,2\nC,3,2,SHOP\n"),
		{.keep_going = true}, "0 0 0 1 0, exit 3, nothing", "3  bad-row", ""},
};

static void test_files(void)
{
	for (size_t i = 0; i < OM_COUNT(cases); i++) {
		struct om_import_report report;
		const char *got = w_import(
			cases[i].importer, cases[i].text, cases[i].len, &cases[i].options, &report);
		is_str(got, cases[i].want, "%s", cases[i].name);
		is_str(w_log.data, cases[i].log, "%s: errors", cases[i].name);
		is_str(w_stored.data, cases[i].stored, "%s: records", cases[i].name);
		if (*cases[i].log && cases[i].log[0] != '(')
			ok(report.first.code && !strcmp(report.first.source, "-"),
				"the first error is kept");
	}
}

/* ---- chunks and turns ---- */

static void add_widgets(struct om_buf *text, int from, int to, const char *note)
{
	for (int i = from; i < to; i++)
		om__buf_fmt(text, "W%05d,Widget,%d,%s\n", i, i % 1000 + 1, note);
}

static void test_chunks(void)
{
	struct om_import_options options = {.keep_going = true};
	struct om_import_report report;
	struct om_buf text;

	om__buf_init(&text, 0);
	om__buf_str(&text, "sku,name,qty,note\n");
	add_widgets(&text, 0, 4500, "");
	add_widgets(&text, 4500, 4501, "bad");
	add_widgets(&text, 4501, 4502, "late");
	add_widgets(&text, 4502, 5000, "same");
	is_str(w_import(&w_importer, text.data, text.len, &options, &report),
		"4500 0 498 2 0, exit 4", "5,000 rows");
	is_int(report.rows, 5000, "rows");
	is_str(report.note, "5000 checked", "the noun's note");
	is_int(w_ended, 1, "the noun's end");
	ok(w_stored.len == 4998 * strlen("W00000 Widget 0.00;"), "every good one was stored once");
	options.atomic = true;
	is_str(w_import(&w_importer, text.data, text.len, &options, &report),
		"4500 0 498 2 0, exit 4", "in one transaction");
	ok(w_stored.len == 4998 * strlen("W00000 Widget 0.00;"), "the same");
	add_widgets(&text, 10, 11, "");
	is_str(w_import(&w_importer, text.data, text.len, &options, &report),
		"4499 0 498 4 0, exit 4", "a double, far away");
	om__buf_release(&text);
}

static int w_progress;
static void on_progress(
	void *arg, const char *phase, int64_t done, int64_t bytes_done, int64_t bytes_total)
{
	(void)arg;
	w_progress += !strcmp(phase, done <= 2000 ? phase : "") && bytes_done <= bytes_total &&
		bytes_done > 0;
}

static void test_progress(void)
{
	struct om_import_options options = {0};
	struct om_import_report report;
	struct om_buf text;

	om__buf_init(&text, 0);
	om__buf_str(&text, "sku,name,qty,note\n");
	add_widgets(&text, 0, 2500, "");
	w_om->on_progress = on_progress;
	w_import(&w_importer, text.data, text.len, &options, &report);
	w_om->on_progress = NULL;
	is_int(w_progress, 4, "told twice a pass");
	om__buf_release(&text);
}

/* An order of more rows than one may have. */
static void test_unit_limit(void)
{
	struct om_import_options options = {0};
	struct om_import_report report;
	struct om_buf text;

	om__buf_init(&text, 0);
	om__buf_str(&text, "order_number,channel,sku,quantity\n1,SHOP,A,1\n");
	for (int i = 0; i < OM__UNIT_ROWS; i++)
		om__buf_str(&text, ",,A,1\n");
	is_str(w_import(&p_importer, text.data, text.len, &options, &report),
		"0 0 0 1 0, exit 3, nothing", "an order without end");
	is_str(w_log.data, "2  too-long", "is refused");
	om__buf_release(&text);
}

/* ---- digests ---- */

static unsigned char last_sha[32];
static int sha_apply(
	struct om_import *imp, struct om_unit *unit, enum om_outcome *ret, struct om_err *err)
{
	memcpy(last_sha, unit->sha, 32);
	return p_apply(imp, unit, ret, err);
}

static void test_digests(void)
{
	static const struct {
		const char *text;
		bool same;
	} rows[] = {
		{"order_number,channel,note,sku,quantity,unit_price\n1,SHOP,hi,A,1,1.50\n1,SHOP,hi,"
		 "B,2,\n",
			true},
		{"order_number,channel,note,sku,quantity,unit_price\n1,SHOP,hi,A,1,1.50\n,,,B,2,\n",
			true},
		{"Unit Price,quantity,sku,note,Sales "
		 "Channel,order_number\n$1.5,1,A,hi,SHOP,1\n,2,B,,,1\n",
			true},
		{"order_number,channel,note,sku,quantity,unit_price,order_total\n1,SHOP,hi,A,1,1."
		 "50,\n1,SHOP,hi,B,2,,\n",
			true},
		{"order_number,channel,note,sku,quantity,unit_price\n1,SHOP,hi,A,1,1.51\n1,SHOP,hi,"
		 "B,2,\n",
			false},
		{"order_number,channel,note,sku,quantity,unit_price\n1,SHOP,hi,B,2,\n1,SHOP,hi,A,1,"
		 "1.50\n",
			false},
		{"order_number,channel,note,sku,quantity,unit_price,order_total\n1,SHOP,hi,A,1,1."
		 "50,\\N\n1,SHOP,hi,B,2,,\n",
			false},
	};
	struct om_importer importer = p_importer;
	struct om_import_options options = {0};
	struct om_import_report report;
	unsigned char first[32];

	importer.apply = sha_apply;
	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		w_import(&importer, rows[i].text, strlen(rows[i].text), &options, &report);
		if (!i)
			memcpy(first, last_sha, 32);
		ok(!memcmp(first, last_sha, 32) == rows[i].same, "SHA-256 of spelling %zu", i);
	}
}

/* ---- rejects ---- */

static char *read_text(const char *path)
{
	static char text[4000];
	FILE *f = fopen(path, "r");
	size_t n = f ? fread(text, 1, sizeof(text) - 1, f) : 0;

	text[n] = 0;
	if (f)
		fclose(f);
	return f ? text : NULL;
}

static void test_rejects(void)
{
	static const struct {
		const char *name;
		const struct om_importer *importer;
		const char *text, *want;
		bool stop;
	} rows[] = {
		{"rows", &w_importer,
			"sku;name;qty;note\nA;One;1;\nB;\"Two; "
			"too\";0;bad\nC;Three;1;late\nD;Four;1;\n",
			"sku;name;qty;note;error\n"
			"B;\"Two; too\";0;bad;\"qty: '0' is not 1 or more [not-integer]; note: "
			"'bad' is bad [exists]\"\n"
			"C;Three;1;late;note: 'C' is late [changed]\n",
			false},
		{"whole orders", &p_importer,
			"order_number,channel,sku,quantity\n1,SHOP,A,1\n,,B,0\n,,C,3\n2,SHOP,D,4\n",
			"order_number,channel,sku,quantity,error\n1,SHOP,A,1,\n,,B,0,quantity: '0' "
			"is not 1 or more [not-integer]\n,,C,3,\n",
			false},
		{"doubles", &w_importer, "sku,name\nA,One\nB,Two\nA,Three\n",
			"sku,name,error\nA,One,sku: the same stands in line 4 [duplicate-row]\n"
			"A,Three,sku: the same stands in line 2 [duplicate-row]\n",
			false},
		{"errors of a rejects file are replaced", &w_importer, "sku,error,name\nA,old,\n",
			"sku,name,error\nA,,name: a new widget needs a name [missing]\n", false},
		{"rows of the wrong shape", &w_importer, "sku,name\nA\nB,Two,3,4\n",
			"sku,name,error\nA,,\"1 cells, but the header has 2 [bad-row]\"\nB,Two,\"4 "
			"cells, but the header has 2 [bad-row]\",3,4\n",
			false},
		{"none", &w_importer, "sku,name\nA,One\n", "sku,name,error\n", false},
		{"without keep going", &w_importer, "sku,name\nA,One\nB,\n",
			"sku,name,error\nB,,name: a new widget needs a name [missing]\n", true},
	};
	char folder[] = "/tmp/om-import-XXXXXX", path[100];
	struct stat st;

	if (!mkdtemp(folder))
		return;
	snprintf(path, sizeof(path), "%s/rejects.csv", folder);
	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_import_options options = {.keep_going = !rows[i].stop, .rejects = path};
		struct om_import_report report;
		w_import(rows[i].importer, rows[i].text, strlen(rows[i].text), &options, &report);
		is_str(read_text(path), rows[i].want, "rejects: %s", rows[i].name);
		unlink(path);
	}
	struct om_import_options options = {.rejects = "/nowhere/rejects.csv"};
	struct om_import_report report;
	is_str(w_import(&w_importer, T("sku,name\nA,One\n"), &options, &report), "!0  io",
		"a place that is none");
	is_str(w_stored.data, "", "then nothing is written");
	options.rejects = path;
	is_str(w_import(&w_importer, T("sku,name,note\nA,One,die\n"), &options, &report),
		"!0  database", "a failed import");
	ok(stat(path, &st) < 0, "leaves no half file");
	rmdir(folder);
}

/* What was refused can be repaired and imported again. */
static void test_rejects_again(void)
{
	char path[] = "/tmp/om-import-XXXXXX";
	int fd = mkstemp(path);
	struct om_import_options options = {
		.keep_going = true, .rejects = path, .encoding = "ISO-8859-1"};
	struct om_import_report report;
	char text[300];

	close(fd);
	w_import(&w_importer, T("sku,name,qty\nA,M\xfc,0\n"), &options, &report);
	snprintf(text, sizeof(text), "%s", read_text(path));
	is_str(text,
		"\xef\xbb\xbfsku,name,qty,error\nA,M\xc3\xbc,0,qty: '0' is not 1 or more "
		"[not-integer]\n",
		"refused");
	*strstr(text, ",0,") = ',';
	strstr(text, ",0,")[1] = '5';
	is_str(w_import(&w_importer, text, strlen(text), &options, &report), "1 0 0 0 0, exit 0",
		"repaired");
	is_str(w_stored.data, "A M\xc3\xbc 0.00;", "and stored");
	unlink(path);
}

/* ---- pipes, files that change ---- */

static void test_pipe(void)
{
	struct om_import_options options = {.path = "-", .on_error = w_on_error};
	struct om_import_report report;
	struct om_err err = {0};
	int ends[2];

	if (pipe(ends) < 0)
		return;
	if (write(ends[1], T("sku,name\nA,One\n")) < 0)
		return;
	close(ends[1]);
	om__buf_clear(&w_stored);
	options.input = ends[0];
	is_int(om__import_run(w_om, &w_importer, &options, &report, &err), 0, "from a pipe");
	is_str(w_stored.data, "A One 0.00;", "is spooled and stored");
	close(ends[0]);
	options.path = "/nowhere/in.csv";
	is_int(om__import_run(w_om, &w_importer, &options, &report, &err), OM_EIO,
		"a file that is not there");
	is_str(err.word, "io", "word");
	is_str(err.source, "/nowhere/in.csv", "source");
}

static char changing[] = "/tmp/om-import-XXXXXX";
static int touch_check(struct om_import *imp, struct om_unit *unit, struct om_err *err)
{
	int fd = open(changing, O_WRONLY | O_APPEND);

	if (fd >= 0 && write(fd, T("B,Two\n")) > 0)
		close(fd);
	return w_check(imp, unit, err);
}

static void test_changed(void)
{
	struct om_importer importer = w_importer;
	struct om_import_options options = {.path = changing};
	struct om_import_report report;
	struct om_err err = {0};
	int fd = mkstemp(changing);

	importer.check = touch_check;
	importer.key = NULL;
	if (write(fd, T("sku,name\nA,One\n")) < 0)
		return;
	close(fd);
	om__buf_clear(&w_stored);
	importer.check = w_check;
	is_int(om__import_run(w_om, &importer, &options, &report, &err), 0, "a file");
	is_str(w_stored.data, "A One 0.00;", "is stored");
	om__buf_clear(&w_stored);
	importer.begin = NULL;
	importer.check = touch_check;
	struct timespec past[2] = {{1, 0}, {1, 0}};
	utimensat(AT_FDCWD, changing, past, 0);
	w_checked = 0;
	is_int(om__import_run(w_om, &importer, &options, &report, &err), OM_EIO,
		"a file that changes while it is checked");
	is_str(w_stored.data, "", "is not applied");
	unlink(changing);
}

/* ---- create and edit ---- */

static const struct {
	const char *name;
	const struct om_importer *importer;
	int64_t id;
	int n;
	struct om_assign assigns[6];
	const char *want, *stored; /* "created 7", or "!FIELD WORD" */
} records[] = {
	{"create", &w_importer, 0, 3, {{"sku", "A"}, {"name", "One"}, {"M.A.P.", "2"}}, "created 7",
		"A One 2.00;"},
	{"create with a required column missing", &w_importer, 0, 1, {{"name", "One"}},
		"!sku missing", ""},
	{"create with a required cell empty", &w_importer, 0, 2, {{"sku", ""}, {"name", "One"}},
		"!sku missing", ""},
	{"create refused by the noun", &w_importer, 0, 1, {{"sku", "A"}}, "!name missing", ""},
	{"create with a bad value", &w_importer, 0, 3,
		{{"sku", "A"}, {"name", "One"}, {"qty", "0"}}, "!qty not-integer", ""},
	{"an unknown column", &w_importer, 0, 2, {{"sku", "A"}, {"nome", "One"}},
		"!nome unknown-column", ""},
	{"a read-only column", &w_importer, 0, 2, {{"sku", "A"}, {"listing_count", "1"}},
		"!listing_count read-only", ""},
	{"the last of two counts", &w_importer, 0, 3,
		{{"sku", "A"}, {"name", "One"}, {"name", "Two"}}, "created 7", "A Two 0.00;"},
	{"refused when it is applied", &w_importer, 0, 3,
		{{"sku", "A"}, {"name", "One"}, {"note", "late"}}, "!note changed", ""},
	{"edit", &w_importer, 5, 2, {{"price", "3"}, {"note", "old"}}, "updated 5", "  3.00;"},
	{"edit clears", &w_importer, 5, 1, {{"name", ""}}, "created 5", "  0.00;"},
	{"edit cannot clear what is required", &w_importer, 5, 1, {{"sku", ""}}, "!sku missing",
		""},
	{"edit to the same", &w_importer, 5, 1, {{"note", "same"}}, "unchanged 5", "  0.00;"},
	{"an order with two lines", &p_importer, 0, 6,
		{{"order_number", "1"}, {"channel", "WEB"}, {"sku", "A"}, {"quantity", "1"},
			{"sku", "B"}, {"quantity", "2"}},
		"created 0", "1@WEB: Ax1,Bx2;"},
	{"an order with a bad line", &p_importer, 0, 5,
		{{"order_number", "1"}, {"channel", "WEB"}, {"sku", "A"}, {"quantity", "1"},
			{"sku", "B"}},
		"!quantity missing", ""},
};

static void test_records(void)
{
	static const char *const outcomes[] = {"created", "updated", "unchanged", "skipped"};

	for (size_t i = 0; i < OM_COUNT(records); i++) {
		struct om_err err = {0};
		struct om__record record = {records[i].importer, records[i].assigns, records[i].n,
			NULL, records[i].id, OM_SKIPPED};
		char got[100];
		int rc;
		om__buf_clear(&w_stored);
		om__buf_clear(&w_pending);
		rc = om__record_put(w_om, &record, &err);
		if (rc < 0)
			snprintf(got, sizeof(got), "!%s %s", err.field, err.word);
		else
			snprintf(got, sizeof(got), "%s %lld", outcomes[record.outcome],
				(long long)record.id);
		is_str(got, records[i].want, "%s", records[i].name);
		is_str(w_stored.data, records[i].stored, "%s: record", records[i].name);
	}
}

/* ---- what a row changes ---- */

static char diff_text[500];
static int diff_apply(
	struct om_import *imp, struct om_unit *unit, enum om_outcome *ret, struct om_err *err)
{
	static const int fields[] = {W_NAME, W_PRICE, W_TAGS, W_QTY, W_REF};
	struct om_value current[5] = {
		{.type = OM_T_TEXT, .text = "One", .unit = ""},
		{.type = OM_T_MONEY, .num = 15000, .text = "", .unit = "USD"},
		{.type = OM_T_SET, .text = "a|b", .unit = ""},
		{.type = OM_T_INT, .is_empty = true, .text = "", .unit = ""},
		{.type = OM_T_REF, .text = "Acme", .unit = ""},
	};
	struct om_change changes[5];
	int n = 0, rc = om__import_diff(imp, unit->rows, current, fields, 5, changes, &n, err);

	diff_text[0] = 0;
	for (int i = 0; rc == 0 && i < n; i++)
		snprintf(diff_text + strlen(diff_text), sizeof(diff_text) - strlen(diff_text),
			"%s %s>%s;", w_fields[changes[i].field].name,
			changes[i].old_text ? changes[i].old_text : "-",
			changes[i].new_text ? changes[i].new_text : "-");
	*ret = n ? OM_UPDATED : OM_UNCHANGED;
	return rc;
}

static void test_diff(void)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"sku,name,price,tags,vendor\nA, One ,$1.5,b|a,ACME\n", ""},
		{"sku,name,price\nA,,\n", ""},
		{"sku\nA\n", ""},
		{"sku,name,price,tags,qty,vendor\nA,Two,1.51,a|c,3,Bolt\n",
			"name One>Two;price 1.50>1.51;tags a|b>a|c;qty ->3;vendor Acme>Bolt;"},
		{"sku,name,qty,tags\nA,\\N,\\N,\\N\n", "name One>-;tags a|b>-;"},
	};
	struct om_importer importer = w_importer;

	importer.check = NULL;
	importer.apply = diff_apply;
	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_import_options options = {0};
		struct om_import_report report;
		w_import(&importer, rows[i].text, strlen(rows[i].text), &options, &report);
		is_str(diff_text, rows[i].want, "changes of row %zu", i);
		is_int(report.updated, *rows[i].want != 0, "counted");
	}
}

static void test_template(void)
{
	struct om_import_options options = {0};
	struct om_import_report report;
	struct om_arena arena;
	char *text;

	om__arena_init(&arena);
	is_str(om__template(NULL, &p_importer, false, &arena),
		"order_number,channel,order_date,note,order_total,sku,quantity,unit_price\n",
		"template");
	text = om__template(NULL, &w_importer, true, &arena);
	ok(strstr(text, "\n# sku: id, required; the name\n") ||
			strstr(text, "\n\"# sku: id, required; the name\"\n"),
		"with comments");
	is_str(w_import(&w_importer, text, strlen(text), &options, &report), "0 0 0 0 0, exit 0",
		"a template is an empty sheet");
	om__arena_release(&arena);
}

static void test_dry(void)
{
	struct om_import_options options = {0};
	struct om_import_report report;

	w_close();
	w_open(true);
	is_str(w_import(&w_importer, T("sku,name\nA,One\n"), &options, &report),
		"1 0 0 0 0, exit 0", "a dry run reports the same");
	ok(w_applied >= 1, "by the same code");
}

int main(void)
{
	w_open(false);
	test_cells();
	test_messages();
	test_files();
	test_chunks();
	test_progress();
	test_unit_limit();
	test_digests();
	test_rejects();
	test_rejects_again();
	test_pipe();
	test_changed();
	test_records();
	test_diff();
	test_template();
	test_dry();
	w_close();
	return done();
}
