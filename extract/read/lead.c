/* lead.c — what stands before an article's first sentence: bylines, dates,
 * "Source: Reuters", "ISTANBUL, March 3 (AFP) —".  It is cut off and kept in
 * the article's fields.
 */
#include "extract/read/read.h"

#include <string.h>

enum { LONGEST_LEAD = 160, LONGEST_BYLINE = 160, LONGEST_AGENCY = 40, MOST_PLACE_WORDS = 5 };

struct lead {
  const struct read_words *words;
  struct read_article *article;
  struct relata_str text;
  size_t at;
  struct read_range address; /* of the dateline: "KYIV, Ukraine"; empty if it names no larger place */
};

static struct relata_str rest_of(const struct lead *lead) {
  return read_after(lead->text, lead->at);
}

static char here(const struct lead *lead) {
  return lead->at < lead->text.len ? lead->text.data[lead->at] : '\0';
}

static void skip_spaces(struct lead *lead) {
  while (read_is_space(here(lead)))
    lead->at++;
}

/* A hyphen, dash, bar or run of them; 0 if there is none. */
static size_t dash_len(struct relata_str text) {
  static const char *const dashes[] = {"-", "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x80\x95", "|", "\xe2\x88\x92"};
  size_t len = 0;
  for (bool more = true; more;) {
    more = false;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
      if (read_begins_with(read_after(text, len), dashes[i])) {
        len += strlen(dashes[i]);
        more = true;
      }
  }
  return len;
}

static size_t word_len(struct relata_str text) {
  size_t len = 0;
  while (len < text.len && (read_is_alpha(text.data[len]) || text.data[len] == '\'' ||
                            (len && (text.data[len] == '-' || text.data[len] == '.') && len + 1 < text.len &&
                             read_is_alpha(text.data[len + 1]) && dash_len(read_after(text, len)) <= 1)))
    len++;
  /* A dash of three bytes reads as letters above: the word ends there. */
  for (size_t i = 0; i < len; i++)
    if ((unsigned char)text.data[i] == 0xe2)
      return i;
  return len;
}

static bool is_all_caps(struct relata_str word) {
  for (size_t i = 0; i < word.len; i++)
    if (word.data[i] >= 'a' && word.data[i] <= 'z')
      return false;
  return word.len > 0;
}

static bool begins_capital(struct relata_str text) {
  return text.len && (read_is_upper(text.data[0]) || (unsigned char)text.data[0] >= 0xc3);
}

/* Begins here a sentence: a capital, a quote, a figure? */
static bool begins_sentence(struct relata_str text) {
  return begins_capital(text) || read_begins_with(text, "\"") || read_begins_with(text, "'") ||
         (text.len && read_is_digit(text.data[0]));
}

static void set_source(struct read_article *article, const struct read_word *agency) {
  read_article_set(article, &article->source, agency->value);
}

/* "NEW YORK, Ohio" becomes "New York, Ohio"; "UN" and "U.S." stay. */
static void set_place(struct read_article *article, struct relata_str place) {
  char name[LONGEST_LEAD];
  if (read_ends_with(place, ".") && read_find(place, RELATA_STR(".")) + 1 == place.len && place.len > 5)
    place.len--; /* "MOSCOW." */
  if (place.len >= sizeof name)
    return;
  for (size_t begin = 0; begin < place.len;) {
    const size_t end = begin + read_find(read_after(place, begin), RELATA_STR(","));
    const struct relata_str piece = relata_str_trim((struct relata_str){place.data + begin, end - begin});
    const bool lower = piece.len >= 4 && is_all_caps(piece) && !memchr(piece.data, '.', piece.len);
    for (size_t i = begin; i < end + (end < place.len); i++) {
      name[i] = place.data[i];
      if (lower && i > begin && read_is_alpha(name[i - 1]) && read_is_upper(name[i]))
        name[i] = (char)(name[i] + 32);
    }
    begin = end + 1;
  }
  read_article_set(article, &article->place, (struct relata_str){name, place.len});
}

