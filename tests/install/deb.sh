#!/bin/sh
# The Debian packages: made twice they are the same bytes, lintian has no complaint, and on a clean Debian they install, run the main job
# from the example's files, serve a program that uses the library, and go away again.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
. "$OM_TEST_LIB_DIR/../install/root-fixture.sh"
top=$TEST_ROOT
version=$(sed -n 's/^VERSION := //p' "$top/Makefile")
unset CFLAGS CPPFLAGS LDFLAGS CC

t 'make deb makes them' 'run make --no-print-directory -C "$top" B="$TRASH/one" deb && [ "$(grep -c "_${version}_.*\.deb" out)" = 5 ]'
t 'made in another place, zone and umask they are the same bytes' '
	mkdir two && tar xzf "$TRASH/one/om-$version.tar.gz" -C two --strip-components=1 &&
	(umask 077 && TZ=Asia/Tokyo run make --no-print-directory -C two B="$TRASH/two" deb) &&
	for deb in "$TRASH"/one/deb/*.deb; do cmp "$deb" "$TRASH/two/deb/${deb##*/}" || exit 1; done'
t 'lintian finds nothing wrong' '
	! command -v lintian >/dev/null || { lintian --tag-display-limit 0 --color never "$TRASH"/one/deb/*.changes >found; cat found; ! grep "^[EW]:" found; }'
t 'files and their sums agree, and belong to root' '
	for deb in "$TRASH"/one/deb/*.deb; do
		rm -rf x && dpkg-deb -R "$deb" x && (cd x && md5sum --quiet -c DEBIAN/md5sums) && dpkg-deb -c "$deb" | grep -v " root/root " && exit 1
	done
	true'

mkdir -p "$root/debs" && cp "$TRASH"/one/deb/om_*.deb "$TRASH"/one/deb/libom*_"$version"_*.deb "$root/debs/"
rm -f "$root"/debs/*dbgsym*
t 'apt installs om with what it depends on' 'root_run apt-get install -y -qq --no-install-recommends "/debs/om_${version}_$(dpkg --print-architecture).deb"'
t 'every program runs' '
	root_shell "for p in /usr/bin/om /usr/bin/om-*; do \$p --version; done" >out && [ "$(grep -c " $version$" out)" = "$(ls "$OM_BIN" | wc -l)" ]'
t 'a database, the example, the proof' '
	root_shell "cd /tmp && cp -r /usr/share/doc/om/examples/tour . && cd tour && export OM_DB=/tmp/shop.db &&
		om-admin init --company Giftware --country GB --currency GBP --tz Europe/London && om-channel create manual WEB &&
		om-warehouse create MAIN type=in-house address1=Wharf city=Reading zip=\"RG1 8DL\" country=GB && om-product import products.csv &&
		om-warehouse location import locations.csv && om-inventory import --warehouse MAIN stock.csv &&
		! om-order import --channel WEB --keep-going orders.csv && om order list --summary && om-admin check" >out 2>err; rc=$?
	cat out err; [ $rc = 0 ] && has out "awaiting-shipment,2,GBP,40.00,40.00" && has err " 0 violations, 0 pending"'
t 'the demo runs from where the package puts it' '
	root_shell "cd /tmp && /usr/share/doc/om/examples/demo/run.sh demo >demo.log 2>&1 && tail -n 3 demo.log" >out && has out " 0 violations, 0 pending"'
t 'the pages are there' '[ "$(ls "$root"/usr/share/man/man[157]/om*.gz 2>/dev/null | wc -l)" = "$(ls "$top"/man/*.[157] | wc -l)" ] || ls "$root/etc/dpkg/dpkg.cfg.d"'
t 'a program is built against libom-dev' '
	root_shell "apt-get install -y -qq --no-install-recommends gcc libc6-dev pkg-config /debs/libom0_*.deb /debs/libom-dev_*.deb >/dev/null 2>&1
		cd /tmp && cc /usr/share/doc/libom-dev/examples/orders.c \$(pkg-config --cflags --libs om) -o orders && ./orders shop.db \"ship_city = York\"" >out &&
	has out "1	1001	2026-02-27T00:00:00+00:00	York	awaiting-shipment	30.50	GBP"'
t 'removed, nothing of it stays but the data' '
	root_shell "apt-get purge -y -qq om libom0 libom-dev >/dev/null 2>&1; ls /usr/bin/om* /usr/share/doc/om /usr/include/om 2>/dev/null || true; ls /tmp/shop.db" >out &&
	out /tmp/shop.db'
finish
