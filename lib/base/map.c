/* Hash maps by open addressing: linear probing over a power of two of slots, grown at 3/4.
 *
 * Nothing is ever removed, so a free slot ends every probe.  Text keys live in the map's arena;
 * an integer slot says itself whether it is taken, as every integer is a valid key. */
#include <stdlib.h>
#include "base/map.h"

#define CAP_MIN ((size_t)16)

struct om__slot {
	uint64_t hash;
	const char *key; /* NULL: free */
	int64_t value;
};

struct om__islot {
	int64_t key, value;
	bool is_taken;
};

static const uint64_t prime[] = {0xa0761d6478bd642fULL, 0xe7037ed1a0b428dbULL};

static uint64_t mix(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t read64(const unsigned char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static uint64_t read32(const unsigned char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* The construction of wyhash (Wang Yi, public domain): 16 bytes a round through a 64 x 64
 * multiplication, the last 16 bytes read so that they may overlap. */
uint64_t om__hash(const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	uint64_t seed = prime[0], a = 0, b = 0;

	if (len > 16) {
		size_t left = len;
		for (; left > 16; left -= 16, p += 16)
			seed = mix(read64(p) ^ prime[1], read64(p + 8) ^ seed);
		a = read64(p + left - 16);
		b = read64(p + left - 8);
	} else if (len >= 4) {
		size_t step = (len >> 3) << 2;
		a = read32(p) << 32 | read32(p + step);
		b = read32(p + len - 4) << 32 | read32(p + len - 4 - step);
	} else if (len > 0) {
		a = (uint64_t)p[0] << 16 | (uint64_t)p[len >> 1] << 8 | p[len - 1];
	}
	return mix(prime[1] ^ len, mix(a ^ prime[1], b ^ seed));
}

/* The size that holds one more, or the same one where there is room. */
static size_t cap_for_one_more(size_t cap, size_t len)
{
	if (cap == 0)
		return CAP_MIN;
	return (len + 1) * 4 > cap * 3 ? cap * 2 : cap;
}

void om__map_init(struct om_map *map)
{
	*map = (struct om_map){0};
	om__arena_init(&map->keys);
}

void om__map_release(struct om_map *map)
{
	if (!map)
		return;
	free(map->slots);
	om__arena_release(&map->keys);
	om__map_init(map);
}

/* The slot of KEY, or the free one where it would go. */
static struct om__slot *map_slot(const struct om_map *map, const char *key, uint64_t hash)
{
	size_t mask = map->cap - 1;

	for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
		struct om__slot *slot = &map->slots[i];
		if (!slot->key || (slot->hash == hash && !strcmp(slot->key, key)))
			return slot;
	}
}

bool om__map_get(const struct om_map *map, const char *key, int64_t *ret_value)
{
	if (map->len == 0)
		return false;
	const struct om__slot *slot = map_slot(map, key, om__hash(key, strlen(key)));
	if (!slot->key)
		return false;
	*ret_value = slot->value;
	return true;
}

static bool map_grow(struct om_map *map)
{
	size_t cap = cap_for_one_more(map->cap, map->len);

	if (cap == map->cap)
		return true;
	struct om__slot *slots = calloc(cap, sizeof(*slots));
	if (!slots) {
		om__memory_refused();
		return false;
	}
	for (size_t i = 0; i < map->cap; i++) {
		if (!map->slots[i].key)
			continue;
		size_t to = (size_t)map->slots[i].hash & (cap - 1);
		while (slots[to].key)
			to = (to + 1) & (cap - 1);
		slots[to] = map->slots[i];
	}
	free(map->slots);
	map->slots = slots;
	map->cap = cap;
	return true;
}

int om__map_put(struct om_map *map, const char *key, int64_t value, struct om_err *err)
{
	size_t len = strlen(key);
	uint64_t hash = om__hash(key, len);

	if (!map_grow(map))
		return om__nomem(err);
	struct om__slot *slot = map_slot(map, key, hash);
	if (!slot->key) {
		const char *copy = om__strndup(&map->keys, key, len);
		if (!copy)
			return om__nomem(err);
		slot->key = copy;
		slot->hash = hash;
		map->len++;
	}
	slot->value = value;
	return 0;
}

void om__imap_init(struct om_imap *map)
{
	*map = (struct om_imap){0};
}

void om__imap_release(struct om_imap *map)
{
	if (!map)
		return;
	free(map->slots);
	om__imap_init(map);
}

static struct om__islot *imap_slot(struct om__islot *slots, size_t cap, int64_t key)
{
	size_t mask = cap - 1;

	for (size_t i = (size_t)mix((uint64_t)key ^ prime[0], prime[1]) & mask;; i = (i + 1) & mask)
		if (!slots[i].is_taken || slots[i].key == key)
			return &slots[i];
}

bool om__imap_get(const struct om_imap *map, int64_t key, int64_t *ret_value)
{
	if (map->len == 0)
		return false;
	const struct om__islot *slot = imap_slot(map->slots, map->cap, key);
	if (!slot->is_taken)
		return false;
	*ret_value = slot->value;
	return true;
}

static bool imap_grow(struct om_imap *map)
{
	size_t cap = cap_for_one_more(map->cap, map->len);

	if (cap == map->cap)
		return true;
	struct om__islot *slots = calloc(cap, sizeof(*slots));
	if (!slots) {
		om__memory_refused();
		return false;
	}
	for (size_t i = 0; i < map->cap; i++)
		if (map->slots[i].is_taken)
			*imap_slot(slots, cap, map->slots[i].key) = map->slots[i];
	free(map->slots);
	map->slots = slots;
	map->cap = cap;
	return true;
}

int om__imap_put(struct om_imap *map, int64_t key, int64_t value, struct om_err *err)
{
	if (!imap_grow(map))
		return om__nomem(err);
	struct om__islot *slot = imap_slot(map->slots, map->cap, key);
	if (!slot->is_taken)
		map->len++;
	*slot = (struct om__islot){.key = key, .value = value, .is_taken = true};
	return 0;
}
