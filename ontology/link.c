/* link.c — who and what the mentions are: entity, class and label.
 *
 * A mention is an actor of the actors' file by its words, or it is what the
 * best named mention of its cluster is, or an entity of its own, named by its
 * label.  Only adjectives and names before a noun are demonyms: "Turkish
 * troops" belong to Turkey, but "the Syrians" are people.
 */
#include "ontology/map.h"

#include <ctype.h>
#include <string.h>

struct linker {
  struct relata_document *document;
  const struct relata_ontology *ontology;
  const struct relata_actor **actors; /* of each mention, by its own words */
  bool *called;                       /* of each cluster: it has a person's full name, or a title */
  bool *acronyms;                     /* it was found by an acronym only */
  uint32_t *body;                     /* of each cluster: its body of the longest name that is no known actor, or RELATA_NONE */
  uint32_t *best;                     /* of each cluster: the mention that names it */
  struct relata_str article;
};

/* ------------------------------------------------------------- words */

static struct relata_str words_text(struct relata_document *document, uint32_t first, uint32_t end) {
  const struct relata_token *tokens = document->tokens;
  size_t room = 1;
  for (uint32_t t = first; t < end; t++)
    room += tokens[t].form.len + 1;
  char *text = relata_arena_alloc(document->arena, room);
  size_t length = 0;
  for (uint32_t t = first; t < end; t++) {
    if (length && tokens[t].begin > tokens[t - 1].end)
      text[length++] = ' ';
    memcpy(text + length, tokens[t].form.data, tokens[t].form.len);
    length += tokens[t].form.len;
  }
  return (struct relata_str){ text, length };
}

/* The label behind titles: "Bashar al Assad". */
static struct relata_str mention_name(struct linker *linker, const struct relata_mention *mention) {
  return mention->name_first == mention->label_first
           ? mention->label
           : words_text(linker->document, mention->name_first, mention->label_end);
}

/* ------------------------------------------------------------- actors */

/* "Turkish-backed" */
static bool mention_is_before_hyphen(const struct linker *linker, const struct relata_mention *mention) {
  return mention->head + 1 < linker->document->token_count &&
         relata_str_is(linker->document->tokens[mention->head + 1].form, "-");
}

/* "pro-Turkish"; but "a Mexican-American" is a person. */
static bool mention_is_after_hyphen(const struct linker *linker, const struct relata_mention *mention) {
  const struct relata_token *head = &linker->document->tokens[mention->head];
  enum relata_alias_kind kind;
  return mention->head > 1 && relata_str_is(head[-1].form, "-") &&
         !(relata_ontology_find_actor(linker->ontology, head[-2].form, &kind) && kind == RELATA_ALIAS_DEMONYM);
}

static bool mention_is_attribute(const struct linker *linker, const struct relata_mention *mention) {
  const struct relata_token *head = &linker->document->tokens[mention->head];
  const enum relata_dep base = relata_dep_base((enum relata_dep)head->dep);
  const bool after_hyphen = mention_is_after_hyphen(linker, mention);
  return mention->modifier || after_hyphen || mention_is_before_hyphen(linker, mention) || head->upos == RELATA_ADJ || base == RELATA_DEP_COMPOUND || base == RELATA_DEP_AMOD;
}

/* "Dakar, the capital of Senegal, hosted": the town itself. */
static bool mention_is_called_place(const struct linker *linker, const struct relata_mention *mention) {
  const struct relata_token *tokens = linker->document->tokens;
  const uint32_t end = linker->document->sentences[tokens[mention->head].sentence].end;
  for (uint32_t t = mention->head + 1; t < end && t < mention->head + 8; t++)
    if (tokens[t].head == mention->head && tokens[t].dep == RELATA_DEP_APPOS &&
        relata_ontology_in_set(linker->ontology, "called_place_noun", tokens[t].lemma))
      return true;
  return false;
}

