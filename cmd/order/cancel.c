/* om-order cancel and restore (orders.md R17). */
#include "order.h"

#define AT(member) offsetof(struct cancel_options, member)

const struct cli_option cancel_options[] = {
	{CLI_CHOICE, "reason", 0, "REASON",
		"why: no-inventory, shipping-address-undeliverable, customer-exchange, "
		"buyer-cancelled, buyer-has-not-paid, general-adjustment, "
		"carrier-credit-decision, risk-assessment-information-not-valid, customer-return, "
		"merchandise-not-received, or other, which needs --text",
		AT(reason), 0, 0, OM_CANCEL_REASONS},
	{CLI_TEXT, "text", 0, "TEXT", "the reason in words", AT(text), 0, 0, NULL},
	CLI_OPTIONS_END,
};

int order_cancel(struct cli *cli, struct om_err *err)
{
	const struct cancel_options *o = cli->options;
	const struct om_cancel cancel = {.reason = o->reason, .text = o->text};

	return order_act(cli, om_order_cancel, &cancel, NULL, err);
}

int order_restore(struct cli *cli, struct om_err *err)
{
	return order_act(cli, om_order_restore, NULL, NULL, err);
}
