/* value.c — typed values. */
#include "graph/sparql/value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/sparql/decimal.h"
#include "graph/sparql/moment.h"
#include "graph/store/term.h"

struct value value_error(void) {
  return (struct value){ .kind = VALUE_ERROR };
}

/* ------------------------------------------------------------------ reading */

/* The integer types of XML Schema, and the others that have values. */
static enum value_kind kind_of(struct relata_str datatype) {
  static const struct {
    const char *name;
    enum value_kind kind;
  } types[] = { { "string", VALUE_STRING },
                { "boolean", VALUE_BOOLEAN },
                { "integer", VALUE_INTEGER },
                { "decimal", VALUE_DECIMAL },
                { "float", VALUE_FLOAT },
                { "double", VALUE_DOUBLE },
                { "dateTime", VALUE_DATETIME },
                { "date", VALUE_DATE },
                { "int", VALUE_INTEGER },
                { "long", VALUE_INTEGER },
                { "short", VALUE_INTEGER },
                { "byte", VALUE_INTEGER },
                { "nonNegativeInteger", VALUE_INTEGER },
                { "positiveInteger", VALUE_INTEGER },
                { "nonPositiveInteger", VALUE_INTEGER },
                { "negativeInteger", VALUE_INTEGER },
                { "unsignedInt", VALUE_INTEGER },
                { "unsignedLong", VALUE_INTEGER },
                { "unsignedShort", VALUE_INTEGER },
                { "unsignedByte", VALUE_INTEGER } };
  const size_t stem = sizeof NS_XSD - 1;
  if (datatype.len <= stem || memcmp(datatype.data, NS_XSD, stem) != 0)
    return VALUE_OTHER;
  const struct relata_str name = { datatype.data + stem, datatype.len - stem };
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (relata_str_is(name, types[i].name))
      return types[i].kind;
  return VALUE_OTHER;
}

/* In the locale "C" whatever the program's is: digits, point, exponent only. */
static bool read_double(struct relata_str text, double *out) {
  static const struct {
    const char *name;
    double value;
  } names[] = { { "INF", INFINITY }, { "+INF", INFINITY }, { "-INF", -INFINITY }, { "NaN", NAN } };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (relata_str_is(text, names[i].name)) {
      *out = names[i].value;
      return true;
    }
  char copy[128];
  bool digits = false;
  if (text.len >= sizeof copy)
    return false;
  for (size_t i = 0; i < text.len; i++) {
    if (!text.data[i] || !strchr("0123456789.eE+-", text.data[i]))
      return false;
    digits = digits || (text.data[i] >= '0' && text.data[i] <= '9');
    copy[i] = text.data[i];
  }
  copy[text.len] = '\0';
  char *end;
  *out = strtod(copy, &end);
  if (*end == '\0' && digits)
    return true;
  /* a locale with another decimal point reads up to ours */
  struct decimal exact;
  bool point;
  const size_t mantissa = strcspn(copy, "eE");
  if (!digits || !decimal_read((struct relata_str){ copy, mantissa }, &exact, &point))
    return false;
  *out = decimal_to_double(exact) * pow(10, copy[mantissa] ? (double)strtol(copy + mantissa + 1, NULL, 10) : 0);
  return true;
}

static bool read_boolean(struct relata_str text, bool *out) {
  *out = relata_str_is(text, "true") || relata_str_is(text, "1");
  return *out || relata_str_is(text, "false") || relata_str_is(text, "0");
}

/* Fills what the kind needs; false when the text does not suit it. */
static bool read_text(struct value *value) {
  bool point;
  const struct relata_str text = relata_str_trim(value->text);
  switch (value->kind) {
  case VALUE_BOOLEAN:
    return read_boolean(text, &value->boolean);
  case VALUE_INTEGER:
    return decimal_read(text, &value->decimal, &point) && !point;
  case VALUE_DECIMAL:
    return decimal_read(text, &value->decimal, &point);
  case VALUE_FLOAT:
  case VALUE_DOUBLE:
    return read_double(text, &value->real);
  case VALUE_DATETIME:
    return moment_read(text, &value->moment);
  case VALUE_DATE:
    return moment_read_date(text, &value->moment);
  default:
    return true;
  }
}

