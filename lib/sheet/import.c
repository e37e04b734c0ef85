/* The engine of imports: everything is checked first, then applied in chunks (DESIGN 5.6, section
 * 6).
 *
 * First pass: every unit is parsed, its key looked for among those seen, and given to the noun's
 * check; only the numbers of bad units are remembered.  Second pass: the same file is read again by
 * the same code, good units are parsed into the chunk's arena and applied in one transaction a
 * chunk, whose body may run again; refused ones are written to the rejects.  Memory grows with the
 * keys and the bad units and with nothing else. */
#include <pthread.h>
#include <stdlib.h>
#include "base/map.h"
#include "core/core.h"
#include "sheet/state.h"

#define CHECK_UNITS 250                 /* of a chunk of the first pass */
#define CHECK_BESIDE ((int64_t)1 << 17) /* bytes of a file that is worth a second thread */

/* ---- chunks ---- */

struct chunk {
	struct om_import *imp;
	struct om_import reader;        /* the import as the thread that reads this chunk sees it */
	struct om_import_report report; /* and its figures */
	struct om_arena arena;
	struct om_err err;
	int status; /* of reading: 1, 0 it was the last, negative */
	struct om__unit *units[OM__CHUNK];
	int count, most;
	int from, to; /* the part that one transaction applies */
	int attempts, applied;
	struct om_mark mark;
};

/* What the second pass needs of a unit.  An error here was none in the check: the file changed, or
 * the noun's data did. */
static int prepare(struct chunk *c, struct om__unit *unit, struct om_err *err)
{
	int rc = 0;

	c->report.rejected += unit->unit.is_bad;
	unit->is_rejected |= unit->unit.is_bad;
	if (!unit->is_rejected && c->reader.importer->wants_sha)
		rc = om__import_sha(&c->reader, &unit->unit, err);
	return rc < 0 ? rc : 1;
}

/* Reads the next chunk.  Whatever it allocates lies in the chunk's own arena, so that it may run
 * beside the chunk before it being used.  Units that were read before a failure count. */
static void *read_chunk(void *arg)
{
	struct chunk *c = arg;
	struct om_import *imp = &c->reader;
	int rc = 1;

	om__arena_reset(&c->arena);
	om_err_clear(&c->err);
	imp->state->env.arena = &c->arena;
	c->count = 0;
	c->report.rejected = 0;
	while (rc > 0 && c->count < c->most && c->arena.total < OM__CHUNK_BYTES) {
		struct om__unit *unit;
		rc = om__unit_next(imp, &unit, &c->err);
		if (rc > 0 && imp->state->is_apply)
			rc = prepare(c, unit, &c->err);
		if (rc > 0 && om__memory_is_short())
			rc = om__nomem(&c->err);
		if (rc > 0)
			c->units[c->count++] = unit;
	}
	imp->unit = NULL;
	c->status = rc;
	return NULL;
}

static void begin_chunks(struct om_import *imp, struct chunk pair[2], int most)
{
	for (int i = 0; i < 2; i++) {
		pair[i].imp = imp;
		pair[i].most = most;
		pair[i].report = (struct om_import_report){.note = ""};
		pair[i].reader = *imp;
		pair[i].reader.chunk = &pair[i].arena;
		pair[i].reader.report = &pair[i].report;
		pair[i].reader.is_reading = !imp->state->is_apply;
	}
}

/* Gives the rest of the file to USE, in chunks of MOST units.  BESIDE: the next chunk is read by a
 * thread of its own while this one is used: then reading touches the file, its rows and the chunk
 * alone, and using touches the database. */
static int each_chunk(struct om_import *imp, struct chunk pair[2], int most, bool beside,
	int (*use)(struct om_import *, struct chunk *, struct om_err *), struct om_err *err)
{
	struct chunk *c = &pair[0], *next = &pair[1];
	int rc = 0;

	begin_chunks(imp, pair, most);
	read_chunk(c);
	while (rc == 0 && c->count) {
		pthread_t thread;
		bool is_beside = beside && c->status > 0 &&
			pthread_create(&thread, NULL, read_chunk, next) == 0;

		imp->chunk = &c->arena;
		rc = use(imp, c, err);
		if (rc == 0 && om__memory_is_short())
			rc = om__nomem(err);
		if (is_beside)
			pthread_join(thread, NULL);
		if (rc || c->status <= 0)
			break;
		if (!is_beside)
			read_chunk(next);
		c = next;
		next = &pair[c == &pair[0]];
	}
	if (rc == 0 && c->status < 0) {
		rc = c->status;
		*err = c->err;
	}
	imp->chunk = &imp->state->chunk;
	return rc;
}

