/* text_index.h — which texts have which words.
 *
 * All strings of a graph, by term number: a sorted list of words and for each
 * the texts that have it.  The index of the base quads lies in a file beside
 * them, GRAPH/relata.graph.texts-CHECKSUM, named for the index of quads that it
 * was made from (index.h), written when that is and mapped for reading.  What
 * came since, behind the base's numbers, is indexed in memory; so is all when
 * there is no file.
 *
 *     head      struct text_head: magic, sizes, what it belongs to, a checksum
 *     words     where each begins in `texts` (uint32), one more than there are
 *     postings  where each word's begin in `numbers` (uint32), one more
 *     numbers   of terms (uint32), ascending for each word
 *     texts     the words, in byte order
 */
#ifndef RELATA_GRAPH_TEXT_INDEX_H
#define RELATA_GRAPH_TEXT_INDEX_H

#include "graph/store/quads.h"

struct text_index;

/* The index of all strings of `quads`; from the file in `folder` (NULL: none) where there is the right one. */
struct text_index *text_index_new(struct quads *quads, const char *folder);
void text_index_free(struct text_index *index); /* NULL does nothing */

/* The numbers of the texts that have a word, or with `is_prefix` one that
 * begins so, ascending.  To be freed. */
uint32_t *text_index_find(const struct text_index *index, struct relata_str word, bool is_prefix, size_t *count);
/* How many that are at most: texts that have two of the words count twice. */
size_t text_index_size(const struct text_index *index, struct relata_str word, bool is_prefix);
size_t text_index_count(const struct text_index *index);           /* texts */
double text_index_average_length(const struct text_index *index);  /* in words */

/* Writes the file for the quads' base where it is missing, and removes those
 * of others.  One that cannot be written is done without. */
void text_index_update(const char *folder, const char *quads_name);
/* Compares the file, if there is one, with what the quads of the index `quads_name` give. */
enum relata_status text_index_check(const char *folder, const char *quads_name, struct relata_error *error);

/* A plain string or one with a language: its text, without the escapes; empty for other terms. */
struct relata_str text_of_term(struct relata_arena *arena, struct relata_str term);

#endif
