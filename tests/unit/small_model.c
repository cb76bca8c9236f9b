/* small_model.c — writes the format byte by byte, apart from the engine's own reading of it. */
#include "small_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

enum {
  WIDTH = 64,
  INNER = 112,
  ARC = 48,
  LABEL = 32,
  PAIR = 16,
  HIDDEN = 48,
  LAYERS = 2,
  POSITIONS = 64,
  MOST_ENTRIES = 128,
  MOST_BYTES = 1 << 20,
  HEAD = 32,
  ROW = 96
};

static const char *const vocabulary[] = {"[PAD]", "[UNK]", "[CLS]", "[SEP]",  ".",    ",",    "'", "##s", "a",    "the",
                                         "rebel", "##ing", "##le",  "turkey", "back", "##ed", "b", "##b", "##bb", "un",
                                         "##un",  "-",     "war",   "zurich", "ss",   "##a",  "1", "##2", "東"};
static const char *const upos[] = {"NOUN", "VERB", "PUNCT", "PROPN"};
static const char *const feats[] = {"_", "Number=Plur", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"};
static const char *const lemma[] = {"k;0+;0+", "l;0+;1+", "=be", "l;0+;0+"};
static const char *const lexicon[] = {"rebels\tNOUN\trebel", "war\tNOUN\twarfare", "was\tVERB\tbe"};
static const char *const deprel[] = {"nsubj", "root", "obj", "punct", "obl:agent"};
static const char *const ner[] = {"O", "B-PER", "I-PER", "B-LOC", "I-LOC"};
static const char *const mention[] = {"none", "person", "place"};
static const char *const relation[] = {"none", "backs", "fights"};
#define COUNT(list) (sizeof(list) / sizeof *(list))

struct builder {
  unsigned char table[MOST_ENTRIES * ROW], *body;
  size_t count, used; /* of the body */
  uint64_t state;
};

static uint32_t next_random(struct builder *b) {
  b->state = b->state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(b->state >> 33);
}

void small_model_put32(unsigned char *at, uint32_t value) {
  for (int i = 0; i < 4; i++)
    at[i] = (unsigned char)(value >> 8 * i);
}

void small_model_put64(unsigned char *at, uint64_t value) {
  small_model_put32(at, (uint32_t)value);
  small_model_put32(at + 4, (uint32_t)(value >> 32));
}

/* Room for an entry; offsets count from the body's beginning until the end. */
static unsigned char *add_entry(struct builder *b, const char *name, uint32_t type, uint32_t rank, const uint32_t *dims,
                                size_t size) {
  unsigned char *row = b->table + b->count++ * ROW;
  b->used = (b->used + 63) / 64 * 64;
  strcpy((char *)row, name);
  small_model_put32(row + ROW_TYPE, type);
  small_model_put32(row + ROW_RANK, rank);
  for (uint32_t d = 0; d < 4; d++)
    small_model_put32(row + ROW_DIMS + 4 * d, d < rank ? dims[d] : 1);
  small_model_put64(row + ROW_OFFSET, b->used);
  small_model_put64(row + ROW_SIZE, size);
  b->used += size;
  return b->body + b->used - size;
}

static void add_floats(struct builder *b, const char *name, uint32_t rank, uint32_t d0, uint32_t d1, uint32_t d2,
                       float around, float spread) {
  const size_t count = (size_t)d0 * (rank > 1 ? d1 : 1) * (rank > 2 ? d2 : 1);
  unsigned char *at = add_entry(b, name, 0, rank, (const uint32_t[]){d0, d1, d2}, 4 * count);
  for (size_t i = 0; i < count; i++) {
    const float value = around + spread * ((float)(next_random(b) % 2001) / 1000.0f - 1.0f);
    memcpy(at + 4 * i, &value, 4);
  }
}

static void add_bytes(struct builder *b, const char *name, uint32_t rows, uint32_t columns, int top) {
  unsigned char *at = add_entry(b, name, 1, 2, (const uint32_t[]){rows, columns}, (size_t)rows * columns);
  for (size_t i = 0; i < (size_t)rows * columns; i++)
    at[i] = (unsigned char)((int)(next_random(b) % (unsigned)(2 * top + 1)) - top);
}

static void add_strings(struct builder *b, const char *name, const char *const *strings, size_t count) {
  size_t size = 4 * (count + 1), end = 0;
  for (size_t i = 0; i < count; i++)
    size += strlen(strings[i]);
  unsigned char *at = add_entry(b, name, 3, 1, (const uint32_t[]){(uint32_t)count}, size);
  for (size_t i = 0; i < count; i++) {
    small_model_put32(at + 4 * i, (uint32_t)end);
    memcpy(at + 4 * (count + 1) + end, strings[i], strlen(strings[i]));
    end += strlen(strings[i]);
  }
  small_model_put32(at + 4 * count, (uint32_t)end);
}

static void add_linear(struct builder *b, const char *name, uint32_t out, uint32_t in) {
  char part[80];
  snprintf(part, sizeof part, "%s.weight", name);
  add_bytes(b, part, out, in, 63);
  snprintf(part, sizeof part, "%s.scale", name);
  add_floats(b, part, 1, out, 1, 1, 0.004f, 0.002f);
  snprintf(part, sizeof part, "%s.bias", name);
  add_floats(b, part, 1, out, 1, 1, 0.0f, 0.1f);
}

static void add_norm(struct builder *b, const char *name) {
  char part[80];
  snprintf(part, sizeof part, "%s.gain", name);
  add_floats(b, part, 1, WIDTH, 1, 1, 1.0f, 0.2f);
  snprintf(part, sizeof part, "%s.bias", name);
  add_floats(b, part, 1, WIDTH, 1, 1, 0.0f, 0.2f);
}

static void add_encoder(struct builder *b) {
  static const char *const sides[] = {"q", "k", "v"};
  static const uint32_t attention[LAYERS] = {96, 32}; /* wider and narrower than the encoder */
  char name[64];
  add_bytes(b, "embed.word.weight", COUNT(vocabulary), WIDTH, 127);
  add_floats(b, "embed.word.scale", 1, COUNT(vocabulary), 1, 1, 0.01f, 0.005f);
  add_floats(b, "embed.position", 2, POSITIONS, WIDTH, 1, 0.0f, 0.3f);
  add_floats(b, "embed.type", 1, WIDTH, 1, 1, 0.0f, 0.1f);
  add_floats(b, "embed.case", 2, 7, WIDTH, 1, 0.0f, 0.5f);
  add_norm(b, "embed.norm");
  for (int k = 0; k < LAYERS; k++) {
    for (size_t i = 0; i < COUNT(sides); i++) {
      snprintf(name, sizeof name, "layer.%d.attn.%s", k, sides[i]);
      add_linear(b, name, attention[k], WIDTH);
    }
    snprintf(name, sizeof name, "layer.%d.attn.out", k);
    add_linear(b, name, WIDTH, attention[k]);
    snprintf(name, sizeof name, "layer.%d.attn.norm", k);
    add_norm(b, name);
    snprintf(name, sizeof name, "layer.%d.ffn.in", k);
    add_linear(b, name, INNER, WIDTH);
    snprintf(name, sizeof name, "layer.%d.ffn.out", k);
    add_linear(b, name, WIDTH, INNER);
    snprintf(name, sizeof name, "layer.%d.ffn.norm", k);
    add_norm(b, name);
  }
}

static void add_heads(struct builder *b) {
  add_floats(b, "root", 1, WIDTH, 1, 1, 0.0f, 0.5f);
  add_linear(b, "head.upos.0", COUNT(upos), WIDTH);
  add_linear(b, "head.feats.0", COUNT(feats), WIDTH);
  add_linear(b, "head.lemma.0", HIDDEN, WIDTH);
  add_linear(b, "head.lemma.1", COUNT(lemma), HIDDEN);
  add_linear(b, "head.ner.0", HIDDEN, WIDTH);
  add_linear(b, "head.ner.1", COUNT(ner), HIDDEN);
  add_linear(b, "head.mention.0", COUNT(mention), WIDTH);
  add_linear(b, "arc.dep", ARC, WIDTH);
  add_linear(b, "arc.head", ARC, WIDTH);
  add_floats(b, "arc.weight", 2, ARC + 1, ARC, 1, 0.0f, 0.5f);
  add_linear(b, "label.dep", LABEL, WIDTH);
  add_linear(b, "label.head", LABEL, WIDTH);
  add_floats(b, "label.weight", 3, COUNT(deprel), LABEL + 1, LABEL + 1, 0.0f, 0.5f);
  add_linear(b, "rel.left", PAIR, WIDTH);
  add_linear(b, "rel.right", PAIR, WIDTH);
  add_linear(b, "rel.between", PAIR, WIDTH);
  add_linear(b, "rel.out", COUNT(relation), PAIR);
  add_floats(b, "rel.distance", 2, 16, PAIR, 1, 0.0f, 0.5f);
  add_floats(b, "rel.pair", 1, PAIR, 1, 1, 0.0f, 0.5f);
}

static void add_labels(struct builder *b) {
  add_strings(b, "labels.upos", upos, COUNT(upos));
  add_strings(b, "labels.feats", feats, COUNT(feats));
  add_strings(b, "labels.lemma", lemma, COUNT(lemma));
  add_strings(b, "lexicon.lemma", lexicon, COUNT(lexicon));
  add_strings(b, "labels.deprel", deprel, COUNT(deprel));
  add_strings(b, "labels.ner", ner, COUNT(ner));
  add_strings(b, "labels.mention", mention, COUNT(mention));
  add_strings(b, "labels.relation", relation, COUNT(relation));
  add_strings(b, "vocab", vocabulary, COUNT(vocabulary));
}

static uint64_t get64(const unsigned char *at) {
  uint64_t value = 0;
  for (int i = 7; i >= 0; i--)
    value = value << 8 | at[i];
  return value;
}

struct small_model small_model_new(uint64_t seed) {
  struct builder *b = calloc(1, sizeof *b);
  b->body = calloc(1, MOST_BYTES);
  b->state = seed * 977 + 5;
  add_encoder(b);
  add_heads(b);
  add_labels(b);
  const size_t start = (HEAD + b->count * ROW + 63) / 64 * 64;
  struct small_model model = {calloc(1, start + b->used), start + b->used, b->count};
  for (size_t i = 0; i < b->count; i++)
    small_model_put64(b->table + i * ROW + ROW_OFFSET, start + get64(b->table + i * ROW + ROW_OFFSET));
  memcpy(model.bytes, "RELATAM1", 8);
  small_model_put32(model.bytes + 8, 1);
  small_model_put32(model.bytes + 12, (uint32_t)b->count);
  memcpy(model.bytes + HEAD, b->table, b->count * ROW);
  memcpy(model.bytes + start, b->body, b->used);
  free(b->body);
  free(b);
  small_model_seal(&model);
  return model;
}

void small_model_free(struct small_model *model) {
  free(model->bytes);
}

void small_model_seal(struct small_model *model) {
  small_model_put64(model->bytes + 16, model->size);
  small_model_put64(model->bytes + 24, XXH64(model->bytes + HEAD, model->size - HEAD, 0));
}

unsigned char *small_model_row(struct small_model *model, const char *name) {
  for (size_t i = 0; i < model->count; i++)
    if (strcmp((char *)model->bytes + HEAD + i * ROW, name) == 0)
      return model->bytes + HEAD + i * ROW;
  return NULL;
}

unsigned char *small_model_data(struct small_model *model, const char *name) {
  return model->bytes + get64(small_model_row(model, name) + ROW_OFFSET);
}

char *small_model_write(const struct small_model *model) {
  char *path = strdup("/tmp/relata-model-XXXXXX");
  const int file = mkstemp(path);
  if (file < 0 || write(file, model->bytes, model->size) != (ssize_t)model->size || close(file) < 0)
    abort();
  return path;
}
