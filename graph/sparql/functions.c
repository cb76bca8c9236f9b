/* functions.c — the table of functions and what each does. */
#include "graph/sparql/functions.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "graph/claims/vocabulary.h"
#include "graph/sparql/decimal.h"
#include "graph/sparql/digest.h"
#include "graph/sparql/iri.h"
#include "graph/sparql/text_functions.h"
#include "graph/store/term.h"

/* What a function is called with. */
struct call {
  const struct function_context *context;
  const struct value *arguments;
  size_t count;
  uint64_t row;
};

typedef struct value (*run_function)(const struct call *call);

static struct value text_like(struct relata_str text, const struct value *like) {
  struct value value = value_string(text);
  if (like->kind == VALUE_LANG_STRING) {
    value.kind = VALUE_LANG_STRING;
    value.language = like->language;
  }
  return value;
}

/* ------------------------------------------------------------------ terms */

static struct value call_str(const struct call *call) {
  const struct value *value = call->arguments;
  if (value->kind == VALUE_ERROR || value->kind == VALUE_BLANK)
    return value_error();
  if (value->kind == VALUE_IRI || value->text.data)
    return value_string(value->text);
  return value_string(term_split(call->context->arena, value_to_term(call->context->arena, value)).value);
}

static struct value call_lang(const struct call *call) {
  if (!value_is_literal(call->arguments))
    return value_error();
  return value_string(call->arguments->language.len ? call->arguments->language : RELATA_STR(""));
}

static struct value call_lang_matches(const struct call *call) {
  const struct value *a = call->arguments;
  if (a[0].kind != VALUE_STRING || a[1].kind != VALUE_STRING)
    return value_error();
  return value_boolean(text_language_matches(a[0].text, a[1].text));
}

static struct value call_datatype(const struct call *call) {
  const struct value *value = call->arguments;
  if (!value_is_literal(value))
    return value_error();
  if (value->kind == VALUE_LANG_STRING)
    return value_iri(RELATA_STR(NS_RDF "langString"));
  return value_iri(value->datatype.len ? value->datatype : RELATA_STR(NS_XSD "string"));
}

static struct value call_iri(const struct call *call) {
  const struct value *value = call->arguments;
  if (value->kind == VALUE_IRI)
    return *value;
  if (value->kind != VALUE_STRING)
    return value_error();
  return value_iri(iri_resolve(call->context->arena, call->context->base, value->text));
}

static struct value call_bnode(const struct call *call) {
  struct relata_arena *arena = call->context->arena;
  struct value value = { .kind = VALUE_BLANK };
  if (call->count && call->arguments->kind != VALUE_STRING)
    return value_error();
  if (call->count)
    value.text = relata_arena_print(arena, "r%llux%016llx", (unsigned long long)call->row,
                                    (unsigned long long)relata_str_hash(call->arguments->text));
  else
    value.text = relata_arena_print(arena, "n%llu", (unsigned long long)++*call->context->blanks);
  return value;
}

static struct value call_strdt(const struct call *call) {
  const struct value *a = call->arguments;
  if (a[0].kind != VALUE_STRING || a[1].kind != VALUE_IRI)
    return value_error();
  return value_literal(call->context->arena, a[0].text, a[1].text);
}

static struct value call_strlang(const struct call *call) {
  const struct value *a = call->arguments;
  if (a[0].kind != VALUE_STRING || a[1].kind != VALUE_STRING || a[1].text.len == 0)
    return value_error();
  return (struct value){ .kind = VALUE_LANG_STRING, .text = a[0].text, .language = a[1].text };
}

static struct value call_same_term(const struct call *call) {
  struct relata_arena *arena = call->context->arena;
  const struct value *a = call->arguments;
  if (a[0].kind == VALUE_ERROR || a[1].kind == VALUE_ERROR)
    return value_error();
  return value_boolean(relata_str_equal(value_to_term(arena, &a[0]), value_to_term(arena, &a[1])));
}

static struct value known(const struct call *call, bool truth) {
  return call->arguments->kind == VALUE_ERROR ? value_error() : value_boolean(truth);
}

static struct value call_is_iri(const struct call *call) {
  return known(call, call->arguments->kind == VALUE_IRI);
}

static struct value call_is_blank(const struct call *call) {
  return known(call, call->arguments->kind == VALUE_BLANK);
}

