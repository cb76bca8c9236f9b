/* sort_mention.c — what sort of thing each mention is, for frames' constraints.
 *
 * In this order: the class of a known actor; a pronoun's antecedent; the noun
 * by nouns.tsv; the model's type; the ending of the word.  A name about which
 * nothing is known may be anything that can be named.
 */
#include "ontology/map.h"

#include <ctype.h>
#include <string.h>

struct sorter {
  struct relata_document *document;
  const struct relata_ontology *ontology;
  uint32_t state, place, person, organization, group, weapon, event; /* classes */
};

static enum relata_sort sort_of_class(const struct sorter *sorter, struct relata_str name) {
  const struct relata_ontology *ontology = sorter->ontology;
  const uint32_t class = relata_ontology_find_class(ontology, name);
  if (class == RELATA_NONE)
    return RELATA_SORT_NAMED;
  if (relata_ontology_is_a(ontology, class, sorter->state))
    return RELATA_SORT_STATE;
  if (relata_ontology_is_a(ontology, class, sorter->person))
    return RELATA_SORT_PERSON;
  if (relata_ontology_is_a(ontology, class, sorter->organization))
    return RELATA_SORT_ORGANIZATION;
  if (relata_ontology_is_a(ontology, class, sorter->place))
    return RELATA_SORT_TOWN;
  if (relata_ontology_is_a(ontology, class, sorter->group))
    return RELATA_SORT_GROUP;
  if (relata_ontology_is_a(ontology, class, sorter->weapon))
    return RELATA_SORT_WEAPON;
  return relata_ontology_is_a(ontology, class, sorter->event) ? RELATA_SORT_EVENT : RELATA_SORT_NAMED;
}

static enum relata_sort sort_of_type(const struct relata_mention *mention) {
  switch ((enum relata_mention_type)mention->type) {
  case RELATA_PERSON:
    return mention->number == RELATA_PLUR ? RELATA_SORT_GROUP : RELATA_SORT_PERSON;
  case RELATA_PLACE:
    return mention->named ? RELATA_SORT_TOWN : RELATA_SORT_PLACE;
  case RELATA_ORGANIZATION:
    return RELATA_SORT_ORGANIZATION;
  case RELATA_EVENT:
    return RELATA_SORT_EVENT;
  case RELATA_TIME:
    return RELATA_SORT_TIME;
  case RELATA_OBJECT:
  case RELATA_SUBSTANCE:
  case RELATA_ANIMAL:
  case RELATA_PLANT:
    return RELATA_SORT_ARTIFACT;
  case RELATA_ABSTRACT:
    return RELATA_SORT_ABSTRACT;
  default:
    return RELATA_SORT_ANY;
  }
}

static bool ends_in(struct relata_str word, const char *ending) {
  const size_t length = strlen(ending);
  return word.len > length + 1 && memcmp(word.data + word.len - length, ending, length) == 0;
}

