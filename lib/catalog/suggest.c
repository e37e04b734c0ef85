/* Which products unlinked listings may mean (catalog.md C11): exact, case, blank by key; letters
 * and digits by one walk over the products, so that memory hangs on the work list and not on the
 * catalog. */
#include "catalog/listing.h"
#include "base/map.h"
#include "base/text.h"
#include <stdlib.h>

enum rank { RANK_EXACT, RANK_CASE, RANK_BLANK, RANK_PUNCT, RANK_COUNT };
static const char *const rank_names[RANK_COUNT] = {"exact", "case", "blank", "punct"};

struct unlinked {
	int64_t listing_id;
	const char *channel, *listing_sku, *title;
	int64_t next_same; /* another one with the same letters and digits, -1: none */
	int64_t last;      /* its candidate added last, -1: none */
};
struct candidate {
	size_t listing; /* index of it */
	int64_t before; /* the candidate of the same listing added before */
	enum rank rank;
	int64_t product_id;
	const char *sku, *name;
};
struct search {
	struct om *om;
	struct om_arena *arena;
	struct unlinked *listings;
	size_t listing_count, listing_cap;
	struct candidate *found;
	size_t found_count, found_cap;
};

/* Room for one more in an array of the arena. */
static void *grow(struct om_arena *arena, void *old, size_t size, size_t count, size_t *cap)
{
	void *more;

	if (count < *cap)
		return old;
	more = om__alloc(arena, size * (*cap ? *cap * 2 : 16));
	if (!more)
		return NULL;
	if (count)
		memcpy(more, old, size * count);
	*cap = *cap ? *cap * 2 : 16;
	return more;
}

/* ---- the work list ---- */

static int add_listing(struct search *s, const struct unlinked *u, struct om_err *err)
{
	struct unlinked *to =
		grow(s->arena, s->listings, sizeof(*to), s->listing_count, &s->listing_cap);

	if (!to)
		return om__nomem(err);
	s->listings = to;
	to += s->listing_count;
	to->listing_id = u->listing_id;
	to->channel = om__strdup(s->arena, u->channel);
	to->listing_sku = om__strdup(s->arena, u->listing_sku);
	to->title = om__strdup(s->arena, u->title);
	to->next_same = to->last = -1;
	if (!to->channel || !to->listing_sku || !to->title)
		return om__nomem(err);
	s->listing_count++;
	return 0;
}

static int read_all(struct search *s, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(s->om, OM__SQL_listing_unlinked, OM__NOARGS, &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0)
		rc = add_listing(s,
			&(struct unlinked){om__col_int(q, 0), om__col_text(q, 1),
				om__col_text(q, 2), om__col_text(q, 3), -1, -1},
			err);
	return rc;
}

static int read_some(struct search *s, const int64_t *ids, size_t n, struct om_err *err)
{
	struct om__listing l = {0};
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < n; i++) {
		rc = om__listing_by_id(s->om, ids[i], s->arena, &l, err);
		if (rc > 0 && !l.has_product_id)
			rc = add_listing(s,
				&(struct unlinked){l.listing_id, l.channel, l.listing_sku,
					l.channel_title, -1, -1},
				err);
	}
	return rc < 0 ? rc : 0;
}

/* ---- candidates ---- */

/* A product is a candidate once, at its best rank; ranks are looked up best first. */
static int add_candidate(struct search *s, size_t listing, enum rank rank, int64_t product_id,
	const char *sku, const char *name, struct om_err *err)
{
	struct candidate *to;

	for (int64_t i = s->listings[listing].last; i >= 0; i = s->found[i].before)
		if (s->found[i].product_id == product_id)
			return 0;
	to = grow(s->arena, s->found, sizeof(*to), s->found_count, &s->found_cap);
	if (!to)
		return om__nomem(err);
	s->found = to;
	to += s->found_count;
	*to = (struct candidate){.listing = listing,
		.before = s->listings[listing].last,
		.rank = rank,
		.product_id = product_id,
		.sku = om__strdup(s->arena, sku),
		.name = om__strdup(s->arena, name)};
	if (!to->sku || !to->name)
		return om__nomem(err);
	s->listings[listing].last = (int64_t)s->found_count++;
	return 0;
}

