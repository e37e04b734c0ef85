/* The cache of look-ups, on the handle: SKU -> product, (channel, listing SKU) -> product, channel
 * name -> channel.
 *
 * A product fits into an int64 (its id and four flags), so an answer is one slot of a hash map;
 * misses are kept too.  The cache is emptied whole: when this process writes the catalog, when a
 * transaction is rolled back, when another process has committed, and when it is full. */
#include "catalog/lookup.h"
#include "base/map.h"
#include "base/text.h"
#include "core/core.h"
#include <stdlib.h>

#define CACHE_MAX ((size_t)1 << 18) /* answers kept in each map */
#define CHANNELS_MAX ((size_t)1 << 12)

struct om__catalog {
	struct om_map products; /* SKU -> packed product, 0: none */
	struct om_map lines;    /* channel id, listing SKU -> packed product or why not */
	struct om_map channels; /* folded name -> struct om__channel_ref * */
	struct om_arena texts;  /* the channels' */
	int64_t version;        /* of the database when the cache was last known to be right */
	bool is_filled;
};

/* Packed product: id << 8 | why << 4 | flags. */
enum why { WHY_FOUND, WHY_NO_LISTING, WHY_INACTIVE_LISTING, WHY_INACTIVE_PRODUCT, WHY_VIRTUAL };

static int64_t pack(int64_t id, enum why why, const struct om__product_ref *r)
{
	return (int64_t)((uint64_t)id << 8 | (uint64_t)why << 4 | (uint64_t)r->is_active |
		(uint64_t)r->is_virtual << 1 | (uint64_t)r->track_stock << 2 |
		(uint64_t)r->is_digital << 3);
}

static enum why unpack(int64_t packed, struct om__product_ref *ret)
{
	*ret = (struct om__product_ref){.product_id = packed >> 8,
		.is_active = packed & 1,
		.is_virtual = packed & 2,
		.track_stock = packed & 4,
		.is_digital = packed & 8};
	return (enum why)(packed >> 4 & 15);
}

static void empty(struct om__catalog *c)
{
	om__map_release(&c->products);
	om__map_release(&c->lines);
	om__map_release(&c->channels);
	om__map_init(&c->products);
	om__map_init(&c->lines);
	om__map_init(&c->channels);
	om__arena_reset(&c->texts);
	c->is_filled = false;
}

/* The cache, made at its first use and not over its limits. */
static struct om__catalog *cache(struct om *om)
{
	struct om__catalog *c = om->catalog;

	if (!c) {
		c = calloc(1, sizeof(*c));
		if (!c)
			return NULL;
		om__map_init(&c->products);
		om__map_init(&c->lines);
		om__map_init(&c->channels);
		om__arena_init(&c->texts);
		om->catalog = c;
	}
	if (c->products.len >= CACHE_MAX || c->lines.len >= CACHE_MAX ||
		c->channels.len >= CHANNELS_MAX)
		empty(c);
	c->is_filled = true;
	return c;
}

void om__catalog_forget(struct om *om)
{
	if (om->catalog && om->catalog->is_filled)
		empty(om->catalog);
}

void om__catalog_free(struct om *om)
{
	struct om__catalog *c = om->catalog;

	if (!c)
		return;
	om__map_release(&c->products);
	om__map_release(&c->lines);
	om__map_release(&c->channels);
	om__arena_release(&c->texts);
	free(c);
	om->catalog = NULL;
}

int om__catalog_fresh(struct om *om, struct om_err *err)
{
	int64_t version = 0;
	int rc;

	if (!om->catalog)
		return 0;
	rc = om__get_int(om, OM__SQL_db_moment, OM__NOARGS, &version, err);
	if (rc < 0)
		return rc;
	if (version != om->catalog->version)
		om__catalog_forget(om);
	om->catalog->version = version;
	return 0;
}

/* ---- products ---- */

