/* The run: one execution of a changing command.
 *
 * Its row is written by the first change, in that change's transaction; so a run without row has
 * changed nothing.  While that transaction is not committed a rollback takes the id back.  Counts
 * are kept in memory and added to the row at the end. */
#include "core/actor.h"
#include "core/state.h"
#include <time.h>

static void run_is_kept(struct om *om, void *arg)
{
	(void)arg;
	om->run_is_written = true;
}

int om__run(struct om *om, int64_t *ret_id, struct om_err *err)
{
	struct om__settings *s;
	int64_t id;
	int rc;

	OM_ASSERT(om->tx_depth > 0);
	if (om->run_id) {
		*ret_id = om->run_id;
		return 0;
	}
	rc = om__state(om, &s, err);
	if (rc == 0)
		rc = om__on_commit(om, run_is_kept, NULL, err);
	if (rc == 0)
		rc = om__ids(om, "run", 1, &id, err);
	if (rc < 0)
		return rc;
	rc = om__exec(om, OM__SQL_run_insert,
		OM__ARGS(OM__I("run_id", id), OM__I("at", om->now),
			OM__S("actor", om->actor ? om->actor : ""),
			OM__S("program", om->program ? om->program : ""),
			OM__S("command", om->command ? om->command : ""),
			OM__S("reason", om->reason), OM__S("allow", om->allow)),
		err);
	if (rc < 0)
		return rc;
	rc = om__actor_seen(om, err);
	if (rc < 0)
		return rc;
	om->run_id = id;
	*ret_id = id;
	return 0;
}

void om__run_count(
	struct om *om, int64_t created, int64_t updated, int64_t unchanged, int64_t rejected)
{
	struct om__settings *s = om->settings;

	if (!s)
		return;
	s->created += created;
	s->updated += updated;
	s->unchanged += unchanged;
	s->rejected += rejected;
}

static int finish(struct om *om, void *arg, struct om_err *err)
{
	const struct om__settings *s = arg;
	int rc;

	rc = om__exec(om, OM__SQL_run_finish,
		OM__ARGS(OM__I("run_id", om->run_id), OM__I("created", s->created),
			OM__I("updated", s->updated), OM__I("unchanged", s->unchanged),
			OM__I("rejected", s->rejected),
			OM__I("finished_at", om->is_fixed ? om->now : (int64_t)time(NULL))),
		err);
	return rc < 0 ? rc : om__ids_return(om, err);
}

int om__run_finish(struct om *om, struct om_err *err)
{
	struct om__settings *s = om->settings;
	int rc;

	if (!om->run_id || !s || om->is_dry)
		return 0;
	rc = om__tx_run(om, finish, s, err);
	if (rc == 0)
		s->created = s->updated = s->unchanged = s->rejected = 0;
	return rc;
}

/* Does a word of a command line say what was done, or to what kind of record? */
static bool is_verb(const char *word, size_t len)
{
	static const char *const verbs[] = {"order", "customer", "create", "edit", "note", "label",
		"assign", "hold", "cancel", "pay", "source", "resolve", "merge"};

	for (size_t i = 0; i < OM_COUNT(verbs); i++)
		if (strlen(verbs[i]) == len && !memcmp(verbs[i], word, len))
			return true;
	return false;
}

/* How long COMMAND is up to what it says of single records; 0 where nothing is to be cut: an import
 * names its files alone. */
static size_t length_of_verb(const char *command)
{
	size_t len = strcspn(command, " ");

	for (;;) {
		const char *word = command + len + strspn(command + len, " ");
		size_t n = strcspn(word, " ");

		if (!n || !strcmp(word, "...") || (n == 6 && !memcmp(word, "import", n)))
			return 0;
		if (!is_verb(word, n))
			return len;
		len = (size_t)(word - command) + n;
	}
}

int om__run_cut(struct om *om, int64_t run_id, struct om_err *err)
{
	char *command = NULL, *cut;
	size_t len;
	int rc = om__get_text(om, OM__SQL_run_command, OM__ARGS(OM__I("run_id", run_id)),
		&om->tx_arena, &command, err);

	if (rc <= 0)
		return rc;
	len = length_of_verb(command);
	if (!len)
		return 0;
	cut = om__printf(&om->tx_arena, "%.*s ...", (int)len, command);
	if (!cut)
		return om__nomem(err);
	return om__exec(
		om, OM__SQL_run_cut, OM__ARGS(OM__I("run_id", run_id), OM__S("command", cut)), err);
}

static const struct om_field run_fields[] = {
	{"run_id", OM_T_INT, OM_F_KEY | OM_F_LIST, OM__F_run_run_id, .help = "key of the run"},
	{"at", OM_T_TIME, OM_F_LIST, OM__F_run_at, .help = "when it began"},
	{"actor", OM_T_TEXT, OM_F_LIST, OM__F_run_actor, .help = "who ran it: os:NAME or a user"},
	{"program", OM_T_ID, 0, OM__F_run_program, .help = "program, as om-order"},
	{"command", OM_T_TEXT, OM_F_LIST, OM__F_run_command, .help = "command line as typed"},
	{"reason", OM_T_TEXT, OM_F_LIST | OM_F_SPARE, OM__F_run_reason,
		.help = "reason given with --reason"},
	{"allow", OM_T_TEXT, 0, OM__F_run_allow, .help = "refusals overridden with --allow"},
	{"created", OM_T_INT, OM_F_LIST | OM_F_SPARE, OM__F_run_created, .help = "records made"},
	{"updated", OM_T_INT, OM_F_LIST | OM_F_SPARE, OM__F_run_updated, .help = "records changed"},
	{"unchanged", OM_T_INT, OM_F_LIST | OM_F_SPARE, OM__F_run_unchanged,
		.help = "records found as wanted"},
	{"rejected", OM_T_INT, OM_F_LIST | OM_F_SPARE, OM__F_run_rejected,
		.help = "records refused"},
	{"finished_at", OM_T_TIME, OM_F_LIST | OM_F_SPARE, OM__F_run_finished_at,
		.help = "when it ended; empty while it runs or after it was cut off"},
	{"undone_by", OM_T_INT, OM_F_LIST, OM__F_run_undone_by,
		.help = "run that took it back; empty while it stands"},
	{"undoes", OM_T_INT, 0, OM__F_run_undoes, .help = "run that it took back"},
};

const struct om_noun *om_run_noun(void)
{
	static const struct om_noun noun = {
		.name = "run",
		.plural = "runs",
		.fields = run_fields,
		.field_count = OM_COUNT(run_fields),
		.from = OM__F_run_from,
		.key = OM__F_run_key,
		.ids = OM__F_run_key,
		.find = OM__F_run_find,
		.summary = "program",
	};

	return &noun;
}
