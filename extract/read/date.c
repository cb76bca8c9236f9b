/* date.c — dates as articles write them, to YYYY-MM-DD. */
#include "extract/read/read.h"

#include <stdio.h>

struct scan {
  const struct read_words *words;
  struct relata_str text;
  size_t at;
};

struct date {
  unsigned year, month, day; /* 0 = not said */
};

static struct relata_str rest_of(const struct scan *scan) {
  return read_after(scan->text, scan->at);
}

static char here(const struct scan *scan) {
  return scan->at < scan->text.len ? scan->text.data[scan->at] : '\0';
}

static void skip_spaces(struct scan *scan) {
  while (read_is_space(here(scan)))
    scan->at++;
}

static void skip_commas(struct scan *scan) {
  while (read_is_space(here(scan)) || here(scan) == ',' || here(scan) == '.')
    scan->at++;
}

/* Digits; *count says how many. */
static unsigned get_number(struct scan *scan, size_t *count) {
  unsigned number = 0;
  *count = 0;
  while (read_is_digit(here(scan)) && *count < 9) {
    number = number * 10 + (unsigned)(here(scan) - '0');
    scan->at++;
    ++*count;
  }
  return number;
}

static unsigned month_days(unsigned year, unsigned month) {
  static const unsigned char days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && year && !leap ? 28 : days[month - 1];
}

static bool is_valid(struct date date) {
  return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= month_days(date.year, date.month) &&
         (date.year == 0 || (date.year >= 1400 && date.year <= 2200));
}

/* "2018-09-07", "2018/9/7", "2018.09.07"; "20180907" */
static bool get_numeric(struct scan *scan, struct date *date) {
  size_t count;
  const unsigned first = get_number(scan, &count);
  if (count == 8) {
    *date = (struct date){first / 10000, first / 100 % 100, first % 100};
    return is_valid(*date);
  }
  const char separator = here(scan);
  if ((count != 4 && count != 2 && count != 1) || (separator != '-' && separator != '/' && separator != '.'))
    return false;
  scan->at++;
  size_t second_count, third_count;
  const unsigned second = get_number(scan, &second_count);
  if (second_count == 0 || second_count > 2 || here(scan) != separator)
    return false;
  scan->at++;
  const unsigned third = get_number(scan, &third_count);
  if (count == 4) {
    *date = (struct date){first, second, third};
    return third_count >= 1 && third_count <= 2 && is_valid(*date);
  }
  if (third_count != 4)
    return false;
  /* Europe writes the day first, America the month: only a number over 12, a
   * full stop or a repeated number tells. */
  if (first > 12 || separator == '.' || first == second)
    *date = (struct date){third, second, first};
  else if (second > 12)
    *date = (struct date){third, first, second};
  else
    *date = (struct date){0, second, first};
  return is_valid(*date);
}

static bool get_month(struct scan *scan, struct date *date) {
  const struct relata_str rest = rest_of(scan);
  size_t len = 0;
  while (len < rest.len && read_is_alpha(rest.data[len]))
    len++;
  const struct read_word *month = read_words_find(scan->words, LIST_MONTH, (struct relata_str){rest.data, len});
  if (!month || !read_is_upper(rest.data[0]))
    return false;
  date->month = 0;
  for (size_t i = 0; i < month->value.len; i++)
    date->month = date->month * 10 + (unsigned)(month->value.data[i] - '0');
  scan->at += len;
  if (here(scan) == '.')
    scan->at++;
  return true;
}

static bool get_day(struct scan *scan, struct date *date) {
  size_t count;
  date->day = get_number(scan, &count);
  if (count == 0 || count > 2)
    return false;
  const struct relata_str rest = rest_of(scan);
  if (read_begins_with(rest, "st") || read_begins_with(rest, "nd") || read_begins_with(rest, "rd") ||
      read_begins_with(rest, "th"))
    scan->at += 2;
  return true;
}

/* A year may follow. */
static void get_year(struct scan *scan, struct date *date) {
  struct scan ahead = *scan;
  size_t count;
  skip_commas(&ahead);
  const unsigned year = get_number(&ahead, &count);
  if (count == 4 && year >= 1400 && year <= 2200 && here(&ahead) != ':') {
    date->year = year;
    *scan = ahead;
  }
}

