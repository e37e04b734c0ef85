# The library of the tests of programs.  A test is a POSIX script that reads this file, calls `t` for each thing it
# shows and ends with `finish`; it prints TAP and runs in a trash folder of its own with clock, ids, locale, zone
# and home fixed.
#
#	t 'what is shown' 'first command && second command'
#
# A body is a chain of &&, for `set -e` does not stop inside a condition.  In it:
#
#	run STATUS COMMAND...   the command must end with that status; its output goes to the files out and err
#	out TEXT, err TEXT      the file is exactly TEXT and a newline ('' is an empty file)
#	has FILE TEXT           one of its lines holds TEXT
#	sql STATEMENT           what sqlite3 prints for it on the database
here=$(cd "$(dirname "$0")" && pwd) || exit 1
top=$here/../..
PATH=${B:-$top/build}/bin:$PATH
trash=$(mktemp -d "${TMPDIR:-/tmp}/om-cli-XXXXXX") || exit 1
trap 'rm -rf "$trash"' EXIT
trap 'exit 1' HUP INT TERM
cd "$trash" || exit 1
unset OM_USER XDG_DATA_HOME XDG_CONFIG_HOME
export PATH HOME="$trash" LC_ALL=C TZ=UTC OM_DB="$trash/om.db" OM_NOW=2026-03-01T12:00:00Z OM_SEED=1
test_count=0 test_failed=0

t() {
	test_count=$((test_count + 1))
	if (eval "$2") >log 2>&1; then
		echo "ok $test_count - $1"
	else
		echo "not ok $test_count - $1"
		test_failed=1
		printf '%s\n' "$2" | sed 's/^/# | /'
		sed 's/^/# /' log
		[ -s err ] && sed 's/^/# err: /' err
	fi
	return 0
}

run() {
	want=$1
	shift
	"$@" >out 2>err </dev/null
	got=$?
	[ $got = "$want" ] || echo "status $got, want $want: $*"
	[ $got = "$want" ]
}

same() {
	if [ -z "$2" ]; then : >want; else printf '%s\n' "$2" >want; fi
	diff -u want "$1"
}
out() { same out "$1"; }
err() { same err "$1"; }

has() {
	grep -qF -e "$2" "$1" && return
	echo "no line of '$1' holds: $2"
	cat "$1"
	return 1
}

sql() {
	sqlite3 -batch -bail "$OM_DB" "$1"
}

finish() {
	echo "1..$test_count"
	exit $test_failed
}

# The library shows first that it can fail: a file that differs, a status that differs.
: >out
if out 'something' >/dev/null || run 0 false >/dev/null || has out x >/dev/null; then
	echo 'Bail out! the test library cannot fail'
	exit 1
fi
