-- Templates by name, for those who choose one.

-- name: template_known
select 1 from template where kind = :kind and name = :name limit 1
