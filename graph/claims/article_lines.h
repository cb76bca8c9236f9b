/* article_lines.h — an article with its facts as one line of JSON, whole: read
 * back it gives the very graph that the article itself gives.
 *
 *     {"doc": "idlib.txt", "path": …, "url": …, "title": …, "author": …, "source": …, "date": …,
 *      "part": 0, "more_parts": false,
 *      "text": "…",                          the cleaned text; spans count its bytes
 *      "offsets": [[0, 17], …],              bytes of the text and of the file (extract.h)
 *      "sentences": [[0, 43], …],
 *      "names": [{"id": "Turkey", "name": "Turkish", "label": "Turkey", "class": "State", "named": true}, …],
 *      "facts": [{"sentence": 4, "span": [begin, end], "subject": …, "subject_id": "Turkey",
 *                 "subject_span": [begin, end], …}, …],
 *      "entities": {"Nordlys": ["Nordlys_Group", "Nordlys Group"], …}}   added by `relata resolve`
 *
 * Ids are names behind the graph's stem; a fact's other members are those of
 * `relata extract -f jsonl`.  After `relata resolve` facts also have
 * "subject_entity", "object_entity", "speaker_entity" and "place_entity" where
 * the entity's id is another than the article's own.
 */
#ifndef RELATA_GRAPH_ARTICLE_LINES_H
#define RELATA_GRAPH_ARTICLE_LINES_H

#include <jansson.h>

#include "extract/base/out.h"

void article_line_write(struct relata_out *out, const struct relata_document *document);
/* RELATA_BAD_INPUT for a record that is no such article; `path` and `line` are for its message. */
enum relata_status article_line_read(struct relata_document **out, const json_t *record, const char *path, size_t line,
                                     struct relata_error *error);

#endif
