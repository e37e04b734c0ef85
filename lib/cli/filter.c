/* Exact options of a program as conditions of a filter: their values are quoted, so that none is
 * read as syntax. */
#include "base/buf.h"
#include "base/text.h"
#include "cli/cli.h"

char *cli_filter_quote(struct om_arena *arena, const char *text)
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

char *cli_filter_and(struct om_arena *arena, const char *filter, const char *condition)
{
	if (!condition || !filter)
		return om__strdup(arena, condition ? condition : filter ? filter : "");
	return om__printf(arena, "(%s) and %s", filter, condition);
}

char *cli_filter_in(struct om_arena *arena, const char *field, const struct cli_texts *names)
{
	char *list = NULL;

	for (int i = 0; i < names->count; i++) {
		struct om_set *set = om__set_split(arena, names->items[i], ',');

		for (size_t k = 0; set && k < set->count; k++) {
			char *name = om__trim(arena, set->members[k]);
			char *quoted = name && *name ? cli_filter_quote(arena, name) : NULL;

			if (quoted)
				list = list ? om__printf(arena, "%s, %s", list, quoted) : quoted;
		}
	}
	return list ? om__printf(arena, "%s in (%s)", field, list) : NULL;
}
