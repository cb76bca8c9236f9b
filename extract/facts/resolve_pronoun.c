/* resolve_pronoun.c — whom and what a personal pronoun means. */
#include "extract/facts/clause.h"
#include "extract/facts/resolve.h"

#include <math.h>

/* Is a relative clause of the noun around the token? */
static bool is_in_relative_of(const struct tree *tree, uint32_t token, uint32_t noun) {
  while (token != RELATA_NONE && token != noun) {
    if (tree_dep(tree, token) == RELATA_DEP_ACL_RELCL && tree_head(tree, token) == noun)
      return true;
    token = tree_head(tree, token);
  }
  return false;
}

/* A clause of its own between the token and the relative clause of the noun: "Lund, who led until he resigned". */
static bool is_in_deeper_clause(const struct tree *tree, uint32_t token, uint32_t noun) {
  uint32_t clause = tree_head(tree, token);
  while (clause != RELATA_NONE && !tree_is_predicate(tree, clause))
    clause = tree_head(tree, clause);
  return clause != RELATA_NONE && tree_head(tree, clause) != noun && is_in_relative_of(tree, clause, noun);
}

/* Is the token in a clause that hangs on a noun as a predicate, and so not in the noun's own words: "was its head until
 * he left", "it is for Nils, he came"? */
static bool is_beside_predicate(const struct tree *tree, uint32_t token, uint32_t noun) {
  if (tree_child_base(tree, noun, RELATA_DEP_COP) == RELATA_NONE)
    return false;
  while (token != RELATA_NONE && tree_head(tree, token) != noun)
    token = tree_head(tree, token);
  return token != RELATA_NONE &&
         (tree_base(tree, token) == RELATA_DEP_ADVCL || tree_base(tree, token) == RELATA_DEP_PARATAXIS);
}

/* "Lund, who led until he resigned": whom the relative clause tells of, from a clause within it; or "who led his party". */
static bool is_of_relative(const struct tree *tree, const struct relata_mention *pronoun,
                           const struct relata_mention *last) {
  const struct tree_list children = tree_children(tree, last->head);
  for (size_t i = 0; i < children.count; i++) {
    const uint32_t clause = children.items[i];
    const uint32_t subject = tree_dep(tree, clause) == RELATA_DEP_ACL_RELCL ? tree_child_base(tree, clause, RELATA_DEP_NSUBJ)
                                                                            : RELATA_NONE;
    const bool reduced = tree_dep(tree, clause) == RELATA_DEP_ACL && !tree_is_infinitive(tree, clause) &&
                         tree_child_base(tree, clause, RELATA_DEP_MARK) == RELATA_NONE;
    if (reduced && tree_dep(tree, pronoun->head) == RELATA_DEP_NMOD_POSS && tree_is_below(tree, pronoun->head, clause))
      return true; /* "Lund, tried in his absence" */
    if (subject != RELATA_NONE && tree_is_relative(tree, subject) && tree_is_below(tree, pronoun->head, clause))
      return tree_dep(tree, pronoun->head) == RELATA_DEP_NMOD_POSS || is_in_deeper_clause(tree, pronoun->head, last->head);
  }
  return tree_dep(tree, last->head) == RELATA_DEP_ACL_RELCL && is_beside_predicate(tree, pronoun->head, last->head);
}

/* "Assad said it hit him": not Assad; but "his" may be. */
static bool is_bound_apart(const struct tree *tree, const struct relata_mention *pronoun,
                           const struct relata_mention *candidate) {
  const enum relata_dep dep = tree_dep(tree, pronoun->head);
  if (dep == RELATA_DEP_NMOD_POSS)
    return candidate->head == tree_head(tree, pronoun->head);
  if (tree_form_ends(tree, pronoun->head, "self") || tree_form_ends(tree, pronoun->head, "selves"))
    return false;
  return tree_head(tree, candidate->head) == tree_head(tree, pronoun->head) ||
         (tree_is_below(tree, pronoun->head, candidate->head) && !is_beside_predicate(tree, pronoun->head, candidate->head) &&
          !is_in_deeper_clause(tree, pronoun->head, candidate->head));
}

