/* text_search.c — what text:matches finds: words to texts, texts to things. */
#include "graph/sparql/text_search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/sparql/engine.h"
#include "graph/sparql/text_index.h"
#include "graph/sparql/text_words.h"
#include "graph/store/term.h"

/* What says how a thing is called, and what it says. */
static const char *const properties[] = {
  RDFS_LABEL, SKOS_PREF_LABEL, SKOS_ALT_LABEL, NIF_ANCHOR_OF, DCT_TITLE,
  "<http://www.w3.org/2000/01/rdf-schema#comment>", "<http://www.w3.org/2004/02/skos/core#hiddenLabel>",
  "<http://purl.org/dc/elements/1.1/title>", "<http://xmlns.com/foaf/0.1/name>", "<http://schema.org/name>",
  "<https://schema.org/name>",
};
enum { PROPERTY_COUNT = sizeof properties / sizeof *properties, MOST_CLAUSES = 32 };

/* One thing that a text must have: a word, the beginning of one, or a phrase. */
struct clause {
  struct relata_str *words;
  size_t word_count;
  bool is_prefix; /* of the last word */
  size_t size;    /* texts that have its rarest word, or for a beginning at most */
  bool is_listed; /* were its texts looked up?  Else each is read to see */
};

struct search {
  uint32_t words, graph; /* what it was made for */
  bool scored;
  struct text_hit *hits;
  size_t count;
  struct search *next;
};

struct text_search {
  struct text_index *own; /* NULL where the graph's is used */
  const struct text_index *index;
  uint32_t properties[PROPERTY_COUNT];
  struct search *searches;
};

/* ------------------------------------------------------------------ reading the words */

static void add_word(struct relata_arena *arena, struct clause *clause, struct relata_str word) {
  struct relata_str *words = relata_arena_alloc(arena, (clause->word_count + 1) * sizeof *words);
  if (clause->word_count)
    memcpy(words, clause->words, clause->word_count * sizeof *words);
  words[clause->word_count++] = relata_arena_copy(arena, word);
  clause->words = words;
}

/* Outside of quotes each word is a clause, and a star behind it makes it a beginning. */
static size_t add_plain(struct relata_arena *arena, struct relata_str text, struct clause *clauses, size_t count) {
  struct word_cutter cutter = word_cutter_begin(text);
  for (struct relata_str word; count < MOST_CLAUSES && word_cutter_next(&cutter, &word); count++) {
    add_word(arena, &clauses[count], word);
    clauses[count].is_prefix = cutter.at < text.len && text.data[cutter.at] == '*';
  }
  return count;
}

static size_t add_phrase(struct relata_arena *arena, struct relata_str text, struct clause *clauses, size_t count) {
  struct word_cutter cutter = word_cutter_begin(text);
  for (struct relata_str word; count < MOST_CLAUSES && word_cutter_next(&cutter, &word);)
    add_word(arena, &clauses[count], word);
  return count < MOST_CLAUSES && clauses[count].word_count ? count + 1 : count;
}

static size_t read_clauses(struct relata_arena *arena, struct relata_str text, struct clause *clauses) {
  size_t count = 0;
  bool quoted = false;
  while (text.len) {
    const char *quote = memchr(text.data, '"', text.len);
    const struct relata_str part = { text.data, quote ? (size_t)(quote - text.data) : text.len };
    count = quoted && quote ? add_phrase(arena, part, clauses, count) : add_plain(arena, part, clauses, count);
    quoted = !quoted;
    text = quote ? (struct relata_str){ quote + 1, text.len - part.len - 1 } : (struct relata_str){ NULL, 0 };
  }
  return count;
}

/* ------------------------------------------------------------------ texts */

static size_t keep_common(uint32_t *numbers, size_t count, const uint32_t *others, size_t other_count) {
  size_t kept = 0;
  for (size_t i = 0, k = 0; i < count && k < other_count;) {
    if (numbers[i] < others[k])
      i++;
    else if (others[k] < numbers[i])
      k++;
    else {
      numbers[kept++] = numbers[i++];
      k++;
    }
  }
  return kept;
}

static void measure_clause(const struct text_index *index, struct clause *clause) {
  clause->size = SIZE_MAX;
  for (size_t i = 0; i < clause->word_count; i++) {
    const size_t size = text_index_size(index, clause->words[i], clause->is_prefix);
    clause->size = size < clause->size ? size : clause->size;
  }
}

