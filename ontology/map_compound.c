/* map_compound.c — facts inside a word and between words side by side:
 * compounds ("Turkish-backed rebels"), prefixes ("anti-government forces"),
 * nationals ("Ann Lee, a Swede"). */
#include "ontology/map.h"

#include <string.h>

/* "Turkish armed forces" are not armed by Turkey: that would be "Turkish-armed". */
static bool participle_may_stand(const struct mapper *mapper, uint32_t participle, struct relata_str form) {
  return !relata_ontology_in_set(mapper->ontology, "hyphen_participle", form) ||
         (participle > 0 && relata_str_is(map_token(mapper, participle - 1)->form, "-"));
}

/* "the Cairo-based analyst Hana Adel": the name that the noun stands before. */
static uint32_t name_of_title(const struct mapper *mapper, uint32_t noun) {
  const uint32_t head = map_token(mapper, noun)->head;
  if (map_token(mapper, noun)->dep == RELATA_DEP_NMOD_DESC && head != RELATA_NONE && head > noun &&
      map_mention(mapper, head) && map_mention(mapper, head)->named)
    return head;
  const struct relata_mention *next = noun + 1 < mapper->document->token_count ? map_mention(mapper, noun + 1) : NULL;
  return next && next->named && next->first == noun + 1 && map_token(mapper, noun + 1)->head == noun &&
                 map_base(mapper, noun + 1) == RELATA_DEP_APPOS
           ? noun + 1
           : noun;
}

void map_compound(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads nouns = { .count = 0 };
  heads_of_role(clause, RELATA_ROLE_OBJECT, &nouns);
  const struct relata_str form = map_lower_form(mapper, clause->head);
  if (!participle_may_stand(mapper, clause->head, form))
    return;
  for (size_t i = 0; i < nouns.count; i++) {
    const struct map_source source = { .rule = MAP_COMPOUND, .clause = clause, .plain = true, .weight = 1 };
    const struct map_frame_arguments arguments = { .clause = clause, .noun = name_of_title(mapper, nouns.tokens[i]) };
    map_apply(mapper, RELATA_FRAME_PARTICIPLE, form, &arguments, &source);
  }
}

/* The clause to which a token belongs, for its speaker. */
static const struct relata_clause *clause_around(const struct mapper *mapper, uint32_t token) {
  for (int steps = 0; token != RELATA_NONE && steps < 12; steps++, token = map_token(mapper, token)->head) {
    if (mapper->verb_clause[token] != RELATA_NONE)
      return &mapper->document->clauses[mapper->verb_clause[token]];
    if (mapper->noun_clause[token] != RELATA_NONE)
      return &mapper->document->clauses[mapper->noun_clause[token]];
  }
  return NULL;
}

/* ------------------------------------------------------------- nationals */

/* "a Swede", "the New Zealander": the state whose people the noun names; NULL if none. */
static const struct relata_actor *nation_of(const struct mapper *mapper, uint32_t noun) {
  const struct relata_mention *mention = map_mention(mapper, noun);
  enum relata_alias_kind kind = RELATA_ALIAS_NAME;
  if (!mention || mention->modifier || mention->pronoun || map_token(mapper, noun)->number == RELATA_PLUR)
    return NULL;
  const struct relata_actor *actor = relata_ontology_find_actor(mapper->ontology, mention->label, &kind);
  const uint32_t state = relata_ontology_find_class(mapper->ontology, RELATA_STR("State"));
  const bool people = actor && kind == RELATA_ALIAS_DEMONYM;
  return people && relata_ontology_is_a(mapper->ontology, actor->class_index, state) ? actor : NULL;
}

static bool is_one_person(const struct mapper *mapper, uint32_t token) {
  const struct relata_mention *mention = token == RELATA_NONE ? NULL : map_mention(mapper, token);
  return mention && !mention->modifier && mention->sort == RELATA_SORT_PERSON && mention->number != RELATA_PLUR;
}

