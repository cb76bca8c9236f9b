/* text_index.c — making, writing, mapping and asking the index of texts. */
#include "graph/sparql/text_index.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "extract/base/out.h"
#include "graph/sparql/text_words.h"
#include "graph/store/dictionary.h"
#include "graph/store/index.h"
#include "graph/store/quads_private.h"
#include "graph/store/term.h"

static const char magic[16] = "relata texts 1\n";
static const char file_stem[] = "relata.graph.texts-";

struct text_head {
  char magic[16];
  uint64_t identity; /* of the index of quads */
  uint64_t checksum; /* of the head with 0 here, and of what follows it */
  uint64_t words, numbers, letters; /* how many; `letters` are the bytes of all words */
  uint64_t text_count, length;      /* texts, and their words with repetitions */
};

/* A file, mapped or as it would be written. */
struct part {
  struct text_head *head;
  size_t size;
  bool is_mapped;
};

struct text_index {
  struct part base, added;
};

static void *resized(void *memory, size_t count, size_t size) {
  void *result = reallocarray(memory, count ? count : 1, size);
  if (!result)
    abort();
  return result;
}

/* ------------------------------------------------------------------ places in a part */

static const uint32_t *words_of(const struct text_head *head) {
  return (const uint32_t *)(head + 1);
}

static const uint32_t *postings_of(const struct text_head *head) {
  return words_of(head) + head->words + 1;
}

static const uint32_t *numbers_of(const struct text_head *head) {
  return postings_of(head) + head->words + 1;
}

static const char *letters_of(const struct text_head *head) {
  return (const char *)(numbers_of(head) + head->numbers);
}

static size_t size_of(const struct text_head *head) {
  return sizeof *head + (size_t)(2 * (head->words + 1) + head->numbers) * sizeof(uint32_t) + (size_t)head->letters;
}

static struct relata_str word_at(const struct text_head *head, size_t word) {
  const uint32_t *words = words_of(head);
  return (struct relata_str){ letters_of(head) + words[word], words[word + 1] - words[word] };
}

static uint64_t checksum_of(const struct text_head *head, size_t size) {
  struct text_head copy = *head;
  copy.checksum = 0;
  return XXH3_64bits_withSeed(&copy, sizeof copy, XXH3_64bits(head + 1, size - sizeof *head));
}

/* ------------------------------------------------------------------ making */

struct relata_str text_of_term(struct relata_arena *arena, struct relata_str term) {
  if (term.len == 0 || term.data[0] != '"' || term.data[term.len - 1] == '>') /* a datatype ends so */
    return (struct relata_str){ NULL, 0 };
  return term_split(arena, term).value;
}

struct making {
  struct dictionary *words;
  uint32_t (*pairs)[2]; /* word, text */
  size_t count, capacity;
  uint64_t texts, length;
};

static void add_pair(struct making *making, uint32_t word, uint32_t number) {
  if (making->count == making->capacity) {
    making->capacity = making->capacity ? 2 * making->capacity : 1024;
    making->pairs = resized(making->pairs, making->capacity, sizeof *making->pairs);
  }
  making->pairs[making->count][0] = word;
  making->pairs[making->count++][1] = number;
}

static void add_text(struct making *making, struct relata_str text, uint32_t number) {
  struct word_cutter cutter = word_cutter_begin(text);
  making->texts++;
  for (struct relata_str word; word_cutter_next(&cutter, &word);) {
    making->length++;
    add_pair(making, dictionary_intern(making->words, word, NULL), number);
  }
}

/* Each word's texts follow one another: counted, then put in their places, once each. */
static void fill_numbers(const struct making *making, const uint32_t *renumbered, struct text_head *head) {
  uint32_t *postings = (uint32_t *)(uintptr_t)postings_of(head), *numbers = (uint32_t *)(uintptr_t)numbers_of(head);
  uint32_t *places = resized(NULL, head->words + 1, sizeof *places);
  uint32_t *counts = resized(NULL, head->words + 1, sizeof *counts);
  size_t kept = 0;
  memset(counts, 0, (head->words + 1) * sizeof *counts);
  for (size_t i = 0; i < making->count; i++)
    counts[renumbered[making->pairs[i][0]]]++;
  uint32_t place = 0;
  for (size_t w = 0; w < head->words; w++) {
    places[w] = place;
    place += counts[w];
  }
  for (size_t i = 0; i < making->count; i++)
    numbers[places[renumbered[making->pairs[i][0]]]++] = making->pairs[i][1];
  place = 0;
  for (size_t w = 0; w < head->words; w++) {
    const uint32_t *run = numbers + place;
    postings[w] = (uint32_t)kept;
    for (uint32_t i = 0; i < counts[w]; i++) /* a word that a text has twice stands twice in a row */
      if (i == 0 || run[i] != run[i - 1])
        numbers[kept++] = run[i];
    place += counts[w];
  }
  postings[head->words] = (uint32_t)kept;
  head->numbers = kept;
  free(places);
  free(counts);
}

