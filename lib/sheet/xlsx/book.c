/* What the sheets of a workbook refer to: their list, the formats of numbers, the shared strings.
 *
 * Shared strings stay in memory up to OM__XLSX_STRINGS_MAX; rich text is its text, what tells how
 * to pronounce it is left out. */
#include <ctype.h>
#include <stdlib.h>
#include "base/text.h"
#include "sheet/xlsx/read.h"

/* Room for one more of SIZE bytes in a list that lives in the arena; NULL fails the part. */
static void *grow(struct om__book *book, void *list, int count, int *room, size_t size)
{
	void *more;

	if (count < *room)
		return list;
	*room = *room ? *room * 2 : 16;
	more = om__alloc(&book->arena, (size_t)*room * size);
	if (!more)
		om__nomem(&book->err);
	else if (count)
		memcpy(more, list, (size_t)count * size);
	return more;
}

/* ---- the list of sheets ---- */

static void book_begin(void *arg, const char *name, const char **attributes)
{
	struct om__book *book = arg;
	const char *label = om__xml_attribute(attributes, "name");
	const char *id, *date1904;

	if (!strcmp(name, "workbookPr")) {
		date1904 = om__xml_attribute(attributes, "date1904");
		book->is_1904 = date1904 && (*date1904 == '1' || *date1904 == 't');
	}
	if (strcmp(name, "sheet") != 0 || !label)
		return;
	book->sheets = grow(
		book, book->sheets, book->sheet_count, &book->sheet_room, sizeof(*book->sheets));
	if (!book->sheets)
		return;
	id = om__xml_attribute(attributes, "id");
	book->sheets[book->sheet_count++] = (struct om__book_sheet){
		om__strdup(&book->arena, label), om__strdup(&book->arena, id ? id : ""), NULL};
}

/* Where the sheets lie: "worksheets/sheet1.xml" below xl/, or from the root with a slash. */
static void rels_begin(void *arg, const char *name, const char **attributes)
{
	struct om__book *book = arg;
	const char *id = om__xml_attribute(attributes, "Id");
	const char *target = om__xml_attribute(attributes, "Target");

	if (strcmp(name, "Relationship") != 0 || !id || !target)
		return;
	for (int i = 0; i < book->sheet_count; i++)
		if (book->sheets[i].id && !strcmp(book->sheets[i].id, id))
			book->sheets[i].part = *target == '/'
				? om__strdup(&book->arena, target + 1)
				: om__printf(&book->arena, "xl/%s", target);
}

/* ---- formats of numbers ---- */

struct om__book_format om__book_format(int id, const char *code)
{
	struct om__book_format format = {.id = id};

	/* The formats that Excel has by number: 14 to 22 and 45 to 47, and those of East Asia. */
	if (!code) {
		format.is_date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) ||
			(id >= 45 && id <= 47) || (id >= 50 && id <= 58);
		format.has_clock = (id >= 18 && id <= 22) || (id >= 45 && id <= 47);
		return format;
	}
	/* Letters in quotes, behind a backslash or in brackets are no part of the date. */
	for (const char *p = code; *p && *p != ';'; p++) {
		if (*p == '"' || *p == '[') {
			const char *end = strchr(p + 1, *p == '[' ? ']' : '"');
			if (*p == '[' && strchr("hms", tolower((unsigned char)p[1])))
				format.is_date = format.has_clock = true;
			if (!end)
				break;
			p = end;
		} else if ((*p == '\\' || *p == '_' || *p == '*') && p[1]) {
			p++;
		} else if (strchr("dmy", tolower((unsigned char)*p))) {
			format.is_date = true;
		} else if (strchr("hs", tolower((unsigned char)*p))) {
			format.is_date = format.has_clock = true;
		}
	}
	return format;
}

static struct om__book_format find_format(const struct om__book *book, int id)
{
	for (int i = 0; i < book->format_count; i++)
		if (book->formats[i].id == id)
			return book->formats[i];
	return om__book_format(id, NULL);
}

static int attribute_number(const char **attributes, const char *name)
{
	const char *text = om__xml_attribute(attributes, name);
	struct om_err err = {0};
	int64_t number = 0;

	if (!text || om__int_parse(text, &number, &err) < 0 || number < 0 || number > 1000000)
		return 0;
	return (int)number;
}

