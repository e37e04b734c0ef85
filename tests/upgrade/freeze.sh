#!/bin/sh
# Writes NNNN.sql, what a database of the version of these programs looks like, for upgrade.sh to start from.  Run it before a
# release, and whenever the schema changes meanwhile; then name the version in the file `released`, and it stays for ever.
#
#	make && tests/upgrade/freeze.sh
set -eu
cd "$(dirname "$0")"
here=$PWD
version=$(sed -n 's/^#define OM__SCHEMA_VERSION \([0-9]*\)$/\1/p' ../../lib/db/db.h)
file=$here/$(printf '%04d.sql' "$version")
if grep -qx "$version" released; then
	echo "version $version is released: its file stays as it is" >&2
	exit 1
fi
PATH=${OM_BIN:-$here/../../build/bin}:$PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
OM_DB=$work/om.db OM_NOW=2026-03-02T15:00:00Z OM_SEED=1 OM_USER=tester LC_ALL=C.UTF-8
unset TZ
export OM_DB OM_NOW OM_SEED OM_USER LC_ALL
. ./lib.sh
small_company >/dev/null 2>&1
{
	echo "-- A database of version $version of the schema, as its programs made it; written by freeze.sh, not by hand."
	echo 'pragma application_id = 1869442925;'
	echo "pragma user_version = $version;"
	sqlite3 "$OM_DB" .dump
} >"$file.new"
mv "$file.new" "$file"
echo "$file"
