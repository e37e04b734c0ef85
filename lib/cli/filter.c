/* Exact options of lists as conditions of a filter: their values are quoted, so that none is read
 * as syntax. */
#include "base/buf.h"
#include "base/text.h"
#include "cli/inner.h"

static char *quote(struct om_arena *arena, const char *text)
{
	struct om_buf buf;
	char *ret;

	om__buf_init(&buf, 0);
	om__buf_char(&buf, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			om__buf_char(&buf, '\\');
		om__buf_char(&buf, *text);
	}
	om__buf_char(&buf, '"');
	ret = buf.is_bad ? NULL : om__strdup(arena, buf.data);
	om__buf_release(&buf);
	return ret;
}

int cli_filter_add(struct om_arena *arena, char **filter, const char *condition, struct om_err *err)
{
	char *text = *filter ? om__printf(arena, "%s and %s", *filter, condition)
			     : om__strdup(arena, condition);

	if (!text)
		return om__nomem(err);
	*filter = text;
	return 0;
}

static int add_name(struct om_arena *arena, char **list, const char *name, struct om_err *err)
{
	char *trimmed = om__trim(arena, name), *quoted = trimmed ? quote(arena, trimmed) : NULL;
	char *text = quoted && *list ? om__printf(arena, "%s, %s", *list, quoted) : quoted;

	if (!text)
		return om__nomem(err);
	*list = text;
	return 0;
}

int cli_filter_add_in(struct om_arena *arena, char **filter, const char *field,
	const struct cli_texts *names, struct om_err *err)
{
	char *list = NULL, *text;

	for (int i = 0; i < names->count; i++) {
		struct om_set *set = om__set_split(arena, names->items[i], ',');

		if (!set)
			return om__nomem(err);
		for (size_t k = 0; k < set->count; k++)
			if (add_name(arena, &list, set->members[k], err) < 0)
				return err->code;
	}
	if (!list)
		return 0;
	text = om__printf(arena, "%s (%s)", field, list);
	return text ? cli_filter_add(arena, filter, text, err) : om__nomem(err);
}

/* Does it begin like a time of the filter language?  Anything else would be read as a field. */
static bool is_time(const char *text, size_t len)
{
	static const char *const words[] = {
		"now", "today", "yesterday", "tomorrow", "this-", "last-", "next-"};

	if (!len || (*text >= '0' && *text <= '9'))
		return true;
	for (size_t i = 0; i < OM_COUNT(words); i++)
		if (!strncmp(text, words[i], strlen(words[i])))
			return true;
	return false;
}

int cli_filter_add_range(struct om_arena *arena, char **filter, const char *field,
	const char *range, struct om_err *err)
{
	const char *dots;
	char *text;

	if (!range)
		return 0;
	dots = strstr(range, "..");
	if (!*range || strpbrk(range, "\"'\\() ") ||
		!is_time(range, dots ? (size_t)(dots - range) : strlen(range)) ||
		(dots && !is_time(dots + 2, strlen(dots + 2)))) {
		om_err_set(err, OM_EINVAL, "bad-date", "%s: '%s' is not a day or FROM..TO", field,
			range);
		return OM_EINVAL;
	}
	text = om__printf(arena, strstr(range, "..") ? "%s in %s" : "%s = %s", field, range);
	return text ? cli_filter_add(arena, filter, text, err) : om__nomem(err);
}

/* A bad value of an option stands on no line of a filter that somebody wrote. */
int cli_filter_result(int rc, struct om_err *err)
{
	if (rc < 0 && !err->source[0]) {
		err->line = 0;
		err->column = 0;
	}
	return rc;
}