/* "warned Ankara", "talks with Ankara": somebody is spoken to or dealt with. */
static bool mention_is_addressed(const struct linker *linker, const struct relata_mention *mention) {
  const struct relata_token *tokens = linker->document->tokens;
  const uint32_t head = tokens[mention->head].head;
  switch (relata_dep_base((enum relata_dep)tokens[mention->head].dep)) {
  case RELATA_DEP_OBJ:
  case RELATA_DEP_IOBJ:
    return head != RELATA_NONE && relata_ontology_in_set(linker->ontology, "actor_object_verb", tokens[head].lemma);
  case RELATA_DEP_OBL:
  case RELATA_DEP_NMOD:
    return mention->first > 0 && relata_str_is(tokens[mention->first - 1].form, "with");
  default:
    return false;
  }
}

/* "Tripoli's suburbs", "the London head": what a town has, not its state. */
static bool mention_has_town_noun(const struct linker *linker, const struct relata_mention *mention) {
  const struct relata_token *tokens = linker->document->tokens;
  const uint32_t noun = tokens[mention->head].head;
  return noun != RELATA_NONE && relata_ontology_in_set(linker->ontology, "town_noun", tokens[noun].lemma);
}

/* Names before the noun act as their state; so do subjects, agents and possessors. */
static bool mention_acts(const struct linker *linker, const struct relata_mention *mention) {
  if (mention_is_called_place(linker, mention))
    return false;
  switch ((enum relata_dep)linker->document->tokens[mention->head].dep) {
  case RELATA_DEP_NSUBJ: { /* "Kigali is a city" does not act */
    const uint32_t head = linker->document->tokens[mention->head].head;
    return head != RELATA_NONE && linker->document->tokens[head].upos == RELATA_VERB;
  }
  case RELATA_DEP_OBL_AGENT:
    return true;
  case RELATA_DEP_NMOD_POSS:
  case RELATA_DEP_COMPOUND:
  case RELATA_DEP_AMOD:
    return !mention_has_town_noun(linker, mention);
  default:
    return mention_is_addressed(linker, mention);
  }
}

static const struct relata_actor *actor_of_words(const struct linker *linker, const struct relata_mention *mention,
                                                 struct relata_str words) {
  enum relata_alias_kind kind;
  const struct relata_actor *actor = relata_ontology_find_actor(linker->ontology, words, &kind);
  if (!actor)
    return NULL;
  linker->acronyms[mention - linker->document->mentions] = kind == RELATA_ALIAS_ACRONYM;
  if (kind == RELATA_ALIAS_DEMONYM && !mention_is_attribute(linker, mention))
    return NULL;
  if (kind == RELATA_ALIAS_METONYM && !mention_acts(linker, mention)) {
    const struct relata_actor *place = relata_ontology_find_place(linker->ontology, words);
    return place ? place : actor;
  }
  return actor;
}

/* "Bae" after "Bae Jong-su": no company. */
static bool actor_is_body(const struct linker *linker, const struct relata_actor *actor) {
  const struct relata_ontology *ontology = linker->ontology;
  return relata_ontology_is_a(ontology, actor->class_index, relata_ontology_find_class(ontology, RELATA_STR("Organization")));
}

/* A person is no town of the same name. */
static bool actor_is_mere_place(const struct linker *linker, const struct relata_actor *actor) {
  const struct relata_ontology *ontology = linker->ontology;
  return relata_ontology_is_a(ontology, actor->class_index, relata_ontology_find_class(ontology, RELATA_STR("Place"))) &&
         !relata_ontology_is_a(ontology, actor->class_index, relata_ontology_find_class(ontology, RELATA_STR("State")));
}

static const struct relata_actor *actor_by_name(struct linker *linker, const struct relata_mention *mention) {
  if (mention->pronoun || (!mention->named && !mention->modifier && !mention_is_before_hyphen(linker, mention)))
    return NULL;
  const struct relata_actor *actor = actor_of_words(linker, mention, mention_name(linker, mention));
  if (!actor && mention->label_end - mention->label_first > 1 && mention->head + 1 == mention->label_end &&
      mention->type != RELATA_PERSON) { /* "the former Soviet Union": not the adjective before it */
    uint32_t first = mention->label_first;
    while (first < mention->head && linker->document->tokens[first].upos == RELATA_ADJ &&
           !isupper((unsigned char)linker->document->tokens[first].form.data[0]))
      first++;
    if (first > mention->label_first)
      actor = actor_of_words(linker, mention, words_text(linker->document, first, mention->label_end));
  }
  return actor;
}

