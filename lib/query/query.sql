-- The words of SQL that filters and lists are built from.  `$` is where the builder puts the next part: a fragment of a noun,
-- a bind, or a condition built before.  Everything else in a built statement is a fragment or a bind, never text of a user.

-- ---- tests of one column

-- field: query.fold
lower($)

-- Outer blanks cut, ASCII letters folded.
-- field: query.fold_text
lower(trim($, char(9, 10, 13, 32, 160)))
-- variant: postgres
lower(trim(both e' \t\n\r\u00a0' from $) collate "C")

-- Null only where the column is: so that a negative test is true on an empty field.
-- field: query.not
($) is not true

-- field: query.no_text
coalesce($, '') = ''

-- field: query.no_value
$ is null

-- field: query.in_list
$ in ($)

-- Long lists are one bind, a JSON array.
-- field: query.in_json
$ in (select om_j.value from json_each($) om_j)
-- variant: postgres
$ in (select om_j.value from jsonb_array_elements_text(cast($ as jsonb)) om_j)

-- field: query.glob
$ glob $

-- field: query.like
$ like $ escape '\'

-- field: query.contains
instr($, $) > 0
-- variant: postgres
strpos($, $) > 0

-- One pair of bounds per zone, chosen by the row's.
-- field: query.zones
case $$ else $ end

-- field: query.zone
 when $ then ($)

-- ---- sets: members joined by '|', their own '|' and '\' escaped by '\'

-- The array of members: both escapes become control characters, which JSON text never holds, while '|' becomes a comma.
-- field: query.set_array
'[' || replace(replace(replace(replace(replace(json_quote(coalesce($, '')), '\\\\', char(1)), '\\|', char(2)), '|', '","'), char(1), '\\'), char(2), '|') || ']'

-- field: query.set_any
exists (select 1 from json_each($) om_m where om_m.value <> '' and ($))

-- field: query.set_count
(select count(*) from json_each($) om_m where om_m.value <> '')

-- field: query.set_all
not exists (select 1 from json_each($) om_q where om_q.value not in (select $ from json_each($) om_m where om_m.value <> ''))

-- field: query.set_member
om_m.value

-- A member as the joined text holds it.
-- field: query.set_escape
replace(replace(coalesce($, ''), '\', '\\'), '|', '\|')

-- ---- collections

-- field: query.exists
exists (select 1 from $ and ($))

-- field: query.count
(select count(*) from $ and ($))

-- field: query.sum
(select coalesce(sum($), 0) from $ and ($))

-- ---- ZIP codes (the keys of zip.c)

-- om_z.k: five digits; om_z.r: what follows them, with its '-'.
-- field: query.zip_us
exists (select 1 from (select substr('00000' || z.d, -5) as k, z.r as r
	from (select case instr(y.t, '-') when 0 then y.t else substr(y.t, 1, instr(y.t, '-') - 1) end as d,
			case instr(y.t, '-') when 0 then '' else substr(y.t, instr(y.t, '-')) end as r
		from (select upper(replace($, ' ', '')) as t) y where length(cast(y.t as blob)) < 16) z
	where length(z.d) between 3 and 5 and z.d not glob '*[^0-9]*') om_z where $)

-- om_z.k: the first three characters.
-- field: query.zip_ca
exists (select 1 from (select substr(y.t, 1, 3) as k
	from (select upper(replace($, ' ', '')) as t) y
	where length(cast(y.t as blob)) between 3 and 15) om_z where om_z.k not glob '*[^0-9A-Z]*' and $)

-- om_z.k: letters of the outward code; om_z.n: its number.
-- field: query.zip_gb
exists (select 1 from (select substr(w.o, 1, w.n) as k, cast(substr(w.o, w.n + 1) as integer) as n
	from (select v.o as o, case when v.o glob '[A-Z][A-Z]*' then 2 else 1 end as n
		from (select case when length(y.t) >= 5 then substr(y.t, 1, length(y.t) - 3) else y.t end as o
			from (select upper(replace($, ' ', '')) as t) y
			where length(y.t) < 16 and y.t not glob '*[^0-9A-Z]*') v
		where v.o glob '[A-Z]*') w
	where substr(w.o, w.n + 1, 1) glob '[0-9]') om_z where $)

-- field: query.zip_text
exists (select 1 from (select upper(replace($, ' ', '')) as k) om_z where length(cast(om_z.k as blob)) = $ and $)

-- field: query.zip_key
om_z.k

-- field: query.zip_key3
substr(om_z.k, 1, 3)

-- field: query.zip_rest
om_z.r

-- field: query.zip_number
om_z.n

-- ---- lists

-- field: query.list
select $ from $ where $

-- field: query.order
 order by $

-- field: query.limit
 limit $

-- A field of several columns shows the first that is filled.
-- field: query.first
coalesce(nullif($, ''), $)

-- Given keys in their order.
-- field: query.keys_from
json_each($) om_k cross join $

-- field: query.keys_in
$ in (select om_j.value from json_each($) om_j)

-- The rows of a sorted page, chosen before their columns are read.
-- field: query.page
$ in (select $ from $ where $)

-- field: query.keys_is
$ = om_k.value

-- field: query.keys_order
om_k.key

-- field: query.plan
explain query plan
