/* map.c — the walk over a document's clauses, and what a fact is made of. */
#include "ontology/map.h"

#include "ontology/confidence.h"

#include <string.h>

struct map_seen {
  uint32_t subject, object, property, sentence; /* entities, by their first mention */
  bool used;
};

/* ------------------------------------------------------------- looking up */

const struct relata_mention *map_mention(const struct mapper *mapper, uint32_t token) {
  const uint32_t mention = token == RELATA_NONE ? RELATA_NONE : mapper->mention_at[token];
  return mention == RELATA_NONE ? NULL : &mapper->document->mentions[mention];
}

bool map_in_set(const struct mapper *mapper, const char *set, uint32_t token) {
  return relata_ontology_in_set(mapper->ontology, set, mapper->lemmas[token]);
}

uint32_t map_list_head(const struct mapper *mapper, uint32_t token) {
  const struct relata_token *tokens = mapper->document->tokens;
  while (relata_dep_base((enum relata_dep)tokens[token].dep) == RELATA_DEP_CONJ && tokens[token].head != RELATA_NONE)
    token = tokens[token].head;
  return token;
}

size_t map_ancestors(const struct mapper *mapper, uint32_t token, uint32_t *ancestors, size_t most) {
  size_t count = 0;
  for (; token != RELATA_NONE && count < most; token = mapper->document->tokens[token].head)
    ancestors[count++] = token;
  return count;
}

struct relata_str map_join(const struct mapper *mapper, struct relata_str a, struct relata_str b) {
  return relata_arena_print(mapper->document->arena, "%.*s_%.*s", (int)a.len, a.data, (int)b.len, b.data);
}

uint32_t map_property(const struct mapper *mapper, const char *name) {
  return relata_ontology_find_property(mapper->ontology, relata_str_of(name));
}

/* ------------------------------------------------------------- each fact once */

static uint64_t seen_key(const struct map_seen *seen) {
  uint64_t key = seen->subject * 0x9e3779b97f4a7c15u ^ seen->object * 0xc2b2ae3d27d4eb4fu ^
                 seen->property * 0x165667b19e3779f9u ^ seen->sentence * 0x27d4eb2f165667c5u;
  return key ^ key >> 29;
}

static bool seen_equal(const struct map_seen *a, const struct map_seen *b) {
  return a->subject == b->subject && a->object == b->object && a->property == b->property && a->sentence == b->sentence;
}

static struct map_seen *seen_slot(const struct mapper *mapper, const struct map_seen *wanted) {
  size_t place = seen_key(wanted) & mapper->seen_mask;
  while (mapper->seen[place].used && !seen_equal(&mapper->seen[place], wanted))
    place = (place + 1) & mapper->seen_mask;
  return &mapper->seen[place];
}

static void seen_grow(struct mapper *mapper) {
  const struct map_seen *old = mapper->seen;
  const size_t old_size = old ? mapper->seen_mask + 1 : 0;
  const size_t size = old ? old_size * 2 : 256;
  mapper->seen = relata_arena_alloc(mapper->document->arena, size * sizeof *mapper->seen);
  mapper->seen_mask = size - 1;
  for (size_t i = 0; i < old_size; i++)
    if (old[i].used)
      *seen_slot(mapper, &old[i]) = old[i];
}

/* What two tokens' words say in their sentence. */
static struct map_seen seen_of(const struct mapper *mapper, uint32_t subject_mention, uint32_t property,
                               uint32_t object_mention) {
  const struct relata_document *document = mapper->document;
  return (struct map_seen){ .subject = mapper->entity_at[subject_mention],
                            .object = mapper->entity_at[object_mention],
                            .property = property,
                            .sentence = document->tokens[document->mentions[subject_mention].head].sentence,
                            .used = true };
}

/* Notes it; false when it was there. */
static bool seen_put(struct mapper *mapper, struct map_seen seen) {
  if (!mapper->seen || mapper->seen_count * 2 > mapper->seen_mask)
    seen_grow(mapper);
  struct map_seen *slot = seen_slot(mapper, &seen);
  if (slot->used)
    return false;
  *slot = seen;
  mapper->seen_count++;
  return true;
}

