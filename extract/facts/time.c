/* time.c — when something is said to happen, as ISO 8601 (EDTF for open ends).
 *
 * Phrases that name a day, a month or a year are read by themselves; "Friday",
 * "yesterday", "last month" against the document's date.  Without one they
 * stay words: the phrase's tokens are kept, `time` is empty.
 */
#include "extract/facts/facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct date {
  int year, month, day; /* 0 = unknown */
};

enum { SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY };

/* ------------------------------------------------------------- the calendar */

/* Days since 1 March of year 0 in the Gregorian calendar, and back. */
static long date_as_days(struct date date) {
  const long year = date.year - (date.month <= 2), month = (date.month + 9) % 12;
  return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day - 1;
}

static struct date days_as_date(long days) {
  long year = (10000 * days + 14780) / 3652425;
  long rest = days - (365 * year + year / 4 - year / 100 + year / 400);
  if (rest < 0) {
    year--;
    rest = days - (365 * year + year / 4 - year / 100 + year / 400);
  }
  const long month = (100 * rest + 52) / 3060;
  return (struct date){ (int)(year + (month + 2) / 12), (int)((month + 2) % 12 + 1),
                        (int)(rest - (month * 306 + 5) / 10 + 1) };
}

/* 1 March of year 0 was a Wednesday. */
static int days_weekday(long days) { return (int)((days + WEDNESDAY) % 7); }

static bool date_is_full(struct date date) { return date.year > 0 && date.month > 0 && date.day > 0; }

static struct date date_of(struct relata_str iso) {
  struct date date = { 0 };
  char text[11] = "";
  if (iso.len < 4)
    return date;
  memcpy(text, iso.data, iso.len < 10 ? iso.len : 10);
  if (sscanf(text, "%4d-%2d-%2d", &date.year, &date.month, &date.day) < 1 || date.year < 1 || date.month < 0 ||
      date.month > 12 || date.day < 0 || date.day > 31)
    return (struct date){ 0 };
  return date;
}

/* ------------------------------------------------------------- words of time */

/* 1…12 by the first three letters of a word in the set of months; 0 if it is none. */
static int month_of(const struct tree *tree, uint32_t token) {
  static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  const struct relata_str form = tree->tokens[token].form;
  if (!words_in(words_find(form), WORD_MONTH) || form.len < 3 || tree_upos(tree, token) == RELATA_AUX)
    return 0;
  for (int month = 0; month < 12; month++)
    if ((form.data[0] | 32) == names[3 * month] && (form.data[1] | 32) == names[3 * month + 1] &&
        (form.data[2] | 32) == names[3 * month + 2])
      return month + 1;
  return 0;
}

static int weekday_of(const struct tree *tree, uint32_t token) {
  static const char names[] = "sumotuwethfrsa";
  const struct relata_str form = tree->tokens[token].form;
  if (!words_in(words_find(form), WORD_WEEKDAY) || form.len < 2)
    return -1;
  for (int day = 0; day < 7; day++)
    if ((form.data[0] | 32) == names[2 * day] && (form.data[1] | 32) == names[2 * day + 1])
      return day;
  return -1;
}

/* A number of at most four digits, "7th" too; -1 if it is none. */
static int number_of(const struct tree *tree, uint32_t token) {
  const struct relata_str form = tree->tokens[token].form;
  int value = 0;
  size_t digits = 0;
  while (digits < form.len && form.data[digits] >= '0' && form.data[digits] <= '9' && digits < 5)
    value = 10 * value + form.data[digits++] - '0';
  const size_t tail = form.len - digits;
  return digits == 0 || digits > 4 || (tail != 0 && tail != 2) || (tail == 2 && digits > 2) ? -1 : value;
}

static bool number_is_year(const struct tree *tree, uint32_t token, int value) {
  return value >= 1000 && value < 2200 && tree->tokens[token].form.len == 4;
}

/* ------------------------------------------------------------- a phrase's date */

struct phrase {
  const struct tree *tree;
  uint32_t first, end;
  struct date today;
  bool future; /* the verb speaks of what will be */
};

static bool phrase_has(const struct phrase *phrase, const char *word) {
  for (uint32_t t = phrase->first; t < phrase->end; t++)
    if (tree_form_is(phrase->tree, t, word))
      return true;
  return false;
}

/* A month or day without its year: the last one before publication, or the next. */
static int year_near(const struct phrase *phrase, int month, int day) {
  const struct date today = phrase->today;
  if (!today.year)
    return 0;
  const bool later = month > today.month || (month == today.month && day > today.day && today.day > 0);
  if (phrase->future && !phrase_has(phrase, "last"))
    return later || month == today.month ? today.year : today.year + 1;
  return later ? today.year - 1 : today.year;
}

static struct date phrase_calendar(const struct phrase *phrase) {
  struct date date = { 0 };
  for (uint32_t t = phrase->first; t < phrase->end; t++) {
    const int month = month_of(phrase->tree, t), number = number_of(phrase->tree, t);
    if (month && !date.month)
      date.month = month;
    else if (number >= 0 && number_is_year(phrase->tree, t, number) && !date.year)
      date.year = number;
    else if (number >= 1 && number <= 31 && !date.day)
      date.day = number;
  }
  if (!date.month)
    date.day = 0;
  if (date.month && !date.year)
    date.year = year_near(phrase, date.month, date.day);
  return date.year ? date : (struct date){ 0 };
}

