/* csv and tsv: a header, then a line a row, quoted only where needed (reports.md E1). */
#include "cli/inner.h"

static void add_cell(struct cli_writer *writer, const char *text, char delimiter)
{
	/* A line of one empty cell would be an empty line, which readers pass over. */
	if (writer->count == 1 && !*text)
		om__buf_str(&writer->buf, "\"\"");
	else
		om__buf_csv(&writer->buf, text, delimiter,
			writer->cli->csv_safe ? OM_CSV_SAFE : OM_CSV_EXACT);
}

static void begin(struct cli_writer *writer, char delimiter)
{
	for (int i = 0; i < writer->count; i++) {
		if (i)
			om__buf_char(&writer->buf, delimiter);
		add_cell(writer, writer->columns[i].name, delimiter);
	}
	om__buf_char(&writer->buf, '\n');
}

static int row(struct cli_writer *writer, const struct om_value *values, char delimiter)
{
	for (int i = 0; i < writer->count; i++) {
		if (i)
			om__buf_char(&writer->buf, delimiter);
		add_cell(writer, cli_text(writer->cli, &writer->row, &values[i]), delimiter);
	}
	om__buf_char(&writer->buf, '\n');
	return 0;
}

static void csv_begin(struct cli_writer *writer)
{
	begin(writer, ',');
}

static int csv_row(struct cli_writer *writer, const struct om_value *values, const char *id,
	struct om_err *err)
{
	(void)id;
	(void)err;
	return row(writer, values, ',');
}

static void tsv_begin(struct cli_writer *writer)
{
	begin(writer, '\t');
}

static int tsv_row(struct cli_writer *writer, const struct om_value *values, const char *id,
	struct om_err *err)
{
	(void)id;
	(void)err;
	return row(writer, values, '\t');
}

const struct cli_format cli_format_csv = {.name = "csv", .begin = csv_begin, .row = csv_row};
const struct cli_format cli_format_tsv = {.name = "tsv", .begin = tsv_begin, .row = tsv_row};
