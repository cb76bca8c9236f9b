/* circumstance_speaker.c — who is said to say what a clause tells: the subject of its word of speech, a name at a colon. */
#include "extract/facts/circumstance.h"

static uint32_t relative_noun(const struct tree *tree, uint32_t token) {
  if (token == RELATA_NONE || !tree_is_relative(tree, token))
    return token;
  for (int steps = 0; token != RELATA_NONE && steps < 8; steps++, token = tree_head(tree, token))
    if (tree_dep(tree, token) == RELATA_DEP_ACL_RELCL)
      return tree_head(tree, token);
  return RELATA_NONE;
}

/* The last one, for what a dateline leaves before it is taken for a subject: "LIMA, Aug 2 - Chile lost, officials said". */
static uint32_t own_subject(const struct tree *tree, uint32_t verb) {
  const struct tree_list children = tree_children(tree, verb);
  uint32_t subject = RELATA_NONE;
  for (size_t i = 0; i < children.count; i++)
    if (tree_base(tree, children.items[i]) == RELATA_DEP_NSUBJ)
      subject = children.items[i];
  return subject;
}

/* The subject of a word of speech, its own or the one it shares. */
uint32_t status_speaker_of(const struct tree *tree, uint32_t verb) {
  for (int steps = 0; verb != RELATA_NONE && steps < 8; steps++) {
    const uint32_t agent = tree_child(tree, verb, RELATA_DEP_OBL_AGENT);
    const uint32_t subject = own_subject(tree, verb);
    if (!steps && tree_is_passive(tree, verb)) /* "is based in Oslo and claims": the subject claims */
      return agent;
    if (subject != RELATA_NONE)
      return relative_noun(tree, subject);
    switch (tree_base(tree, verb)) {
    case RELATA_DEP_CONJ:
    case RELATA_DEP_XCOMP:
    case RELATA_DEP_ADVCL:
      verb = tree_head(tree, verb);
      break;
    case RELATA_DEP_ACL:
      return tree_head(tree, verb);
    default:
      return RELATA_NONE;
    }
  }
  return RELATA_NONE;
}

void status_say(struct status *status, uint32_t speaker, uint32_t speech) {
  if (status->speech != RELATA_NONE)
    return;
  status->speech = speech;
  status->speaker = speaker;
}

/* "Reuters: Rebels fled", "Rebels fled: Reuters". */
static bool name_stands_at_colon(const struct tree *tree, uint32_t name) {
  const struct relata_sentence *sentence = tree_sentence(tree, name);
  if (tree_upos(tree, name) != RELATA_PROPN && !tree_in(tree, name, WORD_SPEECH_NOUN) &&
      !tree_in(tree, name, WORD_PERSON_NOUN))
    return false;
  const uint32_t before = tree->low[name], after = tree->high[name] + 1;
  return (before > sentence->first && tree_form_is(tree, before - 1, ":")) || tree_form_is(tree, before, ":") ||
         (before == sentence->first && (tree_form_is(tree, after - 1, ":") ||
                                        (after < sentence->end && tree_form_is(tree, after, ":"))));
}

/* "Chile lost; officials said": what they said stands behind it. */
static bool is_behind_semicolon(const struct tree *tree, uint32_t token) {
  const uint32_t low = tree->low[token];
  return tree_form_is(tree, low, ";") || (low > tree_sentence(tree, token)->first && tree_form_is(tree, low - 1, ";"));
}

/* "…, he said", "according to X", "X: …" beside the clause. */
void status_hear_beside(struct status *status, uint32_t token, uint32_t below) {
  const struct tree *tree = status->tree;
  const struct tree_list children = tree_children(tree, token);
  for (size_t i = 0; i < children.count; i++) {
    const uint32_t child = children.items[i];
    if (child == below)
      continue;
    const enum relata_dep base = tree_base(tree, child);
    if (base == RELATA_DEP_PARATAXIS && tree_in(tree, child, WORD_SPEECH_VERB) && tree_is_verbal(tree, child) &&
        !is_behind_semicolon(tree, child)) {
      const uint32_t speaker = status_speaker_of(tree, child);
      if (speaker != RELATA_NONE)
        status_say(status, speaker, child);
    } else if ((base == RELATA_DEP_PARATAXIS || base == RELATA_DEP_DEP || base == RELATA_DEP_DISLOCATED) &&
               name_stands_at_colon(tree, child)) {
      status_say(status, child, child);
    } else if (base == RELATA_DEP_OBL || base == RELATA_DEP_NMOD) {
      const uint32_t preposition = tree_child_base(tree, child, RELATA_DEP_CASE);
      if (preposition != RELATA_NONE && tree_form_is(tree, preposition, "according"))
        status_say(status, child, preposition);
    } else if (base == RELATA_DEP_ADVCL && tree_is_verbal(tree, child) && tree_lemma_is(tree, child, "accord")) {
      const uint32_t whom = tree_child_base(tree, child, RELATA_DEP_OBL);
      if (whom != RELATA_NONE)
        status_say(status, whom, child);
    }
  }
}
