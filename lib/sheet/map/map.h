/* Maps (profiles): text that says how a foreign file's headers become our columns (catalog.md
 * "Sheets", orders.md H2).
 *
 *	column = Their Header            by header
 *	column = @B                      by column letter
 *	column = First + Last            joined by a blank
 *	column = A / B                   the first that is filled
 *	column = $name                   what the rules of the shop make of the record
 *	column := constant
 *	- = Their Header / Another       headers to be ignored
 *	skip if FILTER                   rows left out and counted
 *	date_format = mdy                options, see the table in map.c
 *
 * ` + ` and ` / ` have blanks around them and / separates less than +; a header that holds one
 * stands in double quotes.  Headers that the file lacks are left out of the rule.  With a map only
 * the columns that it names are read.  Where rows are lines of a record, a filter that holds for
 * the first row leaves out the record, unless it reads a column that fills a cell of lines: then it
 * leaves out lines. */
#ifndef OM_SHEET_MAP_H
#define OM_SHEET_MAP_H

#include "base/base.h"
#include <om/noun.h>

struct om_sheet_map;

/* Finds NAME: a built-in, NAME.map in DIR, else a file.  OM_EINVAL with FILE:LINE:
 * "unknown-column", "filter-…", "bad-row"; OM_ENOTFOUND "unknown-map".  Headers of columns are
 * checked by NOUN and CHILD (may be NULL). */
int om__map_load(const char *name, const char *dir, const struct om_noun *,
	const struct om_noun *child, struct om_arena *, struct om_sheet_map **ret,
	struct om_err *) OM_MUST_USE;
/* Makes a mistake in a map one of the option that named it, "--map FILE:LINE": the command was
 * wrong, not the rows of its sheet. */
void om__map_option(struct om_err *);
/* The name of the built-in map of NOUN that a file with these headers fits, or NULL. */
const char *om__map_fitting(
	const struct om_noun *, char *const *headers, int count, struct om_arena *);

#endif
