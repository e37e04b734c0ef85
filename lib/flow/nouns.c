/* The tables of what there is: nouns, their importers, and the fields that higher folders add to
 * lower nouns. A new noun is a line here, a folder of its own, and a row of verbs in its program.
 */
#include "catalog/catalog.h"
#include "order/listing_ext.h"
#include "setup/setup.h"
#include "query/nouns.h"
#include "sheet/import.h"
#include "stock/sheet.h"
#include "stock/stock.h"
#include "stock/warehouse/warehouse.h"
#include "order/customer/customer.h"
#include "order/intake.h"
#include "order/view.h"
#include "ship/ship_int.h"
#include <om/admin.h>
#include <om/catalog.h>
#include <om/order.h>
#include <om/ship.h>
#include <om/stock.h>
#include <om/view.h>

const struct om_noun *(*const om__nouns[])(void) = {
	om_product_noun,
	om_listing_noun,
	om_channel_noun,
	om_custom_field_noun,
	om_label_noun,
	om_user_noun,
	om_warehouse_noun,
	om_location_noun,
	om_zone_noun,
	om_backup_noun,
	om_rank_noun,
	om_stock_noun,
	om_stock_total_noun,
	om_movement_noun,
	om_order_noun,
	om_order_line_noun,
	om_order_problem_noun,
	om_hold_noun,
	om_order_note_noun,
	om_customer_noun,
	om_allocation_noun,
	om_view_noun,
	om_shipment_noun,
	om_package_noun,
	om_package_item_noun,
	om_pick_noun,
	om_pick_line_noun,
	om_template_noun,
	om_run_noun,
	om_history_noun,
	NULL,
};

const struct om_importer *const om__importers[] = {
	&om__product_importer,
	&om__listing_importer,
	&om__channel_importer,
	&om__field_importer,
	&om__label_importer,
	&om__user_importer,
	&om__value_importer,
	&om__warehouse_importer,
	&om__location_importer,
	&om__zone_importer,
	&om__backup_importer,
	&om__rank_importer,
	&om__stock_importer,
	&om__total_importer,
	&om__order_importer,
	&om__customer_importer,
	&om__view_importer,
	&om__shipment_importer,
	&om__shipment_sheet_importer,
	&om__pick_importer,
	NULL,
};

const struct om_noun_ext *const om__product_exts[] = {&om__stock_product_ext, NULL};
const struct om_noun_ext *const om__listing_exts[] = {&om__order_listing_ext, NULL};
const struct om_noun_ext *const om__order_exts[] = {&om__order_view_ext, &om__order_ship_ext, NULL};
const struct om_noun_ext *const om__allocation_exts[] = {&om__allocation_pick_ext, NULL};

const enum om__sql om__zones_sql = OM__SQL_channel_zones;