static void fill_words(const struct making *making, struct text_head *head) {
  uint32_t *words = (uint32_t *)(uintptr_t)words_of(head), place = 0;
  char *letters = (char *)(uintptr_t)letters_of(head);
  for (uint32_t w = 0; w < head->words; w++) {
    const struct relata_str word = dictionary_get(making->words, w);
    words[w] = place;
    memcpy(letters + place, word.data, word.len);
    place += (uint32_t)word.len;
  }
  words[head->words] = place;
}

/* Of the terms from `begin` below `end`. */
static struct part part_make(const struct quads *quads, uint32_t begin, uint32_t end, uint64_t identity) {
  struct making making = { .words = dictionary_new() };
  struct relata_arena *arena = relata_arena_new();
  for (uint32_t number = begin; number < end; number++) {
    const struct relata_str text = text_of_term(arena, quads_term(quads, number));
    if (text.len)
      add_text(&making, text, number);
    relata_arena_clear(arena);
  }
  uint32_t *renumbered = dictionary_sort(making.words);
  struct text_head head = { .identity = identity, .words = dictionary_count(making.words), .numbers = making.count,
                            .text_count = making.texts, .length = making.length };
  memcpy(head.magic, magic, sizeof magic);
  for (uint32_t w = 0; w < head.words; w++)
    head.letters += dictionary_get(making.words, w).len;
  struct part part = { .head = resized(NULL, size_of(&head), 1) };
  *part.head = head;
  fill_numbers(&making, renumbered, part.head);
  fill_words(&making, part.head);
  part.size = size_of(part.head);
  part.head->checksum = checksum_of(part.head, part.size);
  free(renumbered);
  free(making.pairs);
  dictionary_free(making.words);
  relata_arena_free(arena);
  return part;
}

static void part_free(struct part *part) {
  if (part->is_mapped)
    munmap(part->head, part->size);
  else
    free(part->head);
}

/* ------------------------------------------------------------------ the file */

/* To be freed. */
static char *path_of(const char *folder, uint64_t identity) {
  const size_t size = strlen(folder) + sizeof file_stem + 20;
  char *path = resized(NULL, size, 1);
  snprintf(path, size, "%s/%s%016llx", folder, file_stem, (unsigned long long)identity);
  return path;
}

static bool is_sound(const struct text_head *head, size_t size, uint64_t identity) {
  if (size < sizeof *head || memcmp(head->magic, magic, sizeof magic) != 0 || head->identity != identity ||
      head->words > size || head->numbers > size || head->letters > size || size_of(head) != size)
    return false;
  return checksum_of(head, size) == head->checksum;
}

static bool part_map(struct part *part, const char *folder, uint64_t identity) {
  char *path = path_of(folder, identity);
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  struct stat about;
  void *map = MAP_FAILED;
  free(path);
  if (fd >= 0 && fstat(fd, &about) == 0 && (size_t)about.st_size >= sizeof *part->head)
    map = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_SHARED, fd, 0);
  if (fd >= 0)
    close(fd);
  if (map == MAP_FAILED)
    return false;
  *part = (struct part){ .head = map, .size = (size_t)about.st_size, .is_mapped = true };
  if (is_sound(part->head, part->size, identity))
    return true;
  part_free(part);
  return false;
}

static void part_write(const struct part *part, const char *folder) {
  struct relata_out *out;
  char *path = path_of(folder, part->head->identity);
  if (relata_out_open(&out, path, NULL) == RELATA_OK) {
    relata_out_write(out, part->head, part->size);
    relata_out_close(out, NULL);
  }
  free(path);
}

/* ------------------------------------------------------------------ opening */

/* The base is what an index of quads holds; without one everything counts as added. */
struct text_index *text_index_new(struct quads *quads, const char *folder) {
  struct text_index *index = calloc(1, sizeof *index);
  if (!index)
    abort();
  const uint64_t identity = index_identity(quads);
  const uint32_t base = identity ? (uint32_t)quads->term_count : 0, all = (uint32_t)quads_term_count(quads);
  if (!identity || !folder || !part_map(&index->base, folder, identity))
    index->base = part_make(quads, 0, base, identity);
  index->added = part_make(quads, base, all, 0);
  return index;
}

void text_index_free(struct text_index *index) {
  if (!index)
    return;
  part_free(&index->base);
  part_free(&index->added);
  free(index);
}

size_t text_index_count(const struct text_index *index) {
  return (size_t)(index->base.head->text_count + index->added.head->text_count);
}

double text_index_average_length(const struct text_index *index) {
  const size_t count = text_index_count(index);
  return count ? (double)(index->base.head->length + index->added.head->length) / (double)count : 1;
}

/* ------------------------------------------------------------------ finding */

