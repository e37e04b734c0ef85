/* Listings: how a row of the sheet, a create and an edit become a stored listing (catalog.md
 * "listings", C8).
 *
 * The key is (channel, listing SKU), byte for byte as the channel sends it, and no twin in another
 * ASCII case.  A link is made here once; another product is given by reassigning only, so that a
 * sheet cannot turn sold goods into others. */
#include "catalog/listing.h"
#include "base/map.h"
#include "base/text.h"
#include "catalog/frame.h"

struct listings {
	struct om_imap new_skus; /* first pass: of rows that create, see om__twin_in_file */
	struct om__id_pool ids;
};

/* What a row means, found out by examine. */
struct found {
	struct om__listing l; /* the stored one, or a blank one with its channel */
	bool is_linked;       /* the row gives it a product that it has not */
	struct om__product_ref to;
	const char *to_sku;
	const char *new_sku; /* the row gives it another text */
};

static bool folds(const struct om_import *imp)
{
	return imp->options && imp->options->ignore_case;
}

static void refuse(struct om_import *imp, struct om_unit *unit, const char *field, struct om_err *e,
	const char *hint)
{
	if (hint)
		om_err_hint(e, "%s", hint);
	om__import_fail(imp, unit, &unit->rows[0], field, e);
}

/* ---- finding ---- */

static void report_twin(
	struct om_import *imp, struct om_unit *unit, const char *text, const struct om__listing *l)
{
	struct om_err e = {0};

	om_err_set(&e, OM_EREFUSED, "sku-case",
		"'%s' differs from listing '%s' on %s only in letter case", text, l->listing_sku,
		l->channel);
	om_err_hint(&e, "write it '%s'", l->listing_sku);
	om__import_fail(imp, unit, &unit->rows[0], "listing_sku", &e);
}

/* A row that renames is found by its old text, and when it is read again by its new one. */
static int find_by_text(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	struct found *f, struct om_err *err)
{
	const char *text = om__cell_text(row, L_LISTING_SKU),
		   *to = om__cell_text(row, L_NEW_LISTING_SKU);
	int64_t channel_id = f->l.channel_id;
	struct om__listing l = {0};
	int rc = om__listing_by_key(imp->om, channel_id, text, imp->chunk, &l, err);

	if (rc == 0 && *to) {
		rc = om__listing_by_key(imp->om, channel_id, to, imp->chunk, &l, err);
		text = to;
	}
	if (rc <= 0)
		return rc;
	/* Renaming to another case leaves nothing of the old text. */
	if (strcmp(l.listing_sku, text) && strcmp(l.listing_sku, to) && !folds(imp))
		report_twin(imp, unit, text, &l);
	f->l = l;
	unit->id = l.listing_id;
	return 1;
}

static int find_stored(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	struct found *f = found;
	struct om__channel_ref channel;
	int rc;

	if (unit->is_edit)
		return om__listing_by_id(imp->om, unit->id, imp->chunk, &f->l, err);
	rc = om__channel_by_name(imp->om, om__cell_text(row, L_CHANNEL), &channel, err);
	if (rc < 0)
		return rc;
	if (rc == 0) {
		om__import_error(imp, unit, row, "channel", OM_ENOTFOUND, "unknown-channel",
			"no channel '%s'", om__cell_text(row, L_CHANNEL));
		return OM__FRAME_LOST;
	}
	f->l.channel_id = channel.channel_id;
	f->l.channel = om__strdup(imp->chunk, channel.channel);
	return f->l.channel ? find_by_text(imp, unit, row, f, err) : om__nomem(err);
}

static const char *phrase(struct om_import *imp, const struct om_row *row, const void *found)
{
	const struct found *f = found;

	return om__printf(imp->chunk, "listing '%s' on %s",
		f->l.listing_sku ? f->l.listing_sku : om__cell_text(row, L_LISTING_SKU),
		f->l.channel);
}

/* ---- checking ---- */

static int check_target(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	struct found *f, struct om_err *err)
{
	struct om_err e = {0};
	int rc;

	if (!om__cell_has(row, L_SKU))
		return 0;
	rc = om__listing_target(
		imp->om, om__cell_text(row, L_SKU), folds(imp), imp->chunk, &f->to, &f->to_sku, &e);
	if (rc == OM_EDB || rc == OM_ENOMEM || rc == OM_EBUSY)
		return om_err_set(err, rc, e.word, "%s", e.message);
	if (rc < 0) {
		refuse(imp, unit, "sku", &e, NULL);
		return 0;
	}
	if (f->l.has_product_id && f->l.product_id == f->to.product_id)
		return 0;
	if (f->l.has_product_id) {
		om_err_set(&e, OM_EREFUSED, "listing-assigned",
			"'%s' on %s is a listing of product '%s'", f->l.listing_sku, f->l.channel,
			f->l.sku);
		refuse(imp, unit, "sku", &e,
			"om-product listing reassign gives it another product");
	} else if (!f->to.is_active) {
		om_err_set(&e, OM_EREFUSED, "inactive-sku", "product '%s' is inactive", f->to_sku);
		refuse(imp, unit, "sku", &e, NULL);
	}
	f->is_linked = true;
	return 0;
}

