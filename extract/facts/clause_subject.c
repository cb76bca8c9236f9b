/* Who does it: subjects that stand elsewhere (conjunction, control, participles,
 * relative clauses), antecedents and gaps. */
#include "extract/facts/clause.h"

enum { CLIMB_LIMIT = 12 };

/* ---- relative clauses */

uint32_t clause_relative(const struct tree *tree, uint32_t predicate) {
  uint32_t top = predicate;
  while (tree_base(tree, top) == RELATA_DEP_CONJ && tree_is_predicate(tree, tree_head(tree, top)))
    top = tree_head(tree, top);
  return tree_dep(tree, top) == RELATA_DEP_ACL_RELCL ? top : RELATA_NONE;
}

static uint8_t type_of(const struct tree *tree, uint32_t token) {
  const uint32_t mention = tree->mention_at ? tree->mention_at[token] : RELATA_NONE;
  return mention == RELATA_NONE ? RELATA_MENTION_NONE : tree->document->mentions[mention].type;
}

/* "two followers of Ann Lund, who is wanted": one is, whose name stands last before "who". */
static uint32_t single_before(const struct tree *tree, uint32_t pronoun, uint32_t people) {
  const uint32_t verb = tree_head(tree, pronoun), aux = tree_child_base(tree, verb, RELATA_DEP_AUX);
  const uint32_t finite = aux != RELATA_NONE ? aux : tree_child_base(tree, verb, RELATA_DEP_COP);
  if (finite == RELATA_NONE || pronoun < 2 ||
      !(tree_form_is(tree, finite, "is") || tree_form_is(tree, finite, "was") || tree_form_is(tree, finite, "has")))
    return people;
  uint32_t name = pronoun - 1;
  if (tree_form_is(tree, name, ","))
    name--;
  if (tree->tokens[name].name_type != RELATA_NAME_PER)
    return people;
  while (tree_base(tree, name) == RELATA_DEP_FLAT)
    name = tree_head(tree, name);
  return name > people && type_of(tree, name) == RELATA_PERSON ? name : people;
}

/* "the governor of the province, who": not the province. */
static uint32_t antecedent_of_who(const struct tree *tree, uint32_t pronoun, uint32_t noun) {
  const bool plural = tree->tokens[noun].number == RELATA_PLUR && tree_upos(tree, noun) != RELATA_PROPN;
  if (plural && tree_form_is(tree, pronoun, "who"))
    return single_before(tree, pronoun, noun);
  if (!tree_form_is(tree, pronoun, "who"))
    return noun;
  uint32_t person = noun;
  for (int steps = 0; steps < 3; steps++) {
    const uint8_t type = type_of(tree, person);
    const enum relata_dep base = tree_base(tree, person);
    if (type == RELATA_PERSON)
      return person;
    if ((type != RELATA_PLACE && type != RELATA_ORGANIZATION) || (base != RELATA_DEP_NMOD && base != RELATA_DEP_APPOS))
      return noun;
    person = tree_head(tree, person);
  }
  return noun;
}

/* A person by name, or the place in which a body is: neither is what "which" tells of. */
static bool bars_which(const struct tree *tree, uint32_t noun) {
  const uint8_t type = type_of(tree, noun);
  if (type == RELATA_PERSON)
    return tree->tokens[noun].name_type == RELATA_NAME_PER;
  return type == RELATA_PLACE && tree_base(tree, noun) == RELATA_DEP_NMOD &&
         type_of(tree, tree_head(tree, noun)) == RELATA_ORGANIZATION &&
         tree_lemma_is(tree, tree_child_base(tree, noun, RELATA_DEP_CASE), "in");
}

/* "fighters of the Front, which": the Front, for people are "who". */
static uint32_t body_of_people(const struct tree *tree, uint32_t pronoun, uint32_t people) {
  const struct tree_list children = tree_children(tree, people);
  for (size_t k = children.count; k-- > 0;)
    if (children.items[k] > people && children.items[k] < pronoun && tree_base(tree, children.items[k]) == RELATA_DEP_NMOD)
      return type_of(tree, children.items[k]) == RELATA_ORGANIZATION ? children.items[k] : people;
  return people;
}

