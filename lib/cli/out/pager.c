/* The pager: what a command prints for a person goes through $PAGER where standard output is a
 * terminal, as git and man do it.
 *
 * The pager reads from a pipe and has the terminal to itself, so what stderr is told meanwhile is
 * held back until it ends.  A pager that is quit early is a reader that has gone (output.c); the
 * exit status is that of the command, never that of the pager. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "cli/inner.h"

static volatile pid_t pager;
static volatile int pipe_end = -1;
static struct om_buf held;

/* $PAGER; less, where it is not set and less is there; NULL: none. */
static const char *pager_command(struct om_arena *arena)
{
	const char *command = getenv("PAGER"), *folders = getenv("PATH"), *term = getenv("TERM");

	if (!term || !strcmp(term, "dumb"))
		return NULL;
	if (command)
		return *command && strcmp(command, "cat") != 0 ? command : NULL;
	while (folders && *folders) {
		size_t len = strcspn(folders, ":");
		char *path = om__printf(arena, "%.*s/less", (int)len, folders);
		if (len && path && access(path, X_OK) == 0)
			return "less";
		folders += len + (folders[len] == ':');
	}
	return NULL;
}

static __attribute__((noreturn)) void run_pager(const char *command, int input)
{
	if (dup2(input, STDIN_FILENO) < 0)
		_exit(127);
	/* Short output stays on the screen, colours are shown, the screen is not cleared. */
	setenv("LESS", "FRX", 0);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

/* A signal ends the command, but not before the pager, which would stand there without a parent to
 * wait for it. */
static void wait_and_die(int number)
{
	pid_t child = pager;

	close(pipe_end);
	if (child > 0)
		waitpid(child, NULL, 0);
	signal(number, SIG_DFL);
	raise(number);
}

static void guard_signals(void)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
	struct sigaction action = {.sa_handler = wait_and_die};

	for (size_t i = 0; i < OM_COUNT(numbers); i++)
		sigaction(numbers[i], &action, NULL);
}

FILE *cli_pager_open(struct cli *cli)
{
	const char *command = pager_command(&cli->arena);
	int ends[2];

	if (!command || pipe2(ends, O_CLOEXEC) < 0)
		return NULL;
	pid_t child = fork();
	if (child == 0)
		run_pager(command, ends[0]);
	close(ends[0]);
	FILE *file = child > 0 ? fdopen(ends[1], "w") : NULL;
	if (!file) {
		close(ends[1]);
		return NULL;
	}
	pager = child;
	pipe_end = ends[1];
	om__buf_init(&held, 0);
	guard_signals();
	return file;
}

bool cli_pager_runs(void)
{
	return pager > 0;
}

void cli_pager_close(void)
{
	pid_t child = pager;
	int status;

	if (child <= 0)
		return;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	pager = 0;
	pipe_end = -1;
	fwrite(held.data, 1, held.len, stderr);
	om__buf_release(&held);
}

void cli_stderr(const char *text, size_t len)
{
	cli_progress_clear();
	if (pager > 0)
		om__buf_add(&held, text, len);
	else
		fwrite(text, 1, len, stderr);
}
