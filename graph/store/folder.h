/* folder.h — a graph on disk.
 *
 *     GRAPH/relata.graph              marker: format version, stem of IRIs
 *     GRAPH/lock                      held (flock) by the process that writes
 *     GRAPH/articles/NAME-HASH.nq.zst an article: one line about it, then N-Quads
 *     GRAPH/relata.graph.index        all of them sorted, to be read without loading (index.h)
 *
 * The folder of articles is the whole truth: an article is there when its
 * file is, and an index that was made from other files than these is none.  Each is compressed (with a checksum), written aside under a name
 * that starts with a dot, and renamed at commit; a kill at any moment leaves
 * every article whole or absent.  Behind the quads may stand the text (text.h).  `zstdcat` shows a file.
 */
#ifndef RELATA_GRAPH_FOLDER_H
#define RELATA_GRAPH_FOLDER_H

#include "extract/base/out.h"
#include "graph/graph.h"
#include "graph/store/index.h"

struct folder;

enum relata_status folder_open(struct folder **out, const char *path, enum relata_graph_mode mode,
                               struct relata_error *error);
void folder_close(struct folder *folder); /* gives up what is staged; NULL does nothing */

const char *folder_get_path(const struct folder *folder);
struct relata_str folder_get_base(const struct folder *folder);
/* RELATA_BAD_USAGE once there are articles. */
enum relata_status folder_set_base(struct folder *folder, const char *base, struct relata_error *error);

/* An article being written. */
struct article_file;
/* `id` names the file; `about` is one line of JSON that describes the article. */
enum relata_status article_file_new(struct article_file **out, struct folder *folder, struct relata_str id,
                                    struct relata_str about, struct relata_error *error);
void article_file_line(struct article_file *file, struct relata_str subject, struct relata_str predicate,
                       struct relata_str object, struct relata_str graph);
/* The article's text, or a further part of it: kept behind the quads. */
void article_file_text(struct article_file *file, struct relata_str text);
/* Both free the file; the first leaves it staged for folder_commit. */
enum relata_status article_file_stage(struct article_file *file, struct relata_error *error);
void article_file_abandon(struct article_file *file); /* NULL does nothing */

/* Stages the removal of an article; RELATA_NOT_FOUND without a message if there is none.
 * An article staged after that is in the graph again. */
enum relata_status folder_remove(struct folder *folder, struct relata_str id, struct relata_error *error);
/* Stages a copy of every article of another graph; those of the same name are replaced. */
enum relata_status folder_copy(struct folder *folder, struct folder *from, struct relata_error *error);
/* Is there a file of this article already, staged or committed? */
bool folder_has(const struct folder *folder, struct relata_str id);
bool folder_has_staged(const struct folder *folder);

/* What the articles are now: an index bears the mark of those it was made from. */
struct articles_mark folder_mark(const struct folder *folder);
/* Compares without looking into files where times suffice. */
bool folder_matches(const struct folder *folder, const struct articles_mark *mark);
const char *folder_get_index_path(const struct folder *folder);

/* Moves all staged articles into place. */
enum relata_status folder_commit(struct folder *folder, struct relata_error *error);

/* Every article in byte order of file names.  `text` is N-Quads,
 * NUL-terminated, valid during the call, its first line "# " and the article's JSON.
 * With `heads_only` it is cut somewhere after that line. */
typedef enum relata_status (*folder_take)(void *payload, struct relata_str text, const char *path,
                                          struct relata_error *error);
enum relata_status folder_each(struct folder *folder, bool heads_only, folder_take take, void *payload,
                               struct relata_error *error);
/* The one article `id`, committed ones only; RELATA_NOT_FOUND without a message if there is none. */
enum relata_status folder_find(struct folder *folder, struct relata_str id, folder_take take, void *payload,
                               struct relata_error *error);

/* Appends the text of the committed article `id`; RELATA_NOT_FOUND without a message if it is not kept. */
enum relata_status folder_text(struct folder *folder, struct relata_str id, struct relata_out *text,
                               struct relata_error *error);

#endif
