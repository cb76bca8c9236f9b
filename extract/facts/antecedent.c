/* antecedent.c — the pass over the mentions, and the network's choice. */
#include "extract/facts/antecedent.h"

void antecedents_find(struct antecedents *antecedents, struct relata_document *document, const struct tree *tree,
                      antecedent_choose choose, void *payload) {
  const size_t count = document->mention_count;
  *antecedents = (struct antecedents){ .document = document, .tree = tree, .latest = RELATA_NONE };
  antecedents->traits = relata_arena_alloc(document->arena, (count + 1) * sizeof *antecedents->traits);
  antecedents->chains = relata_arena_alloc(document->arena, (count + 1) * sizeof *antecedents->chains);
  antecedents->chain_of = relata_arena_alloc(document->arena, (count + 1) * sizeof *antecedents->chain_of);
  traits_fill(antecedents);
  for (uint32_t m = 0; m < count; m++) {
    uint32_t chains[COMPARED_MOST];
    antecedents->chain_of[m] = RELATA_NONE;
    if (!document->mentions[m].refers)
      continue;
    const size_t some = chains_to_compare(antecedents, m, chains, COMPARED_MOST);
    uint32_t chain = choose(payload, antecedents, m, chains, some);
    if (chain == RELATA_NONE)
      chain = chain_new(antecedents);
    chain_join(antecedents, chain, m);
  }
}

/* Four numbers side by side, as a type: compilers miss it in the loops. */
typedef float four __attribute__((vector_size(16), aligned(4), may_alias));

static float score(const struct features *features) {
  enum { PARTS = ANTECEDENT_HIDDEN / 4 };
  const four *bias = (const four *)antecedent_hidden_bias, *out = (const four *)antecedent_out;
  four hidden[PARTS], sum = { 0 };
  for (size_t k = 0; k < PARTS; k++)
    hidden[k] = bias[k];
  for (size_t i = 0; i < features->count; i++) {
    const four *row = (const four *)antecedent_rows[features->rows[i]];
    for (size_t k = 0; k < PARTS; k++)
      hidden[k] += row[k];
  }
  for (size_t k = 0; k < PARTS; k++)
    sum += out[k] * (four)((hidden[k] > 0) & (__typeof__(hidden[k] > 0))hidden[k]);
  return (sum[0] + sum[2]) + (sum[1] + sum[3]);
}

void antecedents_compare(const struct antecedents *antecedents, uint32_t trait, const uint32_t *chains, size_t count,
                         antecedent_see see, void *payload) {
  struct features features;
  struct rank rank = { 0, 0 };
  features_of_new(&features, antecedents, trait, chains, count);
  see(payload, &features, 0);
  for (size_t i = 0; i < count; i++, rank.of_all++) {
    features_of_chain(&features, antecedents, trait, chains[i], rank);
    see(payload, &features, i + 1);
    rank.of_fitting += chain_fits(&antecedents->traits[trait], &antecedents->chains[chains[i]]);
  }
}

struct best {
  float score;
  size_t choice;
};

static void best_see(void *payload, const struct features *features, size_t choice) {
  struct best *best = payload;
  const float found = score(features) + (choice == 0 ? antecedent_new : 0);
  if (choice == 0 || found > best->score)
    *best = (struct best){ found, choice };
}

/* "he" and "she" follow the rules where these name one before: between two
 * names of one sentence they are right more often than the network. */
static uint32_t person_by_rule(const struct antecedents *antecedents, uint32_t trait) {
  const struct trait *m = &antecedents->traits[trait];
  if ((m->kind != TRAIT_HE && m->kind != TRAIT_SHE) || m->first_by_rule)
    return RELATA_NONE;
  for (uint32_t t = trait; t-- > m->rule;) /* a cluster's number is its first mention's */
    if (antecedents->traits[t].rule == m->rule && antecedents->chain_of[t] != RELATA_NONE)
      return antecedents->chain_of[t];
  return RELATA_NONE;
}

uint32_t antecedent_best(void *payload, const struct antecedents *antecedents, uint32_t trait, const uint32_t *chains,
                         size_t count) {
  (void)payload;
  const uint32_t ruled = person_by_rule(antecedents, trait);
  if (ruled != RELATA_NONE)
    return ruled;
  struct best best = { 0, 0 };
  antecedents_compare(antecedents, trait, chains, count, best_see, &best);
  return best.choice ? chains[best.choice - 1] : RELATA_NONE;
}