/* "a letter to Ann Lund, which": not Lund; "the museum in Oslo, which": the museum. */
static uint32_t antecedent_of_which(const struct tree *tree, uint32_t pronoun, uint32_t noun) {
  if (tree_form_is(tree, pronoun, "which") && type_of(tree, noun) == RELATA_PERSON && tree_upos(tree, noun) == RELATA_NOUN)
    return body_of_people(tree, pronoun, noun);
  if (!tree_form_is(tree, pronoun, "which") || tree_base(tree, pronoun) != RELATA_DEP_NSUBJ || !bars_which(tree, noun))
    return noun; /* "Haiti, in which" */
  const uint32_t above = tree_head(tree, noun);
  if (tree_base(tree, noun) == RELATA_DEP_NMOD)
    return above;
  const uint32_t object = tree_base(tree, noun) == RELATA_DEP_OBL ? tree_child_base(tree, above, RELATA_DEP_OBJ) : RELATA_NONE;
  return object != RELATA_NONE && object < noun ? object : noun;
}

uint32_t clause_antecedent(const struct tree *tree, uint32_t token) {
  if (!tree_is_relative(tree, token))
    return token;
  uint32_t top = tree_head(tree, token);
  for (int steps = 0; top != RELATA_NONE && steps < CLIMB_LIMIT; steps++, top = tree_head(tree, top)) {
    /* An indirect question inside a relative clause has its own "who". */
    if (tree_base(tree, top) == RELATA_DEP_CCOMP && tree->low[top] == token)
      return token;
    if (tree_dep(tree, top) == RELATA_DEP_ACL_RELCL)
      return antecedent_of_which(tree, token, antecedent_of_who(tree, token, tree_head(tree, top)));
  }
  return token;
}

/* The relative pronoun among the clause's own words or its open complement's, other than its subject. */
static uint32_t gap_pronoun(const struct tree *tree, uint32_t predicate) {
  for (int depth = 0; predicate != RELATA_NONE && depth < 3; depth++) {
    const struct tree_list children = tree_children(tree, predicate);
    for (size_t k = 0; k < children.count; k++) {
      const uint32_t child = children.items[k];
      const enum relata_dep base = tree_base(tree, child);
      const bool place = base == RELATA_DEP_OBJ || base == RELATA_DEP_OBL || base == RELATA_DEP_ADVMOD;
      if (place && tree_is_relative(tree, child))
        return child;
    }
    const uint32_t open = tree_child(tree, predicate, RELATA_DEP_XCOMP);
    predicate = open == RELATA_NONE ? tree_child(tree, predicate, RELATA_DEP_CCOMP) : open;
  }
  return RELATA_NONE;
}

/* "TALLINN, Oct 8 - An attack destroyed": of two subjects the one behind the dash, which the dateline is not. */
static bool dash_parts(const struct tree *tree, uint32_t first, uint32_t second) {
  for (uint32_t t = first + 1; t < second; t++)
    if (tree_form_is(tree, t, "-") || tree_form_is(tree, t, "–") || tree_form_is(tree, t, "—") ||
        tree_form_is(tree, t, "--"))
      return true;
  return false;
}

static uint32_t own_subject(const struct tree *tree, uint32_t predicate) {
  const struct tree_list children = tree_children(tree, predicate);
  uint32_t outer = RELATA_NONE, own = RELATA_NONE;
  for (size_t k = 0; k < children.count; k++) {
    const uint32_t child = children.items[k];
    const enum relata_dep base = tree_base(tree, child);
    if (base != RELATA_DEP_NSUBJ && base != RELATA_DEP_CSUBJ)
      continue;
    if (tree_dep(tree, child) == RELATA_DEP_NSUBJ_OUTER || tree_dep(tree, child) == RELATA_DEP_CSUBJ_OUTER)
      outer = child;
    else if (own == RELATA_NONE || (child < predicate && dash_parts(tree, own, child)))
      own = child;
  }
  return own == RELATA_NONE ? outer : own;
}

