/* profile.c — profiles: their registry, their lines, their union. */
#include "graph/entities/profile.h"

#include <stdlib.h>
#include <string.h>

#include "graph/entities/tables.h"

enum { MOST = 512, MOST_ROLES = 64 }; /* that the union of profiles keeps of each kind */

/* ------------------------------------------------------------------ the registry */

struct registry *registry_new(void) {
  struct registry *registry = calloc(1, sizeof *registry);
  if (!registry)
    abort();
  registry->arena = relata_arena_new();
  registry->strings = dictionary_new();
  return registry;
}

void profile_free(struct profile *profile) {
  struct numbers *sets[] = {&profile->names, &profile->own,   &profile->facts,   &profile->unique, &profile->near,
                            &profile->with,  &profile->roles, &profile->offices, &profile->words};
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
    numbers_free(sets[i]);
}

void registry_free(struct registry *registry) {
  if (!registry)
    return;
  for (size_t i = 0; i < registry->count; i++)
    profile_free(&registry->profiles[i]);
  free(registry->profiles);
  free(registry->parsed);
  free(registry->is_parsed);
  dictionary_free(registry->strings);
  relata_arena_free(registry->arena);
  free(registry);
}

struct relata_str registry_text(const struct registry *registry, uint32_t number) {
  return number == RELATA_NONE ? (struct relata_str){NULL, 0} : dictionary_get(registry->strings, number);
}

/* Two places a string: as a person's name and as any other's. */
const struct name *registry_name(struct registry *registry, uint32_t number, bool person) {
  const size_t at = 2 * (size_t)number + person;
  if (at >= registry->parsed_capacity) {
    const size_t wanted = 2 * (at + 1024);
    registry->parsed = reallocarray(registry->parsed, wanted, sizeof *registry->parsed);
    registry->is_parsed = reallocarray(registry->is_parsed, wanted, sizeof *registry->is_parsed);
    if (!registry->parsed || !registry->is_parsed)
      abort();
    memset(registry->is_parsed + registry->parsed_capacity, 0, wanted - registry->parsed_capacity);
    registry->parsed_capacity = wanted;
  }
  if (!registry->is_parsed[at]) {
    registry->parsed[at] = name_parse(registry->arena, registry_text(registry, number), person);
    registry->is_parsed[at] = true;
  }
  return &registry->parsed[at];
}

struct profile *registry_add(struct registry *registry) {
  if (registry->count == registry->capacity) {
    registry->capacity = registry->capacity ? 2 * registry->capacity : 64;
    registry->profiles = reallocarray(registry->profiles, registry->capacity, sizeof *registry->profiles);
    if (!registry->profiles)
      abort();
  }
  struct profile *profile = &registry->profiles[registry->count++];
  *profile = (struct profile){.article = RELATA_NONE,
                              .local = RELATA_NONE,
                              .label = RELATA_NONE,
                              .class_name = RELATA_NONE,
                              .same_as = RELATA_NONE,
                              .block = RELATA_NONE};
  return profile;
}

static uint32_t intern(struct registry *registry, struct relata_str text) {
  return dictionary_intern(registry->strings, text, NULL);
}

/* ------------------------------------------------------------------ lines */

enum { ITEM = 0x1f };

/* Signs that part fields and items become blanks. */
static void write_text(struct relata_out *out, struct relata_str text) {
  for (size_t i = 0; i < text.len; i++) {
    const unsigned char c = (unsigned char)text.data[i];
    relata_out_char(out, c == '\t' ? 0x1e : c < ' ' ? ' ' : (char)c);
  }
}

static void write_field(const struct registry *registry, struct relata_out *out, uint32_t number) {
  relata_out_char(out, '\t');
  write_text(out, registry_text(registry, number));
}

static int compare_texts(const void *a, const void *b) {
  return relata_str_compare(*(const struct relata_str *)a, *(const struct relata_str *)b);
}

/* By bytes, so that a line does not depend on what was numbered before. */
static void write_set(const struct registry *registry, struct relata_out *out, const struct numbers *set) {
  struct relata_str *texts = malloc((set->count + 1) * sizeof *texts);
  if (!texts)
    abort();
  for (size_t i = 0; i < set->count; i++)
    texts[i] = registry_text(registry, set->items[i]);
  qsort(texts, set->count, sizeof *texts, compare_texts);
  relata_out_char(out, '\t');
  for (size_t i = 0; i < set->count; i++) {
    if (i)
      relata_out_char(out, ITEM);
    write_text(out, texts[i]);
  }
  free(texts);
}

