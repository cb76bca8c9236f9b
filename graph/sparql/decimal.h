/* decimal.h — exact decimals of 127 bits. */
#ifndef RELATA_GRAPH_DECIMAL_H
#define RELATA_GRAPH_DECIMAL_H

#include "graph/sparql/value.h"

/* All give false when the result does not fit. */
bool decimal_read(struct relata_str text, struct decimal *out, bool *has_point); /* "-12.50"; false also for no number */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_divide(struct decimal a, struct decimal b, struct decimal *out); /* 18 decimals; false for b = 0 */
struct decimal decimal_negate(struct decimal a);
int decimal_compare(struct decimal a, struct decimal b);
double decimal_to_double(struct decimal a);
bool decimal_from_double(double real, struct decimal *out);
/* Towards the nearest whole number (halves up), up or down. */
struct decimal decimal_round(struct decimal a, enum rounding how);
/* "-12.5"; with `point` a whole number too is written with one: "3.0". */
struct relata_str decimal_write(struct relata_arena *arena, struct decimal a, bool point);

#endif
