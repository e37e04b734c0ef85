/* Arenas: what a call returns lives in the arena that was passed to it and is given back with it,
 * all at once. */
#ifndef OM_ARENA_H
#define OM_ARENA_H

#include <om/err.h>

struct om_arena;

/* An empty arena, or NULL when memory is gone. */
OM_API struct om_arena *om_arena_new(void);
/* Forgets everything in it, so that the next row or chunk takes the same memory. */
OM_API void om_arena_reset(struct om_arena *);
/* Gives it and everything in it back.  NULL is fine. */
OM_API void om_arena_free(struct om_arena *);

#endif