/* The first word that is not before `word`; with `after`, the first that neither is nor begins so. */
static size_t word_bound(const struct text_head *head, struct relata_str word, bool after) {
  size_t low = 0, high = head->words;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    struct relata_str here = word_at(head, middle);
    if (after && here.len > word.len)
      here.len = word.len;
    const int side = relata_str_compare(here, word);
    if (side < 0 || (after && side == 0))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static int compare_numbers(const void *a, const void *b) {
  const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

/* Several words' runs become one, each text once. */
static size_t merge_runs(uint32_t *numbers, size_t count) {
  size_t kept = 0;
  qsort(numbers, count, sizeof *numbers, compare_numbers);
  for (size_t i = 0; i < count; i++)
    if (i == 0 || numbers[i] != numbers[kept - 1])
      numbers[kept++] = numbers[i];
  return kept;
}

/* The words that are meant, from `*first` on: where they end. */
static size_t find_words(const struct text_head *head, struct relata_str word, bool is_prefix, size_t *first) {
  *first = word_bound(head, word, false);
  if (is_prefix)
    return word_bound(head, word, true);
  return *first + (*first < head->words && relata_str_equal(word_at(head, *first), word));
}

static size_t size_in(const struct part *part, struct relata_str word, bool is_prefix) {
  size_t first;
  const size_t end = find_words(part->head, word, is_prefix, &first);
  return postings_of(part->head)[end] - postings_of(part->head)[first];
}

size_t text_index_size(const struct text_index *index, struct relata_str word, bool is_prefix) {
  return size_in(&index->base, word, is_prefix) + size_in(&index->added, word, is_prefix);
}

static void find_in(const struct part *part, struct relata_str word, bool is_prefix, uint32_t **numbers,
                    size_t *count) {
  const struct text_head *head = part->head;
  size_t first;
  const size_t end = find_words(head, word, is_prefix, &first);
  const uint32_t *postings = postings_of(head);
  const size_t found = postings[end] - postings[first];
  *numbers = resized(*numbers, *count + found, sizeof **numbers);
  memcpy(*numbers + *count, numbers_of(head) + postings[first], found * sizeof **numbers);
  *count += end - first > 1 ? merge_runs(*numbers + *count, found) : found;
}

uint32_t *text_index_find(const struct text_index *index, struct relata_str word, bool is_prefix, size_t *count) {
  uint32_t *numbers = NULL;
  *count = 0;
  find_in(&index->base, word, is_prefix, &numbers, count);
  find_in(&index->added, word, is_prefix, &numbers, count); /* these have greater numbers */
  return numbers;
}

/* ------------------------------------------------------------------ keeping and checking the file */

static struct quads *open_base(const char *folder, const char *quads_name) {
  struct quads *quads = NULL;
  const size_t size = strlen(folder) + strlen(quads_name) + 2;
  char *path = resized(NULL, size, 1);
  snprintf(path, size, "%s/%s", folder, quads_name);
  index_open(&quads, path);
  free(path);
  return quads;
}

static void remove_others(const char *folder, uint64_t identity) {
  char *kept = path_of(folder, identity);
  DIR *files = opendir(folder);
  for (struct dirent *entry; files && (entry = readdir(files));)
    if (strncmp(entry->d_name, file_stem, sizeof file_stem - 1) == 0 &&
        strcmp(entry->d_name, strrchr(kept, '/') + 1) != 0)
      unlinkat(dirfd(files), entry->d_name, 0);
  if (files)
    closedir(files);
  free(kept);
}

void text_index_update(const char *folder, const char *quads_name) {
  struct quads *quads = quads_name ? open_base(folder, quads_name) : NULL;
  if (!quads)
    return;
  const uint64_t identity = index_identity(quads);
  char *path = path_of(folder, identity);
  if (access(path, R_OK) != 0) {
    struct part part = part_make(quads, 0, (uint32_t)quads_term_count(quads), identity);
    part_write(&part, folder);
    part_free(&part);
    remove_others(folder, identity);
  }
  free(path);
  quads_free(quads);
}

enum relata_status text_index_check(const char *folder, const char *quads_name, struct relata_error *error) {
  struct quads *quads = quads_name ? open_base(folder, quads_name) : NULL;
  if (!quads)
    return RELATA_OK;
  const uint64_t identity = index_identity(quads);
  enum relata_status status = RELATA_OK;
  char *path = path_of(folder, identity);
  if (access(path, F_OK) == 0) {
    struct part right = part_make(quads, 0, (uint32_t)quads_term_count(quads), identity), there;
    const bool mapped = part_map(&there, folder, identity);
    if (!mapped || there.size != right.size || memcmp(there.head, right.head, right.size) != 0)
      status = relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0,
                                "is damaged: it does not index the graph's texts; remove it, and searches make their own");
    if (mapped)
      part_free(&there);
    part_free(&right);
  }
  free(path);
  quads_free(quads);
  return status;
}
