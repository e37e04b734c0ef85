# What the tests of faults share: a small seller in base.db, and the tools of the build.  Sourced first.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
build=${OM_BUILD:-$TEST_ROOT/build}
for tool in bench/gen fault/sweep fault/preload.so; do
	[ -x "$build/$tool" ] || skip_all "$tool is not built"
done
mkdir db && OM_DB=$PWD/db/om.db OM_PRELOAD=$build/fault/preload.so OM_PICTURE=$TEST_ROOT/tests/fault/picture.sql
export OM_DB OM_PRELOAD OM_PICTURE
# seller ORDERS: five channels, four warehouses, six products with stock, and sheets of orders in the folder data.
seller() {
	"$build/bench/gen" data "$1" 6 3 &&
	om-admin init -q --company Sweep --country US --currency USD --tz America/New_York &&
	for c in 1 2 3 4 5; do om-channel create manual CH$c -q || return 1; done &&
	om-warehouse import -q data/warehouses.csv && om-warehouse location import -q data/locations.csv &&
	om-warehouse zone import -q data/zones.csv && om-warehouse backup import -q data/backups.csv &&
	om-product import -q data/products.csv && om-inventory import -q data/stock.csv
}
