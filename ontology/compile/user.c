/* user.c — a user's OWL or RDFS files on top of relata's own ontology: their
 * classes, properties, individuals and words, packed in memory together. */
#include <stdlib.h>
#include <string.h>

#include "ontology/compile/user.h"
#include "ontology/lexicon.h"

/* ------------------------------------------------------------------ individuals */

static uint32_t actor_of_iri(const struct compiler *c, struct relata_str iri) {
  for (size_t i = c->base->actor_count; i < c->actor_count; i++)
    if (relata_str_equal(c->actors[i].id, iri))
      return (uint32_t)i;
  return RELATA_NONE;
}

static void actor_add(struct compiler *c, const struct triple *typed, uint32_t class_index) {
  size_t count;
  const struct triple *same = triples_find(c, typed->subject, NS_OWL "sameAs", &count);
  struct relata_str id = local_name(typed->subject, NS_ID);
  if (!id.len)
    id = typed->subject;
  if (!local_name(typed->subject, NS_ID).len)
    user_name(c, typed->subject); /* so that its prefix is declared */
  c->actors = room_for(c->arena, c->actors, c->actor_count, &c->actor_room, sizeof *c->actors);
  c->actors[c->actor_count++] = (struct actor_entry){.id = id,
                                                     .label = term_label(c, typed->subject),
                                                     .same_as = count ? same[0].object : RELATA_STR(""),
                                                     .class_index = class_index,
                                                     .located_in = RELATA_NONE,
                                                     .place = typed->place};
}

static enum relata_status read_names(struct compiler *c, uint32_t actor, struct relata_str subject) {
  static const struct {
    const char *predicate;
    enum relata_alias_kind kind;
  } names[] = {{NS_RDFS "label", RELATA_ALIAS_NAME},     {NS_SKOS "prefLabel", RELATA_ALIAS_NAME},
               {NS_SKOS "altLabel", RELATA_ALIAS_NAME},  {NS_LEX "acronym", RELATA_ALIAS_ACRONYM},
               {NS_LEX "demonym", RELATA_ALIAS_DEMONYM}, {NS_LEX "metonym", RELATA_ALIAS_METONYM}};
  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    size_t count;
    const struct triple *found = triples_find(c, subject, names[k].predicate, &count);
    for (size_t i = 0; i < count; i++) {
      if (!found[i].literal)
        continue;
      RELATA_TRY(alias_add(c, actor, (uint32_t)names[k].kind, &found[i]));
      c->aliases[c->alias_count - 1].preferred = true;
    }
  }
  return RELATA_OK;
}

static enum relata_status read_individuals(struct compiler *c) {
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple *t = &c->triples.items[i];
    if (!relata_str_is(t->predicate, NS_RDF "type") || term_is_blank(t->subject))
      continue;
    const uint32_t class_index = class_of_iri(c, t->object);
    if (class_index == RELATA_NONE || actor_of_iri(c, t->subject) != RELATA_NONE)
      continue;
    actor_add(c, t, class_index);
    RELATA_TRY(read_names(c, (uint32_t)(c->actor_count - 1), t->subject));
  }
  return RELATA_OK;
}

/* ------------------------------------------------------------------ all */

static bool is_turtle(const char *path) {
  const char *dot = strrchr(path, '.');
  static const char *const ends[] = {".ttl", ".nt", ".nq", ".trig"};
  for (size_t i = 0; dot && i < sizeof ends / sizeof *ends; i++)
    if (strcmp(dot, ends[i]) == 0)
      return true;
  return false;
}

struct foreign {
  struct compiler *c;
  const char *path;
  unsigned number;
};

/* Blank nodes of one file are not those of another. */
static struct relata_str own_term(const struct foreign *foreign, struct relata_str term, bool literal) {
  return !literal && term_is_blank(term)
             ? relata_arena_print(foreign->c->arena, "_:f%u%.*s", foreign->number, (int)term.len - 2, term.data + 2)
             : relata_arena_copy(foreign->c->arena, term);
}

