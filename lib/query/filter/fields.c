/* Names of fields in filters, and what each type can be asked: `sku` of an order is its lines' and
 * means any of them, a set may be named in the singular, `attr:NAME` is a member of a map. */
#include "base/text.h"
#include "query/nouns.h"
#include "query/filter/parse.h"

static bool is_singular(const char *name, const char *plural)
{
	size_t n = strlen(name), m = strlen(plural);

	if (n >= 1 && name[n - 1] == 'y' && m == n + 2)
		return !strncmp(name, plural, n - 1) && !strcmp(plural + n - 1, "ies");
	return m == n + 1 && !strncmp(name, plural, n) && plural[n] == 's';
}

const struct om_field *om__own_field(const struct om_noun *noun, const char *name)
{
	const struct om_field *f = om_noun_field(noun, name);

	return f && (f->flags & OM_F_INPUT) ? NULL : f;
}

const struct om_field *om__singular_set(
	const struct om_noun *noun, const char *name, unsigned flags)
{
	const struct om_field *f;

	for (int i = 0; (f = om_noun_field_at(noun, i)); i++)
		if (f->type == OM_T_SET && (f->flags & flags) == flags &&
			is_singular(name, f->name))
			return f;
	return NULL;
}

static const struct om_field *bare_field(const struct om_noun *noun, const char *name,
	bool singular, const struct om_collection **ret_coll)
{
	const struct om_collection *c;

	for (int i = 0; (c = om__noun_collection_at(noun, i)); i++) {
		const struct om_field *f = singular ? om__singular_set(c->noun, name, OM_F_BARE)
						    : om__own_field(c->noun, name);
		if (f && (f->flags & OM_F_BARE)) {
			*ret_coll = c;
			return f;
		}
	}
	return NULL;
}

/* A header of a foreign file, by its letters and digits. */
static const struct om_field *quoted_field(struct om__parse *p, const char *name)
{
	const struct om_field *f = om__own_field(p->noun, name);
	char *key = om__header_key(p->arena, name);

	for (int i = 0; !f && key && (f = om_noun_field_at(p->noun, i)); i++) {
		char *other = om__header_key(p->arena, f->name);
		if (other && !strcmp(other, key))
			return f;
		f = NULL;
	}
	return f;
}

int om__no_field(struct om__parse *p, unsigned at, const char *name, const char *more)
{
	struct om_buf words;
	const struct om_field *f;
	const struct om_collection *c;
	char *near = NULL;

	om__buf_init(&words, 0);
	om__buf_str(&words, more);
	for (int i = 0; (f = om_noun_field_at(p->noun, i)); i++)
		if (!(f->flags & OM_F_INPUT))
			om__buf_fmt(&words, " %s %s", f->name, f->nick ? f->nick : "");
	for (int j = 0; (c = om__noun_collection_at(p->noun, j)); j++)
		for (int i = 0; (f = om_noun_field_at(c->noun, i)); i++)
			if (f->flags & OM_F_BARE)
				om__buf_fmt(&words, " %s", f->name);
	om__parse_fail(p, at, "filter-field", "%s %s no field '%.80s'", p->noun->plural,
		om__noun_verb(p->noun, "have", "has"), name);
	om_err_field(p->err, NULL, name);
	if (!words.is_bad)
		near = om__nearest(p->arena, name, words.data);
	if (near)
		om_err_hint(p->err, "did you mean '%s%s'?", near,
			near[strlen(near) - 1] == ':' ? "NAME" : "");
	om__buf_release(&words);
	return OM_EINVAL;
}

int om__map_field(struct om__parse *p, struct om__ref *ref, const char *name, unsigned at)
{
	const struct om_filter_env *env = p->env;
	int rc = 0;

	ref->map_name = name + strlen(ref->field->name);
	if (env->map_field)
		rc = env->map_field(
			env->arg, ref->noun, ref->field, ref->map_name, &ref->field, p->err);
	return rc < 0 || ref->field ? rc : om__no_field(p, at, name, "");
}

/* Takes the name of a field from the tokens.  COLL is set when it is a member's that stands bare.
 */
int om__take_field(struct om__parse *p, struct om__ref *ret, const struct om_collection **ret_coll)
{
	const struct om__token *t = om__peek(p);
	const struct om_field *f = NULL;
	char *name = (char *)t->text;

	*ret_coll = NULL;
	if (t->kind == OM__T_STRING && p->env->has_quoted_fields) {
		p->pos++;
		f = quoted_field(p, name);
	} else if (t->kind != OM__T_WORD || om__lex_is_reserved(name)) {
		return om__unexpected(p, "a field");
	} else {
		p->pos++;
		if (name[strlen(name) - 1] == ':' && om__peek(p)->kind == OM__T_STRING &&
			om__peek(p)->is_glued) {
			name = om__printf(p->arena, "%s%s", name, om__peek(p)->text);
			if (!name)
				return om__nomem(p->err);
			p->pos++;
		}
		f = om__own_field(p->noun, name);
		if (!f)
			f = bare_field(p->noun, name, false, ret_coll);
		if (!f)
			f = om__singular_set(p->noun, name, 0);
		if (!f)
			f = bare_field(p->noun, name, true, ret_coll);
	}
	if (!f)
		return om__no_field(p, t->at, name, "");
	*ret = (struct om__ref){*ret_coll ? (*ret_coll)->noun : p->noun, f, NULL};
	return f->flags & OM_F_MAP ? om__map_field(p, ret, name, t->at) : 0;
}