static void set_date(struct read_article *article, const char iso[11]) {
  read_article_set(article, &article->date, relata_str_of(iso));
}

/* The agency that `text` begins with; short names only in capitals: "AP", not "Ap". */
static const struct read_word *begin_agency(const struct read_words *words, struct relata_str text) {
  const struct read_word *agency = begins_capital(text) ? read_words_begin(words, LIST_AGENCY, text) : NULL;
  const bool is_short = agency && agency->text.len <= 5 && agency->value.len <= 5;
  if (is_short && !is_all_caps((struct relata_str){text.data, agency->text.len}))
    return NULL;
  return agency;
}

/* What a dateline has said so far. */
struct dateline {
  size_t place_begin, place_end, places;
  bool place_caps, dated, slashed;
  const struct read_word *agency;
  bool in_brackets; /* the agency */
  bool ends;        /* brackets that say neither agency nor date, before a dash */
  char iso[11];
};

/* "(March 22, 2014)"; behind a place and before a dash whatever else: "(Own Correspondent) —". */
static bool get_unknown(struct lead *lead, struct dateline *line, struct relata_str inside) {
  char iso[11];
  struct lead ahead = *lead;
  ahead.at += inside.len + 2;
  skip_spaces(&ahead);
  if (line->place_end == 0 || !dash_len(rest_of(&ahead)) || !begins_capital(inside))
    return false;
  if (!line->dated && read_date_only(lead->words, inside, iso)) {
    memcpy(line->iso, iso, sizeof iso);
    line->dated = true;
  }
  line->ends = true;
  lead->at = ahead.at;
  return true;
}

/* "(Reuters)", "(AFP/Reuters)", "(dpa)", "/TASS/." */
static bool get_bracketed(struct lead *lead, struct dateline *line) {
  const struct relata_str rest = rest_of(lead);
  const bool slashes = here(lead) == '/';
  const size_t close = slashes ? 1 + read_find(read_after(rest, 1), RELATA_STR("/")) : read_find(rest, RELATA_STR(")"));
  if (close >= rest.len || close > LONGEST_AGENCY)
    return false;
  const struct relata_str inside = {rest.data + 1, close - 1};
  const struct read_word *whole = read_words_find(lead->words, LIST_AGENCY, inside);
  const struct read_word *agency = whole ? whole : begin_agency(lead->words, inside);
  if (!agency)
    return !slashes && get_unknown(lead, line, inside);
  line->agency = agency;
  line->in_brackets = true;
  lead->at += close + 1;
  if (slashes && here(lead) == '.')
    lead->at++;
  return true;
}

/* "Islamabad [Pakistan]" */
static bool skip_square(struct lead *lead, const struct dateline *line) {
  const size_t close = read_find(rest_of(lead), RELATA_STR("]"));
  if (line->place_end == 0 || here(lead) != '[' || close > LONGEST_AGENCY)
    return false;
  lead->at += close + 1;
  return lead->at <= lead->text.len;
}

static bool get_agency(struct lead *lead, struct dateline *line) {
  const struct read_word *agency = begin_agency(lead->words, rest_of(lead));
  if (!agency || line->agency)
    return false;
  struct lead ahead = *lead;
  ahead.at += agency->text.len;
  skip_spaces(&ahead);
  const char next = here(&ahead);
  if (!dash_len(rest_of(&ahead)) && next != ',' && next != ':' && next != '/')
    return false;
  line->agency = agency;
  lead->at += agency->text.len;
  return true;
}

static bool get_place(struct lead *lead, struct dateline *line) {
  if (line->agency || line->dated)
    return false;
  size_t words = 0;
  const size_t begin = lead->at;
  size_t end = begin;
  bool caps = true;
  while (words < MOST_PLACE_WORDS) {
    const struct relata_str rest = rest_of(lead);
    const struct relata_str word = {rest.data, word_len(rest)};
    char iso[11];
    if (!begins_capital(word) || (words && read_date_begin(lead->words, rest, iso)))
      break;
    caps = caps && is_all_caps(word);
    words++;
    lead->at += word.len;
    if (here(lead) == '.')
      lead->at++;
    end = lead->at;
    skip_spaces(lead);
  }
  if (!words)
    return false;
  lead->at = end;
  if (line->place_end == 0) {
    line->place_begin = begin;
    line->place_caps = caps && end - begin >= 4;
  }
  line->place_end = end;
  line->places++;
  return true;
}

