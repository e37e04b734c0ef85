/* Turns to write: the queue before them, and how long bulk work keeps one.  Nothing here goes by
 * the time that something takes: places in the queue are looked at, and costs are given. */
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include "db/state.h"
#include "fixture.h"

/* A child that queues for the turn and tells its letter when it has it. */
static pid_t stand_in_queue(const char *path, int out, char letter)
{
	fflush(NULL);
	pid_t child = fork();
	if (child != 0)
		return child;
	struct om__turnstile *turn = om__turn_new(path);
	bool is_told = turn && om__turn_take(turn, om__clock_ms() + 20000, NULL) == 0 &&
		write(out, &letter, 1) == 1;
	om__turn_free(turn);
	_exit(is_told ? 0 : 1);
}

/* Waits until somebody stands in that place. */
static bool see_place(const char *path, int place)
{
	char file[120];
	bool is_taken = false;

	snprintf(file, sizeof(file), "%s-turn", path);
	int fd = open(file, O_RDWR | O_CLOEXEC);
	for (int i = 0; i < 10000 && fd >= 0 && !is_taken; i++) {
		struct flock lock = {.l_type = F_WRLCK, .l_start = place, .l_len = 1};
		is_taken = fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
		usleep(1000);
	}
	close(fd);
	return is_taken;
}

/* Writers have their turns in the order in which they came, however often they look. */
static void test_queue(const char *path)
{
	struct om__turnstile *turn = om__turn_new(path);
	struct om_err err = {0};
	char order[5] = "";
	pid_t children[4];
	int fd[2], failed = 0;

	ok(turn && pipe(fd) == 0, "a turnstile");
	is_int(om__turn_take(turn, 0, &err), 0, "a turn that nobody has is had at once");
	ok(!om__turn_wanted(turn), "nobody waits for it");
	for (int i = 0; i < 4; i++) {
		children[i] = stand_in_queue(path, fd[1], (char)('a' + i));
		ok(see_place(path, i + 1), "writer %d stands in place %d", i, i + 1);
	}
	ok(om__turn_wanted(turn), "they are seen");
	struct om__turnstile *late = om__turn_new(path);
	is_int(om__turn_take(late, 0, &err), OM_EBUSY, "who comes late and has no time gives up");
	is_str(err.word, "locked", "locked");
	om__turn_drop(turn);
	for (int i = 0; i < 4; i++) {
		int status = 1;
		if (read(fd[0], &order[i], 1) != 1)
			order[i] = '-';
		waitpid(children[i], &status, 0);
		failed += status != 0;
	}
	is_int(failed, 0, "every one had a turn");
	is_str(order, "abcd", "in the order in which they came");
	is_int(om__turn_take(late, 0, NULL), 0, "and no place is left behind");
	om__turn_free(turn);
	om__turn_free(late);
	close(fd[0]);
	close(fd[1]);
}

/* Bulk work by the clock: the rule with the times given. */
static void test_pace(void)
{
	struct om__pace p = om__pace_new();

	is_int(p.many, OM__CHUNK_FIRST, "the first chunk is small, whatever comes");
	om__pace_measure(&p, 50, 1000, false);
	is_int(p.many, 200, "a cheap one makes it four times as large");
	is_int(p.alone, OM__TURN_FIRST * 5 / 4, "and the turn a quarter longer");
	om__pace_measure(&p, 200, 10000, false);
	is_int(p.few, OM__TURN_ASKED / 50,
		"at 50 us an order: as many as fit while somebody waits");
	is_int(p.many, p.alone / 50, "and while nobody does");
	om__pace_measure(&p, p.few, OM__TURN_ASKED, true);
	is_int(p.alone, OM__TURN_ASKED, "somebody waited: the turn is short");
	is_int(p.many, p.few, "and the chunk small");
	for (int i = 0; i < 12; i++)
		om__pace_measure(&p, p.many, p.many * 50, false);
	is_int(p.alone, OM__TURN_ALONE, "it grows again while nobody comes");
	is_int(p.many, OM__TURN_ALONE / 50, "up to its length");
	om__pace_measure(&p, 7, 700, false);
	is_int(p.many, OM__TURN_ALONE / 50, "the few at the end of the work say nothing");
	om__pace_measure(&p, 7, 200000, false);
	is_int(p.many, OM__CHUNK_ASK, "unless they took long");
	for (int i = 0; i < 12; i++)
		om__pace_measure(&p, p.many, 0, false);
	is_int(p.many, OM__CHUNK, "work that costs nothing ends at the largest chunk");
}

/* In a transaction, before and after somebody waits. */
static int ask_pace(struct om *om, void *arg, struct om_err *err)
{
	struct om__pace pace = {.few = 20, .many = 60, .alone = OM__TURN_ALONE};
	int *took = arg;

	(void)err;
	for (took[0] = 1; !om__pace_is_done(om, &pace, took[0]);)
		took[0]++;
	took[1] = (int)om__pace_next(om, &pace);
	pid_t child = stand_in_queue(om->path, STDERR_FILENO, ' ');
	took[2] = see_place(om->path, 1);
	for (took[3] = 1; !om__pace_is_done(om, &pace, took[3]);)
		took[3]++;
	took[4] = (int)om__pace_next(om, &pace);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	took[5] = (int)om__pace_next(om, &pace);
	return 0;
}

static void test_pace_asked(void)
{
	struct om *om = fx_om;
	struct om_err err = {0};
	int took[6] = {0};

	is_int(om__tx_run(om, ask_pace, took, &err), 0, "a bulk writer: %s", err.message);
	is_int(took[0], 60, "takes many while nobody waits");
	is_int(took[1], 60, "and begins so");
	is_int(took[2], 1, "somebody comes");
	is_int(took[3], 20, "few are enough then");
	is_int(took[4], 20, "for what cannot stop too");
	is_int(took[5], 60, "a writer that died waits no longer");
}

static int take_one(struct om *om, void *arg, struct om_err *err)
{
	return om__ids(om, "movement", 1, arg, err);
}

/* Ledgers are read in the order of their ids, whoever wrote the rows. */
static void test_ids_of_two(void)
{
	struct om_options options = {
		.db = fx_path, .mode = OM_OPEN_WRITE, .now = 1000, .busy_ms = 5000};
	struct om_err err = {0};
	struct om *two[2] = {fx_om, NULL};
	int64_t last = 0, id = 0;
	int failed = 0;

	is_int(om_open(&options, &two[1], &err), 0, "another program: %s", err.message);
	for (int i = 0; i < 40; i++) {
		failed += om__tx_run(two[i / 5 % 2], take_one, &id, &err) < 0 || id <= last;
		last = id;
	}
	is_int(failed, 0, "each id is above all that were given out before: %s", err.message);
	om_close(two[1]);
}

int main(void)
{
	fx_open("US");
	test_queue(fx_path);
	test_pace();
	test_pace_asked();
	test_ids_of_two();
	fx_close();
	return done();
}
