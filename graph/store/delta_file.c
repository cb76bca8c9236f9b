/* delta_file.c — writing and reading the file of a delta. */
#include "graph/store/delta_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "extract/base/out.h"
#include "graph/store/delta.h"
#include "graph/store/index.h"
#include "graph/store/sort.h"

static const char magic[16] = "relata delta 1\n";

struct delta_head {
  char magic[16];
  uint64_t index;    /* what tells the index that is changed */
  uint64_t checksum; /* of the head with 0 here, and of what follows it */
  uint64_t size;     /* of the file */
  uint64_t terms, added_count, gone_count, predicates;
  uint64_t offsets, texts, added, gone, counts; /* where they begin */
};

static uint64_t checksum_of(const char *bytes, size_t size) {
  struct delta_head head;
  memcpy(&head, bytes, sizeof head);
  head.checksum = 0;
  return XXH3_64bits_withSeed(&head, sizeof head, XXH3_64bits(bytes + sizeof head, size - sizeof head));
}

static void *room_for(size_t count, size_t size) {
  void *memory = reallocarray(NULL, count + 1, size);
  if (!memory)
    abort();
  return memory;
}

/* ------------------------------------------------------------------ writing */

/* The terms that quads which came use, by bytes; `*numbers` gets the new number for each old one, both from the base's
 * end on. */
static struct sorted_text *used_terms(struct quads *quads, uint32_t **numbers, size_t *count) {
  const struct delta *delta = quads->delta;
  const size_t terms = delta_term_count(delta);
  const uint32_t base = (uint32_t)quads_base_terms(quads);
  struct sorted_text *texts = room_for(terms, sizeof *texts);
  *numbers = room_for(terms, sizeof **numbers);
  memset(*numbers, 0xff, (terms + 1) * sizeof **numbers);
  *count = 0;
  for (size_t i = 0; i < delta->added_count; i++)
    for (unsigned char member = 0; member < 4; member++) {
      const uint32_t number = quad_member(&delta->added[ORDER_SPOG][i], member);
      if (number == RELATA_NONE || number < base || (*numbers)[number - base] != RELATA_NONE)
        continue;
      (*numbers)[number - base] = 0;
      texts[(*count)++] =
        (struct sorted_text){ .text = delta_term(delta, number - base), .number = number - base };
    }
  sort_texts(texts, *count);
  for (size_t i = 0; i < *count; i++)
    (*numbers)[texts[i].number] = base + (uint32_t)i;
  return texts;
}

static uint32_t new_number(uint32_t old, uint32_t base, const uint32_t *numbers) {
  return old == RELATA_NONE || old < base ? old : numbers[old - base];
}

static void put_quads(struct relata_out *out, const struct quad *quads, size_t count) {
  if (count)
    relata_out_write(out, quads, count * sizeof *quads);
}

static void put_added(struct relata_out *out, const struct quads *quads, const uint32_t *numbers, size_t terms) {
  const struct delta *delta = quads->delta;
  const uint32_t base = (uint32_t)quads_base_terms(quads);
  struct quad *sorted = room_for(delta->added_count, sizeof *sorted);
  for (size_t i = 0; i < delta->added_count; i++) {
    const struct quad *quad = &delta->added[ORDER_SPOG][i];
    sorted[i] = (struct quad){ new_number(quad->subject, base, numbers), new_number(quad->predicate, base, numbers),
                               new_number(quad->object, base, numbers), new_number(quad->graph, base, numbers) };
  }
  sort_quads(sorted, delta->added_count, quad_order_keys[ORDER_SPOG], 4, base + terms);
  struct quad *other = room_for(delta->added_count, sizeof *other);
  for (int order = 0; order < ORDER_COUNT; order++) {
    memcpy(other, sorted, delta->added_count * sizeof *other);
    if (order != ORDER_SPOG)
      quads_reorder(other, delta->added_count, (enum order)order, base + terms);
    put_quads(out, other, delta->added_count);
  }
  free(other);
  free(sorted);
}

static int compare_counts(const void *a, const void *b) {
  const uint32_t x = ((const struct predicate_count *)a)->predicate, y = ((const struct predicate_count *)b)->predicate;
  return x < y ? -1 : x > y;
}

static void put_counts(struct relata_out *out, const struct quads *quads, const uint32_t *numbers) {
  const struct delta *delta = quads->delta;
  const uint32_t base = (uint32_t)quads_base_terms(quads);
  struct predicate_count *counts = room_for(delta->predicate_count, sizeof *counts);
  for (size_t i = 0; i < delta->predicate_count; i++) {
    counts[i] = delta->predicates[i];
    counts[i].predicate = new_number(counts[i].predicate, base, numbers);
  }
  qsort(counts, delta->predicate_count, sizeof *counts, compare_counts);
  relata_out_write(out, counts, delta->predicate_count * sizeof *counts);
  free(counts);
}

static void put_gap(struct relata_out *out) {
  while (relata_out_as_memory(out).len % 16)
    relata_out_char(out, '\0');
}

static uint64_t place(struct relata_out *out) {
  put_gap(out);
  return relata_out_as_memory(out).len;
}