static bool seen_has(const struct mapper *mapper, struct map_seen seen) {
  return mapper->seen && seen_slot(mapper, &seen)->used;
}

/* Marks a pair that has a named relation, so that no open fact repeats it. */
enum { ANY_NAMED = RELATA_NONE - 1 };

void map_seen_renew(struct mapper *mapper) {
  mapper->seen = NULL;
  mapper->seen_count = mapper->seen_mask = 0;
  for (size_t f = 0; f < mapper->fact_count; f++) {
    const struct relata_fact *fact = &mapper->facts[f];
    const uint32_t property = fact->relation.len ? relata_ontology_find_property(mapper->ontology, fact->relation) : RELATA_NONE;
    seen_put(mapper, seen_of(mapper, fact->subject_mention, property, fact->object_mention));
    if (property != RELATA_NONE)
      seen_put(mapper, seen_of(mapper, fact->subject_mention, ANY_NAMED, fact->object_mention));
  }
}

/* ------------------------------------------------------------- the ends */

static bool pronoun_is_speaker(const struct mapper *mapper, uint32_t token) {
  return map_in_set(mapper, "speaker_pronoun", token) ||
         relata_ontology_in_set(mapper->ontology, "speaker_pronoun", mapper->document->tokens[token].form);
}

/* "we", "our" of somebody who speaks. */
static bool is_we(const struct mapper *mapper, uint32_t token) {
  return map_mention(mapper, token)->pronoun && pronoun_is_speaker(mapper, token) &&
         mapper->document->tokens[token].form.len > 1 &&
         (map_in_set(mapper, "we_pronoun", token) ||
          relata_ontology_in_set(mapper->ontology, "we_pronoun", mapper->document->tokens[token].form));
}

/* The mention that an end stands for: "we" in a quotation is who says it; a
 * pronoun without antecedent is nobody. */
static uint32_t end_entity(const struct mapper *mapper, uint32_t token, const struct relata_clause *clause) {
  const uint32_t number = mapper->mention_at[token];
  const struct relata_mention *mention = &mapper->document->mentions[number];
  if (!mention->pronoun)
    return number;
  if (pronoun_is_speaker(mapper, token))
    return clause->circumstances.speaker != RELATA_NONE                                   ? clause->circumstances.speaker
           : is_we(mapper, token) && map_in_set(mapper, "statement_verb", clause->head) ? mapper->voice
                                                                                          : RELATA_NONE;
  if (mention->cluster == number)
    return RELATA_NONE;
  return mapper->document->mentions[mention->cluster].pronoun ? RELATA_NONE : number;
}

/* ------------------------------------------------------------- words of a fact */

static bool token_is_auxiliary(const struct relata_token *token) {
  switch (relata_dep_base((enum relata_dep)token->dep)) {
  case RELATA_DEP_AUX:
  case RELATA_DEP_COP:
  case RELATA_DEP_ADVMOD:
    return true;
  default:
    return token->dep == RELATA_DEP_COMPOUND_PRT;
  }
}

/* "has long backed": the predicate with its auxiliaries, adverbs and particle. */
static struct relata_str clause_phrase(const struct mapper *mapper, const struct relata_clause *clause) {
  const struct relata_document *document = mapper->document;
  const struct relata_sentence *sentence = &document->sentences[clause->sentence];
  const struct relata_token *tokens = document->tokens;
  uint32_t first = clause->head, end = clause->head + 1;
  while (first > sentence->first && tokens[first - 1].head == clause->head && token_is_auxiliary(&tokens[first - 1]))
    first--;
  while (end < sentence->end && tokens[end].head == clause->head && tokens[end].dep == RELATA_DEP_COMPOUND_PRT)
    end++;
  const uint32_t begin_byte = tokens[first].begin, end_byte = tokens[end - 1].end;
  return (struct relata_str){ document->text.data + begin_byte, end_byte - begin_byte };
}

static void span_of_mention(const struct mapper *mapper, const struct relata_mention *mention, uint32_t *begin,
                            uint32_t *end) {
  const struct relata_token *tokens = mapper->document->tokens;
  uint32_t first = mention->label_first;
  if (first > 0 && tokens[first - 1].upos == RELATA_DET && tokens[first - 1].head == mention->head)
    first--;
  *begin = tokens[first].begin;
  *end = tokens[mention->label_end - 1].end;
}

