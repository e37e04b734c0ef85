/* Orders of eBay's Seller Hub (orders.md H2.3).
 *
 * The sheet has titles above and counts below.  An order of several items has a row of its own with
 * the cells of the order, and then a row an item.  The sign of an amount is all that tells the
 * currency. */
#include <ctype.h>
#include <stdio.h>
#include "base/text.h"
#include "sheet/map/shop.h"

enum {
	NUMBER,
	ITEM,
	QUANTITY,
	SOLD_FOR,
	SHIPPING,
	SELLER_TAX,
	EBAY_TAX,
	INCLUDED,
	TOTAL,
	SALE_DATE,
	PAID_ON,
	SHIP_BY,
	DELIVER_BY,
	SHIP_NAME,
	BILL_NAME,
	CHARGES,
	SHIPPED_ON,
	SKU,
	TITLE,
	VARIATION
};
static const char *const reads[] = {"Order Number", "Item Number", "Quantity", "Sold For",
	"Shipping And Handling|Postage And Packaging", "Seller Collected Tax", "eBay Collected Tax",
	"eBay Collected Tax Included in Total|eBay Collected Tax and Fees Included in Total",
	"Total Price", "Sale Date", "Paid On Date", "Ship By Date|Post By Date",
	"Maximum Estimated Delivery Date", "Ship To Name|Post To Name", "Buyer Name",
	"eBay Collected Charges", "Shipped On Date|Posted On Date|Dispatched On Date",
	"Custom Label", "Item Title", "Variation Details", NULL};
enum {
	M_CURRENCY,
	M_ORDER_DATE,
	M_PAYMENT_DATE,
	M_SHIP_BY,
	M_DELIVER_BY,
	M_UNIT_PRICE,
	M_LINE_TOTAL,
	M_SHIPPING_PAID,
	M_ORDER_TOTAL,
	M_LINE_TAX,
	M_MARKETPLACE_TAX,
	M_LISTING_SKU,
	M_STATE
};
static const char *const makes[] = {"currency", "order_date", "payment_date", "ship_by",
	"deliver_by", "unit_price", "line_total", "shipping_paid", "order_total", "line_tax",
	"marketplace_tax", "listing_sku", "state", NULL};

static const char *cell(const struct om__shop *shop, char **cells, int column)
{
	return shop->columns[column] >= 0 ? cells[shop->columns[column]] : "";
}

/* End lines: `17,record(s) downloaded`, `Seller ID : tees`. */
static bool pass(struct om__shop *shop, char **cells, int64_t line)
{
	bool is_item = *cell(shop, cells, ITEM);

	if (shop->width > 1 && strstr(cells[1], "record(s) downloaded")) {
		shop->end_count = 0;
		for (const char *p = cells[0];
			isdigit((unsigned char)*p) && shop->end_count < 1000000000; p++)
			shop->end_count = shop->end_count * 10 + (*p - '0');
		shop->end_line = line;
		return true;
	}
	if (!strncmp(cells[0], "Seller ID", 9))
		return true;
	shop->rows++;
	shop->items += is_item;
	return false;
}

/* eBay counts rows, items or orders, by the report. */
static const char *end(struct om__shop *shop, const char **ret_word, int64_t *ret_line)
{
	int64_t n = shop->end_count;

	if (!shop->end_line || n == shop->rows || n == shop->items || n == shop->orders)
		return NULL;
	*ret_word = "record-count";
	*ret_line = shop->end_line;
	return "the file says that it has another number of records";
}

static const char *currency_of(const char *text)
{
	static const struct {
		const char *sign, *currency;
	} signs[] = {{"US $", "USD"}, {"AU $", "AUD"}, {"C $", "CAD"}, {"NZ $", "NZD"},
		{"HK $", "HKD"}, {"S $", "SGD"}, {"$", "USD"}, {"£", "GBP"}, {"€", "EUR"},
		{"zł", "PLN"}, {"AU$", "AUD"}, {"C$", "CAD"}, {"US$", "USD"}};
	char code[4] = "";

	for (size_t i = 0; i < OM_COUNT(signs); i++)
		if (!strncmp(text, signs[i].sign, strlen(signs[i].sign)))
			return signs[i].currency;
	for (size_t i = 0; i < 3 && isalpha((unsigned char)text[i]); i++)
		code[i] = text[i];
	for (size_t i = 0; i < OM_COUNT(signs); i++)
		if (!strcmp(code, signs[i].currency))
			return signs[i].currency;
	return !strcmp(code, "CHF") ? "CHF" : "";
}

static void put_dates(struct om__shop_order *o)
{
	static const int dates[][2] = {{M_ORDER_DATE, SALE_DATE}, {M_PAYMENT_DATE, PAID_ON},
		{M_SHIP_BY, SHIP_BY}, {M_DELIVER_BY, DELIVER_BY}};

	for (size_t i = 0; i < OM_COUNT(dates); i++)
		om__shop_put(
			o, 0, dates[i][0], om__shop_date(o->arena, om__shop_first(o, dates[i][1])));
}

static bool is_item(struct om__shop_order *o, int i)
{
	return *om__shop_text(o, i, ITEM) || !om__shop_has(o->shop, ITEM);
}

