/* The command-line layer over a noun made up here: command lines go in, and what they print, what
 * they complain of and how they end comes out.  The library below (lists, imports, changes) is
 * replaced by a few lines that answer out of a table, so that every case shows the layer's own
 * doing. */
#include "cli/inner.h"
#include "cli_things.h"
#include "tap.h"
#include <dirent.h>
#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

struct try_options {
	bool fast;
	const char *text, *kind;
	struct cli_texts many;
	int64_t count;
	int is_new;
};
#define OPT(member) offsetof(struct try_options, member)

static const struct cli_option try_options[] = {
	{CLI_FLAG, "fast", 'f', NULL, "be quick about it", OPT(fast), 0, 0, NULL},
	{CLI_TEXT, "text", 't', "TEXT",
		"some words, of which there may be so many that the help has to go on in a second "
		"line",
		OPT(text), 0, 0, NULL},
	{CLI_TEXTS, "many", 0, "TEXT", "words, as often as you like", OPT(many), 0, 0, NULL},
	{CLI_INT, "count", 'c', "N", "from 1 to 9", OPT(count), 1, 9, NULL},
	{CLI_CHOICE, "kind", 0, "KIND", "core or bundle", OPT(kind), 0, 0, "core bundle"},
	{CLI_YESNO, "is-new", 0, "yes|no", "new or not", OPT(is_new), 0, 0, NULL},
	CLI_OPTIONS_END,
};

static int run_try(struct cli *cli, struct om_err *err)
{
	const struct try_options *o = cli->options;

	(void)err;
	fprintf(cli->out, "fast=%d text=%s count=%lld kind=%s new=%d many=", o->fast,
		o->text ? o->text : "-", (long long)o->count, o->kind ? o->kind : "-", o->is_new);
	for (int i = 0; i < o->many.count; i++)
		fprintf(cli->out, "(%s)", o->many.items[i]);
	for (int i = 0; i < cli->operand_count; i++)
		fprintf(cli->out, " <%s>", cli->operands[i]);
	fputc('\n', cli->out);
	return 0;
}

static int run_rows(struct cli *cli, struct om_err *err)
{
	static const struct cli_column columns[] = {
		{"key", OM_T_ID}, {"value", OM_T_TEXT}, {"at", OM_T_TIME}};
	static const struct om_value rows[][3] = {
		{TEXT(OM_T_ID, "a"), TEXT(OM_T_TEXT, "1"), NUM(OM_T_TIME, 0, "")},
		{TEXT(OM_T_ID, "b"), NONE(OM_T_TEXT), NUM(OM_T_TIME, -1, "")},
	};

	if (cli_columns(cli, columns, 3, err) < 0)
		return err->code;
	for (size_t i = 0; i < OM_COUNT(rows); i++)
		if (cli_row(cli, rows[i], NULL, err) < 0)
			return err->code;
	return 0;
}

struct hold_options {
	const char *until;
};
static const struct cli_option hold_options[] = {
	{CLI_TEXT, "until", 0, "DATE", "until then", offsetof(struct hold_options, until), 0, 0,
		NULL},
	CLI_OPTIONS_END};

static int run_hold(struct cli *cli, struct om_err *err)
{
	const struct hold_options *o = cli->options;
	int64_t *ids;
	size_t n;

	if (cli_select(cli, &thing, &ids, &n, err) < 0)
		return err->code;
	for (size_t i = 0; i < n; i++) {
		const char *name = cli_id_text(cli, &thing, ids[i]);
		struct om_err refusal = {0};
		int rc;
		if (ids[i] == 2) {
			om_err_set(&refusal, OM_EREFUSED, "wrong-state", "held by a bot");
			rc = cli_result(cli, name, CLI_REFUSED, NULL, &refusal, err);
		} else {
			rc = cli_result(cli, name, ids[i] == 3 ? CLI_UNCHANGED : CLI_DONE,
				o->until ? o->until : "held", NULL, err);
		}
		if (rc < 0)
			return rc;
	}
	return cli_results_end(cli, err);
}

static const struct cli_verb verbs[] = {
	{.record = "",
		.name = "try",
		.summary = "show what the options became",
		.operands = "WORD...",
		.max_operands = -1,
		.options = try_options,
		.options_size = sizeof(struct try_options),
		.flags = CLI_NO_DB,
		.run = run_try},
	{.record = "",
		.name = "one",
		.summary = "take one operand",
		.operands = "WORD",
		.min_operands = 1,
		.max_operands = 1,
		.flags = CLI_NO_DB,
		.run = run_try,
		.options_size = sizeof(struct try_options)},
	{.record = "",
		.name = "rows",
		.summary = "print rows",
		.operands = "",
		.flags = CLI_NO_DB | CLI_ROWS,
		.run = run_rows},
	{.record = "",
		.name = "hold",
		.summary = "hold things",
		.operands = "THING...",
		.max_operands = -1,
		.options = hold_options,
		.options_size = sizeof(struct hold_options),
		.flags = CLI_WRITE | CLI_SELECT,
		.noun = thing_noun,
		.run = run_hold},
	{.record = "",
		.name = "show",
		.summary = "print one thing whole",
		.operands = "THING...",
		.max_operands = -1,
		.flags = CLI_READ | CLI_SELECT | CLI_ROWS,
		.noun = thing_noun,
		.run = cli_show,
		.more = (const struct cli_section[]){{"Parts of it", thing_noun, "sku = %k",
							     "sku quantity"},
			{.title = NULL}}},
	{.record = "",
		.name = "deactivate",
		.summary = "switch things off",
		.operands = "THING...",
		.max_operands = -1,
		.flags = CLI_WRITE | CLI_SELECT,
		.noun = thing_noun,
		.run = cli_deactivate},
	CLI_SHEET_VERBS("", thing_noun, "records", "THING"),
	CLI_CREATE("", thing_noun, "make one record", "THING", NULL),
	{.record = "part",
		.name = "add",
		.summary = "add a part",
		.operands = "",
		.flags = CLI_NO_DB,
		.run = run_try,
		.options_size = sizeof(struct try_options)},
	{.name = NULL},
};
static const struct cli_program program = {
	.name = "om-try", .summary = "things for tests", .records = "part", .verbs = verbs};

