/* resolution.c — joining senses, naming entities, noting merges. */
#include "graph/entities/resolution.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/entities/tables.h"

struct link {
  uint32_t a, b; /* senses, a < b */
  double sum;
  bool weak;       /* the name of one may mean several */
  uint32_t weaker; /* that one */
};

struct key {
  uint32_t text; /* in `keys` */
  uint32_t sense;
};

struct joining {
  struct senses *senses;
  struct registry *registry;
  const struct choices *choices;
  struct dictionary *keys;
  struct key *entries;
  size_t entry_count, entry_capacity;
  uint32_t sense; /* whose keys are being taken */
  struct link *links;
  size_t link_count, link_capacity;
  uint32_t *by_weaker; /* weak links by their weaker sense */
  size_t weak_count;
  uint32_t *leader;    /* of each sense: the first of its cluster */
  uint32_t *next;      /* of each sense: the next in its cluster, RELATA_NONE at the end */
  uint32_t *joined_by; /* of each sense: the link that joined it, RELATA_NONE if none, BY_USER */
  bool *chosen;        /* of each sense: the user spoke of one of its names */
  bool *keeps;         /* of each sense: its name is the one to keep, the user said */
};

#define BY_USER (RELATA_NONE - 1)

static void *room_for(size_t count, size_t size) {
  void *memory = calloc(count + 1, size);
  if (!memory)
    abort();
  return memory;
}

static const struct sense *sense_at(const struct joining *joining, uint32_t number) {
  return &joining->senses->items[number];
}

/* ------------------------------------------------------------------ candidates */

static void take_key(void *payload, struct relata_str key) {
  struct joining *joining = payload;
  if (joining->entry_count == joining->entry_capacity) {
    joining->entry_capacity = joining->entry_capacity ? 2 * joining->entry_capacity : 256;
    joining->entries = reallocarray(joining->entries, joining->entry_capacity, sizeof *joining->entries);
    if (!joining->entries)
      abort();
  }
  joining->entries[joining->entry_count++] = (struct key){dictionary_intern(joining->keys, key, NULL), joining->sense};
}

static int compare_keys(const void *a, const void *b) {
  const struct key *x = a, *y = b;
  if (x->text != y->text)
    return x->text < y->text ? -1 : 1;
  return (x->sense > y->sense) - (x->sense < y->sense);
}

static int compare_pairs(const void *a, const void *b) {
  const uint32_t *x = a, *y = b;
  if (x[0] != y[0])
    return x[0] < y[0] ? -1 : 1;
  return (x[1] > y[1]) - (x[1] < y[1]);
}

struct pairs {
  uint32_t (*items)[2];
  size_t count, capacity;
};

static void add_pair(struct pairs *pairs, uint32_t a, uint32_t b) {
  if (pairs->count == pairs->capacity) {
    pairs->capacity = pairs->capacity ? 2 * pairs->capacity : 256;
    pairs->items = reallocarray(pairs->items, pairs->capacity, sizeof *pairs->items);
    if (!pairs->items)
      abort();
  }
  pairs->items[pairs->count][0] = a;
  pairs->items[pairs->count++][1] = b;
}

/* The first letter of the given name; 0 for a single word, which may be anybody of that surname. */
static char given_letter(struct joining *joining, uint32_t number) {
  const struct profile *profile = &sense_at(joining, number)->profile;
  const struct name *name = registry_name(joining->registry, profile->label, profile->family == FAMILY_PERSON);
  return name->count > 1 && name->words[0].len ? name->words[0].data[0] : 0;
}

static void pair_group(struct joining *joining, struct pairs *pairs, size_t first, size_t end) {
  const bool persons = dictionary_get(joining->keys, joining->entries[first].text).data[0] == 'p';
  for (size_t i = first; i < end; i++)
    for (size_t k = i + 1; k < end; k++) {
      const uint32_t a = joining->entries[i].sense, b = joining->entries[k].sense;
      if (a == b || sense_at(joining, a)->profile.block == sense_at(joining, b)->profile.block)
        continue;
      if (persons && end - first > 64) { /* a common surname */
        const char x = given_letter(joining, a), y = given_letter(joining, b);
        if (x && y && x != y)
          continue;
      }
      add_pair(pairs, a, b);
    }
}

