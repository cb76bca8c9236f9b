/* Which words of a tree make up an argument. */
#include "extract/facts/openie.h"

#include <string.h>

/* ---- lists of words */

void words_add(struct openie *openie, struct words *words, uint32_t item) {
  if (words->count == words->room) {
    words->room = words->room ? words->room * 2 : 8;
    uint32_t *grown = relata_arena_alloc(openie->arena, words->room * sizeof *grown);
    if (words->count)
      memcpy(grown, words->items, words->count * sizeof *grown);
    words->items = grown;
  }
  words->items[words->count++] = item;
}

void words_append(struct openie *openie, struct words *words, struct words more) {
  for (size_t k = 0; k < more.count; k++)
    words_add(openie, words, more.items[k]);
}

bool words_have(const struct words *words, uint32_t item) {
  for (size_t k = 0; k < words->count; k++)
    if (words->items[k] == item)
      return true;
  return false;
}

void words_sort(struct words *words) {
  for (size_t k = 1; k < words->count; k++) {
    const uint32_t item = words->items[k];
    size_t at = k;
    while (at > 0 && !is_inserted(words->items[at - 1]) && !is_inserted(item) && words->items[at - 1] > item) {
      words->items[at] = words->items[at - 1];
      at--;
    }
    words->items[at] = item;
  }
  size_t kept = 0;
  for (size_t k = 0; k < words->count; k++)
    if (kept == 0 || words->items[kept - 1] != words->items[k])
      words->items[kept++] = words->items[k];
  words->count = kept;
}

void words_remove_below(const struct tree *tree, struct words *words, uint32_t top) {
  size_t kept = 0;
  for (size_t k = 0; k < words->count; k++)
    if (is_inserted(words->items[k]) || !tree_is_below(tree, words->items[k], top))
      words->items[kept++] = words->items[k];
  words->count = kept;
}

/* ---- punctuation */

/* Punctuation that has no business at the end of a phrase. */
static bool is_loose(const struct tree *tree, uint32_t token) {
  if (is_inserted(token))
    return false;
  const enum relata_dep base = tree_base(tree, token);
  if (base != RELATA_DEP_PUNCT && (base != RELATA_DEP_CC || tree_lemma_is(tree, token, "neither")))
    return false;
  return !(mark_of(tree, token) & (MARK_OPEN | MARK_CLOSE | MARK_KEPT));
}

/* Is it this half, MARK_OPEN or MARK_CLOSE, of quotes, or else of brackets? */
static bool is_half(const struct tree *tree, uint32_t token, enum mark half, bool quotes) {
  const unsigned kinds = mark_of(tree, token);
  return (kinds & half) && ((kinds & MARK_QUOTE) != 0) == quotes;
}

static size_t half_count(const struct tree *tree, const struct words *words, enum mark half, bool quotes) {
  size_t count = 0;
  for (size_t k = 0; k < words->count; k++)
    if (is_half(tree, words->items[k], half, quotes))
      count++;
  return count;
}

static void halves_remove(const struct tree *tree, struct words *words, enum mark half, bool quotes) {
  size_t kept = 0;
  for (size_t k = 0; k < words->count; k++)
    if (!is_half(tree, words->items[k], half, quotes))
      words->items[kept++] = words->items[k];
  words->count = kept;
}

static void words_put_first(struct openie *openie, struct words *words, uint32_t token) {
  words_add(openie, words, token);
  memmove(words->items + 1, words->items, (words->count - 1) * sizeof *words->items);
  words->items[0] = token;
}

/* A quote whose other half stands just outside is completed, one half alone goes. */
static void pairs_balance(struct openie *openie, struct words *words, bool quotes) {
  const struct tree *tree = openie->tree;
  const struct relata_sentence *sentence = tree_sentence(tree, words->items[0]);
  const size_t open = half_count(tree, words, MARK_OPEN, quotes), close = half_count(tree, words, MARK_CLOSE, quotes);
  if (open == close)
    return;
  const uint32_t first = words->items[0], last = words->items[words->count - 1];
  if (quotes && open > close && last + 1 < sentence->end && is_half(tree, last + 1, MARK_CLOSE, true))
    words_add(openie, words, last + 1);
  else if (quotes && close > open && first > sentence->first && is_half(tree, first - 1, MARK_OPEN, true))
    words_put_first(openie, words, first - 1);
  else
    halves_remove(tree, words, open > close ? MARK_OPEN : MARK_CLOSE, quotes);
}

static void quotes_widen(struct openie *openie, struct words *words) {
  const struct tree *tree = openie->tree;
  const struct relata_sentence *sentence = tree_sentence(tree, words->items[0]);
  const uint32_t first = words->items[0], last = words->items[words->count - 1];
  if (first > sentence->first && last + 1 < sentence->end && is_half(tree, first - 1, MARK_OPEN, true) &&
      is_half(tree, last + 1, MARK_CLOSE, true)) {
    words_put_first(openie, words, first - 1);
    words_add(openie, words, last + 1);
  }
}

