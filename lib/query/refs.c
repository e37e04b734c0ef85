/* The records that a field may name, for filters: every channel, every warehouse.
 *
 * A field of type ref names a record of the noun that is called as the field is; sources and
 * backups of warehouses are warehouses.  They are few, and read by a list like any other. */
#include "base/text.h"
#include "query/nouns.h"
#include "query/rows.h"

static const struct om_noun *noun_of(const struct om_field *f)
{
	static const char *const warehouses[] = {"source", "backup", "fed_by"};

	for (size_t i = 0; i < OM_COUNT(warehouses); i++)
		if (!strcmp(f->name, warehouses[i]))
			return om_noun_find("warehouse");
	return om_noun_find(f->name);
}

int om__filter_refs(void *arg, struct om_arena *arena, const struct om_field *f,
	const struct om_filter_ref **ret, size_t *ret_count, struct om_err *err)
{
	const struct om_noun *noun = noun_of(f);
	struct om_query_spec spec = {
		.noun = noun, .columns = noun ? noun->name : NULL, .no_ids = true};
	struct om_query *q = NULL;
	const struct om_value *row;
	struct om_filter_ref *refs = NULL;
	size_t n = 0;
	int rc;

	if (!noun || !om_noun_field(noun, noun->name))
		return 0;
	rc = om_query_open(arg, &spec, &q, err);
	while (!rc && (rc = om_query_next(q, &row, err)) > 0) {
		if ((n & (n - 1)) == 0) {
			struct om_filter_ref *more =
				OM_NEWN(arena, struct om_filter_ref, n ? 2 * n : 1);
			if (more && n)
				memcpy(more, refs, n * sizeof(*refs));
			refs = more;
		}
		if (!refs || !(refs[n].name = om__strdup(arena, row->text))) {
			rc = om__nomem(err);
			break;
		}
		refs[n++].id = om_query_key(q);
		rc = 0;
	}
	om_query_close(q);
	/* Not one record is known too: then no name is right. */
	if (!rc && !refs && !(refs = OM_NEW(arena, struct om_filter_ref)))
		rc = om__nomem(err);
	*ret = refs;
	*ret_count = n;
	return rc;
}
