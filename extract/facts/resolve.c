/* resolve.c — which mentions of a document mean the same thing.
 *
 * One pass in order of the words.  Every mention joins an entity met before or
 * begins one: appositions by the tree, names by their words ("Obama",
 * "FSA"), nouns like "the town" by what they name, personal pronouns by
 * number, gender and salience among the last entities.  An entity is looked up
 * by hash; pronouns look at the last WINDOW entities only, so that the cost
 * grows with the words and not with their square.
 */
#include "extract/facts/resolve.h"

#include "extract/facts/place_sets.h"

#include <ctype.h>
#include <string.h>

/* ------------------------------------------------------------- the index of names */

uint64_t text_key(char kind, struct relata_str text) {
  char lower[96];
  size_t length = 0;
  lower[length++] = kind;
  for (size_t i = 0; i < text.len && length < sizeof lower; i++)
    if (text.data[i] != '.')
      lower[length++] = (char)tolower((unsigned char)text.data[i]);
  return relata_str_hash((struct relata_str){ lower, length });
}

static struct slot *slot_for(struct resolver *resolver, uint64_t key) {
  size_t place = key & resolver->slot_mask;
  while (resolver->slots[place].entity && resolver->slots[place].key != key)
    place = (place + 1) & resolver->slot_mask;
  return &resolver->slots[place];
}

/* What a key means that several entities have. */
static const uint32_t SEVERAL = RELATA_NONE;

uint32_t key_find(struct resolver *resolver, uint64_t key) {
  const struct slot *slot = slot_for(resolver, key);
  return slot->entity && slot->entity != SEVERAL ? slot->entity - 1 : RELATA_NONE;
}

void key_put(struct resolver *resolver, uint64_t key, uint32_t entity) {
  *slot_for(resolver, key) = (struct slot){ key, entity + 1 };
}

static void key_put_first(struct resolver *resolver, uint64_t key, uint32_t entity) {
  struct slot *slot = slot_for(resolver, key);
  if (!slot->entity)
    *slot = (struct slot){ key, entity + 1 };
}

/* For what only one entity can be called by. */
void key_put_only(struct resolver *resolver, uint64_t key, uint32_t entity) {
  struct slot *slot = slot_for(resolver, key);
  if (!slot->entity)
    *slot = (struct slot){ key, entity + 1 };
  else if (slot->entity != entity + 1)
    slot->entity = SEVERAL;
}

/* ------------------------------------------------------------- words of a name */

struct name_words {
  uint32_t first, end;
};

static struct name_words name_of(const struct relata_mention *mention) {
  return (struct name_words){ mention->name_first, mention->label_end };
}

static struct relata_str words_as_text(const struct resolver *resolver, struct name_words name) {
  return tokens_as_text(resolver->tree, name.first, name.end);
}

struct relata_str token_form(const struct resolver *resolver, uint32_t token) {
  return resolver->document->tokens[token].form;
}

/* "Free Syrian Army" → "FSA"; empty for fewer than two capitals. */
static struct relata_str acronym_of(const struct resolver *resolver, struct name_words name, char *room, size_t size) {
  size_t length = 0;
  for (uint32_t t = name.first; t < name.end && length < size; t++) {
    const struct relata_str form = token_form(resolver, t);
    if (form.len && isupper((unsigned char)form.data[0]))
      room[length++] = form.data[0];
  }
  return (struct relata_str){ room, length > 1 ? length : 0 };
}

static bool form_is_acronym(struct relata_str form) {
  size_t capitals = 0;
  for (size_t i = 0; i < form.len; i++)
    if (isupper((unsigned char)form.data[i]))
      capitals++;
    else if (form.data[i] != '.')
      return false;
  return capitals >= 2;
}

/* ------------------------------------------------------------- entities */

enum gender word_gender(const struct tree *tree, uint32_t token) {
  const uint64_t sets = words_find(tree->tokens[token].form) | tree->sets[token];
  if (words_in(sets, WORD_PRONOUN_HE) || words_in(sets, WORD_MALE))
    return GENDER_MALE;
  return words_in(sets, WORD_PRONOUN_SHE) || words_in(sets, WORD_FEMALE) ? GENDER_FEMALE : GENDER_UNKNOWN;
}

