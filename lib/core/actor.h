/* Who acts: the user of a run and what that user may change (catalog.md "Users and profile").
 *
 * A person is the login of the operating system.  Without a row of its own it is recorded as
 * os:NAME and may do everything, until auth.require_user is yes. */
#ifndef OM_ACTOR_H
#define OM_ACTOR_H

#include "db/db.h"
#include <om/admin.h>

/* Finds the acting user's row when the database is opened, and puts its login in the place of
 * os:NAME.  "unknown-user" for one that may not write. */
int om__actor_load(struct om *, struct om_err *) OM_MUST_USE;
/* Makes the first user of a new database, the acting one, with every permission. */
int om__actor_first(struct om *, struct om_err *) OM_MUST_USE;
/* The key of the acting user, 0 where it has no row. */
int64_t om__actor_id(const struct om *);
/* Notes that the acting user changes something; the run does. */
int om__actor_seen(struct om *, struct om_err *) OM_MUST_USE;
/* Does a list of permissions hold WORD, or all? */
bool om__permits(const char *permissions, const char *word);
struct om__user_ref {
	int64_t user_id;
	const char *login;
	bool is_active;
};
/* The user LOGIN, ASCII case aside, text in ARENA: 1, 0 where there is none. */
int om__user_find(struct om *, const char *login, struct om_arena *, struct om__user_ref *ret,
	struct om_err *) OM_MUST_USE;
/* The acting user likewise: 0 where it has no row. */
int om__user_acting(
	struct om *, struct om_arena *, struct om__user_ref *ret, struct om_err *) OM_MUST_USE;
/* Has a user this e-mail address, ASCII case aside? */
int om__user_has_email(
	struct om *, const char *email, struct om_arena *, bool *ret, struct om_err *) OM_MUST_USE;
/* Active users with the permission users, besides USER_ID. */
int om__admins(struct om *, int64_t user_id, int64_t *ret, struct om_err *) OM_MUST_USE;

#endif
