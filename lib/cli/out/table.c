/* Aligned tables for people.
 *
 * The first rows are kept to learn the widths of the columns, the others are printed as they come,
 * so that memory stays flat. Numbers stand to the right.  Control characters are escaped, since a
 * cell may hold what a stranger wrote.  On a terminal times are to the minute; where a line does
 * not fit, the spare columns are left out from the right, then the widest texts give way, and a
 * line that still does not fit is cut.  In a pipe nothing is left out and nothing cut. */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "base/text.h"
#include "cli/inner.h"

#define GAP 2       /* blanks between columns */
#define NARROWEST 8 /* a text column gives way down to this */
#define DAY 10      /* 2026-01-31 */
#define MINUTE 16   /* 2026-01-31 23:59 */
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

/* How narrow column I may become: a time down to its day, texts and sets to a few cells.  Words and
 * identifiers are read as a whole. */
static int narrowest(const struct cli_writer *writer, int i)
{
	enum om_type type = writer->columns[i].type;
	int width = writer->widths[i];

	if (type == OM_T_TIME || type == OM_T_DAY)
		return width < DAY ? width : DAY;
	if (is_number(type) || type == OM_T_ID || type == OM_T_WORD || width < NARROWEST)
		return width;
	return NARROWEST;
}

static int line_width(const struct cli_writer *writer, bool is_narrowest)
{
	int width = -GAP;

	for (int i = 0; i < writer->count; i++)
		if (writer->widths[i] >= 0)
			width += GAP + (is_narrowest ? narrowest(writer, i) : writer->widths[i]);
	return width;
}

/* Leaves out spare columns, the last first, until a line fits or there is none left. */
static void leave_out(struct cli_writer *writer)
{
	for (int i = writer->is_spare ? writer->count - 1 : -1;
		i >= 0 && line_width(writer, true) > writer->terminal; i--)
		if (writer->is_spare[i])
			writer->widths[i] = -1;
}

/* The widest column that may give way, or -1.  Identifiers and words do so only when nothing else
 * can. */
static int widest(const struct cli_writer *writer)
{
	int found = -1, last = -1;

	for (int i = 0; i < writer->count; i++) {
		int width = writer->widths[i];
		if (width > narrowest(writer, i) && (found < 0 || width > writer->widths[found]))
			found = i;
		if (!is_number(writer->columns[i].type) && width > NARROWEST &&
			writer->columns[i].type != OM_T_TIME &&
			writer->columns[i].type != OM_T_DAY &&
			(last < 0 || width > writer->widths[last]))
			last = i;
	}
	return found >= 0 ? found : last;
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
	writer->is_measured = true;
	if (!writer->terminal)
		return;
	leave_out(writer);
	int over = line_width(writer, false) - writer->terminal, i;
	for (; over > 0 && (i = widest(writer)) >= 0; over--)
		writer->widths[i]--;
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

/* TEXT in the ROOM of column I: a time without its clock, where that does not fit. */
static int add_cell(struct cli_writer *writer, int i, const char *text, int room)
{
	bool is_day = writer->columns[i].type == OM_T_TIME && writer->terminal && room >= DAY &&
		room < MINUTE && strlen(text) == MINUTE;

	if (!is_day)
		return add_cut(&writer->buf, text, room);
	om__buf_add(&writer->buf, text, DAY);
	return DAY;
}

/* Blanks before and after a cell are owed until something follows, so that no line ends in blanks.
 */
static void add_line(struct cli_writer *writer, const char *const *cells)
{
	int owed = 0, used = 0;

	for (int i = 0; i < writer->count; i++) {
		int width = om__utf8_width(cells[i]), room = writer->widths[i];
		if (room < 0)
			continue;
		if (writer->terminal && width > room)
			width = room;
		if (is_number(writer->columns[i].type) && width < room)
			owed += room - width;
		if (*cells[i]) {
			int left = writer->terminal ? writer->terminal - used - owed : width;
			if (left < 1)
				break;
			pad(&writer->buf, owed);
			used += owed + add_cell(writer, i, cells[i], width < left ? width : left);
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
		if (writer->terminal && values[i].type == OM_T_TIME && strlen(cells[i]) > MINUTE) {
			cells[i][DAY] = ' ';
			cells[i][MINUTE] = '\0';
		}
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

/* What the rows do not show, for whoever looks for it. */
static void say_left_out(struct cli_writer *writer)
{
	const char *names = "";

	for (int i = 0; names && i < writer->count; i++)
		if (writer->widths[i] < 0)
			names = om__printf(&writer->arena, "%s%s%s", names, *names ? ", " : "",
				writer->columns[i].name);
	if (!names || !*names || !writer->rows)
		return;
	(void)fflush(writer->cli->out); /* a failure is seen at the end */
	cli_say(writer->cli, "no room for %s", names);
}

const struct cli_format cli_format_table = {.name = "table",
	.begin = table_begin,
	.row = table_row,
	.end = table_end,
	.after = say_left_out};
