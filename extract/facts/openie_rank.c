#include "extract/facts/openie_rank.h"

#include <math.h>

const char *openie_feature_name(enum openie_feature feature) {
  static const char *const names[FEATURE_COUNT] = {
#define X(name) #name,
      OPENIE_FEATURES(X)
#undef X
  };
  return names[feature];
}

/* ---- single values */

static double length_value(size_t words) {
  return log(1.0 + (double)words);
}

static double is_true(bool value) {
  return value ? 1.0 : 0.0;
}

static enum openie_feature place_feature(const struct tree *tree, uint32_t head) {
  switch (tree_dep(tree, head)) {
  case RELATA_DEP_ROOT:
    return FEATURE_PLACE_ROOT;
  case RELATA_DEP_CONJ:
    return FEATURE_PLACE_CONJUNCT;
  case RELATA_DEP_CCOMP:
  case RELATA_DEP_XCOMP:
    return FEATURE_PLACE_COMPLEMENT;
  case RELATA_DEP_ADVCL:
    return FEATURE_PLACE_ADVERBIAL;
  case RELATA_DEP_ACL:
    return FEATURE_PLACE_MODIFIER;
  case RELATA_DEP_ACL_RELCL:
    return FEATURE_PLACE_RELATIVE;
  case RELATA_DEP_PARATAXIS:
    return FEATURE_PLACE_ASIDE;
  default:
    return FEATURE_PLACE_OTHER;
  }
}

static size_t clauses_above(const struct tree *tree, uint32_t head) {
  size_t count = 0;
  for (uint32_t t = tree_head(tree, head); t != RELATA_NONE; t = tree_head(tree, t))
    if (tree_is_verbal(tree, t) || tree_child(tree, t, RELATA_DEP_COP) != RELATA_NONE)
      count++;
  return count;
}

static bool words_have_comma(const struct tree *tree, const struct words *words) {
  for (size_t k = 0; k < words->count; k++)
    if (mark_of(tree, words->items[k]) & MARK_COMMA)
      return true;
  return false;
}

static bool words_have_verb(const struct tree *tree, const struct words *words) {
  for (size_t k = 0; k < words->count; k++)
    if (!is_inserted(words->items[k]) && tree_is_verbal(tree, words->items[k]))
      return true;
  return false;
}

/* The word of a phrase that governs the others: its own head is outside. */
static uint32_t words_head(const struct tree *tree, const struct words *words) {
  for (size_t k = 0; k < words->count; k++)
    if (!is_inserted(words->items[k]) && !words_have(words, tree_head(tree, words->items[k])))
      return words->items[k];
  return RELATA_NONE;
}

static bool is_vague(const struct tree *tree, uint32_t token) {
  return tree_in(tree, token, WORD_LIGHT_PRONOUN) || tree_form_is(tree, token, "it") ||
         tree_form_is(tree, token, "this") || tree_form_is(tree, token, "there");
}

/* ---- how sure the analyser is */

struct sureness {
  double sum, least_arc, least_tag;
  size_t count;
};

static void sureness_add(const struct tree *tree, struct sureness *sureness, uint32_t token) {
  if (token == RELATA_NONE || is_inserted(token))
    return;
  const double arc = tree->tokens[token].arc_score, tag = tree->tokens[token].tag_score;
  sureness->sum += arc;
  sureness->count++;
  sureness->least_arc = arc < sureness->least_arc ? arc : sureness->least_arc;
  sureness->least_tag = tag < sureness->least_tag ? tag : sureness->least_tag;
}

static void sureness_fill(const struct tree *tree, const struct draft *draft, double *values) {
  struct sureness sureness = {0.0, 1.0, 1.0, 0};
  for (size_t k = 0; k < draft->predicate.count; k++)
    sureness_add(tree, &sureness, draft->predicate.items[k]);
  for (size_t k = 0; k < draft->argument_count; k++)
    sureness_add(tree, &sureness, words_head(tree, &draft->arguments[k]));
  values[FEATURE_ARC_MEAN] = sureness.count ? sureness.sum / (double)sureness.count : 1.0;
  values[FEATURE_ARC_LEAST] = sureness.least_arc;
  values[FEATURE_TAG_LEAST] = sureness.least_tag;
}

/* ---- all of them */

