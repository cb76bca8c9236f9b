/* why.c — the sentences behind an edge. */
#include <stdlib.h>
#include <string.h>

#include "graph/claims/view.h"
#include "graph/claims/vocabulary.h"
#include "graph/claims/names.h"
#include "graph/store/graph_private.h"
#include "graph/store/term.h"


struct question {
  struct quads *quads;
  struct view *view;
  bool *subject, *relation, *object; /* a term number's: is it what was asked for? */
  relata_take_evidence take;
  void *payload;
};

/* A span given in characters of the article as bytes of `quote`, which begins at `start`. */
static void place_span(struct view *view, const struct claim *claim, const char *begin_name, const char *end_name,
                       size_t start, struct relata_str quote, size_t *begin, size_t *end) {
  const size_t first = view_number(view, claim->node, begin_name, 0), last = view_number(view, claim->node, end_name, 0);
  *begin = *end = 0;
  if (first < start || last <= first || last - start > utf8_length(quote))
    return;
  *begin = utf8_offset(quote, first - start);
  *end = utf8_offset(quote, last - start);
}

static void place_spans(struct view *view, const struct claim *claim, size_t start, struct relata_evidence *evidence) {
  place_span(view, claim, REL_SUBJECT_BEGIN, REL_SUBJECT_END, start, evidence->quote, &evidence->subject_begin,
             &evidence->subject_end);
  place_span(view, claim, REL_OBJECT_BEGIN, REL_OBJECT_END, start, evidence->quote, &evidence->object_begin,
             &evidence->object_end);
}

/* The whole sentence where the graph has it, else the claim's own words. */
static void quote_claim(struct question *question, const struct claim *claim, struct relata_evidence *evidence) {
  struct view *view = question->view;
  const uint32_t sentence = quads_object(question->quads, claim->node,
                                         quads_find(question->quads, RELATA_STR(NIF_SENTENCE)));
  uint32_t quoted = claim->node;
  if (sentence != RELATA_NONE && view_text(view, sentence, NIF_ANCHOR_OF).len)
    quoted = sentence;
  evidence->quote = view_text(view, quoted, NIF_ANCHOR_OF);
  place_spans(view, claim, view_number(view, quoted, NIF_BEGIN_INDEX, 0), evidence);
}

static struct relata_str article_name(struct question *question, uint32_t article) {
  const struct relata_str id = view_text(question->view, article, DCT_IDENTIFIER);
  return id.len ? id : term_as_iri(quads_term(question->quads, article));
}

static enum relata_status tell(struct question *question, const struct claim *claim) {
  struct view *view = question->view;
  struct relata_evidence evidence = {
    .subject = view_label(view, claim->subject),
    .relation = view_label(view, claim->predicate),
    .object = view_label(view, claim->object),
    .speaker = view_label(view, claim->speaker),
    .phrase = view_text(view, claim->node, REL_PHRASE),
    .why = view_text(view, claim->node, REL_RULE),
    .negated = claim->negated,
    .possible = claim->possible,
    .confidence = claim->confidence,
    .begin = (uint32_t)view_number(view, claim->node, REL_SOURCE_BEGIN, 0),
    .end = (uint32_t)view_number(view, claim->node, REL_SOURCE_END, 0),
  };
  if (claim->article != RELATA_NONE) {
    evidence.article = article_name(question, claim->article);
    evidence.path = view_text(view, claim->article, DCT_SOURCE);
    evidence.date = view_text(view, claim->article, DCT_DATE);
  }
  quote_claim(question, claim, &evidence);
  return question->take(question->payload, &evidence);
}

static bool is_asked_for(const struct question *question, const struct claim *claim) {
  return question->subject[claim->subject] && (!question->relation || question->relation[claim->predicate]) &&
         (!question->object || question->object[claim->object]);
}

static enum relata_status answer(struct question *question, size_t *count) {
  size_t claim_count;
  const struct claim *claims = view_claims(question->view, &claim_count);
  for (size_t i = 0; i < claim_count; i++) {
    if (!is_asked_for(question, &claims[i]))
      continue;
    ++*count;
    RELATA_TRY(tell(question, &claims[i]));
  }
  return RELATA_OK;
}

enum relata_status relata_graph_why(struct relata_graph *graph, const char *subject, const char *relation,
                                    const char *object, relata_take_evidence take, void *payload, size_t *count,
                                    struct relata_error *error) {
  size_t ignored;
  count = count ? count : &ignored;
  *count = 0;
  struct question question = { .take = take, .payload = payload };
  RELATA_TRY(graph_load(graph, &question.quads, error));
  question.view = view_new(question.quads, graph->ontology);
  enum relata_status status = names_match(graph, question.view, NAMES_THINGS, subject, &question.subject, error);
  if (status == RELATA_OK && relation)
    status = names_match(graph, question.view, NAMES_RELATIONS, relation, &question.relation, error);
  if (status == RELATA_OK && object)
    status = names_match(graph, question.view, NAMES_THINGS, object, &question.object, error);
  if (status == RELATA_OK)
    status = answer(&question, count);
  free(question.subject);
  free(question.relation);
  free(question.object);
  view_free(question.view);
  return status;
}
