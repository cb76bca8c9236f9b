/* letters.h — how wide words are in Arial, Helvetica and what is cut like them. */
#ifndef RELATA_GRAPH_LETTERS_H
#define RELATA_GRAPH_LETTERS_H

#include "extract/extract.h"

/* In points, of a line of `size` points.  A character reference of XML ("&amp;") is one letter. */
double letters_width(struct relata_str words, double size);

#endif
