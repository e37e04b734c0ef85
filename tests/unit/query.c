/* Lists: columns, order, pages, given keys, members, computed fields, summaries and plans, over
 * tables of the test's own in a real database.  Linked with --wrap=om__frag_text, so that fragments
 * from FX_BASE on are those below. */
#include <dirent.h>
#include <sqlite3.h>
#include <unistd.h>
#include <om/admin.h>
#include <om/query.h>
#include "base/buf.h"
#include "base/text.h"
#include "db/db.h"
#include "query/nouns.h"
#include "tap.h"

#define NOW 1772971200 /* 2026-03-08T12:00:00Z */
#define ORDERS 60
#define FX_BASE 100000

/* ---- nouns ---- */

enum {
	FROM = FX_BASE,
	KEY,
	IDS,
	CURRENCY,
	ZONE,
	FIND,
	FRAME,
	JOIN,
	NUMBER,
	STATUS,
	TOTAL,
	PAID,
	PLACED,
	LABELS,
	IS_GIFT,
	WEIGHT,
	WEIGHT_UNIT,
	SHIP_DATE,
	ATTR,
	AGE,
	LINE_KEY,
	LINE_SKU,
	LINE_MASTER,
	LINE_QUANTITY,
	LINE_TOTAL,
	LINE_CURRENCY
};
static const struct om__sql_text texts[] = {
	[FROM - FX_BASE] = {.text = "q_order o"},
	[KEY - FX_BASE] = {.text = "o.order_id"},
	[IDS - FX_BASE] = {.text = "'@' || o.order_id"},
	[CURRENCY - FX_BASE] = {.text = "o.currency"},
	[ZONE - FX_BASE] = {.text = "o.zone"},
	[FIND - FX_BASE] = {.text = "om_find(:find, o.number, o.labels)"},
	[FRAME - FX_BASE] = {.text = "q_line l where l.order_id = o.order_id"},
	[JOIN - FX_BASE] = {.text = "join q_line l on l.order_id = o.order_id"},
	[NUMBER - FX_BASE] = {.text = "o.number"},
	[STATUS - FX_BASE] = {.text = "o.status"},
	[TOTAL - FX_BASE] = {.text = "o.total"},
	[PAID - FX_BASE] = {.text = "o.paid"},
	[PLACED - FX_BASE] = {.text = "o.placed"},
	[LABELS - FX_BASE] = {.text = "o.labels"},
	[IS_GIFT - FX_BASE] = {.text = "o.is_gift"},
	[WEIGHT - FX_BASE] = {.text = "o.weight_ng"},
	[WEIGHT_UNIT - FX_BASE] = {.text = "o.weight_unit"},
	[SHIP_DATE - FX_BASE] = {.text = "o.ship_date"},
	[ATTR - FX_BASE] = {.text = "case :map_name when 'color' then 'c' || o.order_id when "
				    "'a:now' then 'x' end"},
	[AGE - FX_BASE] = {.text = "(:now - o.placed) / 3600"},
	[LINE_KEY - FX_BASE] = {.text = "l.line_id"},
	[LINE_SKU - FX_BASE] = {.text = "l.master $or l.listing"},
	[LINE_MASTER - FX_BASE] = {.text = "l.master"},
	[LINE_QUANTITY - FX_BASE] = {.text = "l.quantity"},
	[LINE_TOTAL - FX_BASE] = {.text = "l.total"},
	[LINE_CURRENCY - FX_BASE] = {.text = "o.currency"},
};

const struct om__sql_text *__real_om__frag_text(enum om__frag id);
const struct om__sql_text *__wrap_om__frag_text(enum om__frag id);
const struct om__sql_text *__wrap_om__frag_text(enum om__frag id)
{
	return (int)id >= FX_BASE ? &texts[(int)id - FX_BASE] : __real_om__frag_text(id);
}

