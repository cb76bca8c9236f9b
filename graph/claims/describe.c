/* describe.c — facts to quads. */
#include "graph/claims/describe.h"

#include <stdlib.h>
#include <string.h>

#include "graph/claims/literals.h"
#include "graph/claims/vocabulary.h"
#include "graph/store/dictionary.h"
#include "graph/store/term.h"

#ifndef RELATA_VERSION
#define RELATA_VERSION "0"
#endif

/* A place in the text both ways, so that bytes become characters in steps. */
struct position {
  size_t byte, character;
};

struct description {
  struct quad_sink sink;
  const struct relata_ontology *ontology;
  struct relata_arena *arena;   /* lives as long as the article */
  struct relata_arena *scratch; /* of one fact */
  struct relata_str id, base, graph;
  struct relata_str stem;     /* BASE/doc/ID# */
  struct dictionary *written; /* what was described already: entities, names, relations, sentences */
  size_t claims, sentences_before, characters_before;
  /* of the part at hand */
  const struct relata_document *document;
  struct dictionary *entities; /* ids of the part's mentions … */
  uint32_t *mention_of;        /* … and the first mention of each */
  struct position position;
};

/* ------------------------------------------------------------------ writing */

static void put(struct description *d, struct relata_str subject, const char *predicate, struct relata_str object) {
  d->sink.take(d->sink.payload, subject, relata_str_of(predicate), object, d->graph);
}

static void put_iri(struct description *d, struct relata_str subject, const char *predicate, const char *object) {
  put(d, subject, predicate, relata_str_of(object));
}

static void put_text(struct description *d, struct relata_str subject, const char *predicate, struct relata_str text) {
  if (text.len)
    put(d, subject, predicate, literal_plain(d->scratch, text));
}

static void put_number(struct description *d, struct relata_str subject, const char *predicate, size_t number) {
  put(d, subject, predicate, literal_integer(d->scratch, number));
}

/* True the first time that something is asked about. */
static bool is_first(struct description *d, const char *kind, struct relata_str a, struct relata_str b) {
  const struct relata_str key = relata_arena_print(d->scratch, "%s\n%.*s\n%.*s", kind, (int)a.len, a.data ? a.data : "",
                                                   (int)b.len, b.data ? b.data : "");
  bool is_new;
  dictionary_intern(d->written, key, &is_new);
  return is_new;
}

/* ------------------------------------------------------------------ IRIs */

static bool is_absolute(struct relata_str text) {
  return text.len > 3 && memmem(text.data, text.len, "://", 3) != NULL;
}

/* A name with spaces as underscores. */
static struct relata_str underscored(struct relata_arena *arena, struct relata_str text) {
  struct relata_str copy = relata_arena_copy(arena, text);
  char *data = (char *)copy.data;
  for (size_t i = 0; i < copy.len; i++)
    if (data[i] == ' ' || data[i] == '\n' || data[i] == '\t')
      data[i] = '_';
  return copy;
}

static struct relata_str spaced(struct relata_arena *arena, struct relata_str text) {
  struct relata_str copy = relata_arena_copy(arena, text);
  char *data = (char *)copy.data;
  for (size_t i = 0; i < copy.len; i++)
    if (data[i] == '_')
      data[i] = ' ';
  return copy;
}

static struct relata_str entity_iri(struct description *d, struct relata_str id) {
  if (is_absolute(id))
    return term_iri(d->scratch, id, RELATA_STR(""));
  const struct relata_str stem = relata_arena_print(d->scratch, "%.*sid/", (int)d->base.len, d->base.data);
  return term_iri(d->scratch, stem, underscored(d->scratch, id));
}

/* '#', '?' and '%' in a file's name must not end or change its IRI. */
static struct relata_str doc_local(struct relata_arena *arena, struct relata_str id) {
  char *data = relata_arena_alloc(arena, 3 * id.len + 1);
  size_t len = 0;
  for (size_t i = 0; i < id.len; i++) {
    if (id.data[i] == '#' || id.data[i] == '?' || id.data[i] == '%') {
      memcpy(data + len, id.data[i] == '#' ? "%23" : id.data[i] == '?' ? "%3F" : "%25", 3);
      len += 3;
    } else {
      data[len++] = id.data[i] == ' ' ? '_' : id.data[i];
    }
  }
  return (struct relata_str){ data, len };
}

static bool is_web_address(struct relata_str url) {
  return (url.len > 7 && memcmp(url.data, "http://", 7) == 0) || (url.len > 8 && memcmp(url.data, "https://", 8) == 0);
}

static struct relata_str part_iri(struct description *d, const char *kind, size_t number) {
  const struct relata_str local = relata_arena_print(d->scratch, "%s%zu", kind, number);
  return term_iri(d->scratch, d->stem, local);
}

