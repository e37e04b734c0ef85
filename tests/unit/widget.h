/* Two nouns of the tests: widgets, where a row is a record, and parcels with lines, where rows are
 * gathered.  Their importers keep what they are given in memory, and only what was committed. */
#ifndef WIDGET_H
#define WIDGET_H

#include <unistd.h>
#include "base/buf.h"
#include "base/text.h"
#include "core/core.h"
#include <om/money.h>
#include "sheet/state.h"
#include "tap.h"

static struct om *w_om;
static struct om_buf w_stored,
	w_pending; /* `sku name price;` of what was committed, and of the attempt under way */
static struct om_buf w_log; /* `LINE FIELD WORD` of every error, `(…)` of warnings */
static int w_checked, w_applied, w_rolled_back, w_ended;

enum {
	W_SKU,
	W_NAME,
	W_PRICE,
	W_QTY,
	W_ACTIVE,
	W_KIND,
	W_WEIGHT,
	W_HEIGHT,
	W_MADE,
	W_SHIP_BY,
	W_DAY,
	W_CUTOFF,
	W_TAGS,
	W_COLOURS,
	W_REF,
	W_ZIP,
	W_DELTA,
	W_NOTE,
	W_OUNCES,
	W_COUNT,
	W_COMPUTED,
	W_ATTR,
	W_FIELDS
};
static const struct om_field w_fields[] = {
	[W_SKU] = {.name = "sku",
		.type = OM_T_ID,
		.flags = OM_F_KEY | OM_F_SHEET | OM_F_REQUIRED,
		.aliases = "master_sku|Item Number",
		.max = 20,
		.help = "the name"},
	[W_NAME] = {.name = "name",
		.type = OM_T_TEXT,
		.flags = OM_F_SHEET | OM_F_CREATE,
		.max = 12,
		.help = ""},
	[W_PRICE] = {.name = "price", .type = OM_T_MONEY, .flags = OM_F_SHEET, .aliases = "M.A.P."},
	[W_QTY] = {.name = "qty", .type = OM_T_INT, .flags = OM_F_SHEET, .min = 1, .max = 1000},
	[W_ACTIVE] = {.name = "is_active",
		.type = OM_T_BOOL,
		.flags = OM_F_SHEET,
		.aliases = "active|status"},
	[W_KIND] = {.name = "kind",
		.type = OM_T_WORD,
		.flags = OM_F_SHEET,
		.choices = "small large on-hold"},
	[W_WEIGHT] = {.name = "weight", .type = OM_T_WEIGHT, .flags = OM_F_SHEET},
	[W_HEIGHT] = {.name = "height", .type = OM_T_LENGTH, .flags = OM_F_SHEET},
	[W_MADE] = {.name = "made_at", .type = OM_T_TIME, .flags = OM_F_SHEET},
	[W_SHIP_BY] = {.name = "ship_by", .type = OM_T_TIME, .flags = OM_F_SHEET | OM_F_DAY_END},
	[W_DAY] = {.name = "expires_on", .type = OM_T_DAY, .flags = OM_F_SHEET},
	[W_CUTOFF] = {.name = "cutoff", .type = OM_T_CLOCK, .flags = OM_F_SHEET},
	[W_TAGS] = {.name = "tags", .type = OM_T_SET, .flags = OM_F_SHEET},
	[W_COLOURS] = {.name = "colours",
		.type = OM_T_SET,
		.flags = OM_F_SHEET | OM_F_SEMICOLON,
		.choices = "red green blue"},
	[W_REF] = {.name = "vendor", .type = OM_T_REF, .flags = OM_F_SHEET},
	[W_ZIP] = {.name = "zip", .type = OM_T_ZIP, .flags = OM_F_SHEET | OM_F_IDENT, .max = 10},
	[W_DELTA] = {.name = "delta", .type = OM_T_INT, .flags = OM_F_SHEET | OM_F_SIGNED},
	[W_NOTE] = {.name = "note", .type = OM_T_TEXT, .flags = OM_F_SHEET, .aliases = "remark"},
	[W_OUNCES] = {.name = "ounces", .type = OM_T_INT, .flags = OM_F_INPUT},
	[W_COUNT] = {.name = "listing_count",
		.type = OM_T_INT,
		.flags = OM_F_SHEET | OM_F_READONLY},
	[W_COMPUTED] = {.name = "available", .type = OM_T_INT, .flags = OM_F_COMPUTED},
	[W_ATTR] = {.name = "attr:", .type = OM_T_TEXT, .flags = OM_F_SHEET | OM_F_MAP},
};
static const struct om_noun w_noun = {
	.name = "widget", .plural = "widgets", .fields = w_fields, .field_count = W_FIELDS};

