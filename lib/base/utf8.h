/* One step through UTF-8, shared by the text and buffer code. */
#ifndef OM_UTF8_H
#define OM_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Decodes the character at P, of which LEFT bytes may be read.  Returns its length 1..4 and
 * *RET_CODE, or 0 where the bytes are no valid character: overlong forms, surrogates and what lies
 * beyond U+10FFFF are not. */
static inline size_t om__utf8_decode(const char *text, size_t left, uint32_t *ret_code)
{
	const unsigned char *p = (const unsigned char *)text;
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};

	if (left == 0)
		return 0;
	if (p[0] < 0x80) {
		*ret_code = p[0];
		return 1;
	}
	size_t len = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
	if (p[0] < 0xC2 || p[0] > 0xF4 || left < len)
		return 0;
	uint32_t code = p[0] & (0x7FU >> len);
	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		code = code << 6 | (p[i] & 0x3FU);
	}
	if (code < least[len] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		return 0;
	*ret_code = code;
	return len;
}

#endif