/* Stock that the channel ships is counted by the channel: our figure must never reach it (orders.md
 * R21). */
static void check_push(struct om_import *imp, struct om_unit *unit, struct om_row *row,
	const struct found *f, bool is_stored)
{
	const char *by = om__cell_has(row, L_FULFILLED_BY) ? om__cell_text(row, L_FULFILLED_BY)
		: is_stored                                ? f->l.fulfilled_by
							   : "seller";
	struct om_err e = {0};

	if (strcmp(by, "channel"))
		return;
	if (!is_stored && !om__cell_has(row, L_PUSH))
		om__cell_put_num(imp, row, L_PUSH, 0);
	if (!om__cell_num(row, L_PUSH, f->l.push))
		return;
	om_err_set(&e, OM_EREFUSED, "fba-push",
		"quantities of a listing that the channel fulfils are never pushed");
	refuse(imp, unit, "push", &e, "give push=no with it");
}

static int check_rename(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	struct found *f, bool is_stored, struct om_err *err)
{
	const char *to = om__cell_text(row, L_NEW_LISTING_SKU);
	struct om__listing other = {0};
	int rc;

	if (!om__cell_has(row, L_NEW_LISTING_SKU))
		return 0;
	if (!is_stored) {
		om__import_error(imp, unit, row, "listing_sku", OM_ENOTFOUND, "unknown-sku",
			"no listing '%s' on %s", om__cell_text(row, L_LISTING_SKU), f->l.channel);
		return 0;
	}
	if (!strcmp(to, f->l.listing_sku))
		return 0;
	rc = om__listing_by_key(imp->om, f->l.channel_id, to, imp->chunk, &other, err);
	if (rc < 0)
		return rc;
	if (rc > 0 && other.listing_id != f->l.listing_id)
		om__import_error(imp, unit, row, "new_listing_sku", OM_ECONFLICT, "exists",
			"there is a listing '%s' on %s already", other.listing_sku, other.channel);
	f->new_sku = to;
	return 0;
}

/* The key of an edited listing changes by new_listing_sku alone. */
static void check_edited_key(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const struct found *f)
{
	if (!unit->is_edit)
		return;
	if (om__cell_has(row, L_CHANNEL) &&
		!om__caseeq(om__cell_text(row, L_CHANNEL), f->l.channel))
		om__import_error(imp, unit, row, "channel", OM_EREFUSED, "read-only",
			"the channel of a listing cannot be edited");
	if (om__cell_has(row, L_LISTING_SKU) &&
		strcmp(om__cell_text(row, L_LISTING_SKU), f->l.listing_sku))
		om__import_error(imp, unit, row, "listing_sku", OM_EREFUSED, "read-only",
			"a listing is renamed by new_listing_sku");
}

static void put_defaults(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	(void)unit;
	om__cell_default(imp, row, L_PUSH, 1);
	om__cell_default(imp, row, L_IS_ACTIVE, 1);
	if (row->cells[L_FULFILLED_BY]->state == OM_CELL_CLEAR)
		om__cell_put_text(imp, row, L_FULFILLED_BY, "seller");
}

static int judge(struct om_import *imp, struct om_unit *unit, struct om_row *row, void *found,
	bool is_stored, struct om_err *err)
{
	struct found *f = found;
	int rc;

	check_edited_key(imp, unit, row, f);
	rc = check_target(imp, unit, row, f, err);
	if (rc == 0)
		rc = check_rename(imp, unit, row, f, is_stored, err);
	if (rc == 0)
		check_push(imp, unit, row, f, is_stored);
	return rc;
}

static int remember(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, bool is_stored, struct om_err *err)
{
	const struct found *f = found;
	struct listings *state = imp->user;

	if (is_stored || !imp->is_file)
		return 0;
	return om__twin_in_file(imp, unit, &state->new_skus, f->l.channel_id, "listing_sku",
		om__cell_text(row, L_LISTING_SKU), err);
}

/* ---- writing ---- */

static int create(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	const struct found *f = found;
	struct listings *state = imp->user;
	struct om__listing l = {.channel_id = f->l.channel_id,
		.channel = f->l.channel,
		.listing_sku = om__cell_text(row, L_LISTING_SKU),
		.product_id = f->to.product_id,
		.has_product_id = true,
		.push = true,
		.fulfilled_by = "seller",
		.fn_sku = "",
		.channel_title = "",
		.is_active = true,
		.created_at = om_now(imp->om),
		.modified_at = om_now(imp->om),
		.is_product_active = f->to.is_active};
	int rc = om__id_take(imp->om, "listing", imp->is_file, &state->ids, &l.listing_id, err);

	if (rc == 0)
		rc = om__run(imp->om, &l.created_run, err);
	if (rc < 0)
		return rc;
	l.listing_key = om__fold(imp->chunk, l.listing_sku);
	if (!l.listing_key)
		return om__nomem(err);
	om__record_fill(&om__listing_kind, &l, row);
	unit->id = l.listing_id;
	rc = om__listing_write(imp->om, true, &l, err);
	return rc < 0 ? rc : om__listing_mapped(imp->om, &l, err);
}

