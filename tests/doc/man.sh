#!/bin/sh
# The pages against the programs: each lints clean; verbs and options that a program prints stand in its page and the other way
# round; sessions that are marked print what they say.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
top=$TEST_ROOT
doc=$top/tests/doc
bin=$OM_BIN

# The long options that a page names, as `Fl -x`, `Fl o , -x` or in a command as --x.
fl() { grep -oE '((Fl|,) -|--)[a-z][a-z0-9-]+' "$1" | sed 's/^[^-]*-*//' | sort -u; }
# The verbs of a program, as its help lists them.
verbs() { "$bin/$1" -h | awk '/^(Verbs|Verbs of .*):$/ { on = 1; next } /^[^ ]/ { on = 0 } on && /^  [a-z]/ { sub(/^  /, ""); sub(/(  .*|$)/, ""); print }' | sort -u; }
# The same, as the synopsis of its page writes them: "listing list | show" is two.
synopsis() {
	awk '
	/^\.Sh/ { on = ($2 == "SYNOPSIS") }
	on && after == ".Nm" && /^\.Cm / {
		after = $0
		sub(/^\.Cm /, "")
		sub(/ *\\?$/, "")
		n = split($0, part, / *\| */)
		sub(/ -$/, "", part[1])
		first = part[1]
		record = ""
		if (split(first, word, " ") > 1) record = substr(first, 1, length(first) - length(word[split(first, word, " ")]))
		print first
		for (i = 2; i <= n; i++) print record part[i]
	}
	{ after = $0 }' "$1" | sort -u
}
# Long options of a verb: OWN for its own, COLUMNS for columns as options, else the common ones.
options() {
	"$bin/$1" $2 -h | awk -v part="$3" '
		/^[A-Z]/ {
			where = "common"
			if (/^Options:/) where = "own"
			if (/^Options of an import/) where = "import"
			if (/^Columns|^A column/) where = "columns"
			next
		}
		where == part || (part == "shared" && (where == "common" || where == "import")) {
			line = $0
			while (match(line, /--[a-z][a-z0-9-]*/)) {
				if (part == "columns" || line ~ /^ +(-., )?--/ || RSTART < 12) print substr(line, RSTART + 2, RLENGTH - 2)
				line = part == "columns" ? substr(line, RSTART + RLENGTH) : ""
			}
		}' | sort -u
}
# Lines of the first file that the second has not.
lacks() { LC_ALL=C comm -23 "$1" "$2"; }

for page in "$top"/man/*.[1-8]; do
	name=$(basename "$page")
	t "$name lints clean" 'mandoc -Tlint "$page" >lint 2>&1; grep -v "referenced manual not found" lint >bad; cat bad; [ ! -s bad ]'
	t "$name refers to pages that are there" '
		sed -n "s/^\.Xr \([a-z-]*\) \([1-8]\).*/\1.\2/p" "$page" | grep "^om" | sort -u >refs
		while read -r ref; do [ -e "$top/man/$ref" ] || echo "no page $ref"; done <refs >bad; cat bad; [ ! -s bad ]'
done
t 'om-schema(5) is what the schema makes of it; else: make pages' '
	awk -v mode=page -f "$top/tools/schema.awk" "$top/lib/db/schema.om" >schema.5 && diff schema.5 "$top/man/om-schema.5"'
t 'om-errors(7) is what the table of words makes of it; else: make pages' '
	LC_ALL=C sort -t"	" -k1,1 "$top/lib/base/words.tsv" | awk -f "$top/tools/errors.awk" >errors.7 && cmp errors.7 "$top/man/om-errors.7"'
