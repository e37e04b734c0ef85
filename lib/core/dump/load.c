/* Loads: a dump read back, strictly.
 *
 * The file is read twice.  First it is proved whole, by its last line, before a database is opened
 * or made; then its rows are written.  Nothing is forgiven: what is not exactly what a dump writes
 * is an error with file and line.  Standard input is kept in a temporary file for the second
 * reading. */
#include "core/dump/dump.h"
#include "base/buf.h"
#include "base/text.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct om_dump_file {
	FILE *file;
	char source[160];
	struct om_buf line; /* the one read last, without its newline */
	int64_t number;     /* of that line */
	off_t read, size;   /* bytes so far, and of the file */
	struct om_dump_count count;
};

static int bad(const struct om_dump_file *f, struct om_err *err, const char *text)
{
	om_err_set(err, OM_EDB, "bad-dump", "%s", text);
	om_err_at(err, f->source, f->number, 0);
	return OM_EDB;
}

static int cut_off(const struct om_dump_file *f, struct om_err *err)
{
	return bad(f, err, "the file ends before its last line 'end ...': it was cut off");
}

static int failed_read(const struct om_dump_file *f, struct om_err *err)
{
	return om_err_set(err, OM_EIO, "io", "'%s': %s", f->source, strerror(errno));
}

/* 1 for a line, 0 at the end of the file. */
static int next_line(struct om_dump_file *f, struct om_err *err)
{
	int c;

	f->number++;
	f->read += (off_t)f->line.len + 1;
	om__buf_clear(&f->line);
	while ((c = getc_unlocked(f->file)) != EOF && c != '\n')
		om__buf_char(&f->line, (char)c);
	if (ferror(f->file))
		return failed_read(f, err);
	if (f->line.is_bad)
		return bad(f, err, "the line is too long");
	if (c == EOF)
		return f->line.len ? cut_off(f, err) : 0;
	if (memchr(f->line.data, 0, f->line.len))
		return bad(f, err, "a NUL byte");
	return 1;
}

static int rewind_file(struct om_dump_file *f, struct om_err *err)
{
	f->number = 0;
	return fseeko(f->file, 0, SEEK_SET) < 0 ? failed_read(f, err) : 0;
}

/* ---- the first reading ---- */

/* One way of writing a number: no sign but '-', no zeros before it. */
static bool read_number(const char *text, int64_t *ret)
{
	char again[24];

	if (om__int_parse(text, ret, NULL) < 0)
		return false;
	snprintf(again, sizeof(again), "%" PRId64, *ret);
	return !strcmp(again, text);
}

static int check_head(struct om_dump_file *f, struct om_err *err)
{
	int format = 0, version = 0, end = 0;
	int rc = next_line(f, err);

	if (rc < 0)
		return rc;
	if (rc == 0 ||
		sscanf(f->line.data, "om-dump %9d schema %9d%n", &format, &version, &end) != 2 ||
		f->line.data[end] || format < 1 || version < 1)
		return bad(f, err, "this is no dump of om-admin");
	if (format != OM__DUMP_FORMAT || version > OM__SCHEMA_VERSION) {
		om_err_set(err, OM_EVERSION, "newer-version",
			"the dump has format %d and version %d of the schema, this program knows "
			"%d and %d",
			format, version, OM__DUMP_FORMAT, OM__SCHEMA_VERSION);
		om_err_at(err, f->source, f->number, 0);
		return OM_EVERSION;
	}
	f->count = (struct om_dump_count){.version = version};
	return 0;
}

static int check_end(struct om_dump_file *f, struct om_sha *sha, struct om_err *err)
{
	char hash[65], wanted[160];

	om__sha_hex(sha, hash);
	snprintf(wanted, sizeof(wanted), "end %" PRId64 " %" PRId64 " %s", f->count.tables,
		f->count.rows, hash);
	if (strcmp(f->line.data, wanted) != 0)
		return bad(f, err,
			"the last line does not agree with the lines before it: the file was "
			"changed or damaged");
	int rc = next_line(f, err);
	return rc > 0 ? bad(f, err, "text after the last line 'end ...'") : rc;
}

static int check_whole(struct om_dump_file *f, om_progress *each, void *arg, struct om_err *err)
{
	struct om_sha sha;
	int rc = check_head(f, err);

	om__sha_init(&sha);
	while (rc == 0) {
		om__sha_add(&sha, f->line.data, f->line.len);
		om__sha_add(&sha, "\n", 1);
		rc = next_line(f, err);
		if (rc == 0)
			return cut_off(f, err);
		if (rc < 0)
			return rc;
		if (each && f->number % 1000 == 0)
			each(arg, "read", f->number, f->read, f->size);
		if (!strncmp(f->line.data, "end ", 4))
			return check_end(f, &sha, err);
		f->count.rows += f->line.data[0] == '\t';
		f->count.tables += !strncmp(f->line.data, "table ", 6);
		rc = 0;
	}
	return rc;
}

