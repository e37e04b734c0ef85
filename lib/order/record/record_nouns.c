/* What hangs on orders, as lists: their problems, holds and allocations.  None of them is written
 * by hand. */
#include "order/intake.h"

#define LIST OM_F_LIST
#define RO OM_F_READONLY
#define KEY(noun, col, text) \
	{ \
		.name = #col, .type = OM_T_INT, .flags = RO | LIST | OM_F_KEY, \
		.sql = OM__F_##noun##_##col, .help = text \
	}
#define FIELD(noun, col, of, more, text) \
	{ \
		.name = #col, .type = of, .flags = RO | (more), .sql = OM__F_##noun##_##col, \
		.help = text \
	}

static const struct om_field problem_fields[] = {
	KEY(order_problem, order_problem_id, "its key"),
	FIELD(order_problem, order_id, OM_T_INT, 0, "key of the order"),
	FIELD(order_problem, order, OM_T_ID, LIST, "the order as CHANNEL:NUMBER"),
	FIELD(order_problem, code, OM_T_WORD, LIST, "what is wrong"),
	FIELD(order_problem, detail, OM_T_TEXT, LIST, "what exactly"),
	FIELD(order_problem, opened_at, OM_T_TIME, LIST, "since when"),
	FIELD(order_problem, is_open, OM_T_BOOL, LIST, "no: it was cleared"),
};

const struct om_noun om__order_problem_noun = {
	.name = "problem",
	.plural = "problems",
	.fields = problem_fields,
	.field_count = OM_COUNT(problem_fields),
	.from = OM__F_order_problem_from,
	.key = OM__F_order_problem_order_problem_id,
	.ids = OM__F_order_problem_ids,
	.summary = "code",
};

static const struct om_field hold_fields[] = {
	KEY(hold, hold_id, "its key"),
	FIELD(hold, order_id, OM_T_INT, 0, "key of the order"),
	FIELD(hold, order, OM_T_ID, LIST, "the order as CHANNEL:NUMBER"),
	FIELD(hold, kind, OM_T_WORD, LIST, "user, bot, pre-order, cancel-pending"),
	FIELD(hold, hold_until, OM_T_TIME, LIST, "its end; empty: open-ended"),
	FIELD(hold, stock_released, OM_T_BOOL, LIST, "its units were freed"),
	FIELD(hold, note, OM_T_TEXT, LIST, "why"),
	FIELD(hold, opened_at, OM_T_TIME, LIST, "since when"),
	FIELD(hold, is_open, OM_T_BOOL, LIST, "no: it was cleared"),
};

const struct om_noun om__hold_noun = {
	.name = "hold",
	.plural = "holds",
	.fields = hold_fields,
	.field_count = OM_COUNT(hold_fields),
	.from = OM__F_hold_from,
	.key = OM__F_hold_hold_id,
	.ids = OM__F_hold_ids,
	.summary = "kind",
};

static const struct om_field allocation_fields[] = {
	KEY(allocation, allocation_id, "its key"),
	FIELD(allocation, order_id, OM_T_INT, 0, "key of the order"),
	FIELD(allocation, order, OM_T_ID, LIST, "the order as CHANNEL:NUMBER"),
	FIELD(allocation, line_no, OM_T_INT, LIST, "number of the line"),
	FIELD(allocation, sku, OM_T_ID, LIST, "master SKU of the units"),
	FIELD(allocation, warehouse, OM_T_REF, LIST, "where they lie"),
	FIELD(allocation, location, OM_T_TEXT, LIST, "where they lie"),
	FIELD(allocation, lot, OM_T_ID, LIST, "their lot"),
	FIELD(allocation, quantity, OM_T_INT, LIST, "units kept"),
	FIELD(allocation, oversold, OM_T_INT, LIST, "of these, promised beyond what is there"),
	FIELD(allocation, is_firm, OM_T_BOOL, LIST, "handed over, labelled or picked"),
	FIELD(allocation, is_open, OM_T_BOOL, 0, "no: released or shipped"),
};

static const struct om_noun allocation_noun = {
	.name = "allocation",
	.plural = "allocations",
	.fields = allocation_fields,
	.field_count = OM_COUNT(allocation_fields),
	.from = OM__F_allocation_from,
	.key = OM__F_allocation_allocation_id,
	.ids = OM__F_allocation_ids,
	.exts = om__allocation_exts,
	.summary = "warehouse",
};

const struct om_noun *om_order_problem_noun(void)
{
	return &om__order_problem_noun;
}

const struct om_noun *om_hold_noun(void)
{
	return &om__hold_noun;
}

const struct om_noun *om_allocation_noun(void)
{
	return &allocation_noun;
}