enum {
	P_NUMBER,
	P_CHANNEL,
	P_DATE,
	P_NOTE,
	P_TOTAL,
	P_ATTR,
	P_FIELDS,
	L_SKU = P_FIELDS,
	L_QTY,
	L_PRICE,
	L_END
};
static const struct om_field p_fields[] = {
	[P_NUMBER] = {.name = "order_number",
		.type = OM_T_ID,
		.flags = OM_F_KEY | OM_F_SHEET,
		.max = 20},
	[P_CHANNEL] = {.name = "channel",
		.type = OM_T_REF,
		.flags = OM_F_KEY | OM_F_SHEET | OM_F_REQUIRED,
		.aliases = "sales channel"},
	[P_DATE] = {.name = "order_date", .type = OM_T_DAY, .flags = OM_F_SHEET},
	[P_NOTE] = {.name = "note", .type = OM_T_TEXT, .flags = OM_F_SHEET},
	[P_TOTAL] = {.name = "order_total", .type = OM_T_MONEY, .flags = OM_F_SHEET},
	[P_ATTR] = {.name = "attr:", .type = OM_T_TEXT, .flags = OM_F_SHEET | OM_F_MAP},
};
static const struct om_field l_fields[] = {
	{.name = "sku",
		.type = OM_T_ID,
		.flags = OM_F_SHEET | OM_F_REQUIRED | OM_F_IDENT,
		.aliases = "item sku"},
	{.name = "quantity",
		.type = OM_T_INT,
		.flags = OM_F_SHEET | OM_F_REQUIRED,
		.aliases = "qty",
		.min = 1,
		.max = 1000000},
	{.name = "unit_price", .type = OM_T_MONEY, .flags = OM_F_SHEET},
};
static const struct om_noun l_noun = {
	.name = "line", .plural = "lines", .fields = l_fields, .field_count = 3};
static const struct om_noun p_noun = {
	.name = "parcel", .plural = "parcels", .fields = p_fields, .field_count = P_FIELDS};

/* ---- the importers ---- */

static inline void w_commit(struct om *om, void *arg)
{
	(void)om;
	(void)arg;
	om__buf_str(&w_stored, w_pending.data);
	om__buf_clear(&w_pending);
}

static inline int w_put(struct om_import *imp, const char *text, struct om_err *err)
{
	if (!w_pending.len && om__on_commit(imp->om, w_commit, NULL, err) < 0)
		return OM_ENOMEM;
	om__buf_str(&w_pending, text);
	w_applied++;
	return 0;
}

static inline void w_rollback(struct om_import *imp)
{
	(void)imp;
	om__buf_clear(&w_pending);
	w_rolled_back++;
}

static inline void w_end(struct om_import *imp)
{
	w_ended++;
	imp->report->note = om__printf(&imp->arena, "%d checked", w_checked);
}

static inline int w_begin(struct om_import *imp, struct om_err *err)
{
	(void)imp;
	(void)err;
	w_checked = w_applied = w_rolled_back = w_ended = 0;
	return 0;
}

static inline const char *w_key(struct om_import *imp, struct om_unit *unit, struct om_arena *arena)
{
	(void)imp;
	return om__cell_has(unit->rows, W_SKU) ? om__strdup(arena, om__cell_text(unit->rows, W_SKU))
					       : NULL;
}

/* Notes say what goes wrong: bad (found by the check), late (found when it is applied), warn, die.
 */
static inline int w_check(struct om_import *imp, struct om_unit *unit, struct om_err *err)
{
	const struct om_row *row = unit->rows;
	const char *note = om__cell_text(row, W_NOTE);

	(void)err;
	w_checked++;
	if (!unit->is_edit && !om__cell_has(row, W_NAME))
		om__import_error(
			imp, unit, row, "name", OM_EINVAL, "missing", "a new widget needs a name");
	if (!strcmp(note, "bad"))
		om__import_error(
			imp, unit, row, "note", OM_EREFUSED, "exists", "'%s' is bad", note);
	if (!strcmp(note, "warn"))
		om__import_warn(imp, unit, row, "note", "no-prices", "a warning");
	return 0;
}

static inline int w_apply(
	struct om_import *imp, struct om_unit *unit, enum om_outcome *ret, struct om_err *err)
{
	const struct om_row *row = unit->rows;
	const char *note = om__cell_text(row, W_NOTE), *sku = om__cell_text(row, W_SKU);
	char price[OM_MONEY_TEXT];

	if (!strcmp(note, "late")) {
		om__import_error(
			imp, unit, row, "note", OM_ECONFLICT, "changed", "'%s' is late", sku);
		return 0;
	}
	if (!strcmp(note, "die"))
		return om_err_set(err, OM_EDB, "database", "the database is gone");
	*ret = !strcmp(note, "same")    ? OM_UNCHANGED
		: !strcmp(note, "old")  ? OM_UPDATED
		: !strcmp(note, "skip") ? OM_SKIPPED
					: OM_CREATED;
	if (!unit->is_edit)
		unit->id = 7;
	return w_put(imp,
		om__printf(imp->chunk, "%s %s %s;", sku, om__cell_text(row, W_NAME),
			om_money_print(om__cell_num(row, W_PRICE, 0), "USD", price)),
		err);
}

