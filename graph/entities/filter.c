/* filter.c — the steps of resolving entities as filters from lines to lines. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/claims/article_lines.h"
#include "graph/claims/describe.h"
#include "graph/claims/vocabulary.h"
#include "graph/entities/merges.h"
#include "graph/entities/rename.h"
#include "graph/store/term.h"
#include "graph/write/writers.h"

/* ------------------------------------------------------------------ lines */

struct lines {
  FILE *file;
  const char *path;
  char *line;
  size_t room, number;
};

static enum relata_status lines_open(struct lines *lines, const char *from, struct relata_error *error) {
  const bool standard = strcmp(from, "-") == 0;
  *lines = (struct lines){.file = standard ? stdin : fopen(from, "rbe"), .path = standard ? "standard input" : from};
  if (lines->file)
    return RELATA_OK;
  return relata_error_set(error, RELATA_IO, from, 0, 0, "cannot be read: %s", strerror(errno));
}

static void lines_close(struct lines *lines) {
  if (lines->file && lines->file != stdin)
    fclose(lines->file);
  free(lines->line);
}

/* The next line without its end; empty ones are passed over. */
static bool lines_next(struct lines *lines, struct relata_str *line) {
  ssize_t len;
  while ((len = getline(&lines->line, &lines->room, lines->file)) >= 0) {
    lines->number++;
    while (len > 0 && (lines->line[len - 1] == '\n' || lines->line[len - 1] == '\r'))
      len--;
    *line = (struct relata_str){lines->line, (size_t)len};
    if (len > 0)
      return true;
  }
  return false;
}

static enum relata_status complain(const struct lines *lines, const char *words, struct relata_error *error) {
  return relata_error_set(error, RELATA_BAD_INPUT, lines->path, lines->number, 1, "%s", words);
}

static struct relata_str base_of(const char *base) {
  return base ? relata_str_of(base) : RELATA_STR(NS_RELATA);
}

/* ------------------------------------------------------------------ articles */

/* An article is handed over as it is read, its parts one after the other. */
struct articles {
  struct lines lines;
  const struct relata_ontology *ontology;
  struct relata_str base;
  struct description *description; /* of the article whose parts are being read */
  struct quads *quads;             /* of it */
};

static void take_quad(void *quads, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                      struct relata_str graph) {
  quads_add(quads, subject, predicate, object, graph);
}

static void drop(void *payload, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                 struct relata_str graph) {
  (void)payload, (void)subject, (void)predicate, (void)object, (void)graph;
}

static enum relata_status parse_line(const struct lines *lines, struct relata_str line, json_t **record,
                                     struct relata_error *error) {
  json_error_t mistake;
  *record = json_loadb(line.data, line.len, JSON_ALLOW_NUL, &mistake);
  if (*record)
    return RELATA_OK;
  return relata_error_set(error, RELATA_BAD_INPUT, lines->path, lines->number, (size_t)mistake.column,
                          "is not JSON: %s", mistake.text);
}

static void forget_article(struct articles *articles) {
  description_free(articles->description);
  quads_free(articles->quads);
  articles->description = NULL;
  articles->quads = NULL;
}

typedef enum relata_status (*take_article)(void *payload, struct articles *articles, const json_t *record,
                                           const struct relata_document *document, struct relata_error *error);

static enum relata_status read_article(struct articles *articles, struct relata_str line, take_article take,
                                       void *payload, struct relata_error *error) {
  json_t *record;
  struct relata_document *document = NULL;
  RELATA_TRY(parse_line(&articles->lines, line, &record, error));
  enum relata_status status = article_line_read(&document, record, articles->lines.path, articles->lines.number, error);
  if (status == RELATA_OK && document->part > 0 &&
      !(articles->description && relata_str_equal(description_get_id(articles->description), document->id)))
    status = complain(&articles->lines, "is a part of an article whose first part does not stand before it", error);
  if (status == RELATA_OK)
    status = take(payload, articles, record, document, error);
  if (status == RELATA_OK && !document->more_parts)
    forget_article(articles);
  relata_document_free(document);
  json_decref(record);
  return status;
}

