/* index.c — writing, mapping and checking the file of an index. */
#include "graph/store/index.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "extract/base/out.h"
#include "graph/store/quads_private.h"

static const char magic[16] = "relata index 3\n";
static const enum order with_starts[2] = { ORDER_SPOG, ORDER_OSPG };
enum { BYTE_ORDER_MARK = 0x01020304 };

struct index_head {
  char magic[16];
  uint32_t byte_order, quad_size;
  uint64_t size;     /* of the file */
  uint64_t checksum; /* of the head with 0 here, and of what follows it */
  uint64_t terms, quads, predicates;
  uint64_t offsets, texts, orders[ORDER_COUNT], starts[2], counts; /* where they begin */
};

/* ------------------------------------------------------------------ the plan of a file */

static uint64_t aligned(uint64_t place) {
  return (place + 15) & ~(uint64_t)15;
}

static bool has_one_graph(struct quads *quads) {
  size_t count;
  const struct quad *all = quads_all(quads, &count);
  for (size_t i = 1; i < count; i++)
    if (all[i].graph != all[0].graph)
      return false;
  return true;
}

static struct index_head plan_file(struct quads *quads) {
  struct index_head head = { .byte_order = BYTE_ORDER_MARK, .quad_size = sizeof(struct quad) };
  size_t predicates, count;
  uint64_t text_size = 0;
  memcpy(head.magic, magic, sizeof magic);
  quads_predicates(quads, &predicates);
  quads_all(quads, &count);
  head.terms = quads_term_count(quads);
  head.quads = count;
  head.predicates = predicates;
  for (uint32_t i = 0; i < head.terms; i++)
    text_size += quads_term(quads, i).len + 1;
  head.offsets = aligned(sizeof head);
  head.texts = aligned(head.offsets + (head.terms + 1) * sizeof(uint64_t));
  uint64_t place = aligned(head.texts + text_size);
  for (int order = 0; order < ORDER_COUNT; order++) {
    const bool again = order == ORDER_GSPO && has_one_graph(quads);
    head.orders[order] = again ? head.orders[ORDER_SPOG] : place;
    place += again ? 0 : head.quads * sizeof(struct quad);
  }
  for (int i = 0; i < 2; i++) {
    head.starts[i] = place;
    place += (head.terms + 1) * sizeof(uint32_t);
  }
  head.counts = place;
  head.size = place + head.predicates * sizeof(struct predicate_count);
  return head;
}

static uint64_t checksum_of(struct index_head head, uint64_t rest) {
  head.checksum = 0;
  return XXH3_64bits_withSeed(&head, sizeof head, rest);
}

/* ------------------------------------------------------------------ writing */

struct writing {
  struct relata_out *out;
  XXH3_state_t *checksum;
  uint64_t place;
};

static void put(struct writing *writing, const void *data, size_t size) {
  relata_out_write(writing->out, data, size);
  XXH3_64bits_update(writing->checksum, data, size);
  writing->place += size;
}

static void put_gap(struct writing *writing, uint64_t until) {
  static const char zeros[16];
  put(writing, zeros, (size_t)(until - writing->place));
}

static void put_terms(struct writing *writing, struct quads *quads, const struct index_head *head) {
  uint64_t offset = 0;
  for (uint32_t i = 0; i <= head->terms; i++) {
    put(writing, &offset, sizeof offset);
    if (i < head->terms)
      offset += quads_term(quads, i).len + 1;
  }
  put_gap(writing, head->texts);
  for (uint32_t i = 0; i < head->terms; i++) {
    const struct relata_str text = quads_term(quads, i);
    put(writing, text.data, text.len);
    put(writing, "", 1);
  }
  put_gap(writing, head->orders[0]);
}

/* One array turned from order to order: memory for two is enough. */
static void put_orders(struct writing *writing, struct quads *quads, const struct index_head *head) {
  const size_t size = (size_t)head->quads * sizeof(struct quad);
  size_t count;
  const struct quad *all = quads_all(quads, &count);
  put(writing, all, size);
  for (int order = ORDER_POSG; order < ORDER_COUNT; order++) {
    if (head->orders[order] == head->orders[ORDER_SPOG])
      continue;
    if (quads->orders[order]) {
      put(writing, quads->orders[order], size);
      continue;
    }
    struct quad *sorted = malloc(size + 1);
    if (!sorted)
      abort();
    memcpy(sorted, all, size);
    quads_reorder(sorted, count, (enum order)order, quads_term_count(quads));
    put(writing, sorted, size);
    free(sorted);
  }
}

