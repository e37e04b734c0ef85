/* om-inventory set, adjust, move, lock, unlock: one record each, and a line that says what it was
 * and is. */
#include "base/text.h"
#include "inventory.h"
#include <inttypes.h>
#include <om/money.h>

#define AT(member) offsetof(struct change_options, member)
#define PLACE \
	{CLI_TEXT, "warehouse", 0, "WAREHOUSE", "where", AT(warehouse), 0, 0, NULL}, \
		{CLI_TEXT, "lot", 0, "LOT", "lot, for products with lots", AT(lot), 0, 0, NULL}, \
	{ \
		CLI_FLAG, "ignore-case", 0, NULL, "take a SKU that differs only in letter case", \
			AT(ignore_case), 0, 0, NULL \
	}
#define LOCATION \
	{ \
		CLI_TEXT, "location", 0, "LOCATION", "place in the warehouse", AT(location), 0, 0, \
			NULL \
	}
#define WHY \
	{CLI_TEXT, "reason", 0, "WORD", "why, one of the setting stock.reasons", AT(reason), 0, 0, \
		NULL}, \
	{ \
		CLI_TEXT, "note", 0, "TEXT", "free text, kept with the movement", AT(note), 0, 0, \
			NULL \
	}
#define REF \
	{CLI_TEXT, "ref", 0, "TEXT", "reference; what was done under it is not done again", \
		AT(ref), 0, 0, NULL}, \
	{ \
		CLI_FLAG, "again", 0, NULL, "do it again although the reference is known", \
			AT(again), 0, 0, NULL \
	}
#define COST \
	{ \
		CLI_TEXT, "unit-cost", 0, "AMOUNT", "cost of each added unit", AT(unit_cost), 0, \
			0, NULL \
	}

const struct cli_option set_options[] = {
	PLACE,
	LOCATION,
	{CLI_TEXT, "if-was", 0, "N", "only if that many are on hand now", AT(if_was_text), 0, 0,
		NULL},
	{CLI_FLAG, "create", 0, NULL, "make the stock record if it is missing", AT(create), 0, 0,
		NULL},
	COST,
	WHY,
	CLI_OPTIONS_END,
};
const struct cli_option adjust_options[] = {PLACE, LOCATION, COST, REF, WHY, CLI_OPTIONS_END};
const struct cli_option move_options[] = {
	PLACE,
	{CLI_TEXT, "from", 0, "LOCATION", "where the units are", AT(from), 0, 0, NULL},
	{CLI_TEXT, "to", 0, "LOCATION", "where they go", AT(to), 0, 0, NULL},
	{CLI_FLAG, "include-locked", 0, NULL, "take locked units too; they stay locked",
		AT(include_locked), 0, 0, NULL},
	{CLI_FLAG, "with-allocations", 0, NULL, "take allocated units too, with their allocations",
		AT(with_allocations), 0, 0, NULL},
	REF,
	WHY,
	CLI_OPTIONS_END,
};
const struct cli_option lock_options[] = {
	PLACE,
	LOCATION,
	{CLI_FLAG, "all", 0, NULL, "as many as are free", AT(all), 0, 0, NULL},
	REF,
	WHY,
	CLI_OPTIONS_END,
};
const struct cli_option unlock_options[] = {
	PLACE,
	LOCATION,
	{CLI_FLAG, "all", 0, NULL, "as many as are locked", AT(all), 0, 0, NULL},
	REF,
	WHY,
	CLI_OPTIONS_END,
};

static int need(const char *option, const char *value, struct om_err *err)
{
	return value ? 0 : om_err_set(err, OM_EINVAL, "missing", "%s is missing", option);
}

static int read_number(const char *what, const char *text, int64_t *ret, struct om_err *err)
{
	int rc = om__int_parse(text, ret, err);

	if (rc < 0)
		om_err_field(err, what, text);
	return rc;
}

/* SKU and N, or with OPTIONAL only SKU. */
static int read_operands(
	struct cli *cli, bool optional, struct om_stock_at *at, int64_t *ret_n, struct om_err *err)
{
	const struct change_options *o = cli->options;
	int want = optional ? 1 : 2;