fl "$top/man/om.7" >common.txt
for page in "$top"/man/*.[1-8]; do awk '/^\.Sh/ { on = /EXAMPLES/ } on' "$page"; done >shown.pages
fl shown.pages >shown-common.txt
t 'every common option stands in an example of some page' 'lacks common.txt shown-common.txt >bad; cat bad; [ ! -s bad ]'
for page in "$top"/man/*.[1-8]; do
	t "$(basename "$page") has examples" 'grep -q "^\.Sh EXAMPLES" "$page"'
done
for program in "$bin"/om*; do
	program=$(basename "$program")
	page=$top/man/$program.1
	t "$program has a page" '[ -e "$page" ]'
	[ -e "$page" ] || continue
	if [ "$program" = om ]; then
		sed -n 's/^\.It Nm \(om-[a-z]*\)$/\1/p' "$page" | sort >named.txt
		(cd "$bin" && ls om-*) | sort >there.txt
		t 'om: the page lists the programs, and no others' 'diff there.txt named.txt'
		continue
	fi
	verbs "$program" >verbs.txt
	synopsis "$page" >synopsis.txt
	: >own.txt && : >shared.txt && : >columns.txt
	while read -r verb; do
		options "$program" "$verb" own >>own.txt
		options "$program" "$verb" shared >>shared.txt
		options "$program" "$verb" columns >>columns.txt
	done <verbs.txt
	for f in own shared columns; do sort -u -o $f.txt $f.txt; done
	sort -u own.txt shared.txt columns.txt common.txt >known.txt
	fl "$page" >page.txt
	grep -oE 'Fl -[a-z][a-z0-9-]+' "$page" | cut -c5- | sort -u >claimed.txt
	t "$program: the verbs of its help stand in the synopsis, and no others" '
		[ -s verbs.txt ] && diff verbs.txt synopsis.txt'
	t "$program: the options of its verbs stand in the page" 'lacks own.txt page.txt >bad; cat bad; [ ! -s bad ]'
	t "$program: the common ones stand in om(7)" 'lacks shared.txt common.txt >bad; lacks bad page.txt >worse; cat worse; [ ! -s worse ]'
	t "$program: the page names no option that is not there" 'lacks claimed.txt known.txt >bad; cat bad; [ ! -s bad ]'
	while read -r verb; do
		"$bin/$program" $verb -h | awk -v verb="$verb" '
			/^[A-Z]/ { columns = /^Columns|^A column/ }
			name != "" { if (!/^                    /) print verb " " name; name = "" }
			!columns && /^  (-.,|   ) --/ && !/--[a-z-]+([ [][^ ]+)?  +[^ ]/ { name = $0 }'
	done <verbs.txt >bare.txt
	awk '/^\.Sh/ { on = /EXAMPLES/ } on' "$page" >shown.page
	fl shown.page >shown.txt
	t "$program: the options of its own stand in an example" 'lacks own.txt shown.txt >bad; cat bad; [ ! -s bad ]'
	t "$program: every option has its help" 'cat bare.txt; [ ! -s bare.txt ]'
done

# om-sheets(5) names every column of every sheet; "ship_address1 No to Va 3" and "bill_name No to Va bill_email" are several.
sheets=$top/man/om-sheets.5
for program in "$bin"/om-*; do
	verbs "${program##*/}" | sed -n "s/^\(.*\)import$/${program##*/} \1import/p"
done >imports.txt
while read -r import; do
	"$bin"/$import --template | tr ',' '\n' | grep -v '[23]$\|^bill_\|:' |
		while read -r column; do grep -qE "^\.(It )?Va (.*[ ,])?$column( |,|\$)" "$sheets" || echo "$import: no $column"; done >bad
	t "om-sheets.5: the columns of $import" 'cat bad; [ ! -s bad ]'
done <imports.txt
t 'there are imports' '[ "$(wc -l <imports.txt)" -gt 8 ]'

# Examples: a display's lines that begin with `$ `, with what a backslash at the end, a pipe, or a tab at the start goes on with.  Each
# is run in a shop; that it finds nothing there is no fault, but every option, column and field in it must be right.
examples() {
	awk '
		/^\.Sh/ { on = /EXAMPLES/ }
		/^\.\\" session/ { skip = 1 }
		/^\.Ed/ { if (cmd != "") print cmd; cmd = ""; inside = skip = 0; next }
		on && /^\.Bd/ { inside = !skip; next }
		!inside { next }
		{ line = $0; gsub(/\\&/, "", line); gsub(/\\-/, "-", line); gsub(/\\e/, "\\", line) }
		line ~ /^\$ / { if (cmd != "") print cmd; cmd = substr(line, 3); next }
		cmd != "" && (cmd ~ /[\\|]$/) { sub(/\\$/, "", cmd); sub(/^[ \t]*/, "", line); cmd = cmd " " line; next }
		{ if (cmd != "") print cmd; cmd = "" }' "$1"
}
shop() {
	rm -rf shop && mkdir shop && (cd shop && export OM_DB=$PWD/om.db &&
		om-admin init -q --company Shop --country US --currency USD --tz America/New_York &&
		om-channel create -q manual SHOP && om-channel create -q manual WEB && om-warehouse create -q MAIN type=in-house address1='1 Dock Rd' \
			city=Reno state=NV zip=89502 country=US && om-warehouse location create -q MAIN AB-1 &&
		om-product create -q TEE-R name=Tee brand=Acme && om-product create -q --sku A=B --name Odd --brand Acme &&
		om-warehouse create -q EAST type=virtual && om-warehouse create -q --warehouse A=B --type virtual && om-inventory set -q TEE-R 20 --warehouse MAIN --location AB-1 --create --reason opening)
}
try_examples() {
	examples "$1" >examples.txt
	: >wrong.txt
	while IFS= read -r line; do
		(cd shop && OM_DB=$PWD/om.db sh -c "$line" >/dev/null 2>../example.err </dev/null)
		status=$?
		case $status in 70 | 126 | 127) echo "$line: status $status" >>wrong.txt ;; esac
		grep -E '\[(usage|unknown-column|unknown-key|bad-choice|bug|filter-[a-z]+)\]|unknown option' example.err >why.txt &&
			{ echo "$line"; cat why.txt; } >>wrong.txt
	done <examples.txt
	cat wrong.txt
	[ ! -s wrong.txt ]
}
t 'there is a shop to try the examples in' shop
for page in "$top"/man/*.[1-8]; do
	name=$(basename "$page")
	[ -n "$(examples "$page" | head -n 1)" ] || continue
	t "$name: its examples are right" 'try_examples "$page"'
done
t 'an example that is wrong is found' '
	printf ".Sh EXAMPLES\n.Bd -literal\n\$ om-product list --wher x\n.Ed\n" >bad.1 && ! try_examples bad.1'

for page in "$top"/man/*.[1-8]; do
	grep -q '^\.\\" session' "$page" || continue
	name=$(basename "$page")
	mkdir "$name.d"
	awk -v mode=script -f "$doc/session.awk" "$page" >session.sh
	awk -v mode=want -f "$doc/session.awk" "$page" >want.txt
	(cd "$name.d" && OM_DB=$PWD/om.db sh ../session.sh >../got.txt </dev/null)
	t "$name: its sessions print what they say" 'awk -f "$doc/alike.awk" want.txt got.txt'
done
finish