static struct value call_is_literal(const struct call *call) {
  return known(call, value_is_literal(call->arguments));
}

static struct value call_is_numeric(const struct call *call) {
  return known(call, value_is_numeric(call->arguments));
}

/* ------------------------------------------------------------------ numbers */

static struct value call_abs(const struct call *call) {
  return value_round(call->context->arena, ROUNDING_NONE, call->arguments);
}

static struct value call_ceil(const struct call *call) {
  return value_round(call->context->arena, ROUNDING_UP, call->arguments);
}

static struct value call_floor(const struct call *call) {
  return value_round(call->context->arena, ROUNDING_DOWN, call->arguments);
}

static struct value call_round(const struct call *call) {
  return value_round(call->context->arena, ROUNDING_NEAREST, call->arguments);
}

/* splitmix64 (S. Vigna) */
static uint64_t next_random(const struct function_context *context) {
  uint64_t z = *context->random += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

static struct value call_rand(const struct call *call) {
  return (struct value){ .kind = VALUE_DOUBLE,
                         .real = (double)(next_random(call->context) >> 11) / 9007199254740992.0,
                         .datatype = RELATA_STR(NS_XSD "double") };
}

/* ------------------------------------------------------------------ texts */

static struct value call_strlen(const struct call *call) {
  if (!value_is_text(call->arguments))
    return value_error();
  return value_integer((int64_t)utf8_length(call->arguments->text));
}

static struct value call_ucase(const struct call *call) {
  if (!value_is_text(call->arguments))
    return value_error();
  return text_like(text_change_case(call->context->arena, call->arguments->text, true), call->arguments);
}

static struct value call_lcase(const struct call *call) {
  if (!value_is_text(call->arguments))
    return value_error();
  return text_like(text_change_case(call->context->arena, call->arguments->text, false), call->arguments);
}

static struct value call_encode_for_uri(const struct call *call) {
  if (!value_is_text(call->arguments))
    return value_error();
  return value_string(text_encode_for_uri(call->context->arena, call->arguments->text));
}

/* The second text must have no language or the first one's. */
static bool are_compatible(const struct value *a) {
  return value_is_text(&a[0]) && value_is_text(&a[1]) &&
         (a[1].kind == VALUE_STRING ||
          (a[0].kind == VALUE_LANG_STRING && relata_str_equal(a[0].language, a[1].language)));
}

static const char *find(struct relata_str text, struct relata_str part) {
  if (part.len == 0)
    return text.data ? text.data : "";
  return text.len ? memmem(text.data, text.len, part.data, part.len) : NULL;
}

static struct value call_contains(const struct call *call) {
  const struct value *a = call->arguments;
  return are_compatible(a) ? value_boolean(find(a[0].text, a[1].text) != NULL) : value_error();
}

static struct value call_strstarts(const struct call *call) {
  const struct relata_str text = call->arguments[0].text, head = call->arguments[1].text;
  if (!are_compatible(call->arguments))
    return value_error();
  return value_boolean(head.len <= text.len && (head.len == 0 || memcmp(text.data, head.data, head.len) == 0));
}

static struct value call_strends(const struct call *call) {
  const struct relata_str text = call->arguments[0].text, tail = call->arguments[1].text;
  if (!are_compatible(call->arguments))
    return value_error();
  return value_boolean(tail.len <= text.len &&
                       (tail.len == 0 || memcmp(text.data + text.len - tail.len, tail.data, tail.len) == 0));
}

static struct value call_strbefore(const struct call *call) {
  const struct value *a = call->arguments;
  if (!are_compatible(a))
    return value_error();
  const char *found = find(a[0].text, a[1].text);
  if (!found)
    return value_string(RELATA_STR(""));
  if (a[1].text.len == 0)
    return text_like(RELATA_STR(""), &a[0]);
  return text_like((struct relata_str){ a[0].text.data, (size_t)(found - a[0].text.data) }, &a[0]);
}

static struct value call_strafter(const struct call *call) {
  const struct value *a = call->arguments;
  if (!are_compatible(a))
    return value_error();
  const char *found = find(a[0].text, a[1].text);
  if (!found)
    return value_string(RELATA_STR(""));
  if (a[1].text.len == 0)
    return a[0];
  const size_t begin = (size_t)(found - a[0].text.data) + a[1].text.len;
  return text_like((struct relata_str){ a[0].text.data + begin, a[0].text.len - begin }, &a[0]);
}

static struct value call_concat(const struct call *call) {
  struct relata_str text = RELATA_STR("");
  bool same = call->count > 0;
  for (size_t i = 0; i < call->count; i++) {
    const struct value *a = &call->arguments[i];
    if (!value_is_text(a))
      return value_error();
    same = same && a->kind == VALUE_LANG_STRING && relata_str_equal(a->language, call->arguments->language);
    text = relata_arena_print(call->context->arena, "%.*s%.*s", (int)text.len, text.data, (int)a->text.len,
                              a->text.len ? a->text.data : "");
  }
  return same ? text_like(text, call->arguments) : value_string(text);
}

static struct value call_substr(const struct call *call) {
  const struct value *a = call->arguments;
  if (!value_is_text(&a[0]) || !value_is_numeric(&a[1]) || (call->count > 2 && !value_is_numeric(&a[2])))
    return value_error();
  const double length = call->count > 2 ? value_as_double(&a[2]) : INFINITY;
  return text_like(text_substring(a[0].text, value_as_double(&a[1]), length), &a[0]);
}

static struct relata_str flags_of(const struct call *call, size_t index) {
  return call->count > index ? call->arguments[index].text : RELATA_STR("");
}

static struct value call_regex(const struct call *call) {
  const struct value *a = call->arguments;
  bool matches;
  if (!value_is_text(&a[0]) || a[1].kind != VALUE_STRING || (call->count > 2 && a[2].kind != VALUE_STRING) ||
      !text_matches(call->context->patterns, a[0].text, a[1].text, flags_of(call, 2), &matches))
    return value_error();
  return value_boolean(matches);
}

static struct value call_replace(const struct call *call) {
  const struct value *a = call->arguments;
  struct relata_str text;
  if (!value_is_text(&a[0]) || a[1].kind != VALUE_STRING || a[2].kind != VALUE_STRING ||
      (call->count > 3 && a[3].kind != VALUE_STRING) ||
      !text_replace(call->context->arena, a[0].text, a[1].text, a[2].text, flags_of(call, 3), &text))
    return value_error();
  return text_like(text, &a[0]);
}

/* ------------------------------------------------------------------ digests */

static struct value digest_of(const struct call *call, enum digest digest) {
  if (call->arguments->kind != VALUE_STRING)
    return value_error();
  return value_string(digest_hex(call->context->arena, digest, call->arguments->text));
}

static struct value call_md5(const struct call *call) {
  return digest_of(call, DIGEST_MD5);
}

static struct value call_sha1(const struct call *call) {
  return digest_of(call, DIGEST_SHA1);
}

static struct value call_sha256(const struct call *call) {
  return digest_of(call, DIGEST_SHA256);
}

static struct value call_sha384(const struct call *call) {
  return digest_of(call, DIGEST_SHA384);
}

static struct value call_sha512(const struct call *call) {
  return digest_of(call, DIGEST_SHA512);
}

/* ------------------------------------------------------------------ time */

static bool is_dated(const struct call *call) {
  return call->arguments->kind == VALUE_DATETIME || call->arguments->kind == VALUE_DATE;
}

static struct value call_year(const struct call *call) {
  return is_dated(call) ? value_integer(moment_calendar(&call->arguments->moment).year) : value_error();
}

static struct value call_month(const struct call *call) {
  return is_dated(call) ? value_integer(moment_calendar(&call->arguments->moment).month) : value_error();
}

static struct value call_day(const struct call *call) {
  return is_dated(call) ? value_integer(moment_calendar(&call->arguments->moment).day) : value_error();
}

static struct value call_hours(const struct call *call) {
  if (call->arguments->kind != VALUE_DATETIME)
    return value_error();
  return value_integer(moment_calendar(&call->arguments->moment).hour);
}

static struct value call_minutes(const struct call *call) {
  if (call->arguments->kind != VALUE_DATETIME)
    return value_error();
  return value_integer(moment_calendar(&call->arguments->moment).minute);
}

static struct value call_seconds(const struct call *call) {
  if (call->arguments->kind != VALUE_DATETIME)
    return value_error();
  const struct decimal second = moment_calendar(&call->arguments->moment).second;
  return value_literal(call->context->arena, decimal_write(call->context->arena, second, false),
                       RELATA_STR(NS_XSD "decimal"));
}

static struct value call_timezone(const struct call *call) {
  const struct moment *moment = &call->arguments->moment;
  if (!is_dated(call) || !moment->has_zone)
    return value_error();
  const int minutes = moment->zone < 0 ? -moment->zone : moment->zone;
  struct relata_str text = RELATA_STR("PT0S");
  if (minutes) {
    text = relata_arena_print(call->context->arena, "%sPT", moment->zone < 0 ? "-" : "");
    if (minutes / 60)
      text = relata_arena_print(call->context->arena, "%.*s%dH", (int)text.len, text.data, minutes / 60);
    if (minutes % 60)
      text = relata_arena_print(call->context->arena, "%.*s%dM", (int)text.len, text.data, minutes % 60);
  }
  return value_literal(call->context->arena, text, RELATA_STR(NS_XSD "dayTimeDuration"));
}

static struct value call_tz(const struct call *call) {
  const struct moment *moment = &call->arguments->moment;
  if (!is_dated(call))
    return value_error();
  if (!moment->has_zone)
    return value_string(RELATA_STR(""));
  const struct relata_str text = call->arguments->text;
  if (text.len && text.data[text.len - 1] == 'Z')
    return value_string(RELATA_STR("Z"));
  return value_string((struct relata_str){ text.data + text.len - 6, 6 });
}

static struct value call_now(const struct call *call) {
  return value_literal(call->context->arena, call->context->now, RELATA_STR(NS_XSD "dateTime"));
}

static struct relata_str new_uuid(const struct function_context *context) {
  const unsigned long long a = next_random(context), b = next_random(context);
  return relata_arena_print(context->arena, "%08llx-%04llx-4%03llx-%04llx-%012llx", a >> 32, a >> 16 & 0xffff,
                            a & 0xfff, (b >> 48 & 0x3fff) | 0x8000, b & 0xffffffffffff);
}

static struct value call_uuid(const struct call *call) {
  const struct relata_str text = new_uuid(call->context);
  return value_iri(relata_arena_print(call->context->arena, "urn:uuid:%.*s", (int)text.len, text.data));
}

static struct value call_struuid(const struct call *call) {
  return value_string(new_uuid(call->context));
}

/* ------------------------------------------------------------------ casts */

static struct value cast_string(const struct call *call) {
  return value_cast(call->context->arena, VALUE_STRING, call->arguments);
}

static struct value cast_boolean(const struct call *call) {
  return value_cast(call->context->arena, VALUE_BOOLEAN, call->arguments);
}

static struct value cast_integer(const struct call *call) {
  return value_cast(call->context->arena, VALUE_INTEGER, call->arguments);
}

static struct value cast_decimal(const struct call *call) {
  return value_cast(call->context->arena, VALUE_DECIMAL, call->arguments);
}

static struct value cast_float(const struct call *call) {
  return value_cast(call->context->arena, VALUE_FLOAT, call->arguments);
}

static struct value cast_double(const struct call *call) {
  return value_cast(call->context->arena, VALUE_DOUBLE, call->arguments);
}

static struct value cast_datetime(const struct call *call) {
  return value_cast(call->context->arena, VALUE_DATETIME, call->arguments);
}

static struct value cast_date(const struct call *call) {
  return value_cast(call->context->arena, VALUE_DATE, call->arguments);
}

/* BOUND, IF and COALESCE are done where expressions are, an unknown function never. */
static struct value call_nothing(const struct call *call) {
  (void)call;
  return value_error();
}

/* ------------------------------------------------------------------ the table */

enum { ANY = 255 };

static const struct entry {
  const char *name; /* in capitals, or a cast's IRI */
  unsigned char least, most;
  run_function run;
} table[] = {
  { "", 0, ANY, call_nothing },
  { "BOUND", 1, 1, call_nothing },
  { "IF", 3, 3, call_nothing },
  { "COALESCE", 0, ANY, call_nothing },
  { "STR", 1, 1, call_str },
  { "LANG", 1, 1, call_lang },
  { "LANGMATCHES", 2, 2, call_lang_matches },
  { "DATATYPE", 1, 1, call_datatype },
  { "IRI", 1, 1, call_iri },
  { "URI", 1, 1, call_iri },
  { "BNODE", 0, 1, call_bnode },
  { "STRDT", 2, 2, call_strdt },
  { "STRLANG", 2, 2, call_strlang },
  { "SAMETERM", 2, 2, call_same_term },
  { "ISIRI", 1, 1, call_is_iri },
  { "ISURI", 1, 1, call_is_iri },
  { "ISBLANK", 1, 1, call_is_blank },
  { "ISLITERAL", 1, 1, call_is_literal },
  { "ISNUMERIC", 1, 1, call_is_numeric },
  { "ABS", 1, 1, call_abs },
  { "CEIL", 1, 1, call_ceil },
  { "FLOOR", 1, 1, call_floor },
  { "ROUND", 1, 1, call_round },
  { "RAND", 0, 0, call_rand },
  { "STRLEN", 1, 1, call_strlen },
  { "UCASE", 1, 1, call_ucase },
  { "LCASE", 1, 1, call_lcase },
  { "ENCODE_FOR_URI", 1, 1, call_encode_for_uri },
  { "CONTAINS", 2, 2, call_contains },
  { "STRSTARTS", 2, 2, call_strstarts },
  { "STRENDS", 2, 2, call_strends },
  { "STRBEFORE", 2, 2, call_strbefore },
  { "STRAFTER", 2, 2, call_strafter },
  { "CONCAT", 0, ANY, call_concat },
  { "SUBSTR", 2, 3, call_substr },
  { "REGEX", 2, 3, call_regex },
  { "REPLACE", 3, 4, call_replace },
  { "MD5", 1, 1, call_md5 },
  { "SHA1", 1, 1, call_sha1 },
  { "SHA256", 1, 1, call_sha256 },
  { "SHA384", 1, 1, call_sha384 },
  { "SHA512", 1, 1, call_sha512 },
  { "YEAR", 1, 1, call_year },
  { "MONTH", 1, 1, call_month },
  { "DAY", 1, 1, call_day },
  { "HOURS", 1, 1, call_hours },
  { "MINUTES", 1, 1, call_minutes },
  { "SECONDS", 1, 1, call_seconds },
  { "TIMEZONE", 1, 1, call_timezone },
  { "TZ", 1, 1, call_tz },
  { "NOW", 0, 0, call_now },
  { "UUID", 0, 0, call_uuid },
  { "STRUUID", 0, 0, call_struuid },
  { NS_XSD "string", 1, 1, cast_string },
  { NS_XSD "boolean", 1, 1, cast_boolean },
  { NS_XSD "integer", 1, 1, cast_integer },
  { NS_XSD "decimal", 1, 1, cast_decimal },
  { NS_XSD "float", 1, 1, cast_float },
  { NS_XSD "double", 1, 1, cast_double },
  { NS_XSD "dateTime", 1, 1, cast_datetime },
  { NS_XSD "date", 1, 1, cast_date },
};
enum { TABLE_COUNT = sizeof table / sizeof *table };

bool function_find_name(struct relata_str name, size_t *function) {
  for (size_t i = 1; i < TABLE_COUNT; i++)
    if (strlen(table[i].name) == name.len && strncasecmp(table[i].name, name.data, name.len) == 0) {
      *function = i;
      return true;
    }
  return false;
}

bool function_find_iri(struct relata_str iri, size_t *function) {
  for (size_t i = 1; i < TABLE_COUNT; i++)
    if (relata_str_is(iri, table[i].name)) {
      *function = i;
      return true;
    }
  return false;
}

size_t function_unknown(void) {
  return 0;
}

bool function_takes(size_t function, size_t arguments) {
  return arguments >= table[function].least && (table[function].most == ANY || arguments <= table[function].most);
}

bool function_is_bound(size_t function) {
  return strcmp(table[function].name, "BOUND") == 0;
}

bool function_is_if(size_t function) {
  return strcmp(table[function].name, "IF") == 0;
}

bool function_is_coalesce(size_t function) {
  return strcmp(table[function].name, "COALESCE") == 0;
}

bool function_is_fresh(size_t function) {
  static const char *const names[] = { "BNODE", "RAND", "UUID", "STRUUID" };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(table[function].name, names[i]) == 0)
      return true;
  return false;
}

struct value function_call(size_t function, const struct function_context *context, const struct value *arguments,
                           size_t count, uint64_t row) {
  const struct call call = { context, arguments, count, row };
  return table[function].run(&call);
}
