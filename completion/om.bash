# bash completion of the om toolkit.  The programs know what can stand where: this asks them.
#
# bash parts words at = and : too, which are joined again here; what it offers then begins behind
# the last of them.

_om() {
	local IFS=$' \t\n' rest=$COMP_LINE before cur quote= i
	local -a words=()
	for ((i = 0; i <= COMP_CWORD; i++)); do
		before=$rest
		rest=${rest#"${rest%%[![:blank:]]*}"}
		if ((i > 0)) && [[ $rest == "$before" && ${COMP_WORDS[i - 1]} != '' ]]; then
			words[${#words[@]} - 1]+=${COMP_WORDS[i]}
		else
			words+=("${COMP_WORDS[i]}")
		fi
		rest=${rest#"${COMP_WORDS[i]}"}
	done
	for i in "${!words[@]}"; do
		((i < ${#words[@]} - 1)) || break
		case ${words[i]} in
		\'*\' | \"*\") words[i]=${words[i]:1:${#words[i]}-2} ;;
		*) words[i]=${words[i]//\\/} ;;
		esac
	done
	cur=${words[${#words[@]} - 1]}
	case $cur in
	[\'\"]*)
		quote=${cur:0:1}
		cur=${cur:1}
		;;
	*) cur=${cur//\\/} ;;
	esac
	words[${#words[@]} - 1]=$cur

	local line head=
	[[ -n $quote || $cur != *[=:]* ]] || head=${cur%"${cur##*[=:]}"}
	COMPREPLY=()
	while IFS= read -r line; do
		line=${line%%$'\t'*}
		if [[ $line == :files ]]; then
			compopt -o filenames 2>/dev/null
			while IFS= read -r line; do
				COMPREPLY+=("$line")
			done < <(compgen -f -- "${cur#"$head"}")
			continue
		fi
		[[ $line != *[=:.,/] ]] || compopt -o nospace 2>/dev/null
		line=${line#"$head"}
		[[ -n $quote || $line != *[!A-Za-z0-9_.,:@%+=/-]* ]] || printf -v line %q "$line"
		COMPREPLY+=("$line")
	done < <(command "${1##*/}" --complete "${words[@]:1}" 2>/dev/null)
}

complete -F _om @PROGRAMS@
