/* map_slot.c — what stands in the slots of a frame, and whether it may. */
#include "ontology/map.h"

#include <string.h>

bool map_fits(const struct mapper *mapper, uint32_t token, enum relata_sort wanted) {
  const struct relata_mention *mention = map_mention(mapper, token);
  if (!mention)
    return false;
  const enum relata_sort sort = (enum relata_sort)mention->sort;
  if (wanted == RELATA_SORT_ANY)
    return sort != RELATA_SORT_TIME && sort != RELATA_SORT_NUMBER;
  if (wanted == RELATA_SORT_NAMED && mention->named)
    return true;
  if (wanted == RELATA_SORT_GROUP && sort == RELATA_SORT_PERSON && mention->number == RELATA_PLUR)
    return true;
  return relata_sort_fits(sort, wanted);
}

void heads_add(struct map_heads *heads, uint32_t token) {
  for (size_t i = 0; i < heads->count; i++)
    if (heads->tokens[i] == token)
      return;
  if (heads->count < MAP_ROOM)
    heads->tokens[heads->count++] = token;
}

bool map_add_actors(struct mapper *mapper, const struct map_heads *who, const char *property,
                    const struct map_heads *whom, const struct map_source *source) {
  bool added = false;
  for (size_t i = 0; i < who->count; i++)
    for (size_t j = 0; j < whom->count; j++)
      if (map_fits(mapper, who->tokens[i], RELATA_SORT_ACTOR) && map_fits(mapper, whom->tokens[j], RELATA_SORT_ACTOR))
        added |= map_add(mapper, who->tokens[i], map_property(mapper, property), whom->tokens[j], source);
  return added;
}

void heads_of_role(const struct relata_clause *clause, enum relata_role role, struct map_heads *heads) {
  for (size_t a = 0; clause && a < clause->argument_count; a++)
    if (clause->arguments[a].role == role)
      heads_add(heads, clause->arguments[a].head);
}

/* "out_of" is an "of", "in_between" an "in", "upon" an "on" where the frame knows no better. */
static bool preposition_matches(struct relata_str said, struct relata_str wanted) {
  if (relata_str_equal(said, wanted))
    return true;
  if (said.len <= wanted.len)
    return false;
  if (relata_str_is(said, "upon"))
    return relata_str_is(wanted, "on");
  if (said.data[wanted.len] == '_' && memcmp(said.data, wanted.data, wanted.len) == 0)
    return !relata_str_is(said, "as_well_as") && !relata_str_is(said, "because_of") &&
           !relata_str_is(said, "in_front_of");
  return relata_str_is(said, "out_of") && relata_str_is(wanted, "of");
}

void heads_of_preposition(const struct relata_clause *clause, struct relata_str preposition, struct map_heads *heads) {
  for (size_t a = 0; clause && a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_OBLIQUE &&
        preposition_matches(clause->arguments[a].preposition, preposition))
      heads_add(heads, clause->arguments[a].head);
}

/* "rebels said that the army took Idlib": who is said to do it. */
static void heads_of_complement(const struct mapper *mapper, const struct relata_clause *clause, struct map_heads *heads) {
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    if (argument->role != RELATA_ROLE_CLAUSE || argument->clause == RELATA_NONE)
      continue;
    const struct relata_clause *inner = &mapper->document->clauses[argument->clause];
    for (size_t i = 0; i < inner->argument_count; i++)
      if (inner->arguments[i].role == (inner->passive ? RELATA_ROLE_OBJECT : RELATA_ROLE_SUBJECT) &&
          !inner->arguments[i].inherited && !(inner->passive && map_fits(mapper, inner->arguments[i].head, RELATA_SORT_ACTOR)))
        heads_add(heads, inner->arguments[i].head); /* "demanded that he be freed": nobody named is to do it */
  }
}

/* "press" in "press_secretary". */
static bool key_begins_with(const struct mapper *mapper, struct relata_str key, uint32_t token) {
  const struct relata_str lemma = mapper->lemmas[token];
  return key.len > lemma.len && lemma.len && key.data[lemma.len] == '_' && memcmp(key.data, lemma.data, lemma.len) == 0;
}

