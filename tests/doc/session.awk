# Sessions in documents: lines `$ command`, with `> ` before what goes on, and below what it prints; a line `...` stands for any
# lines.  In Markdown a session is a block ```console, in mdoc a display that follows a line `.\" session`.
#
#	awk -v mode=script -f session.awk DOCUMENT	a shell script that replays them and prints what they should be
#	awk -v mode=want -f session.awk DOCUMENT	the sessions as they stand
#	awk -v mode=bless -f session.awk TRANSCRIPT DOCUMENT	the document with what they printed (Markdown only)
#
# Sessions of a document follow each other in one shell; a line `#### N` stands before each.

function is_begin() {
	if ($0 == ".\\\" session")
		is_marked = 1
	return $0 == "```console" || (is_marked && /^\.Bd/)
}
function is_end() { return $0 == "```" || $0 == ".Ed" }
# mdoc writes \e for a backslash and \& for nothing.
function plain(text) {
	if (FILENAME !~ /\.[1-8]$/)
		return text
	gsub(/\\&/, "", text)
	gsub(/\\-/, "-", text)
	gsub(/\\e/, "\\", text)
	return text
}
function quoted(text) {
	gsub(/'/, "'\\''", text)
	return "'" text "'"
}
function end_command() {
	if (mode == "script" && command != "")
		print command
	command = ""
}

mode == "script" && NR == 1 { print "exec 2>&1" }
mode == "bless" && FNR == NR {
	if (/^#### [0-9]+$/)
		shown = $2
	else
		text[shown] = text[shown] $0 "\n"
	next
}
!inside && is_begin() {
	inside = ++count
	is_marked = 0
	if (mode == "script")
		print "echo '#### " count "'"
	if (mode == "want")
		print "#### " count
	if (mode == "bless")
		printf "%s\n%s", $0, text[count]
	next
}
inside && is_end() {
	end_command()
	inside = 0
	if (mode == "bless")
		print
	next
}
!inside {
	if (mode == "bless")
		print
	next
}
{
	line = plain($0)
	if (mode == "want")
		print line
	if (mode != "script")
		next
	if (line ~ /^\$ /) {
		end_command()
		command = substr(line, 3)
		print "echo " quoted(line)
	} else if (line ~ /^> / && command != "") {
		command = command "\n" substr(line, 3)
		print "echo " quoted(line)
	}
}
