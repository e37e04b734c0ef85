-- Templates of a user; the last version of a name counts.

-- name: template_text
select text from template where kind = :kind and name = :name order by version desc limit 1

-- name: template_last
select version, text from template where kind = :kind and name = :name order by version desc limit 1

-- name: template_insert
insert into template (template_id, kind, name, version, text, created_at, created_run)
values (:template_id, :kind, :name, :version, :text, :now, :run_id)

-- Saves that a run made, as steps of undo: {..., the text before, if there was one, and its key, version}.
-- name: template_undo
select 'template', t.template_id, t.name,
	(select max(x.run_id) from template n join run x on x.run_id = n.created_run
		where n.kind = t.kind and n.name = t.name and n.version > t.version and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
	'text', '' || b.template_id, null, t.version
from template t /*scan*/ left join template b on b.kind = t.kind and b.name = t.name and b.version = t.version - 1
where t.created_run = :run_id
order by t.template_id desc

-- name: template_again
insert into template (template_id, kind, name, version, text, created_at, created_run)
select :template_id, t.kind, t.name, (select max(n.version) + 1 from template n where n.kind = t.kind and n.name = t.name),
	t.text, :now, :run_id
from template t where t.template_id = :old_id

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
