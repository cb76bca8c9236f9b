/* site.c — a graph as a folder of files that any web server can show.
 *
 * The page asks for data/table.json and works on that; what a server would
 * answer about an article or a thing's names lies there as files, made by the
 * same handlers.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "graph/site/site_private.h"

enum { EVIDENCE_PAGE = 1000 };

/* ------------------------------------------------------------------ asking and writing */

enum relata_status site_ask(struct site *site, const struct site_question *question, struct blob **blob,
                            struct relata_error *error) {
  struct request request = { .serve = &site->serve,
                             .arena = site->arena,
                             .method = METHOD_GET,
                             .method_name = "GET",
                             .target = RELATA_STR("/"), /* not below /api: failures are told as text */
                             .path = RELATA_STR("/"),
                             .snapshot = site->snapshot };
  request.query.items = (struct parameter *)(uintptr_t)question->parameters;
  request.query.count = question->count;
  question->handle(&request);
  *blob = request.answer.body;
  if (request.answer.code == 200)
    return RELATA_OK;
  const struct relata_str answer = relata_str_trim(blob_as_bytes(*blob));
  const enum relata_status status =
    relata_error_set(error, request.answer.code == 413 ? RELATA_LIMIT : RELATA_BAD_INPUT, site->options->graph, 0, 0,
                     "%.*s", (int)answer.len, answer.data);
  blob_drop(*blob);
  *blob = NULL;
  return status;
}

enum relata_status site_put(struct site *site, const char *name, struct relata_str text, struct relata_error *error) {
  struct relata_out *out;
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s", site->folder, name);
  RELATA_TRY(relata_out_open(&out, path, error));
  relata_out_str(out, text);
  site->files++;
  return relata_out_close(out, error);
}

/* A file that holds one answer. */
static enum relata_status put_answer(struct site *site, const char *name, const struct site_question *question,
                                     struct relata_error *error) {
  struct blob *blob;
  RELATA_TRY(site_ask(site, question, &blob, error));
  const enum relata_status status = site_put(site, name, blob_as_bytes(blob), error);
  blob_drop(blob);
  relata_arena_clear(site->arena);
  return status;
}

/* ------------------------------------------------------------------ articles */

static enum relata_status append_answer(struct site *site, struct relata_out *out, const struct site_question *question,
                                        struct relata_error *error) {
  struct blob *blob;
  RELATA_TRY(site_ask(site, question, &blob, error));
  relata_out_str(out, relata_str_trim(blob_as_bytes(blob)));
  blob_drop(blob);
  return RELATA_OK;
}

/* {"article": …, "evidence": [answers, page by page]} */
static enum relata_status write_article(struct site *site, struct relata_out *out,
                                        const struct catalog_article *article, struct relata_error *error) {
  char offset[24], limit[24];
  snprintf(limit, sizeof limit, "%d", EVIDENCE_PAGE);
  const struct parameter id = { RELATA_STR("id"), article->id };
  relata_out_text(out, "{\"article\": ");
  RELATA_TRY(append_answer(site, out, &(struct site_question){ handle_api_article, &id, 1 }, error));
  relata_out_text(out, ", \"evidence\": [");
  for (size_t done = 0; done == 0 || done < article->facts; done += EVIDENCE_PAGE) {
    snprintf(offset, sizeof offset, "%zu", done);
    const struct parameter page[] = { { RELATA_STR("article"), article->id },
                                      { RELATA_STR("limit"), relata_str_of(limit) },
                                      { RELATA_STR("offset"), relata_str_of(offset) } };
    relata_out_text(out, done ? ", " : "");
    RELATA_TRY(append_answer(site, out, &(struct site_question){ handle_api_evidence, page, 3 }, error));
  }
  relata_out_text(out, "]}\n");
  return RELATA_OK;
}

static enum relata_status put_article(struct site *site, size_t place, const struct catalog_article *article,
                                      struct relata_error *error) {
  char name[64];
  struct relata_out *out = relata_out_to_memory();
  enum relata_status status = write_article(site, out, article, error);
  snprintf(name, sizeof name, "data/articles/%zu.json", place);
  if (status == RELATA_OK)
    status = site_put(site, name, relata_out_as_memory(out), error);
  relata_out_abandon(out);
  relata_arena_clear(site->arena);
  return status;
}

/* ------------------------------------------------------------------ the whole */

static enum relata_status make_folder(struct site *site, const char *name, struct relata_error *error) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s", site->folder, name);
  if (mkdir(path, 0777) != 0)
    return relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be made");
  return RELATA_OK;
}

/* As many articles as the page lists. */
static enum relata_status put_list(struct site *site, struct relata_error *error) {
  const struct parameter all = { RELATA_STR("limit"), RELATA_STR("10000") };
  return put_answer(site, "data/articles.json", &(struct site_question){ handle_api_articles, &all, 1 }, error);
}

static enum relata_status fill(struct site *site, struct relata_error *error) {
  const struct catalog *catalog = snapshot_catalog(site->snapshot);
  RELATA_TRY(site_copy_page(site, error));
  RELATA_TRY(make_folder(site, "data", error));
  RELATA_TRY(make_folder(site, "data/articles", error));
  RELATA_TRY(put_answer(site, "data/info.json", &(struct site_question){ .handle = handle_api_info }, error));
  RELATA_TRY(put_answer(site, "data/table.json", &(struct site_question){ .handle = handle_api_table }, error));
  RELATA_TRY(put_list(site, error));
  RELATA_TRY(site_put_names(site, error));
  for (size_t i = 0; i < catalog->article_count; i++) {
    if (site->options->cancel && *site->options->cancel)
      return relata_error_set(error, RELATA_LIMIT, NULL, 0, 0, "stopped");
    RELATA_TRY(put_article(site, i, &catalog->articles[i], error));
    if (site->options->progress)
      site->options->progress(site->options->payload, i + 1, catalog->article_count);
  }
  return RELATA_OK;
}

static enum relata_status fill_and_swap(struct site *site, const char *folder, struct relata_error *error) {
  char beside[PATH_MAX];
  RELATA_TRY(site_folder_make(folder, beside, sizeof beside, error));
  site->folder = beside;
  enum relata_status status = fill(site, error);
  if (status == RELATA_OK)
    status = site_folder_swap(beside, folder, error);
  if (status != RELATA_OK)
    site_folder_remove(beside);
  return status;
}

enum relata_status relata_site_write(const char *folder, const struct relata_site_options *options,
                                     const struct relata_ontology *ontology, size_t *files, struct relata_error *error) {
  struct library *library = NULL;
  struct site site = { .options = options,
                       .limits = { .graph = options->graph, .seconds = 30, .rows = 1000000, .body = 16 << 20 } };
  RELATA_TRY(site_folder_check(folder, error));
  RELATA_TRY(library_open(&library, options->graph, ontology, error));
  site.serve = (struct serve){ .options = &site.limits,
                               .ontology = ontology,
                               .library = library,
                               .title = relata_str_of(options->title) };
  site.snapshot = library_borrow(library);
  site.arena = relata_arena_new();
  const enum relata_status status = fill_and_swap(&site, folder, error);
  relata_arena_free(site.arena);
  library_return(site.snapshot);
  library_close(library);
  if (files)
    *files = site.files;
  return status;
}
