/* The handle: one open database with its clock, zone, settings and the run under way.
 *
 * One handle a thread.  Everything that a call returns lives in the arena that was passed to it, or
 * is borrowed and says until when.  The library reads no environment and no arguments: the caller
 * hands them over in struct om_options. */
#ifndef OM_OM_H
#define OM_OM_H

#include <stddef.h>
#include <om/err.h>
#include <om/value.h>

struct om;
struct om_arena;

enum om_open_mode {
	OM_OPEN_READ,   /* an existing database, nothing is written */
	OM_OPEN_WRITE,  /* an existing database */
	OM_OPEN_CREATE, /* made if missing (om-admin init) */
	/* An existing database of this or an older version, for om_upgrade alone. */
	OM_OPEN_UPGRADE,
};

/* Is told now and then how far long work is: WHAT is under way ("check"), how much of it is DONE,
 * and PART of WHOLE (bytes, records), 0 where that is not known.  It may be told the same twice. */
typedef void om_progress(void *arg, const char *what, int64_t done, int64_t part, int64_t whole);

struct om_options {
	const char *db; /* path of the SQLite file */
	enum om_open_mode mode;
	int64_t now;         /* fixed clock (OM_NOW), seconds UTC; 0 = the system's */
	uint64_t seed;       /* fixed random ids (OM_SEED); 0 = from the system */
	const char *actor;   /* who acts: "os:NAME" or a user; copied */
	const char *program; /* "om-order"; copied */
	const char *command; /* the command line as typed, for the run; copied */
	const char *reason;  /* --reason, or NULL; copied */
	const char *allow;   /* --allow words joined by commas, or NULL; copied */
	int busy_ms;         /* how long to wait for other writers; 0 = 10,000 */
	bool is_dry;         /* try everything, keep nothing */
	bool is_utc;         /* --utc: times are read and printed in UTC */
	/* What om_create and om_edit have to say of a record that they do not refuse; NULL: nobody
	 * listens. */
	void (*on_warning)(void *arg, const struct om_err *);
	void *warning_arg;
	om_progress *on_progress; /* NULL: nobody listens */
	void *progress_arg;
};

/* Opens a database.  OM_ENOTFOUND "no-database", OM_EDB "not-a-database", OM_EVERSION
 * "newer-version" or "older-version", OM_EBUSY "locked". */
OM_API int om_open(const struct om_options *, struct om **ret, struct om_err *) OM_MUST_USE;
/* Ends the run of a changing command: does what its events left for after the commit, and writes
 * its counts.  Nothing was written: nothing to do. */
OM_API int om_finish(struct om *, struct om_err *) OM_MUST_USE;
/* Closes it; what is not committed is gone.  NULL is fine. */
OM_API void om_close(struct om *);

/* Seconds UTC; the fixed clock if there is one.  Read once per handle, so that one command sees one
 * now. */
OM_API int64_t om_now(const struct om *);
/* The id of the run under way, 0 while nothing was written. */
OM_API int64_t om_run_id(const struct om *);
/* Orders that were looked at again because a listing or product of theirs changed, since the
 * database was opened (catalog.md C8); those of a large change are counted by om_finish. */
OM_API int64_t om_orders_mapped(const struct om *);
/* Is this refusal overridden by --allow WORD? */
OM_API bool om_allowed(const struct om *, const char *word);
/* The company's defaults, borrowed until the settings change: currency code, units of bare weights
 * and lengths, country. */
struct om_company {
	const char *name, *country, *currency, *weight_unit, *length_unit, *time_zone;
};
OM_API const struct om_company *om_company(const struct om *);

/* Prints a value as csv, tables and text show it, in the company's zone: money at its minor unit,
 * yes/no, RFC 3339, weights with their unit.  The text lives in the arena. */
OM_API char *om_value_print(const struct om *, struct om_arena *, const struct om_value *);

#endif
