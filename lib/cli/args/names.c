/* Names for completion, out of the database: channels, orders, products and the like that begin
 * with what is typed.
 *
 * It reads only, through an index, and no more than a person would look at.  Whatever fails is
 * silent: a shell that completes has nobody to tell. */
#include "cli/args/offer.h"
#include "base/text.h"
#include "db/db.h"

#define MOST 50
#define NUMBER_MAX 1000000000000 /* no table counts so far */
#define LAST "\xF4\x8F\xBF\xBF"  /* sorts behind every name that begins alike */

/* Kinds of names.  OUTER is the kind of what a name is of, when it stands before it and a colon.
 * What has a number and no name is printed with what stands before the number. */
static const struct kind {
	const char *word;
	enum om__sql sql, sql_of; /* by itself; within an outer name */
	const char *outer;
	const char *number; /* of its statement, whose bounds are numbers: "S" */
} kinds[] = {
	{.word = "CHANNEL", .sql = OM__SQL_complete_channel},
	{.word = "WAREHOUSE", .sql = OM__SQL_complete_warehouse},
	{.word = "BACKUP", .sql = OM__SQL_complete_warehouse},
	{.word = "SKU", .sql = OM__SQL_complete_sku},
	{.word = "MASTER", .sql = OM__SQL_complete_sku},
	{.word = "ORDER",
		.sql = OM__SQL_complete_order,
		.sql_of = OM__SQL_complete_order_of,
		.outer = "CHANNEL"},
	{.word = "LISTING", .sql_of = OM__SQL_complete_listing, .outer = "CHANNEL"},
	{.word = "LOCATION", .sql_of = OM__SQL_complete_location, .outer = "WAREHOUSE"},
	{.word = "USER", .sql = OM__SQL_complete_user},
	{.word = "LOGIN", .sql = OM__SQL_complete_user},
	{.word = "LABEL", .sql = OM__SQL_complete_label},
	{.word = "FIELD",
		.sql = OM__SQL_complete_field,
		.sql_of = OM__SQL_complete_field_of,
		.outer = "RECORD"},
	{.word = "VIEW",
		.sql = OM__SQL_complete_view,
		.sql_of = OM__SQL_complete_view_of,
		.outer = "RECORD"},
	{.word = "ZONE", .sql = OM__SQL_complete_zone},
	{.word = "TEMPLATE", .sql = OM__SQL_complete_template},
	{.word = "SHIPMENT", .sql = OM__SQL_complete_shipment, .number = "S"},
	{.word = "PICK-LIST", .sql = OM__SQL_complete_pick_list, .number = "PL"},
	{.word = "RUN", .sql = OM__SQL_complete_run, .number = ""},
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

/* What a record is, as far as it fits behind a name: the shells read a line each. */
static const char *one_line(struct om_arena *arena, const char *text)
{
	char *line = om__strndup(arena, text, strcspn(text, "\r\n\t"));

	return line ? line : "";
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
			cli_offer(offer, word, one_line(&cli->arena, om__col_text(q, 1)));
	}
	om__done(&q);
}

/* The numbers that begin with the digits typed: 12, 120 to 129, 1200 to 1299 and so on. */
static void offer_numbers(const struct cli_offer *offer, const struct kind *kind)
{
	size_t len = strlen(kind->number), typed = strlen(offer->typed);
	struct om_err ignored = {0};
	int64_t from = 0;

	if (strncmp(offer->typed, kind->number, typed < len ? typed : len) != 0)
		return;
	if (typed <= len) {
		offer_rows(offer, kind->sql,
			OM__ARGS(OM__I("from", 0), OM__I("to", INT64_MAX), OM__I("most", MOST)),
			"");
		return;
	}
	if (om__int_parse(offer->typed + len, &from, &ignored) < 0 || from < 1)
		return;
	for (int64_t width = 1; from < NUMBER_MAX; from *= 10, width *= 10)
		offer_rows(offer, kind->sql,
			OM__ARGS(OM__I("from", from), OM__I("to", from + width - 1),
				OM__I("most", MOST)),
			"");
}

static void offer_kind(
	const struct cli_offer *offer, const struct kind *kind, const char *outer, const char *tail)
{
	const char *lo = offer->typed,
		   *hi = om__printf(&offer->state->cli.arena, "%s%s", offer->typed, LAST);

	if (!kind || !hi)
		return;
	if (kind->number)
		offer_numbers(offer, kind);
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

/* pcf: of an order's line is a field of its product. */
static const struct om_noun *noun_of(const struct om_noun *noun, const struct om_field *map)
{
	return !strcmp(map->name, "pcf:") ? om_noun_find("product") : noun;
}

void cli_offer_custom(struct cli_offer offer, const struct om_noun *noun,
	const struct om_field *map, const char *tail)
{
	struct cli *cli = &offer.state->cli;
	struct om_err ignored = {0};
	const struct om__custom *custom;

	if (!om__is_custom_map(map) || !database(cli))
		return;
	noun = noun_of(noun, map);
	for (int i = 0; om__custom_at(cli->om, noun, i, &custom, &ignored) == 0 && custom; i++) {
		char *word = om__printf(&cli->arena, "%s%s", custom->name, tail);
		if (word && custom->is_active)
			cli_offer(&offer, word, NULL);
	}
}

const struct om__custom *cli_offer_custom_named(const struct cli_offer *offer,
	const struct om_noun *noun, const struct om_field *map, const char *name)
{
	struct cli *cli = &offer->state->cli;
	const struct om__custom *custom = NULL;
	struct om_err ignored = {0};
	size_t len = strlen(map->name);

	if (!om__is_custom_map(map) || !database(cli))
		return NULL;
	if (!strncmp(name, map->name, len))
		name += len;
	if (om__custom_find(cli->om, noun, map, name, &custom, &ignored) < 0)
		return NULL;
	return custom;
}
