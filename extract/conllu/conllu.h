/* conllu.h — CoNLL-U, the table format of Universal Dependencies: reading
 * given words (and trees) into documents.  Writing is `relata_write_conllu` of
 * extract.h.
 *
 * Format: https://universaldependencies.org/format.html
 */
#ifndef RELATA_CONLLU_H
#define RELATA_CONLLU_H

#include "extract/extract.h"

/* Takes over `document`; RELATA_OK to go on, anything else ends the reading
 * and is handed back. */
typedef enum relata_status (*relata_conllu_take)(void *payload, struct relata_document *document);

struct relata_conllu_options {
  const char *name; /* the file, for messages and for documents without a `# newdoc id` */
  bool keep_trees;  /* keep UPOS, LEMMA, FEATS, HEAD and DEPREL, mark the sentences `given_tree` */
};

/* Reads every document of `bytes` (UTF-8) and hands each to `take`, in order.
 *
 * A document begins at `# newdoc`; a file without one is one document, its id
 * the file's name.  The document's `text` is put together from the words and
 * SpaceAfter=No; sentences are parted by a space, paragraphs (`# newpar`, or a
 * new document) by an empty line.  `sentences` and `tokens` are filled, the
 * parts of a multiword token sharing its bytes (each its own letters where
 * they are a cut of it); empty nodes (8.1) are passed over.  `offsets` lead to
 * the FORM column in `bytes`.  '_' is "not given".
 *
 * A document of more than RELATA_CONLLU_PART bytes of text comes in parts (see
 * struct relata_document), cut between sentences.
 *
 * RELATA_BAD_INPUT with the line for what is not UTF-8, a row that has not ten
 * columns, ids out of order, an empty form and, with `keep_trees`, a tag that
 * is no part of speech, a head that is no word of its sentence, a cycle, or
 * not just one root; nothing of that document is handed over, earlier ones
 * were. */
enum { RELATA_CONLLU_PART = 1 << 18 };

enum relata_status relata_conllu_read(struct relata_str bytes, const struct relata_conllu_options *options,
                                      relata_conllu_take take, void *payload, struct relata_error *error);

#endif
