/* waits PAUSE_MS ORDER[,ORDER...] COMMAND [ARGUMENT...]: what operators feel beside a bulk command.
 *
 * Each ORDER has an operator, who holds and releases it in turn, a process each time, with a pause
 * between, until COMMAND has ended.  Prints "CHANGES P50 P99 MAX FAILED SECONDS", times in
 * milliseconds of whole processes, SECONDS of COMMAND.  With `-` for the operators' command only
 * its number of seconds counts: `waits 0 1,2,3 - 5`. */
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <fcntl.h>

#define MOST 2000000

static volatile bool is_over;
static long pause_ms;
static double *times;
static long count, failed;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static pid_t start(char **argv)
{
	pid_t pid = fork();
	int null;

	if (pid)
		return pid;
	null = open("/dev/null", O_RDWR);
	if (null >= 0) {
		dup2(null, 0);
		dup2(null, 1);
		dup2(null, 2);
	}
	execvp(argv[0], argv);
	_exit(127);
}

static int finish(pid_t pid)
{
	int status = 1;

	return pid < 0 || waitpid(pid, &status, 0) < 0 || !WIFEXITED(status) ? 1
									     : WEXITSTATUS(status);
}

static void *operate(void *order)
{
	char *hold[] = {"om-order", "hold", order, "--for", "2d", NULL};
	char *release[] = {"om-order", "release", order, NULL};

	for (long i = 0; !is_over; i++) {
		double began = now_ms(), took;
		int status = finish(start(i % 2 ? release : hold));

		took = now_ms() - began;
		pthread_mutex_lock(&lock);
		if (count < MOST)
			times[count++] = took;
		failed += status != 0;
		pthread_mutex_unlock(&lock);
		if (pause_ms)
			usleep((useconds_t)pause_ms * 1000);
	}
	return NULL;
}

static int by_time(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	pthread_t threads[64];
	char *rest;
	int n = 0, status = 0;
	double began = now_ms(), seconds;

	if (argc < 4)
		return 2;
	pause_ms = atol(argv[1]);
	times = malloc(MOST * sizeof(*times));
	if (!times)
		return 1;
	for (char *order = strtok_r(argv[2], ",", &rest); order && n < 64;
		order = strtok_r(NULL, ",", &rest))
		if (pthread_create(&threads[n], NULL, operate, order) == 0)
			n++;
	if (!strcmp(argv[3], "-"))
		usleep((useconds_t)(strtod(argv[4], NULL) * 1e6));
	else
		status = finish(start(argv + 3));
	seconds = (now_ms() - began) / 1e3;
	is_over = true;
	for (int i = 0; i < n; i++)
		pthread_join(threads[i], NULL);
	qsort(times, (size_t)count, sizeof(*times), by_time);
	if (!count || status) {
		fprintf(stderr, "waits: %ld changes, the command ended with %d\n", count, status);
		return 1;
	}
	printf("%ld %.1f %.1f %.1f %ld %.2f\n", count, times[count / 2], times[count * 99 / 100],
		times[count - 1], failed, seconds);
	return 0;
}
