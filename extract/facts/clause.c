#include "extract/facts/clause.h"
#include "extract/facts/facts.h"

#include <string.h>

/* ---- growing arrays in the arena */

static void *items_grow(struct relata_arena *arena, void *items, size_t count, size_t *room, size_t size) {
  if (count < *room)
    return items;
  *room = *room ? *room * 2 : 16;
  void *grown = relata_arena_alloc(arena, *room * size);
  if (count)
    memcpy(grown, items, count * size);
  return grown;
}

/* ---- the builder */

void clause_begin(struct clause_builder *builder) {
  builder->argument_count = 0;
}

void clause_add(struct clause_builder *builder, enum relata_role role, uint32_t head, struct relata_str preposition,
                bool inherited) {
  const uint32_t antecedent = clause_antecedent(builder->tree, head);
  if (antecedent == RELATA_NONE)
    return;
  for (size_t k = 0; k < builder->argument_count; k++)
    if (builder->arguments[k].role == role && builder->arguments[k].head == antecedent)
      return;
  builder->arguments = items_grow(builder->document->arena, builder->arguments, builder->argument_count,
                                  &builder->argument_room, sizeof *builder->arguments);
  builder->arguments[builder->argument_count++] = (struct relata_argument){
      .role = role,
      .head = antecedent,
      .mention = RELATA_NONE,
      .clause = RELATA_NONE,
      .preposition = preposition,
      .inherited = inherited || antecedent != head,
  };
}

void clause_add_conjuncts(struct clause_builder *builder, enum relata_role role, uint32_t head,
                          struct relata_str preposition, bool inherited) {
  uint32_t conjuncts[32];
  const size_t count = tree_conjuncts(builder->tree, head, conjuncts, sizeof conjuncts / sizeof *conjuncts);
  for (size_t k = 0; k < count; k++) {
    const struct relata_str own = conjuncts[k] == head ? preposition : tree_preposition(builder->tree, conjuncts[k]);
    clause_add(builder, role, conjuncts[k], own.len ? own : preposition, inherited);
  }
}

void clause_end(struct clause_builder *builder, enum relata_clause_kind kind, uint32_t head, struct relata_str lemma,
                bool passive) {
  struct relata_arena *arena = builder->document->arena;
  const size_t size = builder->argument_count * sizeof *builder->arguments;
  struct relata_argument *arguments = relata_arena_alloc(arena, size ? size : 1);
  if (size)
    memcpy(arguments, builder->arguments, size);
  builder->clauses =
      items_grow(arena, builder->clauses, builder->clause_count, &builder->clause_room, sizeof *builder->clauses);
  if (builder->clause_at[head] == RELATA_NONE)
    builder->clause_at[head] = (uint32_t)builder->clause_count;
  builder->clauses[builder->clause_count++] = (struct relata_clause){
      .kind = kind,
      .sentence = builder->tree->tokens[head].sentence,
      .head = head,
      .lemma = lemma,
      .passive = passive,
      .parent = RELATA_NONE,
      .arguments = arguments,
      .argument_count = builder->argument_count,
      .circumstances = {.speaker = RELATA_NONE, .speech = RELATA_NONE, .place = RELATA_NONE},
  };
}

struct relata_str clause_lemma(const struct tree *tree, uint32_t head) {
  struct relata_arena *arena = tree->document->arena;
  const struct relata_str lemma = tree->tokens[head].lemma;
  char *text = relata_arena_alloc(arena, lemma.len + 1);
  for (size_t k = 0; k < lemma.len; k++)
    text[k] = (char)(lemma.data[k] >= 'A' && lemma.data[k] <= 'Z' ? lemma.data[k] - 'A' + 'a' : lemma.data[k]);
  struct relata_str whole = {text, lemma.len};
  const struct tree_list children = tree_children(tree, head);
  for (size_t k = 0; k < children.count; k++)
    if (tree_dep(tree, children.items[k]) == RELATA_DEP_COMPOUND_PRT) {
      const struct relata_str particle = tree->tokens[children.items[k]].lemma;
      whole = relata_arena_print(arena, "%.*s_%.*s", (int)whole.len, whole.data, (int)particle.len, particle.data);
    }
  return whole;
}

