/* The turnstile: a queue of places before the turn to write, so that writers come in the order in
 * which they came.
 *
 * One lock file beside the database: its first byte is the turn, each byte after it a place, locked
 * by whoever stands there.  A newcomer takes the last place, moves up whenever the place before his
 * is free, and leaves the first one when he has the turn.  Nobody overtakes, so a single change
 * waits for the turn under way and those that stood before it, and everybody can see that somebody
 * waits.  A process that dies gives its places back.  It is only advice: the database's own lock
 * keeps the data safe, so a folder in which no lock file can be made, or a file system without such
 * locks, means writing without a turn. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "db/state.h"

struct om__turnstile {
	char *path, *database;
	int fd;       /* -1 until the first turn, so that readers make no file */
	bool is_mine; /* the turn is held */
};
enum {
	TURN,
	FIRST,
	PLACES = 32
}; /* offsets in the file; more writers than places crowd the last */
enum lock { LOCK_GOT, LOCK_TAKEN, LOCK_NONE };

int64_t om__clock_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t om__clock_ms(void)
{
	return om__clock_us() / 1000;
}

static void sleep_us(int64_t us)
{
	nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL);
}

void om__sleep_ms(void)
{
	sleep_us(1000);
}

struct om__turnstile *om__turn_new(const char *path)
{
	struct om__turnstile *turn = calloc(1, sizeof(*turn));

	if (!turn)
		return NULL;
	turn->fd = -1;
	turn->database = strdup(path);
	if (asprintf(&turn->path, "%s-turn", path) < 0)
		turn->path = NULL;
	if (!turn->path || !turn->database) {
		om__turn_free(turn);
		return NULL;
	}
	return turn;
}

void om__turn_free(struct om__turnstile *turn)
{
	if (!turn)
		return;
	if (turn->fd >= 0)
		close(turn->fd);
	free(turn->path);
	free(turn->database);
	free(turn);
}

/* Whoever may write to the database may queue for it: a new file takes after it, as the engine's
 * log does. */
static int make_file(const struct om__turnstile *turn)
{
	int flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
	struct stat st;
	int fd = stat(turn->database, &st) < 0 ? -1 : open(turn->path, flags, 0600);

	if (fd < 0)
		return -1;
	/* Where this fails the file is its maker's alone, and others write without a turn. */
	int rc = geteuid() == 0 ? fchown(fd, st.st_uid, st.st_gid) : 0;
	rc |= fchmod(fd, st.st_mode & 0666);
	(void)rc;
	return fd;
}

static bool open_file(struct om__turnstile *turn)
{
	if (turn->fd < 0)
		turn->fd = open(turn->path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (turn->fd < 0 && errno == ENOENT)
		turn->fd = make_file(turn);
	/* Another program has made it meanwhile. */
	if (turn->fd < 0 && errno == EEXIST)
		turn->fd = open(turn->path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	return turn->fd >= 0;
}

/* Locks of the open file, not of the process: two handles of one process take turns too. */
static int lock_call(const struct om__turnstile *turn, int command, struct flock *lock)
{
	int rc;

	do {
		rc = fcntl(turn->fd, command, lock);
	} while (rc < 0 && errno == EINTR);
	return rc;
}

static enum lock try_lock(struct om__turnstile *turn, int from, int count)
{
	struct flock lock = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = from, .l_len = count};

	if (!open_file(turn))
		return LOCK_NONE;
	if (lock_call(turn, F_OFD_SETLK, &lock) == 0)
		return LOCK_GOT;
	return errno == EAGAIN || errno == EACCES ? LOCK_TAKEN : LOCK_NONE;
}

static void unlock(struct om__turnstile *turn, int from, int count)
{
	struct flock lock = {
		.l_type = F_UNLCK, .l_whence = SEEK_SET, .l_start = from, .l_len = count};

	if (turn->fd >= 0)
		(void)lock_call(turn, F_OFD_SETLK, &lock);
}

/* Polls without blocking, so that the time-out is exact and no signal is needed; the nearer to the
 * turn the more often, because the time between two turns is lost to all. */
static enum lock wait_lock(struct om__turnstile *turn, int which, int64_t deadline)
{
	for (;;) {
		enum lock lock = try_lock(turn, which, 1);
		if (lock != LOCK_TAKEN || om__clock_ms() >= deadline)
			return lock;
		sleep_us(which < 4 ? 250 * (which + 1) : 1000);
	}
}

static int give_up(struct om__turnstile *turn, int place, struct om_err *err)
{
	if (place <= PLACES)
		unlock(turn, place, 1);
	om_err_set(err, OM_EBUSY, "locked", "%s writing; gave up waiting",
		place == FIRST ? "another program is" : "other programs are");
	om_err_hint(err, "try again later; 'fuser -v %s' says who is at it", turn->path);
	return OM_EBUSY;
}

/* From one place to the next, the last one first. */
static int queue(struct om__turnstile *turn, int64_t deadline, struct om_err *err)
{
	for (int place = PLACES + 1; place > TURN; place--) {
		enum lock lock = wait_lock(turn, place - 1, deadline);
		if (lock == LOCK_TAKEN)
			return give_up(turn, place, err);
		if (place <= PLACES)
			unlock(turn, place, 1);
		if (lock == LOCK_NONE)
			return 0;
	}
	turn->is_mine = true;
	return 0;
}

int om__turn_take(struct om__turnstile *turn, int64_t deadline, struct om_err *err)
{
	if (!turn || turn->is_mine)
		return 0;
	enum lock lock = try_lock(turn, TURN, 1 + PLACES);
	if (lock == LOCK_TAKEN)
		return queue(turn, deadline, err);
	/* Nobody writes and nobody waits. */
	if (lock == LOCK_GOT)
		unlock(turn, FIRST, PLACES);
	turn->is_mine = lock == LOCK_GOT;
	return 0;
}

void om__turn_drop(struct om__turnstile *turn)
{
	if (!turn || !turn->is_mine)
		return;
	turn->is_mine = false;
	unlock(turn, TURN, 1);
}

bool om__turn_wanted(struct om__turnstile *turn)
{
	struct flock lock = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = FIRST, .l_len = PLACES};

	if (!turn || turn->fd < 0)
		return false;
	return lock_call(turn, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}
