#!/bin/sh
# Lists the help topics that tests exercise, each with the command that is a seller's way to do it and the tests whose `# covers:` lines
# name it, and counts them.  Ends with 1 where a test names what is no topic, or claims one without running its command, which
# tests/topics.tsv has.
#
#	tests/topics.sh [FILE...]		the tests to look at, else all
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- tests/*/*.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What a test runs: its own text, and that of the scripts and cases that it stands for.
text_of() {
	sed '/^#/d' "$1"
	case $1 in
	*/0900-sheets.sh) cat tests/sheets/setup.sh tests/sheets/*/cmd ;;
	*/demo.sh) cat examples/demo/run.sh ;;
	*/northwind.sh) cat examples/northwind.sh ;;
	*/online-retail.sh) cat examples/online-retail.sh ;;
	esac
}
for test in "$@"; do
	sed -n 's/^# covers: *//p' "$test" | tr ', ' '\n\n' | grep . | sort -u >"$work/claimed" || continue
	text_of "$test" >"$work/text"
	while read -r topic; do
		case $topic in
		[A-Z]*-[0-9]*) ;;
		*)
			echo "$test: no topic: $topic" >&2
			: >"$work/bad"
			continue
			;;
		esac
		command=$(awk -F'\t' -v t="$topic" '$1 == t { print $2 }' tests/topics.tsv)
		if [ -n "$command" ] && ! grep -qE -e "$command" "$work/text"; then
			echo "$test: claims $topic and does not run: $command" >&2
			: >"$work/bad"
		fi
		printf '%s\t%s\t%s\n' "$topic" "$command" "$test"
	done <"$work/claimed"
done | LC_ALL=C sort -t- -k1,1 -k2,2n | awk -F'\t' '
	$1 != topic { if (topic != "") print line; topic = $1; line = $1 "\t" ($2 == "" ? "-" : $2) "\t"; count++; sep = "" }
	{ line = line sep $3; sep = " " }
	END { if (topic != "") print line; print count + 0 " topics" }'
[ ! -e "$work/bad" ]