/* "[Mr] Lund", and not "[Mr] Lund's counsel". */
static bool tells_of_head(const struct tree *tree, uint32_t token, uint32_t head) {
  return token == head || tree_base(tree, token) != RELATA_DEP_NMOD ||
         (tree_dep(tree, token) == RELATA_DEP_NMOD_DESC && tree_head(tree, token) == head);
}

/* By title, first name or head noun, whichever tells first. */
enum gender mention_gender(const struct tree *tree, const struct relata_mention *mention) {
  enum gender gender = word_gender(tree, mention->head);
  for (uint32_t t = mention->label_first; t < mention->label_end && gender == GENDER_UNKNOWN; t++)
    if (tells_of_head(tree, t, mention->head))
      gender = word_gender(tree, t);
  return gender;
}

static void entity_hear(struct resolver *resolver, uint32_t number, uint32_t order) {
  uint32_t *recent = resolver->recent;
  uint32_t place = 0;
  while (place < resolver->recent_count && recent[place] != number)
    place++;
  if (place == resolver->recent_count && resolver->recent_count < WINDOW)
    resolver->recent_count++;
  else if (place == resolver->recent_count)
    place = 0; /* the oldest leaves */
  if (place + 1 < resolver->recent_count)
    memmove(recent + place, recent + place + 1, (resolver->recent_count - place - 1) * sizeof *recent);
  recent[resolver->recent_count - 1] = number;
  resolver->entities[number].heard = order;
}

/* "First into the box was [Ann Lund]", "Among them was [Ann Lund]". */
bool mention_is_inverted_subject(const struct tree *tree, const struct relata_mention *mention) {
  const uint32_t copula = tree_child_base(tree, mention->head, RELATA_DEP_COP);
  return mention->named && copula != RELATA_NONE && copula < mention->first &&
         tree_child_base(tree, mention->head, RELATA_DEP_NSUBJ) == RELATA_NONE &&
         tree_child_base(tree, mention->head, RELATA_DEP_CSUBJ) == RELATA_NONE;
}

bool mention_is_subject(const struct tree *tree, const struct relata_mention *mention) {
  return tree_base(tree, tree_first_conjunct(tree, mention->head)) == RELATA_DEP_NSUBJ;
}

static bool noun_is_group(const struct tree *tree, const struct relata_mention *mention) {
  return mention->type == RELATA_ORGANIZATION || tree_in(tree, mention->head, WORD_GROUP_NOUN);
}

static bool pronoun_is_spoken(const struct tree *tree, const struct relata_mention *mention) {
  const uint64_t sets = words_find(tree->tokens[mention->head].form);
  return mention->pronoun && (words_in(sets, WORD_PRONOUN_SPEAKER) || words_in(sets, WORD_PRONOUN_HEARER) ||
                              words_in(sets, WORD_PRONOUN_EMPTY));
}

uint32_t entity_new(struct resolver *resolver, uint32_t number) {
  const struct relata_mention *mention = &resolver->document->mentions[number];
  const uint32_t entity = resolver->entity_count++;
  resolver->entities[entity] = (struct entity){ .cluster = number,
                                                .name = RELATA_NONE,
                                                .type = mention->type,
                                                .number = mention->number,
                                                .gender = GENDER_UNKNOWN };
  return entity;
}

/* "[Secretary] Lund", "British [Foreign] Secretary": nothing that a pronoun could mean. */
static bool is_of_title(const struct tree *tree, const struct relata_mention *mention) {
  const uint32_t head = mention->head, name = tree_head(tree, head);
  if (tree_dep(tree, head) == RELATA_DEP_NMOD_DESC)
    return tree_in(tree, head, WORD_TITLE) && tree_upos(tree, name) == RELATA_PROPN;
  return mention->modifier && !tree->tokens[head].name_type && name != RELATA_NONE && tree_in(tree, name, WORD_TITLE);
}

