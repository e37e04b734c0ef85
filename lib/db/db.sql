-- What the seam itself keeps in the database.

-- name: db_ids
insert into id_block (name, next) values (:name, :next)
on conflict (name) do update set next = id_block.next + :count
returning next

-- name: db_ids_return
update id_block set next = :next where name = :name and next = :end

-- Moves when another process has committed since this connection last looked.
-- name: db_moment
select data_version from pragma_data_version /*scan*/
-- variant: postgres
select pg_snapshot_xmax(pg_current_snapshot())::text::bigint

-- name: db_version_put
insert into meta (name, value) values ('version', :version)
on conflict (name) do update set value = excluded.value