/* "The ecologist, Nils Lund, accused him", "Lund found him and talked him into it": whoever does it has it done to
 * another, by whatever words he was called last.  The entity that does it, or RELATA_NONE. */
static uint32_t doer_of(const struct resolver *resolver, const struct relata_mention *pronoun) {
  const struct tree *tree = resolver->tree;
  const enum relata_dep base = tree_base(tree, pronoun->head);
  const uint32_t verb = tree_head(tree, pronoun->head);
  if ((base != RELATA_DEP_OBJ && base != RELATA_DEP_IOBJ && base != RELATA_DEP_OBL) || verb == RELATA_NONE ||
      tree_form_ends(tree, pronoun->head, "self") || tree_form_ends(tree, pronoun->head, "selves"))
    return RELATA_NONE;
  const struct subject subject = clause_subject(tree, verb);
  const uint32_t number = subject.token == RELATA_NONE ? RELATA_NONE : tree->mention_at[subject.token];
  return number == RELATA_NONE || number >= (uint32_t)(pronoun - resolver->document->mentions) ? RELATA_NONE
                                                                                             : resolver->entity_of[number];
}

static bool number_agrees(uint64_t sets, const struct entity *entity) {
  if (words_in(sets, WORD_PRONOUN_THEY))
    return entity->number == RELATA_PLUR || entity->group;
  return entity->number != RELATA_PLUR;
}

static bool kind_agrees(uint64_t sets, const struct entity *entity) {
  const bool person = entity->type == RELATA_PERSON;
  if (words_in(sets, WORD_PRONOUN_HE))
    return person && entity->gender != GENDER_FEMALE && !entity->group;
  if (words_in(sets, WORD_PRONOUN_SHE))
    return person && entity->gender != GENDER_MALE && !entity->group;
  if (words_in(sets, WORD_PRONOUN_IT))
    return !person && entity->type != RELATA_TIME;
  return entity->type != RELATA_TIME;
}

/* The pronoun is a possessive below the verb whose subject the candidate is: "Mali and its army". */
static bool is_of_own_subject(const struct tree *tree, const struct relata_mention *pronoun,
                              const struct relata_mention *last, uint32_t back) {
  const bool several = tree_child_base(tree, last->head, RELATA_DEP_CONJ) != RELATA_NONE; /* "Tom and Ann met two of his" */
  return back == 0 && tree_dep(tree, pronoun->head) == RELATA_DEP_NMOD_POSS && mention_is_subject(tree, last) && !several &&
         tree_is_below(tree, pronoun->head, tree_head(tree, last->head));
}

/* Not fitted with the others, for the treebank has little reported speech and few paragraphs. */
static const double SPEAKER = 1.5, CONTROLLER = 1.5, PARAGRAPH = 1.2, RELATIVE = 1.5, MAIN = 0.8, PERSONAL = 0.6,
                    TOPIC = 0.5, HAD = 1, GENDER = 0.5;

/* The subject of what the sentence is about, and not of a clause within it. */
static bool is_main_subject(const struct tree *tree, const struct relata_mention *last) {
  if (mention_is_inverted_subject(tree, last))
    return true;
  const uint32_t verb = tree_head(tree, tree_first_conjunct(tree, last->head));
  return mention_is_subject(tree, last) && verb != RELATA_NONE &&
         tree_base(tree, tree_first_conjunct(tree, verb)) == RELATA_DEP_ROOT;
}

/* "called on Russia to end its support": whoever is to do it. */
static bool is_controller_of(const struct tree *tree, const struct relata_mention *pronoun,
                             const struct relata_mention *last) {
  if (tree_dep(tree, pronoun->head) != RELATA_DEP_NMOD_POSS)
    return false;
  uint32_t predicate = tree_head(tree, pronoun->head);
  while (predicate != RELATA_NONE && !tree_is_infinitive(tree, predicate)) {
    if (tree_is_predicate(tree, predicate))
      return false;
    predicate = tree_head(tree, predicate);
  }
  if (predicate == RELATA_NONE)
    return false;
  const struct subject subject = clause_subject(tree, predicate);
  return subject.source == SUBJECT_OBJECT && subject.token == last->head;
}