/* Of the texts in `*numbers` (NULL: all) those that have each word of the clause. */
static void keep_clause(const struct text_index *index, struct clause *clause, uint32_t **numbers, size_t *count) {
  clause->is_listed = true;
  for (size_t i = 0; i < clause->word_count; i++) {
    size_t found;
    uint32_t *others = text_index_find(index, clause->words[i], clause->is_prefix, &found);
    if (*numbers) {
      *count = keep_common(*numbers, *count, others, found);
      free(others);
    } else {
      *numbers = others;
      *count = found;
    }
  }
}

static bool begins_with(struct relata_str word, struct relata_str head) {
  return word.len >= head.len && memcmp(word.data, head.data, head.len) == 0;
}

/* How often a text has a clause: `at` of its words have been seen in a row for
 * each place that may still become one. */
static size_t occurrences(const struct clause *clause, struct relata_str text, size_t *length) {
  struct word_cutter cutter = word_cutter_begin(text);
  uint64_t open = 0; /* bit k: the last k + 1 words are the clause's first */
  size_t found = 0;
  const size_t count = clause->word_count < 64 ? clause->word_count : 64;
  *length = 0;
  for (struct relata_str word; word_cutter_next(&cutter, &word); ++*length) {
    uint64_t fits = 0;
    for (size_t k = 0; k < count; k++)
      if (clause->is_prefix ? begins_with(word, clause->words[k]) : relata_str_equal(word, clause->words[k]))
        fits |= (uint64_t)1 << k;
    open = (open << 1 | 1) & fits;
    found += open >> (count - 1) & 1;
  }
  return found;
}

/* BM25 (Robertson and others, 1995) of one clause in one text, with the usual k = 1.2, b = 0.75. */
static double score_of(const struct text_index *index, const struct clause *clause, double times, double length) {
  const double all = (double)text_index_count(index), with = fmin((double)clause->size, all);
  const double rarity = log(1 + (all - with + 0.5) / (with + 0.5));
  const double norm = 1.2 * (0.25 + 0.75 * length / text_index_average_length(index));
  return rarity * times * 2.2 / (times + norm);
}

/* Has the text every phrase?  Its score, or -1. */
static double judge(const struct text_index *index, const struct clause *clauses, size_t count, struct relata_str text,
                    bool scored) {
  double score = 0;
  for (size_t i = 0; i < count; i++) {
    size_t length;
    if (!scored && clauses[i].word_count == 1 && clauses[i].is_listed)
      continue;
    const size_t times = occurrences(&clauses[i], text, &length);
    if (times == 0)
      return -1;
    score += score_of(index, &clauses[i], (double)times, (double)length);
  }
  return score;
}

/* ------------------------------------------------------------------ things */

struct hits {
  struct text_hit *items;
  size_t count, capacity;
};

static void add_hit(struct evaluation *evaluation, struct hits *hits, uint32_t thing, double score) {
  if (hits->count == hits->capacity) {
    const size_t more = hits->capacity ? hits->capacity : 64;
    if (!limits_take(evaluation->limits, more * sizeof *hits->items))
      return;
    hits->capacity += more;
    hits->items = reallocarray(hits->items, hits->capacity, sizeof *hits->items);
    if (!hits->items)
      abort();
  }
  hits->items[hits->count++] = (struct text_hit){ thing, (float)score };
}

static bool is_property(const struct text_search *search, uint32_t predicate) {
  for (size_t i = 0; i < PROPERTY_COUNT; i++)
    if (search->properties[i] == predicate)
      return true;
  return false;
}

static void add_things(struct evaluation *evaluation, uint32_t text, double score, struct hits *hits) {
  struct triple_walk walk = triple_walk_begin(evaluation, RELATA_NONE, RELATA_NONE, text);
  for (const struct quad *quad; (quad = triple_walk_next(&walk));)
    if (is_property(evaluation->texts, quad->predicate))
      add_hit(evaluation, hits, quad->subject, score);
}

/* By thing, the best score first. */
static int compare_hits(const void *a, const void *b) {
  const struct text_hit *x = a, *y = b;
  if (x->thing != y->thing)
    return x->thing < y->thing ? -1 : 1;
  return x->score > y->score ? -1 : x->score < y->score;
}

static void keep_best(struct hits *hits) {
  size_t kept = 0;
  if (hits->count)
    qsort(hits->items, hits->count, sizeof *hits->items, compare_hits);
  for (size_t i = 0; i < hits->count; i++)
    if (kept == 0 || hits->items[kept - 1].thing != hits->items[i].thing)
      hits->items[kept++] = hits->items[i];
  hits->count = kept;
}

