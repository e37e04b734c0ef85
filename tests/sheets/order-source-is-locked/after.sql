select w.warehouse, o.source_by, o.status from orders o join warehouse w on w.warehouse_id = o.source_id;
