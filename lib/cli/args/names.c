/* Names for completion, out of the database: channels, orders, products and the like that begin
 * with what is typed.
 *
 * It reads only, through an index, and no more than a person would look at.  Whatever fails is
 * silent: a shell that completes has nobody to tell. */
#include "cli/args/offer.h"
#include "db/db.h"

#define MOST 50
#define LAST "\xF4\x8F\xBF\xBF" /* sorts behind every name that begins alike */

/* Kinds of names.  OUTER is the kind of what a name is of, when it stands before it and a colon. */
static const struct kind {
	const char *word;
	enum om__sql sql, sql_of; /* by itself; within an outer name */
	const char *outer;
	bool is_newest; /* its statement takes no bounds */
} kinds[] = {
	{.word = "CHANNEL", .sql = OM__SQL_complete_channel},
	{.word = "WAREHOUSE", .sql = OM__SQL_complete_warehouse},
	{.word = "SKU", .sql = OM__SQL_complete_sku},
	{.word = "MASTER", .sql = OM__SQL_complete_sku},
	{.word = "ORDER",
		.sql = OM__SQL_complete_order,
		.sql_of = OM__SQL_complete_order_of,
		.outer = "CHANNEL"},
	{.word = "LISTING", .sql_of = OM__SQL_complete_listing, .outer = "CHANNEL"},
	{.word = "LOCATION", .sql_of = OM__SQL_complete_location, .outer = "WAREHOUSE"},
	{.word = "SHIPMENT", .sql = OM__SQL_complete_shipment, .is_newest = true},
	{.word = "PICK-LIST", .sql = OM__SQL_complete_pick_list, .is_newest = true},
};

static const struct kind *kind_of(const char *word)
{
	for (size_t i = 0; i < OM_COUNT(kinds); i++)
		if (!strcmp(kinds[i].word, word))
			return &kinds[i];
	return NULL;
}

/* The database, opened once; a shell asks for names many times where there is none. */
static struct om *database(struct cli *cli)
{
	struct om_err ignored = {0};

	if (!cli->om && cli_open(cli, OM_OPEN_READ, &ignored) < 0)
		return NULL;
	return cli->om;
}

/* The rows of a statement; names of several records that are alike come once. */
static void offer_rows(const struct cli_offer *offer, enum om__sql sql, const struct om__arg *args,
	const char *tail)
{
	struct cli *cli = &offer->state->cli;
	struct om_err ignored = {0};
	struct om__q *q = NULL;
	char *last = NULL;

	if (om__q(cli->om, sql, args, &q, &ignored) < 0)
		return;
	while (om__step(q, &ignored) > 0) {
		const char *name = om__col_text(q, 0);
		if (last && !strcmp(last, name))
			continue;
		last = om__printf(&cli->arena, "%s", name);
		char *word = om__printf(&cli->arena, "%s%s", name, tail);
		if (word)
			cli_offer(offer, word, NULL);
	}
	om__done(&q);
}

static void offer_kind(
	const struct cli_offer *offer, const struct kind *kind, const char *outer, const char *tail)
{
	const char *lo = offer->typed,
		   *hi = om__printf(&offer->state->cli.arena, "%s%s", offer->typed, LAST);
	bool is_newest = kind->is_newest;

	if (!hi)
		return;
	if (is_newest)
		offer_rows(offer, kind->sql, OM__ARGS(OM__I("most", MOST)), tail);
	else if (outer && kind->sql_of)
		offer_rows(offer, kind->sql_of,
			OM__ARGS(OM__S("lo", lo), OM__S("hi", hi), OM__I("most", MOST),
				OM__S("outer", outer)),
			tail);
	else if (kind->sql)
		offer_rows(offer, kind->sql,
			OM__ARGS(OM__S("lo", lo), OM__S("hi", hi), OM__I("most", MOST)), tail);
}

/* What an option names that stands before the word. */
static const char *outer_named(const struct cli_offer *offer, const struct kind *kind)
{
	if (!kind->outer)
		return NULL;
	return !strcmp(kind->outer, "WAREHOUSE") ? offer->warehouse : offer->channel;
}

bool cli_offer_names(struct cli_offer offer, const char *word, const char *outer)
{
	const struct kind *kind = kind_of(word);
	const char *colon = strchr(offer.typed, ':');

	if (!kind || !database(&offer.state->cli))
		return kind;
	if (!outer && !kind->sql)
		outer = outer_named(&offer, kind);
	if (!kind->sql) {
		if (outer)
			offer_kind(&offer, kind, outer, "");
		return true;
	}
	if (kind->outer && !outer && colon) {
		outer = om__strndup(
			&offer.state->cli.arena, offer.typed, (size_t)(colon - offer.typed));
		cli_offer_past(&offer, ':');
		if (!outer)
			return true;
	} else if (kind->outer && !outer) {
		offer_kind(&offer, kind_of(kind->outer), NULL, ":");
	}
	offer_kind(&offer, kind, outer, "");
	return true;
}
