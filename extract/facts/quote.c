/* quote.c — quotations, and who speaks in them, over several sentences.
 *
 * A quotation runs from its opening mark to its closing one and not beyond the
 * paragraph; in straight quotes every other mark closes.  Its speaker is the
 * subject of a verb of speech that stands outside the marks in one of its
 * sentences; failing that, of the sentence before, when that ends in a colon,
 * or of the quotation before it in the same paragraph.
 */
#include "extract/facts/facts.h"

#include <string.h>

enum { SHORTEST = 4 }; /* words: fewer are a name or irony, not speech */

struct quote {
  uint32_t first, end; /* tokens between the marks */
  uint32_t speaker;    /* mention */
  uint32_t speech;     /* token */
};

struct quotes {
  struct relata_document *document;
  const struct tree *tree;
  struct quote *items;
  size_t count;
};

/* ------------------------------------------------------------- the marks */

enum mark { MARK_NONE, MARK_OPEN, MARK_CLOSE, MARK_EITHER };

static enum mark mark_of(struct relata_str form) {
  if (relata_str_is(form, "\"") || relata_str_is(form, "''''"))
    return MARK_EITHER;
  if (relata_str_is(form, "“") || relata_str_is(form, "``") || relata_str_is(form, "‘") || relata_str_is(form, "«"))
    return MARK_OPEN;
  if (relata_str_is(form, "”") || relata_str_is(form, "''") || relata_str_is(form, "»"))
    return MARK_CLOSE;
  return MARK_NONE;
}

static bool quote_has_verb(const struct quotes *quotes, uint32_t first, uint32_t end) {
  for (uint32_t t = first; t < end; t++)
    if (tree_is_predicate(quotes->tree, t))
      return true;
  return false;
}

static void quote_add(struct quotes *quotes, uint32_t first, uint32_t end) {
  if (end - first >= SHORTEST && quote_has_verb(quotes, first, end))
    quotes->items[quotes->count++] = (struct quote){ first, end, RELATA_NONE, RELATA_NONE };
}

static void quotes_find(struct quotes *quotes) {
  const struct relata_document *document = quotes->document;
  uint32_t open = RELATA_NONE;
  for (size_t s = 0; s < document->sentence_count; s++) {
    const struct relata_sentence *sentence = &document->sentences[s];
    if (sentence->paragraph_begins && open != RELATA_NONE) {
      quote_add(quotes, open, sentence->first);
      open = RELATA_NONE;
    }
    for (uint32_t t = sentence->first; t < sentence->end; t++) {
      const enum mark mark = mark_of(document->tokens[t].form);
      if (mark == MARK_NONE)
        continue;
      if (open != RELATA_NONE && mark != MARK_OPEN) {
        quote_add(quotes, open, t);
        open = RELATA_NONE;
      } else if (mark != MARK_CLOSE) {
        open = t + 1;
      }
    }
  }
  if (open != RELATA_NONE)
    quote_add(quotes, open, (uint32_t)document->token_count);
}

/* ------------------------------------------------------------- the speaker */

static uint32_t subject_mention(const struct tree *tree, uint32_t verb) {
  for (int steps = 0; verb != RELATA_NONE && steps < 4; steps++) {
    const uint32_t subject = tree_child_base(tree, verb, RELATA_DEP_NSUBJ);
    if (subject != RELATA_NONE)
      return tree->mention_at[subject];
    if (tree_base(tree, verb) != RELATA_DEP_CONJ && tree_base(tree, verb) != RELATA_DEP_XCOMP &&
        tree_base(tree, verb) != RELATA_DEP_ADVCL)
      return RELATA_NONE;
    verb = tree_head(tree, verb);
  }
  return RELATA_NONE;
}

