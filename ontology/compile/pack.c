/* pack.c — lays the compiled ontology out as lexicon_file.h says and writes it. */
#include "ontology/compile/compile.h"

#include "extract/base/out.h"

#include <stdlib.h>
#include <string.h>

struct bytes {
  unsigned char *data;
  size_t size, room;
};

/* Strings stored once each. */
struct pool {
  struct bytes bytes;
  struct lexicon_string *slots; /* hash table; length 0 = empty */
  size_t slot_count, used;
};

struct packer {
  struct compiler *compiler;
  struct pool pool;
  struct bytes sections[LEXICON_SECTION_COUNT];
  uint32_t counts[LEXICON_SECTION_COUNT];
};

static void append(struct packer *p, struct bytes *bytes, const void *data, size_t size) {
  if (bytes->size + size > bytes->room) {
    const size_t room = (bytes->size + size) * 2;
    unsigned char *larger = relata_arena_alloc(p->compiler->arena, room);
    if (bytes->size)
      memcpy(larger, bytes->data, bytes->size);
    bytes->data = larger;
    bytes->room = room;
  }
  if (size)
    memcpy(bytes->data + bytes->size, data, size);
  bytes->size += size;
}

static void add_record(struct packer *p, enum lexicon_section section, const void *record, size_t size) {
  append(p, &p->sections[section], record, size);
  p->counts[section]++;
}

/* ---------------------------------------------------------------- strings */

static struct relata_str pooled(const struct pool *pool, struct lexicon_string string) {
  return (struct relata_str){(const char *)pool->bytes.data + string.offset, string.length};
}

static void grow_pool(struct packer *p) {
  struct pool *pool = &p->pool;
  const size_t count = pool->slot_count ? pool->slot_count * 2 : 4096;
  struct lexicon_string *slots = relata_arena_alloc(p->compiler->arena, count * sizeof *slots);
  for (size_t i = 0; i < pool->slot_count; i++) {
    if (!pool->slots[i].length)
      continue;
    size_t at = relata_str_hash(pooled(pool, pool->slots[i])) & (count - 1);
    while (slots[at].length)
      at = (at + 1) & (count - 1);
    slots[at] = pool->slots[i];
  }
  pool->slots = slots;
  pool->slot_count = count;
}

static struct lexicon_string intern(struct packer *p, struct relata_str text) {
  struct pool *pool = &p->pool;
  if (!text.len)
    return (struct lexicon_string){0, 0};
  if (2 * (pool->used + 1) > pool->slot_count)
    grow_pool(p);
  size_t at = relata_str_hash(text) & (pool->slot_count - 1);
  while (pool->slots[at].length) {
    if (relata_str_equal(pooled(pool, pool->slots[at]), text))
      return pool->slots[at];
    at = (at + 1) & (pool->slot_count - 1);
  }
  const struct lexicon_string string = {(uint32_t)pool->bytes.size, (uint32_t)text.len};
  append(p, &pool->bytes, text.data, text.len);
  pool->slots[at] = string;
  pool->used++;
  return string;
}

/* ---------------------------------------------------------------- records */

static void pack_vocabulary(struct packer *p) {
  const struct compiler *c = p->compiler;
  for (size_t i = 0; i < c->class_count; i++) {
    const struct class_entry *e = &c->classes[i];
    const struct lexicon_class record = {intern(p, e->name), intern(p, e->label), intern(p, e->iri),
                                         e->parent_count ? class_find(c, e->parents[0]) : RELATA_NONE};
    add_record(p, LEXICON_CLASSES, &record, sizeof record);
  }
  const size_t words = c->class_count * ((c->class_count + 31) / 32);
  append(p, &p->sections[LEXICON_ANCESTORS], c->ancestors, words * sizeof *c->ancestors);
  p->counts[LEXICON_ANCESTORS] = (uint32_t)words;
  for (size_t i = 0; i < c->property_count; i++) {
    const struct property_entry *e = &c->properties[i];
    const struct lexicon_property record = {intern(p, e->name), intern(p, e->label), intern(p, e->iri),
                                            e->domain,          e->range,            e->inverse,
                                            e->symmetric,       e->parent,           e->equivalent};
    add_record(p, LEXICON_PROPERTIES, &record, sizeof record);
  }
}