/* ---- what can be known only when all clauses are there */

static uint32_t clause_parent(const struct clause_builder *builder, const struct relata_clause *clause) {
  const uint32_t index = (uint32_t)(clause - builder->clauses);
  if (builder->clause_at[clause->head] != index)
    return builder->clause_at[clause->head];
  uint32_t token = tree_head(builder->tree, clause->head);
  while (token != RELATA_NONE && builder->clause_at[token] == RELATA_NONE)
    token = tree_head(builder->tree, token);
  return token == RELATA_NONE ? RELATA_NONE : builder->clause_at[token];
}

/* The mean over the words involved: each word's tag and its own arc. */
static float clause_score(const struct tree *tree, const struct relata_clause *clause) {
  const struct relata_token *tokens = tree->tokens;
  float sum = tokens[clause->head].arc_score * tokens[clause->head].tag_score;
  for (size_t k = 0; k < clause->argument_count; k++) {
    const struct relata_token *word = &tokens[clause->arguments[k].head];
    sum += word->arc_score * word->tag_score;
  }
  return sum / (float)(clause->argument_count + 1);
}

static void clause_finish(struct clause_builder *builder, struct relata_clause *clause) {
  clause->parent = clause_parent(builder, clause);
  clause->score = clause_score(builder->tree, clause);
  for (size_t k = 0; k < clause->argument_count; k++) {
    struct relata_argument *argument = &clause->arguments[k];
    argument->mention = tree_mention(builder->tree, argument->head);
    const bool clausal = argument->role == RELATA_ROLE_CLAUSE || argument->role == RELATA_ROLE_ADVERBIAL ||
                         argument->role == RELATA_ROLE_SUBJECT || argument->role == RELATA_ROLE_OBJECT;
    if (clausal && tree_is_predicate(builder->tree, argument->head))
      argument->clause = builder->clause_at[argument->head];
  }
}

/* ---- all of a document */

static bool token_is_noun(const struct tree *tree, uint32_t token) {
  const enum relata_dep base = tree_base(tree, token);
  return tree_is_nominal(tree, token) && base != RELATA_DEP_FLAT && base != RELATA_DEP_FIXED &&
         base != RELATA_DEP_CASE && base != RELATA_DEP_MARK;
}

enum relata_status clauses_build(struct relata_document *document, const struct tree *tree) {
  struct clause_builder builder = {.document = document, .tree = tree};
  const size_t count = document->token_count;
  builder.clause_at = relata_arena_alloc(document->arena, (count ? count : 1) * sizeof *builder.clause_at);
  for (size_t t = 0; t < count; t++)
    builder.clause_at[t] = RELATA_NONE;
  for (uint32_t t = 0; t < count; t++) {
    clause_build_predicate(&builder, t);
    if (tree_base(tree, t) == RELATA_DEP_APPOS)
      clause_build_apposition(&builder, t);
    if (token_is_noun(tree, t))
      clause_build_noun(&builder, t);
    clause_build_compound(&builder, t);
  }
  document->clauses = builder.clauses;
  document->clause_count = builder.clause_count;
  for (size_t c = 0; c < builder.clause_count; c++)
    clause_finish(&builder, &builder.clauses[c]);
  return RELATA_OK;
}

enum relata_status relata_find_clauses(struct relata_document *document, struct relata_error *error) {
  (void)error;
  struct tree *tree = tree_new(document);
  RELATA_TRY(trees_repair(tree));
  RELATA_TRY(mentions_find(document, tree));
  RELATA_TRY(names_vote(document, tree));
  tree_index_mentions(tree);
  const struct quotes *quotes = quotes_of(document, tree);
  RELATA_TRY(mentions_resolve(document, tree, quotes));
  RELATA_TRY(chains_find(document, tree));
  RELATA_TRY(clauses_build(document, tree));
  return circumstances_find(document, tree, quotes);
}
