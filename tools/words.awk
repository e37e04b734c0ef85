# Turns lib/base/words.tsv (sorted by word) into rows of struct om_word.
# Columns: word, meaning, exit.  exit is "OPERAND/FILE", one number for both, or "0 w" for a warning.
BEGIN { FS = "\t" }
/^#/ || $1 == "" { next }
{
	warn = ($3 ~ / w$/) ? "true" : "false"
	x = $3
	sub(/ .*/, "", x)
	n = split(x, e, "/")
	if (n == 1)
		e[2] = e[1]
	gsub(/\\/, "&&", $2)
	gsub(/"/, "\\\"", $2)
	printf "\t{\"%s\", \"%s\", %d, %d, %s},\n", $1, $2, e[1], e[2], warn
}