	if (cli->operand_count > want)
		return om_err_set(err, OM_EINVAL, "usage",
			optional ? "unexpected operand '%s': --all is as many as there are"
				 : "unexpected operand '%s'",
			cli->operands[want]);
	if (cli->operand_count < want)
		return om_err_set(err, OM_EINVAL, "usage", "'%s' needs %s", cli->verb->name,
			optional ? "SKU" : "SKU and N");
	*at = (struct om_stock_at){.sku = cli->operands[0],
		.warehouse = o->warehouse,
		.location = o->location,
		.lot = o->lot,
		.is_made = o->create,
		.ignore_case = o->ignore_case};
	if (need("--warehouse", o->warehouse, err) < 0)
		return err->code;
	return optional ? 0 : read_number("n", cli->operands[1], ret_n, err);
}

static int read_how(const struct cli *cli, struct om_stock_change *how, struct om_err *err)
{
	const struct change_options *o = cli->options;

	*how = (struct om_stock_change){
		.reason = o->reason, .note = o->note, .ref = o->ref, .again = o->again};
	if (!o->unit_cost)
		return 0;
	how->has_cost = true;
	if (om_money_parse(o->unit_cost, true, &how->unit_cost, err) < 0) {
		om_err_field(err, "unit-cost", o->unit_cost);
		return err->code;
	}
	return 0;
}

/* `run 41: ` before what was written, `unchanged: ` before what was not. */
static const char *begin(struct cli *cli, const struct om_stock_result *r)
{
	char *text;

	if (r->is_unchanged)
		return "unchanged: ";
	if (cli->dry_run)
		return "dry run: ";
	text = om__printf(&cli->arena, "run %" PRId64 ": ", om_run_id(cli->om));
	return text ? text : "";
}

/* The change as a row, where a format is asked for. */
static int print_row(
	struct cli *cli, const struct om_stock_result *r, const char *bucket, struct om_err *err)
{
	static const struct cli_column columns[] = {{"sku", OM_T_ID}, {"warehouse", OM_T_REF},
		{"location", OM_T_TEXT}, {"lot", OM_T_ID}, {"bucket", OM_T_WORD},
		{"before", OM_T_INT}, {"after", OM_T_INT}, {"free", OM_T_INT}};
	const struct change_options *o = cli->options;
	const struct om_value row[] = {
		{.type = OM_T_ID, .text = cli->operands[0], .unit = ""},
		{.type = OM_T_REF, .text = r->warehouse, .unit = ""},
		{.type = OM_T_TEXT, .text = r->location, .unit = ""},
		{.type = OM_T_ID, .text = o->lot ? o->lot : "", .is_empty = !o->lot, .unit = ""},
		{.type = OM_T_WORD, .text = bucket, .unit = ""},
		{.type = OM_T_INT, .num = r->before, .text = "", .unit = ""},
		{.type = OM_T_INT, .num = r->after, .text = "", .unit = ""},
		{.type = OM_T_INT, .num = r->free, .text = "", .unit = ""},
	};

	if (!cli->format)
		return 0;
	if (cli_columns(cli, columns, OM_COUNT(columns), err) < 0 ||
		cli_row(cli, row, NULL, err) < 0)
		return err->code;
	return cli_rows_end(cli, err);
}

static int say_on_hand(struct cli *cli, const struct om_stock_result *r, struct om_err *err)
{
	const char *place = om__printf(
		&cli->arena, "%s %s %s on hand", r->warehouse, r->location, cli->operands[0]);

	if (r->is_unchanged)
		cli_say(cli, "%s%s %" PRId64, begin(cli, r), place, r->after);
	else if (r->without_cost)
		cli_say(cli, "%s%s %" PRId64 " -> %" PRId64 "; %s added without cost",
			begin(cli, r), place, r->before, r->after,
			OM_COUNTED(r->without_cost, "unit", "units"));
	else
		cli_say(cli, "%s%s %" PRId64 " -> %" PRId64, begin(cli, r), place, r->before,
			r->after);
	return print_row(cli, r, "on_hand", err);
}

