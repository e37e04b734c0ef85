/* Users as records: om-admin user (catalog.md "Users and profile").
 *
 * A login is unique, also against ASCII case, and stays; an e-mail address is unique.  Whoever has
 * not the permission `users` may change the own name, address and notices, and nothing else.  One
 * active user with that permission always remains. */
#include "setup/setup.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "catalog/frame.h"
#include "core/actor.h"
#include "core/core.h"

enum {
	U_LOGIN,
	U_NAME,
	U_EMAIL,
	U_IS_ACTIVE,
	U_PERMISSIONS,
	U_NOTICES,
	U_LAST_SEEN_AT,
	U_USER_ID,
	U_CREATED_AT,
	U_MODIFIED_AT,
	U_COUNT,
};

static const struct om_field fields[U_COUNT] = {
	[U_LOGIN] = {.name = "login",
		.type = OM_T_REF,
		.flags = OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED | OM_F_IDENT,
		.sql = OM__F_user_login,
		.aliases = "user|user_name",
		.max = 60,
		.help = "login name of the person on this machine"},
	[U_NAME] = {.name = "name",
		.type = OM_T_TEXT,
		.flags = OM_F_LIST | OM_F_SHEET | OM_F_CREATE,
		.sql = OM__F_user_name,
		.aliases = "full_name",
		.max = 100,
		.help = "name of the person"},
	[U_EMAIL] = {.name = "email",
		.type = OM_T_TEXT,
		.flags = OM_F_LIST | OM_F_SHEET,
		.sql = OM__F_user_email,
		.aliases = "e_mail",
		.max = 254,
		.help = "e-mail address, of one user only"},
	[U_IS_ACTIVE] = {.name = "is_active",
		.type = OM_T_BOOL,
		.flags = OM_F_LIST | OM_F_SHEET,
		.sql = OM__F_user_is_active,
		.aliases = "active",
		.help = "default yes; no: may change nothing"},
	[U_PERMISSIONS] = {.name = "permissions",
		.type = OM_T_SET,
		.flags = OM_F_LIST | OM_F_SHEET | OM_F_COMMA,
		.sql = OM__F_user_permissions,
		.choices = OM_PERMISSIONS,
		.help = "what the person may change; all is everything"},
	[U_NOTICES] = {.name = "notices",
		.type = OM_T_SET,
		.flags = OM_F_SHEET | OM_F_COMMA,
		.sql = OM__F_user_notices,
		.choices = OM_USER_NOTICES,
		.help = "what the person wants to be mailed"},
	[U_LAST_SEEN_AT] = {.name = "last_seen_at",
		.type = OM_T_TIME,
		.flags = OM_F_LIST | OM_F_READONLY,
		.sql = OM__F_user_last_seen_at,
		.help = "when the person last changed something"},
	[U_USER_ID] = {.name = "user_id",
		.type = OM_T_INT,
		.flags = OM_F_READONLY,
		.sql = OM__F_user_user_id,
		.help = "key, never changes"},
	[U_CREATED_AT] = {.name = "created_at",
		.type = OM_T_TIME,
		.flags = OM_F_READONLY,
		.sql = OM__F_user_created_at,
		.help = "when it was made"},
	[U_MODIFIED_AT] = {.name = "modified_at",
		.type = OM_T_TIME,
		.flags = OM_F_READONLY,
		.sql = OM__F_user_modified_at,
		.help = "when it last changed"},
};

const struct om_noun om__user_noun = {
	.name = "user",
	.plural = "users",
	.fields = fields,
	.field_count = U_COUNT,
	.from = OM__F_user_from,
	.key = OM__F_user_key,
	.ids = OM__F_user_ids,
	.find = OM__F_user_find,
	.summary = "is_active",
};

const struct om_noun *om_user_noun(void)
{
	return &om__user_noun;
}

/* ---- the record ---- */

struct user {
	int64_t user_id;
	const char *login, *login_key, *name, *email, *email_key;
	bool is_active;
	const char *permissions, *notices;
	int64_t last_seen_at;
	bool has_last_seen_at;
	int64_t created_at, modified_at, created_run;
};

enum member {
	M_USER_ID,
	M_LOGIN,
	M_LOGIN_KEY,
	M_NAME,
	M_EMAIL,
	M_EMAIL_KEY,
	M_IS_ACTIVE,
	M_PERMISSIONS,
	M_NOTICES,
	M_LAST_SEEN_AT,
	M_CREATED_AT,
	M_MODIFIED_AT,
	M_CREATED_RUN,
	M_COUNT,
};

