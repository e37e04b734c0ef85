/* The text of `--where help`: every field of a list with its type, operators and meaning. */
#include "core/custom.h"
#include "query/nouns.h"
#include "query/filter/parse.h"
#include <om/query.h>

static const char *type_text(const struct om_field *f)
{
	return f->type == OM_T_WORD && f->choices ? f->choices : "";
}

static void put_field(struct om_buf *b, const struct om_field *f, const char *indent)
{
	om__buf_fmt(b, "%s%s%s", indent, f->name, f->flags & OM_F_MAP ? "NAME" : "");
	if (f->nick)
		om__buf_fmt(b, ", %s", f->nick);
	om__buf_fmt(b, "  (%s)  %s\n", om_type_name(f->type), om__filter_operators(f->type));
	if (f->help && *f->help)
		om__buf_fmt(b, "%s        %s\n", indent, f->help);
	if (*type_text(f))
		om__buf_fmt(b, "%s        one of: %s\n", indent, type_text(f));
}

/* The active custom fields behind a map. */
static void put_customs(struct om_buf *b, struct om *om, const struct om_noun *noun,
	const struct om_field *map, const char *indent)
{
	const struct om__custom *c;
	struct om_err ignored = {0};

	if (!om || strcmp(map->name, "cf:") != 0)
		return;
	for (int i = 0; om__custom_at(om, noun, i, &c, &ignored) == 0 && c; i++)
		if (c->is_active)
			om__buf_fmt(b, "%s%s  (%s)  %s\n", indent, c->column,
				om_type_name(c->value_type), om__filter_operators(c->value_type));
}

static void put_noun(
	struct om_buf *b, struct om *om, const struct om_noun *noun, const char *indent)
{
	const struct om_field *f;

	for (int i = 0; (f = om_noun_field_at(noun, i)); i++)
		if (!(f->flags & OM_F_INPUT)) {
			put_field(b, f, indent);
			put_customs(b, om, noun, f, indent);
		}
}

static void put_collection(struct om_buf *b, const struct om_collection *c)
{
	const struct om_field *f;
	int bare = 0;

	om__buf_fmt(
		b, "\nin any %s (...), all %s (...), none %s (...):\n", c->name, c->name, c->name);
	put_noun(b, NULL, c->noun, "  ");
	for (int i = 0; (f = om_noun_field_at(c->noun, i)); i++)
		if (f->flags & OM_F_BARE)
			om__buf_fmt(
				b, "%s%s", bare++ ? " " : "  bare, meaning any of them: ", f->name);
	if (bare)
		om__buf_char(b, '\n');
}

char *om_filter_help(struct om *om, const struct om_noun *noun, struct om_arena *arena)
{
	const struct om_collection *c;
	struct om_buf b;
	char *ret;

	om__buf_init(&b, 0);
	om__buf_fmt(&b, "fields of %s (see om-filter(7)):\n", noun->plural);
	put_noun(&b, om, noun, "  ");
	for (int i = 0; (c = om__noun_collection_at(noun, i)); i++)
		put_collection(&b, c);
	ret = b.is_bad ? NULL : om__strdup(arena, b.data);
	om__buf_release(&b);
	return ret;
}