static int rename_to(
	struct om_import *imp, struct om__listing *l, const char *text, struct om_err *err)
{
	const char *old = l->listing_sku;

	l->listing_sku = text;
	l->listing_key = om__fold(imp->chunk, text);
	if (!l->listing_key)
		return om__nomem(err);
	return om__history(imp->om, "listing", l->listing_id, "listing_sku", old, text, err);
}

static int update(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, bool is_write, int *ret_changed, struct om_err *err)
{
	struct om_change changes[OM__RECORD_FIELDS];
	struct found *f = found;
	struct om__listing *l = &f->l;
	bool was_active = l->is_active;
	int n = 0, rc;

	(void)unit;
	rc = om__record_change(imp, &om__listing_kind, l, row, changes, &n, err);
	if (rc < 0)
		return rc;
	*ret_changed = n + f->is_linked + (f->new_sku != NULL);
	if (!*ret_changed || !is_write)
		return 0;
	rc = om__record_history(imp->om, &om__listing_kind, l->listing_id, changes, n, err);
	if (rc == 0 && f->new_sku)
		rc = rename_to(imp, l, f->new_sku, err);
	if (rc < 0)
		return rc;
	if (f->is_linked)
		return om__listing_link(imp->om, l, &f->to, f->to_sku, false, err);
	l->modified_at = om_now(imp->om);
	rc = om__listing_write(imp->om, false, l, err);
	if (rc == 0 && (f->new_sku || (l->is_active && !was_active)))
		rc = om__listing_mapped(imp->om, l, err);
	return rc;
}

/* An unlinked listing is the place that an order kept for the one being made. */
static bool adopts(const struct om_import *imp, const void *found)
{
	const struct found *f = found;

	(void)imp;
	return !f->l.has_product_id && f->is_linked;
}

/* ---- the importer ---- */

static const struct om__frame frame = {
	.size = sizeof(struct found),
	.field = "listing_sku",
	.unknown = "unknown-sku",
	.clean = put_defaults,
	.find = find_stored,
	.phrase = phrase,
	.judge = judge,
	.remember = remember,
	.adopts = adopts,
	.create = create,
	.update = update,
};

static int begin(struct om_import *imp, struct om_err *err)
{
	struct listings *state = OM_NEW(&imp->arena, struct listings);

	if (!state)
		return om__nomem(err);
	om__imap_init(&state->new_skus);
	imp->user = state;
	return 0;
}

static void rolled_back(struct om_import *imp)
{
	struct listings *state = imp->user;

	state->ids = (struct om__id_pool){0};
	om__catalog_forget(imp->om);
}

static void end(struct om_import *imp)
{
	struct listings *state = imp->user;

	if (state)
		om__imap_release(&state->new_skus);
}

static const char *unit_key(struct om_import *imp, struct om_unit *unit, struct om_arena *arena)
{
	const struct om_row *row = &unit->rows[0];
	const char *sku = om__cell_text(row, L_LISTING_SKU);
	char *channel = om__fold(arena, om__cell_text(row, L_CHANNEL));

	if (!*sku || !channel)
		return NULL;
	return om__printf(arena, "%s\n%s", channel, folds(imp) ? om__fold(arena, sku) : sku);
}

/* CHANNEL:SKU; either may hold a colon, so the first split that names a channel with that listing
 * counts. */
static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	struct om_arena arena;
	bool knows_channel = false;
	int rc = 0;

	om__arena_init(&arena);
	for (const char *colon = strchr(operand, ':'); colon && rc == 0;
		colon = strchr(colon + 1, ':')) {
		struct om__channel_ref channel;
		char *name = om__strndup(&arena, operand, (size_t)(colon - operand));

		rc = name ? om__channel_by_name(om, name, &channel, err) : om__nomem(err);
		if (rc <= 0)
			continue;
		knows_channel = true;
		rc = om__get_int(om, OM__SQL_listing_find,
			OM__ARGS(OM__I("channel_id", channel.channel_id),
				OM__S("listing_sku", colon + 1)),
			ret_id, err);
	}
	om__arena_release(&arena);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	if (knows_channel || !strchr(operand, ':'))
		return om_err_set(err, OM_ENOTFOUND, "unknown-sku", "no listing '%s'", operand);
	return om_err_set(err, OM_ENOTFOUND, "unknown-channel", "no channel '%.*s'",
		(int)strcspn(operand, ":"), operand);
}

const struct om_importer om__listing_importer = {
	.noun = &om__listing_noun,
	.group_field = -1,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.key = unit_key,
	.begin = begin,
	.frame = &frame,
	.check = om__frame_check,
	.apply = om__frame_apply,
	.rollback = rolled_back,
	.end = end,
	.find = find,
};
