/* Status words of a shop that its owner renamed or added: lines `Theirs = Known` of the file of
 * --status-map (orders.md H2.4, H2.5).
 *
 * The shop says which words it knows; a line that stands for any other is refused with its place,
 * before a row is read. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/text.h"
#include "sheet/map/shop.h"
#include "sheet/state.h"

static int refuse(const char *path, int64_t line, const char *text, struct om_err *err)
{
	om_err_set(err, OM_EINVAL, "unknown-status",
		"'%s' is not `Theirs = Known`, a status that the shop has from the start", text);
	om_err_at(err, path, line, 0);
	return OM_EINVAL;
}

static int read_line(
	struct om__shop *shop, const char *path, int64_t line, char *text, struct om_err *err)
{
	struct om_arena *arena = &shop->imp->arena;
	struct om__shop_word *word = OM_NEW(arena, struct om__shop_word);
	char *equal;

	text[strcspn(text, "\r\n")] = 0;
	if (!*text || *text == '#')
		return 0;
	equal = strchr(text, '=');
	if (!equal)
		return refuse(path, line, text, err);
	*equal = 0;
	if (!word || !(word->theirs = om__trim(arena, text)) ||
		!(word->ours = om__trim(arena, equal + 1)))
		return om__nomem(err);
	if (!shop->kind->is_status(arena, word->ours))
		return refuse(path, line, word->ours, err);
	word->next = shop->words;
	shop->words = word;
	return 0;
}

int om__shop_read_words(struct om__shop *shop, struct om_err *err)
{
	const char *path = om__import_flag_value(shop->imp, "status-map");
	FILE *in = path ? fopen(path, "re") : NULL;
	char *text = NULL;
	size_t room = 0;
	int rc = 0;

	if (path && !in) {
		om_err_set(err, OM_EIO, "io", "cannot open: %s", strerror(errno));
		om_err_at(err, path, 0, 0);
		return OM_EIO;
	}
	for (int64_t line = 1; in && rc == 0 && getline(&text, &room, in) >= 0; line++)
		rc = read_line(shop, path, line, text, err);
	free(text);
	if (in)
		fclose(in);
	return rc;
}

const char *om__shop_word(const struct om__shop *shop, const char *text)
{
	for (const struct om__shop_word *w = shop->words; w; w = w->next)
		if (om__caseeq(w->theirs, text))
			return w->ours;
	return text;
}
