/* graph_fixture.c — see graph_fixture.h. */
#include "graph_fixture.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct relata_str or_nothing(const char *text) {
  return text ? relata_str_of(text) : (struct relata_str){ NULL, 0 };
}

static struct relata_str id_of(struct relata_arena *arena, const char *words) {
  struct relata_str id = relata_arena_copy(arena, relata_str_of(words));
  for (size_t i = 0; i < id.len; i++)
    if (id.data[i] == ' ')
      ((char *)id.data)[i] = '_';
  return id;
}

static void place(const char *text, const char *sentence, const char *words, uint32_t *begin, uint32_t *end) {
  const char *found = strstr(sentence, words);
  *begin = found ? (uint32_t)(found - text) : 0;
  *end = found ? *begin + (uint32_t)strlen(words) : 0;
}

static void make_text(struct relata_document *document, const char *title, const struct fixture_fact *facts,
                      size_t count) {
  size_t size = strlen(title) + 3;
  for (size_t i = 0; i < count; i++)
    size += strlen(facts[i].sentence) + 1;
  char *text = relata_arena_alloc(document->arena, size);
  document->sentences = relata_arena_alloc(document->arena, (count + 1) * sizeof *document->sentences);
  size_t len = (size_t)sprintf(text, "%s\n\n", title);
  document->sentences[document->sentence_count++] =
    (struct relata_sentence){ .begin_byte = 0, .end_byte = (uint32_t)strlen(title), .is_title = true };
  for (size_t i = 0; i < count; i++) {
    if (i > 0 && strcmp(facts[i].sentence, facts[i - 1].sentence) == 0)
      continue;
    const uint32_t begin = (uint32_t)len;
    len += (size_t)sprintf(text + len, "%s ", facts[i].sentence);
    document->sentences[document->sentence_count++] =
      (struct relata_sentence){ .begin_byte = begin, .end_byte = (uint32_t)len - 1 };
  }
  document->text = (struct relata_str){ text, len };
  document->has_title = true;
}

static void make_fact(struct relata_document *document, const struct fixture_fact *from, uint32_t sentence,
                      struct relata_fact *fact) {
  struct relata_arena *arena = document->arena;
  const struct relata_sentence *place_of = &document->sentences[sentence];
  const char *text = document->text.data, *words = text + place_of->begin_byte;
  *fact = (struct relata_fact){
    .sentence = sentence,
    .begin = place_of->begin_byte,
    .end = place_of->end_byte,
    .subject = relata_str_of(from->subject),
    .subject_label = relata_str_of(from->subject),
    .subject_id = id_of(arena, from->subject),
    .subject_type = or_nothing(from->subject_type),
    .phrase = relata_str_of(from->relation),
    .object = relata_str_of(from->object),
    .negated = from->negated,
    .possible = from->possible,
    .speaker = or_nothing(from->speaker),
    .time = or_nothing(from->time),
    .confidence = 0.9,
    .subject_mention = RELATA_NONE,
    .object_mention = RELATA_NONE,
    .why = RELATA_STR("by hand"),
  };
  if (from->relation[0] == '~')
    fact->open_name = relata_str_of(from->relation + 1);
  else
    fact->relation = relata_str_of(from->relation);
  if (from->object_type && strncmp(from->object_type, "xsd:", 4) == 0) {
    fact->value = fact->object;
    fact->datatype = relata_str_of(from->object_type);
  } else {
    fact->object_label = fact->object;
    fact->object_id = id_of(arena, from->object);
    fact->object_type = or_nothing(from->object_type);
  }
  if (from->speaker)
    fact->speaker_id = id_of(arena, from->speaker);
  place(text, words, from->subject, &fact->subject_begin, &fact->subject_end);
  place(text, words, from->object, &fact->object_begin, &fact->object_end);
}

struct relata_document *fixture_document(const char *id, const char *title, const char *date,
                                         const struct fixture_fact *facts, size_t count) {
  struct relata_document *document = relata_document_new();
  document->id = relata_str_of(id);
  document->path = relata_arena_print(document->arena, "news/%s", id);
  document->title = relata_str_of(title);
  document->date = relata_str_of(date);
  document->content_hash = 42;
  make_text(document, title, facts, count);
  document->facts = relata_arena_alloc(document->arena, (count + 1) * sizeof *document->facts);
  uint32_t sentence = 0;
  for (size_t i = 0; i < count; i++) {
    if (i == 0 || strcmp(facts[i].sentence, facts[i - 1].sentence) != 0)
      sentence++;
    make_fact(document, &facts[i], sentence, &document->facts[document->fact_count++]);
  }
  return document;
}

/* ------------------------------------------------------------------ two articles */

struct relata_document *fixture_first(void) {
  static const struct fixture_fact facts[] = {
    { "Qamar has backed the Tide Brigades since 2019.", "Qamar", "State", "backs", "Tide Brigades", "ArmedGroup", NULL,
      "2019", false, false },
    { "The Tide Brigades shelled Port Alda on 3 May 2021.", "Tide Brigades", "ArmedGroup", "attacks", "Port Alda",
      "City", NULL, "2021-05-03", false, false },
    { "“Oriel’s army killed 25 fishermen,” said Mara Venn.", "Oriel’s army", "Military", "kills", "25", "xsd:integer",
      "Mara Venn", NULL, false, false },
    { "Oriel does not recognise the Tide Brigades.", "Oriel", "State", "recognizes", "Tide Brigades", "ArmedGroup", NULL,
      NULL, true, false },
    { "Qamar may leave the Coast Treaty.", "Qamar", "State", "~pull out of", "Coast Treaty", "Agreement", NULL, NULL,
      false, true },
  };
  return fixture_document("harbour.txt", "Shells fall on Port Alda", "2021-05-04", facts,
                          sizeof facts / sizeof *facts);
}

struct relata_document *fixture_second(void) {
  static const struct fixture_fact facts[] = {
    { "Qamar, which backs the Tide Brigades, met Oriel in Lune.", "Qamar", "State", "backs", "Tide Brigades",
      "ArmedGroup", NULL, NULL, false, false },
    { "Qamar, which backs the Tide Brigades, met Oriel in Lune.", "Qamar", "State", "meets", "Oriel", "State", NULL, NULL,
      false, false },
    { "Oriel depends on \"grain\" from Qamar.", "Oriel", "State", "~depend_on", "Qamar", "State", NULL, NULL, false,
      false },
  };
  return fixture_document("talks.txt", "Talks in Lune", "2021-06-01", facts, sizeof facts / sizeof *facts);
}

/* ------------------------------------------------------------------ folders */

char *fixture_folder(void) {
  const char *parent = getenv("TMPDIR");
  char *path = NULL;
  if (asprintf(&path, "%s/relata-test-XXXXXX", parent ? parent : "/tmp") < 0 || !mkdtemp(path))
    abort();
  return path;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk) {
  (void)status;
  (void)kind;
  (void)walk;
  return remove(path);
}

void fixture_remove(char *folder) {
  nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
  free(folder);
}
