-- Users: who may act here, and what each may change.

-- name: user_by_id
select user_id, login, login_key, name, email, email_key, is_active, permissions, notices, last_seen_at, created_at, modified_at, created_run
from users where user_id = :user_id

-- name: user_by_key
select user_id, login, login_key, name, email, email_key, is_active, permissions, notices, last_seen_at, created_at, modified_at, created_run
from users where login_key = :login_key

-- name: user_insert
insert into users (user_id, login, login_key, name, email, email_key, is_active, permissions, notices, last_seen_at, created_at,
	modified_at, created_run)
values (:user_id, :login, :login_key, :name, :email, :email_key, :is_active, :permissions, :notices, :last_seen_at, :created_at,
	:modified_at, :created_run)

-- name: user_update
update users
set login = :login, login_key = :login_key, name = :name, email = :email, email_key = :email_key, is_active = :is_active,
	permissions = :permissions, notices = :notices, last_seen_at = :last_seen_at, created_at = :created_at, modified_at = :modified_at,
	created_run = :created_run
where user_id = :user_id

-- name: user_with_email
select user_id from users where email_key = :email_key and email_key <> '' and user_id <> :user_id

-- field: user.from
users u

-- field: user.key
u.user_id

-- field: user.ids
u.login

-- field: user.find
om_find(:find, u.login, u.name, u.email)

-- field: user.user_id
u.user_id

-- field: user.login
u.login

-- field: user.name
u.name

-- field: user.email
u.email

-- field: user.is_active
u.is_active

-- field: user.permissions
u.permissions

-- field: user.notices
u.notices

-- field: user.last_seen_at
u.last_seen_at

-- field: user.created_at
u.created_at

-- field: user.modified_at
u.modified_at