static int compare_clauses(const void *a, const void *b) {
  const struct clause *x = a, *y = b;
  return x->size < y->size ? -1 : x->size > y->size;
}

enum { LOOKED_UP = 16 }; /* a clause of more texts than so many for each that is left is not looked up: they are read */

static void find_things(struct evaluation *evaluation, struct clause *clauses, size_t count, bool scored,
                        struct hits *hits) {
  const struct text_index *index = evaluation->texts->index;
  struct relata_arena *arena = relata_arena_new();
  uint32_t *texts = NULL;
  size_t left = 0;
  for (size_t i = 0; i < count; i++)
    measure_clause(index, &clauses[i]);
  qsort(clauses, count, sizeof *clauses, compare_clauses);
  for (size_t i = 0; i < count; i++)
    if (!texts || clauses[i].size / LOOKED_UP <= left)
      keep_clause(index, &clauses[i], &texts, &left);
  for (size_t i = 0; i < left && !limits_are_broken(evaluation->limits); i++) {
    const struct relata_str text = text_of_term(arena, evaluation_term(evaluation, texts[i]));
    const double score = judge(index, clauses, count, text, scored);
    if (score >= 0)
      add_things(evaluation, texts[i], score, hits);
    relata_arena_clear(arena);
  }
  free(texts);
  relata_arena_free(arena);
}

/* ------------------------------------------------------------------ searches */

static struct text_search *search_begin(struct evaluation *evaluation) {
  struct text_search *search = calloc(1, sizeof *search);
  if (!search)
    abort();
  search->index = evaluation->options->texts;
  if (!search->index)
    search->index = search->own = text_index_new(evaluation->quads, NULL);
  for (size_t i = 0; i < PROPERTY_COUNT; i++)
    search->properties[i] = quads_find(evaluation->quads, relata_str_of(properties[i]));
  return search;
}

static struct search *run_search(struct evaluation *evaluation, uint32_t words, bool scored) {
  struct search *search = calloc(1, sizeof *search);
  struct relata_arena *arena = relata_arena_new();
  struct clause clauses[MOST_CLAUSES] = { 0 };
  struct hits hits = { 0 };
  if (!search)
    abort();
  const struct relata_str text = text_of_term(arena, evaluation_term(evaluation, words));
  const size_t count = read_clauses(arena, text, clauses);
  if (count)
    find_things(evaluation, clauses, count, scored, &hits);
  keep_best(&hits);
  relata_arena_free(arena);
  *search = (struct search){ words, evaluation->active, scored, hits.items, hits.count, evaluation->texts->searches };
  return search;
}

const struct text_hit *text_search_find(struct evaluation *evaluation, uint32_t words, bool scored, size_t *count) {
  if (!evaluation->texts)
    evaluation->texts = search_begin(evaluation);
  const struct search *search = evaluation->texts->searches;
  *count = 0;
  if (words == RELATA_NONE)
    return NULL;
  while (search && !(search->words == words && search->graph == evaluation->active && (search->scored || !scored)))
    search = search->next;
  if (!search)
    search = evaluation->texts->searches = run_search(evaluation, words, scored);
  *count = search->count;
  return search->hits;
}

const struct text_hit *text_hits_find(const struct text_hit *hits, size_t *count, uint32_t thing) {
  size_t low = 0, high = *count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (hits[middle].thing < thing)
      low = middle + 1;
    else
      high = middle;
  }
  *count = low < *count && hits[low].thing == thing;
  return hits + low;
}

uint32_t text_hit_score(struct evaluation *evaluation, const struct text_hit *hit) {
  struct relata_arena *arena = relata_arena_new();
  const long long thousandths = llround((double)hit->score * 1000);
  const struct relata_str text = relata_arena_print(arena, "%lld.%03lld", thousandths / 1000, thousandths % 1000);
  const uint32_t number = evaluation_intern(
    evaluation, relata_arena_print(arena, "\"%.*s\"^^<" NS_XSD "decimal>", (int)text.len, text.data));
  relata_arena_free(arena);
  return number;
}

void text_search_free(struct text_search *search) {
  if (!search)
    return;
  for (struct search *at = search->searches, *next; at; at = next) {
    next = at->next;
    free(at->hits);
    free(at);
  }
  text_index_free(search->own);
  free(search);
}
