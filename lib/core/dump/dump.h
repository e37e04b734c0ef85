/* What dumps and loads share: the tables as the engine knows them, in the one order in which they
 * are written.
 *
 * Tables come after those that they refer to, else by name; columns of the key come first, the
 * others by name.  So the order hangs neither on the engine nor on the migrations that a database
 * went through. */
#ifndef OM_DUMP_H
#define OM_DUMP_H

#include "core/core.h"

#define OM__DUMP_FORMAT 1
/* The longest line of a dump, one row. */
#define OM__DUMP_LINE_MAX ((size_t)64 << 20)

struct om__dump_column {
	const char *name;
	char kind;   /* i, s or b, as struct om__arg has them */
	bool is_key; /* a part of the primary key */
};
struct om__dump_table {
	const char *name;
	struct om__dump_column *columns;
	int count;
};
/* Every table of the database, into ARENA. */
int om__dump_tables(struct om *, struct om_arena *, struct om__dump_table **ret, int *ret_count,
	struct om_err *) OM_MUST_USE;
/* The fragment with {table}, {columns}, {key} and {values} filled in for TABLE. */
char *om__dump_sql(struct om_arena *, enum om__frag, const struct om__dump_table *);

/* Loads the rows of a dump into tables that are empty, inside the transaction under way; the schema
 * must be of the dump's version. OM_EDB "bad-dump" with file and line. */
int om__dump_rows(struct om *, struct om_dump_file *, struct om_err *) OM_MUST_USE;
const struct om_dump_count *om__dump_count(const struct om_dump_file *);

#endif