double salience_of_place(const struct tree *tree, const struct relata_mention *last) {
  if (last->modifier)
    return -1.7;
  switch (tree_base(tree, last->head)) {
  case RELATA_DEP_COMPOUND:
    return -1.7;
  case RELATA_DEP_OBJ:
    return 0.64;
  case RELATA_DEP_NMOD:
    return tree_dep(tree, last->head) == RELATA_DEP_NMOD_POSS ? 0.41 : -0.67;
  case RELATA_DEP_OBL:
    return 0.17;
  default:
    return 0;
  }
}

/* Does the token stand in the subject of the clause, or of one joined to it? */
static bool is_in_subject(const struct tree *tree, uint32_t token, uint32_t clause) {
  const struct tree_list children = tree_children(tree, clause);
  for (size_t i = 0; i < children.count; i++) {
    const enum relata_dep base = tree_base(tree, children.items[i]);
    if ((base == RELATA_DEP_NSUBJ && tree_is_below(tree, token, children.items[i])) ||
        (base == RELATA_DEP_CONJ && is_in_subject(tree, token, children.items[i])))
      return true;
  }
  return false;
}

/* What the verb says: "said [it would]", "denied a report [that it would]". */
static uint32_t said_clause(const struct tree *tree, uint32_t verb) {
  const uint32_t said = tree_child_base(tree, verb, RELATA_DEP_CCOMP);
  const uint32_t object = said == RELATA_NONE ? tree_child_base(tree, verb, RELATA_DEP_OBJ) : RELATA_NONE;
  const uint32_t told = object == RELATA_NONE ? RELATA_NONE : tree_child_base(tree, object, RELATA_DEP_ACL);
  const bool that = told != RELATA_NONE && tree_dep(tree, told) != RELATA_DEP_ACL_RELCL &&
                    tree_child_base(tree, told, RELATA_DEP_MARK) != RELATA_NONE && !tree_is_infinitive(tree, told);
  return that ? told : said;
}

bool mention_is_said_by(const struct tree *tree, const struct relata_mention *mention, const struct relata_mention *last) {
  const uint32_t verb = tree_head(tree, last->head);
  const bool says = mention_is_subject(tree, last) && verb != RELATA_NONE && tree_in(tree, verb, WORD_SPEECH_VERB);
  const uint32_t said = says ? said_clause(tree, verb) : RELATA_NONE;
  return said != RELATA_NONE && tree_is_below(tree, mention->head, said);
}

/* "a spokesman for Ann Lund": the person whom he speaks for, or RELATA_NONE. */
static uint32_t principal_of(const struct tree *tree, uint32_t noun) {
  const struct tree_list children = tree_children(tree, noun);
  for (size_t i = 0; i < children.count; i++) {
    const uint32_t child = children.items[i], mention = tree->mention_at[child];
    if (tree_base(tree, child) == RELATA_DEP_NMOD && mention != RELATA_NONE &&
        tree->document->mentions[mention].type == RELATA_PERSON &&
        tree_lemma_is(tree, tree_child_base(tree, child, RELATA_DEP_CASE), "for"))
      return child;
  }
  return RELATA_NONE;
}

