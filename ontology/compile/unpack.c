/* unpack.c — an opened ontology as the compiler's entries again, in the same
 * order, so that a user's can be added behind or before them. */
#include "ontology/compile/compile.h"
#include "ontology/lexicon.h"

#define GROW(c, items, count, room) (c)->items = room_for((c)->arena, (c)->items, (c)->count, &(c)->room, sizeof *(c)->items)

static void unpack_classes(struct compiler *c) {
  const struct relata_ontology *base = c->base;
  for (uint32_t i = 0; i < base->class_count; i++) {
    const struct relata_class *class = &base->classes[i];
    struct class_entry entry = {.name = class->name, .label = class->label, .iri = class->iri};
    entry.parents = relata_arena_alloc(c->arena, (base->class_count + 1) * sizeof *entry.parents);
    if (class->parent != RELATA_NONE)
      entry.parents[entry.parent_count++] = base->classes[class->parent].name;
    for (uint32_t k = 0; k < base->class_count; k++)
      if (k != i && k != class->parent && relata_ontology_is_a(base, i, k))
        entry.parents[entry.parent_count++] = base->classes[k].name;
    GROW(c, classes, class_count, class_room);
    c->classes[c->class_count++] = entry;
  }
}

static void unpack_properties(struct compiler *c) {
  for (size_t i = 0; i < c->base->property_count; i++) {
    const struct relata_property *p = &c->base->properties[i];
    GROW(c, properties, property_count, property_room);
    c->properties[c->property_count++] = (struct property_entry){.name = p->name,
                                                                 .label = p->label,
                                                                 .iri = p->iri,
                                                                 .domain = p->domain,
                                                                 .range = p->range,
                                                                 .inverse = p->inverse,
                                                                 .parent = p->parent,
                                                                 .equivalent = p->equivalent,
                                                                 .symmetric = p->symmetric};
  }
  c->own_properties = c->base->own_properties;
}

static void unpack_frames(struct compiler *c) {
  for (size_t i = 0; i < c->base->frame_count; i++) {
    GROW(c, frames, frame_count, frame_room);
    c->frames[c->frame_count++] =
        (struct frame_entry){.frame = c->base->frames[i], .user = c->base->frames[i].property >= c->own_properties};
  }
}

static void unpack_words(struct compiler *c) {
  const struct relata_ontology *base = c->base;
  for (size_t i = 0; i < base->noun_slots; i++) {
    if (!base->nouns[i].lemma.length)
      continue;
    GROW(c, nouns, noun_count, noun_room);
    c->nouns[c->noun_count++] = (struct noun_entry){lexicon_text(base, base->nouns[i].lemma), base->nouns[i].sort, 0};
  }
  for (size_t i = 0; i < base->word_slots; i++) {
    for (uint32_t s = 0; base->words[i].word.length && s < base->set_count; s++) {
      if (!((base->words[i].sets[s / 32] >> (s % 32)) & 1u))
        continue;
      GROW(c, words, word_count, word_room);
      c->words[c->word_count++] = (struct word_entry){lexicon_text(base, base->words[i].word), base->sets[s]};
    }
  }
  c->sets = base->sets; /* and the words of a slot stand together: nothing wants sorting */
  c->set_count = base->set_count;
}

static void unpack_actors(struct compiler *c) {
  const struct relata_ontology *base = c->base;
  for (size_t i = 0; i < base->actor_count; i++) {
    const struct relata_actor *a = &base->actors[i];
    GROW(c, actors, actor_count, actor_room);
    c->actors[c->actor_count++] = (struct actor_entry){.id = a->id,
                                                       .label = a->label,
                                                       .same_as = a->same_as,
                                                       .class_index = a->class_index,
                                                       .located_in = a->located_in};
  }
  for (size_t i = 0; i < base->alias_slots; i++) {
    const struct lexicon_alias *slot = &base->aliases[i];
    if (!slot->folded.length)
      continue;
    const struct relata_str folded = lexicon_text(base, slot->folded);
    GROW(c, aliases, alias_count, alias_room);
    c->aliases[c->alias_count++] =
        (struct alias_entry){.folded = folded,
                             .exact = lexicon_text(base, slot->exact),
                             .actor = slot->actor,
                             .kind = slot->kind,
                             .cased = slot->cased,
                             .order = ((i - relata_str_hash(folded)) & (base->alias_slots - 1)) + 1};
  }
}

void unpack(struct compiler *c) {
  unpack_classes(c);
  unpack_properties(c);
  unpack_frames(c);
  unpack_words(c);
  unpack_actors(c);
}
