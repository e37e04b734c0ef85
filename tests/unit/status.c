/* The status of an order as a function of its facts (orders.md S1, S2), and what each status allows
 * (S4), both whole. */
#include "db/db.h"
#include "order/status.h"
#include <om/om.h>
#include "tap.h"

#define OPEN \
	.is_processed = true, .is_paid = true, .units = 2, .shipping_units = 2, .method = "in-house"

static void test_lines_of_s1(void)
{
	static const struct {
		const char *what, *status;
		struct om__order_facts facts;
	} rows[] = {
		{"merged before everything", "merged",
			{OPEN, .is_merged = true, .is_cancelled = true}},
		{"cancelled_at", "cancelled", {OPEN, .is_cancelled = true, .is_handed_over = true}},
		{"every unit cancelled", "cancelled", {OPEN, .cancelled = 2}},
		{"no unit open, one shipped", "shipped", {OPEN, .shipped = 1, .cancelled = 1}},
		{"all shipped", "shipped", {OPEN, .shipped = 2, .is_by_channel = true}},
		{"fulfilled by the channel", "processed-outside", {OPEN, .is_by_channel = true}},
		{"stored as history", "processed-outside",
			{OPEN, .is_history = true, .is_handed_over = true}},
		{"handed over", "pending-fulfillment",
			{OPEN, .is_handed_over = true, .is_held = true}},
		{"never resolved", "unprocessed",
			{.units = 2, .method = "in-house", .is_held = true}},
		{"held", "on-hold", {OPEN, .is_held = true, .problems = 1}},
		{"held and unpaid", "on-hold",
			{.is_processed = true, .units = 1, .is_held = true, .method = ""}},
		{"unpaid", "awaiting-payment",
			{.is_processed = true, .units = 1, .problems = 1, .method = ""}},
		{"a problem", "unresolved", {OPEN, .problems = 1u << OM__P_OUT_OF_STOCK}},
		{"in house", "awaiting-shipment", {OPEN}},
		{"partly shipped stays open", "awaiting-shipment", {OPEN, .shipped = 1}},
		{"partly cancelled stays open", "awaiting-shipment", {OPEN, .cancelled = 1}},
		{"3pl", "awaiting-3pl-export",
			{.is_processed = true, .is_paid = true, .units = 1, .method = "3pl"}},
		{"dropship", "awaiting-dropship",
			{.is_processed = true, .is_paid = true, .units = 1, .method = "dropship"}},
		{"mcf", "awaiting-mcf",
			{.is_processed = true, .is_paid = true, .units = 1, .method = "mcf"}},
		{"no method yet", "awaiting-shipment",
			{.is_processed = true, .is_paid = true, .units = 1, .method = ""}},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++)
		is_str(om__order_status(&rows[i].facts), rows[i].status, "%s", rows[i].what);
}

static void test_problems_of_s2(void)
{
	static const char *const words[] = {"missing-order-info", "missing-product-info",
		"bot-conflict", "bot-failed", "missing-fulfillment-source",
		"missing-vendor-product", "missing-stock-location", "out-of-stock"};

	is_int(OM__P_COUNT, (int)OM_COUNT(words), "as many problems as S2 has");
	for (int i = 0; i < OM__P_COUNT; i++) {
		is_str(om__problem_word((enum om__problem)i), words[i], "problem %d of S2", i + 1);
		is_int(om__problem_find(words[i]), i, "'%s' is found", words[i]);
	}
	is_int(om__problem_find("cancel-requested"), -1, "other words make no order unresolved");
}