/* "will ask the minister whether he proposes to": whom one asks about himself, and not for leave. */
static bool is_asked_of(const struct tree *tree, const struct relata_mention *pronoun, const struct relata_mention *last) {
  const uint32_t verb = tree_head(tree, last->head);
  const enum relata_dep base = tree_base(tree, last->head);
  if (verb == RELATA_NONE || (base != RELATA_DEP_OBJ && base != RELATA_DEP_IOBJ) ||
      !(tree_lemma_is(tree, verb, "ask") || tree_lemma_is(tree, verb, "question") || tree_lemma_is(tree, verb, "quiz")))
    return false;
  uint32_t asked = tree_child_base(tree, verb, RELATA_DEP_CCOMP);
  asked = asked == RELATA_NONE ? tree_child_base(tree, verb, RELATA_DEP_ADVCL) : asked; /* "asked him if he" */
  const uint32_t mark = asked == RELATA_NONE ? RELATA_NONE : tree->low[asked];
  const bool question = mark != RELATA_NONE && (tree_form_is(tree, mark, "whether") || tree_form_is(tree, mark, "if") ||
                                                tree_form_is(tree, mark, "why") || tree_form_is(tree, mark, "how") ||
                                                tree_form_is(tree, mark, "what") || tree_form_is(tree, mark, "where") ||
                                                tree_form_is(tree, mark, "when") || tree_form_is(tree, mark, "who"));
  const uint32_t may = question ? tree_child_base(tree, asked, RELATA_DEP_AUX) : RELATA_NONE;
  const bool leave = may != RELATA_NONE && (tree_lemma_is(tree, may, "can") || tree_lemma_is(tree, may, "could") ||
                                            tree_lemma_is(tree, may, "may") || tree_lemma_is(tree, may, "might"));
  return question && !leave && is_in_subject(tree, pronoun->head, asked);
}

/* "Ann Lund said she would", "said her troops had": who says something mostly speaks of himself. */
static bool is_speaker_of(const struct tree *tree, const struct relata_mention *pronoun, const struct relata_mention *last) {
  if (principal_of(tree, last->head) != RELATA_NONE ||
      (!last->named && tree_child(tree, last->head, RELATA_DEP_NMOD_POSS) != RELATA_NONE)) /* "His lawyer, Ann Lund, said" */
    return false;
  const uint32_t above = tree_head(tree, last->head);
  if (above != RELATA_NONE && tree->mention_at[above] != RELATA_NONE && principal_of(tree, above) == last->head)
    last = &tree->document->mentions[tree->mention_at[above]];
  return mention_is_said_by(tree, pronoun, last) &&
         is_in_subject(tree, pronoun->head, said_clause(tree, tree_head(tree, last->head)));
}

/* What says, accuses or denies is a body or people. */
static bool can_speak(const struct entity *entity) {
  return entity->type == RELATA_ORGANIZATION || entity->type == RELATA_PLACE || entity->type == RELATA_PERSON ||
         entity->type == RELATA_MENTION_NONE || entity->group;
}

static bool is_subject_of_speech(const struct tree *tree, const struct relata_mention *pronoun) {
  const uint32_t verb = tree_head(tree, tree_first_conjunct(tree, pronoun->head));
  return mention_is_subject(tree, pronoun) && verb != RELATA_NONE && tree_in(tree, verb, WORD_SPEECH_VERB) &&
         !tree_is_passive(tree, verb);
}

/* "The embassy denied it": what is said or denied is no thing or body. */
static bool is_what_is_said(const struct tree *tree, const struct relata_mention *pronoun) {
  const uint32_t verb = tree_head(tree, pronoun->head);
  return tree_base(tree, pronoun->head) == RELATA_DEP_OBJ && tree_form_is(tree, pronoun->head, "it") &&
         verb != RELATA_NONE && tree_in(tree, verb, WORD_SPEECH_VERB) && tree_is_verbal(tree, verb) &&
         tree_child_base(tree, verb, RELATA_DEP_XCOMP) == RELATA_NONE;
}

static bool can_be_said(const struct entity *entity) {
  return entity->name == RELATA_NONE && (entity->type == RELATA_EVENT || entity->type == RELATA_ABSTRACT ||
                                         entity->type == RELATA_MENTION_NONE);
}

/* Does a paragraph begin between what was heard last and the pronoun? */
static bool is_in_paragraph_before(const struct relata_document *document, uint32_t last, uint32_t now) {
  for (uint32_t s = last + 1; s <= now; s++)
    if (document->sentences[s].paragraph_begins)
      return true;
  return false;
}

