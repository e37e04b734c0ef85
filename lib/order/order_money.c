/* The amounts of an order (orders.md R9): what each line comes to, what adds up, and what the
 * source says it should.
 *
 * Every amount that counts is rounded half up to the currency's minor unit before it is added, so
 * that the parts of a total are the amounts that people see.  A unit price keeps its four decimals.
 * Nothing overflows in silence. */
#include "order/intake.h"
#include <om/money.h>

struct sums {
	struct om__intake *in;
	struct om_unit *unit;
	const char *currency;
	int64_t step; /* the minor unit */
	bool is_over;
};

/* Files are mostly of one currency: its step is looked up once. */
static int64_t minor(struct om__intake *in, const char *currency)
{
	int64_t step = OM_MONEY_ONE;

	if (in->step && !strncmp(in->step_of, currency, sizeof(in->step_of)))
		return in->step;
	for (int i = 0, digits = om_currency_digits(currency); i < digits && step > 1; i++)
		step /= 10;
	in->step = step;
	memcpy(in->step_of, currency, strnlen(currency, 3) + 1);
	return step;
}

static int64_t rounded(const struct sums *s, int64_t amount)
{
	return amount % s->step ? om_money_round(amount, s->currency) : amount;
}

static void add(struct sums *s, int64_t *sum, int64_t amount)
{
	if (__builtin_add_overflow(*sum, amount, sum))
		s->is_over = true;
}

static int64_t amount(const struct sums *s, const struct om_row *row, int cell)
{
	return rounded(s, om__cell_num(row, cell, 0));
}

/* ---- lines ---- */

static void report(struct sums *s, const struct om_row *row, const char *field, const char *word,
	const char *fmt, const char *a, const char *b)
{
	om__import_error(s->in->imp, s->unit, row, field, OM_EINVAL, word, fmt, a, b);
}

/* A cell that could not be read has been reported already. */
static bool is_bad_cell(const struct om_row *row, int cell)
{
	return row->cells[cell]->state == OM_CELL_EMPTY && row->cells[cell]->raw &&
		*row->cells[cell]->raw;
}

/* The line's total: as stated, else unit price times quantity; a stated one gives the unit price,
 * unless both agree. */
static void price_line(struct sums *s, const struct om_row *row, struct om__order_line *l)
{
	bool has_price = om__cell_has(row, LINE_CELL(L_UNIT_PRICE)),
	     has_total = om__cell_has(row, LINE_CELL(L_LINE_TOTAL));
	char a[OM_MONEY_TEXT], b[OM_MONEY_TEXT];
	struct om_err e;
	int64_t computed = 0, product;

	om_err_clear(&e);
	l->unit_price = om__cell_num(row, LINE_CELL(L_UNIT_PRICE), 0);
	if (!has_price && !has_total) {
		if (!is_bad_cell(row, LINE_CELL(L_UNIT_PRICE)) &&
			!is_bad_cell(row, LINE_CELL(L_LINE_TOTAL)))
			report(s, row, "unit_price", "missing",
				"unit_price and line_total are both missing%s%s", "", "");
		return;
	}
	if (l->quantity < 1)
		return;
	if (has_price &&
		(__builtin_mul_overflow(l->unit_price, l->quantity, &computed) ||
			computed % s->step) &&
		om_money_extend(l->unit_price, l->quantity, s->currency, &computed, &e) < 0) {
		om__import_fail(s->in->imp, s->unit, row, "unit_price", &e);
		return;
	}
	l->line_total = has_total ? amount(s, row, LINE_CELL(L_LINE_TOTAL)) : computed;
	if (has_total && !has_price)
		l->unit_price = l->line_total / l->quantity;
	else if (has_total && computed != l->line_total &&
		l->unit_price != l->line_total / l->quantity)
		report(s, row, "line_total", "differs", "'%s' is not unit_price x quantity, %s",
			om_money_print(l->line_total, s->currency, a),
			om_money_print(computed, s->currency, b));
	if (__builtin_mul_overflow(l->unit_price, l->quantity, &product))
		s->is_over = true;
	else
		l->rounding = l->line_total - product;
}

/* An amount with another currency's sign is another amount. */
static void check_signs(struct sums *s, const struct om_row *row, const struct om_noun *noun,
	const int *ids, int count)
{
	int first = noun == s->in->imp->importer->child ? LINE_CELL(0) : 0;

	for (int i = 0; i < count; i++)
		if (!om__cell_fits(row, first + ids[i], s->currency))
			report(s, row, noun->fields[ids[i]].name, "currency-differs",
				"'%s' is not in %s", row->cells[first + ids[i]]->raw, s->currency);
}

static void warn_discount(struct sums *s, const struct om_row *row, const struct om__order_line *l)
{
	char a[OM_MONEY_TEXT], b[OM_MONEY_TEXT];

	if (l->line_discount > l->line_total)
		om__import_warn(s->in->imp, s->unit, row, "line_discount", "discount-too-big",
			"'%s' is above the line's %s",
			om_money_print(l->line_discount, s->currency, a),
			om_money_print(l->line_total, s->currency, b));
}

/* ---- the order ---- */

