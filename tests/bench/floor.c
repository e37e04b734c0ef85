/* The least that C and SQLite can do: writes the rows that a phase of om wrote, into the same
 * tables with the same indices, durability and commit size, and reads nothing meanwhile.
 *
 *	floor import|resolve|ship BEFORE AFTER
 *		BEFORE: a copy of the database as it was, written to; AFTER: as om left it
 *	floor export DB
 *		prints every line with named columns through stdio
 *
 * All rows are read from AFTER into memory first; only writing them is timed.  Prints the seconds
 * and the CPU seconds. */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CHUNK 2000 /* orders a commit, as om does it */

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* CPU seconds of this process. */
static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(sqlite3 *db, const char *what)
{
	fprintf(stderr, "floor: %s: %s\n", what, sqlite3_errmsg(db));
	exit(1);
}

static void run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL))
		die(db, sql);
}

static sqlite3 *open_db(const char *path)
{
	sqlite3 *db;

	if (sqlite3_open(path, &db))
		die(db, path);
	/* The pragmas that om opens with. */
	run(db,
		"pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on; pragma "
		"temp_store=memory;"
		"pragma cache_size=-65536; pragma wal_autocheckpoint=10000");
	return db;
}

/* One kind of row: READ gives the order that it belongs to, then the values that WRITE binds. */
struct stream {
	const char *read, *write;
	sqlite3_value ***rows; /* rows[i][0] is the order */
	size_t count, cap, at;
	int width;
	sqlite3_stmt *stmt;
};

static void load(sqlite3 *after, struct stream *s, int64_t first)
{
	sqlite3_stmt *q;

	if (sqlite3_prepare_v2(after, s->read, -1, &q, NULL))
		die(after, s->read);
	sqlite3_bind_int64(q, 1, first);
	s->width = sqlite3_column_count(q);
	while (sqlite3_step(q) == SQLITE_ROW) {
		sqlite3_value **row = malloc(sizeof(*row) * (size_t)s->width);

		if (s->count == s->cap) {
			s->cap = s->cap ? s->cap * 2 : 4096;
			s->rows = realloc(s->rows, sizeof(*s->rows) * s->cap);
		}
		if (!row || !s->rows)
			exit(1);
		for (int i = 0; i < s->width; i++)
			row[i] = sqlite3_value_dup(sqlite3_column_value(q, i));
		s->rows[s->count++] = row;
	}
	sqlite3_finalize(q);
}

static void write_until(sqlite3 *db, struct stream *s, int64_t order)
{
	for (; s->at < s->count && sqlite3_value_int64(s->rows[s->at][0]) < order; s->at++) {
		sqlite3_value **row = s->rows[s->at];

		for (int i = 1; i < s->width; i++) {
			if (sqlite3_value_type(row[i]) == SQLITE_INTEGER)
				sqlite3_bind_int64(s->stmt, i, sqlite3_value_int64(row[i]));
			else if (sqlite3_value_type(row[i]) == SQLITE_TEXT)
				sqlite3_bind_text(s->stmt, i,
					(const char *)sqlite3_value_text(row[i]),
					sqlite3_value_bytes(row[i]), SQLITE_STATIC);
			else if (sqlite3_value_type(row[i]) == SQLITE_BLOB)
				sqlite3_bind_blob(s->stmt, i, sqlite3_value_blob(row[i]),
					sqlite3_value_bytes(row[i]), SQLITE_STATIC);
			else
				sqlite3_bind_null(s->stmt, i);
		}
		if (sqlite3_step(s->stmt) != SQLITE_DONE)
			die(db, s->write);
		sqlite3_reset(s->stmt);
	}
}

/* "insert into T values (?1, ...)" with as many places as the table has columns. */
static const char *insert_all(sqlite3 *after, const char *table)
{
	char sql[200], *text = malloc(4000);
	sqlite3_stmt *q;
	int n;

	snprintf(sql, sizeof(sql), "select * from %s", table);
	if (!text || sqlite3_prepare_v2(after, sql, -1, &q, NULL))
		die(after, table);
	n = sqlite3_column_count(q);
	sqlite3_finalize(q);
	snprintf(text, 4000, "insert into %s values (?1", table);
	for (int i = 2; i <= n; i++)
		snprintf(text + strlen(text), 4000 - strlen(text), ", ?%d", i);
	strncat(text, ")", 4000 - strlen(text) - 1);
	return text;
}

#define ORDER_UPDATE \
	"update orders set revision=?1, modified_at=?2, source_id=?3, source_by=?4, " \
	"route_reason=?5, method=?6, routed_at=?7, " \
	"status=?8, problems=?9, first_problem=?10, holds=?11, hold_until=?12, stock_state=?13, " \
	"fulfilled=?14, " \
	"ship_state=?15, ship_country=?16 where order_id=?17"
