/* Nouns and fields by name: the tables of the higher folders, searched.  A noun's fields are its
 * own, then those of its extensions in order; the tables are constant and small, so a search walks
 * them. */
#include "query/nouns.h"
#include "query/filter/filter.h"
#include "base/text.h"

const struct om_field *om_noun_field_at(const struct om_noun *noun, int index)
{
	if (index < 0)
		return NULL;
	if (index < noun->field_count)
		return &noun->fields[index];
	index -= noun->field_count;
	for (const struct om_noun_ext *const *e = noun->exts; e && *e; e++) {
		if (index < (*e)->field_count)
			return &(*e)->fields[index];
		index -= (*e)->field_count;
	}
	return NULL;
}

/* Does NAME name FIELD?  A map's name ends in ':' and any text may follow. */
static bool is_named(const struct om_field *f, const char *name)
{
	if (f->flags & OM_F_MAP) {
		size_t len = strlen(f->name);
		return !strncmp(f->name, name, len) && name[len];
	}
	return !strcmp(f->name, name) || (f->nick && !strcmp(f->nick, name));
}

const struct om_field *om_noun_field(const struct om_noun *noun, const char *name)
{
	const struct om_field *f;

	for (int i = 0; (f = om_noun_field_at(noun, i)); i++)
		if (is_named(f, name))
			return f;
	return NULL;
}

const struct om_collection *om__noun_collection_at(const struct om_noun *noun, int index)
{
	if (index < noun->collection_count)
		return &noun->collections[index];
	index -= noun->collection_count;
	for (const struct om_noun_ext *const *e = noun->exts; e && *e; e++) {
		if (index < (*e)->collection_count)
			return &(*e)->collections[index];
		index -= (*e)->collection_count;
	}
	return NULL;
}

int om__noun_collection_count(const struct om_noun *noun)
{
	int n = 0;

	while (om__noun_collection_at(noun, n))
		n++;
	return n;
}

const struct om_collection *om_noun_collection(const struct om_noun *noun, const char *name)
{
	const struct om_collection *c;

	for (int i = 0; (c = om__noun_collection_at(noun, i)); i++)
		if (!strcmp(c->name, name))
			return c;
	return NULL;
}

const struct om_noun *om_noun_at(int index)
{
	return om__nouns[index] ? om__nouns[index]() : NULL;
}

const struct om_noun *om_noun_find(const char *name)
{
	const struct om_noun *n;

	for (int i = 0; (n = om_noun_at(i)); i++)
		if (!strcmp(n->name, name) || !strcmp(n->plural, name))
			return n;
	return NULL;
}

const char *om_type_name(enum om_type type)
{
	static const char *const names[] = {
		[OM_T_ID] = "id",
		[OM_T_TEXT] = "text",
		[OM_T_WORD] = "word",
		[OM_T_REF] = "ref",
		[OM_T_BOOL] = "yes/no",
		[OM_T_INT] = "int",
		[OM_T_MONEY] = "money",
		[OM_T_WEIGHT] = "weight",
		[OM_T_LENGTH] = "length",
		[OM_T_TIME] = "time",
		[OM_T_DAY] = "day",
		[OM_T_CLOCK] = "clock",
		[OM_T_ZIP] = "zip",
		[OM_T_CELL] = "cell",
		[OM_T_DECIMAL] = "decimal",
		[OM_T_SET] = "set",
	};

	OM_ASSERT((size_t)type < OM_COUNT(names) && names[type]);
	return names[type];
}

const char *om__noun_verb(const struct om_noun *noun, const char *have, const char *has)
{
	size_t n = strlen(noun->plural);

	return n && noun->plural[n - 1] == 's' ? have : has;
}
