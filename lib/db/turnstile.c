/* The turnstile: who wants to write passes two advisory locks, so that writers come in turn.
 *
 * Take A, take B, drop A, write, drop B.  Whoever holds A is the next one, and everybody can see
 * that somebody waits: A is taken.  A bulk writer that looks between its chunks therefore lets
 * others pass within milliseconds, where plain busy time-outs would starve them.  It is only
 * advice: the database's own lock keeps the data safe, so a folder in which no lock file can be
 * made, or a file system without flock, means writing without a turn. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>
#include "db/state.h"

struct om__turnstile {
	char *path[2]; /* of A and B */
	int fd[2];     /* -1 until the first turn, so that readers make no files */
	bool is_mine;  /* B is held */
};
enum { A, B };
enum lock { LOCK_GOT, LOCK_TAKEN, LOCK_NONE };

int64_t om__clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void om__sleep_ms(void)
{
	nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

struct om__turnstile *om__turn_new(const char *path)
{
	struct om__turnstile *turn = calloc(1, sizeof(*turn));

	if (!turn)
		return NULL;
	turn->fd[A] = turn->fd[B] = -1;
	if (asprintf(&turn->path[A], "%s-turn-a", path) < 0)
		turn->path[A] = NULL;
	if (asprintf(&turn->path[B], "%s-turn-b", path) < 0)
		turn->path[B] = NULL;
	if (!turn->path[A] || !turn->path[B]) {
		om__turn_free(turn);
		return NULL;
	}
	return turn;
}

void om__turn_free(struct om__turnstile *turn)
{
	if (!turn)
		return;
	for (int i = A; i <= B; i++) {
		if (turn->fd[i] >= 0)
			close(turn->fd[i]);
		free(turn->path[i]);
	}
	free(turn);
}

/* A reading descriptor is enough for flock, so users who share a database need no right to write
 * the other's lock files. */
static enum lock try_lock(struct om__turnstile *turn, int which)
{
	if (turn->fd[which] < 0)
		turn->fd[which] =
			open(turn->path[which], O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (turn->fd[which] < 0)
		return LOCK_NONE;
	while (flock(turn->fd[which], LOCK_EX | LOCK_NB) < 0) {
		if (errno == EWOULDBLOCK)
			return LOCK_TAKEN;
		if (errno != EINTR)
			return LOCK_NONE;
	}
	return LOCK_GOT;
}

static void unlock(struct om__turnstile *turn, int which)
{
	if (turn->fd[which] >= 0)
		flock(turn->fd[which], LOCK_UN);
}

/* Polls without blocking, so that the time-out is exact and no signal is needed. */
static enum lock wait_lock(struct om__turnstile *turn, int which, int64_t deadline)
{
	for (;;) {
		enum lock lock = try_lock(turn, which);
		if (lock != LOCK_TAKEN || om__clock_ms() >= deadline)
			return lock;
		om__sleep_ms();
	}
}

int om__turn_take(struct om__turnstile *turn, int64_t deadline, struct om_err *err)
{
	if (!turn || turn->is_mine)
		return 0;
	enum lock a = wait_lock(turn, A, deadline);
	if (a == LOCK_TAKEN)
		return om_err_set(
			err, OM_EBUSY, "locked", "other programs are writing; gave up waiting");
	enum lock b = wait_lock(turn, B, deadline);
	if (a == LOCK_GOT)
		unlock(turn, A);
	if (b == LOCK_TAKEN)
		return om_err_set(
			err, OM_EBUSY, "locked", "another program is writing; gave up waiting");
	turn->is_mine = b == LOCK_GOT;
	return 0;
}

void om__turn_drop(struct om__turnstile *turn)
{
	if (!turn || !turn->is_mine)
		return;
	turn->is_mine = false;
	unlock(turn, B);
}

bool om__turn_wanted(struct om__turnstile *turn)
{
	if (!turn)
		return false;
	enum lock lock = try_lock(turn, A);
	if (lock == LOCK_GOT)
		unlock(turn, A);
	return lock == LOCK_TAKEN;
}
