# Embeds text files as C strings: lib/doc/slip.mustache becomes om__tpl_slip_mustache.
function cname(path) {
	sub(/.*\//, "", path)
	gsub(/[^A-Za-z0-9]/, "_", path)
	return "om__tpl_" path
}
BEGIN {
	if (mode == "header")
		print "/* Made from the template files; not edited by hand. */\n#pragma once"
	else
		print "/* Made from the template files; not edited by hand. */\n#include \"templates.h\""
}
FNR == 1 && FILENAME != "/dev/null" {
	if (mode == "header") {
		print "extern const char " cname(FILENAME) "[];"
	} else {
		if (open)
			print ";"
		print "const char " cname(FILENAME) "[] ="
		open = 1
	}
}
mode == "source" && FILENAME != "/dev/null" {
	gsub(/\\/, "&&")
	gsub(/"/, "\\\"")
	print "\t\"" $0 "\\n\""
}
END {
	if (mode == "source" && open)
		print ";"
}