static void pack_frames(struct packer *p) {
  const struct compiler *c = p->compiler;
  for (size_t i = 0; i < c->frame_count; i++) {
    const struct relata_frame *f = &c->frames[i].frame;
    const struct lexicon_frame record = {.lemma = intern(p, f->lemma),
                                         .from_preposition = intern(p, f->from_preposition),
                                         .to_preposition = intern(p, f->to_preposition),
                                         .kind = (uint32_t)f->kind,
                                         .from = (uint32_t)f->from,
                                         .to = (uint32_t)f->to,
                                         .property = f->property,
                                         .from_type = f->from_type,
                                         .to_type = f->to_type};
    add_record(p, LEXICON_FRAMES, &record, sizeof record);
  }
}

static void pack_actors(struct packer *p) {
  const struct compiler *c = p->compiler;
  for (size_t i = 0; i < c->actor_count; i++) {
    const struct actor_entry *e = &c->actors[i];
    const struct lexicon_actor record = {intern(p, e->id), intern(p, e->label), intern(p, e->same_as), e->class_index,
                                         e->located_in};
    add_record(p, LEXICON_ACTORS, &record, sizeof record);
  }
}

static void pack_user_words(struct packer *p) {
  const struct compiler *c = p->compiler;
  for (size_t i = 0; i < c->class_word_count; i++) {
    const struct lexicon_class_word record = {intern(p, c->class_words[i].word), c->class_words[i].class_index};
    add_record(p, LEXICON_CLASS_WORDS, &record, sizeof record);
  }
  for (size_t i = 0; i < c->namespace_count; i++) {
    if (!c->base || !c->namespaces[i].used)
      continue;
    const struct lexicon_prefix record = {intern(p, c->namespaces[i].name), intern(p, c->namespaces[i].iri)};
    add_record(p, LEXICON_PREFIXES, &record, sizeof record);
  }
}

/* ---------------------------------------------------------------- hash tables */

/* A table for `count` keys, at most half full; every record begins with its key's string. */
static void table_new(struct packer *p, enum lexicon_section section, size_t count, size_t record_size) {
  size_t slots = 2;
  while (slots < 2 * count + 1)
    slots *= 2;
  struct bytes *table = &p->sections[section];
  table->data = relata_arena_alloc(p->compiler->arena, slots * record_size);
  table->size = table->room = slots * record_size;
  p->counts[section] = (uint32_t)slots;
}

static void table_add(struct packer *p, enum lexicon_section section, struct relata_str key, const void *record,
                      size_t record_size) {
  const size_t mask = p->counts[section] - 1;
  size_t at = relata_str_hash(key) & mask;
  for (;; at = (at + 1) & mask) {
    struct lexicon_string there;
    memcpy(&there, p->sections[section].data + at * record_size, sizeof there);
    if (!there.length)
      break;
  }
  memcpy(p->sections[section].data + at * record_size, record, record_size);
}

static bool same_lemma(const struct relata_frame *a, const struct relata_frame *b) {
  return a->kind == b->kind && relata_str_equal(a->lemma, b->lemma);
}

static void pack_lemmas(struct packer *p) {
  const struct compiler *c = p->compiler;
  table_new(p, LEXICON_LEMMAS, c->frame_count, sizeof(struct lexicon_lemma));
  for (size_t i = 0; i < c->frame_count;) {
    const struct relata_frame *frame = &c->frames[i].frame;
    size_t end = i;
    while (end < c->frame_count && same_lemma(&c->frames[end].frame, frame))
      end++;
    const struct lexicon_lemma record = {intern(p, frame->lemma), (uint32_t)frame->kind, (uint32_t)i,
                                         (uint32_t)(end - i)};
    table_add(p, LEXICON_LEMMAS, frame->lemma, &record, sizeof record);
    i = end;
  }
}

static void pack_nouns(struct packer *p) {
  const struct compiler *c = p->compiler;
  table_new(p, LEXICON_NOUNS, c->noun_count, sizeof(struct lexicon_noun));
  for (size_t i = 0; i < c->noun_count; i++) {
    const struct lexicon_noun record = {intern(p, c->nouns[i].lemma), c->nouns[i].sort};
    table_add(p, LEXICON_NOUNS, c->nouns[i].lemma, &record, sizeof record);
  }
}