/* ---- first pass ---- */

/* An error of the unit, kept for the rejects. */
static int64_t keep_errors(struct om_import *imp, const struct om__error *e, int64_t last)
{
	if (!e)
		return last;
	last = keep_errors(imp, e->next, last);
	return e->is_warning ? last : om__rejects_keep(imp->state->rejects, last, &e->err);
}

static int note_bad(struct om_import *imp, struct om__unit *unit, struct om_err *err)
{
	int64_t last = imp->state->rejects ? keep_errors(imp, unit->errors, -1) : -1;

	return om__bad_add(imp, unit->no, last, false, err);
}

static void hint_regroup(const struct om_import *imp, struct om_err *err)
{
	const char *const *flag = imp->importer->flags;

	while (flag && *flag && strcmp(*flag, "regroup") != 0)
		flag++;
	if (flag && *flag && !strcmp(err->word, "not-together"))
		om_err_hint(err, "--regroup gathers them");
}

/* The unit in SLOT, which was found good or bad long ago, has a double further down. */
static int blame_first(struct om_import *imp, struct om__seen_slot *slot, const char *field,
	const char *word, int64_t line, struct om_err *err)
{
	struct om_err first = {0};
	int64_t last;

	if (slot->line & OM__SEEN_REPORTED)
		return 0;
	om_err_set(&first, OM_EINVAL, word,
		strcmp(word, "duplicate-row") ? "more rows of it stand apart, in line %lld"
					      : "the same stands in line %lld",
		(long long)line);
	om_err_at(&first, imp->state->file.name, slot->line, 0);
	om_err_field(&first, field, NULL);
	hint_regroup(imp, &first);
	om__import_deliver(imp, &first, false);
	last = imp->state->rejects ? om__rejects_keep(imp->state->rejects, -1, &first) : -1;
	slot->line |= OM__SEEN_REPORTED;
	return om__bad_add(imp, slot->unit, last, false, err);
}

static int64_t slot_line(const struct om__seen_slot *slot)
{
	return slot->line & ~OM__SEEN_REPORTED;
}

/* Rows of one order that stand apart: storing the first part would store half an order.  1: they
 * do. */
static int check_together(struct om_import *imp, struct om__unit *unit, struct om_err *err)
{
	const struct om_field *field = &imp->importer->noun->fields[imp->importer->group_field];
	struct om__seen_slot *slot;
	struct om_err apart = {0};
	char *key;
	int rc;

	if (!unit->group[0] || !*unit->group[0])
		return 0;
	key = om__printf(imp->chunk, "%s%c%s", unit->group[0], 1, unit->group[1]);
	if (!key)
		return om__nomem(err);
	rc = om__seen_add(&imp->state->groups, om__hash(key, strlen(key)), unit->no,
		unit->unit.line, &slot, err);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	om_err_set(&apart, OM_EINVAL, "not-together",
		"rows of '%s' stand in line %lld already, apart from this one", unit->group[0],
		(long long)slot_line(slot));
	hint_regroup(imp, &apart);
	om__import_fail(imp, &unit->unit, NULL, field->name, &apart);
	rc = blame_first(imp, slot, field->name, "not-together", unit->unit.line, err);
	return rc < 0 ? rc : 1;
}

/* Is a cell of the key one that could not be read?  Two of those are not the same record. */
static bool is_key_bad(const struct om_noun *noun, const struct om__unit *unit)
{
	for (const struct om__error *e = unit->errors; e; e = e->next)
		for (int i = 0; i < noun->field_count && !e->is_warning; i++)
			if ((noun->fields[i].flags & OM_F_KEY) &&
				!strcmp(noun->fields[i].name, e->err.field))
				return true;
	return false;
}

/* The column that a duplicate is reported under. */
static const char *key_field(const struct om_importer *importer, const struct om_unit *unit)
{
	const struct om_noun *noun = importer->noun;
	int i = importer->key_cell ? importer->key_cell(unit) : 0;

	while (!importer->key_cell && i < noun->field_count && !(noun->fields[i].flags & OM_F_KEY))
		i++;
	return i < noun->field_count ? noun->fields[i].name : NULL;
}

