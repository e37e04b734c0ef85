/* Sheets: whatever bytes come, reading ends with rows or one of the words of csv.h; rows that were
 * read read back the same when they are written. */
#include "fuzz.h"
#include "base/buf.h"
#include "sheet/input/csv.h"

static void write_row(struct om_buf *out, char **cells, int count)
{
	for (int i = 0; i < count; i++) {
		if (i)
			om__buf_char(out, ',');
		om__buf_csv(out, cells[i], ',', OM_CSV_EXACT);
	}
	om__buf_char(out, '\n');
}

/* Gives the rows of FD to OUT, rewritten below a header, which keeps a cell from being the file's
 * byte order mark.  IS_OWN: FD has that header. */
static void rewrite(int fd, bool is_own, const struct om_csv_options *options, struct om_buf *out)
{
	struct om_err err = {0};
	struct om_csv *csv = NULL;
	char **cells;
	int count, rc = om__csv_open(fd, "in.csv", options, &csv, &err);
	int64_t line, last = 0;

	om__buf_str(out, "header\n");
	demand((rc == 0) == (csv != NULL));
	while (rc == 0 && (rc = om__csv_next(csv, &cells, &count, &line, &err)) != 0) {
		if (rc > 0) {
			demand(count > 0 && count <= OM_CSV_CELLS_MAX && line > last);
			last = line;
			if (!is_own || line > 1)
				write_row(out, cells, count);
		}
		bool is_refused = om__csv_refused(csv, &cells, &count, &line);
		demand(rc > 0 || err.code == rc);
		rc = rc > 0 || is_refused ? 0 : rc;
		om_err_clear(&err);
	}
	om__csv_close(csv);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const encodings[] = {NULL, NULL, "WINDOWS-1252", "UTF-16"};
	static const char delimiters[] = {0, ',', ';', '\t'};
	struct om_csv_options plain = {.delimiter = ',', .ragged = true};
	struct om_buf once, twice;

	if (size < 1)
		return 0;
	struct om_csv_options options = {.delimiter = delimiters[data[0] & 3],
		.encoding = encodings[data[0] >> 2 & 3],
		.ragged = data[0] >> 4 & 1,
		.header_line = data[0] >> 5 & 3};
	int fd = fuzz_file(data + 1, size - 1);
	om__buf_init(&once, 0);
	om__buf_init(&twice, 0);
	rewrite(fd, false, &options, &once);
	close(fd);
	/* A first cell that is a comment, or nothing but empty cells, is passed over: not so here.
	 */
	fd = fuzz_file((const uint8_t *)once.data, once.len);
	rewrite(fd, true, &plain, &twice);
	close(fd);
	fd = fuzz_file((const uint8_t *)twice.data, twice.len);
	om__buf_clear(&once);
	rewrite(fd, true, &plain, &once);
	close(fd);
	demand(once.len == twice.len && !memcmp(once.data, twice.data, once.len));
	om__buf_release(&once);
	om__buf_release(&twice);
	return 0;
}
