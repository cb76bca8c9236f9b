/* frames.c — lexicon.ttl's blocks to frames, one a word and pair of slots.
 *
 * A block says: these words, in this pattern, state this property.
 *
 *     rel:backs lex:verb [ lex:pattern "S force > O actor" ; lex:words "back support prop_up" ] .
 *
 * A pattern is two sides with ">" between them, the property's subject first;
 * each side is a slot, or several joined by "|", and the sort that may stand
 * there (none: any).  "between" with a sort stands for both sides.
 */
#include "ontology/compile/compile.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const struct {
  const char *predicate;
  enum relata_frame_kind kind;
} kinds[] = {
    {NS_LEX "verb", RELATA_FRAME_VERB},           {NS_LEX "event", RELATA_FRAME_EVENT},
    {NS_LEX "idiom", RELATA_FRAME_IDIOM},         {NS_LEX "role", RELATA_FRAME_ROLE},
    {NS_LEX "adjective", RELATA_FRAME_ADJECTIVE}, {NS_LEX "participle", RELATA_FRAME_PARTICIPLE},
    {NS_LEX "prefix", RELATA_FRAME_PREFIX},
};

static const struct {
  const char *name;
  enum relata_slot slot;
} slots[] = {
    {"S", RELATA_SLOT_SUBJECT},       {"O", RELATA_SLOT_OBJECT},    {"I", RELATA_SLOT_INDIRECT},
    {"C", RELATA_SLOT_CLAUSE},        {"G", RELATA_SLOT_AGENT},     {"N", RELATA_SLOT_NOUN},
    {"H", RELATA_SLOT_HOLDER},        {"P", RELATA_SLOT_POSSESSOR}, {"X", RELATA_SLOT_MODIFIER},
    {"between", RELATA_SLOT_BETWEEN},
};

struct side {
  struct relata_str slots; /* "to|for" */
  enum relata_sort sort;
};

static enum relata_status parse_slot(const struct compiler *c, struct relata_str text, struct place place,
                                     enum relata_slot *slot, struct relata_str *preposition) {
  *preposition = RELATA_STR("");
  for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
    if (relata_str_is(text, slots[i].name)) {
      *slot = slots[i].slot;
      return RELATA_OK;
    }
  for (size_t i = 0; i < text.len; i++)
    if (!islower((unsigned char)text.data[i]) && text.data[i] != '_')
      return fail_at(c, place, "no slot is called \"%.*s\"; use S O I C G N H P X, between or a preposition",
                     (int)text.len, text.data);
  *slot = RELATA_SLOT_PREPOSITION;
  *preposition = text;
  return RELATA_OK;
}

static enum relata_status parse_side(const struct compiler *c, struct relata_str text, struct place place,
                                     struct side *side) {
  side->slots = next_word(&text, " ");
  side->sort = RELATA_SORT_ANY;
  if (!side->slots.len)
    return fail_at(c, place, "a side of the pattern is empty; write for example \"S actor > O place\"");
  const struct relata_str sort = next_word(&text, " ");
  if (!sort.len)
    return RELATA_OK;
  side->sort = relata_sort_of(sort);
  if (side->sort == RELATA_SORT_COUNT || relata_str_trim(text).len)
    return fail_at(c, place, "\"%.*s\" is no sort; the sorts are listed in ontology.h (actor, person, place …)",
                   (int)sort.len, sort.data);
  return RELATA_OK;
}

void frame_add(struct compiler *c, const struct relata_frame *frame, struct place place) {
  c->frames = room_for(c->arena, c->frames, c->frame_count, &c->frame_room, sizeof *c->frames);
  c->frames[c->frame_count++] = (struct frame_entry){*frame, c->base != NULL, place};
}

/* One frame for each pair of slots of the two sides. */
static enum relata_status add_pairs(struct compiler *c, struct relata_frame frame, struct side from, struct side to,
                                    struct place place) {
  frame.from_type = (uint8_t)from.sort;
  frame.to_type = (uint8_t)to.sort;
  for (struct relata_str a = next_word(&from.slots, "|"); a.len; a = next_word(&from.slots, "|")) {
    struct relata_str rest = to.slots;
    for (struct relata_str b = next_word(&rest, "|"); b.len; b = next_word(&rest, "|")) {
      RELATA_TRY(parse_slot(c, a, place, &frame.from, &frame.from_preposition));
      RELATA_TRY(parse_slot(c, b, place, &frame.to, &frame.to_preposition));
      frame_add(c, &frame, place);
    }
  }
  return RELATA_OK;
}