static void entity_join(struct resolver *resolver, uint32_t entity_number, uint32_t number) {
  const struct relata_mention *mention = &resolver->document->mentions[number];
  struct entity *entity = &resolver->entities[entity_number];
  const uint32_t sentence = resolver->document->tokens[mention->head].sentence;
  const bool subject = mention_is_subject(resolver->tree, mention) || mention_is_inverted_subject(resolver->tree, mention);
  resolver->entity_of[number] = entity_number;
  entity->subject = subject || (entity->last_sentence == sentence && entity->mentions && entity->subject);
  entity->last = number;
  entity->last_sentence = sentence;
  entity->mentions = (uint16_t)(entity->mentions + (entity->mentions < UINT16_MAX));
  if (entity->type == RELATA_MENTION_NONE)
    entity->type = mention->type;
  if (entity->gender == GENDER_UNKNOWN && entity->type == RELATA_PERSON)
    entity->gender = (uint8_t)mention_gender(resolver->tree, mention);
  entity->personal = entity->personal || (mention->named && entity->type == RELATA_PERSON &&
                                          (mention->label_end - mention->label_first > 1 ||
                                           mention_gender(resolver->tree, mention) != GENDER_UNKNOWN));
  entity->spoken = (entity->mentions == 1 || entity->spoken) && pronoun_is_spoken(resolver->tree, mention);
  entity->group = entity->group || noun_is_group(resolver->tree, mention);
  entity_learn_body(resolver, entity, mention);
  entity->clear = entity->clear || mention->named ||
                  (entity->type != RELATA_ABSTRACT && entity->type != RELATA_TIME && entity->type != RELATA_MENTION_NONE);
  if ((!mention->modifier || entity->mentions == 1) && !is_of_title(resolver->tree, mention))
    entity_hear(resolver, entity_number, number);
}

/* ------------------------------------------------------------- names */

static bool types_agree(uint8_t a, uint8_t b) {
  return a == b || a == RELATA_MENTION_NONE || b == RELATA_MENTION_NONE ||
         (a != RELATA_PERSON && b != RELATA_PERSON && a != RELATA_TIME && b != RELATA_TIME);
}

static uint32_t entity_if_agrees(const struct resolver *resolver, uint32_t entity, const struct relata_mention *mention) {
  if (entity == RELATA_NONE)
    return RELATA_NONE;
  const uint8_t type = resolver->entities[entity].type;
  return type == mention->type || type == RELATA_MENTION_NONE || mention->type == RELATA_MENTION_NONE ? entity
                                                                                                        : RELATA_NONE;
}

/* The words before `end` can stand for the organisation: not "Ministry of", nor "UN" for the "UN Mission". */
static bool prefix_can_stand(const struct resolver *resolver, struct name_words name, uint32_t end) {
  const uint64_t places = end == name.first + 1 ? places_find(token_form(resolver, name.first)) : 0;
  return end < name.end && !(places >> PLACE_COUNTRY & 1) && !(places >> PLACE_BLOC & 1) && tree_upos(resolver->tree, end - 1) == RELATA_PROPN &&
         tree_upos(resolver->tree, end) == RELATA_PROPN;
}

/* One name, no title, and nobody has been called so: a "person" that may be a body. */
static bool is_nobody_known(struct resolver *resolver, const struct relata_mention *mention, struct relata_str text) {
  const uint32_t called = key_find(resolver, text_key('w', text));
  return mention->type == RELATA_PERSON && mention->name_first == mention->label_first &&
         mention_gender(resolver->tree, mention) == GENDER_UNKNOWN && key_find(resolver, text_key('s', text)) == RELATA_NONE &&
         (called == RELATA_NONE || resolver->entities[called].type != RELATA_PERSON);
}

/* "Nordlys" after "Nordlys Group". */
static uint32_t organization_by_prefix(struct resolver *resolver, const struct relata_mention *mention,
                                       struct relata_str text) {
  const bool body = mention->type == RELATA_ORGANIZATION || is_nobody_known(resolver, mention, text);
  return body && !mention->modifier ? key_find(resolver, text_key('f', text)) : RELATA_NONE;
}

/* "Nordlys Group" after "Nordlys", unless that is called something longer already. */
static uint32_t organization_by_first_word(struct resolver *resolver, const struct relata_mention *mention,
                                           struct name_words name) {
  if (mention->type != RELATA_ORGANIZATION || !prefix_can_stand(resolver, name, name.first + 1))
    return RELATA_NONE;
  const uint32_t entity = key_find(resolver, text_key('=', token_form(resolver, name.first)));
  if (entity == RELATA_NONE || resolver->entities[entity].type != RELATA_ORGANIZATION ||
      resolver->entities[entity].name == RELATA_NONE)
    return RELATA_NONE;
  const struct relata_mention *called = &resolver->document->mentions[resolver->entities[entity].name];
  return called->label_end - called->name_first == 1 ? entity : RELATA_NONE;
}