static const struct om_field order_fields[] = {
	{.name = "order_id", .type = OM_T_INT, .sql = KEY},
	{.name = "number", .type = OM_T_ID, .flags = OM_F_LIST | OM_F_SHEET, .sql = NUMBER},
	{.name = "status",
		.type = OM_T_WORD,
		.flags = OM_F_LIST,
		.sql = STATUS,
		.choices = "on-hold shipped cancelled",
		.help = "where it stands"},
	{.name = "order_total",
		.type = OM_T_MONEY,
		.flags = OM_F_LIST | OM_F_SHEET,
		.sql = TOTAL,
		.nick = "total"},
	{.name = "amount_paid", .type = OM_T_MONEY, .sql = PAID},
	{.name = "order_date", .type = OM_T_TIME, .sql = PLACED},
	{.name = "labels", .type = OM_T_SET, .sql = LABELS},
	{.name = "is_gift", .type = OM_T_BOOL, .sql = IS_GIFT},
	{.name = "weight", .type = OM_T_WEIGHT, .sql = WEIGHT, .unit_sql = WEIGHT_UNIT},
	{.name = "ship_date", .type = OM_T_DAY, .sql = SHIP_DATE},
	{.name = "age", .type = OM_T_INT, .sql = AGE},
	{.name = "attr:", .type = OM_T_TEXT, .flags = OM_F_MAP, .sql = ATTR},
	{.name = "weekday",
		.type = OM_T_WORD,
		.flags = OM_F_COMPUTED,
		.choices = "mon tue wed thu fri sat sun"},
	{.name = "pounds", .type = OM_T_INT, .flags = OM_F_INPUT},
};
static const struct om_field line_fields[] = {
	{.name = "sku", .type = OM_T_ID, .flags = OM_F_BARE | OM_F_SHEET, .sql = LINE_SKU},
	{.name = "master_sku", .type = OM_T_ID, .flags = OM_F_BARE, .sql = LINE_MASTER},
	{.name = "quantity", .type = OM_T_INT, .flags = OM_F_SHEET, .sql = LINE_QUANTITY},
	{.name = "line_total", .type = OM_T_MONEY, .sql = LINE_TOTAL},
	{.name = "is_large", .type = OM_T_BOOL, .flags = OM_F_COMPUTED | OM_F_BARE},
	{.name = "number", .type = OM_T_INT, .sql = LINE_KEY},
};

static const struct om_value *value_of(
	const struct om_field *const *fields, int n, struct om_value *values, const char *name)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(fields[i]->name, name))
			return &values[i];
	return NULL;
}

static int compute_order(struct om *om, struct om_arena *arena,
	const struct om_field *const *fields, int n, struct om_value *values, struct om_err *err)
{
	static const char *const days[] = {"", "mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	const struct om_value *at = value_of(fields, n, values, "order_date");

	(void)om, (void)err;
	for (int i = 0; i < n; i++) {
		if (strcmp(fields[i]->name, "weekday") != 0)
			continue;
		/* in the arena, as a real one would be */
		values[i].text = om__strdup(arena, days[om__weekday(at->num / 86400)]);
		values[i].is_empty = false;
	}
	return 0;
}

static int compute_line(struct om *om, struct om_arena *arena, const struct om_field *const *fields,
	int n, struct om_value *values, struct om_err *err)
{
	(void)om, (void)arena, (void)err;
	for (int i = 0; i < n; i++)
		if (!strcmp(fields[i]->name, "is_large")) {
			values[i].num = value_of(fields, n, values, "quantity")->num > 5;
			values[i].is_empty = false;
		}
	return 0;
}

static const struct om_noun line_noun = {.name = "line",
	.plural = "lines",
	.fields = line_fields,
	.field_count = OM_COUNT(line_fields),
	.key = LINE_KEY,
	.currency = LINE_CURRENCY,
	.compute = compute_line};
static const struct om_collection collections[] = {
	{.name = "lines", .noun = &line_noun, .frame = FRAME, .join = JOIN}};
static const struct om_noun order_noun = {.name = "order",
	.plural = "orders",
	.fields = order_fields,
	.field_count = OM_COUNT(order_fields),
	.collections = collections,
	.collection_count = 1,
	.from = FROM,
	.key = KEY,
	.ids = IDS,
	.currency = CURRENCY,
	.zone = ZONE,
	.find = FIND,
	.compute = compute_order,
	.summary = "status:order_total,amount_paid"};
static const struct om_noun *orders(void)
{
	return &order_noun;
}
const struct om_noun *(*const om__nouns[])(void) = {orders, NULL};
const enum om__sql om__zones_sql = OM__SQL_channel_zones;

/* ---- the database ---- */

static char folder[] = "/tmp/om-query-XXXXXX", path[80];
static struct om *om;
static struct om_arena arena;

static void run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) {
		printf("Bail out! %s: %s\n", sql, why);
		exit(1);
	}
}