static enum relata_status each_article(struct articles *articles, const char *from, take_article take, void *payload,
                                       struct relata_error *error) {
  struct relata_str line;
  enum relata_status status = lines_open(&articles->lines, from, error);
  while (status == RELATA_OK && lines_next(&articles->lines, &line))
    status = read_article(articles, line, take, payload, error);
  forget_article(articles);
  lines_close(&articles->lines);
  return status;
}

enum relata_status relata_write_article(struct relata_out *to, const struct relata_document *document) {
  article_line_write(to, document);
  return relata_out_failed(to) ? RELATA_IO : RELATA_OK;
}

/* ------------------------------------------------------------------ keys */

static struct relata_str stem_of(struct relata_arena *arena, struct relata_str base) {
  return relata_arena_print(arena, "%.*sid/", (int)base.len, base.data);
}

static void write_keys(const struct articles *articles, struct relata_out *to) {
  struct registry *registry = registry_new();
  registry_read_article(registry, articles->quads, stem_of(registry->arena, articles->base));
  for (size_t i = 0; i < registry->count; i++) {
    relata_out_str(to, registry_text(registry, registry->profiles[i].block));
    relata_out_char(to, '\t');
    registry_write(registry, &registry->profiles[i], NULL, to);
    relata_out_char(to, '\n');
  }
  registry_free(registry);
}

static enum relata_status take_keys(void *to, struct articles *articles, const json_t *record,
                                    const struct relata_document *document, struct relata_error *error) {
  (void)record;
  (void)error;
  if (document->part == 0) {
    forget_article(articles);
    articles->quads = quads_new();
    articles->description =
        description_new(document, articles->base, articles->ontology, (struct quad_sink){take_quad, articles->quads});
  }
  description_add(articles->description, document);
  if (!document->more_parts) {
    quads_finish(articles->quads);
    write_keys(articles, to);
  }
  return relata_out_failed(to) ? RELATA_IO : RELATA_OK;
}

enum relata_status relata_filter_keys(const char *from, struct relata_out *to, const struct relata_ontology *ontology,
                                      const char *base, struct relata_error *error) {
  struct articles articles = {.ontology = ontology, .base = base_of(base)};
  return each_article(&articles, from, take_keys, to, error);
}

/* ------------------------------------------------------------------ blocks */

struct block {
  struct relata_arena *arena; /* of the key */
  struct relata_str key;
  struct registry *registry; /* NULL before the first */
  struct dictionary *done;   /* keys */
  struct relata_out *to;
};

static void end_block(struct block *block) {
  if (!block->registry)
    return;
  struct senses *senses = senses_new(block->registry, NULL);
  for (size_t i = 0; i < senses->count; i++) {
    sense_write(senses, &senses->items[i], block->to);
    relata_out_char(block->to, '\n');
  }
  senses_free(senses);
  registry_free(block->registry);
  block->registry = NULL;
}

static enum relata_status take_block_line(struct block *block, const struct lines *lines, struct relata_str line,
                                          struct relata_error *error) {
  const char *tab = memchr(line.data, '\t', line.len);
  const size_t key_len = tab ? (size_t)(tab - line.data) : 0;
  const struct relata_str key = {line.data, key_len};
  if (!tab)
    return complain(lines, "is no line of `relata entities --keys`", error);
  if (!block->registry || !relata_str_equal(key, block->key)) {
    bool is_new;
    end_block(block);
    dictionary_intern(block->done, key, &is_new);
    if (!is_new)
      return complain(lines, "has a key that stood further up; lines of one key must stand together: sort them", error);
    relata_arena_clear(block->arena);
    block->key = relata_arena_copy(block->arena, key);
    block->registry = registry_new();
  }
  if (registry_read(block->registry, (struct relata_str){tab + 1, line.len - key_len - 1}))
    return RELATA_OK;
  return complain(lines, "is no line of `relata entities --keys`", error);
}

