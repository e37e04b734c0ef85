/* om-channel show: what stands below the facts of a channel. */
#include "channel.h"
#include <om/admin.h>

const struct cli_section channel_sections[] = {
	{"Listings with a problem", om_listing_noun, "channel = %k and problem is not empty",
		"listing_sku,sku,channel_title,problem"},
	{"History", om_history_noun, "entity = channel and entity_id = %s",
		"at,actor,field,old_value,new_value"},
	{0},
};
