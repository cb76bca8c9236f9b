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
  int detail; /* what the table says besides: which kind, digest, rounding or part */
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

static struct value call_is_kind(const struct call *call) {
  return known(call, (int)call->arguments->kind == call->detail);
}

static struct value call_is_literal(const struct call *call) {
  return known(call, value_is_literal(call->arguments));
}

static struct value call_is_numeric(const struct call *call) {
  return known(call, value_is_numeric(call->arguments));
}

/* ------------------------------------------------------------------ numbers */

static struct value call_round(const struct call *call) {
  return value_round(call->context->arena, (enum rounding)call->detail, call->arguments);
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

static struct value call_change_case(const struct call *call) {
  const bool upper = call->detail != 0;
  if (!value_is_text(call->arguments))
    return value_error();
  return text_like(text_change_case(call->context->arena, call->arguments->text, upper), call->arguments);
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

/* A text that doubles and doubles again must end somewhere. */
static struct value call_concat(const struct call *call) {
  size_t size = 0;
  bool same = call->count > 0;
  for (size_t i = 0; i < call->count; i++) {
    const struct value *a = &call->arguments[i];
    if (!value_is_text(a) || a->text.len > LONGEST_TEXT - size)
      return value_error();
    same = same && a->kind == VALUE_LANG_STRING && relata_str_equal(a->language, call->arguments->language);
    size += a->text.len;
  }
  char *data = relata_arena_alloc(call->context->arena, size + 1);
  size_t at = 0;
  for (size_t i = 0; i < call->count; i++) {
    const struct relata_str text = call->arguments[i].text;
    if (text.len)
      memcpy(data + at, text.data, text.len);
    at += text.len;
  }
  const struct relata_str text = { data, size };
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

static struct value call_digest(const struct call *call) {
  if (call->arguments->kind != VALUE_STRING)
    return value_error();
  return value_string(digest_hex(call->context->arena, (enum digest)call->detail, call->arguments->text));
}

/* ------------------------------------------------------------------ time */

static bool is_dated(const struct call *call) {
  return call->arguments->kind == VALUE_DATETIME || call->arguments->kind == VALUE_DATE;
}

/* Whole parts of a date or time; the last two need a time. */
enum part { PART_YEAR, PART_MONTH, PART_DAY, PART_HOURS, PART_MINUTES };

static struct value call_part(const struct call *call) {
  const enum part part = (enum part)call->detail;
  if (!is_dated(call) || (part >= PART_HOURS && call->arguments->kind != VALUE_DATETIME))
    return value_error();
  const struct calendar calendar = moment_calendar(&call->arguments->moment);
  return value_integer(part == PART_YEAR    ? calendar.year
                       : part == PART_MONTH ? calendar.month
                       : part == PART_DAY   ? calendar.day
                       : part == PART_HOURS ? calendar.hour
                                            : calendar.minute);
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

static struct value call_cast(const struct call *call) {
  return value_cast(call->context->arena, (enum value_kind)call->detail, call->arguments);
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
  int detail;
  enum function_kind kind;
} table[] = {
  { "", 0, ANY, call_nothing, 0, FUNCTION_PLAIN },
  { "BOUND", 1, 1, call_nothing, 0, FUNCTION_BOUND },
  { "IF", 3, 3, call_nothing, 0, FUNCTION_IF },
  { "COALESCE", 0, ANY, call_nothing, 0, FUNCTION_COALESCE },
  { "STR", 1, 1, call_str, 0, FUNCTION_PLAIN },
  { "LANG", 1, 1, call_lang, 0, FUNCTION_PLAIN },
  { "LANGMATCHES", 2, 2, call_lang_matches, 0, FUNCTION_PLAIN },
  { "DATATYPE", 1, 1, call_datatype, 0, FUNCTION_PLAIN },
  { "IRI", 1, 1, call_iri, 0, FUNCTION_PLAIN },
  { "URI", 1, 1, call_iri, 0, FUNCTION_PLAIN },
  { "BNODE", 0, 1, call_bnode, 0, FUNCTION_FRESH },
  { "STRDT", 2, 2, call_strdt, 0, FUNCTION_PLAIN },
  { "STRLANG", 2, 2, call_strlang, 0, FUNCTION_PLAIN },
  { "SAMETERM", 2, 2, call_same_term, 0, FUNCTION_PLAIN },
  { "ISIRI", 1, 1, call_is_kind, VALUE_IRI, FUNCTION_PLAIN },
  { "ISURI", 1, 1, call_is_kind, VALUE_IRI, FUNCTION_PLAIN },
  { "ISBLANK", 1, 1, call_is_kind, VALUE_BLANK, FUNCTION_PLAIN },
  { "ISLITERAL", 1, 1, call_is_literal, 0, FUNCTION_PLAIN },
  { "ISNUMERIC", 1, 1, call_is_numeric, 0, FUNCTION_PLAIN },
  { "ABS", 1, 1, call_round, ROUNDING_NONE, FUNCTION_PLAIN },
  { "CEIL", 1, 1, call_round, ROUNDING_UP, FUNCTION_PLAIN },
  { "FLOOR", 1, 1, call_round, ROUNDING_DOWN, FUNCTION_PLAIN },
  { "ROUND", 1, 1, call_round, ROUNDING_NEAREST, FUNCTION_PLAIN },
  { "RAND", 0, 0, call_rand, 0, FUNCTION_FRESH },
  { "STRLEN", 1, 1, call_strlen, 0, FUNCTION_PLAIN },
  { "UCASE", 1, 1, call_change_case, true, FUNCTION_PLAIN },
  { "LCASE", 1, 1, call_change_case, false, FUNCTION_PLAIN },
  { "ENCODE_FOR_URI", 1, 1, call_encode_for_uri, 0, FUNCTION_PLAIN },
  { "CONTAINS", 2, 2, call_contains, 0, FUNCTION_PLAIN },
  { "STRSTARTS", 2, 2, call_strstarts, 0, FUNCTION_PLAIN },
  { "STRENDS", 2, 2, call_strends, 0, FUNCTION_PLAIN },
  { "STRBEFORE", 2, 2, call_strbefore, 0, FUNCTION_PLAIN },
  { "STRAFTER", 2, 2, call_strafter, 0, FUNCTION_PLAIN },
  { "CONCAT", 0, ANY, call_concat, 0, FUNCTION_PLAIN },
  { "SUBSTR", 2, 3, call_substr, 0, FUNCTION_PLAIN },
  { "REGEX", 2, 3, call_regex, 0, FUNCTION_PLAIN },
  { "REPLACE", 3, 4, call_replace, 0, FUNCTION_PLAIN },
  { "MD5", 1, 1, call_digest, DIGEST_MD5, FUNCTION_PLAIN },
  { "SHA1", 1, 1, call_digest, DIGEST_SHA1, FUNCTION_PLAIN },
  { "SHA256", 1, 1, call_digest, DIGEST_SHA256, FUNCTION_PLAIN },
  { "SHA384", 1, 1, call_digest, DIGEST_SHA384, FUNCTION_PLAIN },
  { "SHA512", 1, 1, call_digest, DIGEST_SHA512, FUNCTION_PLAIN },
  { "YEAR", 1, 1, call_part, PART_YEAR, FUNCTION_PLAIN },
  { "MONTH", 1, 1, call_part, PART_MONTH, FUNCTION_PLAIN },
  { "DAY", 1, 1, call_part, PART_DAY, FUNCTION_PLAIN },
  { "HOURS", 1, 1, call_part, PART_HOURS, FUNCTION_PLAIN },
  { "MINUTES", 1, 1, call_part, PART_MINUTES, FUNCTION_PLAIN },
  { "SECONDS", 1, 1, call_seconds, 0, FUNCTION_PLAIN },
  { "TIMEZONE", 1, 1, call_timezone, 0, FUNCTION_PLAIN },
  { "TZ", 1, 1, call_tz, 0, FUNCTION_PLAIN },
  { "NOW", 0, 0, call_now, 0, FUNCTION_PLAIN },
  { "UUID", 0, 0, call_uuid, 0, FUNCTION_FRESH },
  { "STRUUID", 0, 0, call_struuid, 0, FUNCTION_FRESH },
  { NS_XSD "string", 1, 1, call_cast, VALUE_STRING, FUNCTION_PLAIN },
  { NS_XSD "boolean", 1, 1, call_cast, VALUE_BOOLEAN, FUNCTION_PLAIN },
  { NS_XSD "integer", 1, 1, call_cast, VALUE_INTEGER, FUNCTION_PLAIN },
  { NS_XSD "decimal", 1, 1, call_cast, VALUE_DECIMAL, FUNCTION_PLAIN },
  { NS_XSD "float", 1, 1, call_cast, VALUE_FLOAT, FUNCTION_PLAIN },
  { NS_XSD "double", 1, 1, call_cast, VALUE_DOUBLE, FUNCTION_PLAIN },
  { NS_XSD "dateTime", 1, 1, call_cast, VALUE_DATETIME, FUNCTION_PLAIN },
  { NS_XSD "date", 1, 1, call_cast, VALUE_DATE, FUNCTION_PLAIN },
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

enum function_kind function_get_kind(size_t function) {
  return table[function].kind;
}

struct value function_call(size_t function, const struct function_context *context, const struct value *arguments,
                           size_t count, uint64_t row) {
  const struct call call = { context, arguments, count, row, table[function].detail };
  return table[function].run(&call);
}