/* Who speaks of "him" does not mean himself; and nobody calls himself so: "“Nils knows a lawyer,” he said": neither. */
static bool quotation_bars(struct resolver *resolver, const struct relata_mention *pronoun, uint32_t candidate) {
  const struct relata_mention *mentions = resolver->document->mentions;
  const uint32_t number = (uint32_t)(pronoun - mentions), speaker = quotes_speaker(resolver->quotes, pronoun->head);
  if (speaker != RELATA_NONE)
    return (speaker < number ? resolver->entity_of[speaker] : entity_called(resolver, &mentions[speaker])) == candidate;
  enum { FAR = 60 }; /* mentions */
  for (uint32_t m = number; m-- > 0 && m + FAR > number;)
    if (!mentions[m].pronoun && resolver->entity_of[m] == candidate &&
        quotes_says(resolver->quotes, number, mentions[m].head))
      return true;
  return false;
}

/* "“We take them home,” he told reporters": not the reporters, to whom he says "you". */
static bool is_addressed(const struct resolver *resolver, const struct relata_mention *pronoun,
                         const struct relata_mention *last) {
  const uint32_t speech = quotes_speech(resolver->quotes, pronoun->head);
  const enum relata_dep base = tree_base(resolver->tree, last->head);
  return speech != RELATA_NONE && tree_head(resolver->tree, last->head) == speech &&
         (base == RELATA_DEP_OBJ || base == RELATA_DEP_IOBJ ||
          tree_lemma_is(resolver->tree, tree_child_base(resolver->tree, last->head, RELATA_DEP_CASE), "to"));
}

/* Was it heard last from somebody's mouth, and not by its name, while the pronoun is the writer's? */
static bool is_only_quoted(const struct resolver *resolver, const struct relata_mention *pronoun,
                           const struct relata_mention *last) {
  return !last->named && quotes_speaker(resolver->quotes, pronoun->head) == RELATA_NONE &&
         quotes_speaker(resolver->quotes, last->head) != RELATA_NONE;
}

static double salience_of_kind(uint64_t sets, const struct entity *entity) {
  if (words_in(sets, WORD_PRONOUN_THEY))
    return (entity->number == RELATA_PLUR ? 0.9 : 0) + (entity->type == RELATA_PERSON || entity->group ? 0.85 : 0);
  if (words_in(sets, WORD_PRONOUN_IT))
    return entity->type == RELATA_EVENT || entity->type == RELATA_ABSTRACT ? 0.37 : 0;
  return (entity->name != RELATA_NONE ? 0.9 : 0);
}

/* "It", "Its president", as a subject. */
static bool is_of_subject(const struct tree *tree, const struct relata_mention *pronoun) {
  const bool owns = tree_dep(tree, pronoun->head) == RELATA_DEP_NMOD_POSS;
  return mention_is_subject(tree, pronoun) || (owns && tree_base(tree, tree_head(tree, pronoun->head)) == RELATA_DEP_NSUBJ);
}

/* "Her lawyer said she", "His brother lost his job": the same word twice means the same person, and not who is hers. */
static bool is_had_by_same(const struct tree *tree, const struct relata_mention *pronoun, const struct relata_mention *last) {
  const uint32_t owner = last->named ? RELATA_NONE : tree_child(tree, last->head, RELATA_DEP_NMOD_POSS);
  return owner != RELATA_NONE && owner != pronoun->head &&
         word_gender(tree, owner) == word_gender(tree, pronoun->head) &&
         tree->mention_at[owner] != RELATA_NONE && tree->document->mentions[tree->mention_at[owner]].pronoun;
}

/* Whom the article is about comes to mind, the more so where a paragraph begins. */
static double salience_of_topic(const struct resolver *resolver, const struct entity *entity,
                                const struct relata_mention *pronoun) {
  const uint32_t sentence = resolver->document->tokens[pronoun->head].sentence;
  const bool begins = resolver->document->sentences[sentence].paragraph_begins;
  const double often = entity->mentions > 8 ? log2(entity->mentions / 4.0) : 0;
  return TOPIC * (often > 2.5 ? 2.5 : often) * (begins ? 3 : 1);
}

