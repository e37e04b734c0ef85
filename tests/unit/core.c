/* core: first use, settings of every type, history, runs, events, zones, and what a rollback takes
 * back. */
#include "core/core.h"
#include "tap.h"
#include <dirent.h>
#include <sqlite3.h>
#include <unistd.h>

static char folder[] = "/tmp/om-core-XXXXXX";
static char path[80];

static struct om *open_as(enum om_open_mode mode, uint64_t seed, bool is_dry, bool is_utc)
{
	struct om_options options = {.db = path,
		.mode = mode,
		.now = 1000,
		.seed = seed,
		.actor = "os:ann",
		.program = "om-test",
		.command = "om-test run",
		.reason = "a reason",
		.allow = "open-orders, has-zones",
		.is_dry = is_dry,
		.is_utc = is_utc};
	struct om_err err = {0};
	struct om *om = NULL;

	if (om_open(&options, &om, &err) < 0) {
		printf("Bail out! open: %s\n", err.message);
		exit(1);
	}
	return om;
}

static void finish(struct om *om)
{
	struct om_err err = {0};

	is_int(om_finish(om, &err), 0, "finish %s", err.message);
	om_close(om);
}

static struct om *reopen(struct om *om)
{
	finish(om);
	return open_as(OM_OPEN_WRITE, 7, false, false);
}

/* One integer or text of the database file, past the handle. */
static const char *ask(const char *sql)
{
	static char text[400];
	sqlite3 *db;
	sqlite3_stmt *st = NULL;

	snprintf(text, sizeof(text), "(none)");
	sqlite3_open(path, &db);
	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		snprintf(text, sizeof(text), "%s", sqlite3_errmsg(db));
	else if (sqlite3_step(st) == SQLITE_ROW)
		snprintf(text, sizeof(text), "%s",
			sqlite3_column_text(st, 0) ? (const char *)sqlite3_column_text(st, 0)
						   : "(null)");
	sqlite3_finalize(st);
	sqlite3_close(db);
	return text;
}

static void is_refused(int rc, struct om_err *err, int code, const char *word, const char *what)
{
	is_int(rc, code, "%s: code", what);
	is_str(err->word, word, "%s: word", what);
	om_err_clear(err);
}

static struct om *test_init(void)
{
	struct om_err err = {0};
	bool existed = true;
	struct om *om = open_as(OM_OPEN_CREATE, 7, false, false);
	static const struct {
		struct om_init init;
		const char *word;
	} bad[] = {
		{{.country = "Atlantis"}, "unknown-country"},
		{{.currency = "XQX"}, "unknown-currency"},
		{{.time_zone = "EST"}, "unknown-zone"},
		{{.time_zone = "../etc/passwd"}, "unknown-zone"},
		{{.weight_unit = "stone"}, "bad-choice"},
		{{.length_unit = "ell"}, "bad-choice"},
	};

	for (size_t i = 0; i < OM_COUNT(bad); i++)
		is_refused(om_init(om, &bad[i].init, &existed, &err), &err, OM_EINVAL, bad[i].word,
			bad[i].word);
	is_str(ask("select count(*) from sqlite_schema"), "0", "a refused init makes nothing");
	is_str(om_company(om)->currency, "USD", "defaults are in force before");

	struct om_init init = {.company = " Giftware Ltd ",
		.country = "United Kingdom",
		.currency = "gbp",
		.time_zone = "Europe/London",
		.weight_unit = "KG"};
	is_int(om_init(om, &init, &existed, &err), 0, "init %s", err.message);
	ok(!existed, "it is new");
	is_str(om_company(om)->name, "Giftware Ltd", "outer blanks are cut");
	is_str(om_company(om)->country, "GB", "a country by its name");
	is_str(om_company(om)->currency, "GBP", "a currency in capitals");
	is_str(om_company(om)->weight_unit, "kg", "a unit as the list spells it");
	is_str(om_company(om)->length_unit, "in", "what is not given has its default");
	is_str(om__zone_name(om->zone), "Europe/London", "the zone is in force");
	om = reopen(om);
	is_str(om_company(om)->name, "Giftware Ltd", "the settings are there after opening");
	is_str(ask("select count(*) from run"), "1", "one run");
	is_str(ask("select actor || ' ' || program || ' ' || command || ' ' || reason || ' ' || "
		   "created || ' ' || finished_at"
		   " from run"),
		"os:ann om-test om-test run a reason 6 1000",
		"the run says who, what and how much");
	is_str(ask("select count(*) from setting"), "5", "only what was given is stored");
	is_str(ask("select length(value) from meta where name = 'installation'"), "32",
		"an installation id");
	om_close(om);

