/* Words out of closed lists: the one that was meant, the one that is near, and patterns.
 *
 * A list is one text of blank-separated words, as the tables of options and fields hold it. */
#include "base/text.h"
#include "base/utf8.h"

/* Longer words are nobody's slip of the keyboard; it bounds the table of the distance. */
#define NEAR_MAX 48
#define EDITS_MAX 2

static char fold(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* The next word of LIST at *P: its start, and its length in *RET_LEN; NULL at the end. */
static const char *next_word(const char **p, size_t *ret_len)
{
	const char *start = *p + strspn(*p, " ");

	*ret_len = strcspn(start, " ");
	*p = start + *ret_len;
	return *ret_len ? start : NULL;
}

static int min(int a, int b)
{
	return a < b ? a : b;
}

/* Edit distance with neighbours swapped as one edit, letters without case; A and B are short
 * enough. */
static int distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	int rows[3][NEAR_MAX + 1];

	for (size_t j = 0; j <= b_len; j++)
		rows[0][j] = (int)j;
	for (size_t i = 1; i <= a_len; i++) {
		int *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
		now[0] = (int)i;
		for (size_t j = 1; j <= b_len; j++) {
			char x = fold(a[i - 1]), y = fold(b[j - 1]);
			now[j] = min(min(now[j - 1], last[j]) + 1, last[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == fold(b[j - 2]) && y == fold(a[i - 2]))
				now[j] = min(now[j], before[j - 2] + 1);
		}
	}
	return rows[a_len % 3][b_len];
}

char *om__nearest(struct om_arena *arena, const char *text, const char *words)
{
	size_t len = strlen(text), word_len, best_len = 0;
	int best = EDITS_MAX + 1;
	const char *word, *nearest = NULL;

	if (len > NEAR_MAX)
		return NULL;
	while ((word = next_word(&words, &word_len))) {
		if (word_len > NEAR_MAX || word_len > len + EDITS_MAX || word_len + EDITS_MAX < len)
			continue;
		int edits = distance(text, len, word, word_len);
		if (edits < best && 2 * (size_t)edits < len) {
			best = edits;
			nearest = word;
			best_len = word_len;
		}
	}
	return nearest ? om__strndup(arena, nearest, best_len) : NULL;
}

/* The next character of a choice at *P as it is compared: small letters, and one dash for any run
 * of blanks and underscores; 0 at the end. */
static char choice_char(const char **p, const char *end)
{
	if (*p == end)
		return '\0';
	if (**p != ' ' && **p != '_' && **p != '\t')
		return fold(*(*p)++);
	while (*p < end && (**p == ' ' || **p == '_' || **p == '\t'))
		++*p;
	return '-';
}

static bool is_choice(const char *text, const char *end, const char *word, size_t len)
{
	const char *word_end = word + len;
	char x, y;

	do {
		x = choice_char(&text, end);
		y = choice_char(&word, word_end);
	} while (x == y && x);
	return x == y;
}

char *om__choice(struct om_arena *arena, const char *text, const char *words)
{
	size_t len;
	const char *word;

	text += strspn(text, " \t");
	const char *end = text + strlen(text);
	while (end > text && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	while ((word = next_word(&words, &len)))
		if (is_choice(text, end, word, len))
			return om__strndup(arena, word, len);
	return NULL;
}

static size_t character_len(const char *p)
{
	uint32_t code;
	size_t len = om__utf8_decode(p, strnlen(p, 4), &code);

	return len ? len : 1;
}

/* Does the pattern's one character at *P (no star) take the text's at *T?  Steps over both if so.
 */
static bool glob_one(const char **p, const char **t, bool is_folded)
{
	const char *want = *p;

	if (*want == '?') {
		*t += character_len(*t);
		*p = want + 1;
		return true;
	}
	if (*want == '\\' && want[1])
		want++;
	if (is_folded ? fold(*want) != fold(**t) : *want != **t)
		return false;
	*p = want + 1;
	++*t;
	return true;
}

/* A later star makes the earlier ones final, so one place to come back to is enough. */
bool om__glob(const char *pattern, const char *text, bool is_folded)
{
	const char *star = NULL, *resume = NULL;

	while (*text) {
		if (*pattern == '*') {
			star = ++pattern;
			resume = text;
		} else if (!*pattern || !glob_one(&pattern, &text, is_folded)) {
			if (!star)
				return false;
			pattern = star;
			resume += character_len(resume);
			text = resume;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}