#define ORDER_READ \
	"select order_id, revision, modified_at, source_id, source_by, route_reason, method, " \
	"routed_at, status, problems, " \
	"first_problem, holds, hold_until, stock_state, fulfilled, ship_state, ship_country, " \
	"order_id from orders " \
	"where order_id >= ?1"

static struct stream import_streams[] = {
	{.read = "select (select min(order_id) from orders o where o.customer_id = c.customer_id), "
		 "c.* from customer c "
		 "where ?1 is not null order by 1",
		.write = "customer"},
	{.read = "select order_id, * from orders where order_id >= ?1 order by order_id",
		.write = "orders"},
	{.read = "select order_id, * from order_line where order_id >= ?1 order by order_id",
		.write = "order_line"},
	{0},
};
static struct stream resolve_streams[] = {
	{.read = ORDER_READ " order by order_id", .write = ORDER_UPDATE},
	{.read = "select order_id, product_id, ships, quantity_allocated, quantity_short, "
		 "order_line_id from order_line "
		 "where order_id >= ?1 order by order_id",
		.write = "update order_line set product_id=?1, ships=?2, quantity_allocated=?3, "
			 "quantity_short=?4 "
			 "where order_line_id=?5"},
	{.read = "select l.order_id, a.* from allocation a join order_line l on l.order_line_id = "
		 "a.order_line_id "
		 "where l.order_id >= ?1 and a.closed_run is null order by l.order_id, "
		 "a.allocation_id",
		.write = "allocation"},
	{.read = "select ?1 + (l.order_id - ?1) / 2000 * 2000, sum(a.quantity), a.stock_id from "
		 "allocation a "
		 "join order_line l on l.order_line_id = a.order_line_id where a.closed_run is "
		 "null group by 1, 3 order by 1, 3",
		.write = "update stock set allocated = allocated + ?1 where stock_id = ?2"},
	{.read = "select entity_id, * from history where entity = 'order' and field = 'status' and "
		 "entity_id >= ?1 "
		 "order by entity_id",
		.write = "history"},
	{.read = "select order_id, * from order_problem where order_id >= ?1 order by order_id",
		.write = "order_problem"},
	{.read = "select order_id, * from order_wait where order_id >= ?1 order by order_id",
		.write = "order_wait"},
	{0},
};
static struct stream ship_streams[] = {
	{.read = "select order_id, * from shipment where order_id >= ?1 order by order_id",
		.write = "shipment"},
	{.read = "select s.order_id, p.* from package p join shipment s using (shipment_id) where "
		 "s.order_id >= ?1 order by 1",
		.write = "package"},
	{.read = "select s.order_id, p.* from package_item p join shipment s using (shipment_id) "
		 "where s.order_id >= ?1 "
		 "order by 1",
		.write = "package_item"},
	{.read = "select l.order_id, a.closed_run, a.allocation_id from allocation a join "
		 "order_line l using (order_line_id) "
		 "where l.order_id >= ?1 and a.closed_run = (select max(created_run) from "
		 "shipment) order by 1",
		.write = "update allocation set closed_run=?1 where allocation_id=?2"},
	{.read = "select ?1 + (l.order_id - ?1) / 2000 * 2000, sum(a.quantity), a.stock_id from "
		 "allocation a "
		 "join order_line l using (order_line_id) where a.closed_run = (select "
		 "max(created_run) from shipment) "
		 "group by 1, 3 order by 1, 3",
		.write = "update stock set allocated = allocated - ?1, on_hand = on_hand - ?1 "
			 "where stock_id = ?2"},
	{.read = "select s.order_id, m.* from movement m join shipment s on s.shipment_id = "
		 "m.cause_id "
		 "where m.kind = 'ship' and s.order_id >= ?1 order by 1",
		.write = "movement"},
	{.read = "select s.order_id, c.* from cogs c join shipment s using (shipment_id) where "
		 "s.order_id >= ?1 order by 1",
		.write = "cogs"},
	{.read = "select s.order_id, e.* from layer_event e join shipment s on s.shipment_id = "
		 "e.cause_id "
		 "where e.kind = 'ship' and s.order_id >= ?1 order by 1",
		.write = "layer_event"},
	{.read = "select ?1 + (s.order_id - ?1) / 2000 * 2000, sum(e.quantity), sum(e.value), "
		 "e.layer_id from layer_event e "
		 "join shipment s on s.shipment_id = e.cause_id where e.kind = 'ship' group by 1, "
		 "4 order by 1, 4",
		.write = "update layer set qty_left = qty_left + ?1, value_left = value_left + ?2 "
			 "where layer_id = ?3"},
	{.read = "select l.order_id, l.quantity_shipped, l.quantity_allocated, l.quantity_short, "
		 "l.order_line_id "
		 "from order_line l join orders o using (order_id) where o.status = 'shipped' and "
		 "o.order_id >= ?1 order by 1",
		.write = "update order_line set quantity_shipped=?1, quantity_allocated=?2, "
			 "quantity_short=?3 "
			 "where order_line_id=?4"},
	{.read = ORDER_READ " and status = 'shipped' order by order_id", .write = ORDER_UPDATE},
	{.read = "select entity_id, * from history where entity = 'order' and new_value = "
		 "'shipped' and entity_id >= ?1 "
		 "order by entity_id",
		.write = "history"},
	{0},
};

