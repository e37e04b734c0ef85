-- Labels: what orders and products may carry.

-- name: label_by_id
select label_id, label, label_key, color, is_active, created_at, modified_at, created_run from label where label_id = :label_id

-- name: label_by_key
select label_id, label, label_key, color, is_active, created_at, modified_at, created_run from label where label_key = :label_key

-- name: label_insert
insert into label (label_id, label, label_key, color, is_active, created_at, modified_at, created_run)
values (:label_id, :label, :label_key, :color, :is_active, :created_at, :modified_at, :created_run)

-- name: label_update
update label
set label = :label, label_key = :label_key, color = :color, is_active = :is_active, created_at = :created_at,
	modified_at = :modified_at, created_run = :created_run
where label_id = :label_id

-- field: label.from
label lb

-- field: label.key
lb.label_id

-- field: label.ids
lb.label

-- field: label.find
om_find(:find, lb.label)

-- field: label.label_id
lb.label_id

-- field: label.label
lb.label

-- field: label.color
lb.color

-- field: label.is_active
lb.is_active

-- field: label.created_at
lb.created_at

-- field: label.modified_at
lb.modified_at