static void fact_set_subject(const struct mapper *mapper, struct relata_fact *fact, uint32_t token, uint32_t entity) {
  const struct relata_mention *mention = map_mention(mapper, token);
  const struct relata_mention *meant = &mapper->document->mentions[entity];
  fact->subject = mention->pronoun || meant != mention ? meant->entity_label : mention->label;
  fact->subject_label = meant->entity_label;
  fact->subject_id = meant->entity;
  fact->subject_type = meant->entity_class;
  fact->subject_mention = mapper->mention_at[token];
  span_of_mention(mapper, mention, &fact->subject_begin, &fact->subject_end);
}

static void fact_set_object(const struct mapper *mapper, struct relata_fact *fact, uint32_t token, uint32_t entity) {
  const struct relata_mention *mention = map_mention(mapper, token);
  const struct relata_mention *meant = &mapper->document->mentions[entity];
  fact->object = mention->pronoun || meant != mention ? meant->entity_label : mention->label;
  fact->object_label = meant->entity_label;
  fact->object_id = meant->entity;
  fact->object_type = meant->entity_class;
  fact->object_mention = mapper->mention_at[token];
  span_of_mention(mapper, mention, &fact->object_begin, &fact->object_end);
}

/* An object without words of its own stands where the title does: "Premier" of Japan. */
static void fact_set_understood(const struct mapper *mapper, struct relata_fact *fact, uint32_t title) {
  fact->object = fact->object_label;
  fact->object_begin = mapper->document->tokens[title].begin;
  fact->object_end = mapper->document->tokens[title].end;
}

/* "a former mayor of Bergen": of a time that is over when the article is written. */
static bool has_ended(const struct mapper *mapper, const struct map_source *source) {
  return (source->rule == MAP_ROLE || (source->rule == MAP_SCORER && source->clause->kind == RELATA_CLAUSE_NOUN)) &&
         map_is_former(mapper, source->clause->head);
}

/* "a Swede" as an object stands for Sweden. */
static void fact_set_nation(const struct mapper *mapper, struct relata_fact *fact, const struct relata_actor *nation) {
  fact->object_label = nation->label;
  fact->object_id = nation->id;
  fact->object_type = relata_ontology_get_class(mapper->ontology, nation->class_index)->name;
}

static void fact_set_circumstances(const struct mapper *mapper, struct relata_fact *fact,
                                   const struct map_source *source) {
  const struct relata_circumstances *found = &source->clause->circumstances;
  const struct relata_mention *mentions = mapper->document->mentions;
  fact->negated = !source->plain && found->negated;
  fact->possible = source->doubted || (!source->plain && found->possible);
  if (found->speaker != RELATA_NONE && found->speaker != fact->subject_mention) {
    const struct relata_mention *speaker = &mentions[found->speaker];
    fact->speaker = speaker->pronoun || !speaker->named ? speaker->entity_label : speaker->label;
    fact->speaker_id = speaker->entity;
  }
  fact->time = found->time.len || !has_ended(mapper, source)
                 ? found->time
                 : relata_arena_print(mapper->document->arena, "../%.*s", (int)mapper->document->date.len,
                                      mapper->document->date.len ? mapper->document->date.data : "");
  if (found->place != RELATA_NONE && found->place != fact->object_mention && found->place != fact->subject_mention) {
    fact->place = mentions[found->place].entity_label;
    fact->place_id = mentions[found->place].entity;
  }
  fact->quantity = found->quantity;
}

static uint32_t smaller(uint32_t a, uint32_t b) { return a < b ? a : b; }
static uint32_t larger(uint32_t a, uint32_t b) { return a > b ? a : b; }

/* From the first word involved to the last. */
static void fact_set_quote(const struct mapper *mapper, struct relata_fact *fact, const struct relata_clause *clause) {
  const struct relata_token *head = &mapper->document->tokens[clause->head];
  fact->begin = smaller(head->begin, smaller(fact->subject_begin, fact->object_begin));
  fact->end = larger(head->end, larger(fact->subject_end, fact->object_end));
}