static void predicate_fill(const struct tree *tree, const struct draft *draft, double *values) {
  const struct words *words = &draft->predicate;
  for (size_t k = 0; k < words->count; k++) {
    const uint32_t item = words->items[k];
    if (is_inserted(item))
      values[FEATURE_PUT_IN] = 1.0;
    else if (tree_base(tree, item) == RELATA_DEP_AUX)
      values[FEATURE_AUXILIARY] = 1.0;
    else if (tree_in(tree, item, WORD_NEGATION))
      values[FEATURE_NEGATED] = 1.0;
  }
  const uint32_t last = words->count ? words->items[words->count - 1] : RELATA_NONE;
  values[FEATURE_PREPOSITION_LAST] =
      is_true(last != RELATA_NONE && (is_inserted(last) || tree_upos(tree, last) == RELATA_ADP));
  values[FEATURE_PREDICATE_LENGTH] = length_value(words->count);
}

static void arguments_fill(const struct tree *tree, const struct draft *draft, double *values) {
  const struct words *subject = &draft->arguments[0], *object = &draft->arguments[1];
  const uint32_t subject_head = words_head(tree, subject), object_head = words_head(tree, object);
  size_t rest = 0;
  for (size_t k = 2; k < draft->argument_count; k++)
    rest += draft->arguments[k].count;
  values[FEATURE_SUBJECT_LENGTH] = length_value(subject->count);
  values[FEATURE_OBJECT_LENGTH] = length_value(object->count);
  values[FEATURE_REST_LENGTH] = length_value(rest);
  values[FEATURE_ARGUMENTS] = (double)(draft->argument_count - 2);
  values[FEATURE_SUBJECT_PRONOUN] = is_true(tree_upos(tree, subject_head) == RELATA_PRON);
  values[FEATURE_SUBJECT_NAME] = is_true(tree_upos(tree, subject_head) == RELATA_PROPN);
  values[FEATURE_SUBJECT_VAGUE] = is_true(is_vague(tree, subject_head));
  values[FEATURE_OBJECT_PRONOUN] = is_true(tree_upos(tree, object_head) == RELATA_PRON);
  values[FEATURE_OBJECT_NAME] = is_true(tree_upos(tree, object_head) == RELATA_PROPN);
  values[FEATURE_OBJECT_CLAUSE] = is_true(words_have_verb(tree, object));
  values[FEATURE_COMMA_IN_SUBJECT] = is_true(words_have_comma(tree, subject));
  values[FEATURE_COMMA_IN_OBJECT] = is_true(words_have_comma(tree, object));
  values[FEATURE_COORDINATED] = is_true(tree_base(tree, object_head) == RELATA_DEP_CONJ ||
                                        tree_child_base(tree, object_head, RELATA_DEP_CONJ) != RELATA_NONE);
  if (subject_head != RELATA_NONE) {
    const uint32_t far = subject_head > draft->head ? subject_head - draft->head : draft->head - subject_head;
    values[FEATURE_SUBJECT_FAR] = length_value(far);
  }
}

void draft_features(const struct openie *openie, const struct draft *draft, double values[FEATURE_COUNT]) {
  const struct tree *tree = openie->tree;
  const struct relata_sentence *sentence = tree_sentence(tree, draft->head);
  for (size_t k = 0; k < FEATURE_COUNT; k++)
    values[k] = 0.0;
  values[FEATURE_BIAS] = 1.0;
  values[FEATURE_KIND_OBJECT + draft->kind] = 1.0;
  values[FEATURE_SOURCE_NONE + draft->source] = 1.0;
  values[place_feature(tree, draft->head)] = 1.0;
  values[FEATURE_SENTENCE_LENGTH] = length_value(sentence->end - sentence->first);
  values[FEATURE_DEPTH] = length_value(clauses_above(tree, draft->head));
  values[FEATURE_PASSIVE] = is_true(tree_is_passive(tree, draft->head));
  values[FEATURE_MARKED] = is_true(tree_child_base(tree, draft->head, RELATA_DEP_MARK) != RELATA_NONE);
  predicate_fill(tree, draft, values);
  arguments_fill(tree, draft, values);
  sureness_fill(tree, draft, values);
}

double draft_confidence(const struct openie *openie, const struct draft *draft) {
  double values[FEATURE_COUNT], sum = 0.0;
  draft_features(openie, draft, values);
  for (size_t k = 0; k < FEATURE_COUNT; k++)
    sum += openie_weights[k] * values[k];
  return 1.0 / (1.0 + exp(-sum));
}
