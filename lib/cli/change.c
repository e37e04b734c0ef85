/* The verbs that every noun has and that change records: create, edit, activate and deactivate.
 *
 * Each record is changed whole or refused whole; with --atomic the first refusal undoes them all.
 * A value that cannot be read is wrong for every record alike, so it ends the verb as a usage
 * error. */
#include <stdlib.h>
#include "base/text.h"
#include "cli/inner.h"
#include "query/nouns.h"
#include "db/db.h"

static bool is_assigned(const struct cli *cli, const char *column)
{
	for (int i = 0; i < cli->assign_count; i++)
		if (!strcmp(cli->assigns[i].column, column))
			return true;
	return false;
}

/* Operands fill the columns of the key in their order, but for those that an option gave. */
static int take_keys(struct cli *cli, const struct om_noun *noun, struct om_err *err)
{
	const struct om_field *field;
	int at = 0;

	for (int i = 0; at < cli->operand_count && (field = om_noun_field_at(noun, i)); i++) {
		bool is_key =
			(field->flags & OM_F_KEY) && (field->flags & (OM_F_SHEET | OM_F_INPUT));
		if (!is_key || is_assigned(cli, field->name))
			continue;
		if (cli_assign(cli_state_of(cli), field->name, cli->operands[at++], err) < 0)
			return err->code;
	}
	if (at < cli->operand_count)
		return cli_unexpected(cli, cli->operands[at], err);
	return 0;
}

static const char *readable(struct cli *cli, const char *name)
{
	char *text = om__strdup(&cli->arena, name);

	for (char *p = text; p && *p; p++)
		if (*p == '_')
			*p = ' ';
	return text ? text : name;
}

/* "listing 'TEE-RED' on shop-us": as the verb words it, else the noun and its id. */
static const char *phrase_of(
	struct cli *cli, const struct om_noun *noun, int64_t id, const char *name)
{
	const struct cli_made *made = cli->verb->more;
	const char *text = made ? made->phrase(cli, id) : NULL;

	if (!text)
		text = om__printf(&cli->arena, "%s '%s'", readable(cli, noun->name), name);
	return text ? text : name;
}

int cli_create(struct cli *cli, struct om_err *err)
{
	static const char *const verbs[] = {[OM_CREATED] = "created",
		[OM_UPDATED] = "updated",
		[OM_UNCHANGED] = "unchanged",
		[OM_SKIPPED] = "skipped"};
	const struct om_noun *noun = cli->verb->noun();
	enum om_outcome outcome;
	int64_t id;

	if (take_keys(cli, noun, err) < 0)
		return err->code;
	if (om_create(cli->om, noun, cli->assigns, cli->assign_count, NULL, &id, &outcome, err) < 0)
		return err->code;
	const char *name = cli_id_text(cli, noun, id);
	cli_say(cli, "%s%s %s%s", cli_dry(cli), verbs[outcome], phrase_of(cli, noun, id, name),
		cli_resolved(cli, "; "));
	if (!cli_state_of(cli)->has_format)
		return 0;
	return cli_result(cli, name, outcome == OM_UNCHANGED ? CLI_UNCHANGED : CLI_DONE,
		verbs[outcome], NULL, err);
}

/* What an edit changes: these columns of these records; or what is done to them instead. */
struct edit {
	const struct om_noun *noun;
	cli_act_fn *act; /* NULL: an edit of columns */
	const void *act_options;
	const struct om_assign *assigns;
	int assign_count;
	const char *const *flags;
	const int64_t *ids;
	size_t count;
	size_t first, end; /* those of the transaction under way */
	enum om_outcome *outcomes;
	bool has_if_modified;
	int64_t if_modified;
};

/* Refuses a record that was changed after the time of --if-modified. */
static int check_modified(struct om *om, const struct edit *edit, int64_t id, struct om_err *err)
{
	struct om_query_spec spec = {.noun = edit->noun,
		.keys = &id,
		.key_count = 1,
		.has_keys = true,
		.columns = "modified_at"};
	struct om_query *query = NULL;
	const struct om_value *row;
	int rc = om_query_open(om, &spec, &query, err);

	if (rc == 0)
		rc = om_query_next(query, &row, err);
	if (rc > 0 && row[0].num > edit->if_modified)
		rc = om_err_set(
			err, OM_ECONFLICT, "changed", "'%s' was changed since", om_query_id(query));
	om_query_close(query);
	return rc < 0 ? rc : 0;
}

static int change(struct om *om, struct edit *edit, size_t i, struct om_err *err)
{
	int rc;

	if (!edit->act)
		return om_edit(om, edit->noun, edit->ids[i], edit->assigns, edit->assign_count,
			edit->flags, &edit->outcomes[i], err);
	rc = edit->act(om, edit->ids[i], edit->act_options, err);
	edit->outcomes[i] = rc ? OM_UNCHANGED : OM_UPDATED;
	return rc < 0 ? rc : 0;
}

/* Looks and edits in one transaction.  May run again, so it only writes to the database and to
 * outcomes. */
static int edit_range(struct om *om, void *arg, struct om_err *err)
{
	struct edit *edit = arg;

	for (size_t i = edit->first; i < edit->end; i++) {
		if (edit->has_if_modified && check_modified(om, edit, edit->ids[i], err) < 0)
			return err->code;
		if (change(om, edit, i, err) < 0)
			return err->code;
	}
	return 0;
}

