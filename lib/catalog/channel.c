/* Channels: where orders come from.  Only the records of channels of type manual are made here;
 * orders on them are typed or read from files, so a text without listing may name a master SKU
 * (orders.md R4.2).
 *
 * A name is unique, also against ASCII case: it is the first part of every order's key. */
#include "catalog/catalog.h"
#include "base/text.h"
#include "base/time.h"
#include "catalog/frame.h"
#include "catalog/lookup.h"

enum {
	C_CHANNEL,
	C_TYPE,
	C_IS_ACTIVE,
	C_CURRENCY,
	C_TIME_ZONE,
	C_PACKING_SLIP_TEMPLATE,
	C_ORDER_PREFIX,
	C_NEXT_ORDER_NUMBER,
	C_ITEMS_EDITABLE,
	C_RETENTION_DAYS,
	C_CHANNEL_ID,
	C_LISTING_COUNT,
	C_CREATED_AT,
	C_MODIFIED_AT,
	C_COUNT,
};

static const struct om_field fields[C_COUNT] = {
	[C_CHANNEL] = {.name = "channel",
		.type = OM_T_REF,
		.flags = OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED,
		.sql = OM__F_channel_channel,
		.aliases = "sales_channel|channel_name|name",
		.max = 60,
		.help = "name of the channel"},
	[C_TYPE] = {.name = "type",
		.type = OM_T_WORD,
		.flags = OM_F_LIST | OM_F_SHEET | OM_F_CREATE,
		.sql = OM__F_channel_type,
		.choices = "manual",
		.help = "what sort of channel it is, fixed at creation"},
	[C_IS_ACTIVE] = {.name = "is_active",
		.type = OM_T_BOOL,
		.flags = OM_F_LIST | OM_F_SHEET,
		.sql = OM__F_channel_is_active,
		.aliases = "active|status",
		.help = "default yes; no: takes no orders"},
	[C_CURRENCY] = {.name = "currency",
		.type = OM_T_WORD,
		.flags = OM_F_LIST | OM_F_SHEET,
		.sql = OM__F_channel_currency_code,
		.help = "default currency of its orders; default the company's"},
	[C_PACKING_SLIP_TEMPLATE] = {.name = "packing_slip_template",
		.type = OM_T_REF,
		.flags = OM_F_SHEET,
		.sql = OM__F_channel_packing_slip_template,
		.max = 100,
		.help = "template of its orders' packing slips; else the company's"},
	[C_TIME_ZONE] = {.name = "time_zone",
		.type = OM_T_ID,
		.flags = OM_F_SHEET,
		.sql = OM__F_channel_time_zone,
		.max = 60,
		.help = "time zone of dates of its orders; empty: the company's"},
	[C_ORDER_PREFIX] = {.name = "order_prefix",
		.type = OM_T_ID,
		.flags = OM_F_LIST | OM_F_SPARE | OM_F_SHEET,
		.sql = OM__F_channel_order_prefix,
		.max = 20,
		.help = "what stands before the numbers given here; default M"},
	[C_NEXT_ORDER_NUMBER] = {.name = "next_order_number",
		.type = OM_T_INT,
		.flags = OM_F_LIST | OM_F_SPARE | OM_F_SHEET,
		.sql = OM__F_channel_next_order_number,
		.min = 1,
		.max = 1000000000000,
		.help = "number of the next order typed without one; default 1001"},
	[C_ITEMS_EDITABLE] = {.name = "items_editable",
		.type = OM_T_BOOL,
		.flags = OM_F_SHEET,
		.sql = OM__F_channel_items_editable,
		.help = "default yes: items of its orders may be changed here"},
	[C_RETENTION_DAYS] = {.name = "retention_days",
		.type = OM_T_INT,
		.flags = OM_F_SHEET,
		.sql = OM__F_channel_retention_days,
		.min = 1,
		.max = 36500,
		.help = "days after which personal data of its shipped and cancelled orders are "
			"erased; empty: never"},
	[C_CHANNEL_ID] = {.name = "channel_id",
		.type = OM_T_INT,
		.flags = OM_F_READONLY,
		.sql = OM__F_channel_channel_id,
		.help = "key, never changes"},
	[C_LISTING_COUNT] = {.name = "listing_count",
		.type = OM_T_INT,
		.flags = OM_F_LIST | OM_F_READONLY,
		.sql = OM__F_channel_listing_count,
		.help = "number of listings"},
	[C_CREATED_AT] = {.name = "created_at",
		.type = OM_T_TIME,
		.flags = OM_F_READONLY,
		.sql = OM__F_channel_created_at,
		.help = "when it was made"},
	[C_MODIFIED_AT] = {.name = "modified_at",
		.type = OM_T_TIME,
		.flags = OM_F_READONLY,
		.sql = OM__F_channel_modified_at,
		.help = "when it last changed"},
};