static void put_all(struct writing *writing, struct quads *quads, const struct index_head *head) {
  size_t count;
  const struct predicate_count *counts = quads_predicates(quads, &count);
  put_gap(writing, head->offsets);
  put_terms(writing, quads, head);
  put_orders(writing, quads, head);
  for (int i = 0; i < 2; i++)
    put(writing, quads_starts(quads, with_starts[i]), (size_t)(head->terms + 1) * sizeof(uint32_t));
  put(writing, counts, count * sizeof *counts);
}

/* The checksum is known when all is written; it goes into the head by its own. */
static enum relata_status put_checksum(const char *path, struct index_head *head, struct relata_error *error) {
  const int fd = open(path, O_WRONLY | O_CLOEXEC);
  const bool written = fd >= 0 && pwrite(fd, head, sizeof *head, 0) == (ssize_t)sizeof *head && fsync(fd) == 0;
  if (fd >= 0)
    close(fd);
  return written ? RELATA_OK : relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be written: %s", strerror(errno));
}

static enum relata_status write_file(struct quads *quads, const char *path, struct index_head *head,
                                     struct relata_error *error) {
  struct writing writing = { .checksum = XXH3_createState(), .place = sizeof *head };
  if (!writing.checksum)
    abort();
  XXH3_64bits_reset(writing.checksum);
  enum relata_status status = relata_out_open(&writing.out, path, error);
  if (status == RELATA_OK) {
    const struct index_head nothing = { .size = 0 };
    relata_out_write(writing.out, &nothing, sizeof nothing);
    put_all(&writing, quads, head);
    status = relata_out_close(writing.out, error);
  }
  head->checksum = checksum_of(*head, XXH3_64bits_digest(writing.checksum));
  XXH3_freeState(writing.checksum);
  return status == RELATA_OK ? put_checksum(path, head, error) : status;
}

enum relata_status index_write(struct quads *quads, const char *folder, char **name, struct relata_error *error) {
  struct index_head head = plan_file(quads);
  char *aside = NULL, *path = NULL;
  *name = NULL;
  if (asprintf(&aside, "%s/relata.graph.index.new", folder) < 0)
    abort();
  enum relata_status status = write_file(quads, aside, &head, error);
  if (asprintf(name, "relata.graph.index-%016llx", (unsigned long long)head.checksum) < 0 ||
      asprintf(&path, "%s/%s", folder, *name) < 0)
    abort();
  if (status == RELATA_OK && rename(aside, path) != 0)
    status = relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be written: %s", strerror(errno));
  if (status != RELATA_OK) {
    unlink(aside);
    free(*name);
    *name = NULL;
  }
  free(aside);
  free(path);
  return status;
}

/* ------------------------------------------------------------------ mapping */

static bool fits(const struct index_head *head, uint64_t begin, uint64_t count, uint64_t size, uint64_t alignment) {
  return begin >= sizeof *head && begin % alignment == 0 && begin <= head->size && count <= (head->size - begin) / size;
}

static bool is_sound(const struct index_head *head, uint64_t file_size) {
  bool sound = memcmp(head->magic, magic, sizeof magic) == 0 && head->byte_order == BYTE_ORDER_MARK &&
               head->quad_size == sizeof(struct quad) && head->size == file_size && head->terms < RELATA_NONE &&
               fits(head, head->offsets, head->terms + 1, sizeof(uint64_t), 8) && fits(head, head->texts, 0, 1, 1) &&
               fits(head, head->counts, head->predicates, sizeof(struct predicate_count), 4);
  for (int i = 0; i < 2 && sound; i++)
    sound = fits(head, head->starts[i], head->terms + 1, sizeof(uint32_t), 4);
  for (int order = 0; order < ORDER_COUNT && sound; order++)
    sound = fits(head, head->orders[order], head->quads, sizeof(struct quad), 4);
  return sound;
}

static void *map_file(const char *path, size_t *size) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  struct stat about;
  void *map = MAP_FAILED;
  if (fd >= 0 && fstat(fd, &about) == 0 && (size_t)about.st_size >= sizeof(struct index_head)) {
    *size = (size_t)about.st_size;
    map = mmap(NULL, *size, PROT_READ, MAP_SHARED, fd, 0);
  }
  if (fd >= 0)
    close(fd);
  if (map == MAP_FAILED)
    return NULL;
  if (is_sound(map, *size))
    return map;
  munmap(map, *size);
  return NULL;
}

