/* Who looks after an order: a user of om-admin user, by login (orders.md H1, R27.1).
 *
 * `none` is nobody, and `me` whoever acts; so no user is called either.  An order keeps a user who
 * has become inactive since, and gets no such one. */
#include "base/text.h"
#include "core/actor.h"
#include "order/intake.h"

static void report(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const char *fmt, const char *name)
{
	if (unit)
		om__import_error(
			imp, unit, row, "assigned_to", OM_ENOTFOUND, "unknown-user", fmt, name);
}

int om__assigned_clean(struct om_import *imp, struct om_unit *unit, struct om_row *row,
	const char *old, struct om_err *err)
{
	const char *name = om__cell_text(row, O_ASSIGNED_TO);
	struct om__user_ref user;
	int rc;

	if (!*name || !strcmp(name, old))
		return 0;
	if (om__caseeq(name, "none")) {
		om__cell_clear(imp, row, O_ASSIGNED_TO);
		return 0;
	}
	if (om__caseeq(name, "me"))
		rc = om__user_acting(imp->om, imp->chunk, &user, err);
	else
		rc = om__user_find(imp->om, name, imp->chunk, &user, err);
	if (rc < 0)
		return rc;
	if (!rc)
		report(imp, unit, row,
			om__caseeq(name, "me") ? "'%s' is no user: the acting login has no row"
					       : "no user '%s'",
			name);
	else if (!user.is_active && strcmp(user.login, old) != 0)
		report(imp, unit, row, "user '%s' is inactive", name);
	else
		om__cell_put_text(imp, row, O_ASSIGNED_TO, user.login);
	return 0;
}