static char folder[] = "/tmp/om-cli-XXXXXX";

static char *slurp(const char *name)
{
	static char texts[8][65536];
	static int used;
	char *text = texts[used++ % 8];
	FILE *f = fopen(name, "r");
	size_t len = f ? fread(text, 1, sizeof(texts[0]) - 1, f) : 0;

	text[len] = '\0';
	if (f)
		fclose(f);
	return text;
}

static void spill(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	if (!f || fputs(text, f) < 0 || fclose(f) != 0) {
		printf("Bail out! cannot write %s\n", name);
		exit(1);
	}
}

static void redirect(int fd, const char *name, int flags)
{
	int to = open(name, flags, 0666);

	if (to < 0 || dup2(to, fd) < 0)
		_exit(99);
}

/* Words are parted by '^', so that an operand may hold blanks. */
static int split(const char *line, char **argv)
{
	char *words = strdup(line);
	int argc = 0;

	while (words && argc < 39)
		argv[argc++] = strsep(&words, "^");
	argv[argc] = NULL;
	return argc;
}

static int run_words(const char *line, const char *input)
{
	fflush(stdout);
	spill("in", input ? input : "");
	pid_t child = fork();
	if (child == 0) {
		char *argv[40];
		int argc = split(line, argv);
		redirect(0, "in", O_RDONLY);
		redirect(1, "out", O_WRONLY | O_CREAT | O_TRUNC);
		redirect(2, "err", O_WRONLY | O_CREAT | O_TRUNC);
		int status = cli_main(&program, argc, argv);
		fflush(stdout);
		_exit(status);
	}
	int status = 0;
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + status;
}

struct test {
	const char *line, *input;
	int rc;
	const char *out, *err; /* NULL: not looked at */
};

static void check(const struct test *t)
{
	int rc = run_words(t->line, t->input);

	is_int(rc, t->rc, "exit status of %s", t->line);
	if (t->out)
		is_str(slurp("out"), t->out, "stdout of %s", t->line);
	if (t->err)
		is_str(slurp("err"), t->err, "stderr of %s", t->line);
}

static void check_all(const struct test *tests, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check(&tests[i]);
}

#define TRY "om-try^try^"
#define LISTS "; 'om-try try --help' lists the options\n"

static void test_options(void)
{
	static const struct test tests[] = {
		{"om-try^try", NULL, 0, "fast=0 text=- count=0 kind=- new=-1 many=\n", ""},
		{TRY "-f^--text=a b^--count^7^--kind^Core^--is-new^no^--many^x^--many=y^z", NULL, 0,
			"fast=1 text=a b count=7 kind=core new=0 many=(x)(y) <z>\n", ""},
		{TRY "a^-f^b^--^--fast^-", NULL, 0,
			"fast=1 text=- count=0 kind=- new=-1 many= <a> <b> <--fast> <->\n", ""},
		{TRY "-fc3^-tword", NULL, 0, "fast=1 text=word count=3 kind=- new=-1 many=\n", ""},
		{TRY "TEE^-5^-.5^-12^-f", NULL, 0,
			"fast=1 text=- count=0 kind=- new=-1 many= <TEE> <-5> <-.5> <-12>\n", ""},
		{TRY "--text^--fast", NULL, 0, "fast=0 text=--fast count=0 kind=- new=-1 many=\n",
			""},
		{TRY "--text^-7", NULL, 0, "fast=0 text=-7 count=0 kind=- new=-1 many=\n", ""},
		{TRY "-o^-", NULL, 0, "fast=0 text=- count=0 kind=- new=-1 many=\n", ""},
		/* no abbreviations, and the nearest right one */
		{TRY "--fas", NULL, 2, "",
			"om-try: no option '--fas', did you mean '--fast'? [usage]" LISTS},
		{TRY "--tex=a", NULL, 2, "",
			"om-try: no option '--tex', did you mean '--text'? [usage]" LISTS},
		{TRY "--tex^a", NULL, 2, "",
			"om-try: no option '--tex', did you mean '--text'? [usage]" LISTS},
		{TRY "--tex", NULL, 2, "",
			"om-try: no option '--tex', did you mean '--text'? [usage]" LISTS},
		{TRY "--fomrat^csv", NULL, 2, "",
			"om-try: no option '--fomrat', did you mean '--format'? [usage]" LISTS},
		{TRY "--nonsense", NULL, 2, "", "om-try: no option '--nonsense' [usage]" LISTS},
		{TRY "-x", NULL, 2, "", "om-try: no option '-x' [usage]" LISTS},
		{TRY "-fx", NULL, 2, "", "om-try: no option '-x' [usage]" LISTS},
		{TRY "--text", NULL, 2, "",
			"om-try: option '--text' needs a value: --text TEXT [usage]" LISTS},
		{TRY "-c", NULL, 2, "",
			"om-try: option '--count' needs a value: --count N [usage]" LISTS},
		{TRY "--fast=yes", NULL, 2, "",
			"om-try: option '--fast' takes no value [usage]" LISTS},
		{TRY "--count^0", NULL, 2, "",
			"om-try: --count: 0 is not between 1 and 9 [out-of-range]\n"},
		{TRY "--count^many", NULL, 2, "", NULL},
		{TRY "--kind^bundel", NULL, 2, "",
			"om-try: --kind: 'bundel' is not one of core, bundle, did you mean "
			"'bundle'? [bad-choice]\n"},
		{TRY "--is-new^maybe", NULL, 2, "", NULL},
		{"om-try^one", NULL, 2, "",
			"om-try: 'one' needs WORD [usage]; 'om-try one --help' tells more\n"},
		{"om-try^one^a^b", NULL, 2, "",
			"om-try: unexpected operand 'b' [usage]; 'om-try one --help' tells more\n"},
		/* verbs */
		{"om-try^lst", NULL, 2, "",
			"om-try: no verb 'lst', did you mean 'list'? [usage]; 'om-try --help' "
			"lists them\n"},
		{"om-try^part", NULL, 2, "",
			"om-try: 'part' needs a verb [usage]; 'om-try part --help' lists them\n"},
		{"om-try^part^ad", NULL, 2, "", NULL},
		{"om-try^part^add", NULL, 0, NULL, ""},
		{"om-try^thing^one^w", NULL, 0, NULL, ""},
		{"om-try^try^one", NULL, 0, "fast=0 text=- count=0 kind=- new=-1 many= <one>\n",
			""},
		{"om-try^--db^x^list", NULL, 2, "",
			"om-try: '--db' stands before the verb; options come after it [usage]; "
			"'om-try --help' lists them\n"},
		{"om-try^--version", NULL, 0, "om-try " OM_VERSION "\n", ""},
		{TRY "--version", NULL, 0, "om-try " OM_VERSION "\n", ""},
		/* --allow */
		{"om-try^hold^TEE-R^--allow^has-allocations", NULL, 2, "",
			"om-try: --reason: --allow needs --reason TEXT [missing]\n"},
		{"om-try^hold^TEE-R^--allow^in-bundel^--reason^x", NULL, 2, "",
			"om-try: --allow: no refusal 'in-bundel' [bad-choice]\n"},
	};

	check_all(tests, OM_COUNT(tests));
}

