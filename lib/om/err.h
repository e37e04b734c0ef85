/* Errors: what every fallible function of libom returns and fills.
 *
 * A function that can fail returns 0, or a negative enum om_code; an iterator returns 1 for a row
 * and 0 at the end.  Detail goes to the caller's struct om_err, which holds no pointers and needs
 * no release, so it works when memory is gone.  The first failure stays: a second om_err_set on a
 * filled struct changes nothing.
 *
 * `word` is the stable name of the failure (om-errors(7)); the exit status of a program follows
 * from it alone, by the table in lib/base/words.tsv. */
#ifndef OM_ERR_H
#define OM_ERR_H

#include <stdbool.h>
#include <stdint.h>

#define OM_API __attribute__((visibility("default")))
#define OM_MUST_USE __attribute__((warn_unused_result))
#define OM_PRINTF(f, a) __attribute__((format(printf, f, a)))

enum om_code {
	OM_OK = 0,
	OM_ENOMEM = -1,
	OM_EINVAL = -2,    /* a value that cannot be accepted */
	OM_ENOTFOUND = -3, /* no such record */
	OM_ECONFLICT = -4, /* the record moved on, or the name is taken */
	OM_ESTATE = -5,    /* the record's status does not allow it */
	OM_EREFUSED = -6,  /* a business rule refuses */
	OM_EDB = -7,       /* the database failed */
	OM_EBUSY = -8,     /* locked past the time-out: try again */
	OM_EIO = -9,       /* a file or stream failed */
	OM_ENET = -10,
	OM_EREMOTE = -11,
	OM_EVERSION = -12, /* a database of another version */
	OM_ELIMIT = -13,   /* a named limit is exceeded */
	OM_EBUG = -14,     /* an invariant of the program is broken */
};

struct om_err {
	int code;          /* enum om_code; 0 while nothing failed */
	char word[32];     /* stable word, e.g. "unknown-sku" */
	char source[160];  /* file or option the input came from, "" if none */
	int64_t line;      /* line in source, from 1; 0 if none */
	int column;        /* column in the line (filters), from 1; 0 if none */
	char field[64];    /* column name of the sheet or record, "" if none */
	char header[64];   /* what the file calls that column where it has a name of its own */
	char value[100];   /* the offending value, cut */
	char message[360]; /* lower case, one line, no full stop */
	char hint[200];    /* what to do about it, "" if nothing is known */
};

/* Fills ERR unless it is filled already and returns CODE.  ERR may be NULL. */
OM_API int om_err_set(struct om_err *err, int code, const char *word, const char *fmt, ...)
	OM_PRINTF(4, 5);
/* Adds what the failing function did not know; each is ignored where ERR has it already. */
OM_API void om_err_hint(struct om_err *err, const char *fmt, ...) OM_PRINTF(2, 3);
OM_API void om_err_at(struct om_err *err, const char *source, int64_t line, int column);
OM_API void om_err_field(struct om_err *err, const char *field, const char *value);
OM_API void om_err_header(struct om_err *err, const char *header);
/* Empties ERR, so that it can take the next failure. */
OM_API void om_err_clear(struct om_err *err);

/* One row of the word table. */
struct om_word {
	const char *word;
	const char *meaning;
	int exit_operand; /* exit status when an option or operand raised it: 0 1 2 3 5 70 75 */
	int exit_file;    /* when a row of a file raised it */
	bool is_warning;  /* reported, changes no exit status */
};
/* The row of WORD, or NULL.  om_words(&n) gives the whole table, sorted by word. */
OM_API const struct om_word *om_word_find(const char *word);
OM_API const struct om_word *om_words(int *ret_count);
/* The exit status of a program that failed with ERR (0 for an empty one). */
OM_API int om_err_exit(const struct om_err *err);

#endif
