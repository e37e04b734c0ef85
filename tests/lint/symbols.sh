#!/bin/sh
# The shared library exports exactly what its public headers declare, and a program of somebody else can be built against them.
. "$(dirname "$0")/lib.sh"
so=${OM_BUILD:-build}/libom.so.0
nm -D --defined-only "$so" | awk '{ print $3 }' | sort >"$results.has"
cat lib/om/*.h | tr '\n' ' ' | sed 's|/\*[^*]*\*\+\([^/*][^*]*\*\+\)*/| |g' | tr ';' '\n' | grep OM_API |
	grep -oE 'om_[a-z0-9_]+ *\(' | tr -d ' (' | sort -u >"$results.wants"
comm -13 "$results.wants" "$results.has" | sed 's/$/ is exported and not declared/' | check 'nothing is exported that no header declares'
comm -23 "$results.wants" "$results.has" | sed 's/$/ is declared and not exported/' | check 'everything declared is exported'
{ [ "$(wc -l <"$results.has")" -gt 50 ] || echo "only $(wc -l <"$results.has") symbols"; } | check 'there are symbols at all'
work=$(mktemp -d)
cat >"$work/x.c" <<'END'
#include <om/money.h>
#include <om/om.h>
#include <om/order.h>
int main(void)
{
	int64_t amount = 0;
	return om_money_parse("1.50", false, &amount, 0) || amount != 15000 || !om_order_noun();
}
END
{ ${CC:-cc} -std=gnu17 -Ilib "$work/x.c" -o "$work/x" "$so" && LD_LIBRARY_PATH=$(dirname "$so") "$work/x"; } 2>&1 >/dev/null |
	check 'a program links to it and runs'
{ readelf -d "$so" | grep -q "SONAME.*libom.so.0" || echo "no soname"; } | check 'it has its soname'
rm -rf "$work" "$results".*
finish
