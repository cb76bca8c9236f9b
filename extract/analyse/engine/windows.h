/* windows.h — a document's words through the encoder. */
#ifndef RELATA_WINDOWS_H
#define RELATA_WINDOWS_H

#include "extract/analyse/engine/model.h"

/* Fills document->vectors (each word the sum of its first and last piece) and
 * `roots`, a row a sentence: [CLS]'s vector plus the model's root.  Sentences
 * with more than RELATA_WINDOW_PIECES pieces go in windows that overlap; a
 * word's vector comes from the window where it is farther from the edge. */
void relata_windows_encode(struct relata_document *document, const struct relata_model *model, float *roots,
                           struct relata_arena *scratch);

#endif