/* "Her husband, Paul Reid": the name; RELATA_NONE without. */
static uint32_t name_after(const struct mapper *mapper, uint32_t noun) {
  const struct relata_sentence *sentence = &mapper->document->sentences[map_token(mapper, noun)->sentence];
  for (uint32_t t = noun + 1; t < sentence->end; t++)
    if (map_token(mapper, t)->head == noun && map_base(mapper, t) == RELATA_DEP_APPOS && is_one_person(mapper, t) &&
        map_mention(mapper, t)->named)
      return t;
  return RELATA_NONE;
}

/* Who is called so: "Ann Lee, a Swede", "the Swede, Ann Lee", "Ann Lee is a Swede"; RELATA_NONE if nobody. */
static uint32_t national_at(const struct mapper *mapper, uint32_t noun) {
  const uint32_t clause = mapper->verb_clause[noun], head = map_token(mapper, noun)->head;
  struct map_heads subjects = { .count = 0 };
  if (map_base(mapper, noun) == RELATA_DEP_APPOS && is_one_person(mapper, head)) {
    const uint32_t name = map_mention(mapper, head)->named ? head : name_after(mapper, head);
    return name == RELATA_NONE || name > noun ? head : name;
  }
  if (clause != RELATA_NONE && mapper->document->clauses[clause].kind == RELATA_CLAUSE_COPULA)
    heads_of_role(&mapper->document->clauses[clause], RELATA_ROLE_SUBJECT, &subjects);
  if (subjects.count == 1 && is_one_person(mapper, subjects.tokens[0])) {
    const uint32_t name = name_after(mapper, subjects.tokens[0]);
    return name == RELATA_NONE ? subjects.tokens[0] : name;
  }
  return name_after(mapper, noun);
}

void map_nationals(struct mapper *mapper) {
  for (uint32_t m = 0; m < mapper->document->mention_count; m++) {
    const uint32_t noun = mapper->document->mentions[m].head;
    const struct relata_actor *nation = nation_of(mapper, noun);
    const uint32_t person = nation ? national_at(mapper, noun) : RELATA_NONE;
    const struct relata_clause *clause = person == RELATA_NONE ? NULL : clause_around(mapper, noun);
    if (!clause)
      continue;
    const struct map_source source = { .rule = MAP_ROLE,
                                       .clause = clause,
                                       .word = RELATA_STR("national"),
                                       .slots = RELATA_STR("H>N"),
                                       .nation = nation,
                                       .plain = mapper->verb_clause[noun] == RELATA_NONE,
                                       .weight = 0.9f };
    map_add(mapper, person, map_property(mapper, "citizen_of"), noun, &source);
  }
}

/* The noun that a modifier belongs to: up over modifiers. */
static uint32_t modified_noun(const struct mapper *mapper, uint32_t token) {
  for (int steps = 0; token != RELATA_NONE && steps < 4; steps++) {
    const enum relata_dep base = map_base(mapper, token);
    const uint32_t head = map_token(mapper, token)->head;
    if (base != RELATA_DEP_AMOD && base != RELATA_DEP_COMPOUND && base != RELATA_DEP_NMOD && base != RELATA_DEP_OBL)
      return RELATA_NONE;
    if (head != RELATA_NONE && (map_token(mapper, head)->upos == RELATA_NOUN || map_token(mapper, head)->upos == RELATA_PROPN))
      return head;
    token = head;
  }
  return RELATA_NONE;
}