/* "Arne [de] Lund": no given name, and nothing that tells two persons apart. */
static bool is_no_given_name(const struct tree *tree, uint32_t token) {
  const struct relata_str form = tree->tokens[token].form;
  return tree_in(tree, token, WORD_TITLE) || name_word_is(form, NAME_PARTICLE) || !form.len ||
         (form.data[0] >= 'a' && form.data[0] <= 'z');
}

/* Do two names share a given name, or its first letter: "J. Lund" may be John?  Where one has none, they do. */
static bool given_names_agree(const struct tree *tree, struct name_words a, struct name_words b) {
  bool a_has = false, b_has = false;
  for (uint32_t s = a.first; s + 1 < a.end; s++) {
    if (is_no_given_name(tree, s))
      continue;
    a_has = true;
    for (uint32_t t = b.first; t + 1 < b.end; t++) {
      if (is_no_given_name(tree, t))
        continue;
      b_has = true;
      if (tolower((unsigned char)tree->tokens[s].form.data[0]) == tolower((unsigned char)tree->tokens[t].form.data[0]))
        return true;
    }
  }
  return !a_has || !b_has;
}

/* "Halil Pasha" after "Mustafa Pasha", "Arne Lund" after "Nils Lund": another of the same surname. */
static bool is_namesake(const struct resolver *resolver, const struct entity *entity, struct name_words name) {
  return entity->name != RELATA_NONE &&
         !given_names_agree(resolver->tree, name, name_of(&resolver->document->mentions[entity->name]));
}

/* "U.S." is no short form of what merely begins with these letters. */
static bool is_dotted(const struct resolver *resolver, const struct entity *entity) {
  const struct relata_str label =
      entity->name == RELATA_NONE ? RELATA_STR("") : resolver->document->mentions[entity->name].label;
  return label.len > 1 && label.data[1] == '.';
}

static uint32_t name_find(struct resolver *resolver, const struct relata_mention *mention, struct name_words name) {
  const struct relata_str text = words_as_text(resolver, name);
  uint32_t entity = key_find(resolver, text_key('=', text));
  if (entity == RELATA_NONE)
    entity = organization_by_prefix(resolver, mention, text);
  if (entity != RELATA_NONE)
    return entity;
  if (name.end - name.first == 1) {
    const bool whole = tree_child(resolver->tree, mention->head, RELATA_DEP_NMOD_POSS) == RELATA_NONE;
    if (whole) /* not "People's Alliance" for another alliance */
      entity = entity_if_agrees(resolver, key_find(resolver, text_key('w', text)), mention);
    if (entity == RELATA_NONE && form_is_acronym(text))
      entity = key_find(resolver, text_key('a', text));
  } else if (mention->type == RELATA_PERSON) { /* "Assad" before "Bashar al-Assad" */
    entity = key_find(resolver, text_key('s', token_form(resolver, name.end - 1)));
    if (entity != RELATA_NONE && is_namesake(resolver, &resolver->entities[entity], name))
      entity = RELATA_NONE;
  } else {
    char room[16];
    const struct relata_str acronym = acronym_of(resolver, name, room, sizeof room);
    entity = acronym.len > 1 ? entity_if_agrees(resolver, key_find(resolver, text_key('=', acronym)), mention) : RELATA_NONE;
    if (entity != RELATA_NONE && acronym.len == 2 && is_dotted(resolver, &resolver->entities[entity]))
      entity = RELATA_NONE;
    if (entity == RELATA_NONE)
      entity = organization_by_first_word(resolver, mention, name);
  }
  return entity;
}

uint32_t entity_named(struct resolver *resolver, const struct relata_mention *mention) {
  return key_find(resolver, text_key('=', words_as_text(resolver, name_of(mention))));
}

/* "Mrs Lund", where Lund is a man, is his wife if one was named, or another; not he. */
static uint32_t spouse_or_other(struct resolver *resolver, const struct relata_mention *mention, uint32_t entity) {
  if (entity == RELATA_NONE || mention->type != RELATA_PERSON || resolver->entities[entity].type != RELATA_PERSON)
    return entity;
  const enum gender gender = mention_gender(resolver->tree, mention), other = resolver->entities[entity].gender;
  if (gender == GENDER_UNKNOWN || other == GENDER_UNKNOWN || gender == other)
    return entity;
  const struct relata_str surname = token_form(resolver, mention->label_end - 1);
  const uint32_t known = key_find(resolver, text_key(gender == GENDER_MALE ? 'M' : 'F', surname));
  const struct relata_str spouse = gender == GENDER_MALE ? RELATA_STR("husband") : RELATA_STR("wife");
  return known != RELATA_NONE ? known : key_find(resolver, owned_key(spouse, entity));
}