static int check_key(struct om_import *imp, struct om__unit *unit, struct om_err *err)
{
	const struct om_noun *noun = imp->importer->noun;
	const char *key = imp->importer->key && !is_key_bad(noun, unit)
		? imp->importer->key(imp, &unit->unit, imp->chunk)
		: NULL;
	const char *field;
	struct om__seen_slot *slot;
	int rc;

	if (!key)
		return 0;
	rc = om__seen_add(&imp->state->keys, om__hash(key, strlen(key)), unit->no, unit->unit.line,
		&slot, err);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	if (imp->state->duplicate_first) {
		unit->is_left_out = true;
		return 0;
	}
	field = key_field(imp->importer, &unit->unit);
	om__import_error(imp, &unit->unit, NULL, field, OM_EINVAL, "duplicate-row",
		"the same stands in line %lld", (long long)slot_line(slot));
	return blame_first(imp, slot, field, "duplicate-row", unit->unit.line, err);
}

/* What reading found wrong is told, unless the unit may be left out for its key. */
static void release_errors(struct om_import *imp, struct om__unit *unit)
{
	if (imp->is_held)
		om__unit_deliver(imp, unit);
	imp->is_held = false;
}

static int check_unit(struct om_import *imp, struct om__unit *unit, struct om_err *err)
{
	int rc = 0;

	imp->is_held = true;
	if (!imp->state->duplicate_first)
		release_errors(imp, unit);
	if (imp->importer->child)
		rc = check_together(imp, unit, err);
	if (rc == 0 && !unit->is_misshaped)
		rc = check_key(imp, unit, err);
	if (rc < 0)
		return rc;
	rc = 0;
	if (unit->is_left_out)
		return om__bad_add(imp, unit->no, -1, true, err);
	release_errors(imp, unit);
	if (!unit->is_misshaped && imp->importer->check)
		rc = imp->importer->check(imp, &unit->unit, err);
	imp->puts = NULL;
	if (rc == 0 && imp->is_out_of_memory)
		rc = om__nomem(err);
	if (rc == 0 && unit->unit.is_bad)
		rc = note_bad(imp, unit, err);
	return rc;
}

static int check_chunk(struct om_import *imp, struct chunk *c, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; i < c->count && rc == 0; i++) {
		struct om_mark mark = om__arena_mark(imp->chunk);
		imp->unit = &c->units[i]->unit;
		rc = check_unit(imp, c->units[i], err);
		om__arena_rewind(imp->chunk, mark);
	}
	imp->is_held = false;
	imp->unit = NULL;
	return rc;
}

static int check_pass(struct om_import *imp, struct chunk pair[2], struct om_err *err)
{
	bool beside = imp->state->file.size > CHECK_BESIDE;
	int rc = each_chunk(imp, pair, CHECK_UNITS, beside, check_chunk, err);

	imp->report->rows = imp->state->rows.done;
	om__bad_sort(imp);
	return rc;
}

/* ---- second pass ---- */

static void roll_back(struct chunk *c)
{
	struct om_import *imp = c->imp;

	if (imp->importer->rollback)
		imp->importer->rollback(imp);
	om__puts_take_back(imp);
	for (int i = c->from; i < c->count; i++) {
		if (c->units[i]->is_rejected)
			continue;
		c->units[i]->errors = NULL;
		c->units[i]->unit.is_bad = false;
	}
	om__arena_rewind(imp->chunk, c->mark);
}

/* Errors of an atomic import wait for its one commit; the unit keeps its own for the rejects. */
static void keep_for_commit(struct om_import *imp, const struct om__error *errors)
{
	struct om__error *copy;

	if (!errors)
		return;
	keep_for_commit(imp, errors->next);
	copy = OM_NEW(&imp->state->kept, struct om__error);
	if (!copy)
		return;
	*copy = *errors;
	copy->next = imp->state->waiting;
	imp->state->waiting = copy;
}

static int apply_unit(struct om_import *imp, struct om__unit *unit, struct om_err *err)
{
	int rc;

	imp->unit = &unit->unit;
	rc = imp->importer->apply(imp, &unit->unit, &unit->outcome, err);
	imp->unit = NULL;
	if (rc == 0 && imp->is_out_of_memory)
		rc = om__nomem(err);
	if (rc < 0)
		return rc;
	if (unit->unit.is_bad && imp->options->atomic && !imp->options->keep_going) {
		imp->state->is_refused = true;
		keep_for_commit(imp, unit->errors);
		return om_err_set(
			err, OM_EREFUSED, "changed", "a unit was refused since the check");
	}
	return 0;
}