/* ---- what each type can do ---- */

enum {
	CAN_EQ = 1,
	CAN_LT_GE = 2, /* < and >= */
	CAN_LE_GT = 4,
	CAN_GLOB = 8,
	CAN_IN = 16,
	CAN_RANGE = 32,
	CAN_HAS = 64,
	CAN_HAS_ALL = 128,
	CAN_EMPTY = 256,
	CAN_FIELD = 512, /* another field on the right */
	CAN_ORDER = CAN_EQ | CAN_LT_GE | CAN_LE_GT | CAN_IN | CAN_RANGE | CAN_EMPTY,
	CAN_TEXT = CAN_EQ | CAN_GLOB | CAN_IN | CAN_HAS | CAN_EMPTY,
};
static const unsigned can[] = {
	[OM_T_ID] = CAN_TEXT,
	[OM_T_TEXT] = CAN_TEXT,
	[OM_T_WORD] = CAN_EQ | CAN_IN | CAN_EMPTY,
	[OM_T_REF] = CAN_EQ | CAN_GLOB | CAN_IN | CAN_EMPTY,
	[OM_T_BOOL] = CAN_EQ,
	[OM_T_INT] = CAN_ORDER | CAN_FIELD,
	[OM_T_MONEY] = CAN_ORDER | CAN_FIELD,
	[OM_T_WEIGHT] = CAN_ORDER | CAN_FIELD,
	[OM_T_LENGTH] = CAN_ORDER | CAN_FIELD,
	[OM_T_TIME] = CAN_ORDER | CAN_FIELD,
	[OM_T_DAY] = CAN_ORDER | CAN_FIELD,
	[OM_T_CLOCK] = CAN_LT_GE | CAN_IN | CAN_RANGE | CAN_EMPTY,
	[OM_T_ZIP] = CAN_TEXT | CAN_RANGE,
	[OM_T_CELL] = CAN_TEXT | CAN_ORDER,
	[OM_T_DECIMAL] = CAN_ORDER | CAN_FIELD,
	[OM_T_SET] = CAN_EQ | CAN_IN | CAN_GLOB | CAN_HAS | CAN_HAS_ALL | CAN_EMPTY,
};
static const unsigned needs[] = {
	[OM__R_EQ] = CAN_EQ,
	[OM__R_LT] = CAN_LT_GE,
	[OM__R_LE] = CAN_LE_GT,
	[OM__R_GT] = CAN_LE_GT,
	[OM__R_GE] = CAN_LT_GE,
	[OM__R_GLOB] = CAN_GLOB,
	[OM__R_IN] = CAN_IN,
	[OM__R_HAS] = CAN_HAS,
	[OM__R_HAS_ANY] = CAN_HAS_ALL,
	[OM__R_HAS_ALL] = CAN_HAS_ALL,
	[OM__R_HAS_NONE] = CAN_HAS_ALL,
	[OM__R_HAS_ONLY] = CAN_HAS_ALL,
	[OM__R_EMPTY] = CAN_EMPTY,
};

bool om__can_range(enum om_type type)
{
	return can[type] & CAN_RANGE;
}

bool om__can_field(enum om_type type)
{
	return can[type] & CAN_FIELD;
}

/* The operators of a type in words, for hints and help. */
const char *om__filter_operators(enum om_type type)
{
	static const struct {
		unsigned can;
		const char *text;
	} words[] = {
		{CAN_TEXT, "= != ~ !~ in has is-empty"},
		{CAN_TEXT | CAN_RANGE, "= != ~ !~ in has is-empty"},
		{CAN_TEXT | CAN_ORDER, "= != < <= > >= ~ !~ in has is-empty"},
		{CAN_EQ | CAN_IN | CAN_EMPTY, "= != in is-empty"},
		{CAN_EQ | CAN_GLOB | CAN_IN | CAN_EMPTY, "= != ~ !~ in is-empty"},
		{CAN_EQ, "= !="},
		{CAN_ORDER | CAN_FIELD, "= != < <= > >= in is-empty"},
		{CAN_LT_GE | CAN_IN | CAN_RANGE | CAN_EMPTY, "< >= in is-empty"},
		{CAN_EQ | CAN_IN | CAN_GLOB | CAN_HAS | CAN_HAS_ALL | CAN_EMPTY,
			"has any/all/none/only = != in ~ !~ is-empty count"},
	};

	for (size_t i = 0; i < OM_COUNT(words); i++)
		if (words[i].can == can[type])
			return words[i].text;
	return "";
}

int om__check_rel(struct om__parse *p, const struct om__node *n, const struct om__token *op)
{
	enum om_type type = n->ref.field->type;

	if (can[type] & needs[n->rel])
		return 0;
	om__parse_fail(p, op->at, "filter-type", "'%s' is of type %s, which has no '%.10s'",
		n->ref.field->name, om_type_name(type), op->text);
	om_err_field(p->err, n->ref.field->name, NULL);
	om_err_hint(p->err, "it has: %s", om__filter_operators(type));
	return OM_EINVAL;
}
