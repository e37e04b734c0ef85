/* Templates by kind and name, for those who choose one; their texts are lib/doc's. */
#ifndef OM_CORE_TEMPLATE_H
#define OM_CORE_TEMPLATE_H

#include "db/db.h"

/* Is there a template NAME of KIND, stored or "builtin/KIND"?  0, or OM_ENOTFOUND
 * "unknown-template". */
int om__template_need(struct om *, const char *kind, const char *name, struct om_err *) OM_MUST_USE;

#endif