static int chunk_body(struct om *om, void *arg, struct om_err *err)
{
	struct chunk *c = arg;
	struct om_import *imp = c->imp;
	int rc = 0, i;

	if (c->attempts++)
		roll_back(c);
	c->applied = 0;
	for (i = c->from; i < c->count && rc == 0; i++) {
		if (c->units[i]->is_rejected)
			continue;
		rc = apply_unit(imp, c->units[i], err);
		if (rc == 0 && !imp->options->atomic &&
			om__pace_is_done(om, &imp->state->pace, ++c->applied)) {
			i++;
			break;
		}
	}
	c->to = i;
	if (rc == 0 && imp->importer->flush)
		rc = imp->importer->flush(imp, err);
	return rc;
}

static void count_unit(struct om_import *imp, struct om__unit *unit)
{
	struct om_import_report *report = imp->report;

	if (unit->is_rejected)
		return;
	if (imp->options->atomic)
		keep_for_commit(imp, unit->errors);
	else
		om__unit_deliver(imp, unit);
	if (unit->unit.is_bad) {
		report->rejected++;
		return;
	}
	switch (unit->outcome) {
	case OM_CREATED: report->created++; break;
	case OM_UPDATED: report->updated++; break;
	case OM_UNCHANGED: report->unchanged++; break;
	case OM_SKIPPED: report->skipped++; break;
	}
}

/* Applies the chunk in as many transactions as waiting writers make it. */
static int apply_chunk(struct om_import *imp, struct chunk *c, struct om_err *err)
{
	int rc = 0;

	for (c->from = 0; c->from < c->count && rc == 0; c->from = c->to) {
		c->attempts = 0;
		c->to = c->from;
		c->mark = om__arena_mark(imp->chunk);
		imp->puts = NULL;
		imp->is_held = true;
		rc = om__tx_run(imp->om, chunk_body, c, err);
		imp->is_held = false;
		if (rc < 0) {
			roll_back(c);
			return rc;
		}
		for (int i = c->from; i < c->to; i++)
			count_unit(imp, c->units[i]);
		om__pace_learn(imp->om, &imp->state->pace, c->applied);
	}
	return rc;
}

static int put_rejects(struct om_import *imp, const struct chunk *c)
{
	const struct om__import_state *state = imp->state;
	size_t at = 0, n;

	for (int i = 0; state->rejects && i < c->count; i++) {
		const struct om__unit *unit = c->units[i];
		if ((!unit->is_rejected && !unit->unit.is_bad) || unit->is_left_out)
			continue;
		/* Both lists are in the order of units. */
		while (at < state->bad_count && state->bad[at].unit < unit->no)
			at++;
		for (n = 0; at + n < state->bad_count && state->bad[at + n].unit == unit->no;)
			n++;
		om__rejects_put(imp, unit, &state->bad[at], n);
	}
	return 0;
}

static bool is_written(const struct om_import *imp)
{
	const struct om__import_state *state = imp->state;

	return !state->is_broken && (!state->bad_units || imp->options->keep_going);
}

/* Reading again may find what the check did not only where the file was changed under it. */
static bool reads_beside(const struct om_import *imp)
{
	const struct om__import_state *state = imp->state;

	return !state->bad_units && !state->rejects && !imp->options->atomic &&
		imp->report->rows > OM__CHUNK;
}

static int begin_pass(struct om_import *imp, struct om_err *err)
{
	struct om__import_state *state = imp->state;
	struct om_import_report *report = imp->report;
	int rc;

	report->created = report->updated = report->unchanged = 0;
	report->skipped = state->skipped_by_map + state->left_out;
	report->rejected = state->bad_units;
	state->bad_at = 0;
	state->waiting = NULL;
	state->is_refused = false;
	om__arena_reset(&state->kept);
	om__rejects_begin(imp);
	rc = om__rows_open(imp, err);
	return rc ? rc : om__file_unchanged(&state->file, err);
}

static int use_chunk(struct om_import *imp, struct chunk *c, struct om_err *err)
{
	int rc = om__file_unchanged(&imp->state->file, err);

	imp->report->rejected += c->report.rejected;
	if (rc == 0 && is_written(imp))
		rc = apply_chunk(imp, c, err);
	return rc ? rc : put_rejects(imp, c);
}

