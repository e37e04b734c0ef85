#!/bin/sh
# Makes the Debian packages out of the packed sources, as debian/ describes them.
#
#	tools/deb.sh TARBALL FOLDER	FOLDER is emptied first; the packages end up in it
set -eu
tarball=$(realpath "$1")
epoch=$("$(dirname "$0")/epoch.sh")
rm -rf "$2"
mkdir -p "$2"
cd "$2"
mkdir source
tar -xzf "$tarball" -C source --strip-components=1
unset MAKEFLAGS MAKELEVEL MFLAGS B PREFIX DESTDIR CFLAGS
(cd source && SOURCE_DATE_EPOCH=$epoch dpkg-buildpackage --build=binary --unsigned-changes --no-sign -j2) >build.log 2>&1 || {
	tail -n 40 build.log >&2
	exit 1
}
rm -rf source
ls "$PWD"/*.deb