/* Order N: on-hold, shipped or cancelled by turns; n dollars, every tenth in euro; n % 4 lines. */
static void fill(void)
{
	sqlite3 *db;

	sqlite3_open(path, &db);
	run(db,
		"create table q_order (order_id integer primary key, number text, status text, "
		"total int, paid int, currency text, "
		"placed int, labels text, is_gift int, weight_ng int, weight_unit text, ship_date "
		"int, zone text)");
	run(db, "create index q_order_status on q_order (status, order_id)");
	run(db,
		"create table q_line (line_id integer primary key, order_id int, master text, "
		"listing text, quantity int, total int)");
	run(db, "create index q_line_order on q_line (order_id)");
	run(db,
		"with recursive n(i) as (select 1 union all select i + 1 from n where i < 60) "
		"insert into q_order "
		"select i, 'N' || (1000 + i), case i % 3 when 0 then 'on-hold' when 1 then "
		"'shipped' else 'cancelled' end, i * 10000, "
		"case when i % 2 then i * 10000 end, case when i % 10 = 0 then 'EUR' else 'USD' "
		"end, 1772971200 - i * 3600, "
		"case when i % 5 = 0 then 'rush|50%' else '' end, i % 2, case when i % 2 then "
		"453592370000 end, "
		"case when i % 4 = 1 then 'oz' else '' end, 20520 + i, case when i = 7 then "
		"'America/Los_Angeles' else '' end from n");
	run(db,
		"with recursive n(i) as (select 1 union all select i + 1 from n where i < 60), "
		"k(j) as (select 1 union all select j + 1 from "
		"k where j < 3) insert into q_line (order_id, master, listing, quantity, total) "
		"select i, case when j = 1 then '' else 'M' || j end, "
		"'L' || j, i % 7 + j, i * 1000 from n, k where j <= i % 4 order by i, j desc");
	run(db,
		"insert into channel (channel_id, channel, channel_key, type, currency, time_zone, "
		"created_at, modified_at, created_run) "
		"values (1, 'A', 'a', 'manual', 'USD', 'America/Los_Angeles', 0, 0, 1), (2, 'B', "
		"'b', 'manual', 'USD', '', 0, 0, 1)");
	sqlite3_close(db);
}

static void open_database(void)
{
	struct om_options options = {.db = path,
		.mode = OM_OPEN_CREATE,
		.now = NOW,
		.seed = 1,
		.actor = "os:ann",
		.program = "om-test",
		.command = "om-test"};
	struct om_init init = {.currency = "USD",
		.weight_unit = "lb",
		.length_unit = "in",
		.time_zone = "America/New_York",
		.country = "US"};
	struct om_err err = {0};
	bool existed;

	if (!mkdtemp(folder))
		exit(1);
	snprintf(path, sizeof(path), "%s/om.db", folder);
	if (om_open(&options, &om, &err) || om_init(om, &init, &existed, &err)) {
		printf("Bail out! %s\n", err.message);
		exit(1);
	}
	fill();
}

/* ---- one list as text: rows by ';', cells by ',', money with its currency ---- */

static void put_cell(struct om_buf *b, const struct om_value *v)
{
	if (v->is_empty)
		return;
	if (*v->text)
		om__buf_str(b, v->text);
	else if (v->type == OM_T_MONEY)
		om__buf_fmt(b, "%d%s", (int)(v->num / 10000), v->unit);
	else
		om__buf_fmt(b, "%lld%s", (long long)v->num, v->unit);
}

