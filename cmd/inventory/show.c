/* om-inventory show: what stands below the totals of a product. */
#include "inventory.h"

const struct cli_section inventory_sections[] = {
	{"Records", om_stock_noun, "sku = %k",
		"warehouse,location,lot,expires_on,on_hand,locked,allocated,available,draw_rank,is_"
		"pickable,is_receivable,"
		"is_active,location_min,first_in_at,last_moved_at"},
	{0},
};
