/* The sheet of what was found (shipping.md, Sheets, "pick confirm"): a row a line of the list, by
 * its number or by location and SKU.
 *
 * The whole sheet is read and understood before anything is written.  Units of a place that several
 * lines share go to the lines in their order; a line or place stands in one row only. */
#include "base/text.h"
#include "core/core.h"
#include "sheet/input/csv.h"
#include "ship/ship_int.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

enum { C_PICK_LIST, C_LINE_NO, C_LOCATION, C_SKU, C_PICKED, C_COUNT };
static const char *const columns[C_COUNT] = {"pick_list", "line_no", "location", "sku", "picked"};

struct line {
	int64_t quantity, picked, was; /* was: what it is confirmed with already */
	bool is_named, has_was;
	const char *location, *sku;
};
struct sheet {
	struct om *om;
	struct om_arena arena;
	int64_t list, row; /* row: line of the file under way */
	const struct om_pick_sheet *from;
	int at[C_COUNT];    /* columns of the file, -1: not there */
	struct line *lines; /* line i + 1 of the list */
	size_t count, cap;
};

static void close_fd(int *fd)
{
	if (*fd > STDERR_FILENO)
		close(*fd);
}

static void close_csv(struct om_csv **csv)
{
	om__csv_close(*csv);
}

static int read_lines(struct sheet *s, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(
		s->om, OM__SQL_pick_places, OM__ARGS(OM__I("pick_list_id", s->list)), &q, err);

	while (!rc && (rc = om__step(q, err)) > 0) {
		if (s->count == s->cap) {
			size_t cap = s->cap ? s->cap * 2 : 32;
			struct line *more = OM_NEWN(&s->arena, struct line, cap);

			if (!more)
				return om__nomem(err);
			if (s->count)
				memcpy(more, s->lines, sizeof(*more) * s->count);
			s->lines = more;
			s->cap = cap;
		}
		s->lines[s->count] = (struct line){.quantity = om__col_int(q, 0),
			.location = om__strdup(&s->arena, om__col_text(q, 1)),
			.sku = om__strdup(&s->arena, om__col_text(q, 2)),
			.has_was = !om__col_null(q, 3),
			.was = om__col_int(q, 3)};
		rc = s->lines[s->count].location && s->lines[s->count].sku ? 0 : om__nomem(err);
		s->count++;
	}
	return rc;
}

/* ---- the file ---- */

/* What an export of the lines adds is read over. */
static bool is_exported(struct sheet *s, const char *key)
{
	const struct om_noun *noun = om_pick_line_noun();

	for (int i = 0; i < noun->field_count; i++) {
		const char *name = om__header_key(&s->arena, noun->fields[i].name);

		if (name && !strcmp(name, key))
			return true;
	}
	return false;
}

static int read_header(struct sheet *s, struct om_csv *csv, struct om_err *err)
{
	char **cells;
	int count, rc;
	int64_t line;

	for (int c = 0; c < C_COUNT; c++)
		s->at[c] = -1;
	rc = om__csv_next(csv, &cells, &count, &line, err);
	if (rc < 0)
		return rc;
	if (!rc)
		return om_err_set(err, OM_EREFUSED, "empty-file", "the sheet has no header");
	for (int i = 0; i < count; i++) {
		char *key = om__header_key(&s->arena, cells[i]);
		int c = 0;

		while (key && c < C_COUNT &&
			strcmp(key, om__header_key(&s->arena, columns[c])) != 0)
			c++;
		if (!key)
			return om__nomem(err);
		if (c < C_COUNT && s->at[c] >= 0)
			return om_err_set(err, OM_EINVAL, "duplicate-header",
				"column '%s' is there twice", cells[i]);
		if (c < C_COUNT)
			s->at[c] = i;
		else if (!is_exported(s, key))
			return om_err_set(
				err, OM_EINVAL, "unknown-column", "no column '%s'", cells[i]);
	}
	if (s->at[C_PICKED] >= 0 &&
		(s->at[C_LINE_NO] >= 0 || (s->at[C_LOCATION] >= 0 && s->at[C_SKU] >= 0)))
		return 0;
	return om_err_set(err, OM_EINVAL, "missing",
		"the sheet needs picked, and line_no or location and sku");
}

static const char *cell(const struct sheet *s, char **cells, int column)
{
	return s->at[column] < 0 ? "" : cells[s->at[column]];
}

static int read_int(const char *text, const char *field, int64_t *ret, struct om_err *err)
{
	int rc = om__int_parse(text, ret, err);

	if (!rc && *ret < 0)
		rc = om_err_set(err, OM_EINVAL, "not-integer", "'%s' is below 0", text);
	om_err_field(err, field, text);
	return rc;
}

/* Puts up to UNITS to a line; what does not fit is the answer. */
static int64_t take(struct line *l, int64_t units)
{
	int64_t room = l->quantity - l->picked, n = units < room ? units : room;

	l->is_named = true;
	l->picked += n;
	return units - n;
}

/* A line that was confirmed keeps its figure. */
static int check_was(const struct sheet *s, const struct line *l, struct om_err *err)
{
	if (!l->has_was || l->was == l->picked)
		return 0;
	return om_err_set(err, OM_ESTATE, "wrong-state",
		"PL%" PRId64 " line %td '%s' is confirmed already with %" PRId64, s->list,
		l - s->lines + 1, l->sku, l->was);
}

