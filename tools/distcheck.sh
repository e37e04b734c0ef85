#!/bin/sh
# Proves that the packed sources are all that is needed: unpacked into a folder that nobody may write, they build, pass their tests,
# install, and pack themselves to the same bytes, all of it into another folder.
#
#	tools/distcheck.sh TARBALL FOLDER	FOLDER is emptied first, and taken away when all is well
set -eu
tarball=$(realpath "$1")
mkdir -p "$2"
work=$(realpath "$2")
find "$work" -type d -exec chmod u+w {} +
rm -rf "$work"
mkdir -p "$work/source" "$work/build"
tar -xzf "$tarball" -C "$work/source" --strip-components=1
chmod -R a-w "$work/source"
unset MAKEFLAGS MAKELEVEL MFLAGS B PREFIX DESTDIR OM_DB

# Root may write what it likes: for it the folder is mounted so that it cannot.
inside='
	if [ "$(id -u)" = 0 ]; then mount --bind "$1/source" "$1/source" && mount -o remount,bind,ro "$1/source"; fi
	if (: >"$1/source/written") 2>/dev/null; then echo "the sources can be written"; exit 1; fi
	cd "$1/source" && make -s -j2 B="$1/build" all lib && make B="$1/build" check &&
	make -s B="$1/build" PREFIX=/usr DESTDIR="$1/root" install && [ -x "$1/root/usr/bin/om" ] &&
	make -s B="$1/build" PREFIX=/usr DESTDIR="$1/root" uninstall && [ -z "$(find "$1/root" -type f)" ] &&
	make -s B="$1/build" dist >/dev/null'
if [ "$(id -u)" = 0 ]; then
	unshare --mount sh -euc "$inside" sh "$work"
else
	sh -euc "$inside" sh "$work"
fi
cmp "$tarball" "$work/build/${tarball##*/}"
find "$work" -type d -exec chmod u+w {} +
rm -rf "$work"
echo "$tarball builds, passes its tests, installs, and packs itself to the same bytes"
