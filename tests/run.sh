#!/bin/sh
# Runs test programs that print TAP, two at a time, and ends with the line `N passed, N failed`.
#
#	tests/run.sh LOGDIR TEST...
#
# A program that ends badly, or prints fewer tests than it planned, counts as one failure more.
set -u
logs=$1
shift
rm -rf "$logs"
mkdir -p "$logs"
one='
t=$1 log=$2/$(echo "$1" | tr / _).tap
case $t in
*.sh) sh "$t" ;;
*) "$t" ;;
esac >"$log" 2>&1 </dev/null
echo "# exit $?" >>"$log"
awk -v t="$t" '\''
	/^ok/ { ok++; if (/# SKIP/) skipped++ }
	/^not ok/ { if (/# TODO/) next; bad++; show[++n] = $0; more = 6; next }
	/^Bail out!/ { bail = $0 }
	/^1\.\.[0-9]+/ { plan = substr($1, 4) + 0; has_plan = 1; if (plan == 0) whole = $0 }
	/^# exit / { rc = $3 }
	more > 0 && /^#/ && !/^# exit/ { show[++n] = "  " $0; more-- }
	END {
		if (bail || !has_plan || plan != ok + bad || (rc != 0 && !bad)) {
			bad++
			show[++n] = "not ok - ended with " rc ", planned " (has_plan ? plan : "nothing") ", saw " ok + bad - 1 " " bail
		}
		printf "%s %d passed, %d failed%s\n", bad ? "FAIL" : "pass", ok - skipped, bad,
			skipped || whole ? ", skipped " (skipped ? skipped : whole) : ""
		for (i = 1; i <= n && i <= 40; i++)
			print "    " show[i]
	}'\'' "$log" >"$log.sum"
{ read -r first; echo "$first" | sed "s|^\(....\) |\1 $t: |"; cat; } <"$log.sum"
'
printf '%s\n' "$@" | xargs -P 2 -I{} sh -c "$one" sh {} "$logs"
cat "$logs"/*.sum | awk '
	/^(pass|FAIL) / { passed += $2; failed += $4; if (match($0, /skipped [0-9]+/)) skipped += substr($0, RSTART + 8, RLENGTH - 8) }
	END {
		printf "%d passed, %d failed%s\n", passed, failed, skipped ? ", " skipped " skipped" : ""
		exit failed || !passed
	}'