/* ------------------------------------------------------------------ places in the text */

static size_t character_of(struct description *d, size_t byte) {
  const struct relata_str text = d->document->text;
  struct position *at = &d->position;
  if (byte > text.len)
    byte = text.len;
  if (byte >= at->byte)
    at->character += utf8_length((struct relata_str){ text.data + at->byte, byte - at->byte });
  else
    at->character -= utf8_length((struct relata_str){ text.data + byte, at->byte - byte });
  at->byte = byte;
  return d->characters_before + at->character;
}

static struct relata_str text_between(const struct relata_document *document, size_t begin, size_t end) {
  if (end > document->text.len)
    end = document->text.len;
  if (begin >= end)
    return (struct relata_str){ NULL, 0 };
  return (struct relata_str){ document->text.data + begin, end - begin };
}

/* ------------------------------------------------------------------ the article */

static void describe_agent(struct description *d) {
  const struct relata_str activity = term_iri(d->scratch, d->stem, RELATA_STR("extraction"));
  const struct relata_str agent = RELATA_STR("<" NS_RELATA "software/" RELATA_VERSION ">");
  put_iri(d, activity, RDF_TYPE, PROV_ACTIVITY);
  put(d, activity, PROV_USED, d->graph);
  put(d, activity, PROV_WAS_ASSOCIATED_WITH, agent);
  put_iri(d, agent, RDF_TYPE, PROV_SOFTWARE_AGENT);
  put_text(d, agent, RDFS_LABEL, RELATA_STR("relata " RELATA_VERSION));
}

static void describe_article(struct description *d, const struct relata_document *document) {
  put_iri(d, d->graph, RDF_TYPE, REL_ARTICLE);
  put_text(d, d->graph, DCT_IDENTIFIER, document->id);
  put_text(d, d->graph, DCT_TITLE, document->title);
  put_text(d, d->graph, DCT_SOURCE, document->path);
  put_text(d, d->graph, DCT_CREATOR, document->author);
  put_text(d, d->graph, DCT_PUBLISHER, document->source);
  if (document->date.len)
    put(d, d->graph, DCT_DATE, literal_time(d->scratch, document->date));
  describe_agent(d);
}

/* ------------------------------------------------------------------ entities */

/* The first mention of an entity in this part; NULL if none. */
static const struct relata_mention *find_mention(const struct description *d, struct relata_str id) {
  const uint32_t number = dictionary_find(d->entities, id);
  return number == RELATA_NONE ? NULL : &d->document->mentions[d->mention_of[number]];
}

static void put_same_as(struct description *d, struct relata_str iri, struct relata_str id, struct relata_str label) {
  if (!d->ontology)
    return;
  const struct relata_actor *actor = relata_ontology_find_actor(d->ontology, label, NULL);
  if (actor && relata_str_equal(actor->id, id) && is_absolute(actor->same_as))
    put(d, iri, OWL_SAME_AS, term_iri(d->scratch, actor->same_as, RELATA_STR("")));
}

/* A user's class has an IRI of its own. */
static struct relata_str class_iri(struct description *d, struct relata_str name) {
  const uint32_t index = d->ontology ? relata_ontology_find_class(d->ontology, name) : RELATA_NONE;
  const struct relata_class *class = index == RELATA_NONE ? NULL : relata_ontology_get_class(d->ontology, index);
  return class && class->iri.len ? term_iri(d->scratch, class->iri, RELATA_STR(""))
                                 : term_iri(d->scratch, RELATA_STR(NS_REL), name);
}

/* `label` and `type` may be empty: then a mention knows them, or the id gives the label. */
static struct relata_str describe_entity(struct description *d, struct relata_str id, struct relata_str label,
                                         struct relata_str type) {
  const struct relata_str iri = entity_iri(d, id);
  if (!is_first(d, "entity", id, type))
    return iri;
  const struct relata_mention *mention = find_mention(d, id);
  if (!type.len && mention)
    type = mention->entity_class;
  if (!label.len && mention)
    label = mention->entity_label;
  if (!label.len)
    label = spaced(d->scratch, id);
  if (type.len)
    put(d, iri, RDF_TYPE, class_iri(d, type));
  if (!is_first(d, "label", id, RELATA_STR("")))
    return iri;
  put_text(d, iri, SKOS_PREF_LABEL, label);
  is_first(d, "name", id, label);
  put_same_as(d, iri, id, label);
  return iri;
}

