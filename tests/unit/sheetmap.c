/* Maps: every rule and option, what is refused, and files read by them. */
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>
#include "widget.h"

#define T(s) (s), sizeof(s) - 1

static char folder[] = "/tmp/om-map-XXXXXX";
static char path[100];

static void put_map(const char *text)
{
	FILE *f = fopen(path, "w");

	if (!f || fputs(text, f) < 0 || fclose(f) != 0) {
		printf("Bail out! no temporary file\n");
		exit(1);
	}
}

/* ---- reading maps ---- */

static const struct {
	const char *name, *text, *want; /* "LINE word" or "" */
} maps[] = {
	{"empty", "", ""},
	{"comments and blanks", "# a map\n\n   \nsku = Their SKU\r\n", ""},
	{"all forms",
		"sku = Code\nname = First + Last / Full Name\nprice := 1.50\nnote = @AB\n- = "
		"Colour\nattr:Size = Size\n"
		"skip if Status = void\ndate_format = mdy\nheader_row = 3\nencoding = "
		"WINDOWS-1252\ndelimiter = tab\non_duplicate = first\n",
		""},
	{"aliases name columns too", "Master SKU = Code\n", ""},
	{"unknown column", "sku = Code\nskuu = Code\n", "2 unknown-column"},
	{"read-only column", "listing_count = N\n", "1 read-only"},
	{"column twice", "sku = A\nsku = B\n", "2 bad-row"},
	{"attributes twice", "attr:A = A\nattr:B = B\nattr:A = C\n", "3 bad-row"},
	{"no rule", "sku = A\nwhat is this\n", "2 bad-row"},
	{"no column", " = A\n", "1 bad-row"},
	{"no header", "sku =\n", "1 bad-row"},
	{"no header in a sum", "sku = A + \n", "1 bad-row"},
	{"no header to ignore", "- =\n", "1 bad-row"},
	{"no letter", "sku = @1\n", "1 bad-row"},
	{"bad date format", "date_format = ymd\n", "1 bad-choice"},
	{"bad header row", "header_row = 0\n", "1 not-integer"},
	{"bad delimiter", "delimiter = x\n", "1 bad-choice"},
	{"bad on_duplicate", "on_duplicate = last\n", "1 bad-choice"},
	{"ignored headers", "- = A / \"B / C\" / D + E\n", ""},
	{"no header after a slash", "- = A / \n", "1 bad-row"},
	{"cells of a shop", "shop = shopify\nname = $tags / Name\n", ""},
	{"cells of another shop", "name = $line_total\nshop = shopify\n", "1 unknown-column"},
	{"cells of no shop", "sku = Code\nname = $tags\n", "2 unknown-column"},
	{"no shop", "shop = etsy\n", "1 bad-choice"},
	{"more options",
		"sheet = A / B\nquotes = no\nheader_has = A, B\nignore_case = yes\nabout = x\nfits "
		"= A, B\n",
		""},
	{"bad quotes", "quotes = none\n", "1 not-boolean"},
	{"bad ignore_case", "ignore_case = maybe\n", "1 not-boolean"},
	{"not UTF-8", "sku = \xff\n", "1 bad-encoding"},
};

static void test_maps(void)
{
	for (size_t i = 0; i < OM_COUNT(maps); i++) {
		struct om_sheet_map *map = NULL;
		struct om_arena arena;
		struct om_err err = {0};
		char got[60] = "", source[PATH_MAX + 10];
		om__arena_init(&arena);
		put_map(maps[i].text);
		if (om__map_load(path, NULL, &w_noun, NULL, &arena, &map, &err) < 0)
			snprintf(got, sizeof(got), "%lld %s", (long long)err.line, err.word);
		is_str(got, maps[i].want, "%s", maps[i].name);
		snprintf(source, sizeof(source), "--map %s", path);
		if (err.code)
			is_str(err.source, source, "its file is named");
		om__arena_release(&arena);
	}
}

