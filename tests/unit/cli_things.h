/* A noun made up for the tests of the command line, and a library that knows nothing else: lists,
 * imports and changes answer out of a table, and print what they were asked. */
#ifndef CLI_THINGS_H
#define CLI_THINGS_H

#include <om/admin.h>
#include "cli/inner.h"
#include "core/custom.h"
#include "db/db.h"
#include "query/nouns.h"
#include "sheet/import.h"
#include "tap.h"
#include <om/admin.h>
#include <om/view.h>

enum { SKU, NAME, QUANTITY, PRICE, CURRENCY, WEIGHT, IS_ACTIVE, PLACED_AT, LABELS, FIELDS };

static const struct om_field fields[] = {
	{.name = "sku",
		.type = OM_T_ID,
		.flags = OM_F_KEY | OM_F_LIST | OM_F_SHEET,
		.help = "name of the thing"},
	{.name = "name",
		.type = OM_T_TEXT,
		.flags = OM_F_LIST | OM_F_SHEET,
		.help = "what people call it"},
	{.name = "quantity", .type = OM_T_INT, .flags = OM_F_LIST | OM_F_SHEET, .help = "units"},
	{.name = "price",
		.type = OM_T_MONEY,
		.flags = OM_F_LIST | OM_F_SHEET,
		.help = "what one costs"},
	{.name = "currency", .type = OM_T_WORD, .flags = OM_F_LIST, .help = "its currency"},
	{.name = "weight",
		.type = OM_T_WEIGHT,
		.flags = OM_F_LIST | OM_F_SHEET,
		.help = "of one unit"},
	{.name = "is_active",
		.type = OM_T_BOOL,
		.flags = OM_F_LIST | OM_F_SHEET,
		.help = "may it be sold"},
	{.name = "placed_at", .type = OM_T_TIME, .flags = OM_F_LIST, .help = "when it came"},
	{.name = "labels",
		.type = OM_T_SET,
		.flags = OM_F_LIST | OM_F_SHEET,
		.choices = "new old",
		.help = "words on it"},
	{.name = "attr:",
		.type = OM_T_TEXT,
		.flags = OM_F_SHEET | OM_F_MAP,
		.help = "an attribute"},
};
static const struct om_noun thing = {
	.name = "thing", .plural = "things", .fields = fields, .field_count = OM_COUNT(fields)};

static const struct om_noun *thing_noun(void)
{
	return &thing;
}

#define TEXT(t, s) \
	{ \
		.type = (t), .text = (s), .unit = "" \
	}
#define NUM(t, n, u) \
	{ \
		.type = (t), .num = (n), .text = "", .unit = (u) \
	}
#define NONE(t) \
	{ \
		.type = (t), .is_empty = true, .text = "", .unit = "" \
	}

static const struct om_value stored[][FIELDS] = {
	{TEXT(OM_T_ID, "TEE-R"), TEXT(OM_T_TEXT, "Tee, red"), NUM(OM_T_INT, 12, ""),
		NUM(OM_T_MONEY, 95000, "USD"), TEXT(OM_T_WORD, "USD"),
		NUM(OM_T_WEIGHT, 180000000000, "g"), NUM(OM_T_BOOL, 1, ""),
		NUM(OM_T_TIME, 1772463600, ""), TEXT(OM_T_SET, "new|a\\|b")},
	{TEXT(OM_T_ID, "007"), TEXT(OM_T_TEXT, "two\nlines \"q\""), NUM(OM_T_INT, -3, ""),
		NONE(OM_T_MONEY), TEXT(OM_T_WORD, "USD"), NONE(OM_T_WEIGHT), NUM(OM_T_BOOL, 0, ""),
		NONE(OM_T_TIME), NONE(OM_T_SET)},
	{TEXT(OM_T_ID, "=EVIL"), TEXT(OM_T_TEXT, "\xE6\x9C\xAC\x1b[2J"), NUM(OM_T_INT, 0, ""),
		NUM(OM_T_MONEY, 1234567, "USD"), TEXT(OM_T_WORD, "USD"), NONE(OM_T_WEIGHT),
		NUM(OM_T_BOOL, 1, ""), NONE(OM_T_TIME), NONE(OM_T_SET)},
};

