/* Products of Extensiv Order Manager: a weight stands in two columns (catalog.md "products"). */
#include "base/text.h"
#include "sheet/map/shop.h"
#include <om/money.h>

enum { POUNDS, OUNCES };
static const char *const reads[] = {"Pounds...", "...plus Ounces", NULL};
enum { M_WEIGHT };
static const char *const makes[] = {"weight", NULL};

static void make(struct om__shop_order *o)
{
	int64_t ounces;
	char text[OM_MONEY_TEXT];

	if (!*om__shop_text(o, 0, POUNDS) && !*om__shop_text(o, 0, OUNCES))
		return;
	if (__builtin_mul_overflow(om__shop_money(o, 0, POUNDS), 16, &ounces) ||
		__builtin_add_overflow(ounces, om__shop_money(o, 0, OUNCES), &ounces))
		return;
	if (ounces && !om__shop_money(o, 0, OUNCES))
		om__shop_put(
			o, 0, M_WEIGHT, om__printf(o->arena, "%slb", om__shop_text(o, 0, POUNDS)));
	else if (ounces)
		om__shop_put(o, 0, M_WEIGHT,
			om__printf(o->arena, "%soz", om_money_print(ounces, "JPY", text)));
}

const struct om__shop_kind om__order_manager = {
	.name = "order-manager", .reads = reads, .makes = makes, .group = -1, .order = make};