const char *map_rule_name(enum map_rule rule) {
  static const char *const names[MAP_RULE_COUNT] = { "verb",   "idiom",    "light",  "event", "role",       "adjective",
                                                     "compound", "prefix", "place",  "place", "apposition", "scorer",
                                                     "open" };
  return names[rule];
}

static struct relata_str fact_why(const struct mapper *mapper, const struct map_source *source) {
  if (source->rule == MAP_OPEN && !source->slots.len)
    return RELATA_STR("open");
  return relata_arena_print(mapper->document->arena, "%s %.*s%s%.*s", map_rule_name(source->rule), (int)source->word.len,
                            source->word.data ? source->word.data : "", source->slots.len ? " " : "",
                            (int)source->slots.len, source->slots.data ? source->slots.data : "");
}

struct relata_fact *map_fact_new(struct mapper *mapper) {
  if (mapper->fact_count == mapper->fact_room) {
    const size_t room = mapper->fact_room ? mapper->fact_room * 2 : 64;
    struct relata_fact *grown = relata_arena_alloc(mapper->document->arena, room * sizeof *grown);
    if (mapper->fact_count)
      memcpy(grown, mapper->facts, mapper->fact_count * sizeof *grown);
    mapper->facts = grown;
    mapper->fact_room = room;
  }
  return &mapper->facts[mapper->fact_count++];
}

static struct relata_reason *reason_new(const struct mapper *mapper, const struct map_source *source) {
  if (!mapper->document->keep_reasons)
    return NULL;
  struct relata_reason *reason = relata_arena_alloc(mapper->document->arena, sizeof *reason);
  reason->rule = relata_str_of(map_rule_name(source->rule));
  reason->predicate = source->clause->head;
  reason->speech = source->clause->circumstances.speech;
  reason->words = source->clause->score;
  if (source->frame)
    reason->entry = map_entry_text(mapper, source->frame);
  return reason;
}

/* Of the fact that comes next. */
static void evidence_note(struct mapper *mapper, const struct map_source *source, bool second) {
  if (mapper->fact_count >= mapper->evidence_room) {
    const size_t room = mapper->fact_count < 32 ? 64 : mapper->fact_count * 2;
    struct map_evidence *grown = relata_arena_alloc(mapper->document->arena, room * sizeof *grown);
    if (mapper->evidence_room)
      memcpy(grown, mapper->evidence, mapper->evidence_room * sizeof *grown);
    mapper->evidence = grown;
    mapper->evidence_room = room;
  }
  mapper->evidence[mapper->fact_count] = (struct map_evidence){
    .rule = (uint8_t)source->rule, .second = second, .understood = source->understood, .weight = source->weight,
    .words = source->clause->score, .noun = source->clause->head
  };
}

/* Is it said in the sentence for the first time?  The mentions may be of others, which name whom a word of it means. */
static bool pair_is_new(struct mapper *mapper, uint32_t subject, uint32_t property, uint32_t object,
                        uint32_t sentence) {
  struct map_seen there = seen_of(mapper, subject, property, object), back = seen_of(mapper, object, property, subject);
  there.sentence = back.sentence = sentence;
  if (property != RELATA_NONE && relata_ontology_get_property(mapper->ontology, property)->symmetric &&
      seen_has(mapper, back))
    return false;
  return seen_put(mapper, there);
}

void map_rule_out(struct mapper *mapper, uint32_t subject, uint32_t property, uint32_t object) {
  if (map_mention(mapper, subject) && map_mention(mapper, object))
    seen_put(mapper, seen_of(mapper, mapper->mention_at[subject], property, mapper->mention_at[object]));
}

/* Has their sentence a named relation from the one to the other already? */
static bool pair_is_named(const struct mapper *mapper, uint32_t subject, uint32_t object) {
  return seen_has(mapper, seen_of(mapper, mapper->mention_at[subject], ANY_NAMED, mapper->mention_at[object]));
}

/* "thanked the widow but not the brother", "by guards rather than by the police": one of a list left out by its own
 * "not". */
