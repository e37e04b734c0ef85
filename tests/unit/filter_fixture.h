/* Nouns, rows and a database of their own for the tests of the filter language: orders with lines,
 * and stock.
 *
 * Fragments of nouns come from the generated table; the programs that include this file are linked
 * with --wrap=om__frag_text, so that ids from FX_BASE on are the fixture's.  A row is an array of
 * values in the order of its noun's fields: the database and the facts are filled from the same
 * array. */
#ifndef FILTER_FIXTURE_H
#define FILTER_FIXTURE_H

#include <sqlite3.h>
#include "base/text.h"
#include "db/db.h"
#include "query/filter/filter.h"
#include "query/nouns.h"
#include "query/filter/tree.h"
#include "tap.h"

#define FX_BASE 100000

/* name, type, flags, nick, choices */
#define ORDER_FIELDS(X) \
	X(order_number, OM_T_ID, OM_F_KEY, NULL, NULL) \
	X(channel, OM_T_REF, 0, NULL, NULL) \
	X(status, OM_T_WORD, 0, NULL, \
		"unresolved awaiting-payment awaiting-shipment on-hold shipped cancelled") \
	X(order_total, OM_T_MONEY, 0, "total", NULL) \
	X(amount_paid, OM_T_MONEY, 0, NULL, NULL) \
	X(ship_state, OM_T_WORD, 0, NULL, NULL) \
	X(ship_zip, OM_T_ZIP, 0, NULL, NULL) \
	X(ship_country, OM_T_WORD, 0, NULL, NULL) \
	X(ship_company, OM_T_TEXT, 0, NULL, NULL) \
	X(carrier, OM_T_WORD, 0, NULL, NULL) \
	X(labels, OM_T_SET, 0, NULL, NULL) \
	X(skus, OM_T_SET, OM_F_IDENT, NULL, NULL) \
	X(order_date, OM_T_TIME, 0, NULL, NULL) \
	X(created_at, OM_T_TIME, 0, NULL, NULL) \
	X(ship_by, OM_T_TIME, 0, NULL, NULL) \
	X(ship_date, OM_T_DAY, 0, NULL, NULL) \
	X(cutoff, OM_T_CLOCK, 0, NULL, NULL) \
	X(weight, OM_T_WEIGHT, 0, NULL, NULL) \
	X(length, OM_T_LENGTH, 0, NULL, NULL) \
	X(postal_zone, OM_T_INT, 0, "zone", NULL) \
	X(units, OM_T_INT, 0, NULL, NULL) \
	X(is_gift, OM_T_BOOL, 0, "gift", NULL)

#define LINE_FIELDS(X) \
	X(master_sku, OM_T_ID, OM_F_BARE, NULL, NULL) \
	X(listing_sku, OM_T_ID, OM_F_BARE, NULL, NULL) \
	X(quantity, OM_T_INT, OM_F_BARE, NULL, NULL) \
	X(quantity_shipped, OM_T_INT, 0, NULL, NULL) \
	X(line_total, OM_T_MONEY, OM_F_BARE, NULL, NULL) \
	X(item_name, OM_T_TEXT, OM_F_BARE, NULL, NULL) \
	X(product_labels, OM_T_SET, OM_F_BARE, NULL, NULL) \
	X(is_hazmat, OM_T_BOOL, OM_F_BARE, NULL, NULL)

#define STOCK_FIELDS(X) \
	X(available, OM_T_INT, 0, NULL, NULL) \
	X(min_level, OM_T_INT, 0, NULL, NULL)

#define FX_ORDER(name, type, flags, nick, choices) FX_O_##name,
#define FX_LINE(name, type, flags, nick, choices) FX_L_##name,
#define FX_STOCK(name, type, flags, nick, choices) FX_S_##name,
enum {
	FX_FROM = FX_BASE,
	FX_KEY,
	FX_CURRENCY,
	FX_ZONE,
	FX_FRAME,
	FX_LINE_SKU,
	FX_ATTR,
	FX_PAID_CURRENCY,
	FX_STOCK_FROM,
	FX_CHANNEL_ID,
	FX_MANUAL,
	ORDER_FIELDS(FX_ORDER) LINE_FIELDS(FX_LINE) STOCK_FIELDS(FX_STOCK) FX_END
};