/* "NATO's chief of staff": what ends the title is nobody's name. */
static bool has_of(const struct mapper *mapper, const struct relata_clause *clause) {
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_OBLIQUE && relata_str_is(clause->arguments[a].preposition, "of") &&
        !map_ends_title(mapper, clause, clause->arguments[a].head))
      return true;
  return false;
}

/* A title before a title is part of it: "Major General". */
static bool is_office(const struct mapper *mapper, uint32_t token) {
  return map_has_frames(mapper, RELATA_FRAME_ROLE, mapper->lemmas[token]) &&
         mapper->document->tokens[token].name_type == RELATA_NAME_NONE;
}

/* "Heavy Industries Minister" names a field, "Africa director" says where: neither whose he is. */
static bool is_only_field(const struct mapper *mapper, struct relata_str key, uint32_t title, uint32_t name) {
  const struct relata_mention *mention = map_mention(mapper, name);
  if (mention->sort == RELATA_SORT_STATE || mention->sort == RELATA_SORT_PLACE || mention->sort == RELATA_SORT_TOWN)
    return map_in_set(mapper, "regional_title", title);
  if (!mention->named && (map_in_set(mapper, "beat_title", title) || map_in_set(mapper, "sphere_noun", name)))
    return true;
  const bool known = mention->entity_class.len && !relata_str_is(mention->entity_class, "Organization") &&
                     !relata_str_is(mention->entity_class, "Party");
  return mention->named && !known && relata_str_equal(key, mapper->lemmas[title]) &&
         map_in_set(mapper, "portfolio_title", title);
}

/* "European Central Bank president": the nation belongs to the body's name, not to the title. */
static bool is_of_a_name(const struct mapper *mapper, const struct relata_clause *clause, uint32_t nation) {
  if (!map_mention(mapper, nation)->modifier)
    return false;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const uint32_t other = clause->arguments[a].head;
    const struct relata_mention *body = map_mention(mapper, other);
    if (clause->arguments[a].role == RELATA_ROLE_MODIFIER && body && body->named && other > nation &&
        body->label_first == nation + 1 && body->sort == RELATA_SORT_ORGANIZATION && other < clause->head)
      return true;
  }
  return false;
}

/* "Congo's army spokesman": he is the army's, which is Congo's. */
void heads_of_body(const struct mapper *mapper, const struct relata_clause *clause, struct relata_str key,
                   struct map_heads *heads) {
  if (!map_is_office(mapper, key) || !map_has_role(clause, RELATA_ROLE_POSSESSOR))
    return;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_mention *body = map_mention(mapper, clause->arguments[a].head);
    if (clause->arguments[a].role == RELATA_ROLE_MODIFIER && body && !body->named && !body->modifier &&
        body->sort == RELATA_SORT_ORGANIZATION && !key_begins_with(mapper, key, clause->arguments[a].head) &&
        !map_in_set(mapper, "office_field", clause->arguments[a].head))
      heads_add(heads, clause->arguments[a].head);
  }
}

/* "NATO ally", "Turkish officials": the possessor, or the name before the
 * noun; but "a Swedish rival of Volvo" is not Sweden's. */
static void heads_of_possessor(const struct mapper *mapper, const struct relata_clause *clause, struct relata_str key,
                               struct map_heads *heads) {
  heads_of_body(mapper, clause, key, heads);
  if (heads->count)
    return;
  heads_of_role(clause, RELATA_ROLE_POSSESSOR, heads);
  if (heads->count || has_of(mapper, clause))
    return;
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_MODIFIER && !key_begins_with(mapper, key, clause->arguments[a].head) &&
        !is_office(mapper, clause->arguments[a].head) &&
        (map_fits(mapper, clause->arguments[a].head, RELATA_SORT_ACTOR) ||
         map_fits(mapper, clause->arguments[a].head, RELATA_SORT_PLACE)) &&
        !is_only_field(mapper, key, clause->head, clause->arguments[a].head) &&
        !is_of_a_name(mapper, clause, clause->arguments[a].head))
      heads_add(heads, clause->arguments[a].head);
}