static int edit_one(struct cli *cli, struct edit *edit, size_t i, struct om_err *refusal)
{
	edit->first = i;
	edit->end = i + 1;
	return om__tx_run(cli->om, edit_range, edit, refusal);
}

/* Is the failure about the command line or the machine, not about this record? */
static bool ends_verb(const struct om_err *failure)
{
	int status = om_err_exit(failure);

	return status != 5 && status != 75 && status != 1;
}

struct edit_words {
	const char *updated, *unchanged; /* of one record */
	const char *done;                /* "2 updated" */
};

static int print_outcome(struct cli *cli, const struct edit *edit, size_t i,
	const struct edit_words *words, struct om_err *err)
{
	bool is_same = edit->outcomes[i] == OM_UNCHANGED;

	return cli_result(cli, cli_id_text(cli, edit->noun, edit->ids[i]),
		is_same ? CLI_UNCHANGED : CLI_DONE, is_same ? words->unchanged : words->updated,
		NULL, err);
}

static int run_each(
	struct cli *cli, struct edit *edit, const struct edit_words *words, struct om_err *err)
{
	for (size_t i = 0; i < edit->count; i++) {
		struct om_err failure = {0};
		int rc = edit_one(cli, edit, i, &failure);
		if (rc == 0)
			rc = print_outcome(cli, edit, i, words, err);
		else if (edit->count == 1 || ends_verb(&failure))
			*err = failure;
		else
			rc = cli_result(cli, cli_id_text(cli, edit->noun, edit->ids[i]),
				CLI_REFUSED, NULL, &failure, err);
		if (err->code)
			return err->code;
	}
	return 0;
}

static int run_atomic(
	struct cli *cli, struct edit *edit, const struct edit_words *words, struct om_err *err)
{
	edit->first = 0;
	edit->end = edit->count;
	if (om__tx_run(cli->om, edit_range, edit, err) < 0)
		return err->code;
	for (size_t i = 0; i < edit->count; i++)
		if (print_outcome(cli, edit, i, words, err) < 0)
			return err->code;
	return 0;
}

static int read_if_modified(struct cli *cli, struct edit *edit, struct om_err *err)
{
	const char *text = cli_state_of(cli)->if_modified;

	if (!text)
		return 0;
	edit->has_if_modified = true;
	if (!om_noun_field(edit->noun, "modified_at"))
		om_err_set(err, OM_EINVAL, "usage", "%s %s no time of the last change",
			edit->noun->plural, om__noun_verb(edit->noun, "have", "has"));
	else if (om__time_parse(text, cli->om->zone, OM_DATE_ISO, &edit->if_modified, NULL, err) ==
		0)
		return 0;
	om_err_at(err, "--if-modified", 0, 0);
	return err->code;
}

/* Selects the records and edits them; the results are open still. */
static int run_edit(
	struct cli *cli, struct edit *edit, const struct edit_words *words, struct om_err *err)
{
	int64_t *ids;

	cli_state_of(cli)->results.word = words->done;
	edit->noun = cli->verb->noun();
	if (read_if_modified(cli, edit, err) < 0)
		return err->code;
	if (cli_select(cli, edit->noun, &ids, &edit->count, err) < 0)
		return err->code;
	if (!edit->assign_count && !edit->act)
		return om_err_set(err, OM_EINVAL, "usage",
			"nothing to change: give COLUMN=VALUE or --COLUMN VALUE");
	edit->ids = ids;
	edit->outcomes = OM_NEWN(&cli->arena, enum om_outcome, edit->count + 1);
	if (!edit->outcomes)
		return om__nomem(err);
	return cli->atomic ? run_atomic(cli, edit, words, err) : run_each(cli, edit, words, err);
}

int cli_edit(struct cli *cli, struct om_err *err)
{
	static const struct edit_words words = {"updated", "unchanged", "updated"};
	struct edit edit = {.assigns = cli->assigns, .assign_count = cli->assign_count};

	if (run_edit(cli, &edit, &words, err) < 0)
		return err->code;
	return cli_results_end(cli, err);
}

int cli_act(
	struct cli *cli, cli_act_fn *act, const void *options, const char *done, struct om_err *err)
{
	const struct edit_words words = {done, "unchanged", done};
	struct edit edit = {.act = act, .act_options = options};

	if (run_edit(cli, &edit, &words, err) < 0)
		return err->code;
	return cli_results_end(cli, err);
}

static int set_active(
	struct cli *cli, const char *value, const struct edit_words *words, struct om_err *err)
{
	static const char *const flags[] = {"activate", NULL};
	const struct om_assign assign = {"is_active", value};
	struct edit edit = {.assigns = &assign, .assign_count = 1, .flags = flags};

	if (run_edit(cli, &edit, words, err) < 0)
		return err->code;
	return cli_results_end(cli, err);
}

int cli_activate(struct cli *cli, struct om_err *err)
{
	static const struct edit_words words = {"active", "active already", "activated"};

	return set_active(cli, "yes", &words, err);
}

int cli_deactivate(struct cli *cli, struct om_err *err)
{
	static const struct edit_words words = {"inactive", "inactive already", "deactivated"};

	return set_active(cli, "no", &words, err);
}
