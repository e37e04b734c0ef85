-- name: meta_put
insert into meta (name, value) values (:name, :value)
on conflict (name) do nothing
