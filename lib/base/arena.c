/* Arenas, and the end of the program on a bug of its own.
 *
 * An arena is a chain of blocks, the newest first; memory is taken from the newest alone.  Blocks
 * double in size up to BLOCK_MAX.  A mark is a position in that chain, so marks nest like a stack.
 * Memory is zeroed when it is given out, not when it is given back. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/base.h"
#include <om/arena.h>

#define ALIGN ((size_t)16)
#define BLOCK_MIN ((size_t)8 << 10)
#define BLOCK_MAX ((size_t)1 << 20)

struct om__block {
	struct om__block *older;
	size_t size, used;
	_Alignas(16) unsigned char bytes[];
};

_Noreturn void om__bug(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: bug: %s\n", file, line, what);
	abort();
}

static _Thread_local bool is_short;

void om__memory_refused(void)
{
	is_short = true;
}

bool om__memory_is_short(void)
{
	return is_short;
}

void om__memory_forget(void)
{
	is_short = false;
}

void om__arena_init(struct om_arena *arena)
{
	*arena = (struct om_arena){0};
}

/* Frees the blocks that are newer than KEPT. */
static void drop_blocks(struct om_arena *arena, const struct om__block *kept)
{
	while (arena->head && arena->head != kept) {
		struct om__block *older = arena->head->older;
		free(arena->head);
		arena->head = older;
	}
}

void om__arena_release(struct om_arena *arena)
{
	if (!arena)
		return;
	drop_blocks(arena, NULL);
	arena->total = 0;
}

void om__arena_reset(struct om_arena *arena)
{
	struct om__block *first = arena->head;

	while (first && first->older)
		first = first->older;
	drop_blocks(arena, first);
	if (first)
		first->used = 0;
	arena->total = 0;
}

struct om_arena *om_arena_new(void)
{
	return calloc(1, sizeof(struct om_arena));
}

void om_arena_reset(struct om_arena *arena)
{
	om__arena_reset(arena);
}

void om_arena_free(struct om_arena *arena)
{
	om__arena_release(arena);
	free(arena);
}

struct om_mark om__arena_mark(struct om_arena *arena)
{
	return (struct om_mark){
		.block = arena->head,
		.used = arena->head ? arena->head->used : 0,
		.total = arena->total,
	};
}

void om__arena_rewind(struct om_arena *arena, struct om_mark mark)
{
	/* A mark of the empty arena keeps the first block, as a reset does. */
	if (!mark.block) {
		om__arena_reset(arena);
		return;
	}
	drop_blocks(arena, mark.block);
	OM_ASSERT(arena->head == mark.block);
	arena->head->used = mark.used;
	arena->total = mark.total;
}

static void *alloc_in_new_block(struct om_arena *arena, size_t size)
{
	size_t room = arena->head ? arena->head->size * 2 : BLOCK_MIN;

	if (room > BLOCK_MAX)
		room = BLOCK_MAX;
	if (room < size)
		room = size;
	struct om__block *block = malloc(sizeof(*block) + room);
	if (!block) {
		om__memory_refused();
		return NULL;
	}
	block->older = arena->head;
	block->size = room;
	block->used = size;
	arena->head = block;
	arena->total += size;
	return memset(block->bytes, 0, size);
}

void *om__alloc_raw(struct om_arena *arena, size_t size)
{
	struct om__block *block = arena->head;

	if (size > PTRDIFF_MAX - sizeof(struct om__block) - ALIGN) {
		om__memory_refused();
		return NULL;
	}
	size = size ? (size + ALIGN - 1) & ~(ALIGN - 1) : ALIGN;
	if (!block || block->size - block->used < size)
		return alloc_in_new_block(arena, size);
	void *at = block->bytes + block->used;
	block->used += size;
	arena->total += size;
	return at;
}

void *om__alloc(struct om_arena *arena, size_t size)
{
	void *at = om__alloc_raw(arena, size);

	return at ? memset(at, 0, size) : NULL;
}

char *om__strndup(struct om_arena *arena, const char *text, size_t len)
{
	char *copy = om__alloc_raw(arena, len + 1);

	if (!copy)
		return NULL;
	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *om__strdup(struct om_arena *arena, const char *text)
{
	return om__strndup(arena, text, strlen(text));
}

char *om__printf(struct om_arena *arena, const char *fmt, ...)
{
	char first[256];
	va_list ap, again;

	va_start(ap, fmt);
	va_copy(again, ap);
	int len = vsnprintf(first, sizeof(first), fmt, ap);
	va_end(ap);
	char *text = NULL;
	if (len >= 0 && (size_t)len < sizeof(first))
		text = om__strndup(arena, first, (size_t)len);
	else if (len >= 0 && (text = om__alloc(arena, (size_t)len + 1)))
		vsnprintf(text, (size_t)len + 1, fmt, again);
	va_end(again);
	return text;
}

int om__nomem(struct om_err *err)
{
	return om_err_set(err, OM_ENOMEM, "no-memory", "out of memory");
}
