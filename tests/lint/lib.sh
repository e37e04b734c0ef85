# For lint tests: `check TITLE` reads findings from stdin and passes when there are none.
n=0 failed=0
top=${OM_TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
cd "$top" || exit 1
check() {
	n=$((n + 1))
	found=$(cat)
	if [ -z "$found" ]; then
		echo "ok $n - $1"
	else
		failed=$((failed + 1))
		echo "not ok $n - $1"
		echo "$found" | head -n 20 | sed 's/^/# /'
	fi
}
# prove TITLE COMMAND...: passes when the command FAILS, so that a check is known to be able to.
can_fail() {
	title=$1
	shift
	n=$((n + 1))
	if [ -n "$("$@")" ]; then echo "ok $n - $title"; else
		failed=$((failed + 1))
		echo "not ok $n - $title"
	fi
}
finish() {
	echo "1..$n"
	[ "$failed" = 0 ]
}
