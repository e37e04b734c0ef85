/* Amazon's New Orders and Unshipped Orders (orders.md H2.2).
 *
 * Every row is an item with the cells of its order.  Prices are for the whole quantity; amounts of
 * the order are spread over its rows.  An item with several promotions stands in several rows.  Of
 * an item that was shipped in part, the units that are left have their share of its amounts. */
#include <stdio.h>
#include "base/text.h"
#include "sheet/map/shop.h"

enum {
	ORDER_ID,
	ITEM_ID,
	CHANNEL,
	QUANTITY,
	TO_SHIP,
	PRICE,
	SHIPPING,
	SHIP_OFF,
	ITEM_OFF,
	WRAP,
	WRAP_TAX,
	SHIP_TAX,
	WRAP_TYPE,
	MESSAGE,
	ITEM_TAX
};
static const char *const reads[] = {"order-id", "order-item-id", "sales-channel",
	"quantity-purchased", "quantity-to-ship", "item-price", "shipping-price",
	"ship-promotion-discount", "item-promotion-discount", "gift-wrap-price", "gift-wrap-tax",
	"shipping-tax", "gift-wrap-type", "gift-message-text", "item-tax", NULL};
enum {
	M_LINE_TOTAL,
	M_LINE_DISCOUNT,
	M_SHIPPING_PAID,
	M_OTHER_COST,
	M_ORDER_TAX,
	M_IS_GIFT,
	M_GIFT_MESSAGE,
	M_LINE_TAX
};
static const char *const makes[] = {"line_total", "line_discount", "shipping_paid", "other_cost",
	"order_tax", "is_gift", "gift_message", "line_tax", NULL};

/* The row of the same item above, or -1. */
static int same_item(struct om__shop_order *o, int i)
{
	const char *id = om__shop_text(o, i, ITEM_ID);

	for (int k = 0; *id && k < i; k++)
		if (!strcmp(om__shop_text(o, k, ITEM_ID), id))
			return k;
	return -1;
}

/* Discounts stand with a sign or without. */
static int64_t discount(struct om__shop_order *o, int i, int column)
{
	int64_t amount = om__shop_money(o, i, column);

	return amount < 0 ? -amount : amount;
}

static void check_channel(struct om__shop_order *o, int i)
{
	struct om__shop *shop = o->shop;
	const char *channel = om__shop_text(o, i, CHANNEL);

	if (!*channel)
		return;
	if (!shop->first[0])
		snprintf(shop->first, sizeof(shop->first), "%s", channel);
	if (strncmp(shop->first, channel, sizeof(shop->first) - 1) != 0)
		om__shop_fault(o, i, false, "sales-channel", "differs",
			"'%s' is another sales channel than '%s' above", channel, shop->first);
}

/* The part of an item's AMOUNT that falls to the units of line I which are still to be shipped. */
static int64_t share(struct om__shop_order *o, int i, int64_t amount)
{
	int64_t all = om__shop_number(o, i, QUANTITY), left = om__shop_number(o, i, TO_SHIP);
	__int128 part = (__int128)amount * left;

	if (left <= 0 || left >= all)
		return amount;
	return (int64_t)((part + all / 2) / all);
}

/* Items that another row of the order repeats add their promotion discounts and nothing else. */
static void add_lines(struct om__shop_order *o)
{
	int64_t *off = OM_NEWN(o->arena, int64_t, o->count);
	int64_t shipping = 0, other = 0, tax = 0;

	for (int i = 0; off && i < o->count; i++) {
		int first = same_item(o, i);

		check_channel(o, i);
		off[first < 0 ? i : first] += discount(o, i, ITEM_OFF);
		shipping -= discount(o, i, SHIP_OFF);
		o->lines[i].is_left_out = first >= 0 ||
			(*om__shop_text(o, i, TO_SHIP) && !om__shop_number(o, i, TO_SHIP));
		if (first >= 0)
			continue;
		shipping += om__shop_money(o, i, SHIPPING);
		other += om__shop_money(o, i, WRAP);
		tax += om__shop_money(o, i, SHIP_TAX) + om__shop_money(o, i, WRAP_TAX);
	}
	for (int i = 0; off && i < o->count; i++)
		if (off[i])
			om__shop_put_money(o, i, M_LINE_DISCOUNT, share(o, i, off[i]));
	om__shop_put_money(o, 0, M_SHIPPING_PAID, shipping);
	om__shop_put_money(o, 0, M_OTHER_COST, other);
	om__shop_put_money(o, 0, M_ORDER_TAX, tax);
}

/* An amount of the item, as it stands where all its units are to be shipped. */
static void put_share(struct om__shop_order *o, int i, int make, int column)
{
	const char *text = om__shop_text(o, i, column);
	int64_t all, part;

	om__shop_put(o, i, make, text);
	if (!*text || *text == '-' || o->lines[i].is_left_out)
		return;
	all = om__shop_money(o, i, column);
	part = share(o, i, all);
	if (part != all)
		om__shop_put_money(o, i, make, part);
}

/* Without prices the order is worth nothing as far as the file tells. */
static void put_prices(struct om__shop_order *o)
{
	bool has_prices = om__shop_has(o->shop, PRICE);

	for (int i = 0; i < o->count; i++) {
		om__shop_put(o, i, M_LINE_TOTAL, "0");
		if (has_prices)
			put_share(o, i, M_LINE_TOTAL, PRICE);
		put_share(o, i, M_LINE_TAX, ITEM_TAX);
	}
	if (!has_prices && !o->shop->orders++)
		om__shop_fault(o, 0, true, "item-price", "no-prices",
			"the file has no prices: its items are stored at 0");
}

static void make(struct om__shop_order *o)
{
	add_lines(o);
	put_prices(o);
	if (*om__shop_first(o, WRAP_TYPE))
		om__shop_put(o, 0, M_IS_GIFT, "yes");
	om__shop_put(o, 0, M_GIFT_MESSAGE, om__shop_first(o, MESSAGE));
}

const struct om__shop_kind om__amazon = {
	.name = "amazon", .reads = reads, .makes = makes, .group = ORDER_ID, .order = make};