static void test_read(void)
{
	struct om_sheet_map *map = NULL;
	struct om_arena arena;
	struct om_err err = {0};

	om__arena_init(&arena);
	put_map("name = \"A + B\" + C / @AB / D/E\nprice := \"1.50\"\ndelimiter = ;\nheader_row = "
		"2\n- = \"x \"\"y\"\"\"\n");
	is_int(om__map_load(path, NULL, &w_noun, NULL, &arena, &map, &err), 0, "read");
	is_int(map->rule_count, 2, "rules");
	is_int(map->rules[0].term_count, 4, "terms");
	is_str(map->rules[0].terms[0].header, "A + B", "quoted");
	ok(map->rules[0].terms[0].begins && !map->rules[0].terms[1].begins, "joined");
	is_str(map->rules[0].terms[1].header, "C", "by +");
	is_int(map->rules[0].terms[2].letter, 27, "letter");
	ok(map->rules[0].terms[2].begins, "an alternative");
	is_str(map->rules[0].terms[3].header, "D/E",
		"a slash without blanks belongs to the header");
	is_str(map->rules[1].constant, "1.50", "constant");
	is_int(map->delimiter, ';', "delimiter");
	is_int(map->header_line, 2, "header row");
	is_str(map->ignored[0], "x \"y\"", "ignored");
	om__arena_release(&arena);
}

static void test_find(void)
{
	struct om_sheet_map *map = NULL;
	struct om_arena arena;
	struct om_err err = {0};

	om__arena_init(&arena);
	put_map("sku = Code\n");
	is_int(om__map_load("mine", folder, &w_noun, NULL, &arena, &map, &err), 0,
		"NAME.map in the folder");
	is_str(map->source + strlen("--map "), path, "its path");
	is_int(om__map_load("other", folder, &w_noun, NULL, &arena, &map, &err), OM_ENOTFOUND,
		"there is no such map");
	is_str(err.word, "unknown-map", "word");
	om_err_clear(&err);
	is_int(om__map_load("../mine", folder, &w_noun, NULL, &arena, &map, &err), OM_ENOTFOUND,
		"names do not leave the folder");
	om__arena_release(&arena);
}

/* ---- files read by maps ---- */

