/* The plan of a file: which of its columns fill which cells, from the header line, the map and the
 * presets.
 *
 * Without a map every header must be a column of ours (a misspelt one would lose its cells in
 * silence); with one, what the map does not name is warned of.  One cell has one source: a second
 * header for it is refused. */
#include <strings.h>
#include <stdlib.h>
#include "base/buf.h"
#include "base/map.h"
#include "base/text.h"
#include "sheet/plan.h"

struct maker {
	const struct om__plan_input *in;
	struct om__plan *plan;
	struct om_arena *arena;
	const struct om_noun *noun, *child;
	char **texts, **keys; /* the headers without outer blanks, and as they are compared */
};

static int refuse(const struct maker *m, struct om_err *err, const char *word, const char *header,
	const char *fmt, const char *more)
{
	om_err_set(err, OM_EINVAL, word, fmt, header, more);
	om_err_at(err, m->in->source, m->in->line, 0);
	om_err_field(err, header, header);
	return OM_EINVAL;
}

static bool same_column(const struct om__column *a, const struct om__column *b)
{
	if (a->cell >= 0 || b->cell >= 0)
		return a->cell == b->cell;
	return a->field == b->field && a->map_name && b->map_name &&
		!strcmp(a->map_name, b->map_name);
}

/* cf:NAME is what its definition says; no import makes one (catalog.md "products"). */
static int find_custom(
	struct maker *m, struct om__column *c, const char *header, struct om_err *err)
{
	const struct om_noun *noun = c->is_outer ? m->noun : m->child;
	const struct om_field *map = c->field;
	int rc;

	if (!c->map_name || !om__is_custom_map(map))
		return 0;
	rc = om__custom_find(m->in->env.om, noun, map, c->map_name, &c->custom, err);
	if (rc < 0)
		return rc;
	if (!c->custom || !c->custom->is_active)
		return refuse(m, err, "unknown-field", header,
			c->custom ? "custom field '%s' is inactive%s" : "no custom field '%s'%s",
			"");
	return om__custom_field(m->in->env.om, noun, map, c->map_name, &c->field, err);
}

/* A custom field that is none is told with the other headers that are none. */
static bool is_defined(const struct maker *m, const struct om__column *c, struct om_err *err)
{
	const struct om__custom *custom = NULL;
	int rc = 0;

	if (om__is_custom_map(c->field))
		rc = om__custom_find(m->in->env.om, c->is_outer ? m->noun : m->child, c->field,
			c->map_name, &custom, err);
	return rc == 0 && (custom || !om__is_custom_map(c->field));
}

static int add_target(
	struct maker *m, struct om__target *target, const char *header, struct om_err *err)
{
	struct om__plan *plan = m->plan;
	int rc = find_custom(m, &target->column, header, err);

	if (rc < 0)
		return rc;

	for (int i = 0; i < plan->count; i++) {
		struct om__target *other = &plan->targets[i];
		if (!same_column(&other->column, &target->column))
			continue;
		return refuse(m, err, "duplicate-header", header,
			target->column.map_name ? "column '%s' is there twice"
						: "column '%s' is a second '%s'",
			other->column.field->name);
	}
	plan->targets[plan->count] = *target;
	if (target->column.cell < 0)
		plan->targets[plan->count].map = plan->map_count++;
	plan->count++;
	return 0;
}

/* ---- without a map ---- */

/* A header that is there twice, whatever it means.  What follows a colon is compared exactly. */
static int check_twice(struct maker *m, struct om_map *seen, int column, struct om_err *err)
{
	const char *header = m->in->headers[column];
	const char *key = strchr(header, ':') ? m->texts[column] : m->keys[column];
	int64_t first;

	if (om__map_get(seen, key, &first)) {
		refuse(m, err, "duplicate-header", header, "column '%s' is there twice%s", "");
		om_err_hint(err, "columns %lld and %d", (long long)first + 1, column + 1);
		return OM_EINVAL;
	}
	return om__map_put(seen, key, column, err);
}

static int add_own(
	struct maker *m, int column, const char *header, bool *ret_known, struct om_err *err)
{
	struct om__target target = {.map = -1, .term_count = 1};

	*ret_known = om__column_find(m->arena, m->noun, m->child, header, &target.column);
	if (!*ret_known && !strcmp(m->keys[column], "error")) {
		m->plan->error_column = column;
		*ret_known = true;
		return 0;
	}
	if (!*ret_known || target.column.is_read_over)
		return 0;
	*ret_known = !target.column.map_name || is_defined(m, &target.column, err);
	if (!*ret_known)
		return err->code;
	target.terms = OM_NEW(m->arena, struct om__term);
	if (!target.terms)
		return om__nomem(err);
	*target.terms = (struct om__term){.column = column, .begins = true};
	return add_target(m, &target, header, err);
}

