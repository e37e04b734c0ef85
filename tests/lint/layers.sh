#!/bin/sh
# Layers: a folder includes only folders before it in the list, and its SQL names only tables of folders before it.
. "$(dirname "$0")/lib.sh"
layers='base db core query sheet catalog setup stock order ship flow doc cli'

includes() { # FILES...: `#include "folder/..."` lines that point upwards
	awk -v layers="$layers" '
		BEGIN { n = split(layers, l, " "); for (i = 1; i <= n; i++) rank[l[i]] = i }
		/^#include "[a-z]+\// {
			split(FILENAME, f, "/")
			split($2, t, "[\"/]")
			if (!(t[2] in rank)) print FILENAME ":" FNR ": no such layer: " $0
			else if (rank[t[2]] > rank[f[2]]) print FILENAME ":" FNR ": " f[2] " includes " t[2]
		}' "$@" /dev/null
}

# The folder that owns each table; check (in flow) and query may read all.
tables='
db:meta id_block
core:run history event setting users label custom_field custom_value
catalog:product product_value channel listing
stock:warehouse location zone backup lot stock movement allocation layer layer_event cogs
order:customer customer_value customer_label customer_address customer_alias orders order_address order_attr order_tag order_label order_line line_cancel order_problem order_note hold order_wait saved_view
ship:shipment package package_item pick_list pick_line
doc:template slip_print'
sql() { # FILES...
	awk -v layers="$layers" -v tables="$tables" '
		BEGIN {
			n = split(layers, l, " "); for (i = 1; i <= n; i++) rank[l[i]] = i
			n = split(tables, t, "\n")
			for (i = 1; i <= n; i++) if (split(t[i], p, ":") == 2) {
				m = split(p[2], w, " ")
				for (k = 1; k <= m; k++) owner[w[k]] = p[1]
			}
		}
		/^--/ { next }
		{
			split(FILENAME, f, "/")
			line = $0
			gsub(/:[a-z_]+/, "", line)
			while (match(line, /(from|join|into|update) +[a-z_]+/)) {
				word = substr(line, RSTART, RLENGTH); sub(/^[a-z]+ +/, "", word)
				line = substr(line, RSTART + RLENGTH)
				if (word in owner && rank[owner[word]] > rank[f[2]])
					print FILENAME ":" FNR ": " f[2] " names " word ", a table of " owner[word]
			}
		}' "$@" /dev/null
}
includes $(tools/files.sh "lib/*.c" "lib/*.h") | grep -v '^lib/om/' | check 'includes point one way'
# Migrations belong to the schema, which is everybody's.
sql $(tools/files.sh "lib/*.sql" | grep -v '^lib/db/migrations/') | check 'statements name only tables of their own and lower folders'
for t in $(awk '$1 == "table" { print $2 }' lib/db/schema.om); do
	printf '%s\n' "$tables" | sed 's/^[a-z]*://' | tr ' ' '\n' | grep -qx "$t" || echo "$t has no owner in this test"
done | check 'every table has an owner'
work=$(mktemp -d)
mkdir -p "$work/lib/base" "$work/lib/stock"
echo '#include "flow/flow.h"' >"$work/lib/base/x.c"
echo 'select 1 from orders' >"$work/lib/stock/x.sql"
cd "$work" && can_fail 'an include that points up is found' includes lib/base/x.c
can_fail 'a table of a higher folder is found' sql lib/stock/x.sql
rm -rf "$work"
finish