static bool sets_are_equal(const struct numbers *a, const struct numbers *b) {
  return a->count == b->count && (a->count == 0 || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

void registry_write(const struct registry *registry, const struct profile *profile, const struct profile *before,
                    struct relata_out *out) {
  write_text(out, registry_text(registry, profile->article));
  const uint32_t fields[] = {profile->local, profile->label, profile->class_name, profile->same_as, profile->block};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    write_field(registry, out, fields[i]);
  relata_out_print(out, "\t%s\t%u\t%u\t%u\t%u", family_as_name(profile->family), profile->born_from, profile->born_to,
                   profile->first_month, profile->last_month);
  const struct numbers *sets[] = {&profile->names, &profile->own,   &profile->facts,   &profile->unique,
                                  &profile->near,  &profile->roles, &profile->offices, &profile->words};
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
    write_set(registry, out, sets[i]);
  if (before && before->article == profile->article && sets_are_equal(&before->with, &profile->with))
    relata_out_text(out, "\t=");
  else
    write_set(registry, out, &profile->with);
}

/* The next field; `*line` is what is left, its data NULL behind the last. */
static struct relata_str take_field(struct relata_str *line) {
  const char *end = line->data ? memchr(line->data, '\t', line->len) : NULL;
  const struct relata_str field = {line->data, end ? (size_t)(end - line->data) : line->len};
  *line = end ? (struct relata_str){end + 1, line->len - field.len - 1} : (struct relata_str){NULL, 0};
  return field;
}

/* A fact has a tab inside, which a line writes as U+001E. */
static uint32_t intern_item(struct registry *registry, struct relata_str text) {
  char small[256];
  if (text.len >= sizeof small || !memchr(text.data, 0x1e, text.len))
    return intern(registry, text);
  for (size_t i = 0; i < text.len; i++)
    small[i] = text.data[i] == 0x1e ? '\t' : text.data[i];
  return intern(registry, (struct relata_str){small, text.len});
}

static void read_set(struct registry *registry, struct relata_str field, struct numbers *set) {
  while (field.len) {
    const char *end = memchr(field.data, ITEM, field.len);
    const size_t len = end ? (size_t)(end - field.data) : field.len;
    numbers_add(set, intern_item(registry, (struct relata_str){field.data, len}));
    field = end ? (struct relata_str){end + 1, field.len - len - 1} : (struct relata_str){NULL, 0};
  }
}

static uint32_t read_number(struct registry *registry, struct relata_str field) {
  return field.len ? intern(registry, field) : RELATA_NONE;
}

static uint16_t small_number(struct relata_str field) {
  unsigned number = 0;
  for (size_t i = 0; i < field.len && field.data[i] >= '0' && field.data[i] <= '9' && number < 60000; i++)
    number = 10 * number + (unsigned)(field.data[i] - '0');
  return (uint16_t)number;
}

static enum family family_named(struct relata_str name) {
  for (int family = FAMILY_ANY; family <= FAMILY_OTHER; family++)
    if (relata_str_is(name, family_as_name((enum family)family)))
      return (enum family)family;
  return FAMILY_ANY;
}

static void copy_set(struct numbers *to, const struct numbers *from) {
  to->count = to->capacity = from->count;
  to->items = malloc((from->count + 1) * sizeof *to->items);
  if (!to->items)
    abort();
  if (from->count)
    memcpy(to->items, from->items, from->count * sizeof *to->items);
}

bool registry_read(struct registry *registry, struct relata_str line) {
  struct relata_str fields[20];
  for (size_t i = 0; i < 20; i++) {
    if (!line.data)
      return false;
    fields[i] = take_field(&line);
  }
  if (line.data || !fields[0].len || !fields[1].len || !fields[2].len || !fields[12].len)
    return false;
  const uint32_t before = registry->count ? (uint32_t)registry->count - 1 : RELATA_NONE;
  struct profile *profile = registry_add(registry);
  uint32_t *numbers[] = {&profile->article,    &profile->local,   &profile->label,
                         &profile->class_name, &profile->same_as, &profile->block};
  for (size_t i = 0; i < 6; i++)
    *numbers[i] = read_number(registry, fields[i]);
  profile->family = family_named(fields[6]);
  profile->persons = profile->family == FAMILY_PERSON;
  profile->others = profile->family != FAMILY_PERSON && profile->family != FAMILY_ANY;
  profile->born_from = small_number(fields[7]);
  profile->born_to = small_number(fields[8]);
  profile->first_month = small_number(fields[9]);
  profile->last_month = small_number(fields[10]);
  struct numbers *sets[] = {&profile->names, &profile->own,   &profile->facts,   &profile->unique,
                            &profile->near,  &profile->roles, &profile->offices, &profile->words};
  for (size_t i = 0; i < 8; i++)
    read_set(registry, fields[11 + i], sets[i]);
  if (!relata_str_is(fields[19], "="))
    read_set(registry, fields[19], &profile->with);
  else if (before != RELATA_NONE)
    copy_set(&profile->with, &registry->profiles[before].with);
  return true;
}

/* ------------------------------------------------------------------ unions */

static void widen(uint16_t *first, uint16_t *last, uint16_t other_first, uint16_t other_last) {
  if (!other_first)
    return;
  *first = !*first || other_first < *first ? other_first : *first;
  *last = other_last > *last ? other_last : *last;
}

/* Births narrow: what both allow, where they allow the same. */
static void narrow_birth(struct profile *profile, const struct profile *other) {
  if (!other->born_from)
    return;
  if (!profile->born_from) {
    profile->born_from = other->born_from;
    profile->born_to = other->born_to;
    return;
  }
  profile->born_from = other->born_from < profile->born_from ? other->born_from : profile->born_from;
  profile->born_to = other->born_to > profile->born_to ? other->born_to : profile->born_to;
}

/* Where one is a person and the other is not, the tagger guessed wrong: the more are right, and roles are a person's.
 */
static void settle_family(struct profile *profile, const struct profile *other) {
  const bool person = profile->roles.count || profile->born_from || profile->persons > profile->others;
  const bool fits =
      profile->family != FAMILY_ANY &&
      (other->family == FAMILY_ANY || (profile->family == FAMILY_PERSON) == (other->family == FAMILY_PERSON) ||
       (profile->family == FAMILY_PERSON) == person);
  if (fits)
    return;
  profile->family = other->family;
  profile->class_name = other->class_name;
}

bool profile_is_surely_person(struct registry *registry, const struct profile *profile) {
  bool sure = profile->roles.count || profile->born_from;
  for (size_t i = 0; i < profile->names.count && !sure; i++) {
    const struct name *name = registry_name(registry, profile->names.items[i], true);
    sure = name->count > 1 && entities_word("common_given", name->words[0]);
    for (size_t k = 0; k < name->before && k < NAME_WORDS && !sure; k++)
      sure = entities_word("title", name->titles[k]) != NULL;
  }
  return profile->family == FAMILY_PERSON && sure;
}

void profile_add(struct profile *profile, const struct profile *other) {
  numbers_add_all(&profile->names, &other->names, MOST);
  numbers_add_all(&profile->own, &other->own, MOST);
  numbers_add_all(&profile->facts, &other->facts, MOST);
  numbers_add_all(&profile->unique, &other->unique, MOST);
  numbers_add_all(&profile->near, &other->near, MOST);
  numbers_add_all(&profile->with, &other->with, MOST);
  numbers_add_all(&profile->roles, &other->roles, MOST_ROLES);
  numbers_add_all(&profile->offices, &other->offices, MOST_ROLES);
  numbers_add_all(&profile->words, &other->words, MOST);
  widen(&profile->first_month, &profile->last_month, other->first_month, other->last_month);
  narrow_birth(profile, other);
  if (profile->same_as == RELATA_NONE)
    profile->same_as = other->same_as;
  profile->persons += other->persons;
  profile->others += other->others;
  settle_family(profile, other);
}

size_t profile_weight(const struct profile *profile) {
  const bool tells = profile->roles.count || profile->offices.count || profile->unique.count || profile->born_from;
  return (tells ? 10000 : 0) + 4 * profile->facts.count + 2 * profile->offices.count + 2 * profile->roles.count +
         profile->near.count + (profile->born_from ? 4 : 0) + profile->words.count / 8;
}