static const struct relata_actor *actor_of(struct linker *linker, const struct relata_mention *mention) {
  const struct relata_actor *actor = actor_by_name(linker, mention);
  if (actor && mention->type == RELATA_PERSON && linker->called[mention->cluster] &&
      (actor_is_mere_place(linker, actor) ||
       (mention->label_end - mention->name_first == 1 && actor_is_body(linker, actor))))
    return NULL;
  return actor;
}

/* "Trinidad and Tobago": the parts of a name joined by "and" stand for the whole. */
static void joined_names_find(struct linker *linker) {
  enum { FARTHEST = 3 }; /* mentions between the parts */
  struct relata_document *document = linker->document;
  for (uint32_t b = 1; b < document->mention_count; b++) {
    const struct relata_mention *last = &document->mentions[b];
    if (!last->named || document->tokens[last->head].dep != RELATA_DEP_CONJ)
      continue;
    for (uint32_t a = b; a-- > 0 && b - a <= FARTHEST;) {
      const struct relata_mention *first = &document->mentions[a];
      enum relata_alias_kind kind = RELATA_ALIAS_NAME;
      if (!first->named || first->head != document->tokens[last->head].head || first->label_first >= last->label_end)
        continue;
      const struct relata_str whole = words_text(document, first->label_first, last->label_end);
      const struct relata_actor *actor = relata_ontology_find_actor(linker->ontology, whole, &kind);
      if (actor && kind == RELATA_ALIAS_NAME)
        linker->actors[a] = linker->actors[b] = actor;
      break;
    }
  }
}

static void persons_find(struct linker *linker) {
  const struct relata_document *document = linker->document;
  for (size_t m = 0; m < document->mention_count; m++) {
    const struct relata_mention *mention = &document->mentions[m];
    if (mention->named && mention->type == RELATA_PERSON &&
        (mention->label_end - mention->name_first > 1 || mention->name_first > mention->label_first))
      linker->called[mention->cluster] = true;
  }
}

static bool text_begins_with(struct relata_str text, struct relata_str start) {
  return text.len > start.len + 1 && text.data[start.len] == ' ' &&
         relata_str_equal((struct relata_str){ text.data, start.len }, start);
}

static void bodies_find(struct linker *linker) {
  const struct relata_document *document = linker->document;
  for (size_t m = 0; m < document->mention_count; m++)
    linker->body[m] = RELATA_NONE;
  for (uint32_t m = 0; m < document->mention_count; m++) {
    const struct relata_mention *mention = &document->mentions[m];
    uint32_t *body = &linker->body[mention->cluster];
    if (mention->named && !linker->actors[m] && mention->type == RELATA_ORGANIZATION &&
        (*body == RELATA_NONE || mention->label.len > document->mentions[*body].label.len))
      *body = m;
  }
}

/* "Oregon" in a cluster with "Oregon State University": short for it, and no state. */
static bool mention_is_short_for_body(const struct linker *linker, uint32_t number) {
  const struct relata_mention *mentions = linker->document->mentions;
  const uint32_t body = linker->body[mentions[number].cluster];
  return body != RELATA_NONE && text_begins_with(mentions[body].label, mentions[number].label);
}

/* ------------------------------------------------------------- the best name of a cluster */

/* "Speaker of the Assembly" with its capital is no name where there is one. */
static bool mention_is_office(const struct linker *linker, const struct relata_mention *mention) {
  const struct relata_token *head = &linker->document->tokens[mention->head];
  size_t count = 0;
  if (mention->type == RELATA_PERSON && head->name_type != RELATA_NAME_PER)
    relata_ontology_find_frames(linker->ontology, RELATA_FRAME_ROLE, map_lower(linker->document->arena, head->lemma), &count);
  return count > 0;
}

static int name_rank(const struct linker *linker, uint32_t number) {
  const struct relata_mention *mention = &linker->document->mentions[number];
  if (mention->pronoun)
    return 0;
  if (linker->actors[number] && mention_is_short_for_body(linker, number))
    return 3;
  if (linker->actors[number]) /* an acronym that this text spells out otherwise gives way */
    return mention->modifier ? 3 : linker->acronyms[number] ? 4 : 5;
  if (mention->named)
    return mention_is_office(linker, mention) ? 3 : 4;
  return mention->definite ? 2 : 1;
}