void heads_of_agent(const struct mapper *mapper, const struct relata_clause *noun, struct relata_str key,
                    struct map_heads *heads) {
  if (!noun)
    return;
  heads_of_preposition(noun, RELATA_STR("by"), heads);
  if (!heads->count && !map_in_set(mapper, "leaving_noun", noun->head)) /* "his departure from Kenya" is not Kenya's */
    heads_of_preposition(noun, RELATA_STR("from"), heads);
  if (!heads->count)
    heads_of_role(noun, RELATA_ROLE_POSSESSOR, heads);
  for (size_t a = 0; !heads->count && a < noun->argument_count; a++)
    if (noun->arguments[a].role == RELATA_ROLE_MODIFIER && map_fits(mapper, noun->arguments[a].head, RELATA_SORT_ACTOR) &&
        !key_begins_with(mapper, key, noun->arguments[a].head) && !map_in_set(mapper, "no_agent_noun", noun->arguments[a].head))
      heads_add(heads, noun->arguments[a].head);
}

/* "a Ghana-Togo partnership": two names joined by a dash before the noun,
 * whichever of them the analyser hangs there. */
static void heads_of_pair(const struct mapper *mapper, const struct relata_clause *clause, struct map_heads *heads) {
  struct map_heads names = { .count = 0 };
  if (!clause || clause->kind != RELATA_CLAUSE_NOUN)
    return;
  heads_of_role(clause, RELATA_ROLE_MODIFIER, &names);
  for (size_t i = 0; i < names.count && !heads->count; i++) {
    const uint32_t second = names.tokens[i];
    const struct relata_token *tokens = mapper->document->tokens;
    if (second < mapper->document->sentences[clause->sentence].first + 2 || second > clause->head ||
        !(relata_str_is(tokens[second - 1].form, "-") || relata_str_is(tokens[second - 1].form, "–")))
      continue;
    const struct relata_mention *a = map_mention(mapper, second - 2), *b = map_mention(mapper, second);
    if (a && b && a->sort == RELATA_SORT_STATE && b->sort == RELATA_SORT_STATE) {
      heads_add(heads, second - 2);
      heads_add(heads, second);
    }
  }
}

/* "[Thai] and [Burmese] troops": two nations before one noun. */
static void heads_of_nations(const struct mapper *mapper, uint32_t noun, struct map_heads *heads) {
  struct map_heads names = { .count = 0 };
  if (mapper->noun_clause[noun] == RELATA_NONE)
    return;
  heads_of_role(&mapper->document->clauses[mapper->noun_clause[noun]], RELATA_ROLE_MODIFIER, &names);
  for (size_t i = 0; i < names.count; i++) {
    const struct relata_mention *nation = map_mention(mapper, names.tokens[i]);
    if (nation && nation->modifier && nation->sort == RELATA_SORT_STATE)
      heads_add(heads, names.tokens[i]);
  }
}

static bool has_other_side(const struct relata_clause *clause) {
  struct map_heads others = { .count = 0 };
  heads_of_preposition(clause, RELATA_STR("with"), &others);
  heads_of_preposition(clause, RELATA_STR("against"), &others);
  return others.count > 0;
}

/* "A and B clashed", "A and B traded fire": who does it with each other, if no other side is named. */
static void heads_of_sides(const struct mapper *mapper, const struct map_frame_arguments *arguments, struct map_heads *heads) {
  const struct relata_clause *clause = arguments->clause;
  if (!clause || clause->kind != RELATA_CLAUSE_VERB || has_other_side(clause) || has_other_side(arguments->lender) ||
      (arguments->noun == RELATA_NONE && map_has_role(clause, RELATA_ROLE_OBJECT)))
    return;
  struct map_heads sides = { .count = 0 };
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &sides);
  if (sides.count == 1)
    heads_of_nations(mapper, sides.tokens[0], heads);
  else if (sides.count)
    *heads = sides;
}

/* "the withdrawal of troops from Mali" may hang "from Mali" on the troops. */
static void heads_of_inner(const struct mapper *mapper, const struct relata_clause *clause,
                           struct relata_str preposition, struct map_heads *heads) {
  struct map_heads inner = { .count = 0 };
  if (!clause || clause->kind != RELATA_CLAUSE_NOUN)
    return;
  heads_of_preposition(clause, RELATA_STR("of"), &inner);
  for (size_t i = 0; i < inner.count; i++)
    if (mapper->noun_clause[inner.tokens[i]] != RELATA_NONE)
      heads_of_preposition(&mapper->document->clauses[mapper->noun_clause[inner.tokens[i]]], preposition, heads);
}

