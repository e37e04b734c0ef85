#!/bin/sh
# om-admin backup: a consistent copy while others write.
. "$(dirname "$0")/lib.sh"
om-admin init -q --company 'Giftware Ltd' --currency GBP --tz UTC

t 'backup makes a copy and prints its size' '
	run 0 om-admin backup copy.db && out "" && err "om-admin: copy.db: $(wc -c <copy.db) bytes"'
t 'the copy holds the same data' '
	sql .dump >one && sqlite3 copy.db .dump >two && cmp one two &&
	run 0 om-admin config get company.name --db copy.db && out "Giftware Ltd"'
t 'a file that exists is refused and stays' '
	cp copy.db kept.db && run 5 om-admin backup copy.db && has err "[exists]" && cmp copy.db kept.db'
t 'a folder that is missing is refused' '
	run 3 om-admin backup none/copy.db && has err "[io]"'
t 'nothing else is left behind' '
	[ "$(ls | grep -c "copy.db-\|part")" = 0 ]'
t 'a copy made among writers is whole' '
	(for i in 1 2 3 4 5 6 7 8 9; do om-admin config set -q company.phone $i; done) &
	for i in 1 2 3 4 5; do
		om-admin backup -q live.$i || exit 1
		[ "$(sqlite3 live.$i "pragma integrity_check")" = ok ] || exit 1
		om-admin check -q --db live.$i >/dev/null || exit 1
	done
	wait'
t 'the operand is needed' 'run 2 om-admin backup && has err "[usage]"'

finish
