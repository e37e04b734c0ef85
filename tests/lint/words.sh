#!/bin/sh
# Error words: every one of the table is met by a test that looks for it.
#
# A program's test looks for the word as it is printed, [WORD] or "code":"WORD", or by a function `word RC WORD` that does; a unit test compares the text of struct om_err.  Of a
# warning or problem the word itself is looked for, as a record's column shows it.  The tests of the command line's own unit program do
# not count, since the library below them is made up.  words.txt names those that no test can meet, and why.
. "$(dirname "$0")/lib.sh"
table=lib/base/words.tsv
texts=$(tools/files.sh 'tests/cli/*.sh' 'tests/sheets/*' 'tests/race/*' 'tests/prop/*' 'tests/fault/*' 'tests/doc/*.sh')
units=$(tools/files.sh 'tests/unit/*.c' | grep -v '/cli')

# The words that tests look for, of those on standard input as WORD<tab>EXIT.
met() {
	while read -r word status; do
		if grep -qF -e "[$word]" -e "\"code\":\"$word\"" -e "\\\"code\\\":\\\"$word\\\"" $texts || grep -qF "\"$word\"" $units; then
			echo "$word"
		elif grep -qE -e "(word|refused) [0-9]+ $word " $texts; then
			echo "$word"
		elif [ "$status" = 0 ] && grep -qw -e "$word" $texts; then
			echo "$word"
		fi
	done
}
allowed=$(awk -F'\t' '!/^#/ && NF { print $1 }' tests/lint/words.txt)
awk -F'\t' '!/^#/ && NF { split($3, status, " "); print $1 "\t" status[1] }' $table >"$results.words"
met <"$results.words" | LC_ALL=C sort >"$results.met"
cut -f1 "$results.words" | LC_ALL=C sort | LC_ALL=C comm -23 - "$results.met" | while read -r word; do
	printf '%s\n' "$allowed" | grep -qx -- "$word" || echo "no test meets $word"
done | check 'every error word is met by a test, or words.txt says why not'
printf '%s\n' "$allowed" | while read -r word; do
	[ -n "$word" ] || continue
	grep -q "^$word	" $table || echo "words.txt: no word $word"
	grep -qF -e "[$word]" $texts && echo "words.txt: $word is met by a test"
done | check 'words.txt names no word in vain'
awk -F'\t' '!/^#/ && NF && (NF != 2 || $2 == "")' tests/lint/words.txt | check 'each of words.txt has its reason'
unmet() { [ -n "$(printf 'no-test-knows-this\t5\n' | met)" ] || echo 'not met'; }
can_fail 'a word that no test looks for is found' unmet
rm -f "$results.words" "$results.met"
finish
