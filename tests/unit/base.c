/* Errors, arenas, buffers and maps. */
#include "base/buf.h"
#include "base/map.h"
#include "tap.h"

static void test_words(void)
{
	int count = 0, bad = 0;
	const struct om_word *words = om_words(&count);

	ok(count > 100, "the table has its words");
	for (int i = 0; i < count; i++) {
		static const int known[] = {0, 1, 2, 3, 5, 70, 75};
		int operand = 0, file = 0;
		for (size_t k = 0; k < OM_COUNT(known); k++) {
			operand += words[i].exit_operand == known[k];
			file += words[i].exit_file == known[k];
		}
		bad += !operand || !file || !words[i].meaning[0];
		bad += strlen(words[i].word) >= sizeof(((struct om_err *)0)->word);
		bad += words[i].is_warning != (words[i].exit_operand == 0);
		bad += i > 0 && strcmp(words[i - 1].word, words[i].word) >= 0;
		bad += om_word_find(words[i].word) != &words[i];
	}
	is_int(bad, 0, "its rows are sorted, complete and found");
	ok(!om_word_find("no-such-word") && !om_word_find(""), "others are not");
}

static void test_exit(void)
{
	static const struct {
		const char *word, *source;
		int64_t line;
		int exit;
	} rows[] = {{"bad-money", "", 0, 2}, {"bad-money", "orders.csv", 7, 3},
		{"bad-money", "-", 7, 3}, {"filter-value", "--where", 1, 2},
		{"out-of-stock", "", 0, 5}, {"unknown-sku", "", 0, 5},
		{"unknown-sku", "orders.csv", 2, 3}, {"locked", "", 0, 75}, {"bug", "", 0, 70},
		{"no-memory", "x.csv", 2, 3}, {"usage", "", 0, 2}, {"total-differs", "x.csv", 2, 3},
		{"not-conserved", "", 0, 70}, {"not a word", "", 0, 70}};
	struct om_err err = {0};

	is_int(om_err_exit(&err), 0, "no error");
	is_int(om_err_exit(NULL), 0, "no place for one");
	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		om_err_clear(&err);
		om_err_set(&err, OM_EINVAL, rows[i].word, "x");
		om_err_at(&err, rows[i].source, rows[i].line, 0);
		is_int(om_err_exit(&err), rows[i].exit, "exit of %s from '%s'", rows[i].word,
			rows[i].source);
	}
}

static void test_err(void)
{
	struct om_err err = {0};
	char long_text[600];

	om_err_hint(&err, "not yet");
	om_err_at(&err, "file", 3, 4);
	is_str(err.hint, "", "an empty error takes no hint");
	is_int(err.line, 0, "and no place");
	is_int(om_err_set(&err, OM_EINVAL, "bad-money", "'%s' is\nno\tamount", "x"), OM_EINVAL,
		"the code comes back");
	is_str(err.message, "'x' is no amount", "a message is one line");
	is_int(om_err_set(&err, OM_EDB, "database", "later"), OM_EDB, "a second one");
	is_str(err.word, "bad-money", "changes nothing");
	om_err_at(&err, "a.csv", 3, 0);
	om_err_at(&err, "b.csv", 9, 5);
	is_str(err.source, "a.csv", "the first source stays");
	is_int(err.line, 3, "the first line stays");
	is_int(err.column, 5, "the column was missing");
	om_err_field(&err, "price", NULL);
	om_err_field(&err, "cost", "1,,0");
	is_str(err.field, "price", "the field");
	is_str(err.value, "1,,0", "the value");
	is_int(om_err_set(NULL, OM_ENOMEM, "no-memory", "x"), OM_ENOMEM, "nowhere to put it");
	om_err_clear(&err);
	is_int(err.code, 0, "cleared");

	/* 2-byte letters at odd and even places: the cut must not halve one. */
	for (int shift = 0; shift < 2; shift++) {
		memset(long_text, 'x', sizeof(long_text));
		for (size_t i = (size_t)shift; i + 1 < sizeof(long_text) - 1; i += 2)
			memcpy(long_text + i, "é", 2);
		long_text[sizeof(long_text) - 1] = '\0';
		om_err_clear(&err);
		om_err_set(&err, OM_EINVAL, "bad-money", "%s", long_text);
		om_err_field(&err, "f", long_text);
		size_t len = strlen(err.message), value = strlen(err.value);
		ok(len >= sizeof(err.message) - 2, "a long message is cut");
		is_int((unsigned char)err.message[len - 1], 0xA9, "at a whole letter");
		ok(value >= sizeof(err.value) - 2 && (unsigned char)err.value[value - 1] == 0xA9,
			"so is a value");
	}
}