static int refuse_unknown(
	struct maker *m, const char *first, const struct om_buf *more, struct om_err *err)
{
	const char *nearest = om__column_nearest(m->arena, m->noun, m->child, first);

	/* Of a noun that has none. */
	if (!strncasecmp(first, "cf:", 3))
		return refuse(m, err, "unknown-field", first, "no custom field '%s'%s", more->data);
	const char *map = om__map_fitting(m->noun, m->in->headers, m->in->own_count, m->arena);

	refuse(m, err, "unknown-column", first, "no column '%s'%s", more->data);
	if (map)
		om_err_hint(err, "this looks like a file for --map %s", map);
	else if (nearest)
		om_err_hint(err, "did you mean '%s'?", nearest);
	else
		om_err_hint(err, "--map reads files with other headers");
	return OM_EINVAL;
}

static int plan_own(struct maker *m, struct om_map *seen, struct om_buf *more, struct om_err *err)
{
	const char *unknown = NULL;
	bool known = false;

	for (int i = 0; i < m->in->own_count; i++) {
		const char *header = m->in->headers[i];
		int rc;
		if (!*m->texts[i]) {
			m->plan->unnamed[m->plan->unnamed_count++] = i;
			continue;
		}
		rc = check_twice(m, seen, i, err);
		if (rc == 0)
			rc = add_own(m, i, header, &known, err);
		if (rc < 0)
			return rc;
		if (!known && unknown && more->len < 200)
			om__buf_fmt(more, "%s '%s'", more->len ? "," : ", nor", header);
		if (!known && !unknown)
			unknown = header;
	}
	return unknown ? refuse_unknown(m, unknown, more, err) : 0;
}

/* ---- with a map ---- */

/* The column of the file that the map means: by the header as it stands, else by its letters and
 * digits.  KEY is the header's.  $name is among those that the shop makes.  -1: none, -2: two. */
static int find_header(const struct maker *m, const char *header, const char *key)
{
	int from = header[0] == '$' ? m->in->own_count : 0, found = -1;
	int end = header[0] == '$' ? m->in->header_count : m->in->own_count;

	for (int pass = 0; pass < 2 && found == -1; pass++) {
		for (int i = from; i < end; i++) {
			bool fits = pass ? *key && !strcmp(m->keys[i], key)
					 : !strcmp(m->texts[i], header);
			if (fits)
				found = found == -1 ? i : -2;
		}
	}
	return found;
}

static int map_error(const struct maker *m, struct om_err *err, int line, const char *word,
	const char *fmt, const char *what)
{
	om_err_set(err, OM_EINVAL, word, fmt, what);
	om_err_at(err, m->in->map->source, line, 0);
	return OM_EINVAL;
}

/* Headers that the file lacks are left out of the rule: exports of one shop differ in what they
 * have. */
static int add_rule(
	struct maker *m, const struct om__map_rule *rule, bool *named, struct om_err *err)
{
	struct om__target target = {.column = rule->column, .map = -1, .constant = rule->constant};
	bool begins = true;

	target.terms = OM_NEWN(m->arena, struct om__term, rule->term_count + 1);
	if (!target.terms)
		return om__nomem(err);
	for (int i = 0; i < rule->term_count; i++) {
		const struct om__map_term *term = &rule->terms[i];
		const char *key = om__header_key(m->arena, term->header ? term->header : "");
		int column = term->letter;
		if (!key)
			return om__nomem(err);
		if (term->header)
			column = find_header(m, term->header, key);
		begins |= term->begins;
		if (column == -2)
			return refuse(m, err, "duplicate-header", term->header,
				"column '%s' is there twice%s", "");
		if (!term->header && column >= m->in->own_count)
			return map_error(m, err, rule->line, "missing-header",
				"column '%s': the file has no such letter", rule->name);
		if (column < 0)
			continue;
		named[column] = true;
		target.terms[target.term_count++] =
			(struct om__term){.column = column, .begins = begins};
		begins = false;
	}
	if (!target.term_count && !target.constant)
		return 0;
	return add_target(m, &target, rule->name, err);
}

static void warn_unnamed(const struct maker *m, const bool *named)
{
	for (int i = 0; i < m->in->own_count; i++) {
		const char *header = m->in->headers[i];
		struct om__column column;
		char *hint = NULL;
		if (named[i] || !*m->texts[i] || !m->in->warn)
			continue;
		if (om__column_find(m->arena, m->noun, m->child, header, &column) &&
			!column.is_read_over)
			hint = om__printf(m->arena, "'%s%s = %s' in the map would read it",
				column.field->name, column.map_name ? column.map_name : "", header);
		m->in->warn(m->in->arg, header, hint);
	}
}

