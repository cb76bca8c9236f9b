/* features.c — prints what the scorer of antecedents is trained from, for
 * train.py.
 *
 *   antecedent_features MODEL GOLD.mentions.tsv TEXTS.jsonl gold|own > rows.bin
 *
 * GOLD has a line a mention: document, begin, end, type, named, cluster, text
 * (bytes of the record's text).  With `gold` the chains are those of the gold;
 * with `own` those that the compiled weights choose, so that the next weights
 * learn from the mistakes of these.
 *
 * Out: little-endian 16-bit numbers.  For each mention: number of the document,
 * how it stands to the gold (0 the same span, 1 nearly, 2 not there), number of
 * choices; for each choice, beginning a chain first: whether it is right,
 * number of features, the features.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/facts/antecedent.h"

enum { LINE_MOST = 1 << 16 };

struct gold_mention {
  char document[80];
  uint32_t begin, end, cluster;
};

struct golds {
  struct gold_mention *items;
  size_t count, room;
};

struct dump {
  const struct golds *golds;
  uint32_t *gold_of; /* trait → gold cluster, RELATA_NONE where there is none */
  uint8_t *how;      /* trait → 0, 1, 2 */
  uint16_t document;
  bool own;
};

static void number_print(size_t number) {
  const unsigned char bytes[2] = { (unsigned char)(number & 255), (unsigned char)(number >> 8) };
  fwrite(bytes, 1, sizeof bytes, stdout);
}

/* ------------------------------------------------------------- the gold */

static void gold_add(struct golds *golds, const struct gold_mention *mention) {
  if (golds->count == golds->room) {
    golds->room = golds->room ? 2 * golds->room : 1024;
    golds->items = realloc(golds->items, golds->room * sizeof *golds->items);
    if (!golds->items)
      abort();
  }
  golds->items[golds->count++] = *mention;
}

static bool golds_read(struct golds *golds, const char *path) {
  FILE *file = fopen(path, "r");
  if (!file)
    return false;
  char *line = malloc(LINE_MOST);
  struct gold_mention mention;
  while (line && fgets(line, LINE_MOST, file))
    if (sscanf(line, "%79[^\t]\t%u\t%u\t%*[^\t]\t%*[^\t]\t%u", mention.document, &mention.begin, &mention.end,
               &mention.cluster) == 4)
      gold_add(golds, &mention);
  free(line);
  fclose(file);
  return true;
}

/* The gold mention with the mention's span, or the shortest that holds its
 * head and begins or ends with it. */
static void dump_align(struct dump *dump, const struct relata_document *document, uint32_t number) {
  const struct relata_mention *mention = &document->mentions[number];
  const struct relata_token *head = &document->tokens[mention->head];
  const uint32_t begin = relata_document_source_offset(document, mention->begin);
  const uint32_t end = relata_document_source_end(document, mention->begin, mention->end_byte);
  const uint32_t head_begin = relata_document_source_offset(document, head->begin);
  uint32_t least = RELATA_NONE;
  dump->gold_of[number] = RELATA_NONE;
  dump->how[number] = 2;
  for (size_t g = 0; g < dump->golds->count; g++) {
    const struct gold_mention *gold = &dump->golds->items[g];
    const bool touches = (gold->begin == begin || gold->end == end) && gold->begin <= head_begin && head_begin < gold->end;
    if (!touches || !relata_str_is(document->id, gold->document))
      continue;
    const bool same = gold->begin == begin && gold->end == end;
    if (same || gold->end - gold->begin < least) {
      least = same ? 0 : gold->end - gold->begin;
      dump->gold_of[number] = gold->cluster;
      dump->how[number] = same ? 0 : 1;
    }
  }
}

/* ------------------------------------------------------------- choices */

/* How many of a chain's mentions, and whether most of those in the gold, mean what the mention means. */
static size_t chain_shares(const struct dump *dump, const struct antecedents *antecedents, uint32_t trait,
                           uint32_t chain, bool *most) {
  size_t same = 0, other = 0;
  for (uint32_t t = 0; t < trait; t++)
    if (antecedents->chain_of[t] == chain && dump->gold_of[t] != RELATA_NONE) {
      if (dump->gold_of[t] == dump->gold_of[trait])
        same++;
      else
        other++;
    }
  *most = same > other;
  return same;
}

