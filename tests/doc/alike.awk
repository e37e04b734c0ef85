# Compares what sessions print with what they should print; a line `...` of WANT stands for any number of lines.
#
#	awk -f alike.awk WANT GOT	prints the first difference and ends with 1
FNR == NR {
	want[++wants] = $0
	next
}
{ got[++gots] = $0 }
END {
	i = k = 1
	while (i <= wants || k <= gots) {
		if (i <= wants && want[i] == "...") {
			i++
			while (k <= gots && (i > wants || got[k] != want[i]))
				k++
		} else if (i <= wants && k <= gots && want[i] == got[k]) {
			i++
			k++
		} else {
			print "want line " i ": " (i <= wants ? want[i] : "the end")
			print "got line " k ":  " (k <= gots ? got[k] : "the end")
			exit 1
		}
	}
}