static void test_environment(void)
{
	static const struct test tests[] = {
		{"om-try^hold^TEE-R^it's^--db^tell.db^-n^--format^ids", NULL, 5, NULL, NULL},
		{"om-try^list^--db^tell.db^--limit^0", NULL, 2, "",
			"om-try: --limit: 0 is not 1 or more [out-of-range]\n"},
		{"om-try^list^--db^gone.db", NULL, 3, "",
			"om-try: no database 'gone.db' [no-database]; 'om-admin init' makes one; "
			"--db or OM_DB names another\n"},
		{"om-try^list^--db=", NULL, 2, "",
			"om-try: --db: the name of the database is empty [usage]\n"},
	};

	check_all(tests, OM_COUNT(tests));
	run_words("om-try^list^--db^tell.db^--where^none^--columns^sku", NULL);
	is_str(slurp("out"),
		"open mode=0 now=1772463600 seed=7 actor=os:ann dry=0 reason=- allow=-\n"
		"om-try list --db tell.db --where none --columns sku\nsku\n",
		"what the environment says reaches the library");
	setenv("OM_NOW", "1772463600", 1);
	run_words("om-try^deactivate^TEE-R^--db^tell.db^-n^--allow^has-allocations,has-zones^--"
		  "reason^it'"
		  "s so",
		NULL);
	is_str(slurp("out"),
		"open mode=1 now=1772463600 seed=7 actor=os:ann dry=1 reason=it's so "
		"allow=has-allocations,has-zones\n"
		"om-try deactivate TEE-R --db tell.db -n --allow has-allocations,has-zones "
		"--reason "
		"'it'\\''s so'\n"
		"edit 1 activate "
		"[is_active=no]\n",
		"the command line is kept as a shell would read it");
	setenv("OM_NOW", "soon", 1);
	is_int(run_words("om-try^list", NULL), 2, "a clock that cannot be read is a usage error");
	is_str(slurp("err"), "om-try: OM_NOW: 'soon' is neither seconds nor a time [usage]\n",
		"and says so");
	setenv("OM_NOW", "2026-03-02T15:00:00Z", 1);
}