enum relata_status relata_filter_blocks(const char *from, struct relata_out *to, struct relata_error *error) {
  struct lines lines;
  struct relata_str line;
  RELATA_TRY(lines_open(&lines, from, error));
  struct block block = {.arena = relata_arena_new(), .done = dictionary_new(), .to = to};
  enum relata_status status = RELATA_OK;
  while (status == RELATA_OK && lines_next(&lines, &line))
    status = take_block_line(&block, &lines, line, error);
  if (status == RELATA_OK)
    end_block(&block);
  registry_free(block.registry);
  dictionary_free(block.done);
  relata_arena_free(block.arena);
  lines_close(&lines);
  return status == RELATA_OK && relata_out_failed(to) ? RELATA_IO : status;
}

/* ------------------------------------------------------------------ join */

static void write_renamings(const struct resolution *resolution, struct relata_out *to) {
  for (size_t i = 0; i < resolution->renaming_count; i++) {
    const struct renaming *one = &resolution->renamings[i];
    const struct relata_str fields[] = {one->article, one->local, one->entity, one->label};
    relata_out_text(to, "name");
    for (size_t k = 0; k < 4; k++) {
      relata_out_char(to, '\t');
      relata_out_str(to, fields[k]);
    }
    relata_out_char(to, '\n');
  }
}

static void write_merge(void *to, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                        struct relata_str graph) {
  const struct relata_str terms[] = {subject, predicate, object, graph};
  relata_out_text(to, "merge\t");
  for (size_t i = 0; i < 4; i++) {
    relata_out_str(to, terms[i]);
    relata_out_char(to, ' ');
  }
  relata_out_text(to, ".\n");
}

enum relata_status relata_filter_join(const char *from, struct relata_out *to, const char *base,
                                      struct relata_error *error) {
  struct lines lines;
  struct relata_str line;
  RELATA_TRY(lines_open(&lines, from, error));
  struct registry *registry = registry_new();
  struct senses *senses = senses_empty(registry);
  enum relata_status status = RELATA_OK;
  while (status == RELATA_OK && lines_next(&lines, &line))
    if (!senses_read(senses, line))
      status = complain(&lines, "is no line of `relata entities --stdin`", error);
  if (status == RELATA_OK) {
    senses_close_reading(senses);
    struct resolution *resolution = resolution_new(senses, NULL);
    write_renamings(resolution, to);
    merges_describe(resolution, base_of(base), (struct quad_sink){write_merge, to});
    resolution_free(resolution);
  } else {
    senses_free(senses);
  }
  registry_free(registry);
  lines_close(&lines);
  return status == RELATA_OK && relata_out_failed(to) ? RELATA_IO : status;
}

/* ------------------------------------------------------------------ the table */

struct table {
  struct relata_arena *arena;
  struct resolution names; /* only its renamings */
  size_t capacity;
};

static int compare_renamings(const void *a, const void *b) {
  const struct renaming *x = a, *y = b;
  const int order = relata_str_compare(x->article, y->article);
  return order ? order : relata_str_compare(x->local, y->local);
}

static void table_add(struct table *table, const struct relata_str fields[4]) {
  if (table->names.renaming_count == table->capacity) {
    table->capacity = table->capacity ? 2 * table->capacity : 256;
    table->names.renamings = reallocarray(table->names.renamings, table->capacity, sizeof *table->names.renamings);
    if (!table->names.renamings)
      abort();
  }
  table->names.renamings[table->names.renaming_count++] =
      (struct renaming){relata_arena_copy(table->arena, fields[0]), relata_arena_copy(table->arena, fields[1]),
                        relata_arena_copy(table->arena, fields[2]), relata_arena_copy(table->arena, fields[3])};
}

