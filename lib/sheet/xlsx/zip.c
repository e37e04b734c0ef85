/* The archive of a workbook, and its parts as events of XML: libzip and libexpat, opened when the
 * first workbook is read.
 *
 * Every size is bounded before and while a part is unpacked, so that a small file cannot become a
 * large one; declarations of types and entities, which no workbook has, are refused. */
#include <dlfcn.h>
#include <expat.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zip.h>
#include "sheet/xlsx/read.h"

#define MEMBER(name) __typeof__(name) *name
#define ROW(name) \
	{ \
#name, offsetof(struct functions, name) \
	}
static struct functions {
	MEMBER(zip_fdopen);
	MEMBER(zip_discard);
	MEMBER(zip_name_locate);
	MEMBER(zip_stat_index);
	MEMBER(zip_fopen_index);
	MEMBER(zip_fread);
	MEMBER(zip_fclose);
	MEMBER(zip_get_name);
	MEMBER(XML_ParserCreate);
	MEMBER(XML_ParserFree);
	MEMBER(XML_SetUserData);
	MEMBER(XML_SetElementHandler);
	MEMBER(XML_SetCharacterDataHandler);
	MEMBER(XML_SetStartDoctypeDeclHandler);
	MEMBER(XML_Parse);
	MEMBER(XML_StopParser);
	MEMBER(XML_GetErrorCode);
	MEMBER(XML_ErrorString);
} lib;
struct symbol {
	const char *name;
	size_t at;
};
static const struct symbol zip_symbols[] = {
	ROW(zip_fdopen),
	ROW(zip_discard),
	ROW(zip_name_locate),
	ROW(zip_stat_index),
	ROW(zip_fopen_index),
	ROW(zip_fread),
	ROW(zip_fclose),
	ROW(zip_get_name),
};
static const struct symbol xml_symbols[] = {
	ROW(XML_ParserCreate),
	ROW(XML_ParserFree),
	ROW(XML_SetUserData),
	ROW(XML_SetElementHandler),
	ROW(XML_SetCharacterDataHandler),
	ROW(XML_SetStartDoctypeDeclHandler),
	ROW(XML_Parse),
	ROW(XML_StopParser),
	ROW(XML_GetErrorCode),
	ROW(XML_ErrorString),
};

static int load(const char *file, const struct symbol *symbols, size_t count, struct om_err *err)
{
	void *handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);

	for (size_t i = 0; handle && i < count; i++) {
		void *symbol = dlsym(handle, symbols[i].name);
		if (!symbol)
			handle = NULL;
		memcpy((char *)&lib + symbols[i].at, &symbol, sizeof(symbol));
	}
	if (handle)
		return 0;
	om_err_set(err, OM_EIO, "io", "workbooks need %s: %s", file, dlerror());
	om_err_hint(err, "install it, or save the sheet as CSV");
	return OM_EIO;
}

static int load_both(struct om_err *err)
{
	static bool is_loaded;
	int rc;

	if (is_loaded)
		return 0;
	rc = load("libzip.so.4", zip_symbols, OM_COUNT(zip_symbols), err);
	if (rc == 0)
		rc = load("libexpat.so.1", xml_symbols, OM_COUNT(xml_symbols), err);
	is_loaded = rc == 0;
	return rc;
}

bool om__xlsx_is(const void *bytes, size_t len)
{
	return len >= 4 && !memcmp(bytes, "PK\003\004", 4);
}

static int broken(const struct om__book *book, struct om_err *err, const char *why)
{
	om_err_set(err, OM_EINVAL, "bad-encoding", "this is no workbook that can be read: %s", why);
	om_err_at(err, book->source, 0, 0);
	om_err_hint(err, "save the sheet as CSV");
	return OM_EINVAL;
}

int om__book_open(struct om__book *book, int fd, const char *source, struct om_err *err)
{
	int rc = load_both(err), error = 0, own;

	*book = (struct om__book){.source = source};
	om__arena_init(&book->arena);
	om__buf_init(&book->text, OM__XLSX_STRINGS_MAX);
	if (rc < 0)
		return rc;
	own = dup(fd);
	if (own < 0 || lseek(own, 0, SEEK_SET) < 0)
		return om_err_set(err, OM_EIO, "io", "cannot read '%s' again", source);
	book->zip = lib.zip_fdopen(own, ZIP_RDONLY, &error);
	if (!book->zip) {
		close(own);
		return broken(book, err, "its archive is damaged");
	}
	return 0;
}

void om__book_close(struct om__book *book)
{
	if (book->zip)
		lib.zip_discard(book->zip);
	free(book->strings);
	om__buf_release(&book->text);
	om__arena_release(&book->arena);
}

/* ---- parts ---- */

struct part {
	struct om__book *book;
	const struct om__xml *xml;
	void *arg;
	XML_Parser parser;
};