struct om_query {
	int columns[FIELDS], count;
	struct om_column names[FIELDS];
	struct om_value row[FIELDS];
	int64_t at, end;
	const int64_t *keys;
	size_t key_count, key_at;
	char id[32];
};

/* `none` and `many` are the only filters here; anything else is not understood. */
int om_query_open(
	struct om *om, const struct om_query_spec *spec, struct om_query **ret, struct om_err *err)
{
	static struct om_query queries[4];
	static int used;
	struct om_query *q = &queries[used++ % 4];

	(void)om;
	*q = (struct om_query){
		.end = 3, .keys = spec->has_keys ? spec->keys : NULL, .key_count = spec->key_count};
	if (spec->where && !strcmp(spec->where, "none"))
		q->end = 0;
	else if (spec->where && !strcmp(spec->where, "many"))
		q->end = 2500;
	else if (spec->where && *spec->where && strncmp(spec->where, "sku", 3) != 0) {
		om_err_set(err, OM_EINVAL, "filter-field", "no field 'stats'");
		om_err_at(err, spec->where_source, 1, 5);
		om_err_hint(err, "did you mean 'status'?");
		return OM_EINVAL;
	}
	if (spec->limit && spec->limit < q->end)
		q->end = spec->limit;
	for (int i = 0; i < FIELDS; i++) {
		bool is_chosen = !spec->columns || strstr(spec->columns, fields[i].name);
		if (is_chosen &&
			(spec->default_columns != OM_COLUMNS_SHEET ||
				(fields[i].flags & OM_F_SHEET)))
			q->columns[q->count++] = i;
	}
	for (int i = 0; i < q->count; i++)
		q->names[i] = (struct om_column){
			fields[q->columns[i]].name, &fields[q->columns[i]], false};
	*ret = q;
	return 0;
}

int om_query_columns(const struct om_query *q, const struct om_column **ret)
{
	*ret = q->names;
	return q->count;
}

int om_query_next(struct om_query *q, const struct om_value **ret, struct om_err *err)
{
	(void)err;
	if (q->keys ? q->key_at >= q->key_count : q->at >= q->end)
		return 0;
	q->at = q->keys ? q->keys[q->key_at++] : q->at + 1;
	for (int i = 0; i < q->count; i++)
		q->row[i] = stored[(q->at - 1) % 3][q->columns[i]];
	snprintf(q->id, sizeof(q->id), "%s", stored[(q->at - 1) % 3][SKU].text);
	*ret = q->row;
	return 1;
}

int64_t om_query_key(const struct om_query *q)
{
	return q->at;
}

const char *om_query_id(const struct om_query *q)
{
	return q->id;
}

void om_query_close(struct om_query *q)
{
	(void)q;
}

int om_query_keys(struct om *om, const struct om_query_spec *spec, struct om_arena *arena,
	int64_t **ret, size_t *ret_count, struct om_err *err)
{
	struct om_query *q;

	if (om_query_open(om, spec, &q, err) < 0)
		return err->code;
	*ret = OM_NEWN(arena, int64_t, q->end + 1);
	*ret_count = (size_t)q->end;
	for (int64_t i = 0; i < q->end; i++)
		(*ret)[i] = i + 1;
	return 0;
}

int om_query_summary(struct om *om, const struct om_query_spec *spec, const char *column,
	struct om_arena *arena, struct om_summary *ret, struct om_err *err)
{
	static const char *const names[] = {"price"};
	static const int64_t sums[] = {1329567}, nothing[] = {0};
	static const struct om_summary_row rows[] = {
		{"yes", 2, "USD", sums}, {"no", 1, "", nothing}};

	(void)om, (void)spec, (void)arena, (void)err;
	*ret = (struct om_summary){column ? column : "is_active", names, 1, rows, 2};
	return 0;
}

char *om_filter_help(struct om *om, const struct om_noun *noun, struct om_arena *arena)
{
	(void)om;
	return om__printf(arena, "fields of %s\n", noun->plural);
}