struct value value_literal(struct relata_arena *arena, struct relata_str text, struct relata_str datatype) {
  (void)arena;
  struct value value = { .kind = datatype.len ? kind_of(datatype) : VALUE_STRING, .text = text, .datatype = datatype };
  if (!read_text(&value))
    value.kind = VALUE_BROKEN;
  return value;
}

struct value value_of_term(struct relata_arena *arena, struct relata_str term) {
  if (term.len == 0)
    return value_error();
  const struct term_parts parts = term_split(arena, term);
  if (parts.kind == TERM_IRI)
    return value_iri(parts.value);
  if (parts.kind == TERM_BLANK)
    return (struct value){ .kind = VALUE_BLANK, .text = parts.value };
  if (parts.language.len)
    return (struct value){ .kind = VALUE_LANG_STRING, .text = parts.value, .language = parts.language };
  return value_literal(arena, parts.value, parts.datatype);
}

struct value value_boolean(bool boolean) {
  return (struct value){ .kind = VALUE_BOOLEAN,
                         .text = boolean ? RELATA_STR("true") : RELATA_STR("false"),
                         .datatype = RELATA_STR(NS_XSD "boolean"),
                         .boolean = boolean };
}

struct value value_string(struct relata_str text) {
  return (struct value){ .kind = VALUE_STRING, .text = text };
}

struct value value_iri(struct relata_str iri) {
  return (struct value){ .kind = VALUE_IRI, .text = iri };
}

struct value value_integer(int64_t integer) {
  return (struct value){ .kind = VALUE_INTEGER, .decimal = { integer, 0 }, .datatype = RELATA_STR(NS_XSD "integer") };
}

/* ------------------------------------------------------------------ writing */

/* The shortest digits that read back as the same; "1.5E0". */
static struct relata_str write_double(struct relata_arena *arena, double real, bool is_float) {
  if (isnan(real))
    return RELATA_STR("NaN");
  if (isinf(real))
    return real < 0 ? RELATA_STR("-INF") : RELATA_STR("INF");
  char text[64];
  for (int digits = 0; digits < 18; digits++) {
    snprintf(text, sizeof text, "%.*e", digits, real);
    const double again = strtod(text, NULL);
    if (is_float ? (float)again == (float)real : again == real)
      break;
  }
  char *exponent = strchr(text, 'e');
  const long power = strtol(exponent + 1, NULL, 10);
  *exponent = '\0';
  char *point = strpbrk(text, ".,");
  if (point)
    *point = '.';
  return relata_arena_print(arena, "%s%sE%ld", text, point ? "" : ".0", power);
}

/* Numbers that were calculated have no text yet. */
static struct relata_str text_of(struct relata_arena *arena, const struct value *value) {
  if (value->text.data)
    return value->text;
  if (value->kind == VALUE_INTEGER || value->kind == VALUE_DECIMAL)
    return decimal_write(arena, value->decimal, value->kind == VALUE_DECIMAL);
  if (value->kind == VALUE_FLOAT || value->kind == VALUE_DOUBLE)
    return write_double(arena, value->real, value->kind == VALUE_FLOAT);
  return RELATA_STR("");
}

struct relata_str value_to_term(struct relata_arena *arena, const struct value *value) {
  if (value->kind == VALUE_ERROR)
    return (struct relata_str){ NULL, 0 };
  if (value->kind == VALUE_IRI)
    return term_iri(arena, value->text, RELATA_STR(""));
  if (value->kind == VALUE_BLANK)
    return term_blank(arena, value->text);
  return term_literal(arena, text_of(arena, value), value->datatype, value->language);
}

/* ------------------------------------------------------------------ questions */

bool value_is_numeric(const struct value *value) {
  return value->kind >= VALUE_INTEGER && value->kind <= VALUE_DOUBLE;
}

bool value_is_literal(const struct value *value) {
  return value->kind >= VALUE_STRING;
}

bool value_is_text(const struct value *value) {
  return value->kind == VALUE_STRING || value->kind == VALUE_LANG_STRING;
}

double value_as_double(const struct value *value) {
  return value->kind == VALUE_INTEGER || value->kind == VALUE_DECIMAL ? decimal_to_double(value->decimal) : value->real;
}