static void styles_begin(void *arg, const char *name, const char **attributes)
{
	struct om__book *book = arg;
	int id = attribute_number(attributes, "numFmtId");
	const char *code;

	if (!strcmp(name, "cellXfs"))
		book->in_styles = true;
	if (!strcmp(name, "numFmt")) {
		code = om__xml_attribute(attributes, "formatCode");
		book->formats = grow(book, book->formats, book->format_count, &book->format_room,
			sizeof(*book->formats));
		if (book->formats)
			book->formats[book->format_count++] = om__book_format(id, code);
	}
	if (!book->in_styles || strcmp(name, "xf") != 0)
		return;
	book->styles = grow(
		book, book->styles, book->style_count, &book->style_room, sizeof(*book->styles));
	if (book->styles)
		book->styles[book->style_count++] = find_format(book, id);
}

static void styles_end(void *arg, const char *name)
{
	struct om__book *book = arg;

	if (!strcmp(name, "cellXfs"))
		book->in_styles = false;
}

/* ---- shared strings ---- */

static int hex_digit(char c)
{
	if (isdigit((unsigned char)c))
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* _x000D_: what XML cannot hold.  -1: the text says nothing of the kind. */
static int escaped(const char *text)
{
	int code = 0;

	if (text[0] != '_' || text[1] != 'x')
		return -1;
	for (int i = 2; i < 6; i++) {
		int digit = hex_digit(text[i]);
		if (digit < 0)
			return -1;
		code = code * 16 + digit;
	}
	return text[6] == '_' && code > 0 && code < 128 ? code : -1;
}

bool om__book_is_escape(const char *text)
{
	return escaped(text) >= 0;
}

void om__book_string(struct om_buf *to, const char *text)
{
	for (; *text; text++) {
		int code = escaped(text);
		om__buf_char(to, code < 0 ? *text : (char)code);
		text += code < 0 ? 0 : 6;
	}
}

static void strings_begin(void *arg, const char *name, const char **attributes)
{
	struct om__book *book = arg;

	(void)attributes;
	if (!strcmp(name, "si"))
		om__buf_clear(&book->text);
	book->in_text |= !strcmp(name, "t");
	book->in_sound |= !strcmp(name, "rPh");
}

static void strings_text(void *arg, const char *text, size_t len)
{
	struct om__book *book = arg;

	if (book->in_text && !book->in_sound)
		om__buf_add(&book->text, text, len);
}

static void keep_string(struct om__book *book)
{
	const char **more;
	size_t room;

	if (book->text.is_bad || book->arena.total > OM__XLSX_STRINGS_MAX) {
		om__book_fail(book, OM_ELIMIT, "too-large",
			"the workbook has more text than can be held");
		return;
	}
	if (book->string_count == book->string_room) {
		room = book->string_room ? book->string_room * 2 : 1024;
		more = reallocarray(book->strings, room, sizeof(*more));
		if (!more) {
			om__nomem(&book->err);
			return;
		}
		book->strings = more;
		book->string_room = room;
	}
	book->strings[book->string_count++] =
		om__strndup(&book->arena, book->text.data, book->text.len);
}

static void strings_end(void *arg, const char *name)
{
	struct om__book *book = arg;

	if (!strcmp(name, "t"))
		book->in_text = false;
	else if (!strcmp(name, "rPh"))
		book->in_sound = false;
	else if (!strcmp(name, "si"))
		keep_string(book);
}

int om__book_read(struct om__book *book, struct om_err *err)
{
	static const struct om__xml list = {.begin = book_begin};
	static const struct om__xml rels = {.begin = rels_begin};
	static const struct om__xml styles = {.begin = styles_begin, .end = styles_end};
	static const struct om__xml strings = {
		.begin = strings_begin, .end = strings_end, .text = strings_text};
	int rc = om__book_part(book, "xl/workbook.xml", false, &list, book, err);

	if (rc > 0)
		rc = om__book_part(book, "xl/_rels/workbook.xml.rels", false, &rels, book, err);
	if (rc > 0)
		rc = om__book_part(book, "xl/styles.xml", true, &styles, book, err);
	if (rc >= 0)
		rc = om__book_part(book, "xl/sharedStrings.xml", true, &strings, book, err);
	return rc < 0 ? rc : 0;
}
