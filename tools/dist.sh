#!/bin/sh
# Packs the sources, byte for byte the same from the same files: sorted, without owners, with one time.
#
#	tools/dist.sh NAME TARBALL	its files stand below NAME/
set -eu
name=$1
tarball=$(realpath "$2")
cd "$(dirname "$0")/.."
tools/files.sh >"$tarball.files"
tar --create --format=ustar --no-recursion --files-from="$tarball.files" --transform="s,^,$name/," --mtime="@$(tools/epoch.sh)" \
	--owner=0 --group=0 --numeric-owner --mode=u+rwX,go=rX | gzip -9n >"$tarball.new"
rm "$tarball.files"
mv "$tarball.new" "$tarball"
