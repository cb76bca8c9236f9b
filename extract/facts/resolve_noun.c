/* resolve_noun.c — "the town", "the group", "the president": whom and what they mean. */
#include "extract/facts/resolve.h"

bool mention_is_inside_name(const struct tree *tree, const struct relata_mention *mention) {
  const uint32_t head = tree_head(tree, mention->head);
  const uint32_t outer = head == RELATA_NONE || tree_base(tree, mention->head) != RELATA_DEP_NMOD || head > mention->head
                           ? RELATA_NONE
                           : tree->mention_at[head];
  const struct relata_mention *name = outer == RELATA_NONE ? NULL : &tree->document->mentions[outer];
  return name && name->named && name->type == RELATA_ORGANIZATION && mention->head < name->label_end;
}

const struct relata_mention *mention_host(const struct resolver *resolver, const struct relata_mention *mention) {
  const struct tree *tree = resolver->tree;
  while (tree_base(tree, mention->head) == RELATA_DEP_APPOS) {
    const uint32_t number = (uint32_t)(mention - resolver->document->mentions);
    const uint32_t host = tree->mention_at[tree_head(tree, mention->head)];
    if (host == RELATA_NONE || host >= number || resolver->entity_of[host] != resolver->entity_of[number])
      break;
    mention = &resolver->document->mentions[host];
  }
  return mention;
}

static bool noun_is_bare(const struct tree *tree, uint32_t head) {
  const struct tree_list children = tree_children(tree, head);
  for (size_t i = 0; i < children.count; i++)
    switch (tree_base(tree, children.items[i])) {
    case RELATA_DEP_AMOD:
    case RELATA_DEP_COMPOUND:
    case RELATA_DEP_NMOD:
    case RELATA_DEP_ACL:
    case RELATA_DEP_NUMMOD:
    case RELATA_DEP_APPOS:
      return false;
    default:
      break;
    }
  return true;
}

/* ------------------------------------------------------------- kinds of bodies */

static uint64_t token_bodies(const struct tree *tree, uint32_t token) {
  const uint64_t bodies = bodies_find(tree->tokens[token].lemma);
  return bodies ? bodies : bodies_find(tree->tokens[token].form);
}

/* "the city", "Moscow": of the kinds of places, which no body is. */
static uint64_t token_places(const struct tree *tree, uint32_t token) {
  enum { BEHIND_BODIES = 32 };
  const uint64_t places = places_find(tree->tokens[token].lemma);
  return (places ? places : places_find(tree->tokens[token].form)) << BEHIND_BODIES;
}

static uint64_t noun_bodies(const struct tree *tree, uint32_t noun) {
  return tree_in(tree, noun, WORD_ANAPHOR_PLACE) ? token_places(tree, noun) : token_bodies(tree, noun);
}

/* By the last word that tells: "World Bank", "Lind Air Group"; or by what it is called before: "the bank Helvar". */
uint64_t mention_bodies(const struct tree *tree, const struct relata_mention *mention) {
  uint64_t bodies = 0;
  if (mention->type == RELATA_PLACE) {
    const uint64_t places = token_places(tree, mention->head);
    return places || !mention->named ? places : token_places(tree, mention->label_end - 1);
  }
  if (!mention->named)
    return token_bodies(tree, mention->head);
  for (uint32_t t = mention->label_end; t-- > mention->label_first;) {
    const uint64_t found = token_bodies(tree, t);
    if (found)
      bodies = bodies & found ? bodies & found : bodies ? bodies : found;
  }
  return bodies;
}

void entity_learn_body(struct resolver *resolver, struct entity *entity, const struct relata_mention *mention) {
  const uint64_t bodies = mention->pronoun ? 0 : mention_bodies(resolver->tree, mention);
  if (bodies)
    entity->bodies = entity->bodies & bodies ? entity->bodies & bodies : bodies;
}

/* "the party": no bank. */
static bool body_agrees(const struct tree *tree, uint32_t noun, const struct entity *entity, bool surely) {
  const uint64_t bodies = noun_bodies(tree, noun);
  return surely ? (bodies & entity->bodies) != 0 : !bodies || !entity->bodies || (bodies & entity->bodies) != 0;
}

/* ------------------------------------------------------------- what a noun fits */