#define FX_ORDER_TEXT(name, type, flags, nick, choices) {.text = "o." #name},
#define FX_LINE_TEXT(name, type, flags, nick, choices) {.text = "l." #name},
#define FX_STOCK_TEXT(name, type, flags, nick, choices) {.text = "s." #name},
static const struct om__sql_text fx_texts[] = {{.text = "orders o"}, {.text = "o.id"},
	{.text = "o.currency"}, {.text = "o.zone"}, {.text = "line l where l.order_id = o.id"},
	{.text = "l.master_sku $or l.listing_sku"},
	{.text = "(select a.value from attr a where a.order_id = o.id and a.name = :map_name)"},
	{.text = "o.paid_currency"}, {.text = "stock s"}, {.text = "o.channel_id"},
	{.text = "coalesce(o.order_number, '')"},
	ORDER_FIELDS(FX_ORDER_TEXT) LINE_FIELDS(FX_LINE_TEXT) STOCK_FIELDS(FX_STOCK_TEXT)};

const struct om__sql_text *__real_om__frag_text(enum om__frag id);
const struct om__sql_text *__wrap_om__frag_text(enum om__frag id);
const struct om__sql_text *__wrap_om__frag_text(enum om__frag id)
{
	return (int)id >= FX_BASE ? &fx_texts[(int)id - FX_BASE] : __real_om__frag_text(id);
}