static void test_derived_words(void)
{
	static const struct {
		const char *stock, *fulfilled;
		struct om__order_facts facts;
	} rows[] = {
		{"untracked", "none", {.units = 2}},
		{"none", "none", {.units = 2, .shipping_units = 2}},
		{"part", "none", {.units = 2, .shipping_units = 2, .open_allocated = 1}},
		{"full", "none", {.units = 2, .shipping_units = 2, .open_allocated = 2}},
		{"full", "part",
			{.units = 2, .shipping_units = 1, .open_allocated = 1, .shipped = 1}},
		{"full", "full", {.units = 2, .shipped = 2, .goods_shipped = 2}},
		{"full", "full",
			{.units = 2,
				.shipped = 1,
				.cancelled = 1,
				.goods_shipped = 1,
				.goods_cancelled = 1}},
		{"none", "none", {.units = 2, .cancelled = 2, .goods_cancelled = 2}},
		{"untracked", "none", {.units = 2, .cancelled = 1, .goods_cancelled = 1}},
		{"full", "part", {.units = 2, .shipped = 1, .goods_shipped = 1}},
		{"untracked", "full", {.units = 2, .shipped = 2}},
		{"untracked", "none", {.units = 2, .cancelled = 2}},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		is_str(om__order_stock_state(&rows[i].facts), rows[i].stock,
			"stock_state of row %zu", i);
		is_str(om__order_fulfilled(&rows[i].facts), rows[i].fulfilled,
			"fulfilled of row %zu", i);
	}
}

/* S4 as the page has it: address items source pay hold cancel split merge label mark-shipped rma
 * clone. */
static void test_table_of_s4(void)
{
	static const struct {
		const char *status, *deeds;
	} rows[] = {
		{"unresolved", "y y y y y y y y n f n y"},
		{"unprocessed", "y y y y y y y y n f n y"},
		{"awaiting-payment", "y y y y y y y y n w n y"},
		{"awaiting-shipment", "y y y y y y y y y y n y"},
		{"awaiting-3pl-export", "y y y y y y y y n y n y"},
		{"awaiting-dropship", "y y y y y y y y n y n y"},
		{"awaiting-mcf", "y y y y y y y y n n n y"},
		{"awaiting-plan", "n y n n n y n n n n n n"},
		{"pending-fulfillment", "n n h y n h n n n y n y"},
		{"on-hold", "y y y y d y y n n n n y"},
		{"processed-outside", "n n n y n y n n n y . y"},
		{"shipped", "n n n y n n n n . . y y"},
		{"cancelled", "n n n n n n n n n n n y"},
		{"merged", "n n n n n n n . n n n n"},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		for (int deed = 0; deed <= OM__D_CLONE; deed++) {
			char want = rows[i].deeds[2 * deed],
			     got = om__order_allows(rows[i].status, (enum om__deed)deed);

			/* A dot is a deed that needs more than a letter: reprint, add package,
			 * record, undo. */
			if (want == '.')
				ok(got != 'y' || deed == OM__D_RMA, "%s: deed %d is no plain yes",
					rows[i].status, deed);
			else
				ok(got == want, "%s: deed %d is '%c', not '%c'", rows[i].status,
					deed, got, want);
		}
	}
	ok(om__order_allows("shiped", OM__D_PAY) == 'n', "an unknown status allows nothing");
}

/* What stands between is a refusal: by the status, or by whoever has the order. */
static void test_refusals_of_s4(void)
{
	static const struct {
		const char *status;
		enum om__deed deed;
		const char *word, *allow; /* "" where it may be done */
	} rows[] = {
		{"pending-fulfillment", OM__D_CANCEL, "handed-over", NULL},
		{"pending-fulfillment", OM__D_SOURCE, "handed-over", "wrong-state"},
		{"pending-fulfillment", OM__D_CANCEL, "", "handed-over"},
		{"pending-fulfillment", OM__D_PAY, "", NULL},
		{"shipped", OM__D_CANCEL, "wrong-state", "handed-over"},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om om = {.allow = (char *)(uintptr_t)rows[i].allow};
		struct om_err err = {0};

		int rc = om__order_may(&om, "SHOP:1", rows[i].status, rows[i].deed, &err);
		ok((rc < 0) == (rows[i].word[0] != 0), "%s refuses or does not", rows[i].status);
		is_str(err.word, rows[i].word, "what refuses an order that is handed over");
	}
}

int main(void)
{
	test_lines_of_s1();
	test_problems_of_s2();
	test_derived_words();
	test_table_of_s4();
	test_refusals_of_s4();
	return done();
}