static bool anaphor_fits(const struct tree *tree, uint32_t head, const struct entity *entity) {
  if (tree_in(tree, head, WORD_ANAPHOR_PLACE))
    return entity->type == RELATA_PLACE;
  if (tree_in(tree, head, WORD_ANAPHOR_GROUP))
    return entity->type == RELATA_ORGANIZATION || (entity->group && entity->type != RELATA_PERSON);
  return tree_in(tree, head, WORD_ANAPHOR_PERSON) && entity->type == RELATA_PERSON &&
         (entity->gender == GENDER_UNKNOWN || word_gender(tree, head) == GENDER_UNKNOWN ||
          entity->gender == word_gender(tree, head));
}

/* "the peace process" where "a peace process" stood before. */
static uint32_t noun_find_same(struct resolver *resolver, const struct relata_mention *mention) {
  const uint32_t entity = key_find(resolver, text_key('l', mention->label));
  if (entity == RELATA_NONE || resolver->entities[entity].number != mention->number)
    return RELATA_NONE;
  return mention->definite || mention->generic ? entity : RELATA_NONE;
}

/* "the Norwegian company": by what was called Norwegian, where its kind fits. */
static uint32_t noun_find_origin(struct resolver *resolver, const struct relata_mention *mention) {
  const struct tree *tree = resolver->tree;
  const uint32_t noun = mention->head;
  if (!mention->definite || mention->number == RELATA_PLUR || noun == 0 || tree_upos(tree, noun - 1) != RELATA_ADJ ||
      !tree_is_capital(tree, noun - 1))
    return RELATA_NONE;
  const uint32_t entity = key_find(resolver, text_key('d', token_form(resolver, noun - 1)));
  return entity != RELATA_NONE && resolver->entities[entity].name != RELATA_NONE &&
             anaphor_fits(tree, noun, &resolver->entities[entity])
           ? entity
           : RELATA_NONE;
}

/* ------------------------------------------------------------- offices */

bool mention_is_office(const struct tree *tree, const struct relata_mention *mention) {
  return mention->type == RELATA_PERSON && tree_in(tree, mention->head, WORD_TITLE) &&
         tree->tokens[mention->head].name_type != RELATA_NAME_PER;
}

/* The words of an office that ends in `title`, back to `first` or a name: "Foreign Secretary" of "British Foreign
 * Secretary". */
static struct relata_str office_text(const struct tree *tree, uint32_t title, uint32_t first) {
  uint32_t begin = title;
  while (begin > first && !tree->tokens[begin - 1].name_type && tree_upos(tree, begin - 1) != RELATA_DET &&
         tree_upos(tree, begin - 1) != RELATA_PUNCT)
    begin--;
  return tokens_as_text(tree, begin, title + 1);
}

void office_remember(struct resolver *resolver, const struct relata_mention *mention, uint32_t entity) {
  const struct tree *tree = resolver->tree;
  const struct tree_list children = tree_children(tree, mention->head);
  if (mention->type != RELATA_PERSON || mention->number == RELATA_PLUR || mention_is_office(tree, mention))
    return;
  for (size_t i = 0; i < children.count && children.items[i] < mention->name_first; i++) {
    const uint32_t title = children.items[i];
    if (tree_in(tree, title, WORD_TITLE) && tree_base(tree, title) == RELATA_DEP_NMOD &&
        !(tree->low[title] < title && tree_upos(tree, title + 1) == RELATA_ADP))
      key_put_only(resolver, text_key('o', office_text(tree, title, tree->low[title])), entity);
  }
}

/* "the Prime Minister", and nothing that tells whose. */
uint32_t office_find(struct resolver *resolver, const struct relata_mention *mention) {
  const struct tree *tree = resolver->tree;
  const struct tree_list children = tree_children(tree, mention->head);
  bool definite = false;
  if (mention->number == RELATA_PLUR || !mention_is_office(tree, mention))
    return RELATA_NONE;
  for (size_t i = 0; i < children.count; i++) {
    const uint32_t child = children.items[i];
    const enum relata_dep base = tree_base(tree, child);
    if (base == RELATA_DEP_DET)
      definite = tree_form_is(tree, child, "the");
    else if (base == RELATA_DEP_NMOD || base == RELATA_DEP_APPOS || base == RELATA_DEP_ACL || base == RELATA_DEP_COP ||
             ((base == RELATA_DEP_AMOD || base == RELATA_DEP_COMPOUND) && tree->tokens[child].name_type))
      return RELATA_NONE;
  }
  return definite ? key_find(resolver, text_key('o', mention->label)) : RELATA_NONE;
}

