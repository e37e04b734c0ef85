/* om-product show: what stands below the facts of a product and of a listing. */
#include "product.h"
#include <om/admin.h>
#include <om/order.h>

const struct cli_section product_sections[] = {
	{"Listings", om_listing_noun, "product_id = %s",
		"channel,listing_sku,push,fulfilled_by,is_active,problem"},
	{"Open orders", om_order_line_noun,
		"sku = %k and quantity_open > 0 and not order_status in (shipped, cancelled, "
		"merged, processed-outside)",
		"order,order_status,listing_sku,quantity_open,quantity_allocated,quantity_short"},
	{"History", om_history_noun, "entity = product and entity_id = %s",
		"at,actor,field,old_value,new_value"},
	{0},
};

const struct cli_section listing_sections[] = {
	{"History", om_history_noun, "entity = listing and entity_id = %s",
		"at,actor,field,old_value,new_value"},
	{0},
};
