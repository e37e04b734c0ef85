/* Reading CSV: cells, lines, delimiters, encodings, every refusal of a file that is no sheet, and
 * the csv-spectrum suite. */
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/buf.h"
#include "base/text.h"
#include "sheet/input/csv.h"
#include "tap.h"

/* An unnamed file with TEXT, at its beginning. */
static int file_of(const void *text, size_t len)
{
	FILE *f = tmpfile();
	int fd = f ? dup(fileno(f)) : -1;

	if (f)
		fclose(f);
	if (fd < 0 || write(fd, text, len) != (ssize_t)len || lseek(fd, 0, SEEK_SET) < 0) {
		printf("Bail out! no temporary file\n");
		exit(1);
	}
	return fd;
}

/* The whole file as text: `LINE:cell|cell` a row, or `!LINE word` where it is refused. */
static void read_all(
	int fd, const struct om_csv_options *options, struct om_buf *ret, struct om_err *err)
{
	struct om_csv *csv = NULL;
	char **cells;
	int count, rc = om__csv_open(fd, "f.csv", options, &csv, err);
	int64_t line;

	while (rc >= 0 && (rc = om__csv_next(csv, &cells, &count, &line, err)) > 0) {
		om__buf_fmt(ret, "%s%lld:", ret->len ? "\n" : "", (long long)line);
		for (int i = 0; i < count; i++)
			om__buf_fmt(ret, "%s%s", i ? "|" : "", cells[i]);
	}
	if (rc < 0)
		om__buf_fmt(
			ret, "%s!%lld %s", ret->len ? "\n" : "", (long long)err->line, err->word);
	om__csv_close(csv);
}

#define T(s) (s), sizeof(s) - 1

