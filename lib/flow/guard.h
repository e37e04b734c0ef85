/* What forbids a change of a setting, beyond its type: facts of the nouns, which core does not
 * know. */
#ifndef OM_GUARD_H
#define OM_GUARD_H

#include "core/core.h"

/* "has-money": the company currency is fixed once an order, a layer or an amount of a product is
 * stored. */
om__config_guard om__setting_guard;

#endif
