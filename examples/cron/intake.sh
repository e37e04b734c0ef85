#!/bin/sh
# Imports the sheets of orders that another program puts into a folder, each of them once.  Made for cron: silent unless something
# needs a person.
#
#	intake.sh FOLDER [OPTION...]		options go to `om-order import`: --channel WEB, --map shop
#
# A sheet that was taken over goes to FOLDER/done; rows that were refused lie in FOLDER/rejects, to be repaired there and imported; a
# sheet of which nothing could be read goes to FOLDER/failed.  One that must wait for other programs stays for the next time.
set -u
folder=${1:?usage: intake.sh FOLDER [OPTION...]}
shift
cd "$folder" || exit
mkdir -p done rejects failed
# Two of these at once would take the same sheets.
exec 9>.lock
flock -n 9 || exit 0

worst=0
for sheet in *.csv; do
	[ -f "$sheet" ] || continue
	om-order import -q --keep-going --rejects "rejects/$sheet" "$@" "$sheet"
	status=$?
	case $status in
	0 | 4) mv "$sheet" done/ ;;
	75) continue ;;
	*) mv "$sheet" failed/ ;;
	esac
	[ $status -le $worst ] || worst=$status
done
exit $worst
