# Tests of the programs, in TAP.  Sourced first by every tests/cli/NNNN-noun-topic.sh:
#
#	. "$(dirname "$0")/lib.sh"
#	test_case 'an unknown verb is a usage error' '
#		must_fail 2 om-order lst &&
#		expect_err_has "did you mean"
#	'
#	done_testing
#
# A body is one chain of && : it is checked that nothing in it breaks the chain.  It runs in the file's own trash folder, with a fixed
# clock, seed, user, locale and no time zone, and with home and XDG folders inside the trash.
#
# Commands under test run through one of
#	run [RC] CMD...		must end with RC, which is 0 unless given
#	must_fail RC CMD...	must end with RC
#	try CMD...		either way; look at it with expect_rc
# which leave stdout in the file `out`, stderr in `err`, and the exit status in $rc.  Then
#	expect_rc RC		expect_out [TEXT]	expect_err [TEXT]
# compare (without TEXT the wanted text is read from standard input, so from a here-document), and
#	expect_out_has TEXT	expect_err_has TEXT	look for a part of it.
# `sql STATEMENT` prints what sqlite3 answers on the database, $OM_DB.
#
# Short forms, for files of many small cases: t is test_case without the check of the chain (a body that starts something in the
# background is none), out and err with TEXT are expect_out and expect_err, `has FILE TEXT` looks into any file, and finish is
# done_testing.  $here is the folder of the tests.
#
# KEEP=1 keeps the trash folder, VERBOSE=1 prints what the bodies print.

set -u
unset CDPATH TZ OM_HOOKS NO_COLOR COLUMNS MAKEFLAGS 2>/dev/null || :

TEST_FILE=$0
TEST_NAME=$(basename "$0" .sh)
TEST_LIB_DIR=$(cd "$(dirname "$0")" && pwd) || exit 99
[ -f "$TEST_LIB_DIR/lib.sh" ] || TEST_LIB_DIR=${OM_TEST_LIB_DIR:?the folder of lib.sh is not known}
OM_TEST_LIB_DIR=$TEST_LIB_DIR
TEST_ROOT=$(cd "$TEST_LIB_DIR/../.." && pwd) || exit 99
OM_BIN=$(cd "${OM_BIN:-$TEST_ROOT/build/bin}" 2>/dev/null && pwd) || {
	echo "Bail out! no programs in ${OM_BIN:-$TEST_ROOT/build/bin}; run make first"
	exit 99
}
TRASH=$(mktemp -d "${TMPDIR:-/tmp}/om-$TEST_NAME.XXXXXX") || exit 99

HOME=$TRASH/home
XDG_DATA_HOME=$HOME/data
XDG_CONFIG_HOME=$HOME/config
XDG_CACHE_HOME=$HOME/cache
OM_DB=$TRASH/work/om.db
PATH=$OM_BIN:$PATH
OM_NOW=2026-03-02T15:00:00Z
OM_SEED=1
OM_USER=tester
LC_ALL=C.UTF-8
LANG=C.UTF-8
export OM_DB HOME XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME PATH OM_NOW OM_SEED OM_USER LC_ALL LANG OM_BIN OM_TEST_LIB_DIR
mkdir -p "$XDG_DATA_HOME/om" "$XDG_CONFIG_HOME/om" "$TRASH/work" && cd "$TRASH/work" || exit 99
exec </dev/null # no test is at a terminal

test_count=0
test_failed=0
test_is_done=
test_is_chain=yes
here=$TEST_LIB_DIR
rc=0

test_leave() {
	status=$?
	cd / || :
	if [ -n "${KEEP:-}" ]; then
		echo "# kept: $TRASH"
	else
		rm -rf "$TRASH"
	fi
	if [ -z "$test_is_done" ]; then
		echo "Bail out! $TEST_NAME ended before done_testing"
		[ "$status" -ne 0 ] || status=99
	fi
	exit "$status"
}
trap test_leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Prints what stands in file $1 as comments of TAP.
test_comment() {
	sed 's/^/# /' "$1"
}

# The rest of the line is why; nothing of the file is run.
skip_all() {
	echo "1..0 # SKIP $*"
	test_is_done=yes
	exit 0
}

# A status that no command gives must come through every && of the body.
test_chain() {
	(eval "(exit 117) && $1") >/dev/null 2>&1
	[ $? -eq 117 ]
}

# test_case TITLE BODY
test_case() {
	test_count=$((test_count + 1))
	if [ -n "$test_is_chain" ] && ! test_chain "$2"; then
		test_failed=$((test_failed + 1))
		echo "not ok $test_count - $1"
		echo "# the body is not one chain of &&"
		return 0
	fi
	cd "$TRASH/work" || exit 99
	rc=0
	if eval "$2" >"$TRASH/log" 2>&1; then
		echo "ok $test_count - $1"
		[ -z "${VERBOSE:-}" ] || test_comment "$TRASH/log"
	else
		test_failed=$((test_failed + 1))
		echo "not ok $test_count - $1"
		echo "# $TEST_FILE: the body was"
		printf '%s\n' "$2" | sed 's/^/#   /'
		test_comment "$TRASH/log"
	fi
	return 0
}

done_testing() {
	test_is_done=yes
	echo "1..$test_count"
	[ "$test_failed" -eq 0 ] || exit 1
	exit 0
}

try() {
	rc=0
	"$@" >out 2>err || rc=$?
	return 0
}

# What a command printed that did not end as it should.
test_show() {
	printf '%s\n' "$1"
	[ ! -s out ] || sed 's/^/  out: /' out
	[ ! -s err ] || sed 's/^/  err: /' err
	return 1
}

run() {
	test_want=0
	case $1 in
	*[!0-9]* | '') ;;
	*)
		test_want=$1
		shift
		;;
	esac
	try "$@"
	[ "$rc" -eq "$test_want" ] || test_show "'$*' ended with $rc, not $test_want"
}

must_fail() {
	test_want=$1
	shift
	case $test_want in
	0 | *[!0-9]*)
		echo "must_fail $test_want: no exit status of a failure"
		return 1
		;;
	esac
	try "$@"
	[ "$rc" -eq "$test_want" ] || test_show "'$*' ended with $rc, not $test_want"
}

expect_rc() {
	[ "$rc" -eq "$1" ] || test_show "exit status $rc, not $1"
}

# test_compare FILE [TEXT]
test_compare() {
	if [ $# -gt 1 ]; then
		if [ -n "$2" ]; then printf '%s\n' "$2"; fi >"$TRASH/want"
	else
		cat >"$TRASH/want"
	fi
	diff -u --label "wanted $1" --label "$1" "$TRASH/want" "$1"
}

expect_out() {
	test_compare out "$@"
}

expect_err() {
	test_compare err "$@"
}

# test_has FILE TEXT
test_has() {
	grep -qF -e "$2" "$1" && return 0
	echo "$1 lacks: $2"
	sed "s/^/  $1: /" "$1"
	return 1
}

expect_out_has() {
	test_has out "$1"
}

expect_err_has() {
	test_has err "$1"
}

sql() {
	sqlite3 -batch -bail "$OM_DB" "$1"
}

t() {
	test_is_chain=
	test_case "$@"
	test_is_chain=yes
}

out() {
	expect_out "$1"
}

err() {
	expect_err "$1"
}

has() {
	test_has "$@"
}

finish() {
	done_testing
}
