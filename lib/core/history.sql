-- name: history_insert
insert into history (history_id, run_id, entity, entity_id, field, old_value, new_value)
values (:history_id, :run_id, :entity, :entity_id, :field, :old_value, :new_value)

-- field: history.from
history h left join run r on r.run_id = h.run_id
-- field: history.key
h.history_id
-- field: history.history_id
h.history_id
-- field: history.run_id
h.run_id
-- field: history.at
r.at
-- field: history.actor
r.actor
-- field: history.entity
h.entity
-- field: history.entity_id
h.entity_id
-- field: history.field
h.field
-- field: history.old_value
coalesce(h.old_value, '')
-- field: history.new_value
coalesce(h.new_value, '')