uint32_t entity_called(struct resolver *resolver, const struct relata_mention *mention) {
  return mention->named ? spouse_or_other(resolver, mention, name_find(resolver, mention, name_of(mention))) : RELATA_NONE;
}

static void name_remember(struct resolver *resolver, uint32_t number, uint32_t entity, struct name_words name) {
  const struct relata_mention *mention = &resolver->document->mentions[number];
  struct entity *named = &resolver->entities[entity];
  const struct relata_str text = words_as_text(resolver, name);
  const uint32_t full = name.end - name.first == 1 ? key_find(resolver, text_key('w', text)) : RELATA_NONE;
  const bool spouse = full != RELATA_NONE && full != entity && mention->type == RELATA_PERSON; /* "Lund" alone stays he */
  if (!spouse)
    key_put_first(resolver, text_key('=', text), entity);
  if (mention_is_office(resolver->tree, mention)) /* "Minister" is nobody's surname */
    return;
  if (named->name == RELATA_NONE || resolver->document->mentions[named->name].label.len < mention->label.len)
    named->name = number;
  const uint32_t last = name.end - 1;
  const enum gender gender = mention->type == RELATA_PERSON ? mention_gender(resolver->tree, mention) : GENDER_UNKNOWN;
  if (gender != GENDER_UNKNOWN)
    key_put(resolver, text_key(gender == GENDER_MALE ? 'M' : 'F', token_form(resolver, last)), entity);
  if (name.end - name.first == 1) {
    if (mention->type == RELATA_PERSON && !spouse)
      key_put(resolver, text_key('s', text), entity);
    return;
  }
  char room[16];
  const struct relata_str acronym = acronym_of(resolver, name, room, sizeof room);
  if (acronym.len > 1)
    key_put(resolver, text_key('a', acronym), entity);
  if (mention->type == RELATA_PERSON) {
    key_put(resolver, text_key('w', token_form(resolver, last)), entity);
    key_put(resolver, text_key('s', token_form(resolver, last)), entity);
    key_put_first(resolver, text_key('w', token_form(resolver, name.first)), entity);
  } else if (noun_is_group(resolver->tree, mention)) { /* "the Foundation", "the University" */
    key_put_only(resolver, text_key('w', token_form(resolver, mention->head)), entity);
    for (uint32_t end = name.first + 1; prefix_can_stand(resolver, name, end); end++)
      key_put_only(resolver, text_key('f', words_as_text(resolver, (struct name_words){ name.first, end })), entity);
  }
}

/* The capital adjective before a noun, where nothing else describes it: "Norwegian". */
static uint32_t origin_of(const struct tree *tree, uint32_t noun) {
  for (uint32_t t = noun; t > tree_sentence(tree, noun)->first && t + 4 > noun; t--)
    if (tree_upos(tree, t - 1) == RELATA_ADJ && tree_is_capital(tree, t - 1))
      return t - 1;
    else if (tree_upos(tree, t - 1) != RELATA_NOUN)
      return RELATA_NONE;
  return RELATA_NONE;
}

/* "the Norwegian company" can be whoever was called Norwegian. */
static void describe_origin(struct resolver *resolver, uint32_t noun, uint32_t entity) {
  const uint32_t origin = origin_of(resolver->tree, noun);
  if (origin != RELATA_NONE)
    key_put_only(resolver, text_key('d', token_form(resolver, origin)), entity);
}

/* "company Nordlys", "insurer Tessler": a noun that tells what the name behind it is. */
static bool describes_name(const struct tree *tree, uint32_t token) {
  return tree_upos(tree, token) == RELATA_NOUN &&
         (tree_base(tree, token) == RELATA_DEP_COMPOUND ||
          (tree_dep(tree, token) == RELATA_DEP_NMOD_DESC && tree_in(tree, token, WORD_GROUP_NOUN)));
}