/* The other names that the text has for the entities described so far. */
static void describe_names(struct description *d) {
  for (size_t i = 0; i < d->document->mention_count; i++) {
    const struct relata_mention *mention = &d->document->mentions[i];
    if (!mention->named || mention->pronoun || !mention->entity.len || !mention->label.len)
      continue;
    const struct relata_str key = relata_arena_print(d->scratch, "label\n%.*s\n", (int)mention->entity.len,
                                                     mention->entity.data);
    if (dictionary_find(d->written, key) != RELATA_NONE && is_first(d, "name", mention->entity, mention->label))
      put_text(d, entity_iri(d, mention->entity), SKOS_ALT_LABEL, mention->label);
    relata_arena_clear(d->scratch);
  }
}

static void index_mentions(struct description *d) {
  const struct relata_document *document = d->document;
  d->entities = dictionary_new();
  d->mention_of = calloc(document->mention_count + 1, sizeof *d->mention_of);
  if (!d->mention_of)
    abort();
  for (size_t i = 0; i < document->mention_count; i++) {
    bool is_new = false;
    if (!document->mentions[i].entity.len)
      continue;
    const uint32_t number = dictionary_intern(d->entities, document->mentions[i].entity, &is_new);
    if (is_new)
      d->mention_of[number] = (uint32_t)i;
  }
}

/* ------------------------------------------------------------------ facts */

static struct relata_str describe_relation(struct description *d, const struct relata_fact *fact) {
  if (fact->relation_iri.len)
    return term_iri(d->scratch, fact->relation_iri, RELATA_STR(""));
  if (fact->relation.len)
    return term_iri(d->scratch, RELATA_STR(NS_REL), fact->relation);
  const struct relata_str name = underscored(d->scratch, fact->open_name.len ? fact->open_name : fact->phrase);
  const struct relata_str iri = term_iri(d->scratch, RELATA_STR(NS_OPEN), name);
  if (is_first(d, "relation", name, RELATA_STR(""))) {
    put_iri(d, iri, RDF_TYPE, REL_OPEN_RELATION);
    put_text(d, iri, RDFS_LABEL, spaced(d->scratch, name));
  }
  return iri;
}

static struct relata_str describe_side(struct description *d, struct relata_str id, struct relata_str label,
                                       struct relata_str words, struct relata_str type) {
  if (!label.len)
    label = words;
  return describe_entity(d, id.len ? id : label, label, type);
}

static struct relata_str describe_object(struct description *d, const struct relata_fact *fact) {
  if (fact->value.len)
    return literal_typed(d->scratch, fact->value, fact->datatype);
  return describe_side(d, fact->object_id, fact->object_label, fact->object, fact->object_type);
}

/* An entity where it is one, else the words. */
static void put_entity_or_words(struct description *d, struct relata_str claim, const char *predicate,
                                struct relata_str id, struct relata_str words) {
  if (id.len)
    put(d, claim, predicate, describe_entity(d, id, (struct relata_str){ NULL, 0 }, (struct relata_str){ NULL, 0 }));
  else
    put_text(d, claim, predicate, words);
}

static void put_span(struct description *d, struct relata_str subject, const char *begin_predicate,
                     const char *end_predicate, size_t begin, size_t end) {
  if (begin >= end)
    return;
  const size_t first = character_of(d, begin), last = character_of(d, end);
  put_number(d, subject, begin_predicate, first);
  put_number(d, subject, end_predicate, last);
}

static void describe_sentence(struct description *d, struct relata_str claim, uint32_t index) {
  if (index >= d->document->sentence_count)
    return;
  const struct relata_sentence *sentence = &d->document->sentences[index];
  const struct relata_str words = text_between(d->document, sentence->begin_byte, sentence->end_byte);
  const struct relata_str iri = part_iri(d, "s", d->sentences_before + index + 1);
  put(d, claim, NIF_SENTENCE, iri);
  if (!words.len || !is_first(d, "sentence", iri, RELATA_STR("")))
    return;
  put_iri(d, iri, RDF_TYPE, NIF_SENTENCE_CLASS);
  put_span(d, iri, NIF_BEGIN_INDEX, NIF_END_INDEX, sentence->begin_byte, sentence->end_byte);
  put_text(d, iri, NIF_ANCHOR_OF, words);
}

static void describe_place_in_text(struct description *d, struct relata_str claim, const struct relata_fact *fact) {
  put(d, claim, PROV_WAS_DERIVED_FROM, d->graph);
  describe_sentence(d, claim, fact->sentence);
  put_text(d, claim, NIF_ANCHOR_OF, text_between(d->document, fact->begin, fact->end));
  put_span(d, claim, NIF_BEGIN_INDEX, NIF_END_INDEX, fact->begin, fact->end);
  put_span(d, claim, REL_SUBJECT_BEGIN, REL_SUBJECT_END, fact->subject_begin, fact->subject_end);
  put_span(d, claim, REL_OBJECT_BEGIN, REL_OBJECT_END, fact->object_begin, fact->object_end);
  if (fact->begin < fact->end) {
    put_number(d, claim, REL_SOURCE_BEGIN, relata_document_source_offset(d->document, fact->begin));
    put_number(d, claim, REL_SOURCE_END, relata_document_source_end(d->document, fact->begin, fact->end));
  }
}