static int apply_pass(struct om_import *imp, struct chunk pair[2], struct om_err *err)
{
	int rc = begin_pass(imp, err);

	return rc ? rc : each_chunk(imp, pair, OM__CHUNK, reads_beside(imp), use_chunk, err);
}

struct whole {
	struct om_import *imp;
	struct chunk *chunk;
	int attempts;
};

/* The whole import in one transaction; another attempt begins the file anew. */
static int whole_body(struct om *om, void *arg, struct om_err *err)
{
	struct whole *whole = arg;

	(void)om;
	if (whole->attempts++ && whole->imp->importer->rollback)
		whole->imp->importer->rollback(whole->imp);
	return apply_pass(whole->imp, whole->chunk, err);
}

/* ---- the frame ---- */

static enum om_date_format date_format(const char *name)
{
	if (name && !strcmp(name, "mdy"))
		return OM_DATE_MDY;
	return name && !strcmp(name, "dmy") ? OM_DATE_DMY : OM_DATE_ISO;
}

static int open_input(struct om_import *imp, struct om_err *err)
{
	struct om__import_state *state = imp->state;
	const struct om_import_options *o = imp->options;
	const struct om_sheet_map *map = NULL;
	const char *encoding = o->encoding;
	bool regroup = imp->importer->child &&
		(imp->importer->regroups || om__import_flag(imp, "regroup"));
	int rc = 0;

	if (o->map)
		rc = om__map_load(o->map, o->map_dir, imp->importer->noun, imp->importer->child,
			&imp->arena, &state->map, err);
	if (rc < 0) {
		om__map_option(err);
		return rc;
	}
	rc = om__shop_settings(imp, state->map ? state->map->shop : NULL, err);
	if (rc < 0)
		return rc;
	map = state->map;
	if (!encoding && map)
		encoding = map->encoding;
	state->is_encoded = encoding != NULL;
	if (!state->options.sheet && map)
		state->options.sheet = map->sheets;
	state->delimiter = o->delimiter || !map ? o->delimiter : map->delimiter;
	state->options.ignore_case |= map && map->ignore_case;
	state->env.date_format =
		date_format(o->date_format || !map ? o->date_format : map->date_format);
	state->duplicate_first = o->duplicate_first || (map && map->duplicate_first);
	rc = om__file_open(&state->file, o, encoding, regroup, err);
	/* A workbook becomes CSV with commas, whatever was said of text files. */
	if (rc == 0 && state->file.is_workbook)
		state->delimiter = ',';
	if (rc == 0)
		rc = om__rows_open(imp, err);
	if (rc == 0 && imp->state->rows.count)
		rc = om__rows_plan(imp, err);
	if (rc == 0 && imp->state->rows.count && regroup)
		rc = om__rows_regroup(imp, err);
	return rc;
}

static bool has_written(const struct om_import_report *report)
{
	return report->created + report->updated > 0;
}

/* DESIGN 5.5: 3 all refused, 4 partly done; what is done already is done, so that a second run ends
 * like the first. */
static void conclude(struct om_import *imp)
{
	struct om_import_report *report = imp->report;

	report->rejected += imp->state->is_refused;
	if (!is_written(imp) || imp->state->is_refused) {
		report->nothing_written = true;
		report->created = report->updated = report->unchanged = 0;
		report->exit_status = 3;
		return;
	}
	if (report->rejected)
		report->exit_status = has_written(report) || report->unchanged ? 4 : 3;
}

static void deliver_waiting(struct om_import *imp)
{
	struct om__unit all = {.errors = imp->state->waiting};

	om__unit_deliver(imp, &all);
}

static int apply(struct om_import *imp, struct chunk pair[2], struct om_err *err)
{
	struct om__import_state *state = imp->state;
	struct whole whole = {imp, pair, 0};
	int rc = 0;

	state->is_apply = true;
	if (is_written(imp) && !imp->om->tx_depth)
		rc = om__dry_prepare(imp->om, imp->report->rows, err);
	if (rc == 0 && imp->options->atomic && is_written(imp)) {
		rc = om__tx_run(imp->om, whole_body, &whole, err);
		deliver_waiting(imp);
		if (rc < 0)
			imp->report->created = imp->report->updated = imp->report->unchanged = 0;
	} else if (rc == 0) {
		rc = apply_pass(imp, pair, err);
	}
	return rc;
}

