/* Weights in nanograms and lengths in micrometres, exactly (catalog.md C2). */
#ifndef OM_UNITS_H
#define OM_UNITS_H

#include "base/base.h"

#define OM_UNIT_TEXT 40

/* Parses "2.5lb", "2.5 oz", "900g"; without a unit DEFAULT_UNIT is meant.  At most 6 decimals.
 * Stored = round half up of decimal x unit.  *RET_UNIT is one of the constants "lb" "oz" "g" "kg".
 * OM_EINVAL: "bad-unit", "too-precise", "out-of-range" (negative or beyond int64). */
int om__weight_parse(const char *text, const char *default_unit, int64_t *ret_ng,
	const char **ret_unit, struct om_err *) OM_MUST_USE;
/* The same for lengths: at most 3 decimals, units in ft mm cm m. */
int om__length_parse(const char *text, const char *default_unit, int64_t *ret_um,
	const char **ret_unit, struct om_err *) OM_MUST_USE;
/* Prints the shortest decimal (at most 6 / 3 places) in UNIT that reads back as the same stored
 * value; where none does, in the unit that can: "2.5lb". Returns RET. */
char *om__weight_print(int64_t ng, const char *unit, char ret[OM_UNIT_TEXT]);
char *om__length_print(int64_t um, const char *unit, char ret[OM_UNIT_TEXT]);
/* The interned constant of a unit word ("lb"), or NULL. */
const char *om__weight_unit(const char *text);
const char *om__length_unit(const char *text);

#endif
