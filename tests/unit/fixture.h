/* A small seller in a throw-away database: rows are put in by SQL, so that a test can build any
 * state. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <sqlite3.h>
#include <stdarg.h>
#include <unistd.h>
#include "core/core.h"
#include "db/db.h"
#include "flow/resolve/resolve.h"
#include "tap.h"
#include <om/admin.h>
#include <om/om.h>

static struct om *fx_om;
static sqlite3 *fx_db;
static char fx_dir[64], fx_path[96];
static struct om_err fx_err;

static inline void fx_die(const char *what)
{
	printf("Bail out! %s: %s [%s]\n", what, fx_err.message, fx_err.word);
	exit(1);
}

/* Runs SQL on a connection of its own; the formats are SQLite's (%Q quotes a text). */
static inline void fx(const char *fmt, ...)
{
	char *error = NULL, *sql;
	va_list ap;

	va_start(ap, fmt);
	sql = sqlite3_vmprintf(fmt, ap);
	va_end(ap);
	if (sqlite3_exec(fx_db, sql, NULL, NULL, &error)) {
		printf("Bail out! %s: %s\n", sql, error);
		exit(1);
	}
	sqlite3_free(sql);
}

/* One text out of the database; "" for null or no row.  Valid until the next call but three. */
static inline const char *fx_get(const char *fmt, ...)
{
	static char out[4][8000];
	static int turn;
	char *sql, *ret = out[turn = (turn + 1) % 4];
	sqlite3_stmt *s;
	va_list ap;

	va_start(ap, fmt);
	sql = sqlite3_vmprintf(fmt, ap);
	va_end(ap);
	ret[0] = 0;
	if (sqlite3_prepare_v2(fx_db, sql, -1, &s, NULL)) {
		printf("Bail out! %s: %s\n", sql, sqlite3_errmsg(fx_db));
		exit(1);
	}
	if (sqlite3_step(s) == SQLITE_ROW && sqlite3_column_text(s, 0))
		snprintf(ret, sizeof(out[0]), "%s", (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	sqlite3_free(sql);
	return ret;
}

static inline int64_t fx_int(const char *sql)
{
	return strtoll(fx_get("%s", sql), NULL, 10);
}

/* A new database of a company in COUNTRY, with run 1 and the manual channel WEB. */
static inline void fx_open(const char *country)
{
	struct om_options options = {.db = fx_path,
		.mode = OM_OPEN_CREATE,
		.now = 1772463600,
		.seed = 1,
		.actor = "os:test",
		.program = "test",
		.command = "test"};
	struct om_init init = {.company = "Test",
		.country = country,
		.currency = "USD",
		.time_zone = "America/New_York"};
	bool existed;

	snprintf(fx_dir, sizeof(fx_dir), "/tmp/om-unit-XXXXXX");
	if (!mkdtemp(fx_dir))
		fx_die("mkdtemp");
	snprintf(fx_path, sizeof(fx_path), "%s/om.db", fx_dir);
	if (om_open(&options, &fx_om, &fx_err) || om_init(fx_om, &init, &existed, &fx_err) ||
		om_finish(fx_om, &fx_err))
		fx_die("open");
	om_close(fx_om);
	options.mode = OM_OPEN_WRITE;
	if (om_open(&options, &fx_om, &fx_err))
		fx_die("open again");
	if (sqlite3_open(fx_path, &fx_db))
		fx_die("sqlite");
	sqlite3_busy_timeout(fx_db, 2000);
	fx("insert into channel (channel_id, channel, channel_key, type, currency, created_at, "
	   "modified_at, created_run) "
	   "values (1, 'WEB', 'web', 'manual', 'USD', 0, 0, 1)");
	/* The rows that tests put in have small keys. */
	fx("insert into id_block (name, next) values ('stock', 1000), ('allocation', 1000)");
}

static inline void fx_close(void)
{
	static const char *const files[] = {"", "-wal", "-shm", "-turn"};
	char path[160];

	om_close(fx_om);
	sqlite3_close(fx_db);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		snprintf(path, sizeof(path), "%s%s", fx_path, files[i]);
		unlink(path);
	}
	rmdir(fx_dir);
}

static inline void fx_product(int id, const char *sku)
{
	fx("insert into product (product_id, sku, sku_key, name, brand, currency, created_at, "
	   "modified_at, created_run) "
	   "values (%d, %Q, lower(%Q), %Q, 'Acme', 'USD', 0, 0, 1)",
		id, sku, sku, sku);
}

/* A warehouse with the pickable location L1 (id * 10 + 1) and UNCONFIGURED (id * 10). */
static inline void fx_warehouse(int id, const char *name, const char *type, int rank)
{
	fx("insert into warehouse (warehouse_id, warehouse, warehouse_key, type, country, rank, "
	   "created_at, modified_at, "
	   "created_run) values (%d, %Q, lower(%Q), %Q, 'US', %d, 0, 0, 1)",
		id, name, name, type, rank);
	fx("insert into location (location_id, warehouse_id, location, location_key, sort_key, "
	   "is_pickable, created_run) "
	   "values (%d, %d, 'UNCONFIGURED', 'unconfigured', 'UNCONFIGURED', 0, 1), (%d, %d, 'L1', "
	   "'l1', 'L1', 1, 1)",
		id * 10, id, id * 10 + 1, id);
}

static inline void fx_location(int id, int warehouse, const char *name, int pickable)
{
	fx("insert into location (location_id, warehouse_id, location, location_key, sort_key, "
	   "is_pickable, created_run) "
	   "values (%d, %d, %Q, lower(%Q), %Q, %d, 1)",
		id, warehouse, name, name, name, pickable);
}

static inline void fx_stock(
	int id, int product, int location, int on_hand, int locked, int draw_rank)
{
	fx("insert into stock (stock_id, product_id, warehouse_id, location_id, on_hand, locked, "
	   "draw_rank) "
	   "select %d, %d, warehouse_id, %d, %d, %d, %d from location where location_id = %d",
		id, product, location, on_hand, locked, draw_rank, location);
}

/* A paid order of ID, created ID seconds after the epoch, to STATE of COUNTRY, not resolved. */
static inline void fx_order(int id, const char *country, const char *state)
{
	fx("insert into orders (order_id, channel_id, order_number, order_date, created_at, "
	   "modified_at, payment_date, "
	   "currency, ship_name, ship_address1, ship_city, ship_state, ship_zip, ship_country, "
	   "created_run) "
	   "values (%d, 1, 'O%d', 0, %d, 0, 1, 'USD', 'A Bee', '1 Way', 'Town', %Q, %Q, %Q, 1)",
		id, id, id, state, strcmp(country, "US") ? "SW1A 1AA" : "10001", country);
}

/* Line NO of an order; its key is order * 10 + no. */
static inline void fx_line(int order, int no, int product, int quantity, int total)
{
	fx("insert into order_line (order_line_id, order_id, line_no, listing_sku, product_id, "
	   "quantity, unit_price, "
	   "line_total, quantity_short) values (%d, %d, %d, (select sku from product where "
	   "product_id = %d), %d, %d, 0, "
	   "%d * 10000, %d)",
		order * 10 + no, order, no, product, product, quantity, total, quantity);
}

struct fx_ids {
	const int64_t *ids;
	size_t n;
};
static inline int fx_body(struct om *om, void *arg, struct om_err *err)
{
	struct fx_ids *l = arg;

	return om__resolve(om, l->ids, l->n, NULL, err);
}

/* Resolves orders FIRST..LAST as one chunk. */
static inline void fx_resolve(int first, int last)
{
	int64_t ids[200];
	struct fx_ids l = {ids, 0};

	for (int i = first; i <= last; i++)
		ids[l.n++] = i;
	om_err_clear(&fx_err);
	if (om__tx_run(fx_om, fx_body, &l, &fx_err))
		fx_die("resolve");
}

/* "1/2 0/3": units allocated of units ordered, line by line. */
static inline const char *fx_held(int order)
{
	return fx_get("select group_concat(quantity_allocated || '/' || quantity, ' ') from "
		      "(select * from order_line where order_id = %d order by line_no)",
		order);
}
static inline const char *fx_status(int order)
{
	return fx_get("select status || case when problems <> '' then ' ' || problems else '' end "
		      "from orders "
		      "where order_id = %d",
		order);
}
static inline const char *fx_source(int order)
{
	return fx_get("select w.warehouse from orders o join warehouse w on w.warehouse_id = "
		      "o.source_id where order_id = %d",
		order);
}
static inline const char *fx_detail(int order, const char *code)
{
	return fx_get("select detail from order_problem where order_id = %d and code = %Q and "
		      "cleared_run is null",
		order, code);
}

#endif
