#!/bin/sh
# A newcomer's first steps, as the README has them, on a clean Debian that has git and make and nothing else: the demo, and the tests.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
. "$OM_TEST_LIB_DIR/../install/root-fixture.sh"
top=$TEST_ROOT

# A clone where there is one to clone, else the packed sources.
bring_sources() {
	if [ "$(git -C "$top" rev-parse --show-cdup 2>/dev/null || echo no)" = '' ]; then
		git -c safe.directory="*" clone -q "$(git -C "$top" rev-parse --path-format=absolute --git-common-dir)" "$root/root/om" --no-hardlinks &&
			git -C "$root/root/om" checkout -q "$(git -C "$top" rev-parse HEAD)"
	else
		"$top/tools/dist.sh" om "$TRASH/om.tar.gz" && tar xzf "$TRASH/om.tar.gz" -C "$root/root"
	fi
}
steps() { grep -qE "^    $1( |\$)" "$top/README.md"; }
t 'the README has the steps' 'steps "make deps demo" && steps "make deps check"'
t 'git and make are there' 'root_run apt-get install -y -qq --no-install-recommends git make >apt.log 2>&1 && bring_sources'
t 'make deps demo' 'root_shell "cd /root/om && make deps demo" >demo.log 2>&1; rc=$?; tail -n 20 demo.log; [ $rc = 0 ] && has demo.log " 0 violations, 0 pending"'
t 'make deps check' '
	root_shell "cd /root/om && make -j2 deps check" >check.log 2>&1; rc=$?; grep FAIL check.log; tail -n 3 check.log
	[ $rc = 0 ] && tail -n 1 check.log | grep -q "^[0-9]* passed, 0 failed"'
t 'make install, and the programs are found' '
	root_shell "cd /root/om && make install && cd / && om-admin init --company Shop --country GB --currency GBP --tz Europe/London && om status" >out &&
	has out "om order"'
finish
