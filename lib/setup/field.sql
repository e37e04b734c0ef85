-- Custom fields: the definitions as records.

-- name: field_by_id
select custom_field_id, entity, name, name_key, type, options, description, is_required, show_on_grid, is_active,
	created_at, modified_at, created_run
from custom_field
where custom_field_id = :custom_field_id

-- name: field_by_key
select custom_field_id, entity, name, name_key, type, options, description, is_required, show_on_grid, is_active,
	created_at, modified_at, created_run
from custom_field
where entity = :entity and name_key = :name_key

-- name: field_insert
insert into custom_field (custom_field_id, entity, name, name_key, type, options, description, is_required, show_on_grid,
	is_active, created_at, modified_at, created_run)
values (:custom_field_id, :entity, :name, :name_key, :type, :options, :description, :is_required, :show_on_grid,
	:is_active, :created_at, :modified_at, :created_run)

-- name: field_update
update custom_field
set entity = :entity, name = :name, name_key = :name_key, type = :type, options = :options, description = :description,
	is_required = :is_required, show_on_grid = :show_on_grid, is_active = :is_active, created_at = :created_at,
	modified_at = :modified_at, created_run = :created_run
where custom_field_id = :custom_field_id

-- The field of that entity, or the ones of any where none is named.
-- name: field_named
select custom_field_id, entity from custom_field
where name = :name and (:entity = '' or entity = :entity) order by entity /*scan*/

-- field: field.from
custom_field cf

-- field: field.key
cf.custom_field_id

-- field: field.ids
cf.entity || ':' || cf.name

-- field: field.find
om_find(:find, cf.name, cf.description)

-- field: field.field_id
cf.custom_field_id

-- field: field.name
cf.name

-- field: field.entity
cf.entity

-- field: field.type
cf.type

-- field: field.options
cf.options

-- field: field.description
cf.description

-- field: field.is_required
cf.is_required

-- field: field.show_on_grid
cf.show_on_grid

-- field: field.is_active
cf.is_active

-- field: field.created_at
cf.created_at

-- field: field.modified_at
cf.modified_at
