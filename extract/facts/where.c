/* where.c — where something happens, and how many are meant. */
#include "extract/facts/facts.h"

static bool preposition_is_place(struct relata_str preposition) {
  return relata_str_is(preposition, "in") || relata_str_is(preposition, "at") ||
         relata_str_is(preposition, "near") || relata_str_is(preposition, "inside") ||
         relata_str_is(preposition, "within") || relata_str_is(preposition, "outside") ||
         relata_str_is(preposition, "around") || relata_str_is(preposition, "across") ||
         relata_str_is(preposition, "throughout");
}

static uint32_t place_child(const struct tree *tree, uint32_t head) {
  const struct tree_list children = tree_children(tree, head);
  for (size_t i = 0; i < children.count; i++) {
    const uint32_t child = children.items[i];
    const enum relata_dep base = tree_base(tree, child);
    if (base != RELATA_DEP_OBL && base != RELATA_DEP_NMOD)
      continue;
    const uint32_t mention = tree->mention_at[child];
    if (mention != RELATA_NONE && tree->document->mentions[mention].type == RELATA_PLACE &&
        preposition_is_place(tree_preposition(tree, child)))
      return mention;
  }
  return RELATA_NONE;
}

void circumstance_place(const struct tree *tree, struct relata_clause *clause) {
  uint32_t head = clause->head;
  for (int steps = 0; head != RELATA_NONE && steps < 4; steps++) {
    clause->circumstances.place = place_child(tree, head);
    if (clause->circumstances.place != RELATA_NONE || tree_base(tree, head) != RELATA_DEP_CONJ)
      return;
    head = tree_head(tree, head);
  }
}

/* "at least 25" of "at least 25 people": the number with its adverbs. */
static struct relata_str quantity_of(const struct tree *tree, uint32_t noun) {
  uint32_t number = tree_child_base(tree, noun, RELATA_DEP_NUMMOD);
  if (number == RELATA_NONE && tree_in(tree, noun, WORD_QUANTITY_NOUN) && phrase_core(tree, noun) != noun)
    number = noun;
  if (number == RELATA_NONE)
    return (struct relata_str){ 0 };
  return tokens_as_text(tree, number == noun ? noun : tree->low[number], number == noun ? noun + 1 : tree->high[number] + 1);
}

void circumstance_quantity(struct relata_document *document, const struct tree *tree, struct relata_clause *clause) {
  (void)document;
  static const enum relata_role order[] = { RELATA_ROLE_OBJECT, RELATA_ROLE_SUBJECT };
  for (size_t o = 0; o < sizeof order / sizeof *order; o++)
    for (size_t a = 0; a < clause->argument_count && !clause->circumstances.quantity.len; a++)
      if (clause->arguments[a].role == order[o])
        clause->circumstances.quantity = quantity_of(tree, clause->arguments[a].head);
}
