/* What goes to stderr: errors, warnings and messages, a line each (DESIGN 5.4).
 *
 *	om-order: orders.csv:128: channel: no channel 'Shopfy' [unknown-channel]; did you mean
 *'Shopify'?
 *
 * The hint follows the word; one that asks "did you mean" stands before it.  An error in an option
 *with a column (a filter) is followed by the text and a caret.  With --format json or ndjson each
 *error is printed a second time as one JSON object. */
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/text.h"
#include "cli/inner.h"

#define DID_YOU_MEAN "did you mean"

void cli_exit(struct cli *cli, int status)
{
	cli->exit_status = status;
}

const char *cli_dry(const struct cli *cli)
{
	return cli->dry_run ? "dry run: " : "";
}

/* A listing or product that changed has its orders looked at again; each is told of once
 * (catalog.md C8). */
const char *cli_resolved(struct cli *cli, const char *lead)
{
	struct cli_state *state = cli_state_of(cli);
	int64_t all = cli->om ? om_orders_mapped(cli->om) : 0, n = all - state->told_orders;
	char *text;

	state->told_orders = all;
	if (n <= 0)
		return "";
	text = om__printf(&cli->arena, "%s%s %s re-resolved", lead, cli_grouped(&cli->arena, n),
		om__plural(n, "order", "orders"));
	return text ? text : "";
}

char *cli_grouped(struct om_arena *arena, int64_t num)
{
	char digits[24], text[32];
	int len = snprintf(digits, sizeof(digits), "%lld", (long long)num), at = 0;

	for (int i = 0; i < len; i++) {
		text[at++] = digits[i];
		if (i + 1 < len && (len - i - 1) % 3 == 0 && digits[i] != '-')
			text[at++] = ',';
	}
	text[at] = '\0';
	char *grouped = om__strdup(arena, text);
	return grouped;
}

void cli_say(struct cli *cli, const char *fmt, ...)
{
	struct om_buf buf;
	char *text = NULL;
	va_list ap;

	if (cli->quiet)
		return;
	va_start(ap, fmt);
	int len = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (len < 0)
		return;
	/* A file's name may be anybody's. */
	const char *shown = cli_escape(&cli->arena, text);
	om__buf_init(&buf, 0);
	om__buf_fmt(&buf, "%s: %s\n", cli->program->name, shown ? shown : "");
	cli_stderr(buf.data, buf.len);
	om__buf_release(&buf);
	free(text);
}

/* FILE:LINE:COLUMN: FIELD: */
static void add_place(struct om_buf *buf, struct om_arena *arena, const struct om_err *err)
{
	if (err->source[0]) {
		const char *source = cli_escape(arena, err->source);
		om__buf_str(buf, source ? source : "");
		if (err->line)
			om__buf_fmt(buf, ":%lld", (long long)err->line);
		if (err->line && err->column)
			om__buf_fmt(buf, ":%d", err->column);
		om__buf_str(buf, ": ");
	}
	/* What stands at a position of a filter is named by the caret below it. */
	if (!err->field[0] || err->column)
		return;
	om__buf_str(buf, err->field);
	if (err->header[0]) {
		const char *header = cli_escape(arena, err->header);
		om__buf_fmt(buf, " (%s)", header ? header : "");
	}
	om__buf_str(buf, ": ");
}

static void add_json_text(struct om_buf *buf, const char *key, const char *text)
{
	om__buf_fmt(buf, ",\"%s\":", key);
	if (*text)
		om__buf_json(buf, text);
	else
		om__buf_str(buf, "null");
}

static void add_json_number(struct om_buf *buf, const char *key, int64_t num)
{
	if (num)
		om__buf_fmt(buf, ",\"%s\":%lld", key, (long long)num);
	else
		om__buf_fmt(buf, ",\"%s\":null", key);
}

/* The seven keys of DESIGN 5.4 and three more: the level, the file's own header of the column, and
 * the position in a filter. */
static void add_json(
	struct om_buf *buf, const struct om_err *err, const char *message, bool is_warning)
{
	om__buf_str(buf, "{\"code\":");
	om__buf_json(buf, err->word);
	om__buf_fmt(buf, ",\"level\":\"%s\"", is_warning ? "warning" : "error");
	add_json_text(buf, "file", err->source);
	add_json_number(buf, "line", err->line);
	add_json_text(buf, "column", err->field);
	add_json_text(buf, "header", err->header);
	add_json_number(buf, "position", err->column);
	add_json_text(buf, "value", err->value);
	add_json_text(buf, "message", message);
	add_json_text(buf, "hint", err->hint);
	om__buf_str(buf, "}\n");
}

