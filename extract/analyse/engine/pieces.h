/* pieces.h — words cut into the encoder's WordPieces, and their letter case. */
#ifndef RELATA_PIECES_H
#define RELATA_PIECES_H

#include "extract/analyse/engine/weights.h"

/* Piece → number, by hashing.  Read-only once made. */
struct relata_vocabulary;

enum { RELATA_MOST_PIECES = 12 }; /* of one word */

/* From a tensor of strings, which must outlive it.  RELATA_BAD_MODEL without
 * [CLS], [SEP] and [UNK]. */
enum relata_status relata_vocabulary_new(struct relata_vocabulary **out, const struct relata_tensor *strings,
                                         struct relata_error *error);
void relata_vocabulary_free(struct relata_vocabulary *vocabulary); /* NULL does nothing */

uint32_t relata_vocabulary_get_cls(const struct relata_vocabulary *vocabulary);
uint32_t relata_vocabulary_get_sep(const struct relata_vocabulary *vocabulary);

/* The pieces of a word as BERT's uncased models cut it: at least one ([UNK]),
 * at most RELATA_MOST_PIECES; returns how many. */
size_t relata_pieces_of(const struct relata_vocabulary *vocabulary, struct relata_str word,
                        uint32_t pieces[RELATA_MOST_PIECES]);

/* The word's letter case: one of seven classes, see ../../model/README.md. */
enum { RELATA_CASE_CLASSES = 7 };
uint8_t relata_case_class(struct relata_str word);

#endif
