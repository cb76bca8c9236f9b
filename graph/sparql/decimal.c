/* decimal.c — units over a power of ten. */
#include "graph/sparql/decimal.h"

#include <math.h>

enum { MOST_DECIMALS = 18 };

static struct decimal normal(struct decimal a) {
  while (a.scale > 0 && a.units % 10 == 0) {
    a.units /= 10;
    a.scale--;
  }
  return a;
}

bool decimal_read(struct relata_str text, struct decimal *out, bool *has_point) {
  size_t at = text.len && (text.data[0] == '-' || text.data[0] == '+');
  const bool negative = at && text.data[0] == '-';
  size_t digits = 0;
  *out = (struct decimal){ 0, 0 };
  *has_point = false;
  for (; at < text.len; at++) {
    const char c = text.data[at];
    if (c == '.' && !*has_point) {
      *has_point = true;
      continue;
    }
    if (c < '0' || c > '9')
      return false;
    digits++;
    if (*has_point && out->scale == MOST_DECIMALS)
      continue; /* finer than is kept */
    if (__builtin_mul_overflow(out->units, (__int128)10, &out->units) ||
        __builtin_add_overflow(out->units, (__int128)(c - '0'), &out->units))
      return false;
    out->scale += *has_point;
  }
  if (negative)
    out->units = -out->units;
  *out = normal(*out);
  return digits > 0;
}

/* To the same scale; false when that does not fit. */
static bool align(struct decimal *a, struct decimal *b) {
  while (a->scale < b->scale) {
    if (__builtin_mul_overflow(a->units, (__int128)10, &a->units))
      return false;
    a->scale++;
  }
  while (b->scale < a->scale) {
    if (__builtin_mul_overflow(b->units, (__int128)10, &b->units))
      return false;
    b->scale++;
  }
  return true;
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *out) {
  if (!align(&a, &b) || __builtin_add_overflow(a.units, b.units, &a.units))
    return false;
  *out = normal(a);
  return true;
}

bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *out) {
  struct decimal result = { 0, a.scale + b.scale };
  if (__builtin_mul_overflow(a.units, b.units, &result.units))
    return false;
  result = normal(result);
  while (result.scale > MOST_DECIMALS) {
    result.units /= 10;
    result.scale--;
  }
  *out = normal(result);
  return true;
}

/* Long division: whole part first, then digit by digit. */
bool decimal_divide(struct decimal a, struct decimal b, struct decimal *out) {
  if (b.units == 0 || !align(&a, &b))
    return false;
  const bool negative = (a.units < 0) != (b.units < 0);
  __int128 over = a.units < 0 ? -a.units : a.units;
  const __int128 under = b.units < 0 ? -b.units : b.units;
  struct decimal result = { over / under, 0 };
  over %= under;
  while (over && result.scale < MOST_DECIMALS) {
    __int128 grown;
    if (__builtin_mul_overflow(over, (__int128)10, &over) ||
        __builtin_mul_overflow(result.units, (__int128)10, &grown))
      break;
    result.units = grown + over / under;
    over %= under;
    result.scale++;
  }
  result.units = negative ? -result.units : result.units;
  *out = normal(result);
  return true;
}

struct decimal decimal_negate(struct decimal a) {
  a.units = -a.units;
  return a;
}

int decimal_compare(struct decimal a, struct decimal b) {
  if (!align(&a, &b)) { /* one is beyond all measure: doubles tell which */
    const double x = decimal_to_double(a), y = decimal_to_double(b);
    return x < y ? -1 : x > y;
  }
  return a.units < b.units ? -1 : a.units > b.units;
}

double decimal_to_double(struct decimal a) {
  double power = 1;
  for (int i = 0; i < a.scale; i++)
    power *= 10;
  return (double)a.units / power;
}

bool decimal_from_double(double real, struct decimal *out) {
  if (!isfinite(real) || fabs(real) > 1e18)
    return false;
  const double whole = trunc(real);
  const struct decimal head = { (__int128)whole, 0 };
  const struct decimal tail = { (__int128)llround((real - whole) * 1e15), 15 };
  return decimal_add(head, normal(tail), out);
}

struct decimal decimal_round(struct decimal a, enum rounding how) {
  if (how == ROUNDING_NONE) {
    a.units = a.units < 0 ? -a.units : a.units;
    return a;
  }
  __int128 power = 1;
  for (int i = 0; i < a.scale; i++)
    power *= 10;
  __int128 whole = a.units / power;
  const __int128 rest = a.units % power; /* has the sign of units */
  if (how == ROUNDING_UP)
    whole += rest > 0;
  else if (how == ROUNDING_DOWN)
    whole -= rest < 0;
  else if (rest >= 0)
    whole += 2 * rest >= power && a.scale > 0;
  else
    whole -= -2 * rest > power;
  return (struct decimal){ whole, 0 };
}

struct relata_str decimal_write(struct relata_arena *arena, struct decimal a, bool point) {
  char digits[64];
  size_t count = 0;
  const bool negative = a.units < 0;
  unsigned __int128 units = negative ? -(unsigned __int128)a.units : (unsigned __int128)a.units;
  do {
    digits[count++] = (char)('0' + (int)(units % 10));
    units /= 10;
  } while (units || count <= (size_t)a.scale);
  char *text = relata_arena_alloc(arena, count + 5);
  size_t len = 0;
  if (negative)
    text[len++] = '-';
  while (count) {
    if (count == (size_t)a.scale)
      text[len++] = '.';
    text[len++] = digits[--count];
  }
  if (point && a.scale == 0) {
    text[len++] = '.';
    text[len++] = '0';
  }
  return (struct relata_str){ text, len };
}
