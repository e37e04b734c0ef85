-- Saved views.

-- name: view_by_id
select view_id, name, name_key, owner, record, condition, columns, sort, most, is_active, created_at, modified_at, created_run
from saved_view where view_id = :view_id

-- name: view_by_name
select view_id from saved_view where record = :record and name_key = :name_key and owner = :owner

-- What somebody calls so: the own one before the shared one, and one that is in use before one that is not.
-- name: view_meant
select view_id from saved_view
where record = :record and name_key = :name_key and owner in ('', :me, :login)
order by is_active desc, case when owner = '' then 1 else 0 end, view_id limit 1

-- name: view_exists
select view_id from saved_view where view_id = :view_id

-- name: view_insert
insert into saved_view (view_id, name, name_key, owner, record, condition, columns, sort, most, is_active, created_at, modified_at,
	created_run)
values (:view_id, :name, :name_key, :owner, :record, :condition, :columns, :sort, :most, :is_active, :created_at, :modified_at,
	:created_run)

-- name: view_update
update saved_view
set name = :name, name_key = :name_key, owner = :owner, record = :record, condition = :condition, columns = :columns, sort = :sort,
	most = :most, is_active = :is_active, created_at = :created_at, modified_at = :modified_at, created_run = :created_run
where view_id = :view_id

-- field: view.from
saved_view v

-- field: view.view_id
v.view_id

-- field: view.ids
case when v.owner = '' then v.record || ':' || v.name else '@' || v.view_id end

-- field: view.find
om_find(:find, v.name, v.condition)

-- field: view.name
v.name

-- field: view.owner
v.owner

-- field: view.record
v.record

-- field: view.where
v.condition

-- field: view.columns
v.columns

-- field: view.sort
v.sort

-- field: view.limit
v.most

-- field: view.is_active
v.is_active

-- field: view.created_at
v.created_at

-- field: view.modified_at
v.modified_at