static const struct om__bindmap members[M_COUNT] = {
	[M_USER_ID] = OM__MAP_I(user, user_id),
	[M_LOGIN] = OM__MAP_S(user, login),
	[M_LOGIN_KEY] = OM__MAP_S(user, login_key),
	[M_NAME] = OM__MAP_S(user, name),
	[M_EMAIL] = OM__MAP_S(user, email),
	[M_EMAIL_KEY] = OM__MAP_S(user, email_key),
	[M_IS_ACTIVE] = OM__MAP_F(user, is_active),
	[M_PERMISSIONS] = OM__MAP_S(user, permissions),
	[M_NOTICES] = OM__MAP_S(user, notices),
	[M_LAST_SEEN_AT] = OM__MAP_V(user, last_seen_at),
	[M_CREATED_AT] = OM__MAP_I(user, created_at),
	[M_MODIFIED_AT] = OM__MAP_I(user, modified_at),
	[M_CREATED_RUN] = OM__MAP_I(user, created_run),
};

static const struct om__record_field stored[] = {
	{U_NAME, M_NAME, -1},
	{U_EMAIL, M_EMAIL, -1},
	{U_IS_ACTIVE, M_IS_ACTIVE, -1},
	{U_PERMISSIONS, M_PERMISSIONS, -1},
	{U_NOTICES, M_NOTICES, -1},
};

static const struct om__record_kind kind = {
	.entity = "user",
	.noun = &om__user_noun,
	.map = members,
	.member_count = M_COUNT,
	.fields = stored,
	.field_count = OM_COUNT(stored),
};

static int by_login(struct om *om, const char *login, struct om_arena *arena, struct user *ret,
	struct om_err *err)
{
	char *key = om__fold(arena, login);

	if (!key)
		return om__nomem(err);
	return om__record_one(
		om, &kind, OM__SQL_user_by_key, OM__ARGS(OM__S("login_key", key)), ret, arena, err);
}

static int find_stored(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	struct user *u = found;
	int rc;

	if (unit->is_edit)
		return om__record_one(imp->om, &kind, OM__SQL_user_by_id,
			OM__ARGS(OM__I("user_id", unit->id)), u, imp->chunk, err);
	rc = by_login(imp->om, om__cell_text(row, U_LOGIN), imp->chunk, u, err);
	unit->id = u->user_id;
	return rc;
}

static const char *phrase(struct om_import *imp, const struct om_row *row, const void *found)
{
	const struct user *u = found;

	return om__printf(
		imp->chunk, "user '%s'", u->login ? u->login : om__cell_text(row, U_LOGIN));
}

/* ---- checking ---- */

/* `me` is the acting user in operands, `none` is nobody where a user is named. */
static void check_cells(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	om__cell_default(imp, row, U_IS_ACTIVE, 1);
	om__cell_check_email(imp, unit, row, U_EMAIL);
	if (om__caseeq(om__cell_text(row, U_LOGIN), "me") ||
		om__caseeq(om__cell_text(row, U_LOGIN), "none"))
		om__import_error(imp, unit, row, "login", OM_EINVAL, "reserved-name",
			"'%s' names %s", om__cell_text(row, U_LOGIN),
			om__caseeq(om__cell_text(row, U_LOGIN), "me") ? "the acting user"
								      : "nobody");
}

static int check_email_free(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const struct user *old, struct om_err *err)
{
	const char *email = om__cell_text(row, U_EMAIL);
	char *key = om__fold(imp->chunk, email);
	int64_t other;
	int rc;

	if (!key)
		return om__nomem(err);
	rc = om__get_int(imp->om, OM__SQL_user_with_email,
		OM__ARGS(OM__S("email_key", key), OM__I("user_id", old->user_id)), &other, err);
	if (rc > 0)
		om__import_error(imp, unit, row, "email", OM_ECONFLICT, "exists",
			"another user has '%s' already", email);
	return rc < 0 ? rc : 0;
}

/* Everybody may edit the own name, address and notices. */
static void check_right(struct om_import *imp, struct om_unit *unit, const struct om_row *row)
{
	struct om_err e = {0};
	bool is_own = unit->is_edit && unit->id == om__actor_id(imp->om);

	for (int i = 0; i < U_COUNT; i++)
		if (i != U_NAME && i != U_EMAIL && i != U_NOTICES &&
			row->cells[i]->state >= OM_CELL_CLEAR)
			is_own = false;
	if (!is_own && om_permit(imp->om, "users", &e) < 0)
		om__import_fail(imp, unit, row, NULL, &e);
}