/* The file as bytes; the head is filled in last. */
static struct relata_out *lay_out(struct quads *quads) {
  const struct delta *delta = quads->delta;
  struct delta_head head = { .index = index_identity(quads), .added_count = delta->added_count,
                             .gone_count = delta->gone_count, .predicates = delta->predicate_count };
  struct relata_out *out = relata_out_to_memory();
  uint32_t *numbers;
  size_t terms;
  struct sorted_text *texts = used_terms(quads, &numbers, &terms);
  uint64_t offset = 0;
  memcpy(head.magic, magic, sizeof magic);
  head.terms = terms;
  relata_out_write(out, &head, sizeof head);
  head.offsets = place(out);
  for (size_t i = 0; i <= terms; i++) {
    relata_out_write(out, &offset, sizeof offset);
    offset += i < terms ? texts[i].text.len + 1 : 0;
  }
  head.texts = place(out);
  for (size_t i = 0; i < terms; i++) {
    relata_out_str(out, texts[i].text);
    relata_out_char(out, '\0');
  }
  head.added = place(out);
  put_added(out, quads, numbers, terms);
  head.gone = place(out);
  for (int order = 0; order < ORDER_COUNT; order++)
    put_quads(out, delta->gone[order], delta->gone_count);
  head.counts = place(out);
  put_counts(out, quads, numbers);
  head.size = relata_out_as_memory(out).len;
  free(texts);
  free(numbers);
  char *bytes = (char *)(uintptr_t)relata_out_as_memory(out).data; /* the head's place was kept for it */
  memcpy(bytes, &head, sizeof head);
  head.checksum = checksum_of(bytes, (size_t)head.size);
  memcpy(bytes, &head, sizeof head);
  return out;
}

enum relata_status delta_write(struct quads *quads, const char *folder, char **name, struct relata_error *error) {
  struct relata_out *bytes = lay_out(quads), *out;
  const struct relata_str whole = relata_out_as_memory(bytes);
  struct delta_head head;
  memcpy(&head, whole.data, sizeof head);
  char *path = NULL;
  if (asprintf(name, "relata.graph.delta-%016llx", (unsigned long long)head.checksum) < 0 ||
      asprintf(&path, "%s/%s", folder, *name) < 0)
    abort();
  enum relata_status status = relata_out_open(&out, path, error);
  if (status == RELATA_OK) {
    relata_out_str(out, whole);
    status = relata_out_close(out, error);
  }
  relata_out_abandon(bytes);
  free(path);
  if (status != RELATA_OK) {
    free(*name);
    *name = NULL;
  }
  return status;
}

/* ------------------------------------------------------------------ reading */

static bool fits(const struct delta_head *head, uint64_t begin, uint64_t count, uint64_t size) {
  return begin >= sizeof *head && begin % 8 == 0 && begin <= head->size && count <= (head->size - begin) / size;
}

static bool is_sound(const char *bytes, size_t size, uint64_t index) {
  struct delta_head head;
  if (size < sizeof head)
    return false;
  memcpy(&head, bytes, sizeof head);
  return memcmp(head.magic, magic, sizeof magic) == 0 && head.index == index && head.size == size &&
         checksum_of(bytes, size) == head.checksum && head.terms < RELATA_NONE &&
         fits(&head, head.offsets, head.terms + 1, sizeof(uint64_t)) && fits(&head, head.texts, 0, 1) &&
         fits(&head, head.added, head.added_count, ORDER_COUNT * sizeof(struct quad)) &&
         fits(&head, head.gone, head.gone_count, ORDER_COUNT * sizeof(struct quad)) &&
         fits(&head, head.counts, head.predicates, sizeof(struct predicate_count));
}

static enum relata_status read_bytes(const char *path, char **bytes, size_t *size) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  struct stat about;
  *bytes = NULL;
  *size = 0;
  if (fd < 0)
    return errno == ENOENT ? RELATA_NOT_FOUND : RELATA_IO;
  if (fstat(fd, &about) == 0 && (*bytes = malloc((size_t)about.st_size + 1))) {
    ssize_t got;
    while (*size < (size_t)about.st_size && (got = read(fd, *bytes + *size, (size_t)about.st_size - *size)) > 0)
      *size += (size_t)got;
  }
  close(fd);
  return *bytes ? RELATA_OK : RELATA_IO;
}

static struct delta *delta_of(char *bytes, size_t size) {
  const struct delta_head *head = (const struct delta_head *)bytes;
  struct delta *delta = calloc(1, sizeof *delta);
  if (!delta)
    abort();
  pthread_mutex_init(&delta->lock, NULL);
  delta->map = bytes;
  delta->map_size = size;
  delta->added_count = (size_t)head->added_count;
  delta->gone_count = (size_t)head->gone_count;
  for (size_t order = 0; order < ORDER_COUNT; order++) {
    delta->added[order] = (struct quad *)(bytes + head->added) + order * delta->added_count;
    delta->gone[order] = (struct quad *)(bytes + head->gone) + order * delta->gone_count;
  }
  delta->offsets = (const uint64_t *)(bytes + head->offsets);
  delta->texts = bytes + head->texts;
  delta->term_count = (size_t)head->terms;
  delta->predicates = (struct predicate_count *)(bytes + head->counts);
  delta->predicate_count = (size_t)head->predicates;
  return delta;
}

enum relata_status delta_open(struct quads *quads, const char *path, struct relata_error *error) {
  char *bytes;
  size_t size;
  const enum relata_status status = read_bytes(path, &bytes, &size);
  if (status == RELATA_NOT_FOUND)
    return status;
  if (status != RELATA_OK || !is_sound(bytes, size, index_identity(quads))) {
    free(bytes);
    return relata_error_set(error, status == RELATA_OK ? RELATA_BAD_INPUT : status, path, 0, 0,
                            status == RELATA_OK ? "is damaged: it is not what its checksum says" : "cannot be read");
  }
  quads->delta = delta_of(bytes, size);
  return RELATA_OK;
}
