/* actors.c — actors.ttl: who there is, and by which names. */
#include "ontology/compile/compile.h"
#include "ontology/lexicon.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static struct relata_str first_object(const struct compiler *c, struct relata_str subject, const char *predicate) {
  size_t count;
  const struct triple *found = triples_find(c, subject, predicate, &count);
  return count ? found[0].object : RELATA_STR("");
}

static uint32_t actor_find(const struct compiler *c, struct relata_str id) {
  const size_t found = relata_str_search(id, c->actors, c->actor_count, sizeof *c->actors);
  return found < c->actor_count ? (uint32_t)found : RELATA_NONE;
}

static enum relata_status add_actor(struct compiler *c, const struct triple *typed) {
  struct actor_entry entry = {.id = local_name(typed->subject, NS_ID),
                              .label = first_object(c, typed->subject, NS_SKOS "prefLabel"),
                              .same_as = first_object(c, typed->subject, NS_OWL "sameAs"),
                              .located_in = RELATA_NONE,
                              .place = typed->place};
  const struct relata_str class_name = local_name(typed->object, NS_REL);
  entry.class_index = class_find(c, class_name);
  if (entry.class_index == RELATA_NONE)
    return fail_at(c, typed->place, "no class rel:%.*s; declare it in relata.ttl or mend the name", (int)class_name.len,
                   class_name.data);
  if (!entry.label.len)
    return fail_at(c, typed->place, "id:%.*s has no skos:prefLabel; add one", (int)entry.id.len, entry.id.data);
  if (c->actor_count && relata_str_equal(c->actors[c->actor_count - 1].id, entry.id))
    return fail_at(c, typed->place, "id:%.*s is described twice; join the two descriptions", (int)entry.id.len,
                   entry.id.data);
  c->actors = room_for(c->arena, c->actors, c->actor_count, &c->actor_room, sizeof *c->actors);
  c->actors[c->actor_count++] = entry;
  return RELATA_OK;
}

/* Sets where an actor lies; its country must be described too. */
static enum relata_status place_actor(struct compiler *c, struct actor_entry *actor) {
  size_t count;
  const struct relata_str subject = relata_arena_print(c->arena, NS_ID "%.*s", (int)actor->id.len, actor->id.data);
  const struct triple *found = triples_find(c, subject, NS_REL "located_in", &count);
  if (!count)
    return RELATA_OK;
  const struct relata_str where = local_name(found[0].object, NS_ID);
  actor->located_in = actor_find(c, where);
  if (actor->located_in == RELATA_NONE)
    return fail_at(c, found[0].place, "id:%.*s is not described; add it or mend the name", (int)where.len, where.data);
  return RELATA_OK;
}

/* ---------------------------------------------------------------- aliases */

/* How a spelling must match: 0 in any case, 1 exactly, 2 with a capital. */
static uint32_t casing(const struct compiler *c, struct relata_str folded, uint32_t kind) {
  if (kind == RELATA_ALIAS_ACRONYM)
    return 1;
  return noun_is_listed(c, folded) || folded.len <= 4 ? 2 : 0;
}

enum relata_status alias_add(struct compiler *c, uint32_t actor, uint32_t kind, const struct triple *t) {
  char buffer[LEXICON_LONGEST_ALIAS];
  struct relata_str folded;
  if (!t->object.len || !lexicon_fold(t->object, buffer, sizeof buffer, &folded))
    return fail_at(c, t->place, "a name must be valid UTF-8 of 1 to %d bytes", LEXICON_LONGEST_ALIAS - 4);
  struct alias_entry entry = {.folded = relata_arena_copy(c->arena, folded),
                              .exact = t->object,
                              .actor = actor,
                              .kind = kind,
                              .place = t->place};
  entry.cased = casing(c, entry.folded, kind);
  c->aliases = room_for(c->arena, c->aliases, c->alias_count, &c->alias_room, sizeof *c->aliases);
  c->aliases[c->alias_count++] = entry;
  return RELATA_OK;
}

static const struct {
  const char *predicate;
  enum relata_alias_kind kind;
} alias_predicates[] = {
    {NS_SKOS "prefLabel", RELATA_ALIAS_NAME}, {NS_SKOS "altLabel", RELATA_ALIAS_NAME},
    {NS_LEX "acronym", RELATA_ALIAS_ACRONYM}, {NS_LEX "demonym", RELATA_ALIAS_DEMONYM},
    {NS_LEX "metonym", RELATA_ALIAS_METONYM},
};

static enum relata_status add_aliases(struct compiler *c, uint32_t actor) {
  const struct relata_str id = c->actors[actor].id;
  const struct relata_str subject = relata_arena_print(c->arena, NS_ID "%.*s", (int)id.len, id.data);
  for (size_t k = 0; k < sizeof alias_predicates / sizeof *alias_predicates; k++) {
    size_t count;
    const struct triple *found = triples_find(c, subject, alias_predicates[k].predicate, &count);
    for (size_t i = 0; i < count; i++)
      RELATA_TRY(alias_add(c, actor, alias_predicates[k].kind, &found[i]));
  }
  return RELATA_OK;
}

