/* The file of refused rows: the columns of the input and `error`, ready to be repaired and imported
 * again (DESIGN 5.6).
 *
 * Whole units are written, because a part of an order could not be imported; an error stands on its
 * own row.  Errors of the check are kept in an unnamed file, so that memory stays flat.  The file
 * appears complete (fsync, rename) or not at all.  Failures are remembered and told by
 * om__rejects_finish. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "sheet/state.h"

struct om__rejects {
	char *path, *temporary; /* temporary NULL: written in place (a device, a pipe) */
	int fd;
	int error; /* errno of the first failure */
	FILE *kept;
	int64_t kept_len;
	struct om_buf out;
};
struct record {
	int64_t previous, line;
	int64_t len; /* of the text that follows */
};

static int open_output(struct om__rejects *r)
{
	struct stat st;

	if (stat(r->path, &st) == 0 && !S_ISREG(st.st_mode))
		return open(r->path, O_WRONLY | O_CLOEXEC);
	if (asprintf(&r->temporary, "%s.%ld.tmp", r->path, (long)getpid()) < 0) {
		r->temporary = NULL;
		return -1;
	}
	return open(r->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
}

int om__rejects_open(const char *path, struct om__rejects **ret, struct om_err *err)
{
	struct om__rejects *r = calloc(1, sizeof(*r));
	int rc = 0;

	if (!r)
		return om__nomem(err);
	r->fd = -1;
	om__buf_init(&r->out, 0);
	r->path = strdup(path);
	r->kept = tmpfile();
	if (r->path && r->kept)
		r->fd = open_output(r);
	if (r->fd < 0) {
		rc = om_err_set(err, OM_EIO, "io", "cannot write: %s", strerror(errno));
		om_err_at(err, path, 0, 0);
		om__rejects_close(r);
		return rc;
	}
	*ret = r;
	return 0;
}

static void failed(struct om__rejects *r)
{
	if (!r->error)
		r->error = errno ? errno : EIO;
}

/* ---- errors kept ---- */

static void add_text(struct om_buf *buf, const struct om_err *err)
{
	if (buf->len)
		om__buf_str(buf, "; ");
	if (err->field[0])
		om__buf_fmt(buf, "%s: ", err->field);
	om__buf_fmt(buf, "%s [%s]", err->message, err->word);
}

int64_t om__rejects_keep(struct om__rejects *r, int64_t previous, const struct om_err *err)
{
	struct om_buf text;
	struct record record;
	int64_t at = r->kept_len;

	om__buf_init(&text, 0);
	add_text(&text, err);
	record = (struct record){previous, err->line, (int64_t)text.len};
	errno = text.is_bad ? ENOMEM : 0;
	if (text.is_bad || fwrite(&record, sizeof(record), 1, r->kept) != 1 ||
		fwrite(text.data, 1, text.len, r->kept) != text.len)
		failed(r);
	r->kept_len += (int64_t)sizeof(record) + record.len;
	om__buf_release(&text);
	return at;
}

/* ---- the file ---- */

static void flush(struct om__rejects *r)
{
	const char *text = r->out.data;
	size_t left = r->out.len;

	if (r->out.is_bad && !r->error)
		r->error = ENOMEM;
	while (left && !r->error) {
		ssize_t n = write(r->fd, text, left);
		if (n < 0 && errno != EINTR)
			failed(r);
		if (n > 0) {
			text += n;
			left -= (size_t)n;
		}
	}
	om__buf_clear(&r->out);
}

/* Files whose quotes are text have none around cells either; the rejects of a file with guarded
 * cells are guarded too. */
static void put_cell(const struct om_import *imp, const char *text)
{
	struct om_buf *out = &imp->state->rejects->out;
	enum om_csv_guard guard =
		om__csv_is_guarded(imp->state->rows.csv) ? OM_CSV_SAFE : OM_CSV_EXACT;

	if (!imp->state->map || !imp->state->map->is_unquoted || imp->state->file.is_workbook) {
		om__buf_csv(out, text, imp->state->delimiter, guard);
		return;
	}
	if (om__csv_wants_guard(text, guard))
		om__buf_char(out, '\'');
	om__buf_str(out, text);
}

static void put_row(const struct om_import *imp, char **cells, int count, const char *error)
{
	const struct om__plan *plan = &imp->state->plan;
	struct om_buf *out = &imp->state->rejects->out;
	char delimiter = imp->state->delimiter;
	int width = plan->own_count, written = 0;

	for (int i = 0; i < width; i++) {
		if (i == plan->error_column)
			continue;
		if (written++)
			om__buf_char(out, delimiter);
		put_cell(imp, i < count ? cells[i] : "");
	}
	om__buf_char(out, delimiter);
	put_cell(imp, error);
	/* Cells that were too many stay too many: the row is refused again until it is repaired. */
	for (int i = width; i < count; i++) {
		om__buf_char(out, delimiter);
		put_cell(imp, cells[i]);
	}
	om__buf_char(out, '\n');
	if (out->len > (1 << 16))
		flush(imp->state->rejects);
}

void om__rejects_begin(struct om_import *imp)
{
	struct om__rejects *r = imp->state->rejects;

	if (!r)
		return;
	om__buf_clear(&r->out);
	if (r->temporary && (ftruncate(r->fd, 0) < 0 || lseek(r->fd, 0, SEEK_SET) < 0))
		failed(r);
	if (fflush(r->kept) != 0)
		failed(r);
	if (imp->state->is_encoded)
		om__buf_str(&r->out, "\xef\xbb\xbf");
	/* The header stands on the line on which the map looks for it. */
	for (int64_t i = 1; imp->state->map && i < imp->state->map->header_line; i++)
		om__buf_char(&r->out, '\n');
	if (imp->state->plan.own_count)
		put_row(imp, imp->state->plan.headers, imp->state->plan.own_count, "error");
}

struct kept {
	struct kept *next;
	int64_t line;
	const char *text;
};

static struct kept *add(struct om_import *imp, struct kept *list, int64_t line, const char *text)
{
	struct kept *kept = OM_NEW(imp->chunk, struct kept);

	if (!kept || !text) {
		errno = ENOMEM;
		failed(imp->state->rejects);
		return list;
	}
	*kept = (struct kept){list, line, text};
	return kept;
}

/* A failure that leaves errno alone is a file that ends too early. */
static bool read_at(struct om__rejects *r, void *bytes, int64_t len, int64_t at)
{
	errno = 0;
	if (om__read_at(fileno(r->kept), bytes, (size_t)len, at) == len)
		return true;
	failed(r);
	return false;
}

/* The errors that were kept for a unit, oldest first. */
static struct kept *read_kept(struct om_import *imp, const struct om__bad *bad, struct kept *list)
{
	struct om__rejects *r = imp->state->rejects;
	struct record record;

	for (int64_t at = bad->last; at >= 0; at = record.previous) {
		char *text;
		if (!read_at(r, &record, sizeof(record), at))
			break;
		text = om__alloc(imp->chunk, (size_t)record.len + 1);
		if (text && !read_at(r, text, record.len, at + (int64_t)sizeof(record)))
			break;
		list = add(imp, list, record.line, text);
	}
	return list;
}

static struct kept *gather(
	struct om_import *imp, const struct om__unit *unit, const struct om__bad *bad, size_t count)
{
	struct kept *list = NULL;

	for (const struct om__error *e = unit->errors; e; e = e->next) {
		struct om_buf text;
		if (e->is_warning)
			continue;
		om__buf_init(&text, 0);
		add_text(&text, &e->err);
		list = add(imp, list, e->err.line,
			text.is_bad ? NULL : om__strdup(imp->chunk, text.data));
		om__buf_release(&text);
	}
	for (size_t i = count; i-- > 0;)
		list = read_kept(imp, &bad[i], list);
	return list;
}

static bool has_line(const struct om__unit *unit, int64_t line)
{
	for (const struct om__raw_row *raw = unit->raws; raw; raw = raw->next)
		if (raw->line == line)
			return true;
	return false;
}

void om__rejects_put(struct om_import *imp, const struct om__unit *unit, const struct om__bad *bad,
	size_t bad_count)
{
	struct kept *list = gather(imp, unit, bad, bad_count);

	for (const struct om__raw_row *raw = unit->raws; raw; raw = raw->next) {
		struct om_buf text;
		om__buf_init(&text, 0);
		for (const struct kept *k = list; k; k = k->next)
			if (k->line == raw->line || (raw == unit->raws && !has_line(unit, k->line)))
				om__buf_fmt(&text, "%s%s", text.len ? "; " : "", k->text);
		imp->state->rejects->out.is_bad |= text.is_bad;
		put_row(imp, raw->cells, raw->count, text.data);
		om__buf_release(&text);
		/* A row that holds several items stands once. */
		while (raw->next && raw->next->line == raw->line)
			raw = raw->next;
	}
}

static void sync_folder(const char *path)
{
	char *copy = strdup(path);
	int fd = copy ? open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(copy);
}

int om__rejects_finish(struct om__rejects *r, struct om_err *err)
{
	flush(r);
	if (!r->error && r->temporary && (fsync(r->fd) < 0 || rename(r->temporary, r->path) < 0))
		failed(r);
	if (r->error) {
		om_err_set(
			err, OM_EIO, "io", "cannot write the refused rows: %s", strerror(r->error));
		om_err_at(err, r->path, 0, 0);
		return OM_EIO;
	}
	if (r->temporary)
		sync_folder(r->path);
	free(r->temporary);
	r->temporary = NULL;
	return 0;
}

void om__rejects_close(struct om__rejects *r)
{
	if (!r)
		return;
	if (r->fd >= 0)
		close(r->fd);
	if (r->temporary)
		unlink(r->temporary);
	if (r->kept)
		fclose(r->kept);
	om__buf_release(&r->out);
	free(r->temporary);
	free(r->path);
	free(r);
}