static int plan_map(struct maker *m, struct om_err *err)
{
	const struct om_sheet_map *map = m->in->map;
	bool *named = OM_NEWN(m->arena, bool, m->in->header_count + 1);

	if (!named)
		return om__nomem(err);
	for (int i = 0; m->in->is_named && i < m->in->own_count; i++)
		named[i] = m->in->is_named[i];
	for (int i = 0; i < map->rule_count; i++) {
		int rc = add_rule(m, &map->rules[i], named, err);
		if (rc < 0)
			return rc;
	}
	for (int i = 0; i < map->ignored_count; i++) {
		const char *key = om__header_key(m->arena, map->ignored[i]);
		if (!key)
			return om__nomem(err);
		for (int k = 0; k < m->in->own_count; k++)
			named[k] |= *key ? !strcmp(m->keys[k], key)
					 : !strcmp(m->texts[k], map->ignored[i]);
	}
	for (int i = 0; i < m->in->own_count; i++) {
		if (named[i] || strcmp(m->keys[i], "error") != 0)
			continue;
		m->plan->error_column = i;
		named[i] = true;
	}
	warn_unnamed(m, named);
	return 0;
}

/* ---- presets, and what is left ---- */

static int add_preset(struct maker *m, const struct om_preset *preset, struct om_err *err)
{
	struct om__plan *plan = m->plan;
	struct om__column column;
	struct om_cell *cell = OM_NEW(m->arena, struct om_cell);
	const char *raw = om__strdup(m->arena, preset->value);
	int rc;

	if (!cell || !raw)
		return om__nomem(err);
	if (!om__column_find(m->arena, m->noun, m->child, preset->column, &column) ||
		column.cell < 0) {
		om_err_set(err, OM_EINVAL, "unknown-column", "no column '%s'", preset->column);
		om_err_field(err, preset->column, preset->value);
		return OM_EINVAL;
	}
	rc = om__cell_parse(&m->in->env, column.field, column.unit, raw, cell, err);
	if (rc < 0 || cell->state == OM_CELL_EMPTY)
		return rc;
	plan->blank[column.cell] = *cell;
	for (int i = 0; i < plan->count; i++) {
		if (plan->targets[i].column.cell == column.cell) {
			plan->targets[i].preset = cell;
			plan->targets[i].preset_raw = raw;
		}
	}
	if (m->in->importer->child && column.cell == m->in->importer->group_field)
		plan->group_preset[0] = raw;
	if (m->in->importer->child && column.cell == m->in->importer->group_field2)
		plan->group_preset[1] = raw;
	return 0;
}

static const struct om_field *field_of(const struct maker *m, int cell)
{
	return cell < m->noun->field_count ? &m->noun->fields[cell]
					   : &m->child->fields[cell - m->noun->field_count];
}

static int make_blank(struct maker *m, struct om_err *err)
{
	struct om__plan *plan = m->plan;

	plan->cell_count = m->noun->field_count + (m->child ? m->child->field_count : 0);
	plan->blank = OM_NEWN(m->arena, struct om_cell, plan->cell_count + 1);
	plan->blanks = OM_NEWN(m->arena, const struct om_cell *, plan->cell_count + 1);
	plan->by_cell = OM_NEWN(m->arena, const struct om__target *, plan->cell_count + 1);
	if (!plan->blank || !plan->blanks || !plan->by_cell)
		return om__nomem(err);
	for (int i = 0; i < plan->cell_count; i++) {
		plan->blank[i] = (struct om_cell){.raw = "",
			.value = {.type = field_of(m, i)->type,
				.is_empty = true,
				.text = "",
				.unit = ""}};
		plan->blanks[i] = &plan->blank[i];
	}
	for (int i = 0; i < plan->count; i++) {
		int cell = plan->targets[i].column.cell;
		plan->child_count += !plan->targets[i].column.is_outer;
		if (cell < 0)
			continue;
		plan->blank[cell].state = OM_CELL_EMPTY;
		plan->by_cell[cell] = &plan->targets[i];
	}
	return 0;
}

static int check_required(const struct maker *m, struct om_err *err)
{
	for (int i = 0; i < m->plan->cell_count; i++) {
		const struct om_field *field = field_of(m, i);
		if (!(field->flags & OM_F_REQUIRED) ||
			(field->flags & (OM_F_READONLY | OM_F_COMPUTED)) ||
			m->plan->blank[i].state != OM_CELL_ABSENT)
			continue;
		om_err_set(err, OM_EINVAL, "missing-header", "the file has no column '%s'",
			field->name);
		om_err_at(err, m->in->source, m->in->line, 0);
		om_err_field(err, field->name, NULL);
		return OM_EINVAL;
	}
	return 0;
}