static void test_formats(void)
{
	static const struct test tests[] = {
		{"om-try^list", NULL, 0,
			"sku,name,quantity,price,currency,weight,is_active,placed_at,labels\n"
			"TEE-R,\"Tee, red\",12,9.50,USD,180g,yes,2026-03-02T15:00:00Z,new|a\\|b\n"
			"007,\"two\nlines \"\"q\"\"\",-3,,USD,,no,,\n"
			"=EVIL,\xE6\x9C\xAC\x1b[2J,0,123.4567,USD,,yes,,\n",
			""},
		{"om-try^list^--format^csv^--csv-safe^--columns^sku", NULL, 0,
			"sku\nTEE-R\n007\n'=EVIL\n", ""},
		{"om-try^list^--format^tsv^--columns^sku,name^--limit^1", NULL, 0,
			"sku\tname\nTEE-R\tTee, red\n", ""},
		{"om-try^list^--format^ids", NULL, 0, "TEE-R\n007\n=EVIL\n", ""},
		{"om-try^list^--format^ndjson^--limit^2", NULL, 0,
			"{\"sku\":\"TEE-R\",\"name\":\"Tee, "
			"red\",\"quantity\":12,\"price\":\"9.50\",\"currency\":\"USD\","
			"\"weight\":\"180g\",\"is_active\":true,\"placed_at\":\"2026-03-02T15:00:"
			"00Z\",\"labels\":[\"new\",\"a|b\"]}\n"
			"{\"sku\":\"007\",\"name\":\"two\\nlines "
			"\\\"q\\\"\",\"quantity\":-3,\"price\":null,\"currency\":\"USD\","
			"\"weight\":null,\"is_active\":false,\"placed_at\":null,\"labels\":null}\n",
			""},
		{"om-try^list^--format^json^--columns^sku,quantity", NULL, 0,
			"[\n{\"sku\":\"TEE-R\",\"quantity\":12},\n{\"sku\":\"007\",\"quantity\":-3}"
			",\n{\"sku\":\"=EVIL\",\"quantity\":0}\n]\n",
			""},
		{"om-try^list^--format^json^--where^none", NULL, 0, "[]\n", ""},
		{"om-try^list^--where^none^--columns^sku,name", NULL, 0, "sku,name\n", ""},
		{"om-try^list^--where^none^--must-match^--columns^sku", NULL, 1, "sku\n", ""},
		{"om-try^list^--format^table^--columns^sku,name,quantity,labels", NULL, 0,
			"sku    name            quantity  labels\n"
			"TEE-R  Tee, red              12  new|a\\|b\n"
			"007    two\\nlines \"q\"        -3\n"
			"=EVIL  \xE6\x9C\xAC\\x1b[2J              0\n",
			""},
		{"om-try^list^--view^few", NULL, 0, "sku,quantity\nTEE-R,12\n007,-3\n", ""},
		{"om-try^list^--view^few^--columns^sku^--limit^1", NULL, 0, "sku\nTEE-R\n", ""},
		{"om-try^list^--view^few^--where^none", NULL, 0, "sku,quantity\n", ""},
		{"om-try^list^--view^other", NULL, 5, "",
			"om-try: no view 'other' [unknown-view]\n"},
		{"om-try^list^--summary", NULL, 0,
			"is_active,rows,currency,price\nyes,2,USD,132.9567\nno,1,,0.00\n", ""},
		{"om-try^list^--summary^name^--format^json", NULL, 0,
			"[\n{\"name\":\"yes\",\"rows\":2,\"currency\":\"USD\",\"price\":\"132."
			"9567\"},\n"
			"{\"name\":\"no\",\"rows\":1,\"currency\":null,\"price\":\"0.00\"}\n]\n",
			""},
		{"om-try^list^--summary=name^--format^ids", NULL, 0, "yes\nno\n", ""},
		{"om-try^rows", NULL, 0,
			"key,value,at\na,1,1970-01-01T00:00:00Z\nb,,1969-12-31T23:59:59Z\n", ""},
		{"om-try^rows^--columns^value", NULL, 0, "value\n1\n\"\"\n", ""},
		{"om-try^rows^--columns^at,key^--format^ndjson", NULL, 0,
			"{\"at\":\"1970-01-01T00:00:00Z\",\"key\":\"a\"}\n{\"at\":\"1969-12-31T23:"
			"59:59Z\",\"key\":\"b\"}\n",
			""},
		{"om-try^rows^--columns^help", NULL, 0, "name,type\nkey,id\nvalue,text\nat,time\n",
			""},
		{"om-try^rows^--columns^valeu", NULL, 2, "",
			"om-try: --columns: no column 'valeu', did you mean 'value'? "
			"[unknown-column]\n"},
		{"om-try^list^--format^xml", NULL, 2, "", NULL},
		{"om-try^export^--columns^sku", NULL, 0, "sku\nTEE-R\n007\n=EVIL\n",
			"om-try: 3 rows as of 2026-03-02T15:00:00Z\n"},
		{"om-try^export^--columns^sku^--limit^1^-q", NULL, 0, "sku\nTEE-R\n", ""},
		{"om-try^list^--where^help", NULL, 0, "fields of things\n", ""},
		{"om-try^list^--columns^help^--format^tsv^--db^gone.db", NULL, 0, NULL, ""},
	};

	check_all(tests, OM_COUNT(tests));
	ok(strstr(slurp("out"), "labels\tset\tlist|sheet\tnew|old\twords on it\n"),
		"--columns help names type, use and choices");
	run_words("om-try^list^--where^many^--format^table^--columns^sku,quantity", NULL);
	const char *out = slurp("out");
	int lines = 0;
	for (const char *p = out; *p; p++)
		lines += *p == '\n';
	is_int(lines, 2501, "a table goes on after the rows that it looks ahead");
	ok(strstr(out, "007          -3\nEVIL") == NULL && strstr(out, "TEE-R        12\n"),
		"and keeps its widths");
}

static void test_errors(void)
{
	static const struct test tests[] = {
		{"om-try^list^--where^not stats = 1", NULL, 2, "",
			"om-try: --where:1:5: no field 'stats' [filter-field]\n  not stats = 1\n   "
			"   ^ did you mean 'status'?\n"},
		{"om-try^list^--where^\xC3\xA9\xE6\x9C\xAC: stats", NULL, 2, "",
			"om-try: --where:1:5: no field 'stats' [filter-field]\n  "
			"\xC3\xA9\xE6\x9C\xAC: stats\n       ^ did you mean 'status'?\n"},
		{"om-try^list^--where^not stats = 1^--format^json", NULL, 2, "",
			"om-try: --where:1:5: no field 'stats' [filter-field]\n  not stats = 1\n   "
			"   ^ did you mean 'status'?\n"
			"{\"code\":\"filter-field\",\"level\":\"error\",\"file\":\"--where\","
			"\"line\":1,\"column\":null,\"header\":null,\"position\":5,"
			"\"value\":null,\"message\":\"no field 'stats'\",\"hint\":\"did you mean "
			"'status'?\"}\n"},
		{"om-try^list^--where^not stats = 1^--color^always", NULL, 2, "",
			"om-try: --where:1:5: \033[31mno field 'stats'\033[0m [filter-field]\n  "
			"not stats = 1\n"
			"      ^ did you mean 'status'?\n"},
	};

	check_all(tests, OM_COUNT(tests));
}