/* How readily an entity comes to mind; higher is better.  The weights are
 * those of a conditional logistic regression on the pronouns of GUM's training
 * part, 2,145 of them: 88% get a right antecedent there, 91% of 334 unseen ones. */
static double salience(const struct resolver *resolver, uint64_t sets, const struct entity *entity,
                       const struct relata_mention *pronoun) {
  const struct tree *tree = resolver->tree;
  const struct relata_mention *last = mention_host(resolver, &resolver->document->mentions[entity->last]);
  const uint32_t back = resolver->document->tokens[pronoun->head].sentence - entity->last_sentence;
  const double words = (double)(pronoun->head - resolver->document->mentions[entity->last].head) / 20;
  double score = salience_of_place(tree, last) + salience_of_kind(sets, entity);
  score -= back > 0 ? 1.2 : 0;
  score -= back > 1 ? 1.0 : 0;
  score += entity->subject ? 0.95 : 0;
  score += entity->mentions > 1 ? 0.75 : 0;
  score += entity->mentions > 3 ? 0.4 : 0;
  score += last->pronoun ? 0.75 : 0;
  score -= entity->clear ? 0 : 0.83;
  score += is_of_subject(tree, pronoun) == mention_is_subject(tree, last) ? 0.5 : 0;
  score += is_of_own_subject(tree, pronoun, last, back) ? 0.96 : 0;
  score += is_speaker_of(tree, pronoun, last) ? SPEAKER : 0;
  score += back == 0 && is_asked_of(tree, pronoun, last) ? 2 * SPEAKER : 0; /* against who asks */
  score += back == 0 && is_of_relative(tree, pronoun, last) ? RELATIVE : 0;
  score += back > 0 && is_of_subject(tree, pronoun) && is_main_subject(tree, last) ? MAIN : 0;
  if (words_in(sets, WORD_PRONOUN_HE) || words_in(sets, WORD_PRONOUN_SHE)) {
    score -= is_in_paragraph_before(resolver->document, entity->last_sentence, entity->last_sentence + back) ? PARAGRAPH : 0;
    score -= is_only_quoted(resolver, pronoun, last) ? 1 : 0;
    score -= entity->name != RELATA_NONE && !entity->personal ? PERSONAL : 0;
    if (entity->name == RELATA_NONE && entity->gender == GENDER_UNKNOWN && !is_speaker_of(tree, pronoun, last))
      score -= GENDER; /* "an official" */
    score -= back == 0 && is_had_by_same(tree, pronoun, last) ? HAD : 0;
    score += salience_of_topic(resolver, entity, pronoun);
  }
  score += back == 0 && is_controller_of(tree, pronoun, last) ? CONTROLLER : 0;
  return score - 0.4 * (words > 3 ? 3 : words);
}

bool pronoun_is_expletive(const struct tree *tree, uint32_t token) {
  if (tree_base(tree, token) == RELATA_DEP_EXPL)
    return true;
  const uint32_t head = tree_head(tree, token);
  if (!tree_form_is(tree, token, "it") || tree_base(tree, token) != RELATA_DEP_NSUBJ)
    return false;
  return tree_child_base(tree, head, RELATA_DEP_CSUBJ) != RELATA_NONE || tree_in(tree, head, WORD_EXPLETIVE_VERB);
}

/* All "I" of a document are one, and all "we", and all "you". */
static uint32_t speaker_find(struct resolver *resolver, const struct relata_mention *pronoun, uint64_t sets) {
  const bool plural = tree_in(resolver->tree, pronoun->head, WORD_PRONOUN_WE) ||
                      words_in(sets, WORD_PRONOUN_WE);
  const struct relata_str who = words_in(sets, WORD_PRONOUN_HEARER) ? RELATA_STR("you")
                                : plural                            ? RELATA_STR("we")
                                                                    : RELATA_STR("I");
  const uint64_t key = text_key('p', who);
  const uint32_t entity = key_find(resolver, key);
  if (entity != RELATA_NONE)
    return entity;
  const uint32_t fresh = entity_new(resolver, (uint32_t)(pronoun - resolver->document->mentions));
  key_put(resolver, key, fresh);
  return fresh;
}