static bool is_left_out(const struct mapper *mapper, const struct relata_clause *clause, uint32_t token) {
  enum { DEEP = 40 };
  const struct relata_token *tokens = mapper->document->tokens;
  const uint32_t first = mapper->document->sentences[tokens[token].sentence].first;
  uint32_t above[DEEP];
  if (relata_dep_base((enum relata_dep)tokens[token].dep) != RELATA_DEP_CONJ || mapper->verb_clause[token] != RELATA_NONE)
    return false;
  for (size_t i = map_ancestors(mapper, clause->head, above, DEEP); i-- > 0;)
    if (above[i] == token) /* "but not Ann, who lives in Rome": she does */
      return false;
  for (uint32_t t = token; t-- > first && t != tokens[token].head;)
    if (tokens[t].head == token && (relata_str_is(mapper->lemmas[t], "not") || relata_str_is(mapper->lemmas[t], "rather")))
      return !map_in_set(mapper, "focus_adverb", t + 1);
  return false;
}

/* Do the words name nobody?  "Both" of two that are known do. */
static bool end_is_nothing(const struct mapper *mapper, uint32_t token, uint32_t who) {
  const struct relata_mention *meant = &mapper->document->mentions[who];
  const uint32_t number = mapper->mention_at[token];
  const bool either = who == mapper->pair_of[number][0] || who == mapper->pair_of[number][1];
  return map_is_nothing(mapper, either ? meant : map_mention(mapper, token), meant);
}

/* "The two" are no more than the two of whom was told. */
static bool is_mere_pair(const struct mapper *mapper, uint32_t token) {
  return mapper->pair_of[mapper->mention_at[token]][0] != RELATA_NONE && map_token(mapper, token)->upos != RELATA_NOUN;
}

/* What `who`, for whom the subject's words stand, has to do with `whom`. */
static bool add_between(struct mapper *mapper, uint32_t subject, uint32_t who, uint32_t property, uint32_t object,
                        uint32_t whom, const struct map_source *source) {
  if (who == RELATA_NONE || whom == RELATA_NONE)
    return false;
  const struct relata_mention *a = &mapper->document->mentions[who], *b = &mapper->document->mentions[whom];
  if (!a->entity.len || !b->entity.len || (!source->nation && relata_str_equal(a->entity, b->entity)) ||
      end_is_nothing(mapper, subject, who) || end_is_nothing(mapper, object, whom))
    return false;
  struct map_ends ends;
  const bool users = map_is_users(mapper, property);
  if (users && !map_user_admits(mapper, property, a, b, &ends))
    return false;
  if (property != RELATA_NONE && !users && !source->nation) {
    if (!map_can_hold(mapper, property, map_mention(mapper, subject), map_mention(mapper, object), b))
      property = RELATA_NONE;
    else if (map_is_absurd(mapper, property, map_mention(mapper, subject), a, map_mention(mapper, object), b) ||
             map_is_elsewhere(mapper, source->clause, property, subject, object) ||
             map_leaves_no_place(mapper, source->clause, property, object))
      return false;
  }
  if (!pair_is_new(mapper, who, property, whom, map_token(mapper, subject)->sentence))
    return false;
  struct relata_fact fact = { .sentence = mapper->document->tokens[subject].sentence };
  evidence_note(mapper, source, pair_is_named(mapper, subject, object));
  mapper->evidence[mapper->fact_count].subject_we = is_we(mapper, subject);
  mapper->evidence[mapper->fact_count].object_we = is_we(mapper, object);
  fact_set_subject(mapper, &fact, subject, who);
  fact_set_object(mapper, &fact, object, whom);
  if (source->nation)
    fact_set_nation(mapper, &fact, source->nation);
  if (source->understood)
    fact_set_understood(mapper, &fact, source->clause->head);
  fact_set_circumstances(mapper, &fact, source);
  fact.negated ^= is_left_out(mapper, source->clause, subject) != is_left_out(mapper, source->clause, object);
  fact_set_quote(mapper, &fact, source->clause);
  fact.phrase = clause_phrase(mapper, source->clause);
  if (property == RELATA_NONE) {
    fact.open_name = source->word;
  } else {
    fact.relation = relata_ontology_get_property(mapper->ontology, property)->name;
    seen_put(mapper, seen_of(mapper, mapper->mention_at[subject], ANY_NAMED, mapper->mention_at[object]));
  }
  if (users)
    map_user_note(mapper, property, &fact, a, b, &ends);
  fact.confidence = map_confidence(mapper, source, fact.possible, fact.speaker.len > 0);
  fact.why = fact_why(mapper, source);
  fact.reason = reason_new(mapper, source);
  *map_fact_new(mapper) = fact;
  return true;
}