static const struct {
	const char *name, *text;
	size_t len;
	struct om_csv_options options;
	const char *want;
} cases[] = {
	{"plain", T("a,b\n1,2\n"), {0}, "1:a|b\n2:1|2"},
	{"no line end at the end", T("a,b\n1,"), {0}, "1:a|b\n2:1|"},
	{"CRLF", T("a,b\r\n1,2\r\n"), {0}, "1:a|b\n2:1|2"},
	{"CR", T("a,b\r1,2\r3,4"), {0}, "1:a|b\n2:1|2\n3:3|4"},
	{"all three ends", T("a\r\nb\rc\nd"), {0}, "1:a\n2:b\n3:c\n4:d"},
	{"blanks are kept", T("a,b\n 1 ,\t2\t\n"), {0}, "1:a|b\n2: 1 |\t2\t"},
	{"empty cells", T("a,b,c\n1,,\n,\"\",3\n"), {0}, "1:a|b|c\n2:1||\n3:||3"},
	{"quotes", T("a,b\n\"x,\"\"y\"\"\",2\n"), {0}, "1:a|b\n2:x,\"y\"|2"},
	{"newline in quotes counts as a line", T("a,b\n\"x\ny\",2\n3,4\n"), {0},
		"1:a|b\n2:x\ny|2\n4:3|4"},
	{"CRLF in quotes", T("a,b\r\n\"x\r\ny\",2\r\n3,4\r\n"), {0}, "1:a|b\n2:x\r\ny|2\n4:3|4"},
	{"empty lines are passed over and counted", T("\n\na,b\n\n \t\n1,2\n\n"), {0},
		"3:a|b\n6:1|2"},
	{"an empty line in quotes is text", T("a,b\n\"x\n\ny\",2\n3,4\n"), {0},
		"1:a|b\n2:x\n\ny|2\n5:3|4"},
	{"rows without a filled cell", T("a,b\n,\n1,2\n\"\",\n"), {0}, "1:a|b\n3:1|2"},
	{"byte order mark", T("\xef\xbb\xbf\"a\",b\n1,2\n"), {0}, "1:a|b\n2:1|2"},
	{"comments", T("a,b\n# say \"hi\n#\n\"# x, y\"\n1,2\n"), {0}, "1:a|b\n5:1|2"},
	{"#1001 is no comment", T("a,b\n#1001,2\n"), {0}, "1:a|b\n2:#1001|2"},
	{"a header may begin with #", T("# a,b\n1,2\n"), {0}, "1:# a|b\n2:1|2"},
	{"foreign files have no comments", T("a,b\n# 1,2\n"), {.ragged = true}, "1:a|b\n2:# 1|2"},
	{"semicolons are found", T("a;b\n1,5;2\n"), {0}, "1:a|b\n2:1,5|2"},
	{"tabs are found", T("a\tb\n1,5\t2\n"), {0}, "1:a|b\n2:1,5|2"},
	{"delimiters in quotes do not count", T("\"a;;;\",b\n1,2\n"), {0}, "1:a;;;|b\n2:1|2"},
	{"one column", T("a\n1;2\n"), {0}, "1:a\n2:1;2"},
	{"delimiter given", T("a|b,c\n1|2\n"), {.delimiter = '|'}, "1:a|b,c\n2:1|2"},
	{"header on a later line", T("Report \"x\n;;;\n\na,b\n1,2\n"), {.header_line = 4},
		"4:a|b\n5:1|2"},
	{"ragged rows", T("a,b,c\n1\n1,2,3,4\n"), {.ragged = true}, "1:a|b|c\n2:1||\n3:1|2|3|4"},
	{"empty file", T(""), {0}, ""},
	{"only a mark", T("\xef\xbb\xbf"), {0}, ""},
	{"header only", T("a,b\n"), {0}, "1:a|b"},
	{"UTF-8", T("a\n\xca\xa4\n"), {0}, "1:a\n2:\xca\xa4"},
	{"Latin 1", T("a\nM\xfcller\n"), {.encoding = "ISO-8859-1"}, "1:a\n2:M\xc3\xbcller"},
	{"Windows 1252", T("a\n\x80\n"), {.encoding = "WINDOWS-1252"}, "1:a\n2:\xe2\x82\xac"},
	{"UTF-16 with mark",
		T("\xff\xfe"
		  "a\0,\0b\0\n\0\xe4\0,\0"
		  "2\0\n\0"),
		{.encoding = "UTF-16"}, "1:a|b\n2:\xc3\xa4|2"},
	{"UTF-16LE with mark",
		T("\xff\xfe"
		  "a\0\n\0"
		  "1\0\n\0"),
		{.encoding = "UTF-16LE"}, "1:a\n2:1"},
	{"a UTF-8 mark wins over the encoding",
		T("\xef\xbb\xbf"
		  "a\n\xc3\xbc\n"),
		{.encoding = "ISO-8859-1"}, "1:a\n2:\xc3\xbc"},
	{"encoding UTF-8 by name", T("a\n\xc3\xbc\n"), {.encoding = "utf-8"}, "1:a\n2:\xc3\xbc"},

	{"NUL byte", T("a,b\n1,2\n3,\0\n"), {0}, "1:a|b\n2:1|2\n!3 nul-byte"},
	{"invalid UTF-8", T("a,b\n1,2\nM\xfcller,3\n"), {0}, "1:a|b\n2:1|2\n!3 bad-encoding"},
	{"overlong UTF-8", T("a\n\xc0\xaf\n"), {0}, "1:a\n!2 bad-encoding"},
	{"surrogate", T("a\n\xed\xa0\x80\n"), {0}, "1:a\n!2 bad-encoding"},
	{"invalid in quotes, on its own line", T("a\n\"x\n\xff\"\n"), {0}, "1:a\n!3 bad-encoding"},
	{"invalid in another encoding", T("a\nb\n\xff\n"), {.encoding = "ASCII"},
		"1:a\n2:b\n!3 bad-encoding"},
	{"cut in another encoding", T("a\0\n\0b"), {.encoding = "UTF-16LE"},
		"1:a\n!2 bad-encoding"},
	{"no such encoding", T("a\n"), {.encoding = "KLINGON-8"}, "!0 bad-choice"},
	{"UTF-16 taken for UTF-8",
		T("\xff\xfe"
		  "a\0"),
		{0}, "!1 bad-encoding"},
	{"a workbook", T("PK\003\004\0\0"), {0}, "!1 bad-encoding"},
	{"unterminated quote, line of the quote", T("a,b\n1,2\n3,\"x\n4,5\n6,7\n"), {0},
		"1:a|b\n2:1|2\n!3 unterminated-quote"},
	{"unterminated quote in a later cell", T("a,b\n\"1\n2\",\"x\n4,5\n"), {0},
		"1:a|b\n!3 unterminated-quote"},
	{"unterminated quote without line end", T("a,b\n1,\"x"), {0},
		"1:a|b\n!2 unterminated-quote"},
	{"quote inside a cell", T("a,b\n5\" pipe,2\n"), {0}, "1:a|b\n!2 bad-row"},
	{"text after a quote", T("a,b\n\"x\"y,2\n"), {0}, "1:a|b\n!2 bad-row"},
	{"blank after a quote", T("a,b\n\"x\" ,2\n"), {0}, "1:a|b\n!2 bad-row"},
	{"too few cells", T("a,b\n1,2\n3\n4,5\n"), {0}, "1:a|b\n2:1|2\n!3 bad-row"},
	{"too many cells", T("a,b\n1,2,3\n"), {0}, "1:a|b\n!2 bad-row"},
};

