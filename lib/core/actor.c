/* Who acts, found once when the database is opened, and what it may change.
 *
 * Reading needs no permission: who can open the file can read it.  So nothing here refuses a
 * handle that is opened to read. */
#include "core/actor.h"
#include "base/text.h"
#include "core/core.h"
#include "core/state.h"

#define OS "os:"

/* The login behind "os:NAME", or a user's own. */
static const char *login_of(const struct om *om)
{
	const char *actor = om->actor ? om->actor : "";

	return strncmp(actor, OS, strlen(OS)) ? actor : actor + strlen(OS);
}

bool om__permits(const char *permissions, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = permissions; *p;) {
		size_t len = strcspn(p, "|");

		if ((len == n && !memcmp(p, word, n)) || (len == 3 && !memcmp(p, "all", 3)))
			return true;
		p += len + (p[len] == '|');
	}
	return false;
}

int64_t om__actor_id(const struct om *om)
{
	return om->settings ? om->settings->user_id : 0;
}

static int refuse(struct om *om, const char *fmt, struct om_err *err)
{
	om_err_set(err, OM_EREFUSED, "unknown-user", fmt, login_of(om));
	om_err_hint(err, "one who may: om-admin user create %s", login_of(om));
	return OM_EREFUSED;
}

static int take(struct om *om, struct om__settings *s, struct om__q *q, struct om_err *err)
{
	if (!om__col_int(q, 2) && om->mode != OM_OPEN_READ) {
		om_err_set(err, OM_EREFUSED, "unknown-user", "user '%s' is inactive", login_of(om));
		return OM_EREFUSED;
	}
	s->user_id = om__col_int(q, 0);
	s->permissions = om__strdup(&s->arena, om__col_text(q, 3));
	om->actor = om__strdup(&om->arena, om__col_text(q, 1));
	return s->permissions && om->actor ? 0 : om__nomem(err);
}

int om__actor_load(struct om *om, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om__settings *s;
	int rc = om__state(om, &s, err);

	if (rc == 0)
		rc = om__q(om, OM__SQL_actor_find, OM__ARGS(OM__S("login", login_of(om))), &q, err);
	if (rc == 0)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (rc)
		return take(om, s, q, err);
	if (om->mode != OM_OPEN_READ && om__config_bool(om, "auth.require_user"))
		return refuse(om, "no user '%s', and auth.require_user is yes", err);
	return 0;
}

int om_permit(struct om *om, const char *permission, struct om_err *err)
{
	const struct om__settings *s = om->settings;

	if (!s || !s->user_id || om__permits(s->permissions, permission))
		return 0;
	om_err_set(err, OM_EREFUSED, "not-permitted", "user '%s' has not the permission %s",
		login_of(om), permission);
	om_err_hint(err, "one who has the permission users can give it: om-admin user edit %s",
		login_of(om));
	return OM_EREFUSED;
}

int om__actor_first(struct om *om, struct om_err *err)
{
	const char *login = login_of(om);
	char *key = om__fold(&om->tx_arena, login);
	int64_t id, run_id;
	int rc = key ? om__run(om, &run_id, err) : om__nomem(err);

	if (rc == 0 && !*login)
		return 0;
	if (rc == 0)
		rc = om__ids(om, "users", 1, &id, err);
	if (rc == 0)
		rc = om__exec(om, OM__SQL_actor_insert,
			OM__ARGS(OM__I("user_id", id), OM__S("login", login),
				OM__S("login_key", key), OM__I("now", om->now),
				OM__I("created_run", run_id)),
			err);
	return rc < 0 ? rc : 0;
}

int om__actor_seen(struct om *om, struct om_err *err)
{
	int64_t id = om__actor_id(om);
	int rc = 0;

	if (id)
		rc = om__exec(om, OM__SQL_actor_seen,
			OM__ARGS(OM__I("now", om->now), OM__I("user_id", id)), err);
	return rc < 0 ? rc : 0;
}

int om__admins(struct om *om, int64_t user_id, int64_t *ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_actor_admins, OM__ARGS(OM__I("user_id", user_id)), &q, err);

	*ret = 0;
	while (rc >= 0 && (rc = om__step(q, err)) > 0)
		*ret += om__permits(om__col_text(q, 0), "users");
	return rc;
}

int om__user_has_email(
	struct om *om, const char *email, struct om_arena *arena, bool *ret, struct om_err *err)
{
	char *key = om__fold(arena, email);
	int64_t id;
	int rc = key ? om__get_int(om, OM__SQL_actor_with_email, OM__ARGS(OM__S("email_key", key)),
			       &id, err)
		     : om__nomem(err);

	*ret = rc > 0;
	return rc < 0 ? rc : 0;
}

int om__user_find(struct om *om, const char *login, struct om_arena *arena,
	struct om__user_ref *ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	char *key = om__fold(arena, login);
	int rc = key ? om__q(om, OM__SQL_user_ref, OM__ARGS(OM__S("login_key", key)), &q, err)
		     : om__nomem(err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	*ret = (struct om__user_ref){.user_id = om__col_int(q, 0),
		.login = om__strdup(arena, om__col_text(q, 1)),
		.is_active = om__col_int(q, 2) != 0};
	return ret->login ? 1 : om__nomem(err);
}

int om__user_acting(
	struct om *om, struct om_arena *arena, struct om__user_ref *ret, struct om_err *err)
{
	return om__actor_id(om) ? om__user_find(om, login_of(om), arena, ret, err) : 0;
}