/* The check sees one moment, and its look-ups need no lock each. */
static int check_at_once(struct om_import *imp, struct chunk pair[2], struct om_err *err)
{
	int rc = om__read_begin(imp->om, err);

	if (rc < 0)
		return rc;
	rc = check_pass(imp, pair, err);
	om__read_end(imp->om);
	return rc;
}

/* Orders that the map's shop left out, and what the end of the file says: found while rows were
 * read, beside the check. */
static void tell_skipped(struct om_import *imp)
{
	const struct om_import_options *o = imp->options;

	for (const struct om__skipped *s = imp->state->skipped; s && o->on_skipped; s = s->next)
		o->on_skipped(o->arg, imp->state->file.name, s->line, s->name, s->why);
	if (imp->state->end_warning.code)
		om__import_deliver(imp, &imp->state->end_warning, true);
}

static int run_passes(struct om_import *imp, struct chunk pair[2], struct om_err *err)
{
	struct om__import_state *state = imp->state;
	int rc = state->rows.count ? check_at_once(imp, pair, err) : 0;

	if (rc < 0)
		return rc;
	tell_skipped(imp);
	imp->report->rejected = state->bad_units;
	imp->report->skipped = state->skipped_by_map + state->left_out;
	if (state->rows.count && (is_written(imp) || state->rejects))
		rc = apply(imp, pair, err);
	if (rc < 0 && state->is_refused) {
		om_err_clear(err);
		rc = 0;
	}
	if (rc == 0 && state->rejects)
		rc = om__rejects_finish(state->rejects, err);
	if (rc < 0 && has_written(imp->report))
		imp->report->exit_status = 4;
	if (rc == 0)
		conclude(imp);
	return rc;
}

static int run_chunks(struct om_import *imp, struct om_err *err)
{
	struct chunk *pair = calloc(2, sizeof(*pair));
	int rc;

	if (!pair)
		return om__nomem(err);
	om__arena_init(&pair[0].arena);
	om__arena_init(&pair[1].arena);
	rc = run_passes(imp, pair, err);
	om__arena_release(&pair[0].arena);
	om__arena_release(&pair[1].arena);
	free(pair);
	return rc;
}

static int run(struct om_import *imp, struct om_err *err)
{
	struct om_import_report *report = imp->report;
	int rc = open_input(imp, err);

	if (rc == 0 && imp->options->rejects)
		rc = om__rejects_open(imp->options->rejects, &imp->state->rejects, err);
	if (rc == 0 && imp->importer->begin)
		rc = imp->importer->begin(imp, err);
	if (rc < 0)
		return rc;
	rc = run_chunks(imp, err);
	if (imp->importer->end)
		imp->importer->end(imp);
	report->note = report->nothing_written || !report->note
		? ""
		: om__strdup(&imp->om->arena, report->note);
	if (!report->note)
		report->note = "";
	om__run_count(
		imp->om, report->created, report->updated, report->unchanged, report->rejected);
	return rc;
}

int om__import_run(struct om *om, const struct om_importer *importer,
	const struct om_import_options *options, struct om_import_report *report,
	struct om_err *err)
{
	struct om__import_state state = {
		.file = {.fd = -1}, .options = *options, .pace = om__pace_new()};
	struct om_import imp = {
		.om = om,
		.importer = importer,
		.options = &state.options,
		.report = report,
		.on_exists = options->on_exists ? options->on_exists : importer->on_exists,
		.chunk = &state.chunk,
		.is_file = true,
		.state = &state,
	};
	int rc;

	*report = (struct om_import_report){.note = ""};
	om__arena_init(&imp.arena);
	om__arena_init(&state.chunk);
	om__arena_init(&state.kept);
	om__arena_init(&state.told);
	state.skipped_last = &state.skipped;
	om__buf_init(&state.hashed, 0);
	state.env = (struct om__cell_env){.om = om, .arena = &state.chunk};
	rc = run(&imp, err);
	om__rows_close(&state.rows);
	om__file_close(&state.file);
	om__rejects_close(state.rejects);
	om__seen_release(&state.groups);
	om__seen_release(&state.keys);
	free(state.bad);
	om__buf_release(&state.hashed);
	om__arena_release(&state.kept);
	om__arena_release(&state.told);
	om__arena_release(&state.chunk);
	om__arena_release(&imp.arena);
	return rc;
}
