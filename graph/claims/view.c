/* view.c — labels, classes and claims out of quads. */
#include "graph/claims/view.h"

#include <stdlib.h>
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/store/term.h"

struct view {
  struct quads *quads;
  const struct relata_ontology *ontology;
  struct relata_arena *arena;
  bool *is_claim;      /* a term number's: is it a claim's or a merge's node? */
  bool *is_describing; /* a predicate's: does it describe instead of relate? */
  struct relata_str *labels, *classes; /* found so far; `data` NULL = not looked up */
  struct claim *claims;
  size_t claim_count;
  bool has_claims;
};

static void *zeroed(size_t count, size_t size) {
  void *memory = calloc(count + 1, size);
  if (!memory)
    abort();
  return memory;
}

static bool begins_with(struct relata_str text, const char *head) {
  const size_t len = strlen(head);
  return text.len >= len && memcmp(text.data, head, len) == 0;
}

static void mark_records(struct view *view, const char *class_name) {
  const struct quad pattern = { RELATA_NONE, quads_find(view->quads, RELATA_STR(RDF_TYPE)),
                                quads_find(view->quads, relata_str_of(class_name)), RELATA_NONE };
  if (pattern.predicate == RELATA_NONE || pattern.object == RELATA_NONE)
    return;
  struct quad_cursor cursor = quads_match(view->quads, pattern, true);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));) {
    view->is_claim[quad->subject] = true;
    view->claim_count++;
  }
}

static void mark_describing(struct view *view) {
  static const char *const spaces[] = { "<" NS_RDF, "<" NS_RDFS, "<" NS_OWL, "<" NS_SKOS, "<" NS_PROV, "<" NS_NIF,
                                        "<" NS_DCT };
  for (uint32_t i = 0; i < quads_term_count(view->quads); i++)
    for (size_t k = 0; k < sizeof spaces / sizeof *spaces && !view->is_describing[i]; k++)
      view->is_describing[i] = begins_with(quads_term(view->quads, i), spaces[k]);
}

struct view *view_new(struct quads *quads, const struct relata_ontology *ontology) {
  struct view *view = zeroed(1, sizeof *view);
  const size_t terms = quads_term_count(quads);
  view->quads = quads;
  view->ontology = ontology;
  view->arena = relata_arena_new();
  view->is_claim = zeroed(terms, sizeof *view->is_claim);
  view->is_describing = zeroed(terms, sizeof *view->is_describing);
  view->labels = zeroed(terms, sizeof *view->labels);
  view->classes = zeroed(terms, sizeof *view->classes);
  mark_records(view, REL_CLAIM);
  mark_records(view, REL_MERGE);
  mark_describing(view);
  return view;
}

void view_free(struct view *view) {
  if (!view)
    return;
  relata_arena_free(view->arena);
  free(view->is_claim);
  free(view->is_describing);
  free(view->labels);
  free(view->classes);
  free(view->claims);
  free(view);
}

bool view_is_statement(const struct view *view, const struct quad *quad) {
  return !view->is_claim[quad->subject] && !view->is_describing[quad->predicate];
}

/* ------------------------------------------------------------------ claims */

static uint32_t object_of(struct view *view, uint32_t subject, const char *predicate) {
  return quads_object(view->quads, subject, quads_find(view->quads, relata_str_of(predicate)));
}

struct relata_str view_text(struct view *view, uint32_t subject, const char *predicate) {
  const uint32_t object = object_of(view, subject, predicate);
  if (object == RELATA_NONE)
    return (struct relata_str){ NULL, 0 };
  return term_split(view->arena, quads_term(view->quads, object)).value;
}

size_t view_number(struct view *view, uint32_t subject, const char *predicate, size_t otherwise) {
  const struct relata_str text = view_text(view, subject, predicate);
  size_t number = 0;
  if (text.len == 0 || text.len > 15)
    return otherwise;
  for (size_t i = 0; i < text.len; i++) {
    if (text.data[i] < '0' || text.data[i] > '9')
      return otherwise;
    number = 10 * number + (size_t)(text.data[i] - '0');
  }
  return number;
}

/* "0.91" without the locale's decimal point. */
static double decimal_of(struct relata_str text) {
  double number = 0, scale = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (text.data[i] == '.' && scale == 0) {
      scale = 1;
    } else if (text.data[i] >= '0' && text.data[i] <= '9') {
      number = 10 * number + (text.data[i] - '0');
      scale *= 10;
    } else {
      return 0;
    }
  }
  return scale > 1 ? number / scale : number;
}

static bool has(struct view *view, uint32_t subject, const char *predicate, const char *object) {
  const uint32_t wanted = quads_find(view->quads, relata_str_of(object));
  return wanted != RELATA_NONE && object_of(view, subject, predicate) == wanted;
}

static struct claim read_claim(struct view *view, uint32_t node) {
  return (struct claim){
    .node = node,
    .subject = object_of(view, node, RDF_SUBJECT),
    .predicate = object_of(view, node, RDF_PREDICATE),
    .object = object_of(view, node, RDF_OBJECT),
    .article = object_of(view, node, PROV_WAS_DERIVED_FROM),
    .speaker = object_of(view, node, REL_SPEAKER),
    .negated = has(view, node, REL_POLARITY, REL_NEGATIVE),
    .possible = has(view, node, REL_MODALITY, REL_POSSIBLE),
    .confidence = decimal_of(view_text(view, node, REL_CONFIDENCE)),
  };
}