bool value_truth(const struct value *value, bool *truth) {
  switch (value->kind) {
  case VALUE_BOOLEAN:
    *truth = value->boolean;
    return true;
  case VALUE_STRING:
    *truth = value->text.len > 0;
    return true;
  case VALUE_INTEGER:
  case VALUE_DECIMAL:
    *truth = value->decimal.units != 0;
    return true;
  case VALUE_FLOAT:
  case VALUE_DOUBLE:
    *truth = value->real != 0 && !isnan(value->real);
    return true;
  case VALUE_BROKEN: {
    const enum value_kind kind = kind_of(value->datatype);
    *truth = false;
    return kind == VALUE_BOOLEAN || (kind >= VALUE_INTEGER && kind <= VALUE_DOUBLE);
  }
  default:
    return false;
  }
}

/* ------------------------------------------------------------------ comparing */

static int compare_doubles(double a, double b) {
  if (isnan(a) || isnan(b))
    return 2;
  return a < b ? -1 : a > b;
}

static int compare_numbers(const struct value *a, const struct value *b) {
  if (a->kind <= VALUE_DECIMAL && b->kind <= VALUE_DECIMAL)
    return decimal_compare(a->decimal, b->decimal);
  if (a->kind <= VALUE_FLOAT && b->kind <= VALUE_FLOAT)
    return compare_doubles((float)value_as_double(a), (float)value_as_double(b));
  return compare_doubles(value_as_double(a), value_as_double(b));
}

/* Two moments, one with a zone and the other without, are apart only by more than fourteen hours. */
static bool compare_moments(const struct moment *a, const struct moment *b, int *order) {
  const int64_t apart = a->seconds - b->seconds;
  if (a->has_zone != b->has_zone && llabs(apart) <= 14 * 3600)
    return false;
  *order = apart ? (apart < 0 ? -1 : 1) : a->nanoseconds < b->nanoseconds ? -1 : a->nanoseconds > b->nanoseconds;
  return true;
}

static bool same_term(const struct value *a, const struct value *b) {
  return (a->kind == VALUE_IRI) == (b->kind == VALUE_IRI) && (a->kind == VALUE_BLANK) == (b->kind == VALUE_BLANK) &&
         relata_str_equal(a->text, b->text) && relata_str_equal(a->datatype, b->datatype) &&
         relata_str_equal(a->language, b->language);
}

bool value_compare(const struct value *a, const struct value *b, int *order) {
  if (a->kind == VALUE_ERROR || b->kind == VALUE_ERROR)
    return false;
  if (value_is_numeric(a) && value_is_numeric(b)) {
    *order = compare_numbers(a, b);
    return true;
  }
  if (a->kind != b->kind)
    return false;
  switch (a->kind) {
  case VALUE_STRING:
    *order = relata_str_compare(a->text, b->text);
    return true;
  case VALUE_BOOLEAN:
    *order = (int)a->boolean - (int)b->boolean;
    return true;
  case VALUE_DATETIME:
  case VALUE_DATE:
    return compare_moments(&a->moment, &b->moment, order);
  default:
    return false;
  }
}

bool value_equals(const struct value *a, const struct value *b, bool *equal) {
  int order;
  if (a->kind == VALUE_ERROR || b->kind == VALUE_ERROR)
    return false;
  if (value_compare(a, b, &order)) {
    *equal = order == 0;
    return true;
  }
  *equal = same_term(a, b);
  if (*equal || !value_is_literal(a) || !value_is_literal(b))
    return true;
  /* two literals that are not the same term: with a datatype that is not
   * understood they may still mean the same, which is an error */
  if (a->kind == VALUE_OTHER || b->kind == VALUE_OTHER || a->kind == VALUE_BROKEN || b->kind == VALUE_BROKEN)
    return a->kind == VALUE_LANG_STRING || b->kind == VALUE_LANG_STRING;
  return a->kind != b->kind || a->kind == VALUE_LANG_STRING;
}

