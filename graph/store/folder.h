/* folder.h — a graph on disk.
 *
 *     GRAPH/relata.graph              marker: format version, stem of IRIs
 *     GRAPH/lock                      held (flock) by the process that writes
 *     GRAPH/relata.graph.contents     which of the files below there are (contents.h)
 *     GRAPH/articles/NAME-HASH+CHECKSUM.nq.zst
 *                                     an article: one line about it, then N-Quads
 *     GRAPH/relata.graph.index-…      all of them sorted, to be read without loading (index.h)
 *     GRAPH/relata.graph.delta-…      what came and went since that was written (delta_file.h)
 *     GRAPH/relata.graph.entities-…   what the articles' names mean, and what the user decided (entities/state.h)
 *
 * The articles are the whole truth; index and delta can be made from them.
 * Each is compressed (with a checksum) and written aside under a name that
 * starts with a dot.  A commit gives the files their names and then replaces
 * the contents, in one rename: a kill at any moment leaves all of a commit or
 * nothing of it, and what nobody names is swept by the next writer.
 * `zstdcat` shows an article's file.
 */
#ifndef RELATA_GRAPH_FOLDER_H
#define RELATA_GRAPH_FOLDER_H

#include "extract/base/out.h"
#include "graph/graph.h"

struct folder;

enum relata_status folder_open(struct folder **out, const char *path, enum relata_graph_mode mode,
                               struct relata_error *error);
void folder_close(struct folder *folder); /* gives up what is staged; NULL does nothing */

const char *folder_get_path(const struct folder *folder);
struct relata_str folder_get_base(const struct folder *folder);
/* RELATA_BAD_USAGE once there are articles. */
enum relata_status folder_set_base(struct folder *folder, const char *base, struct relata_error *error);

/* What is done with an article's text. */
typedef enum relata_status (*folder_take)(void *payload, struct relata_str text, const char *path,
                                          struct relata_error *error);

/* An article being written. */
struct article_file;
/* `id` names the file; `about` is one line of JSON that describes the article. */
enum relata_status article_file_new(struct article_file **out, struct folder *folder, struct relata_str id,
                                    struct relata_str about, struct relata_error *error);
void article_file_line(struct article_file *file, struct relata_str subject, struct relata_str predicate,
                       struct relata_str object, struct relata_str graph);
/* The article's text, or a further part of it: kept behind the quads. */
void article_file_text(struct article_file *file, struct relata_str text);
/* A line of another article's file, without its end; its graph is not noted … */
void article_file_raw_line(struct article_file *file, struct relata_str line);
/* … but may be among those that the contents list for the committed file `path`. */
void article_file_take_graphs(struct article_file *file, const char *path);
/* The text of the article's file `path`, if it has one. */
enum relata_status article_file_copy_text(struct article_file *file, const char *path, struct relata_error *error);
enum relata_status article_file_read(const char *path, bool head_only, folder_take take, void *payload,
                                     struct relata_error *error);
/* Every line of the article's text in turn, without its end and without holding them all; false from `take` ends it. */
typedef bool (*article_take_line)(void *payload, struct relata_str line);
enum relata_status article_file_each_line(const char *path, article_take_line take, void *payload,
                                          struct relata_error *error);
/* Do these words stand in a line of the article's text? */
enum relata_status article_file_mentions(const char *path, struct relata_str words, bool *found,
                                         struct relata_error *error);
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
/* Is a change of it waiting for the commit? */
bool folder_has_change(const struct folder *folder, struct relata_str id);
bool folder_has_staged(const struct folder *folder);
void folder_unstage(struct folder *folder); /* gives up all that is staged */
bool folder_is_writable(const struct folder *folder);

/* Names of the committed index, delta and state of entities, beside the articles; NULL when there are none. */
const char *folder_get_index(const struct folder *folder);
const char *folder_get_delta(const struct folder *folder);
const char *folder_get_entities(const struct folder *folder);
size_t folder_count(const struct folder *folder); /* committed articles */

/* Are the contents still those that were read?  Refreshing reads them again, and
 * is true if they were not. */
bool folder_is_current(const struct folder *folder);
bool folder_refresh(struct folder *folder);

/* Puts all staged articles in place, with an index, a delta and a state of entities of theirs (NULL: none). */
enum relata_status folder_commit(struct folder *folder, const char *index, const char *delta, const char *entities,
                                 struct relata_error *error);

/* Every article in byte order of file names.  `text` is N-Quads,
 * NUL-terminated, valid during the call, its first line "# " and the article's JSON.
 * With `heads_only` it is cut somewhere after that line. */
enum relata_status folder_each(struct folder *folder, bool heads_only, folder_take take, void *payload,
                               struct relata_error *error);
/* The file of every committed article, or `to_be` of every one that there is after
 * a commit: its name then, and where it lies now. */
typedef enum relata_status (*folder_take_file)(void *payload, const char *file, const char *path,
                                               struct relata_error *error);
enum relata_status folder_each_file(struct folder *folder, bool to_be, folder_take_file take, void *payload,
                                    struct relata_error *error);
/* Every staged change: `take` gets the article as it is committed (not at all
 * when it is new), then as it is staged (not at all when it is removed). */
enum relata_status folder_each_change(struct folder *folder, folder_take committed, folder_take staged, void *payload,
                                      struct relata_error *error);
/* Every committed article that no change is staged of and that `wanted`, which
 * is shown its list of graphs (contents.h), wants. */
typedef bool (*folder_wants)(const void *payload, const char *graphs);
enum relata_status folder_each_wanted(struct folder *folder, folder_wants wanted, folder_take take, void *payload,
                                      struct relata_error *error);
/* The same, their files instead of their texts. */
enum relata_status folder_each_wanted_file(struct folder *folder, folder_wants wanted, folder_take_file take,
                                           void *payload, struct relata_error *error);
/* Where the committed article lies; NULL if there is none.  To be freed. */
char *folder_path_of(const struct folder *folder, struct relata_str id);
/* The one article `id`, committed ones only; RELATA_NOT_FOUND without a message if there is none. */
enum relata_status folder_find(struct folder *folder, struct relata_str id, folder_take take, void *payload,
                               struct relata_error *error);

/* Appends the text of the committed article `id`; RELATA_NOT_FOUND without a message if it is not kept. */
enum relata_status folder_text(struct folder *folder, struct relata_str id, struct relata_out *text,
                               struct relata_error *error);

#endif
