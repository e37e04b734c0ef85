/* Which programs have a verb of this name: each is asked by `--complete`, so that no list of verbs
 * is kept here. */
#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/buf.h"
#include "front.h"

#define ANSWER_MAX ((size_t)65536)

/* What the child writes to standard output; its errors are nobody's business. */
static pid_t start(const char *path, const char *word, int output)
{
	pid_t child = fork();

	if (child != 0)
		return child;
	int null = open("/dev/null", O_RDWR);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0 ||
		dup2(output, STDOUT_FILENO) < 0)
		_exit(127);
	execl(path, path, "--complete", word, (char *)NULL);
	_exit(127);
}

static void read_answer(int input, struct om_buf *answer)
{
	char bytes[4096];
	ssize_t len;

	while ((len = read(input, bytes, sizeof(bytes))) > 0 || (len < 0 && errno == EINTR))
		if (len > 0)
			om__buf_add(answer, bytes, (size_t)len);
}

/* The line of WORD in the answer, from its summary on, in the arena; NULL if there is none. */
static char *summary_of(struct om_arena *arena, const char *answer, const char *word)
{
	size_t len = strlen(word);

	while (*answer) {
		size_t line = strcspn(answer, "\n");
		if (!strncmp(answer, word, len) && answer[len] == '\t')
			return om__strndup(arena, answer + len + 1, line - len - 1);
		answer += line + (answer[line] == '\n');
	}
	return NULL;
}

char *front_verb(struct om_arena *arena, const char *name, const char *word)
{
	char *path = front_find(arena, name), *summary = NULL;
	struct om_buf answer;
	int ends[2];

	if (!path || !*word || *word == '-' || pipe2(ends, O_CLOEXEC) < 0)
		return NULL;
	om__buf_init(&answer, ANSWER_MAX);
	pid_t child = start(path, word, ends[1]);
	close(ends[1]);
	if (child > 0) {
		read_answer(ends[0], &answer);
		while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
			;
		summary = summary_of(arena, answer.data, word);
	}
	close(ends[0]);
	om__buf_release(&answer);
	return summary;
}
