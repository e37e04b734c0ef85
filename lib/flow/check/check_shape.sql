-- What the engine knows of its own tables: kind, name and what is told of it, in this order.

-- name: check_shape
with recursive line (name, one, rest) as (
	select name, '', sql || char(10) from sqlite_schema /*scan*/ where type = 'table' and name not like 'sqlite_%'
	union all
	select name, substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1) from line where rest <> ''
)
select 'column' as kind, m.name || '.' || c.name as name,
	lower(c.type) || case when c."notnull" = 1 then ' not null' else '' end
		|| case when c.dflt_value is null then '' else ' default ' || c.dflt_value end
		|| case when c.pk = 0 then '' else ' key ' || c.pk end
		|| case when c.hidden = 0 then '' else ' hidden ' || c.hidden end as what
from sqlite_schema m, pragma_table_xinfo(m.name) c
where m.type = 'table' and m.name not like 'sqlite_%'
union all
select 'table', t.name, case when t.strict = 1 then 'strict' else 'not strict' end || case when t.wr = 1 then ', without rowid' else '' end
from pragma_table_list t
where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite_%'
union all
select 'view', name, 'view' from sqlite_schema where type = 'view'
union all
select 'reference', m.name || '.' || f."from", f."table" || ', on update ' || lower(f.on_update) || ', on delete ' || lower(f.on_delete)
from sqlite_schema m, pragma_foreign_key_list(m.name) f
where m.type = 'table'
union all
select 'index', case when i.origin = 'c' then i.name else m.name || ' ' || i.origin end
		|| case when i.origin = 'u' then ' ' || (select group_concat(x.name, ', ') from pragma_index_info(i.name) x) else '' end,
	m.name || ' (' || (select group_concat(x.name || case when x."desc" = 1 then ' desc' else '' end, ', ')
			from pragma_index_xinfo(i.name) x where x.key = 1) || ')'
		|| case when i."unique" = 1 then ' unique' else '' end
		|| coalesce((select substr(s.sql, instr(lower(s.sql), ' where ')) from sqlite_schema s
			where s.type = 'index' and s.name = i.name and instr(lower(s.sql), ' where ') > 0), '')
from sqlite_schema m, pragma_index_list(m.name) i
where m.type = 'table' and m.name not like 'sqlite_%'
union all
select 'trigger', name, tbl_name || ': ' || replace(replace(sql, char(10), ' '), char(9), '') from sqlite_schema where type = 'trigger'
union all
select 'constraint', name || ' ' || substr(trim(one, char(9) || ' ,'), 12, instr(substr(trim(one, char(9) || ' ,'), 12) || ' ', ' ') - 1),
	trim(one, char(9) || ' ,')
from line
where trim(one, char(9) || ' ,') like 'constraint %'
order by 1, 2, 3
-- variant: postgres
select 'column' as kind, (t.relname || '.' || a.attname)::text collate "C" as name,
	(format_type(a.atttypid, null) || case when a.attnotnull then ' not null' else '' end)::text as what
from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
where t.relkind = 'r' and t.relnamespace = current_schema()::regnamespace
union all
select 'index', c.relname::text, pg_get_indexdef(c.oid)
from pg_class c where c.relkind = 'i' and c.relnamespace = current_schema()::regnamespace
union all
select 'trigger', (t.relname || '.' || g.tgname)::text, pg_get_triggerdef(g.oid)
from pg_trigger g join pg_class t on t.oid = g.tgrelid
where not g.tgisinternal and t.relnamespace = current_schema()::regnamespace
union all
select 'constraint', (t.relname || '.' || c.conname)::text, pg_get_constraintdef(c.oid)
from pg_constraint c join pg_class t on t.oid = c.conrelid
where t.relnamespace = current_schema()::regnamespace
order by 1, 2, 3