static bool names_better(const struct linker *linker, uint32_t number, uint32_t than) {
  const int a = name_rank(linker, number), b = name_rank(linker, than);
  if (a != b)
    return a > b;
  const struct relata_mention *mentions = linker->document->mentions;
  return a >= 4 && mentions[number].label_end - mentions[number].name_first >
                     mentions[than].label_end - mentions[than].name_first;
}

static void clusters_name(struct linker *linker) {
  const struct relata_document *document = linker->document;
  for (uint32_t m = 0; m < document->mention_count; m++)
    linker->best[m] = RELATA_NONE;
  for (uint32_t m = 0; m < document->mention_count; m++) {
    uint32_t *best = &linker->best[document->mentions[m].cluster];
    if (*best == RELATA_NONE || names_better(linker, m, *best))
      *best = m;
  }
}

/* ------------------------------------------------------------- names of IRIs and labels */

static bool char_is_plain(unsigned char c) { return isalnum(c) || c >= 0x80 || c == '-' || c == '.'; }

/* "Bashar al-Assad" → "Bashar_al-Assad": what an IRI and a prefixed name can hold. */
static struct relata_str name_as_id(struct relata_arena *arena, struct relata_str label) {
  char *id = relata_arena_alloc(arena, label.len + 1);
  size_t length = 0;
  for (size_t i = 0; i < label.len; i++) {
    const unsigned char c = (unsigned char)label.data[i];
    const bool dash = c == 0xe2 && i + 2 < label.len && (unsigned char)label.data[i + 1] == 0x80;
    if (c == '\'' || (dash && ((unsigned char)label.data[i + 2] == 0x98 || (unsigned char)label.data[i + 2] == 0x99))) {
      i += c == '\'' ? 0 : 2; /* an apostrophe */
    } else if (char_is_plain(c) && !(length == 0 && (c == '-' || c == '.'))) {
      id[length++] = (char)c;
    } else if (length && id[length - 1] != '_') {
      id[length++] = '_';
    }
  }
  while (length && (id[length - 1] == '_' || id[length - 1] == '.' || id[length - 1] == '-'))
    length--;
  return (struct relata_str){ id, length };
}

/* The file's name without folders and extension, short: "balyun_strike". */
static struct relata_str article_name(const struct linker *linker) {
  enum { LONGEST = 32 };
  struct relata_str id = linker->document->id;
  for (size_t i = id.len; i-- > 0;)
    if (id.data[i] == '/') {
      id = (struct relata_str){ id.data + i + 1, id.len - i - 1 };
      break;
    }
  for (size_t i = id.len; i-- > 1;)
    if (id.data[i] == '.') {
      id.len = i;
      break;
    }
  if (id.len > LONGEST)
    for (id.len = LONGEST; id.len > 0 && ((unsigned char)id.data[id.len] & 0xc0) == 0x80;)
      id.len--;
  return name_as_id(linker->document->arena, id);
}

static bool has_capital(struct relata_str text) {
  for (size_t i = 0; i < text.len; i++)
    if (isupper((unsigned char)text.data[i]) || isdigit((unsigned char)text.data[i]))
      return true;
  return false;
}

/* One article's "hospital" is not another's, but "rebels" and "Turkish troops" are the same everywhere. */
static struct relata_str entity_id(const struct linker *linker, const struct relata_mention *mention) {
  const struct relata_str id = name_as_id(linker->document->arena, mention->entity_label);
  if (mention->named || mention->number == RELATA_PLUR || has_capital(mention->entity_label) || !linker->article.len)
    return id;
  return relata_arena_print(linker->document->arena, "%.*s-%.*s", (int)id.len, id.data, (int)linker->article.len,
                            linker->article.data);
}