static enum relata_sort sort_of_ending(struct relata_str lemma) {
  static const char *const abstracts[] = { "tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "cy", "ship", "hood" };
  static const char *const actors[] = { "ist", "ian", "eer", "ee", "man", "men" };
  for (size_t i = 0; i < sizeof abstracts / sizeof *abstracts; i++)
    if (ends_in(lemma, abstracts[i]))
      return RELATA_SORT_ABSTRACT;
  for (size_t i = 0; i < sizeof actors / sizeof *actors; i++)
    if (ends_in(lemma, actors[i]))
      return RELATA_SORT_ACTOR;
  return RELATA_SORT_ARTIFACT;
}

static bool is_number(const struct relata_token *token) {
  return token->upos == RELATA_NUM || (token->form.len && isdigit((unsigned char)token->form.data[0]));
}

static struct relata_str lower_lemma(struct sorter *sorter, uint32_t token) {
  return map_lower(sorter->document->arena, sorter->document->tokens[token].lemma);
}

static enum relata_sort sort_of_name(struct sorter *sorter, const struct relata_mention *mention) {
  const enum relata_sort by_noun = relata_ontology_noun_sort(sorter->ontology, lower_lemma(sorter, mention->core));
  const bool several = mention->label_end - mention->label_first > 1;
  if (several && by_noun != RELATA_SORT_ANY && mention->type != RELATA_PERSON && /* "Idlib Province" */
      !(mention->type == RELATA_ORGANIZATION && by_noun != RELATA_SORT_INSTITUTION))
    return by_noun;
  const enum relata_sort by_type = sort_of_type(mention);
  if (by_type == RELATA_SORT_TIME)
    return RELATA_SORT_TIME;
  if (by_type == RELATA_SORT_ANY || by_type == RELATA_SORT_ABSTRACT || by_type == RELATA_SORT_EVENT ||
      by_type == RELATA_SORT_ARTIFACT)
    return RELATA_SORT_NAMED;
  return by_type;
}

/* "Thousands fled", "hundreds were killed": a bare plural that does something counts people. */
static bool counts_people(const struct relata_document *document, const struct relata_mention *mention) {
  const struct relata_token *head = &document->tokens[mention->head];
  return mention->core == mention->head && head->form.len && head->form.data[head->form.len - 1] == 's' &&
         relata_dep_base((enum relata_dep)head->dep) == RELATA_DEP_NSUBJ;
}

/* "tear gas" is a weapon, gas is none: what the noun is with the word before it.
 * Of other sorts the noun knows better. */
static bool is_compound_weapon(struct sorter *sorter, const struct relata_mention *mention) {
  const struct relata_token *tokens = sorter->document->tokens;
  const uint32_t core = mention->core;
  if (core == 0 || tokens[core - 1].head != core || tokens[core - 1].sentence != tokens[core].sentence ||
      relata_dep_base((enum relata_dep)tokens[core - 1].dep) != RELATA_DEP_COMPOUND)
    return false;
  const struct relata_str first = lower_lemma(sorter, core - 1), second = lower_lemma(sorter, core);
  const struct relata_str joined = relata_arena_print(sorter->document->arena, "%.*s_%.*s", (int)first.len, first.data,
                                                      (int)second.len, second.data);
  return relata_ontology_noun_sort(sorter->ontology, joined) == RELATA_SORT_WEAPON;
}

/* "two tons of cocaine" are cocaine: the sort of what a measure holds, else NUMBER. */
static enum relata_sort sort_of_measured(struct sorter *sorter, uint32_t measure) {
  const struct relata_token *tokens = sorter->document->tokens;
  const uint32_t end = sorter->document->sentences[tokens[measure].sentence].end;
  if (!relata_ontology_in_set(sorter->ontology, "measure_noun", lower_lemma(sorter, measure)) || measure + 2 >= end ||
      !relata_str_is(tokens[measure + 1].form, "of"))
    return RELATA_SORT_NUMBER;
  for (uint32_t t = measure + 2; t < end && t < measure + 7; t++)
    if (tokens[t].head == measure && relata_dep_base((enum relata_dep)tokens[t].dep) == RELATA_DEP_NMOD) {
      const enum relata_sort sort = relata_ontology_noun_sort(sorter->ontology, lower_lemma(sorter, t));
      return sort == RELATA_SORT_ANY ? RELATA_SORT_NUMBER : sort;
    }
  return RELATA_SORT_NUMBER;
}

static enum relata_sort sort_of_noun(struct sorter *sorter, const struct relata_mention *mention) {
  const struct relata_token *core = &sorter->document->tokens[mention->core];
  if (is_number(core))
    return mention->type == RELATA_PERSON ? RELATA_SORT_GROUP : RELATA_SORT_NUMBER;
  const struct relata_str lemma = core->lemma;
  if (is_compound_weapon(sorter, mention))
    return RELATA_SORT_WEAPON;
  if (relata_ontology_in_set(sorter->ontology, "plural_place", core->form)) /* "international waters" */
    return RELATA_SORT_PLACE;
  enum relata_sort sort = relata_ontology_noun_sort(sorter->ontology, lemma);
  if (sort == RELATA_SORT_ANY)
    sort = sort_of_type(mention);
  if (sort == RELATA_SORT_NUMBER && (mention->type == RELATA_PERSON || counts_people(sorter->document, mention)))
    return RELATA_SORT_GROUP;
  if (sort == RELATA_SORT_NUMBER)
    return sort_of_measured(sorter, mention->core);
  return sort == RELATA_SORT_ANY ? sort_of_ending(lemma) : sort;
}

static enum relata_sort sort_of_pronoun(const struct sorter *sorter, const struct relata_mention *mention) {
  const struct relata_str form = sorter->document->tokens[mention->head].form;
  if (mention->type == RELATA_PERSON)
    return RELATA_SORT_PERSON;
  if (relata_str_is(form, "they") || relata_str_is(form, "They") || relata_str_is(form, "them") ||
      relata_str_is(form, "their"))
    return RELATA_SORT_ACTOR;
  return RELATA_SORT_ANY;
}

/* "militant attacks": the adjective is a noun for people too; "brave men" has none. */
static enum relata_sort sort_of_adjective(struct sorter *sorter, const struct relata_mention *mention) {
  const struct relata_str word = sorter->document->tokens[mention->head].form.len == mention->label.len
                                   ? lower_lemma(sorter, mention->core)
                                   : mention->label; /* "government" of "anti-government" */
  const enum relata_sort sort = relata_ontology_noun_sort(sorter->ontology, word);
  return relata_sort_fits(sort, RELATA_SORT_ACTOR) ? sort : RELATA_SORT_ABSTRACT;
}

/* "[National] Crime Agency", "the [Foreign] Secretary": a capital that the actors' file does not know and that the
 * tagger takes for no people's ("[Bavarian] police"), or for the beginning of its noun's own name. */
static bool begins_name(const struct relata_document *document, const struct relata_mention *mention) {
  const struct relata_token *adjective = &document->tokens[mention->head];
  if (adjective->upos != RELATA_ADJ || mention->label.len < adjective->form.len || adjective->head == RELATA_NONE)
    return false;
  const struct relata_token *noun = &document->tokens[adjective->head];
  return !adjective->name_type || adjective->name_type == RELATA_NAME_ORG ||
         (noun > adjective && noun->name_type == adjective->name_type && !noun->name_begins);
}

/* "the [European] Space Agency", "the [Arab] League": what is named so need not belong to the Union or the people. */
static bool is_half_of_name(const struct sorter *sorter, const struct relata_mention *mention) {
  const struct relata_token *tokens = sorter->document->tokens;
  const uint32_t noun = tokens[mention->head].head;
  return mention->modifier && noun != RELATA_NONE && tokens[noun].upos == RELATA_PROPN &&
         begins_name(sorter->document, mention) &&
         sort_of_class(sorter, mention->entity_class) != RELATA_SORT_STATE;
}

static enum relata_sort sort_of(struct sorter *sorter, const struct relata_mention *mention) {
  if (mention->entity_class.len)
    return is_half_of_name(sorter, mention) ? RELATA_SORT_ABSTRACT : sort_of_class(sorter, mention->entity_class);
  if (mention->pronoun)
    return sort_of_pronoun(sorter, mention);
  if (mention->modifier && (!mention->named || begins_name(sorter->document, mention)))
    return sort_of_adjective(sorter, mention);
  return mention->named ? sort_of_name(sorter, mention) : sort_of_noun(sorter, mention);
}

static void sorter_init(struct sorter *sorter) {
  const struct relata_ontology *ontology = sorter->ontology;
  sorter->state = relata_ontology_find_class(ontology, RELATA_STR("State"));
  sorter->place = relata_ontology_find_class(ontology, RELATA_STR("Place"));
  sorter->person = relata_ontology_find_class(ontology, RELATA_STR("Person"));
  sorter->organization = relata_ontology_find_class(ontology, RELATA_STR("Organization"));
  sorter->group = relata_ontology_find_class(ontology, RELATA_STR("Group"));
  sorter->weapon = relata_ontology_find_class(ontology, RELATA_STR("Weapon"));
  sorter->event = relata_ontology_find_class(ontology, RELATA_STR("Event"));
}

/* A pronoun has the sort of the first mention of its cluster. */
static void sorts_share(struct relata_document *document) {
  for (size_t m = 0; m < document->mention_count; m++) {
    struct relata_mention *mention = &document->mentions[m];
    const uint8_t first = document->mentions[mention->cluster].sort;
    if (mention->pronoun && first != RELATA_SORT_ANY)
      mention->sort = first;
  }
}

void mentions_sort(struct relata_document *document, const struct relata_ontology *ontology) {
  struct sorter sorter = { .document = document, .ontology = ontology };
  sorter_init(&sorter);
  for (size_t m = 0; m < document->mention_count; m++)
    document->mentions[m].sort = (uint8_t)sort_of(&sorter, &document->mentions[m]);
  sorts_share(document);
}