#define FX_O(n, t, f, nk, ch) \
	{.name = #n, .type = t, .flags = f, .nick = nk, .choices = ch, .sql = FX_O_##n, .help = #n},
#define FX_L(n, t, f, nk, ch) \
	{.name = #n, .type = t, .flags = f, .nick = nk, .choices = ch, .sql = FX_L_##n, .help = #n},
#define FX_S(n, t, f, nk, ch) \
	{.name = #n, .type = t, .flags = f, .nick = nk, .choices = ch, .sql = FX_S_##n, .help = #n},

static const struct om_field order_fields[] = {ORDER_FIELDS(FX_O)
	/* these have no column of their own */
	{.name = "created_clock", .type = OM_T_CLOCK, .flags = OM_F_COMPUTED, .help = "computed"},
	{.name = "order_weekday",
		.type = OM_T_WORD,
		.flags = OM_F_COMPUTED,
		.choices = "mon tue wed thu fri sat sun",
		.help = "computed"},
	{.name = "attr:", .type = OM_T_TEXT, .flags = OM_F_MAP, .sql = FX_ATTR, .help = "a pair"},
	{.name = "pounds", .type = OM_T_INT, .flags = OM_F_INPUT, .help = "input"},
	{.name = "refunded",
		.type = OM_T_MONEY,
		.sql = FX_O_amount_paid,
		.unit_sql = FX_PAID_CURRENCY,
		.help = "x"},
	{.name = "source",
		.type = OM_T_REF,
		.sql = FX_O_channel,
		.unit_sql = FX_CHANNEL_ID,
		.help = "x"}};
#define LINE_SKU 8
static const struct om_field line_fields[] = {LINE_FIELDS(FX_L){.name = "sku",
	.type = OM_T_ID,
	.flags = OM_F_BARE,
	.sql = FX_LINE_SKU,
	.help = "master or listing"}};
static const struct om_field stock_fields[] = {STOCK_FIELDS(FX_S)};

static const struct om_noun line_noun = {.name = "line",
	.plural = "lines",
	.fields = line_fields,
	.field_count = OM_COUNT(line_fields),
	.currency = FX_CURRENCY};
static const struct om_collection order_collections[] = {
	{.name = "lines", .noun = &line_noun, .frame = FX_FRAME}};
static const struct om_noun order_noun = {.name = "order",
	.plural = "orders",
	.fields = order_fields,
	.field_count = OM_COUNT(order_fields),
	.collections = order_collections,
	.collection_count = 1,
	.from = FX_FROM,
	.key = FX_KEY,
	.currency = FX_CURRENCY,
	.zone = FX_ZONE};
static const struct om_noun stock_noun = {.name = "stock",
	.plural = "stock",
	.fields = stock_fields,
	.field_count = OM_COUNT(stock_fields),
	.from = FX_STOCK_FROM};
static const struct om_noun *fixture_order(void)
{
	return &order_noun;
}
static const struct om_noun *fixture_line(void)
{
	return &line_noun;
}
static const struct om_noun *fixture_stock(void)
{
	return &stock_noun;
}
const struct om_noun *(*const om__nouns[])(void) = {
	fixture_order, fixture_line, fixture_stock, NULL};
const enum om__sql om__zones_sql = OM__SQL_channel_zones;

/* ---- rows ---- */

#define FX_VALUES 32
#define FX_LINES 4
struct fx_line {
	struct om_value v[FX_VALUES];
};
struct fx_order {
	struct om_value v[FX_VALUES];
	const char *currency, *paid_currency, *zone;
	int64_t channel_id;
	const char *attr_name, *attr_value; /* "" = none */
	struct fx_line lines[FX_LINES];
	int line_count;
};

struct fx_facts {
	const struct fx_order *order;
	const struct fx_line *line;
	const struct om_zone *zone;
	struct om_arena *arena;
};

static struct om_zone *fx_zone(const char *name)
{
	static struct om_zone *zones[8];
	static char names[8][32];
	struct om_err err = {0};

	for (int i = 0; i < 8; i++) {
		if (zones[i] && !strcmp(names[i], name))
			return zones[i];
		if (zones[i])
			continue;
		if (om__zone_load(name, NULL, &zones[i], &err)) {
			printf("Bail out! %s\n", err.message);
			exit(1);
		}
		snprintf(names[i], sizeof(names[i]), "%s", name);
		return zones[i];
	}
	exit(1);
}

static const struct om_zone *fx_zone_of(void *arg, const char *name)
{
	(void)arg;
	return fx_zone(*name ? name : "America/New_York");
}

static struct om_value fx_none(enum om_type type)
{
	return (struct om_value){.type = type, .is_empty = true, .text = "", .unit = ""};
}
static struct om_value fx_num(enum om_type type, int64_t n)
{
	return (struct om_value){.type = type, .num = n, .text = "", .unit = ""};
}
static struct om_value fx_text(enum om_type type, const char *text)
{
	return (struct om_value){.type = type, .is_empty = !*text, .text = text, .unit = ""};
}

static struct om_value fx_computed(const struct fx_facts *x, const struct om_field *f)
{
	static const char *const days[] = {"", "mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	bool clock = f->type == OM_T_CLOCK;
	const struct om_value *at =
		&x->order->v[(clock ? FX_O_created_at : FX_O_order_date) - FX_O_order_number];
	struct om_civil c;

	if (at->is_empty)
		return fx_none(f->type);
	om__time_local(x->zone, at->num, &c);
	if (clock)
		return fx_num(OM_T_CLOCK, c.hour * 3600 + c.minute * 60 + c.second);
	return fx_text(OM_T_WORD, days[om__weekday(om__time_day(x->zone, at->num))]);
}

static struct om_value fx_get(
	const struct om_facts *facts, const struct om_field *f, const char *map_name)
{
	const struct fx_facts *x = facts->arg;
	struct om_value v;

	if (x->line) {
		if (f != &line_fields[LINE_SKU])
			return x->line->v[f - line_fields];
		const char *m = x->line->v[0].text, *l = x->line->v[1].text;
		char *members[2] = {(char *)m, (char *)l};
		struct om_set set = {members + !*m, (size_t) !!*m + !!*l};
		char *joined = om__set_join(x->arena, &set);
		return fx_text(OM_T_SET, joined);
	}
	if (f->flags & OM_F_MAP)
		return map_name && !strcmp(map_name, x->order->attr_name)
			? fx_text(f->type, x->order->attr_value)
			: fx_none(f->type);
	if (f->flags & OM_F_COMPUTED)
		return fx_computed(x, f);
	if (!strcmp(f->name, "refunded")) {
		v = x->order->v[FX_O_amount_paid - FX_O_order_number];
		v.unit = x->order->paid_currency;
		return v;
	}
	if (!strcmp(f->name, "source")) {
		v = x->order->v[FX_O_channel - FX_O_order_number];
		v.num = x->order->channel_id;
		return v;
	}
	return x->order->v[f - order_fields];
}

static bool fx_member(const struct om_facts *facts, const struct om_collection *c, int index,
	struct om_facts *ret)
{
	static struct fx_facts member;
	const struct fx_facts *x = facts->arg;

	(void)c;
	if (index >= x->order->line_count)
		return false;
	member = *x;
	member.line = &x->order->lines[index];
	*ret = *facts;
	ret->arg = &member;
	return true;
}

static bool fx_eval(const struct om_filter *f, const struct fx_order *o, struct om_arena *arena)
{
	struct fx_facts x = {.order = o, .zone = fx_zone_of(NULL, o->zone), .arena = arena};
	struct om_facts facts = {.arg = &x,
		.get = fx_get,
		.member = fx_member,
		.currency = o->currency,
		.zone = o->zone};

	return om__filter_eval(f, &facts);
}

/* ---- the database ---- */

static void fx_run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) {
		printf("Bail out! %s: %s\n", sql, why);
		exit(1);
	}
}

#define FX_COLUMN(name, type, flags, nick, choices) "," #name
static sqlite3 *fx_database(void)
{
	sqlite3 *db;

	sqlite3_open(":memory:", &db);
	fx_run(db,
		"create table orders (id integer primary key, currency text, paid_currency text, "
		"zone text, channel_id" ORDER_FIELDS(FX_COLUMN) ")");
	fx_run(db, "create table line (order_id int" LINE_FIELDS(FX_COLUMN) ")");
	fx_run(db, "create index line_order on line (order_id)");
	fx_run(db, "create table attr (order_id int, name text, value text)");
	fx_run(db, "create table stock (id integer primary key" STOCK_FIELDS(FX_COLUMN) ")");
	return db;
}

static bool fx_is_text(enum om_type t)
{
	return om__is_text(t);
}

static void fx_bind(sqlite3_stmt *st, int i, const struct om_value *v)
{
	/* A missing text may be null or "": they are one. */
	if (v->is_empty && (!fx_is_text(v->type) || v->num))
		sqlite3_bind_null(st, i);
	else if (fx_is_text(v->type))
		sqlite3_bind_text(st, i, v->text, -1, SQLITE_STATIC);
	else
		sqlite3_bind_int64(st, i, v->num);
}

static void fx_insert(sqlite3 *db, const char *table, int64_t key, const struct om_value *v, int n)
{
	char sql[400];
	sqlite3_stmt *st = NULL;
	int len = snprintf(sql, sizeof(sql), "insert into %s values (?1", table), extra = 1;

	if (!strcmp(table, "orders")) {
		len += snprintf(sql + len, sizeof(sql) - (size_t)len, ",null,null,null,null");
	}
	for (int i = 0; i < n; i++)
		len += snprintf(sql + len, sizeof(sql) - (size_t)len, ",?%d", extra + i + 1);
	snprintf(sql + len, sizeof(sql) - (size_t)len, ")");
	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK) {
		printf("Bail out! %s: %s\n", sql, sqlite3_errmsg(db));
		exit(1);
	}
	sqlite3_bind_int64(st, 1, key);
	for (int i = 0; i < n; i++)
		fx_bind(st, extra + i + 1, &v[i]);
	sqlite3_step(st);
	sqlite3_finalize(st);
}

static void fx_store(sqlite3 *db, int64_t id, const struct fx_order *o)
{
	sqlite3_stmt *st = NULL;

	fx_insert(db, "orders", id, o->v, FX_L_master_sku - FX_O_order_number);
	for (int i = 0; i < o->line_count; i++)
		fx_insert(db, "line", id, o->lines[i].v, FX_S_available - FX_L_master_sku);
	sqlite3_prepare_v2(db,
		"update orders set currency = ?1, paid_currency = ?2, zone = ?3, channel_id = ?5 "
		"where id = ?4",
		-1, &st, NULL);
	sqlite3_bind_text(st, 1, o->currency, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, o->paid_currency, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 3, o->zone, -1, SQLITE_STATIC);
	sqlite3_bind_int64(st, 4, id);
	sqlite3_bind_int64(st, 5, o->channel_id);
	sqlite3_step(st);
	sqlite3_finalize(st);
	if (!*o->attr_name)
		return;
	sqlite3_prepare_v2(db, "insert into attr values (?1, ?2, ?3)", -1, &st, NULL);
	sqlite3_bind_int64(st, 1, id);
	sqlite3_bind_text(st, 2, o->attr_name, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 3, o->attr_value, -1, SQLITE_STATIC);
	sqlite3_step(st);
	sqlite3_finalize(st);
}

/* Runs the condition of F over all rows of FROM; sets BITS of the ids (from 0) that match. */
static bool fx_select(sqlite3 *db, const struct om_filter *f, const char *from,
	struct om_arena *arena, uint64_t *ret_bits, bool *ret_needs_eval)
{
	struct om_err err = {0};
	struct om_sql s;
	sqlite3_stmt *st = NULL;
	bool good;

	*ret_bits = 0;
	om__sql_init(&s, arena);
	om__buf_fmt(&s.text, "select id from %s where ", from);
	if (om__filter_sql(f, &s, ret_needs_eval, &err)) {
		printf("# %s\n", err.message);
		om__sql_release(&s);
		return false;
	}
	good = sqlite3_prepare_v2(db, s.text.data, -1, &st, NULL) == SQLITE_OK;
	if (!good)
		printf("# %s\n# %s\n", sqlite3_errmsg(db), s.text.data);
	for (int i = 0; good && i < s.bind_count; i++) {
		char name[20];
		snprintf(name, sizeof(name), ":%s", s.binds[i].name);
		int at = sqlite3_bind_parameter_index(st, name);
		if (!at)
			good = false;
		else if (s.binds[i].kind == 'i')
			sqlite3_bind_int64(st, at, s.binds[i].num);
		else
			sqlite3_bind_text(st, at, s.binds[i].text, -1, SQLITE_STATIC);
	}
	int rc = SQLITE_DONE;
	while (good && (rc = sqlite3_step(st)) == SQLITE_ROW)
		*ret_bits |= (uint64_t)1 << sqlite3_column_int64(st, 0);
	if (good && rc != SQLITE_DONE) {
		printf("# %s\n# %s\n", sqlite3_errmsg(db), s.text.data);
		good = false;
	}
	sqlite3_finalize(st);
	om__sql_release(&s);
	return good;
}

#endif
