/* Customers of orders that come in (orders.md R10.7): by the channel's name for the buyer, else by
 * e-mail, else a new one; never by name, for two people may share one.
 *
 * What was found or made of late is kept as a hash of its key.  While nobody else makes customers,
 * there were none at the start and nothing was forgotten yet, what is not kept does not exist and
 * is not asked for. */
#include "base/text.h"
#include "core/core.h"
#include "order/intake.h"

#define KEPT_MOST 65536 /* keys, so that memory does not grow with the orders */

/* Marketplaces write to buyers through addresses of their own, a new one an order. */
static const char *const relays[] = {
	"@marketplace.amazon.",
	"@members.ebay.",
	"@relay.walmart.",
	"@order.newegg.",
	"@orders.etsy.",
	"@privaterelay.appleid.",
};

bool om__is_relay(const char *email_key)
{
	const char *at = strrchr(email_key, '@');

	for (size_t i = 0; at && i < OM_COUNT(relays); i++)
		if (!strncmp(at, relays[i], strlen(relays[i])))
			return true;
	return false;
}

struct customer_row {
	int64_t customer_id, channel_id, created_at, created_run;
	bool has_channel_id;
	const char *name, *company, *email, *email_key, *phone, *buyer_id;
};
static const struct om__bindmap customer_map[] = {
	OM__MAP_I(customer_row, customer_id),
	OM__MAP_V(customer_row, channel_id),
	OM__MAP_I(customer_row, created_at),
	OM__MAP_I(customer_row, created_run),
	OM__MAP_S(customer_row, name),
	OM__MAP_S(customer_row, company),
	OM__MAP_S(customer_row, email),
	OM__MAP_S(customer_row, email_key),
	OM__MAP_S(customer_row, phone),
	OM__MAP_S(customer_row, buyer_id),
};

/* What the customer is known by, hashed; 0 for nothing. */
struct keys {
	int64_t buyer, email;
	char *email_key;
};

static int make_keys(
	struct om__intake *in, const struct om__draft *d, struct keys *ret, struct om_err *err)
{
	char *text;

	*ret = (struct keys){.email_key = om__fold(in->imp->chunk, d->customer_email)};
	if (!ret->email_key)
		return om__nomem(err);
	if (om__is_relay(ret->email_key))
		ret->email_key[0] = '\0';
	if (*ret->email_key)
		ret->email = (int64_t)om__hash(ret->email_key, strlen(ret->email_key));
	if (!*d->order.buyer_id)
		return 0;
	text = om__printf(
		in->imp->chunk, "%lld\x01%s", (long long)d->order.channel_id, d->order.buyer_id);
	if (!text)
		return om__nomem(err);
	ret->buyer = (int64_t)om__hash(text, strlen(text));
	return 0;
}

static bool is_kept(const struct om__intake *in, const struct keys *k, int64_t *ret)
{
	if (k->buyer && om__imap_get(&in->buyers, k->buyer, ret))
		return true;
	return k->email && om__imap_get(&in->buyers, k->email, ret);
}

static int keep(struct om__intake *in, const struct keys *k, int64_t id, struct om_err *err)
{
	int rc = 0;

	if (in->buyers.len >= KEPT_MOST) {
		om__imap_release(&in->buyers);
		in->had_customers = true;
	}
	if (k->buyer)
		rc = om__imap_put(&in->buyers, k->buyer, id, err);
	if (rc == 0 && k->email)
		rc = om__imap_put(&in->buyers, k->email, id, err);
	return rc;
}

static int look_up(struct om__intake *in, const struct om__draft *d, const struct keys *k,
	int64_t *ret, struct om_err *err)
{
	int rc = 0;

	if (!in->had_customers && in->customers.is_alone)
		return 0;
	if (k->buyer)
		rc = om__get_int(in->imp->om, OM__SQL_customer_by_buyer,
			OM__ARGS(OM__I("channel_id", d->order.channel_id),
				OM__S("buyer_id", d->order.buyer_id)),
			ret, err);
	if (rc == 0 && k->email)
		rc = om__get_int(in->imp->om, OM__SQL_customer_by_email,
			OM__ARGS(OM__S("email_key", k->email_key)), ret, err);
	return rc;
}

static int make(struct om__intake *in, const struct om__draft *d, const struct keys *k,
	int64_t *ret, struct om_err *err)
{
	const struct om__order *o = &d->order;
	struct customer_row row = {.channel_id = o->channel_id,
		.has_channel_id = true,
		.created_at = o->created_at,
		.name = d->customer_name,
		.company = *d->bill.company ? d->bill.company : o->ship_company,
		.email = d->customer_email,
		.email_key = k->email_key,
		.phone = *d->bill.phone ? d->bill.phone : o->ship_phone,
		.buyer_id = o->buyer_id};
	int rc = om__run(in->imp->om, &row.created_run, err);

	if (rc == 0)
		rc = om__block_take(in->imp, &in->customers, 1, &row.customer_id, err);
	if (rc == 0)
		rc = om__bulk(in->imp->om, OM__SQL_customer_insert, customer_map,
			OM_COUNT(customer_map), &in->insert_customer, err);
	if (rc == 0)
		rc = om__bulk_put(in->insert_customer, &row, err);
	*ret = row.customer_id;
	return rc < 0 ? rc : 0;
}

int om__customer_find(
	struct om__intake *in, const struct om__draft *d, int64_t *ret_id, struct om_err *err)
{
	struct keys k;
	int rc = make_keys(in, d, &k, err);

	*ret_id = 0;
	if (rc < 0 || (!k.buyer && !k.email && !*d->customer_name && !*d->customer_email))
		return rc;
	if (is_kept(in, &k, ret_id))
		return 0;
	/* The block is taken first: it tells whether somebody else makes customers too. */
	rc = om__block_take(in->imp, &in->customers, 0, ret_id, err);
	if (rc == 0)
		rc = look_up(in, d, &k, ret_id, err);
	if (rc == 0)
		rc = make(in, d, &k, ret_id, err);
	return rc < 0 ? rc : keep(in, &k, *ret_id, err);
}
