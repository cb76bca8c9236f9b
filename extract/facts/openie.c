#include "extract/facts/openie.h"

#include <string.h>

/* A longer "sentence" is a list or a table, and its drafts would grow with its square. */
enum { LONGEST_SENTENCE = 400 };

/* ---- drafts */

static struct draft *draft_new(struct openie *openie) {
  if (openie->draft_count == openie->draft_room) {
    openie->draft_room = openie->draft_room ? openie->draft_room * 2 : 64;
    struct draft *grown = relata_arena_alloc(openie->arena, openie->draft_room * sizeof *grown);
    if (openie->draft_count)
      memcpy(grown, openie->drafts, openie->draft_count * sizeof *grown);
    openie->drafts = grown;
  }
  struct draft *draft = &openie->drafts[openie->draft_count++];
  *draft = (struct draft){0};
  return draft;
}

void draft_pair(struct openie *openie, enum draft_kind kind, uint32_t head, struct words predicate,
                struct words subject, struct words object) {
  if (!subject.count || !object.count)
    return;
  struct draft *draft = draft_new(openie);
  draft->kind = kind;
  draft->head = head;
  draft->source = SUBJECT_NONE;
  draft->predicate = predicate;
  draft->arguments[0] = subject;
  draft->arguments[1] = object;
  draft->argument_count = 2;
}

/* ---- which children become further arguments */

bool is_discourse(struct openie *openie, uint32_t token) {
  const struct words words = phrase_whole(openie, token);
  char text[64];
  size_t len = 0;
  for (size_t k = 0; k < words.count; k++) {
    const struct relata_str form = openie->tree->tokens[words.items[k]].form;
    if (len + form.len + 1 > sizeof text)
      return false;
    if (k)
      text[len++] = '_';
    memcpy(text + len, form.data, form.len);
    len += form.len;
  }
  return words_in(words_find((struct relata_str){text, len}), WORD_DISCOURSE);
}

/* Adverbial clauses stay with infinitives and "by -ing"; the others speak for themselves. */
static bool adverbial_clause_stays(const struct tree *tree, uint32_t clause, uint32_t head) {
  if (tree_is_infinitive(tree, clause))
    return clause > head;
  return tree_child_base(tree, clause, RELATA_DEP_MARK) != RELATA_NONE && tree_form_ends(tree, clause, "ing");
}

static bool late_stays(const struct tree *tree, uint32_t token, uint32_t head) {
  const bool bare = tree_children(tree, token).count == 0;
  switch (tree_base(tree, token)) {
  case RELATA_DEP_ADVMOD:
    return !tree_in(tree, token, WORD_CONNECTIVE) && !tree_is_relative(tree, token);
  case RELATA_DEP_OBL:
    return !(bare && tree_in(tree, token, WORD_RELATIVE));
  case RELATA_DEP_ADVCL:
    return adverbial_clause_stays(tree, token, head);
  default:
    return true;
  }
}

static struct words late_words(struct openie *openie, uint32_t token) {
  switch (tree_base(openie->tree, token)) {
  case RELATA_DEP_OBL:
  case RELATA_DEP_ADVMOD:
  case RELATA_DEP_OBJ:
  case RELATA_DEP_IOBJ:
    return phrase_noun(openie, token, PHRASE_CONJUNCTS, NULL, 0);
  default:
    return phrase_whole(openie, token);
  }
}

static void late_sort(uint32_t *tokens, size_t count) {
  for (size_t k = 1; k < count; k++)
    for (size_t j = k; j > 0 && tokens[j - 1] > tokens[j]; j--) {
      const uint32_t swap = tokens[j];
      tokens[j] = tokens[j - 1];
      tokens[j - 1] = swap;
    }
}

void draft_finish(struct openie *openie, const struct oie_clause *clause, enum draft_kind kind, struct words second,
                  uint32_t token) {
  if (!second.count || !clause->subject_words.count)
    return;
  if (openie->binary) {
    binary_finish(openie, clause, kind, second, token);
    return;
  }
  struct draft *draft = draft_new(openie);
  draft->kind = kind;
  draft->head = clause->head;
  draft->source = clause->source;
  draft->predicate = clause->predicate;
  draft->predicate.room = draft->predicate.count; /* the clause goes on adding to its own copy */
  draft->arguments[draft->argument_count++] = clause->subject_words;
  draft->arguments[draft->argument_count++] = second;
  uint32_t late[64];
  memcpy(late, clause->late, clause->late_count * sizeof *late);
  late_sort(late, clause->late_count);
  for (size_t k = 0; k < clause->late_count && draft->argument_count + 1 < DRAFT_ARGUMENTS; k++) {
    if (!late_stays(openie->tree, late[k], clause->head))
      continue;
    const struct words words = late_words(openie, late[k]);
    if (words.count && !is_discourse(openie, late[k]))
      draft->arguments[draft->argument_count++] = words;
  }
  if (clause->gap.count)
    draft->arguments[draft->argument_count++] = clause->gap;
}

