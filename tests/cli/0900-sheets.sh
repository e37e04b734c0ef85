#!/bin/sh
# The sheets: what imports refuse, warn of and write, and that exports come in again unchanged.
#
# A case is a folder of tests/sheets.  It begins with a copy of the seller of tests/sheets/setup.sh and with copies of its own files:
#	cmd		command lines, run one after the other
#	in.csv		what they read, and other inputs of any name
#	out, err	what all of them print, one after the other
#	rc		their exit statuses, a line each
#	after.sql	a query of the database afterwards, and
#	after		its answer
# Of out, err, rc and after those that are absent are not looked at; a case with a status alone is refused, since it could pass for the
# wrong reason.  After each case the invariants of the database must hold.
#
#	BLESS=1 tests/cli/0900-sheets.sh [CASE...]	shows what differs, and takes it as what is wanted
#
# so a new case is its cmd, its inputs and an empty err (or out, rc, after) for each thing to look at.
#
# covers: FAQ-06 GEN-11 INV-01 INV-16 INV-18 INV-27 ORD-31 ORD-38 ORD-43 PRD-08 PRD-17 PRD-20 PRD-21 PRD-23 WHS-01 WHS-14 WHS-15 WHS-21
. "$(dirname "$0")/lib.sh"
cases=$TEST_ROOT/tests/sheets

# The seller is made once; its file is whole, since the last connection has taken in the log.
make_seller() {
	OM_DB=$TRASH/seller.db
	. "$cases/setup.sh" && [ ! -e "$OM_DB-wal" ]
}

# run_lines: each line of cmd is a shell of its own, so that none can change what the next one starts with.
run_lines() {
	: >out && : >err && : >rc || return 1
	while IFS= read -r line <&3; do
		case $line in
		'' | '#'*) continue ;;
		esac
		(eval "$line") >>out 2>>err 3<&- </dev/null
		echo $? >>rc
	done 3<cmd
}

# compare_case DIR FILE: shows the difference; takes it over when blessing.
compare_case() {
	[ -e "$1/$2" ] || return 0
	diff -u --label "wanted $2" --label "$2" "$1/$2" "$2" && return 0
	[ -n "${BLESS:-}" ] && cp "$2" "$1/$2"
}

sheet_case() {
	dir=$cases/$1
	work=$TRASH/work/$1
	[ -s "$dir/cmd" ] || { echo "no cmd in $dir"; return 1; }
	[ -e "$dir/out" ] || [ -e "$dir/err" ] || [ -e "$dir/after" ] || { echo "$dir looks at no more than the status"; return 1; }
	if [ -e "$dir/after" ] && [ ! -e "$dir/after.sql" ]; then
		echo "$dir/after has no after.sql"
		return 1
	fi
	mkdir "$work" && cp "$dir"/* "$work" && cp "$TRASH/seller.db" "$work/om.db" && cd "$work" && OM_DB=$work/om.db || return 1
	run_lines
	[ ! -e "$dir/after.sql" ] || sqlite3 -batch "$OM_DB" <after.sql >after 2>&1
	same=0
	for file in rc err out after; do
		compare_case "$dir" "$file" || same=1
	done
	om-admin check >check 2>&1 || { cat check; same=1; }
	cd "$TRASH/work" && [ -n "${KEEP:-}" ] || rm -rf "$work"
	return "$same"
}

t 'the seller' make_seller
t 'a case that differs fails, in each of its files' '
	mkdir -p "$TRASH/own/case" && echo "echo one; echo two >&2" >"$TRASH/own/case/cmd" && echo "select 3;" >"$TRASH/own/case/after.sql" &&
	(
		cases=$TRASH/own BLESS=
		! sheet_case case && echo one >"$cases/case/out" && sheet_case case || exit 1
		for part in out err rc after; do
			echo other >"$cases/case/$part" && ! sheet_case case && rm "$cases/case/$part" && echo one >"$cases/case/out" || exit 1
		done
	)'
[ -z "${BLESS:-}" ] || VERBOSE=1
[ $# -gt 0 ] || set -- $(cd "$cases" && ls -d */ | tr -d /)
for name; do
	t "$name" 'sheet_case "$name"'
done
finish