static struct pairs find_pairs(struct joining *joining) {
  struct pairs pairs = {0};
  for (joining->sense = 0; joining->sense < joining->senses->count; joining->sense++)
    sense_keys(joining->registry, sense_at(joining, joining->sense), take_key, joining);
  if (joining->entry_count)
    qsort(joining->entries, joining->entry_count, sizeof *joining->entries, compare_keys);
  for (size_t i = 0; i < joining->entry_count;) {
    size_t end = i;
    while (end < joining->entry_count && joining->entries[end].text == joining->entries[i].text)
      end++;
    pair_group(joining, &pairs, i, end);
    i = end;
  }
  if (pairs.count)
    qsort(pairs.items, pairs.count, sizeof *pairs.items, compare_pairs);
  return pairs;
}

/* ------------------------------------------------------------------ links */

static bool is_weak(enum name_tie tie) {
  return tie == NAME_SURNAME || tie == NAME_GIVEN || tie == NAME_INITIAL || tie == NAME_SHORT || tie == NAME_SECTOR ||
         tie == NAME_ACRONYM || tie == NAME_SPELLING || tie == NAME_TAIL;
}

/* The shorter name. */
static uint32_t weaker_of(struct joining *joining, uint32_t a, uint32_t b) {
  const struct profile *x = &sense_at(joining, a)->profile, *y = &sense_at(joining, b)->profile;
  const struct relata_str p = registry_text(joining->registry, x->label),
                          q = registry_text(joining->registry, y->label);
  return p.len < q.len ? a : b;
}

static void add_link(struct joining *joining, uint32_t a, uint32_t b, const struct verdict *verdict) {
  if (joining->link_count == joining->link_capacity) {
    joining->link_capacity = joining->link_capacity ? 2 * joining->link_capacity : 256;
    joining->links = reallocarray(joining->links, joining->link_capacity, sizeof *joining->links);
    if (!joining->links)
      abort();
  }
  joining->links[joining->link_count++] =
      (struct link){a, b, verdict->sum, is_weak(verdict->tie), weaker_of(joining, a, b)};
}

static int compare_links(const void *a, const void *b) {
  const struct link *x = a, *y = b;
  if (x->weak != y->weak)
    return x->weak ? 1 : -1;
  if (x->sum != y->sum)
    return x->sum > y->sum ? -1 : 1;
  const uint32_t p[2] = {x->a, x->b}, q[2] = {y->a, y->b};
  return compare_pairs(p, q);
}

static void find_links(struct joining *joining) {
  struct pairs pairs = find_pairs(joining);
  for (size_t i = 0; i < pairs.count; i++) {
    const uint32_t a = pairs.items[i][0], b = pairs.items[i][1];
    if (i && pairs.items[i - 1][0] == a && pairs.items[i - 1][1] == b)
      continue;
    const struct verdict verdict =
        profiles_compare(joining->registry, &sense_at(joining, a)->profile, &sense_at(joining, b)->profile, false);
    if (!verdict.veto && verdict.sum >= 0)
      add_link(joining, a, b, &verdict);
  }
  free(pairs.items);
  if (joining->link_count)
    qsort(joining->links, joining->link_count, sizeof *joining->links, compare_links);
}

/* ------------------------------------------------------------------ what the user decided */

static enum choice_verdict members_decided(const struct joining *joining, const struct sense *a,
                                           const struct sense *b) {
  const struct registry *registry = joining->registry;
  enum choice_verdict found = CHOICE_NONE;
  for (size_t i = 0; i < a->member_count; i++)
    for (size_t k = 0; k < b->member_count; k++) {
      const struct choice_side x = {registry_text(registry, a->members[i].local),
                                    registry_text(registry, a->members[i].article)},
                               y = {registry_text(registry, b->members[k].local),
                                    registry_text(registry, b->members[k].article)};
      const enum choice_verdict verdict = choices_between(joining->choices, &x, &y);
      if (verdict == CHOICE_APART)
        return verdict;
      found = verdict == CHOICE_SAME ? verdict : found;
    }
  return found;
}

static void mark_chosen(struct joining *joining) {
  if (!joining->choices || !choices_count(joining->choices))
    return;
  for (uint32_t i = 0; i < joining->senses->count; i++) {
    const struct sense *sense = sense_at(joining, i);
    for (size_t k = 0; k < sense->member_count && !joining->chosen[i]; k++)
      joining->chosen[i] = choices_know(joining->choices, registry_text(joining->registry, sense->members[k].local));
  }
}

/* ------------------------------------------------------------------ joining */

