/* The order of steps by which a row becomes a record (see frame.h).
 *
 * A creation finds what it would have made and is done; what it would have to change is another
 * record of that name, and refused.  Files update unless they are told to skip or fail. */
#include "catalog/frame.h"

/* A unit under way. */
struct pass {
	const struct om__frame *frame;
	struct om_import *imp;
	struct om_unit *unit;
	struct om_row *row, *rows; /* the copy, and what the unit had */
	void *found;
	bool is_stored, is_lost;
};

static int begin(struct pass *p, struct om_err *err)
{
	p->rows = p->unit->rows;
	p->found = om__alloc(p->imp->chunk, p->frame->size);
	if (!p->found)
		return om__nomem(err);
	if (om__row_copy(p->imp, p->rows, &p->row, err) < 0)
		return err->code;
	p->unit->rows = p->row;
	return 0;
}

static bool is_skipped(const struct pass *p)
{
	return p->is_stored && p->imp->on_exists == OM_EXISTS_SKIP && !p->unit->is_edit;
}

static const char *phrase_of(const struct pass *p)
{
	const char *phrase = p->frame->phrase(p->imp, p->row, p->found);

	return phrase ? phrase : p->imp->importer->noun->name;
}

static void report_one_too_many(struct pass *p)
{
	om__import_error(p->imp, p->unit, p->row, p->frame->field, OM_ECONFLICT, "exists",
		"there is a %s already", phrase_of(p));
}

/* Which record it is, and whether it may be there or be missing. */
static int find(struct pass *p, struct om_err *err)
{
	struct om_unit *unit = p->unit;
	int rc = p->frame->find(p->imp, unit, p->row, p->found, err);

	p->is_lost = rc == OM__FRAME_LOST;
	p->is_stored = rc == 1;
	if (rc < 0 || p->is_lost)
		return rc < 0 ? rc : 0;
	if (unit->is_edit && !p->is_stored)
		return om_err_set(err, OM_ENOTFOUND, p->frame->unknown, "no %s with key %lld",
			p->imp->importer->noun->name, (long long)unit->id);
	om__cells_required(p->imp, unit, p->row, !p->is_stored);
	if (p->is_stored && p->imp->is_file && p->imp->on_exists == OM_EXISTS_FAIL)
		report_one_too_many(p);
	else if (!p->is_stored && p->imp->options && p->imp->options->no_create)
		om__import_error(p->imp, unit, p->row, p->frame->field, OM_ENOTFOUND,
			p->frame->unknown, "no %s", phrase_of(p));
	return 0;
}

static int examine(struct pass *p, struct om_err *err)
{
	int rc;

	if (p->frame->clean)
		p->frame->clean(p->imp, p->unit, p->row);
	rc = find(p, err);
	if (rc < 0 || p->is_lost || is_skipped(p))
		return rc;
	return p->frame->judge(p->imp, p->unit, p->row, p->found, p->is_stored, err);
}

int om__frame_check(struct om_import *imp, struct om_unit *unit, struct om_err *err)
{
	const struct om__frame *frame = imp->importer->frame;
	struct pass p = {.frame = frame, .imp = imp, .unit = unit};
	int rc = begin(&p, err);

	if (rc < 0)
		return rc;
	rc = examine(&p, err);
	if (rc == 0 && !p.is_lost && frame->remember)
		rc = frame->remember(imp, unit, p.row, p.found, p.is_stored, err);
	unit->rows = p.rows;
	return rc;
}

static int write(struct pass *p, enum om_outcome *ret_outcome, struct om_err *err)
{
	const struct om__frame *frame = p->frame;
	bool is_create = !p->imp->is_file && !p->unit->is_edit, adopts;
	int changed = 0, rc;

	if (!p->is_stored) {
		*ret_outcome = OM_CREATED;
		return frame->create(p->imp, p->unit, p->row, p->found, err);
	}
	if (is_skipped(p)) {
		*ret_outcome = OM_SKIPPED;
		return 0;
	}
	adopts = is_create && frame->adopts && frame->adopts(p->imp, p->found);
	rc = frame->update(p->imp, p->unit, p->row, p->found, !is_create || adopts, &changed, err);
	if (rc == 0 && is_create && changed && !adopts)
		report_one_too_many(p);
	*ret_outcome = adopts ? OM_CREATED : changed ? OM_UPDATED : OM_UNCHANGED;
	return rc;
}

int om__frame_apply(struct om_import *imp, struct om_unit *unit, enum om_outcome *ret_outcome,
	struct om_err *err)
{
	struct pass p = {.frame = imp->importer->frame, .imp = imp, .unit = unit};
	int rc = begin(&p, err);

	if (rc < 0)
		return rc;
	rc = examine(&p, err);
	if (rc == 0 && !unit->is_bad)
		rc = write(&p, ret_outcome, err);
	unit->rows = p.rows;
	return rc;
}