static const struct {
	const char *name;
	const struct om_importer *importer;
	const char *map, *text;
	size_t len;
	struct om_import_options options;
	const char *want, *log, *stored;
} files[] = {
	{"headers", &w_importer, "sku = Code\nname = Title\nprice = Price ($)\n",
		T("Title,Code,Price ($)\nOne,A,2\n"), {0}, "1 0 0 0 0, exit 0", "", "A One 2.00;"},
	{"by letters and digits", &w_importer, "sku = Item code\nname = title\n",
		T("TITLE,item-code\nOne,A\n"), {0}, "1 0 0 0 0, exit 0", "", "A One 0.00;"},
	{"as it stands wins", &w_importer,
		"sku = Code\nname = Title\nprice = Price\n- = Price ($)\n",
		T("Title,Code,Price ($),Price\nOne,A,2,3\n"), {0}, "1 0 0 0 0, exit 0", "",
		"A One 3.00;"},
	{"two that fit", &w_importer, "sku = Code\nname = Title\n", T("Title,CODE,code\nOne,A,B\n"),
		{0}, "!1 Code duplicate-header", "", ""},
	{"letters", &w_importer, "sku = @B\nname = @a\n", T("x,y\nOne,A\n"), {0},
		"1 0 0 0 0, exit 0", "", "A One 0.00;"},
	{"a letter too far", &w_importer, "sku = @C\nname = @a\n", T("x,y\nOne,A\n"), {0},
		"!1  missing-header", "", ""},
	{"sums", &w_importer, "sku = Code\nname = First + Last\n",
		T("Code,First,Last\nA,One,Two\nB,,Two\nC,One,\n"), {0}, "3 0 0 0 0, exit 0", "",
		"A One Two 0.00;B Two 0.00;C One 0.00;"},
	{"alternatives", &w_importer, "sku = Code\nname = Full / First + Last / Nick\n",
		T("Code,Full,First,Last,Nick\nA,F,One,Two,N\nB,,One,Two,N\nC,,,,N\n"), {0},
		"3 0 0 0 0, exit 0", "", "A F 0.00;B One Two 0.00;C N 0.00;"},
	{"alternatives whose headers are not there", &w_importer,
		"sku = Old code / Code\nname = Full / First + Last\n", T("Code,Last\nA,Two\n"), {0},
		"1 0 0 0 0, exit 0", "", "A Two 0.00;"},
	{"a required column without any header", &w_importer, "sku = Old code\nname = Title\n",
		T("Code,Title\nA,Two\n"), {0}, "!1 sku missing-header",
		"(1 Code unknown-header-ignored)", ""},
	{"constants", &w_importer, "sku = Code\nname := Thing\nprice := 5\n", T("Code\nA\n"), {0},
		"1 0 0 0 0, exit 0", "", "A Thing 5.00;"},
	{"unnamed headers are warned of", &w_importer, "sku = Code\nname = Title\n- = Colour\n",
		T("Code,Title,Colour,Size,price\nA,One,red,L,9\n"), {0}, "1 0 0 0 0, exit 0",
		"(1 Size unknown-header-ignored)\n(1 price unknown-header-ignored)", "A One 0.00;"},
	{"ragged rows", &w_importer, "sku = Code\nname = Title\n",
		T("Code,Title,\nA,One\nB,Two,,,\n"), {0}, "2 0 0 0 0, exit 0", "",
		"A One 0.00;B Two 0.00;"},
	{"header row", &w_importer, "sku = Code\nname = Title\nheader_row = 3\n",
		T("Report of today\n\nCode;Title\nA;One\n"), {0}, "1 0 0 0 0, exit 0", "",
		"A One 0.00;"},
	{"encoding and delimiter", &w_importer,
		"sku = Code\nname = Title\nencoding = ISO-8859-1\ndelimiter = |\n",
		T("Code|Title\nA|\xfc\n"), {0}, "1 0 0 0 0, exit 0", "", "A \xc3\xbc 0.00;"},
	{"the command's options win", &w_importer, "sku = Code\nname = Title\ndelimiter = |\n",
		T("Code;Title\nA;One\n"), {.delimiter = ';'}, "1 0 0 0 0, exit 0", "",
		"A One 0.00;"},
	{"date format", &w_importer,
		"sku = Code\nname = Title\nmade_at = Made\ndate_format = dmy\n",
		T("Code,Title,Made\nA,One,03/04/2026\n"), {0}, "1 0 0 0 0, exit 0", "",
		"A One 0.00;"},
	{"without date format", &w_importer, "sku = Code\nname = Title\nmade_at = Made\n",
		T("Code,Title,Made\nA,One,03/04/2026\n"), {0}, "0 0 0 1 0, exit 3, nothing",
		"2 made_at ambiguous-date", ""},
	{"on duplicate", &w_importer, "sku = Code\nname = Title\non_duplicate = first\n",
		T("Code,Title\nA,One\nA,Two\n"), {0}, "1 0 0 0 1, exit 0", "", "A One 0.00;"},
	{"errors name our column", &w_importer, "sku = Code\nname = Title\nqty = Pieces\n",
		T("Code,Title,Pieces\nA,One,0\n"), {0}, "0 0 0 1 0, exit 3, nothing",
		"2 qty not-integer", ""},
	{"skip if", &w_importer,
		"sku = Code\nname = Title\nskip if Status = void or \"Net price\" < 5\n",
		T("Code,Title,Status,Net price\nA,One,ok,10\nB,Two,VOID,10\nC,Three,ok,4.99\n"),
		{0}, "1 0 0 0 2, exit 0", "", "A One 0.00;"},
	{"rows left out are not checked", &w_importer,
		"sku = Code\nname = Title\nskip if Status = void\n",
		T("Code,Title,Status\n,,void\nA,One,ok\n"), {0}, "1 0 0 0 1, exit 0", "",
		"A One 0.00;"},
	{"skip if an unknown header", &w_importer,
		"sku = Code\nname = Title\n\nskip if Stat = void\n",
		T("Code,Title,Status\nA,One,ok\n"), {0}, "!4  filter-field", "", ""},
	{"skip if nonsense", &w_importer, "sku = Code\nskip if Status = = void\n",
		T("Code,Title,Status\nA,One,ok\n"), {0}, "!2  filter-syntax", "", ""},
	{"an order is left out whole", &p_importer,
		"order_number = No\nchannel := SHOP\nsku = Item\nquantity = Pieces\nskip if Status "
		"= void\n",
		T("No,Status,Item,Pieces\n1,paid,A,1\n1,,B,2\n2,void,C,3\n2,,D,4\n,,E,5\n3,paid,F,"
		  "6\n"),
		{0}, "2 0 0 0 1, exit 0", "", "1@SHOP: Ax1,Bx2;3@SHOP: Fx6;"},
	{"a line is left out", &p_importer,
		"order_number = No\nchannel := SHOP\nnote = Remark\nsku = Item\nquantity = "
		"Pieces\nskip if Pieces = 0\n",
		T("No,Remark,Item,Pieces\n1,hi,A,0\n1,,B,2\n1,,C,0\n1,,D,4\n2,ho,E,0\n3,,F,6\n"),
		{0}, "2 0 0 0 1, exit 0", "", "1@SHOP hi: Bx2,Dx4;3@SHOP: Fx6;"},
};

