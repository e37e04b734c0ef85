/* Every named statement is prepared on a fresh schema, and its plan walks no table that it does not
 * say it walks.
 *
 * A plan that scans a table fails unless the text holds the comment scan, or the scan is of a
 * partial index.  The test first proves that it sees one. */
#include <sqlite3.h>
#include "db/db.h"
#include "schema.h"
#include "tap.h"

static sqlite3 *fresh(void)
{
	sqlite3 *db = NULL;
	char *why = NULL;

	if (sqlite3_open(":memory:", &db) != SQLITE_OK)
		return NULL;
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_exec(db, "pragma foreign_keys = on", NULL, NULL, NULL);
	for (const char *const *sql = om__schema_sqlite; *sql; sql++) {
		int rc = sqlite3_exec(db, *sql, NULL, NULL, &why);
		ok(rc == SQLITE_OK, "%.*s%s%s", (int)strcspn(*sql, "(\n"), *sql, why ? ": " : "",
			why ? why : "");
		sqlite3_free(why);
		why = NULL;
	}
	return db;
}

#define NAMES 32
/* Names that the plan makes itself: common table expressions and subqueries. */
struct made {
	char name[NAMES][64];
	int count;
};

static void note_made(struct made *made, const char *detail)
{
	static const char *const words[] = {"MATERIALIZE ", "CO-ROUTINE "};

	for (size_t i = 0; i < 2; i++)
		if (strncmp(detail, words[i], strlen(words[i])) == 0 && made->count < NAMES)
			snprintf(made->name[made->count++], 64, "%s", detail + strlen(words[i]));
}

static bool is_table_scan(const struct made *made, const char *detail)
{
	char name[64];

	if (strncmp(detail, "SCAN ", 5) != 0 || strcmp(detail, "SCAN CONSTANT ROW") == 0)
		return false;
	if (detail[5] == '(' || strstr(detail, "VIRTUAL TABLE"))
		return false;
	snprintf(name, sizeof(name), "%.*s", (int)strcspn(detail + 5, " "), detail + 5);
	for (int i = 0; i < made->count; i++)
		if (strcmp(made->name[i], name) == 0)
			return false;
	return true;
}

/* A partial index holds the few rows that it was made for: walking it is what it is for. */
static bool is_partial_walk(sqlite3 *db, const char *detail)
{
	const char *index = strstr(detail, "INDEX ");
	sqlite3_stmt *s = NULL;
	bool is_partial = false;

	if (!index)
		return false;
	index += strlen("INDEX ");
	sqlite3_prepare_v2(db,
		"select 1 from sqlite_schema where type = 'index' and name = ? "
		"and sql like '%) where %'",
		-1, &s, NULL);
	sqlite3_bind_text(s, 1, index, (int)strcspn(index, " "), SQLITE_STATIC);
	is_partial = sqlite3_step(s) == SQLITE_ROW;
	sqlite3_finalize(s);
	return is_partial;
}

/* The first table scan of the plan of SQL into RET, "" if there is none; false if it cannot be
 * prepared. */
static bool plan(sqlite3 *db, const char *sql, char ret[200])
{
	struct made made = {.count = 0};
	sqlite3_stmt *s = NULL;
	char *text = sqlite3_mprintf("explain query plan %s", sql);
	int rc = sqlite3_prepare_v2(db, text, -1, &s, NULL);

	ret[0] = '\0';
	while (rc == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW) {
		const char *detail = (const char *)sqlite3_column_text(s, 3);
		note_made(&made, detail);
		if (ret[0] == '\0' && is_table_scan(&made, detail) && !is_partial_walk(db, detail))
			snprintf(ret, 200, "%s", detail);
	}
	if (rc != SQLITE_OK)
		snprintf(ret, 200, "%s", sqlite3_errmsg(db));
	sqlite3_finalize(s);
	sqlite3_free(text);
	return rc == SQLITE_OK;
}

static void prove_that_it_can_fail(sqlite3 *db)
{
	static const struct {
		const char *sql;
		bool is_scan;
	} row[] = {
		{"select * from run", true},
		{"select * from run where actor = :a", true},
		{"select * from run where run_id = :a", false},
		{"select o.order_number from orders o join order_line l on l.order_id = o.order_id "
		 "where l.item_name = 'a'",
			true},
		{"select order_id from orders order by status, order_id", true},
		{"select event_id from event where done_run is null order by event_id", false},
		{"select 1", false},
		{"with x as materialized (select run_id from run where run_id = :a) select * from "
		 "x",
			false},
		{"insert into meta (name, value) values (:a, :b)", false},
		{"update run set actor = :a", true},
		{"delete from order_tag where order_id = :a", false},
	};
	char found[200];

	for (size_t i = 0; i < OM_COUNT(row); i++) {
		ok(plan(db, row[i].sql, found), "%s", row[i].sql);
		ok((found[0] != '\0') == row[i].is_scan, "%s: %s",
			row[i].is_scan ? "a scan" : "no scan", found);
	}
	ok(!plan(db, "select no_such_column from run", found), "a bad one is seen: %s", found);
}

int main(void)
{
	sqlite3 *db = fresh();
	char found[200];

	prove_that_it_can_fail(db);
	for (int id = 0; id < OM__SQL_COUNT; id++) {
		const struct om__sql_text *sql = om__sql_text((enum om__sql)id);
		bool is_good = plan(db, sql->text, found);
		ok(is_good, "%s:%d: %s is prepared%s%s", sql->file, sql->line, sql->name,
			is_good ? "" : ": ", is_good ? "" : found);
		if (is_good && !strstr(sql->text, "/*scan*/"))
			ok(found[0] == '\0', "%s walks no table: %s", sql->name, found);
	}
	sqlite3_close(db);
	return done();
}
