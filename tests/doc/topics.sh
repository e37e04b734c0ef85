#!/bin/sh
# A test that claims a topic runs the command that is a seller's way to do it; tests/topics.tsv has these.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
topics=$TEST_ROOT/tests/topics.sh
t 'what tests claim they run' 'run "$topics" && expect_err "" && [ "$(wc -l <out)" -gt 60 ]'
t 'a claim without its command is found' '
	printf "# covers: ORD-40 ORD-12\nrun om-order create\n" >"$TRASH/x.sh" && must_fail 1 "$topics" "$TRASH/x.sh" &&
	expect_err "$TRASH/x.sh: claims ORD-40 and does not run: om-order cancel"'
t 'a comment is no run' '
	printf "# covers: ORD-40\n# om-order cancel\n" >"$TRASH/x.sh" && must_fail 1 "$topics" "$TRASH/x.sh"'
t 'what is no topic is found' '
	printf "# covers: orders\n" >"$TRASH/x.sh" && must_fail 1 "$topics" "$TRASH/x.sh" && expect_err_has "no topic: orders"'
t 'every line of the table is a topic and a command that grep can read' '
	grep -v "^#" "$TEST_ROOT/tests/topics.tsv" | while IFS="	" read -r topic command; do
		echo "$topic" | grep -qxE "[A-Z]+-[0-9]+" && [ -n "$command" ] || { echo "bad line: $topic $command"; exit 1; }
		echo | grep -E -e "$command" >/dev/null || [ $? = 1 ] || { echo "bad expression: $command"; exit 1; }
	done'
finish