/* ---- opening ---- */

static int spool(struct om_dump_file *f, int input, struct om_err *err)
{
	char block[1 << 16];
	ssize_t n;

	f->file = tmpfile();
	if (!f->file)
		return failed_read(f, err);
	while ((n = read(input, block, sizeof(block))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || fwrite(block, 1, (size_t)n, f->file) != (size_t)n)
			return failed_read(f, err);
	}
	return fflush(f->file) == 0 ? 0 : failed_read(f, err);
}

static off_t size_of(FILE *file)
{
	struct stat st;

	return fstat(fileno(file), &st) == 0 && S_ISREG(st.st_mode) ? st.st_size : 0;
}

int om_dump_open(const char *path, int input, om_progress *each, void *arg,
	struct om_dump_file **ret, struct om_err *err)
{
	struct om_dump_file *f = calloc(1, sizeof(*f));
	int rc = 0;

	if (!f)
		return om__nomem(err);
	om__buf_init(&f->line, OM__DUMP_LINE_MAX);
	snprintf(f->source, sizeof(f->source), "%s", path);
	if (!strcmp(path, "-"))
		rc = spool(f, input, err);
	else if (!(f->file = fopen(path, "re")))
		rc = failed_read(f, err);
	if (rc == 0)
		rc = rewind_file(f, err);
	if (rc == 0) {
		f->size = size_of(f->file);
		rc = check_whole(f, each, arg, err);
	}
	if (rc < 0) {
		om_dump_close(f);
		return rc;
	}
	*ret = f;
	return 0;
}

void om_dump_close(struct om_dump_file *f)
{
	if (!f)
		return;
	if (f->file)
		fclose(f->file);
	om__buf_release(&f->line);
	free(f);
}

const struct om_dump_count *om__dump_count(const struct om_dump_file *f)
{
	return &f->count;
}

/* ---- the second reading ---- */

static int hex_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* In place; the length, or -1. */
static ssize_t read_bytes(char *cell)
{
	size_t n = strlen(cell);

	if (n % 2)
		return -1;
	for (size_t i = 0; i < n; i += 2) {
		int high = hex_of(cell[i]), low = hex_of(cell[i + 1]);

		if (high < 0 || low < 0)
			return -1;
		cell[i / 2] = (char)(high << 4 | low);
	}
	return (ssize_t)(n / 2);
}

/* In place. */
static bool read_text(char *cell)
{
	char *to = cell;

	for (const char *at = cell; *at; at++) {
		static const char codes[] = "\\tnr", plain[] = "\\\t\n\r";
		const char *code;

		if (*at == '\r')
			return false;
		if (*at != '\\') {
			*to++ = *at;
			continue;
		}
		code = at[1] ? strchr(codes, at[1]) : NULL;
		if (!code)
			return false;
		*to++ = plain[code - codes];
		at++;
	}
	*to = '\0';
	return om__utf8_valid(cell, strlen(cell));
}

static int bad_cell(const struct om_dump_file *f, const struct om__dump_column *c, const char *cell,
	struct om_err *err)
{
	om_err_set(err, OM_EDB, "bad-dump", "column %s is not written as a dump writes %s", c->name,
		c->kind == 'i'           ? "numbers"
			: c->kind == 'b' ? "bytes"
					 : "texts");
	om_err_field(err, c->name, cell);
	om_err_at(err, f->source, f->number, 0);
	return OM_EDB;
}

static int read_cell(const struct om_dump_file *f, const struct om__dump_column *c, char *cell,
	struct om__arg *ret, struct om_err *err)
{
	ssize_t len = 0;
	bool is_good = true;

	*ret = (struct om__arg){.name = c->name, .kind = c->kind, .text = cell};
	if (!strcmp(cell, "\\N")) {
		ret->kind = 'n';
		return 0;
	}
	if (c->kind == 'i')
		is_good = read_number(cell, &ret->num);
	else if (c->kind == 's')
		is_good = read_text(cell);
	else
		is_good = (len = read_bytes(cell)) >= 0;
	ret->len = (size_t)len;
	return is_good ? 0 : bad_cell(f, c, cell, err);
}

