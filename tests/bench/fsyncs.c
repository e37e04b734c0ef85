/* Preloaded into programs that are measured: appends the milliseconds of the slowest fsync or
 * fdatasync of the process to the file that OM_BENCH_FSYNCS names. */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static double slowest;

static int timed(const char *name, int fd)
{
	int (*real)(int) = (int (*)(int))(intptr_t)dlsym(RTLD_NEXT, name);
	struct timespec a, b;
	double ms;
	int rc;

	clock_gettime(CLOCK_MONOTONIC, &a);
	rc = real(fd);
	clock_gettime(CLOCK_MONOTONIC, &b);
	ms = (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6;
	if (ms > slowest)
		slowest = ms;
	return rc;
}

int fsync(int fd)
{
	return timed("fsync", fd);
}

int fdatasync(int fd)
{
	return timed("fdatasync", fd);
}

__attribute__((destructor)) static void tell(void)
{
	const char *path = getenv("OM_BENCH_FSYNCS");
	char text[32];
	int fd = path ? open(path, O_WRONLY | O_APPEND | O_CREAT, 0644) : -1;

	if (fd < 0)
		return;
	if (slowest > 0 &&
		write(fd, text, (size_t)snprintf(text, sizeof(text), "%.1f\n", slowest)) < 0)
		_exit(1);
	close(fd);
}
