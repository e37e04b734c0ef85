#!/bin/sh
# The harness first proves that it can fail: whatever a test may get wrong must come out as "not ok", as a bail-out, or as an exit
# status other than 0.
. "$(dirname "$0")/lib.sh"

# inner BODY: runs a test file of one case with that body; its TAP is left in `tap`, its exit status in $rc.
inner() {
	{
		echo '. "$OM_TEST_LIB_DIR/lib.sh"'
		printf "test_case 'inner' '%s'\n" "$1"
		echo "${2-done_testing}"
	} >inner.sh
	rc=0
	sh inner.sh >tap 2>&1 || rc=$?
}

# passes BODY, fails BODY TEXT
passes() {
	inner "$1" && grep -q '^ok 1 - inner' tap && grep -q '^1\.\.1$' tap && expect_rc 0 || { cat tap; false; }
}
fails() {
	inner "$1" && grep -q '^not ok 1 - inner' tap && grep -qF -e "$2" tap && expect_rc 1 || { cat tap; false; }
}

test_case 'a body that holds passes' '
	passes "true && test 1 -eq 1"
'
test_case 'a body that does not hold fails' '
	fails "true && false" "true && false"
'
test_case 'a failure in the middle fails' '
	fails "false && true" ""
'
test_case 'a body that is no chain fails, even if all of it would hold' '
	fails "true
	true" "not one chain" &&
	fails "false; true" "not one chain"
'
test_case 'run wants 0' '
	passes "run true" &&
	fails "run false" "ended with 1, not 0" &&
	passes "run 3 sh -c \"exit 3\"" &&
	fails "run 3 true" "ended with 0, not 3" &&
	fails "run no-such-program" "ended with 127, not 0"
'
test_case 'must_fail wants that status, and never 0' '
	passes "must_fail 5 sh -c \"exit 5\"" &&
	fails "must_fail 5 sh -c \"exit 3\"" "ended with 3, not 5" &&
	fails "must_fail 5 true" "ended with 0, not 5" &&
	fails "must_fail 0 true" "no exit status of a failure"
'
test_case 'a failing command shows what it printed' '
	fails "run sh -c \"echo so; echo no >&2; exit 1\"" "  out: so" &&
	fails "run sh -c \"echo so; echo no >&2; exit 1\"" "  err: no"
'
test_case 'expect_rc looks at the last command' '
	passes "try sh -c \"exit 4\" && expect_rc 4" &&
	fails "try true && expect_rc 4" "exit status 0, not 4"
'
test_case 'expect_out and expect_err compare whole texts' '
	passes "run echo a && expect_out a && expect_err \"\"" &&
	passes "run printf \"\" && expect_out \"\"" &&
	fails "run echo a && expect_out b" "-b" &&
	fails "run echo a && expect_out \"\"" "+a" &&
	fails "run printf a && expect_out a" "No newline" &&
	fails "run sh -c \"echo a >&2\" && expect_err b" "+a" &&
	fails "run true && expect_out a" "-a"
'
test_case 'expect_out reads a here-document' '
	run printf "a\nb\n" &&
	expect_out <<-END
	a
	b
	END
'
test_case 'expect_out_has and expect_err_has look for a text as it is' '
	passes "run echo \"a [b]\" && expect_out_has \"[b]\"" &&
	fails "run echo \"a b\" && expect_out_has \"[b]\"" "out lacks: [b]" &&
	fails "run echo \"a b\" && expect_err_has a" "err lacks: a"
'
test_case 'a file that ends early is no success' '
	inner true "exit 0" && expect_rc 99 && grep -q "^Bail out!" tap &&
	inner true ":" && expect_rc 99 && grep -q "^Bail out!" tap
'
test_case 'a file that is skipped says so' '
	inner true "skip_all no such engine" && expect_rc 0 && grep -q "^1..0 # SKIP no such engine" tap
'
test_case 'the trash folder goes, and KEEP keeps it' '
	inner "pwd >\"$TRASH/inner-folder\"" && test ! -d "$(cat "$TRASH/inner-folder")" &&
	KEEP=1 inner "pwd >\"$TRASH/inner-folder\"" && test -d "$(cat "$TRASH/inner-folder")" &&
	rm -rf "$(dirname "$(cat "$TRASH/inner-folder")")"
'
test_case 'clock, seed, user, home and locale are fixed' '
	test "$OM_NOW $OM_SEED $OM_USER $LC_ALL" = "2026-03-02T15:00:00Z 1 tester C.UTF-8" &&
	test -z "${TZ-}${NO_COLOR-}" &&
	case $OM_DB in "$TRASH"/*) : ;; *) false ;; esac &&
	case $HOME in "$TRASH"/*) : ;; *) false ;; esac &&
	case $PATH in "$OM_BIN":*) : ;; *) false ;; esac
'
done_testing