/* Files in the folder whose name holds TEXT. */
static int count_files(const char *text)
{
	DIR *dir = opendir(".");
	struct dirent *entry;
	int n = 0;

	while (dir && (entry = readdir(dir)))
		n += strstr(entry->d_name, text) != NULL;
	if (dir)
		closedir(dir);
	return dir ? n : -1;
}

static void test_output(void)
{
	is_int(run_words("om-try^list^--columns^sku^-o^rows.csv", NULL), 0, "-o FILE");
	is_str(slurp("rows.csv"), "sku\nTEE-R\n007\n=EVIL\n", "the file is csv");
	is_str(slurp("out"), "", "and standard output has nothing");
	is_int(run_words("om-try^list^--where^bad one^-o^rows.csv", NULL), 2, "a verb that fails");
	is_str(slurp("rows.csv"), "sku\nTEE-R\n007\n=EVIL\n", "leaves the file that was there");
	is_int(run_words("om-try^list^-o^no/such/folder.csv", NULL), 3,
		"a folder that is not there");
	is_str(slurp("err"),
		"om-try: cannot write 'no/such/folder.csv': No such file or directory [io]\n",
		"is said");
	is_int(run_words("om-try^list^-o^/dev/full", NULL), 3, "a full disk is a failure");
	is_str(slurp("err"), "om-try: cannot write '/dev/full': No space left on device [io]\n",
		"and is said");
	is_int(run_words("om-try^try^-o^/dev/full", NULL), 3,
		"for what a verb prints by itself too");
	is_int(count_files(".csv."), 0, "no temporary file stays");
}

static void test_closed_pipe(void)
{
	int ends[2], status;

	fflush(stdout);
	if (pipe(ends) < 0)
		return;
	close(ends[0]);
	for (int i = 0; i < 2; i++) {
		pid_t child = fork();
		if (child == 0) {
			char *list[] = {"om-try", "list", "--where", "many", NULL};
			char *hold[] = {"om-try", "hold", "TEE-R", NULL};
			redirect(2, "err", O_WRONLY | O_CREAT | O_TRUNC);
			dup2(ends[1], 1);
			_exit(cli_main(&program, i ? 3 : 4, i ? hold : list));
		}
		waitpid(child, &status, 0);
		is_int(status, 0, "a reader that has gone is no failure");
		is_str(slurp("err"), "", "and nothing is said");
	}
	close(ends[1]);
}

static void test_select(void)
{
	static const struct test tests[] = {
		{"om-try^hold^TEE-R", NULL, 0, "record,result,code,message\nTEE-R,done,,held\n",
			""},
		{"om-try^hold^TEE-R^=EVIL^TEE-R", NULL, 0,
			"record,result,code,message\nTEE-R,done,,held\n=EVIL,unchanged,,held\n",
			"om-try: hold: 1 done, 1 unchanged, 0 refused\n"},
		{"om-try^hold^-^--format^table", "TEE-R\r\n\n007\n", 4, "TEE-R held\n",
			"om-try: 007: held by a bot [wrong-state]\nom-try: hold: 1 done, 0 "
			"unchanged, 1 refused\n"},
		{"om-try^hold^007", NULL, 5,
			"record,result,code,message\n007,refused,wrong-state,held by a bot\n",
			"om-try: 007: held by a bot [wrong-state]\n"},
		{"om-try^hold^--where^sku^-n^-q^--format^ids", NULL, 4, "TEE-R\n007\n=EVIL\n",
			"om-try: 007: held by a bot [wrong-state]\n"},
		{"om-try^hold^NO-1^TEE-R^NO-2", NULL, 5, "",
			"om-try: no thing 'NO-1' [unknown-sku]\nom-try: no thing 'NO-2' "
			"[unknown-sku]\n"},
		{"om-try^hold", NULL, 2, "",
			"om-try: 'hold' needs THING..., '-' or --where [usage]\n"},
		{"om-try^hold^TEE-R^--where^sku", NULL, 2, "",
			"om-try: give records or a filter, not both [usage]\n"},
		{"om-try^hold^--where^none", NULL, 0, NULL, ""},
		{"om-try^hold^--where^none^--must-match", NULL, 1, NULL, ""},
		{"om-try^hold^-", "a\\0b", 5, "", NULL},
		/* --file: records, and options for each */
		{"om-try^hold^--file^-", "thing\nTEE-R\n=EVIL\n", 0,
			"record,result,code,message\nTEE-R,done,,held\n=EVIL,unchanged,,held\n",
			"om-try: hold: 1 done, 1 unchanged, 0 refused\n"},
		{"om-try^hold^--file^-^--until^later",
			"Thing,Until\nTEE-R,2026-04-01\n=EVIL,\n007,x\nNO,\n", 4,
			"record,result,code,message\nTEE-R,done,,2026-04-01\n=EVIL,unchanged,,"
			"later\n"
			"007,refused,wrong-state,held by a bot\nNO,refused,unknown-sku,no thing "
			"'NO'\n",
			"om-try: -:4: 007: held by a bot [wrong-state]\nom-try: -:5: NO: no thing "
			"'NO' [unknown-sku]\n"
			"om-try: hold: 1 done, 1 unchanged, 2 refused\n"},
		{"om-try^hold^--file^-", "name\nTEE-R\n", 3, "",
			"om-try: -:1: the file has no column 'thing' [missing-header]; it has "
			"'name'\n"},
		{"om-try^hold^--file^-", "thing,untill\nTEE-R,x\n", 3, "",
			"om-try: -:1: no column or option 'untill' [unknown-column]\n"},
		{"om-try^hold^--file^gone.csv", NULL, 3, "", NULL},
		{"om-try^edit^--file^-", "sku,quantity\nTEE-R,5\n=EVIL,6\n", 0, NULL,
			"om-try: 1 updated, 1 unchanged\n"},
	};

	check_all(tests, OM_COUNT(tests));
	const char *out = slurp("out");
	ok(strstr(out, "edit 1 [quantity=5]\n") && strstr(out, "edit 3 [quantity=6]\n"),
		"each row has its own values");
}

