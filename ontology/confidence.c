/* confidence.c — what speaks for a fact, and what that weighs. */
#include "ontology/confidence.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ontology/lexicon.h"

/* ------------------------------------------------------------- values */

static double log_odds(float probability) {
  const double p = probability < 0.001f ? 0.001 : probability > 0.999f ? 0.999 : (double)probability;
  return log(p / (1 - p));
}

struct teller {
  confidence_take take;
  void *payload;
};

static void tell(const struct teller *teller, double value, const char *kind, const char *what, struct relata_str more) {
  char name[160];
  if (value == 0)
    return;
  snprintf(name, sizeof name, "%s%s%.*s", kind, what, (int)more.len, more.data ? more.data : "");
  teller->take(teller->payload, name, value);
}

/* Whether the two ways of finding whom a later mention means agree on it. */
static void tell_meaning(const struct teller *teller, const char *end, const struct mapper *mapper, uint32_t number) {
  const struct relata_mention *mentions = mapper->document->mentions, *mention = &mentions[number];
  const uint32_t first = mapper->entity_at[number];
  if (first == number)
    return;
  const bool agree = mentions[first].chain == mention->chain;
  const char *kind = mention->pronoun ? "pronoun" : mention->named ? "name" : "noun";
  tell(teller, 1, end, agree ? "again:" : "apart:", relata_str_of(kind));
}

static void tell_end(const struct teller *teller, const char *end, const struct mapper *mapper, uint32_t number) {
  const struct relata_mention *mention = &mapper->document->mentions[number];
  const struct relata_str none = { 0 };
  tell_meaning(teller, end, mapper, number);
  tell(teller, 1, end, relata_sort_as_name((enum relata_sort)mention->sort), none);
  tell(teller, mention->named, end, "named", none);
  tell(teller, mention->pronoun, end, "pronoun", none);
  tell(teller, mention->modifier, end, "modifier", none);
}

static void tell_scorer(const struct teller *teller, const struct map_evidence *evidence) {
  const struct relata_str none = { 0 };
  const bool scorer = evidence->rule == MAP_SCORER;
  if (!evidence->seen) {
    tell(teller, 1, "unseen", "", none);
    return;
  }
  tell(teller, log_odds(evidence->relation), scorer ? "scorer:" : "rule:", "relation", none);
  tell(teller, log_odds(evidence->none), scorer ? "scorer:" : "rule:", "none", none);
}

/* ---- the way between the two words */

enum { WAY = 24 };

struct way {
  uint32_t steps, clauses; /* arcs of the tree, and those of them that a clause of its own hangs on */
  enum relata_dep from, to; /* the first arc at either end; ROOT where that end is the top */
};

static bool begins_clause(enum relata_dep base) {
  switch (base) {
  case RELATA_DEP_CCOMP:
  case RELATA_DEP_ADVCL:
  case RELATA_DEP_ACL:
  case RELATA_DEP_PARATAXIS:
  case RELATA_DEP_CSUBJ:
    return true;
  default:
    return false;
  }
}

static void way_walk(struct way *way, const struct relata_token *tokens, const uint32_t *up, size_t steps) {
  way->steps += (uint32_t)steps;
  for (size_t i = 0; i < steps; i++)
    way->clauses += begins_clause(relata_dep_base((enum relata_dep)tokens[up[i]].dep));
}

static struct way way_between(const struct mapper *mapper, uint32_t a, uint32_t b) {
  const struct relata_token *tokens = mapper->document->tokens;
  uint32_t up_a[WAY], up_b[WAY];
  size_t i = map_ancestors(mapper, a, up_a, WAY), j = map_ancestors(mapper, b, up_b, WAY);
  while (i > 0 && j > 0 && up_a[i - 1] == up_b[j - 1])
    i--, j--;
  struct way way = { .from = i ? relata_dep_base((enum relata_dep)tokens[a].dep) : RELATA_DEP_ROOT,
                     .to = j ? relata_dep_base((enum relata_dep)tokens[b].dep) : RELATA_DEP_ROOT };
  way_walk(&way, tokens, up_a, i);
  way_walk(&way, tokens, up_b, j);
  return way;
}

/* Names and things between the two that the relation might be with instead. */
static double mentions_between(const struct relata_document *document, uint32_t a, uint32_t b) {
  const uint32_t low = a < b ? a : b, high = a < b ? b : a;
  double count = 0;
  for (uint32_t m = low + 1; m < high; m++)
    count += document->mentions[m].named && !document->mentions[m].modifier;
  return count;
}