/* ------------------------------------------------------------- nouns */

static bool noun_is_possessed(const struct tree *tree, uint32_t noun) {
  return tree_child(tree, noun, RELATA_DEP_NMOD_POSS) != RELATA_NONE;
}

static uint64_t relation_key(char kind, struct relata_str noun, uint32_t entity) {
  return text_key(kind, noun) ^ (entity + (uint64_t)1) * UINT64_C(0x9E3779B97F4A7C15);
}

uint64_t owned_key(struct relata_str noun, uint32_t owner) { return relation_key('h', noun, owner); }

/* The entity that owns what the mention names, or RELATA_NONE. */
static uint32_t owner_of(const struct resolver *resolver, const struct relata_mention *mention) {
  const uint32_t owner = tree_child(resolver->tree, mention->head, RELATA_DEP_NMOD_POSS);
  const uint32_t other = owner == RELATA_NONE ? RELATA_NONE : resolver->tree->mention_at[owner];
  return other == RELATA_NONE || other >= (uint32_t)(mention - resolver->document->mentions) ? RELATA_NONE
                                                                                         : resolver->entity_of[other];
}

uint64_t possessed_key(const struct resolver *resolver, const struct relata_mention *mention) {
  const uint32_t owner = owner_of(resolver, mention);
  return owner == RELATA_NONE ? 0 : owned_key(resolver->document->tokens[mention->head].lemma, owner);
}

void owner_remember(struct resolver *resolver, const struct relata_mention *mention, uint32_t entity) {
  const struct relata_str noun = resolver->document->tokens[mention->head].lemma;
  const uint32_t owner = owner_of(resolver, mention);
  const bool counsel = name_word_is(noun, NAME_COUNSEL);
  if (owner == RELATA_NONE || resolver->entities[owner].type != RELATA_PERSON || mention->number == RELATA_PLUR)
    return;
  if (counsel)
    key_put(resolver, relation_key('r', RELATA_STR("client"), entity), owner);
  else if (relata_str_is(noun, "wife"))
    key_put(resolver, relation_key('r', RELATA_STR("husband"), entity), owner);
  else if (relata_str_is(noun, "husband"))
    key_put(resolver, relation_key('r', RELATA_STR("wife"), entity), owner);
}

/* How readily a named entity comes to mind for a noun, by what a pronoun's weights are. */
static double salience_of_noun(const struct resolver *resolver, const struct entity *entity, uint32_t noun) {
  const struct relata_mention *last = &resolver->document->mentions[entity->last];
  const uint32_t back = resolver->document->tokens[noun].sentence - entity->last_sentence;
  const double words = (double)(noun - last->head) / 20;
  double score = salience_of_place(resolver->tree, last);
  score -= back > 0 ? 1.2 : 0;
  score -= back > 1 ? 1.0 : 0;
  score += entity->subject ? 0.95 : 0;
  score += entity->mentions > 1 ? 0.75 : 0;
  score += entity->mentions > 3 ? 0.4 : 0;
  return score - 0.4 * (words > 3 ? 3 : words);
}

/* Can the noun mean the entity, which was heard not long ago? */
static bool noun_can_mean(const struct resolver *resolver, const struct relata_mention *mention,
                          const struct entity *entity, bool surely) {
  const struct tree *tree = resolver->tree;
  const struct relata_mention *last = &resolver->document->mentions[entity->last];
  if (mention_is_inside_name(tree, last) || (!surely && last->modifier)) /* "European [lenders]" */
    return false;
  if (entity->type == RELATA_PERSON && mention_is_said_by(tree, mention, last)) /* nobody calls himself "the minister" */
    return false;
  return entity->name != RELATA_NONE && (surely || entity->number != RELATA_PLUR) &&
         anaphor_fits(tree, mention->head, entity) && body_agrees(tree, mention->head, entity, surely) &&
         tree_head(tree, mention_host(resolver, last)->head) != tree_head(tree, mention->head); /* "Mali took the town" */
}