static size_t set_index(const struct compiler *c, struct relata_str name) {
  size_t index = 0;
  while (!relata_str_equal(c->sets[index], name))
    index++;
  return index;
}

static void pack_words(struct packer *p) {
  const struct compiler *c = p->compiler;
  for (size_t i = 0; i < c->set_count; i++) {
    const struct lexicon_string name = intern(p, c->sets[i]);
    add_record(p, LEXICON_SETS, &name, sizeof name);
  }
  table_new(p, LEXICON_WORDS, c->word_count, sizeof(struct lexicon_word));
  for (size_t i = 0; i < c->word_count;) {
    struct lexicon_word record = {.word = intern(p, c->words[i].word)};
    const struct relata_str word = c->words[i].word;
    for (; i < c->word_count && relata_str_equal(c->words[i].word, word); i++) {
      const size_t set = set_index(c, c->words[i].set);
      record.sets[set / 32] |= 1u << (set % 32);
    }
    table_add(p, LEXICON_WORDS, word, &record, sizeof record);
  }
}

static void pack_aliases(struct packer *p) {
  const struct compiler *c = p->compiler;
  table_new(p, LEXICON_ALIASES, c->alias_count, sizeof(struct lexicon_alias));
  for (size_t i = 0; i < c->alias_count; i++) {
    const struct alias_entry *e = &c->aliases[i];
    const struct lexicon_alias record = {intern(p, e->folded), intern(p, e->exact), e->actor, e->kind, e->cased};
    table_add(p, LEXICON_ALIASES, e->folded, &record, sizeof record);
  }
}

/* ---------------------------------------------------------------- the file */

/* Everything after the header, each section aligned; fills the spans. */
static struct bytes join_sections(struct packer *p, struct lexicon_header *header) {
  struct bytes body = {0};
  static const unsigned char zeros[8] = {0};
  for (int i = 0; i < LEXICON_SECTION_COUNT; i++) {
    append(p, &body, zeros, (8 - (sizeof *header + body.size) % 8) % 8);
    header->sections[i] = (struct lexicon_span){(uint32_t)(sizeof *header + body.size), p->counts[i]};
    append(p, &body, p->sections[i].data, p->sections[i].size);
  }
  return body;
}

enum relata_status pack_bytes(struct compiler *c, unsigned char **bytes, size_t *size) {
  *bytes = NULL;
  if (c->set_count > LEXICON_MAX_SETS)
    return relata_error_set(c->error, RELATA_BAD_INPUT, NULL, 0, 0, "more than %d word sets; raise LEXICON_MAX_SETS",
                            LEXICON_MAX_SETS);
  struct packer p = {.compiler = c};
  pack_vocabulary(&p);
  pack_frames(&p);
  pack_actors(&p);
  pack_lemmas(&p);
  pack_nouns(&p);
  pack_words(&p);
  pack_aliases(&p);
  pack_user_words(&p);
  p.sections[LEXICON_STRINGS] = p.pool.bytes;
  p.counts[LEXICON_STRINGS] = (uint32_t)p.pool.bytes.size;
  struct lexicon_header header = {.magic = LEXICON_MAGIC, .version = LEXICON_VERSION};
  const struct bytes body = join_sections(&p, &header);
  header.size = sizeof header + body.size;
  header.checksum = lexicon_checksum(body.data, body.size);
  *size = sizeof header + body.size;
  *bytes = malloc(*size);
  if (!*bytes)
    return relata_error_set(c->error, RELATA_NO_MEMORY, NULL, 0, 0, "no memory for the ontology");
  memcpy(*bytes, &header, sizeof header);
  memcpy(*bytes + sizeof header, body.data, body.size);
  return RELATA_OK;
}

enum relata_status pack_write(struct compiler *c, const char *path) {
  unsigned char *bytes;
  size_t size;
  struct relata_out *out = NULL;
  RELATA_TRY(pack_bytes(c, &bytes, &size));
  const enum relata_status status = relata_out_open(&out, path, c->error);
  if (status == RELATA_OK)
    relata_out_write(out, bytes, size);
  free(bytes);
  return status == RELATA_OK ? relata_out_close(out, c->error) : status;
}
