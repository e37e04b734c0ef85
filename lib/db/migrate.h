/* Migrations: the steps from one version of the schema to the next, embedded at build from
 * lib/db/migrations (its README says how one is written). */
#ifndef OM_MIGRATE_H
#define OM_MIGRATE_H

#include "db/db.h"

enum om__engine { OM__SQLITE, OM__POSTGRES, OM__ENGINES };

struct om__migration {
	int version;                           /* that it leads to, from the one before */
	const char *name;                      /* "0002-product-color" */
	const char *what;                      /* notes for people, one a line */
	const char *const *steps[OM__ENGINES]; /* statements, NULL at the end */
};
extern const struct om__migration om__migrations[]; /* version 0 at the end */

/* What a version means for a program that knows version KNOWN and opens in MODE: 0, or OM_EVERSION
 * "newer-version" or "older-version", or OM_EDB "not-a-database" for an empty one. */
int om__version_check(
	const char *path, int version, int known, enum om_open_mode, struct om_err *) OM_MUST_USE;

/* Called for a migration that this process applied, after its commit. */
typedef void om__migrated(void *arg, const struct om__migration *);
/* Applies the migrations of LIST that lead beyond the database's version, up to version TO, each in
 * one transaction; what another process did meanwhile is passed over.  A failure leaves the
 * database at the version of the last one that was committed.  OM_EDB "database" with the
 * migration as hint. */
int om__migrate(struct om *, const struct om__migration *list, int to, om__migrated *, void *arg,
	struct om_err *) OM_MUST_USE;
/* The same inside the transaction under way, with references not enforced. */
int om__migrate_inside(
	struct om *, const struct om__migration *list, int to, struct om_err *) OM_MUST_USE;
/* Makes the schema of an older version inside the transaction under way: the first version's and
 * LIST up to VERSION. */
int om__migrate_from_base(
	struct om *, const struct om__migration *list, int version, struct om_err *) OM_MUST_USE;

#endif