static int check_admin(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const struct user *old, struct om_err *err)
{
	bool is_active = om__cell_num(row, U_IS_ACTIVE, old->is_active) != 0;
	const char *permissions = row->cells[U_PERMISSIONS]->state >= OM_CELL_CLEAR
		? om__cell_text(row, U_PERMISSIONS)
		: old->permissions;
	int64_t others;
	int rc;

	if (!old->is_active || !om__permits(old->permissions, "users") ||
		(is_active && om__permits(permissions, "users")))
		return 0;
	rc = om__admins(imp->om, old->user_id, &others, err);
	if (rc == 0 && !others)
		om__import_error(imp, unit, row, is_active ? "permissions" : "is_active",
			OM_EREFUSED, "last-admin",
			"'%s' is the last active user with permission users", old->login);
	return rc;
}

static int judge(struct om_import *imp, struct om_unit *unit, struct om_row *row, void *found,
	bool is_stored, struct om_err *err)
{
	const struct user *old = found;
	int rc = 0;

	check_right(imp, unit, row);
	if (om__cell_has(row, U_EMAIL))
		rc = check_email_free(imp, unit, row, old, err);
	if (rc < 0 || !is_stored)
		return rc;
	om__cell_check_name(imp, unit, row, U_LOGIN, old->login);
	return check_admin(imp, unit, row, old, err);
}

/* ---- writing ---- */

static int write_user(struct om_import *imp, enum om__sql sql, struct user *u, struct om_err *err)
{
	u->login_key = om__fold(imp->chunk, u->login);
	u->email_key = om__fold(imp->chunk, u->email);
	if (!u->login_key || !u->email_key)
		return om__nomem(err);
	return om__record_write(imp->om, &kind, sql, u, err);
}

static int create(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	struct user u = {.login = om__cell_text(row, U_LOGIN),
		.email = "",
		.is_active = true,
		.permissions = "",
		.notices = "",
		.created_at = om_now(imp->om),
		.modified_at = om_now(imp->om)};
	int rc = om__ids(imp->om, "users", 1, &u.user_id, err);

	(void)found;
	if (rc == 0)
		rc = om__run(imp->om, &u.created_run, err);
	if (rc < 0)
		return rc;
	om__record_fill(&kind, &u, row);
	unit->id = u.user_id;
	return write_user(imp, OM__SQL_user_insert, &u, err);
}

static int update(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, bool is_write, int *ret_changed, struct om_err *err)
{
	struct om_change changes[OM__RECORD_FIELDS];
	struct user *u = found;
	int n = 0, rc;

	(void)unit;
	rc = om__record_change(imp, &kind, u, row, changes, &n, err);
	*ret_changed = n;
	if (rc < 0 || !n || !is_write)
		return rc;
	u->modified_at = om_now(imp->om);
	rc = write_user(imp, OM__SQL_user_update, u, err);
	return rc < 0 ? rc : om__record_history(imp->om, &kind, u->user_id, changes, n, err);
}

/* ---- the importer ---- */

static const struct om__frame frame = {
	.size = sizeof(struct user),
	.field = "login",
	.unknown = "unknown-user",
	.clean = check_cells,
	.find = find_stored,
	.phrase = phrase,
	.judge = judge,
	.create = create,
	.update = update,
};

static const char *unit_key(struct om_import *imp, struct om_unit *unit, struct om_arena *arena)
{
	(void)imp;
	return om__cell_has(unit->rows, U_LOGIN)
		? om__fold(arena, om__cell_text(unit->rows, U_LOGIN))
		: NULL;
}

static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	struct user u = {0};
	int rc;

	if (!strcmp(operand, "me")) {
		*ret_id = om__actor_id(om);
		if (*ret_id)
			return 0;
		return om_err_set(err, OM_ENOTFOUND, "unknown-user", "the acting user has no row");
	}
	rc = by_login(om, operand, &om->arena, &u, err);
	if (rc < 0)
		return rc;
	if (!rc)
		return om_err_set(err, OM_ENOTFOUND, "unknown-user", "no user '%s'", operand);
	*ret_id = u.user_id;
	return 0;
}

const struct om_importer om__user_importer = {
	.noun = &om__user_noun,
	.group_field = -1,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.key = unit_key,
	.frame = &frame,
	.check = om__frame_check,
	.apply = om__frame_apply,
	.find = find,
};