static void test_files(void)
{
	for (size_t i = 0; i < OM_COUNT(files); i++) {
		struct om_import_options options = files[i].options;
		struct om_import_report report;
		options.map = path;
		put_map(files[i].map);
		is_str(w_import(files[i].importer, files[i].text, files[i].len, &options, &report),
			files[i].want, "%s", files[i].name);
		is_str(w_log.data, files[i].log, "%s: errors", files[i].name);
		is_str(w_stored.data, files[i].stored, "%s: records", files[i].name);
	}
}

/* Refused rows of a foreign file are read again by the same map. */
static void test_rejects(void)
{
	struct om_import_options options = {.map = path, .keep_going = true};
	struct om_import_report report;
	char rejects[120], text[400];
	size_t n;
	FILE *f;

	snprintf(rejects, sizeof(rejects), "%s/rejects.csv", folder);
	options.rejects = rejects;
	put_map("sku = Code\nname = Title\nqty = Pieces\nheader_row = 3\ndelimiter = |\nencoding = "
		"ISO-8859-1\n");
	is_str(w_import(&w_importer, T("Report\n\nCode|Title|Pieces\nA|\xfc|0\n"), &options,
		       &report),
		"0 0 0 1 0, exit 3", "refused");
	f = fopen(rejects, "r");
	n = f ? fread(text, 1, sizeof(text) - 1, f) : 0;
	text[n] = 0;
	if (f)
		fclose(f);
	is_str(text,
		"\xef\xbb\xbf\n\nCode|Title|Pieces|error\nA|\xc3\xbc|0|qty (Pieces): '0' is not 1 "
		"or more "
		"[not-integer]\n",
		"the file");
	*strstr(text, "|0|") = '|';
	strstr(text, "|0|")[1] = '1';
	options.rejects = NULL;
	is_str(w_import(&w_importer, text, strlen(text), &options, &report), "1 0 0 0 0, exit 0",
		"repaired");
	is_str(w_log.data, "", "without a warning");
	unlink(rejects);
}

/* ---- headers with units ---- */

static void test_units(void)
{
	static const struct {
		const char *header;
		int cell;
		const char *unit;
	} rows[] = {
		{"Height (in.)", W_HEIGHT, "in"},
		{"height (cm)", W_HEIGHT, "cm"},
		{"Height", W_HEIGHT, NULL},
		{"Weight (oz)", W_WEIGHT, "oz"},
		{"Weight (cm)", -1, NULL},
		{"Height (big)", -1, NULL},
		{"Price (in)", -1, NULL},
	};
	struct om_arena arena;

	om__arena_init(&arena);
	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om__column column = {.cell = -1};
		bool found = om__column_find(&arena, &w_noun, NULL, rows[i].header, &column);
		is_int(found ? column.cell : -1, rows[i].cell, "%s", rows[i].header);
		if (found)
			is_str(column.unit, rows[i].unit, "its unit");
	}
	om__arena_release(&arena);
}

int main(void)
{
	if (!mkdtemp(folder))
		return 1;
	snprintf(path, sizeof(path), "%s/mine.map", folder);
	w_open(false);
	test_maps();
	test_read();
	test_find();
	test_files();
	test_rejects();
	test_units();
	w_close();
	unlink(path);
	rmdir(folder);
	return done();
}