/* A noun at the head of a sentence loses its capital: "Fishermen rescued …". */
static struct relata_str label_in_the_middle(struct linker *linker, const struct relata_mention *mention) {
  const struct relata_token *token = &linker->document->tokens[mention->label_first];
  const bool first = token == &linker->document->tokens[linker->document->sentences[token->sentence].first];
  enum relata_alias_kind kind;
  if (mention->named || !first || token->name_type || token->upos == RELATA_PROPN || token->form.len < 2 ||
      !isupper((unsigned char)token->form.data[0]) || !islower((unsigned char)token->form.data[1]) ||
      relata_ontology_find_actor(linker->ontology, token->form, &kind))
    return mention->label;
  struct relata_str label = relata_arena_copy(linker->document->arena, mention->label);
  *(char *)(uintptr_t)label.data = (char)tolower((unsigned char)label.data[0]);
  return label;
}

/* ------------------------------------------------------------- classes */

static struct relata_str camel_case(struct relata_arena *arena, struct relata_str lemma) {
  struct relata_str name = relata_arena_copy(arena, lemma);
  if (name.len)
    *(char *)(uintptr_t)name.data = (char)toupper((unsigned char)name.data[0]);
  return name;
}

static const char *class_of_sort(enum relata_sort sort) {
  switch (sort) {
  case RELATA_SORT_PERSON:
    return "Person";
  case RELATA_SORT_GROUP:
  case RELATA_SORT_ACTOR:
    return "Group";
  case RELATA_SORT_ORGANIZATION:
    return "Organization";
  case RELATA_SORT_STATE:
    return "State";
  case RELATA_SORT_PLACE:
  case RELATA_SORT_TOWN:
    return "Place";
  case RELATA_SORT_WEAPON:
    return "Weapon";
  case RELATA_SORT_EVENT:
  case RELATA_SORT_FORCE:
  case RELATA_SORT_CONDITION:
    return "Event";
  case RELATA_SORT_DEAL:
    return "Agreement";
  case RELATA_SORT_ARTIFACT:
    return "Artifact";
  default:
    return NULL;
  }
}

static struct relata_str class_if_known(const struct linker *linker, struct relata_str name) {
  const uint32_t index = relata_ontology_find_class(linker->ontology, name);
  return index == RELATA_NONE ? (struct relata_str){ 0 } : relata_ontology_get_class(linker->ontology, index)->name;
}

/* "rebels" → ArmedGroup: classes whose nouns words_map.tsv lists. */
static struct relata_str class_of_word(const struct linker *linker, struct relata_str lemma) {
  static const char *const classes[][2] = { { "class_ArmedGroup", "ArmedGroup" },
                                            { "class_Military", "Military" },
                                            { "class_Government", "Government" },
                                            { "class_Population", "Population" },
                                            { "class_Company", "Company" },
                                            { "class_Bank", "Bank" },
                                            { "class_Party", "Party" },
                                            { "class_School", "School" },
                                            { "class_ResearchInstitute", "ResearchInstitute" },
                                            { "class_NonProfit", "NonProfit" },
                                            { "class_TradeUnion", "TradeUnion" } };
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
    if (relata_ontology_in_set(linker->ontology, classes[i][0], lemma))
      return class_if_known(linker, relata_str_of(classes[i][1]));
  return (struct relata_str){ 0 };
}

/* The class that a noun names: "rebel" → ArmedGroup, "ministry" → Ministry. */
static struct relata_str class_of_noun(const struct linker *linker, struct relata_str lemma) {
  const struct relata_str class = class_of_word(linker, map_lower(linker->document->arena, lemma));
  return class.len || !lemma.len ? class : class_if_known(linker, camel_case(linker->document->arena, lemma));
}

static bool class_is_a(const struct linker *linker, struct relata_str class, struct relata_str what) {
  return class.len && relata_ontology_is_a(linker->ontology, relata_ontology_find_class(linker->ontology, class),
                                           relata_ontology_find_class(linker->ontology, what));
}

/* "Nordlys Group", "Helvar Cells": a name's last word tells only a kind of what the name is. */
static bool class_suits_name(const struct linker *linker, const struct relata_mention *mention, struct relata_str class) {
  if (!mention->named)
    return true;
  if (mention->type == RELATA_ORGANIZATION)
    return class_is_a(linker, class, RELATA_STR("Organization")) || class_is_a(linker, class, RELATA_STR("Facility"));
  return mention->label_end - mention->name_first > 1 || mention->type != RELATA_PLACE;
}