/* ------------------------------------------------------------- a frame's slots */

/* "took her place": in an idiom the possessor is its noun's. */
static const struct relata_clause *possessed_clause(const struct mapper *mapper,
                                                    const struct map_frame_arguments *arguments) {
  const struct relata_clause *clause = arguments->clause;
  const bool idiom = clause->kind == RELATA_CLAUSE_VERB && arguments->noun != RELATA_NONE;
  const uint32_t number = idiom ? mapper->noun_clause[arguments->noun] : RELATA_NONE;
  return number == RELATA_NONE ? clause : &mapper->document->clauses[number];
}

static void heads_of_slot(const struct mapper *mapper, const struct map_frame_arguments *arguments,
                          enum relata_slot slot, struct relata_str preposition, struct map_heads *heads) {
  const struct relata_clause *clause = arguments->clause;
  heads->count = 0;
  switch (slot) {
  case RELATA_SLOT_SUBJECT:
    heads_of_role(clause, RELATA_ROLE_SUBJECT, heads);
    return;
  case RELATA_SLOT_OBJECT:
    heads_of_role(clause, RELATA_ROLE_OBJECT, heads);
    return;
  case RELATA_SLOT_INDIRECT:
    heads_of_role(clause, RELATA_ROLE_INDIRECT, heads);
    return;
  case RELATA_SLOT_CLAUSE:
    heads_of_complement(mapper, clause, heads);
    return;
  case RELATA_SLOT_AGENT:
    if (arguments->agent)
      *heads = *arguments->agent;
    else
      heads_of_agent(mapper, clause, arguments->key, heads);
    return;
  case RELATA_SLOT_NOUN:
    if (arguments->noun != RELATA_NONE)
      heads_add(heads, arguments->noun);
    return;
  case RELATA_SLOT_HOLDER:
    heads_of_role(clause, RELATA_ROLE_HOLDER, heads);
    if (!heads->count && arguments->agent)
      *heads = *arguments->agent;
    return;
  case RELATA_SLOT_POSSESSOR:
    if (arguments->home)
      *heads = *arguments->home;
    else
      heads_of_possessor(mapper, possessed_clause(mapper, arguments), arguments->key, heads);
    return;
  case RELATA_SLOT_MODIFIER:
    heads_of_role(clause, RELATA_ROLE_MODIFIER, heads);
    return;
  case RELATA_SLOT_BETWEEN:
    preposition = RELATA_STR("between");
    break;
  case RELATA_SLOT_PREPOSITION:
    break;
  }
  heads_of_preposition(clause, preposition, heads);
  if (slot == RELATA_SLOT_BETWEEN && !heads->count)
    heads_of_pair(mapper, clause, heads);
  if (!arguments->lends_targets_only ||
      relata_ontology_in_set(mapper->ontology, "target_preposition", preposition))
    heads_of_preposition(arguments->lender, preposition, heads);
  if (!heads->count && relata_ontology_in_set(mapper->ontology, "far_preposition", preposition))
    heads_of_inner(mapper, clause, preposition, heads);
}

static const char *slot_letter(enum relata_slot slot) {
  static const char *const letters[] = { "S", "O", "I", "C", "G", "N", "H", "P", "X", "between" };
  return slot < RELATA_SLOT_PREPOSITION ? letters[slot] : "";
}

static struct relata_str slots_as_text(const struct mapper *mapper, const struct relata_frame *frame, bool bare) {
  if (frame->from == RELATA_SLOT_BETWEEN)
    return RELATA_STR("between");
  if (bare)
    return relata_arena_print(mapper->document->arena, "N>%s%.*s", slot_letter(frame->to),
                              (int)frame->to_preposition.len, frame->to_preposition.data ? frame->to_preposition.data : "");
  return relata_arena_print(mapper->document->arena, "%s%.*s>%s%.*s", slot_letter(frame->from),
                            (int)frame->from_preposition.len, frame->from_preposition.data ? frame->from_preposition.data : "",
                            slot_letter(frame->to), (int)frame->to_preposition.len,
                            frame->to_preposition.data ? frame->to_preposition.data : "");
}

