/* load.c — opens the compiled ontology: maps the file, checks it, and decodes
 * the records that callers get pointers to. */
#include "ontology/lexicon.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const size_t record_sizes[LEXICON_SECTION_COUNT] = {
    [LEXICON_STRINGS] = 1,
    [LEXICON_CLASSES] = sizeof(struct lexicon_class),
    [LEXICON_ANCESTORS] = sizeof(uint32_t),
    [LEXICON_PROPERTIES] = sizeof(struct lexicon_property),
    [LEXICON_FRAMES] = sizeof(struct lexicon_frame),
    [LEXICON_LEMMAS] = sizeof(struct lexicon_lemma),
    [LEXICON_NOUNS] = sizeof(struct lexicon_noun),
    [LEXICON_SETS] = sizeof(struct lexicon_string),
    [LEXICON_WORDS] = sizeof(struct lexicon_word),
    [LEXICON_ACTORS] = sizeof(struct lexicon_actor),
    [LEXICON_ALIASES] = sizeof(struct lexicon_alias),
    [LEXICON_CLASS_WORDS] = sizeof(struct lexicon_class_word),
    [LEXICON_PREFIXES] = sizeof(struct lexicon_prefix),
};

static enum relata_status damaged(struct relata_error *error, const char *path, const char *what) {
  return relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0, "damaged ontology: %s; build or install it again", what);
}

static enum relata_status map_file(struct relata_ontology *ontology, const char *path, struct relata_error *error) {
  const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return relata_error_set(error, RELATA_IO, path, 0, 0, "cannot open the ontology: %s", strerror(errno));
  struct stat info;
  if (fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode)) {
    close(descriptor);
    return relata_error_set(error, RELATA_IO, path, 0, 0, "the ontology is not a regular file");
  }
  ontology->size = (size_t)info.st_size;
  if (ontology->size < sizeof(struct lexicon_header)) {
    close(descriptor);
    return damaged(error, path, "the file is too short");
  }
  void *map = mmap(NULL, ontology->size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  const int cause = errno;
  close(descriptor);
  if (map == MAP_FAILED)
    return relata_error_set(error, RELATA_IO, path, 0, 0, "cannot map the ontology: %s", strerror(cause));
  ontology->map = map;
  return RELATA_OK;
}

static enum relata_status check_header(const struct relata_ontology *ontology, const char *path,
                                       struct relata_error *error) {
  const struct lexicon_header *header = (const struct lexicon_header *)ontology->map;
  if (memcmp(header->magic, LEXICON_MAGIC, sizeof header->magic) != 0)
    return relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0, "not a compiled ontology (relata.lexicon)");
  if (header->version != LEXICON_VERSION)
    return relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0,
                            "compiled ontology of version %u, this program reads %u; build or install it again",
                            header->version, LEXICON_VERSION);
  if (header->size != ontology->size)
    return damaged(error, path, "its length is not what its header says");
  if (header->checksum != lexicon_checksum(ontology->map + sizeof *header, (uint64_t)(ontology->size - sizeof *header)))
    return damaged(error, path, "its checksum is wrong");
  for (int i = 0; i < LEXICON_SECTION_COUNT; i++) {
    const struct lexicon_span span = header->sections[i];
    if (span.offset % 8 != 0 || span.offset > ontology->size ||
        (ontology->size - span.offset) / record_sizes[i] < span.count)
      return damaged(error, path, "a section lies outside the file");
  }
  return RELATA_OK;
}

static const void *section(struct relata_ontology *ontology, enum lexicon_section which, size_t *count) {
  const struct lexicon_header *header = (const struct lexicon_header *)ontology->map;
  *count = header->sections[which].count;
  return ontology->map + header->sections[which].offset;
}

/* A string of the file, or one of length `strings_size + 1` if it lies outside the pool. */
static struct relata_str text_of(const struct relata_ontology *ontology, struct lexicon_string string, bool *sound) {
  if (string.offset > ontology->strings_size || string.length > ontology->strings_size - string.offset) {
    *sound = false;
    return RELATA_STR("");
  }
  return lexicon_text(ontology, string);
}

static bool index_is_sound(uint32_t index, size_t count) {
  return index == RELATA_NONE || index < count;
}

static bool decode_classes(struct relata_ontology *ontology) {
  const struct lexicon_class *records = section(ontology, LEXICON_CLASSES, &ontology->class_count);
  bool sound = true;
  ontology->classes = relata_arena_alloc(ontology->arena, (ontology->class_count + 1) * sizeof *ontology->classes);
  for (size_t i = 0; i < ontology->class_count; i++) {
    ontology->classes[i] = (struct relata_class){text_of(ontology, records[i].name, &sound),
                                                 text_of(ontology, records[i].label, &sound), records[i].parent,
                                                 text_of(ontology, records[i].iri, &sound)};
    ontology->own_classes += !ontology->classes[i].iri.len;
    sound = sound && index_is_sound(records[i].parent, ontology->class_count);
  }
  size_t words = 0;
  ontology->ancestors = section(ontology, LEXICON_ANCESTORS, &words);
  return sound && words == ontology->class_count * lexicon_row_words(ontology->class_count);
}