	char first[40];
	snprintf(first, sizeof(first), "%s",
		ask("select value from meta where name = 'installation'"));
	om = open_as(OM_OPEN_CREATE, 8, false, false);
	init.company = "Another";
	is_int(om_init(om, &init, &existed, &err), 0, "init again");
	ok(existed, "it existed");
	is_str(om_company(om)->name, "Giftware Ltd", "what was there stays");
	om = reopen(om);
	is_str(ask("select count(*) from run"), "1", "no run of it");
	is_str(ask("select value from meta where name = 'installation'"), first, "the id stays");
	return om;
}

static void test_keys(struct om *om)
{
	static const struct {
		const char *key, *value, *kept; /* kept NULL: refused with WORD */
		const char *word;
	} rows[] = {
		{"company.name", "Toys & Co", "Toys & Co", NULL},
		{"company.name", "two\nlines", NULL, "bad-value"},
		{"company.name", "", "", NULL},
		{"company.country", "usa", "US", NULL},
		{"company.country", "Narnia", NULL, "unknown-country"},
		{"company.currency", "eur", "EUR", NULL},
		{"company.currency", "EURO", NULL, "unknown-currency"},
		{"company.currency", "", NULL, "bad-value"},
		{"company.time_zone", "America/New_York", "America/New_York", NULL},
		{"company.time_zone", "Mars/Olympus", NULL, "unknown-zone"},
		{"company.week_start", "SUN", "sun", NULL},
		{"company.week_start", "sunday", NULL, "bad-value"},
		{"company.holidays", "2026-12-25, 2026-01-01,2026-12-25", "2026-01-01 2026-12-25",
			NULL},
		{"company.holidays", "2026-02-30", NULL, "bad-value"},
		{"company.holidays", "Christmas", NULL, "bad-value"},
		{"order.reserve_unpaid", "FALSE", "no", NULL},
		{"order.reserve_unpaid", "perhaps", NULL, "bad-value"},
		{"alloc.queue", "ship by", "ship-by", NULL},
		{"alloc.queue", "shipby", NULL, "bad-value"},
		{"alloc.strict_days", "014", "14", NULL},
		{"alloc.strict_days", "-1", NULL, "bad-value"},
		{"alloc.strict_days", "3651", NULL, "bad-value"},
		{"alloc.strict_days", "2.5", NULL, "bad-value"},
		{"stock.reasons", "count,lost,count , found", "count lost found", NULL},
		{"stock.reasons", "lost&found", NULL, "bad-value"},
		{"stock.reasons", "", NULL, "bad-value"},
		{"company.nmae", "x", NULL, "unknown-key"},
		{"smtp.password", "x", NULL, "unknown-key"},
	};
	struct om_arena arena;
	struct om_err err = {0};

	om__arena_init(&arena);
	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		bool changed, is_default;
		char *value;
		int rc = om_config_set(om, rows[i].key, rows[i].value, &changed, &err);

		if (!rows[i].kept) {
			is_refused(rc, &err, OM_EINVAL, rows[i].word, rows[i].key);
			continue;
		}
		is_int(rc, 0, "set %s '%s' %s", rows[i].key, rows[i].value, err.message);
		om_err_clear(&err);
		is_int(om_config_get(om, rows[i].key, &arena, &value, &is_default, &err), 0,
			"get it");
		is_str(value, rows[i].kept, "%s is kept as '%s'", rows[i].key, rows[i].kept);
	}
	om__arena_release(&arena);
}

