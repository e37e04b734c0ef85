/* Orders of WooCommerce, as its two usual exporters write them (orders.md H2.4).
 *
 * Each row is an item with all cells of its order.  Where nothing is said of the shipping address,
 * the billing address is it, as a whole. */
#include "base/text.h"
#include "sheet/map/shop.h"

#define PARTS 9 /* of an address, shipping and billing in the same order */

enum {
	NUMBER,
	STATUS,
	DATE,
	PAID,
	QUANTITY,
	REFUNDED,
	SUBTOTAL,
	TOTAL,
	LINE_TAX,
	SHIP_TAX,
	FEE_TAX,
	ALL_TAX,
	ONE_ROW,
	SKU,
	TITLE,
	COST,
	GIVEN_BACK,
	SHIPPING,
	BILLING = SHIPPING + PARTS
};
static const char *const reads[] = {"order_number|Order Number|order_id|Order ID",
	"status|Order Status", "date|order_date|Order Date", "paid_date",
	"item_quantity|Quantity (- Refund)", "item_refunded_qty", "item_subtotal",
	"item_total|Order Line (w/o tax)", "Order Line Tax", "shipping_tax_total", "fee_tax_total",
	"Order Total Tax Amount", "line_items|line_item_1", "item_sku|SKU",
	"item_name|Item Name|Name", "Item Cost", "refunded_total|Order Refund Amount",
	"shipping_first_name|First Name (Shipping)", "shipping_last_name|Last Name (Shipping)",
	"shipping_company|Company (Shipping)", "shipping_address_1|Address 1&2 (Shipping)",
	"shipping_address_2", "shipping_city|City (Shipping)",
	"shipping_state|State Code (Shipping)", "shipping_postcode|Postcode (Shipping)",
	"shipping_country|Country Code (Shipping)", "billing_first_name|First Name (Billing)",
	"billing_last_name|Last Name (Billing)", "billing_company|Company (Billing)",
	"billing_address_1|Address 1&2 (Billing)", "billing_address_2",
	"billing_city|City (Billing)", "billing_state|State Code (Billing)",
	"billing_postcode|Postcode (Billing)", "billing_country|Country Code (Billing)", NULL};
enum {
	M_PAYMENT_DATE,
	M_STATE,
	M_QUANTITY,
	M_LINE_TOTAL,
	M_LINE_DISCOUNT,
	M_ORDER_TAX,
	M_LISTING_SKU,
	M_UNIT_PRICE,
	M_REFUNDED,
	M_SHIP_NAME
};
static const char *const makes[] = {"payment_date", "state", "quantity", "line_total",
	"line_discount", "order_tax", "listing_sku", "unit_price", "refunded_amount", "ship_name",
	"ship_company", "ship_address1", "ship_address2", "ship_city", "ship_state", "ship_zip",
	"ship_country", NULL};

static const struct {
	const char *word;
	bool is_paid;
	const char *state; /* NULL: open */
} words[] = {
	{"processing", true, NULL},
	{"pending", false, NULL},
	{"on-hold", false, NULL},
	{"completed", true, "done"},
	{"refunded", true, "done"},
	{"cancelled", false, "cancelled"},
	{"failed", false, "cancelled"},
	{"trash", false, "cancelled"},
	{"draft", false, "cancelled"},
	{"checkout-draft", false, "cancelled"},
};

static int file(struct om__shop *shop, struct om_err *err)
{
	if (!om__shop_has(shop, ONE_ROW) || om__shop_has(shop, QUANTITY))
		return om__shop_read_words(shop, err);
	om_err_set(err, OM_EINVAL, "one-row-per-order",
		"the file has one row an order; its items cannot be told apart");
	om_err_at(err, shop->source, shop->header_line, 0);
	om_err_hint(err, "export it with one row an item");
	return OM_EINVAL;
}

/* "wc-on-hold", "On hold" and "on-hold" are one. */
static const char *plain_status(struct om_arena *arena, const char *text)
{
	char *word = om__fold(arena, text);

	for (char *p = word; p && *p; p++)
		if (*p == ' ')
			*p = '-';
	if (!word)
		return "";
	if (!strcmp(word, "pending-payment"))
		return "pending";
	return strncmp(word, "wc-", 3) ? word : word + 3;
}

