/* Where rows go: standard output, or the file of -o, which appears whole or not at all.
 *
 * The file is written under a temporary name beside its own, synced and renamed; a failure or a
 * signal removes it.  What is not a regular file (a pipe, /dev/null) is written directly.  A failed
 * write is OM_EIO "io"; a reader that has gone away is no failure: a verb that only reads ends at
 * once and quietly, one that changes things goes on without a reader. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "cli/inner.h"

#define OUTPUT_BUFFER 65536

/* What a signal has to remove, and what to say of what stands; the handler can know nothing else.
 */
static char *volatile to_remove;
static const char *volatile to_say;

static void remove_and_die(int number)
{
	if (to_remove)
		unlink(to_remove);
	const char *clear = cli_progress_is_shown() ? CLI_CLEAR_LINE : "";
	if (to_say &&
		(write(STDERR_FILENO, clear, strlen(clear)) < 0 ||
			write(STDERR_FILENO, to_say, strlen(to_say)) < 0))
		to_say = NULL; /* nobody is there to read it */
	signal(number, SIG_DFL);
	raise(number);
}

static void guard_signals(void)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action = {.sa_handler = remove_and_die}, old;

	for (size_t i = 0; i < OM_COUNT(numbers); i++)
		if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			sigaction(numbers[i], &action, NULL);
}

void cli_if_killed(struct cli *cli, const char *text)
{
	to_say = text ? om__printf(&cli->arena, "%s: %s\n", cli->program->name, text) : NULL;
	if (to_say)
		guard_signals();
}

static int fail(struct cli *cli, const char *what, struct om_err *err)
{
	int number = errno;
	const char *name = cli->output ? cli->output : "standard output";

	return om_err_set(err, OM_EIO, "io", "cannot %s '%s': %s", what, name, strerror(number));
}

static int open_directly(struct cli *cli, struct om_err *err)
{
	cli->out = fopen(cli->output, "we");
	return cli->out ? 0 : fail(cli, "write", err);
}

/* The mode of the file that is replaced, or what a new file would get. */
static mode_t mode_of(const struct stat *old)
{
	if (old)
		return old->st_mode & 07777;
	mode_t mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

static int open_beside(struct cli *cli, const struct stat *old, struct om_err *err)
{
	struct cli_output *output = &cli_state_of(cli)->output;

	output->path = om__strdup(&cli->arena, cli->output);
	output->temporary = om__printf(&cli->arena, "%s.XXXXXX", cli->output);
	if (!output->path || !output->temporary)
		return om__nomem(err);
	int fd = mkostemp(output->temporary, O_CLOEXEC);
	if (fd < 0) {
		output->temporary = NULL;
		return fail(cli, "write", err);
	}
	to_remove = output->temporary;
	guard_signals();
	if (fchmod(fd, mode_of(old)) < 0 || !(cli->out = fdopen(fd, "w"))) {
		fail(cli, "write", err);
		close(fd);
		unlink(output->temporary);
		output->temporary = NULL;
		to_remove = NULL;
	}
	return err->code;
}

/* What only reads is paged; a command that changes things may ask and must not wait for a reader.
 */
static bool wants_pager(struct cli *cli)
{
	return cli_is_terminal(cli) && !cli_state_of(cli)->no_pager && cli->verb &&
		!(cli->verb->flags & (CLI_WRITE | CLI_MAKE));
}

int cli_output_open(struct cli *cli, struct om_err *err)
{
	struct stat old;
	int rc = 0;

	cli->out = stdout;
	cli_state_of(cli)->output.is_terminal = cli_is_terminal(cli);
	if (wants_pager(cli)) {
		FILE *pager = cli_pager_open(cli);
		cli->out = pager ? pager : stdout;
	} else if (cli->output) {
		bool is_there = stat(cli->output, &old) == 0;
		cli->out = NULL;
		if (is_there && !S_ISREG(old.st_mode))
			rc = open_directly(cli, err);
		else if (cli_target_check(cli, "-o", cli->output, err) < 0)
			rc = err->code;
		else
			rc = open_beside(cli, is_there ? &old : NULL, err);
	}
	if (rc == 0 && !isatty(fileno(cli->out)))
		setvbuf(cli->out, NULL, _IOFBF, OUTPUT_BUFFER);
	return rc;
}

/* A write to OUT failed with errno: what the verb is told. */
static int failed_write(struct cli *cli, struct om_err *err)
{
	if (errno != EPIPE)
		return fail(cli, "write", err);
	cli_state_of(cli)->output.is_closed = true;
	if (cli->verb->flags & (CLI_WRITE | CLI_MAKE))
		return 0;
	return om_err_set(err, OM_EIO, "io", "the reader of the output has gone");
}

int cli_write(struct cli *cli, const char *bytes, size_t len, struct om_err *err)
{
	if (cli_state_of(cli)->output.is_closed || !len)
		return 0;
	if (cli_state_of(cli)->output.is_terminal)
		cli_progress_clear();
	if (fwrite(bytes, 1, len, cli->out) == len)
		return 0;
	return failed_write(cli, err);
}

/* The rename is on disk once the folder is. */
static void sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct om_arena arena;

	om__arena_init(&arena);
	char *folder = slash ? om__strndup(&arena, path, (size_t)(slash - path) + 1)
			     : om__strdup(&arena, ".");
	int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	om__arena_release(&arena);
}

static int put_in_place(struct cli *cli, struct om_err *err)
{
	struct cli_output *output = &cli_state_of(cli)->output;

	errno = EIO; /* of a write that failed before, whose reason is gone */
	if (fflush(cli->out) != 0 || ferror(cli->out) ||
		(output->temporary && fsync(fileno(cli->out)) < 0))
		return failed_write(cli, err);
	if (!output->temporary)
		return 0;
	if (rename(output->temporary, output->path) < 0)
		return fail(cli, "write", err);
	output->temporary = NULL;
	to_remove = NULL;
	sync_folder(output->path);
	return 0;
}

int cli_output_close(struct cli *cli, bool has_failed, struct om_err *err)
{
	struct cli_output *output = &cli_state_of(cli)->output;
	int rc = 0;

	if (!cli->out)
		return 0;
	if (output->is_closed)
		has_failed = true;
	/* Something of the output may be missing. */
	if (!has_failed && om__memory_is_short()) {
		rc = om__nomem(err);
		has_failed = true;
	}
	if (rc == 0 && (!has_failed || !output->temporary))
		rc = put_in_place(cli, err);
	if (output->temporary) {
		unlink(output->temporary);
		to_remove = NULL;
	}
	/* Closing what was never open is no loss where nothing was written. */
	if (fclose(cli->out) != 0 && rc == 0 && !output->is_closed && !has_failed && errno != EBADF)
		rc = failed_write(cli, err);
	cli->out = NULL;
	cli_pager_close();
	return rc;
}

bool cli_is_terminal(struct cli *cli)
{
	return !cli->output && isatty(STDOUT_FILENO);
}

bool cli_has_color(struct cli *cli, int fd)
{
	const char *when = cli_state_of(cli)->color;
	const char *no_color = getenv("NO_COLOR");

	if (when && strcmp(when, "auto") != 0)
		return !strcmp(when, "always");
	const char *term = getenv("TERM");
	return !(no_color && *no_color) && term && strcmp(term, "dumb") != 0 && isatty(fd);
}