static const char *const w_flags[] = {"loud", NULL};
static const struct om_importer w_importer = {
	.noun = &w_noun,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.flags = w_flags,
	.wants_sha = true,
	.key = w_key,
	.begin = w_begin,
	.check = w_check,
	.apply = w_apply,
	.rollback = w_rollback,
	.end = w_end,
};

static inline int p_check(struct om_import *imp, struct om_unit *unit, struct om_err *err)
{
	(void)imp;
	(void)unit;
	(void)err;
	w_checked++;
	return 0;
}

/* `NUMBER@CHANNEL note {attr}: sku x qty, …;` */
static inline int p_apply(
	struct om_import *imp, struct om_unit *unit, enum om_outcome *ret, struct om_err *err)
{
	char *text;

	text = om__printf(imp->chunk, "%s@%s", om__cell_text(unit->rows, P_NUMBER),
		om__cell_text(unit->rows, P_CHANNEL));
	if (om__cell_has(unit->rows, P_NOTE))
		text = om__printf(imp->chunk, "%s %s", text, om__cell_text(unit->rows, P_NOTE));
	for (int i = 0; i < unit->rows->map_count; i++)
		text = om__printf(imp->chunk, "%s {%s%s=%s}", text, unit->rows->maps[i].field->name,
			unit->rows->maps[i].name, unit->rows->maps[i].raw);
	for (int i = 0; i < unit->count; i++)
		text = om__printf(imp->chunk, "%s%s%sx%lld", text, i ? "," : ": ",
			om__cell_text(&unit->rows[i], L_SKU),
			(long long)om__cell_num(&unit->rows[i], L_QTY, 0));
	*ret = OM_CREATED;
	return w_put(imp, om__printf(imp->chunk, "%s;", text), err);
}

static const char *const p_flags[] = {"regroup", NULL};
static const struct om_importer p_importer = {
	.noun = &p_noun,
	.child = &l_noun,
	.group_field = P_NUMBER,
	.group_field2 = P_CHANNEL,
	.on_exists = OM_EXISTS_FAIL,
	.flags = p_flags,
	.wants_sha = true,
	.begin = w_begin,
	.check = p_check,
	.apply = p_apply,
	.rollback = w_rollback,
	.end = w_end,
};

/* ---- running them ---- */

static inline void w_on_error(void *arg, const struct om_err *err, bool is_warning)
{
	(void)arg;
	om__buf_fmt(&w_log, "%s%s%lld %s %s%s", w_log.len ? "\n" : "", is_warning ? "(" : "",
		(long long)err->line, err->field, err->word, is_warning ? ")" : "");
}

/* Imports TEXT; what happened as `created updated unchanged rejected skipped, exit`, or `!LINE
 * FIELD WORD` where it could not run. */
static inline const char *w_import(const struct om_importer *importer, const char *text, size_t len,
	const struct om_import_options *more, struct om_import_report *report)
{
	static char result[300];
	struct om_import_options options = *more;
	struct om_err err = {0};
	FILE *f = tmpfile();
	int rc;

	if (!f || fwrite(text, 1, len, f) != len || fflush(f) != 0) {
		printf("Bail out! no temporary file\n");
		exit(1);
	}
	rewind(f);
	om__buf_clear(&w_log);
	om__buf_clear(&w_stored);
	om__buf_clear(&w_pending);
	options.path = "-";
	options.input = fileno(f);
	options.on_error = w_on_error;
	rc = om__import_run(w_om, importer, &options, report, &err);
	if (rc < 0)
		snprintf(result, sizeof(result), "!%lld %s %s", (long long)err.line, err.field,
			err.word);
	else
		snprintf(result, sizeof(result), "%lld %lld %lld %lld %lld, exit %d%s",
			(long long)report->created, (long long)report->updated,
			(long long)report->unchanged, (long long)report->rejected,
			(long long)report->skipped, report->exit_status,
			report->nothing_written ? ", nothing" : "");
	fclose(f);
	return result;
}

static inline void w_open(bool is_dry)
{
	struct om_options options = {
		.db = ":memory:", .mode = OM_OPEN_CREATE, .now = 1000, .seed = 1, .is_dry = is_dry};
	struct om_err err = {0};

	om__buf_init(&w_stored, 0);
	om__buf_init(&w_pending, 0);
	om__buf_init(&w_log, 0);
	if (om__db_open(&options, &w_om, &err) < 0 || om__db_make_schema(w_om, &err) < 0 ||
		om__core_load(w_om, &err) < 0) {
		printf("Bail out! no database: %s [%s]\n", err.message, err.word);
		exit(1);
	}
}

static inline void w_close(void)
{
	om__core_unload(w_om);
	om__db_close(w_om);
	om__buf_release(&w_stored);
	om__buf_release(&w_pending);
	om__buf_release(&w_log);
}

#endif
