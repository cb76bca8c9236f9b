/* ontolex.c — frames from OntoLex-Lemon entries: an entry that denotes a
 * property, with its canonical form, part of speech and, where it has them,
 * syntactic frames whose arguments a sense ties to the property's two sides. */
#include <string.h>

#include "ontology/compile/compile.h"

#define NS_ONTOLEX "http://www.w3.org/ns/lemon/ontolex#"
#define NS_SYNSEM "http://www.w3.org/ns/lemon/synsem#"

struct entry {
  struct compiler *c;
  struct relata_str subject, sense; /* sense: empty where it only denotes */
  uint32_t property;
  struct place place;
};

static struct relata_str object_of(const struct compiler *c, struct relata_str subject, const char *predicate) {
  size_t count;
  const struct triple *found = triples_find(c, subject, predicate, &count);
  return count ? found[0].object : RELATA_STR("");
}

static struct relata_str after_hash(struct relata_str iri) {
  for (size_t i = iri.len; i-- > 0;)
    if (iri.data[i] == '#' || iri.data[i] == '/')
      return (struct relata_str){iri.data + i + 1, iri.len - i - 1};
  return iri;
}

/* lexinfo:partOfSpeech in whatever version of the vocabulary. */
static struct relata_str word_class(const struct compiler *c, struct relata_str subject) {
  for (size_t i = 0; i < c->triples.count; i++)
    if (relata_str_equal(c->triples.items[i].subject, subject) &&
        relata_str_is(after_hash(c->triples.items[i].predicate), "partOfSpeech"))
      return after_hash(c->triples.items[i].object);
  return RELATA_STR("");
}

static const char *slot_of(struct relata_str predicate, bool role) {
  static const struct {
    const char *name, *slot;
  } slots[] = {{"subject", "S"},          {"directObject", "O"},   {"indirectObject", "I"},
               {"copulativeSubject", "H"}, {"clausalArg", "C"},     {"attributiveArg", "N"}};
  const struct relata_str name = after_hash(predicate);
  for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
    if (relata_str_is(name, slots[i].name))
      return slots[i].slot;
  return relata_str_is(name, "possessiveAdjunct") ? role ? "P" : "G" : NULL;
}

/* The slot of an argument in the frame that has it: "S", or its marker "in"; empty if unknown. */
static struct relata_str argument_slot(const struct entry *entry, struct relata_str argument, bool role) {
  const struct compiler *c = entry->c;
  const struct relata_str marker = object_of(c, argument, NS_SYNSEM "marker");
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple *t = &c->triples.items[i];
    if (t->literal || !relata_str_equal(t->object, argument))
      continue;
    const char *slot = slot_of(t->predicate, role);
    if (slot)
      return relata_str_of(slot);
    if (marker.len && relata_str_is(after_hash(t->predicate), "prepositionalAdjunct"))
      return label_key(c, marker);
  }
  return RELATA_STR("");
}

static bool has_holder(const struct entry *entry) {
  size_t frames;
  const struct triple *found = triples_find(entry->c, entry->subject, NS_SYNSEM "synBehavior", &frames);
  for (size_t f = 0; f < frames; f++)
    for (size_t i = 0; i < entry->c->triples.count; i++)
      if (relata_str_equal(entry->c->triples.items[i].subject, found[f].object) &&
          relata_str_is(after_hash(entry->c->triples.items[i].predicate), "copulativeSubject"))
        return true;
  return false;
}

static enum relata_frame_kind kind_of(const struct entry *entry, struct relata_str class, struct relata_str key) {
  if (relata_str_is(class, "verb"))
    return memchr(key.data, '_', key.len) && !compiler_has_word(entry->c, "label_particle", after_hash(key))
               ? RELATA_FRAME_IDIOM
               : RELATA_FRAME_VERB;
  if (relata_str_is(class, "adjective"))
    return RELATA_FRAME_ADJECTIVE;
  return has_holder(entry) ? RELATA_FRAME_ROLE : RELATA_FRAME_EVENT;
}