/* "S force", "on|against actor": one side of a pattern. */
static struct relata_str side_as_text(const struct mapper *mapper, enum relata_slot slot, struct relata_str preposition,
                                      uint8_t wanted) {
  const bool any = wanted == RELATA_SORT_ANY;
  return relata_arena_print(mapper->document->arena, "%s%.*s%s%s", slot_letter(slot), (int)preposition.len,
                            preposition.data ? preposition.data : "", any ? "" : " ",
                            any ? "" : relata_sort_as_name((enum relata_sort)wanted));
}

struct relata_str map_entry_text(const struct mapper *mapper, const struct relata_frame *frame) {
  static const char *const kinds[] = { "verb", "event", "idiom", "role", "adjective", "participle", "prefix" };
  const struct relata_str property = relata_ontology_get_property(mapper->ontology, frame->property)->name;
  const struct relata_str from = side_as_text(mapper, frame->from, frame->from_preposition, frame->from_type);
  const struct relata_str to = side_as_text(mapper, frame->to, frame->to_preposition, frame->to_type);
  const bool between = frame->from == RELATA_SLOT_BETWEEN;
  const char *prefix = map_is_users(mapper, frame->property) ? "" : "rel:";
  return relata_arena_print(mapper->document->arena, "%s%.*s lex:%s [ lex:pattern \"%.*s%s%.*s\" ; lex:words \"%.*s\" ]",
                            prefix, (int)property.len, property.data, kinds[frame->kind], (int)from.len, from.data,
                            between ? "" : " > ", between ? 0 : (int)to.len, to.data, (int)frame->lemma.len,
                            frame->lemma.data);
}

/* Both sides of "between A and B": the first with each of the others; or each with the noun before it, "the war". */
static size_t between_apply(struct mapper *mapper, const struct relata_frame *frame, const struct map_heads *heads,
                            uint32_t noun, const struct map_source *source) {
  size_t added = 0;
  if (frame->to == RELATA_SLOT_NOUN) {
    for (size_t i = 0; i < heads->count && heads->count > 1 && noun != RELATA_NONE; i++)
      if (map_fits(mapper, heads->tokens[i], (enum relata_sort)frame->from_type) &&
          map_fits(mapper, noun, (enum relata_sort)frame->to_type))
        added += map_add(mapper, heads->tokens[i], frame->property, noun, source);
    return added;
  }
  for (size_t i = 1; i < heads->count; i++)
    if (map_fits(mapper, heads->tokens[0], (enum relata_sort)frame->from_type) &&
        map_fits(mapper, heads->tokens[i], (enum relata_sort)frame->to_type))
      added += map_add(mapper, heads->tokens[0], frame->property, heads->tokens[i], source);
  return added;
}

/* "Swedish maker": Sweden stands there as an actor, not as anything. */
static bool fits_slot(const struct mapper *mapper, uint32_t token, enum relata_slot slot, enum relata_sort wanted) {
  if (slot == RELATA_SLOT_POSSESSOR && (wanted == RELATA_SORT_ANY || wanted == RELATA_SORT_CONCRETE) &&
      map_mention(mapper, token) && map_mention(mapper, token)->modifier)
    return false;
  return map_fits(mapper, token, wanted);
}

/* "the ambassador's government", "an adviser to his government", "a Danish governor": he does not lead it. */
static bool is_led_by_another(const struct mapper *mapper, const struct relata_frame *frame,
                              const struct map_frame_arguments *arguments, uint32_t from, uint32_t to) {
  const struct relata_mention *whose = map_mention(mapper, to);
  if (!relata_ontology_in_set(mapper->ontology, "leading_property",
                              relata_ontology_get_property(mapper->ontology, frame->property)->name))
    return false;
  if (frame->kind == RELATA_FRAME_EVENT && frame->from == RELATA_SLOT_POSSESSOR)
    return !map_office_admits(mapper, frame->property, from) ||
           (!map_mention(mapper, from)->named && !map_holds_lead(mapper, from));
  return frame->kind == RELATA_FRAME_ROLE && frame->to == RELATA_SLOT_POSSESSOR && whose && whose->modifier &&
         whose->sort == RELATA_SORT_STATE && map_in_set(mapper, "local_title", arguments->noun);
}

