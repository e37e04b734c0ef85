-- Custom fields: definitions, and the values of records.

-- name: custom_all
select custom_field_id, entity, name, type, options, is_required, show_on_grid, is_active
from custom_field order by entity, name /*scan*/

-- name: custom_get
select value, num from custom_value where record_id = :record_id and custom_field_id = :custom_field_id

-- name: custom_put
insert into custom_value (record_id, custom_field_id, value, num) values (:record_id, :custom_field_id, :value, :num)
on conflict (record_id, custom_field_id) do update set value = excluded.value, num = excluded.num

-- name: custom_remove
delete from custom_value where record_id = :record_id and custom_field_id = :custom_field_id

-- name: custom_count
select count(*) from custom_value v join custom_field f on f.custom_field_id = v.custom_field_id
where v.record_id = :record_id and f.entity = :entity
