#!/bin/sh
# Lists the help topics that tests exercise, each with the tests whose `# covers:` lines name it, and counts them.
#
#	tests/topics.sh [FILE...]		the tests to look at, else all
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- tests/cli/*.sh tests/doc/*.sh
awk '
	/^# covers:/ {
		for (i = 3; i <= NF; i++) {
			topic = $i
			sub(/,$/, "", topic)
			if (topic !~ /^[A-Z]+-[0-9]+$/) {
				print FILENAME ":" FNR ": no topic: " topic > "/dev/stderr"
				bad = 1
			} else if (!((topic, FILENAME) in seen)) {
				seen[topic, FILENAME] = 1
				print topic " " FILENAME
			}
		}
	}
	END { exit bad }' "$@" |
	LC_ALL=C sort -t- -k1,1 -k2,2n | awk '
	$1 != topic { if (topic != "") print line; topic = $1; line = $1; count++ }
	{ line = line " " $2 }
	END { if (topic != "") print line; print count + 0 " topics" }'
