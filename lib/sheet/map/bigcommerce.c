/* Orders exported by BigCommerce (orders.md H2.5).
 *
 * A row is an order; its items are packed into one cell, Product Details, which becomes a line
 * each.  Which amounts hold the tax shows in the subtotals. */
#include "base/text.h"
#include "sheet/map/shop.h"
#include <om/money.h>

enum {
	STATUS,
	DATE,
	CLOCK,
	DETAILS,
	SUBTOTAL_INC,
	SUBTOTAL_EX,
	TAX,
	SHIP_EX,
	SHIP_INC,
	HANDLING_EX,
	HANDLING_INC,
	TOTAL
};
static const char *const reads[] = {"Order Status", "Order Date", "Order Time", "Product Details",
	"Subtotal (inc tax)", "Subtotal (ex tax)", "Tax Total", "Shipping Cost (ex tax)",
	"Shipping Cost (inc tax)", "Handling Cost (ex tax)", "Handling Cost (inc tax)",
	"Order Total (inc tax)", NULL};
enum {
	M_ORDER_DATE,
	M_PAYMENT_DATE,
	M_STATE,
	M_SHIPPING_PAID,
	M_OTHER_COST,
	M_ORDER_DISCOUNT,
	M_PRICES_INCLUDE_TAX,
	M_SKU,
	M_NAME,
	M_QUANTITY,
	M_LINE_TOTAL
};
static const char *const makes[] = {"order_date", "payment_date", "state", "shipping_paid",
	"other_cost", "order_discount", "prices_include_tax", "listing_sku", "item_name",
	"quantity", "line_total", NULL};

enum fate { UNPAID, PAID, PARTLY, DONE, CANCELLED };
static const struct {
	const char *label;
	enum fate fate;
} labels[] = {
	{"Awaiting Fulfillment", PAID},
	{"Awaiting Shipment", PAID},
	{"Pending", UNPAID},
	{"Awaiting Payment", UNPAID},
	{"Manual Verification Required", UNPAID},
	{"Partially Shipped", PARTLY},
	{"Shipped", DONE},
	{"Completed", DONE},
	{"Awaiting Pickup", DONE},
	{"Refunded", DONE},
	{"Partially Refunded", DONE},
	{"Disputed", DONE},
	{"Cancelled", CANCELLED},
	{"Declined", CANCELLED},
	{"Incomplete", CANCELLED},
};

/* ---- status ---- */

static int find_label(const char *text)
{
	for (size_t i = 0; i < OM_COUNT(labels); i++)
		if (om__caseeq(labels[i].label, text))
			return (int)i;
	return -1;
}

static bool is_status(struct om_arena *arena, const char *text)
{
	(void)arena;
	return find_label(text) >= 0;
}

static void judge(struct om__shop_order *o, const char *date)
{
	const char *text = om__shop_text(o, 0, STATUS);
	int i = find_label(om__shop_word(o->shop, text));

	if (i < 0) {
		om__shop_fault(o, 0, false, "Order Status", "unknown-status",
			"'%s' is no status that is known; --status-map says what it means", text);
		return;
	}
	if (labels[i].fate == PARTLY)
		om__shop_fault(o, 0, false, "Order Status", "partly-fulfilled",
			"the file does not say what was shipped");
	if (labels[i].fate == PAID || labels[i].fate == DONE)
		om__shop_put(o, 0, M_PAYMENT_DATE, date);
	if (labels[i].fate == DONE || labels[i].fate == CANCELLED)
		om__shop_past(o, M_STATE, labels[i].fate == DONE ? "done" : "cancelled",
			om__fold(o->arena, labels[i].label));
}

/* ---- items ---- */

static const struct {
	const char *key;
	int make;     /* -1: read over */
	bool is_last; /* the value ends at the last place where the next key stands */
} keys[] = {
	{"Product ID: ", -1, false},
	{"Product Qty: ", M_QUANTITY, false},
	{"Product SKU: ", M_SKU, false},
	{"Product Name: ", M_NAME, true},
	{"Product Weight: ", -1, false},
	{"Product Variation Details: ", -1, true},
	{"Product Unit Price: ", -1, false},
	{"Product Total Price: ", M_LINE_TOTAL, false},
};

