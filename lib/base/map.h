/* Hash maps: text or integer to a 64-bit value.  Keys are copied; one allocation per growth. */
#ifndef OM_MAP_H
#define OM_MAP_H

#include "base/base.h"

struct om_map {
	struct om__slot *slots;
	size_t cap, len;
	struct om_arena keys;
};
void om__map_init(struct om_map *);
void om__map_release(struct om_map *);
/* Finds KEY.  Returns true and *RET_VALUE if it is there. */
bool om__map_get(const struct om_map *, const char *key, int64_t *ret_value);
/* Sets KEY; 0 or OM_ENOMEM. */
int om__map_put(struct om_map *, const char *key, int64_t value, struct om_err *) OM_MUST_USE;

/* The same with integer keys (ids). */
struct om_imap {
	struct om__islot *slots;
	size_t cap, len;
};
void om__imap_init(struct om_imap *);
void om__imap_release(struct om_imap *);
bool om__imap_get(const struct om_imap *, int64_t key, int64_t *ret_value);
int om__imap_put(struct om_imap *, int64_t key, int64_t value, struct om_err *) OM_MUST_USE;

/* A 64-bit hash of LEN bytes (for sets that keep only hashes, and for the maps above). */
uint64_t om__hash(const void *bytes, size_t len);

#endif
