/* antecedent_chain.c — a thing, as far as its mentions have told. */
#include "extract/facts/antecedent.h"

enum {
  NEAR = 32,        /* chains heard last that every mention is compared with */
  NEAR_PRONOUN = 20 /* for pronouns */
};

bool hashes_have(const uint32_t *words, size_t count, uint32_t word) {
  for (size_t i = 0; i < count; i++)
    if (words[i] == word)
      return true;
  return false;
}

static void hashes_put(uint32_t *words, uint8_t *count, size_t room, uint32_t word) {
  if (word && *count < room && !hashes_have(words, *count, word))
    words[(*count)++] = word;
}

uint32_t chain_new(struct antecedents *antecedents) {
  const uint32_t number = antecedents->chain_count++;
  antecedents->chains[number] = (struct chain){ .first = RELATA_NONE, .last = RELATA_NONE, .last_named = RELATA_NONE,
                                                .second_last = RELATA_NONE, .before = RELATA_NONE,
                                                .after = RELATA_NONE, .pronoun_only = true };
  return number;
}

static void chain_unlink(struct antecedents *antecedents, uint32_t number) {
  const struct chain *chain = &antecedents->chains[number];
  if (chain->before != RELATA_NONE)
    antecedents->chains[chain->before].after = chain->after;
  if (chain->after != RELATA_NONE)
    antecedents->chains[chain->after].before = chain->before;
  if (antecedents->latest == number)
    antecedents->latest = chain->before;
}

/* Puts a chain at the end of the order in which they were heard. */
static void chain_hear(struct antecedents *antecedents, uint32_t number) {
  struct chain *chain = &antecedents->chains[number];
  if (antecedents->latest == number)
    return;
  chain_unlink(antecedents, number);
  chain->before = antecedents->latest;
  chain->after = RELATA_NONE;
  if (antecedents->latest != RELATA_NONE)
    antecedents->chains[antecedents->latest].after = number;
  antecedents->latest = number;
}

static void chain_learn_words(struct chain *chain, const struct trait *trait) {
  if (trait->pronoun)
    return;
  hashes_put(chain->heads, &chain->head_count, CHAIN_HEADS, trait->head_word);
  hashes_put(chain->texts, &chain->text_count, CHAIN_TEXTS, trait->text_word);
  hashes_put(chain->labels, &chain->label_count, CHAIN_TEXTS, trait->label_word);
  for (size_t i = 0; i < trait->word_count; i++)
    hashes_put(chain->words, &chain->word_count, CHAIN_WORDS, trait->words[i]);
  if (trait->acronym && !chain->acronym)
    chain->acronym = trait->acronym;
  chain->bits |= trait->bits;
}

void chain_join(struct antecedents *antecedents, uint32_t number, uint32_t trait_number) {
  const struct trait *trait = &antecedents->traits[trait_number];
  struct chain *chain = &antecedents->chains[number];
  antecedents->chain_of[trait_number] = number;
  if (chain->first == RELATA_NONE)
    chain->first = trait_number;
  chain->second_last = chain->last;
  chain->last = trait_number;
  if (trait->named)
    chain->last_named = trait_number;
  chain->count++;
  chain->kinds = (uint16_t)(chain->kinds | 1u << (trait->kind < 15 ? trait->kind : 15));
  chain->types = (uint16_t)(chain->types | 1u << trait->type);
  chain->numbers = (uint8_t)(chain->numbers | 1u << trait->grammar_number);
  if (!chain->type || (chain->pronoun_only && !trait->pronoun && trait->type))
    chain->type = trait->type;
  if (!chain->grammar_number || (chain->pronoun_only && !trait->pronoun))
    chain->grammar_number = trait->grammar_number;
  if (!chain->gender)
    chain->gender = trait->gender;
  chain->named = chain->named || trait->named;
  chain->pronoun_only = chain->pronoun_only && trait->pronoun;
  chain_learn_words(chain, trait);
  chain_hear(antecedents, number);
}

size_t chains_to_compare(const struct antecedents *antecedents, uint32_t number, uint32_t *chains, size_t room) {
  const struct trait *trait = &antecedents->traits[number];
  const size_t near = trait->pronoun ? NEAR_PRONOUN : NEAR;
  size_t count = 0, seen = 0;
  for (uint32_t c = antecedents->latest; c != RELATA_NONE && count < room; c = antecedents->chains[c].before, seen++) {
    const struct chain *chain = &antecedents->chains[c];
    const bool alike = trait->pronoun ? (chain->kinds >> trait->kind & 1) != 0 : (chain->bits & trait->bits) != 0;
    if (seen < near || alike)
      chains[count++] = c;
  }
  return count;
}