static void test_changes(void)
{
	static const struct test tests[] = {
		{"om-try^create^TEE-R^--name^Tee red^--quantity=5^--active^--attr^Size=L", NULL, 0,
			"create [name=Tee red] [quantity=5] [is_active=yes] [attr:Size=L] "
			"[sku=TEE-R]\n",
			"om-try: created thing 'TEE-R'\n"},
		{"om-try^create^--sku^TEE-R^--is-active^no^name=^attr:Size=M^--set^weight=2lb^-n^--"
		 "format^ids",
			NULL, 0,
			"create [sku=TEE-R] [is_active=no] [weight=2lb] [name=] "
			"[attr:Size=M]\nTEE-R\n",
			"om-try: dry run: created thing 'TEE-R'\n"},
		{"om-try^create^TEE-R^extra", NULL, 2, "",
			"om-try: unexpected operand 'extra' [usage]\n"},
		{"om-try^create^TEE-R^--set^weight", NULL, 2, "",
			"om-try: --set: 'weight' is not COLUMN=VALUE [usage]\n"},
		{"om-try^edit^TEE-R^quantity=5^name=a=b", NULL, 0,
			"edit 1 [quantity=5] "
			"[name=a=b]\n",
			"om-try: 1 updated\n"},
		{"om-try^edit^TEE-R^quantity=5^--format^csv^-q", NULL, 0,
			"edit 1 [quantity=5]\nrecord,result,code,message\nTEE-R,done,,updated\n",
			""},
		{"om-try^edit^TEE-R^007^=EVIL^quantity=5^--format^table", NULL, 4,
			"edit 1 [quantity=5]\nTEE-R updated\nedit 3 [quantity=5]\n=EVIL "
			"unchanged\n",
			"om-try: '007' is a component of KIT [has-allocations]\n"
			"om-try: 1 updated, 1 unchanged, 1 refused\n"},
		{"om-try^edit^TEE-R^007^quantity=5^--atomic", NULL, 5, "edit 1 [quantity=5]\n",
			"om-try: '007' is a component of KIT [has-allocations]\n"},
		{"om-try^edit^007^quantity=5", NULL, 5, "",
			"om-try: '007' is a component of KIT [has-allocations]\n"},
		{"om-try^edit^TEE-R^=EVIL^quantity=x!", NULL, 2, "",
			"om-try: 'x!' is not a whole number [not-integer]\n"},
		{"om-try^edit^TEE-R", NULL, 2, "",
			"om-try: nothing to change: give COLUMN=VALUE or --COLUMN VALUE [usage]\n"},
		{"om-try^edit^--id^sku=x^quantity=5", NULL, 5, "",
			"om-try: no thing 'sku=x' [unknown-sku]\n"},
		{"om-try^edit^TEE-R^nmae=x", NULL, 2, "",
			"om-try: no thing and no column 'nmae', did you mean 'name'? "
			"[unknown-column]\n"},
		{"om-try^deactivate^=EVIL^--format^table", NULL, 0,
			"edit 3 activate [is_active=no]\n=EVIL inactive already\n",
			"om-try: 1 unchanged\n"},
	};

	check_all(tests, OM_COUNT(tests));
}

static void test_show(void)
{
	static const struct test tests[] = {
		{"om-try^show^007", NULL, 0,
			"sku        007\nname       two\\nlines \"q\"\nquantity   -3\ncurrency   "
			"USD\nis_active  no\n"
			"\nParts of it\nsku    quantity\nTEE-R        12\n007          -3\n=EVIL   "
			"      0\n",
			""},
		{"om-try^show^007^--columns^sku^--format^json", NULL, 0,
			"[\n{\"sku\":\"007\",\"parts_of_it\":[{\"sku\":\"TEE-R\",\"quantity\":12},{"
			"\"sku\":\"007\",\"quantity\":-3},"
			"{\"sku\":\"=EVIL\",\"quantity\":0}]}\n]\n",
			""},
		{"om-try^show^007^TEE-R^--columns^sku,quantity^--format^csv", NULL, 0,
			"sku,quantity\n007,-3\nTEE-R,12\n", ""},
		{"om-try^show^NO", NULL, 5, "", "om-try: no thing 'NO' [unknown-sku]\n"},
	};

	check_all(tests, OM_COUNT(tests));
}