static void test_cases(void)
{
	for (size_t i = 0; i < OM_COUNT(cases); i++) {
		struct om_buf got;
		struct om_err err = {0};
		int fd = file_of(cases[i].text, cases[i].len);
		om__buf_init(&got, 0);
		read_all(fd, &cases[i].options, &got, &err);
		is_str(got.data, cases[i].want, "%s", cases[i].name);
		om__buf_release(&got);
		close(fd);
	}
}

/* A row of the wrong length is given on request, and the reading goes on. */
static void test_refused(void)
{
	int fd = file_of(T("a,b\n3\n4,5,6\n7,8\n"));
	struct om_csv_options options = {0};
	struct om_csv *csv = NULL;
	struct om_err err = {0};
	char **cells;
	int count;
	int64_t line;

	ok(om__csv_open(fd, "f.csv", &options, &csv, &err) == 0, "opened");
	ok(om__csv_next(csv, &cells, &count, &line, &err) == 1, "header");
	ok(!om__csv_refused(csv, &cells, &count, &line), "nothing is refused");
	is_int(om__csv_next(csv, &cells, &count, &line, &err), OM_EINVAL, "too short");
	is_str(err.message, "1 cells, but the header has 2", "message");
	ok(om__csv_refused(csv, &cells, &count, &line), "the short row is there");
	is_int(count, 2, "filled up");
	is_str(cells[0], "3", "its cell");
	is_str(cells[1], "", "the missing one");
	om_err_clear(&err);
	is_int(om__csv_next(csv, &cells, &count, &line, &err), OM_EINVAL, "too long");
	ok(om__csv_refused(csv, &cells, &count, &line) && count == 3 && line == 3,
		"with all its cells");
	is_int(om__csv_next(csv, &cells, &count, &line, &err), 1, "and goes on");
	is_str(cells[1], "8", "with the next");
	is_int(om__csv_next(csv, &cells, &count, &line, &err), 0, "to the end");
	om__csv_close(csv);
	close(fd);

	om_err_clear(&err);
	fd = file_of(T("a,b\n5\"x,2\n3,4\n"));
	ok(om__csv_open(fd, "f.csv", &options, &csv, &err) == 0, "opened");
	ok(om__csv_next(csv, &cells, &count, &line, &err) == 1, "header");
	is_int(om__csv_next(csv, &cells, &count, &line, &err), OM_EINVAL, "stray quote");
	ok(!om__csv_refused(csv, &cells, &count, &line), "that row cannot be given");
	om_err_clear(&err);
	is_int(om__csv_next(csv, &cells, &count, &line, &err), OM_EINVAL,
		"and the reader stays failed");
	om__csv_close(csv);
	close(fd);
}

/* Rows read again at their places, in another order. */
static void test_seek(void)
{
	int fd = file_of(T("\xef\xbb\xbf"
			   "a,b\n\"x\ny\",1\nz,2\n"));
	struct om_csv_options options = {0};
	struct om_csv *csv = NULL;
	struct om_err err = {0};
	int64_t line, lines[3], places[3];
	char **cells;
	int count;

	ok(om__csv_open(fd, "f.csv", &options, &csv, &err) == 0, "opened");
	for (int i = 0; i < 3; i++) {
		ok(om__csv_next(csv, &cells, &count, &line, &err) == 1, "row %d", i);
		places[i] = om__csv_offset(csv);
		lines[i] = line;
	}
	ok(om__csv_seek(csv, places[2], lines[2], &err) == 0, "to the last");
	ok(om__csv_next(csv, &cells, &count, &line, &err) == 1 && line == 4 &&
			!strcmp(cells[0], "z"),
		"the last");
	ok(om__csv_seek(csv, places[1], lines[1], &err) == 0, "to the one before");
	ok(om__csv_next(csv, &cells, &count, &line, &err) == 1 && line == 2 &&
			!strcmp(cells[0], "x\ny"),
		"that");
	om__csv_close(csv);
	close(fd);
}