struct clause_gap clause_find_gap(const struct tree *tree, uint32_t predicate) {
  const struct clause_gap none = {GAP_NONE, RELATA_NONE, RELATA_NONE};
  const uint32_t relative = clause_relative(tree, predicate);
  if (relative == RELATA_NONE)
    return none;
  struct clause_gap gap = {GAP_NONE, tree_head(tree, relative), RELATA_NONE};
  const uint32_t subject = own_subject(tree, relative);
  if (subject == RELATA_NONE || tree_is_relative(tree, subject)) {
    gap.gap = own_subject(tree, predicate) == RELATA_NONE || predicate == relative ? GAP_SUBJECT : GAP_NONE;
    gap.pronoun = subject;
    return gap.gap == GAP_NONE ? none : gap;
  }
  const uint32_t whom = tree_child(tree, subject, RELATA_DEP_NMOD);
  if (whom != RELATA_NONE && tree_is_relative(tree, whom)) /* "clerks, two of whom fled": nothing is left open */
    return none;
  gap.pronoun = gap_pronoun(tree, relative);
  if (gap.pronoun != RELATA_NONE) {
    const enum relata_dep base = tree_base(tree, gap.pronoun);
    gap.gap = base == RELATA_DEP_OBJ ? GAP_OBJECT : base == RELATA_DEP_OBL ? GAP_OBLIQUE : GAP_ADVERBIAL;
    return gap;
  }
  if (tree_child_base(tree, predicate, RELATA_DEP_OBJ) != RELATA_NONE || tree_is_passive(tree, predicate) ||
      !tree_is_verbal(tree, predicate) || tree_child_base(tree, predicate, RELATA_DEP_CCOMP) != RELATA_NONE)
    return none;
  gap.gap = GAP_OBJECT;
  return gap;
}

/* Only verbs, auxiliaries, adverbs and marks between two joined verbs? */
static bool verbs_adjoin(const struct tree *tree, uint32_t first, uint32_t last) {
  for (uint32_t t = first + 1; t < last; t++)
    switch (tree_base(tree, t)) {
    case RELATA_DEP_AUX:
    case RELATA_DEP_PUNCT:
    case RELATA_DEP_CC:
    case RELATA_DEP_ADVMOD:
      break;
    case RELATA_DEP_COMPOUND:
      if (tree_dep(tree, t) == RELATA_DEP_COMPOUND_PRT)
        break;
      return false;
    case RELATA_DEP_CONJ:
      if (tree_is_verbal(tree, t))
        break;
      return false;
    default:
      return false;
    }
  return true;
}

/* The verb's object, which analysers call indirect where it stands alone ("arming and paying [the rebels]"). */
static uint32_t only_object(const struct tree *tree, uint32_t verb) {
  const uint32_t object = tree_child(tree, verb, RELATA_DEP_OBJ);
  if (object != RELATA_NONE || tree_child_base(tree, verb, RELATA_DEP_CCOMP) != RELATA_NONE ||
      tree_child_base(tree, verb, RELATA_DEP_XCOMP) != RELATA_NONE)
    return object;
  return tree_child(tree, verb, RELATA_DEP_IOBJ);
}

uint32_t clause_later_object(const struct tree *tree, uint32_t predicate) {
  uint32_t conjuncts[16];
  const size_t count = tree_conjuncts(tree, tree_first_conjunct(tree, predicate), conjuncts, 16);
  for (size_t k = 0; k < count; k++) {
    const uint32_t verb = conjuncts[k], object = only_object(tree, verb);
    if (verb > predicate && object != RELATA_NONE)
      return tree_is_verbal(tree, verb) && verbs_adjoin(tree, predicate, verb) &&
                     tree_child_base(tree, verb, RELATA_DEP_NSUBJ) == RELATA_NONE
                 ? object
                 : RELATA_NONE;
  }
  return RELATA_NONE;
}

