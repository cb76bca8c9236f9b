/* api.h — what the handlers below /api share. */
#ifndef RELATA_SERVE_API_H
#define RELATA_SERVE_API_H

#include "graph/serve/catalog.h"
#include "graph/serve/handlers.h"

/* Refuses parameters that are not among `known`, which NULL ends; false and
 * answered then, or with 304 when the client has this answer already. */
bool api_begin(struct request *request, const char *const *known);

/* A number from `least` to `most`, `*out` untouched where it is not given; false and answered for anything else. */
bool api_number(struct request *request, const char *name, size_t least, size_t most, size_t *out);
/* "true" or "false". */
bool api_truth(struct request *request, const char *name, bool *out);
/* The names of a relata_selection's list. */
struct relata_names api_names(struct request *request, const char *name);
/* A selection from the parameters about, depth, limit, type, relation, source, article, status, from, to,
 * min_sources; false and answered where one is wrong. */
#define API_SELECTION_PARAMETERS \
  "about", "depth", "limit", "type", "relation", "source", "article", "status", "from", "to", "min_sources"
bool api_selection(struct request *request, size_t limit, struct relata_selection *out);

/* Begins an answer; api_end sends it. */
struct json api_open(void);
void api_end(struct request *request, struct json *json);

/* The thing that a parameter names; RELATA_NONE and answered if it names none. */
uint32_t api_thing(struct request *request, struct catalog *catalog, const char *name);

/* FACT and ARTICLE of api.md, members into an object that is open. */
struct saying_group {
  const struct saying *const *items; /* of one triple */
  size_t count;
};
void json_fact(struct json *json, struct request *request, struct catalog *catalog, const struct saying_group *group,
               bool inverse);
void json_put_article_members(struct json *json, struct catalog *catalog, const struct catalog_article *article);
void json_article(struct json *json, struct catalog *catalog, const struct catalog_article *article);
/* The label of a relation, read from the object's side with `inverse`. */
struct relata_str api_relation_label(struct catalog *catalog, uint32_t relation, bool inverse);

/* The members id, name, label, inverse, open of a relation, into an object that is open. */
void api_put_relation(struct json *json, struct request *request, struct catalog *catalog, uint32_t term);
/* The members names, types, same_as of a thing, into an object that is open. */
void api_put_identity(struct json *json, struct request *request, struct catalog *catalog, uint32_t thing);
/* The members id, names, reason … of a merge, into an object that is open. */
void api_put_merge(struct json *json, const struct relata_graph_merge_record *merge);

/* UTF-16 units in the first `characters` of `text`. */
size_t utf16_offset(struct relata_str text, size_t characters);

#endif