void om__book_fail(struct om__book *book, int code, const char *word, const char *fmt, ...)
{
	char text[sizeof(book->err.message)];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	om_err_set(&book->err, code, word, "%s", text);
	om_err_at(&book->err, book->source, 0, 0);
}

static const char *local(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon ? colon + 1 : name;
}

const char *om__xml_attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (!strcmp(local(attributes[0]), name))
			return attributes[1];
	return NULL;
}

static void stop_if_failed(struct part *part)
{
	if (part->book->err.code)
		lib.XML_StopParser(part->parser, XML_FALSE);
}

static void on_begin(void *arg, const char *name, const char **attributes)
{
	struct part *part = arg;

	if (part->xml->begin)
		part->xml->begin(part->arg, local(name), attributes);
	stop_if_failed(part);
}

static void on_end(void *arg, const char *name)
{
	struct part *part = arg;

	if (part->xml->end)
		part->xml->end(part->arg, local(name));
	stop_if_failed(part);
}

static void on_text(void *arg, const char *text, int len)
{
	struct part *part = arg;

	if (part->xml->text)
		part->xml->text(part->arg, text, (size_t)len);
	stop_if_failed(part);
}

static void on_doctype(
	void *arg, const char *name, const char *system, const char *public, int has_subset)
{
	struct part *part = arg;

	(void)name;
	(void)system;
	(void)public;
	(void)has_subset;
	om__book_fail(part->book, OM_EINVAL, "bad-encoding",
		"this is no workbook that can be read: it declares types");
	stop_if_failed(part);
}

static int too_large(const struct om__book *book, const char *path, struct om_err *err)
{
	om_err_set(err, OM_ELIMIT, "too-large", "'%s' in the workbook is too large when unpacked",
		path);
	om_err_at(err, book->source, 0, 0);
	return OM_ELIMIT;
}

static int check_size(
	struct om__book *book, const char *path, zip_uint64_t index, struct om_err *err)
{
	struct zip_stat st;

	if (lib.zip_stat_index(book->zip, index, 0, &st) < 0 || !(st.valid & ZIP_STAT_SIZE) ||
		!(st.valid & ZIP_STAT_COMP_SIZE))
		return broken(book, err, "its archive is damaged");
	if (!book->is_ours &&
		(st.size > (zip_uint64_t)OM__XLSX_PART_MAX ||
			(st.size > (16U << 20) && st.size / OM__XLSX_RATIO_MAX > st.comp_size)))
		return too_large(book, path, err);
	return 0;
}

static int feed(struct part *part, zip_file_t *file, const char *path, struct om_err *err)
{
	static const int size = 1 << 16;
	char *block = om__alloc_raw(&part->book->arena, (size_t)size);
	int64_t total = 0, n;

	if (!block)
		return om__nomem(err);
	do {
		n = lib.zip_fread(file, block, (zip_uint64_t)size);
		if (n < 0)
			return broken(part->book, err, "its archive is damaged");
		total += n;
		if (total > OM__XLSX_PART_MAX && !part->book->is_ours)
			return too_large(part->book, path, err);
		if (lib.XML_Parse(part->parser, block, (int)n, n == 0) == XML_STATUS_OK)
			continue;
		if (!part->book->err.code)
			return broken(part->book, err,
				lib.XML_ErrorString(lib.XML_GetErrorCode(part->parser)));
		*err = part->book->err;
		return err->code;
	} while (n);
	return 0;
}

static int read_part(struct part *part, zip_uint64_t index, const char *path, struct om_err *err)
{
	zip_file_t *file = lib.zip_fopen_index(part->book->zip, index, 0);
	int rc;

	if (!file)
		return broken(part->book, err, "its archive is damaged");
	part->parser = lib.XML_ParserCreate(NULL);
	rc = part->parser ? 0 : om__nomem(err);
	if (rc == 0) {
		lib.XML_SetUserData(part->parser, part);
		lib.XML_SetElementHandler(part->parser, on_begin, on_end);
		lib.XML_SetCharacterDataHandler(part->parser, on_text);
		lib.XML_SetStartDoctypeDeclHandler(part->parser, on_doctype);
		rc = feed(part, file, path, err);
		lib.XML_ParserFree(part->parser);
	}
	lib.zip_fclose(file);
	return rc;
}

const char *om__book_path(const struct om__book *book, int64_t index)
{
	return lib.zip_get_name(book->zip, (zip_uint64_t)index, 0);
}

int om__book_part(struct om__book *book, const char *path, bool is_optional,
	const struct om__xml *xml, void *arg, struct om_err *err)
{
	struct part part = {book, xml, arg, NULL};
	zip_int64_t index = lib.zip_name_locate(book->zip, path, ZIP_FL_NOCASE);
	int rc;

	if (index < 0 && is_optional)
		return 0;
	if (index < 0)
		return broken(book, err, "a part is missing");
	rc = check_size(book, path, (zip_uint64_t)index, err);
	if (rc == 0)
		rc = read_part(&part, (zip_uint64_t)index, path, err);
	return rc < 0 ? rc : 1;
}