static void test_import(void)
{
	static const struct test tests[] = {
		{"om-try^import^a.csv", NULL, 0, "import a.csv 0 '?'\n",
			"om-try: a.csv: created 2, updated 5, unchanged 90, rejected 0\n"},
		{"om-try^import^-^--name^N^--active^--create-locations^--on-exists^skip^--on-"
		 "duplicate^first^--delimiter^tab",
			NULL, 0,
			"import - [name=N] [is_active=yes] (create-locations) 2 first '\t'\n",
			"om-try: standard input: created 2, updated 5, unchanged 90, rejected 0\n"},
		{"om-try^import^bad.csv^-n", NULL, 3, NULL,
			"om-try: bad.csv:3: location: no location 'AB-9' in 'MAIN' "
			"[unknown-location]; --create-locations makes it\n"
			"om-try: dry run: bad.csv: created 1, updated 0, unchanged 0, rejected 1; "
			"12 units added without cost; "
			"nothing written\n"},
		{"om-try^import^a.csv^bad.csv^b.csv^-q", NULL, 4,
			"import a.csv 0 '?'\nimport bad.csv 0 '?'\n",
			"om-try: bad.csv:3: location: no location 'AB-9' in 'MAIN' "
			"[unknown-location]; --create-locations makes it\n"},
		{"om-try^import^a.csv^b.csv", NULL, 0, NULL,
			"om-try: a.csv: created 2, updated 5, unchanged 90, rejected 0\n"
			"om-try: b.csv: created 2, updated 5, unchanged 90, rejected 0\n"
			"om-try: total: created 4, updated 10, unchanged 180, rejected 0\n"},
		{"om-try^import^gone.csv", NULL, 3, "", "om-try: cannot read 'gone.csv' [io]\n"},
		{"om-try^import^a.csv^gone.csv", NULL, 4, NULL, NULL},
		{"om-try^import", NULL, 2, "",
			"om-try: 'import' needs a FILE, or '-' for standard input [usage]; "
			"--template prints an empty one\n"},
		{"om-try^import^--template^--db^gone.db", NULL, 0, "sku,name\n", ""},
		{"om-try^import^--template^--comments", NULL, 0, "sku,name\n# rule,rule\n", ""},
		{"om-try^import^a.csv^--delimiter^ab", NULL, 2, "", NULL},
		{"om-try^import^bad.csv^--format^ndjson", NULL, 3, NULL, NULL},
	};

	check_all(tests, OM_COUNT(tests));
	ok(strstr(slurp("err"),
		   "{\"code\":\"unknown-location\",\"level\":\"error\",\"file\":\"bad.csv\","
		   "\"line\":3,\"column\":\"location\","
		   "\"header\":null,\"position\":null,\"value\":\"AB-9\",\"message\":\"no location "
		   "'AB-9' in "
		   "'MAIN'\","
		   "\"hint\":\"--create-locations makes it\"}\n"),
		"an error of an import as JSON");
}

/* The same on a terminal of COLUMNS cells where ANSWER is typed; what it shows is left in the file
 * "tty". */
static int run_on_terminal(const char *line, int columns, const char *answer)
{
	struct winsize size = {.ws_row = 24, .ws_col = (unsigned short)columns};
	int terminal, status = 0;
	char bytes[4096];
	ssize_t len;

	fflush(stdout);
	pid_t child = forkpty(&terminal, NULL, NULL, &size);
	if (child == 0) {
		char *argv[40];
		int argc = split(line, argv);
		_exit(cli_main(&program, argc, argv));
	}
	FILE *shown = fopen("tty", "w");
	if (!shown || write(terminal, answer, strlen(answer)) < 0)
		return -1;
	while ((len = read(terminal, bytes, sizeof(bytes))) > 0)
		fwrite(bytes, 1, (size_t)len, shown);
	fclose(shown);
	close(terminal);
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + status;
}

static void test_terminal(void)
{
	const char *question = "om-try: hold: 2500 things, go on? [y/N]";

	is_int(run_on_terminal("om-try^list^--limit^1^--columns^sku,name,quantity", 80, ""), 0,
		"list on a terminal");
	is_str(slurp("tty"),
		"\033[1msku    name      quantity\033[0m\r\nTEE-R  Tee, red        12\r\n",
		"is a table with a bold heading");
	run_on_terminal(
		"om-try^list^--limit^2^--columns^name,quantity,is_active^--color^never", 30, "");
	is_str(slurp("tty"),
		"name       quantity  is_active\r\nTee, red         12  yes\r\n"
		"two\\nlin\xE2\x80\xA6        -3  no\r\n",
		"texts give way until a line fits");
	run_on_terminal(
		"om-try^list^--limit^1^--columns^name,quantity,is_active,weight^--color^never", 25,
		"");
	is_str(slurp("tty"),
		"name      quantity  weig\xE2\x80\xA6\r\nTee, red        12    18\xE2\x80\xA6\r\n",
		"a line that still does not fit is cut");
	setenv("NO_COLOR", "1", 1);
	run_on_terminal("om-try^rows^--columns^key", 80, "");
	is_str(slurp("tty"), "key\r\na\r\nb\r\n", "NO_COLOR is respected");
	run_on_terminal("om-try^show^NO", 80, "");
	is_str(slurp("tty"), "om-try: no thing 'NO' [unknown-sku]\r\n", "in errors too");
	unsetenv("NO_COLOR");
	is_int(run_on_terminal("om-try^hold^--where^many^-o^held", 80, "n\n"), 2,
		"a change of many asks, and no is no");
	ok(strstr(slurp("tty"), question) && strstr(slurp("tty"), "not confirmed, nothing changed"),
		"and says so");
	is_int(access("held", F_OK), -1, "nothing was printed");
	is_int(run_on_terminal("om-try^hold^--where^many^-o^held", 80, "y\n"), 4, "yes goes on");
	is_int(run_on_terminal("om-try^hold^--where^many^-o^held^--yes", 80, ""), 4,
		"--yes is not asked");
	ok(!strstr(slurp("tty"), question), "indeed");
	is_int(run_on_terminal("om-try^hold^--where^many^-o^held^-n", 80, ""), 4,
		"nor is a dry run");
	is_int(run_on_terminal("om-try^hold^TEE-R", 80, ""), 0, "nor a change of few");
	is_str(slurp("tty"), "TEE-R held\r\n", "whose result is a plain line");
}

