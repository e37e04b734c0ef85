# For tests on a clean Debian: makes one by debootstrap in $root, with this machine's way to the archive, and takes it away at the end.
# Sourced after lib.sh; where it cannot be made, the whole file is skipped with a word.
#
#	root_run COMMAND...	runs in it, with nothing of this machine's environment but PATH
#	root_shell TEXT		the same for a line of shell

[ -n "${OM_FULL:-}" ] || skip_all 'long; make check-full runs it'
[ "$(id -u)" = 0 ] || skip_all 'only root can make a clean Debian'
command -v debootstrap >/dev/null || skip_all 'there is no debootstrap'
root=$TRASH/debian
mirror=$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null | head -n 1)
export DEBIAN_FRONTEND=noninteractive

# Mounts are in a name space of the command, so nothing stays behind whatever happens.
root_run() {
	env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive OM_NOW="$OM_NOW" \
		unshare --mount --pid --fork --kill-child sh -euc '
			mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && root=$1 && shift && exec chroot "$root" "$@"' sh "$root" "$@"
}
root_shell() { root_run sh -euc "$1"; }

# Packages that the machine has fetched before are not fetched again.
make_root() {
	debootstrap --variant=minbase bookworm "$root" ${mirror:+"$mirror"} >debootstrap.log 2>&1 || { tail -n 5 debootstrap.log; return 1; }
	cp /etc/resolv.conf /etc/hosts "$root/etc/"
	cp /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/"
	[ ! -e /etc/apt/sources.list.d/debian.sources ] || { rm -f "$root/etc/apt/sources.list" && cp /etc/apt/sources.list.d/debian.sources "$root/etc/apt/sources.list.d/"; }
	for key in /etc/apt/keyrings /usr/share/keyrings /etc/ssl/certs /usr/local/share/ca-certificates; do
		[ ! -d "$key" ] || { mkdir -p "$root$key" && cp -rL "$key/." "$root$key/" 2>/dev/null || :; }
	done
	root_run apt-get update -qq
}
make_root >root.log 2>&1 || { sed 's/^/# /' root.log; skip_all 'a clean Debian could not be made here'; }