static struct relata_str with_sort(const struct entry *entry, struct relata_str slot, uint32_t class_index) {
  const enum relata_sort sort = class_sort(entry->c, class_index);
  return relata_arena_print(entry->c->arena, "%.*s %s", (int)slot.len, slot.data,
                            sort == RELATA_SORT_ANY ? "" : relata_sort_as_name(sort));
}

/* With a sense that says which argument is which: exactly that frame. */
static bool read_sense(const struct entry *entry, struct relata_str class, struct relata_str key) {
  struct compiler *c = entry->c;
  const struct relata_str subject = object_of(c, entry->sense, NS_SYNSEM "subjOfProp"),
                          object = object_of(c, entry->sense, NS_SYNSEM "objOfProp");
  if (!subject.len || !object.len)
    return false;
  const enum relata_frame_kind kind = kind_of(entry, class, key);
  const struct relata_str from = argument_slot(entry, subject, kind == RELATA_FRAME_ROLE),
                          to = argument_slot(entry, object, kind == RELATA_FRAME_ROLE);
  if (!from.len || !to.len)
    return false;
  const struct property_entry *property = &c->properties[entry->property];
  const struct relata_str a = with_sort(entry, from, property->domain), b = with_sort(entry, to, property->range);
  const struct relata_str pattern =
      relata_arena_print(c->arena, "%.*s > %.*s", (int)a.len, a.data, (int)b.len, b.data);
  return frame_add_pattern(c, (struct relata_frame){.kind = kind, .lemma = key, .property = entry->property}, pattern,
                           entry->place) == RELATA_OK;
}

/* Without: a verb as "acquires", a noun as "subsidiary of". */
static void read_form(const struct entry *entry, struct relata_str class, struct relata_str form) {
  const char *shape = relata_str_is(class, "noun") ? "%.*s of" : "%.*s";
  if (relata_str_is(class, "verb")) {
    const struct relata_frame frame = {
        .kind = RELATA_FRAME_VERB, .lemma = label_key(entry->c, form), .property = entry->property};
    frame_add_pattern(entry->c, frame, RELATA_STR("S > O"), entry->place);
    return;
  }
  label_read(entry->c, entry->property, relata_arena_print(entry->c->arena, shape, (int)form.len, form.data),
             entry->place);
}

static void read_entry(const struct entry *entry, size_t *counts) {
  struct compiler *c = entry->c;
  size_t count;
  const size_t before = c->frame_count;
  const struct relata_str form = object_of(c, entry->subject, NS_ONTOLEX "canonicalForm");
  const struct triple *written = triples_find(c, form, NS_ONTOLEX "writtenRep", &count);
  const struct relata_str class = word_class(c, entry->subject);
  for (size_t i = 0; i < count; i++) {
    const struct relata_str key = label_key(c, written[i].object);
    if (key.len && !read_sense(entry, class, key))
      read_form(entry, class, written[i].object);
  }
  counts[entry->property] += c->frame_count - before;
}

/* Every entry whose sense is `sense`. */
static void read_entries_of(struct compiler *c, struct relata_str sense, uint32_t property, size_t *counts) {
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple *t = &c->triples.items[i];
    if (relata_str_is(t->predicate, NS_ONTOLEX "sense") && relata_str_equal(t->object, sense)) {
      const struct entry entry = {c, t->subject, sense, property, t->place};
      read_entry(&entry, counts);
    }
  }
}

enum relata_status ontolex_read(struct compiler *c, size_t *counts) {
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple *t = &c->triples.items[i];
    const bool denotes = relata_str_is(t->predicate, NS_ONTOLEX "denotes"),
               denoted = relata_str_is(t->predicate, NS_ONTOLEX "isDenotedBy"),
               refers = relata_str_is(t->predicate, NS_ONTOLEX "reference");
    if (!denotes && !denoted && !refers)
      continue;
    const uint32_t property = property_of_iri(c, denoted ? t->subject : t->object);
    if (property == RELATA_NONE)
      continue; /* of a class, or of something else's */
    const struct entry entry = {c, denoted ? t->object : t->subject, RELATA_STR(""), property, t->place};
    if (refers)
      read_entries_of(c, t->subject, property, counts);
    else
      read_entry(&entry, counts);
  }
  return RELATA_OK;
}
