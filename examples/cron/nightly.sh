#!/bin/sh
# Copies the database, proves the copy, and forgets copies that are older than 30 days; but only once there is a newer one that is sound.
#
#	nightly.sh FOLDER		copies are FOLDER/om-DATE.db
set -eu
folder=${1:?usage: nightly.sh FOLDER}
copy=$folder/om-$(date +%F).db
[ -e "$copy" ] || om-admin backup -q "$copy"
om-admin check -q --db "$copy" >"$copy.check" || {
	cat "$copy.check"
	exit 1
}
rm "$copy.check"
find "$folder" -name 'om-*.db' -mtime +30 -delete