/* The text of the option that ERR came from ("--where"), or NULL. */
static const char *option_text(struct cli *cli, const struct om_err *err)
{
	struct cli_slot *slot;

	if (strncmp(err->source, "--", 2) != 0 || err->column < 1)
		return NULL;
	slot = cli_slot_find(cli_state_of(cli), err->source + 2);
	if (!slot || (slot->option->kind != CLI_TEXT && slot->option->kind != CLI_CHOICE) ||
		slot->store != cli_store)
		return NULL;
	return *(const char **)(void *)((char *)slot->base + slot->option->offset);
}

/* Line err->line of TEXT with a caret below column err->column (of characters) and the hint beside
 * it. */
static void add_caret(
	struct om_buf *buf, struct om_arena *arena, const char *text, const struct om_err *err)
{
	for (int64_t line = 1; line < err->line && strchr(text, '\n'); line++)
		text = strchr(text, '\n') + 1;
	char *line = om__strndup(arena, text, strcspn(text, "\n"));
	char *shown = line ? cli_escape(arena, line) : NULL;
	if (!shown)
		return;
	size_t bytes = 0;
	for (int column = 1; column < err->column && line[bytes]; column++)
		do
			bytes++;
		while (((unsigned char)line[bytes] & 0xC0) == 0x80);
	char *before = om__strndup(arena, line, bytes);
	char *escaped = before ? cli_escape(arena, before) : NULL;
	int indent = escaped ? om__utf8_width(escaped) : 0;
	om__buf_fmt(
		buf, "  %s\n  %*s^%s%s\n", shown, indent, "", err->hint[0] ? " " : "", err->hint);
}

static void add_hint(struct om_buf *buf, const struct om_err *err)
{
	if (err->hint[0])
		om__buf_fmt(buf, "; %s", err->hint);
	om__buf_char(buf, '\n');
}

/* Does MESSAGE name the record at its begin, in quotes or without? */
static bool begins_with(const char *message, const char *record)
{
	return !strncmp(message + (*message == '\''), record, strlen(record));
}

/* The error's line, its caret, and its JSON twin. */
static void add_error(struct cli *cli, struct om_buf *buf, const char *prefix,
	const struct om_err *err, bool is_warning)
{
	bool is_red = !is_warning && cli_has_color(cli, STDERR_FILENO);
	const char *text = option_text(cli, err);
	bool has_prefix = prefix && !begins_with(err->message, prefix);
	bool is_question = !text && !strncmp(err->hint, DID_YOU_MEAN, strlen(DID_YOU_MEAN));

	om__buf_fmt(buf, "%s: %s", cli->program->name, is_warning ? "warning: " : "");
	add_place(buf, &cli->arena, err);
	if (has_prefix)
		om__buf_fmt(buf, "%s: ", prefix);
	om__buf_fmt(buf, "%s%s%s", is_red ? "\033[31m" : "", err->message, is_red ? "\033[0m" : "");
	if (is_question)
		om__buf_fmt(buf, ", %s", err->hint);
	om__buf_fmt(buf, " [%s]", err->word);
	if (text) {
		om__buf_char(buf, '\n');
		add_caret(buf, &cli->arena, text, err);
	} else if (is_question) {
		om__buf_char(buf, '\n');
	} else {
		add_hint(buf, err);
	}
	if (!cli->format ||
		(strcmp(cli->format, "json") != 0 && strcmp(cli->format, "ndjson") != 0))
		return;
	char *message = has_prefix ? om__printf(&cli->arena, "%s: %s", prefix, err->message) : NULL;
	add_json(buf, err, message ? message : err->message, is_warning);
}

/* What can be said when memory is gone, or a text has no end. */
static void print_plainly(struct cli *cli, const struct om_err *err, bool is_warning)
{
	cli_progress_clear();
	fprintf(stderr, "%s: %s%s%s%s [%s]\n", cli->program->name, is_warning ? "warning: " : "",
		err->source, err->source[0] ? ": " : "", err->message, err->word);
}

void cli_error_of(struct cli *cli, const char *prefix, const struct om_err *err, bool is_warning)
{
	struct om_buf buf;

	if (is_warning && cli->quiet)
		return;
	om__buf_init(&buf, 0);
	add_error(cli, &buf, prefix, err, is_warning);
	if (buf.is_bad)
		print_plainly(cli, err, is_warning);
	else
		cli_stderr(buf.data, buf.len);
	om__buf_release(&buf);
}

void cli_error(struct cli *cli, const struct om_err *err, bool is_warning)
{
	cli_error_of(cli, NULL, err, is_warning);
}
