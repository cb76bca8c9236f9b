/* api_change.c — the changes that the page can make: merges and articles. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "graph/serve/accept.h"
#include "graph/serve/api.h"

/* ------------------------------------------------------------------ the body */

/* Its object of JSON; NULL and answered if it is none. */
static json_t *read_body(struct request *request) {
  json_error_t mistake;
  const struct media media = media_parse(request->content_type);
  if (strcmp(media.type, "application/json") != 0) {
    answer_error(request, 415, "Send application/json.", "cannot read a body of type '%s'", media.type);
    return NULL;
  }
  json_t *body = json_loadb(request->body.data ? request->body.data : "", request->body.len, JSON_REJECT_DUPLICATES, &mistake);
  if (json_is_object(body))
    return body;
  answer_error(request, 400, NULL, "the body is no object of JSON%s%s", body ? "" : ": ", body ? "" : mistake.text);
  json_decref(body);
  return NULL;
}

/* The strings of a member that is a string or a list of them; `*count` 0 if it is not there. */
static const char **strings_of(struct request *request, const json_t *body, const char *name, size_t *count) {
  const json_t *member = json_object_get(body, name);
  const size_t size = json_is_array(member) ? json_array_size(member) : 1;
  const char **strings = relata_arena_alloc(request->arena, (size + 1) * sizeof *strings);
  *count = 0;
  for (size_t i = 0; member && i < size; i++) {
    const char *text = json_string_value(json_is_array(member) ? json_array_get(member, i) : member);
    if (text)
      strings[(*count)++] = relata_arena_copy(request->arena, relata_str_of(text)).data;
  }
  return strings;
}

static const char *string_of(struct request *request, const json_t *body, const char *name) {
  size_t count;
  const char **strings = strings_of(request, body, name, &count);
  return count ? strings[0] : NULL;
}

/* ------------------------------------------------------------------ a change and its answer */

/* Tells what there is now: the things of these ids, in the state after the change. */
static void answer_done(struct request *request, const char *const *ids, size_t count, const char *number_name,
                        size_t number) {
  struct snapshot *snapshot = library_borrow(request->serve->library);
  struct catalog *catalog = snapshot_catalog(snapshot);
  struct json json = api_open();
  json_put_truth(&json, "done", true);
  json_put_word(&json, "state", snapshot->state);
  if (number_name)
    json_put_count(&json, number_name, number);
  json_open_at(&json, "things", '[');
  uint32_t last = RELATA_NONE;
  for (size_t i = 0; i < count; i++) {
    const uint32_t term = catalog_find(catalog, relata_str_of(ids[i]), request->arena);
    if (term != RELATA_NONE && term != last)
      json_thing(&json, catalog, term);
    last = term;
  }
  json_close(&json, ']');
  request->answer.volatile_ = true;
  api_end(request, &json);
  library_return(snapshot);
}

struct change {
  struct request *request;
  const json_t *body;
  struct relata_graph *graph; /* open for writing */
  const char **ids;           /* of the things to tell of afterwards */
  size_t id_count;
  const char *number_name; /* what `number` counts, or NULL */
  size_t number;
};
typedef enum relata_status (*make_change)(struct change *change, struct relata_error *error);

static void add_id(struct change *change, struct relata_str id) {
  const char **ids = relata_arena_alloc(change->request->arena, (change->id_count + 1) * sizeof *ids);
  if (change->id_count)
    memcpy(ids, change->ids, change->id_count * sizeof *ids);
  change->ids = ids;
  change->ids[change->id_count++] = relata_arena_copy(change->request->arena, id).data;
}

static void handle_change(struct request *request, make_change make) {
  struct relata_error error = { .status = RELATA_OK };
  struct change change = { .request = request };
  if (!request_may_write(request))
    return;
  json_t *body = read_body(request);
  if (!body)
    return;
  change.body = body;
  enum relata_status status = library_begin_writing(request->serve->library, &change.graph, &error);
  if (status == RELATA_OK) {
    status = make(&change, &error);
    if (status == RELATA_OK)
      status = relata_graph_commit(change.graph, &error);
    library_end_writing(request->serve->library, change.graph);
  }
  if (status == RELATA_OK)
    answer_done(request, change.ids, change.id_count, change.number_name, change.number);
  else
    answer_failure(request, &error);
  json_decref(body);
}

