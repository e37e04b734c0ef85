/* First use: schema, installation id and first settings, in one transaction; the values are checked
 * before it.
 *
 * Run again on a database that has them it changes nothing, so that a set-up script may be run
 * twice. */
#include "core/actor.h"
#include "core/state.h"
#include "base/text.h"
#include <stdio.h>
#include <sys/random.h>

#define FIRST_MAX 6
#define ID_BYTES 16

struct first {
	int keys[FIRST_MAX];
	const char *values[FIRST_MAX];
	int count;
	char installation[2 * ID_BYTES + 1];
	bool existed;
};

/* A name for this database that no other has: random, or made of the seed where one is given. */
static int make_installation(const struct om *om, char ret[2 * ID_BYTES + 1], struct om_err *err)
{
	unsigned char bytes[32];
	struct om_sha sha;

	if (om->seed) {
		om__sha_init(&sha);
		om__sha_add(&sha, "installation", strlen("installation"));
		om__sha_add(&sha, &om->seed, sizeof(om->seed));
		om__sha_raw(&sha, bytes);
	} else if (getrandom(bytes, ID_BYTES, 0) != ID_BYTES) {
		return om_err_set(err, OM_EIO, "io", "no random bytes from the system");
	}
	for (int i = 0; i < ID_BYTES; i++)
		snprintf(ret + 2 * i, 3, "%02x", bytes[i]);
	return 0;
}

static int read_first(
	struct om *om, const struct om_init *init, struct first *f, struct om_err *err)
{
	const struct {
		const char *key, *value;
	} given[FIRST_MAX] = {
		{"company.name", init->company},
		{"company.country", init->country},
		{"company.currency", init->currency},
		{"company.time_zone", init->time_zone},
		{"company.weight_unit", init->weight_unit},
		{"company.length_unit", init->length_unit},
	};

	for (int i = 0; i < FIRST_MAX; i++) {
		int rc;

		if (!given[i].value)
			continue;
		f->keys[f->count] = om__key_find(given[i].key);
		rc = om__key_read(om, f->keys[f->count], given[i].value, "bad-choice", &om->arena,
			&f->values[f->count], err);
		if (rc < 0)
			return rc;
		f->count++;
	}
	return 0;
}

static int init_body(struct om *om, void *arg, struct om_err *err)
{
	struct first *f = arg;
	int rc;

	rc = om__db_has_schema(om, &f->existed, err);
	if (rc < 0 || f->existed)
		return rc;
	rc = om__db_make_schema(om, err);
	if (rc == 0)
		rc = om__exec(om, OM__SQL_meta_put,
			OM__ARGS(OM__S("name", "installation"), OM__S("value", f->installation)),
			err);
	for (int i = 0; i < f->count && rc >= 0; i++)
		rc = om__setting_write(om, f->keys[i], f->values[i], err);
	if (rc >= 0)
		rc = om__actor_first(om, err);
	return rc < 0 ? rc : 0;
}

/* In a database in memory, which has the zones and tables that values are read by. */
int om_init_check(const struct om_init *init, struct om_err *err)
{
	const struct om_options options = {.db = ":memory:", .mode = OM_OPEN_CREATE};
	struct first f = {0};
	struct om *om;
	int rc = om__db_open(&options, &om, err);

	if (rc < 0)
		return rc;
	rc = om__core_load(om, err);
	if (rc == 0)
		rc = read_first(om, init, &f, err);
	om__core_unload(om);
	om__db_close(om);
	return rc;
}

int om_init(struct om *om, const struct om_init *init, bool *ret_existed, struct om_err *err)
{
	struct first f = {0};
	int rc = om->settings && om->settings->now ? 0 : om__core_load(om, err);

	if (rc == 0)
		rc = read_first(om, init, &f, err);
	if (rc == 0)
		rc = make_installation(om, f.installation, err);
	if (rc == 0)
		rc = om__tx_run(om, init_body, &f, err);
	if (rc < 0)
		return rc;
	*ret_existed = f.existed;
	if (f.existed)
		return om__core_load(om, err);
	om__run_count(om, f.count + 1, 0, 0, 0); /* and the first user */
	return 0;
}
