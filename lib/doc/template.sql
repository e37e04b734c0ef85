-- Templates of a user; the last version of a name counts.

-- name: template_text
select text from template where kind = :kind and name = :name order by version desc limit 1

-- name: template_last
select version, text from template where kind = :kind and name = :name order by version desc limit 1

-- name: template_insert
insert into template (template_id, kind, name, version, text, created_at, created_run)
values (:template_id, :kind, :name, :version, :text, :now, :run_id)

-- field: template.from
(select x.* from template x where not exists (select 1 from template y
	where y.kind = x.kind and y.name = x.name and y.version > x.version)) t

-- field: template.key
t.template_id

-- field: template.kind
t.kind

-- field: template.name
t.name

-- field: template.version
t.version

-- field: template.size
length(t.text)

-- field: template.created_at
t.created_at

-- field: template.run_id
t.created_run