static int by_number(struct sheet *s, const char *text, int64_t picked, struct om_err *err)
{
	int64_t n;
	int rc = read_int(text, "line_no", &n, err);
	struct line *l;

	if (rc)
		return rc;
	if (n < 1 || n > (int64_t)s->count)
		return om_err_set(err, OM_ENOTFOUND, "unknown-line",
			"PL%" PRId64 " has no line %" PRId64, s->list, n);
	l = &s->lines[n - 1];
	if (l->is_named)
		return om_err_set(err, OM_EINVAL, "duplicate-row",
			"PL%" PRId64 " line %" PRId64 " stands in an earlier row", s->list, n);
	if (take(l, picked))
		return om_err_set(err, OM_EREFUSED, "pick-over",
			"PL%" PRId64 " line %" PRId64 " '%s': %" PRId64 " picked of %" PRId64
			" asked for",
			s->list, n, l->sku, picked, l->quantity);
	return check_was(s, l, err);
}

/* The units go to the lines of that place in their order. */
static int by_place(
	struct sheet *s, const char *location, const char *sku, int64_t picked, struct om_err *err)
{
	int64_t asked = 0, left = picked;
	int rc = 0;

	for (size_t i = 0; i < s->count; i++) {
		struct line *l = &s->lines[i];

		if (strcmp(l->location, location) != 0 || strcmp(l->sku, sku) != 0)
			continue;
		if (l->is_named)
			return om_err_set(err, OM_EINVAL, "duplicate-row",
				"'%s' at '%s' stands in an earlier row", sku, location);
		asked += l->quantity;
		left = take(l, left);
	}
	if (!asked)
		return om_err_set(err, OM_ENOTFOUND, "unknown-line",
			"PL%" PRId64 " has no line for '%s' at '%s'", s->list, sku, location);
	if (left)
		return om_err_set(err, OM_EREFUSED, "pick-over",
			"PL%" PRId64 " '%s' at '%s': %" PRId64 " picked of %" PRId64 " asked for",
			s->list, sku, location, picked, asked);
	for (size_t i = 0; !rc && i < s->count; i++)
		if (!strcmp(s->lines[i].location, location) && !strcmp(s->lines[i].sku, sku))
			rc = check_was(s, &s->lines[i], err);
	return rc;
}

static int read_row(struct sheet *s, char **cells, struct om_err *err)
{
	const char *list = cell(s, cells, C_PICK_LIST), *number = cell(s, cells, C_LINE_NO);
	char *own = om__printf(&s->arena, "PL%" PRId64, s->list);
	int64_t picked;
	int rc;

	if (!own)
		return om__nomem(err);
	if (*list && !om__caseeq(list, own)) {
		om_err_set(err, OM_EINVAL, "differs", "the row is of '%s', not of %s", list, own);
		om_err_field(err, "pick_list", list);
		return OM_EINVAL;
	}
	rc = read_int(cell(s, cells, C_PICKED), "picked", &picked, err);
	if (rc)
		return rc;
	return *number
		? by_number(s, number, picked, err)
		: by_place(s, cell(s, cells, C_LOCATION), cell(s, cells, C_SKU), picked, err);
}

/* A bad row does not end the reading: the one before it is told, and it is the error now. */
static int read_row_on(struct sheet *s, char **cells, struct om_err *err)
{
	struct om_err bad = {0};
	int rc = read_row(s, cells, &bad);

	if (!rc)
		return 0;
	om_err_at(&bad, s->from->path, s->row, 0);
	if (err->code && s->from->on_error)
		s->from->on_error(s->from->arg, err);
	*err = bad;
	return rc == OM_ENOMEM ? rc : 0;
}

static int read_sheet(struct sheet *s, int fd, struct om_err *err)
{
	struct om_csv_options options = {0};
	OM_AUTO(close_csv) struct om_csv *csv = NULL;
	char **cells;
	int count, rc = om__csv_open(fd, s->from->path, &options, &csv, err);

	s->row = 1;
	if (!rc)
		rc = read_header(s, csv, err);
	while (!rc && (rc = om__csv_next(csv, &cells, &count, &s->row, err)) > 0)
		rc = read_row_on(s, cells, err);
	if (rc < 0)
		om_err_at(err, s->from->path, s->row, 0);
	return rc < 0 ? rc : err->code;
}

static int confirm(struct sheet *s, bool *ret_unchanged, struct om_err *err)
{
	int64_t *seq = OM_NEWN(&s->arena, int64_t, s->count + 1),
		*picked = OM_NEWN(&s->arena, int64_t, s->count + 1);
	size_t n = 0;
	int rc;

	if (!seq || !picked)
		return om__nomem(err);
	for (size_t i = 0; i < s->count; i++) {
		if (!s->lines[i].is_named)
			continue;
		seq[n] = (int64_t)i + 1;
		picked[n++] = s->lines[i].picked;
	}
	if (!n) {
		om_err_set(err, OM_EREFUSED, "empty-file", "the sheet has no rows");
		om_err_at(err, s->from->path, 1, 0);
		return OM_EREFUSED;
	}
	rc = om_pick_confirm(s->om, s->list, seq, picked, n, ret_unchanged, err);
	if (rc == OM_ESTATE || rc == OM_EREFUSED)
		om_err_at(err, s->from->path, 0, 0);
	return rc;
}

int om_pick_confirm_file(struct om *om, int64_t pick_list_id, const struct om_pick_sheet *from,
	bool *ret_unchanged, struct om_err *err)
{
	struct sheet s = {.om = om, .list = pick_list_id, .from = from};
	bool is_input = !strcmp(from->path, "-");
	OM_AUTO(close_fd) int fd = is_input ? from->input : open(from->path, O_RDONLY | O_CLOEXEC);
	int rc;

	if (fd < 0)
		return om_err_set(
			err, OM_EIO, "io", "cannot read '%s': %s", from->path, strerror(errno));
	om__arena_init(&s.arena);
	rc = read_lines(&s, err);
	if (!rc)
		rc = read_sheet(&s, fd, err);
	if (!rc)
		rc = confirm(&s, ret_unchanged, err);
	om__arena_release(&s.arena);
	return rc;
}
