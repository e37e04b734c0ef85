/* Aligned tables for people.
 *
 * The first rows are kept to learn the widths of the columns, the others are printed as they come,
 * so that memory stays flat. Numbers stand to the right.  Control characters are escaped, since a
 * cell may hold what a stranger wrote.  On a terminal the widest texts give way until a line fits,
 * and a line that still does not is cut; in a pipe nothing is cut. */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "base/text.h"
#include "cli/inner.h"

#define GAP 2       /* blanks between columns */
#define NARROWEST 8 /* a text column gives way down to this */
#define ELLIPSIS "\xE2\x80\xA6"

char *cli_escape(struct om_arena *arena, const char *text)
{
	struct om_buf buf;

	if (!om__has_control(text))
		return om__strdup(arena, text);
	om__buf_init(&buf, 0);
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		if (*p == '\n' || *p == '\t' || *p == '\r')
			om__buf_fmt(&buf, "\\%c", *p == '\n' ? 'n' : *p == '\t' ? 't' : 'r');
		else if (*p < 0x20 || *p == 0x7F)
			om__buf_fmt(&buf, "\\x%02x", *p);
		else if (*p == 0xC2 && p[1] >= 0x80 && p[1] < 0xA0)
			om__buf_fmt(&buf, "\\x%02x", *++p);
		else
			om__buf_char(&buf, (char)*p);
	}
	char *escaped = om__strdup(arena, buf.data);
	om__buf_release(&buf);
	return escaped;
}

/* Cells of a line of the terminal: $COLUMNS where it says so, else what the terminal tells. */
static int terminal_cells(struct cli *cli)
{
	struct winsize size;
	const char *columns = getenv("COLUMNS");
	struct om_err ignored = {0};
	int64_t cells;

	if (!cli_is_terminal(cli))
		return 0;
	if (columns && om__int_parse(columns, &cells, &ignored) == 0 && cells >= 20 &&
		cells < 10000)
		return (int)cells;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
		return size.ws_col;
	return CLI_WIDTH;
}

static bool is_number(enum om_type type)
{
	return type == OM_T_INT || type == OM_T_DECIMAL || type == OM_T_MONEY ||
		type == OM_T_WEIGHT || type == OM_T_LENGTH;
}

static void table_begin(struct cli_writer *writer)
{
	writer->terminal = terminal_cells(writer->cli);
	writer->is_bold = cli_has_color(writer->cli, STDOUT_FILENO) && !writer->cli->output;
	writer->widths = OM_NEWN(&writer->arena, int, writer->count + 1);
	writer->ahead = OM_NEWN(&writer->arena, char **, CLI_LOOK_AHEAD);
	for (int i = 0; writer->widths && i < writer->count; i++)
		writer->widths[i] = om__utf8_width(writer->columns[i].name);
}

static int line_width(const struct cli_writer *writer)
{
	int width = writer->count ? GAP * (writer->count - 1) : 0;

	for (int i = 0; i < writer->count; i++)
		width += writer->widths[i];
	return width;
}

/* The widest column that may give way, or -1.  Identifiers do so only when nothing else can. */
static int widest(const struct cli_writer *writer)
{
	int text = -1, identifier = -1;

	for (int i = 0; i < writer->count; i++) {
		bool is_identifier = writer->columns[i].type == OM_T_ID;
		int *found = is_identifier ? &identifier : &text;
		if (is_number(writer->columns[i].type) || writer->widths[i] <= NARROWEST)
			continue;
		if (*found < 0 || writer->widths[i] > writer->widths[*found])
			*found = i;
	}
	return text >= 0 ? text : identifier;
}

static void measure(struct cli_writer *writer)
{
	for (int r = 0; r < writer->ahead_count; r++) {
		for (int i = 0; i < writer->count; i++) {
			int width = om__utf8_width(writer->ahead[r][i]);
			if (width > writer->widths[i])
				writer->widths[i] = width;
		}
	}
	int over = writer->terminal ? line_width(writer) - writer->terminal : 0, i;
	for (; over > 0 && (i = widest(writer)) >= 0; over--)
		writer->widths[i]--;
	writer->is_measured = true;
}

