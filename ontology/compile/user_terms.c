/* user_terms.c — the terms of a user's files: short names for them, and what the triples say of one. */
#include <ctype.h>
#include <string.h>

#include "ontology/compile/user.h"

/* ------------------------------------------------------------------ names */

static bool is_plain(struct relata_str local) {
  for (size_t i = 0; i < local.len; i++)
    if (!isalnum((unsigned char)local.data[i]) && local.data[i] != '_' && local.data[i] != '-')
      return false;
  return local.len > 0 && local.data[0] != '-';
}

struct relata_str term_local_part(struct relata_str iri) {
  for (size_t i = iri.len; i-- > 0;)
    if (iri.data[i] == '#' || iri.data[i] == '/' || iri.data[i] == ':')
      return (struct relata_str){iri.data + i + 1, iri.len - i - 1};
  return iri;
}

static bool name_is_taken(const struct compiler *c, struct relata_str name) {
  static const char *const own[] = {"rel", "id",   "open", "doc", "rdf", "rdfs", "owl",
                                    "xsd", "skos", "prov", "nif", "dct", ""};
  for (size_t i = 0; i < sizeof own / sizeof *own; i++)
    if (relata_str_is(name, own[i]))
      return true;
  for (size_t i = 0; i < c->namespace_count; i++)
    if (c->namespaces[i].used && relata_str_equal(c->namespaces[i].name, name))
      return true;
  return false;
}

/* "companies" of "https://example.org/companies#", for files that declare no prefix. */
static struct relata_str name_of_space(struct relata_str stem) {
  size_t end = stem.len;
  while (end && !isalnum((unsigned char)stem.data[end - 1]))
    end--;
  size_t begin = end;
  while (begin && isalnum((unsigned char)stem.data[begin - 1]))
    begin--;
  return isalpha((unsigned char)stem.data[begin]) ? (struct relata_str){stem.data + begin, end - begin}
                                                  : RELATA_STR("");
}

/* Makes the prefix one that no other name space of the graph has: "ns1" for an empty or taken one. */
static void namespace_use(struct compiler *c, struct namespace_entry *space) {
  if (space->used)
    return;
  if (!space->name.len)
    space->name = name_of_space(space->iri);
  for (int number = 1; name_is_taken(c, space->name); number++)
    space->name = relata_arena_print(c->arena, "ns%d", number);
  space->used = true;
}

struct relata_str user_name(struct compiler *c, struct relata_str iri) {
  const struct relata_str own = local_name(iri, NS_REL), local = term_local_part(iri);
  if (own.len)
    return own;
  const size_t stem = iri.len - local.len;
  if (is_plain(local) && stem > 0) {
    const struct relata_str space = {iri.data, stem};
    namespace_add(c, name_of_space(space), space); /* unless it is known */
  }
  for (size_t i = 0; i < c->namespace_count && is_plain(local); i++) {
    struct namespace_entry *space = &c->namespaces[i];
    if (space->iri.len != stem || memcmp(space->iri.data, iri.data, stem) != 0)
      continue;
    namespace_use(c, space);
    return relata_arena_print(c->arena, "%.*s:%.*s", (int)space->name.len, space->name.data, (int)local.len,
                              local.data);
  }
  return iri;
}

/* ------------------------------------------------------------------ asking the triples */

static bool has(const struct compiler *c, struct relata_str subject, const char *predicate, const char *object) {
  size_t count;
  const struct triple *found = triples_find(c, subject, predicate, &count);
  for (size_t i = 0; i < count; i++)
    if (relata_str_is(found[i].object, object))
      return true;
  return false;
}

bool term_is_a(const struct compiler *c, struct relata_str subject, const char *type) {
  return has(c, subject, NS_RDF "type", type);
}

bool triple_is_english(const struct triple *t) {
  return !t->language.len || (t->language.len >= 2 && tolower((unsigned char)t->language.data[0]) == 'e' &&
                              tolower((unsigned char)t->language.data[1]) == 'n');
}

bool term_is_blank(struct relata_str term) {
  return term.len > 1 && term.data[0] == '_' && term.data[1] == ':';
}

/* The English label, else the name's words. */
struct relata_str term_label(const struct compiler *c, struct relata_str subject) {
  static const char *const predicates[] = {NS_RDFS "label", NS_SKOS "prefLabel"};
  for (size_t p = 0; p < sizeof predicates / sizeof *predicates; p++) {
    size_t count;
    const struct triple *found = triples_find(c, subject, predicates[p], &count);
    for (size_t i = 0; i < count; i++)
      if (found[i].literal && triple_is_english(&found[i]))
        return found[i].object;
  }
  return term_local_part(subject);
}