static bool contradict(const struct joining *joining, uint32_t a, uint32_t b) {
  const struct profile *x = &sense_at(joining, a)->profile, *y = &sense_at(joining, b)->profile;
  if (x->block == y->block)
    return true;
  if (joining->chosen[a] && joining->chosen[b] &&
      members_decided(joining, sense_at(joining, a), sense_at(joining, b)) == CHOICE_APART)
    return true;
  return profiles_conflict(joining->registry, x, y) || profiles_have_other_names(joining->registry, x, y);
}

static bool clusters_contradict(const struct joining *joining, uint32_t a, uint32_t b) {
  for (uint32_t i = joining->leader[a]; i != RELATA_NONE; i = joining->next[i])
    for (uint32_t k = joining->leader[b]; k != RELATA_NONE; k = joining->next[k])
      if (contradict(joining, i, k))
        return true;
  return false;
}

/* Puts the clusters of two senses together. */
static void unite(struct joining *joining, uint32_t a, uint32_t b, uint32_t by) {
  uint32_t x = joining->leader[a], y = joining->leader[b];
  if (x == y)
    return;
  if (y < x) {
    const uint32_t swap = x;
    x = y;
    y = swap;
  }
  uint32_t last = x;
  while (joining->next[last] != RELATA_NONE)
    last = joining->next[last];
  joining->next[last] = y;
  for (uint32_t i = y; i != RELATA_NONE; i = joining->next[i])
    joining->leader[i] = x;
  if (joining->joined_by[b] == RELATA_NONE)
    joining->joined_by[b] = by;
  if (joining->joined_by[a] == RELATA_NONE)
    joining->joined_by[a] = by;
}

static bool has_member(const struct joining *joining, uint32_t number, const struct choice_side *side) {
  const struct sense *sense = sense_at(joining, number);
  for (size_t i = 0; i < sense->member_count; i++)
    if (relata_str_equal(registry_text(joining->registry, sense->members[i].local), side->local) &&
        (!side->article.len ||
         relata_str_equal(registry_text(joining->registry, sense->members[i].article), side->article)))
      return true;
  return false;
}

/* Of two that are one the first's name is kept; the last decision counts. */
static void mark_kept(struct joining *joining) {
  for (size_t c = 0; joining->choices && c < choices_count(joining->choices); c++) {
    const struct choice *choice = choices_get(joining->choices, c);
    for (uint32_t i = 0; choice->same && i < joining->senses->count; i++)
      if (joining->chosen[i]) {
        joining->keeps[i] = joining->keeps[i] && !has_member(joining, i, &choice->second);
        joining->keeps[i] = joining->keeps[i] || has_member(joining, i, &choice->first);
      }
  }
}

static void join_as_decided(struct joining *joining) {
  mark_kept(joining);
  for (uint32_t i = 0; i < joining->senses->count; i++)
    for (uint32_t k = i + 1; joining->chosen[i] && k < joining->senses->count; k++)
      if (joining->chosen[k] && members_decided(joining, sense_at(joining, i), sense_at(joining, k)) == CHOICE_SAME)
        unite(joining, i, k, BY_USER);
}

static void join_strong(struct joining *joining) {
  for (uint32_t i = 0; i < joining->link_count && !joining->links[i].weak; i++) {
    const struct link *link = &joining->links[i];
    if (joining->leader[link->a] != joining->leader[link->b] && !clusters_contradict(joining, link->a, link->b))
      unite(joining, link->a, link->b, i);
  }
}

static int compare_weaker(const void *a, const void *b, void *links) {
  const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  const struct link *p = (struct link *)links + x, *q = (struct link *)links + y;
  if (p->weaker != q->weaker)
    return p->weaker < q->weaker ? -1 : 1;
  return (x > y) - (x < y);
}

static void sort_weak(struct joining *joining) {
  joining->by_weaker = room_for(joining->link_count, sizeof *joining->by_weaker);
  for (uint32_t i = 0; i < joining->link_count; i++)
    if (joining->links[i].weak)
      joining->by_weaker[joining->weak_count++] = i;
  qsort_r(joining->by_weaker, joining->weak_count, sizeof *joining->by_weaker, compare_weaker, joining->links);
}

