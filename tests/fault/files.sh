#!/bin/sh
# Files that are not as they should be: full disks, folders and files that may not be written, databases of others, newer, cut off,
# damaged; outputs whose reader has gone; signals in the midst.  Each ends with the right word and exit status, and loses nothing.
. "$(dirname "$0")/lib.sh"
seller 600 >/dev/null && om-admin backup -q new.db && om-order import -q data/orders.csv && om-admin backup -q orders.db
picture() { sqlite3 "$OM_DB" <"$OM_PICTURE"; }
picture >whole && om-admin dump -q --db new.db -o fresh.dump
base() { rm -f db/*; cp "$1" "$OM_DB"; }

# at_call_of CALL SIGNAL COMMAND...: the signal comes before its CALL-th call that writes.
at_call_of() {
	plan="kill $1 once $2"
	shift 2
	try env OM_FAULT="$plan" LD_PRELOAD="$OM_PRELOAD" "$@"
	[ $rc -gt 128 ]
}
# each BODY WORD...: BODY for each $x.
each() {
	body=$1
	shift
	for x; do
		eval "$body" || { echo "at $x"; return 1; }
	done
}
quiet() { [ "$(cat rc)" = 0 ] && [ ! -s err ] || { cat rc err; false; }; }
for verb in 'om-order list' 'om-export orders -q' 'om-order show @1'; do
	t "$verb: a closed pipe is quiet in every format" 'each "
		{ $verb --format \$x 2>err; echo \$? >rc; } | sleep 0; quiet" table csv tsv json ndjson ids'
done
t 'a pipe closed half-way too' 'each "
	{ om-order list --format \$x 2>err; echo \$? >rc; } | head -c 70000 >/dev/null; quiet" csv json table'
[ ! -w /dev/full ] || t 'a full device is a failure in every format' 'each "
	try sh -c \"om-order list --format \$x >/dev/full\"; expect_rc 3 && has err \"cannot write\" && has err \"[io]\"" \
	table csv tsv json ndjson ids'
t 'a change whose answer cannot be written says that it was done' '
	base orders.db && try sh -c "om-order hold @1 --open-ended >/dev/full"; expect_rc 4 && has err "[io]; what was done before that stands" &&
	[ "$(sql "select count(*) from hold")" = 1 ] && run om-order hold @1 --open-ended && has out unchanged'

# Nobody may have more descriptors, or larger files, than he is given.  With the fewest the program is not even loaded.
t 'out of descriptors: an error or the whole, at every number of them' '
	base new.db && each "
		cp new.db \"\$OM_DB\" && rm -f \"\$OM_DB\"-* && try sh -c \"ulimit -n \$x; exec om-order import data/orders.csv\"
		case \$rc in
		0) ;;
		3 | 75) has err \"[\" && [ \"\$(sql \"select count(*) from orders\")\" = 0 ] ;;
		4) has err \"[\" && run om-admin check ;;
		127) has err \"loading shared libraries\" ;;
		*) false ;;
		esac || { test_show \"\$x descriptors\"; return 1; }" 4 5 6 7 8 9 10 11 12 13 14 15 16'
t 'files may not grow: an error that says so, check clean, and with room it is finished' 'each "
	base new.db && try sh -c \"ulimit -f \$x; exec om-order import data/orders.csv\"
	case \$rc in 0 | 3 | 4) ;; *) test_show \"limit \$x\"; return 1 ;; esac
	[ \$rc = 0 ] || has err \"[io]\" && run om-admin check && run om-order import data/orders.csv && picture >now && cmp now whole" \
	10 100 300 600 900 1200 1500 2000 3000'

# The file system is gone with the last process of the unshared namespace.
if unshare -m sh -c 'mount -t tmpfs -o size=16k none "$1"' sh "$PWD/db" 2>/dev/null; then
	t 'a full disk in the midst of an import: nothing is half done, and with room it is finished' '
		unshare -m sh -c "
			mount -t tmpfs -o size=700k none db && cp new.db \"\$OM_DB\" &&
			om-order import data/orders.csv >out 2>err; echo \$? >rc
			om-admin check -q >check.out 2>&1; echo \$? >check.rc
			mount -o remount,size=64m db && om-admin check && om-order import data/orders.csv && sqlite3 \"\$OM_DB\" <\"\$OM_PICTURE\" >now" &&
		case $(cat rc) in 3 | 4) ;; *) cat rc err; false ;; esac && has err "disk is full" && has err "[io]" && cmp now whole'
	t 'a full disk under an export and a backup: no file, or the old one' '
		base orders.db && unshare -m sh -c "
			mkdir small; mount -t tmpfs -o size=40k none small && echo old >small/out.csv
			om-export orders -o small/out.csv 2>err; echo \$? >rc; cat small/out.csv >got
			om-admin backup small/copy.db 2>err2; echo \$? >rc2; ls small >names" &&
		[ "$(cat rc rc2)" = "3
3" ] && has err "No space left on device [io]" && has err2 "[io]" && [ "$(cat got names)" = "old
out.csv" ]'
	t 'a full disk under the spool of a workbook, of every size: the old file, or a whole one' '
		base orders.db && om-order list --limit 60 --format xlsx -o whole.xlsx && unshare -m sh -c "
			mkdir small; bad=0 good=0 size=4
			while [ \$size -le 400 ]; do
				mount -t tmpfs -o size=\${size}k none small && echo old >out.xlsx
				TMPDIR=\$PWD/small om-order list --limit 60 --format xlsx -o out.xlsx 2>err; rc=\$?
				umount small
				if [ \$rc = 0 ]; then cmp out.xlsx whole.xlsx || exit; good=\$((good + 1))
				else [ \$rc = 3 ] && [ \"\$(cat out.xlsx)\" = old ] && grep -q \"^om-order: .*\[io\]\" err || { echo \$size \$rc; cat err; exit; }
					bad=\$((bad + 1)); grep -q \"come out whole\" err && echo holes >>holes; fi
				size=\$((size + 4))
			done; echo \$bad \$good >sizes" && read -r bad good <sizes && [ $bad -gt 5 ] && [ $good -gt 5 ] && [ -s holes ]'
fi

# Permissions bind everybody but root, who becomes nobody.
nobody() { "$@"; }
if [ "$(id -u)" = 0 ]; then nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }; fi
chmod 755 "$TRASH" "$TRASH/work"
mkdir readable && cp orders.db readable/om.db && chmod 777 readable && chmod 666 readable/om.db
if nobody test -x "$OM_BIN/om-order" && nobody test -r new.db; then
	t 'a file that may not be written' '
		base orders.db && chmod 777 db && chmod 444 "$OM_DB" && run nobody om-order list --limit 1 &&
		run 3 nobody om-order hold @1 --open-ended && has err "cannot be written: permission denied [io]" &&
		run 3 nobody om-order import data/orders.csv && has err "[io]"'
	t 'a folder that may not be written' '
		base orders.db && chmod 666 "$OM_DB" && chmod 755 db && run 3 nobody om-order hold @1 --open-ended && has err "[io]" &&
		run 3 nobody om-order list && has err "its log cannot be written [io]" &&
		run 3 nobody om-admin init --db db/new.db --company X --country US --currency USD --tz UTC && has err "[io]" &&
		run 3 nobody om-export orders --db "$PWD/orders.db" -o db/out.csv && has err "[io]" && [ "$(ls db)" = om.db ]'
	t 'a lock file that may not be opened, or is a link: one writes without a turn' '
		chmod 777 db && base orders.db && chmod 666 "$OM_DB" && : >"$OM_DB-turn" && chmod 000 "$OM_DB-turn" &&
		run nobody om-order hold @1 --open-ended && rm -f "$OM_DB-turn" && ln -s /etc/passwd "$OM_DB-turn" &&
		run nobody om-order hold @2 --open-ended && rm "$OM_DB-turn" && run nobody om-order hold @3 --open-ended && run om-admin check'
	t 'an output that may not be written, in a folder that may not be either' '
		chmod 755 db && echo old >db/out.csv && each "
			run 3 nobody \$x && has err \"ermission denied\" && has err \"[io]\" && [ \"\$(cat db/out.csv)\" = old ]" \
			"om-order list --db $PWD/readable/om.db -o db/out.csv" "om-admin dump --db $PWD/readable/om.db -o db/out.csv" \
			"om-admin backup --db $PWD/readable/om.db db/copy.db" \
			"om-order import data/orders.csv --keep-going --db $PWD/readable/om.db --rejects db/rejects.csv" && [ "$(ls db | grep -vx om.db-turn)" = "om.db
out.csv" ]'
	t 'a folder that may not be entered, a sheet that may not be read' '
		chmod 700 db && run 3 nobody om-order list && has err "Permission denied [io]" && chmod 755 db &&
		cp data/orders.csv secret.csv && chmod 600 secret.csv && chmod 777 db && base new.db && chmod 666 "$OM_DB" &&
		run 3 nobody om-order import secret.csv && has err "secret.csv" && has err "Permission denied [io]"'
fi
t 'a slip of the hand writes over no database, nothing beside it, and no sheet that is read' '
	base orders.db && ln -s db/om.db link.db && cp data/orders.csv sheet.csv && cp sheet.csv sheet.old && mkdir -p there &&
	each "
		run 2 \$x && has err \"[usage]; name another file\" && cmp orders.db \"\$OM_DB\" &&
		[ ! -e db/om.db-wal ] && [ \"\$(ls db | grep -vx om.db-turn)\" = om.db ]" \
		"om-order list -o db/om.db" "om-order list -o there/../db/om.db" "om-order list -o link.db" "om-order list --format xlsx -o db/om.db" \
		"om-admin dump -o db/om.db" "om-export orders -o db/om.db-wal" "om-export orders -o db/om.db-shm" "om-order import sheet.csv --rejects db/om.db" \
		"om-order import sheet.csv --rejects link.db" "om-order list --columns help -o db/om.db" &&
	rm -f db/om.db-* && run 5 om-admin backup db/om.db-wal && has err "[exists]" &&
	run 2 om-order import sheet.csv --keep-going --rejects there/../sheet.csv && has err "--rejects: '\''there/../sheet.csv'\'' is the file that is read [usage]" &&
	run 2 om-order import sheet.csv -o ./sheet.csv && has err "is the file that is read [usage]" && cmp sheet.csv sheet.old &&
	run 5 om-admin backup db/om.db && has err "[exists]" && rmdir there && rm link.db'
t 'streams that are closed: what fails says so, and no message comes into a file' '
	base orders.db && try sh -c "om-order list >&-"; expect_rc 3 && has err "[io]" &&
	try sh -c "om-order hold @1 --open-ended >&-"; expect_rc 4 && has err "[io]; what was done before that stands" &&
	run sh -c "om-order list -o whole.csv" && run sh -c "om-order list -o part.csv <&- >&- 2>&-" && cmp whole.csv part.csv &&
	try sh -c "om-order import - --keep-going --rejects refused.csv <&- >&- 2>&-"; expect_rc 3 && [ ! -e refused.csv ] &&
	try sh -c "om-order list --where nonsense -o none.csv 2>&-"; expect_rc 2 && [ ! -e none.csv ] &&
	each "
		rm -f \"\$OM_DB\"*; cp orders.db \"\$OM_DB\" && try sh -c \"om-order hold @2 @3 --open-ended \$x\"; [ \$rc = 0 ] || [ \$rc = 4 ] &&
		run om-admin check && [ \"\$(sql \"select count(*) from hold\")\" = 2 ]" "2>&-" "2>/dev/full" "<&- >&- 2>&-" "<&- 2>&-" ">/dev/full 2>/dev/full" &&
	run om-order import data/orders.csv && has err "rejected 0"'
t 'a full standard error changes no exit status' '
	[ ! -w /dev/full ] || {
		base new.db && try sh -c "om-order import data/orders.csv 2>/dev/full"; expect_rc 0 && picture >now && cmp now whole &&
		try sh -c "om-order hold @99999 --open-ended 2>/dev/full"; expect_rc 5 && try sh -c "om-order lst 2>/dev/full"; expect_rc 2; }'
t 'a folder for a file: as database, as sheet, as output' '
	run 3 om-order list --db data && has err "is a folder [not-a-database]" && run 3 om-admin init --db data && has err "[not-a-database]" &&
	base new.db && run 3 om-order import data && has err "Is a directory [io]" && run 3 om-order list -o data && has err "[io]" &&
	run 3 om-admin backup nowhere/copy.db && has err "[io]"'

t 'a database of another program, of a newer version, empty, a text, a sheet' '
	sqlite3 other.db "create table t(x); pragma user_version = 1" && cp orders.db newer.db && sqlite3 newer.db "pragma user_version = 99" &&
	: >empty.db && echo "order_number,channel" >text.db &&
	each "
		run 3 \$x --db other.db && has err \"[not-a-database]\" && run 3 \$x --db empty.db && has err \"[not-a-database]\" &&
		run 3 \$x --db text.db && has err \"[not-a-database]\" &&
		run 3 \$x --db newer.db && has err \"this program knows\" && has err \"[newer-version]\"" \
		"om-order list" "om-admin check" "om-order import data/orders.csv" "om-admin backup copy.db" "om-export orders" "om-ship ship @1" &&
	[ ! -e copy.db ]'

t 'no database, no folder for one, an empty name' '
	rm -f db/* && run 3 om-order list && has err "[no-database]" && run 3 om-order import data/orders.csv && has err "[no-database]" &&
	[ "$(ls db)" = "" ] && run 3 om-order list --db nowhere/om.db && has err "[no-database]" &&
	run 3 om-admin init --db nowhere/om.db --company X --country US --currency USD --tz UTC && has err "[io]" && [ ! -e nowhere ]'
t 'a log without its database: nothing of it comes into a new one' '
	base new.db && { at_call_of 40 9 om-order import data/orders.csv; [ -s "$OM_DB-wal" ]; } && rm "$OM_DB" && cp "$OM_DB-wal" wal &&
	run 3 om-order list && has err "[no-database]" && [ ! -e "$OM_DB" ] && cmp "$OM_DB-wal" wal &&
	run om-admin load fresh.dump && run om-admin check && [ "$(sql "select count(*) from orders")" = 0 ]'
t 'a database whose log is lost is one or refused, and tells no half-truths' '
	base new.db && { at_call_of 60 9 om-order import data/orders.csv; [ -s "$OM_DB-wal" ]; } && rm -f "$OM_DB"-wal "$OM_DB"-shm &&
	run om-admin check && run om-order import data/orders.csv && picture >now && cmp now whole'

# COMMAND on a damaged file ends with a status of the contract that is no bug, and a message where it fails.
sane() {
	try "$@"
	case $rc in
	0 | 1) return 0 ;;
	3 | 4 | 5) grep -q "\[[a-z-]*\]" err && return 0 ;;
	esac
	test_show "'$*' ended with $rc"
}
damaged() {
	for verb in "om-admin check" "om-order list --format json" "om-order hold @1 --open-ended" "om-order import data/orders.csv" \
		"om-ship ship @1 --no-tracking"; do
		cp "$1" "$OM_DB" && rm -f "$OM_DB"-* && sane $verb || return 1
		[ "$verb" != "om-admin check" ] || [ $rc = 0 ] || found=$((found + 1))
	done
}
pages=$(($(wc -c <orders.db) / 4096)) found=0
cut_off() { head -c $((pages * 4096 * $1 / 100)) orders.db >bad.db && damaged bad.db; }
zeros() { cp orders.db bad.db && dd if=/dev/zero of=bad.db bs=4096 seek="$1" count=1 conv=notrunc 2>/dev/null && damaged bad.db; }
flips() {
	cp orders.db bad.db
	awk -v s="$1" -v n=$((pages * 4096)) 'BEGIN { srand(s); for (i = 0; i < 40; i++) print int(100 + rand() * (n - 100)) }' |
		while read -r at; do printf '\377' | dd of=bad.db bs=1 seek="$at" conv=notrunc 2>/dev/null; done
	damaged bad.db
}
t 'a file that was cut off' 'each "cut_off \$x" 1 3 50 90 99 && [ $found = 5 ]'
some=$((pages / 5))
[ -z "${OM_FULL:-}" ] || some=1
t 'a page of zeros' 'found=0 && each "zeros \$x" $(seq 1 $some $((pages - 1))) && [ $found -gt 3 ]'
t 'bytes that were changed' 'each "flips \$x" $(seq 1 ${OM_FULL:+2}3)'

# Signals come before a call that writes, and are not ignored although a test in the background would ignore them: of an import of two chunks in the second, of an export in the midst of its file.
"$build/bench/gen" many 4000 6 3
at_call() {
	plan="kill $1 once $2"
	shift 2
	env --default-signal=INT,TERM OM_FAULT="$plan" OM_FAULT_LOG=calls LD_PRELOAD="$OM_PRELOAD" "$@" >out 2>err
	rc=$?
}
calls() { cut -d " " -f 1 calls; }
base new.db && at_call 0 0 om-order import many/orders.csv && import_calls=$(calls)
base orders.db && at_call 0 0 om-export orders -o out.csv && export_calls=$(calls)
for signal in 2 15; do
	t "signal $signal in the second chunk of an import: what is written stands, it is said, and the same command does the rest" '
		base new.db && at_call $((import_calls / 2)) '$signal' om-order import many/orders.csv
		[ $rc = $((128 + '$signal')) ] && has err "what is written so far stands, and the same command does the rest" && run om-admin check &&
		some=$(sql "select count(*) from orders") && [ $some -ge 50 ] && [ $some -lt 4000 ] &&
		run om-order import many/orders.csv && has err "unchanged $some, rejected 0" && run om-admin check'
	t "signal $signal in an export: the old file stands and no other" '
		base orders.db && echo old >out.csv && at_call $((export_calls * 3 / 4)) '$signal' om-export orders -o out.csv
		[ $rc = $((128 + '$signal')) ] && [ "$(cat out.csv)" = old ] && [ "$(ls out.csv*)" = out.csv ]'
done
finish
