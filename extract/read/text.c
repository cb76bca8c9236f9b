/* text.c — text under construction that knows where each byte came from. */
#include "extract/read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *read_grow(void *items, size_t *capacity, size_t needed, size_t item_size) {
  if (needed <= *capacity)
    return items;
  size_t larger = *capacity < 16 ? 16 : *capacity + *capacity / 2;
  if (larger < needed)
    larger = needed;
  void *grown = larger > SIZE_MAX / 2 / item_size ? NULL : realloc(items, larger * item_size);
  if (!grown) {
    fputs("relata: out of memory\n", stderr);
    abort();
  }
  *capacity = larger;
  return grown;
}

void read_text_free(struct read_text *text) {
  free(text->data);
  free(text->runs);
  *text = (struct read_text){0};
}

void read_text_clear(struct read_text *text) {
  text->len = text->run_count = 0;
  text->source_end = 0;
}

static void push_run(struct read_text *text, uint32_t source) {
  const struct relata_offset run = {(uint32_t)text->len, source};
  text->runs = read_grow(text->runs, &text->run_capacity, text->run_count + 1, sizeof *text->runs);
  text->runs[text->run_count++] = run;
}

/* The next byte of text comes from `source`. */
static void go_to(struct read_text *text, uint32_t source) {
  if (text->run_count == 0) {
    push_run(text, source);
    return;
  }
  const struct relata_offset last = text->runs[text->run_count - 1];
  const uint32_t expected = last.source + ((uint32_t)text->len - last.text);
  if (text->source_end == source && expected == source)
    return;
  push_run(text, text->source_end);
  push_run(text, source);
}

void read_text_add_as(struct read_text *text, const char *data, size_t len, size_t source, size_t source_len) {
  if (len == 0)
    return;
  go_to(text, (uint32_t)source);
  text->data = read_grow(text->data, &text->capacity, text->len + len, 1);
  memcpy(text->data + text->len, data, len);
  text->len += len;
  text->source_end = (uint32_t)(source + source_len);
}

void read_text_add(struct read_text *text, const char *data, size_t len, size_t source) {
  read_text_add_as(text, data, len, source, len);
}

void read_text_separate(struct read_text *text, const char *separator, size_t next_source) {
  const size_t len = strlen(separator), here = text->source_end;
  const size_t gap = next_source > here ? next_source - here : 0;
  read_text_add_as(text, separator, len, here, gap >= len ? len : gap);
}

/* The last run at or before `at`; there is at least one. */
static size_t find_run(const struct read_text *text, size_t at) {
  size_t low = 0, high = text->run_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (text->runs[middle].text <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low ? low - 1 : 0;
}

/* How much text a run has and how much source it stands for. */
static void measure_run(const struct read_text *text, size_t run, size_t *end, size_t *source_len) {
  const struct relata_offset here = text->runs[run];
  const bool last = run + 1 == text->run_count;
  const uint32_t source_end = last ? text->source_end : text->runs[run + 1].source;
  *end = last ? text->len : text->runs[run + 1].text;
  *source_len = source_end > here.source ? source_end - here.source : 0;
}

void read_text_slice(struct read_text *text, const struct read_text *from, size_t begin, size_t end) {
  if (begin >= end)
    return;
  size_t run = find_run(from, begin);
  for (size_t at = begin; at < end;) {
    while (run + 1 < from->run_count && from->runs[run + 1].text <= at)
      run++;
    size_t run_end, source_len;
    measure_run(from, run, &run_end, &source_len);
    const size_t stop = run_end < end ? run_end : end;
    size_t first = at - from->runs[run].text, last = stop - from->runs[run].text;
    if (first > source_len)
      first = source_len;
    if (last > source_len || stop == run_end)
      last = source_len;
    read_text_add_as(text, from->data + at, stop - at, from->runs[run].source + first, last - first);
    at = stop;
  }
}

uint32_t read_text_source(const struct read_text *text, size_t at) {
  if (at >= text->len || text->run_count == 0)
    return text->source_end;
  const size_t run = find_run(text, at);
  size_t run_end, source_len;
  measure_run(text, run, &run_end, &source_len);
  const size_t ahead = at - text->runs[run].text;
  return text->runs[run].source + (uint32_t)(ahead < source_len ? ahead : source_len ? source_len - 1 : 0);
}

void read_text_shift(struct read_text *text, size_t count) {
  if (count == 0)
    return;
  if (count >= text->len) {
    read_text_clear(text);
    return;
  }
  const size_t run = find_run(text, count);
  const uint32_t source = read_text_source(text, count);
  memmove(text->data, text->data + count, text->len - count);
  text->len -= count;
  memmove(text->runs, text->runs + run, (text->run_count - run) * sizeof *text->runs);
  text->run_count -= run;
  for (size_t i = 0; i < text->run_count; i++)
    text->runs[i].text = text->runs[i].text > count ? text->runs[i].text - (uint32_t)count : 0;
  text->runs[0].source = source;
}

struct relata_str read_text_view(const struct read_text *text, size_t begin, size_t end) {
  if (end > text->len)
    end = text->len;
  if (begin >= end)
    return (struct relata_str){"", 0};
  return (struct relata_str){text->data + begin, end - begin};
}
