/* The columns of a listing and the statements that read and write one. */
#include "catalog/listing.h"
#include "base/text.h"

static const struct om_field fields[L_COUNT] = {
	[L_CHANNEL] = {.name = "channel",
		.type = OM_T_REF,
		.flags = OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED,
		.sql = OM__F_listing_channel,
		.aliases = "sales_channel",
		.max = 60,
		.help = "name of the channel"},
	[L_LISTING_SKU] = {.name = "listing_sku",
		.type = OM_T_ID,
		.flags = OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED | OM_F_IDENT,
		.sql = OM__F_listing_listing_sku,
		.aliases = "seller_sku|custom_label|seller_part|seller_part_#|product_code|product_"
			   "code_sku",
		.max = 100,
		.help = "what the channel calls it, byte for byte"},
	[L_SKU] = {.name = "sku",
		.type = OM_T_ID,
		.flags = OM_F_LIST | OM_F_SHEET | OM_F_CREATE,
		.sql = OM__F_listing_sku,
		.aliases = "master_sku|internal_sku",
		.nick = "master_sku",
		.max = 100,
		.help = "master SKU of the product; empty: unlinked"},
	[L_PUSH] = {.name = "push",
		.type = OM_T_BOOL,
		.flags = OM_F_LIST | OM_F_SHEET,
		.sql = OM__F_listing_push,
		.aliases = "push_inventory|push_inventory_to_channel",
		.help = "default yes: quantities are sent"},
	[L_FULFILLED_BY] = {.name = "fulfilled_by",
		.type = OM_T_WORD,
		.flags = OM_F_SHEET,
		.sql = OM__F_listing_fulfilled_by,
		.choices = "seller channel",
		.help = "who ships its orders; channel: FBA or WFS stock, never pushed"},
	[L_FN_SKU] = {.name = "fn_sku",
		.type = OM_T_ID,
		.flags = OM_F_SHEET,
		.sql = OM__F_listing_fn_sku,
		.aliases = "fnsku",
		.max = 30,
		.help = "Amazon's fulfilment SKU"},
	[L_LATENCY_DAYS] = {.name = "latency_days",
		.type = OM_T_INT,
		.flags = OM_F_SHEET,
		.sql = OM__F_listing_latency_days,
		.aliases = "latency",
		.min = 0,
		.max = 365,
		.help = "handling days sent where the channel takes them"},
	[L_IS_ACTIVE] = {.name = "is_active",
		.type = OM_T_BOOL,
		.flags = OM_F_LIST | OM_F_SHEET,
		.sql = OM__F_listing_is_active,
		.aliases = "active|status",
		.help = "default yes; no: matches nothing"},
	[L_NEW_LISTING_SKU] = {.name = "new_listing_sku",
		.type = OM_T_ID,
		.flags = OM_F_INPUT | OM_F_IDENT,
		.max = 100,
		.help = "renames listing_sku within the channel"},
	[L_PROBLEM] = {.name = "problem",
		.type = OM_T_WORD,
		.flags = OM_F_LIST | OM_F_READONLY,
		.sql = OM__F_listing_problem,
		.choices = "unlinked product-inactive channel-inactive push-off",
		.help = "the first reason why it does not do its work"},
	[L_CHANNEL_TITLE] = {.name = "channel_title",
		.type = OM_T_TEXT,
		.flags = OM_F_READONLY,
		.sql = OM__F_listing_channel_title,
		.help = "what an order of the channel called it"},
	[L_LISTING_ID] = {.name = "listing_id",
		.type = OM_T_INT,
		.flags = OM_F_READONLY,
		.sql = OM__F_listing_listing_id,
		.help = "key, never changes"},
	[L_PRODUCT_ID] = {.name = "product_id",
		.type = OM_T_INT,
		.flags = OM_F_READONLY,
		.sql = OM__F_listing_product_id,
		.help = "key of its product"},
	[L_CREATED_AT] = {.name = "created_at",
		.type = OM_T_TIME,
		.flags = OM_F_READONLY,
		.sql = OM__F_listing_created_at,
		.help = "when it was made"},
	[L_MODIFIED_AT] = {.name = "modified_at",
		.type = OM_T_TIME,
		.flags = OM_F_READONLY,
		.sql = OM__F_listing_modified_at,
		.help = "when it last changed"},
};