static enum relata_status lacks(struct relata_error *error, const char *what) {
  return relata_error_set(error, RELATA_BAD_INPUT, NULL, 0, 0, "the body lacks %s", what);
}

/* ------------------------------------------------------------------ split */

struct splitting {
  struct change *change;
  const char **names; /* to be taken out */
  size_t name_count;
  const char **merges; /* ids of the merges that hold them */
  size_t merge_count;
};

static enum relata_status note_merge(void *payload, const struct relata_graph_merge_record *merge) {
  struct splitting *splitting = payload;
  struct relata_arena *arena = splitting->change->request->arena;
  for (size_t i = 0; i < splitting->name_count; i++) {
    if (!relata_str_is(merge->merged, splitting->names[i]) && !relata_str_is(merge->kept, splitting->names[i]))
      continue;
    const char **merges = relata_arena_alloc(arena, (splitting->merge_count + 1) * sizeof *merges);
    if (splitting->merge_count)
      memcpy(merges, splitting->merges, splitting->merge_count * sizeof *merges);
    splitting->merges = merges;
    splitting->merges[splitting->merge_count++] = relata_arena_copy(arena, merge->id).data;
    break;
  }
  return RELATA_OK;
}

/* The names that shall be things of their own. */
static enum relata_status split_names(struct change *change, const char *id, struct relata_error *error) {
  struct splitting splitting = { .change = change };
  splitting.names = strings_of(change->request, change->body, "names", &splitting.name_count);
  RELATA_TRY(relata_graph_merges(change->graph, id, note_merge, &splitting, error));
  if (!splitting.merge_count)
    return relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0, "'%.200s' was not merged from such names", id);
  for (size_t i = 0; i < splitting.merge_count; i++)
    RELATA_TRY(relata_graph_split(change->graph, splitting.merges[i], NULL, 0, error));
  return RELATA_OK;
}

static enum relata_status make_split(struct change *change, struct relata_error *error) {
  const char *merge = string_of(change->request, change->body, "merge"),
             *id = string_of(change->request, change->body, "id");
  size_t article_count, name_count;
  const char **articles = strings_of(change->request, change->body, "articles", &article_count);
  strings_of(change->request, change->body, "names", &name_count);
  if (!merge && !id)
    return lacks(error, "\"merge\", or \"id\" with \"names\"");
  if (id)
    add_id(change, relata_str_of(id));
  if (!merge && name_count)
    return split_names(change, id, error);
  return relata_graph_split(change->graph, merge ? merge : id, articles, article_count, error);
}

void handle_api_split(struct request *request) {
  handle_change(request, make_split);
}

/* ------------------------------------------------------------------ same */

static enum relata_status make_same(struct change *change, struct relata_error *error) {
  const char *keep = string_of(change->request, change->body, "keep"),
             *other = string_of(change->request, change->body, "merge");
  if (!keep || !other)
    return lacks(error, "\"keep\" and \"merge\"");
  add_id(change, relata_str_of(keep)); /* one of them is no thing of its own any more */
  add_id(change, relata_str_of(other));
  return relata_graph_same(change->graph, keep, other, error);
}

void handle_api_same(struct request *request) {
  handle_change(request, make_same);
}

/* ------------------------------------------------------------------ articles */

static enum relata_status make_removal(struct change *change, struct relata_error *error) {
  size_t count;
  const char **ids = strings_of(change->request, change->body, "ids", &count);
  if (!count)
    return lacks(error, "\"ids\"");
  change->number_name = "removed";
  for (; change->number < count; change->number++) {
    const enum relata_status status = relata_graph_remove(change->graph, relata_str_of(ids[change->number]), error);
    if (status == RELATA_NOT_FOUND)
      return relata_error_set(error, status, NULL, 0, 0, "there is no article '%.300s'; none is removed",
                              ids[change->number]);
    RELATA_TRY(status);
  }
  return RELATA_OK;
}

void handle_api_remove(struct request *request) {
  handle_change(request, make_removal);
}