/* "September 7, 2018", "7 September 2018", "7-Sep-2018" */
static bool get_written(struct scan *scan, struct date *date) {
  if (read_is_digit(here(scan))) {
    if (!get_day(scan, date))
      return false;
    skip_spaces(scan);
    if (here(scan) == '-')
      scan->at++;
    if (read_begins_with(rest_of(scan), "of "))
      scan->at += 3;
    if (!get_month(scan, date))
      return false;
    if (here(scan) == '-')
      scan->at++;
  } else {
    if (!get_month(scan, date))
      return false;
    skip_spaces(scan);
    if (!get_day(scan, date))
      return false;
  }
  get_year(scan, date);
  return is_valid(*date);
}

/* "T12:30:00Z", "T12:30:00.000+02:00" */
static void skip_iso_time(struct scan *scan) {
  if (here(scan) != 'T' || scan->at + 1 >= scan->text.len || !read_is_digit(scan->text.data[scan->at + 1]))
    return;
  scan->at++;
  while (read_is_digit(here(scan)) || here(scan) == ':' || here(scan) == '.' || here(scan) == '+' ||
         here(scan) == '-' || here(scan) == 'Z')
    scan->at++;
}

static bool get_weekday(struct scan *scan) {
  const struct read_word *word = read_words_begin(scan->words, LIST_DATE_WORD, rest_of(scan));
  if (!word || !read_is_upper(here(scan)) || word->text.len < 3 ||
      (!read_ends_with(word->text, "day") && word->text.len > 5))
    return false;
  scan->at += word->text.len;
  skip_commas(scan);
  return true;
}

size_t read_date_begin(const struct read_words *words, struct relata_str text, char iso[11]) {
  iso[0] = '\0';
  struct scan start = {words, text, 0};
  if (!read_is_digit(here(&start)))
    get_weekday(&start);
  struct scan scan = start;
  struct date date = {0};
  bool found = read_is_digit(here(&scan)) && get_numeric(&scan, &date);
  if (!found) {
    scan = start;
    date = (struct date){0};
    found = get_written(&scan, &date);
  }
  if (!found || read_is_digit(here(&scan)))
    return 0;
  skip_iso_time(&scan);
  if (date.year)
    snprintf(iso, 11, "%04u-%02u-%02u", date.year % 10000, date.month % 100, date.day % 100);
  return scan.at;
}

bool read_date_find(const struct read_words *words, struct relata_str text, char iso[11]) {
  for (size_t i = 0; i < text.len; i++) {
    const bool word_begins = i == 0 || !(read_is_alpha(text.data[i - 1]) || read_is_digit(text.data[i - 1]));
    if (word_begins && read_date_begin(words, read_after(text, i), iso) && iso[0])
      return true;
  }
  iso[0] = '\0';
  return false;
}

/* "12:30", "1230", "10.15" */
static bool skip_time(struct scan *scan) {
  size_t digits = 0;
  const size_t begin = scan->at;
  while (read_is_digit(here(scan)) || here(scan) == ':' || here(scan) == '.' || here(scan) == '+') {
    digits += read_is_digit(here(scan));
    scan->at++;
  }
  if (digits >= 1 && digits <= 6)
    return true;
  scan->at = begin;
  return false;
}

bool read_date_only(const struct read_words *words, struct relata_str text, char iso[11]) {
  struct scan scan = {words, relata_str_trim(text), 0};
  bool found = false;
  char first[11] = "";
  iso[0] = '\0';
  if (scan.text.len > 120)
    return false;
  while (scan.at < scan.text.len) {
    const size_t date = read_date_begin(words, rest_of(&scan), iso);
    const struct read_word *word = date ? NULL : read_words_begin(words, LIST_DATE_WORD, rest_of(&scan));
    if (date) {
      scan.at += date;
      found = true;
      if (iso[0] && !first[0])
        snprintf(first, sizeof first, "%s", iso);
    } else if (word) {
      scan.at += word->text.len;
    } else if (!skip_time(&scan)) {
      const unsigned char c = (unsigned char)here(&scan);
      if (read_is_space((char)c) || c == ',' || c == '|' || c == '-' || c == '(' || c == ')' || c == ':' || c == '/')
        scan.at++;
      else if (read_begins_with(rest_of(&scan), "\xe2\x80\x93") || read_begins_with(rest_of(&scan), "\xe2\x80\x94"))
        scan.at += 3;
      else if (read_begins_with(rest_of(&scan), "\xc2\xb7"))
        scan.at += 2;
      else
        return false;
    }
  }
  snprintf(iso, 11, "%s", first);
  return found;
}