void words_trim(struct openie *openie, struct words *words) {
  const struct tree *tree = openie->tree;
  while (words->count && is_loose(tree, words->items[words->count - 1]))
    words->count--;
  size_t loose = 0;
  while (loose < words->count && is_loose(tree, words->items[loose]))
    loose++;
  words->items += loose;
  words->count -= loose;
  words->room -= loose;
  for (size_t k = 0; k < words->count; k++)
    if (is_inserted(words->items[k]))
      return;
  for (int quotes = 1; quotes >= 0 && words->count; quotes--)
    pairs_balance(openie, words, quotes == 1);
  if (words->count)
    quotes_widen(openie, words);
}

/* ---- phrases */

static void drop_below(struct openie *openie, uint32_t top) {
  const struct tree *tree = openie->tree;
  for (uint32_t t = tree->low[top]; t <= tree->high[top]; t++)
    if (tree_is_below(tree, t, top))
      openie->dropped[t] = openie->stamp;
}

/* Is the phrase set off: a comma, dash or bracket at or before its first word? */
static bool is_set_off(const struct tree *tree, uint32_t top) {
  const uint32_t low = tree->low[top], first = tree_sentence(tree, top)->first;
  if (low == first)
    return false;
  if ((mark_of(tree, low) | mark_of(tree, low - 1)) & MARK_COMMA)
    return true;
  return low >= first + 2 && is_half(tree, low - 1, MARK_OPEN, true) && (mark_of(tree, low - 2) & MARK_COMMA) != 0;
}

/* Of a noun with a copula the clause's own parts stay out of its phrase. */
static bool is_clause_part(const struct tree *tree, uint32_t head, uint32_t child, uint32_t copula) {
  switch (tree_base(tree, child)) {
  case RELATA_DEP_ADVMOD:
    return !(child > copula && child < head);
  case RELATA_DEP_NSUBJ:
  case RELATA_DEP_CSUBJ:
  case RELATA_DEP_COP:
  case RELATA_DEP_AUX:
  case RELATA_DEP_MARK:
  case RELATA_DEP_EXPL:
  case RELATA_DEP_ADVCL:
  case RELATA_DEP_OBL:
  case RELATA_DEP_PUNCT:
  case RELATA_DEP_PARATAXIS:
  case RELATA_DEP_DISCOURSE:
  case RELATA_DEP_CCOMP:
    return true;
  default:
    return false;
  }
}

/* Left out of a phrase, whoever's child it is below the head.  `nested`: not the head's own child. */
static bool is_dropped(const struct tree *tree, uint32_t head, uint32_t child, bool nested) {
  const enum relata_dep dep = tree_dep(tree, child);
  const enum relata_dep role = tree_base(tree, head);
  const bool subject = role == RELATA_DEP_NSUBJ || role == RELATA_DEP_CSUBJ;
  if (relata_dep_base(dep) == RELATA_DEP_PARATAXIS)
    return true;
  if (dep == RELATA_DEP_ACL_RELCL)
    return is_set_off(tree, child) || !(nested || subject);
  if (nested)
    return false;
  if (dep == RELATA_DEP_APPOS || dep == RELATA_DEP_ACL)
    return is_set_off(tree, child);
  return relata_dep_base(dep) == RELATA_DEP_ADVCL;
}

/* What a short phrase can do without. */
static bool is_long(const struct tree *tree, uint32_t child, bool nested) {
  switch (tree_dep(tree, child)) {
  case RELATA_DEP_NMOD:
    return tree_child_lemma(tree, child, RELATA_DEP_CASE, "of") == RELATA_NONE;
  case RELATA_DEP_ACL:
    return tree_child_lemma(tree, child, RELATA_DEP_MARK, "of") == RELATA_NONE;
  case RELATA_DEP_APPOS: /* "author Bill Bryson" is who it is */
    return tree->low[child] != tree_head(tree, child) + 1;
  case RELATA_DEP_ACL_RELCL:
  case RELATA_DEP_ADVCL:
  case RELATA_DEP_PARATAXIS:
  case RELATA_DEP_CCOMP:
  case RELATA_DEP_DEP:
  case RELATA_DEP_LIST:
    return true;
  case RELATA_DEP_ADVMOD:
    return !nested;
  default:
    return false;
  }
}

/* "two days after" | the vote: what measures the preposition stands before it. */
static bool measures_case(const struct tree *tree, uint32_t head, uint32_t child, uint32_t preposition) {
  const enum relata_dep dep = tree_dep(tree, child);
  return preposition != RELATA_NONE && preposition < head && child < preposition &&
         (dep == RELATA_DEP_OBL_UNMARKED || dep == RELATA_DEP_NMOD_UNMARKED || dep == RELATA_DEP_ADVMOD);
}

