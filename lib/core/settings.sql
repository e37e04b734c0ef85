-- name: setting_all
select name, value from setting /*scan*/

-- name: setting_put
insert into setting (name, value, set_at, run_id) values (:name, :value, :set_at, :run_id)
on conflict (name) do update set value = excluded.value, set_at = excluded.set_at, run_id = excluded.run_id

-- name: setting_remove
delete from setting where name = :name
