/* Every field of every noun with every operator of its type: the filter is read, the statement is
 * prepared and runs on a fresh database, and no inner loop of its plan walks a table.  So are the
 * default columns, a sort by each field, and each collection. */
#include <dirent.h>
#include <unistd.h>
#include <om/admin.h>
#include <om/query.h>
#include <om/sheet.h>
#include "base/buf.h"
#include "core/custom.h"
#include "tap.h"

static char folder[] = "/tmp/om-fields-XXXXXX", path[80];
static struct om *om;
static struct om_arena arena;
static int statements;

static void open_database(void)
{
	struct om_options options = {.db = path,
		.mode = OM_OPEN_CREATE,
		.now = 1772971200,
		.seed = 1,
		.actor = "os:ann",
		.program = "om-test",
		.command = "om-test"};
	struct om_init init = {
		.currency = "USD", .weight_unit = "lb", .length_unit = "in", .country = "US"};
	struct om_err err = {0};
	bool existed;

	if (!mkdtemp(folder))
		exit(1);
	snprintf(path, sizeof(path), "%s/om.db", folder);
	if (om_open(&options, &om, &err) || om_init(om, &init, &existed, &err)) {
		printf("Bail out! %s\n", err.message);
		exit(1);
	}
}

/* The channel and the warehouse that filters over refs name. */
static void create(const struct om_noun *noun, const struct om_assign *assigns, int n)
{
	enum om_outcome outcome;
	struct om_err err = {0};
	int64_t id;

	if (om_create(om, noun, assigns, n, NULL, &id, &outcome, &err)) {
		printf("Bail out! %s\n", err.message);
		exit(1);
	}
}

/* A custom field of each type. */
static const struct {
	const char *name, *type;
} customs[] = {{"x", "text"}, {"Li st", "list"}, {"i", "integer"}, {"d", "decimal"},
	{"b", "boolean"}, {"t", "date"}};

