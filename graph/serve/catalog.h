/* catalog.h — a snapshot laid out for the page's questions: who says what of
 * whom, in which article, under which names.
 *
 * Made once a snapshot and then only read, by many threads.
 */
#ifndef RELATA_SERVE_CATALOG_H
#define RELATA_SERVE_CATALOG_H

#include <pthread.h>

#include "graph/select/sayings.h"
#include "graph/serve/json.h"
#include "graph/serve/library.h"

struct catalog_article {
  struct relata_str id, title, date, url, path, publisher, author;
  struct relata_str source; /* who published it, as relata_graph_select has it; may be empty */
  uint32_t term;            /* its named graph, or RELATA_NONE */
  bool has_text;
  size_t facts, entities; /* sayings, and different things in them */
  size_t first;           /* its sayings are by_article[first … first + facts) */
};

/* A thing's name as it is searched for. */
struct catalog_name {
  uint32_t thing;
  struct relata_str text, folded; /* without case and diacritics; NUL-terminated */
};

/* Something counted. */
struct catalog_count {
  uint32_t term;           /* or RELATA_NONE */
  struct relata_str name;  /* a type's local name, a publisher's */
  size_t count;
};

struct catalog {
  struct snapshot *snapshot;
  struct quads *quads;
  const struct relata_ontology *ontology; /* may be NULL */
  struct relata_arena *arena;
  struct sayings sayings;          /* by triple */
  uint32_t *by_object, *by_article; /* places in `sayings`: by object, predicate, subject; by article, in the text's order */
  uint32_t *facts;                 /* a term's: triples that it is subject or object of */
  uint32_t *things;                /* IRIs that are subject or object, most facts first */
  size_t thing_count;
  struct catalog_name *names; /* by thing */
  size_t name_count;
  struct catalog_article *articles; /* newest first, then by id */
  size_t article_count;
  uint32_t *article_of; /* a term's place in `articles`, or RELATA_NONE */
  struct catalog_count *types, *relations, *sources; /* most first */
  size_t type_count, relation_count, source_count;
  struct relata_graph_counts counts;
  struct view *view; /* under `lock` */
  pthread_mutex_t *lock;
};

struct catalog *catalog_new(struct snapshot *snapshot, const struct relata_ontology *ontology);
void catalog_free(struct catalog *catalog); /* NULL does nothing */

/* As view.h has them; from any thread. */
struct relata_str catalog_label(struct catalog *catalog, uint32_t term);
struct relata_str catalog_class(struct catalog *catalog, uint32_t term);
const struct relata_property *catalog_property(struct catalog *catalog, uint32_t predicate);

/* The first object's text; empty if there is none. */
struct relata_str catalog_text(struct catalog *catalog, struct relata_arena *arena, uint32_t subject,
                               const char *predicate);
uint32_t catalog_object(struct catalog *catalog, uint32_t subject, const char *predicate);
size_t catalog_number(struct catalog *catalog, uint32_t subject, const char *predicate, size_t otherwise);

/* The words of a saying's own time, else of its article's date; empty if there is neither. */
struct relata_str catalog_time(struct catalog *catalog, struct relata_arena *arena, const struct saying *saying,
                               bool *own);

/* A name that was merged into another's thing is not said anything of any more:
 * that thing, or the term itself. */
uint32_t thing_of_merged(struct quads *quads, uint32_t term);
/* The term that an `id` of the API or a prefixed name stands for; RELATA_NONE if the graph has none such. */
uint32_t catalog_find(struct catalog *catalog, struct relata_str id, struct relata_arena *arena);
struct relata_str catalog_id(struct catalog *catalog, uint32_t term);
/* By id or IRI; NULL if there is none. */
const struct catalog_article *catalog_find_article(struct catalog *catalog, struct relata_str id);

/* Places in `sayings` of what has this subject, or in `by_object` of what has this object: [*first, *end). */
void catalog_subject_range(const struct catalog *catalog, uint32_t subject, size_t *first, size_t *end);
void catalog_object_range(const struct catalog *catalog, uint32_t object, size_t *first, size_t *end);

/* Without letter case, diacritics and runs of space; '_' is a space.  Empty for bytes that are not UTF-8. */
struct relata_str fold_for_search(struct relata_arena *arena, struct relata_str text);

/* The members id, label, type, family, literal, into an object that is open. */
void json_put_thing_members(struct json *json, struct catalog *catalog, uint32_t term);
/* The object whole; null for RELATA_NONE. */
void json_thing(struct json *json, struct catalog *catalog, uint32_t term);
void json_put_thing(struct json *json, const char *name, struct catalog *catalog, uint32_t term);

#endif
