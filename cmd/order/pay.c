/* om-order pay: books payments (orders.md R5). */
#include "order.h"
#include <om/money.h>

#define AT(member) offsetof(struct pay_options, member)

const struct cli_option pay_options[] = {
	{CLI_TEXT, "amount", 0, "AMOUNT", "what was paid; else what is missing", AT(amount), 0, 0,
		NULL},
	{CLI_TEXT, "currency", 0, "CODE", "currency of the amount, which must be the order's",
		AT(currency), 0, 0, NULL},
	{CLI_TEXT, "date", 0, "TIME", "when; else now", AT(date), 0, 0, NULL},
	{CLI_TEXT, "type", 0, "TEXT", "card, invoice and the like", AT(type), 0, 0, NULL},
	{CLI_FLAG, "accept-partial", 0, NULL, "count it as paid although some is missing",
		AT(accept_partial), 0, 0, NULL},
	CLI_OPTIONS_END,
};

static const char *describe(
	struct cli *cli, const struct om_acted *acted, const struct om_value *row)
{
	char missing[OM_MONEY_TEXT], total[OM_MONEY_TEXT];

	if (row[2].num)
		return acted->message;
	om_money_print(row[0].num - row[1].num, row[0].unit, missing);
	om_money_print(row[0].num, row[0].unit, total);
	return om__printf(&cli->arena, "%s, %s of %s missing", acted->message, missing, total);
}

/* "awaiting-payment, 17.60 of 27.60 missing" */
static const char *say_missing(struct cli *cli, const struct om_acted *acted, struct om_err *err)
{
	struct om_query_spec spec = {.noun = om_order_noun(),
		.keys = &acted->order_id,
		.key_count = 1,
		.has_keys = true,
		.columns = "order_total,amount_paid,is_paid"};
	struct om_query *query = NULL;
	const char *text = NULL;
	const struct om_value *row;

	if (om_query_open(cli->om, &spec, &query, err) == 0 && om_query_next(query, &row, err) > 0)
		text = describe(cli, acted, row);
	om_query_close(query);
	return text;
}

int order_pay(struct cli *cli, struct om_err *err)
{
	const struct pay_options *o = cli->options;
	struct om_pay pay = {.currency = o->currency,
		.type = o->type,
		.accept_partial = o->accept_partial,
		.has_amount = o->amount != NULL,
		.written = o->amount};

	if (o->amount && om_money_parse(o->amount, true, &pay.amount, err) < 0) {
		om_err_at(err, "--amount", 0, 0);
		return err->code;
	}
	if (o->date && order_time(cli, "--date", o->date, &pay.date, err) < 0)
		return err->code;
	return order_act(cli, om_order_pay, &pay, say_missing, err);
}
