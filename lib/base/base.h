/* What every file of libom includes first: the error type, memory by arena, and a few macros.
 * Everything in lib/base knows nobody above it. */
#ifndef OM_BASE_H
#define OM_BASE_H

#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#include <string.h>
#include <om/err.h>
#include <om/value.h>

#define OM_COUNT(a) (sizeof(a) / sizeof((a)[0]))
/* Runs FN(&variable) when the variable leaves its scope: statements, files, JSON references. */
#define OM_AUTO(fn) __attribute__((cleanup(fn)))

/* An invariant of the program itself; prints to stderr and aborts. */
#define OM_ASSERT(x) ((x) ? (void)0 : om__bug(__FILE__, __LINE__, #x))
_Noreturn void om__bug(const char *file, int line, const char *what);

/* Arena: memory that is given back all at once.  One per command, request or chunk. */
struct om_arena {
	struct om__block *head;
	size_t total; /* bytes asked for since the last reset */
};
struct om_mark {
	struct om__block *block;
	size_t used, total;
};
void om__arena_init(struct om_arena *);
void om__arena_release(struct om_arena *);
/* Forgets everything but keeps the first block, so that chunks reuse it. */
void om__arena_reset(struct om_arena *);
struct om_mark om__arena_mark(struct om_arena *);
/* Forgets what was allocated since the mark. */
void om__arena_rewind(struct om_arena *, struct om_mark);
/* SIZE zeroed bytes, 16-aligned; NULL when memory is gone (the fault tests make it so). */
void *om__alloc(struct om_arena *, size_t size);
/* The same with bytes of no particular value, for what is written whole at once. */
void *om__alloc_raw(struct om_arena *, size_t size);
#define OM_NEW(arena, type) ((type *)om__alloc((arena), sizeof(type)))
#define OM_NEWN(arena, type, n) ((type *)om__alloc((arena), sizeof(type) * (size_t)(n)))
char *om__strdup(struct om_arena *, const char *);
char *om__strndup(struct om_arena *, const char *, size_t len);
char *om__printf(struct om_arena *, const char *fmt, ...) OM_PRINTF(2, 3);
/* Sets ERR to "out of memory" and returns OM_ENOMEM. */
int om__nomem(struct om_err *);
/* Memory was refused in this thread and no error has told of it yet.  What was to lie there is
 * missing, and may pass for an empty text, an unknown word or a shorter list: so no handle is
 * opened, no transaction committed and no output completed then, and an error of another kind
 * becomes "out of memory". Arenas, texts and maps note every refusal; an error that is told takes
 * the note away. */
void om__memory_refused(void);
bool om__memory_is_short(void);
/* For om_err_set alone. */
void om__memory_forget(void);

#endif
