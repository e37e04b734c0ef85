/* om-order customer: who buys; made and edited by hand, and merged where one person is two. */
#include "base/text.h"
#include "order.h"
#include <om/admin.h>

#define AT(member) offsetof(struct customer_options, member)

#define LISTS \
	{CLI_TEXTS, "email", 0, "ADDRESS", "an e-mail, the main one first; once an address", \
		AT(email), 0, 0, NULL}, \
	{ \
		CLI_TEXTS, "phone", 0, "NUMBER", "a phone, the main one first; once a number", \
			AT(phone), 0, 0, NULL \
	}

const struct cli_option customer_options[] = {
	LISTS,
	CLI_OPTIONS_END,
};

const struct cli_option customer_edit_options[] = {
	LISTS,
	{CLI_FLAG, "scrub", 0, NULL,
		"erase the personal data of customers and of their orders, for ever",
		offsetof(struct customer_edit_options, scrub), 0, 0, NULL},
	CLI_OPTIONS_END,
};

const struct cli_section customer_sections[] = {
	{"Orders", om_order_noun, "customer_id = %s",
		"order_id,channel,order_number,order_date,order_total,units,status"},
	{"History", om_history_noun, "entity = customer and entity_id = %s",
		"at,actor,field,old_value,new_value"},
	{0},
};

/* What was given once a member becomes the column of the list. */
static int add_list(
	struct cli *cli, const char *column, const struct cli_texts *texts, struct om_err *err)
{
	struct om_set set = {.members = OM_NEWN(&cli->arena, char *, texts->count + 1)};
	struct om_assign *list = OM_NEWN(&cli->arena, struct om_assign, cli->assign_count + 1);
	char *value;

	if (!texts->count)
		return 0;
	if (!set.members || !list)
		return om__nomem(err);
	for (int i = 0; i < texts->count; i++)
		if (!(set.members[set.count++] = om__strdup(&cli->arena, texts->items[i])))
			return om__nomem(err);
	value = om__set_join(&cli->arena, &set);
	if (!value)
		return om__nomem(err);
	if (cli->assign_count)
		memcpy(list, cli->assigns, sizeof(*list) * (size_t)cli->assign_count);
	list[cli->assign_count++] = (struct om_assign){column, value};
	cli->assigns = list;
	return 0;
}

static int add_lists(struct cli *cli, struct om_err *err)
{
	const struct customer_options *o = cli->options;
	int rc = add_list(cli, "emails", &o->email, err);

	return rc < 0 ? rc : add_list(cli, "phones", &o->phone, err);
}

int customer_create(struct cli *cli, struct om_err *err)
{
	return add_lists(cli, err) < 0 ? err->code : cli_create(cli, err);
}

int customer_edit(struct cli *cli, struct om_err *err)
{
	const struct customer_edit_options *o = cli->options;

	if (add_lists(cli, err) < 0)
		return err->code;
	if (!o->scrub)
		return cli_edit(cli, err);
	if (cli->assign_count)
		return om_err_set(
			err, OM_EINVAL, "usage", "--scrub erases, and changes nothing else");
	cli->is_final = true;
	return cli_act(cli, om_customer_scrub, NULL, "erased", err);
}

int customer_label(struct cli *cli, struct om_err *err)
{
	struct om_label label;
	int rc = label_read(cli, &label, err);

	return rc < 0 ? rc : cli_act(cli, om_customer_label, &label, "labelled", err);
}

static const char *plural(int64_t n)
{
	return n == 1 ? "" : "s";
}

/* "customer 5: 3 orders, 2 e-mails; 9 merged" */
static void say_merged(struct cli *cli, const int64_t *ids, size_t count, const struct om_merged *m)
{
	const char *others = "";

	for (size_t i = 1; others && i < count; i++)
		others = om__printf(
			&cli->arena, "%s%s%lld", others, i > 1 ? ", " : "", (long long)ids[i]);
	if (others)
		cli_say(cli, "customer %lld: %lld order%s, %lld e-mail%s; %s merged",
			(long long)ids[0], (long long)m->orders, plural(m->orders),
			(long long)m->emails, plural(m->emails), others);
}

int customer_merge(struct cli *cli, struct om_err *err)
{
	struct om_merged merged;
	int64_t *ids = OM_NEWN(&cli->arena, int64_t, cli->operand_count + 1);
	size_t count = (size_t)cli->operand_count;

	if (!ids)
		return om__nomem(err);
	for (size_t i = 0; i < count; i++)
		if (om_find(cli->om, om_customer_noun(), cli->operands[i], &ids[i], err) < 0)
			return err->code;
	if (om_customers_merge(cli->om, ids[0], ids + 1, count - 1, &merged, err) < 0)
		return err->code;
	if (merged.customers)
		say_merged(cli, ids, count, &merged);
	else
		cli_say(cli, "customer %lld: unchanged", (long long)ids[0]);
	return 0;
}
