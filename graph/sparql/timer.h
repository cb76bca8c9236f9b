/* timer.h — a limit of time that is cheap to ask for. */
#ifndef RELATA_GRAPH_TIMER_H
#define RELATA_GRAPH_TIMER_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct timer {
  double end;     /* of CLOCK_MONOTONIC in seconds; 0: no limit */
  uint32_t asked; /* the clock is read every so many times */
  bool is_over;
};

enum { TIMER_STRIDE = 1024 };

static inline double timer_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Once it is over it stays so. */
static inline bool timer_is_over(struct timer *timer) {
  if (timer->end > 0 && !timer->is_over && ++timer->asked % TIMER_STRIDE == 0)
    timer->is_over = timer_now() > timer->end;
  return timer->is_over;
}

#endif