static void test_arena(void)
{
	struct om_arena arena;
	int bad = 0;

	om__arena_init(&arena);
	ok(om__alloc(&arena, 0) != NULL, "nothing is something");
	struct om_mark mark = om__arena_mark(&arena);
	for (size_t size = 1; size < 100000; size = size * 3 / 2 + 1) {
		unsigned char *p = om__alloc(&arena, size);
		for (size_t i = 0; i < size; i++)
			bad += p[i] != 0;
		bad += (uintptr_t)p % 16 != 0;
		memset(p, 0xAA, size);
	}
	is_int(bad, 0, "memory is zeroed and aligned");
	size_t total = arena.total;
	om__arena_rewind(&arena, mark);
	ok(arena.total == mark.total && total > mark.total, "a mark takes it all back");
	unsigned char *again = om__alloc(&arena, 64);
	bad = 0;
	for (size_t i = 0; i < 64; i++)
		bad += again[i] != 0;
	is_int(bad, 0, "reused memory is zeroed");
	is_str(om__printf(&arena, "%s-%d", "x", 5), "x-5", "a printed text");
	is_int(strlen(om__printf(&arena, "%5000d", 5)), 5000, "a long one");
	is_str(om__strndup(&arena, "hello", 3), "hel", "a part of a text");
	ok(om__alloc(&arena, SIZE_MAX) == NULL && om__alloc(&arena, SIZE_MAX / 2) == NULL,
		"more than there is");
	struct om_err err = {0};
	ok(om__memory_is_short(), "the refusal is noted");
	is_int(om_err_set(&err, OM_EINVAL, "bad-choice", "no such word"), OM_ENOMEM,
		"what follows from it is told as that");
	is_str(err.word, "no-memory", "by its word");
	ok(!om__memory_is_short(), "and once");
	om_err_clear(&err);
	is_int(om_err_set(&err, OM_EINVAL, "bad-choice", "no such word"), OM_EINVAL,
		"the next error is itself again");
	ok(om__alloc(&arena, (size_t)5 << 20) != NULL, "more than a block");
	om__arena_reset(&arena);
	is_int(arena.total, 0, "reset");
	ok(om__alloc(&arena, 16) != NULL, "and used again");
	om__arena_release(&arena);
	ok(!arena.head, "released");
	om__arena_release(&arena);
	om__arena_release(NULL);

	/* A mark of an arena that never gave anything. */
	om__arena_init(&arena);
	mark = om__arena_mark(&arena);
	om__alloc(&arena, 100);
	om__arena_rewind(&arena, mark);
	is_int(arena.total, 0, "an empty mark");
	om__arena_release(&arena);
}

static void test_buf(void)
{
	struct om_buf buf;
	struct om_err err = {0};

	om__buf_init(&buf, 0);
	is_str(buf.data, "", "an empty buffer is a text");
	om__buf_clear(&buf);
	om__buf_str(&buf, "a");
	om__buf_char(&buf, 'b');
	om__buf_int(&buf, INT64_MIN);
	om__buf_int(&buf, 0);
	om__buf_fmt(&buf, "<%0200d>", 7);
	is_int(buf.len, 2 + 20 + 1 + 202, "its length");
	is_int(strlen(buf.data), buf.len, "is that of its text");
	ok(!strncmp(buf.data, "ab-92233720368547758080<000", 27), "its content");
	ok(om__buf_check(&buf, &err) == 0, "nothing is wrong");
	om__buf_clear(&buf);
	om__buf_add(&buf, "a\0b", 3);
	is_int(buf.len, 3, "it holds any byte");
	for (int i = 0; i < 100000; i++)
		om__buf_char(&buf, 'x');
	is_int(buf.len, 100003, "it grows");
	om__buf_release(&buf);
	is_str(buf.data, "", "released, it is empty");
	om__buf_release(&buf);
	om__buf_release(NULL);

	om__buf_init(&buf, 5);
	om__buf_str(&buf, "abc");
	om__buf_str(&buf, "defg");
	om__buf_str(&buf, "h");
	is_str(buf.data, "abcde", "cut at its limit");
	is_int(om__buf_check(&buf, &err), OM_ELIMIT, "which it tells");
	is_str(err.word, "too-large", "by its word");
	om__buf_clear(&buf);
	om__buf_fmt(&buf, "%s", "abcdefg");
	is_str(buf.data, "abcde", "a printed text is cut too");
	ok(buf.is_bad, "and known as such");
	om__buf_clear(&buf);
	om__buf_str(&buf, "abcde");
	ok(!buf.is_bad, "exactly the limit is fine");
	om__buf_release(&buf);
}