/* "name", an article, its name, the entity, its label; other lines are not for us. */
static bool table_take(struct table *table, struct relata_str line) {
  struct relata_str fields[5];
  size_t count = 0;
  for (const char *at = line.data, *end = line.data + line.len; count < 5; count++) {
    const char *tab = memchr(at, '\t', (size_t)(end - at));
    fields[count] = (struct relata_str){at, tab ? (size_t)(tab - at) : (size_t)(end - at)};
    if (!tab) {
      count++;
      break;
    }
    at = tab + 1;
  }
  if (relata_str_is(fields[0], "merge"))
    return true;
  if (count != 5 || !relata_str_is(fields[0], "name") || !fields[2].len || !fields[3].len)
    return false;
  table_add(table, fields + 1);
  return true;
}

static enum relata_status table_read(struct table *table, const char *path, struct relata_error *error) {
  struct lines lines;
  struct relata_str line;
  RELATA_TRY(lines_open(&lines, path, error));
  *table = (struct table){.arena = relata_arena_new()};
  enum relata_status status = RELATA_OK;
  while (status == RELATA_OK && lines_next(&lines, &line))
    if (!table_take(table, line))
      status = complain(&lines, "is no line of `relata entities --join`", error);
  lines_close(&lines);
  if (table->names.renaming_count)
    qsort(table->names.renamings, table->names.renaming_count, sizeof *table->names.renamings, compare_renamings);
  return status;
}

static void table_free(struct table *table) {
  free(table->names.renamings);
  relata_arena_free(table->arena);
}

/* ------------------------------------------------------------------ resolve */

struct resolving {
  struct table table;
  struct relata_out *to;
};

static json_t *json_text(struct relata_str text) {
  return json_stringn_nocheck(text.data, text.len);
}

/* As its IRI has it: what an IRI may not hold is percent-encoded there. */
static const struct renaming *find_name(const struct resolving *resolving, struct relata_arena *arena,
                                        struct relata_str article, const char *id, size_t len) {
  if (!id || !len)
    return NULL;
  const struct relata_str text = relata_arena_copy(arena, (struct relata_str){id, len});
  for (size_t i = 0; i < text.len; i++)
    if (text.data[i] == ' ' || text.data[i] == '\n' || text.data[i] == '\t')
      ((char *)text.data)[i] = '_';
  const struct relata_str iri = term_as_iri(term_iri(arena, RELATA_STR(""), text));
  return resolution_find(&resolving->table.names, article, iri);
}

static void name_fact(const struct resolving *resolving, struct relata_arena *arena, struct relata_str article,
                      json_t *fact) {
  static const char *const sides[][2] = {{"subject_id", "subject_entity"},
                                         {"object_id", "object_entity"},
                                         {"speaker_id", "speaker_entity"},
                                         {"place_id", "place_entity"}};
  for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
    const json_t *id = json_object_get(fact, sides[i][0]);
    const struct renaming *renaming =
        find_name(resolving, arena, article, json_string_value(id), json_string_length(id));
    if (renaming)
      json_object_set_new(fact, sides[i][1], json_text(renaming->entity));
  }
}

/* All that the article's names mean. */
static json_t *names_of(const struct resolving *resolving, struct relata_arena *arena, struct relata_str article) {
  const struct resolution *names = &resolving->table.names;
  json_t *entities = json_object();
  size_t low = 0, high = names->renaming_count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (relata_str_compare(names->renamings[middle].article, article) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < names->renaming_count && relata_str_equal(names->renamings[low].article, article); low++) {
    const struct renaming *one = &names->renamings[low];
    json_object_set_new(entities, relata_arena_copy(arena, one->local).data,
                        json_pack("[o, o]", json_text(one->entity), json_text(one->label)));
  }
  return entities;
}