static const char *list(struct om_query_spec spec)
{
	struct om_err err = {0};
	const struct om_column *columns;
	const struct om_value *row;
	struct om_query *q = NULL;
	struct om_buf b;
	int rc, n;

	spec.noun = &order_noun;
	if (om_query_open(om, &spec, &q, &err))
		return om__printf(&arena, "%s: %s", err.word, err.message);
	om__buf_init(&b, 0);
	n = om_query_columns(q, &columns);
	while ((rc = om_query_next(q, &row, &err)) > 0) {
		if (b.len)
			om__buf_char(&b, ';');
		for (int i = 0; i < n; i++) {
			if (i)
				om__buf_char(&b, ',');
			put_cell(&b, &row[i]);
		}
	}
	if (rc < 0)
		om__buf_fmt(&b, "%s: %s", err.word, err.message);
	om_query_close(q);
	char *text = om__strdup(&arena, b.data);
	om__buf_release(&b);
	return text;
}
#define LIST(...) list((struct om_query_spec){__VA_ARGS__})

static void test_columns(void)
{
	struct om_query_spec spec = {.noun = &order_noun, .columns = "+weight"};
	const struct om_column *columns;
	const struct om_value *row;
	struct om_query *q = NULL;
	struct om_err err = {0};

	is_str(LIST(.limit = 2), "N1001,shipped,1USD;N1002,cancelled,2USD",
		"default columns in key order");
	is_str(LIST(.limit = 1, .default_columns = OM_COLUMNS_SHEET), "N1001,1USD",
		"the sheet's columns");
	is_str(LIST(.limit = 1, .default_columns = OM_COLUMNS_ALL),
		"1,N1001,shipped,1USD,1USD,1772967600,,1,453592370000oz,20521,1",
		"all columns: no maps, none computed");
	is_str(LIST(.limit = 2, .columns = "total, number"), "1USD,N1001;2USD,N1002",
		"chosen columns, a short name");
	is_str(LIST(.limit = 2, .columns = "+amount_paid"),
		"N1001,shipped,1USD,1USD;N1002,cancelled,2USD,", "one more column");
	is_str(LIST(.limit = 1, .columns = "attr:color,attr:a:now,attr:other"), "c1,x,",
		"members of a map");
	is_str(LIST(.limit = 1, .columns = "number,number,total,number"), "N1001,1USD",
		"a column stands once");
	is_str(LIST(.limit = 3, .columns = "weight"), "453592370000oz;;453592370000lb",
		"units as typed, else the company's");
	is_str(LIST(.limit = 2, .columns = "weekday"), "sun;sun", "a computed column");
	is_str(LIST(.columns = "statsu"), "unknown-column: orders have no column 'statsu'",
		"an unknown column");
	is_str(LIST(.columns = "pounds"), "unknown-column: orders have no column 'pounds'",
		"a column of input only");
	ok(!om_query_open(om, &spec, &q, &err), "opens");
	is_int(om_query_columns(q, &columns), 4, "columns are counted");
	is_str(columns[3].name, "weight", "and named");
	ok(om_query_next(q, &row, &err) == 1, "gives a row");
	is_int(om_query_key(q), 1, "its key");
	is_str(om_query_id(q), "@1", "its id");
	om_query_close(q);
	spec.columns = "statsu";
	om_err_clear(&err);
	ok(om_query_open(om, &spec, &q, &err) == OM_EINVAL && strstr(err.hint, "'status'"),
		"the nearest column is named");
}

static void test_filters(void)
{
	struct om_query_spec spec = {.noun = &order_noun, .where = "status = onhold"};
	struct om_query *q = NULL;
	struct om_err err = {0};

	is_str(LIST(.where = "status = on-hold", .columns = "number", .limit = 3),
		"N1003;N1006;N1009", "a filter");
	is_str(LIST(.where = "status = on-hold", .and_where = "is_gift = yes or total > 58",
		       .columns = "number", .limit = 3, .after = 20),
		"N1021;N1027;N1033", "two filters and a page");
	is_str(LIST(.where = "total in 10..30 EUR", .columns = "number,total"),
		"N1010,10EUR;N1020,20EUR;N1030,30EUR", "euro");
	is_str(LIST(.where = "sku = L1 and master_sku = M3", .columns = "number", .limit = 2),
		"N1003;N1007", "fields of lines");
	is_str(LIST(.where = "age <= 2", .columns = "age"), "1;2", "a fragment knows now");
	is_str(LIST(.where = "labels has \"50%\"", .columns = "number", .limit = 2), "N1005;N1010",
		"a set");
	/* 2026-03-08T12:00Z less 5 to 7 hours: midnight in New York is 05:00Z, order 7; in Los
	 * Angeles 08:00Z */
	is_str(LIST(.where = "order_date >= 2026-03-08", .columns = "number"),
		"N1001;N1002;N1003;N1004;N1005;N1006", "days by zone");
	is_str(LIST(.where = "order_date = yesterday", .columns = "number", .limit = 1), "N1007",
		"also of the channel's zone");
	is_str(LIST(.where = "", .columns = "number", .limit = 1), "N1001", "an empty filter");
	is_int(om_query_open(om, &spec, &q, &err), OM_EINVAL, "a bad filter");
	is_str(err.word, "filter-value", "its word");
	is_str(err.source, "--where", "its source");
	is_int(err.column, 10, "its column");
}

