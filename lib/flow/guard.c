/* The rules of settings that hang on what is stored.  Asked inside the transaction that changes the
 * setting, so that nothing can be stored in between. */
#include "flow/guard.h"

int om__setting_guard(struct om *om, const char *key, const char *value, struct om_err *err)
{
	int64_t one;
	int rc;

	(void)value;
	if (strcmp(key, "company.currency") != 0)
		return 0;
	rc = om__get_int(om, OM__SQL_guard_money, OM__NOARGS, &one, err);
	if (rc <= 0)
		return rc;
	return om_err_set(err, OM_EREFUSED, "has-money",
		"company.currency: amounts are stored in '%s', which is fixed from the first one "
		"on",
		om->company.currency);
}