/* "the Norwegian company Nordlys" can be "the Norwegian company", and "the company" where it is not only said of
 * another, "the board of the company Nordlys". */
static void describe_name(struct resolver *resolver, uint32_t number, uint32_t entity) {
  const struct tree *tree = resolver->tree;
  const struct relata_mention *mention = &resolver->document->mentions[number];
  const struct tree_list children = tree_children(tree, mention->head);
  uint32_t noun = RELATA_NONE;
  for (size_t i = 0; i < children.count && children.items[i] < mention->head; i++)
    if (describes_name(tree, children.items[i]))
      noun = children.items[i];
  if (noun == RELATA_NONE)
    return;
  const bool aside = tree_base(tree, mention->head) == RELATA_DEP_NMOD;
  if (!aside)
    key_put(resolver, text_key('n', resolver->document->tokens[noun].lemma), entity);
  describe_origin(resolver, noun, entity);
  for (uint32_t first = noun; first > 0 && first + 4 > noun; first--) {
    if (first < noun && tree_upos(tree, first) != RELATA_ADJ && tree_upos(tree, first) != RELATA_NOUN)
      break;
    if (first < noun || !aside)
      key_put(resolver, text_key('l', tokens_as_text(tree, first, noun + 1)), entity);
  }
}

/* ------------------------------------------------------------- the pass */

/* "the National Front for Liberation, a coalition": what hangs on a name's last word is said of the whole. */
static uint32_t name_head(const struct tree *tree, uint32_t token) {
  const struct relata_token *tokens = tree->tokens;
  uint32_t head = token;
  while (tokens[head].name_type && !tokens[head].name_begins && tree_base(tree, head) == RELATA_DEP_NMOD &&
         tokens[tree_head(tree, head)].name_type == tokens[head].name_type && tree_head(tree, head) < head)
    head = tree_head(tree, head);
  return tree->mention_at[head] == RELATA_NONE ? token : head;
}

/* "TALLINN - An attack": no place or body is an event; and what stands behind a semicolon is something else. */
static bool can_be_apposed(const struct tree *tree, const struct relata_mention *first,
                           const struct relata_mention *second) {
  const bool event = first->type == RELATA_EVENT || second->type == RELATA_EVENT;
  const bool body = first->type == RELATA_PLACE || second->type == RELATA_PLACE || first->type == RELATA_ORGANIZATION ||
                    second->type == RELATA_ORGANIZATION;
  return !(event && body) && types_agree(first->type, second->type) &&
         !(second->first > 0 && tree_form_is(tree, second->first - 1, ";"));
}

static bool is_owner(const struct tree *tree, const struct relata_mention *mention) {
  const uint32_t end = mention->label_end;
  return mention->named && (tree_form_is(tree, end - 1, "'s") || tree_form_is(tree, end - 1, "’s") ||
                            (end < tree->document->token_count && (tree_form_is(tree, end, "'s") || tree_form_is(tree, end, "’s"))));
}

static bool both_are_people(const struct relata_mention *first, const struct relata_mention *second) {
  return first->named && second->named && first->type == RELATA_PERSON && second->type == RELATA_PERSON;
}

/* "Nikki Haley, the ambassador", "Free Syrian Army (FSA)": the second is the first. */
static uint32_t apposition_find(struct resolver *resolver, const struct relata_mention *mention) {
  const struct tree *tree = resolver->tree;
  if (tree_base(tree, mention->head) != RELATA_DEP_APPOS || is_owner(tree, mention)) /* "Lund, [Norway's] envoy" */
    return RELATA_NONE;
  const uint32_t other = tree->mention_at[name_head(tree, tree_head(tree, mention->head))];
  if (other == RELATA_NONE || other >= (uint32_t)(mention - resolver->document->mentions))
    return RELATA_NONE;
  const struct relata_mention *first = &resolver->document->mentions[other];
  const uint32_t called = both_are_people(first, mention) ? entity_called(resolver, mention) : RELATA_NONE;
  if (called != RELATA_NONE && called != resolver->entity_of[other]) /* "told by Ann Lund, Berg left" */
    return RELATA_NONE;
  const bool one_body = first->named && first->type == RELATA_ORGANIZATION && /* "the Dawn Brigade, a militia" */
                        tree->tokens[first->head].number == tree->tokens[mention->head].number &&
                        tree_lemma_is(tree, tree_child_base(tree, mention->head, RELATA_DEP_DET), "a");
  if ((first->number != mention->number && !one_body) || !can_be_apposed(tree, first, mention))
    return RELATA_NONE;
  const bool both_named = first->named && mention->named;
  if (both_named && first->type == RELATA_PLACE) /* "Aleppo, Syria" */
    return RELATA_NONE;
  return resolver->entity_of[other];
}

