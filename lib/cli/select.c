/* The records that a verb acts on: operands, `-` for one a line on standard input, --where and
 * --find, or a sheet (README, "Common forms" 4).
 *
 * Every name is looked up before anything is changed, and every unknown one is reported: the last
 * of them is the error that the verb returns, or, where each record succeeds by itself, each is a
 * result of its own (orders.md R27.1).  A record that is named twice is taken once, where it
 * stood first. */
#include <ctype.h>
#include <stdlib.h>
#include "base/map.h"
#include "db/db.h"
#include "base/text.h"
#include "db/db.h"
#include "cli/inner.h"

/* Names as given, and how many of them have failed. */
struct names {
	const char **items;
	size_t count, room;
	bool is_each; /* one that is unknown is refused, the others are acted on */
};

static int add_name(struct cli *cli, struct names *names, const char *name, struct om_err *err)
{
	if (names->count == names->room) {
		size_t room = names->room ? 2 * names->room : 32;
		const char **items = OM_NEWN(&cli->arena, const char *, room);
		if (!items)
			return om__nomem(err);
		if (names->count)
			memcpy(items, names->items, sizeof(*items) * names->count);
		names->items = items;
		names->room = room;
	}
	names->items[names->count++] = name;
	return 0;
}

static int add_line(struct cli *cli, struct names *names, char *line, ssize_t len, int64_t number,
	struct om_err *err)
{
	while (len > 0 && (line[len - 1] == '\n' || line[len - 1] == '\r'))
		line[--len] = '\0';
	if (len == 0)
		return 0;
	if (strlen(line) != (size_t)len || (size_t)len > CLI_ID_MAX ||
		!om__utf8_valid(line, (size_t)len)) {
		om_err_set(err, OM_EINVAL, "bad-row", "no id of a record");
		om_err_at(err, "-", number, 0);
		return OM_EINVAL;
	}
	char *name = om__strdup(&cli->arena, line);
	return name ? add_name(cli, names, name, err) : om__nomem(err);
}

static int read_stdin(struct cli *cli, struct names *names, struct om_err *err)
{
	char *line = NULL;
	size_t room = 0;
	int64_t number = 0;
	ssize_t len;
	int rc = 0;

	while (rc == 0 && (len = getline(&line, &room, stdin)) >= 0)
		rc = add_line(cli, names, line, len, ++number, err);
	free(line);
	if (rc == 0 && ferror(stdin))
		rc = om_err_set(err, OM_EIO, "io", "cannot read standard input");
	return rc;
}

/* How many operands name one record: "CHANNEL SKU..." says two, "ORDER..." one. */
static int words_per_id(const struct cli_verb *verb)
{
	int count = 0;

	for (const char *p = verb->operands; isupper((unsigned char)*p); p += strspn(p, " ")) {
		size_t len = strcspn(p, " ");
		if (memchr(p, '=', len))
			break;
		count++;
		if (memchr(p, '.', len))
			break;
		p += len;
	}
	return count > 1 ? count : 1;
}

/* Joins N operands from I on as --format ids prints them, "SHOP:TEE-RED"; one that is joined
 * already stands alone. */
static int add_operand(struct cli *cli, struct names *names, int *i, int n, struct om_err *err)
{
	const char *name = cli->operands[*i];
	bool is_joined = strchr(name, ':') || name[0] == '@';

	while (!is_joined && --n > 0 && *i + 1 < cli->operand_count) {
		name = om__printf(&cli->arena, "%s:%s", name, cli->operands[++*i]);
		if (!name)
			return om__nomem(err);
	}
	return add_name(cli, names, name, err);
}

static int collect(struct cli *cli, struct names *names, struct om_err *err)
{
	struct cli_state *state = cli_state_of(cli);
	int rc = 0, n = words_per_id(cli->verb);

	if (state->row)
		return add_name(cli, names, state->row->id, err);
	for (int i = 0; rc == 0 && i < cli->operand_count; i++) {
		if (!strcmp(cli->operands[i], "-"))
			rc = read_stdin(cli, names, err);
		else
			rc = add_operand(cli, names, &i, n, err);
	}
	for (int i = 0; rc == 0 && i < state->extra_id_count; i++)
		rc = add_name(cli, names, state->extra_ids[i], err);
	return rc;
}

/* A failure that has nothing to do with the name ends the search. */
static bool is_fatal(int code)
{
	return code == OM_ENOMEM || code == OM_EDB || code == OM_EBUSY || code == OM_EIO ||
		code == OM_EBUG || code == OM_EVERSION;
}

static int add_key(
	struct om_imap *seen, int64_t id, int64_t *ids, size_t *count, struct om_err *err)
{
	int64_t at;

	if (om__imap_get(seen, id, &at))
		return 0;
	if (om__imap_put(seen, id, 1, err) < 0)
		return err->code;
	ids[(*count)++] = id;
	return 0;
}

/* What looked like COLUMN=VALUE and is no record: the column was mistyped. */
static void say_column(
	struct cli *cli, const struct om_noun *noun, const char *name, struct om_err *failure)
{
	size_t len = strcspn(name, "=");
	const char *column = om__strndup(&cli->arena, name, len);

	if (!name[len] || !column || !(cli->verb->flags & CLI_FIELDS) ||
		om_noun_field(noun, column))
		return;
	om_err_clear(failure);
	om_err_set(failure, OM_EINVAL, "unknown-column", "no %s and no column '%s'", noun->name,
		column);
	cli_hint_column(cli, column, failure);
}