/* ---- nouns */

/* A name, demonym or group before an event's noun: "Russian strikes", "rebel attacks". */
static bool premodifier_acts(const struct tree *tree, uint32_t noun, uint32_t child) {
  if (child >= noun || tree_child_base(tree, child, RELATA_DEP_CASE) != RELATA_NONE)
    return false;
  const enum relata_dep base = tree_base(tree, child);
  if (base != RELATA_DEP_COMPOUND && base != RELATA_DEP_AMOD && base != RELATA_DEP_NMOD)
    return false;
  const struct relata_str form = tree->tokens[child].form;
  const bool capital = form.len && form.data[0] >= 'A' && form.data[0] <= 'Z';
  if (tree_upos(tree, child) == RELATA_PROPN || tree_upos(tree, child) == RELATA_ADJ)
    return capital && tree->tokens[child].name_type != RELATA_NAME_LOC;
  return tree_in(tree, child, WORD_GROUP_NOUN);
}

uint32_t noun_agent(const struct tree *tree, uint32_t noun) {
  const struct tree_list children = tree_children(tree, noun);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == RELATA_DEP_NMOD &&
        (tree_child_lemma(tree, children.items[k], RELATA_DEP_CASE, "by") != RELATA_NONE ||
         tree_child_lemma(tree, children.items[k], RELATA_DEP_CASE, "from") != RELATA_NONE))
      return children.items[k];
  const uint32_t possessor = tree_child(tree, noun, RELATA_DEP_NMOD_POSS);
  if (possessor != RELATA_NONE)
    return possessor;
  for (size_t k = 0; k < children.count; k++)
    if (premodifier_acts(tree, noun, children.items[k]))
      return children.items[k];
  return RELATA_NONE;
}

/* ---- subjects */

static const struct subject no_subject = {RELATA_NONE, SUBJECT_NONE};

static struct subject subject_at_depth(const struct tree *tree, uint32_t predicate, int depth);

/* Borrows the subject of another predicate. */
static struct subject subject_borrow(const struct tree *tree, uint32_t from, enum subject_source source, int depth) {
  struct subject subject = subject_at_depth(tree, from, depth + 1);
  if (subject.token != RELATA_NONE)
    subject.source = source;
  return subject;
}

static uint32_t governor_object(const struct tree *tree, uint32_t governor) {
  const uint32_t indirect = tree_child(tree, governor, RELATA_DEP_IOBJ);
  return indirect != RELATA_NONE ? indirect : tree_child(tree, governor, RELATA_DEP_OBJ);
}

/* "called on Turkey to withdraw". */
static uint32_t governor_addressee(const struct tree *tree, uint32_t governor) {
  if (!tree_in(tree, governor, WORD_ADDRESS_VERB))
    return RELATA_NONE;
  const struct tree_list children = tree_children(tree, governor);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == RELATA_DEP_OBL &&
        tree_child_in(tree, children.items[k], RELATA_DEP_CASE, WORD_ADDRESS_MARK) != RELATA_NONE)
      return children.items[k];
  return RELATA_NONE;
}

static bool is_person_or_body(const struct tree *tree, uint32_t token) {
  const uint8_t type = token == RELATA_NONE ? RELATA_MENTION_NONE : type_of(tree, token);
  return type == RELATA_PERSON || type == RELATA_ORGANIZATION;
}