static enum relata_status take_names(void *payload, struct articles *articles, const json_t *record,
                                     const struct relata_document *document, struct relata_error *error) {
  struct resolving *resolving = payload;
  (void)error;
  if (document->part == 0) {
    forget_article(articles);
    articles->description = description_new(document, articles->base, NULL, (struct quad_sink){drop, NULL});
  }
  const struct relata_str article = term_as_iri(description_get_graph(articles->description));
  struct relata_arena *arena = relata_arena_new();
  json_t *whole = (json_t *)(uintptr_t)record, *fact;
  size_t i;
  json_array_foreach(json_object_get(whole, "facts"), i, fact) name_fact(resolving, arena, article, fact);
  json_object_set_new(whole, "entities", names_of(resolving, arena, article));
  char *text = json_dumps(whole, JSON_REAL_PRECISION(4));
  if (!text)
    abort();
  relata_out_text(resolving->to, text);
  relata_out_char(resolving->to, '\n');
  free(text);
  relata_arena_free(arena);
  return relata_out_failed(resolving->to) ? RELATA_IO : RELATA_OK;
}

enum relata_status relata_filter_resolve(const char *from, const char *table, struct relata_out *to, const char *base,
                                         struct relata_error *error) {
  struct articles articles = {.base = base_of(base)};
  struct resolving resolving = {.to = to};
  enum relata_status status = table_read(&resolving.table, table, error);
  if (status == RELATA_OK)
    status = each_article(&articles, from, take_names, &resolving, error);
  table_free(&resolving.table);
  return status;
}

/* ------------------------------------------------------------------ nquads */

static void read_entities(struct table *table, struct relata_str article, const json_t *record) {
  const char *key;
  json_t *value;
  json_object_foreach(json_object_get(record, "entities"), key, value) {
    const json_t *entity = json_array_get(value, 0), *label = json_array_get(value, 1);
    if (json_is_string(entity) && json_is_string(label) && json_string_length(entity))
      table_add(table, (struct relata_str[]){article,
                                             relata_str_of(key),
                                             {json_string_value(entity), json_string_length(entity)},
                                             {json_string_value(label), json_string_length(label)}});
  }
  if (table->names.renaming_count)
    qsort(table->names.renamings, table->names.renaming_count, sizeof *table->names.renamings, compare_renamings);
}

/* The article's quads, as they were gathered, with its names replaced. */
struct writing {
  struct relata_out *to;
  struct table names; /* of the article at hand */
};

static void write_article(struct writing *writing, const struct articles *articles) {
  struct relata_arena *arena = relata_arena_new();
  struct quads *named = quads_new();
  struct renamer *renamer = renamer_new(writing->names.names.renaming_count ? &writing->names.names : NULL,
                                        stem_of(arena, articles->base), (struct quad_sink){take_quad, named});
  size_t count;
  quads_finish(articles->quads);
  const struct quad *all = quads_all(articles->quads, &count);
  for (size_t i = 0; i < count; i++)
    renamer_take(renamer, quads_term(articles->quads, all[i].subject), quads_term(articles->quads, all[i].predicate),
                 quads_term(articles->quads, all[i].object), quads_term(articles->quads, all[i].graph));
  quads_finish(named);
  write_lines(named, true, writing->to);
  renamer_free(renamer);
  quads_free(named);
  relata_arena_free(arena);
}

static enum relata_status take_resolved(void *payload, struct articles *articles, const json_t *record,
                                        const struct relata_document *document, struct relata_error *error) {
  struct writing *writing = payload;
  (void)error;
  if (document->part == 0) {
    forget_article(articles);
    table_free(&writing->names);
    writing->names = (struct table){.arena = relata_arena_new()};
    articles->quads = quads_new();
    articles->description =
        description_new(document, articles->base, articles->ontology, (struct quad_sink){take_quad, articles->quads});
  }
  read_entities(&writing->names, term_as_iri(description_get_graph(articles->description)), record);
  description_add(articles->description, document);
  if (!document->more_parts)
    write_article(writing, articles);
  return relata_out_failed(writing->to) ? RELATA_IO : RELATA_OK;
}

enum relata_status relata_filter_nquads(const char *from, struct relata_out *to, const struct relata_ontology *ontology,
                                        const char *base, struct relata_error *error) {
  struct articles articles = {.ontology = ontology, .base = base_of(base)};
  struct writing writing = {.to = to};
  const enum relata_status status = each_article(&articles, from, take_resolved, &writing, error);
  table_free(&writing.names);
  return status;
}