static bool stands_before(const struct relata_clause *clause, uint32_t word) {
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].head == word)
      return clause->arguments[a].role == RELATA_ROLE_MODIFIER;
  return false;
}

/* "Mayor Ann Lee of the Green Party", "chief executive Bo Hill, formerly of Unilever": she is no mayor of the party, he
 * leads another firm; "officer Tom Day, of Whitby" comes from there; "a Riga lawyer" has his office there. */
static bool is_from_elsewhere(const struct mapper *mapper, const struct relata_frame *frame,
                              const struct map_frame_arguments *arguments, struct relata_str property, uint32_t to) {
  const struct relata_mention *whose = map_mention(mapper, to);
  if (frame->kind != RELATA_FRAME_ROLE || !whose || arguments->noun == RELATA_NONE)
    return false;
  if (map_in_set(mapper, "seat_title", arguments->noun) && relata_str_is(whose->entity_class, "Party") &&
      relata_ontology_in_set(mapper->ontology, "office_property", property))
    return true;
  const bool placed = whose->sort == RELATA_SORT_TOWN || whose->sort == RELATA_SORT_PLACE;
  if (frame->to == RELATA_SLOT_POSSESSOR)
    return placed && map_in_set(mapper, "hired_noun", arguments->noun) && stands_before(arguments->clause, to) &&
           !relata_ontology_in_set(mapper->ontology, "home_property", property);
  if (relata_str_is(frame->to_preposition, "at"))
    return (whose->sort == RELATA_SORT_TOWN || map_serves_another(mapper, arguments->noun)) &&
           relata_ontology_in_set(mapper->ontology, "employed_property", property);
  if (!relata_str_is(frame->to_preposition, "of"))
    return false;
  const uint32_t first = mapper->document->sentences[mapper->document->tokens[to].sentence].first;
  uint32_t of = whose->label_first;
  while (of > first && !relata_str_is(mapper->lemmas[of], "of"))
    of--;
  if (of > first && map_in_set(mapper, "former_adverb", of - 1))
    return true;
  return placed && relata_ontology_in_set(mapper->ontology, "employed_property", property);
}

/* "a Corsican agent" is from there and acts for others; "Toyota trucks" are the make; a town is no soldier. */
static bool is_misplaced(struct mapper *mapper, const struct relata_frame *frame,
                         const struct map_frame_arguments *arguments, uint32_t from, uint32_t to) {
  const struct relata_str property = relata_ontology_get_property(mapper->ontology, frame->property)->name;
  const struct relata_mention *noun = map_mention(mapper, arguments->noun), *whose = map_mention(mapper, to);
  if (frame->kind == RELATA_FRAME_ROLE && frame->to == RELATA_SLOT_POSSESSOR && whose && whose->modifier &&
      map_in_set(mapper, "hired_noun", arguments->noun) &&
      !relata_ontology_in_set(mapper->ontology, "origin_property", property))
    return true;
  if (frame->kind == RELATA_FRAME_ROLE && frame->to == RELATA_SLOT_POSSESSOR && whose && /* "Ghana's biggest maker" */
      (whose->sort == RELATA_SORT_STATE || whose->sort == RELATA_SORT_TOWN || map_in_set(mapper, "land_noun", to) ||
       map_in_set(mapper, "naming_noun", to)) &&
      relata_ontology_in_set(mapper->ontology, "making_property", property))
    return true;
  if (frame->from == RELATA_SLOT_HOLDER && noun && noun->sort == RELATA_SORT_PERSON && map_mention(mapper, from) &&
      relata_ontology_in_set(mapper->ontology, "smaller_place_class", map_mention(mapper, from)->entity_class))
    return true;
  if (map_is_no_body(mapper, frame, property, to))
    return true;
  if (is_from_elsewhere(mapper, frame, arguments, property, to)) {
    map_rule_out(mapper, from, frame->property, to);
    return true;
  }
  if (frame->from != RELATA_SLOT_POSSESSOR || !relata_ontology_in_set(mapper->ontology, "possessed_property", property))
    return false;
  if (whose && map_mention(mapper, from) &&
      (map_is_only_there(mapper, to, from) || map_is_anybody(mapper, from))) {
    map_rule_out(mapper, from, frame->property, to);
    return true;
  }
  struct map_heads owners = { .count = 0 };
  heads_of_role(arguments->clause, RELATA_ROLE_POSSESSOR, &owners);
  return !owners.count;
}