static bool decode_properties(struct relata_ontology *ontology) {
  const struct lexicon_property *records = section(ontology, LEXICON_PROPERTIES, &ontology->property_count);
  bool sound = true;
  ontology->properties =
      relata_arena_alloc(ontology->arena, (ontology->property_count + 1) * sizeof *ontology->properties);
  for (size_t i = 0; i < ontology->property_count; i++) {
    const struct lexicon_property *r = &records[i];
    ontology->properties[i] = (struct relata_property){text_of(ontology, r->name, &sound),
                                                       text_of(ontology, r->label, &sound),
                                                       r->domain,
                                                       r->range,
                                                       r->inverse,
                                                       r->symmetric != 0,
                                                       text_of(ontology, r->iri, &sound),
                                                       r->parent,
                                                       r->equivalent};
    ontology->own_properties += !ontology->properties[i].iri.len;
    sound = sound && index_is_sound(r->domain, ontology->class_count) &&
            index_is_sound(r->range, ontology->class_count) && index_is_sound(r->inverse, ontology->property_count) &&
            index_is_sound(r->parent, ontology->property_count) &&
            index_is_sound(r->equivalent, ontology->property_count);
  }
  return sound;
}

static bool decode_frames(struct relata_ontology *ontology) {
  const struct lexicon_frame *records = section(ontology, LEXICON_FRAMES, &ontology->frame_count);
  bool sound = true;
  ontology->frames = relata_arena_alloc(ontology->arena, (ontology->frame_count + 1) * sizeof *ontology->frames);
  for (size_t i = 0; i < ontology->frame_count; i++) {
    const struct lexicon_frame *r = &records[i];
    sound = sound && r->kind <= RELATA_FRAME_PREFIX && r->from <= RELATA_SLOT_PREPOSITION &&
            r->to <= RELATA_SLOT_PREPOSITION && r->property < ontology->property_count &&
            r->from_type < RELATA_SORT_COUNT && r->to_type < RELATA_SORT_COUNT;
    if (!sound)
      return false;
    ontology->frames[i] = (struct relata_frame){(enum relata_frame_kind)r->kind,
                                                text_of(ontology, r->lemma, &sound),
                                                (enum relata_slot)r->from,
                                                (enum relata_slot)r->to,
                                                text_of(ontology, r->from_preposition, &sound),
                                                text_of(ontology, r->to_preposition, &sound),
                                                r->property,
                                                (uint8_t)r->from_type,
                                                (uint8_t)r->to_type};
  }
  return sound;
}

static bool decode_actors(struct relata_ontology *ontology) {
  const struct lexicon_actor *records = section(ontology, LEXICON_ACTORS, &ontology->actor_count);
  bool sound = true;
  ontology->actors = relata_arena_alloc(ontology->arena, (ontology->actor_count + 1) * sizeof *ontology->actors);
  for (size_t i = 0; i < ontology->actor_count; i++) {
    const struct lexicon_actor *r = &records[i];
    ontology->actors[i] = (struct relata_actor){text_of(ontology, r->id, &sound), text_of(ontology, r->label, &sound),
                                                r->class_index, text_of(ontology, r->same_as, &sound), r->located_in};
    sound = sound && r->class_index < ontology->class_count && index_is_sound(r->located_in, ontology->actor_count);
  }
  return sound;
}

/* A table must have a power of two of slots and at least one empty one, or probing would not end. */
static bool is_table(size_t slots, size_t used) {
  return slots > 0 && (slots & (slots - 1)) == 0 && used < slots;
}

static bool check_lemmas(struct relata_ontology *ontology) {
  bool sound = true;
  size_t used = 0;
  ontology->lemmas = section(ontology, LEXICON_LEMMAS, &ontology->lemma_slots);
  for (size_t i = 0; i < ontology->lemma_slots; i++) {
    const struct lexicon_lemma *slot = &ontology->lemmas[i];
    used += text_of(ontology, slot->lemma, &sound).len != 0;
    sound = sound && slot->first <= ontology->frame_count && slot->count <= ontology->frame_count - slot->first;
  }
  return sound && is_table(ontology->lemma_slots, used);
}

static bool check_nouns(struct relata_ontology *ontology) {
  bool sound = true;
  size_t used = 0;
  ontology->nouns = section(ontology, LEXICON_NOUNS, &ontology->noun_slots);
  for (size_t i = 0; i < ontology->noun_slots; i++) {
    used += text_of(ontology, ontology->nouns[i].lemma, &sound).len != 0;
    sound = sound && ontology->nouns[i].sort < RELATA_SORT_COUNT;
  }
  return sound && is_table(ontology->noun_slots, used);
}