static int find(struct cli *cli, const struct om_noun *noun, const char *name, int64_t *ret,
	struct om_err *err)
{
	int rc = cli->other_name ? cli->other_name(cli, name, ret, err) : 0;

	if (rc)
		return rc < 0 ? rc : 0;
	return om_find(cli->om, noun, name, ret, err);
}

/* A name that is no record may be refused by itself; a mistyped option may not. */
static bool is_refusal(
	const struct cli *cli, const struct names *names, const struct om_err *failure)
{
	return names->is_each && !cli->atomic && !is_fatal(failure->code) &&
		om_err_exit(failure) == 5;
}

static int look_up(struct cli *cli, const struct om_noun *noun, const struct names *names,
	int64_t *ids, size_t *ret_count, struct om_err *err)
{
	struct om_imap seen;
	size_t count = 0;
	int rc = 0;

	rc = om__read_begin(cli->om, err);
	if (rc < 0)
		return rc;
	om__imap_init(&seen);
	for (size_t i = 0; i < names->count && rc == 0; i++) {
		struct om_err failure = {0};
		int64_t id;
		if (find(cli, noun, names->items[i], &id, &failure) == 0) {
			rc = add_key(&seen, id, ids, &count, err);
			continue;
		}
		if (failure.code == OM_ENOTFOUND)
			say_column(cli, noun, names->items[i], &failure);
		if (is_refusal(cli, names, &failure)) {
			rc = cli_result(cli, names->items[i], CLI_REFUSED, NULL, &failure, err);
			continue;
		}
		if (err->code)
			cli_error(cli, err, false);
		*err = failure;
		if (is_fatal(failure.code))
			rc = failure.code;
	}
	om__read_end(cli->om);
	om__imap_release(&seen);
	*ret_count = count;
	return err->code;
}

static int by_filter(struct cli *cli, const struct om_noun *noun, int64_t **ret_ids,
	size_t *ret_count, struct om_err *err)
{
	struct om_query_spec spec = {
		.noun = noun,
		.where = cli->where,
		.where_source = "--where",
		.and_where = cli->and_where,
		.find = cli->find,
		.sort = cli->sort,
		.limit = cli->limit,
	};

	return om_query_keys(cli->om, &spec, &cli->arena, ret_ids, ret_count, err);
}

static int by_name(struct cli *cli, const struct om_noun *noun, const struct names *names,
	int64_t **ret_ids, size_t *ret_count, struct om_err *err)
{
	*ret_ids = OM_NEWN(&cli->arena, int64_t, names->count + 1);
	if (!*ret_ids)
		return om__nomem(err);
	return look_up(cli, noun, names, *ret_ids, ret_count, err);
}

static int choose(struct cli *cli, const struct om_noun *noun, bool is_each, int64_t **ret_ids,
	size_t *ret_count, struct om_err *err)
{
	struct cli_state *state = cli_state_of(cli);
	bool has_filter = (cli->where || cli->find) && !state->row;
	bool has_names = cli->operand_count || state->extra_id_count || state->row;
	struct names names = {.is_each = is_each && !state->row};
	int rc;

	if (has_filter && (cli->verb->flags & CLI_FIELDS) && cli->operand_count &&
		strchr(cli->operands[0], '='))
		return cli_unexpected(cli, cli->operands[0], err);
	if (has_filter && has_names)
		return om_err_set(err, OM_EINVAL, "usage", "give records or a filter, not both");
	if (!has_filter && !has_names && !cli_has_sheet(state))
		return om_err_set(err, OM_EINVAL, "usage", "'%s' needs %s, '-' or --where",
			cli_verb_words(cli),
			*cli->verb->operands ? cli->verb->operands : noun->name);
	if (has_filter) {
		rc = by_filter(cli, noun, ret_ids, ret_count, err);
	} else {
		rc = collect(cli, &names, err);
		if (rc == 0)
			rc = by_name(cli, noun, &names, ret_ids, ret_count, err);
	}
	if (rc < 0)
		return rc;
	if (!*ret_count && cli->must_match)
		cli_exit(cli, 1);
	if (!(cli->verb->flags & CLI_WRITE))
		return 0;
	if (!state->row)
		state->results.total = (int64_t)*ret_count;
	return cli_guard(cli, (int64_t)*ret_count,
		om__plural((int64_t)*ret_count, noun->name, noun->plural), err);
}

int cli_select(struct cli *cli, const struct om_noun *noun, int64_t **ret_ids, size_t *ret_count,
	struct om_err *err)
{
	return choose(cli, noun, false, ret_ids, ret_count, err);
}

int cli_select_each(struct cli *cli, const struct om_noun *noun, int64_t **ret_ids,
	size_t *ret_count, struct om_err *err)
{
	return choose(cli, noun, true, ret_ids, ret_count, err);
}

const char *cli_id_text(struct cli *cli, const struct om_noun *noun, int64_t id)
{
	struct om_query_spec spec = {.noun = noun, .keys = &id, .key_count = 1, .has_keys = true};
	struct om_err ignored = {0};
	struct om_query *query = NULL;
	const struct om_value *row;
	const char *text = NULL;

	if (om_query_open(cli->om, &spec, &query, &ignored) == 0 &&
		om_query_next(query, &row, &ignored) > 0)
		text = om__strdup(&cli->arena, om_query_id(query));
	om_query_close(query);
	if (!text)
		text = om__printf(&cli->arena, "@%lld", (long long)id);
	return text ? text : "";
}