static enum relata_status take_triple(void *payload, const struct relata_read_triple *triple) {
  const struct foreign *foreign = payload;
  const struct triple item = {.subject = own_term(foreign, triple->subject, false),
                              .predicate = own_term(foreign, triple->predicate, false),
                              .object = own_term(foreign, triple->object, triple->literal),
                              .language = relata_arena_copy(foreign->c->arena, triple->language),
                              .literal = triple->literal,
                              .place = {foreign->path, triple->line}};
  return triples_add(foreign->c, &item);
}

static void take_prefix(void *payload, struct relata_str name, struct relata_str iri) {
  namespace_add(((const struct foreign *)payload)->c, name, iri);
}

static enum relata_status read_file(struct compiler *c, const struct relata_extension *extension, unsigned number) {
  const char *path = extension->paths[number];
  if (is_turtle(path))
    return triples_read(c, path, number);
  if (!extension->parse)
    return relata_error_set(c->error, RELATA_UNSUPPORTED, path, 0, 0, "only .ttl, .nt, .nq and .trig are read here");
  struct foreign foreign = {c, path, number};
  const struct relata_triple_sink sink = {take_triple, take_prefix, &foreign};
  return extension->parse(path, &sink, c->error);
}

static enum relata_status compile_user(struct compiler *c, const struct relata_extension *extension) {
  unpack(c);
  for (unsigned i = 0; i < extension->path_count; i++)
    RELATA_TRY(read_file(c, extension, i));
  triples_sort(c);
  user_classes_declare(c);
  user_properties_declare(c);
  user_classes_link(c);
  user_properties_link(c);
  RELATA_TRY(user_classes_anchor(c));
  user_properties_share_ends(c);
  user_classes_name(c);
  RELATA_TRY(read_individuals(c));
  size_t *counts = relata_arena_alloc(c->arena, (c->property_count + 1) * sizeof *counts);
  RELATA_TRY(user_properties_read_words(c, counts));
  frames_sort(c);
  user_frames_drop_doubles(c);
  aliases_sort(c);
  user_check(c, counts);
  findings_sort(c);
  return RELATA_OK;
}

static struct compiler compiler_for(const struct relata_ontology *base, struct relata_error *error) {
  return (struct compiler){.arena = relata_arena_new(), .error = error, .base = base};
}

static enum relata_status first_wrong(const struct compiler *c) {
  for (size_t i = 0; i < c->finding_count; i++)
    if (c->findings[i].kind == RELATA_FINDING_WRONG)
      return fail_at(c, c->findings[i].place, "%.*s", (int)c->findings[i].message.len, c->findings[i].message.data);
  return RELATA_OK;
}

enum relata_status relata_ontology_extend(struct relata_ontology **out, const struct relata_ontology *base,
                                          const struct relata_extension *extension, struct relata_error *error) {
  struct relata_error own;
  struct compiler c = compiler_for(base, error ? error : &own);
  unsigned char *bytes = NULL;
  size_t size = 0;
  *out = NULL;
  enum relata_status status = compile_user(&c, extension);
  if (status == RELATA_OK)
    status = first_wrong(&c);
  if (status == RELATA_OK)
    status = pack_bytes(&c, &bytes, &size);
  relata_arena_free(c.arena);
  if (status == RELATA_OK)
    status = lexicon_open_memory(out, bytes, size, error);
  if (status == RELATA_OK) {
    (*out)->only = extension->only;
    (*out)->least = base->least;
  }
  return status;
}

enum relata_status relata_ontology_check(const struct relata_ontology *base, const struct relata_extension *extension,
                                         relata_take_finding take, void *payload, struct relata_error *error) {
  struct relata_error own;
  struct compiler c = compiler_for(base, error ? error : &own);
  enum relata_status status = compile_user(&c, extension);
  if (status == RELATA_BAD_INPUT) {
    const char *path = relata_arena_copy(c.arena, relata_str_of(c.error->path)).data;
    finding_add(&c, RELATA_FINDING_WRONG, (struct place){path, c.error->line}, "%s", c.error->message);
    findings_sort(&c);
    status = RELATA_OK;
  }
  for (size_t i = 0; status == RELATA_OK && i < c.finding_count; i++) {
    const struct finding_entry *f = &c.findings[i];
    const struct relata_finding finding = {f->kind, f->place.path, f->place.line, f->message};
    take(payload, &finding);
  }
  relata_arena_free(c.arena);
  return status;
}