static bool get_item(struct lead *lead, struct dateline *line) {
  char iso[11];
  const size_t date = line->dated ? 0 : read_date_begin(lead->words, rest_of(lead), iso);
  if (date) {
    memcpy(line->iso, iso, sizeof iso);
    line->dated = true;
    lead->at += date;
    return true;
  }
  if (here(lead) == '(' || here(lead) == '/')
    return get_bracketed(lead, line);
  return skip_square(lead, line) || get_agency(lead, line) || get_place(lead, line);
}

/* "Lyon — The court adjourned.", but "Lyon — a city of France — is large": a long dash behind a place of few words, and no
 * other in its paragraph. */
static bool is_only_dash(const struct lead *lead, const struct dateline *line) {
  enum { FEW = 2 };
  static const char *const dashes[] = {" \xe2\x80\x93 ", " \xe2\x80\x94 "};
  const struct relata_str all = read_after(lead->text, line->place_end);
  const struct relata_str place = {lead->text.data + line->place_begin, line->place_end - line->place_begin};
  bool follows = false;
  for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
    follows = follows || read_begins_with(all, dashes[i]);
    if (read_find(rest_of(lead), relata_str_of(dashes[i])) < rest_of(lead).len)
      return false;
  }
  return follows && read_word_count(place) <= FEW;
}

static bool is_dateline(const struct lead *lead, const struct dateline *line, bool dash, bool colon) {
  if (!begins_sentence(rest_of(lead)))
    return false;
  if (line->in_brackets && (dash || colon || line->place_end == 0 || line->place_caps))
    return true;
  if (!dash && !colon)
    return false;
  if (line->agency)
    return dash || line->place_end > 0;
  if (line->place_end == 0)
    return false;
  const struct relata_str place = {lead->text.data + line->place_begin, line->place_end - line->place_begin};
  if (read_words_find(lead->words, LIST_NO_PLACE, place))
    return false;
  if (!dash && !line->dated) /* "BEIRUT: Four people …", but not "MR SMITH:" */
    return line->place_caps && (read_word_count(place) == 1 || read_words_begin(lead->words, LIST_PLACE_WORD, place));
  return line->place_caps || (line->dated && dash) || (dash && !line->ends && is_only_dash(lead, line));
}

/* Places, dates and agencies, up to the dash or colon behind them. */
static void get_items(struct lead *lead, struct dateline *line) {
  while (lead->at < LONGEST_LEAD && get_item(lead, line)) {
    skip_spaces(lead);
    if (here(lead) == '.' && line->dated) {
      lead->at++;
      skip_spaces(lead);
    }
    const bool slash = here(lead) == '/' && !line->dated; /* "PARIS/BERLIN", but "7. /TASS/." */
    line->slashed |= slash;
    if (here(lead) == ',' || slash) {
      lead->at++;
      skip_spaces(lead);
      continue;
    }
    if (dash_len(rest_of(lead)) || here(lead) == ':')
      return;
  }
}

/* The items, in brackets or not. */
static bool get_line(struct lead *lead, struct dateline *line, bool brackets) {
  lead->at += brackets;
  if (!brackets && read_begins_with(rest_of(lead), "\xe2\x80\x94")) /* "— Reuters —" */
    lead->at += 3;
  get_items(lead, line);
  if (!brackets)
    return true;
  if (here(lead) != ')' || line->place_end == 0)
    return false;
  lead->at++;
  skip_spaces(lead);
  return dash_len(rest_of(lead)) > 0;
}

