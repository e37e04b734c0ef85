/* Undo: what a run did, taken back in one transaction, all of it or nothing.
 *
 * The run is read as steps, kind by kind, and every step is looked at before the first one is done:
 * what another run touched since refuses all, with each such record named.  Runs that were undone,
 * and the undos themselves, cancel each other out and count for nothing.  Derived facts (status,
 * problems, allocations, queues) have no steps: the orders concerned are looked at again.  The undo
 * is a run with its own history, movements and holds, so it can be undone by the same means. */
#include "flow/undo/undo.h"
#include "base/text.h"
#include "core/core.h"
#include <om/admin.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

int om__undo_refuse(struct om__undo_step *step, int code, const char *word, const char *fmt, ...)
{
	char text[300];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return om_err_set(
		&step->refusal, code, word, "%s %s: %s", step->entity, step->record, text);
}

/* The number, from 1, of the last step with that id; 0: none.  Step.next leads to the others. */
static int last_of(const struct om__undo *u, int64_t id)
{
	int64_t number;

	return om__imap_get(&u->by_id, id, &number) ? (int)number : 0;
}

bool om__undo_is_made(const struct om__undo *u, const char *entity, int64_t id)
{
	for (int i = last_of(u, id); i; i = u->steps[i - 1].next)
		if (u->steps[i - 1].kind->is_made && !strcmp(u->steps[i - 1].entity, entity))
			return true;
	return false;
}

struct om__undo_step *om__undo_find(
	const struct om__undo *u, const char *entity, int64_t id, const char *field)
{
	for (int i = last_of(u, id); i; i = u->steps[i - 1].next) {
		struct om__undo_step *s = &u->steps[i - 1];

		if (!strcmp(s->entity, entity) && !strcmp(s->field, field))
			return s;
	}
	return NULL;
}

bool om__undo_is_beside(
	const struct om__undo *u, const struct om__undo_step *s, const struct om__undo_step *e)
{
	return e < u->steps + u->count && e->kind == s->kind && e->id == s->id &&
		!strcmp(e->entity, s->entity);
}

static const char *keep(struct om *om, struct om__q *q, int column)
{
	if (om__col_null(q, column))
		return NULL;
	return om__strndup(&om->tx_arena, om__col_text(q, column), om__col_len(q, column));
}

static int add_step(
	struct om__undo *u, const struct om__undo_kind *kind, struct om__q *q, struct om_err *err)
{
	struct om__undo_step *s;

	if (u->count == u->cap) {
		int cap = u->cap ? u->cap * 2 : 64;
		struct om__undo_step *more = OM_NEWN(&u->om->tx_arena, struct om__undo_step, cap);

		if (!more)
			return om__nomem(err);
		if (u->count)
			memcpy(more, u->steps, sizeof(*more) * (size_t)u->count);
		u->steps = more;
		u->cap = cap;
	}
	s = &u->steps[u->count++];
	*s = (struct om__undo_step){.kind = kind,
		.entity = keep(u->om, q, 0),
		.id = om__col_int(q, 1),
		.record = keep(u->om, q, 2),
		.later_run = om__col_int(q, 3),
		.field = keep(u->om, q, 4),
		.old_value = keep(u->om, q, 5),
		.new_value = keep(u->om, q, 6),
		.number = om__col_int(q, 7),
		.what = kind->what};
	s->next = last_of(u, s->id);
	return s->entity && s->record && s->field ? om__imap_put(&u->by_id, s->id, u->count, err)
						  : om__nomem(err);
}