static void tell_way(const struct teller *teller, const struct mapper *mapper, const struct relata_fact *fact,
                     const char *who, uint32_t object) {
  const struct relata_document *document = mapper->document;
  const struct relata_str none = { 0 };
  const struct way way = way_between(mapper, document->mentions[fact->subject_mention].head, object);
  tell(teller, log(1 + (double)way.steps), who, "way", none);
  tell(teller, way.clauses > 2 ? 2 : way.clauses, who, "clauses", none);
  if (object == document->mentions[fact->object_mention].head)
    tell(teller, log(1 + mentions_between(document, fact->subject_mention, fact->object_mention)), who, "between", none);
  tell(teller, 1, who, "subject@", relata_str_of(relata_dep_as_name(way.from)));
  tell(teller, 1, who, "object@", relata_str_of(relata_dep_as_name(way.to)));
}

void confidence_features(const struct mapper *mapper, size_t number, confidence_take take, void *payload) {
  const struct teller teller = { take, payload };
  const struct relata_fact *fact = &mapper->facts[number];
  const struct map_evidence *evidence = &mapper->evidence[number];
  const struct relata_mention *mentions = mapper->document->mentions;
  const uint32_t a = mentions[fact->subject_mention].head;
  const uint32_t b = evidence->understood ? evidence->noun : mentions[fact->object_mention].head;
  const struct relata_str none = { 0 };
  tell(&teller, 1, "bias", "", none);
  tell(&teller, 1, "rule=", map_rule_name((enum map_rule)evidence->rule), none);
  tell(&teller, 1, "relation=", evidence->rule == MAP_SCORER ? "scorer:" : "rule:", fact->relation);
  tell(&teller, 1 - (double)evidence->weight, "rule:", "weak", none);
  tell(&teller, fact->negated, "status=", "not", none);
  tell(&teller, fact->possible, "status=", "possible", none);
  tell(&teller, fact->speaker.len > 0, "status=", "said", none);
  tell(&teller, log_odds(evidence->words), "words", "", none);
  tell(&teller, log(1 + fabs((double)a - (double)b)), "distance", "", none);
  tell(&teller, evidence->second, evidence->rule == MAP_SCORER ? "scorer:" : "rule:", "second", none);
  tell_scorer(&teller, evidence);
  tell_way(&teller, mapper, fact, evidence->rule == MAP_SCORER ? "scorer:" : "rule:", b);
  tell_end(&teller, "subject=", mapper, fact->subject_mention);
  tell_end(&teller, "object=", mapper, fact->object_mention);
}

/* ------------------------------------------------------------- weights */

static double weight_find(struct relata_str name) {
  size_t low = 0, high = confidence_weight_count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    const int order = relata_str_compare(confidence_weights[middle].name, name);
    if (order == 0)
      return confidence_weights[middle].weight;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return 0;
}

/* Gathers values for a fact's reason. */
struct gathering {
  struct relata_arena *arena;
  struct relata_reason_value *values; /* NULL to count them */
  size_t count;
};

static void gather(void *payload, const char *name, double value) {
  struct gathering *gathering = payload;
  const double weight = weight_find(relata_str_of(name));
  if (weight == 0)
    return;
  if (gathering->values)
    gathering->values[gathering->count] =
      (struct relata_reason_value){ relata_arena_copy(gathering->arena, relata_str_of(name)), value, weight };
  gathering->count++;
}

static void reason_fill(struct mapper *mapper, size_t fact) {
  struct relata_reason *reason = mapper->facts[fact].reason;
  struct gathering gathering = { .arena = mapper->document->arena };
  if (!reason)
    return;
  confidence_features(mapper, fact, gather, &gathering);
  gathering.values = relata_arena_alloc(gathering.arena, (gathering.count + 1) * sizeof *gathering.values);
  gathering.count = 0;
  confidence_features(mapper, fact, gather, &gathering);
  reason->values = gathering.values;
  reason->value_count = gathering.count;
}

static void sum_up(void *payload, const char *name, double value) {
  *(double *)payload += value * weight_find(relata_str_of(name));
}

void confidence_settle(struct mapper *mapper) {
  const double asked = mapper->ontology->least;
  /* Words carry a rule's fact: it may be less sure than what the scorer says alone. */
  const double least_scorer = asked >= 0 ? asked : weight_find(RELATA_STR("threshold:scorer"));
  const double least_rule = asked >= 0 ? asked : weight_find(RELATA_STR("threshold:rule"));
  size_t kept = 0;
  for (size_t f = 0; f < mapper->fact_count; f++) {
    double sum = 0;
    confidence_features(mapper, f, sum_up, &sum);
    const double sure = 1 / (1 + exp(-sum));
    if (sure < (mapper->evidence[f].rule == MAP_SCORER ? least_scorer : least_rule))
      continue;
    reason_fill(mapper, f);
    mapper->facts[kept] = mapper->facts[f];
    mapper->evidence[kept] = mapper->evidence[f];
    mapper->facts[kept++].confidence = sure > 0.99 ? 0.99 : sure < 0.01 ? 0.01 : sure;
  }
  mapper->fact_count = kept;
  map_seen_renew(mapper);
}
