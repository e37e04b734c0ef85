/* SHA-256 over libmd.  The header keeps libmd out of everybody's sight: struct om_sha is only room
 * for its context. */
#include <sys/types.h>
#include <sha256.h>
#include "base/text.h"

_Static_assert(sizeof(SHA2_CTX) <= sizeof(struct om_sha), "struct om_sha holds a context of libmd");
_Static_assert(_Alignof(SHA2_CTX) <= _Alignof(struct om_sha), "and is aligned for it");

static SHA2_CTX *context(struct om_sha *sha)
{
	return (SHA2_CTX *)(void *)sha->opaque;
}

void om__sha_init(struct om_sha *sha)
{
	SHA256Init(context(sha));
}

void om__sha_add(struct om_sha *sha, const void *bytes, size_t len)
{
	SHA256Update(context(sha), bytes, len);
}

void om__sha_raw(struct om_sha *sha, unsigned char ret[32])
{
	SHA256Final(ret, context(sha));
}

void om__sha_hex(struct om_sha *sha, char ret[65])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char raw[32];

	om__sha_raw(sha, raw);
	for (size_t i = 0; i < sizeof(raw); i++) {
		ret[2 * i] = digits[raw[i] >> 4];
		ret[2 * i + 1] = digits[raw[i] & 15];
	}
	ret[64] = '\0';
}