static void test_settings(struct om *om)
{
	struct om_arena arena;
	struct om_err err = {0};
	bool changed, is_default;
	size_t n;
	char *value;

	om__arena_init(&arena);
	is_int(om__week_start(om), 7, "the week begins on Sunday");
	const int64_t *days = om__holidays(om, &n);
	is_int(n, 2, "two holidays");
	is_int(days[0], om__days_from_civil(2026, 1, 1), "sorted");
	is_int(om__config_int(om, "alloc.strict_days"), 14, "an integer");
	ok(!om__config_bool(om, "order.reserve_unpaid"), "no");
	ok(om__config_bool(om, "route.backups"), "a default of yes");
	is_str(om__config_text(om, "alloc.queue"), "ship-by", "a word");
	is_int(om_config_set(om, "alloc.queue", "ship-by", &changed, &err), 0, "set what it is");
	ok(!changed, "changes nothing");
	is_int(om_config_set(om, "alloc.queue", NULL, &changed, &err), 0, "unset it");
	ok(changed, "changes it");
	is_int(om_config_get(om, "alloc.queue", &arena, &value, &is_default, &err), 0, "get it");
	is_str(value, "created", "the default is back");
	ok(is_default, "and called so");
	is_int(om_config_set(om, "alloc.queue", NULL, &changed, &err), 0, "unset it again");
	ok(!changed, "changes nothing");
	is_refused(om_config_get(om, "alloc.queu", &arena, &value, &is_default, &err), &err,
		OM_EINVAL, "unknown-key", "a misspelt key");
	is_int(om_config_set(om, "alloc.queu", "created", &changed, &err), OM_EINVAL,
		"a misspelt key");
	is_str(err.hint, "did you mean 'alloc.queue'?", "has a hint");
	is_str(ask("select group_concat(coalesce(old_value, '-') || '>' || coalesce(new_value, "
		   "'-'), ' ') from history"
		   " where entity = 'setting' and field = 'alloc.queue'"),
		"->ship-by ship-by>-", "history has old and new");
	is_str(ask("select count(*) from history where field = 'company.name' and entity_id = 0"),
		"3", "and the changes of a name");
	om__arena_release(&arena);
}

static void test_zones(struct om *om)
{
	is_str(om__zone_name(om__zone(om, "Asia/Tokyo")), "Asia/Tokyo", "a zone by name");
	ok(om__zone(om, "Asia/Tokyo") == om__zone(om, "Asia/Tokyo"), "is loaded once");
	is_str(om__zone_name(om__zone(om, "")), "America/New_York", "no name: the company's");
	is_str(om__zone_name(om__zone(om, NULL)), "America/New_York", "NULL likewise");
	is_str(om__zone_name(om__zone(om, "No/Where")), "America/New_York",
		"one that is gone likewise");
	struct om *utc = open_as(OM_OPEN_READ, 0, false, true);
	is_str(om__zone_name(utc->zone), "UTC", "--utc prints and reads UTC");
	is_str(om__zone_name(om__zone(utc, "")), "America/New_York",
		"and leaves the company's days alone");
	om_close(utc);
	ok(om_allowed(om, "open-orders") && om_allowed(om, "has-zones"), "words allowed");
	ok(!om_allowed(om, "open") && !om_allowed(om, "has-zones2"), "others are not");
}

static void test_print(struct om *om)
{
	static const struct {
		struct om_value value;
		const char *text;
	} rows[] = {
		{{OM_T_TEXT, true, 0, "", ""}, ""},
		{{OM_T_ID, false, 0, "007", ""}, "007"},
		{{OM_T_BOOL, false, 1, "", ""}, "yes"},
		{{OM_T_BOOL, false, 0, "", ""}, "no"},
		{{OM_T_INT, false, -5, "", ""}, "-5"},
		{{OM_T_MONEY, false, 125000, "", "JPY"}, "12.5"},
		{{OM_T_MONEY, false, 120000, "", "JPY"}, "12"},
		{{OM_T_MONEY, false, 125000, "", ""}, "12.50"},
		{{OM_T_WEIGHT, false, 180000000000, "", "g"}, "180g"},
		{{OM_T_LENGTH, false, 304800, "", ""}, "12in"},
		{{OM_T_TIME, false, 1772953200, "", ""}, "2026-03-08T03:00:00-04:00"},
		{{OM_T_DAY, false, 0, "", ""}, "1970-01-01"},
		{{OM_T_CLOCK, false, 50400, "", ""}, "14:00"},
		{{OM_T_CLOCK, false, 50405, "", ""}, "14:00:05"},
		{{OM_T_SET, false, 0, "a|b", ""}, "a|b"},
	};
	struct om_arena arena;

	om__arena_init(&arena);
	for (size_t i = 0; i < OM_COUNT(rows); i++)
		is_str(om_value_print(om, &arena, &rows[i].value), rows[i].text, "prints '%s'",
			rows[i].text);
	om__arena_release(&arena);
}

struct step {
	bool fails;
	int runs;
};

static int event_body(struct om *om, void *arg, struct om_err *err)
{
	struct step *s = arg;
	struct om__event e = {.kind = OM__EV_ROUTING_CHANGED};
	bool changed;
	int rc;

	s->runs++;
	ok(!om__events_written(om), "a transaction begins without events");
	rc = om__event(om, e, err);
	if (rc == 0)
		rc = om__event(om, e, err);
	if (rc == 0)
		rc = om_config_set(om, "company.city", "Reno", &changed, err);
	if (rc == 0)
		rc = om__history(om, "order", 5, "note", "same", "same", err);
	if (rc == 0)
		rc = om__history(om, "order", 5, "note", NULL, "new", err);
	ok(om__events_written(om), "events are known in it");
	is_str(om__config_text(om, "company.city"), "Reno", "a setting is in force in it");
	if (rc == 0 && s->fails)
		return om_err_set(err, OM_EREFUSED, "wrong-state", "on purpose");
	return rc;
}

