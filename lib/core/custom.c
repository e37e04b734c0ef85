/* Custom fields: the definitions as the handle knows them, and one record's value of one field.
 *
 * Texts and lists are stored as text, every other type as a number, so that filters compare both as
 * the columns of their own type.  A record without a value has no row: empty is one thing. */
#include "core/custom.h"
#include "core/state.h"

/* The definitions at one moment, by entity and name; immutable. */
struct om__customs {
	struct om__custom *fields;
	int count;
};

static const struct {
	const char *word;
	enum om_type type;
} types[] = {
	{"text", OM_T_TEXT},
	{"integer", OM_T_INT},
	{"decimal", OM_T_DECIMAL},
	{"boolean", OM_T_BOOL},
	{"date", OM_T_DAY},
	{"list", OM_T_TEXT},
};

static enum om_type type_of(const char *word)
{
	for (size_t i = 0; i < OM_COUNT(types); i++)
		if (!strcmp(types[i].word, word))
			return types[i].type;
	return OM_T_TEXT;
}

bool om__is_custom_map(const struct om_field *map)
{
	return (map->flags & OM_F_MAP) && (!strcmp(map->name, "cf:") || !strcmp(map->name, "pcf:"));
}

static const char *entity_of(const struct om_noun *noun, const struct om_field *map)
{
	return !strcmp(map->name, "pcf:") ? "product" : noun->name;
}

static int read_field(
	struct om__q *q, struct om_arena *arena, struct om__custom *f, struct om_err *err)
{
	f->custom_field_id = om__col_int(q, 0);
	f->entity = om__strdup(arena, om__col_text(q, 1));
	f->name = om__strdup(arena, om__col_text(q, 2));
	f->type = om__strdup(arena, om__col_text(q, 3));
	f->options = om__strdup(arena, om__col_text(q, 4));
	f->is_required = om__col_int(q, 5) != 0;
	f->show_on_grid = om__col_int(q, 6) != 0;
	f->is_active = om__col_int(q, 7) != 0;
	f->column = om__printf(arena, "cf:%s", om__col_text(q, 2));
	if (!f->entity || !f->name || !f->type || !f->options || !f->column)
		return om__nomem(err);
	f->value_type = type_of(f->type);
	return 0;
}

static int load(struct om *om, struct om__settings *s, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om__customs *all = OM_NEW(&s->arena, struct om__customs);
	int cap = 0, rc = all ? om__q(om, OM__SQL_custom_all, OM__NOARGS, &q, err) : om__nomem(err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		if (all->count == cap) {
			struct om__custom *more;

			cap = cap ? 2 * cap : 16;
			more = OM_NEWN(&s->arena, struct om__custom, cap);
			if (!more)
				return om__nomem(err);
			if (all->count)
				memcpy(more, all->fields, sizeof(*more) * (size_t)all->count);
			all->fields = more;
		}
		rc = read_field(q, &s->arena, &all->fields[all->count++], err);
	}
	if (rc == 0)
		s->customs = all;
	return rc;
}

static int all_fields(struct om *om, const struct om__customs **ret, struct om_err *err)
{
	struct om__settings *s;
	int rc = om__state(om, &s, err);

	if (rc == 0 && !s->customs)
		rc = load(om, s, err);
	if (rc == 0)
		*ret = s->customs;
	return rc;
}

void om__custom_forget(struct om *om)
{
	if (om->settings)
		om->settings->customs = NULL;
}

int om__custom_at(struct om *om, const struct om_noun *noun, int index,
	const struct om__custom **ret, struct om_err *err)
{
	const struct om__customs *all;
	int rc = all_fields(om, &all, err);

	*ret = NULL;
	for (int i = 0; rc == 0 && i < all->count; i++)
		if (!strcmp(all->fields[i].entity, noun->name) && index-- == 0) {
			*ret = &all->fields[i];
			break;
		}
	return rc;
}

int om__custom_find(struct om *om, const struct om_noun *noun, const struct om_field *map,
	const char *name, const struct om__custom **ret, struct om_err *err)
{
	const char *entity = entity_of(noun, map);
	const struct om__customs *all;
	int rc = all_fields(om, &all, err);

	*ret = NULL;
	for (int i = 0; rc == 0 && i < all->count; i++)
		if (!strcmp(all->fields[i].entity, entity) && !strcmp(all->fields[i].name, name))
			*ret = &all->fields[i];
	return rc;
}

/* The map's second fragment holds the numbers. */
static void make_field(struct om_field *to, const struct om_field *map, enum om_type type)
{
	*to = *map;
	to->type = type;
	to->flags |= OM_F_SIGNED;
	if (type != OM_T_TEXT) {
		to->sql = map->unit_sql;
		to->min = to->max = 0; /* the map's are of texts */
	}
	to->unit_sql = 0;
}

int om__custom_field(struct om *om, const struct om_noun *noun, const struct om_field *map,
	const char *name, const struct om_field **ret, struct om_err *err)
{
	const struct om__custom *found = NULL;
	struct om__custom *f;
	struct om_field *field;
	int rc;

	*ret = map;
	if (!om__is_custom_map(map))
		return 0;
	rc = om__custom_find(om, noun, map, name, &found, err);
	*ret = NULL;
	if (rc < 0 || !found)
		return rc;
	f = (struct om__custom *)found; /* its fields are made when they are first asked for */
	field = !strcmp(map->name, "cf:") ? &f->own : &f->product;
	if (!field->name)
		make_field(field, map, f->value_type);
	*ret = field;
	return 0;
}

int om__custom_get(struct om *om, const struct om__custom *f, int64_t record_id,
	struct om_arena *arena, struct om_value *ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_custom_get,
		OM__ARGS(OM__I("record_id", record_id),
			OM__I("custom_field_id", f->custom_field_id)),
		&q, err);

	*ret = (struct om_value){.type = f->value_type, .is_empty = true, .text = "", .unit = ""};
	if (rc == 0)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	ret->is_empty = false;
	ret->num = om__col_int(q, 1);
	ret->text = om__strdup(arena, om__col_text(q, 0));
	return ret->text ? 0 : om__nomem(err);
}

int om__custom_put(struct om *om, const struct om__custom *f, int64_t record_id,
	const struct om_value *v, struct om_err *err)
{
	bool is_number = f->value_type != OM_T_TEXT;
	int rc;

	if (v->is_empty)
		rc = om__exec(om, OM__SQL_custom_remove,
			OM__ARGS(OM__I("record_id", record_id),
				OM__I("custom_field_id", f->custom_field_id)),
			err);
	else
		rc = om__exec(om, OM__SQL_custom_put,
			OM__ARGS(OM__I("record_id", record_id),
				OM__I("custom_field_id", f->custom_field_id),
				OM__S("value", is_number ? "" : v->text),
				OM__V("num", is_number, v->num)),
			err);
	return rc < 0 ? rc : 0;
}

int om__custom_count(struct om *om, const struct om__custom *f, int64_t record_id, int64_t *ret,
	struct om_err *err)
{
	int rc = om__get_int(om, OM__SQL_custom_count,
		OM__ARGS(OM__I("record_id", record_id), OM__S("entity", f->entity)), ret, err);

	return rc < 0 ? rc : 0;
}
