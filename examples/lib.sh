# What the example scripts share: they print each command as `$ ...` before what it says, and end where it ends otherwise than
# expected.  The clock stands still, so that every run prints the same.
export OM_DB=om.db OM_NOW=2026-03-02T09:00:00Z OM_SEED=1 LC_ALL=C
unset XDG_CONFIG_HOME

# Goes to FOLDER and empties it of what an earlier run left.
work_in() {
	mkdir -p "$1"
	cd "$1"
	rm -f -- *.db *.db-* *.csv *.txt *.map *.sed *.awk *.html *.json *.ndjson
}
title() { printf '\n# %s\n' "$1"; }
# Runs a command line that must end with STATUS.
expect() {
	printf '\n$ %s\n' "$2"
	got=0
	(eval "$2") 2>&1 </dev/null || got=$?
	[ $got = 0 ] || echo "(exit status $got)"
	if [ $got != "$1" ]; then
		echo "ended with $got, expected was $1" >&2
		exit 1
	fi
}
run() { expect 0 "$1"; }