static int done_body(struct om *om, void *arg, struct om_err *err)
{
	return om__event_done(om, *(int64_t *)arg, err);
}

static struct om *test_rollback(struct om *om)
{
	struct om__pending *pending;
	struct om_arena arena;
	struct om_err err = {0};
	struct step s = {.fails = true};
	size_t n;

	om = reopen(om);
	om->before_commit = NULL; /* else flow does at once what the event asks for */
	om__arena_init(&arena);
	is_int(om__tx_run(om, event_body, &s, &err), OM_EREFUSED, "a body that fails");
	om_err_clear(&err);
	is_int(om_run_id(om), 0, "takes its run along");
	ok(!om__events_written(om), "its events");
	is_str(om__config_text(om, "company.city"), "", "and its setting");
	is_int(om__events_pending(om, 10, &arena, &pending, &n, &err), 0, "pending");
	is_int(n, 0, "nothing is pending");
	s.fails = false;
	is_int(om__tx_run(om, event_body, &s, &err), 0, "the same body without failure %s",
		err.message);
	ok(om_run_id(om) > 0, "has a run");
	ok(!om__events_written(om), "the next transaction begins anew");
	is_str(om__config_text(om, "company.city"), "Reno", "the setting stays");
	is_int(om__events_pending(om, 10, &arena, &pending, &n, &err), 0, "pending");
	is_int(n, 1, "the same event twice is one row");
	is_str(om__event_name(pending[0].event.kind), "routing-changed", "its kind");
	s = (struct step){.fails = true};
	is_int(om__tx_run(om, event_body, &s, &err), OM_EREFUSED, "a later body that fails");
	om_err_clear(&err);
	ok(om_run_id(om) > 0, "leaves the committed run");
	is_int(om__tx_run(om, done_body, &pending[0].event_id, &err), 0, "done");
	is_int(om__events_pending(om, 10, &arena, &pending, &n, &err), 0, "pending");
	is_int(n, 0, "nothing is left");
	is_str(ask("select count(*) from history where entity = 'order'"), "1",
		"equal values write no history");
	om__arena_release(&arena);
	return om;
}

static void test_dry(struct om *om)
{
	struct om_err err = {0};
	bool changed;

	om_close(om);
	om = open_as(OM_OPEN_WRITE, 7, true, false);
	is_int(om_config_set(om, "company.city", "Elko", &changed, &err), 0, "a dry run sets");
	ok(changed, "and tells of it");
	is_str(om__config_text(om, "company.city"), "Elko", "as if it were so");
	om_close(om);
	is_str(ask("select value from setting where name = 'company.city'"), "Reno",
		"and keeps nothing");
}

/* A long run: more history than one block of ids. */
static int many_body(struct om *om, void *arg, struct om_err *err)
{
	int rc = 0;

	(void)arg;
	for (int i = 0; i < 1000 && rc == 0; i++)
		rc = om__history(om, "order", i, "note", NULL, "x", err);
	return rc;
}

static void test_many(void)
{
	struct om_err err = {0};
	struct om *om = open_as(OM_OPEN_WRITE, 7, false, false);

	is_int(om__tx_run(om, many_body, NULL, &err), 0, "a thousand rows %s", err.message);
	om__run_count(om, 1, 2, 3, 4);
	om__run_count(om, 1, 0, 0, 0);
	finish(om);
	is_str(ask("select count(*) from history where new_value = 'x'"), "1000", "are there");
	is_str(ask("select created || ' ' || updated || ' ' || unchanged || ' ' || rejected from "
		   "run order by run_id desc"),
		"2 2 3 4", "the counts are added up at the end");
}

static void clean(void)
{
	DIR *dir = opendir(folder);
	char name[400];

	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		snprintf(name, sizeof(name), "%s/%s", folder, entry->d_name);
		unlink(name);
	}
	if (dir)
		closedir(dir);
	rmdir(folder);
}

int main(void)
{
	if (!mkdtemp(folder))
		return 1;
	snprintf(path, sizeof(path), "%s/om.db", folder);
	struct om *om = test_init();
	test_keys(om);
	test_settings(om);
	test_zones(om);
	test_print(om);
	om = test_rollback(om);
	test_dry(om);
	test_many();
	clean();
	return done();
}