static void phrase_drop(struct openie *openie, uint32_t head, unsigned flags) {
  const struct tree *tree = openie->tree;
  const uint32_t copula = tree_child(tree, head, RELATA_DEP_COP);
  const uint32_t preposition = openie->binary ? tree_child_base(tree, head, RELATA_DEP_CASE) : RELATA_NONE;
  for (uint32_t t = tree->low[head]; t <= tree->high[head]; t++) {
    if (t == head || !tree_is_below(tree, t, head))
      continue;
    const bool nested = tree_head(tree, t) != head;
    const enum relata_dep base = tree_base(tree, t);
    bool drop = is_dropped(tree, head, t, nested);
    if (!nested && copula != RELATA_NONE)
      drop = drop || is_clause_part(tree, head, t, copula);
    if (!nested && !(flags & PHRASE_CONJUNCTS))
      drop = drop || base == RELATA_DEP_CONJ || base == RELATA_DEP_CC;
    if (!nested && (flags & PHRASE_NO_CASE))
      drop = drop || base == RELATA_DEP_CASE || measures_case(tree, head, t, preposition);
    if (flags & PHRASE_SHORT)
      drop = drop || is_long(tree, t, nested);
    if (drop)
      drop_below(openie, t);
  }
}

/* A comma stays only between words that stay. */
static bool comma_stays(const struct openie *openie, uint32_t token, uint32_t top) {
  const struct tree *tree = openie->tree;
  if (tree_base(tree, token) != RELATA_DEP_PUNCT || !(mark_of(tree, token) & MARK_PAUSE))
    return true;
  return token > 0 && tree_is_below(tree, token - 1, top) && openie->dropped[token - 1] != openie->stamp &&
         tree_is_below(tree, token + 1, top) && openie->dropped[token + 1] != openie->stamp;
}

static struct words phrase_collect(struct openie *openie, uint32_t head) {
  const struct tree *tree = openie->tree;
  struct words words = {NULL, 0, 0};
  const uint32_t end = tree_sentence(tree, head)->end;
  for (uint32_t t = tree->low[head]; t <= tree->high[head]; t++)
    if (tree_is_below(tree, t, head) && openie->dropped[t] != openie->stamp &&
        (t + 1 < end ? comma_stays(openie, t, head) : true))
      words_add(openie, &words, t);
  words_trim(openie, &words);
  return words;
}

struct words phrase_noun(struct openie *openie, uint32_t head, unsigned flags, const uint32_t *without, size_t count) {
  openie->stamp++;
  for (size_t k = 0; k < count; k++)
    drop_below(openie, without[k]);
  phrase_drop(openie, head, flags);
  return phrase_collect(openie, head);
}

struct words phrase_whole(struct openie *openie, uint32_t head) {
  const struct tree *tree = openie->tree;
  struct words words = {NULL, 0, 0};
  for (uint32_t t = tree->low[head]; t <= tree->high[head]; t++)
    if (tree_is_below(tree, t, head))
      words_add(openie, &words, t);
  words_trim(openie, &words);
  return words;
}

struct words phrase_case(struct openie *openie, uint32_t head) {
  const struct tree *tree = openie->tree;
  struct words words = {NULL, 0, 0};
  const struct tree_list children = tree_children(tree, head);
  const uint32_t preposition = openie->binary ? tree_child_base(tree, head, RELATA_DEP_CASE) : RELATA_NONE;
  for (size_t k = 0; k < children.count; k++)
    if ((tree_base(tree, children.items[k]) == RELATA_DEP_CASE && tree_upos(tree, children.items[k]) != RELATA_PART) ||
        measures_case(tree, head, children.items[k], preposition))
      for (uint32_t t = tree->low[children.items[k]]; t <= tree->high[children.items[k]]; t++)
        if (tree_is_below(tree, t, children.items[k]) && tree_base(tree, t) != RELATA_DEP_PUNCT)
          words_add(openie, &words, t);
  words_sort(&words);
  return words;
}

/* A year, or digits with an 's' ("1980s"). */
static bool is_year(struct relata_str form) {
  size_t digits = 0;
  while (digits < form.len && form.data[digits] >= '0' && form.data[digits] <= '9')
    digits++;
  if (digits == form.len)
    return digits == 4 && (form.data[0] == '1' || form.data[0] == '2');
  return digits > 0 && digits + 1 == form.len && form.data[digits] == 's';
}

bool is_time(const struct tree *tree, uint32_t token) {
  return tree_in(tree, token, WORD_TIME_NOUN) || tree_in(tree, token, WORD_MONTH) ||
         tree_in(tree, token, WORD_WEEKDAY) || (token != RELATA_NONE && is_year(tree->tokens[token].form));
}