enum relata_status frame_add_pattern(struct compiler *c, struct relata_frame frame, struct relata_str text,
                                     struct place place) {
  const char *arrow = memchr(text.data, '>', text.len);
  struct side from, to;
  if (!arrow) {
    struct relata_str rest = text;
    if (!relata_str_is(next_word(&rest, " "), "between"))
      return fail_at(c, place, "the pattern \"%.*s\" has no \">\" between its sides", (int)text.len,
                     text.data);
    RELATA_TRY(parse_side(c, text, place, &from));
    return add_pairs(c, frame, from, from, place);
  }
  const size_t left = (size_t)(arrow - text.data);
  RELATA_TRY(parse_side(c, (struct relata_str){text.data, left}, place, &from));
  RELATA_TRY(parse_side(c, (struct relata_str){arrow + 1, text.len - left - 1}, place, &to));
  return add_pairs(c, frame, from, to, place);
}

static enum relata_status read_block(struct compiler *c, const struct triple *block, enum relata_frame_kind kind,
                                     uint32_t property) {
  size_t pattern_count, words_count;
  const struct triple *patterns = triples_find(c, block->object, NS_LEX "pattern", &pattern_count);
  const struct triple *words = triples_find(c, block->object, NS_LEX "words", &words_count);
  if (!pattern_count || !words_count)
    return fail_at(c, block->place, "a block of the lexicon wants lex:pattern and lex:words");
  for (size_t i = 0; i < words_count; i++) {
    struct relata_str rest = words[i].object;
    for (struct relata_str word = next_word(&rest, " \n\t"); word.len; word = next_word(&rest, " \n\t"))
      for (size_t k = 0; k < pattern_count; k++)
        RELATA_TRY(frame_add_pattern(c, (struct relata_frame){.kind = kind, .lemma = word, .property = property},
                                     patterns[k].object, patterns[k].place));
  }
  return RELATA_OK;
}

static int compare_frames(const void *a, const void *b) {
  const struct frame_entry *one = a, *other = b;
  const struct relata_frame *x = &one->frame, *y = &other->frame;
  int order = (x->kind > y->kind) - (x->kind < y->kind);
  if (order == 0)
    order = relata_str_compare(x->lemma, y->lemma);
  if (order == 0)
    order = (int)other->user - (int)one->user;
  if (order == 0)
    order = (x->property > y->property) - (x->property < y->property);
  if (order == 0)
    order = (x->from > y->from) - (x->from < y->from);
  if (order == 0)
    order = relata_str_compare(x->from_preposition, y->from_preposition);
  if (order == 0)
    order = (x->to > y->to) - (x->to < y->to);
  if (order == 0)
    order = relata_str_compare(x->to_preposition, y->to_preposition);
  if (order == 0)
    order = (x->from_type > y->from_type) - (x->from_type < y->from_type);
  if (order == 0)
    order = (x->to_type > y->to_type) - (x->to_type < y->to_type);
  return order;
}

/* The same frame twice in a file is a slip of the pen: say where.  Another file may repeat it. */
static enum relata_status check_doubles(struct compiler *c) {
  for (size_t i = 1; i < c->frame_count; i++) {
    if (compare_frames(&c->frames[i - 1], &c->frames[i]) != 0 ||
        strcmp(c->frames[i - 1].place.path, c->frames[i].place.path) != 0)
      continue;
    const struct frame_entry *a = &c->frames[i - 1], *b = &c->frames[i];
    const struct frame_entry *later = a->place.line > b->place.line ? a : b, *earlier = later == a ? b : a;
    const struct relata_str word = a->frame.lemma, name = c->properties[a->frame.property].name;
    return fail_at(c, later->place, "\"%.*s\" for rel:%.*s stands already at line %zu of %s; take one away",
                   (int)word.len, word.data, (int)name.len, name.data, earlier->place.line, earlier->place.path);
  }
  return RELATA_OK;
}

static bool kind_of(struct relata_str predicate, enum relata_frame_kind *kind) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (relata_str_is(predicate, kinds[i].predicate)) {
      *kind = kinds[i].kind;
      return true;
    }
  return false;
}

enum relata_status frames_build(struct compiler *c) {
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple *t = &c->triples.items[i];
    enum relata_frame_kind kind;
    if (!kind_of(t->predicate, &kind))
      continue;
    const uint32_t property = property_of_iri(c, t->subject);
    const struct relata_str name = local_name(t->subject, NS_REL);
    if (property == RELATA_NONE)
      return fail_at(c, t->place, "no property %s%.*s; declare it or mend the name", name.len ? "rel:" : "",
                     (int)(name.len ? name.len : t->subject.len), name.len ? name.data : t->subject.data);
    RELATA_TRY(read_block(c, t, kind, property));
  }
  if (c->base)
    return RELATA_OK;
  frames_sort(c);
  return check_doubles(c);
}

void frames_sort(struct compiler *c) {
  if (c->frame_count)
    qsort(c->frames, c->frame_count, sizeof *c->frames, compare_frames);
}
