/* The pace of bulk work: how many orders a transaction takes (db.h).
 *
 * The cost of an order is that of the last chunk's, its fixed part included, without the commit:
 * what the disk takes now says nothing of the next time.  A chunk of few orders looks dearer than
 * it is, so the next one is too small rather than too large, and the sizes close in on the budget
 * from below. */
#include "db/state.h"

#define GROWTH 4

struct om__pace om__pace_new(void)
{
	return (struct om__pace){OM__CHUNK_FIRST, OM__CHUNK_FIRST, OM__TURN_FIRST};
}

int64_t om__pace_next(struct om *om, const struct om__pace *pace)
{
	return om__someone_waits(om) ? pace->few : pace->many;
}

bool om__pace_is_done(struct om *om, const struct om__pace *pace, int64_t done)
{
	if (done >= pace->many)
		return true;
	return done >= pace->few && done % OM__CHUNK_ASK == 0 && om__someone_waits(om);
}

/* How many fit into BUDGET. */
static int64_t fit(int64_t budget, int64_t done, int64_t microseconds)
{
	int64_t n = budget * done / (microseconds > 0 ? microseconds : 1);

	if (n > done * GROWTH)
		n = done * GROWTH;
	if (n < OM__CHUNK_ASK)
		n = OM__CHUNK_ASK;
	return n < OM__CHUNK ? n : OM__CHUNK;
}

void om__pace_measure(struct om__pace *pace, int64_t done, int64_t microseconds, bool is_wanted)
{
	pace->alone += pace->alone / 4;
	if (pace->alone > OM__TURN_ALONE)
		pace->alone = OM__TURN_ALONE;
	if (is_wanted)
		pace->alone = OM__TURN_ASKED;
	if (done < pace->few && microseconds < OM__TURN_ASKED)
		return; /* the work was at its end */
	pace->few = fit(OM__TURN_ASKED, done, microseconds);
	pace->many = fit(pace->alone, done, microseconds);
}

void om__pace_learn(struct om *om, struct om__pace *pace, int64_t done)
{
	om__pace_measure(pace, done, om->db->turn_us, om->db->was_wanted);
}