static void fill(void)
{
	const struct om_assign x[] = {{"channel", "x"}, {"type", "manual"}},
			       y[] = {{"channel", "y"}, {"type", "manual"}};
	const struct om_assign w[] = {{"warehouse", "x"}, {"type", "virtual"}},
			       v[] = {{"warehouse", "y"}, {"type", "virtual"}};

	create(om_noun_find("channel"), x, OM_COUNT(x));
	create(om_noun_find("channel"), y, OM_COUNT(y));
	create(om_noun_find("warehouse"), w, OM_COUNT(w));
	create(om_noun_find("warehouse"), v, OM_COUNT(v));
	for (int i = 0; i < 2; i++) {
		const struct om_assign label[] = {{"label", i ? "y" : "x"}};

		create(om_noun_find("label"), label, 1);
	}
	static const char *const entities[] = {"product", "order", "customer"};

	for (size_t i = 0; i < 3 * OM_COUNT(customs); i++) {
		const struct om_assign field[] = {{"name", customs[i / 3].name},
			{"entity", entities[i % 3]}, {"type", customs[i / 3].type},
			{"options", !strcmp(customs[i / 3].type, "list") ? "x|y" : ""}};

		create(om_noun_find("field"), field, OM_COUNT(field));
	}
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

/* Runs the list to its end; false and the reason in RET. */
static bool runs(const struct om_query_spec *spec, char ret[400])
{
	struct om_err err = {0};
	struct om_query *q = NULL;
	const struct om_value *row;
	int rc = om_query_open(om, spec, &q, &err);

	statements++;
	while (!rc && (rc = om_query_next(q, &row, &err)) > 0)
		rc = 0;
	om_query_close(q);
	snprintf(ret, 400, "[%s] %.360s", err.word, err.message);
	return rc == 0;
}

/* Does the plan make the thing that LINE scans itself: a subquery, run as a co-routine or kept? */
static bool is_made(const char *plan, const char *line)
{
	static const char *const words[] = {"CO-ROUTINE ", "MATERIALIZE "};
	size_t n = strcspn(line + 5, " \n");

	for (size_t i = 0; i < OM_COUNT(words); i++)
		for (const char *at = plan; (at = strstr(at, words[i]));) {
			at += strlen(words[i]);
			if (!strncmp(at, line + 5, n) && strchr(" \n", at[n]))
				return true;
		}
	return false;
}

/* The driving table may be walked; what stands inside of that loop must be searched, but for the
 * warehouses (w), a handful. */
static bool plan_is_good(const struct om_query_spec *spec, char ret[400])
{
	struct om_err err = {0};
	char *sql = NULL, *plan = NULL;
	int scans = 0;

	if (om_query_explain(om, spec, &arena, &sql, &plan, &err)) {
		snprintf(ret, 400, "%s", err.message);
		return false;
	}
	for (const char *line = plan; *line; line += strcspn(line, "\n") + 1) {
		size_t n = strcspn(line, "\n");

		if (strncmp(line, "SCAN ", 5) || memmem(line, n, "VIRTUAL TABLE", 13) ||
			memmem(line, n, "CONSTANT ROW", 12) || line[5] == '(' ||
			(n == 6 && line[5] == 'w') || is_made(plan, line))
			continue;
		if (++scans > 1) {
			snprintf(ret, 400, "%.*s", (int)n, line);
			return false;
		}
	}
	return true;
}

static const char *word_of(const struct om_field *f)
{
	static char word[80];

	if (f->choices) {
		snprintf(word, sizeof(word), "%.*s", (int)strcspn(f->choices, " "), f->choices);
		return word;
	}
	if (strstr(f->name, "country"))
		return "US";
	return strstr(f->name, "currency") ? "USD" : "x";
}

/* Filters of a field, NAME being how it stands in one; the value W is a word of it. */
static int tests_of(const struct om_field *f, const char *name, char ret[12][200])
{
	static const char *const number[] = {
		"%s = 1", "%s != 1", "%s < 1", "%s >= 1", "%s in (1, 2..3)", "%s is not empty"};
	static const char *const text[] = {
		"%s = x", "%s != x", "%s ~ \"x*\"", "%s not in (x, y)", "%s has x", "%s is empty"};
	static const char *const ref[] = {
		"%s = x", "%s = \"#2\"", "%s ~ \"x*\"", "%s not in (x, y)", "%s is empty"};
	static const char *const time[] = {
		"%s = today", "%s < now-1d", "%s not in last-month, 2026-01-01..", "%s is empty"};
	static const char *const day[] = {
		"%s = today", "%s < today-1d", "%s in last-month, 2026-01-01..", "%s is empty"};
	static const char *const clock[] = {"%s < 10:00", "%s in 22:00..06:00"};
	static const char *const zip[] = {
		"%s = 12345", "%s in (100..200, CA:V5A..V6Z, GB:SW1, DE:10115)", "%s is empty"};
	const char *const *list;
	int n, count = 0;

#define USE(l) (list = (l), n = (int)OM_COUNT(l))
	switch (f->type) {
	case OM_T_ID:
	case OM_T_TEXT: USE(text); break;
	case OM_T_REF: USE(ref); break;
	case OM_T_TIME: USE(time); break;
	case OM_T_DAY: USE(day); break;
	case OM_T_CLOCK: USE(clock); break;
	case OM_T_ZIP: USE(zip); break;
	case OM_T_BOOL:
		snprintf(ret[0], 200, "%s", name);
		snprintf(ret[1], 200, "%s = no", name);
		return 2;
	case OM_T_WORD:
		snprintf(ret[0], 200, "%s = %s", name, word_of(f));
		snprintf(ret[1], 200, "%s not in (%s)", name, word_of(f));
		snprintf(ret[2], 200, "%s is empty", name);
		return 3;
	case OM_T_SET:
		snprintf(ret[0], 200, "%s has any (%s)", name, word_of(f));
		snprintf(ret[1], 200, "%s has only (%s)", name, word_of(f));
		snprintf(ret[2], 200, "%s has all (%s)", name, word_of(f));
		snprintf(ret[3], 200, "%s !~ \"x*\"", name);
		snprintf(ret[4], 200, "%s is empty", name);
		return 5;
	default: USE(number);
	}
	for (; count < n; count++) {
		const char *at = strstr(list[count], "%s");
		snprintf(ret[count], 200, "%.*s%s%s", (int)(at - list[count]), list[count], name,
			at + 2);
	}
	return count;
}

static void try_named(const struct om_noun *noun, const struct om_field *f, const char *name,
	const char *before, const char *after)
{
	char tests[12][200], why[400];
	int n = tests_of(f, name, tests);

	for (int i = 0; i < n; i++) {
		struct om_query_spec spec = {.noun = noun, .limit = 1};
		spec.where = om__printf(&arena, "%s%s%s", before, tests[i], after);
		if (!runs(&spec, why))
			ok(0, "%s: %s: %s", noun->plural, spec.where, why);
		else if (!plan_is_good(&spec, why))
			ok(0, "%s: %s: plan: %s", noun->plural, spec.where, why);
	}
}

/* HOLDER is the noun whose field it is. */
static void try_field(const struct om_noun *noun, const struct om_noun *holder,
	const struct om_field *f, const char *before, const char *after)
{
	bool is_custom = om__is_custom_map(f);
	char name[100];

	if (f->flags & OM_F_INPUT)
		return;
	snprintf(name, sizeof(name), "%s%s", f->name, f->flags & OM_F_MAP ? "x" : "");
	if (!is_custom)
		try_named(noun, f, name, before, after);
	for (size_t i = 0; is_custom && i < OM_COUNT(customs); i++) {
		const struct om_field *typed = NULL;
		struct om_err err = {0};

		snprintf(name, sizeof(name), "%s\"%s\"", f->name, customs[i].name);
		if (om__custom_field(om, holder, f, customs[i].name, &typed, &err) || !typed)
			ok(0, "%s: %s: %s", noun->plural, name, err.message);
		else
			try_named(noun, typed, name, before, after);
	}
}

static void try_sort(const struct om_noun *noun, const struct om_field *f)
{
	struct om_query_spec spec = {.noun = noun, .limit = 1, .sort = f->name, .columns = f->name};
	char why[400];

	if (f->flags & (OM_F_INPUT | OM_F_MAP))
		return;
	if (f->flags & OM_F_COMPUTED)
		spec.sort = NULL;
	if (!runs(&spec, why))
		ok(0, "%s: column and sort %s: %s", noun->plural, f->name, why);
}

static void try_collection(const struct om_noun *noun, const struct om_collection *c)
{
	struct om_query_spec spec = {
		.noun = noun, .limit = 1, .each = c->name, .default_columns = OM_COLUMNS_ALL};
	const struct om_field *f;
	char why[400], before[100];

	if (c->join && !runs(&spec, why))
		ok(0, "%s: a row for each of %s: %s", noun->plural, c->name, why);
	snprintf(before, sizeof(before), "not all %s (", c->name);
	for (int i = 0; (f = om_noun_field_at(c->noun, i)); i++) {
		try_field(noun, c->noun, f, before, ")");
		if (f->flags & OM_F_BARE && !om_noun_field(noun, f->name))
			try_field(noun, c->noun, f, "", "");
	}
}

static void try_noun(const struct om_noun *noun)
{
	static const enum om_columns sets[] = {OM_COLUMNS_LIST, OM_COLUMNS_SHEET, OM_COLUMNS_ALL};
	int before = tap_count, started = statements;
	const struct om_field *f;
	char why[400];

	for (size_t i = 0; i < OM_COUNT(sets); i++) {
		struct om_query_spec spec = {.noun = noun, .limit = 1, .default_columns = sets[i]};
		if (!runs(&spec, why))
			ok(0, "%s: columns of kind %d: %s", noun->plural, (int)i, why);
	}
	if (noun->find) {
		struct om_query_spec spec = {.noun = noun, .find = "x"};
		if (!runs(&spec, why))
			ok(0, "%s: find: %s", noun->plural, why);
	}
	if (noun->summary) {
		struct om_query_spec spec = {.noun = noun};
		struct om_summary s;
		struct om_err err = {0};
		if (om_query_summary(om, &spec, NULL, &arena, &s, &err))
			ok(0, "%s: summary: %s", noun->plural, err.message);
	}
	for (int i = 0; (f = om_noun_field_at(noun, i)); i++) {
		try_field(noun, noun, f, "", "");
		try_sort(noun, f);
	}
	for (int i = 0; i < noun->collection_count; i++)
		try_collection(noun, &noun->collections[i]);
	for (const struct om_noun_ext *const *e = noun->exts; e && *e; e++)
		for (int i = 0; i < (*e)->collection_count; i++)
			try_collection(noun, &(*e)->collections[i]);
	ok(tap_count == before, "%s: %d statements", noun->plural, statements - started);
	om__arena_reset(&arena);
}

int main(void)
{
	const struct om_noun *noun;

	om__arena_init(&arena);
	open_database();
	fill();
	for (int i = 0; (noun = om_noun_at(i)); i++)
		try_noun(noun);
	ok(statements > 0, "%d statements in all", statements);
	om_close(om);
	om__arena_release(&arena);
	clean();
	return done();
}