static bool cut_line(struct lead *lead, bool brackets) {
  struct lead ahead = *lead;
  struct dateline line = {0};
  if (!get_line(&ahead, &line, brackets))
    return false;
  const size_t len = dash_len(rest_of(&ahead));
  const bool dash = len > 0, colon = here(&ahead) == ':';
  ahead.at += dash ? len : colon;
  skip_spaces(&ahead);
  if (dash && !line.agency && (here(&ahead) == '(' ? get_bracketed(&ahead, &line) : get_agency(&ahead, &line))) {
    skip_spaces(&ahead); /* "NEW DELHI — (AFP)", "NEW YORK--(BUSINESS WIRE)--" */
    ahead.at += dash_len(rest_of(&ahead));
    skip_spaces(&ahead);
  }
  if (!is_dateline(&ahead, &line, dash, colon))
    return false;
  if (line.place_end)
    set_place(lead->article,
              (struct relata_str){lead->text.data + line.place_begin, line.place_end - line.place_begin});
  if (line.places > 1 && !line.slashed)
    lead->address = (struct read_range){line.place_begin, line.place_end};
  if (line.agency)
    set_source(lead->article, line.agency);
  set_date(lead->article, line.iso);
  lead->at = ahead.at;
  return true;
}

/* "ISTANBUL, March 3 (AFP) —", "(Nairobi, 11 May) –" at lead->at; goes behind it and fills the fields. */
static bool cut_dateline(struct lead *lead) {
  return cut_line(lead, false) || (here(lead) == '(' && cut_line(lead, true));
}

static bool is_separator(char c) {
  return c == ',' || c == '|' || c == '/' || c == '(' || c == ')' || c == ';' || c == ':';
}

/* One piece of a byline behind "By"; false at what does not belong. */
static bool get_byline_piece(struct lead *lead, size_t *names_end, size_t *names, size_t *agencies) {
  char iso[11];
  const struct relata_str rest = rest_of(lead);
  const size_t date = read_date_begin(lead->words, rest, iso);
  if (date) {
    set_date(lead->article, iso);
    lead->at += date;
    return true;
  }
  const struct read_word *agency = begin_agency(lead->words, rest);
  if (agency) {
    ++*agencies;
    set_source(lead->article, agency);
    lead->at += agency->text.len;
    return true;
  }
  const struct relata_str word = {rest.data, word_len(rest)};
  if (word.len == 0) {
    const size_t dash = dash_len(rest);
    lead->at += dash ? dash : is_separator(here(lead));
    return dash || is_separator(rest.data[0]);
  }
  if (!begins_capital(word) && !read_words_find(lead->words, LIST_NAME_WORD, word))
    return false;
  lead->at += word.len;
  if (here(lead) == '.')
    lead->at++;
  if (begins_capital(word) && (*names || !*agencies)) { /* "Reuters Staff" is nobody's name */
    *names += 1;
    *names_end = lead->at;
  }
  return true;
}

/* "By Ann Lee and Tom Roe, Reuters | 3 March 2019", alone or before a dateline. */
static bool cut_byline(struct lead *lead) {
  struct lead ahead = *lead;
  if (!read_begins_with_nocase(rest_of(&ahead), RELATA_STR("by ")) || here(&ahead) != 'B')
    return false;
  ahead.at += 3;
  skip_spaces(&ahead);
  const size_t begin = ahead.at;
  size_t names_end = begin, names = 0, agencies = 0;
  while (ahead.at < ahead.text.len && ahead.at < LONGEST_BYLINE) {
    struct lead dateline = ahead;
    const struct relata_str word = {rest_of(&ahead).data, word_len(rest_of(&ahead))};
    if (names >= 2 && (is_all_caps(word) || here(&ahead) == '(') && cut_dateline(&dateline)) {
      ahead = dateline;
      break;
    }
    if (!get_byline_piece(&ahead, &names_end, &names, &agencies))
      return false;
    skip_spaces(&ahead);
  }
  if ((names == 0 && agencies == 0) || names > 14 || (ahead.at < ahead.text.len && ahead.at >= LONGEST_BYLINE))
    return false;
  struct relata_str author = {lead->text.data + begin, names_end - begin};
  const size_t bar = read_find(author, RELATA_STR("|"));
  author.len = bar;
  read_article_set(lead->article, &lead->article->author, author);
  lead->at = ahead.at;
  return true;
}