static void refuses_long(const char *name, const char *before, char fill, size_t n,
	const char *after, const char *want)
{
	struct om_buf text, got;
	struct om_csv_options options = {0};
	struct om_err err = {0};
	int fd;

	om__buf_init(&text, 0);
	om__buf_init(&got, 0);
	om__buf_str(&text, before);
	for (size_t i = 0; i < n; i++)
		om__buf_char(&text, fill);
	om__buf_str(&text, after);
	fd = file_of(text.data, text.len);
	read_all(fd, &options, &got, &err);
	is_str(got.data, want, "%s", name);
	om__buf_release(&text);
	om__buf_release(&got);
	close(fd);
}

static void test_limits(void)
{
	refuses_long("a cell over 1 MiB", "a,b\n1,", 'x', OM_CSV_CELL_MAX + 1, "\n",
		"1:a|b\n!2 too-long");
	refuses_long("a quoted cell over 1 MiB", "a,b\n1,\"\n", 'x', OM_CSV_CELL_MAX + 1, "\n\"\n",
		"1:a|b\n!2 too-long");
	refuses_long("too many cells", "a,b\n", ',', OM_CSV_CELLS_MAX, "\n", "1:a|b\n!2 too-long");
	refuses_long(
		"a line over 16 MiB", "a,b\n1,", 'x', (size_t)17 << 20, "\n", "1:a|b\n!2 too-long");
}

/* ---- lines without quotes ---- */

static unsigned seed = 1;

static unsigned next_random(unsigned below)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % below;
}

/* A random row of WIDTH cells, once plain and once with each cell quoted. */
static void put_row(struct om_buf *plain, struct om_buf *quoted, int width, char delim)
{
	static const char *const pieces[] = {
		"a", "B", " ", "\t", "#", "'", ",", ";", "|", "\xc3\xa4", "0", "\\", "="};
	static const char *const ends[] = {"\n", "\r\n", "\r"};
	const char *end = ends[next_random(3)], *first = next_random(2) ? "x" : "#x";

	for (int i = 0; i < width; i++) {
		om__buf_fmt(plain, "%.*s", i > 0, &delim);
		om__buf_fmt(quoted, "%.*s\"", i > 0, &delim);
		om__buf_str(plain, i ? "" : first);
		om__buf_str(quoted, i ? "" : first);
		for (unsigned n = next_random(5); n; n--) {
			const char *piece = pieces[next_random(OM_COUNT(pieces))];
			if (*piece == delim)
				continue;
			om__buf_str(plain, piece);
			om__buf_str(quoted, piece);
		}
		om__buf_char(quoted, '"');
	}
	om__buf_str(plain, end);
	om__buf_str(quoted, end);
}

/* Lines without quotes are not given to libcsv: they must come out as libcsv reads the same cells
 * in quotes.  Some rows have a cell too many or too few; none is blank, for blank lines are no
 * rows and a quoted blank is one. */
static void test_plain(void)
{
	static const char delims[] = {',', ';', '\t', '|'};
	int differ = 0;

	for (int file = 0; file < 400; file++) {
		struct om_csv_options options = {.delimiter = delims[file % 4], .ragged = file & 4};
		struct om_buf plain, quoted, read[2];
		struct om_err err;
		int width = 1 + (int)next_random(6);

		om__buf_init(&plain, 0);
		om__buf_init(&quoted, 0);
		om__buf_str(&plain, "\"h\"");
		om__buf_str(&quoted, "\"h\"");
		for (int i = 1; i < width; i++) {
			om__buf_fmt(&plain, "%ch", options.delimiter);
			om__buf_fmt(&quoted, "%ch", options.delimiter);
		}
		om__buf_char(&plain, '\n');
		om__buf_char(&quoted, '\n');
		for (int row = 0; row < 12; row++)
			put_row(&plain, &quoted, next_random(9) ? width : 1 + (int)next_random(7),
				options.delimiter);
		om__buf_init(&read[0], 0);
		om__buf_init(&read[1], 0);
		om_err_clear(&err);
		read_all(file_of(plain.data, plain.len), &options, &read[0], &err);
		om_err_clear(&err);
		read_all(file_of(quoted.data, quoted.len), &options, &read[1], &err);
		if (strcmp(read[0].data, read[1].data) != 0 && !differ++)
			printf("# plain:\n%s\n# quoted:\n%s\n", read[0].data, read[1].data);
		om__buf_release(&plain);
		om__buf_release(&quoted);
		om__buf_release(&read[0]);
		om__buf_release(&read[1]);
	}
	is_int(differ, 0, "a line reads the same with and without quotes");
}