/* No word of it is a name, so that whatever else names the entity does it better. */
static void office_is_no_name(struct relata_mention *mention) { mention->name_first = mention->label_end; }

/* "the Prime Minister, Ann Lund" or "Ann Lund, the Prime Minister": the name calls her, not the office; "the pilot,
 * a Slovene", "Ann Lund, the first Slovene to": nor does where she is from. */
static void office_yields(struct resolver *resolver, struct relata_mention *mention) {
  const struct tree *tree = resolver->tree;
  struct relata_mention *mentions = resolver->document->mentions;
  const uint32_t other = tree->mention_at[name_head(tree, tree_head(tree, mention->head))];
  const bool office = mention_is_office(tree, mention);
  const uint32_t determiner = tree_child_base(tree, mention->head, RELATA_DEP_DET);
  if (other == RELATA_NONE || mention->type != RELATA_PERSON)
    return;
  const bool before = mention_is_office(tree, &mentions[other]);
  if (mention->named && before && !office)
    office_is_no_name(&mentions[other]);
  else if ((office && mentions[other].named && !before) ||
           tree_lemma_is(tree, determiner, "a") || (mentions[other].named && tree_lemma_is(tree, determiner, "the")))
    office_is_no_name(mention);
}

static void mention_resolve(struct resolver *resolver, uint32_t number) {
  struct relata_mention *mention = &resolver->document->mentions[number];
  const struct name_words name = name_of(mention);
  uint32_t entity = apposition_find(resolver, mention);
  if (entity != RELATA_NONE)
    office_yields(resolver, mention);
  const uint32_t office = entity == RELATA_NONE ? office_find(resolver, mention) : RELATA_NONE;
  if (office != RELATA_NONE) {
    office_is_no_name(mention);
    entity_join(resolver, office, number);
    return;
  }
  if (mention->pronoun)
    entity = pronoun_find(resolver, mention);
  else if (mention->named && entity == RELATA_NONE)
    entity = entity_called(resolver, mention);
  else if (entity == RELATA_NONE)
    entity = noun_find(resolver, mention);
  if (entity == RELATA_NONE)
    entity = entity_new(resolver, number);
  entity_join(resolver, entity, number);
  if (mention->named) {
    name_remember(resolver, number, entity, name);
    describe_name(resolver, number, entity);
    office_remember(resolver, mention, entity);
  } else if (!mention->pronoun) {
    key_put(resolver, text_key('n', resolver->document->tokens[mention->head].lemma), entity);
    key_put(resolver, text_key('l', mention->label), entity);
    if (possessed_key(resolver, mention))
      key_put(resolver, possessed_key(resolver, mention), entity);
    owner_remember(resolver, mention, entity);
    describe_origin(resolver, mention->head, entity);
  }
}

static void resolver_init(struct resolver *resolver, struct relata_document *document, const struct tree *tree) {
  size_t slots = 64;
  while (slots < document->mention_count * 12)
    slots *= 2;
  *resolver = (struct resolver){ .tree = tree, .document = document, .slot_mask = slots - 1 };
  resolver->slots = relata_arena_alloc(document->arena, slots * sizeof *resolver->slots);
  resolver->entities = relata_arena_alloc(document->arena, (document->mention_count + 1) * sizeof *resolver->entities);
  resolver->entity_of = relata_arena_alloc(document->arena, (document->mention_count + 1) * sizeof *resolver->entity_of);
}

enum relata_status mentions_resolve(struct relata_document *document, const struct tree *tree,
                                    const struct quotes *quotes) {
  struct resolver resolver;
  resolver_init(&resolver, document, tree);
  resolver.quotes = quotes;
  for (uint32_t m = 0; m < document->mention_count; m++)
    mention_resolve(&resolver, m);
  for (uint32_t m = 0; m < document->mention_count; m++)
    document->mentions[m].cluster = resolver.entities[resolver.entity_of[m]].cluster;
  return RELATA_OK;
}