static int phase(struct stream *streams, const char *before, const char *after_path)
{
	sqlite3 *db = open_db(before), *after = open_db(after_path);
	sqlite3_stmt *q;
	int64_t first, last;
	double t, c;

	sqlite3_prepare_v2(after, "select min(order_id), max(order_id) from orders", -1, &q, NULL);
	sqlite3_step(q);
	first = sqlite3_column_int64(q, 0);
	last = sqlite3_column_int64(q, 1);
	sqlite3_finalize(q);
	/* The runs come first: every other row refers to one. */
	run(db, "begin");
	{
		char sql[1000];

		snprintf(sql, sizeof(sql),
			"commit; attach '%s' as post; insert or ignore into run select * from "
			"post.run; detach post",
			after_path);
		run(db, sql);
	}
	for (struct stream *s = streams; s->read; s++) {
		if (!strchr(s->write, ' '))
			s->write = insert_all(after, s->write);
		load(after, s, first);
	}
	sqlite3_close(after);
	t = now();
	c = cpu();
	for (struct stream *s = streams; s->read; s++)
		if (sqlite3_prepare_v2(db, s->write, -1, &s->stmt, NULL))
			die(db, s->write);
	for (int64_t o = first; o <= last; o += CHUNK) {
		run(db, "begin immediate");
		for (struct stream *s = streams; s->read; s++)
			write_until(db, s, o + CHUNK);
		run(db, "commit");
	}
	for (struct stream *s = streams; s->read; s++)
		sqlite3_finalize(s->stmt);
	sqlite3_close(db);
	printf("%.3f %.3f\n", now() - t, cpu() - c);
	return 0;
}

static void cell(const char *s, int n)
{
	if (!memchr(s, ',', (size_t)n) && !memchr(s, '"', (size_t)n) &&
		!memchr(s, '\n', (size_t)n)) {
		fwrite_unlocked(s, 1, (size_t)n, stdout);
		return;
	}
	putc_unlocked('"', stdout);
	for (int i = 0; i < n; i++) {
		if (s[i] == '"')
			putc_unlocked('"', stdout);
		putc_unlocked(s[i], stdout);
	}
	putc_unlocked('"', stdout);
}

/* Every line with the columns that the bench asks om-export for, spelled by SQLite and printed
 * through stdio. */
static int export(const char *path)
{
	sqlite3 *db = open_db(path);
	sqlite3_stmt *q;
	double t = now();

	if (sqlite3_prepare_v2(db,
		    "select o.order_number, c.channel, strftime('%Y-%m-%dT%H:%M:%SZ', "
		    "o.order_date, 'unixepoch'), o.ship_name, "
		    "o.ship_address1, o.ship_city, o.ship_state, o.ship_zip, o.ship_country, "
		    "o.requested_service, o.status, "
		    "l.line_no, l.listing_sku, l.quantity, printf('%d.%02d', l.unit_price / 10000, "
		    "l.unit_price / 100 % 100), "
		    "l.item_notes from orders o cross join channel c on c.channel_id = "
		    "o.channel_id cross join order_line l on "
		    "l.order_id = o.order_id order by o.order_id, l.line_no",
		    -1, &q, NULL))
		die(db, "export");
	puts("order_number,channel,order_date,ship_name,ship_address1,ship_city,ship_state,ship_"
	     "zip,ship_country,"
	     "requested_service,status,line_no,listing_sku,quantity,unit_price,item_notes");
	while (sqlite3_step(q) == SQLITE_ROW) {
		for (int i = 0; i < 16; i++) {
			if (i)
				putc_unlocked(',', stdout);
			cell((const char *)sqlite3_column_text(q, i), sqlite3_column_bytes(q, i));
		}
		putc_unlocked('\n', stdout);
	}
	sqlite3_finalize(q);
	sqlite3_close(db);
	fprintf(stderr, "%.3f %.3f\n", now() - t, cpu());
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 4 && !strcmp(argv[1], "import"))
		return phase(import_streams, argv[2], argv[3]);
	if (argc == 4 && !strcmp(argv[1], "resolve"))
		return phase(resolve_streams, argv[2], argv[3]);
	if (argc == 4 && !strcmp(argv[1], "ship"))
		return phase(ship_streams, argv[2], argv[3]);
	if (argc == 3 && !strcmp(argv[1], "export"))
		return export(argv[2]);
	fputs("usage: floor import|resolve|ship BEFORE AFTER; floor export DB\n", stderr);
	return 2;
}
