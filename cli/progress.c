/* progress.c — the bar.  The terminal is one, so its state is one too. */
#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static struct {
  bool wanted, drawn;
  double began, last;
} bar;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void progress_begin(bool quiet) {
  bar.wanted = !quiet && isatty(STDERR_FILENO);
  bar.began = now();
  bar.last = bar.began;
}

static void draw_bar(double part) {
  enum { WIDTH = 24 };
  char cells[WIDTH + 1];
  for (int i = 0; i < WIDTH; i++)
    cells[i] = part * WIDTH > i ? '#' : '.';
  cells[WIDTH] = 0;
  fprintf(stderr, "[%s] %3.0f%%  ", cells, part * 100);
}

static void draw_line(uint64_t done, uint64_t total, const char *words) {
  const double time = now();
  if (!bar.wanted || time - bar.last < 0.1)
    return;
  bar.last = time;
  fputs("\r\033[K", stderr);
  const double part = total ? (double)done / (double)total : 0;
  if (total)
    draw_bar(part > 1 ? 1 : part);
  fputs(words, stderr);
  if (total && part > 0.02 && part < 1)
    fprintf(stderr, ", %.0f s left", (time - bar.began) * (1 - part) / part);
  fflush(stderr);
  bar.drawn = true;
}

void progress_show(uint64_t done, uint64_t total, uint64_t articles, uint64_t facts) {
  char words[64];
  snprintf(words, sizeof words, "%llu articles, %llu facts", (unsigned long long)articles, (unsigned long long)facts);
  draw_line(done, total, words);
}

void progress_count(uint64_t done, uint64_t total, const char *what) {
  char words[64];
  snprintf(words, sizeof words, "%llu of %llu %s", (unsigned long long)done, (unsigned long long)total, what);
  draw_line(done, total, words);
}

void progress_hide(void) {
  if (bar.drawn)
    fputs("\r\033[K", stderr);
  bar.drawn = false;
}

void progress_end(void) {
  progress_hide();
  bar.wanted = false;
}
