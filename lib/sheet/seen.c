/* A set of 64-bit hashes with open addressing.
 *
 * A slot is 16 bytes; the table grows by half when it is nine tenths full, so that a key never
 * costs more than 32 bytes however many there are.  Slots are found by multiplication, which allows
 * any capacity. */
#include <stdlib.h>
#include "sheet/state.h"

static struct om__seen_slot *find(struct om__seen_slot *slots, size_t cap, uint64_t hash)
{
	size_t i = (size_t)(((unsigned __int128)hash * cap) >> 64);

	while (slots[i].hash && slots[i].hash != hash)
		i = i + 1 < cap ? i + 1 : 0;
	return &slots[i];
}

static int grow(struct om__seen *seen, struct om_err *err)
{
	size_t cap = seen->cap ? seen->cap + seen->cap / 2 : 1024;
	struct om__seen_slot *slots = calloc(cap, sizeof(*slots));

	if (!slots)
		return om__nomem(err);
	for (size_t i = 0; i < seen->cap; i++)
		if (seen->slots[i].hash)
			*find(slots, cap, seen->slots[i].hash) = seen->slots[i];
	free(seen->slots);
	seen->slots = slots;
	seen->cap = cap;
	return 0;
}

int om__seen_add(struct om__seen *seen, uint64_t hash, int64_t unit, int64_t line,
	struct om__seen_slot **ret, struct om_err *err)
{
	struct om__seen_slot *slot;
	int rc;

	if (seen->len >= seen->cap - seen->cap / 10) {
		rc = grow(seen, err);
		if (rc < 0)
			return rc;
	}
	hash += !hash; /* 0 marks a free slot */
	slot = find(seen->slots, seen->cap, hash);
	*ret = slot;
	if (slot->hash)
		return 0;
	*slot = (struct om__seen_slot){hash, (uint32_t)unit, (uint32_t)line & ~OM__SEEN_REPORTED};
	seen->len++;
	return 1;
}

void om__seen_release(struct om__seen *seen)
{
	free(seen->slots);
	*seen = (struct om__seen){0};
}