static int read_product(struct om *om, const char *sku, int64_t *ret_packed, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_lookup_product, OM__ARGS(OM__S("sku", sku)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	*ret_packed = 0;
	if (rc > 0)
		*ret_packed = pack(om__col_int(q, 0), WHY_FOUND,
			&(struct om__product_ref){.is_active = om__col_int(q, 1),
				.is_virtual = om__col_int(q, 2),
				.track_stock = om__col_int(q, 3),
				.is_digital = om__col_int(q, 4)});
	return 0;
}

int om__product_by_sku(
	struct om *om, const char *sku, struct om__product_ref *ret, struct om_err *err)
{
	struct om__catalog *c = cache(om);
	int64_t packed;

	if (!c)
		return om__nomem(err);
	if (!om__map_get(&c->products, sku, &packed)) {
		int rc = read_product(om, sku, &packed, err);

		if (rc == 0)
			rc = om__map_put(&c->products, sku, packed, err);
		if (rc < 0)
			return rc;
	}
	if (!packed)
		return 0;
	unpack(packed, ret);
	return 1;
}

/* The spelling of the product that differs from SKU only in case; NULL if there is none. */
static int case_twin(
	struct om *om, const char *sku, struct om_arena *arena, char **ret, struct om_err *err)
{
	char *key = om__fold(arena, sku);
	int rc;

	*ret = NULL;
	if (!key)
		return om__nomem(err);
	rc = om__get_text(om, OM__SQL_lookup_twin,
		OM__ARGS(OM__S("sku_key", key), OM__S("sku", sku)), arena, ret, err);
	if (rc == 0)
		*ret = NULL;
	return rc < 0 ? rc : 0;
}

int om__product_meant(struct om *om, const char *sku, bool fold, struct om_arena *arena,
	struct om__product_ref *ret, const char **ret_sku, struct om_err *err)
{
	char *twin = NULL;
	int rc = om__product_by_sku(om, sku, ret, err);

	*ret_sku = sku;
	if (rc)
		return rc;
	rc = case_twin(om, sku, arena, &twin, err);
	*ret_sku = twin;
	return rc == 0 && twin && fold ? om__product_by_sku(om, twin, ret, err) : rc;
}

int om__product_unknown(const char *sku, const char *twin, struct om_err *err)
{
	if (twin)
		return om_err_set(err, OM_ENOTFOUND, "sku-case",
			"no product '%s'; '%s' differs only in letter case", sku, twin);
	return om_err_set(err, OM_ENOTFOUND, "unknown-sku", "no product '%s'", sku);
}

/* ---- channels ---- */

/* 1 and a reference in the cache's arena, 0 if there is none. */
static int read_channel(struct om *om, struct om__catalog *c, const char *key,
	struct om__channel_ref **ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om__channel_ref *r;
	int rc = om__q(om, OM__SQL_lookup_channel, OM__ARGS(OM__S("channel_key", key)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	r = OM_NEW(&c->texts, struct om__channel_ref);
	if (!r)
		return om__nomem(err);
	*r = (struct om__channel_ref){
		.channel_id = om__col_int(q, 0),
		.channel = om__strdup(&c->texts, om__col_text(q, 1)),
		.is_active = om__col_int(q, 2),
		.is_manual = om__col_int(q, 3),
		.items_editable = om__col_int(q, 4),
		.currency = om__strdup(&c->texts, om__col_text(q, 5)),
		.order_prefix = om__strdup(&c->texts, om__col_text(q, 6)),
		.time_zone = om__strdup(&c->texts, om__col_text(q, 7)),
	};
	if (!r->channel || !r->currency || !r->order_prefix || !r->time_zone)
		return om__nomem(err);
	*ret = r;
	return 1;
}

int om__channel_by_name(
	struct om *om, const char *name, struct om__channel_ref *ret, struct om_err *err)
{
	struct om__catalog *c = cache(om);
	struct om_arena scratch;
	struct om__channel_ref *ref = NULL;
	int64_t kept;
	char *key;
	int rc = 0;

	if (!c)
		return om__nomem(err);
	om__arena_init(&scratch);
	key = om__fold(&scratch, name);
	if (!key) {
		rc = om__nomem(err);
	} else if (om__map_get(&c->channels, key, &kept)) {
		ref = (struct om__channel_ref *)(uintptr_t)kept;
	} else {
		rc = read_channel(om, c, key, &ref, err);
		if (rc > 0)
			rc = om__map_put(&c->channels, key, (int64_t)(uintptr_t)ref, err);
	}
	om__arena_release(&scratch);
	if (rc < 0 || !ref)
		return rc;
	*ret = *ref;
	return 1;
}

/* ---- lines of orders ---- */

static enum why judge(const struct om__product_ref *r)
{
	if (r->is_virtual)
		return WHY_VIRTUAL;
	return r->is_active ? WHY_FOUND : WHY_INACTIVE_PRODUCT;
}

/* The listing's answer; on manual channels a text without linked listing is the master SKU itself
 * (R4.2). */
static int read_line(struct om *om, const struct om__channel_ref *channel, const char *listing_sku,
	int64_t *ret_packed, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om__product_ref r = {0};
	int rc = om__q(om, OM__SQL_lookup_listing,
		OM__ARGS(OM__I("channel_id", channel->channel_id),
			OM__S("listing_sku", listing_sku)),
		&q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (rc > 0 && !om__col_null(q, 1)) {
		r = (struct om__product_ref){.product_id = om__col_int(q, 1),
			.is_active = om__col_int(q, 2),
			.is_virtual = om__col_int(q, 3),
			.track_stock = om__col_int(q, 4),
			.is_digital = om__col_int(q, 5)};
		*ret_packed = pack(
			r.product_id, om__col_int(q, 0) ? judge(&r) : WHY_INACTIVE_LISTING, &r);
		return 0;
	}
	*ret_packed = pack(0, WHY_NO_LISTING, &r);
	if (!channel->is_manual)
		return 0;
	rc = om__product_by_sku(om, listing_sku, &r, err);
	if (rc > 0)
		*ret_packed = pack(r.product_id, judge(&r), &r);
	return rc < 0 ? rc : 0;
}

/* The key of an answer: the channel in digits of 64, a blank, the SKU.  False: it is longer than
 * any listing SKU, nothing to keep.  Asked for every line of every order, twice. */
static bool line_key(int64_t channel_id, const char *listing_sku, char *ret, size_t size)
{
	size_t n = 0, len = strlen(listing_sku);

	for (uint64_t id = (uint64_t)channel_id; id; id /= 64)
		ret[n++] = (char)('!' + id % 64);
	ret[n++] = ' ';
	if (len >= size - n)
		return false;
	memcpy(ret + n, listing_sku, len + 1);
	return true;
}

static int line_answer(struct om *om, const struct om__channel_ref *channel,
	const char *listing_sku, int64_t *ret_packed, struct om_err *err)
{
	struct om__catalog *c = cache(om);
	char key[480]; /* 11 digits, a blank, 100 characters of at most 4 bytes */
	int rc;

	if (!c)
		return om__nomem(err);
	if (!line_key(channel->channel_id, listing_sku, key, sizeof(key)))
		return read_line(om, channel, listing_sku, ret_packed, err);
	if (om__map_get(&c->lines, key, ret_packed))
		return 0;
	rc = read_line(om, channel, listing_sku, ret_packed, err);
	return rc < 0 ? rc : om__map_put(&c->lines, key, *ret_packed, err);
}

static const char *const why_texts[] = {
	[WHY_NO_LISTING] = "no listing '%s' on %s",
	[WHY_INACTIVE_LISTING] = "listing '%s' on %s is inactive",
	[WHY_INACTIVE_PRODUCT] = "the product of '%s' on %s is inactive",
	[WHY_VIRTUAL] = "the product of '%s' on %s is virtual",
};

static int by_master(struct om *om, const char *sku, struct om_arena *arena,
	struct om__product_ref *ret, char **ret_detail, struct om_err *err)
{
	enum why why = WHY_NO_LISTING;
	int rc = om__product_by_sku(om, sku, ret, err);

	if (rc < 0)
		return rc;
	if (rc > 0)
		why = judge(ret);
	if (why == WHY_FOUND)
		return 1;
	*ret_detail = om__printf(arena,
		why == WHY_NO_LISTING        ? "no product '%s'"
			: why == WHY_VIRTUAL ? "product '%s' is virtual"
					     : "product '%s' is inactive",
		sku);
	return *ret_detail ? 0 : om__nomem(err);
}

int om__line_product(struct om *om, const struct om__channel_ref *channel, const char *listing_sku,
	const char *master_sku, struct om_arena *arena, struct om__product_ref *ret,
	char **ret_detail, struct om_err *err)
{
	int64_t packed = 0;
	enum why why;
	int rc;

	*ret_detail = NULL;
	if (master_sku && *master_sku)
		return by_master(om, master_sku, arena, ret, ret_detail, err);
	if (!listing_sku || !*listing_sku) {
		*ret_detail = om__strdup(arena, "no SKU");
		return *ret_detail ? 0 : om__nomem(err);
	}
	rc = line_answer(om, channel, listing_sku, &packed, err);
	if (rc < 0)
		return rc;
	why = unpack(packed, ret);
	if (why == WHY_FOUND)
		return 1;
	*ret_detail = om__printf(arena, why_texts[why], listing_sku, channel->channel);
	return *ret_detail ? 0 : om__nomem(err);
}

int om__listing_seen(struct om *om, int64_t channel_id, const char *listing_sku, const char *title,
	struct om_err *err)
{
	struct om_arena *arena = &om->tx_arena;
	char *key = om__fold(arena, listing_sku);
	int64_t id, run_id;
	int rc;

	if (!*listing_sku || om__utf8_len(listing_sku) > 100)
		return 0;
	if (!key)
		return om__nomem(err);
	rc = om__get_int(om, OM__SQL_listing_exists,
		OM__ARGS(OM__I("channel_id", channel_id), OM__S("listing_key", key)), &id, err);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	rc = om__run(om, &run_id, err);
	if (rc == 0)
		rc = om__ids(om, "listing", 1, &id, err);
	if (rc < 0)
		return rc;
	rc = om__exec(om, OM__SQL_listing_see,
		OM__ARGS(OM__I("listing_id", id), OM__I("channel_id", channel_id),
			OM__S("listing_sku", listing_sku), OM__S("listing_key", key),
			OM__S("channel_title", title ? title : ""), OM__I("at", om_now(om)),
			OM__I("run_id", run_id)),
		err);
	return rc < 0 ? rc : 0;
}
