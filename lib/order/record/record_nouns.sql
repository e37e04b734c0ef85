-- What hangs on orders: the fields of lists and filters.

-- field: order_problem.from
order_problem pr left join orders o on o.order_id = pr.order_id left join channel c on c.channel_id = o.channel_id

-- field: order_problem.ids
'@' || pr.order_id

-- field: order_problem.order_problem_id
pr.order_problem_id

-- field: order_problem.order_id
pr.order_id

-- field: order_problem.code
pr.code

-- field: order_problem.detail
pr.detail

-- field: order_problem.opened_at
pr.opened_at

-- field: order_problem.order
c.channel || ':' || o.order_number

-- field: order_problem.is_open
case when pr.cleared_run is null then 1 else 0 end

-- field: hold.from
hold h left join orders o on o.order_id = h.order_id left join channel c on c.channel_id = o.channel_id

-- field: hold.ids
'@' || h.order_id

-- field: hold.hold_id
h.hold_id

-- field: hold.order_id
h.order_id

-- field: hold.kind
h.kind

-- field: hold.hold_until
h.hold_until

-- field: hold.stock_released
h.stock_released

-- field: hold.note
h.note

-- field: hold.opened_at
h.opened_at

-- field: hold.order
c.channel || ':' || o.order_number

-- field: hold.is_open
case when h.cleared_run is null then 1 else 0 end

-- field: allocation.from
allocation a left join order_line l on l.order_line_id = a.order_line_id left join orders o on o.order_id = l.order_id
	left join channel c on c.channel_id = o.channel_id left join product p on p.product_id = a.product_id
	left join stock s on s.stock_id = a.stock_id left join warehouse w on w.warehouse_id = s.warehouse_id
	left join location k on k.location_id = s.location_id

-- field: allocation.ids
a.allocation_id

-- field: allocation.allocation_id
a.allocation_id

-- field: allocation.quantity
a.quantity

-- field: allocation.oversold
a.oversold

-- field: allocation.is_firm
a.is_firm

-- field: allocation.order_id
l.order_id

-- field: allocation.line_no
l.line_no

-- field: allocation.order
c.channel || ':' || o.order_number

-- field: allocation.sku
p.sku

-- field: allocation.warehouse
w.warehouse

-- field: allocation.location
k.location

-- field: allocation.lot
s.lot

-- field: allocation.is_open
case when a.closed_run is null then 1 else 0 end
