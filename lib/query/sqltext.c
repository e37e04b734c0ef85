/* Texts of SQL put together: fragments, binds by name, and the templates of query.sql.  Failures
 * are sticky in the buffer of the builder, so that its callers look once. */
#include <stdio.h>
#include "query/sqlgen.h"

#define ALTERNATIVE "$or"

void om__sql_init(struct om_sql *s, struct om_arena *arena)
{
	*s = (struct om_sql){.arena = arena};
	om__buf_init(&s->text, 0);
}

void om__sql_release(struct om_sql *s)
{
	om__buf_release(&s->text);
}

const char *om__sql_frag(const struct om_sql *s, int frag)
{
	const struct om__sql_text *t = om__frag_text((enum om__frag)frag);

	return s->is_postgres && t->postgres ? t->postgres : t->text;
}

const char *om__sql_part(struct om_sql *s, const char *text)
{
	size_t n = strcspn(text, "$");

	om__buf_add(&s->text, text, n);
	return text + n + (text[n] == '$');
}

/* Room for one more bind, or NULL with the builder made bad. */
static struct om_sql_bind *new_bind(struct om_sql *s)
{
	struct om_sql_bind *b;

	if (s->bind_count == s->bind_cap) {
		int cap = s->bind_cap ? 2 * s->bind_cap : 16;
		b = OM_NEWN(s->arena, struct om_sql_bind, cap);
		if (!b) {
			s->text.is_bad = true;
			return NULL;
		}
		if (s->bind_count)
			memcpy(b, s->binds, sizeof(*b) * (size_t)s->bind_count);
		s->binds = b;
		s->bind_cap = cap;
	}
	b = &s->binds[s->bind_count++];
	snprintf(b->name, sizeof(b->name), "p%d", s->bind_count);
	return b;
}

static void put_bind(struct om_sql *s, char kind, int64_t num, const char *text)
{
	struct om_sql_bind *b = new_bind(s);

	if (!b)
		return;
	b->kind = kind;
	b->num = num;
	b->text = text;
	om__buf_char(&s->text, ':');
	om__buf_str(&s->text, b->name);
}

void om__sql_int(struct om_sql *s, int64_t num)
{
	put_bind(s, 'i', num, NULL);
}

void om__sql_str(struct om_sql *s, const char *text)
{
	put_bind(s, 's', 0, text);
}

/* Appends the bind NAME of a fragment; false if it is none of ours. */
static bool known_bind(struct om_sql *s, const struct om_filter_env *env, const char *name,
	size_t len, const char *map)
{
	if (len == 8 && !strncmp(name, "map_name", len))
		om__sql_str(s, map ? map : "");
	else if (len == 3 && !strncmp(name, "now", len))
		om__sql_int(s, env->now);
	else if (len == 5 && !strncmp(name, "today", len))
		om__sql_int(s, om__time_day(env->zone, env->now));
	else if (len == 5 && !strncmp(name, "scope", len))
		om__sql_str(s, env->scope ? env->scope : "");
	else if (len == 8 && !strncmp(name, "currency", len))
		om__sql_str(s, env->currency);
	else
		return false;
	return true;
}

void om__sql_put_text(struct om_sql *s, const struct om_filter_env *env, const char *text,
	size_t len, const char *map_name)
{
	const char *end = text + len, *from = text;
	bool quoted = false;

	for (; text < end; text++) {
		size_t n = 0;

		quoted ^= *text == '\'';
		if (quoted || *text != ':')
			continue;
		while (text + 1 + n < end &&
			((text[1 + n] >= 'a' && text[1 + n] <= 'z') || text[1 + n] == '_'))
			n++;
		om__buf_add(&s->text, from, (size_t)(text - from));
		from = text;
		if (n && known_bind(s, env, text + 1, n, map_name))
			from = text + 1 + n;
		text += n;
	}
	om__buf_add(&s->text, from, (size_t)(end - from));
}

void om__sql_put(struct om_sql *s, const struct om_filter_env *env, int frag, const char *map_name)
{
	const char *text = om__sql_frag(s, frag);

	om__sql_put_text(s, env, text, strlen(text), map_name);
}

bool om__sql_alternative(const char **text, const char **ret, size_t *ret_len)
{
	const char *end;

	if (!**text)
		return false;
	end = strstr(*text, ALTERNATIVE);
	*ret = *text;
	*ret_len = end ? (size_t)(end - *text) : strlen(*text);
	*text += *ret_len + (end ? strlen(ALTERNATIVE) : 0);
	return true;
}

static void put_first(
	struct om_sql *s, const struct om_filter_env *env, const char *text, const char *map)
{
	const char *one, *tpl;
	size_t len;

	om__sql_alternative(&text, &one, &len);
	if (!*text) {
		om__sql_put_text(s, env, one, len, map);
		return;
	}
	tpl = om__sql_part(s, om__sql_frag(s, OM__F_query_first));
	om__sql_put_text(s, env, one, len, map);
	tpl = om__sql_part(s, tpl);
	put_first(s, env, text, map);
	om__sql_part(s, tpl);
}

void om__sql_value(
	struct om_sql *s, const struct om_filter_env *env, int frag, const char *map_name)
{
	put_first(s, env, om__sql_frag(s, frag), map_name);
}

bool om__sql_is_several(const char *frag_text)
{
	return strstr(frag_text, ALTERNATIVE) != NULL;
}

void om__sql_several(struct om_sql *s, const struct om_filter_env *env, int frag)
{
	const char *text = om__sql_frag(s, frag), *one, *tpl;
	size_t len;

	for (int i = 0; om__sql_alternative(&text, &one, &len); i++) {
		if (i)
			om__buf_str(&s->text, " || '|' || ");
		tpl = om__sql_part(s, om__sql_frag(s, OM__F_query_set_escape));
		om__sql_put_text(s, env, one, len, NULL);
		om__sql_part(s, tpl);
	}
}

struct om__arg *om__sql_args(const struct om_sql *s, int extra)
{
	struct om__arg *args = OM_NEWN(s->arena, struct om__arg, s->bind_count + extra + 1);

	for (int i = 0; args && i < s->bind_count; i++) {
		const struct om_sql_bind *b = &s->binds[i];
		args[i] = (struct om__arg){
			.name = b->name, .kind = b->kind, .num = b->num, .text = b->text};
	}
	return args;
}
