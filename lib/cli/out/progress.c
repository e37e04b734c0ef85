/* Progress of long work: one line on stderr that is written over, on a terminal only, and only once
 * a second has passed.
 *
 * Whoever prints to stderr clears the line first, so that a message never stands behind half a
 * progress line. */
#include <time.h>
#include <unistd.h>
#include "cli/inner.h"

#define FIRST_MS 1000
#define EVERY_MS 200

static int64_t started_ms, shown_ms;
static bool is_shown;

static int64_t now_ms(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

void cli_progress(
	struct cli *cli, const char *what, int64_t done, int64_t bytes_done, int64_t bytes_total)
{
	if (cli->quiet || !isatty(STDERR_FILENO))
		return;
	int64_t now = now_ms();
	if (!started_ms)
		started_ms = now;
	if (now - started_ms < FIRST_MS || now - shown_ms < EVERY_MS)
		return;
	shown_ms = now;
	is_shown = true;
	fprintf(stderr, "\r%s: %s: %lld", cli->program->name, what, (long long)done);
	if (bytes_total > 0 && bytes_done <= bytes_total)
		fprintf(stderr, ", %d%%", (int)(bytes_done / (bytes_total / 100 + 1)));
	fputs("\033[K", stderr);
}

void cli_progress_clear(void)
{
	if (!is_shown)
		return;
	fputs("\r\033[K", stderr);
	is_shown = false;
}