/* What the engine refuses is a fault of the file, except where it could not do its work. */
static int refused(const struct om_dump_file *f, const struct om_err *why, struct om_err *err)
{
	if (why->code != OM_EBUG && why->code != OM_ECONFLICT) {
		*err = *why;
		return why->code;
	}
	return bad(f, err, why->message);
}

static int load_row(
	struct om_dump_file *f, const struct om__dump_table *t, struct om__q *q, struct om_err *err)
{
	struct om_err why = {0};
	char *cell = f->line.data + 1;
	int rc = 0;

	for (int i = 0; i < t->count; i++) {
		char *tab = strchr(cell, '\t');
		struct om__arg arg;

		if (!tab != (i == t->count - 1))
			return bad(f, err, "the row has another number of cells than its table");
		if (tab)
			*tab = '\0';
		rc = read_cell(f, &t->columns[i], cell, &arg, err);
		if (rc < 0)
			return rc;
		om__bind(q, arg);
		cell = tab ? tab + 1 : cell;
	}
	do
		rc = om__step(q, &why);
	while (rc > 0);
	om__again(q);
	return rc < 0 ? refused(f, &why, err) : 0;
}

/* The line "table NAME COLUMN..." must be the one that a dump of this schema has here. */
static int check_table(struct om_dump_file *f, const struct om__dump_table *t, struct om_err *err)
{
	struct om_buf wanted;
	int rc;

	om__buf_init(&wanted, 0);
	om__buf_fmt(&wanted, "table %s", t->name);
	for (int i = 0; i < t->count; i++)
		om__buf_fmt(&wanted, "\t%s", t->columns[i].name);
	rc = om__buf_check(&wanted, err);
	if (rc == 0 && strcmp(wanted.data, f->line.data) != 0) {
		om_err_set(err, OM_EDB, "bad-dump",
			"table %s with the columns of the schema is wanted here", t->name);
		om_err_at(err, f->source, f->number, 0);
		rc = OM_EDB;
	}
	om__buf_release(&wanted);
	return rc;
}

static int load_table(struct om *om, struct om_dump_file *f, const struct om__dump_table *t,
	struct om_arena *arena, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om__arg *args = OM_NEWN(arena, struct om__arg, t->count + 1);
	const char *sql = om__dump_sql(arena, OM__F_dump_write, t);
	int rc = check_table(f, t, err);

	if (rc < 0)
		return rc;
	if (!args || !sql)
		return om__nomem(err);
	for (int i = 0; i < t->count; i++)
		args[i] = (struct om__arg)OM__N(t->columns[i].name);
	rc = om__q_text(om, sql, args, &q, err);
	while (rc >= 0 && (rc = next_line(f, err)) > 0 && f->line.data[0] == '\t') {
		rc = load_row(f, t, q, err);
		if (f->number % 1000 == 0)
			om__progress(
				om, "load", f->number, f->number, f->count.rows + f->count.tables);
	}
	return rc < 0 ? rc : 0;
}

/* The first table's line is read here, each next one ends the rows of the one before. */
static int load_tables(
	struct om *om, struct om_dump_file *f, struct om_arena *arena, struct om_err *err)
{
	struct om__dump_table *tables;
	int n, rc = om__dump_tables(om, arena, &tables, &n, err);

	if (rc == 0)
		rc = rewind_file(f, err);
	for (int i = 0; i < 2 && rc >= 0; i++)
		rc = next_line(f, err);
	for (int i = 0; i < n && rc >= 0; i++)
		rc = load_table(om, f, &tables[i], arena, err);
	if (rc < 0)
		return rc;
	return strncmp(f->line.data, "end ", 4) == 0 ? 0
						     : bad(f, err, "the schema has no such table");
}

static int check_version(struct om *om, const struct om_dump_file *f, struct om_err *err)
{
	int64_t version = 0;
	char *text = NULL;
	int rc = om__get_text(om, OM__SQL_dump_meta_version, OM__NOARGS, &om->tx_arena, &text, err);

	if (rc < 0)
		return rc;
	if (rc == 0 || !read_number(text, &version) || version != f->count.version)
		return bad(f, err, "table meta holds another version than the first line");
	return 0;
}

/* Making the schema has stamped the version; the dump brings that row itself. */
int om__dump_rows(struct om *om, struct om_dump_file *f, struct om_err *err)
{
	struct om_arena arena;
	int rc = om__exec(om, OM__SQL_dump_meta_clear, OM__NOARGS, err);

	om__arena_init(&arena);
	if (rc >= 0)
		rc = load_tables(om, f, &arena, err);
	if (rc >= 0)
		rc = check_version(om, f, err);
	om__arena_release(&arena);
	return rc;
}
