/* damage.c — gives a fuzz target damaged copies of the files of folders, for builds without libFuzzer.
 *
 *     damage_NAME COUNT SEED FOLDER…
 *
 * COUNT inputs are made from SEED, the same each time: bytes flipped, parts
 * cut, doubled, moved, exchanged with other files.  An input that takes more
 * than a second is a failure.  What was at hand when the target ended the
 * process lies in damage_NAME.SEED.last.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 1 << 14, MOST_FILES = 4096, MOST_CHANGES = 6 };

struct text {
  uint8_t *bytes;
  size_t size;
};

struct damage {
  struct text files[MOST_FILES];
  size_t file_count;
  uint64_t random;
  uint8_t *input; /* ROOM bytes in a file that outlives a crash, behind its size */
  size_t *size;
};

/* splitmix64 (S. Vigna) */
static uint64_t next(struct damage *damage) {
  uint64_t z = damage->random += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

static size_t below(struct damage *damage, size_t count) {
  return count ? (size_t)(next(damage) % count) : 0;
}

/* ------------------------------------------------------------------ files */

static void read_file(struct damage *damage, const char *path) {
  FILE *file = fopen(path, "rb");
  struct text *text = &damage->files[damage->file_count];
  if (!file)
    return;
  text->bytes = malloc(ROOM);
  if (!text->bytes)
    abort();
  text->size = fread(text->bytes, 1, ROOM / 2, file);
  damage->file_count += text->size > 0;
  if (text->size == 0)
    free(text->bytes);
  fclose(file);
}

static int is_visible(const struct dirent *entry) {
  return entry->d_name[0] != '.';
}

static void read_folder(struct damage *damage, const char *folder) {
  struct dirent **entries;
  const int count = scandir(folder, &entries, is_visible, alphasort);
  for (int i = 0; i < count; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
    if (damage->file_count < MOST_FILES)
      read_file(damage, path);
    free(entries[i]);
  }
  if (count >= 0)
    free(entries);
}

/* ------------------------------------------------------------------ changes */

/* Puts `part` in the place of `cut` bytes at `at`; what does not fit is lost. */
static void exchange(struct damage *damage, size_t at, size_t cut, const uint8_t *part, size_t size) {
  uint8_t rest[ROOM], *input = damage->input;
  const size_t tail = *damage->size - at - cut;
  memcpy(rest, input + at + cut, tail);
  size = at + size > ROOM ? ROOM - at : size;
  if (size)
    memmove(input + at, part, size);
  const size_t kept = at + size + tail > ROOM ? ROOM - at - size : tail;
  memcpy(input + at + size, rest, kept);
  *damage->size = at + size + kept;
}

static void change_byte(struct damage *damage) {
  static const char telling[] = "{}()[]<>\"'\\?.,;:|&!*+/^@#%_-0123456789 \n\t\x00\xff\xc3\xe2";
  const size_t at = below(damage, *damage->size);
  const unsigned flipped = damage->input[at] ^ 1u << below(damage, 8);
  if (*damage->size)
    damage->input[at] = (uint8_t)(below(damage, 3) ? (unsigned char)telling[below(damage, sizeof telling - 1)] : flipped);
}

static void cut_part(struct damage *damage) {
  const size_t at = below(damage, *damage->size), most = *damage->size - at;
  exchange(damage, at, below(damage, most < 64 ? most + 1 : 64), NULL, 0);
}

static void double_part(struct damage *damage) {
  uint8_t part[ROOM];
  const size_t at = below(damage, *damage->size), most = *damage->size - at, size = below(damage, most + 1);
  memcpy(part, damage->input + at, size);
  for (size_t times = 1 + below(damage, 3); times > 0; times--)
    exchange(damage, at, 0, part, size);
}

static void join_part(struct damage *damage) {
  const struct text *other = &damage->files[below(damage, damage->file_count)];
  const size_t from = below(damage, other->size), size = below(damage, other->size - from + 1);
  const size_t at = below(damage, *damage->size + 1), most = *damage->size - at;
  exchange(damage, at, below(damage, most + 1), other->bytes + from, size);
}

/* One word for another of the same file or of any. */
static void change_word(struct damage *damage) {
  const struct text *other = &damage->files[below(damage, damage->file_count)];
  size_t from = below(damage, other->size), to = from, at = below(damage, *damage->size), end = at;
  while (from > 0 && other->bytes[from - 1] > ' ')
    from--;
  while (to < other->size && other->bytes[to] > ' ')
    to++;
  while (at > 0 && damage->input[at - 1] > ' ')
    at--;
  while (end < *damage->size && damage->input[end] > ' ')
    end++;
  exchange(damage, at, end - at, other->bytes + from, to - from);
}

static void make_input(struct damage *damage) {
  static void (*const changes[])(struct damage *damage) = { change_byte, change_byte, cut_part, double_part,
                                                            join_part,      change_word, change_word };
  const struct text *file = &damage->files[below(damage, damage->file_count)];
  memcpy(damage->input, file->bytes, file->size);
  *damage->size = file->size;
  if (below(damage, 2)) { /* little enough to be taken now and then */
    change_word(damage);
    return;
  }
  for (size_t count = 1 + below(damage, MOST_CHANGES); count > 0; count--)
    changes[below(damage, sizeof changes / sizeof *changes)](damage);
}

/* ------------------------------------------------------------------ the run */

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now); /* other processes are not the target's fault */
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double run_one(const struct damage *damage) {
  const double began = seconds();
  uint8_t *exact = malloc(*damage->size ? *damage->size : 1); /* so that sanitizers see its end */
  if (!exact)
    abort();
  memcpy(exact, damage->input, *damage->size);
  LLVMFuzzerTestOneInput(exact, *damage->size);
  free(exact);
  return seconds() - began;
}