/* ---- csv-spectrum ---- */

static char *slurp(const char *path)
{
	FILE *f = fopen(path, "r");
	struct om_buf buf;
	char block[4096];
	size_t n;

	om__buf_init(&buf, 0);
	while (f && (n = fread(block, 1, sizeof(block), f)) > 0)
		om__buf_add(&buf, block, n);
	if (f)
		fclose(f);
	return buf.data; /* the caller frees it */
}

/* Copies of the suite that went through git have lost the CRs in quotes of newlines_crlf.csv: CRs
 * are left out on both sides. */
static void add_cell(struct om_buf *to, const char *text)
{
	for (; *text; text++)
		if (*text != '\r')
			om__buf_char(to, *text);
}

static const char *json_string(const char *p, struct om_buf *to)
{
	static const char from_to[] = "n\nr\rt\t";

	for (p++; *p && *p != '"'; p++) {
		char c = *p;
		if (c == '\\') {
			const char *known = strchr(from_to, *++p);
			c = known ? known[1] : *p;
		}
		if (c != '\r')
			om__buf_char(to, c);
	}
	return *p ? p + 1 : p;
}

/* An array of objects of strings becomes the same text as rows below a header: values in order. */
static char *json_rows(const char *p)
{
	struct om_buf out;
	bool is_value = false, is_first = true;

	om__buf_init(&out, 0);
	while (*p) {
		if (*p == '{') {
			if (out.len)
				om__buf_char(&out, '\n');
			is_first = true;
		}
		if (*p == ':')
			is_value = true;
		if (*p != '"') {
			p++;
			continue;
		}
		if (!is_value) {
			struct om_buf key;
			om__buf_init(&key, 0);
			p = json_string(p, &key);
			om__buf_release(&key);
			continue;
		}
		om__buf_str(&out, is_first ? "" : "|");
		p = json_string(p, &out);
		is_first = is_value = false;
	}
	return out.data;
}

static char *csv_rows(const char *path)
{
	struct om_csv_options options = {0};
	struct om_csv *csv = NULL;
	struct om_err err = {0};
	struct om_buf out;
	FILE *f = fopen(path, "r");
	char **cells;
	int count, rc;
	int64_t line;

	om__buf_init(&out, 0);
	if (!f || om__csv_open(fileno(f), path, &options, &csv, &err) < 0)
		return out.data;
	rc = om__csv_next(csv, &cells, &count, &line, &err);
	while (rc > 0 && (rc = om__csv_next(csv, &cells, &count, &line, &err)) > 0) {
		if (out.len)
			om__buf_char(&out, '\n');
		for (int i = 0; i < count; i++) {
			om__buf_str(&out, i ? "|" : "");
			add_cell(&out, cells[i]);
		}
	}
	om__csv_close(csv);
	fclose(f);
	return out.data;
}

static void test_spectrum(void)
{
	const char *data = getenv("OM_REAL_DATA");
	char folder[1024], path[2048];
	struct dirent *entry;
	DIR *dir;

	snprintf(folder, sizeof(folder), "%s/suites/csv-spectrum", data ? data : "../shared/data");
	snprintf(path, sizeof(path), "%s/csvs", folder);
	dir = opendir(path);
	if (!dir) {
		ok(true, "csv-spectrum # SKIP %s is not there", folder);
		return;
	}
	while ((entry = readdir(dir))) {
		char *json, *want, *got;
		int len = (int)strcspn(entry->d_name, ".");
		if (!len)
			continue;
		snprintf(path, sizeof(path), "%s/json/%.*s.json", folder, len, entry->d_name);
		json = slurp(path);
		want = json_rows(json);
		snprintf(path, sizeof(path), "%s/csvs/%s", folder, entry->d_name);
		got = csv_rows(path);
		ok(*want != 0, "%.*s has rows", len, entry->d_name);
		is_str(got, want, "csv-spectrum %.*s", len, entry->d_name);
		free(json);
		free(want);
		free(got);
	}
	closedir(dir);
}

int main(void)
{
	test_cases();
	test_refused();
	test_seek();
	test_limits();
	test_plain();
	test_spectrum();
	return done();
}
