/* tags.c — what the heads' outputs say of each word. */
#include "extract/analyse/engine/tags.h"

#include <string.h>

#include "extract/analyse/engine/lemma.h"
#include "extract/analyse/engine/scratch.h"
#include "extract/analyse/split/lists.h"

static size_t best_of(const float *scores, size_t count) {
  size_t best = 0;
  for (size_t i = 1; i < count; i++)
    if (scores[i] > scores[best])
      best = i;
  return best;
}

static size_t stack_labels(const struct relata_stack *stack) {
  return stack->layers[stack->depth - 1].out;
}

static bool is_given(const struct relata_document *document, const struct relata_token *token) {
  return document->sentences[token->sentence].given_tree;
}

static void set_upos(struct relata_token *token, const struct relata_model *model, float *scores, size_t count) {
  const size_t best = best_of(scores, count);
  model->kernels->softmax(scores, count);
  token->upos = model->upos_labels[best];
  token->tag_score = scores[best];
}

static void set_features(struct relata_token *token, const struct relata_features *features) {
  token->number = features->number;
  token->tense = features->tense;
  token->verb_form = features->verb_form;
  token->mood = features->mood;
  token->person = features->person;
  token->passive = features->passive;
  token->negative = features->negative;
}

static void set_lemma(struct relata_arena *arena, struct relata_token *token, const struct relata_model *model,
                      const float *scores) {
  const struct relata_str lower = relata_lemma_lower(arena, token->form);
  const struct relata_str known = relata_lemma_find(&model->lexicon, lower, (enum relata_upos)token->upos);
  const struct relata_str script = model->lemma_labels[best_of(scores, stack_labels(&model->lemma))];
  /* a copy, because a document may outlive the model */
  token->lemma = known.len ? relata_arena_copy(arena, known) : relata_lemma_apply(arena, script, token->form);
}

void relata_tags_set(struct relata_document *document, const struct relata_model *model, struct relata_rows *rows,
                     size_t first) {
  struct relata_token *tokens = document->tokens + first;
  relata_rows_run(rows, &model->upos);
  for (size_t i = 0; i < rows->count; i++)
    if (is_given(document, &tokens[i]))
      tokens[i].tag_score = 1.0f;
    else
      set_upos(&tokens[i], model, rows->output + i * rows->stride, stack_labels(&model->upos));
  relata_rows_run(rows, &model->feats);
  for (size_t i = 0; i < rows->count; i++)
    if (!is_given(document, &tokens[i]))
      set_features(&tokens[i],
                   &model->feats_labels[best_of(rows->output + i * rows->stride, stack_labels(&model->feats))]);
  relata_rows_run(rows, &model->lemma);
  for (size_t i = 0; i < rows->count; i++)
    if (!is_given(document, &tokens[i]))
      set_lemma(document->arena, &tokens[i], model, rows->output + i * rows->stride);
}

void relata_mention_types_set(struct relata_document *document, const struct relata_model *model,
                              struct relata_rows *rows, size_t first) {
  relata_rows_run(rows, &model->mention);
  for (size_t i = 0; i < rows->count; i++)
    document->tokens[first + i].mention_type =
        model->mention_labels[best_of(rows->output + i * rows->stride, stack_labels(&model->mention))];
}

/* ------------------------------------------------------------------- names */

void relata_names_score(const struct relata_model *model, struct relata_rows *rows) {
  relata_rows_run(rows, &model->ner);
}

/* I-X continues only a name of its own type. */
static bool may_follow(struct relata_name_label label, const struct relata_name_label *before) {
  return label.type == RELATA_NAME_NONE || label.begins || (before && before->type == label.type);
}

/* One step of Viterbi: `to` and `back` from `from` (NULL at the beginning). */
static void step_paths(const struct relata_model *model, const float *scores, size_t labels, const float *from,
                       float *to, uint8_t *back) {
  for (size_t l = 0; l < labels; l++) {
    float best = -1e30f;
    size_t source = 0;
    for (size_t p = 0; from && p < labels; p++)
      if (may_follow(model->ner_labels[l], &model->ner_labels[p]) && from[p] > best) {
        best = from[p];
        source = p;
      }
    if (!from)
      best = may_follow(model->ner_labels[l], NULL) ? 0.0f : -1e30f;
    to[l] = best + scores[l];
    back[l] = (uint8_t)source;
  }
}

static bool is_title(struct relata_str form) {
  return list_find("titles", form.data, form.len, true) != NULL;
}

/* "ann@example.org", "example.org" */
static bool is_address(struct relata_str form) {
  if (form.len && memchr(form.data, '@', form.len))
    return true;
  size_t dot = form.len;
  while (dot > 0 && form.data[dot - 1] != '.')
    dot--;
  const char *when = dot > 1 ? list_find("endings", form.data + dot, form.len - dot, true) : NULL;
  return when && strcmp(when, "any") == 0;
}

/* Names of persons, bodies and places have a proper noun, others ("Syrian")
 * need none; an address is no name, nor is a title alone, except behind
 * another title ("Mr. King"). */
static bool is_name(const struct relata_token *tokens, size_t begin, size_t at, size_t end) {
  bool proper = tokens[at].name_type == RELATA_NAME_MISC;
  for (size_t i = at; i < end; i++)
    proper = proper || tokens[i].upos == RELATA_PROPN;
  if (!proper || end - at > 1)
    return proper;
  return !is_address(tokens[at].form) && (!is_title(tokens[at].form) || (at > begin && is_title(tokens[at - 1].form)));
}

/* Takes the names within [begin, end) away that are none. */
static void drop_names(struct relata_token *tokens, size_t begin, size_t end) {
  for (size_t at = begin, next; at < end; at = next) {
    for (next = at + 1; next < end && tokens[next].name_type != RELATA_NAME_NONE && !tokens[next].name_begins;)
      next++;
    if (tokens[at].name_type == RELATA_NAME_NONE || is_name(tokens, begin, at, next))
      continue;
    for (size_t i = at; i < next; i++) {
      tokens[i].name_type = RELATA_NAME_NONE;
      tokens[i].name_begins = false;
    }
  }
}

void relata_names_set(struct relata_document *document, const struct relata_model *model,
                      const struct relata_rows *rows, size_t first, size_t begin, size_t end,
                      struct relata_arena *arena) {
  const size_t labels = stack_labels(&model->ner), count = end - begin;
  float *paths = relata_arena_alloc(arena, 2 * labels * sizeof *paths);
  uint8_t *back = relata_arena_alloc(arena, count * labels);
  for (size_t i = 0; i < count; i++)
    step_paths(model, rows->output + (begin - first + i) * rows->stride, labels,
               i ? paths + (i + 1) % 2 * labels : NULL, paths + i % 2 * labels, back + i * labels);
  size_t label = best_of(paths + (count + 1) % 2 * labels, labels);
  for (size_t i = count; i-- > 0;) {
    struct relata_token *token = &document->tokens[begin + i];
    token->name_type = model->ner_labels[label].type;
    token->name_begins = model->ner_labels[label].begins;
    label = back[i * labels + label];
  }
  drop_names(document->tokens, begin, end);
}
