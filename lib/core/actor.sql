-- Users, as those that act.

-- name: actor_find
select user_id, login, is_active, permissions from users where login = :login

-- name: user_ref
select user_id, login, is_active from users where login_key = :login_key

-- name: actor_insert
insert into users (user_id, login, login_key, name, permissions, last_seen_at, created_at, modified_at, created_run)
values (:user_id, :login, :login_key, :login, 'all', :now, :now, :now, :created_run)

-- name: actor_seen
update users set last_seen_at = :now where user_id = :user_id

-- name: actor_admins
select permissions from users where is_active = 1 and user_id <> :user_id /*scan*/

-- name: actor_with_email
select user_id from users where email_key = :email_key and email_key <> ''