int inventory_set(struct cli *cli, struct om_err *err)
{
	const struct change_options *o = cli->options;
	struct om_stock_at at;
	struct om_stock_change how;
	struct om_stock_result result;
	int64_t n, if_was = -1;

	if (read_operands(cli, false, &at, &n, err) < 0 || read_how(cli, &how, err) < 0)
		return err->code;
	if (n < 0)
		return om_err_set(err, OM_EINVAL, "negative", "on hand cannot be %" PRId64, n);
	if (o->if_was_text && read_number("if-was", o->if_was_text, &if_was, err) < 0)
		return err->code;
	if (om_stock_set(cli->om, &at, n, if_was, &how, &result, err) < 0)
		return err->code;
	return say_on_hand(cli, &result, err);
}

int inventory_adjust(struct cli *cli, struct om_err *err)
{
	struct om_stock_at at;
	struct om_stock_change how;
	struct om_stock_result result;
	int64_t n;

	if (read_operands(cli, false, &at, &n, err) < 0 || read_how(cli, &how, err) < 0)
		return err->code;
	if (om_stock_adjust(cli->om, &at, n, &how, &result, err) < 0)
		return err->code;
	return say_on_hand(cli, &result, err);
}

int inventory_move(struct cli *cli, struct om_err *err)
{
	const struct change_options *o = cli->options;
	struct om_stock_at at;
	struct om_stock_change how;
	struct om_stock_carry carry = {.to_location = o->to,
		.include_locked = o->include_locked,
		.with_allocations = o->with_allocations};
	struct om_stock_result r;
	int64_t n;

	if (read_operands(cli, false, &at, &n, err) < 0 || read_how(cli, &how, err) < 0 ||
		need("--from", o->from, err) < 0 || need("--to", o->to, err) < 0)
		return err->code;
	if (n < 1)
		return om_err_set(err, OM_EINVAL, "not-integer", "'%s' is not 1 or more units",
			cli->operands[1]);
	at.location = o->from;
	carry.quantity = n;
	if (om_stock_move(cli->om, &at, &carry, &how, &r, err) < 0)
		return err->code;
	if (r.is_unchanged)
		cli_say(cli, "unchanged: %s %s %s on hand %" PRId64, r.warehouse, r.location,
			at.sku, r.after);
	else
		cli_say(cli,
			"%s%s %s %" PRId64 " from %s to %s; %s on hand %" PRId64 " -> %" PRId64,
			begin(cli, &r), r.warehouse, at.sku, n, r.location, o->to, r.location,
			r.before, r.after);
	return print_row(cli, &r, "on_hand", err);
}

static int change_lock(struct cli *cli, int sign, struct om_err *err)
{
	const struct change_options *o = cli->options;
	struct om_stock_at at;
	struct om_stock_change how;
	struct om_stock_result r;
	int64_t n = 1;

	if (read_operands(cli, o->all, &at, &n, err) < 0 || read_how(cli, &how, err) < 0)
		return err->code;
	if (n < 1)
		return om_err_set(err, OM_EINVAL, "not-integer", "'%s' is not 1 or more units",
			cli->operands[1]);
	if (om_stock_lock(cli->om, &at, sign * n, o->all, &how, &r, err) < 0)
		return err->code;
	if (r.is_unchanged)
		cli_say(cli, "unchanged: %s %s %s locked %" PRId64 ", free %" PRId64, r.warehouse,
			r.location, at.sku, r.after, r.free);
	else
		cli_say(cli, "%s%s %s %s locked %" PRId64 " -> %" PRId64 ", free %" PRId64,
			begin(cli, &r), r.warehouse, r.location, at.sku, r.before, r.after, r.free);
	return print_row(cli, &r, "locked", err);
}

int inventory_lock(struct cli *cli, struct om_err *err)
{
	return change_lock(cli, 1, err);
}

int inventory_unlock(struct cli *cli, struct om_err *err)
{
	return change_lock(cli, -1, err);
}