/* "In Oslo, where she met Lund, [Ann Berg] said": the person by name whose clause the pronoun's stands before. */
static uint32_t subject_ahead(const struct resolver *resolver, const struct relata_mention *pronoun) {
  const struct tree *tree = resolver->tree;
  uint32_t below = pronoun->head;
  bool clause = false; /* of its own, which the other one is not in */
  for (uint32_t above = tree_head(tree, below); above != RELATA_NONE; below = above, above = tree_head(tree, above)) {
    const enum relata_dep base = tree_base(tree, below);
    const uint32_t subject = tree_child_base(tree, above, RELATA_DEP_NSUBJ);
    clause = clause || base == RELATA_DEP_ADVCL || tree_dep(tree, below) == RELATA_DEP_ACL_RELCL;
    if (!clause || (base != RELATA_DEP_ADVCL && base != RELATA_DEP_OBL) || subject == RELATA_NONE || subject < pronoun->head)
      continue;
    const uint32_t number = tree->mention_at[subject];
    const struct relata_mention *ahead = number == RELATA_NONE ? NULL : &resolver->document->mentions[number];
    return ahead && ahead->named && ahead->type == RELATA_PERSON && ahead->number != RELATA_PLUR ? number : RELATA_NONE;
  }
  return RELATA_NONE;
}

uint32_t pronoun_find(struct resolver *resolver, const struct relata_mention *pronoun) {
  const struct tree *tree = resolver->tree;
  const uint64_t sets = words_find(resolver->document->tokens[pronoun->head].form);
  if (words_in(sets, WORD_PRONOUN_SPEAKER) || words_in(sets, WORD_PRONOUN_HEARER))
    return speaker_find(resolver, pronoun, sets);
  const bool person = words_in(sets, WORD_PRONOUN_HE) || words_in(sets, WORD_PRONOUN_SHE);
  if (!person && !words_in(sets, WORD_PRONOUN_THEY) && !words_in(sets, WORD_PRONOUN_IT))
    return RELATA_NONE;
  if (pronoun_is_expletive(tree, pronoun->head))
    return RELATA_NONE;
  const uint32_t ahead = person && mention_is_subject(tree, pronoun) ? subject_ahead(resolver, pronoun) : RELATA_NONE;
  if (ahead != RELATA_NONE)
    return entity_called(resolver, &resolver->document->mentions[ahead]);
  const uint32_t sentence = resolver->document->tokens[pronoun->head].sentence;
  const bool speaks = is_subject_of_speech(tree, pronoun), said = is_what_is_said(tree, pronoun);
  const uint32_t far = person ? 4 * SENTENCES_BACK : SENTENCES_BACK;
  const uint32_t doer = doer_of(resolver, pronoun);
  uint32_t best = RELATA_NONE;
  double best_score = 0;
  for (uint32_t i = resolver->recent_count; i-- > 0;) {
    const struct entity *entity = &resolver->entities[resolver->recent[i]];
    if (entity->spoken || sentence - entity->last_sentence > far || !number_agrees(sets, entity) ||
        !kind_agrees(sets, entity))
      continue;
    const struct relata_mention *last = &resolver->document->mentions[entity->last];
    if (is_bound_apart(tree, pronoun, last) || resolver->recent[i] == doer ||
        (!person && mention_is_inside_name(tree, last)) ||
        (speaks && !can_speak(entity)) || is_addressed(resolver, pronoun, last) || (said && !can_be_said(entity)) ||
        (person && quotation_bars(resolver, pronoun, resolver->recent[i])))
      continue;
    const double score = salience(resolver, sets, entity, pronoun);
    if (best == RELATA_NONE || score > best_score) {
      best = resolver->recent[i];
      best_score = score;
    }
  }
  return best;
}