static void test_csv(void)
{
	static const struct {
		const char *text, *cell;
		char delim;
		enum om_csv_guard guard;
	} rows[] = {{"", "", ',', OM_CSV_EXACT}, {"a b", "a b", ',', OM_CSV_EXACT},
		{"a,b", "\"a,b\"", ',', OM_CSV_EXACT}, {"a,b", "a,b", ';', OM_CSV_EXACT},
		{"a;b", "\"a;b\"", ';', OM_CSV_EXACT}, {"a\tb", "\"a\tb\"", '\t', OM_CSV_EXACT},
		{"7\"", "\"7\"\"\"", ',', OM_CSV_EXACT}, {"\"", "\"\"\"\"", ',', OM_CSV_EXACT},
		{"a\nb", "\"a\nb\"", ',', OM_CSV_EXACT}, {"a\rb", "\"a\rb\"", ',', OM_CSV_EXACT},
		{" a", "\" a\"", ',', OM_CSV_EXACT}, {"a ", "\"a \"", ',', OM_CSV_EXACT},
		{" ", "\" \"", ',', OM_CSV_EXACT}, {"=1+1", "=1+1", ',', OM_CSV_EXACT},
		{"=1+1", "'=1+1", ',', OM_CSV_SAFE}, {"+1", "'+1", ',', OM_CSV_SAFE},
		{"-1", "'-1", ',', OM_CSV_SAFE}, {"@x", "'@x", ',', OM_CSV_SAFE},
		{"\tx", "'\tx", ',', OM_CSV_SAFE}, {"=a,\"b", "\"'=a,\"\"b\"", ',', OM_CSV_SAFE},
		{"a=", "a=", ',', OM_CSV_SAFE}, {"", "", ',', OM_CSV_SAFE},
		{"'=1", "''=1", ',', OM_CSV_EXACT}, {"'=1", "''=1", ',', OM_CSV_SAFE},
		{"'=1", "'=1", ',', OM_CSV_PLAIN}, {"''-", "'''-", ',', OM_CSV_EXACT},
		{"'a", "'a", ',', OM_CSV_SAFE}, {"'", "'", ',', OM_CSV_SAFE},
		{"=1", "=1", ',', OM_CSV_PLAIN}};
	struct om_buf buf;

	om__buf_init(&buf, 0);
	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		om__buf_clear(&buf);
		om__buf_csv(&buf, rows[i].text, rows[i].delim, rows[i].guard);
		is_str(buf.data, rows[i].cell, "csv cell %zu", i);
	}
	om__buf_release(&buf);
}

static void test_json(void)
{
	static const char *const rows[][2] = {{"", "\"\""}, {"a/b", "\"a/b\""},
		{"\"\\", "\"\\\"\\\\\""}, {"\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""},
		{"\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\""}, {"é日𝄞", "\"é日𝄞\""},
		{"a\xff"
		 "b",
			"\"a\xEF\xBF\xBD"
			"b\""},
		{"\xC3", "\"\xEF\xBF\xBD\""}, {"\xC0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
		{"\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""}};
	struct om_buf buf;

	om__buf_init(&buf, 0);
	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		om__buf_clear(&buf);
		om__buf_json(&buf, rows[i][0]);
		is_str(buf.data, rows[i][1], "json string %zu", i);
	}
	om__buf_release(&buf);
}

static void test_maps(void)
{
	struct om_map map;
	struct om_imap imap;
	int64_t value = -1;
	int bad = 0;

	om__map_init(&map);
	om__imap_init(&imap);
	ok(!om__map_get(&map, "x", &value) && !om__imap_get(&imap, 0, &value), "nothing there");
	for (int64_t i = 0; i < 20000; i++) {
		char key[40];
		snprintf(key, sizeof(key), "%s%" PRId64, i % 2 ? "sku-that-is-longer-" : "", i * 7);
		bad += om__map_put(&map, key, i, NULL) != 0;
		bad += om__imap_put(&imap, i * 1000 - 5000000, i, NULL) != 0;
	}
	bad += om__map_put(&map, "", 77, NULL) != 0;
	bad += om__map_put(&map, "0", 88, NULL) != 0;
	bad += om__imap_put(&imap, -5000000, 99, NULL) != 0;
	is_int(bad, 0, "20,000 keys go in");
	is_int(map.len, 20001, "text keys");
	is_int(imap.len, 20000, "integer keys");
	for (int64_t i = 1; i < 20000; i++) {
		char key[40];
		snprintf(key, sizeof(key), "%s%" PRId64, i % 2 ? "sku-that-is-longer-" : "", i * 7);
		bad += !om__map_get(&map, key, &value) || value != i;
		bad += !om__imap_get(&imap, i * 1000 - 5000000, &value) || value != i;
		bad += om__imap_get(&imap, i * 1000 - 4999999, &value);
	}
	is_int(bad, 0, "and are found, and only they");
	ok(om__map_get(&map, "", &value) && value == 77, "the empty key");
	ok(om__map_get(&map, "0", &value) && value == 88, "a key set again");
	ok(om__imap_get(&imap, -5000000, &value) && value == 99, "an integer set again");
	ok(!om__map_get(&map, "7x", &value), "a key that is not there");
	om__map_release(&map);
	om__imap_release(&imap);
	om__map_release(NULL);
	om__imap_release(NULL);
	ok(!om__map_get(&map, "0", &value), "released");
}

/* Every length has its own way through the hash; a change of any byte must change it. */
static void test_hash(void)
{
	unsigned char bytes[70] = {0};
	int same = 0;

	for (size_t len = 1; len < sizeof(bytes); len++) {
		uint64_t hash = om__hash(bytes, len);
		same += hash == om__hash(bytes, len - 1);
		for (size_t i = 0; i < len; i++) {
			bytes[i] ^= 1;
			same += hash == om__hash(bytes, len);
			bytes[i] ^= 1;
		}
	}
	is_int(same, 0, "all bytes and the length count");
}

int main(void)
{
	test_words();
	test_exit();
	test_err();
	test_arena();
	test_buf();
	test_csv();
	test_json();
	test_maps();
	test_hash();
	return done();
}
