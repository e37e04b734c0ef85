/* Dumps: the whole database as text that is the same for the same data, whatever the engine.
 *
 *	om-dump 1 schema 1
 *	table channel	channel_id	channel	...
 *		1	SHOP	...
 *	end 30 1204 SHA-256
 *
 * A row begins with a tab, so nothing in it is taken for another line.  Null is \N; in texts
 * backslash, tab, newline and carriage return are written \\ \t \n \r; bytes are hex.  The last
 * line counts tables and rows and holds the hash of every byte before it.  One read transaction
 * shows one moment; one row is in memory at a time. */
#include "core/dump/dump.h"
#include "base/buf.h"
#include "base/text.h"
#include <inttypes.h>

#define FLUSH ((size_t)64 << 10)

struct dump {
	struct om *om;
	om_dump_write *write;
	void *arg;
	struct om_buf buf;
	struct om_sha sha;
	struct om_dump_count count;
	int64_t all; /* rows that will be written; 0 where nobody asks */
};

static int flush(struct dump *d, struct om_err *err)
{
	int rc = om__buf_check(&d->buf, err);

	if (rc == 0)
		rc = d->write(d->arg, d->buf.data, d->buf.len, err);
	om__sha_add(&d->sha, d->buf.data, d->buf.len);
	om__buf_clear(&d->buf);
	return rc;
}

static void add_text(struct om_buf *buf, const char *text, size_t len)
{
	while (len) {
		size_t n = 0;

		while (n < len && !strchr("\\\t\n\r", text[n]))
			n++;
		om__buf_add(buf, text, n);
		if (n == len)
			return;
		om__buf_char(buf, '\\');
		om__buf_char(buf,
			text[n] == '\t'           ? 't'
				: text[n] == '\n' ? 'n'
				: text[n] == '\r' ? 'r'
						  : '\\');
		text += n + 1;
		len -= n + 1;
	}
}

static void add_bytes(struct om_buf *buf, const char *bytes, size_t len)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < len; i++) {
		om__buf_char(buf, digits[(unsigned char)bytes[i] >> 4]);
		om__buf_char(buf, digits[(unsigned char)bytes[i] & 15]);
	}
}

static int add_cell(struct dump *d, const struct om__dump_table *t, struct om__q *q, int column,
	struct om_err *err)
{
	char kind = t->columns[column].kind;
	const char *text;
	size_t len;

	om__buf_char(&d->buf, '\t');
	if (om__col_null(q, column)) {
		om__buf_str(&d->buf, "\\N");
		return 0;
	}
	if (kind == 'i') {
		om__buf_int(&d->buf, om__col_int(q, column));
		return 0;
	}
	text = om__col_text(q, column);
	len = om__col_len(q, column);
	if (kind == 'b') {
		add_bytes(&d->buf, text, len);
		return 0;
	}
	if (memchr(text, 0, len) || !om__utf8_valid(text, len))
		return om_err_set(err, OM_EDB, "bad-encoding",
			"column %s of table %s holds text that is not valid UTF-8",
			t->columns[column].name, t->name);
	add_text(&d->buf, text, len);
	return 0;
}

static int dump_row(
	struct dump *d, const struct om__dump_table *t, struct om__q *q, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; i < t->count && rc == 0; i++)
		rc = add_cell(d, t, q, i, err);
	om__buf_char(&d->buf, '\n');
	if (++d->count.rows % 1000 == 0)
		om__progress(d->om, "dump", d->count.rows, d->count.rows, d->all);
	return rc == 0 && d->buf.len >= FLUSH ? flush(d, err) : rc;
}

static int dump_table(
	struct dump *d, const struct om__dump_table *t, struct om_arena *arena, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	const char *sql = om__dump_sql(arena, OM__F_dump_read, t);
	int rc = sql ? om__q_text(d->om, sql, OM__NOARGS, &q, err) : om__nomem(err);

	om__buf_fmt(&d->buf, "table %s", t->name);
	for (int i = 0; i < t->count; i++)
		om__buf_fmt(&d->buf, "\t%s", t->columns[i].name);
	om__buf_char(&d->buf, '\n');
	d->count.tables++;
	while (rc >= 0 && (rc = om__step(q, err)) > 0)
		rc = dump_row(d, t, q, err);
	return rc;
}

/* Counting costs a walk through each table, for whoever watches. */
static int count_rows(struct dump *d, const struct om__dump_table *tables, int n,
	struct om_arena *arena, struct om_err *err)
{
	for (int i = 0; i < n && d->om->on_progress; i++) {
		OM_AUTO(om__done) struct om__q *q = NULL;
		const char *sql = om__dump_sql(arena, OM__F_dump_count, &tables[i]);
		int rc = sql ? om__q_text(d->om, sql, OM__NOARGS, &q, err) : om__nomem(err);

		if (rc >= 0)
			rc = om__step(q, err);
		if (rc < 0)
			return rc;
		d->all += om__col_int(q, 0);
	}
	return 0;
}

static int dump_all(struct dump *d, struct om_arena *arena, struct om_err *err)
{
	struct om__dump_table *tables;
	char hash[65];
	int n, rc = om__db_version(d->om, &d->count.version, err);

	if (rc == 0)
		rc = om__dump_tables(d->om, arena, &tables, &n, err);
	if (rc == 0)
		rc = count_rows(d, tables, n, arena, err);
	if (rc < 0)
		return rc;
	om__buf_fmt(&d->buf, "om-dump %d schema %d\n", OM__DUMP_FORMAT, d->count.version);
	for (int i = 0; i < n && rc == 0; i++)
		rc = dump_table(d, &tables[i], arena, err);
	if (rc == 0)
		rc = flush(d, err);
	if (rc < 0)
		return rc;
	om__sha_hex(&d->sha, hash);
	om__buf_fmt(
		&d->buf, "end %" PRId64 " %" PRId64 " %s\n", d->count.tables, d->count.rows, hash);
	return d->write(d->arg, d->buf.data, d->buf.len, err);
}

int om_dump(struct om *om, om_dump_write *write, void *arg, struct om_dump_count *ret,
	struct om_err *err)
{
	struct dump d = {.om = om, .write = write, .arg = arg};
	struct om_arena arena;
	int rc = om__read_begin(om, err);

	if (rc < 0)
		return rc;
	om__arena_init(&arena);
	om__buf_init(&d.buf, OM__DUMP_LINE_MAX + FLUSH);
	om__sha_init(&d.sha);
	rc = dump_all(&d, &arena, err);
	om__buf_release(&d.buf);
	om__arena_release(&arena);
	om__read_end(om);
	if (rc == 0)
		*ret = d.count;
	return rc;
}