/* ---- words as text */

static const char *inserted_text(uint32_t item) {
  static const char *const texts[INSERT_COUNT] = {
      [INSERT_IS] = "is",   [INSERT_ARE] = "are",   [INSERT_WAS] = "was", [INSERT_WERE] = "were",
      [INSERT_HAS] = "has", [INSERT_HAVE] = "have", [INSERT_IN] = "in",
  };
  return texts[item - INSERTED(0)];
}

static struct relata_str word_text(const struct openie *openie, uint32_t item) {
  return is_inserted(item) ? relata_str_of(inserted_text(item)) : openie->tree->tokens[item].form;
}

/* Words that follow each other in the text without a space stay together. */
static bool space_between(const struct openie *openie, uint32_t before, uint32_t after) {
  if (is_inserted(before) || is_inserted(after) || after != before + 1)
    return true;
  return openie->tree->tokens[before].space_after;
}

struct relata_str words_text(const struct openie *openie, const struct words *words) {
  size_t size = 1;
  for (size_t k = 0; k < words->count; k++)
    size += word_text(openie, words->items[k]).len + 1;
  char *text = relata_arena_alloc(openie->document->arena, size);
  size_t len = 0;
  for (size_t k = 0; k < words->count; k++) {
    if (k && space_between(openie, words->items[k - 1], words->items[k]))
      text[len++] = ' ';
    const struct relata_str word = word_text(openie, words->items[k]);
    memcpy(text + len, word.data, word.len);
    len += word.len;
  }
  return (struct relata_str){text, len};
}

static void extraction_fill(struct openie *openie, const struct draft *draft, struct relata_extraction *extraction) {
  extraction->sentence = openie->tree->tokens[draft->head].sentence;
  extraction->confidence = draft_confidence(openie, draft);
  extraction->predicate = words_text(openie, &draft->predicate);
  extraction->argument_count = draft->argument_count;
  extraction->arguments =
      relata_arena_alloc(openie->document->arena, draft->argument_count * sizeof *extraction->arguments);
  for (size_t k = 0; k < draft->argument_count; k++)
    extraction->arguments[k] = words_text(openie, &draft->arguments[k]);
}

/* ---- all of a document */

static void sentence_drafts(struct openie *openie, const struct relata_sentence *sentence) {
  if (sentence->end - sentence->first > LONGEST_SENTENCE)
    return;
  for (uint32_t t = sentence->first; t < sentence->end; t++)
    if (tree_is_predicate(openie->tree, t))
      openie_clause(openie, t);
  for (uint32_t t = sentence->first; t < sentence->end; t++)
    openie_noun(openie, t);
}

void openie_begin(struct openie *openie, struct relata_document *document, bool binary) {
  const size_t count = document->token_count;
  *openie = (struct openie){.document = document, .tree = tree_new(document), .binary = binary};
  openie->arena = relata_arena_new();
  openie->dropped = relata_arena_alloc(openie->arena, (count ? count : 1) * sizeof *openie->dropped);
  for (size_t s = 0; s < document->sentence_count; s++)
    sentence_drafts(openie, &document->sentences[s]);
}

void openie_end(struct openie *openie) {
  relata_arena_free(openie->arena);
}

enum relata_status relata_open_extract(struct relata_document *document, bool binary, struct relata_error *error) {
  (void)error;
  struct openie openie;
  openie_begin(&openie, document, binary);
  const size_t count = openie.draft_count;
  document->extractions = relata_arena_alloc(document->arena, (count ? count : 1) * sizeof *document->extractions);
  document->extraction_count = count;
  for (size_t k = 0; k < count; k++)
    extraction_fill(&openie, &openie.drafts[k], &document->extractions[k]);
  openie_end(&openie);
  return RELATA_OK;
}