/* An order's amount that may stand on its lines instead: both is one too many. */
static int64_t order_amount(struct sums *s, int field, int line_field)
{
	const struct om_noun *noun = s->in->imp->importer->noun,
			     *child = s->in->imp->importer->child;
	const struct om_row *rows = s->unit->rows;
	int64_t sum = amount(s, rows, field);
	bool is_told = false;

	for (int i = 0; i < s->unit->count; i++) {
		if (!om__cell_has(&rows[i], LINE_CELL(line_field)))
			continue;
		if (om__cell_has(rows, field) && !is_told) {
			report(s, &rows[i], child->fields[line_field].name, "conflicting-columns",
				"%s and %s are both filled", noun->fields[field].name,
				child->fields[line_field].name);
			is_told = true;
		}
		add(s, &sum, amount(s, &rows[i], LINE_CELL(line_field)));
	}
	return sum;
}

static void state_total(struct sums *s, bool warn, struct om__order *o, int64_t computed)
{
	const struct om_row *row = &s->unit->rows[0];
	char a[OM_MONEY_TEXT], b[OM_MONEY_TEXT];

	o->order_total = computed;
	if (om__cell_has(row, O_ORDER_TOTAL)) {
		o->order_total = amount(s, row, O_ORDER_TOTAL);
		if (__builtin_sub_overflow(o->order_total, computed, &o->total_diff))
			s->is_over = true;
	} else if (computed < 0) {
		report(s, row, "order_total", "negative", "'%s' is below 0%s",
			om_money_print(computed, s->currency, a), "");
	}
	if (warn && (o->total_diff > s->step || o->total_diff < -s->step))
		om__import_warn(s->in->imp, s->unit, row, "order_total", "total-differs",
			"'%s' is stated, the parts make %s",
			om_money_print(o->order_total, s->currency, a),
			om_money_print(computed, s->currency, b));
}

/* Paid are orders with a payment date, those paid in full, those of nothing, and all with --paid
 * (R5.2, R10.8). */
static void state_payment(struct sums *s, struct om__order *o)
{
	const struct om_row *row = &s->unit->rows[0];
	bool has_paid = om__cell_has(row, O_AMOUNT_PAID);
	int64_t due;

	o->refunded_amount = amount(s, row, O_REFUNDED_AMOUNT);
	o->amount_paid = amount(s, row, O_AMOUNT_PAID);
	due = o->order_total - o->refunded_amount;
	if (!o->has_payment_date &&
		(s->in->is_paid || !o->order_total ||
			(has_paid && o->amount_paid && o->amount_paid >= due))) {
		o->has_payment_date = true;
		o->payment_date = o->order_date;
	}
	if (o->has_payment_date && !has_paid)
		o->amount_paid = due > 0 ? due : 0;
}

void om__draft_money(struct om__intake *in, struct om_unit *unit, bool warn, struct om__draft *d)
{
	static const int amounts[] = {O_SHIPPING_PAID, O_ORDER_DISCOUNT, O_OTHER_COST, O_ORDER_TAX,
		O_ORDER_TOTAL, O_AMOUNT_PAID, O_REFUNDED_AMOUNT, O_INSURED_VALUE};
	static const int of_line[] = {L_UNIT_PRICE, L_LINE_TOTAL, L_LINE_TAX, L_LINE_DISCOUNT,
		L_MARKETPLACE_TAX, L_LINE_SHIPPING, L_LINE_OTHER, L_LINE_ORDER_TAX};
	struct om__order *o = &d->order;
	struct sums s = {
		.in = in, .unit = unit, .currency = o->currency, .step = minor(in, o->currency)};
	int64_t computed;

	check_signs(&s, unit->rows, in->imp->importer->noun, amounts, OM_COUNT(amounts));

	for (int i = 0; i < d->line_count; i++) {
		struct om__order_line *l = &d->lines[i];
		const struct om_row *row = &unit->rows[i];

		check_signs(&s, row, in->imp->importer->child, of_line, OM_COUNT(of_line));
		price_line(&s, row, l);
		l->line_tax = amount(&s, row, LINE_CELL(L_LINE_TAX));
		l->line_discount = amount(&s, row, LINE_CELL(L_LINE_DISCOUNT));
		l->marketplace_tax = amount(&s, row, LINE_CELL(L_MARKETPLACE_TAX));
		add(&s, &o->item_total, l->line_total);
		add(&s, &o->discount_total, l->line_discount);
		add(&s, &o->tax_total, l->line_tax);
		if (warn)
			warn_discount(&s, row, l);
	}
	o->order_discount = amount(&s, unit->rows, O_ORDER_DISCOUNT);
	o->shipping_paid = order_amount(&s, O_SHIPPING_PAID, L_LINE_SHIPPING);
	o->other_cost = order_amount(&s, O_OTHER_COST, L_LINE_OTHER);
	o->order_tax = order_amount(&s, O_ORDER_TAX, L_LINE_ORDER_TAX);
	add(&s, &o->discount_total, o->order_discount);
	add(&s, &o->tax_total, o->order_tax);
	computed = o->item_total;
	add(&s, &computed, -o->discount_total);
	add(&s, &computed, o->shipping_paid);
	add(&s, &computed, o->other_cost);
	if (!o->prices_include_tax)
		add(&s, &computed, o->tax_total);
	if (unit->is_bad)
		return;
	if (!s.is_over)
		state_total(&s, warn, o, computed);
	if (s.is_over)
		report(&s, unit->rows, "order_total", "out-of-range",
			"the amounts are more than can be counted%s%s", "", "");
	else
		state_payment(&s, o);
}
