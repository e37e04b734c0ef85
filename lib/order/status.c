/* The status of an order as a pure function of its facts, and what each status allows (orders.md
 * S1, S2, S4). Nothing else in the tree decides a status; the resolver stores what this says. */
#include "order/status.h"
#include <om/om.h>

static const char *const problem_words[OM__P_COUNT] = {
	[OM__P_ORDER_INFO] = "missing-order-info",
	[OM__P_PRODUCT_INFO] = "missing-product-info",
	[OM__P_BOT_CONFLICT] = "bot-conflict",
	[OM__P_BOT_FAILED] = "bot-failed",
	[OM__P_SOURCE] = "missing-fulfillment-source",
	[OM__P_VENDOR_PRODUCT] = "missing-vendor-product",
	[OM__P_STOCK_LOCATION] = "missing-stock-location",
	[OM__P_OUT_OF_STOCK] = "out-of-stock",
};

const char *om__problem_word(enum om__problem p)
{
	return problem_words[p];
}

int om__problem_find(const char *word)
{
	for (int i = 0; i < OM__P_COUNT; i++)
		if (!strcmp(problem_words[i], word))
			return i;
	return -1;
}

static const struct {
	const char *method, *status;
} by_method[] = {
	{"3pl", "awaiting-3pl-export"},
	{"dropship", "awaiting-dropship"},
	{"mcf", "awaiting-mcf"},
};

/* The lines of S1 in their order: the first true one gives the status. */
const char *om__order_status(const struct om__order_facts *f)
{
	if (f->is_merged)
		return "merged";
	if (f->is_cancelled || (f->units > 0 && f->cancelled == f->units))
		return "cancelled";
	if (f->shipped > 0 && f->shipped + f->cancelled == f->units)
		return "shipped";
	if (f->is_by_channel || f->is_history)
		return "processed-outside";
	if (f->is_handed_over)
		return "pending-fulfillment";
	if (!f->is_processed)
		return "unprocessed";
	if (f->is_held)
		return "on-hold";
	if (!f->is_paid)
		return "awaiting-payment";
	if (f->problems)
		return "unresolved";
	for (size_t i = 0; i < OM_COUNT(by_method); i++)
		if (!strcmp(f->method, by_method[i].method))
			return by_method[i].status;
	return "awaiting-shipment";
}

/* Of an order with nothing open the word stays that of its goods: what was shipped had all its
 * units, what was cancelled gave all of them back.  Whether a product is tracked may change later
 * and is asked of open units only. */
static const char *state_without_need(const struct om__order_facts *f)
{
	if (f->goods_shipped)
		return "full";
	return f->goods_cancelled && f->cancelled == f->units ? "none" : "untracked";
}

const char *om__order_stock_state(const struct om__order_facts *f)
{
	if (!f->shipping_units)
		return state_without_need(f);
	if (f->open_allocated >= f->shipping_units)
		return "full";
	return f->open_allocated ? "part" : "none";
}

const char *om__order_fulfilled(const struct om__order_facts *f)
{
	if (!f->shipped)
		return "none";
	return f->shipped + f->cancelled == f->units ? "full" : "part";
}

/* S4: a letter for each deed, in the order of enum om__deed: address items source pay hold cancel
 * split merge label ship rma clone. */
static const struct {
	const char *status, *deeds;
} allowed[] = {
	{"unprocessed", "yyyyyyyynfny"},
	{"unresolved", "yyyyyyyynfny"},
	{"awaiting-payment", "yyyyyyyynwny"},
	{"awaiting-shipment", "yyyyyyyyyyny"},
	{"awaiting-3pl-export", "yyyyyyyynyny"},
	{"awaiting-dropship", "yyyyyyyynyny"},
	{"awaiting-mcf", "yyyyyyyynnny"},
	{"awaiting-plan", "nynnnynnnnnn"},
	{"pending-fulfillment", "nnhynhnnnyny"},
	{"on-hold", "yyyydyynnnny"},
	{"processed-outside", "nnnynynnnyny"},
	{"shipped", "nnnynnnnnnyy"},
	{"cancelled", "nnnnnnnnnnny"},
	{"merged", "nnnnnnnnnnnn"},
};

char om__order_allows(const char *status, enum om__deed deed)
{
	for (size_t i = 0; i < OM_COUNT(allowed); i++)
		if (!strcmp(allowed[i].status, status))
			return allowed[i].deeds[deed];
	return 'n';
}

int om__order_may(struct om *om, const char *record, const char *status, enum om__deed deed,
	struct om_err *err)
{
	static const char *const names[] = {
		[OM__D_ADDRESS] = "have its address or shipping changed",
		[OM__D_ITEMS] = "have its items changed",
		[OM__D_SOURCE] = "change its source",
		[OM__D_PAY] = "be paid",
		[OM__D_HOLD] = "be held",
		[OM__D_CANCEL] = "be cancelled",
		[OM__D_SPLIT] = "be split",
		[OM__D_MERGE] = "be merged",
		[OM__D_LABEL] = "get a label",
		[OM__D_SHIP] = "be marked shipped",
		[OM__D_RMA] = "be returned",
		[OM__D_CLONE] = "be cloned",
	};
	char allows = om__order_allows(status, deed);

	if (allows == 'y' || allows == 'd' || allows == 'w')
		return 0;
	if (allows == 'f' && om_allowed(om, "wrong-state"))
		return 0;
	if (allows == 'h' && om_allowed(om, "handed-over"))
		return 0;
	om_err_set(err, OM_ESTATE, allows == 'h' ? "handed-over" : "wrong-state",
		"%s is %s and cannot %s", record, status, names[deed]);
	if (allows == 'f')
		om_err_hint(err, "--allow wrong-state --reason TEXT overrides it");
	return OM_ESTATE;
}
