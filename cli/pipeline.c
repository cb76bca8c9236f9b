/* pipeline.c — documents through all the steps, several at a time. */
#include "cli/pipeline.h"

#include <pthread.h>
#include <stdlib.h>

#include "cli/progress.h"
#include "cli/report.h"
#include "cli/stop.h"

struct run {
  const struct pipeline *pipeline;
  struct relata_reader *reader;
  pipeline_take take;
  void *payload;
  struct pipeline_result *result;

  pthread_mutex_t reading;   /* guards the reader and next_ticket */
  pthread_mutex_t handing;   /* guards everything below */
  pthread_cond_t turn_came;
  size_t next_ticket;        /* of the next document read */
  size_t turn;               /* of the next document handed over */
  enum relata_status status; /* the first failure ends the run */
  struct relata_error error;
};

static void note_warning(void *payload, const struct relata_error *error) {
  struct run *run = payload;
  const int status = report_error(error);
  run->result->failures++;
  if (status > run->result->worst_status)
    run->result->worst_status = status;
}

enum relata_status pipeline_work(const struct pipeline *pipeline, struct relata_document *document,
                                 struct relata_error *error) {
  if (!document->token_count) /* CoNLL-U brings its words */
    RELATA_TRY(pipeline->read.input == RELATA_INPUT_LINES ? relata_split_lines(document, error)
                                                          : relata_split(document, error));
  RELATA_TRY(relata_analyse(document, pipeline->model, error));
  if (pipeline->goal == PIPELINE_ANALYSIS)
    return RELATA_OK;
  RELATA_TRY(relata_find_clauses(document, error));
  if (pipeline->goal == PIPELINE_EXTRACTIONS)
    return relata_open_extract(document, pipeline->binary, error);
  RELATA_TRY(relata_link_mentions(document, pipeline->ontology, error));
  if (pipeline->goal == PIPELINE_MENTIONS)
    return RELATA_OK;
  document->keep_reasons = pipeline->reasons;
  return relata_find_facts(document, pipeline->ontology, pipeline->scorer ? pipeline->model : NULL, error);
}

static void fail(struct run *run, enum relata_status status, const struct relata_error *error) {
  if (run->status != RELATA_OK)
    return;
  run->status = status;
  run->error = *error;
}

static bool has_failed(struct run *run) {
  pthread_mutex_lock(&run->handing);
  const bool failed = run->status != RELATA_OK;
  pthread_mutex_unlock(&run->handing);
  return failed;
}

/* The next document and its place in the order; NULL at the end. */
static struct relata_document *read_next(struct run *run, size_t *ticket, enum relata_status *status,
                                         struct relata_error *error) {
  struct relata_document *document = NULL;
  pthread_mutex_lock(&run->reading);
  *status = RELATA_OK;
  if (!stop_wanted())
    *status = relata_reader_next(run->reader, &document, error);
  *ticket = run->next_ticket;
  if (document || *status != RELATA_OK)
    run->next_ticket++;
  pthread_mutex_unlock(&run->reading);
  return document;
}

static void count(struct run *run, const struct relata_document *document) {
  struct pipeline_result *result = run->result;
  result->documents += !document->more_parts;
  result->words += document->token_count;
  result->facts += document->fact_count;
  uint64_t done, total;
  pthread_mutex_lock(&run->reading);
  relata_reader_get_progress(run->reader, &done, &total);
  pthread_mutex_unlock(&run->reading);
  progress_show(done, total, result->documents, result->facts);
}

static bool is_known(const struct run *run, const struct relata_document *document) {
  return run->pipeline->knows && run->pipeline->knows(run->payload, document);
}

static void hand_over(struct run *run, size_t ticket, struct relata_document *document, bool known,
                      enum relata_status status, struct relata_error *error) {
  pthread_mutex_lock(&run->handing);
  while (run->turn != ticket)
    pthread_cond_wait(&run->turn_came, &run->handing);
  run->result->known += known;
  if (!known && status == RELATA_OK && run->status == RELATA_OK && !stop_wanted()) {
    status = run->take(run->payload, document, error);
    count(run, document);
  }
  if (status != RELATA_OK)
    fail(run, status, error);
  run->turn++;
  pthread_cond_broadcast(&run->turn_came);
  pthread_mutex_unlock(&run->handing);
}

static void *work(void *payload) {
  struct run *run = payload;
  while (!has_failed(run)) {
    struct relata_error error = { .status = RELATA_OK };
    size_t ticket;
    enum relata_status status;
    struct relata_document *document = read_next(run, &ticket, &status, &error);
    if (!document && status == RELATA_OK)
      break;
    const bool known = document && is_known(run, document);
    if (document && !known)
      status = pipeline_work(run->pipeline, document, &error);
    hand_over(run, ticket, document, known, status, &error);
    relata_document_free(document);
  }
  return NULL;
}

static void work_side_by_side(struct run *run, unsigned jobs) {
  pthread_t *threads = calloc(jobs, sizeof *threads);
  unsigned started = 0;
  for (unsigned i = 1; threads && i < jobs; i++)
    if (pthread_create(&threads[started], NULL, work, run) == 0)
      started++;
  work(run);
  for (unsigned i = 0; i < started; i++)
    pthread_join(threads[i], NULL);
  free(threads);
}

enum relata_status pipeline_run(const struct pipeline *pipeline, const char *const *paths, size_t path_count,
                                pipeline_take take, void *payload, struct pipeline_result *result,
                                struct relata_error *error) {
  struct run run = { .pipeline = pipeline, .take = take, .payload = payload, .result = result };
  *result = (struct pipeline_result){ 0 };
  RELATA_TRY(relata_reader_new(&run.reader, paths, path_count, &pipeline->read, note_warning, &run, error));
  pthread_mutex_init(&run.reading, NULL);
  pthread_mutex_init(&run.handing, NULL);
  pthread_cond_init(&run.turn_came, NULL);
  work_side_by_side(&run, pipeline->jobs);
  progress_end();
  relata_reader_free(run.reader);
  pthread_cond_destroy(&run.turn_came);
  pthread_mutex_destroy(&run.handing);
  pthread_mutex_destroy(&run.reading);
  if (run.status != RELATA_OK && error)
    *error = run.error;
  return run.status;
}