/* "hired her to run it", "gave them a week to leave": whoever is set to it, or given what it takes, does it. */
static uint32_t governor_appointee(const struct tree *tree, uint32_t governor) {
  const uint32_t indirect = tree_child(tree, governor, RELATA_DEP_IOBJ);
  const uint32_t object = tree_child(tree, governor, RELATA_DEP_OBJ);
  if (indirect != RELATA_NONE || object == RELATA_NONE)
    return indirect;
  const bool appoints = is_person_or_body(tree, object) && verbs_in(verbs_find(tree->tokens[governor].lemma), VERB_APPOINT);
  return appoints ? object : RELATA_NONE;
}

static struct subject subject_of_complement(const struct tree *tree, uint32_t predicate, int depth) {
  const uint32_t governor = tree_head(tree, predicate);
  const uint32_t object = governor_object(tree, governor);
  if (object != RELATA_NONE && !tree_in(tree, governor, WORD_SUBJECT_CONTROL))
    return (struct subject){clause_antecedent(tree, object), SUBJECT_OBJECT};
  const uint32_t addressee = governor_addressee(tree, governor);
  if (addressee != RELATA_NONE)
    return (struct subject){clause_antecedent(tree, addressee), SUBJECT_OBJECT};
  return subject_borrow(tree, governor, SUBJECT_CONTROL, depth);
}

/* "Turkey's plan to attack", "launched an operation to free", "a policy of
 * turning them away": not the plan attacks. */
static struct subject subject_of_bearer(const struct tree *tree, uint32_t noun, int depth) {
  const uint32_t agent = noun_agent(tree, noun);
  if (agent != RELATA_NONE)
    return (struct subject){clause_antecedent(tree, agent), SUBJECT_CONTROL};
  const enum relata_dep base = tree_base(tree, noun);
  if (base == RELATA_DEP_OBL || base == RELATA_DEP_NSUBJ) /* "talks on a campaign to win": the campaign */
    return (struct subject){noun, SUBJECT_NOUN};
  uint32_t top = tree_head(tree, noun);
  for (int steps = 0; top != RELATA_NONE && steps < CLIMB_LIMIT; steps++, top = tree_head(tree, top))
    if (tree_is_predicate(tree, top)) {
      if (base == RELATA_DEP_OBJ && top == tree_head(tree, noun) && !tree_in(tree, top, WORD_BEARING_VERB))
        return (struct subject){noun, SUBJECT_NOUN}; /* "opposed a plan to attack" */
      const struct subject subject = subject_borrow(tree, top, SUBJECT_CONTROL, depth);
      return subject.token == noun ? no_subject : subject;
    }
  return no_subject;
}

static struct subject subject_of_modifier(const struct tree *tree, uint32_t predicate, int depth) {
  const uint32_t noun = tree_head(tree, predicate);
  const bool gerund =
      tree_form_ends(tree, predicate, "ing") && tree_child_base(tree, predicate, RELATA_DEP_MARK) != RELATA_NONE;
  if (gerund || (tree_is_infinitive(tree, predicate) && tree_in(tree, noun, WORD_BEARER_NOUN)))
    return subject_of_bearer(tree, noun, depth);
  return (struct subject){clause_antecedent(tree, noun), SUBJECT_NOUN};
}

/* "for freeing them", "for [having freed] them" */
static bool is_marked_for(const struct tree *tree, uint32_t predicate) {
  const uint32_t having = tree_child(tree, predicate, RELATA_DEP_AUX);
  return tree_child_lemma(tree, predicate, RELATA_DEP_MARK, "for") != RELATA_NONE ||
         tree_child_lemma(tree, having, RELATA_DEP_MARK, "for") != RELATA_NONE;
}