/* …#c2 comes before …#c10. */
static int compare_claims(const void *a, const void *b, void *quads) {
  const struct claim *x = a, *y = b;
  if (x->article != y->article)
    return x->article < y->article ? -1 : 1;
  const struct relata_str p = quads_term(quads, x->node), q = quads_term(quads, y->node);
  return strverscmp(p.data, q.data);
}

const struct claim *view_claims(struct view *view, size_t *count) {
  if (!view->has_claims) {
    view->has_claims = true;
    view->claims = zeroed(view->claim_count, sizeof *view->claims);
    size_t found = 0;
    for (uint32_t i = 0; i < quads_term_count(view->quads); i++) {
      const struct claim claim = view->is_claim[i] ? read_claim(view, i) : (struct claim){ .subject = RELATA_NONE };
      if (claim.subject != RELATA_NONE && claim.predicate != RELATA_NONE && claim.object != RELATA_NONE)
        view->claims[found++] = claim;
    }
    view->claim_count = found;
    qsort_r(view->claims, found, sizeof *view->claims, compare_claims, view->quads);
  }
  *count = view->claim_count;
  return view->claims;
}

bool claim_is_stated(const struct claim *claim) {
  return !claim->negated && !claim->possible && claim->speaker == RELATA_NONE;
}

/* ------------------------------------------------------------------ labels */

struct relata_str iri_local(struct relata_str iri) {
  size_t from = 0;
  for (size_t i = 0; i + 1 < iri.len; i++)
    if (iri.data[i] == '/' || iri.data[i] == '#')
      from = i + 1;
  return (struct relata_str){ iri.data + from, iri.len - from };
}

/* The object that most graphs give; of equals the first in byte order. */
static uint32_t commonest_object(struct view *view, uint32_t subject, const char *predicate, const char *head) {
  const uint32_t number = quads_find(view->quads, relata_str_of(predicate));
  if (number == RELATA_NONE)
    return RELATA_NONE;
  struct quad_cursor cursor = quads_match(view->quads, (struct quad){ subject, number, RELATA_NONE, RELATA_NONE }, false);
  uint32_t best = RELATA_NONE, last = RELATA_NONE;
  size_t best_count = 0, count = 0;
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));) {
    if (!begins_with(quads_term(view->quads, quad->object), head))
      continue;
    count = quad->object == last ? count + 1 : 1;
    last = quad->object;
    if (count > best_count) {
      best = last;
      best_count = count;
    }
  }
  return best;
}

const struct relata_property *view_property(const struct view *view, uint32_t predicate) {
  const struct relata_str iri = term_as_iri(quads_term(view->quads, predicate));
  if (!view->ontology || !begins_with(iri, NS_REL))
    return NULL;
  const size_t stem = sizeof NS_REL - 1;
  const uint32_t index =
    relata_ontology_find_property(view->ontology, (struct relata_str){ iri.data + stem, iri.len - stem });
  return index == RELATA_NONE ? NULL : relata_ontology_get_property(view->ontology, index);
}

static struct relata_str spaced_local(struct view *view, struct relata_str iri) {
  const struct relata_str local = relata_arena_copy(view->arena, iri_local(iri));
  char *data = (char *)local.data;
  for (size_t i = 0; i < local.len; i++)
    if (data[i] == '_')
      data[i] = ' ';
  return local.len ? local : iri;
}

static struct relata_str find_label(struct view *view, uint32_t term) {
  const struct relata_str text = quads_term(view->quads, term);
  if (term_get_kind(text) != TERM_IRI)
    return term_split(view->arena, text).value;
  const struct relata_property *property = view_property(view, term);
  if (property && property->label.len)
    return property->label;
  uint32_t label = commonest_object(view, term, SKOS_PREF_LABEL, "\"");
  if (label == RELATA_NONE)
    label = commonest_object(view, term, RDFS_LABEL, "\"");
  if (label == RELATA_NONE)
    label = commonest_object(view, term, DCT_TITLE, "\"");
  if (label != RELATA_NONE)
    return term_split(view->arena, quads_term(view->quads, label)).value;
  return spaced_local(view, term_as_iri(text));
}

struct relata_str view_label(struct view *view, uint32_t term) {
  if (term == RELATA_NONE)
    return (struct relata_str){ NULL, 0 };
  if (!view->labels[term].data) {
    const struct relata_str label = find_label(view, term);
    view->labels[term] = label.data ? label : RELATA_STR("");
  }
  return view->labels[term];
}

struct relata_str view_class(struct view *view, uint32_t term) {
  if (!view->classes[term].data) {
    const uint32_t class = commonest_object(view, term, RDF_TYPE, "<");
    view->classes[term] = class == RELATA_NONE ? RELATA_STR("") : iri_local(term_as_iri(quads_term(view->quads, class)));
  }
  return view->classes[term];
}