const struct om_noun om__listing_noun = {
	.name = "listing",
	.plural = "listings",
	.fields = fields,
	.field_count = L_COUNT,
	.exts = om__listing_exts,
	.from = OM__F_listing_from,
	.key = OM__F_listing_key,
	.ids = OM__F_listing_ids,
	.find = OM__F_listing_find,
	.summary = "problem",
};

const struct om_noun *om_listing_noun(void)
{
	return &om__listing_noun;
}

/* ---- the stored members, in the order of the select ---- */

enum member {
	M_LISTING_ID,
	M_CHANNEL_ID,
	M_LISTING_SKU,
	M_LISTING_KEY,
	M_PRODUCT_ID,
	M_PUSH,
	M_FULFILLED_BY,
	M_FN_SKU,
	M_LATENCY_DAYS,
	M_CHANNEL_TITLE,
	M_IS_ACTIVE,
	M_CREATED_AT,
	M_MODIFIED_AT,
	M_CREATED_RUN,
	M_COUNT,
};

static const struct om__bindmap members[M_COUNT] = {
	[M_LISTING_ID] = OM__MAP_I(om__listing, listing_id),
	[M_CHANNEL_ID] = OM__MAP_I(om__listing, channel_id),
	[M_LISTING_SKU] = OM__MAP_S(om__listing, listing_sku),
	[M_LISTING_KEY] = OM__MAP_S(om__listing, listing_key),
	[M_PRODUCT_ID] = OM__MAP_V(om__listing, product_id),
	[M_PUSH] = OM__MAP_F(om__listing, push),
	[M_FULFILLED_BY] = OM__MAP_S(om__listing, fulfilled_by),
	[M_FN_SKU] = OM__MAP_S(om__listing, fn_sku),
	[M_LATENCY_DAYS] = OM__MAP_V(om__listing, latency_days),
	[M_CHANNEL_TITLE] = OM__MAP_S(om__listing, channel_title),
	[M_IS_ACTIVE] = OM__MAP_F(om__listing, is_active),
	[M_CREATED_AT] = OM__MAP_I(om__listing, created_at),
	[M_MODIFIED_AT] = OM__MAP_I(om__listing, modified_at),
	[M_CREATED_RUN] = OM__MAP_I(om__listing, created_run),
};

/* Product and text are written by their own rules (listing.c). */
static const struct om__record_field stored[] = {
	{L_PUSH, M_PUSH, -1},
	{L_FULFILLED_BY, M_FULFILLED_BY, -1},
	{L_FN_SKU, M_FN_SKU, -1},
	{L_LATENCY_DAYS, M_LATENCY_DAYS, -1},
	{L_IS_ACTIVE, M_IS_ACTIVE, -1},
};

const struct om__record_kind om__listing_kind = {
	.entity = "listing",
	.noun = &om__listing_noun,
	.map = members,
	.member_count = M_COUNT,
	.fields = stored,
	.field_count = OM_COUNT(stored),
};

static int load(struct om *om, enum om__sql sql, const struct om__arg *args, struct om_arena *arena,
	struct om__listing *ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, sql, args, &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	rc = om__record_load(&om__listing_kind, q, ret, arena, err);
	if (rc < 0)
		return rc;
	ret->channel = om__strdup(arena, om__col_text(q, M_COUNT));
	ret->sku = om__strdup(arena, om__col_text(q, M_COUNT + 1));
	ret->is_product_active = om__col_int(q, M_COUNT + 2);
	return ret->channel && ret->sku ? 1 : om__nomem(err);
}

int om__listing_by_id(struct om *om, int64_t listing_id, struct om_arena *arena,
	struct om__listing *ret, struct om_err *err)
{
	return load(om, OM__SQL_listing_by_id, OM__ARGS(OM__I("listing_id", listing_id)), arena,
		ret, err);
}

int om__listing_by_key(struct om *om, int64_t channel_id, const char *listing_sku,
	struct om_arena *arena, struct om__listing *ret, struct om_err *err)
{
	char *key = om__fold(arena, listing_sku);

	if (!key)
		return om__nomem(err);
	return load(om, OM__SQL_listing_by_key,
		OM__ARGS(OM__I("channel_id", channel_id), OM__S("listing_key", key)), arena, ret,
		err);
}

int om__listing_write(struct om *om, bool is_new, const struct om__listing *l, struct om_err *err)
{
	om__catalog_forget(om);
	return om__record_write(om, &om__listing_kind,
		is_new ? OM__SQL_listing_insert : OM__SQL_listing_update, l, err);
}