static void test_find(void)
{
	is_str(LIST(.find = "n100", .columns = "number", .limit = 2), "N1001;N1002",
		"part of a text in any case");
	is_str(LIST(.find = "50%", .columns = "number", .limit = 2), "N1005;N1010",
		"a percent sign is one");
	is_str(LIST(.find = "N100_", .columns = "number"), "", "an underscore too");
	is_str(LIST(.find = "1005", .where = "status = shipped", .columns = "number"), "",
		"with a filter");
	is_str(LIST(.find = "", .columns = "number", .limit = 1), "N1001", "nothing to find");
}

static void test_order(void)
{
	is_str(LIST(.sort = "-total", .columns = "number", .limit = 3), "N1060;N1059;N1058",
		"downwards");
	is_str(LIST(.sort = "status, -number", .columns = "number,status", .limit = 2),
		"N1059,cancelled;N1056,cancelled", "two columns");
	is_str(LIST(.sort = "is_gift", .columns = "number", .limit = 2), "N1002;N1004",
		"ties go by key");
	is_str(LIST(.sort = "-attr:color", .columns = "number", .limit = 2), "N1009;N1008",
		"by a member of a map");
	is_str(LIST(.sort = "-order_id", .columns = "number", .limit = 2), "N1060;N1059",
		"by the key itself");
	is_str(LIST(.sort = "weekday"),
		"unknown-column: 'weekday' is computed and cannot be sorted by",
		"not by what is computed");
	is_str(LIST(.sort = "statsu"), "unknown-column: orders have no column 'statsu'",
		"not by nothing");
}

static void test_keys(void)
{
	static const int64_t keys[] = {5, 3, 999, 4};
	struct om_query_spec spec = {
		.noun = &order_noun, .where = "status = on-hold and weekday = sun", .limit = 2};
	struct om_err err = {0};
	int64_t *got = NULL;
	size_t n = 0;

	is_str(LIST(.keys = keys, .key_count = 4, .columns = "number"), "N1005;N1003;N1004",
		"given keys in their order");
	is_str(LIST(.keys = keys, .key_count = 4, .columns = "number", .sort = "number"),
		"N1003;N1004;N1005", "sorted");
	is_str(LIST(.keys = keys, .key_count = 4, .columns = "number", .where = "status = on-hold"),
		"N1003", "filtered");
	is_str(LIST(.has_keys = true, .columns = "number"), "", "no keys, no rows");
	is_str(LIST(.keys = keys, .key_count = 2, .columns = "number,quantity", .each = "lines"),
		"N1005,6;N1003,6;N1003,5;N1003,4", "with members");
	ok(!om_query_keys(om, &spec, &arena, &got, &n, &err) && n == 2 && got[0] == 3 &&
			got[1] == 6,
		"keys of what matches");
	spec.where = "total > 10000";
	ok(!om_query_keys(om, &spec, &arena, &got, &n, &err) && n == 0, "of nothing");
}

static void test_pages(void)
{
	int64_t after = 0;
	int seen = 0, pages = 0;

	for (;; pages++) {
		struct om_query_spec spec = {
			.noun = &order_noun, .limit = 7, .after = after, .where = "total != 5"};
		struct om_err err = {0};
		int64_t *keys = NULL;
		size_t n = 0;

		if (om_query_keys(om, &spec, &arena, &keys, &n, &err) || n == 0)
			break;
		seen += (int)n;
		after = keys[n - 1];
	}
	is_int(seen, ORDERS - 1, "pages hold every row once");
	is_int(pages, 9, "and are full");
}