bool map_add(struct mapper *mapper, uint32_t subject, uint32_t property, uint32_t object,
             const struct map_source *source) {
  if (subject == object || !map_mention(mapper, subject) || !map_mention(mapper, object))
    return false;
  const uint32_t who = end_entity(mapper, subject, source->clause), whom = end_entity(mapper, object, source->clause);
  bool added = !is_mere_pair(mapper, subject) && !is_mere_pair(mapper, object) &&
               add_between(mapper, subject, who, property, object, whom, source);
  if (source->rule == MAP_SCORER || source->rule == MAP_PLACE_OF_VERB || property == RELATA_NONE)
    return added; /* "they were thought of in Lima": not there */
  const uint32_t *first = mapper->pair_of[mapper->mention_at[subject]];
  const uint32_t *second = mapper->pair_of[mapper->mention_at[object]];
  for (size_t i = 0; i < 2 && map_pair_acts(mapper, source->clause, subject, object); i++)
    added = add_between(mapper, subject, first[i], property, object, whom, source) || added;
  for (size_t i = 0; i < 2 && map_pair_acts(mapper, source->clause, object, subject); i++)
    added = add_between(mapper, subject, who, property, object, second[i], source) || added;
  return added;
}

/* ------------------------------------------------------------- the walk */

static uint32_t *token_table(const struct relata_document *document) {
  uint32_t *table = relata_arena_alloc(document->arena, (document->token_count + 1) * sizeof *table);
  for (size_t t = 0; t < document->token_count; t++)
    table[t] = RELATA_NONE;
  return table;
}

/* Mentions of one entity share the number of its first. */
static void entities_number(struct mapper *mapper) {
  struct relata_document *document = mapper->document;
  size_t size = 64;
  while (size < 2 * document->mention_count)
    size *= 2;
  uint32_t *slots = relata_arena_alloc(document->arena, size * sizeof *slots); /* mention + 1 */
  mapper->entity_at = relata_arena_alloc(document->arena, (document->mention_count + 1) * sizeof *mapper->entity_at);
  for (uint32_t m = 0; m < document->mention_count; m++) {
    const struct relata_str entity = document->mentions[m].entity;
    size_t place = relata_str_hash(entity) & (size - 1);
    while (slots[place] && !relata_str_equal(document->mentions[slots[place] - 1].entity, entity))
      place = (place + 1) & (size - 1);
    if (!slots[place])
      slots[place] = m + 1;
    mapper->entity_at[m] = slots[place] - 1;
  }
}

static void mapper_init(struct mapper *mapper) {
  struct relata_document *document = mapper->document;
  entities_number(mapper);
  mapper->lemmas = relata_arena_alloc(document->arena, (document->token_count + 1) * sizeof *mapper->lemmas);
  for (size_t t = 0; t < document->token_count; t++)
    mapper->lemmas[t] = map_lemma(document, t);
  mapper->mention_at = token_table(document);
  mapper->noun_clause = token_table(document);
  mapper->verb_clause = token_table(document);
  mapper->told = relata_arena_alloc(document->arena, document->token_count + 1);
  mapper->inner = relata_arena_alloc(document->arena, document->token_count + 1);
  for (uint32_t m = 0; m < document->mention_count; m++) {
    mapper->mention_at[document->mentions[m].head] = m;
    if (document->mentions[m].core != document->mentions[m].head)
      mapper->inner[document->mentions[m].core] = true;
  }
  map_voice(mapper);
  map_pairs(mapper);
  for (uint32_t c = 0; c < document->clause_count; c++) {
    const struct relata_clause *clause = &document->clauses[c];
    uint32_t *table = clause->kind == RELATA_CLAUSE_NOUN ? mapper->noun_clause : mapper->verb_clause;
    if (table[clause->head] == RELATA_NONE && clause->kind != RELATA_CLAUSE_APPOSITION)
      table[clause->head] = c;
  }
}

