#!/bin/sh
# om: finding one's way without a database, error words, and running the programs.
# covers: GEN-13 GEN-14
. "$(dirname "$0")/lib.sh"

test_case 'om alone lists the programs, and does without a database' '
	run om &&
	expect_out_has "om admin " &&
	expect_err ""
'
test_case 'a database that is named must be there' '
	must_fail 3 om status --db gone.db &&
	expect_err_has "gone.db" && expect_err_has "[no-database]; " &&
	OM_DB=gone.db run om && expect_err ""
'
test_case 'om help tells how programs are run' '
	run om help && cp out help &&
	expect_out_has "om order list" &&
	expect_out_has "om help errors WORD" &&
	run om --help && cmp help out &&
	run om -h && cmp help out
'
test_case 'om NOUN VERB runs the program of the noun' '
	run om admin --version && cp out version &&
	run om-admin --version && cmp version out &&
	must_fail 2 om admin no-such-verb &&
	expect_err_has "om-admin: no verb '\''no-such-verb'\''"
'
test_case 'om help NOUN is the help of the program' '
	run om-admin --help && cp out help &&
	run om help admin && cmp help out
'
test_case 'om help NOUN VERB is the help of the verb, om help VERB tells whose it is' '
	run om-order item list --help && cp out help && run om help order item list && cmp help out &&
	run om help hold && expect_out_has "om order hold         stop orders until a time" && ! grep -q "om product" out &&
	run om help listing && expect_out_has "om product listing" &&
	must_fail 2 om help nonsense && expect_err_has "no program '\''om-nonsense'\''" &&
	must_fail 2 om hold 1001 && expect_err_has "did you mean '\''om order hold'\''?"
'
test_case 'any om-X on PATH is om X' '
	mkdir -p bin && printf "#!/bin/sh\necho mine \"\$@\"\n" >bin/om-mine && chmod +x bin/om-mine &&
	PATH=$PATH:$PWD/bin run om mine "a b" -- -c && expect_out "mine a b -- -c"
'
test_case 'what is no program is a usage error with the nearest' '
	must_fail 2 om admni list &&
	expect_err "om: no program '\''om-admni'\'', did you mean '\''om admin'\''? [usage]; '\''om help'\'' lists them" &&
	must_fail 2 om ../admin && expect_err_has "[usage]" &&
	must_fail 2 om --nonsense && expect_err_has "[usage]"
'
test_case 'versions are printed without a database' '
	run om --version && expect_out_has "om 0." && expect_err "" && test ! -e "$OM_DB"
'
test_case 'every error word is listed with its exit status' '
	run om help errors --format csv &&
	expect_out_has "unknown-sku,5/3," &&
	expect_out_has "locked,75," &&
	expect_out_has "unknown-header-ignored,0," &&
	test "$(sed 1d out | cut -d, -f1 | LC_ALL=C sort -c && echo sorted)" = sorted &&
	test "$(sed 1d out | wc -l)" = "$(grep -c "^[a-z]" "$TEST_ROOT/lib/base/words.tsv")"
'
test_case 'one error word is explained' '
	run om help errors unknown-sku &&
	expect_out_has "unknown-sku: no such product or listing" &&
	expect_out_has "Exit status: 5/3" &&
	expect_out_has "What to do: " &&
	expect_out_has "    $ om product list" &&
	run om help errors possible-rename && expect_out_has "It is a warning"
'
test_case 'a word that is none is a usage error with the nearest' '
	must_fail 2 om help errors unknwon-sku &&
	expect_err "om: no error word '\''unknwon-sku'\'', did you mean '\''unknown-sku'\''? [usage]; '\''om help errors'\'' lists them"
'
test_case 'a full disk and a closed pipe' '
	must_fail 3 om help errors -o /dev/full && expect_err_has "[io]" &&
	om help errors 2>err | head -n 1 >first && test "$(wc -l <first)" -eq 1 && expect_err ""
'
# shows WORD: the command that explains it, where there is one of a program that there is, has a help.
shows() {
	command=$(om help errors "$1" | sed -n "s/^    \\$ om \\([a-z].*\\)/\\1/p" | sed "s/ [^a-z].*//")
	case $command in '' | 'po '*) return 0 ;; esac
	set -- $command
	case $1,${2:-} in product,listing | warehouse,location) command="$1 $2 $3" ;; *) command="$1 ${2:-}" ;; esac
	om $command --help >help 2>&1 || { echo "no om $command" && return 1; }
	shown=$((shown + 1))
}
test_case 'the commands that explain a word are there' '
	run om help errors --format ids && shown=0 && for word in $(cat out); do shows $word || return 1; done && [ "$shown" -gt 20 ]
'
done_testing
