/* Orders exported by Shopify (orders.md H2.1).
 *
 * Name repeats on each line of an order; the cells of the order stand in its first one.  The number
 * keeps its #.  Tips and items of the moment have no SKU; their title stands in for it. */
#include "base/text.h"
#include "sheet/import.h"
#include "sheet/map/shop.h"

enum {
	NAME,
	FINANCIAL,
	FULFILLMENT,
	CANCELLED,
	PAID_AT,
	CREATED_AT,
	SUBTOTAL,
	SHIPPING,
	TAXES,
	TOTAL,
	DISCOUNT,
	QUANTITY,
	PRICE,
	LINE_DISCOUNT,
	LINE_STATUS,
	SOURCE,
	TAGS,
	SHIP_ZIP,
	BILL_ZIP,
	DUTIES,
	SKU,
	ITEM_NAME
};
static const char *const reads[] = {"Name", "Financial Status", "Fulfillment Status",
	"Cancelled at|Canceled at", "Paid at", "Created at", "Subtotal", "Shipping", "Taxes",
	"Total", "Discount Amount", "Lineitem quantity", "Lineitem price", "Lineitem discount",
	"Lineitem fulfillment status", "Source", "Tags", "Shipping Zip", "Billing Zip", "Duties",
	"Lineitem sku", "Lineitem name", NULL};
enum {
	M_PAYMENT_DATE,
	M_STATE,
	M_ORDER_DISCOUNT,
	M_PRICES_INCLUDE_TAX,
	M_IS_POS,
	M_TAGS,
	M_SHIP_ZIP,
	M_BILL_ZIP,
	M_LISTING_SKU
};
static const char *const makes[] = {"payment_date", "state", "order_discount", "prices_include_tax",
	"is_pos", "tags", "ship_zip", "bill_zip", "listing_sku", NULL};

/* What the words of Financial Status mean; SKIPPED ones are not ours to ship. */
static const struct {
	const char *word;
	bool is_paid;
	const char *state, *why; /* NULL: open */
} words[] = {
	{"paid", true, NULL, NULL},
	{"pending", false, NULL, NULL},
	{"authorized", false, NULL, NULL},
	{"partially_paid", false, NULL, NULL},
	{"refunded", true, "done", "refunded"},
	{"partially_refunded", true, "done", "partially refunded"},
	{"voided", false, "cancelled", "voided"},
	{"expired", false, "cancelled", "expired"},
};

static bool takes_part_refunds(const struct om__shop_order *o)
{
	return om__import_flag(o->shop->imp, "set=partially_refunded=yes");
}

static void judge_payment(struct om__shop_order *o)
{
	const char *word = om__shop_first(o, FINANCIAL), *at = om__shop_first(o, PAID_AT);
	size_t i = 0;

	while (i < OM_COUNT(words) && !om__caseeq(words[i].word, word))
		i++;
	if (i == OM_COUNT(words)) {
		om__shop_fault(o, 0, false, "Financial Status", "unknown-status",
			"'%s' is no financial status that is known", word);
		return;
	}
	if (words[i].is_paid)
		om__shop_put(o, 0, M_PAYMENT_DATE, *at ? at : om__shop_first(o, CREATED_AT));
	if (words[i].state &&
		(strcmp(words[i].word, "partially_refunded") != 0 || !takes_part_refunds(o)))
		om__shop_past(o, M_STATE, words[i].state, words[i].why);
}

/* Of an order that is partly fulfilled, what is left to do. */
static void judge_lines(struct om__shop_order *o)
{
	for (int i = 0; i < o->count; i++) {
		const char *status = om__shop_text(o, i, LINE_STATUS);
		o->lines[i].is_left_out = om__caseeq(status, "fulfilled");
		if (om__caseeq(status, "partial"))
			om__shop_fault(o, i, false, "Lineitem fulfillment status",
				"partly-fulfilled",
				"the file does not say how many of the line were shipped");
	}
}

static void judge(struct om__shop_order *o)
{
	const char *status = om__shop_first(o, FULFILLMENT);

	judge_payment(o);
	if (om__caseeq(status, "fulfilled"))
		om__shop_past(o, M_STATE, "done", "fulfilled");
	else if (om__caseeq(status, "restocked"))
		om__shop_past(o, M_STATE, "cancelled", "restocked");
	if (*om__shop_first(o, CANCELLED))
		om__shop_past(o, M_STATE, "cancelled", "cancelled");
	if (om__caseeq(status, "partial") && !o->skipped)
		judge_lines(o);
}

/* Discount Amount, of which ON_SHIPPING is what the items did not get. */
struct discounts {
	int64_t of_items, on_shipping;
};