int om_find(struct om *om, const struct om_noun *noun, const char *operand, int64_t *ret_id,
	struct om_err *err)
{
	(void)om, (void)noun;
	for (size_t i = 0; i < OM_COUNT(stored); i++) {
		if (!strcmp(stored[i][SKU].text, operand)) {
			*ret_id = (int64_t)i + 1;
			return 0;
		}
	}
	return om_err_set(err, OM_ENOTFOUND, "unknown-sku", "no thing '%s'", operand);
}

static void print_assigns(const char *what, const struct om_assign *assigns, int n)
{
	printf("%s", what);
	for (int i = 0; i < n; i++)
		printf(" [%s=%s]", assigns[i].column, assigns[i].value);
	printf("\n");
}

int om_create(struct om *om, const struct om_noun *noun, const struct om_assign *assigns, int n,
	const char *const *flags, int64_t *ret_id, enum om_outcome *ret_outcome, struct om_err *err)
{
	(void)om, (void)noun, (void)flags, (void)err;
	print_assigns("create", assigns, n);
	*ret_id = 1;
	*ret_outcome = OM_CREATED;
	return 0;
}

/* The thing 007 refuses to be edited, and an unreadable value is a value for none. */
int om_edit(struct om *om, const struct om_noun *noun, int64_t id, const struct om_assign *assigns,
	int n, const char *const *flags, enum om_outcome *ret_outcome, struct om_err *err)
{
	(void)om, (void)noun;
	if (!strcmp(assigns[0].value, "x!"))
		return om_err_set(err, OM_EINVAL, "not-integer", "'x!' is not a whole number");
	if (id == 2)
		return om_err_set(
			err, OM_EREFUSED, "has-allocations", "'007' is a component of KIT");
	char what[40];
	snprintf(what, sizeof(what), "edit %lld%s%s", (long long)id, flags ? " " : "",
		flags ? flags[0] : "");
	print_assigns(what, assigns, n);
	*ret_outcome = id == 3 ? OM_UNCHANGED : OM_UPDATED;
	return 0;
}

int om_import(struct om *om, const struct om_noun *noun, const struct om_import_options *o,
	struct om_import_report *ret, struct om_err *err)
{
	(void)om, (void)noun;
	*ret = (struct om_import_report){.created = 2, .updated = 5, .unchanged = 90, .note = ""};
	if (!strcmp(o->path, "gone.csv"))
		return om_err_set(err, OM_EIO, "io", "cannot read 'gone.csv'");
	printf("import %s", o->path);
	for (int i = 0; i < o->preset_count; i++)
		printf(" [%s=%s]", o->presets[i].column, o->presets[i].value);
	for (int i = 0; o->flags && o->flags[i]; i++)
		printf(" (%s)", o->flags[i]);
	printf(" %d%s '%c'\n", o->on_exists, o->duplicate_first ? " first" : "",
		o->delimiter ? o->delimiter : '?');
	if (strcmp(o->path, "bad.csv") != 0)
		return 0;
	struct om_err bad = {0};
	om_err_set(&bad, OM_EINVAL, "unknown-location", "no location 'AB-9' in 'MAIN'");
	om_err_at(&bad, o->path, 3, 0);
	om_err_field(&bad, "location", "AB-9");
	om_err_hint(&bad, "--create-locations makes it");
	o->on_error(o->arg, &bad, false);
	*ret = (struct om_import_report){.created = 1,
		.rejected = 1,
		.note = "12 units added without cost",
		.nothing_written = true,
		.exit_status = 3};
	return 0;
}

char *om_import_template(
	struct om *om, const struct om_noun *noun, bool comments, struct om_arena *arena)
{
	(void)om;
	(void)noun;
	return om__strdup(arena, comments ? "sku,name\n# rule,rule\n" : "sku,name\n");
}

static const char *const import_flags[] = {"create-locations", NULL};
static const struct om_importer importer = {.noun = &thing, .flags = import_flags};

const struct om_importer *om__importer_of(const struct om_noun *noun)
{
	(void)noun;
	return &importer;
}

const struct om_noun *(*const om__nouns[])(void) = {thing_noun, NULL};
const enum om__sql om__zones_sql = OM__SQL_channel_zones;

