/* The fields that a filter reads, found by walking its tree: for callers that fetch them before
 * om__filter_eval. */
#include "query/filter/walk.h"

typedef void om__each_ref(void *, const struct om_collection *, const struct om__ref *);

static void visit(
	const struct om__ref *r, const struct om_collection *coll, om__each_ref *each, void *arg)
{
	struct om__ref country = {.noun = r->noun};

	if (!r->field)
		return;
	each(arg, coll, r);
	if (r->field->type == OM_T_ZIP)
		country.field = om__zip_country(r->noun, r->field);
	if (country.field)
		each(arg, coll, &country);
}

static void walk(
	const struct om__node *n, const struct om_collection *coll, om__each_ref *each, void *arg)
{
	const struct om_collection *inside = n->coll ? n->coll : coll;

	if (n->coll && !n->ref.field)
		each(arg, n->coll, &n->ref);
	visit(&n->ref, inside, each, arg);
	visit(&n->other, inside, each, arg);
	for (size_t i = 0; i < n->kid_count; i++)
		walk(n->kids[i], inside, each, arg);
}

void om__filter_walk(const struct om_filter *f, om__each_ref *each, void *arg)
{
	if (f->root)
		walk(f->root, NULL, each, arg);
}

static int depth(const struct om__node *n)
{
	int deepest = 0;

	for (size_t i = 0; i < n->kid_count; i++) {
		int d = depth(n->kids[i]);
		deepest = d > deepest ? d : deepest;
	}
	return deepest + (n->coll != NULL);
}

int om__filter_depth(const struct om_filter *f)
{
	return f->root ? depth(f->root) : 0;
}

/* ---- each field once ---- */

struct once {
	const struct om_filter *filter;
	void (*each)(void *, const struct om_collection *, const struct om_field *);
	void *arg;
	size_t seen; /* uses so far */
};
struct search {
	const struct om_collection *coll;
	const struct om_field *field;
	size_t left; /* uses to look at */
	bool found;
};

static void look(void *arg, const struct om_collection *coll, const struct om__ref *r)
{
	struct search *s = arg;

	if (!s->left)
		return;
	s->left--;
	s->found |= s->coll == coll && s->field == r->field;
}

static void first_use(void *arg, const struct om_collection *coll, const struct om__ref *r)
{
	struct once *o = arg;
	struct search s = {.coll = coll, .field = r->field, .left = o->seen++};

	if (!r->field)
		return;
	om__filter_walk(o->filter, look, &s);
	if (!s.found)
		o->each(o->arg, coll, r->field);
}

void om__filter_fields(const struct om_filter *f,
	void (*each)(void *, const struct om_collection *, const struct om_field *), void *arg)
{
	struct once o = {.filter = f, .each = each, .arg = arg};

	om__filter_walk(f, first_use, &o);
}