/* Do the amounts of the order come to its Total, taxes beside or inside, with LESS off? */
static bool makes_total(struct om__shop_order *o, int64_t less, bool is_inside)
{
	int64_t sum = om__shop_money(o, 0, SUBTOTAL);

	return !__builtin_add_overflow(sum, om__shop_money(o, 0, SHIPPING), &sum) &&
		!__builtin_add_overflow(sum, om__shop_money(o, 0, DUTIES), &sum) &&
		(is_inside || !__builtin_add_overflow(sum, om__shop_money(o, 0, TAXES), &sum)) &&
		!__builtin_sub_overflow(sum, less, &sum) && sum == om__shop_money(o, 0, TOTAL);
}

/* A code for free shipping stands in Discount Amount, and Shipping is what is left of it or what it
 * was before: the one that makes Total. */
static bool takes_off_shipping(struct om__shop_order *o, struct discounts *d, int64_t rest)
{
	if (rest <= 0 || d->of_items < 0 || !*om__shop_text(o, 0, TOTAL))
		return false;
	if (!makes_total(o, 0, false) && !makes_total(o, 0, true) &&
		(makes_total(o, rest, false) || makes_total(o, rest, true)))
		d->on_shipping = rest;
	return d->on_shipping || makes_total(o, 0, false) || makes_total(o, 0, true);
}

/* What Subtotal leaves of the lines is the discount on them, if Discount Amount says so too, with
 * the discounts of lines in it or without. */
static void share_discount(struct om__shop_order *o, struct discounts *d, int64_t lines)
{
	int64_t stated = om__shop_money(o, 0, DISCOUNT), off = om__shop_sum(o, LINE_DISCOUNT);

	if (*om__shop_text(o, 0, SUBTOTAL)) {
		d->of_items = lines - off - om__shop_money(o, 0, SUBTOTAL);
		if (d->of_items == stated || d->of_items == stated - off ||
			takes_off_shipping(o, d, stated - d->of_items) ||
			takes_off_shipping(o, d, stated - off - d->of_items))
			return;
		om__shop_fault(o, 0, true, "Subtotal", "total-differs",
			"Discount Amount is not what Subtotal leaves of the lines");
	}
	d->of_items = stated;
}

static void add_up(struct om__shop_order *o)
{
	static const int amounts[] = {
		SUBTOTAL, SHIPPING, TAXES, TOTAL, DISCOUNT, LINE_DISCOUNT, DUTIES};
	struct discounts d = {0, 0};
	int64_t lines = 0, price;

	/* Each is read once, so that nothing is made of an order with a bad one. */
	for (size_t i = 0; i < OM_COUNT(amounts); i++)
		om__shop_sum(o, amounts[i]);

	for (int i = 0; i < o->count; i++) {
		if (__builtin_mul_overflow(
			    om__shop_money(o, i, PRICE), om__shop_number(o, i, QUANTITY), &price) ||
			__builtin_add_overflow(lines, price, &lines))
			return;
	}
	if (om__shop_is_bad(o))
		return;
	share_discount(o, &d, lines);
	if (d.of_items + d.on_shipping)
		om__shop_put_money(o, 0, M_ORDER_DISCOUNT, d.of_items + d.on_shipping);
	if (om__shop_money(o, 0, TAXES) > 0 && *om__shop_text(o, 0, TOTAL) &&
		makes_total(o, d.on_shipping, true))
		om__shop_put(o, 0, M_PRICES_INCLUDE_TAX, "yes");
}

/* ZIP codes carry an apostrophe, so that spreadsheets leave them alone. */
static void put_zip(struct om__shop_order *o, int make, int column)
{
	const char *zip = om__shop_text(o, 0, column);

	om__shop_put(o, 0, make, zip + (*zip == '\''));
}

/* "new, wholesale" as "new|wholesale". */
static void put_tags(struct om__shop_order *o)
{
	char *tags = om__strdup(o->arena, om__shop_text(o, 0, TAGS));

	for (char *p = tags; p && *p; p++)
		if (*p == ',')
			*p = '|';
	om__shop_put(o, 0, M_TAGS, tags);
}

static void make(struct om__shop_order *o)
{
	judge(o);
	if (o->skipped)
		return;
	add_up(o);
	for (int i = 0; i < o->count; i++)
		om__shop_put_sku(o, i, M_LISTING_SKU, om__shop_text(o, i, SKU),
			om__shop_text(o, i, ITEM_NAME));
	put_zip(o, M_SHIP_ZIP, SHIP_ZIP);
	put_zip(o, M_BILL_ZIP, BILL_ZIP);
	put_tags(o);
	if (om__caseeq(om__shop_text(o, 0, SOURCE), "pos"))
		om__shop_put(o, 0, M_IS_POS, "yes");
}

const struct om__shop_kind om__shopify = {.name = "shopify",
	.reads = reads,
	.makes = makes,
	.group = NAME,
	.is_guarded = true,
	.order = make};
