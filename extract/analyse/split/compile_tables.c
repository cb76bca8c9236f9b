/* compile_tables.c — a build tool: TSV files to the C tables of table.h.
 *
 *   compile_tables lists FILE.tsv…   each file a list named as the file is
 *   compile_tables weights FILE.tsv  feature TAB integer
 *
 * Rows are `key TAB value`; the value may lack.  Lines that begin with "# " and
 * empty lines are comments.  The table goes to standard output.
 */
#include "extract/analyse/split/table.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
  char *key, *value;
};

struct rows {
  struct row *items;
  size_t count, capacity;
};

static void fail(const char *what, const char *name) {
  fprintf(stderr, "compile_tables: %s: %s\n", name, what);
  exit(1);
}

static void *must(void *memory) {
  if (!memory)
    fail("out of memory", "-");
  return memory;
}

static void rows_add(struct rows *rows, const char *prefix, const char *key, const char *value) {
  if (rows->count == rows->capacity) {
    rows->capacity = rows->capacity ? rows->capacity * 2 : 1024;
    rows->items = must(realloc(rows->items, rows->capacity * sizeof *rows->items));
  }
  char *joined = must(malloc(strlen(prefix) + strlen(key) + 1));
  strcat(strcpy(joined, prefix), key);
  rows->items[rows->count++] = (struct row){joined, must(strdup(value))};
}

/* "…/units.tsv" → "units/" */
static char *list_prefix(const char *path) {
  const char *slash = strrchr(path, '/');
  char *name = must(malloc(strlen(path) + 2));
  strcpy(name, slash ? slash + 1 : path);
  char *dot = strrchr(name, '.');
  strcpy(dot ? dot : name + strlen(name), "/");
  return name;
}

static void read_rows(struct rows *rows, const char *path, const char *prefix) {
  FILE *file = fopen(path, "r");
  if (!file)
    fail("cannot open", path);
  char *line = NULL;
  size_t size = 0;
  ssize_t len;
  while ((len = getline(&line, &size, file)) > 0) {
    if (line[len - 1] == '\n')
      line[--len] = 0;
    if (len == 0 || (line[0] == '#' && (line[1] == ' ' || !line[1])))
      continue;
    char *tab = strchr(line, '\t');
    if (tab)
      *tab = 0;
    rows_add(rows, prefix, line, tab ? tab + 1 : "");
  }
  free(line);
  fclose(file);
}

static size_t slot_count(size_t rows) {
  size_t slots = 16;
  while (slots < 2 * rows)
    slots *= 2;
  return slots;
}

static uint64_t key_hash(const char *key) {
  return table_mix(table_hash(TABLE_HASH_START, key, strlen(key)));
}

static void print_string(const char *text) {
  putchar('"');
  for (; *text; text++)
    printf("\\%03o", (unsigned char)*text);
  printf("\\0\"");
}

static void write_lists(const struct rows *rows) {
  const size_t slots = slot_count(rows->count);
  uint32_t *offsets = must(calloc(slots, sizeof *offsets));
  uint32_t offset = 1;
  printf("static const char bytes[] =\n  \"\\0\"\n");
  for (size_t i = 0; i < rows->count; i++) {
    const struct row *row = &rows->items[i];
    size_t at = key_hash(row->key) & (slots - 1);
    while (offsets[at])
      at = (at + 1) & (slots - 1);
    offsets[at] = offset;
    offset += (uint32_t)(strlen(row->key) + strlen(row->value) + 2);
    printf("  ");
    print_string(row->key);
    putchar(' ');
    print_string(row->value);
    putchar('\n');
  }
  printf(";\nstatic const uint32_t slots[] = {\n");
  for (size_t i = 0; i < slots; i++)
    printf("%u,\n", offsets[i]);
  printf("};\nconst struct list_table relata_split_lists = {slots, bytes, %zu};\n", slots - 1);
  free(offsets);
}

static void write_weights(const struct rows *rows) {
  const size_t slots = slot_count(rows->count);
  struct weight_slot *table = must(calloc(slots, sizeof *table));
  for (size_t i = 0; i < rows->count; i++) {
    const uint64_t hash = key_hash(rows->items[i].key);
    size_t at = hash & (slots - 1);
    for (; table[at].hash; at = (at + 1) & (slots - 1))
      if (table[at].hash == hash)
        fail("two features with one hash", rows->items[i].key);
    table[at] = (struct weight_slot){hash, (int32_t)strtol(rows->items[i].value, NULL, 10)};
  }
  printf("static const struct weight_slot slots[] = {\n");
  for (size_t i = 0; i < slots; i++)
    printf("{UINT64_C(%llu), %d},\n", (unsigned long long)table[i].hash, table[i].weight);
  printf("};\nconst struct weight_table relata_split_weights = {slots, %zu};\n", slots - 1);
  free(table);
}

int main(int argc, char **argv) {
  struct rows rows = {0};
  const bool lists = argc > 1 && strcmp(argv[1], "lists") == 0;
  if (argc < 3)
    fail("usage: compile_tables lists|weights FILE.tsv...", "-");
  for (int i = 2; i < argc; i++) {
    char *prefix = lists ? list_prefix(argv[i]) : must(strdup(""));
    read_rows(&rows, argv[i], prefix);
    free(prefix);
  }
  printf("/* Made by compile_tables from the TSV files. */\n#include \"extract/analyse/split/table.h\"\n");
  if (lists)
    write_lists(&rows);
  else
    write_weights(&rows);
  for (size_t i = 0; i < rows.count; i++) {
    free(rows.items[i].key);
    free(rows.items[i].value);
  }
  free(rows.items);
  return fflush(stdout) || ferror(stdout) ? 1 : 0;
}