static void test_each(void)
{
	is_str(LIST(.each = "lines", .where = "number in (N1002, N1003, N1004)",
		       .columns = "number,order_total,sku,quantity,line_total"),
		"N1002,2USD,M2,4,0USD;N1002,,L1,3,0USD;N1003,3USD,M3,6,0USD;N1003,,M2,5,0USD;N1003,"
		",L1,4,0USD",
		"a row a line, amounts of the order on the first");
	is_str(LIST(.each = "lines", .where = "number = N1002", .columns = "order_total,sku",
		       .no_dedupe = true),
		"2USD,M2;2USD,L1", "or on all");
	is_str(LIST(.each = "lines", .where = "number = N1003", .columns = "quantity,order_total",
		       .sort = "quantity"),
		"4,3USD;5,;6,", "lines sorted inside of their order");
	is_str(LIST(.each = "lines", .limit = 3, .columns = "number,quantity",
		       .sort = "-number,-quantity"),
		"N1059,6;N1059,5;N1059,4", "orders and lines sorted");
	is_str(LIST(.each = "lines", .limit = 1, .default_columns = OM_COLUMNS_SHEET),
		"N1001,1USD,L1,2", "columns of the sheet");
	is_str(LIST(.each = "lines", .limit = 1, .columns = "number,lines.number"), "N1001,1",
		"one name in both");
	is_str(LIST(.each = "lines", .where = "number in (N1002, N1006)",
		       .columns = "number,is_large,weekday"),
		"N1002,0,sun;N1002,0,sun;N1006,1,sun;N1006,1,sun", "computed fields of both");
	is_str(LIST(.each = "parts"), "unknown-column: orders have no 'parts'",
		"an unknown collection");
}

static void test_computed(void)
{
	is_str(LIST(.where = "weekday = sat", .columns = "number", .limit = 2), "N1013;N1014",
		"rows are tested one by one, the limit after");
	is_str(LIST(.where = "not weekday = sun and status = on-hold", .columns = "number",
		       .limit = 2),
		"N1015;N1018", "negated");
	is_str(LIST(.where = "any lines (is_large = yes and sku = L2)", .columns = "number",
		       .limit = 3),
		"N1006;N1011;N1018", "inside of a collection, by any of two columns");
	is_str(LIST(.where = "none lines (is_large) and count lines = 3", .columns = "number",
		       .limit = 3),
		"N1007;N1015;N1023", "and none");
	is_str(LIST(.where = "is_large = yes", .columns = "number", .limit = 2), "N1003;N1005",
		"bare");
	is_str(LIST(.where = "count lines (is_large) >= 2", .columns = "number", .limit = 2),
		"N1006;N1011", "counted");
	is_str(LIST(.where = "weekday = sat and order_date < 2026-03-07", .columns = "number",
		       .limit = 1),
		"N1032", "beside a time of a zone");
	is_str(LIST(.where = "weekday = sun and order_date >= 2026-03-08 and number in (N1006, "
			     "N1007, N1008)",
		       .columns = "number"),
		"N1006", "in the row's zone");
}

static void test_summary(void)
{
	struct om_query_spec spec = {.noun = &order_noun};
	struct om_summary s = {0};
	struct om_err err = {0};

	ok(!om_query_summary(om, &spec, NULL, &arena, &s, &err), "a summary: %s", err.message);
	is_str(s.column, "status", "by the noun's column");
	is_int(s.sum_count, 2, "with two sums");
	is_str(s.sum_names[1], "amount_paid", "named");
	is_int((int64_t)s.count, 6, "a row a status and currency");
	is_str(s.rows[0].value, "cancelled", "sorted");
	is_str(s.rows[0].currency, "EUR", "by currency");
	is_int(s.rows[0].rows, 2, "rows");
	is_int(s.rows[0].sums[0], 700000, "sum");
	is_int(s.rows[1].sums[1], (5 + 11 + 17 + 23 + 29 + 35 + 41 + 47 + 53 + 59) * 10000,
		"sum of what is there");
	spec.where = "total > 50";
	ok(!om_query_summary(om, &spec, "is_gift", &arena, &s, &err) && s.count == 2 &&
			!strcmp(s.rows[0].value, "no"),
		"by a yes/no");
	ok(!om_query_summary(om, &spec, "weekday", &arena, &s, &err) && s.count >= 1,
		"by a computed column");
	ok(om_query_summary(om, &spec, "nothing", &arena, &s, &err) == OM_EINVAL &&
			!strcmp(err.word, "unknown-column"),
		"by nothing");
}

