/* limits.h — how long a query may run and how much memory it may take.
 *
 * Whoever walks or loops asks limits_are_broken, which reads the clock now and
 * then; whoever keeps something takes its bytes.  Once broken they stay so:
 * loops end, what follows does not count, and the engine says which limit it
 * was.
 */
#ifndef RELATA_GRAPH_LIMITS_H
#define RELATA_GRAPH_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum limit { LIMIT_NONE, LIMIT_TIME, LIMIT_MEMORY, LIMIT_ROWS, LIMIT_CANCELLED, LIMIT_FAILED /* of another reason */ };

struct limits {
  double end;        /* of CLOCK_MONOTONIC in seconds; 0: no limit */
  size_t memory;     /* bytes; 0: no limit */
  size_t used;       /* bytes */
  const int *cancel; /* other than 0: stop; may be NULL */
  uint32_t asked;    /* the clock is read every so many times */
  enum limit broken;
};

enum { LIMITS_STRIDE = 1024 };

static inline double limits_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static inline void limits_look(struct limits *limits) {
  if (limits->cancel && __atomic_load_n(limits->cancel, __ATOMIC_RELAXED))
    limits->broken = LIMIT_CANCELLED;
  else if (limits->end > 0 && limits_now() > limits->end)
    limits->broken = LIMIT_TIME;
}

static inline bool limits_are_broken(struct limits *limits) {
  if (limits->broken == LIMIT_NONE && ++limits->asked % LIMITS_STRIDE == 0)
    limits_look(limits);
  return limits->broken != LIMIT_NONE;
}

/* May so many more bytes be used?  They count when they may. */
static inline bool limits_take(struct limits *limits, size_t bytes) {
  if (limits->memory && (bytes > limits->memory || limits->used > limits->memory - bytes) &&
      limits->broken == LIMIT_NONE)
    limits->broken = LIMIT_MEMORY;
  if (limits->broken == LIMIT_MEMORY)
    return false;
  limits->used += bytes;
  return true;
}

static inline void limits_give(struct limits *limits, size_t bytes) {
  limits->used = limits->used > bytes ? limits->used - bytes : 0;
}

#endif