/* The entity by name that comes to mind first; `surely`: whose own words tell that it fits the noun. */
static uint32_t noun_find_recent(struct resolver *resolver, const struct relata_mention *mention, bool surely) {
  const uint32_t sentence = resolver->document->tokens[mention->head].sentence;
  const uint32_t far = surely && !tree_in(resolver->tree, mention->head, WORD_ANAPHOR_PLACE) ? 2 * SENTENCES_BACK
                                                                                              : SENTENCES_BACK;
  uint32_t best = RELATA_NONE;
  double best_score = 0;
  for (uint32_t i = resolver->recent_count; i-- > 0;) {
    const struct entity *entity = &resolver->entities[resolver->recent[i]];
    if (sentence - entity->last_sentence > far || !noun_can_mean(resolver, mention, entity, surely))
      continue;
    const double score = salience_of_noun(resolver, entity, mention->head);
    if (best == RELATA_NONE || score > best_score) {
      best = resolver->recent[i];
      best_score = score;
    }
  }
  return best;
}

/* "the company" said long ago, where another has been named since. */
static bool is_out_of_mind(struct resolver *resolver, const struct relata_mention *mention, uint32_t entity) {
  const uint32_t sentence = resolver->document->tokens[mention->head].sentence;
  return tree_in(resolver->tree, mention->head, WORD_ANAPHOR_GROUP) && noun_is_bare(resolver->tree, mention->head) &&
         mention->number != RELATA_PLUR && sentence - resolver->entities[entity].last_sentence > SENTENCES_BACK &&
         noun_find_recent(resolver, mention, true) != RELATA_NONE;
}

/* "the town": the last town, or the last place by name. */
static uint32_t noun_find_any(struct resolver *resolver, const struct relata_mention *mention) {
  const struct tree *tree = resolver->tree;
  if (noun_is_possessed(tree, mention->head)) { /* "its president": not another's president */
    const uint32_t owner = mention->number == RELATA_PLUR ? RELATA_NONE : owner_of(resolver, mention);
    const struct relata_str noun = resolver->document->tokens[mention->head].lemma;
    const uint32_t other = owner == RELATA_NONE ? RELATA_NONE : key_find(resolver, relation_key('r', noun, owner));
    if (other != RELATA_NONE)
      return other;
    const uint64_t key = noun_is_bare(tree, mention->head) ? possessed_key(resolver, mention) : 0;
    const uint32_t owned = key ? key_find(resolver, key) : RELATA_NONE;
    return owned != RELATA_NONE && resolver->entities[owned].number == mention->number ? owned : RELATA_NONE;
  }
  const uint32_t whole = noun_find_same(resolver, mention);
  if (whole != RELATA_NONE && !is_out_of_mind(resolver, mention, whole))
    return whole;
  const uint32_t origin = noun_find_origin(resolver, mention);
  if (origin != RELATA_NONE)
    return origin;
  const uint32_t same = key_find(resolver, text_key('n', resolver->document->tokens[mention->head].lemma));
  if (!mention->definite || !noun_is_bare(tree, mention->head))
    return RELATA_NONE;
  const uint32_t sentence = resolver->document->tokens[mention->head].sentence;
  if (same != RELATA_NONE && resolver->entities[same].number == mention->number &&
      sentence - resolver->entities[same].last_sentence <= 2 * SENTENCES_BACK && !is_out_of_mind(resolver, mention, same))
    return same;
  if (mention->number == RELATA_PLUR)
    return RELATA_NONE;
  const uint32_t sure = noun_find_recent(resolver, mention, true);
  return sure != RELATA_NONE ? sure : noun_find_recent(resolver, mention, false);
}

/* The name that stands behind a noun as its apposition: "the Danish firm Nordvik"; NULL without. */
static const struct relata_mention *apposed_name(const struct resolver *resolver, const struct relata_mention *mention) {
  const uint32_t apposed = tree_child_base(resolver->tree, mention->head, RELATA_DEP_APPOS);
  const uint32_t number = apposed == RELATA_NONE ? RELATA_NONE : resolver->tree->mention_at[apposed];
  const struct relata_mention *name = number == RELATA_NONE ? NULL : &resolver->document->mentions[number];
  return name && name->named && name->head > mention->head && name->number == mention->number && name->type == mention->type
           ? name
           : NULL;
}

uint32_t noun_find(struct resolver *resolver, const struct relata_mention *mention) {
  const struct relata_mention *name = apposed_name(resolver, mention);
  const uint32_t called = name ? entity_named(resolver, name) : RELATA_NONE;
  if (called != RELATA_NONE)
    return called;
  const uint32_t found = noun_find_any(resolver, mention);
  const bool other = name && found != RELATA_NONE && resolver->entities[found].name != RELATA_NONE;
  return other ? RELATA_NONE : found; /* who has a name is not called by another one */
}