/* The head noun's class, else the sort's. */
static struct relata_str class_of(struct linker *linker, uint32_t number) {
  const struct relata_mention *mention = &linker->document->mentions[number];
  struct relata_str class = { 0 };
  const bool several = mention->number == RELATA_PLUR;
  const struct relata_str lemma = linker->document->tokens[mention->core].lemma;
  if (!mention->pronoun && mention->sort != RELATA_SORT_PERSON)
    class = class_of_noun(linker, lemma);
  else if (!mention->pronoun && several && !mention->named)
    class = class_of_word(linker, map_lower(linker->document->arena, lemma));
  if (class.len && !class_suits_name(linker, mention, class))
    class = (struct relata_str){ 0 };
  if (!class.len && mention->sort == RELATA_SORT_INSTITUTION)
    class = class_if_known(linker, mention->named ? RELATA_STR("Organization") : RELATA_STR("Facility"));
  const char *name = class_of_sort(several && mention->sort == RELATA_SORT_PERSON ? RELATA_SORT_GROUP
                                                                                  : (enum relata_sort)mention->sort);
  if (!class.len && name)
    class = class_if_known(linker, relata_str_of(name));
  return class;
}

/* ------------------------------------------------------------- linking */

static void link_as_actor(struct linker *linker, struct relata_mention *mention, const struct relata_actor *actor) {
  const struct relata_class *class = relata_ontology_get_class(linker->ontology, actor->class_index);
  mention->entity = actor->id;
  mention->entity_label = actor->label;
  mention->entity_class = class ? class->name : (struct relata_str){ 0 };
}

/* "NKHATA BAY, Malawi", the town in capitals as datelines have it. */
static bool mention_heads_dateline(const struct linker *linker, const struct relata_mention *mention) {
  enum { SHORTEST = 4, MOST_TOKENS = 9 };
  const struct relata_document *document = linker->document;
  const struct relata_sentence *sentence = &document->sentences[document->tokens[mention->head].sentence];
  bool small = mention->label.len < SHORTEST;
  for (size_t i = 0; i < mention->label.len; i++)
    small |= islower((unsigned char)mention->label.data[i]) != 0;
  return !small && mention->type != RELATA_PERSON && mention->label_first == sentence->first &&
         mention->label_end < sentence->end && sentence->end - sentence->first <= MOST_TOKENS &&
         relata_str_is(document->tokens[mention->label_end].form, ",");
}

static void link_by_words(struct linker *linker, uint32_t number) {
  struct relata_mention *mention = &linker->document->mentions[number];
  mention->entity_label =
    mention->named ? mention_name(linker, mention) : label_in_the_middle(linker, mention);
  if (mention->named && mention_heads_dateline(linker, mention))
    mention->entity_label = map_title_case(linker->document->arena, mention->entity_label);
  mention->entity = entity_id(linker, mention);
  mention->entity_class = class_of(linker, number);
}

static void mention_link(struct linker *linker, uint32_t number) {
  struct relata_mention *mention = &linker->document->mentions[number];
  const uint32_t best = linker->best[mention->cluster];
  if (linker->acronyms[number] && !linker->actors[best])
    linker->actors[number] = NULL;
  if (linker->actors[number])
    link_as_actor(linker, mention, linker->actors[number]);
  else if (best != number && linker->actors[best])
    link_as_actor(linker, mention, linker->actors[best]);
  else
    link_by_words(linker, number);
}

/* "the town of Muhambal" is Muhambal: the name that ends the label. */
static const struct relata_mention *name_within(const struct linker *linker, uint32_t number) {
  const struct relata_document *document = linker->document;
  const struct relata_mention *mention = &document->mentions[number];
  if (mention->named || mention->pronoun || mention->number == RELATA_PLUR || mention->head + 2 >= mention->label_end ||
      !relata_str_is(document->tokens[mention->head + 1].form, "of") ||
      !relata_ontology_in_set(linker->ontology, "naming_noun", document->tokens[mention->head].lemma))
    return NULL;
  for (uint32_t m = number + 1; m < document->mention_count && document->mentions[m].head < mention->label_end; m++)
    if (document->mentions[m].named && document->mentions[m].label_end == mention->label_end &&
        document->tokens[document->mentions[m].head].head == mention->head)
      return &document->mentions[m];
  return NULL;
}