const struct om_noun om__channel_noun = {
	.name = "channel",
	.plural = "channels",
	.fields = fields,
	.field_count = C_COUNT,
	.from = OM__F_channel_from,
	.key = OM__F_channel_key,
	.ids = OM__F_channel_ids,
	.currency = OM__F_channel_currency,
	.find = OM__F_channel_find,
	.summary = "type",
};

const struct om_noun *om_channel_noun(void)
{
	return &om__channel_noun;
}

/* ---- the record ---- */

struct channel {
	int64_t channel_id;
	const char *channel, *channel_key, *type;
	bool is_active, items_editable;
	const char *currency, *time_zone, *packing_slip_template, *order_prefix;
	int64_t next_order_number, retention_days, created_at, modified_at, created_run;
	bool has_retention_days;
};

enum member {
	M_CHANNEL_ID,
	M_CHANNEL,
	M_CHANNEL_KEY,
	M_TYPE,
	M_IS_ACTIVE,
	M_CURRENCY,
	M_TIME_ZONE,
	M_PACKING_SLIP_TEMPLATE,
	M_ORDER_PREFIX,
	M_NEXT_ORDER_NUMBER,
	M_ITEMS_EDITABLE,
	M_RETENTION_DAYS,
	M_CREATED_AT,
	M_MODIFIED_AT,
	M_CREATED_RUN,
	M_COUNT,
};

static const struct om__bindmap members[M_COUNT] = {
	[M_CHANNEL_ID] = OM__MAP_I(channel, channel_id),
	[M_CHANNEL] = OM__MAP_S(channel, channel),
	[M_CHANNEL_KEY] = OM__MAP_S(channel, channel_key),
	[M_TYPE] = OM__MAP_S(channel, type),
	[M_IS_ACTIVE] = OM__MAP_F(channel, is_active),
	[M_CURRENCY] = OM__MAP_S(channel, currency),
	[M_TIME_ZONE] = OM__MAP_S(channel, time_zone),
	[M_PACKING_SLIP_TEMPLATE] = OM__MAP_S(channel, packing_slip_template),
	[M_ORDER_PREFIX] = OM__MAP_S(channel, order_prefix),
	[M_NEXT_ORDER_NUMBER] = OM__MAP_I(channel, next_order_number),
	[M_ITEMS_EDITABLE] = OM__MAP_F(channel, items_editable),
	[M_RETENTION_DAYS] = OM__MAP_V(channel, retention_days),
	[M_CREATED_AT] = OM__MAP_I(channel, created_at),
	[M_MODIFIED_AT] = OM__MAP_I(channel, modified_at),
	[M_CREATED_RUN] = OM__MAP_I(channel, created_run),
};

/* The name is the record's key and stays; so does the type. */
static const struct om__record_field stored[] = {
	{C_IS_ACTIVE, M_IS_ACTIVE, -1},
	{C_CURRENCY, M_CURRENCY, -1},
	{C_TIME_ZONE, M_TIME_ZONE, -1},
	{C_PACKING_SLIP_TEMPLATE, M_PACKING_SLIP_TEMPLATE, -1},
	{C_ORDER_PREFIX, M_ORDER_PREFIX, -1},
	{C_NEXT_ORDER_NUMBER, M_NEXT_ORDER_NUMBER, -1},
	{C_ITEMS_EDITABLE, M_ITEMS_EDITABLE, -1},
	{C_RETENTION_DAYS, M_RETENTION_DAYS, -1},
};

static const struct om__record_kind kind = {
	.entity = "channel",
	.noun = &om__channel_noun,
	.map = members,
	.member_count = M_COUNT,
	.fields = stored,
	.field_count = OM_COUNT(stored),
};

static int find_stored(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	struct channel *c = found;
	char *key;
	int rc;

	if (unit->is_edit)
		return om__record_one(imp->om, &kind, OM__SQL_channel_by_id,
			OM__ARGS(OM__I("channel_id", unit->id)), c, imp->chunk, err);
	key = om__fold(imp->chunk, om__cell_text(row, C_CHANNEL));
	if (!key)
		return om__nomem(err);
	rc = om__record_one(imp->om, &kind, OM__SQL_channel_by_key,
		OM__ARGS(OM__S("channel_key", key)), c, imp->chunk, err);
	unit->id = c->channel_id;
	return rc;
}

static const char *phrase(struct om_import *imp, const struct om_row *row, const void *found)
{
	const struct channel *c = found;

	return om__printf(imp->chunk, "channel '%s'",
		c->channel ? c->channel : om__cell_text(row, C_CHANNEL));
}

/* ---- checking ---- */