static void pad(struct om_buf *buf, int cells)
{
	while (cells-- > 0)
		om__buf_char(buf, ' ');
}

/* TEXT in at most CELLS cells; returns the cells it took. */
static int add_cut(struct om_buf *buf, const char *text, int cells)
{
	int width = om__utf8_width(text);

	if (width <= cells) {
		om__buf_str(buf, text);
		return width;
	}
	size_t start = buf->len;
	om__buf_add(buf, text, om__utf8_cut(text, cells - 1));
	width = om__utf8_width(buf->data + start);
	om__buf_str(buf, ELLIPSIS);
	return width + 1;
}

/* Blanks before and after a cell are owed until something follows, so that no line ends in blanks.
 */
static void add_line(struct cli_writer *writer, const char *const *cells)
{
	int owed = 0, used = 0;

	for (int i = 0; i < writer->count; i++) {
		int width = om__utf8_width(cells[i]), room = writer->widths[i];
		if (writer->terminal && width > room)
			width = room;
		if (is_number(writer->columns[i].type) && width < room)
			owed += room - width;
		if (*cells[i]) {
			int left = writer->terminal ? writer->terminal - used - owed : width;
			if (left < 1)
				break;
			pad(&writer->buf, owed);
			used += owed + add_cut(&writer->buf, cells[i], width < left ? width : left);
			owed = 0;
		}
		if (!is_number(writer->columns[i].type) && width < room)
			owed += room - width;
		owed += GAP;
	}
	om__buf_char(&writer->buf, '\n');
}

static void add_heading(struct cli_writer *writer, struct om_err *err)
{
	const char **names = OM_NEWN(&writer->arena, const char *, writer->count + 1);

	if (!names) {
		(void)om__nomem(err);
		return;
	}
	for (int i = 0; i < writer->count; i++)
		names[i] = writer->columns[i].name;
	if (writer->is_bold)
		om__buf_str(&writer->buf, "\033[1m");
	add_line(writer, names);
	if (!writer->is_bold)
		return;
	writer->buf.data[--writer->buf.len] = '\0'; /* the line's end comes after the colour's */
	om__buf_str(&writer->buf, "\033[0m\n");
}

/* Prints the heading and the rows kept so far. */
static int print_ahead(struct cli_writer *writer, struct om_err *err)
{
	measure(writer);
	add_heading(writer, err);
	for (int r = 0; r < writer->ahead_count; r++)
		add_line(writer, (const char *const *)writer->ahead[r]);
	writer->ahead_count = 0;
	return err ? err->code : 0;
}

static char **escaped_cells(
	struct cli_writer *writer, struct om_arena *arena, const struct om_value *values)
{
	char **cells = OM_NEWN(arena, char *, writer->count + 1);

	for (int i = 0; cells && i < writer->count; i++) {
		cells[i] = cli_escape(arena, cli_text(writer->cli, &writer->row, &values[i]));
		if (!cells[i])
			return NULL;
	}
	return cells;
}

static int table_row(struct cli_writer *writer, const struct om_value *values, const char *id,
	struct om_err *err)
{
	struct om_arena *arena = writer->is_measured ? &writer->row : &writer->arena;
	char **cells = escaped_cells(writer, arena, values);

	(void)id;
	if (!cells || !writer->ahead || !writer->widths)
		return om__nomem(err);
	if (writer->is_measured) {
		add_line(writer, (const char *const *)cells);
		return 0;
	}
	writer->ahead[writer->ahead_count++] = cells;
	return writer->ahead_count == CLI_LOOK_AHEAD ? print_ahead(writer, err) : 0;
}

static int table_end(struct cli_writer *writer, struct om_err *err)
{
	if (!writer->ahead || !writer->widths)
		return om__nomem(err);
	return writer->is_measured ? 0 : print_ahead(writer, err);
}

const struct cli_format cli_format_table = {
	.name = "table", .begin = table_begin, .row = table_row, .end = table_end};