static const char *plan(struct om_query_spec spec)
{
	struct om_err err = {0};
	char *sql = NULL, *text = NULL;

	spec.noun = &order_noun;
	if (om_query_explain(om, &spec, &arena, &sql, &text, &err))
		return om__printf(&arena, "%s: %s", err.word, err.message);
	return om__printf(&arena, "%s%s", sql, text);
}
#define PLAN(...) plan((struct om_query_spec){__VA_ARGS__})

static void test_plans(void)
{
	const char *p = PLAN(.limit = 50);

	ok(!strstr(p, "TEMP B-TREE") && strstr(p, "SCAN o"),
		"a page walks the table in key order: no sorter");
	p = PLAN(.where = "status = on-hold", .limit = 50);
	ok(strstr(p, "USING INDEX q_order_status") && !strstr(p, "TEMP B-TREE"),
		"a status is searched by its index: no sorter");
	ok(strstr(p, "o.status = :p1") && strstr(p, ":p1 = \"on-hold\""),
		"the statement and its binds are shown");
	p = PLAN(.sort = "-order_id", .limit = 50);
	ok(!strstr(p, "TEMP B-TREE"), "backwards by key: no sorter");
	p = PLAN(.where = "sku = M1", .limit = 50);
	ok(strstr(p, "USING INDEX q_line_order"), "lines are searched by their order");
	p = PLAN(.keys = (const int64_t[]){1, 2}, .key_count = 2);
	ok(strstr(p, "SEARCH o USING INTEGER PRIMARY KEY"), "given keys are looked up");
	p = PLAN(.after = 30);
	ok(strstr(p, "SEARCH o USING INTEGER PRIMARY KEY (rowid>?)"), "a page begins at its key");
	p = PLAN(.each = "lines", .limit = 10);
	ok(strstr(p, "SEARCH l USING") && !strstr(p, "TEMP B-TREE"),
		"members are joined by their index, in order");
}

static void test_texts(void)
{
	struct om_err err = {0};
	char *text = NULL;

	ok(!om_filter_canonical(
		   om, &order_noun, "  total>5   and status=\"On Hold\"", &arena, &text, &err),
		"canonical");
	is_str(text, "order_total > 5 and status = on-hold", "text of a filter");
	ok(om_filter_canonical(om, &order_noun, "total >", &arena, &text, &err) == OM_EINVAL,
		"of a bad one");
	text = om_filter_help(NULL, &order_noun, &arena);
	ok(strstr(text, "order_total, total  (money)  = != < <= > >= in is-empty") &&
			strstr(text, "attr:NAME") && strstr(text, "any lines (...)") &&
			strstr(text, "on-hold shipped cancelled") && !strstr(text, "pounds"),
		"help names fields, types, operators and collections");
	ok(om_noun_find("orders") == &order_noun && om_noun_find("order") == &order_noun &&
			!om_noun_find("x"),
		"nouns by name");
	is_str(om_noun_field(&order_noun, "attr:X")->name, "attr:", "a map's field");
	ok(!om_noun_field(&order_noun, "attr:"), "needs a name");
	is_str(om_type_name(OM_T_BOOL), "yes/no", "types have names");
}

static void clean(void)
{
	DIR *dir = opendir(folder);
	struct dirent *e;
	char name[400];

	while (dir && (e = readdir(dir))) {
		snprintf(name, sizeof(name), "%s/%s", folder, e->d_name);
		unlink(name);
	}
	closedir(dir);
	rmdir(folder);
}

int main(void)
{
	om__arena_init(&arena);
	open_database();
	test_columns();
	test_filters();
	test_find();
	test_order();
	test_keys();
	test_pages();
	test_each();
	test_computed();
	test_summary();
	test_plans();
	test_texts();
	om_close(om);
	om__arena_release(&arena);
	clean();
	return done();
}
