/* Cuts the text of a filter into tokens (bots.md, "Text and tokens").
 *
 * A character that no token can begin with becomes a token of its own kind, OM__T_BAD, so that the
 * parser reports the first error of the text, whichever of the two finds it.  Strings are unescaped
 * here; words keep their bytes. */
#include "query/filter/parse.h"

static bool is_core(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		c == '_' || c == '@' || c > 127;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool starts_word(const char *s)
{
	return is_core((unsigned char)*s) || ((*s == '+' || *s == '-') && is_digit(s[1]));
}

/* Bytes of the word at S, 0 if none begins there.  Two dots end a word: they are the range sign. */
static size_t word_len(const char *s)
{
	size_t n = 1;

	if (!starts_word(s))
		return 0;
	for (;; n++) {
		if (s[n] == '.' && s[n + 1] == '.')
			return n;
		if (s[n] == '\0' || !(is_core((unsigned char)s[n]) || strchr(".:/+-%", s[n])))
			return n;
	}
}

bool om__lex_is_word(const char *text)
{
	return *text && text[word_len(text)] == '\0';
}

bool om__lex_is_reserved(const char *text)
{
	static const char *const words[] = {"and", "or", "not", "in", "has", "is"};

	for (size_t i = 0; i < OM_COUNT(words); i++)
		if (!strcmp(text, words[i]))
			return true;
	return false;
}

static const struct {
	char text[3];
	enum om__token_kind kind;
} signs[] = {
	/* the longer ones first */
	{"!=", OM__T_NE},
	{"!~", OM__T_UNLIKE},
	{"<=", OM__T_LE},
	{">=", OM__T_GE},
	{"..", OM__T_RANGE},
	{"=", OM__T_EQ},
	{"<", OM__T_LT},
	{">", OM__T_GT},
	{"~", OM__T_LIKE},
	{"(", OM__T_OPEN},
	{")", OM__T_CLOSE},
	{",", OM__T_COMMA},
};

static void bad(struct om__parse *p, struct om__token *t, const char *s)
{
	t->kind = OM__T_BAD;
	if (*s == '*' || *s == '?')
		t->text = "quote the pattern";
	else if (*s == '"')
		t->text = "the string has no end";
	else if (*s == '\\')
		t->text = "only \\\" and \\\\ are escapes in a string";
	else if (*s == '$')
		t->text = "an amount has no '$': write 100, or 100 USD";
	else if (*s == '\'')
		t->text = "strings stand in double quotes";
	else if ((unsigned char)*s < ' ' || *s == 127)
		t->text = "unexpected control character";
	else
		t->text = om__printf(p->arena, "unexpected '%c'", *s);
}

/* Bytes up to the closing quote of the string at S, escapes counted as written. */
static size_t string_len(const char *s)
{
	size_t n = 1;

	while (s[n] && s[n] != '"')
		n += s[n] == '\\' && s[n + 1] ? 2 : 1;
	return n;
}

/* Reads the string at S into T; returns the byte after it, or NULL with T made bad. */
static const char *string(struct om__parse *p, struct om__token *t, const char *s)
{
	const char *from = s;
	char *out = om__alloc(p->arena, string_len(s) + 1);
	size_t n = 0;

	if (!out) {
		t->text = NULL;
		return NULL;
	}
	for (s++; *s && *s != '"'; s++) {
		if (*s == '\\') {
			s++;
			if (*s != '"' && *s != '\\') {
				t->at = (unsigned)(s - 1 - p->text);
				bad(p, t, "\\");
				return NULL;
			}
		}
		out[n++] = *s;
	}
	if (!*s) {
		bad(p, t, from);
		return NULL;
	}
	out[n] = '\0';
	t->kind = OM__T_STRING;
	t->text = out;
	return s + 1;
}

/* Reads the token at S; returns the byte after it, or NULL at the end or where the text cannot go
 * on. */
static const char *token(struct om__parse *p, struct om__token *t, const char *s)
{
	size_t len = word_len(s);

	t->at = (unsigned)(s - p->text);
	t->text = "";
	if (!*s) {
		t->kind = OM__T_END;
		return NULL;
	}
	if (len) {
		t->kind = OM__T_WORD;
		t->text = om__strndup(p->arena, s, len);
		return t->text ? s + len : NULL;
	}
	if (*s == '"')
		return string(p, t, s);
	for (size_t i = 0; i < OM_COUNT(signs); i++) {
		len = strlen(signs[i].text);
		if (strncmp(s, signs[i].text, len))
			continue;
		t->kind = signs[i].kind;
		t->text = signs[i].text;
		return s + len;
	}
	bad(p, t, s);
	return NULL;
}

int om__lex(struct om__parse *p)
{
	size_t n = 0, cap = strlen(p->text) + 1;
	const char *s = p->text;

	/* A token has at least one byte. */
	p->tokens = OM_NEWN(p->arena, struct om__token, cap);
	if (!p->tokens)
		return om__nomem(p->err);
	for (;;) {
		struct om__token *t = &p->tokens[n];
		size_t blanks = strspn(s, " \t\r\n");
		const char *next = token(p, t, s + blanks);

		t->is_glued = blanks == 0 && n > 0;
		if (!t->text)
			return om__nomem(p->err);
		if (!next)
			return 0;
		s = next;
		n++;
	}
}