/* Two seconds of work on a terminal, as a child of its own. */
static void work_on_terminal(const char *quiet)
{
	struct cli_state state = {.cli = {.program = &program, .quiet = *quiet}};

	om__arena_init(&state.cli.arena);
	cli_progress(&state.cli, "reading", 0, 0, 4000);
	usleep(2100000);
	cli_progress(&state.cli, "reading", 2100, 1000, 4000);
	cli_progress(&state.cli, "reading", 2101, 1001, 4000); /* too soon */
	cli_error(&state.cli,
		&(struct om_err){.code = OM_EINVAL, .word = "usage", .message = "no such thing"},
		false);
	_exit(0);
}

static void test_progress(void)
{
	struct winsize size = {.ws_row = 24, .ws_col = 80};
	static const char *const quiets[] = {"", "q"};

	setenv("NO_COLOR", "1", 1);
	for (int i = 0; i < 2; i++) {
		char bytes[4096], shown[4096] = "";
		size_t at = 0;
		ssize_t len;
		int terminal;

		fflush(stdout);
		if (forkpty(&terminal, NULL, NULL, &size) == 0)
			work_on_terminal(quiets[i]);
		while ((len = read(terminal, bytes, sizeof(bytes))) > 0)
			for (ssize_t k = 0; k < len && at + 1 < sizeof(shown); k++)
				shown[at++] = bytes[k];
		shown[at] = '\0';
		close(terminal);
		wait(NULL);
		if (i == 0) {
			ok(!strncmp(shown, "\rom-try: reading: 2,100, ", 25),
				"long work says how far it is: %s", shown + 1);
			ok(strstr(shown, "/s, 25%, 0:06 left\033[K\r\033[Kom-try: no such thing"),
				"with its rate and what is left, once; it gives way to an error");
		} else {
			is_str(shown, "om-try: no such thing [usage]\r\n",
				"--quiet shows no progress");
		}
	}
	unsetenv("NO_COLOR");
}

static void test_help(void)
{
	static const struct test tests[] = {
		{"om-try^part^--help", NULL, 0,
			"Usage: om-try part VERB [operands] [options]\n\nVerbs of part:\n  part "
			"add            add a part\n\n"
			"'om-try VERB --help' lists the options of a verb.\n"
			"'man om-try' tells more.\n",
			""},
		{TRY "-h", NULL, 0,
			"Usage: om-try try WORD... [options]\n\nShow what the options "
			"became.\n\nOptions:\n"
			"  -f, --fast                be quick about it\n"
			"  -t, --text TEXT           some words, of which there may be so many "
			"that the\n"
			"                            help has to go on in a second line\n"
			"      --many TEXT           words, as often as you like\n"
			"  -c, --count N             from 1 to 9\n"
			"      --kind KIND           core or bundle\n"
			"      --is-new yes|no       new or not\n"
			"\nOutput:\n"
			"      --format FORMAT       table, csv, tsv, json, ndjson, xlsx or ids\n"
			"  -o, --output FILE         write there, whole or not at all\n"
			"      --color WHEN          always, auto or never\n"
			"      --no-pager            print on a terminal at once, not through "
			"$PAGER\n"
			"\nCommon options:\n"
			"  -q, --quiet               no messages but errors\n"
			"  -v, --verbose             say more\n"
			"  -h, --help                print this help\n"
			"      --version             print the version\n",
			""},
	};
	static const char *const all[] = {"om-try^--help", "om-try^list^-h", "om-try^import^-h",
		"om-try^edit^-h", "om-try^hold^-h", "om-try^create^-h"};

	check_all(tests, OM_COUNT(tests));
	for (size_t i = 0; i < OM_COUNT(all); i++) {
		is_int(run_words(all[i], NULL), 0, "%s", all[i]);
		size_t widest = 0;
		for (const char *line = slurp("out"); *line; line += strcspn(line, "\n") + 1)
			if (strcspn(line, "\n") > widest)
				widest = strcspn(line, "\n");
		ok(widest > 40 && widest <= 80, "%s has lines of at most 80 columns", all[i]);
	}
	is_int(run_words("om-try", NULL), 2, "a program alone is a usage error");
	ok(strstr(slurp("err"), "Usage: om-try [RECORD] VERB"), "and prints its help on stderr");
}

static void remove_folder(void)
{
	DIR *dir = opendir(".");
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			unlink(entry->d_name);
	if (dir)
		closedir(dir);
	if (chdir("/") == 0)
		rmdir(folder);
}

int main(void)
{
	unsetenv("OM_DB");
	unsetenv("NO_COLOR");
	setenv("OM_NOW", "2026-03-02T15:00:00Z", 1);
	setenv("OM_SEED", "7", 1);
	setenv("PAGER", "cat", 1);
	setenv("TERM", "xterm", 1);
	setenv("OM_USER", "ann", 1);
	if (!mkdtemp(folder) || chdir(folder) < 0)
		return 1;
	setenv("HOME", folder, 1);
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_CONFIG_HOME");
	test_options();
	test_environment();
	test_formats();
	test_errors();
	test_output();
	test_closed_pipe();
	test_select();
	test_changes();
	test_show();
	test_import();
	test_terminal();
	test_progress();
	test_help();
	remove_folder();
	return done();
}
