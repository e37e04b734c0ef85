/* The guard: before more than a screenful of records change, or anything that cannot be taken back
 * is done, a person at a terminal is asked once; a script never is. */
#include <unistd.h>
#include "cli/inner.h"

int cli_guard(struct cli *cli, int64_t count, const char *what, struct om_err *err)
{
	char answer[16];

	if ((count <= CLI_ASK_ABOVE && !(cli->is_final && count)) || cli->yes || cli->dry_run ||
		!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return 0;
	cli_progress_clear();
	fprintf(stderr, "%s: %s: %lld %s%s, go on? [y/N] ", cli->program->name, cli_verb_words(cli),
		(long long)count, what, cli->is_final ? ", which cannot be undone" : "");
	if (fgets(answer, sizeof(answer), stdin) && (answer[0] == 'y' || answer[0] == 'Y'))
		return 0;
	om_err_set(err, OM_EREFUSED, "usage", "not confirmed, nothing changed");
	om_err_hint(err, "--yes answers beforehand");
	return OM_EREFUSED;
}
