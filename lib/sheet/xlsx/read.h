/* The inside of reading workbooks: parts of the archive as events of XML, and what the sheet refers
 * to. */
#ifndef OM_XLSX_READ_H
#define OM_XLSX_READ_H

#include "base/buf.h"
#include "sheet/xlsx/xlsx.h"

struct zip;
/* A workbook under way. */
struct om__book {
	const char *source;
	struct zip *zip;
	struct om_arena arena;
	struct om_err err; /* of a handler: it ends the part */
	bool is_ours;      /* no part of it is too large */
	/* workbook.xml */
	struct om__book_sheet {
		const char *name, *id, *part;
	} * sheets;
	int sheet_count, sheet_room;
	bool is_1904;
	/* styles.xml */
	struct om__book_format {
		int id;
		bool is_date, has_clock;
	} * formats;
	int format_count, format_room;
	struct om__book_format *styles; /* by the s of a cell */
	int style_count, style_room;
	bool in_styles; /* inside cellXfs */
	/* sharedStrings.xml */
	const char **strings;
	size_t string_count, string_room;
	struct om_buf text; /* under way */
	bool in_text, in_sound;
};

/* Events of one part; names are without their prefix.  A handler that fails fills book->err; one
 * that is NULL is not asked. */
struct om__xml {
	void (*begin)(void *arg, const char *name, const char **attributes);
	void (*end)(void *arg, const char *name);
	void (*text)(void *arg, const char *text, size_t len);
};
/* Reads part PATH ("xl/workbook.xml") to its end.  1; 0 if there is no such part and it
 * IS_OPTIONAL.
 */
int om__book_part(struct om__book *, const char *path, bool is_optional, const struct om__xml *,
	void *arg, struct om_err *) OM_MUST_USE;
/* The path of part INDEX, from 0 on, or NULL behind the last; valid until the book is closed. */
const char *om__book_path(const struct om__book *, int64_t index);
/* The value of attribute NAME, its prefix aside, or NULL. */
const char *om__xml_attribute(const char **attributes, const char *name);
/* Fails the part under way. */
void om__book_fail(struct om__book *, int code, const char *word, const char *fmt, ...)
	OM_PRINTF(4, 5);

/* Opens the archive of FD, which stays the caller's.  om__book_close takes it half open too. */
int om__book_open(struct om__book *, int fd, const char *source, struct om_err *) OM_MUST_USE;
/* Reads what sheets refer to: their list, styles, shared strings. */
int om__book_read(struct om__book *, struct om_err *) OM_MUST_USE;
void om__book_close(struct om__book *);

/* Appends TEXT of a string; _x000D_ and the like are control characters. */
void om__book_string(struct om_buf *, const char *text);
/* The text of a number as it is stored, in the format FORMAT (NULL: none). */
void om__book_number(
	struct om_buf *, const char *stored, const struct om__book_format *, bool is_1904);
/* What a code of a number's format says: "yyyy-mm-dd hh:mm". */
struct om__book_format om__book_format(int id, const char *code);

#endif
