/* om-warehouse show: what stands below the facts of a warehouse and of a location. */
#include "warehouse.h"
#include <om/admin.h>

const struct cli_section warehouse_sections[] = {
	{"Locations", om_location_noun, "warehouse = %k",
		"location,is_pickable,is_receivable,is_active"},
	{"Zones", om_zone_noun, "warehouse = %k", "country,state,master_sku"},
	{"Backups", om_backup_noun, "warehouse = %k", "position,backup,backup_is_active"},
	{"History", om_history_noun, "entity = warehouse and entity_id = %s",
		"at,actor,field,old_value,new_value"},
	{0},
};

const struct cli_section location_sections[] = {
	{"History", om_history_noun, "entity = location and entity_id = %s",
		"at,actor,field,old_value,new_value"},
	{0},
};