static void check_zone(struct om_import *imp, struct om_unit *unit, const struct om_row *row)
{
	struct om_zone *zone = NULL;
	struct om_err e = {0};

	if (!om__cell_has(row, C_TIME_ZONE))
		return;
	if (om__zone_load(om__cell_text(row, C_TIME_ZONE), NULL, &zone, &e) < 0)
		om__import_fail(imp, unit, row, "time_zone", &e);
	om__zone_free(zone);
}

/* `pull [WHAT] CHANNEL`: a channel of such a name could not be told from what is pulled. */
static void check_reserved(struct om_import *imp, struct om_unit *unit, const struct om_row *row)
{
	static const char *const words[] = {"orders", "products", "locations", "stock"};
	const char *name = om__cell_text(row, C_CHANNEL);

	for (size_t i = 0; i < OM_COUNT(words); i++)
		if (om__caseeq(name, words[i]))
			om__import_error(imp, unit, row, "channel", OM_EINVAL, "reserved-name",
				"'%s' is a word of the commands for channels", name);
}

static void check_cells(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	om__cell_default(imp, row, C_IS_ACTIVE, 1);
	om__cell_default(imp, row, C_ITEMS_EDITABLE, 1);
	om__cell_default(imp, row, C_NEXT_ORDER_NUMBER, 1001);
	om__cell_check_currency(imp, unit, row, C_CURRENCY);
	check_zone(imp, unit, row);
	check_reserved(imp, unit, row);
}

static int judge(struct om_import *imp, struct om_unit *unit, struct om_row *row, void *found,
	bool is_stored, struct om_err *err)
{
	if (is_stored)
		om__cell_check_name(
			imp, unit, row, C_CHANNEL, ((const struct channel *)found)->channel);
	return om__cell_check_template(
		imp, unit, row, C_PACKING_SLIP_TEMPLATE, "packing-slip", err);
}

/* ---- writing ---- */

static int write_channel(
	struct om *om, enum om__sql sql, const struct channel *c, struct om_err *err)
{
	om__catalog_forget(om);
	return om__record_write(om, &kind, sql, c, err);
}

static int create(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	struct channel c = {.channel = om__cell_text(row, C_CHANNEL),
		.type = om__cell_text(row, C_TYPE),
		.is_active = true,
		.currency = om_company(imp->om)->currency,
		.time_zone = "",
		.packing_slip_template = "",
		.order_prefix = "M",
		.next_order_number = 1001,
		.items_editable = true,
		.created_at = om_now(imp->om),
		.modified_at = om_now(imp->om)};
	int rc = om__ids(imp->om, "channel", 1, &c.channel_id, err);

	(void)found;
	if (rc == 0)
		rc = om__run(imp->om, &c.created_run, err);
	if (rc < 0)
		return rc;
	c.channel_key = om__fold(imp->chunk, c.channel);
	if (!c.channel_key)
		return om__nomem(err);
	om__record_fill(&kind, &c, row);
	unit->id = c.channel_id;
	return write_channel(imp->om, OM__SQL_channel_insert, &c, err);
}

static int update(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, bool is_write, int *ret_changed, struct om_err *err)
{
	struct om_change changes[OM__RECORD_FIELDS];
	struct channel *c = found;
	int n = 0, rc;

	(void)unit;
	rc = om__record_change(imp, &kind, c, row, changes, &n, err);
	*ret_changed = n;
	if (rc < 0 || !n || !is_write)
		return rc;
	c->modified_at = om_now(imp->om);
	rc = write_channel(imp->om, OM__SQL_channel_update, c, err);
	return rc < 0 ? rc : om__record_history(imp->om, &kind, c->channel_id, changes, n, err);
}

/* ---- the importer ---- */

static const struct om__frame frame = {
	.size = sizeof(struct channel),
	.field = "channel",
	.unknown = "unknown-channel",
	.clean = check_cells,
	.find = find_stored,
	.phrase = phrase,
	.judge = judge,
	.create = create,
	.update = update,
};

static const char *unit_key(struct om_import *imp, struct om_unit *unit, struct om_arena *arena)
{
	(void)imp;
	return om__cell_has(&unit->rows[0], C_CHANNEL)
		? om__fold(arena, om__cell_text(&unit->rows[0], C_CHANNEL))
		: NULL;
}

static void rolled_back(struct om_import *imp)
{
	om__catalog_forget(imp->om);
}

static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	struct om__channel_ref ref;
	int rc = om__channel_by_name(om, operand, &ref, err);

	if (rc < 0)
		return rc;
	if (!rc)
		return om_err_set(err, OM_ENOTFOUND, "unknown-channel", "no channel '%s'", operand);
	*ret_id = ref.channel_id;
	return 0;
}

const struct om_importer om__channel_importer = {
	.noun = &om__channel_noun,
	.group_field = -1,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.key = unit_key,
	.frame = &frame,
	.check = om__frame_check,
	.apply = om__frame_apply,
	.rollback = rolled_back,
	.find = find,
};