static int by_name(const void *a, const void *b)
{
	const struct om__hashed *x = a, *y = b;
	int diff = strcmp(x->name, y->name);

	if (!diff && x->map_name && y->map_name)
		diff = strcmp(x->map_name, y->map_name);
	return diff ? diff : x->cell - y->cell;
}

/* The first bytes of the SHA-256 of the names stand for them in what is hashed: shorter, and stored
 * hashes stay good whatever becomes of the tables of fields. */
static void make_tag(struct om__hashed *hashed)
{
	unsigned char raw[32];
	struct om_sha sha;

	om__sha_init(&sha);
	om__sha_add(&sha, hashed->name, strlen(hashed->name) + 1);
	if (hashed->map_name)
		om__sha_add(&sha, hashed->map_name, strlen(hashed->map_name));
	om__sha_raw(&sha, raw);
	memcpy(hashed->tag, raw, sizeof(hashed->tag));
}

static int order_hashed(struct maker *m, struct om_err *err)
{
	struct om__plan *plan = m->plan;
	struct om__hashed *to;

	plan->hashed = to =
		OM_NEWN(m->arena, struct om__hashed, plan->cell_count + plan->map_count + 1);
	if (!to)
		return om__nomem(err);
	for (int i = 0; i < plan->cell_count; i++)
		if (plan->blank[i].state != OM_CELL_ABSENT)
			*to++ = (struct om__hashed){.name = field_of(m, i)->name,
				.cell = i,
				.map = -1,
				.is_outer = !m->child || i < m->noun->field_count};
	for (int i = 0; i < plan->count; i++) {
		const struct om__target *target = &plan->targets[i];
		if (target->map >= 0)
			*to++ = (struct om__hashed){.name = target->column.field->name,
				.map_name = target->column.map_name,
				.cell = -1,
				.map = target->map,
				.is_outer = !m->child || target->column.is_outer};
	}
	plan->hashed_count = (int)(to - plan->hashed);
	for (int i = 0; i < plan->hashed_count; i++)
		make_tag(&plan->hashed[i]);
	qsort(plan->hashed, (size_t)plan->hashed_count, sizeof(*plan->hashed), by_name);
	return 0;
}

static int read_headers(struct maker *m, struct om_err *err)
{
	m->texts = OM_NEWN(m->arena, char *, m->in->header_count + 1);
	m->keys = OM_NEWN(m->arena, char *, m->in->header_count + 1);
	for (int i = 0; m->texts && m->keys && i < m->in->header_count; i++) {
		m->texts[i] = om__trim(m->arena, m->in->headers[i]);
		m->keys[i] = om__header_key(m->arena, m->in->headers[i]);
		if (!m->texts[i] || !m->keys[i])
			return om__nomem(err);
	}
	return m->texts && m->keys ? 0 : om__nomem(err);
}

int om__plan_make(const struct om__plan_input *in, struct om__plan *ret, struct om_err *err)
{
	struct maker m = {
		in, ret, in->env.arena, in->importer->noun, in->importer->child, NULL, NULL};
	size_t most = (size_t)in->header_count + (in->map ? (size_t)in->map->rule_count : 0) + 1;
	struct om_map seen;
	struct om_buf more;
	int rc;

	*ret = (struct om__plan){.headers = in->headers,
		.header_count = in->header_count,
		.own_count = in->own_count,
		.error_column = -1};
	ret->targets = OM_NEWN(m.arena, struct om__target, most);
	ret->unnamed = OM_NEWN(m.arena, int, in->header_count + 1);
	if (!ret->targets || !ret->unnamed || read_headers(&m, err) < 0)
		return om__nomem(err);
	om__map_init(&seen);
	om__buf_init(&more, 0);
	rc = in->map ? plan_map(&m, err) : plan_own(&m, &seen, &more, err);
	om__buf_release(&more);
	om__map_release(&seen);
	if (rc == 0)
		rc = make_blank(&m, err);
	for (int i = 0; rc == 0 && i < in->preset_count; i++)
		rc = add_preset(&m, &in->presets[i], err);
	if (rc == 0 && !in->is_record)
		rc = check_required(&m, err);
	return rc < 0 ? rc : order_hashed(&m, err);
}

/* ---- a row ---- */

static const char *join(struct om_arena *arena, const char *a, const char *b)
{
	if (!*a || !*b)
		return *a ? a : b;
	return om__printf(arena, "%s %s", a, b);
}

const char *om__target_text(
	const struct om__target *target, char **cells, int count, struct om_arena *arena)
{
	const char *text = "";

	if (target->constant)
		return target->constant;
	if (target->term_count == 1)
		return target->terms->column < count ? cells[target->terms->column] : "";
	for (int i = 0; text && i < target->term_count; i++) {
		const struct om__term *term = &target->terms[i];
		if (term->begins && *text)
			return text;
		text = join(arena, text, term->column < count ? cells[term->column] : "");
	}
	return text;
}
