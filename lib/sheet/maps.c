/* The maps that are built in.  They are texts in the same language as a seller's own
 * (om-sheets(5)). */
#include "sheet/plan.h"

const struct om__map_builtin om__map_builtins[] = {
	{NULL, NULL, NULL},
};
