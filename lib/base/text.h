/* Text: UTF-8, folding, natural order, the nearest word, addresses' countries and states.
 * Nothing here depends on the locale. */
#ifndef OM_TEXT_H
#define OM_TEXT_H

#include "base/base.h"

/* Is TEXT valid UTF-8 (no overlong forms, no surrogates, at most U+10FFFF)? */
bool om__utf8_valid(const char *text, size_t len);
/* Number of code points of valid UTF-8. */
size_t om__utf8_len(const char *text);
/* Terminal cells that valid UTF-8 takes: wide characters 2, combining ones 0 (wcwidth with a table
 * of our own). */
int om__utf8_width(const char *text);
/* Bytes of the longest prefix of at most CELLS terminal cells, cut at a character boundary. */
size_t om__utf8_cut(const char *text, int cells);
/* Does TEXT hold a control character (C0, DEL, C1)? */
bool om__has_control(const char *text);

/* ASCII letters to lower case; other bytes stay. */
char *om__fold(struct om_arena *, const char *text);
int om__casecmp(const char *a, const char *b); /* ASCII case aside */
bool om__caseeq(const char *a, const char *b);
/* Does TEXT hold PART, letters of any script in any case (casefold.c)? */
bool om__holds_nocase(const char *text, size_t len, const char *part, size_t part_len);
/* TEXT without blanks, tabs, newlines and U+00A0 at its ends, in the arena. */
char *om__trim(struct om_arena *, const char *text);
/* Is there such a blank at an end?  (C1 of catalog.md: stray-blank) */
bool om__has_stray_blank(const char *text);
/* Only the letters and digits of TEXT, ASCII folded: how headers are compared.  UTF-8 bytes stay.
 */
char *om__header_key(struct om_arena *, const char *text);
/* Digits, optional fraction, E, sign, digits: an identifier that a spreadsheet spoiled. */
bool om__is_scientific(const char *text);

/* Natural order (shipping.md R16.5): runs of digits compare as numbers of any length, other bytes
 * as ASCII without case; if all is equal fewer leading zeros come first, then bytes.  A1 < A2 < A02
 * < A10 < B1. */
int om__natural_cmp(const char *a, const char *b);
/* A text whose bytes sort (memcmp) as om__natural_cmp does, for an indexed column. */
char *om__natural_key(struct om_arena *, const char *text);

/* The word of WORDS (blank-separated) nearest to TEXT by edit distance, or NULL when none is near
 * (at most 2 edits, and fewer than half of the letters).  The result lives in the arena. */
char *om__nearest(struct om_arena *, const char *text, const char *words);
/* Is TEXT one of the blank-separated WORDS?  Gives the listed spelling, else NULL.  Case, blanks
 * and underscores are forgiven on input ("On Hold" is on-hold). */
char *om__choice(struct om_arena *, const char *text, const char *words);

/* Shell-like pattern: * any run, ? one character, \ makes the next one plain.  FOLD: ASCII case
 * aside. */
bool om__glob(const char *pattern, const char *text, bool fold);

/* Splits the text of an OM_T_SET value (SEP '|') into its members, unescaped; with another
 * separator, a list that somebody typed: blanks around its members are cut.  Empty members are left
 * out.  Joining gives the text of a value again. */
struct om_set {
	char **members;
	size_t count;
};
struct om_set *om__set_split(struct om_arena *, const char *text, char sep);
char *om__set_join(struct om_arena *, const struct om_set *);

/* Whole text as int64: optional sign and digits only.  OM_EINVAL "not-integer" or "out-of-range".
 */
int om__int_parse(const char *text, int64_t *ret, struct om_err *) OM_MUST_USE;
/* yes no true false y n 1 0 in any case; else OM_EINVAL "not-boolean". */
int om__bool_parse(const char *text, bool *ret, struct om_err *) OM_MUST_USE;

/* SHA-256 in hex (libmd), streamed. */
struct om_sha {
	uint64_t opaque[32];
};
void om__sha_init(struct om_sha *);
void om__sha_add(struct om_sha *, const void *bytes, size_t len);
void om__sha_raw(struct om_sha *, unsigned char ret[32]);
void om__sha_hex(struct om_sha *, char ret[65]);

/* Is it an e-mail address by its shape? */
bool om__is_email(const char *text);

#endif
