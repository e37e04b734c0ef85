/* Templates by name: orders, channels and the company choose one (shipping.md, Templates 7), and
 * none may choose what is not there.  A stored template is never taken away, so a choice stays
 * good. */
#include "core/template.h"
#include "core/core.h"

int om__template_need(struct om *om, const char *kind, const char *name, struct om_err *err)
{
	int64_t one;
	int rc;

	if (!strncmp(name, "builtin/", 8) && !strcmp(name + 8, kind))
		return 0;
	rc = om__get_int(om, OM__SQL_template_known,
		OM__ARGS(OM__S("kind", kind), OM__S("name", name)), &one, err);
	if (rc)
		return rc < 0 ? rc : 0;
	om_err_set(
		err, OM_ENOTFOUND, "unknown-template", "no template '%s' of kind %s", name, kind);
	om_err_hint(err, "'om-admin template list' prints those there are");
	return OM_ENOTFOUND;
}