int om_open(const struct om_options *options, struct om **ret, struct om_err *err)
{
	static struct om om;

	if (!strcmp(options->db, "gone.db"))
		return om_err_set(
			err, OM_ENOTFOUND, "no-database", "no database '%s'", options->db);
	if (!strcmp(options->db, "tell.db"))
		printf("open mode=%d now=%lld seed=%llu actor=%s dry=%d reason=%s allow=%s\n%s\n",
			options->mode, (long long)options->now, (unsigned long long)options->seed,
			options->actor, options->is_dry, options->reason ? options->reason : "-",
			options->allow ? options->allow : "-", options->command);
	om.now = options->now;
	om.company.currency = "USD";
	om.company.weight_unit = "lb";
	*ret = &om;
	return om__zone_load("UTC", NULL, &om.zone, err);
}

int om_finish(struct om *om, struct om_err *err)
{
	(void)om, (void)err;
	return 0;
}

void om_close(struct om *om)
{
	if (om)
		om__zone_free(om->zone);
}

int64_t om_run_id(const struct om *om)
{
	(void)om;
	return 0;
}

int64_t om_now(const struct om *om)
{
	return om->now;
}

int om_permit(struct om *om, const char *permission, struct om_err *err)
{
	(void)om;
	(void)permission;
	(void)err;
	return 0;
}

int64_t om_orders_mapped(const struct om *om)
{
	(void)om;
	return 0;
}

int om__tx_run(struct om *om, om__body *body, void *arg, struct om_err *err)
{
	return body(om, arg, err);
}

int om__read_begin(struct om *om, struct om_err *err)
{
	(void)om;
	(void)err;
	return 0;
}

void om__read_end(struct om *om)
{
	(void)om;
}

/* Completion finds no settings and no names here. */
const struct om_config_key *om_config_keys(int *ret_count)
{
	*ret_count = 0;
	return NULL;
}

int om__q(struct om *om, enum om__sql id, const struct om__arg *args, struct om__q **ret,
	struct om_err *err)
{
	(void)om;
	(void)id;
	(void)args;
	*ret = NULL;
	return om_err_set(err, OM_ENOTFOUND, "no-database", "no database here");
}

int om__step(struct om__q *q, struct om_err *err)
{
	(void)q;
	(void)err;
	return 0;
}

const char *om__col_text(struct om__q *q, int column)
{
	(void)q;
	(void)column;
	return "";
}

void om__done(struct om__q **q)
{
	(void)q;
}

/* A thing has no custom fields. */
bool om__is_custom_map(const struct om_field *map)
{
	(void)map;
	return false;
}

int om__custom_at(struct om *om, const struct om_noun *noun, int index,
	const struct om__custom **ret, struct om_err *err)
{
	(void)om;
	(void)noun;
	(void)index;
	(void)err;
	*ret = NULL;
	return 0;
}

int om__custom_find(struct om *om, const struct om_noun *noun, const struct om_field *map,
	const char *name, const struct om__custom **ret, struct om_err *err)
{
	(void)map;
	(void)name;
	return om__custom_at(om, noun, 0, ret, err);
}

int om__custom_field(struct om *om, const struct om_noun *noun, const struct om_field *map,
	const char *name, const struct om_field **ret, struct om_err *err)
{
	(void)om;
	(void)noun;
	(void)name;
	(void)err;
	*ret = map;
	return 0;
}

/* The one view that there is. */
int om_view_find(struct om *om, const struct om_noun *noun, const char *name,
	struct om_arena *arena, struct om_view *ret, struct om_err *err)
{
	(void)om;
	(void)noun;
	(void)arena;
	if (strcmp(name, "few") != 0)
		return om_err_set(err, OM_ENOTFOUND, "unknown-view", "no view '%s'", name);
	*ret = (struct om_view){"few", "sku = any", "sku,quantity", "", 2};
	return 0;
}

int om_view_check(
	struct om *om, const struct om_noun *noun, const struct om_view *v, struct om_err *err)
{
	(void)om;
	(void)noun;
	if (!strcmp(v->columns, "gone"))
		return om_err_set(err, OM_EINVAL, "unknown-column", "no column");
	return 0;
}

#endif
