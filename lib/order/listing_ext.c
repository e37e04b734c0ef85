/* What orders add to a listing: how many wait for it to be mapped.  Listings know nothing of
 * orders; flow joins the two (om__listing_exts). */
#include "order/listing_ext.h"
#include "db/db.h"

static const struct om_field fields[] = {
	{.name = "waiting_orders",
		.type = OM_T_INT,
		.flags = OM_F_READONLY,
		.sql = OM__F_listing_waiting_orders,
		.help = "open orders with a line of this text that has no product"},
};

const struct om_noun_ext om__order_listing_ext = {
	.fields = fields, .field_count = OM_COUNT(fields)};