static enum relata_status mark_preferred(struct compiler *c) {
  for (size_t i = 0; i < c->alias_count; i++) {
    struct alias_entry *alias = &c->aliases[i];
    const struct relata_str id = c->actors[alias->actor].id;
    const struct relata_str subject = relata_arena_print(c->arena, NS_ID "%.*s", (int)id.len, id.data);
    size_t count;
    const struct triple *found = triples_find(c, subject, NS_LEX "preferredFor", &count);
    for (size_t k = 0; k < count; k++)
      alias->preferred = alias->preferred || relata_str_equal(found[k].object, alias->exact);
  }
  return RELATA_OK;
}

/* Metonyms come first: "Ankara" is Turkey unless a place is asked for. */
static int rank(const struct alias_entry *alias) {
  static const int ranks[] = {
      [RELATA_ALIAS_METONYM] = 0, [RELATA_ALIAS_NAME] = 1, [RELATA_ALIAS_ACRONYM] = 2, [RELATA_ALIAS_DEMONYM] = 3};
  return ranks[alias->kind];
}

static int compare_aliases(const void *a, const void *b) {
  const struct alias_entry *x = a, *y = b;
  int order = relata_str_compare(x->folded, y->folded);
  if (order == 0) /* what was packed already keeps its order, behind what is new */
    order = (x->order > y->order) - (x->order < y->order);
  if (order == 0)
    order = (int)y->preferred - (int)x->preferred;
  if (order == 0)
    order = rank(x) - rank(y);
  if (order == 0)
    order = (x->actor > y->actor) - (x->actor < y->actor);
  return order ? order : relata_str_compare(x->exact, y->exact);
}

static bool same_spelling(const struct alias_entry *a, const struct alias_entry *b) {
  return relata_str_equal(a->folded, b->folded) &&
         (relata_str_equal(a->exact, b->exact) || (a->cased != 1 && b->cased != 1));
}

/* Two actors of one name are an error unless one is marked as the preferred
 * one; a metonym may share its name with the place that gives it. */
static enum relata_status check_ambiguous(struct compiler *c, size_t index) {
  const struct alias_entry *one = &c->aliases[index];
  for (size_t i = index; i-- > 0 && relata_str_equal(c->aliases[i].folded, one->folded);) {
    const struct alias_entry *other = &c->aliases[i];
    const bool metonyms = one->kind == RELATA_ALIAS_METONYM, others = other->kind == RELATA_ALIAS_METONYM;
    if (other->preferred && !one->preferred)
      return RELATA_OK;
    if (other->actor != one->actor && same_spelling(one, other) && metonyms == others) {
      const struct relata_str a = c->actors[one->actor].id, b = c->actors[other->actor].id;
      return fail_at(c, one->place,
                     "\"%.*s\" names both id:%.*s and id:%.*s; give lex:preferredFor \"%.*s\" to one of them",
                     (int)one->exact.len, one->exact.data, (int)a.len, a.data, (int)b.len, b.data, (int)one->exact.len,
                     one->exact.data);
    }
  }
  return RELATA_OK;
}

/* Drops an alias that an actor has twice. */
static void drop_doubles(struct compiler *c) {
  size_t kept = 0;
  for (size_t i = 0; i < c->alias_count; i++) {
    const struct alias_entry *alias = &c->aliases[i];
    bool known = false;
    for (size_t k = kept; k-- > 0 && relata_str_equal(c->aliases[k].folded, alias->folded) && !known;)
      known = c->aliases[k].actor == alias->actor && same_spelling(&c->aliases[k], alias) &&
              (c->aliases[k].kind == RELATA_ALIAS_METONYM) == (alias->kind == RELATA_ALIAS_METONYM);
    if (!known)
      c->aliases[kept++] = *alias;
  }
  c->alias_count = kept;
}

void aliases_sort(struct compiler *c) {
  if (c->alias_count)
    qsort(c->aliases, c->alias_count, sizeof *c->aliases, compare_aliases);
}

enum relata_status actors_build(struct compiler *c) {
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple *t = &c->triples.items[i];
    if (relata_str_is(t->predicate, NS_RDF "type") && local_name(t->subject, NS_ID).len)
      RELATA_TRY(add_actor(c, t));
  }
  for (size_t i = 0; i < c->actor_count; i++)
    RELATA_TRY(place_actor(c, &c->actors[i]));
  for (size_t i = 0; i < c->actor_count; i++)
    RELATA_TRY(add_aliases(c, (uint32_t)i));
  RELATA_TRY(mark_preferred(c));
  aliases_sort(c);
  drop_doubles(c);
  for (size_t i = 0; i < c->alias_count; i++)
    RELATA_TRY(check_ambiguous(c, i));
  return RELATA_OK;
}