static void map_predicates(struct mapper *mapper) {
  for (size_t c = 0; c < mapper->document->clause_count; c++) {
    const struct relata_clause *clause = &mapper->document->clauses[c];
    switch (clause->kind) {
    case RELATA_CLAUSE_VERB:
      map_verb(mapper, clause);
      break;
    case RELATA_CLAUSE_COPULA:
    case RELATA_CLAUSE_EXISTENTIAL:
      map_copula(mapper, clause);
      break;
    case RELATA_CLAUSE_APPOSITION:
      map_list(mapper, clause);
      break;
    case RELATA_CLAUSE_ADJECTIVE:
      map_adjective(mapper, clause);
      break;
    case RELATA_CLAUSE_COMPOUND:
      map_compound(mapper, clause);
      break;
    default:
      break;
    }
  }
}

static void map_nouns(struct mapper *mapper) {
  for (size_t c = 0; c < mapper->document->clause_count; c++)
    if (mapper->document->clauses[c].kind == RELATA_CLAUSE_NOUN)
      map_noun(mapper, &mapper->document->clauses[c]);
}

/* An open fact yields to a named one between the same words. */
static void open_facts_yield(struct mapper *mapper) {
  size_t kept = 0;
  for (size_t f = 0; f < mapper->fact_count; f++) {
    const struct relata_fact *fact = &mapper->facts[f];
    if (!fact->relation.len &&
        (seen_has(mapper, seen_of(mapper, fact->subject_mention, ANY_NAMED, fact->object_mention)) ||
         seen_has(mapper, seen_of(mapper, fact->object_mention, ANY_NAMED, fact->subject_mention))))
      continue;
    mapper->facts[kept++] = *fact;
  }
  mapper->fact_count = kept;
}

/* In order of the text: by sentence, subject, object, relation. */
static int fact_compare(const struct relata_fact *a, const struct relata_fact *b) {
  if (a->sentence != b->sentence)
    return a->sentence < b->sentence ? -1 : 1;
  if (a->subject_begin != b->subject_begin)
    return a->subject_begin < b->subject_begin ? -1 : 1;
  if (a->object_begin != b->object_begin)
    return a->object_begin < b->object_begin ? -1 : 1;
  return relata_str_compare(a->relation.len ? a->relation : a->open_name, b->relation.len ? b->relation : b->open_name);
}

/* Merge sort: stable, and no recursion or globals. */
static void facts_sort(struct mapper *mapper) {
  const size_t count = mapper->fact_count;
  struct relata_fact *from = mapper->facts;
  struct relata_fact *to = relata_arena_alloc(mapper->document->arena, (count + 1) * sizeof *to);
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t low = 0; low < count; low += 2 * width) {
      const size_t middle = low + width < count ? low + width : count;
      const size_t high = low + 2 * width < count ? low + 2 * width : count;
      size_t i = low, j = middle;
      for (size_t k = low; k < high; k++)
        to[k] = i < middle && (j >= high || fact_compare(&from[i], &from[j]) <= 0) ? from[i++] : from[j++];
    }
    struct relata_fact *swap = from;
    from = to;
    to = swap;
  }
  mapper->facts = from;
}

enum relata_status map_candidates(struct mapper *mapper, struct relata_error *error) {
  mapper_init(mapper);
  map_offices(mapper);
  map_predicates(mapper);
  map_nouns(mapper);
  map_home(mapper);
  map_house(mapper);
  map_nationals(mapper);
  map_prefixes(mapper);
  map_place_names(mapper);
  map_nations_keep(mapper);
  RELATA_TRY(map_scorer(mapper, error));
  map_speakers_settle(mapper);
  return RELATA_OK;
}

enum relata_status relata_find_facts(struct relata_document *document, const struct relata_ontology *ontology,
                                     const struct relata_model *model, struct relata_error *error) {
  struct mapper mapper = { .document = document, .ontology = ontology, .model = model };
  RELATA_TRY(map_candidates(&mapper, error));
  if (model && document->vectors) /* without the scorer's word the first guess stands */
    confidence_settle(&mapper);
  for (size_t c = 0; c < document->clause_count; c++)
    map_open(&mapper, &document->clauses[c]);
  open_facts_yield(&mapper);
  map_user_settle(&mapper);
  facts_sort(&mapper);
  document->facts = mapper.facts;
  document->fact_count = mapper.fact_count;
  return RELATA_OK;
}
