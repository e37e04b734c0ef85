/* The front door: what the files of cmd/om share. */
#ifndef OM_FRONT_H
#define OM_FRONT_H

#include "cli/cli.h"

/* A program of the toolkit. */
struct front_program {
	const char *name; /* as `om NAME` */
	const char *summary;
};
extern const struct front_program front_programs[]; /* ends with a NULL name */

/* The path of om-NAME, beside this program first, then on PATH; NULL if there is none. */
char *front_find(struct om_arena *, const char *name);
/* Replaces this program by om-NAME with ARGV from its second word on; returns only if that fails.
 */
int front_exec(struct om_arena *, const char *name, char **argv, struct om_err *);

/* Answers `om --complete WORD...`, which a shell asks: 0 always. */
int front_complete(const struct cli_verb *own, int argc, char **argv);

/* What om-NAME says of its verb or record WORD, in the arena; NULL if it has none of that name. */
char *front_verb(struct om_arena *, const char *name, const char *word);

int front_help(struct cli *, struct om_err *);
int front_status(struct cli *, struct om_err *);

/* What to do about an error word: a sentence without its stop, and a command or NULL.  NULL where
 * the meaning says it all. */
struct front_cure {
	const char *text, *command;
};
const struct front_cure *front_cure(const char *word);

#endif
