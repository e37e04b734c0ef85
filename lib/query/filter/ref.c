/* Records named in filters: `channel = "Shop US"`, by a name in any case, or `"#12"`, by its key.
 *
 * Where the environment knows the records of a field, both become the stored name, which the two
 * back ends compare by; a name that no record has is refused with the nearest one.  Where it does
 * not, a name is taken as it stands, and a key only for fields that have its column. */
#include "base/text.h"
#include "query/filter/parse.h"

/* Names as words, for om__nearest, which parts them by blanks. */
static char *joined(struct om_arena *arena, const struct om_filter_ref *refs, size_t n)
{
	struct om_buf b;
	char *ret;

	om__buf_init(&b, 0);
	for (size_t i = 0; i < n; i++) {
		om__buf_char(&b, ' ');
		for (const char *s = refs[i].name; *s; s++)
			om__buf_char(&b, *s == ' ' ? '_' : *s);
	}
	ret = b.is_bad ? NULL : om__strdup(arena, b.data);
	om__buf_release(&b);
	return ret;
}

static const char *nearest(
	struct om__parse *p, const char *text, const struct om_filter_ref *refs, size_t n)
{
	char *words = joined(p->arena, refs, n), *key = om__strdup(p->arena, text), *near;

	for (char *s = key; s && *s; s++)
		*s = *s == ' ' ? '_' : *s;
	near = words && key ? om__nearest(p->arena, key, words) : NULL;
	for (size_t i = 0; near && i < n; i++) {
		const char *name = refs[i].name;
		size_t k = 0;

		while (name[k] && (name[k] == near[k] || (name[k] == ' ' && near[k] == '_')))
			k++;
		if (!name[k] && !near[k])
			return name;
	}
	return NULL;
}

static int no_record(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	const struct om_filter_ref *refs, size_t n)
{
	const char *near = nearest(p, t->text, refs, n);

	om__parse_fail(p, t->at, "filter-value", "unknown %s '%.60s'", f->name, t->text);
	om_err_field(p->err, f->name, t->text);
	if (near)
		om_err_hint(p->err, "did you mean '%s'?", near);
	return OM_EINVAL;
}

int om__ref_read(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__literal *ret)
{
	const struct om_filter_ref *refs = NULL;
	struct om_err e = {0};
	size_t n = 0;
	bool by_key =
		t->text[0] == '#' && !om__int_parse(t->text + 1, &ret->num, &e) && ret->num > 0;
	int rc = p->env->refs ? p->env->refs(p->env->arg, p->arena, f, &refs, &n, p->err) : 0;

	if (rc)
		return rc;
	ret->key = om__fold(p->arena, t->text);
	if (!ret->key)
		return om__nomem(p->err);
	ret->is_id = by_key && !refs && f->unit_sql;
	if (!refs || !*t->text)
		return 0;
	for (size_t i = 0; i < n; i++) {
		const char *name = om__fold(p->arena, refs[i].name);

		if (!name)
			return om__nomem(p->err);
		if (!strcmp(name, ret->key) || (by_key && refs[i].id == ret->num)) {
			ret->key = name;
			return 0;
		}
	}
	return no_record(p, f, t, refs, n);
}