static void describe_circumstances(struct description *d, struct relata_str claim, const struct relata_fact *fact) {
  put_iri(d, claim, REL_POLARITY, fact->negated ? REL_NEGATIVE : REL_POSITIVE);
  put_iri(d, claim, REL_MODALITY, fact->possible ? REL_POSSIBLE : REL_FACT);
  put_entity_or_words(d, claim, REL_SPEAKER, fact->speaker_id, fact->speaker);
  put_entity_or_words(d, claim, REL_PLACE, fact->place_id, fact->place);
  if (fact->time.len)
    put(d, claim, REL_TIME, literal_time(d->scratch, fact->time));
  put_text(d, claim, REL_QUANTITY, fact->quantity);
  put(d, claim, REL_CONFIDENCE, literal_decimal(d->scratch, fact->confidence));
  put_text(d, claim, REL_PHRASE, fact->phrase);
  put_text(d, claim, REL_RULE, fact->why);
}

static bool is_stated(const struct relata_fact *fact) {
  return !fact->negated && !fact->possible && !fact->speaker.len && !fact->speaker_id.len;
}

/* A fact without two sides and a name for what joins them says nothing. */
static bool is_whole(const struct relata_fact *fact) {
  return (fact->subject_id.len || fact->subject_label.len || fact->subject.len) &&
         (fact->value.len || fact->object_id.len || fact->object_label.len || fact->object.len) &&
         (fact->relation.len || fact->open_name.len || fact->phrase.len);
}

static void describe_fact(struct description *d, const struct relata_fact *fact) {
  const struct relata_str subject = describe_side(d, fact->subject_id, fact->subject_label, fact->subject,
                                                  fact->subject_type),
                          predicate = describe_relation(d, fact), object = describe_object(d, fact),
                          claim = part_iri(d, "c", ++d->claims);
  if (is_stated(fact))
    d->sink.take(d->sink.payload, subject, predicate, object, d->graph);
  put_iri(d, claim, RDF_TYPE, REL_CLAIM);
  put(d, claim, RDF_SUBJECT, subject);
  put(d, claim, RDF_PREDICATE, predicate);
  put(d, claim, RDF_OBJECT, object);
  describe_circumstances(d, claim, fact);
  describe_place_in_text(d, claim, fact);
}

/* ------------------------------------------------------------------ the calls */

struct description *description_new(const struct relata_document *document, struct relata_str base,
                                    const struct relata_ontology *ontology, struct quad_sink sink) {
  struct description *d = calloc(1, sizeof *d);
  if (!d)
    abort();
  d->sink = sink;
  d->ontology = ontology;
  d->arena = relata_arena_new();
  d->scratch = relata_arena_new();
  d->written = dictionary_new();
  d->id = relata_arena_copy(d->arena, document->id);
  d->base = relata_arena_copy(d->arena, base);
  const struct relata_str local = doc_local(d->arena, document->id);
  const struct relata_str doc = relata_arena_print(d->arena, "%.*sdoc/", (int)base.len, base.data);
  d->stem = relata_arena_print(d->arena, "%.*s%.*s#", (int)doc.len, doc.data, (int)local.len, local.data);
  d->graph = is_web_address(document->url) ? term_iri(d->arena, document->url, RELATA_STR(""))
                                           : term_iri(d->arena, doc, local);
  describe_article(d, document);
  return d;
}

void description_free(struct description *d) {
  if (!d)
    return;
  dictionary_free(d->written);
  relata_arena_free(d->scratch);
  relata_arena_free(d->arena);
  free(d);
}

struct relata_str description_get_id(const struct description *d) {
  return d->id;
}

struct relata_str description_get_graph(const struct description *d) {
  return d->graph;
}

void description_add(struct description *d, const struct relata_document *document) {
  d->document = document;
  d->position = (struct position){ 0, 0 };
  index_mentions(d);
  for (size_t i = 0; i < document->fact_count; i++) {
    if (is_whole(&document->facts[i]))
      describe_fact(d, &document->facts[i]);
    relata_arena_clear(d->scratch);
  }
  describe_names(d);
  d->characters_before += utf8_length(document->text);
  d->sentences_before += document->sentence_count;
  dictionary_free(d->entities);
  free(d->mention_of);
  d->entities = NULL;
  d->mention_of = NULL;
  d->document = NULL;
}