static bool heads_have(const struct map_heads *heads, uint32_t token) {
  for (size_t i = 0; i < heads->count; i++)
    if (heads->tokens[i] == token)
      return true;
  return false;
}

static size_t frame_apply(struct mapper *mapper, const struct relata_frame *frame,
                          const struct map_frame_arguments *arguments, const struct map_source *source) {
  struct map_heads from, to;
  size_t added = 0;
  heads_of_slot(mapper, arguments, frame->from, frame->from_preposition, &from);
  if (frame->from == RELATA_SLOT_BETWEEN && !from.count &&
      (frame->kind == RELATA_FRAME_VERB || frame->kind == RELATA_FRAME_IDIOM))
    heads_of_sides(mapper, arguments, &from);
  else if (frame->from == RELATA_SLOT_BETWEEN && !from.count && arguments->agent && arguments->agent->count > 1 &&
           arguments->lender && arguments->lender->kind == RELATA_CLAUSE_COPULA && !has_other_side(arguments->clause) &&
           !has_other_side(arguments->lender))
    from = *arguments->agent; /* "A and B are at odds" */
  if (!from.count || (arguments->home && frame->to != RELATA_SLOT_POSSESSOR))
    return 0;
  struct map_source told = *source;
  told.frame = frame;
  told.slots =
    slots_as_text(mapper, frame, frame->from == RELATA_SLOT_HOLDER && arguments->agent && arguments->agent->count);
  if (arguments->home)
    told.slots = RELATA_STR("H>home");
  if (frame->from == RELATA_SLOT_BETWEEN)
    return between_apply(mapper, frame, &from, arguments->noun, &told);
  map_add_authors(mapper, frame, &from);
  heads_of_slot(mapper, arguments, frame->to, frame->to_preposition, &to);
  for (size_t i = 0; i < from.count; i++)
    for (size_t j = 0; j < to.count; j++)
      if (!(frame->kind == RELATA_FRAME_EVENT && heads_have(&to, from.tokens[i])) && /* "a loan from ING and Nordea" */
          (fits_slot(mapper, from.tokens[i], frame->from, (enum relata_sort)frame->from_type) ||
           map_is_text(mapper, frame, from.tokens[i])) &&
          fits_slot(mapper, to.tokens[j], frame->to, (enum relata_sort)frame->to_type) &&
          !is_misplaced(mapper, frame, arguments, from.tokens[i], to.tokens[j]) &&
          !is_led_by_another(mapper, frame, arguments, from.tokens[i], to.tokens[j])) {
        const uint32_t meant = map_meant_property(mapper, frame, arguments, from.tokens[i], to.tokens[j]);
        if (meant != frame->property)
          map_rule_out(mapper, from.tokens[i], frame->property, to.tokens[j]);
        if (meant != RELATA_NONE)
          added += map_add(mapper, from.tokens[i], meant, to.tokens[j], &told);
      }
  return added;
}

/* The verb means something else here: what the frame would say is not said by these words. */
static void frame_rule_out(struct mapper *mapper, const struct relata_frame *frame,
                           const struct map_frame_arguments *arguments) {
  struct map_heads from, to;
  heads_of_slot(mapper, arguments, frame->from, frame->from_preposition, &from);
  heads_of_slot(mapper, arguments, frame->to, frame->to_preposition, &to);
  for (size_t i = 0; i < from.count; i++)
    for (size_t j = 0; j < to.count; j++)
      map_rule_out(mapper, from.tokens[i], frame->property, to.tokens[j]);
}

/* Which frames of a lemma are applied. */
struct frame_choice {
  const char *properties;           /* of those in this word set; NULL = of all */
  enum relata_frame_kind but_kind;  /* of none that the lemma `but` has in frames of this kind */
  struct relata_str but;
  struct relata_str key;            /* under which they are told */
  bool of_object;                   /* only those with the object in a slot */
};