static int find_word(struct om_arena *arena, const char *text)
{
	const char *status = plain_status(arena, text);

	for (size_t i = 0; i < OM_COUNT(words); i++)
		if (!strcmp(words[i].word, status))
			return (int)i;
	return -1;
}

static bool is_status(struct om_arena *arena, const char *text)
{
	return find_word(arena, text) >= 0;
}

static void judge(struct om__shop_order *o)
{
	const char *text = om__shop_first(o, STATUS);
	int i = find_word(o->arena, om__shop_word(o->shop, text));

	if (i < 0) {
		om__shop_fault(o, 0, false, "status", "unknown-status",
			"'%s' is no status that is known; --status-map says what it means", text);
		return;
	}
	if (words[i].is_paid)
		om__shop_put(o, 0, M_PAYMENT_DATE,
			*om__shop_first(o, PAID) ? om__shop_first(o, PAID)
						 : om__shop_first(o, DATE));
	if (words[i].state)
		om__shop_past(o, M_STATE, words[i].state, words[i].word);
}

static void put_line(struct om__shop_order *o, int i)
{
	int64_t left = om__shop_number(o, i, QUANTITY), back = om__shop_number(o, i, REFUNDED);
	const char *subtotal = om__shop_text(o, i, SUBTOTAL), *total = om__shop_text(o, i, TOTAL);
	int64_t off;

	left -= back < 0 ? -back : back;
	o->lines[i].is_left_out = left == 0 && *om__shop_text(o, i, QUANTITY);
	om__shop_put(o, i, M_QUANTITY,
		back ? om__printf(o->arena, "%lld", (long long)left)
		     : om__shop_text(o, i, QUANTITY));
	om__shop_put_sku(o, i, M_LISTING_SKU, om__shop_text(o, i, SKU), om__shop_text(o, i, TITLE));
	om__shop_put(o, i, M_LINE_TOTAL, *subtotal ? subtotal : total);
	if (!*subtotal && !*total)
		om__shop_put(o, i, M_UNIT_PRICE, om__shop_text(o, i, COST));
	if (!*subtotal || !*total)
		return;
	off = om__shop_money(o, i, SUBTOTAL) - om__shop_money(o, i, TOTAL);
	if (off)
		om__shop_put_money(o, i, M_LINE_DISCOUNT, off);
}

static void put_tax(struct om__shop_order *o)
{
	int64_t tax = om__shop_money(o, 0, SHIP_TAX) + om__shop_money(o, 0, FEE_TAX);

	if (*om__shop_text(o, 0, ALL_TAX))
		tax = om__shop_money(o, 0, ALL_TAX) - om__shop_sum(o, LINE_TAX);
	om__shop_put_money(o, 0, M_ORDER_TAX, tax);
}

/* Refunds stand with a sign or without. */
static void put_refund(struct om__shop_order *o)
{
	int64_t amount = om__shop_money(o, 0, GIVEN_BACK);

	if (amount)
		om__shop_put_money(o, 0, M_REFUNDED, amount < 0 ? -amount : amount);
}

static void put_address(struct om__shop_order *o)
{
	const char *first, *last;
	int from = BILLING;

	for (int i = SHIPPING; i < SHIPPING + PARTS; i++)
		if (*om__shop_text(o, 0, i))
			from = SHIPPING;
	first = om__shop_text(o, 0, from);
	last = om__shop_text(o, 0, from + 1);
	om__shop_put(o, 0, M_SHIP_NAME,
		om__printf(o->arena, "%s%s%s", first, *first && *last ? " " : "", last));
	for (int i = 2; i < PARTS; i++)
		om__shop_put(o, 0, M_SHIP_NAME + i - 1, om__shop_text(o, 0, from + i));
}

static void make(struct om__shop_order *o)
{
	judge(o);
	if (o->skipped)
		return;
	for (int i = 0; i < o->count; i++)
		put_line(o, i);
	put_tax(o);
	put_refund(o);
	put_address(o);
}

const struct om__shop_kind om__woocommerce = {.name = "woocommerce",
	.reads = reads,
	.makes = makes,
	.group = NUMBER,
	.file = file,
	.is_status = is_status,
	.order = make};
