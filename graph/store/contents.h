/* contents.h — which files a graph consists of: one small file that is
 * replaced as a whole, so that any number of articles come and go at once.
 *
 *     relata contents 1
 *     index relata.graph.index-0123456789abcdef
 *     delta -
 *     entities relata.graph.entities-0123456789abcdef
 *     article idlib.txt-…+….nq.zst <https://w3id.org/relata/doc/idlib.txt>
 *     end 0123456789abcdef
 *
 * Behind an article stand the graphs that its quads are in, "-" for the
 * default graph, "*" alone for many.  `end` is the checksum of what is before
 * it.  A file's name tells its content, so no file is ever written over: a
 * reader who has the old contents finds the old files, or that they went, and
 * looks again.  A graph without this file consists of all that lies in its
 * articles folder.
 */
#ifndef RELATA_GRAPH_CONTENTS_H
#define RELATA_GRAPH_CONTENTS_H

#include <sys/stat.h>

#include "extract/extract.h"

enum { MOST_GRAPHS = 16 }; /* that are listed with an article */

/* The graphs of an article's quads, as terms; an empty one is the default graph. */
struct graph_list {
  struct relata_str names[MOST_GRAPHS];
  size_t count;
  bool many; /* more than these */
};

struct entry {
  char *file; /* in the articles folder: STEM+CHECKSUM.nq.zst */
  char *graphs; /* as it is written behind the name */
};

struct contents {
  struct entry *entries; /* by file name */
  size_t count, capacity;
  char *index, *delta, *entities; /* names of files; NULL: none */
  struct stat about;   /* of the file that was read; all zero: there was none */
};

void contents_free(struct contents *contents); /* leaves it empty */
/* RELATA_NOT_FOUND, without a message, when there is no such file. */
enum relata_status contents_read(struct contents *contents, const char *path, struct relata_error *error);
enum relata_status contents_write(const struct contents *contents, const char *path, struct relata_error *error);
void contents_copy(struct contents *to, const struct contents *from);

/* The entry of an article whose file is STEM+….nq.zst (or STEM.nq.zst, as graphs
 * without contents have it); NULL if there is none. */
struct entry *contents_find(const struct contents *contents, const char *stem);
/* Sets, or with a NULL `file` takes out, the article's entry; strings are taken over. */
void contents_set(struct contents *contents, const char *stem, char *file, char *graphs);

/* May an article with such a list have quads in this graph? */
bool graphs_may_hold(const char *graphs, struct relata_str graph);
/* Notes a quad's graph; written by graph_list_text, which is to be freed. */
void graph_list_add(struct graph_list *list, struct relata_arena *arena, struct relata_str graph);
void graph_list_add_text(struct graph_list *list, struct relata_arena *arena, const char *graphs);
char *graph_list_text(const struct graph_list *list);

#endif