/* Where ", KEY" stands in TEXT, first or last. */
static char *find_key(struct om__shop_order *o, char *text, const char *key, bool is_last)
{
	char *mark = om__printf(o->arena, ", %s", key);
	char *found = mark ? strstr(text, mark) : NULL, *more;

	while (is_last && found && (more = strstr(found + 1, mark)))
		found = more;
	return found;
}

/* "Product ID: 77, Product Qty: 2, ..." into the made cells of line I. */
static bool read_item(struct om__shop_order *o, int i, char *text)
{
	for (size_t k = 0; k < OM_COUNT(keys); k++) {
		char *end;
		if (strncmp(text, keys[k].key, strlen(keys[k].key)) != 0)
			return false;
		text += strlen(keys[k].key);
		end = k + 1 < OM_COUNT(keys) ? find_key(o, text, keys[k + 1].key, keys[k].is_last)
					     : text + strlen(text);
		if (!end)
			return false;
		if (keys[k].make >= 0)
			om__shop_put(o, i, keys[k].make,
				om__strndup(o->arena, text, (size_t)(end - text)));
		text = *end ? end + 2 : end;
	}
	om__shop_put_sku(o, i, M_SKU, o->lines[i].made[M_SKU], o->lines[i].made[M_NAME]);
	return true;
}

/* A name may hold the sign that parts items, but not a whole next item. */
static void read_items(struct om__shop_order *o)
{
	static const char begin[] = "|Product ID: ";
	char *text = om__strdup(o->arena, om__shop_text(o, 0, DETAILS)), *next;
	int i = 0;

	for (; text && i >= 0; text = next, i = text ? om__shop_add(o, 0) : i) {
		next = strstr(text, begin);
		if (next) {
			*next++ = 0;
			while (*next == '|')
				next++;
		}
		if (read_item(o, i, text))
			continue;
		om__shop_unreadable(o, "Product Details", "bad-product-details",
			"'%.60s' is not written as BigCommerce does", text);
		return;
	}
}

static int64_t made_total(struct om__shop_order *o)
{
	int64_t sum = 0, amount;

	for (int i = 0; i < o->count; i++) {
		struct om_err err = {0};
		const char *text = o->lines[i].made[M_LINE_TOTAL];
		if (text && *text && om_money_parse(text, true, &amount, &err) == 0 &&
			__builtin_add_overflow(sum, amount, &sum))
			return 0;
	}
	return sum;
}

static void put_amounts(struct om__shop_order *o)
{
	int64_t items = made_total(o), parts, shipping, handling;
	bool is_inside = items == om__shop_money(o, 0, SUBTOTAL_INC) &&
		items != om__shop_money(o, 0, SUBTOTAL_EX);

	shipping = om__shop_money(o, 0, is_inside ? SHIP_INC : SHIP_EX);
	handling = om__shop_money(o, 0, is_inside ? HANDLING_INC : HANDLING_EX);
	parts = items + shipping + handling + (is_inside ? 0 : om__shop_money(o, 0, TAX));
	om__shop_put_money(o, 0, M_SHIPPING_PAID, shipping);
	om__shop_put_money(o, 0, M_OTHER_COST, handling);
	if (is_inside)
		om__shop_put(o, 0, M_PRICES_INCLUDE_TAX, "yes");
	if (*om__shop_text(o, 0, TOTAL) && parts > om__shop_money(o, 0, TOTAL))
		om__shop_put_money(o, 0, M_ORDER_DISCOUNT, parts - om__shop_money(o, 0, TOTAL));
}

static void make(struct om__shop_order *o)
{
	const char *date = om__shop_text(o, 0, DATE), *clock = om__shop_text(o, 0, CLOCK);

	date = om__printf(
		o->arena, "%s%s%s", om__shop_date(o->arena, date), *clock ? " " : "", clock);
	om__shop_put(o, 0, M_ORDER_DATE, date);
	judge(o, date);
	if (o->skipped)
		return;
	read_items(o);
	if (!o->lines[0].shape)
		put_amounts(o);
}

const struct om__shop_kind om__bigcommerce = {.name = "bigcommerce",
	.reads = reads,
	.makes = makes,
	.group = -1,
	.file = om__shop_read_words,
	.is_status = is_status,
	.order = make};