static struct relata_str *field_of(struct read_article *article, struct relata_str name) {
  if (relata_str_is(name, "source"))
    return &article->source;
  if (relata_str_is(name, "author"))
    return &article->author;
  if (relata_str_is(name, "url"))
    return &article->url;
  return relata_str_is(name, "place") ? &article->place : NULL;
}

/* "Source: Reuters", alone or glued to the first sentence. */
static bool cut_label(struct lead *lead) {
  const struct read_word *label = read_words_begin(lead->words, LIST_LABEL, rest_of(lead));
  if (!label)
    return false;
  struct lead ahead = *lead;
  ahead.at += label->text.len;
  skip_spaces(&ahead);
  if (here(&ahead) != ':')
    return false;
  ahead.at++;
  skip_spaces(&ahead);
  const struct relata_str value = rest_of(&ahead);
  char iso[11];
  if (relata_str_is(label->value, "date")) {
    if (!read_date_only(lead->words, value, iso))
      return false;
    set_date(lead->article, iso);
    lead->at = lead->text.len;
    return true;
  }
  struct relata_str *field = field_of(lead->article, label->value);
  const bool is_source = field == &lead->article->source;
  const struct read_word *agency = is_source ? begin_agency(lead->words, value) : NULL;
  if (agency) {
    read_article_set(lead->article, field, agency->value);
    ahead.at += agency->text.len;
    skip_spaces(&ahead);
    const size_t dash = dash_len(rest_of(&ahead));
    ahead.at += dash ? dash : here(&ahead) == '.' || here(&ahead) == ',' || here(&ahead) == ';';
    skip_spaces(&ahead);
    lead->at = ahead.at;
    return true;
  }
  if (value.len == 0 || value.len > 100 || read_ends_sentence(value))
    return false;
  read_article_set(lead->article, field, value);
  lead->at = lead->text.len;
  return true;
}

/* "PTI | 7 September 2018": what stands behind the agency is a date. */
static const struct read_word *find_dated_agency(struct lead *lead, struct relata_str line) {
  char iso[11];
  const struct read_word *agency = begin_agency(lead->words, line);
  if (!agency || !read_date_only(lead->words, read_after(line, agency->text.len), iso))
    return NULL;
  set_date(lead->article, iso);
  return agency;
}

/* "Reuters", "Beirut, AFP", alone on a line. */
static bool cut_agency_line(struct lead *lead) {
  if (lead->text.len > 60)
    return false;
  const struct relata_str rest = relata_str_trim(rest_of(lead));
  const struct read_word *agency = read_words_find(lead->words, LIST_AGENCY, rest);
  if (!agency)
    agency = find_dated_agency(lead, rest);
  const size_t comma = read_find(rest, RELATA_STR(","));
  if (!agency && comma < rest.len && begins_capital(rest)) {
    agency = read_words_find(lead->words, LIST_AGENCY, relata_str_trim(read_after(rest, comma + 1)));
    if (agency && read_word_count((struct relata_str){rest.data, comma}) <= 3)
      set_place(lead->article, (struct relata_str){rest.data, comma});
    else
      agency = NULL;
  }
  if (!agency)
    return false;
  set_source(lead->article, agency);
  lead->at = lead->text.len;
  return true;
}

size_t read_lead_cut(const struct read_words *words, struct read_article *article, struct relata_str paragraph,
                     bool first_lines, struct read_range *address) {
  struct lead lead = {words, article, paragraph, 0, {0, 0}};
  char iso[11];
  if (first_lines) {
    if (read_date_only(words, paragraph, iso)) {
      set_date(article, iso);
      return paragraph.len;
    }
    if (cut_agency_line(&lead))
      return lead.at;
  }
  while (lead.at < paragraph.len && (cut_label(&lead) || cut_byline(&lead) || cut_dateline(&lead)))
    skip_spaces(&lead);
  if (address)
    *address = lead.address;
  return lead.at;
}