static int gather(struct om__undo *u, struct om_err *err)
{
	for (const struct om__undo_kind *kind = om__undo_kinds; kind->run; kind++) {
		OM_AUTO(om__done) struct om__q *q = NULL;
		int rc = om__q(u->om, kind->sql,
			OM__ARGS(OM__I("run_id", u->run_id), OM__I("at", u->at)), &q, err);

		while (rc >= 0 && (rc = om__step(q, err)) > 0)
			rc = add_step(u, kind, q, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* Words every step and refuses those that were touched since. */
static int plan(struct om__undo *u, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; i < u->count && rc >= 0; i++) {
		struct om__undo_step *s = &u->steps[i];

		if (i % 100 == 0)
			om__progress(u->om, "check", i, i, u->count);
		if (s->kind->plan)
			rc = s->kind->plan(u, s, err);
		if (!s->is_covered && s->later_run)
			om__undo_refuse(s, OM_EREFUSED, "changed", "changed since by run %" PRId64,
				s->later_run);
	}
	return rc < 0 ? rc : 0;
}

/* The refused steps as one error: the word of the first, and how many there are. */
static int refused(const struct om__undo *u, struct om_err *err)
{
	const struct om__undo_step *first = NULL;
	int n = 0;

	for (int i = 0; i < u->count; i++) {
		if (!u->steps[i].refusal.code)
			continue;
		first = first ? first : &u->steps[i];
		n++;
	}
	if (!first)
		return 0;
	om_err_set(err, first->refusal.code, first->refusal.word,
		"run %" PRId64 " stays, %d of its %s cannot be taken back; the first: %s",
		u->run_id, n, OM_COUNTED(u->count, "change", "changes"), first->refusal.message);
	if (first->refusal.hint[0])
		om_err_hint(err, "%s", first->refusal.hint);
	return first->refusal.code;
}

static bool is_refusal(int code)
{
	return code == OM_EINVAL || code == OM_ENOTFOUND || code == OM_ECONFLICT ||
		code == OM_ESTATE || code == OM_EREFUSED;
}

/* A value that a layer would not take from a person is none that anybody typed here: what is there
 * now does not take it any more. */
static void take_refusal(struct om__undo_step *s, const struct om_err *why)
{
	bool is_value = why->code == OM_EINVAL;
	int code = is_value ? OM_EREFUSED : why->code;
	const char *word = is_value ? "changed" : why->word;

	size_t len = strlen(s->record);

	if (why->message[0] == '\'')
		om_err_set(&s->refusal, code, word, "%s", why->message);
	else if (!strncmp(why->message, s->record, len) && strchr(" :", why->message[len]))
		om_err_set(&s->refusal, code, word, "%s %s", s->entity, why->message);
	else
		om__undo_refuse(s, code, word, "%s", why->message);
	if (why->hint[0])
		om_err_hint(&s->refusal, "%s", why->hint);
}

/* The first step that its own layer refuses ends the undo: everything is rolled back. */
static int do_all(struct om__undo *u, struct om_err *err)
{
	for (int i = 0; i < u->count; i++) {
		struct om__undo_step *s = &u->steps[i];
		struct om_err why = {0};
		if (i % 100 == 0)
			om__progress(u->om, "undo", i, i, u->count);
		int rc = s->is_covered ? 0 : s->kind->run(u, s, &why);

		if (rc >= 0)
			continue;
		if (!is_refusal(rc)) {
			*err = why;
			return rc;
		}
		take_refusal(s, &why);
		return refused(u, err);
	}
	return 0;
}

/* A run that is taken back stands no more; one whose undo is taken back stands again, and so on
 * along the chain. */
static int mark(struct om *om, int64_t run_id, int64_t undoes, struct om_err *err)
{
	int64_t by, target = run_id, next = undoes;
	bool is_undone = true;
	int rc = om__run(om, &by, err);

	if (rc == 0)
		rc = om__exec(om, OM__SQL_undo_mark_run,
			OM__ARGS(OM__I("run_id", by), OM__I("undone_id", run_id)), err);
	while (rc >= 0 && target) {
		OM_AUTO(om__done) struct om__q *q = NULL;

		rc = om__exec(om, OM__SQL_undo_mark_undone,
			OM__ARGS(OM__I("run_id", target), OM__V("by_id", is_undone, by)), err);
		by = target;
		target = next;
		next = 0;
		is_undone = !is_undone;
		if (rc < 0 || !target)
			break;
		rc = om__q(om, OM__SQL_undo_run, OM__ARGS(OM__I("run_id", target)), &q, err);
		if (rc == 0)
			rc = om__step(q, err);
		if (rc > 0)
			next = om__col_int(q, 1);
	}
	return rc < 0 ? rc : 0;
}

struct head {
	int64_t undone_by, undoes, changes, at;
	bool is_first;
};

static int read_head(struct om *om, int64_t run_id, struct head *ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_undo_run, OM__ARGS(OM__I("run_id", run_id)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (rc == 0)
		return om_err_set(
			err, OM_ENOTFOUND, "unknown-record", "there is no run %" PRId64, run_id);
	*ret = (struct head){om__col_int(q, 0), om__col_int(q, 1), om__col_int(q, 2),
		om__col_int(q, 3), om__col_int(q, 4) != 0};
	if (ret->undone_by)
		return om_err_set(err, OM_ESTATE, "wrong-state",
			"run %" PRId64 " was undone by run %" PRId64, run_id, ret->undone_by);
	if (ret->is_first)
		return om_err_set(err, OM_EREFUSED, "unsupported",
			"run %" PRId64 " made the database and stays", run_id);
	return 0;
}

static bool has_own_step(const struct om__undo *u)
{
	for (int i = 0; i < u->count; i++)
		if (!u->steps[i].is_covered)
			return true;
	return false;
}

static int undo_steps(struct om__undo *u, const struct head *head, struct om_err *err)
{
	int rc = gather(u, err);

	if (rc == 0)
		rc = plan(u, err);
	if (rc == 0)
		rc = refused(u, err);
	if (rc == 0 && !has_own_step(u) && (u->count || head->changes))
		return om_err_set(err, OM_EREFUSED, "unsupported",
			"what run %" PRId64 " did is derived from other facts: there is nothing "
			"to take back",
			u->run_id);
	if (rc == 0)
		rc = do_all(u, err);
	return rc < 0 || !u->count ? rc : mark(u->om, u->run_id, head->undoes, err);
}

static int undo_body(struct om *om, void *arg, struct om_err *err)
{
	struct om__undo *u = arg;
	struct head head = {0};
	int rc = read_head(om, u->run_id, &head, err);

	u->steps = NULL;
	u->count = u->cap = 0;
	if (rc < 0)
		return rc;
	u->at = head.at;
	om__imap_init(&u->by_id);
	rc = undo_steps(u, &head, err);
	om__imap_release(&u->by_id);
	return rc;
}

/* After the transaction, so that only what was kept, or refused for good, is told. */
static void tell(
	const struct om__undo *u, bool is_done, om_undo_each *each, void *arg, int64_t *ret_count)
{
	*ret_count = 0;
	for (int i = 0; i < u->count; i++) {
		const struct om__undo_step *s = &u->steps[i];
		const struct om_undo_step row = {
			s->entity, s->id, s->record, s->what, s->refusal.code ? &s->refusal : NULL};

		if (s->is_covered || is_done == (s->refusal.code != 0))
			continue;
		++*ret_count;
		if (each)
			each(arg, &row);
	}
}

int om_undo(struct om *om, int64_t run_id, om_undo_each *each, void *arg, int64_t *ret_count,
	struct om_err *err)
{
	struct om__undo u = {.om = om, .run_id = run_id};
	struct head head = {0};
	int rc = om->is_dry ? read_head(om, run_id, &head, err) : 0;

	if (rc == 0)
		rc = om__dry_prepare(om, head.changes, err);
	if (rc == 0)
		rc = om__tx_run(om, undo_body, &u, err);
	if (rc == 0 || is_refusal(rc))
		tell(&u, rc == 0, each, arg, ret_count);
	if (rc == 0)
		om__run_count(om, 0, *ret_count, 0, 0);
	return rc;
}
