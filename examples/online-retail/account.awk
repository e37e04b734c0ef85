# The account of a run: of every line and every invoice of the file, what became of it.  Reads the invoices, the rejects, and a list of
# what was stored (order number, lines), in this order; the three are counted independently, and must add up.
FNR == 1 {
	file++
	next
}
file == 1 {
	cells($0, c)
	lines++
	if (!(c[1] in rule))
		invoice[++invoices] = c[1]
	why = left_out(c[1], c[2])
	if (why != "")
		line_of["skipped by rule, " why]++
	# What is left of an invoice decides about it; one that is left out as a whole has the rule of its first line.
	if (!(c[1] in rule))
		rule[c[1]] = why
	else if (why == "")
		rule[c[1]] = ""
	next
}
file == 2 {
	n = cells($0, c)
	# The rejects hold whole invoices: lines that a rule leaves out are counted with that rule.
	refused[c[1]] += left_out(c[1], c[2]) == ""
	if (match(c[n], /\[[a-z-]+\]/) && !(c[1] in word))
		word[c[1]] = substr(c[n], RSTART, RLENGTH)
}
file == 3 {
	split($0, part, "\t")
	stored[part[1]] = part[2]
}
function show(title, counts, total,    i, n, k, sum, keys, swap) {
	n = 0
	for (k in counts)
		keys[++n] = k
	for (i = 2; i <= n; i++)
		for (k = i; k > 1 && keys[k] < keys[k - 1]; k--) {
			swap = keys[k]; keys[k] = keys[k - 1]; keys[k - 1] = swap
		}
	print title
	for (i = 1; i <= n; i++) {
		printf "  %-45s %6d\n", keys[i], counts[keys[i]]
		sum += counts[keys[i]]
	}
	printf "  %-45s %6d  of %d read%s\n", "sum", sum, total, sum == total ? "" : ": WRONG"
	if (sum != total)
		status = 1
}
END {
	for (i = 1; i <= invoices; i++) {
		k = invoice[i]
		if (k in stored) {
			invoice_of["imported"]++
			line_of["imported"] += stored[k]
		}
		if (k in refused) {
			invoice_of["refused " word[k]]++
			line_of["refused " word[k]] += refused[k]
		}
		if (rule[k] != "")
			invoice_of["skipped by rule, " (rule[k] ~ /^no goods/ ? "no goods" : rule[k])]++
	}
	show("lines", line_of, lines)
	show("invoices", invoice_of, invoices)
	exit status
}