static int kind_rank(const struct value *value) {
  switch (value->kind) {
  case VALUE_ERROR:
    return 0;
  case VALUE_BLANK:
    return 1;
  case VALUE_IRI:
    return 2;
  case VALUE_STRING:
    return 3;
  case VALUE_LANG_STRING:
    return 4;
  case VALUE_BOOLEAN:
    return 5;
  case VALUE_INTEGER:
  case VALUE_DECIMAL:
  case VALUE_FLOAT:
  case VALUE_DOUBLE:
    return 6;
  case VALUE_DATETIME:
    return 7;
  case VALUE_DATE:
    return 8;
  default:
    return 9;
  }
}

static int order_numbers(const struct value *a, const struct value *b) {
  const bool a_nan = a->kind >= VALUE_FLOAT && isnan(a->real), b_nan = b->kind >= VALUE_FLOAT && isnan(b->real);
  if (a_nan || b_nan)
    return (int)b_nan - (int)a_nan;
  return compare_numbers(a, b);
}

int value_order(const struct value *a, const struct value *b) {
  int side = kind_rank(a) - kind_rank(b);
  if (side == 0 && value_is_numeric(a))
    side = order_numbers(a, b);
  else if (side == 0 && a->kind == VALUE_BOOLEAN)
    side = (int)a->boolean - (int)b->boolean;
  else if (side == 0 && (a->kind == VALUE_DATETIME || a->kind == VALUE_DATE))
    side = a->moment.seconds != b->moment.seconds ? (a->moment.seconds < b->moment.seconds ? -1 : 1)
                                                  : a->moment.nanoseconds - b->moment.nanoseconds;
  if (side == 0)
    side = relata_str_compare(a->text, b->text);
  if (side == 0)
    side = relata_str_compare(a->language, b->language);
  return side ? side : relata_str_compare(a->datatype, b->datatype);
}

/* ------------------------------------------------------------------ calculating */

static struct value number_value(enum value_kind kind) {
  struct value value = { .kind = kind };
  value.datatype = kind == VALUE_INTEGER   ? RELATA_STR(NS_XSD "integer")
                   : kind == VALUE_DECIMAL ? RELATA_STR(NS_XSD "decimal")
                   : kind == VALUE_FLOAT   ? RELATA_STR(NS_XSD "float")
                                           : RELATA_STR(NS_XSD "double");
  return value;
}

static struct value calculate_exactly(enum arithmetic how, enum value_kind kind, struct decimal a, struct decimal b) {
  struct value result = number_value(how == ARITHMETIC_DIVIDE ? VALUE_DECIMAL : kind);
  const bool fits = how == ARITHMETIC_ADD        ? decimal_add(a, b, &result.decimal)
                    : how == ARITHMETIC_SUBTRACT ? decimal_add(a, decimal_negate(b), &result.decimal)
                    : how == ARITHMETIC_MULTIPLY ? decimal_multiply(a, b, &result.decimal)
                                                 : decimal_divide(a, b, &result.decimal);
  return fits ? result : value_error();
}

struct value value_calculate(struct relata_arena *arena, enum arithmetic how, const struct value *a,
                             const struct value *b) {
  (void)arena;
  if (!value_is_numeric(a) || !value_is_numeric(b))
    return value_error();
  const enum value_kind kind = a->kind > b->kind ? a->kind : b->kind;
  if (kind <= VALUE_DECIMAL)
    return calculate_exactly(how, kind, a->decimal, b->decimal);
  const double x = value_as_double(a), y = value_as_double(b);
  struct value result = number_value(kind);
  result.real = how == ARITHMETIC_ADD ? x + y : how == ARITHMETIC_SUBTRACT ? x - y : how == ARITHMETIC_MULTIPLY ? x * y : x / y;
  if (kind == VALUE_FLOAT)
    result.real = (float)result.real;
  return result;
}

struct value value_negate(struct relata_arena *arena, const struct value *value) {
  const struct value zero = value_integer(0);
  return value_calculate(arena, ARITHMETIC_SUBTRACT, &zero, value);
}

struct value value_round(struct relata_arena *arena, enum rounding how, const struct value *value) {
  (void)arena;
  if (!value_is_numeric(value))
    return value_error();
  struct value result = number_value(value->kind);
  if (value->kind <= VALUE_DECIMAL)
    result.decimal = decimal_round(value->decimal, how);
  else
    result.real = how == ROUNDING_UP     ? ceil(value->real)
                  : how == ROUNDING_DOWN ? floor(value->real)
                  : how == ROUNDING_NONE ? fabs(value->real)
                                         : floor(value->real + 0.5);
  return result;
}

