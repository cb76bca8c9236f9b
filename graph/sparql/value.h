/* value.h — terms as typed values: reading, comparing, calculating, writing.
 *
 * Follows SPARQL 1.1, section 17.  Integers and decimals are exact (127 bits,
 * at most 18 decimals); floats and doubles are doubles.
 */
#ifndef RELATA_GRAPH_VALUE_H
#define RELATA_GRAPH_VALUE_H

#include "extract/extract.h"

enum value_kind {
  VALUE_ERROR, /* also: unbound */
  VALUE_IRI, VALUE_BLANK,
  VALUE_STRING, VALUE_LANG_STRING,
  VALUE_BOOLEAN,
  VALUE_INTEGER, VALUE_DECIMAL, VALUE_FLOAT, VALUE_DOUBLE, /* in the order of promotion */
  VALUE_DATETIME, VALUE_DATE,
  VALUE_OTHER, /* a datatype that is not understood */
  VALUE_BROKEN /* a literal whose text does not suit its datatype */
};

/* units / 10^scale, without zeros at the end. */
struct decimal {
  __int128 units;
  int scale;
};

struct moment {
  int64_t seconds; /* since 1970 in UTC */
  int nanoseconds;
  bool has_zone;
  int zone; /* minutes */
};

struct value {
  enum value_kind kind;
  struct relata_str text; /* IRI, label, or the literal's text */
  struct relata_str language, datatype;
  bool boolean;
  struct decimal decimal; /* integers and decimals */
  double real;            /* floats and doubles */
  struct moment moment;
};

struct value value_error(void);
struct value value_of_term(struct relata_arena *arena, struct relata_str term);
struct relata_str value_to_term(struct relata_arena *arena, const struct value *value);

struct value value_boolean(bool boolean);
struct value value_integer(int64_t integer);
struct value value_string(struct relata_str text);
struct value value_iri(struct relata_str iri);
/* A literal as if it were read: its text is checked against its datatype. */
struct value value_literal(struct relata_arena *arena, struct relata_str text, struct relata_str datatype);

bool value_is_numeric(const struct value *value);
bool value_is_literal(const struct value *value);
bool value_is_text(const struct value *value); /* a string, with or without language */
double value_as_double(const struct value *value);

/* The effective boolean value; false when there is none. */
bool value_truth(const struct value *value, bool *truth);

/* `=`: false when the two cannot be compared. */
bool value_equals(const struct value *a, const struct value *b, bool *equal);
/* `<`: -1, 0, 1 in *order, 2 when they are unordered as NaN is; false when the two cannot be compared. */
bool value_compare(const struct value *a, const struct value *b, int *order);
/* ORDER BY: a total order over everything, errors first. */
int value_order(const struct value *a, const struct value *b);

enum arithmetic { ARITHMETIC_ADD, ARITHMETIC_SUBTRACT, ARITHMETIC_MULTIPLY, ARITHMETIC_DIVIDE };
struct value value_calculate(struct relata_arena *arena, enum arithmetic how, const struct value *a,
                             const struct value *b);
struct value value_negate(struct relata_arena *arena, const struct value *value);
enum rounding { ROUNDING_NEAREST, ROUNDING_UP, ROUNDING_DOWN, ROUNDING_NONE /* only the sign goes: ABS */ };
struct value value_round(struct relata_arena *arena, enum rounding how, const struct value *value);
/* xsd:integer(…) and the like; `kind` is the kind wanted. */
struct value value_cast(struct relata_arena *arena, enum value_kind kind, const struct value *value);

/* Parts of a date and time as it is written, without moving its zone. */
struct calendar {
  int64_t year;
  int month, day, hour, minute;
  struct decimal second;
};
struct calendar moment_calendar(const struct moment *moment);

#endif
