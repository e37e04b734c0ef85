/* Orders exported by Shopify (orders.md H2.1).
 *
 * Name repeats on each line of an order; the cells of the order stand in its first one.  The number
 * keeps its #. */
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
	BILL_ZIP
};
static const char *const reads[] = {"Name", "Financial Status", "Fulfillment Status",
	"Cancelled at|Canceled at", "Paid at", "Created at", "Subtotal", "Shipping", "Taxes",
	"Total", "Discount Amount", "Lineitem quantity", "Lineitem price", "Lineitem discount",
	"Lineitem fulfillment status", "Source", "Tags", "Shipping Zip", "Billing Zip", NULL};
enum {
	M_PAYMENT_DATE,
	M_STATE,
	M_ORDER_DISCOUNT,
	M_PRICES_INCLUDE_TAX,
	M_IS_POS,
	M_TAGS,
	M_SHIP_ZIP,
	M_BILL_ZIP
};
static const char *const makes[] = {"payment_date", "state", "order_discount", "prices_include_tax",
	"is_pos", "tags", "ship_zip", "bill_zip", NULL};

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

static void add_up(struct om__shop_order *o)
{
	int64_t subtotal = om__shop_money(o, 0, SUBTOTAL), stated = om__shop_money(o, 0, DISCOUNT);
	int64_t lines = 0, off = om__shop_sum(o, LINE_DISCOUNT), rest, price;

	for (int i = 0; i < o->count; i++) {
		if (__builtin_mul_overflow(
			    om__shop_money(o, i, PRICE), om__shop_number(o, i, QUANTITY), &price) ||
			__builtin_add_overflow(lines, price, &lines))
			return;
	}
	if (om__shop_is_bad(o))
		return;
	rest = lines - off - subtotal;
	if (!*om__shop_text(o, 0, SUBTOTAL) || (rest != stated && rest != stated - off)) {
		if (*om__shop_text(o, 0, SUBTOTAL))
			om__shop_fault(o, 0, true, "Subtotal", "total-differs",
				"Discount Amount is not what Subtotal leaves of the lines");
		rest = stated;
	}
	if (rest)
		om__shop_put_money(o, 0, M_ORDER_DISCOUNT, rest);
	if (om__shop_money(o, 0, TAXES) > 0 && *om__shop_text(o, 0, TOTAL) &&
		subtotal + om__shop_money(o, 0, SHIPPING) == om__shop_money(o, 0, TOTAL))
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
	put_zip(o, M_SHIP_ZIP, SHIP_ZIP);
	put_zip(o, M_BILL_ZIP, BILL_ZIP);
	put_tags(o);
	if (om__caseeq(om__shop_text(o, 0, SOURCE), "pos"))
		om__shop_put(o, 0, M_IS_POS, "yes");
}

const struct om__shop_kind om__shopify = {
	.name = "shopify", .reads = reads, .makes = makes, .group = NAME, .order = make};