enum relata_status index_open(struct quads **out, const char *path) {
  size_t size;
  char *map = map_file(path, &size);
  *out = NULL;
  if (!map)
    return RELATA_NOT_FOUND;
  const struct index_head *head = (const struct index_head *)map;
  struct quads *quads = calloc(1, sizeof *quads);
  if (!quads)
    abort();
  quads->map = map;
  quads->map_size = size;
  quads->count = quads->capacity = (size_t)head->quads;
  quads->term_count = (size_t)head->terms;
  quads->offsets = (const uint64_t *)(map + head->offsets);
  quads->texts = map + head->texts;
  for (int order = 0; order < ORDER_COUNT; order++)
    quads->orders[order] = (struct quad *)(map + head->orders[order]);
  for (int i = 0; i < 2; i++)
    quads->starts[with_starts[i]] = (uint32_t *)(map + head->starts[i]);
  quads->predicates = (struct predicate_count *)(map + head->counts);
  quads->predicate_count = (size_t)head->predicates;
  *out = quads;
  return RELATA_OK;
}

uint64_t index_identity(const struct quads *quads) {
  return quads->map ? ((const struct index_head *)quads->map)->checksum : 0;
}

/* ------------------------------------------------------------------ checking */

static bool terms_are_sorted(const struct quads *quads, uint64_t room) {
  for (size_t i = 0; i < quads->term_count; i++)
    if (quads->offsets[i + 1] <= quads->offsets[i] || quads->offsets[i + 1] > room)
      return false;
  for (uint32_t i = 0; i + 1 < quads->term_count; i++)
    if (relata_str_compare(quads_term(quads, i), quads_term(quads, i + 1)) >= 0)
      return false;
  return true;
}

static bool members_are_terms(const struct quads *quads, const struct quad *quad) {
  return quad->subject < quads->term_count && quad->predicate < quads->term_count &&
         quad->object < quads->term_count && (quad->graph < quads->term_count || quad->graph == RELATA_NONE);
}

static bool is_after(const struct quad *a, const struct quad *b) {
  for (unsigned char member = 0; member < 4; member++)
    if (quad_member(a, member) != quad_member(b, member))
      return quad_member(a, member) < quad_member(b, member);
  return false;
}

/* SPOG must be sorted, and the others what sorting makes of it. */
static bool order_is_right(struct quads *quads, enum order order) {
  const struct quad *all = quads->orders[ORDER_SPOG];
  bool right = true;
  if (order == ORDER_SPOG) {
    for (size_t i = 0; i < quads->count && right; i++)
      right = members_are_terms(quads, &all[i]) && (i == 0 || is_after(&all[i - 1], &all[i]));
    return right;
  }
  struct quad *sorted = reallocarray(NULL, quads->count + 1, sizeof *sorted);
  if (!sorted)
    abort();
  if (quads->count)
    memcpy(sorted, all, quads->count * sizeof *sorted);
  quads_reorder(sorted, quads->count, order, quads->term_count);
  right = memcmp(sorted, quads->orders[order], quads->count * sizeof *sorted) == 0;
  free(sorted);
  return right;
}

static bool starts_are_right(struct quads *quads, enum order order) {
  const uint32_t *starts = quads->starts[order];
  size_t at = 0;
  for (uint32_t term = 0; term < quads->term_count; term++) {
    if (starts[term] != at)
      return false;
    while (at < quads->count && (order == ORDER_SPOG ? quads->orders[order][at].subject
                                                     : quads->orders[order][at].object) == term)
      at++;
  }
  return starts[quads->term_count] == quads->count;
}

static const char *what_is_wrong(struct quads *quads) {
  static const char *const complaints[ORDER_COUNT] = {
    "its quads are not in order", "its order by predicate differs", "its order by object differs",
    "its order by graph differs"
  };
  const struct index_head *head = quads->map;
  const char *rest = (const char *)quads->map + sizeof *head;
  if (checksum_of(*head, XXH3_64bits(rest, quads->map_size - sizeof *head)) != head->checksum)
    return "its checksum is not that of its bytes";
  if (!terms_are_sorted(quads, quads->map_size - head->texts))
    return "its terms are not in order";
  for (int order = 0; order < ORDER_COUNT; order++)
    if (!order_is_right(quads, (enum order)order))
      return complaints[order];
  for (int i = 0; i < 2; i++)
    if (!starts_are_right(quads, with_starts[i]))
      return "its places of terms are wrong";
  return NULL;
}

enum relata_status index_check(const char *path, struct relata_error *error) {
  struct quads *quads;
  const enum relata_status status = index_open(&quads, path);
  if (status != RELATA_OK)
    return relata_error_set(error, RELATA_NOT_FOUND, path, 0, 0, "is no index that this program reads");
  const char *wrong = what_is_wrong(quads);
  quads_free(quads);
  return wrong ? relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0, "is damaged: %s", wrong) : RELATA_OK;
}