/* "praised Chile for freeing them", "fined the clerks for selling them": whoever is treated so did it. */
static struct subject subject_of_adverbial(const struct tree *tree, uint32_t predicate, int depth) {
  const uint32_t governor = tree_head(tree, predicate);
  const uint32_t object = governor_object(tree, governor);
  const bool blamed = (tree_in(tree, governor, WORD_AGAINST_VERB) || is_person_or_body(tree, object)) &&
                      is_marked_for(tree, predicate);
  if (object != RELATA_NONE && object < predicate &&
      (blamed || tree_child_in(tree, predicate, RELATA_DEP_MARK, WORD_AGAINST_MARK) != RELATA_NONE))
    return (struct subject){clause_antecedent(tree, object), SUBJECT_OBJECT};
  const uint32_t addressee = tree_is_infinitive(tree, predicate) ? governor_addressee(tree, governor) : RELATA_NONE;
  if (addressee != RELATA_NONE && addressee < predicate)
    return (struct subject){clause_antecedent(tree, addressee), SUBJECT_OBJECT};
  const uint32_t appointee = tree_is_infinitive(tree, predicate) ? governor_appointee(tree, governor) : RELATA_NONE;
  if (appointee != RELATA_NONE && appointee < predicate)
    return (struct subject){clause_antecedent(tree, appointee), SUBJECT_OBJECT};
  if (!tree_is_predicate(tree, governor))
    return no_subject;
  return subject_borrow(tree, governor, SUBJECT_ADVERBIAL, depth);
}

/* "Peru and Chile, both of which signed": the relative pronoun, as all of them are meant. */
static uint32_t whole_of(const struct tree *tree, uint32_t token) {
  const uint32_t pronoun = tree_child(tree, token, RELATA_DEP_NMOD);
  const bool whole = tree_form_is(tree, token, "both") || tree_form_is(tree, token, "all") || tree_form_is(tree, token, "each");
  return whole && pronoun != RELATA_NONE && tree_is_relative(tree, pronoun) ? pronoun : RELATA_NONE;
}

/* "denies arming them", "admits having armed them": whoever denies it. */
static bool is_bare_gerund(const struct tree *tree, uint32_t predicate) {
  const uint32_t aux = tree_child_base(tree, predicate, RELATA_DEP_AUX);
  return tree_upos(tree, predicate) == RELATA_VERB &&
         tree_child_base(tree, predicate, RELATA_DEP_MARK) == RELATA_NONE &&
         (aux == RELATA_NONE ? tree_form_ends(tree, predicate, "ing") : tree_form_is(tree, aux, "having"));
}

static struct subject subject_at_depth(const struct tree *tree, uint32_t predicate, int depth) {
  if (predicate == RELATA_NONE || depth > CLIMB_LIMIT)
    return no_subject;
  const uint32_t own = own_subject(tree, predicate);
  const uint32_t all = own == RELATA_NONE ? RELATA_NONE : whole_of(tree, own);
  if (all != RELATA_NONE)
    return (struct subject){tree_first_conjunct(tree, clause_antecedent(tree, all)), SUBJECT_CONTROL};
  if (own != RELATA_NONE) {
    const uint32_t antecedent = clause_antecedent(tree, own);
    return (struct subject){antecedent, antecedent == own ? SUBJECT_OWN : SUBJECT_ANTECEDENT};
  }
  switch (tree_dep(tree, predicate)) {
  case RELATA_DEP_CONJ:
    return subject_borrow(tree, tree_head(tree, predicate), SUBJECT_CONJUNCT, depth);
  case RELATA_DEP_XCOMP:
    return subject_of_complement(tree, predicate, depth);
  case RELATA_DEP_CCOMP:
    return tree_is_infinitive(tree, predicate) || is_bare_gerund(tree, predicate)
               ? subject_of_complement(tree, predicate, depth)
               : no_subject;
  case RELATA_DEP_ACL_RELCL:
    return (struct subject){tree_head(tree, predicate), SUBJECT_ANTECEDENT};
  case RELATA_DEP_ACL:
    return subject_of_modifier(tree, predicate, depth);
  case RELATA_DEP_ADVCL:
    return subject_of_adverbial(tree, predicate, depth);
  default:
    return no_subject;
  }
}

struct subject clause_subject(const struct tree *tree, uint32_t predicate) {
  return subject_at_depth(tree, predicate, 0);
}