/* A verb of speech with a subject in [first, end), the nearest to `near`. */
static bool speech_between(const struct quotes *quotes, struct quote *quote, uint32_t first, uint32_t end, uint32_t near) {
  const struct tree *tree = quotes->tree;
  uint32_t best = RELATA_NONE, best_distance = 0;
  for (uint32_t t = first; t < end; t++) {
    if ((t >= quote->first && t < quote->end) || !tree_in(tree, t, WORD_SPEECH_VERB) || !tree_is_verbal(tree, t) ||
        subject_mention(tree, t) == RELATA_NONE)
      continue;
    const uint32_t distance = t > near ? t - near : near - t;
    if (best == RELATA_NONE || distance < best_distance) {
      best = t;
      best_distance = distance;
    }
  }
  if (best == RELATA_NONE)
    return false;
  quote->speech = best;
  quote->speaker = subject_mention(tree, best);
  return true;
}

static bool sentence_ends_in_colon(const struct relata_document *document, const struct relata_sentence *sentence) {
  return sentence->end > sentence->first && relata_str_is(document->tokens[sentence->end - 1].form, ":");
}

static uint32_t main_subject(const struct tree *tree, uint32_t sentence) {
  const uint32_t root = tree_root(tree, sentence);
  return root == RELATA_NONE ? RELATA_NONE : subject_mention(tree, root);
}

static void quote_attribute(const struct quotes *quotes, struct quote *quote, const struct quote *before) {
  const struct relata_document *document = quotes->document;
  const uint32_t s1 = document->tokens[quote->first].sentence, s2 = document->tokens[quote->end - 1].sentence;
  const struct relata_sentence *first = &document->sentences[s1], *last = &document->sentences[s2];
  if (speech_between(quotes, quote, last->first, last->end, quote->end) ||
      (s1 != s2 && speech_between(quotes, quote, first->first, first->end, quote->first)))
    return;
  if (s1 > 0 && sentence_ends_in_colon(document, first - 1)) {
    const struct relata_sentence *colon = first - 1;
    if (!speech_between(quotes, quote, colon->first, colon->end, colon->end))
      quote->speaker = main_subject(quotes->tree, s1 - 1);
    return;
  }
  if (before && !first->paragraph_begins && s1 - document->tokens[before->end - 1].sentence <= 1) {
    quote->speaker = before->speaker;
    quote->speech = before->speech;
  }
}

/* ------------------------------------------------------------- handing it on */

static const struct quote *quote_at(const struct quotes *quotes, uint32_t token) {
  size_t low = 0, high = quotes->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (quotes->items[middle].end <= token)
      low = middle + 1;
    else
      high = middle;
  }
  return low < quotes->count && quotes->items[low].first <= token ? &quotes->items[low] : NULL;
}

struct quotes *quotes_of(struct relata_document *document, const struct tree *tree) {
  struct quotes *quotes = relata_arena_alloc(document->arena, sizeof *quotes);
  *quotes = (struct quotes){ .document = document, .tree = tree };
  quotes->items = relata_arena_alloc(document->arena, (document->token_count / SHORTEST + 2) * sizeof *quotes->items);
  quotes_find(quotes);
  for (size_t q = 0; q < quotes->count; q++)
    quote_attribute(quotes, &quotes->items[q], q ? &quotes->items[q - 1] : NULL);
  return quotes;
}

uint32_t quotes_speaker(const struct quotes *quotes, uint32_t token) {
  const struct quote *quote = quote_at(quotes, token);
  return quote ? quote->speaker : RELATA_NONE;
}

uint32_t quotes_speech(const struct quotes *quotes, uint32_t token) {
  const struct quote *quote = quote_at(quotes, token);
  return quote ? quote->speech : RELATA_NONE;
}

bool quotes_says(const struct quotes *quotes, uint32_t speaker, uint32_t token) {
  return speaker != RELATA_NONE && quotes_speaker(quotes, token) == speaker;
}

void quotes_attribute(struct relata_document *document, const struct quotes *quotes) {
  for (size_t c = 0; c < document->clause_count; c++) {
    struct relata_circumstances *found = &document->clauses[c].circumstances;
    const struct quote *quote = quote_at(quotes, document->clauses[c].head);
    if (!quote || found->speaker != RELATA_NONE || quote->speaker == RELATA_NONE)
      continue;
    found->speaker = quote->speaker;
    found->speech = quote->speech;
  }
}