/* "Russian-brokered deals", "Turkish backed militias", where the first half hangs on the noun. */
static void map_participle(struct mapper *mapper, uint32_t participle, uint32_t first) {
  size_t count;
  const struct relata_frame *frames =
    relata_ontology_find_frames(mapper->ontology, RELATA_FRAME_PARTICIPLE, map_lower_form(mapper, participle), &count);
  uint32_t half = participle - 1;
  if (count && !participle_may_stand(mapper, participle, map_lower_form(mapper, participle)))
    return;
  if (count && half > first && relata_str_is(map_token(mapper, half)->form, "-"))
    half--;
  const uint32_t noun = count ? modified_noun(mapper, participle) : RELATA_NONE;
  const struct relata_clause *clause = noun == RELATA_NONE || noun < participle ? NULL : clause_around(mapper, noun);
  for (size_t i = 0; clause && i < count; i++) {
    const bool out = frames[i].from == RELATA_SLOT_MODIFIER;
    const uint32_t from = out ? half : noun, to = out ? noun : half;
    const struct map_source source = { .rule = MAP_COMPOUND,
                                       .clause = clause,
                                       .word = map_lower_form(mapper, participle),
                                       .slots = out ? RELATA_STR("X>N") : RELATA_STR("N>X"),
                                       .frame = &frames[i],
                                       .plain = true,
                                       .weight = 0.9f };
    if (map_fits(mapper, from, (enum relata_sort)frames[i].from_type) &&
        map_fits(mapper, to, (enum relata_sort)frames[i].to_type) && map_fits(mapper, half, RELATA_SORT_ACTOR))
      map_add(mapper, from, frames[i].property, to, &source);
  }
}

static void frames_of_prefix(struct mapper *mapper, const struct relata_frame *frames, size_t count,
                             struct relata_str prefix, uint32_t whom) {
  const uint32_t noun = modified_noun(mapper, whom);
  const struct relata_clause *clause = noun == RELATA_NONE ? NULL : clause_around(mapper, noun);
  for (size_t i = 0; clause && i < count; i++) {
    const struct map_source source = {
      .rule = MAP_PREFIX, .clause = clause, .word = prefix, .slots = RELATA_STR("N>X"), .frame = &frames[i], .plain = true,
      .weight = 1
    };
    if (map_fits(mapper, noun, (enum relata_sort)frames[i].from_type) &&
        map_fits(mapper, whom, (enum relata_sort)frames[i].to_type))
      map_add(mapper, noun, frames[i].property, whom, &source);
  }
}

/* "anti - government forces": three tokens. */
static void map_prefix(struct mapper *mapper, uint32_t prefix, uint32_t end) {
  const struct relata_str form = map_lower_form(mapper, prefix);
  size_t count;
  const struct relata_frame *frames = relata_ontology_find_frames(mapper->ontology, RELATA_FRAME_PREFIX, form, &count);
  const uint32_t whom = prefix + 2;
  if (count && whom < end && relata_str_is(map_token(mapper, prefix + 1)->form, "-") && map_mention(mapper, whom))
    frames_of_prefix(mapper, frames, count, form, whom);
}

/* "anti-government" as one word, whose mention is "government". */
static void map_prefixed_word(struct mapper *mapper, uint32_t token) {
  const struct relata_str form = map_lower_form(mapper, token);
  const char *hyphen = form.len ? memchr(form.data, '-', form.len) : NULL;
  const struct relata_mention *mention = map_mention(mapper, token);
  if (!hyphen || !mention || mention->label.len >= form.len)
    return;
  size_t count;
  const struct relata_str prefix = { form.data, (size_t)(hyphen - form.data) };
  const struct relata_frame *frames = relata_ontology_find_frames(mapper->ontology, RELATA_FRAME_PREFIX, prefix, &count);
  frames_of_prefix(mapper, frames, count, prefix, token);
}

static bool can_be_participle(const struct relata_token *token) {
  return (token->upos == RELATA_VERB || token->upos == RELATA_ADJ) && token->dep != RELATA_DEP_ROOT;
}

void map_prefixes(struct mapper *mapper) {
  const struct relata_document *document = mapper->document;
  for (size_t s = 0; s < document->sentence_count; s++) {
    const uint32_t first = document->sentences[s].first, end = document->sentences[s].end;
    for (uint32_t t = first; t + 2 < end; t++)
      if (relata_str_is(map_token(mapper, t + 1)->form, "-"))
        map_prefix(mapper, t, end);
    for (uint32_t t = first; t + 1 < end; t++)
      map_prefixed_word(mapper, t);
    for (uint32_t t = first + 1; t + 1 < end; t++)
      if (can_be_participle(map_token(mapper, t)))
        map_participle(mapper, t, first);
  }
}
