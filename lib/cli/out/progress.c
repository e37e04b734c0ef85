/* Progress of long work: one line on stderr that is written over, on a terminal only, and only once
 * a second has passed.
 *
 * Whoever prints to the terminal clears the line first, so that a message never stands behind half
 * a progress line.  A program that reads our output has the terminal to itself: behind a pipe and a
 * pager there is none. */
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include "base/text.h"
#include "cli/inner.h"

#define FIRST_MS 1000 /* of work before anything is shown */
#define LEFT_MS 2000  /* of a phase before its end is foreseen */
#define EVERY_MS 200

static struct {
	char phase[64];
	int64_t work_ms, phase_ms, shown_ms;
	int64_t first; /* done when the phase began to be watched */
	bool is_shown, is_known, is_on;
} progress;

static int64_t now_ms(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

/* Asked once: the terminal does not change under us. */
bool cli_shows_progress(const struct cli *cli)
{
	const char *term = getenv("TERM");
	struct stat out;

	if (progress.is_known)
		return progress.is_on;
	bool is_piped = !cli->output && fstat(STDOUT_FILENO, &out) == 0 &&
		(S_ISFIFO(out.st_mode) || S_ISSOCK(out.st_mode));
	progress.is_known = true;
	progress.is_on = !cli->quiet && !is_piped && isatty(STDERR_FILENO) && term &&
		strcmp(term, "dumb") != 0;
	return progress.is_on;
}

static int line_cells(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20 ? size.ws_col - 1
										 : CLI_WIDTH - 1;
}

/* "0:12", "1:02:03". */
static void add_left(struct om_buf *buf, int64_t seconds)
{
	if (seconds >= 3600)
		om__buf_fmt(buf, ", %lld:%02d:%02d left", (long long)(seconds / 3600),
			(int)(seconds / 60 % 60), (int)(seconds % 60));
	else
		om__buf_fmt(buf, ", %d:%02d left", (int)(seconds / 60), (int)(seconds % 60));
}

/* "om-order: checking: 12,000, 3,400/s, 45%, 0:12 left" */
static void show(struct cli *cli, int64_t done, int64_t part, int64_t whole, int64_t now)
{
	int64_t spent = now - progress.phase_ms, rate = 0;
	struct om_mark mark = om__arena_mark(&cli->arena);
	struct om_buf buf;

	if (spent > 0)
		rate = (done - progress.first) * 1000 / spent;
	om__buf_init(&buf, 0);
	om__buf_fmt(&buf, "%s: %s: %s", cli->program->name, progress.phase,
		cli_grouped(&cli->arena, done));
	if (rate > 0)
		om__buf_fmt(&buf, ", %s/s", cli_grouped(&cli->arena, rate));
	if (whole > 0 && part <= whole)
		om__buf_fmt(&buf, ", %d%%", (int)(part * 100 / whole));
	if (whole > 0 && part > 0 && part < whole && spent >= LEFT_MS)
		add_left(&buf, spent * (whole - part) / part / 1000);
	fprintf(stderr, "\r%.*s\033[K", (int)om__utf8_cut(buf.data, line_cells()), buf.data);
	om__buf_release(&buf);
	om__arena_rewind(&cli->arena, mark);
	progress.is_shown = true;
	progress.shown_ms = now;
}

void cli_progress(struct cli *cli, const char *what, int64_t done, int64_t part, int64_t whole)
{
	if (!cli_shows_progress(cli) || cli_pager_runs())
		return;
	int64_t now = now_ms();
	if (strcmp(progress.phase, what) != 0) {
		snprintf(progress.phase, sizeof(progress.phase), "%s", what);
		progress.phase_ms = now;
		progress.first = done;
	}
	if (!progress.work_ms)
		progress.work_ms = now;
	if (now - progress.work_ms < FIRST_MS || now - progress.shown_ms < EVERY_MS)
		return;
	show(cli, done, part, whole, now);
}

bool cli_progress_is_shown(void)
{
	return progress.is_shown;
}

void cli_progress_clear(void)
{
	if (!progress.is_shown)
		return;
	fputs(CLI_CLEAR_LINE, stderr);
	progress.is_shown = false;
}