/* ------------------------------------------------------------------ casts */

static struct value cast_number(enum value_kind kind, const struct value *value) {
  struct value result = number_value(kind);
  struct decimal exact = value->decimal;
  if (value->kind == VALUE_BOOLEAN)
    exact = (struct decimal){ value->boolean, 0 };
  else if (value->kind >= VALUE_FLOAT && kind <= VALUE_DECIMAL && !decimal_from_double(value->real, &exact))
    return value_error();
  if (kind == VALUE_INTEGER)
    exact = decimal_round(exact, exact.units < 0 ? ROUNDING_UP : ROUNDING_DOWN);
  result.decimal = exact;
  result.real = value->kind >= VALUE_FLOAT && value->kind <= VALUE_DOUBLE ? value->real : decimal_to_double(exact);
  return result;
}

/* Numbers as XPath writes them (XPath and XQuery Functions 3.1, section 19.1.2). */
static struct relata_str cast_text(struct relata_arena *arena, const struct value *value) {
  struct decimal exact;
  const double size = fabs(value->real);
  switch (value->kind) {
  case VALUE_BOOLEAN:
    return value->boolean ? RELATA_STR("true") : RELATA_STR("false");
  case VALUE_INTEGER:
  case VALUE_DECIMAL:
    return decimal_write(arena, value->decimal, false);
  case VALUE_FLOAT:
  case VALUE_DOUBLE:
    if (size == 0)
      return signbit(value->real) ? RELATA_STR("-0") : RELATA_STR("0");
    if (size >= 1e-6 && size < 1e6 && decimal_from_double(value->real, &exact))
      return decimal_write(arena, exact, false);
    return write_double(arena, value->real, value->kind == VALUE_FLOAT);
  default:
    return text_of(arena, value);
  }
}

static struct relata_str datatype_of(enum value_kind kind) {
  return kind == VALUE_BOOLEAN    ? RELATA_STR(NS_XSD "boolean")
         : kind == VALUE_DATETIME ? RELATA_STR(NS_XSD "dateTime")
         : kind == VALUE_DATE     ? RELATA_STR(NS_XSD "date")
                                  : number_value(kind).datatype;
}

struct value value_cast(struct relata_arena *arena, enum value_kind kind, const struct value *value) {
  bool truth;
  if (kind == VALUE_STRING && value->kind == VALUE_IRI)
    return value_string(value->text);
  if (!value_is_literal(value) || value->kind == VALUE_BROKEN)
    return value_error();
  if (kind == VALUE_STRING)
    return value->kind == VALUE_LANG_STRING ? value_error() : value_string(cast_text(arena, value));
  if (value->kind == VALUE_BOOLEAN && kind == VALUE_BOOLEAN)
    return value_boolean(value->boolean);
  if (value->kind == kind)
    return value_is_numeric(value) ? cast_number(kind, value) : *value;
  if (value->kind == VALUE_STRING) {
    const struct value read = value_literal(arena, value->text, datatype_of(kind));
    if (read.kind == VALUE_BOOLEAN)
      return value_boolean(read.boolean);
    return read.kind == kind ? read : value_error();
  }
  const bool numeric = value_is_numeric(value) || value->kind == VALUE_BOOLEAN;
  if (kind >= VALUE_INTEGER && kind <= VALUE_DOUBLE)
    return numeric ? cast_number(kind, value) : value_error();
  if (kind == VALUE_BOOLEAN)
    return numeric && value_truth(value, &truth) ? value_boolean(truth) : value_error();
  if (kind == VALUE_DATETIME && value->kind == VALUE_DATE)
    return value_literal(arena, relata_arena_print(arena, "%.*sT00:00:00", (int)value->text.len, value->text.data),
                         datatype_of(kind));
  if (kind == VALUE_DATE && value->kind == VALUE_DATETIME && value->text.len >= 10)
    return value_literal(arena, (struct relata_str){ value->text.data, 10 }, datatype_of(kind));
  return value_error();
}
