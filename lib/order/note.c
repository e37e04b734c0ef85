/* Notes on an order: lines added to its three texts, and notes of the activity, which keep who
 * noted them and when (orders.md, Commands).
 *
 * A text takes each line once, so that a command that is repeated adds nothing; the activity is a
 * ledger and takes every note.  A note changes no fact, so it is allowed in any status. */
#include "base/buf.h"
#include "core/core.h"
#include "order/intake.h"
#include <om/sheet.h>

static const struct {
	const char *kind, *column;
	enum om__sql read;
} texts[] = {
	{"internal", "internal_notes", OM__SQL_order_internal_notes},
	{"to-buyer", "notes_to_buyer", OM__SQL_order_notes_to_buyer},
	{"from-buyer", "notes_from_buyer", OM__SQL_order_notes_from_buyer},
};

/* Is the note there already: do its lines stand in TEXT, one after the other? */
static bool has_lines(const char *text, const char *note)
{
	size_t len = strlen(note);

	for (const char *p = text; p; p = strchr(p, '\n')) {
		p += *p == '\n';
		if (!strncmp(p, note, len) && (!p[len] || p[len] == '\n'))
			return true;
	}
	return false;
}

static int add_line(
	struct om *om, int64_t order_id, size_t i, const struct om_note *note, struct om_err *err)
{
	struct om_assign assign = {texts[i].column, note->text};
	enum om_outcome outcome;
	char *old = NULL;
	int rc = om__get_text(
		om, texts[i].read, OM__ARGS(OM__I("order_id", order_id)), &om->tx_arena, &old, err);

	if (rc < 0)
		return rc;
	if (old && *old && !note->replace) {
		if (has_lines(old, note->text))
			return 1;
		assign.value = om__printf(&om->tx_arena, "%s\n%s", old, note->text);
		if (!assign.value)
			return om__nomem(err);
	}
	rc = om_edit(om, &om__order_noun, order_id, &assign, 1, NULL, &outcome, err);
	return rc < 0 ? rc : outcome == OM_UNCHANGED;
}

static int add_activity(
	struct om *om, int64_t order_id, const struct om_note *note, struct om_err *err)
{
	int64_t id, run;
	int rc = om__ids(om, "order_note", 1, &id, err);

	if (rc == 0)
		rc = om__run(om, &run, err);
	if (rc == 0)
		rc = om__exec(om, OM__SQL_order_note_insert,
			OM__ARGS(OM__I("order_note_id", id), OM__I("order_id", order_id),
				OM__I("run_id", run), OM__S("note", note->text)),
			err);
	return rc < 0 ? rc : om__order_touch(om, order_id, err);
}

int om_order_note(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	const struct om_note *note = options;

	if (!note->text || !note->text[strspn(note->text, " \t\n")])
		return om_err_set(err, OM_EINVAL, "missing", "the note is empty");
	if (!note->kind)
		return add_line(om, order_id, 0, note, err);
	for (size_t i = 0; i < OM_COUNT(texts); i++)
		if (!strcmp(note->kind, texts[i].kind))
			return add_line(om, order_id, i, note, err);
	if (strcmp(note->kind, "activity") != 0)
		return om_err_set(err, OM_EINVAL, "bad-choice", "'%.40s' is none of %s", note->kind,
			OM_NOTE_KINDS);
	return add_activity(om, order_id, note, err);
}

/* ---- the notes of the activity as a list ---- */

static const struct om_field fields[] = {
	{"order_note_id", OM_T_INT, OM_F_READONLY | OM_F_KEY, OM__F_order_note_order_note_id,
		.help = "its key"},
	{"order_id", OM_T_INT, OM_F_READONLY, OM__F_order_note_order_id,
		.help = "key of the order"},
	{"order", OM_T_ID, OM_F_READONLY | OM_F_LIST, OM__F_order_note_order,
		.help = "the order as CHANNEL:NUMBER"},
	{"at", OM_T_TIME, OM_F_READONLY | OM_F_LIST, OM__F_order_note_at,
		.help = "when it was noted"},
	{"actor", OM_T_TEXT, OM_F_READONLY | OM_F_LIST, OM__F_order_note_actor,
		.help = "who noted it"},
	{"note", OM_T_TEXT, OM_F_READONLY | OM_F_LIST, OM__F_order_note_note,
		.help = "what was noted"},
};

const struct om_noun om__order_note_noun = {
	.name = "note",
	.plural = "notes",
	.fields = fields,
	.field_count = OM_COUNT(fields),
	.from = OM__F_order_note_from,
	.key = OM__F_order_note_order_note_id,
	.ids = OM__F_order_note_ids,
	.summary = "actor",
};

const struct om_noun *om_order_note_noun(void)
{
	return &om__order_note_noun;
}
