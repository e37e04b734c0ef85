-- Notes on orders.

-- name: order_internal_notes
select internal_notes from orders where order_id = :order_id

-- name: order_notes_to_buyer
select notes_to_buyer from orders where order_id = :order_id

-- name: order_notes_from_buyer
select notes_from_buyer from orders where order_id = :order_id

-- name: order_note_insert
insert into order_note (order_note_id, order_id, run_id, note) values (:order_note_id, :order_id, :run_id, :note)

-- field: order_note.from
order_note n left join run r on r.run_id = n.run_id left join orders o on o.order_id = n.order_id
	left join channel c on c.channel_id = o.channel_id

-- field: order_note.ids
'@' || n.order_id

-- field: order_note.order_note_id
n.order_note_id

-- field: order_note.order_id
n.order_id

-- field: order_note.order
c.channel || ':' || o.order_number

-- field: order_note.at
r.at

-- field: order_note.actor
r.actor

-- field: order_note.note
n.note