static int look_up(struct search *s, size_t listing, enum rank rank, enum om__sql sql,
	const char *bind, const char *key, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(s->om, sql, OM__ARGS(OM__S(bind, key)), &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0)
		rc = add_candidate(s, listing, rank, om__col_int(q, 0), om__col_text(q, 1),
			om__col_text(q, 2), err);
	return rc;
}

static int by_keys(struct search *s, size_t i, struct om_err *err)
{
	const char *text = s->listings[i].listing_sku;
	char *folded = om__fold(s->arena, text), *trimmed = om__trim(s->arena, text);
	int rc;

	if (!folded || !trimmed)
		return om__nomem(err);
	rc = look_up(s, i, RANK_EXACT, OM__SQL_suggest_by_sku, "sku", text, err);
	if (rc == 0)
		rc = look_up(s, i, RANK_CASE, OM__SQL_suggest_by_key, "sku_key", folded, err);
	if (rc == 0 && strcmp(trimmed, text))
		rc = look_up(s, i, RANK_BLANK, OM__SQL_suggest_by_sku, "sku", trimmed, err);
	return rc;
}

/* Listings by their letters and digits; those with the same ones hang on the first. */
static int index_punct(struct search *s, struct om_map *map, struct om_err *err)
{
	for (size_t i = 0; i < s->listing_count; i++) {
		char *key = om__header_key(s->arena, s->listings[i].listing_sku);
		int64_t first;
		int rc;

		if (!key)
			return om__nomem(err);
		if (!*key)
			continue;
		if (om__map_get(map, key, &first))
			s->listings[i].next_same = first;
		rc = om__map_put(map, key, (int64_t)i, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int by_punct(struct search *s, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om_arena scratch;
	struct om_map map;
	int64_t i;
	int rc;

	om__map_init(&map);
	om__arena_init(&scratch);
	rc = index_punct(s, &map, err);
	if (rc == 0)
		rc = om__q(s->om, OM__SQL_suggest_products, OM__NOARGS, &q, err);
	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		char *key = om__header_key(&scratch, om__col_text(q, 1));

		if (!key)
			rc = om__nomem(err);
		else if (!om__map_get(&map, key, &i))
			i = -1;
		for (; rc >= 0 && i >= 0; i = s->listings[i].next_same)
			rc = add_candidate(s, (size_t)i, RANK_PUNCT, om__col_int(q, 0),
				om__col_text(q, 1), om__col_text(q, 2), err);
		om__arena_reset(&scratch);
	}
	om__arena_release(&scratch);
	om__map_release(&map);
	return rc;
}

/* ---- the answer ---- */

static int by_listing(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->listing != y->listing)
		return x->listing < y->listing ? -1 : 1;
	if (x->rank != y->rank)
		return (int)x->rank - (int)y->rank;
	return strcmp(x->sku, y->sku);
}

static struct om_suggestion row_of(const struct unlinked *u, const struct candidate *c)
{
	return (struct om_suggestion){.listing_id = u->listing_id,
		.channel = u->channel,
		.listing_sku = u->listing_sku,
		.channel_title = u->title,
		.product_id = c ? c->product_id : 0,
		.rank = c ? rank_names[c->rank] : "",
		.sku = c ? c->sku : "",
		.name = c ? c->name : ""};
}

static int answer(
	struct search *s, struct om_suggestion **ret, size_t *ret_count, struct om_err *err)
{
	struct om_suggestion *rows =
		OM_NEWN(s->arena, struct om_suggestion, s->found_count + s->listing_count + 1);
	size_t n = 0, c = 0;

	if (!rows)
		return om__nomem(err);
	if (s->found_count)
		qsort(s->found, s->found_count, sizeof(*s->found), by_listing);
	for (size_t i = 0; i < s->listing_count; i++) {
		size_t first = c;

		if (c == s->found_count || s->found[c].listing != i)
			rows[n++] = row_of(&s->listings[i], NULL);
		for (; c < s->found_count && s->found[c].listing == i; c++)
			rows[n++] = row_of(&s->listings[i], &s->found[c]);
		if (c > first)
			rows[n - (c - first)].is_only =
				c == first + 1 || s->found[first].rank != s->found[first + 1].rank;
	}
	*ret = rows;
	*ret_count = n;
	return 0;
}

int om_listing_suggest(struct om *om, const int64_t *ids, size_t n, struct om_arena *arena,
	struct om_suggestion **ret, size_t *ret_count, struct om_err *err)
{
	struct search s = {.om = om, .arena = arena};
	int rc = om__read_begin(om, err);

	if (rc < 0)
		return rc;
	rc = ids ? read_some(&s, ids, n, err) : read_all(&s, err);
	for (size_t i = 0; rc >= 0 && i < s.listing_count; i++)
		rc = by_keys(&s, i, err);
	if (rc >= 0 && s.listing_count)
		rc = by_punct(&s, err);
	om__read_end(om);
	return rc < 0 ? rc : answer(&s, ret, ret_count, err);
}

/* ---- --apply ---- */

struct apply {
	const struct om_suggestion *rows;
	size_t count;
	bool wants[RANK_COUNT];
	int64_t linked;
};

static int read_ranks(const char *text, bool wants[RANK_COUNT], struct om_err *err)
{
	for (const char *p = text; *p; p += *p == ',') {
		size_t len = strcspn(p, ","), i = 0;

		while (i < RANK_COUNT &&
			(strlen(rank_names[i]) != len || strncmp(rank_names[i], p, len)))
			i++;
		if (i == RANK_COUNT)
			return om_err_set(err, OM_EINVAL, "bad-choice", "'%.*s' is none of %s",
				(int)len, p, OM_SUGGEST_RANKS);
		wants[i] = true;
		p += len;
	}
	return 0;
}

static bool is_wanted(const struct apply *a, const struct om_suggestion *row)
{
	for (int i = 0; i < RANK_COUNT; i++)
		if (!strcmp(rank_names[i], row->rank))
			return row->is_only && a->wants[i];
	return false;
}

/* Looked at again inside the transaction: another process may have linked it or changed the
 * product. */
static int link_one(
	struct om *om, const struct om_suggestion *row, int64_t *linked, struct om_err *err)
{
	struct om__listing l = {0};
	struct om__product_ref to;
	const char *sku;
	int rc = om__listing_by_id(om, row->listing_id, &om->tx_arena, &l, err);

	if (rc <= 0 || l.has_product_id)
		return rc < 0 ? rc : 0;
	rc = om__listing_target(om, row->sku, false, &om->tx_arena, &to, &sku, err);
	if (rc < 0 || !to.is_active)
		return rc;
	++*linked;
	return om__listing_link(om, &l, &to, sku, false, err);
}

static int apply_body(struct om *om, void *arg, struct om_err *err)
{
	struct apply *a = arg;
	int rc = 0;

	a->linked = 0;
	for (size_t i = 0; rc == 0 && i < a->count; i++)
		if (is_wanted(a, &a->rows[i]))
			rc = link_one(om, &a->rows[i], &a->linked, err);
	return rc;
}

int om_listing_apply(struct om *om, const struct om_suggestion *rows, size_t n, const char *ranks,
	int64_t *ret_linked, struct om_err *err)
{
	struct apply a = {.rows = rows, .count = n};
	int rc = read_ranks(ranks, a.wants, err);

	if (rc == 0)
		rc = om__tx_run(om, apply_body, &a, err);
	if (rc < 0)
		return rc;
	*ret_linked = a.linked;
	om__run_count(om, 0, a.linked, 0, 0);
	return 0;
}
