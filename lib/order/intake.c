/* Storing an order that passed its checks (orders.md R10.1): the order, its customer, lines,
 * addresses, tags and hold.
 *
 * Every row goes through a prepared bulk insert with ids out of blocks; nothing is read but what
 * could not be known before.  The one number that decides whether the order is new is unique in the
 * database: an insert that leaves no row says that another process was first. */
#include "base/text.h"
#include "catalog/lookup.h"
#include "core/core.h"
#include "core/work.h"
#include "order/intake.h"
#include "order/label.h"

/* ---- ids ---- */

#define BLOCK 512

int om__block_open(struct om *om, struct om__id_block *b, const char *table, struct om_err *err)
{
	int rc;

	*b = (struct om__id_block){.table = table, .expected = 1, .is_alone = true};
	rc = om__get_int(
		om, OM__SQL_intake_next_id, OM__ARGS(OM__S("name", table)), &b->expected, err);
	return rc < 0 ? rc : 0;
}

int om__block_take(struct om_import *imp, struct om__id_block *b, int64_t n, int64_t *ret_first,
	struct om_err *err)
{
	int64_t size = imp->is_file && n < BLOCK ? BLOCK : n ? n : 1;

	if (b->left < (n ? n : 1)) {
		int rc = om__ids(imp->om, b->table, size, &b->next, err);

		if (rc < 0)
			return rc;
		b->is_alone = b->is_alone && b->next == b->expected;
		b->expected = b->next + size;
		b->left = size;
	}
	*ret_first = b->next;
	b->next += n;
	b->left -= n;
	return 0;
}

void om__block_forget(struct om__id_block *b)
{
	b->left = 0;
	b->is_alone = false;
}

/* ---- rows ---- */

static const struct om__bindmap line_map[] = {
#define I(m) OM__MAP_I(om__order_line, m)
#define S(m) OM__MAP_S(om__order_line, m)
	I(order_line_id),
	I(order_id),
	I(line_no),
	S(listing_sku),
	S(item_name),
	OM__MAP_V(om__order_line, product_id),
	I(quantity),
	I(unit_price),
	I(line_total),
	I(rounding),
	I(line_tax),
	I(line_discount),
	I(marketplace_tax),
	I(quantity_cancelled),
	I(quantity_short),
	OM__MAP_F(om__order_line, ships),
	S(item_notes),
	S(po_line_number),
	S(fba_sku),
	S(channel_line_id),
#undef I
#undef S
};

static const struct om__bindmap address_map[] = {
#define S(m) OM__MAP_S(om__address, m)
	OM__MAP_I(om__address, order_id),
	S(kind),
	S(name),
	S(company),
	S(address1),
	S(address2),
	S(address3),
	S(city),
	S(state),
	S(zip),
	S(country),
	S(phone),
	S(email),
#undef S
};

struct pair {
	int64_t order_id;
	const char *name, *value;
};
static const struct om__bindmap tag_map[] = {
	OM__MAP_I(pair, order_id), {"tag", offsetof(struct pair, value), 's', 0}};
static const struct om__bindmap attr_map[] = {
	OM__MAP_I(pair, order_id), OM__MAP_S(pair, name), OM__MAP_S(pair, value)};

/* A manual channel gives the number; those that people gave by hand are passed over. */
static int take_number(struct om__intake *in, struct om__draft *d, struct om_err *err)
{
	int64_t n;
	int rc = om__get_int(in->imp->om, OM__SQL_channel_take_number,
		OM__ARGS(OM__I("channel_id", d->order.channel_id)), &n, err);

	if (rc < 0)
		return rc;
	if (rc == 0)
		return om__damaged(err, "the channel of an order");
	d->order.order_number =
		om__printf(in->imp->chunk, "%s%lld", d->channel->ref->order_prefix, (long long)n);
	return d->order.order_number ? 0 : om__nomem(err);
}

#define NUMBER_TRIES 10000

/* 1 stored, 0 when the number is taken. */
static int insert_order(struct om__intake *in, struct om__draft *d, struct om_err *err)
{
	bool is_numbered = !*d->order.order_number;
	int rc = om__bulk(in->imp->om, OM__SQL_order_insert, om__order_insert_map,
		om__order_insert_count, &in->insert_order, err);

	for (int i = 0; rc == 0 && i < NUMBER_TRIES; i++) {
		if (is_numbered)
			rc = take_number(in, d, err);
		if (rc == 0)
			rc = om__bulk_put(in->insert_order, &d->order, err);
		if (!is_numbered)
			break;
	}
	return rc;
}