static bool check_words(struct relata_ontology *ontology) {
  bool sound = true;
  size_t used = 0;
  ontology->words = section(ontology, LEXICON_WORDS, &ontology->word_slots);
  for (size_t i = 0; i < ontology->word_slots; i++)
    used += text_of(ontology, ontology->words[i].word, &sound).len != 0;
  const struct lexicon_string *names = section(ontology, LEXICON_SETS, &ontology->set_count);
  ontology->sets = relata_arena_alloc(ontology->arena, (ontology->set_count + 1) * sizeof *ontology->sets);
  for (size_t i = 0; i < ontology->set_count; i++)
    ontology->sets[i] = text_of(ontology, names[i], &sound);
  return sound && ontology->set_count <= LEXICON_MAX_SETS && is_table(ontology->word_slots, used);
}

static bool check_aliases(struct relata_ontology *ontology) {
  bool sound = true;
  size_t used = 0;
  ontology->aliases = section(ontology, LEXICON_ALIASES, &ontology->alias_slots);
  for (size_t i = 0; i < ontology->alias_slots; i++) {
    const struct lexicon_alias *slot = &ontology->aliases[i];
    const bool full = text_of(ontology, slot->folded, &sound).len != 0;
    text_of(ontology, slot->exact, &sound);
    used += full;
    sound = sound && slot->kind <= RELATA_ALIAS_METONYM && (!full || slot->actor < ontology->actor_count);
  }
  return sound && is_table(ontology->alias_slots, used);
}

static bool check_user_words(struct relata_ontology *ontology) {
  bool sound = true;
  ontology->class_words = section(ontology, LEXICON_CLASS_WORDS, &ontology->class_word_count);
  for (size_t i = 0; i < ontology->class_word_count; i++) {
    text_of(ontology, ontology->class_words[i].word, &sound);
    sound = sound && ontology->class_words[i].class_index < ontology->class_count;
  }
  const struct lexicon_prefix *prefixes = section(ontology, LEXICON_PREFIXES, &ontology->namespace_count);
  ontology->namespaces =
      relata_arena_alloc(ontology->arena, (ontology->namespace_count + 1) * sizeof *ontology->namespaces);
  for (size_t i = 0; i < ontology->namespace_count; i++)
    ontology->namespaces[i] = (struct relata_namespace){text_of(ontology, prefixes[i].name, &sound),
                                                        text_of(ontology, prefixes[i].iri, &sound)};
  return sound;
}

static bool decode(struct relata_ontology *ontology) {
  ontology->strings = section(ontology, LEXICON_STRINGS, &ontology->strings_size);
  return decode_classes(ontology) && decode_properties(ontology) && decode_frames(ontology) &&
         decode_actors(ontology) && check_lemmas(ontology) && check_nouns(ontology) && check_words(ontology) &&
         check_aliases(ontology) && check_user_words(ontology);
}

static enum relata_status ontology_new(struct relata_ontology **out, const char *path, struct relata_error *error) {
  *out = calloc(1, sizeof **out);
  if (!*out)
    return relata_error_set(error, RELATA_NO_MEMORY, path, 0, 0, "no memory for the ontology");
  (*out)->arena = relata_arena_new();
  (*out)->least = -1;
  return RELATA_OK;
}

/* Checks and decodes what is mapped; closes it when that fails. */
static enum relata_status finish(struct relata_ontology **out, struct relata_ontology *ontology,
                                 enum relata_status status, const char *path, struct relata_error *error) {
  if (status == RELATA_OK)
    status = check_header(ontology, path, error);
  if (status == RELATA_OK && !decode(ontology))
    status = damaged(error, path, "a record points outside it");
  if (status != RELATA_OK) {
    relata_ontology_close(ontology);
    return status;
  }
  *out = ontology;
  return RELATA_OK;
}

enum relata_status relata_ontology_open(struct relata_ontology **out, const char *path, struct relata_error *error) {
  struct relata_ontology *ontology;
  *out = NULL;
  RELATA_TRY(ontology_new(&ontology, path, error));
  return finish(out, ontology, map_file(ontology, path, error), path, error);
}

enum relata_status lexicon_open_memory(struct relata_ontology **out, unsigned char *bytes, size_t size,
                                       struct relata_error *error) {
  struct relata_ontology *ontology;
  *out = NULL;
  const enum relata_status status = ontology_new(&ontology, NULL, error);
  if (status != RELATA_OK) {
    free(bytes);
    return status;
  }
  ontology->map = bytes;
  ontology->size = size;
  ontology->in_memory = true;
  return finish(out, ontology, RELATA_OK, NULL, error);
}

void relata_ontology_set_least_confidence(struct relata_ontology *ontology, double least) {
  ontology->least = least;
}

void relata_ontology_close(struct relata_ontology *ontology) {
  if (!ontology)
    return;
  if (ontology->in_memory)
    free((void *)(uintptr_t)ontology->map);
  else if (ontology->map)
    munmap((void *)(uintptr_t)ontology->map, ontology->size);
  relata_arena_free(ontology->arena);
  free(ontology);
}
