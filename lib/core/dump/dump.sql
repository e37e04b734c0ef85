-- What dumps and loads ask the engine about its own tables, and the two texts that are filled in with the answers.

-- name: dump_columns
select m.name, c.name, c.type, c.pk
from sqlite_schema m /*scan*/ join pragma_table_info(m.name) c
where m.type = 'table' and m.name not like 'sqlite_%'
order by m.name, c.pk = 0, c.pk, c.name
-- variant: postgres
select t.relname::text collate "C", a.attname::text collate "C",
	case format_type(a.atttypid, null) when 'bigint' then 'integer' when 'bytea' then 'blob' else 'text' end,
	coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) as pk
from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
	left join pg_index i on i.indrelid = t.oid and i.indisprimary
where t.relkind = 'r' and t.relnamespace = current_schema()::regnamespace
order by 1, coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) = 0, 4, 2

-- name: dump_references
select m.name, f."table"
from sqlite_schema m /*scan*/ join pragma_foreign_key_list(m.name) f
where m.type = 'table'
-- variant: postgres
select t.relname::text, r.relname::text
from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class r on r.oid = c.confrelid
where c.contype = 'f' and t.relnamespace = current_schema()::regnamespace

-- name: dump_meta_clear
delete from meta /*scan*/

-- name: dump_meta_version
select value from meta where name = 'version'

-- field: dump.count
select count(*) from {table}
-- field: dump.read
select {columns} from {table} order by {key}
-- field: dump.write
insert into {table} ({columns}) values ({values})
