# Makes the page om-errors(7) out of the table of words.
#
#	LC_ALL=C sort -t'	' -k1,1 lib/base/words.tsv | awk -f tools/errors.awk >man/om-errors.7
BEGIN {
	FS = "\t"
	print ".Dd March 2, 2026"
	print ".Dt OM-ERRORS 7"
	print ".Os"
	print ".Sh NAME"
	print ".Nm om-errors"
	print ".Nd the words of errors, and exit statuses"
	print ".Sh DESCRIPTION"
	print "Every error and warning of the om toolkit carries a word in brackets that stays"
	print "the same from version to version, while the message beside it may change:"
	print ".Bd -literal -offset indent"
	print "om-order: orders.csv:128: channel: no channel 'Shopfy' [unknown-channel]"
	print ".Ed"
	print ".Pp"
	print ".Ql om help errors Ar WORD"
	print "explains one and says what to do."
	print "With"
	print ".Fl -format Cm json"
	print "or"
	print ".Cm ndjson"
	print "each error is also a JSON object on standard error, whose"
	print ".Li code"
	print "is the word."
	print ".Sh EXIT STATUS"
	print "The exit status of a program follows from the word alone."
	print "Where the list has two, as in"
	print ".Ql 2/3 ,"
	print "the first is that of an option or operand, the second that of a row in a file,"
	print "and 4 where"
	print ".Fl -keep-going"
	print "wrote the rest."
	print "A warning changes no exit status."
	print ".Bl -tag -width Ds -compact"
	print ".It 0\ndone; nothing to do is done"
	print ".It 1\na question is answered no"
	print ".It 2\nthe command line cannot be used"
	print ".It 3\nfailed, nothing was changed"
	print ".It 4\npartly done; the report says what was not"
	print ".It 5\nrefused by a rule, nothing was changed"
	print ".It 70\na bug"
	print ".It 75\ntry again later"
	print ".El"
	print ".Sh WORDS"
	print "One word has one meaning, whichever program says it."
	print ".Bl -tag -width Ds"
}
/^#/ { next }
{
	gsub(/\\/, "\\e", $2)
	print ".It " $1 " Pq " ($3 == "0 w" ? "warning" : $3)
	print "\\&" toupper(substr($2, 1, 1)) substr($2, 2) "."
}
END {
	print ".El"
	print ".Sh SEE ALSO"
	print ".Xr om 1 ,"
	print ".Xr om 7"
}