static void mention_take(struct relata_mention *mention, const struct relata_mention *from) {
  mention->entity = from->entity;
  mention->entity_label = from->entity_label;
  mention->entity_class = from->entity_class;
}

/* The common noun that tells what the cluster's name is: the mention's own, or
 * the one before a name, "the battery maker Helvar Cells". */
static uint32_t telling_noun(const struct linker *linker, const struct relata_mention *mention) {
  const struct relata_token *tokens = linker->document->tokens;
  if (mention->pronoun || mention->modifier)
    return RELATA_NONE;
  if (!mention->named)
    return tokens[mention->core].upos == RELATA_NOUN && mention->number != RELATA_PLUR ? mention->core : RELATA_NONE;
  for (uint32_t t = mention->head; t-- > mention->first;)
    if (tokens[t].upos == RELATA_NOUN && tokens[t].head == mention->head &&
        relata_dep_base((enum relata_dep)tokens[t].dep) == RELATA_DEP_COMPOUND)
      return t;
  return RELATA_NONE;
}

/* A name's class may be told more closely elsewhere in the text: "the company". */
static void cluster_learn(struct linker *linker, uint32_t number) {
  struct relata_mention *mentions = linker->document->mentions;
  struct relata_mention *best = &mentions[linker->best[mentions[number].cluster]];
  const uint32_t noun = telling_noun(linker, &mentions[number]);
  if (noun == RELATA_NONE || !best->named || linker->actors[best - mentions])
    return;
  const struct relata_str class = class_of_noun(linker, linker->document->tokens[noun].lemma);
  const bool closer = class_is_a(linker, class, RELATA_STR("Organization")) || class_is_a(linker, class, RELATA_STR("Place"));
  if (closer && (!best->entity_class.len || class_is_a(linker, class, best->entity_class)))
    best->entity_class = class;
}

/* What a mention took from the best of its cluster. */
static void mention_follow(struct linker *linker, uint32_t number) {
  struct relata_mention *mention = &linker->document->mentions[number];
  const struct relata_mention *best = &linker->document->mentions[linker->best[mention->cluster]];
  if (best == mention || linker->actors[number] || best->pronoun)
    return;
  mention_take(mention, best);
}

enum relata_status relata_link_mentions(struct relata_document *document, const struct relata_ontology *ontology,
                                        struct relata_error *error) {
  (void)error;
  const size_t count = document->mention_count;
  struct linker linker = { .document = document, .ontology = ontology };
  linker.article = article_name(&linker);
  linker.actors = relata_arena_alloc(document->arena, (count + 1) * sizeof *linker.actors);
  linker.acronyms = relata_arena_alloc(document->arena, count + 1);
  linker.best = relata_arena_alloc(document->arena, (count + 1) * sizeof *linker.best);
  linker.called = relata_arena_alloc(document->arena, count + 1);
  linker.body = relata_arena_alloc(document->arena, (count + 1) * sizeof *linker.body);
  persons_find(&linker);
  for (uint32_t m = 0; m < count; m++)
    linker.actors[m] = actor_of(&linker, &document->mentions[m]);
  joined_names_find(&linker);
  bodies_find(&linker);
  clusters_name(&linker);
  for (uint32_t m = 0; m < count; m++)
    if (linker.actors[m])
      link_as_actor(&linker, &document->mentions[m], linker.actors[m]);
  mentions_sort(document, ontology);
  for (uint32_t m = 0; m < count; m++)
    mention_link(&linker, m);
  for (uint32_t m = 0; m < count; m++) {
    const struct relata_mention *name = name_within(&linker, m);
    if (name)
      mention_take(&document->mentions[m], name);
  }
  for (uint32_t m = 0; m < count; m++)
    cluster_learn(&linker, m);
  for (uint32_t m = 0; m < count; m++)
    mention_follow(&linker, m);
  mentions_classify(document, ontology);
  return RELATA_OK;
}