/* What the lines come to, Sold For being the price of a unit or of the line. */
static bool add_lines(struct om__shop_order *o, bool is_unit, int64_t *ret)
{
	int64_t price;

	*ret = 0;
	for (int i = 0; i < o->count; i++) {
		if (!is_item(o, i))
			continue;
		price = om__shop_money(o, i, SOLD_FOR);
		if ((is_unit &&
			    __builtin_mul_overflow(
				    price, om__shop_number(o, i, QUANTITY), &price)) ||
			__builtin_add_overflow(*ret, price, ret))
			return false;
	}
	return true;
}

/* An amount of the order: of its own row, else of all of them. */
static int64_t order_amount(struct om__shop_order *o, int column)
{
	return is_item(o, 0) || *om__shop_text(o, 0, column) == 0 ? om__shop_sum(o, column)
								  : om__shop_money(o, 0, column);
}

/* What Total Price holds of eBay's own: the tax that it collects, in newer files its charges too.
 * It is what makes the parts fit, where the file says that there is some. */
static int64_t ebay_part(struct om__shop_order *o, int64_t total, const int64_t sums[2])
{
	int64_t tax = order_amount(o, EBAY_TAX), all = tax + order_amount(o, CHARGES);

	if (!om__caseeq(om__shop_first(o, INCLUDED), "yes"))
		return 0;
	for (int i = 0; i < 2; i++)
		if (all != tax && total - all == sums[i])
			return all;
	return tax;
}

static void put_amounts(struct om__shop_order *o)
{
	int64_t total = order_amount(o, TOTAL), sums[2] = {0, 0}; /* by unit, by line */
	int64_t more = order_amount(o, SHIPPING) + order_amount(o, SELLER_TAX);
	bool is_line;

	for (int i = 0; i < 2; i++)
		if (!add_lines(o, i == 0, &sums[i]) ||
			__builtin_add_overflow(sums[i], more, &sums[i]))
			return;
	total -= ebay_part(o, total, sums);
	if (om__shop_is_bad(o))
		return;
	is_line = sums[0] != total && sums[1] == total;
	if (sums[0] != total && !is_line && *om__shop_first(o, TOTAL))
		om__shop_fault(o, 0, true, "Total Price", "total-differs",
			"neither a unit nor a line of Sold For makes Total Price");
	for (int i = 0; i < o->count; i++)
		if (is_item(o, i))
			om__shop_put_money(o, i, is_line ? M_LINE_TOTAL : M_UNIT_PRICE,
				om__shop_money(o, i, SOLD_FOR));
	om__shop_put_money(o, 0, M_SHIPPING_PAID, order_amount(o, SHIPPING));
	if (*om__shop_first(o, TOTAL))
		om__shop_put_money(o, 0, M_ORDER_TOTAL, total);
}

/* Taxes stand on the items, or on the order's own row: then its first item has them. */
static void put_taxes(struct om__shop_order *o)
{
	static const int taxes[][2] = {{M_LINE_TAX, SELLER_TAX}, {M_MARKETPLACE_TAX, EBAY_TAX}};

	for (size_t k = 0; k < OM_COUNT(taxes); k++) {
		int64_t head = is_item(o, 0) ? 0 : om__shop_money(o, 0, taxes[k][1]), tax;
		for (int i = 0; i < o->count; i++) {
			if (!is_item(o, i))
				continue;
			tax = head ? head : om__shop_money(o, i, taxes[k][1]);
			if (tax && (!head || i == 1))
				om__shop_put_money(o, i, taxes[k][0], tax);
		}
	}
}

/* Many sellers give no labels: the title with the variation stands in for one. */
static void put_sku(struct om__shop_order *o, int i)
{
	const char *title = om__shop_text(o, i, TITLE), *of = om__shop_text(o, i, VARIATION);
	char *whole = om__printf(o->arena, "%s%s%s", title, *of ? " " : "", of);

	om__shop_put_sku(o, i, M_LISTING_SKU, om__shop_text(o, i, SKU), whole ? whole : title);
}

/* Items with a date of shipping are on their way, all of them if the order's own row has it. */
static void judge_shipped(struct om__shop_order *o)
{
	int items = 0, shipped = 0;
	bool is_all = false;

	for (int i = 0; i < o->count; i++) {
		bool has_date = *om__shop_text(o, i, SHIPPED_ON) != 0;
		is_all |= has_date && !is_item(o, i);
		items += is_item(o, i);
		shipped += has_date && is_item(o, i);
		o->lines[i].is_left_out |= has_date;
	}
	if (!is_all && (!shipped || shipped < items))
		return;
	for (int i = 0; i < o->count; i++)
		o->lines[i].is_left_out = !is_item(o, i);
	om__shop_past(o, M_STATE, "done", "shipped");
}

static void make(struct om__shop_order *o)
{
	const char *sign = om__shop_first(o, TOTAL);

	if (!*om__shop_text(o, 0, NUMBER)) {
		o->skipped = "no order number yet";
		return;
	}
	o->shop->orders++;
	for (int i = 0; i < o->count; i++)
		o->lines[i].is_left_out = !is_item(o, i);
	judge_shipped(o);
	if (o->skipped)
		return;
	for (int i = 0; i < o->count; i++)
		if (is_item(o, i))
			put_sku(o, i);
	om__shop_put(o, 0, M_CURRENCY, currency_of(*sign ? sign : om__shop_first(o, SOLD_FOR)));
	put_dates(o);
	put_amounts(o);
	put_taxes(o);
}

const struct om__shop_kind om__ebay = {.name = "ebay",
	.reads = reads,
	.makes = makes,
	.group = NUMBER,
	.blank_begins = true,
	.pass = pass,
	.order = make,
	.end = end};
