-- Labels by name, for those that give them to records.

-- name: label_find
select label_id, label, is_active from label where label_key = :label_key

-- name: label_grow
insert into label (label_id, label, label_key, created_at, modified_at, created_run)
values (:label_id, :label, :label_key, :now, :now, :created_run)
