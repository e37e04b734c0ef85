/* The public functions of sheets: each finds the noun's importer and hands over to the engine. */
#include "query/nouns.h"
#include "sheet/state.h"

const struct om_importer *om__importer_of(const struct om_noun *noun)
{
	for (const struct om_importer *const *importer = om__importers; *importer; importer++)
		if ((*importer)->noun == noun)
			return *importer;
	return NULL;
}

/* The importer of a noun that sheets may write; one that is only found by its name has no apply. */
static const struct om_importer *need_importer(const struct om_noun *noun, struct om_err *err)
{
	const struct om_importer *importer = om__importer_of(noun);

	if (importer && !importer->apply)
		importer = NULL;
	if (!importer)
		om_err_set(err, OM_EREFUSED, "unsupported", "%s %s not made by sheets",
			noun->plural, om__noun_verb(noun, "are", "is"));
	return importer;
}

int om_import(struct om *om, const struct om_noun *noun, const struct om_import_options *options,
	struct om_import_report *ret, struct om_err *err)
{
	const struct om_importer *importer = need_importer(noun, err);

	*ret = (struct om_import_report){.note = ""};
	return importer ? om__import_run(om, importer, options, ret, err) : OM_EREFUSED;
}

char *om_import_template(
	struct om *om, const struct om_noun *noun, bool comments, struct om_arena *arena)
{
	const struct om_importer *importer = om__importer_of(noun);

	return importer && importer->apply ? om__template(om, importer, comments, arena)
					   : om__strdup(arena, "");
}

int om_create(struct om *om, const struct om_noun *noun, const struct om_assign *assigns, int n,
	const char *const *flags, int64_t *ret_id, enum om_outcome *ret_outcome, struct om_err *err)
{
	struct om__record record = {need_importer(noun, err), assigns, n, flags, 0, OM_UNCHANGED};
	int rc = record.importer ? om__record_put(om, &record, err) : OM_EREFUSED;

	if (rc < 0)
		return rc;
	*ret_id = record.id;
	*ret_outcome = record.outcome;
	return 0;
}

int om_edit(struct om *om, const struct om_noun *noun, int64_t id, const struct om_assign *assigns,
	int n, const char *const *flags, enum om_outcome *ret_outcome, struct om_err *err)
{
	struct om__record record = {need_importer(noun, err), assigns, n, flags, id, OM_UNCHANGED};
	int rc = record.importer ? om__record_put(om, &record, err) : OM_EREFUSED;

	if (rc < 0)
		return rc;
	*ret_outcome = record.outcome;
	return 0;
}

int om_find(struct om *om, const struct om_noun *noun, const char *operand, int64_t *ret_id,
	struct om_err *err)
{
	const struct om_importer *importer = om__importer_of(noun);

	if (!importer)
		return om_err_set(err, OM_EREFUSED, "unsupported", "%s %s no names", noun->plural,
			om__noun_verb(noun, "have", "has"));
	OM_ASSERT(importer->find);
	return importer->find(om, operand, ret_id, err);
}
