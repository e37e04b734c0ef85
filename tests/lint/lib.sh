# For lint tests: `check TITLE` reads findings from stdin and passes when there are none.  It runs at the end of a pipe, so the results are
# kept in a file and printed by `finish`.
top=${OM_TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
cd "$top" || exit 1
results=$(mktemp)
trap 'rm -f "$results"' EXIT
check() {
	found=$(cat)
	if [ -z "$found" ]; then
		echo "ok - $1" >>"$results"
	else
		{ echo "not ok - $1"; echo "$found" | head -n 20 | sed 's/^/# /'; } >>"$results"
	fi
}
# can_fail TITLE COMMAND...: passes when the command finds something, so that a check is known to be able to fail.
can_fail() {
	title=$1
	shift
	if [ -n "$("$@")" ]; then echo "ok - $title"; else echo "not ok - $title"; fi >>"$results"
}
finish() {
	awk '/^(not )?ok - / { sub(/ok - /, "ok " ++n " - ") } { print } END { print "1.." n }' "$results"
	! grep -q '^not ok' "$results"
}
