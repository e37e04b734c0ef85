/* A value as people read it: csv, tables and messages.  Nothing printed here is read back by a
 * guess: weights and lengths carry their unit, instants their offset. */
#include "base/units.h"
#include "core/core.h"
#include <om/money.h>
#include <inttypes.h>

/* "14:00", with seconds only where there are some. */
static char *print_clock(struct om_arena *arena, int64_t seconds)
{
	int h = (int)(seconds / 3600), m = (int)(seconds / 60 % 60), s = (int)(seconds % 60);

	return s ? om__printf(arena, "%02d:%02d:%02d", h, m, s)
		 : om__printf(arena, "%02d:%02d", h, m);
}

char *om_value_print(const struct om *om, struct om_arena *arena, const struct om_value *value)
{
	const char *unit = value->unit ? value->unit : "";
	char text[OM_TIME_TEXT + OM_UNIT_TEXT + OM_MONEY_TEXT];

	if (value->is_empty)
		return om__strdup(arena, "");
	switch (value->type) {
	case OM_T_BOOL: return om__strdup(arena, value->num ? "yes" : "no");
	case OM_T_INT: return om__printf(arena, "%" PRId64, value->num);
	case OM_T_DECIMAL: return om__strdup(arena, om_decimal_print(value->num, text));
	case OM_T_MONEY:
		return om__strdup(arena,
			om_money_print(value->num, *unit ? unit : om->company.currency, text));
	case OM_T_WEIGHT:
		return om__strdup(arena,
			om__weight_print(value->num, *unit ? unit : om->company.weight_unit, text));
	case OM_T_LENGTH:
		return om__strdup(arena,
			om__length_print(value->num, *unit ? unit : om->company.length_unit, text));
	case OM_T_TIME: return om__strdup(arena, om__time_print(value->num, om->zone, text));
	case OM_T_DAY: return om__strdup(arena, om__day_print(value->num, text));
	case OM_T_CLOCK: return print_clock(arena, value->num);
	default: return om__strdup(arena, value->text);
	}
}
