/* sense.c — gathering the occurrences of a name. */
#include "graph/entities/sense.h"

#include <stdlib.h>
#include <string.h>

#include "graph/entities/tables.h"

/* ------------------------------------------------------------------ numbers in order of bytes */

static int compare_numbers(const void *a, const void *b) {
  const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static void renumber_set(struct numbers *set, const uint32_t *order) {
  for (size_t i = 0; i < set->count; i++)
    set->items[i] = order[set->items[i]];
  if (set->count)
    qsort(set->items, set->count, sizeof *set->items, compare_numbers);
}

static void renumber_profile(struct profile *profile, const uint32_t *order) {
  uint32_t *numbers[] = {&profile->article,    &profile->local,   &profile->label,
                         &profile->class_name, &profile->same_as, &profile->block};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    if (*numbers[i] != RELATA_NONE)
      *numbers[i] = order[*numbers[i]];
  struct numbers *sets[] = {&profile->names, &profile->own,   &profile->facts,   &profile->unique, &profile->near,
                            &profile->with,  &profile->roles, &profile->offices, &profile->words};
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
    renumber_set(sets[i], order);
}

/* From here on numbers compare as their strings do. */
static uint32_t *sort_strings(struct registry *registry) {
  uint32_t *order = dictionary_sort(registry->strings);
  for (size_t i = 0; i < registry->count; i++)
    renumber_profile(&registry->profiles[i], order);
  free(registry->parsed);
  free(registry->is_parsed);
  registry->parsed = NULL;
  registry->is_parsed = NULL;
  registry->parsed_capacity = 0;
  return order;
}

/* ------------------------------------------------------------------ senses */

struct senses *senses_empty(struct registry *registry) {
  struct senses *senses = calloc(1, sizeof *senses);
  if (!senses)
    abort();
  senses->registry = registry;
  senses->arena = relata_arena_new();
  return senses;
}

void senses_free(struct senses *senses) {
  if (!senses)
    return;
  for (size_t i = 0; i < senses->count; i++) {
    profile_free(&senses->items[i].profile);
    free(senses->items[i].members);
  }
  free(senses->items);
  relata_arena_free(senses->arena);
  free(senses);
}

static struct sense *new_sense(struct senses *senses) {
  if (senses->count == senses->capacity) {
    senses->capacity = senses->capacity ? 2 * senses->capacity : 64;
    senses->items = reallocarray(senses->items, senses->capacity, sizeof *senses->items);
    if (!senses->items)
      abort();
  }
  struct sense *sense = &senses->items[senses->count++];
  *sense = (struct sense){.profile = {.article = RELATA_NONE,
                                      .local = RELATA_NONE,
                                      .label = RELATA_NONE,
                                      .class_name = RELATA_NONE,
                                      .same_as = RELATA_NONE,
                                      .block = RELATA_NONE}};
  return sense;
}

static void add_member(struct sense *sense, const struct sense_member *member) {
  if ((sense->member_count & (sense->member_count - 1)) == 0) { /* full at every power of two */
    const size_t capacity = sense->member_count ? 2 * sense->member_count : 1;
    sense->members = reallocarray(sense->members, capacity, sizeof *sense->members);
    if (!sense->members)
      abort();
  }
  sense->members[sense->member_count++] = *member;
}

/* ------------------------------------------------------------------ joining */

static void keep_reasons(struct senses *senses, struct sense *sense, const struct verdict *verdict) {
  sense->reasons = relata_arena_alloc(senses->arena, (verdict->count + 1) * sizeof *sense->reasons);
  for (size_t i = 0; i < verdict->count; i++)
    sense->reasons[i] = feature_as_words(senses->arena, senses->registry, &verdict->features[i]);
  sense->reason_count = verdict->count;
  sense->sum = verdict->sum;
}

static void join(struct senses *senses, struct sense *sense, const struct profile *profile,
                 const struct verdict *verdict, bool by_user) {
  if (by_user)
    sense->by_user = true;
  else if (sense->member_count && verdict && (!sense->reason_count || verdict->sum < sense->sum))
    keep_reasons(senses, sense, verdict);
  if (!sense->member_count) {
    sense->profile.block = profile->block;
    sense->profile.label = profile->label;
  }
  profile_add(&sense->profile, profile);
  add_member(sense, &(struct sense_member){profile->article, profile->local, profile->label});
}

static enum choice_verdict decided(const struct senses *senses, const struct choices *choices,
                                   const struct sense *sense, const struct profile *profile) {
  const struct registry *registry = senses->registry;
  const struct choice_side side = {registry_text(registry, profile->local), registry_text(registry, profile->article)};
  enum choice_verdict verdict = CHOICE_NONE;
  for (size_t i = 0; i < sense->member_count; i++) {
    const struct choice_side other = {registry_text(registry, sense->members[i].local),
                                      registry_text(registry, sense->members[i].article)};
    const enum choice_verdict one = choices_between(choices, &side, &other);
    if (one == CHOICE_APART)
      return one;
    verdict = one == CHOICE_SAME ? one : verdict;
  }
  return verdict;
}

/* Names that the actors' file knows are known by it alone. */
static bool is_same_actor(const struct profile *a, const struct profile *b) {
  return a->same_as != RELATA_NONE && a->same_as == b->same_as;
}

/* Of two whom an article may mean it is likelier the one of whom most others speak: so much for every doubling. */
static double prominence(const struct sense *sense) {
  double doublings = 0;
  for (size_t count = sense->member_count; count > 1; count /= 2)
    doublings++;
  return doublings * entities_weight("prominence");
}

static void place(struct senses *senses, size_t first, const struct profile *profile, const struct choices *choices,
                  bool chosen) {
  size_t best = senses->count;
  double best_rank = 0;
  struct verdict best_verdict = {.sum = 0};
  bool by_user = false;
  for (size_t i = first; i < senses->count && !by_user; i++) {
    struct sense *sense = &senses->items[i];
    const enum choice_verdict choice = chosen ? decided(senses, choices, sense, profile) : CHOICE_NONE;
    by_user = choice == CHOICE_SAME;
    if (by_user)
      best = i;
    if (choice != CHOICE_NONE)
      continue;
    if (is_same_actor(&sense->profile, profile)) {
      join(senses, sense, profile, NULL, false);
      return;
    }
    const struct verdict verdict = profiles_compare(senses->registry, &sense->profile, profile, true);
    const double rank = verdict.sum + prominence(sense);
    if (!verdict.veto && verdict.sum >= 0 && (best == senses->count || rank > best_rank)) {
      best = i;
      best_rank = rank;
      best_verdict = verdict;
    }
  }
  if (best == senses->count)
    join(senses, new_sense(senses), profile, NULL, false);
  else
    join(senses, &senses->items[best], profile, &best_verdict, by_user);
}

/* ------------------------------------------------------------------ second chance */

/* The best other sense for a lone occurrence now that all are gathered; senses->count if none. */
static size_t better_place(struct senses *senses, size_t first, size_t lone, struct verdict *best_verdict) {
  size_t best = senses->count;
  double best_rank = 0;
  for (size_t i = first; i < senses->count; i++) {
    const struct sense *sense = &senses->items[i];
    if (i == lone || !sense->member_count)
      continue;
    const struct verdict verdict =
        profiles_compare(senses->registry, &sense->profile, &senses->items[lone].profile, true);
    const double rank = verdict.sum + prominence(sense);
    if (verdict.veto || verdict.sum < 0 || (best != senses->count && rank <= best_rank))
      continue;
    best = i;
    best_rank = rank;
    *best_verdict = verdict;
  }
  return best;
}

/* What came too early to meet those that it fits. */
static void place_again(struct senses *senses, size_t first) {
  for (size_t lone = first; lone < senses->count; lone++) {
    struct sense *sense = &senses->items[lone];
    struct verdict verdict;
    if (sense->member_count != 1)
      continue;
    const size_t best = better_place(senses, first, lone, &verdict);
    if (best == senses->count)
      continue;
    struct sense *target = &senses->items[best];
    if (!target->reason_count || verdict.sum < target->sum)
      keep_reasons(senses, target, &verdict);
    profile_add(&target->profile, &sense->profile);
    add_member(target, &sense->members[0]);
    sense->member_count = 0;
  }
  size_t kept = first;
  for (size_t i = first; i < senses->count; i++) {
    if (senses->items[i].member_count) {
      senses->items[kept++] = senses->items[i];
      continue;
    }
    profile_free(&senses->items[i].profile);
    free(senses->items[i].members);
  }
  senses->count = kept;
}

/* ------------------------------------------------------------------ what a sense is called */

static int compare_members(const void *a, const void *b) {
  const struct sense_member *x = a, *y = b;
  if (x->article != y->article)
    return x->article < y->article ? -1 : 1;
  return (x->local > y->local) - (x->local < y->local);
}

static int compare_by_local(const void *a, const void *b) {
  const struct sense_member *x = a, *y = b;
  if (x->local != y->local)
    return x->local < y->local ? -1 : 1;
  return (x->label > y->label) - (x->label < y->label);
}

/* The name with the fewest words of description, then the commonest, then the first in order of bytes. */
static void name_sense(struct senses *senses, struct sense *sense) {
  qsort(sense->members, sense->member_count, sizeof *sense->members, compare_by_local);
  const struct relata_str block = registry_text(senses->registry, sense->profile.block);
  size_t best_before = (size_t)-1, best_count = 0;
  for (size_t i = 0; i < sense->member_count;) {
    size_t end = i, label_count = 0, best_label_count = 0;
    uint32_t label = sense->members[i].label;
    while (end < sense->member_count && sense->members[end].local == sense->members[i].local) {
      label_count = end > i && sense->members[end].label == sense->members[end - 1].label ? label_count + 1 : 1;
      if (label_count > best_label_count) {
        best_label_count = label_count;
        label = sense->members[end].label;
      }
      end++;
    }
    const struct name *name = registry_name(senses->registry, sense->members[i].local, false);
    const size_t before = name->before + (relata_str_equal(name->whole, block) ? 0 : NAME_WORDS);
    if (before < best_before || (before == best_before && end - i > best_count)) {
      best_before = before;
      best_count = end - i;
      sense->profile.local = sense->members[i].local;
      sense->profile.label = label;
    }
    i = end;
  }
  qsort(sense->members, sense->member_count, sizeof *sense->members, compare_members);
  sense->profile.article = sense->members[0].article;
}

/* ------------------------------------------------------------------ all blocks */

static int compare_profiles(const void *a, const void *b, void *payload) {
  const struct registry *registry = payload;
  const struct profile *x = &registry->profiles[*(const uint32_t *)a], *y = &registry->profiles[*(const uint32_t *)b];
  if (x->block != y->block)
    return x->block < y->block ? -1 : 1;
  const bool x_known = x->same_as != RELATA_NONE, y_known = y->same_as != RELATA_NONE;
  if (x_known != y_known)
    return x_known ? -1 : 1;
  const size_t p = profile_weight(x), q = profile_weight(y);
  if (p != q)
    return p > q ? -1 : 1;
  if (x->article != y->article)
    return x->article < y->article ? -1 : 1;
  return (x->local > y->local) - (x->local < y->local);
}

static void gather_block(struct senses *senses, const uint32_t *order, size_t count, const struct choices *choices) {
  const size_t first = senses->count;
  bool chosen = false;
  for (size_t i = 0; choices && choices_count(choices) && i < count && !chosen; i++)
    chosen = choices_know(choices, registry_text(senses->registry, senses->registry->profiles[order[i]].local));
  for (size_t i = 0; i < count; i++)
    place(senses, first, &senses->registry->profiles[order[i]], choices, chosen);
  if (!chosen)
    place_again(senses, first);
  for (size_t i = first; i < senses->count; i++)
    name_sense(senses, &senses->items[i]);
}

static int compare_senses(const void *a, const void *b) {
  const struct sense *x = a, *y = b;
  if (x->profile.block != y->profile.block)
    return x->profile.block < y->profile.block ? -1 : 1;
  return compare_members(&x->members[0], &y->members[0]);
}

struct senses *senses_new(struct registry *registry, const struct choices *choices) {
  struct senses *senses = senses_empty(registry);
  free(sort_strings(registry));
  uint32_t *order = malloc((registry->count + 1) * sizeof *order);
  if (!order)
    abort();
  for (size_t i = 0; i < registry->count; i++)
    order[i] = (uint32_t)i;
  qsort_r(order, registry->count, sizeof *order, compare_profiles, registry);
  for (size_t i = 0; i < registry->count;) {
    size_t end = i;
    while (end < registry->count && registry->profiles[order[end]].block == registry->profiles[order[i]].block)
      end++;
    gather_block(senses, order + i, end - i, choices);
    i = end;
  }
  free(order);
  if (senses->count)
    qsort(senses->items, senses->count, sizeof *senses->items, compare_senses);
  return senses;
}

/* ------------------------------------------------------------------ lines */

enum { ITEM = 0x1f, INSIDE = 0x1e };

void sense_write(const struct senses *senses, const struct sense *sense, struct relata_out *out) {
  const struct registry *registry = senses->registry;
  registry_write(registry, &sense->profile, NULL, out);
  relata_out_print(out, "\t%d\t", sense->by_user);
  relata_out_double(out, sense->sum, 4);
  relata_out_char(out, '\t');
  for (size_t i = 0; i < sense->reason_count; i++) {
    if (i)
      relata_out_char(out, ITEM);
    relata_out_str(out, sense->reasons[i]);
  }
  relata_out_char(out, '\t');
  for (size_t i = 0; i < sense->member_count; i++) {
    if (i)
      relata_out_char(out, ITEM);
    relata_out_str(out, registry_text(registry, sense->members[i].article));
    relata_out_char(out, INSIDE);
    relata_out_str(out, registry_text(registry, sense->members[i].local));
    relata_out_char(out, INSIDE);
    relata_out_str(out, registry_text(registry, sense->members[i].label));
  }
}

/* Cuts the last field off; false if there is none. */
static bool cut_field(struct relata_str *line, struct relata_str *field) {
  for (size_t i = line->len; i-- > 0;)
    if (line->data[i] == '\t') {
      *field = (struct relata_str){line->data + i + 1, line->len - i - 1};
      line->len = i;
      return true;
    }
  return false;
}

static bool take_part(struct relata_str *text, char sign, struct relata_str *part) {
  if (!text->len)
    return false;
  const char *end = memchr(text->data, sign, text->len);
  const size_t len = end ? (size_t)(end - text->data) : text->len;
  *part = (struct relata_str){text->data, len};
  *text = end ? (struct relata_str){end + 1, text->len - len - 1} : (struct relata_str){text->data + len, 0};
  return true;
}

bool senses_read(struct senses *senses, struct relata_str line) {
  struct relata_str members, reasons, sum, by_user, item, part[3];
  if (!cut_field(&line, &members) || !cut_field(&line, &reasons) || !cut_field(&line, &sum) ||
      !cut_field(&line, &by_user) || !registry_read(senses->registry, line))
    return false;
  struct sense *sense = new_sense(senses);
  sense->profile = senses->registry->profiles[--senses->registry->count];
  sense->by_user = relata_str_is(by_user, "1");
  sense->sum = entities_decimal(sum);
  size_t most = 1;
  for (size_t i = 0; i < reasons.len; i++)
    most += reasons.data[i] == ITEM;
  sense->reasons = relata_arena_alloc(senses->arena, most * sizeof *sense->reasons);
  while (take_part(&reasons, ITEM, &item))
    sense->reasons[sense->reason_count++] = relata_arena_copy(senses->arena, item);
  struct dictionary *strings = senses->registry->strings;
  while (take_part(&members, ITEM, &item)) {
    for (size_t i = 0; i < 3; i++)
      if (!take_part(&item, INSIDE, &part[i]) || !part[i].len)
        return false;
    add_member(sense, &(struct sense_member){dictionary_intern(strings, part[0], NULL),
                                             dictionary_intern(strings, part[1], NULL),
                                             dictionary_intern(strings, part[2], NULL)});
  }
  return sense->member_count > 0;
}

/* Lines may come in any order. */
void senses_close_reading(struct senses *senses) {
  uint32_t *order = sort_strings(senses->registry);
  for (size_t i = 0; i < senses->count; i++) {
    struct sense *sense = &senses->items[i];
    renumber_profile(&sense->profile, order);
    for (size_t k = 0; k < sense->member_count; k++)
      sense->members[k] = (struct sense_member){order[sense->members[k].article], order[sense->members[k].local],
                                                order[sense->members[k].label]};
  }
  free(order);
  if (senses->count)
    qsort(senses->items, senses->count, sizeof *senses->items, compare_senses);
}
