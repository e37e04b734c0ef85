# Splits a line of a comma file into the cells c[1] .. c[cells()]; cells do not span lines here.
function cells(line, c,    n, text) {
	n = 0
	while (1) {
		n++
		if (substr(line, 1, 1) == "\"") {
			text = ""
			line = substr(line, 2)
			while (match(line, /""/) && RSTART == index(line, "\"")) {
				text = text substr(line, 1, RSTART)
				line = substr(line, RSTART + 2)
			}
			c[n] = text substr(line, 1, index(line, "\"") - 1)
			line = substr(line, index(line, "\"") + 1)
		} else if (index(line, ",")) {
			c[n] = substr(line, 1, index(line, ",") - 1)
			line = substr(line, index(line, ","))
		} else {
			c[n] = line
			line = ""
		}
		if (line == "")
			return n
		line = substr(line, 2)
	}
}
# The rule of the maps that leaves out the line, or "".
function left_out(invoice, code) {
	if (invoice ~ /^C/)
		return "cancellation"
	if (code ~ /^(POST|DOT|C2|M|m|D|S|AMAZONFEE|BANK CHARGES)$/)
		return "no goods: " code
	return ""
}