/* Its first place in `by_weaker`. */
static size_t first_of_weaker(const struct joining *joining, uint32_t weaker) {
  size_t low = 0, high = joining->weak_count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (joining->links[joining->by_weaker[middle]].weaker < weaker)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The best link of the same weak sense to another cluster that could take it. */
static double second_best(const struct joining *joining, const struct link *link) {
  const uint32_t strong = link->weaker == link->a ? link->b : link->a;
  double best = -INFINITY;
  for (size_t i = first_of_weaker(joining, link->weaker); i < joining->weak_count; i++) {
    const struct link *other = &joining->links[joining->by_weaker[i]];
    if (other->weaker != link->weaker)
      break;
    const uint32_t rival = other->weaker == other->a ? other->b : other->a;
    if (joining->leader[rival] != joining->leader[strong] && joining->leader[rival] != joining->leader[link->weaker] &&
        other->sum > best && clusters_contradict(joining, rival, strong))
      best = other->sum;
  }
  return best;
}

static void join_weak(struct joining *joining) {
  const double margin = entities_weight("margin");
  sort_weak(joining);
  for (uint32_t i = 0; i < joining->link_count; i++) {
    const struct link *link = &joining->links[i];
    if (!link->weak || joining->leader[link->a] == joining->leader[link->b] ||
        link->sum - second_best(joining, link) < margin || clusters_contradict(joining, link->a, link->b))
      continue;
    unite(joining, link->a, link->b, i);
  }
}

static void join_all(struct joining *joining) {
  const size_t count = joining->senses->count;
  joining->leader = room_for(count, sizeof *joining->leader);
  joining->next = room_for(count, sizeof *joining->next);
  joining->joined_by = room_for(count, sizeof *joining->joined_by);
  joining->chosen = room_for(count, sizeof *joining->chosen);
  joining->keeps = room_for(count, sizeof *joining->keeps);
  for (uint32_t i = 0; i < count; i++) {
    joining->leader[i] = i;
    joining->next[i] = joining->joined_by[i] = RELATA_NONE;
  }
  mark_chosen(joining);
  join_as_decided(joining);
  find_links(joining);
  join_strong(joining);
  join_weak(joining);
}

/* ------------------------------------------------------------------ naming senses */

/* "balyun_strike" of "https://…/doc/news/balyun_strike.txt". */
static struct relata_str article_word(struct relata_arena *arena, struct relata_str article) {
  size_t from = 0, end = article.len;
  for (size_t i = 0; i < article.len; i++)
    if (article.data[i] == '/' && i + 1 < article.len)
      from = i + 1;
  for (size_t i = end; i-- > from + 1;)
    if (article.data[i] == '.') {
      end = i;
      break;
    }
  struct relata_str word = relata_arena_copy(arena, (struct relata_str){article.data + from, end - from});
  for (size_t i = 0; i < word.len; i++)
    if (!isalnum((unsigned char)word.data[i]) && (unsigned char)word.data[i] < 0x80 && word.data[i] != '-')
      ((char *)word.data)[i] = '_';
  return word;
}

/* How many members bear the sense's own name. */
static size_t count_bearers(const struct sense *sense, uint32_t local) {
  size_t count = 0;
  for (size_t i = 0; i < sense->member_count; i++)
    count += sense->members[i].local == local;
  return count;
}

static bool goes_before(const struct sense *a, const struct sense *b, uint32_t local) {
  const bool a_known = a->profile.same_as != RELATA_NONE, b_known = b->profile.same_as != RELATA_NONE;
  if (a_known != b_known)
    return a_known;
  const size_t x = count_bearers(a, local), y = count_bearers(b, local);
  return x > y; /* of equals the one whose first article comes first keeps it: they stand in that order */
}

/* The plain name for the sense that most articles mean, the others take their first article's name behind it. */
static void name_block(struct joining *joining, struct relata_arena *arena, struct relata_str *locals, size_t first,
                       size_t end) {
  for (size_t i = first; i < end; i++) {
    const struct sense *sense = &joining->senses->items[i];
    bool plain = true, clash = false;
    for (size_t k = first; k < end; k++) {
      const struct sense *other = &joining->senses->items[k];
      if (k == i || !count_bearers(other, sense->profile.local))
        continue;
      plain = plain && !(goes_before(other, sense, sense->profile.local) ||
                         (k < i && !goes_before(sense, other, sense->profile.local)));
      clash = clash || relata_str_equal(article_word(arena, registry_text(joining->registry, sense->profile.article)),
                                        article_word(arena, registry_text(joining->registry, other->profile.article)));
    }
    const struct relata_str local = registry_text(joining->registry, sense->profile.local),
                            article = registry_text(joining->registry, sense->profile.article),
                            word = article_word(arena, article);
    if (plain)
      locals[i] = local;
    else if (clash)
      locals[i] = relata_arena_print(arena, "%.*s-%.*s-%08x", (int)local.len, local.data, (int)word.len, word.data,
                                     (unsigned)relata_str_hash(article));
    else
      locals[i] = relata_arena_print(arena, "%.*s-%.*s", (int)local.len, local.data, (int)word.len, word.data);
  }
}

static struct relata_str *name_senses(struct joining *joining, struct relata_arena *arena) {
  const struct senses *senses = joining->senses;
  struct relata_str *locals = relata_arena_alloc(arena, (senses->count + 1) * sizeof *locals);
  for (size_t i = 0; i < senses->count;) {
    size_t end = i;
    while (end < senses->count && senses->items[end].profile.block == senses->items[i].profile.block)
      end++;
    name_block(joining, arena, locals, i, end);
    i = end;
  }
  return locals;
}

/* ------------------------------------------------------------------ the name of a cluster */

/* What the user wants to keep, then known actors; then the most words (but no more than four count), no
 * description, most articles, order of bytes. */
static bool names_better(struct joining *joining, uint32_t a, uint32_t b) {
  const struct sense *x = sense_at(joining, a), *y = sense_at(joining, b);
  if (joining->keeps[a] != joining->keeps[b])
    return joining->keeps[a];
  const bool x_known = x->profile.same_as != RELATA_NONE, y_known = y->profile.same_as != RELATA_NONE;
  if (x_known != y_known)
    return x_known;
  const struct name *p = registry_name(joining->registry, x->profile.local, false),
                    *q = registry_name(joining->registry, y->profile.local, false);
  const size_t p_words = p->count < 4 ? p->count : 4, q_words = q->count < 4 ? q->count : 4;
  if (p_words != q_words)
    return p_words > q_words;
  if (p->words[0].len != q->words[0].len && (p->words[0].len == 1 || q->words[0].len == 1))
    return q->words[0].len == 1; /* not an initial */
  if (p->before != q->before)
    return p->before < q->before;
  if (name_is_nickname(p, q) || name_is_nickname(q, p))
    return name_is_nickname(q, p);
  if (x->member_count != y->member_count)
    return x->member_count > y->member_count;
  return a < b;
}

static uint32_t best_named(struct joining *joining, uint32_t leader) {
  uint32_t best = leader;
  for (uint32_t i = joining->next[leader]; i != RELATA_NONE; i = joining->next[i])
    if (names_better(joining, i, best))
      best = i;
  return best;
}

/* ------------------------------------------------------------------ results */

static void note_renamings(struct resolution *resolution, struct registry *registry, const struct sense *sense,
                           struct relata_str entity, struct relata_str label) {
  for (size_t i = 0; i < sense->member_count; i++)
    resolution->renamings[resolution->renaming_count++] =
        (struct renaming){registry_text(registry, sense->members[i].article),
                          registry_text(registry, sense->members[i].local), entity, label};
}

static struct merge_note *new_merge(struct resolution *resolution) {
  const size_t count = resolution->merge_count++;
  if ((count & (count - 1)) == 0) { /* full at every power of two */
    resolution->merges = reallocarray(resolution->merges, count ? 2 * count : 1, sizeof *resolution->merges);
    if (!resolution->merges)
      abort();
  }
  return &resolution->merges[count];
}

static void note_same_name(struct joining *joining, struct resolution *resolution, const struct sense *sense,
                           struct relata_str entity, struct relata_str label) {
  if (sense->member_count < 2 || sense->profile.same_as != RELATA_NONE)
    return;
  *new_merge(resolution) = (struct merge_note){
      .id = entity,
      .entity = entity,
      .label = label,
      .merged_local = registry_text(joining->registry, sense->profile.local),
      .merged = registry_text(joining->registry, sense->profile.label),
      .sense = sense,
      .score = sense->by_user && !sense->reason_count ? 1 : verdict_score(&(struct verdict){.sum = sense->sum}),
      .reasons = sense->reasons,
      .reason_count = sense->reason_count,
      .by_user = sense->by_user,
  };
}

static void take_reasons(struct joining *joining, struct resolution *resolution, struct merge_note *note,
                         const struct link *link) {
  const struct verdict verdict = profiles_compare(joining->registry, &sense_at(joining, link->a)->profile,
                                                  &sense_at(joining, link->b)->profile, false);
  struct relata_str *reasons = relata_arena_alloc(resolution->arena, (verdict.count + 1) * sizeof *reasons);
  for (size_t i = 0; i < verdict.count; i++)
    reasons[i] = feature_as_words(resolution->arena, joining->registry, &verdict.features[i]);
  note->reasons = reasons;
  note->reason_count = verdict.count;
  note->score = verdict_score(&verdict);
}

static void note_other_name(struct joining *joining, struct resolution *resolution, uint32_t number,
                            struct relata_str local, struct relata_str entity, struct relata_str label) {
  const struct sense *sense = sense_at(joining, number);
  const uint32_t by = joining->joined_by[number];
  struct merge_note note = {
      .id =
          relata_arena_print(resolution->arena, "%.*s/%.*s", (int)entity.len, entity.data, (int)local.len, local.data),
      .entity = entity,
      .label = label,
      .merged_local = registry_text(joining->registry, sense->profile.local),
      .merged = registry_text(joining->registry, sense->profile.label),
      .sense = sense,
      .score = 1,
      .by_user = by == BY_USER || by == RELATA_NONE,
  };
  if (!note.by_user)
    take_reasons(joining, resolution, &note, &joining->links[by]);
  *new_merge(resolution) = note;
}

static void take_cluster(struct joining *joining, struct resolution *resolution, uint32_t leader,
                         const struct relata_str *locals) {
  const uint32_t best = best_named(joining, leader);
  const struct relata_str label = registry_text(joining->registry, sense_at(joining, best)->profile.label);
  for (uint32_t i = leader; i != RELATA_NONE; i = joining->next[i]) {
    note_renamings(resolution, joining->registry, sense_at(joining, i), locals[best], label);
    if (i == best)
      note_same_name(joining, resolution, sense_at(joining, i), locals[best], label);
    else
      note_other_name(joining, resolution, i, locals[i], locals[best], label);
  }
}

static int compare_renamings(const void *a, const void *b) {
  const struct renaming *x = a, *y = b;
  const int order = relata_str_compare(x->article, y->article);
  return order ? order : relata_str_compare(x->local, y->local);
}

static int compare_merges(const void *a, const void *b) {
  return relata_str_compare(((const struct merge_note *)a)->id, ((const struct merge_note *)b)->id);
}

static void free_joining(struct joining *joining) {
  dictionary_free(joining->keys);
  free(joining->entries);
  free(joining->links);
  free(joining->by_weaker);
  free(joining->leader);
  free(joining->next);
  free(joining->joined_by);
  free(joining->chosen);
  free(joining->keeps);
}

struct resolution *resolution_new(struct senses *senses, const struct choices *choices) {
  struct resolution *resolution = room_for(1, sizeof *resolution);
  struct joining joining = {
      .senses = senses, .registry = senses->registry, .choices = choices, .keys = dictionary_new()};
  resolution->senses = senses;
  resolution->arena = relata_arena_new();
  join_all(&joining);
  size_t members = 0;
  for (size_t i = 0; i < senses->count; i++)
    members += senses->items[i].member_count;
  resolution->renamings = room_for(members, sizeof *resolution->renamings);
  const struct relata_str *locals = name_senses(&joining, resolution->arena);
  for (uint32_t i = 0; i < senses->count; i++)
    if (joining.leader[i] == i)
      take_cluster(&joining, resolution, i, locals);
  free_joining(&joining);
  qsort(resolution->renamings, resolution->renaming_count, sizeof *resolution->renamings, compare_renamings);
  if (resolution->merge_count)
    qsort(resolution->merges, resolution->merge_count, sizeof *resolution->merges, compare_merges);
  return resolution;
}

void resolution_free(struct resolution *resolution) {
  if (!resolution)
    return;
  senses_free(resolution->senses);
  relata_arena_free(resolution->arena);
  free(resolution->renamings);
  free(resolution->merges);
  free(resolution);
}

const struct renaming *resolution_find(const struct resolution *resolution, struct relata_str article,
                                       struct relata_str local) {
  const struct renaming wanted = {.article = article, .local = local};
  if (!resolution->renaming_count)
    return NULL;
  return bsearch(&wanted, resolution->renamings, resolution->renaming_count, sizeof *resolution->renamings,
                 compare_renamings);
}
