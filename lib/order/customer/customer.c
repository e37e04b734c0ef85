/* Customers of orders that come in (orders.md R10.7): by the channel's name for the buyer, else by
 * e-mail, else a new one; never by name, for two people may share one.
 *
 * What was found or made of late is kept as a hash of its key.  While nobody else makes customers,
 * there were none at the start and nothing was forgotten yet, what is not kept does not exist and
 * is not asked for. */
#include "base/text.h"
#include "core/core.h"
#include "order/customer/customer.h"
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

/* What the customer is known by, hashed; 0 for nothing. */
struct keys {
	int64_t buyer, email;
	char *email_key;
};

static int make_keys(
	struct om__intake *in, const struct om__draft *d, struct keys *ret, struct om_err *err)
{
	char *text;

	*ret = (struct keys){.email_key = om__email_key(in->imp->chunk, d->customer_email)};
	if (!ret->email_key)
		return om__nomem(err);
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

/* The main address is where the bill goes, else where the goods go. */
static void put_address(struct om__customer *c, const struct om__draft *d)
{
	const struct om__order *o = &d->order;
	bool has_bill = *d->bill.address1 || *d->bill.city || *d->bill.zip;

	c->address1 = has_bill ? d->bill.address1 : o->ship_address1;
	c->address2 = has_bill ? d->bill.address2 : o->ship_address2;
	c->address3 = has_bill ? d->bill.address3 : o->ship_address3;
	c->city = has_bill ? d->bill.city : o->ship_city;
	c->state = has_bill ? d->bill.state : o->ship_state;
	c->zip = has_bill ? d->bill.zip : o->ship_zip;
	c->country = has_bill ? d->bill.country : o->ship_country;
}

static int make(struct om__intake *in, const struct om__draft *d, const struct keys *k,
	int64_t *ret, struct om_err *err)
{
	const struct om__order *o = &d->order;
	struct om__customer row = {.channel_id = o->channel_id,
		.has_channel_id = true,
		.created_at = o->created_at,
		.modified_at = o->created_at,
		.name = d->customer_name,
		.company = *d->bill.company ? d->bill.company : o->ship_company,
		.email = d->customer_email,
		.email_key = k->email_key,
		.phone = *d->bill.phone ? d->bill.phone : o->ship_phone,
		.buyer_id = o->buyer_id,
		.notes = "",
		.is_active = true};
	int rc = om__run(in->imp->om, &row.created_run, err);

	put_address(&row, d);
	if (rc == 0)
		rc = om__block_take(in->imp, &in->customers, 1, &row.customer_id, err);
	if (rc == 0)
		rc = om__bulk(in->imp->om, OM__SQL_customer_insert, om__customer_kind.map,
			om__customer_stored, &in->insert_customer, err);
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