static struct date phrase_relative_day(const struct phrase *phrase) {
  const long today = date_as_days(phrase->today);
  for (uint32_t t = phrase->first; t < phrase->end; t++) {
    const int weekday = weekday_of(phrase->tree, t);
    if (weekday >= 0) {
      const int back = (days_weekday(today) - weekday + 7) % 7;
      const bool next = phrase_has(phrase, "next") || (phrase->future && !phrase_has(phrase, "last"));
      return days_as_date(next ? today + (7 - back) : today - back - (phrase_has(phrase, "last") && !back ? 7 : 0));
    }
    if (tree_form_is(phrase->tree, t, "today") || tree_form_is(phrase->tree, t, "tonight"))
      return phrase->today;
    if (tree_form_is(phrase->tree, t, "yesterday"))
      return days_as_date(today - 1);
    if (tree_form_is(phrase->tree, t, "tomorrow"))
      return days_as_date(today + 1);
  }
  return (struct date){ 0 };
}

/* "last year", "this month", "next week": with the precision of its unit. */
static struct date phrase_relative_unit(const struct phrase *phrase) {
  const int step = phrase_has(phrase, "last") || phrase_has(phrase, "previous")        ? -1
                   : phrase_has(phrase, "next") || phrase_has(phrase, "coming")        ? 1
                   : phrase_has(phrase, "this") || phrase_has(phrase, "current")       ? 0
                                                                                       : 2;
  struct date date = phrase->today;
  if (step == 2)
    return (struct date){ 0 };
  if (phrase_has(phrase, "year"))
    return (struct date){ date.year + step, 0, 0 };
  if (phrase_has(phrase, "month")) {
    const int month = date.year * 12 + date.month - 1 + step;
    return (struct date){ month / 12, month % 12 + 1, 0 };
  }
  return (struct date){ 0 };
}

static struct date phrase_date(const struct phrase *phrase) {
  struct date date = phrase_calendar(phrase);
  if (!date.year && date_is_full(phrase->today))
    date = phrase_relative_day(phrase);
  if (!date.year && date_is_full(phrase->today))
    date = phrase_relative_unit(phrase);
  return date;
}

static struct relata_str date_as_text(struct relata_arena *arena, struct date date) {
  if (date.day)
    return relata_arena_print(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
  if (date.month)
    return relata_arena_print(arena, "%04d-%02d", date.year, date.month);
  return date.year ? relata_arena_print(arena, "%04d", date.year) : (struct relata_str){ 0 };
}

static struct relata_str phrase_as_time(const struct phrase *phrase, struct relata_str preposition) {
  struct relata_arena *arena = phrase->tree->document->arena;
  const struct relata_str text = date_as_text(arena, phrase_date(phrase));
  if (!text.len)
    return text;
  if (relata_str_is(preposition, "since"))
    return relata_arena_print(arena, "%.*s/..", (int)text.len, text.data);
  if (relata_str_is(preposition, "until") || relata_str_is(preposition, "before") || relata_str_is(preposition, "by"))
    return relata_arena_print(arena, "../%.*s", (int)text.len, text.data);
  return text;
}

/* ------------------------------------------------------------- finding it */

static bool child_is_time(const struct tree *tree, uint32_t child) {
  switch (tree_base(tree, child)) {
  case RELATA_DEP_OBL:
  case RELATA_DEP_ADVMOD:
    break;
  case RELATA_DEP_NMOD:
    if (tree_dep(tree, child) == RELATA_DEP_NMOD_POSS)
      return false;
    break;
  default:
    return false;
  }
  const int number = number_of(tree, child);
  return tree_in(tree, child, WORD_TIME_NOUN) || words_in(words_find(tree->tokens[child].form), WORD_TIME_NOUN) ||
         (number >= 0 && number_is_year(tree, child, number)) || month_of(tree, child);
}

static uint32_t time_child(const struct tree *tree, uint32_t head) {
  const struct tree_list children = tree_children(tree, head);
  for (size_t i = 0; i < children.count; i++)
    if (child_is_time(tree, children.items[i]))
      return children.items[i];
  return RELATA_NONE;
}

/* The phrase of time of a clause, or the one it shares: "on Friday he came and took …". */
static uint32_t time_of_head(const struct tree *tree, uint32_t head) {
  for (int steps = 0; head != RELATA_NONE && steps < 6; steps++) {
    const uint32_t child = time_child(tree, head);
    if (child != RELATA_NONE && (!steps || child < head))
      return child;
    const enum relata_dep base = tree_base(tree, head);
    if (base != RELATA_DEP_CONJ && base != RELATA_DEP_XCOMP)
      return RELATA_NONE;
    head = tree_head(tree, head);
  }
  return RELATA_NONE;
}

static bool verb_is_future(const struct tree *tree, uint32_t head) {
  return tree_child_in(tree, head, RELATA_DEP_AUX, WORD_MODAL) != RELATA_NONE || tree_is_infinitive(tree, head);
}

void circumstance_time(struct relata_document *document, const struct tree *tree, struct relata_clause *clause) {
  const uint32_t child = time_of_head(tree, clause->head);
  if (child == RELATA_NONE)
    return;
  struct phrase phrase = { .tree = tree,
                           .first = tree->low[child],
                           .end = tree->high[child] + 1,
                           .today = date_of(document->date),
                           .future = verb_is_future(tree, clause->head) };
  clause->circumstances.time_first = phrase.first;
  clause->circumstances.time_end = phrase.end;
  clause->circumstances.time = phrase_as_time(&phrase, tree_preposition(tree, child));
}