static int insert_lines(struct om__intake *in, struct om__draft *d, struct om_err *err)
{
	int64_t first;
	int rc = om__block_take(in->imp, &in->lines, d->line_count, &first, err);

	if (rc == 0)
		rc = om__bulk(in->imp->om, OM__SQL_order_line_insert, line_map, OM_COUNT(line_map),
			&in->insert_line, err);
	for (int i = 0; rc >= 0 && i < d->line_count; i++) {
		struct om__order_line *l = &d->lines[i];

		l->order_line_id = first + i;
		l->order_id = d->order.order_id;
		rc = om__bulk_put(in->insert_line, l, err);
		if (rc >= 0 && l->is_unknown)
			rc = om__listing_seen(in->imp->om, d->order.channel_id, l->listing_sku,
				l->item_name, err);
	}
	return rc < 0 ? rc : 0;
}

static int insert_tags(struct om__intake *in, const struct om__draft *d, struct om_err *err)
{
	struct om_set *set;
	int rc = 0;

	if (!*d->order.tags)
		return 0;
	set = om__set_split(in->imp->chunk, d->order.tags, '|');
	if (!set)
		return om__nomem(err);
	rc = om__bulk(in->imp->om, OM__SQL_order_tag_insert, tag_map, OM_COUNT(tag_map),
		&in->insert_tag, err);
	for (size_t i = 0; rc >= 0 && i < set->count; i++) {
		struct pair p = {.order_id = d->order.order_id, .value = set->members[i]};

		rc = om__bulk_put(in->insert_tag, &p, err);
	}
	return rc < 0 ? rc : 0;
}

static int insert_attrs(
	struct om__intake *in, const struct om_row *row, int64_t order_id, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; rc >= 0 && i < row->map_count; i++) {
		struct pair p = {order_id, row->maps[i].name, row->maps[i].raw};

		if (row->maps[i].custom || !p.value || !*p.value || !strcmp(p.value, "\\N"))
			continue;
		rc = om__bulk(in->imp->om, OM__SQL_order_attr_insert, attr_map, OM_COUNT(attr_map),
			&in->insert_attr, err);
		if (rc == 0)
			rc = om__bulk_put(in->insert_attr, &p, err);
	}
	return rc < 0 ? rc : 0;
}

static int insert_bill(struct om__intake *in, struct om__draft *d, struct om_err *err)
{
	int rc;

	if (!d->has_bill)
		return 0;
	d->bill.order_id = d->order.order_id;
	rc = om__bulk(in->imp->om, OM__SQL_order_address_insert, address_map, OM_COUNT(address_map),
		&in->insert_address, err);
	if (rc == 0)
		rc = om__bulk_put(in->insert_address, &d->bill, err);
	return rc < 0 ? rc : 0;
}

static int insert_rest(
	struct om__intake *in, struct om_unit *unit, struct om__draft *d, struct om_err *err)
{
	const struct om_row *row = &unit->rows[0];
	int ignored = 0, rc = insert_lines(in, d, err);

	if (rc == 0)
		rc = insert_bill(in, d, err);
	if (rc == 0)
		rc = insert_tags(in, d, err);
	if (rc == 0)
		rc = insert_attrs(in, row, d->order.order_id, err);
	if (rc == 0 && *d->order.labels)
		rc = om__labels_write(in->imp->om, OM__LABELLED_ORDER, d->order.order_id,
			d->order.labels, true, in->imp->chunk, err);
	if (rc == 0)
		rc = om__custom_apply(in->imp, row, d->order.order_id, true, true, &ignored, err);
	if (rc == 0 && om__cell_has(row, O_HOLD_UNTIL))
		rc = om__hold_put(in->imp->om, d->order.order_id,
			om__cell_num(row, O_HOLD_UNTIL, 0), false, "", err);
	if (rc >= 0 && !in->is_deferred)
		rc = om__work_add(in->imp->om, d->order.order_id, err);
	return rc < 0 ? rc : 0;
}

int om__draft_store(
	struct om__intake *in, struct om_unit *unit, struct om__draft *d, struct om_err *err)
{
	struct om__order *o = &d->order;
	int rc = om__run(in->imp->om, &o->created_run, err);

	if (rc == 0)
		rc = om__block_take(in->imp, &in->orders, 1, &o->order_id, err);
	if (rc == 0)
		rc = om__customer_find(in, d, &o->customer_id, err);
	if (rc < 0)
		return rc;
	o->has_customer_id = o->customer_id != 0;
	o->import_hash = unit->sha;
	o->import_hash_len = sizeof(unit->sha);
	rc = insert_order(in, d, err);
	if (rc < 0)
		return rc;
	if (!rc) {
		om__import_error(in->imp, unit, unit->rows, "order_number", OM_ECONFLICT, "exists",
			"there is an order %s:%s already", d->channel->ref->channel,
			o->order_number);
		return 0;
	}
	unit->id = o->order_id;
	return insert_rest(in, unit, d, err);
}