/* "the Danish firm Nordvik": the name tells which. */
static bool is_told_by_name(const struct antecedents *antecedents, const struct trait *trait) {
  const uint32_t apposed = tree_child_base(antecedents->tree, trait->mention->head, RELATA_DEP_APPOS);
  const uint32_t name = apposed == RELATA_NONE ? RELATA_NONE : antecedents->tree->mention_at[apposed];
  return name != RELATA_NONE && antecedents->traits[name].named && antecedents->traits[name].rule == trait->rule;
}

/* "its", "they", "the firm": what the rules and the network may see otherwise. */
static bool can_part(const struct antecedents *antecedents, const struct trait *trait) {
  return trait->kind == TRAIT_IT || trait->kind == TRAIT_THEY ||
         (trait->kind == TRAIT_DEFINITE && !trait->named && trait->type != RELATA_PERSON &&
          !is_told_by_name(antecedents, trait));
}

/* "The army says it has": who speaks is what the rules know best. */
static bool is_said_by(const struct antecedents *antecedents, const struct trait *said, const struct trait *by) {
  const struct tree *tree = antecedents->tree;
  return by->sentence == said->sentence && by->role == TRAIT_SUBJECT && by->governor != RELATA_NONE &&
         tree_in(tree, by->governor, WORD_SPEECH_VERB) && tree_is_below(tree, said->mention->head, by->governor);
}

/* "the country" and "Oslo": of kinds that exclude each other. */
static bool kinds_clash(const struct antecedents *antecedents, const struct trait *a, const struct trait *b) {
  if (a->pronoun || b->pronoun)
    return false;
  const uint64_t one = mention_bodies(antecedents->tree, a->mention), other = mention_bodies(antecedents->tree, b->mention);
  return one && other && !(one & other);
}

/* Where the rules join such a mention to what the network holds for another thing, a noun follows the network, and a
 * pronoun, of which neither is sure, stays on its own.  A noun that has been said before keeps to it, and so does "it"
 * as a subject that the network finds nothing for. */
static uint32_t cluster_agreed(const struct antecedents *antecedents, uint32_t number) {
  const struct trait *traits = antecedents->traits, *m = &traits[number];
  const struct relata_mention *mentions = antecedents->document->mentions;
  uint32_t other = RELATA_NONE, same = RELATA_NONE;
  bool clash = false;
  if (!can_part(antecedents, m) || m->first_by_rule || antecedents->chain_of[number] == RELATA_NONE)
    return mentions[number].cluster;
  const uint32_t chain_first = antecedents->chains[antecedents->chain_of[number]].first;
  const uint32_t first = m->rule < chain_first ? m->rule : chain_first; /* a cluster's number is its first mention's */
  for (uint32_t t = number; t-- > first;) {
    const bool together = antecedents->chain_of[t] == antecedents->chain_of[number];
    if (traits[t].rule == m->rule && (together || is_said_by(antecedents, m, &traits[t]) ||
                                      (!m->pronoun && traits[t].head_word == m->head_word)))
      return mentions[t].cluster;
    if (traits[t].rule == m->rule && same == RELATA_NONE)
      same = mentions[t].cluster;
    clash = clash || (together && kinds_clash(antecedents, m, &traits[t]));
    if (together && other == RELATA_NONE)
      other = mentions[t].cluster;
  }
  if (clash)
    return same == RELATA_NONE ? number : same;
  if (other == RELATA_NONE && m->kind == TRAIT_IT && m->role == TRAIT_SUBJECT)
    return same;
  return other == RELATA_NONE || m->pronoun ? number : other;
}

enum relata_status chains_find(struct relata_document *document, const struct tree *tree) {
  struct antecedents antecedents;
  antecedents_find(&antecedents, document, tree, antecedent_best, NULL);
  for (uint32_t m = 0; m < document->mention_count; m++)
    document->mentions[m].chain =
        antecedents.chain_of[m] == RELATA_NONE ? m : antecedents.chains[antecedents.chain_of[m]].first;
  for (uint32_t m = 0; m < document->mention_count; m++)
    document->mentions[m].cluster = cluster_agreed(&antecedents, m);
  return RELATA_OK;
}
