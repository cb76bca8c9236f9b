/* The server's parts that need no network: negotiation, forms, parts, the cache. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "graph/serve/accept.h"
#include "graph/serve/api.h"
#include "graph/serve/cache.h"
#include "graph/serve/multipart.h"
#include "graph/serve/parameters.h"

/* ------------------------------------------------------------------ accept */

static void chooses_by_quality_then_detail_then_order(void **state) {
  (void)state;
  static const char *const offered[] = { "text/turtle", "application/n-triples", "text/csv", "=application/xml" };
  static const struct {
    const char *header;
    size_t choice;
  } cases[] = {
    { NULL, 0 }, { "", 0 }, { "  ", 0 }, { "*/*", 0 }, { "text/csv", 2 }, { "TEXT/CSV", 2 },
    { "text/csv;q=0.5, application/n-triples;q=0.6", 1 },
    { "text/*;q=0.2, text/turtle;q=0.1, application/*;q=0.15", 2 },
    { "*/*;q=0.9, text/turtle;q=0", 1 },
    { "image/png", 4 }, { "text/turtle;q=0", 4 }, { "text/turtle;q=2", 4 }, { "text/turtle;q=x, text/csv;q=0.1", 2 },
    { "application/xml", 3 }, { "application/*", 1 },
    { "text/csv;header=\"a,b;q=0\";q=0.3, text/turtle;q=0.2", 2 },
    { ",,;;q=,=", 4 },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(accept_choose(cases[i].header, offered, 4), cases[i].choice);
}

static void takes_codings(void **state) {
  (void)state;
  assert_true(accept_takes_coding("br, gzip", "gzip"));
  assert_true(accept_takes_coding("*", "gzip"));
  assert_true(accept_takes_coding("identity;q=0, GZIP;q=0.001", "gzip"));
  assert_false(accept_takes_coding("gzip;q=0, *", "gzip"));
  assert_false(accept_takes_coding(NULL, "gzip"));
  assert_false(accept_takes_coding("br", "gzip"));
}

static void reads_media_types(void **state) {
  (void)state;
  const struct media media = media_parse(" Text/Turtle ; Charset=\"UTF-8\"; boundary=AbC");
  assert_string_equal(media.type, "text/turtle");
  assert_string_equal(media.charset, "utf-8");
  assert_string_equal(media.boundary, "AbC");
  assert_string_equal(media_parse(NULL).type, "");
}

static void compares_tags_weakly(void **state) {
  (void)state;
  assert_true(etag_matches("\"a\", W/\"b\"", "\"b\""));
  assert_true(etag_matches("*", "\"b\""));
  assert_false(etag_matches("\"a,b\"", "\"b\""));
  assert_false(etag_matches(NULL, "\"b\""));
}

/* ------------------------------------------------------------------ forms and parts */

static void takes_forms_apart(void **state) {
  (void)state;
  struct relata_arena *arena = relata_arena_new();
  struct parameters parameters = { NULL, 0, 0 };
  struct relata_error error;
  assert_int_equal(parameters_parse(&parameters, RELATA_STR("a=1+2%263&b&&a=%C3%A4&=x"), arena, &error), RELATA_OK);
  assert_int_equal(parameters.count, 4);
  assert_true(relata_str_is(parameters_get(&parameters, "a"), "1 2&3"));
  assert_true(relata_str_is(parameters_get(&parameters, "b"), ""));
  assert_null(parameters_get(&parameters, "c").data);
  size_t count;
  const char **all = parameters_get_all(&parameters, "a", arena, &count);
  assert_int_equal(count, 2);
  assert_string_equal(all[1], "ä");
  static const char *const wrong[] = { "a=%", "a=%4", "a=%zz", "a=%00", "a=%ff", "%80=1" };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_int_equal(parameters_parse(&parameters, relata_str_of(wrong[i]), arena, &error), RELATA_BAD_INPUT);
  relata_arena_free(arena);
}

static void takes_bodies_of_parts_apart(void **state) {
  (void)state;
  struct relata_arena *arena = relata_arena_new();
  struct part *parts;
  struct relata_error error;
  size_t count;
  const struct relata_str body = RELATA_STR("--x\r\nContent-Type: a/b\r\nX: y\r\n\r\none --x\r\n--x\n\ntwo\n--x--");
  assert_int_equal(multipart_split(body, "x", arena, &parts, &count, &error), RELATA_OK);
  assert_int_equal(count, 2);
  assert_string_equal(parts[0].type, "a/b");
  assert_true(relata_str_is(parts[0].content, "one --x"));
  assert_null(parts[1].type);
  assert_true(relata_str_is(parts[1].content, "two"));
  assert_int_equal(multipart_split(RELATA_STR("--x\r\n\r\none"), "x", arena, &parts, &count, &error), RELATA_BAD_INPUT);
  assert_int_equal(multipart_split(RELATA_STR("one"), "x", arena, &parts, &count, &error), RELATA_BAD_INPUT);
  assert_int_equal(multipart_split(RELATA_STR("--x\r\nX: y"), "x", arena, &parts, &count, &error), RELATA_BAD_INPUT);
  assert_int_equal(multipart_split(body, "", arena, &parts, &count, &error), RELATA_BAD_INPUT);
  struct relata_out *many = relata_out_to_memory();
  for (int i = 0; i <= PARTS_MAX; i++)
    relata_out_text(many, "--x\n\ny\n");
  assert_int_equal(multipart_split(relata_out_as_memory(many), "x", arena, &parts, &count, &error), RELATA_LIMIT);
  relata_out_abandon(many);
  relata_arena_free(arena);
}

static void counts_as_javascript_does(void **state) {
  (void)state;
  const struct relata_str text = RELATA_STR("aä€😀b");
  const size_t units[] = { 0, 1, 2, 3, 5, 6, 7 };
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    assert_int_equal(utf16_offset(text, i), units[i]);
}

/* ------------------------------------------------------------------ the cache */

static void put(struct cache *cache, const char *key, const char *body) {
  struct answer answer = { .code = 200, .type = "text/plain", .body = blob_of_copy(relata_str_of(body)) };
  cache_put(cache, relata_str_of(key), &answer);
  blob_drop(answer.body);
}

static bool has(struct cache *cache, const char *key, const char *body) {
  struct answer answer = { .code = 0 };
  if (!cache_find(cache, relata_str_of(key), &answer))
    return false;
  assert_true(relata_str_is(blob_as_bytes(answer.body), body));
  blob_drop(answer.body);
  return true;
}

static void keeps_what_was_used_last(void **state) {
  (void)state;
  struct cache *cache = cache_new(16 << 10);
  char key[16], body[1200];
  memset(body, 'x', sizeof body);
  body[sizeof body - 1] = '\0';
  put(cache, "first", body);
  for (int i = 0; i < 30; i++) {
    snprintf(key, sizeof key, "key %d", i);
    put(cache, key, body);
    assert_true(has(cache, "first", body)); /* used again and again */
  }
  assert_true(has(cache, "key 29", body));
  assert_false(has(cache, "key 0", body));
  char big[4000];
  memset(big, 'y', sizeof big);
  big[sizeof big - 1] = '\0';
  put(cache, "big", big);
  assert_false(has(cache, "big", big)); /* one answer gets an eighth at most */
  cache_free(cache);
  cache = cache_new(0);
  put(cache, "a", "b");
  assert_false(has(cache, "a", "b"));
  cache_free(cache);
}

static void packs_what_gets_smaller(void **state) {
  (void)state;
  char body[5000];
  memset(body, 'x', sizeof body);
  struct blob *blob = blob_of_copy((struct relata_str){ body, sizeof body }), *packed = blob_to_gzip(blob);
  assert_non_null(packed);
  assert_true(blob_as_bytes(packed).len < 100 && memcmp(blob_as_bytes(packed).data, "\x1f\x8b", 2) == 0);
  blob_drop(packed);
  blob_drop(blob);
  blob = blob_of_copy(RELATA_STR("xy"));
  assert_null(blob_to_gzip(blob));
  blob_drop(blob);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(chooses_by_quality_then_detail_then_order),
    cmocka_unit_test(takes_codings),
    cmocka_unit_test(reads_media_types),
    cmocka_unit_test(compares_tags_weakly),
    cmocka_unit_test(takes_forms_apart),
    cmocka_unit_test(takes_bodies_of_parts_apart),
    cmocka_unit_test(counts_as_javascript_does),
    cmocka_unit_test(keeps_what_was_used_last),
    cmocka_unit_test(packs_what_gets_smaller),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