static bool frame_is_wanted(const struct mapper *mapper, const struct relata_frame *frame,
                            const struct frame_choice *choice) {
  size_t count = 0;
  const struct relata_frame *but =
    choice->but.len ? relata_ontology_find_frames(mapper->ontology, choice->but_kind, choice->but, &count) : NULL;
  for (size_t i = 0; i < count; i++)
    if (but[i].property == frame->property)
      return false;
  if (choice->of_object && frame->from != RELATA_SLOT_OBJECT && frame->to != RELATA_SLOT_OBJECT)
    return false;
  return !choice->properties ||
         relata_ontology_in_set(mapper->ontology, choice->properties,
                                relata_ontology_get_property(mapper->ontology, frame->property)->name);
}

static size_t frames_apply(struct mapper *mapper, enum relata_frame_kind kind, struct relata_str lemma,
                           const struct frame_choice *choice, const struct map_frame_arguments *arguments,
                           const struct map_source *source) {
  size_t count, added = 0;
  const struct relata_frame *frames = relata_ontology_find_frames(mapper->ontology, kind, lemma, &count);
  struct map_source told = *source;
  struct map_frame_arguments keyed = *arguments;
  told.word = lemma;
  keyed.key = choice->key;
  for (size_t i = 0; i < count; i++) {
    if (!frame_is_wanted(mapper, &frames[i], choice))
      continue;
    if (map_sense_is_other(mapper, &frames[i], arguments->clause))
      frame_rule_out(mapper, &frames[i], &keyed);
    else
      added += frame_apply(mapper, &frames[i], &keyed, &told);
  }
  return added;
}

size_t map_apply_some(struct mapper *mapper, enum relata_frame_kind kind, struct relata_str lemma,
                      const char *properties, const struct map_frame_arguments *arguments,
                      const struct map_source *source) {
  const struct frame_choice choice = { .properties = properties, .key = lemma };
  return frames_apply(mapper, kind, lemma, &choice, arguments, source);
}

size_t map_apply(struct mapper *mapper, enum relata_frame_kind kind, struct relata_str lemma,
                 const struct map_frame_arguments *arguments, const struct map_source *source) {
  return map_apply_some(mapper, kind, lemma, NULL, arguments, source);
}

size_t map_apply_beyond(struct mapper *mapper, enum relata_frame_kind kind, struct relata_str lemma,
                        enum relata_frame_kind but_kind, struct relata_str but,
                        const struct map_frame_arguments *arguments, const struct map_source *source) {
  const struct frame_choice choice = {
    .but_kind = but_kind, .but = but, .key = but, .of_object = but_kind == RELATA_FRAME_IDIOM
  };
  return frames_apply(mapper, kind, lemma, &choice, arguments, source);
}

size_t map_apply_noun(struct mapper *mapper, enum relata_frame_kind kind, struct relata_str key,
                      const struct map_frame_arguments *arguments, const struct map_source *source) {
  if (kind == RELATA_FRAME_EVENT && map_is_peaceful(mapper, arguments->noun)) {
    map_act_rule_out(mapper, arguments->noun, NULL);
    return 0;
  }
  const size_t added = map_apply(mapper, kind, key, arguments, source);
  const struct relata_str lemma = mapper->lemmas[arguments->noun];
  return relata_str_equal(key, lemma) ? added
                                      : added + map_apply_beyond(mapper, kind, lemma, kind, key, arguments, source);
}

bool map_has_role(const struct relata_clause *clause, enum relata_role role) {
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == role)
      return true;
  return false;
}

bool map_has_frames(const struct mapper *mapper, enum relata_frame_kind kind, struct relata_str lemma) {
  size_t count;
  relata_ontology_find_frames(mapper->ontology, kind, lemma, &count);
  return count > 0;
}

bool map_role_in_set(const struct mapper *mapper, struct relata_str noun, const char *set) {
  size_t count;
  const struct relata_frame *frames = relata_ontology_find_frames(mapper->ontology, RELATA_FRAME_ROLE, noun, &count);
  for (size_t i = 0; i < count; i++)
    if (relata_ontology_in_set(mapper->ontology, set, relata_ontology_get_property(mapper->ontology, frames[i].property)->name))
      return true;
  return false;
}