static bool open_input(struct damage *damage, const char *program, const char *seed) {
  const char *slash = strrchr(program, '/');
  char path[4096];
  snprintf(path, sizeof path, "%s.%s.last", slash ? slash + 1 : program, seed);
  const int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  const size_t size = ROOM + sizeof(size_t);
  void *map = MAP_FAILED;
  if (file >= 0 && ftruncate(file, (off_t)size) == 0)
    map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (file >= 0)
    close(file);
  if (map == MAP_FAILED)
    return false;
  damage->size = map;
  damage->input = (uint8_t *)map + sizeof(size_t);
  return true;
}

int main(int argc, char **argv) {
  struct damage *damage = calloc(1, sizeof *damage);
  if (!damage || argc < 4) {
    fprintf(stderr, "usage: %s COUNT SEED FOLDER…\n", argv[0]);
    return 2;
  }
  const unsigned long long count = strtoull(argv[1], NULL, 10);
  damage->random = strtoull(argv[2], NULL, 10);
  for (int i = 3; i < argc; i++)
    read_folder(damage, argv[i]);
  if (damage->file_count == 0 || !open_input(damage, argv[0], argv[2])) {
    fprintf(stderr, "%s: nothing to damage\n", argv[0]);
    return 2;
  }
  double slowest = 0;
  for (unsigned long long i = 0; i < count; i++) {
    make_input(damage);
    const double took = run_one(damage);
    slowest = took > slowest ? took : slowest;
    if (took > 1) {
      fprintf(stderr, "%s: input %llu took %.2f s\n", argv[0], i, took);
      return 1;
    }
  }
  printf("%llu inputs from %zu files, seed %s: no crash, the slowest took %.3f s\n", count, damage->file_count, argv[2],
         slowest);
  for (size_t i = 0; i < damage->file_count; i++)
    free(damage->files[i].bytes);
  munmap(damage->size, ROOM + sizeof(size_t));
  free(damage);
  return 0;
}
