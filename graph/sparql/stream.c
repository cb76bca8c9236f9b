/* stream.c — batches of rows on their way, and the clock of --explain. */
#include "graph/sparql/evaluate.h"

enum {
  LARGEST_BATCH = 1024,
  LONGEST_WAIT = 1024 /* questions whether it is done, before what there is goes on */
};

struct plan *plan_enter(struct evaluation *evaluation, struct plan *plan) {
  struct plan *before = evaluation->timed;
  if (!evaluation->explains)
    return NULL;
  const double now = limits_now();
  if (before)
    before->seconds += now - evaluation->since;
  evaluation->timed = plan;
  evaluation->since = now;
  return before;
}

void plan_leave(struct evaluation *evaluation, struct plan *before) {
  plan_enter(evaluation, before);
}

void emitter_begin(struct emitter *emitter, struct evaluation *evaluation, struct plan *plan, struct sink *to) {
  *emitter = (struct emitter){ .evaluation = evaluation, .plan = plan, .to = to, .batch = 1 };
  rows_init(&emitter->rows, evaluation->query->variable_count, evaluation->limits);
}

static void flush(struct emitter *emitter) {
  if (emitter->rows.count == 0)
    return;
  emitter->plan->rows += (double)emitter->rows.count;
  if (!emitter->to->full && emitter->evaluation->limits->broken == LIMIT_NONE)
    emitter->to->take(emitter->to, &emitter->rows);
  emitter->rows.count = 0;
  emitter->waited = 0;
  emitter->batch = emitter->batch < LARGEST_BATCH ? 2 * emitter->batch : LARGEST_BATCH;
}

uint32_t *emitter_add(struct emitter *emitter, const uint32_t *row) {
  if (emitter->rows.count >= emitter->batch)
    flush(emitter);
  return rows_add(&emitter->rows, row);
}

bool emitter_is_done(struct emitter *emitter) {
  if (emitter->rows.count && ++emitter->waited > LONGEST_WAIT)
    flush(emitter);
  return emitter->to->full || limits_are_broken(emitter->evaluation->limits);
}

void emitter_end(struct emitter *emitter) {
  flush(emitter);
  rows_free(&emitter->rows);
}
