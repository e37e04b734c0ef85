/* The error type and the table of error words.
 *
 * A struct om_err is filled once; whatever fails later on the way out only adds what is still
 * missing.  Texts are cut at a character boundary, and messages are kept to one line, so that a
 * cell with a line break cannot break the report that quotes it. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/base.h"

static const struct om_word words[] = {
#include "words.inc"
};

/* Cuts the text of LEN bytes so that no UTF-8 sequence is left half at its end. */
static void cut_half_character(char *text, size_t len)
{
	size_t start = len;

	while (start > 0 && len - start < 4 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (start == 0)
		return;
	unsigned char lead = (unsigned char)text[start - 1];
	size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
	if (want > 1 && len - start + 1 < want)
		text[start - 1] = '\0';
}

static void put_text(char *ret, size_t size, const char *text)
{
	size_t len = strlen(text);

	if (len < size) {
		memcpy(ret, text, len + 1);
		return;
	}
	memcpy(ret, text, size - 1);
	ret[size - 1] = '\0';
	cut_half_character(ret, size - 1);
}

static OM_PRINTF(3, 0) void put_line(char *ret, size_t size, const char *fmt, va_list ap)
{
	int len = vsnprintf(ret, size, fmt, ap);

	if (len < 0)
		ret[0] = '\0';
	else if ((size_t)len >= size)
		cut_half_character(ret, size - 1);
	for (char *p = ret; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7F)
			*p = ' ';
}

int om_err_set(struct om_err *err, int code, const char *word, const char *fmt, ...)
{
	OM_ASSERT(code < 0);
	if (!err || err->code)
		return code;
	if (code == OM_ENOMEM)
		om__memory_forget();
	else if (om__memory_is_short())
		return om__nomem(err);
	*err = (struct om_err){.code = code};
	put_text(err->word, sizeof(err->word), word);
	va_list ap;
	va_start(ap, fmt);
	put_line(err->message, sizeof(err->message), fmt, ap);
	va_end(ap);
	return code;
}

void om_err_hint(struct om_err *err, const char *fmt, ...)
{
	if (!err || !err->code || err->hint[0])
		return;
	va_list ap;
	va_start(ap, fmt);
	put_line(err->hint, sizeof(err->hint), fmt, ap);
	va_end(ap);
}

void om_err_at(struct om_err *err, const char *source, int64_t line, int column)
{
	if (!err || !err->code)
		return;
	if (source && !err->source[0])
		put_text(err->source, sizeof(err->source), source);
	if (!err->line)
		err->line = line;
	if (!err->column)
		err->column = column;
}

void om_err_field(struct om_err *err, const char *field, const char *value)
{
	if (!err || !err->code)
		return;
	if (field && !err->field[0])
		put_text(err->field, sizeof(err->field), field);
	if (value && !err->value[0])
		put_text(err->value, sizeof(err->value), value);
}

void om_err_header(struct om_err *err, const char *header)
{
	if (err && err->code && header && !err->header[0])
		put_text(err->header, sizeof(err->header), header);
}

void om_err_clear(struct om_err *err)
{
	if (!err)
		return;
	/* Its 1 KiB is only cleared when it is filled: clearing is done for every cell of a file.
	 */
	err->code = 0;
	err->line = 0;
	err->column = 0;
	err->word[0] = err->source[0] = err->field[0] = err->value[0] = '\0';
	err->header[0] = err->message[0] = err->hint[0] = '\0';
}

static int word_cmp(const void *key, const void *row)
{
	return strcmp(key, ((const struct om_word *)row)->word);
}

const struct om_word *om_word_find(const char *word)
{
	return bsearch(word, words, OM_COUNT(words), sizeof(words[0]), word_cmp);
}

const struct om_word *om_words(int *ret_count)
{
	*ret_count = (int)OM_COUNT(words);
	return words;
}

/* Did the input come from a file?  A filter has lines and columns too, but its source is an option.
 */
static bool is_from_file(const struct om_err *err)
{
	if (err->source[0] == '-' && err->source[1])
		return false;
	return err->source[0] || err->line > 0;
}

int om_err_exit(const struct om_err *err)
{
	if (!err || !err->code)
		return 0;
	const struct om_word *row = om_word_find(err->word);
	if (!row)
		return 70;
	/* A warning or a problem of a record that made a command fail is a refusal. */
	if (row->is_warning)
		return is_from_file(err) ? 3 : 5;
	return is_from_file(err) ? row->exit_file : row->exit_operand;
}