struct choices {
  const bool *right; /* of each choice, beginning a chain first */
};

static void choice_print(void *payload, const struct features *features, size_t choice) {
  const struct choices *choices = payload;
  number_print(choices->right[choice]);
  number_print(features->count);
  for (size_t i = 0; i < features->count; i++)
    number_print(features->rows[i]);
}

static uint32_t dump_choose(void *payload, const struct antecedents *antecedents, uint32_t trait,
                            const uint32_t *chains, size_t count) {
  const struct dump *dump = payload;
  bool right[COMPARED_MOST + 1] = { false };
  size_t gold = 0, most_same = 0;
  for (size_t i = 0; i < count && dump->gold_of[trait] != RELATA_NONE; i++) {
    const size_t same = chain_shares(dump, antecedents, trait, chains[i], &right[i + 1]);
    if (same > most_same) {
      most_same = same;
      gold = i + 1;
    }
  }
  right[gold] = true;
  number_print(dump->document);
  number_print(dump->how[trait]);
  number_print(count + 1);
  struct choices choices = { right };
  antecedents_compare(antecedents, trait, chains, count, choice_print, &choices);
  if (dump->own)
    return antecedent_best(NULL, antecedents, trait, chains, count);
  return gold ? chains[gold - 1] : RELATA_NONE;
}

static void document_print(struct relata_document *document, struct dump *dump) {
  struct tree *tree = tree_new(document);
  tree_index_mentions(tree);
  dump->gold_of = relata_arena_alloc(document->arena, (document->mention_count + 1) * sizeof *dump->gold_of);
  dump->how = relata_arena_alloc(document->arena, document->mention_count + 1);
  for (uint32_t m = 0; m < document->mention_count; m++)
    dump_align(dump, document, m);
  struct antecedents antecedents;
  antecedents_find(&antecedents, document, tree, dump_choose, dump);
}

/* ------------------------------------------------------------- all texts */

static enum relata_status text_print(struct relata_document *document, const struct relata_model *model,
                                     struct dump *dump, struct relata_error *error) {
  RELATA_TRY(relata_split(document, error));
  RELATA_TRY(relata_analyse(document, model, error));
  RELATA_TRY(relata_find_clauses(document, error));
  document_print(document, dump);
  return RELATA_OK;
}

static enum relata_status texts_print(const char *model_path, const char *path, struct dump *dump,
                                      struct relata_error *error) {
  struct relata_model *model;
  struct relata_reader *reader;
  const struct relata_read_options options = { .input = RELATA_INPUT_JSONL };
  RELATA_TRY(relata_model_open(&model, model_path, error));
  enum relata_status status = relata_reader_new(&reader, &path, 1, &options, NULL, NULL, error);
  while (status == RELATA_OK) {
    struct relata_document *document;
    status = relata_reader_next(reader, &document, error);
    if (status != RELATA_OK || !document)
      break;
    status = text_print(document, model, dump, error);
    relata_document_free(document);
    dump->document++;
  }
  relata_reader_free(reader);
  relata_model_close(model);
  return status;
}

int main(int argc, char **argv) {
  if (argc != 5) {
    fputs("usage: antecedent_features MODEL GOLD.mentions.tsv TEXTS.jsonl gold|own\n", stderr);
    return 2;
  }
  struct golds golds = { 0 };
  struct relata_error error = { 0 };
  struct dump dump = { .golds = &golds, .own = strcmp(argv[4], "own") == 0 };
  if (!golds_read(&golds, argv[2])) {
    perror(argv[2]);
    return 2;
  }
  const enum relata_status status = texts_print(argv[1], argv[3], &dump, &error);
  free(golds.items);
  if (status != RELATA_OK) {
    fprintf(stderr, "antecedent_features: %s: %s\n", error.path, error.message);
    return 3;
  }
  return 0;
}
