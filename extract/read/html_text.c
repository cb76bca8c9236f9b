/* html_text.c — the text of HTML with its way back, and its blocks. */
#include "extract/read/html.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_NAME = 32, LOOK_AHEAD = 8, CELL_BYTES = 80, LINK_BYTES = 240 };

/* ---------------------------------------------------------- alignment */

struct align {
  const char *decoded;
  size_t at, len;
  const char *raw;
  size_t raw_at, raw_len;
};

static size_t decoded_character(const struct align *align, size_t at) {
  size_t used;
  read_utf8_get(align->decoded + at, align->len - at, &used);
  return used ? used : 1;
}

static bool is_hex(char c) {
  return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Bytes of the reference that stands at '&', ';' included; 0 if it is none. */
static size_t reference_len(const struct align *align) {
  const char *raw = align->raw + align->raw_at;
  const size_t most = align->raw_len - align->raw_at;
  size_t len = 1;
  const bool number = len < most && raw[len] == '#';
  len += number;
  const bool hex = number && len < most && (raw[len] == 'x' || raw[len] == 'X');
  len += hex;
  const size_t name = len;
  while (len < most && len < LONGEST_NAME && (unsigned char)raw[len] < 0x80 &&
         (read_is_digit(raw[len]) || (read_is_alpha(raw[len]) && (!number || (hex && is_hex(raw[len]))))))
    len++;
  if (len == name)
    return 0;
  return len + (len < most && raw[len] == ';');
}

static bool is_ampersand(struct relata_str reference) {
  return read_begins_with(reference, "&amp") || read_begins_with(reference, "&AMP");
}

/* Was it kept as it is, because nobody knows its name? */
static bool is_kept(const struct align *align, struct relata_str reference) {
  const struct relata_str decoded = {align->decoded + align->at, align->len - align->at};
  if (decoded.len == 0 || decoded.data[0] != '&')
    return false;
  if (is_ampersand(reference))
    return reference.data[reference.len - 1] != ';' && reference.len > 4 && read_begins_with_nocase(decoded, reference);
  return decoded.len >= reference.len && memcmp(decoded.data, reference.data, reference.len) == 0;
}

/* Do raw and decoded text go on alike from there, as far as that can be seen? */
static bool goes_on(const struct align *align, size_t raw_at, size_t at) {
  for (size_t i = 0; i < LOOK_AHEAD && raw_at + i < align->raw_len; i++) {
    const char raw = align->raw[raw_at + i];
    if (raw == '&' || raw == '<' || raw == '\r')
      return true;
    if (at + i >= align->len || align->decoded[at + i] != raw)
      return false;
  }
  return raw_at < align->raw_len || at == align->len;
}

/* How much of the raw text is the reference, and for how much text it stands:
 * of "&copy2019" and "&notit;" only the beginning is one, and a few stand for
 * two characters. */
static void measure_reference(const struct align *align, size_t *len, size_t *decoded) {
  const size_t full = *len, one = decoded_character(align, align->at);
  const size_t two = align->at + one < align->len ? one + decoded_character(align, align->at + one) : one;
  const size_t least = align->raw[align->raw_at + 1] == '#' ? full : 3;
  const bool full_name = align->raw[align->raw_at + full - 1] == ';';
  for (size_t shorter = full; shorter >= least; shorter--)
    for (int characters = 1; characters <= (shorter == full && full_name ? 2 : 1); characters++) {
      *decoded = characters == 1 ? one : two;
      *len = shorter;
      if (goes_on(align, align->raw_at + shorter, align->at + *decoded))
        return;
    }
  *len = full;
  *decoded = one;
}

/* Gumbo replaces control characters by U+FFFD. */
static bool take_replaced(struct align *align, struct read_text *out, const struct read_text *source, size_t base) {
  const char *decoded = align->decoded + align->at;
  const unsigned char raw = (unsigned char)align->raw[align->raw_at];
  if (align->len - align->at < 3 || memcmp(decoded, "\xef\xbf\xbd", 3) != 0 || raw == '&')
    return false;
  size_t used;
  read_utf8_get(align->raw + align->raw_at, align->raw_len - align->raw_at, &used);
  const uint32_t from = read_text_source(source, base + align->raw_at);
  const uint32_t to = read_text_source(source, base + align->raw_at + used);
  read_text_add_as(out, decoded, 3, from, to > from ? to - from : 0);
  align->at += 3;
  align->raw_at += used;
  return true;
}

/* At a place where raw and decoded text differ. */
static void step(struct align *align, struct read_text *out, const struct read_text *source, size_t base) {
  const char c = align->raw[align->raw_at];
  if (c == '<') {
    while (align->raw_at < align->raw_len && align->raw[align->raw_at] != '>')
      align->raw_at++;
    align->raw_at += align->raw_at < align->raw_len;
    return;
  }
  if (c == '\r' && align->decoded[align->at] == '\n' &&
      (align->raw_at + 1 == align->raw_len || align->raw[align->raw_at + 1] != '\n')) { /* an old line end */
    read_text_add_as(out, "\n", 1, read_text_source(source, base + align->raw_at), 1);
    align->at++;
    align->raw_at++;
    return;
  }
  if (take_replaced(align, out, source, base))
    return;
  size_t len = c == '&' ? reference_len(align) : 0;
  if (len == 0 || is_kept(align, (struct relata_str){align->raw + align->raw_at, len})) {
    if (c == '&' && align->decoded[align->at] == '&') {
      read_text_slice(out, source, base + align->raw_at, base + align->raw_at + 1);
      align->at++;
    }
    align->raw_at++;
    return;
  }
  size_t decoded;
  measure_reference(align, &len, &decoded);
  const uint32_t from = read_text_source(source, base + align->raw_at);
  const uint32_t to = read_text_source(source, base + align->raw_at + len);
  read_text_add_as(out, align->decoded + align->at, decoded, from, to > from ? to - from : 0);
  align->at += decoded;
  align->raw_at += len;
}

void html_align(struct read_text *out, const struct read_text *source, const char *decoded, GumboStringPiece raw) {
  if (!raw.data || raw.data < source->data || raw.data + raw.length > source->data + source->len)
    return;
  const size_t base = (size_t)(raw.data - source->data);
  struct align align = {decoded, 0, strlen(decoded), raw.data, 0, raw.length};
  while (align.at < align.len && align.raw_at < align.raw_len) {
    size_t run = 0;
    while (align.at + run < align.len && align.raw_at + run < align.raw_len && align.raw[align.raw_at + run] != '&' &&
           align.raw[align.raw_at + run] == align.decoded[align.at + run])
      run++;
    read_text_slice(out, source, base + align.raw_at, base + align.raw_at + run);
    align.at += run;
    align.raw_at += run;
    if (align.at < align.len && align.raw_at < align.raw_len)
      step(&align, out, source, base);
  }
  if (align.at < align.len)
    read_text_add_as(out, align.decoded + align.at, align.len - align.at, read_text_source(source, base + raw.length),
                     0);
}

static bool is_text(const GumboNode *node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA;
}

static void add_node_text(struct read_text *out, const struct html_page *page, const GumboNode *node) {
  html_align(out, page->source, node->v.text.text, node->v.text.original_text);
}

void html_collect(struct read_text *out, const struct html_page *page, size_t index) {
  for (size_t i = index; i < page->nodes[index].end; i++) {
    if (i > index && page->nodes[i].dropped) {
      i = page->nodes[i].end - 1;
      continue;
    }
    if (is_text(page->nodes[i].node))
      add_node_text(out, page, page->nodes[i].node);
    else if (html_tag(page, i) == GUMBO_TAG_BR && out->len)
      read_text_separate(out, " ", out->source_end);
  }
}

/* ------------------------------------------------------------- blocks */

struct open_element {
  size_t end;
  bool block, heading, link, cell;
};

struct emit {
  const struct html_page *page;
  struct read_cleaner *cleaner;
  struct read_text block;
  size_t link_bytes; /* of the block's text */
  size_t breaks;     /* <br> one after another */
  unsigned headings, links, cells;
  struct open_element *stack;
  size_t depth, capacity;
};

static bool is_heading(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

static bool is_inline(GumboTag tag) {
  switch (tag) {
  case GUMBO_TAG_A:
  case GUMBO_TAG_ABBR:
  case GUMBO_TAG_B:
  case GUMBO_TAG_BDI:
  case GUMBO_TAG_BDO:
  case GUMBO_TAG_BIG:
  case GUMBO_TAG_BR:
  case GUMBO_TAG_CITE:
  case GUMBO_TAG_CODE:
  case GUMBO_TAG_DATA:
  case GUMBO_TAG_DEL:
  case GUMBO_TAG_DFN:
  case GUMBO_TAG_EM:
  case GUMBO_TAG_FONT:
  case GUMBO_TAG_I:
  case GUMBO_TAG_IMG:
  case GUMBO_TAG_INS:
  case GUMBO_TAG_KBD:
  case GUMBO_TAG_MARK:
  case GUMBO_TAG_Q:
  case GUMBO_TAG_S:
  case GUMBO_TAG_SAMP:
  case GUMBO_TAG_SMALL:
  case GUMBO_TAG_SPAN:
  case GUMBO_TAG_STRIKE:
  case GUMBO_TAG_STRONG:
  case GUMBO_TAG_SUB:
  case GUMBO_TAG_SUP:
  case GUMBO_TAG_TIME:
  case GUMBO_TAG_TT:
  case GUMBO_TAG_U:
  case GUMBO_TAG_VAR:
  case GUMBO_TAG_WBR:
    return true;
  default:
    return false;
  }
}

/* Blocks of links, and a table's short cells, are no prose. */
static bool is_prose(const struct emit *emit, struct relata_str text) {
  if (emit->cleaner->raw || emit->headings)
    return true;
  const bool ends = read_ends_sentence(text);
  if (emit->link_bytes * 10 > text.len * 7 && (text.len < LINK_BYTES || !ends))
    return ends && read_word_count(text) > 12;
  return !emit->cells || ends || text.len >= CELL_BYTES;
}

static void flush(struct emit *emit) {
  const struct relata_str text = relata_str_trim(read_text_view(&emit->block, 0, emit->block.len));
  if (text.len && is_prose(emit, text))
    read_cleaner_add(emit->cleaner, &emit->block, 0, emit->block.len, emit->headings > 0);
  read_text_clear(&emit->block);
  emit->link_bytes = emit->breaks = 0;
}

static void close_elements(struct emit *emit, size_t index) {
  while (emit->depth && emit->stack[emit->depth - 1].end <= index) {
    const struct open_element closed = emit->stack[--emit->depth];
    if (closed.block)
      flush(emit);
    emit->headings -= closed.heading;
    emit->links -= closed.link;
    emit->cells -= closed.cell;
  }
}

static void open_element(struct emit *emit, size_t index, GumboTag tag) {
  const struct open_element opened = {.end = emit->page->nodes[index].end,
                                      .block = !is_inline(tag),
                                      .heading = is_heading(tag),
                                      .link = tag == GUMBO_TAG_A,
                                      .cell = (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) &&
                                              emit->page->nodes[index].text < CELL_BYTES};
  if (opened.block)
    flush(emit);
  emit->headings += opened.heading;
  emit->links += opened.link;
  emit->cells += opened.cell;
  emit->stack = read_grow(emit->stack, &emit->capacity, emit->depth + 1, sizeof *emit->stack);
  emit->stack[emit->depth++] = opened;
}

static void add_text(struct emit *emit, const GumboNode *node) {
  const size_t before = emit->block.len;
  if (node->type == GUMBO_NODE_WHITESPACE && before == 0)
    return;
  add_node_text(&emit->block, emit->page, node);
  if (node->type != GUMBO_NODE_WHITESPACE)
    emit->breaks = 0;
  if (emit->links)
    emit->link_bytes += emit->block.len - before;
}

/* One is a blank, two part paragraphs. */
static void add_break(struct emit *emit) {
  if (++emit->breaks > 1) {
    flush(emit);
    return;
  }
  if (emit->block.len)
    read_text_separate(&emit->block, "\n", emit->block.source_end);
}

void html_emit(const struct html_page *page, size_t index, size_t title_node, struct read_cleaner *cleaner) {
  struct emit emit = {.page = page, .cleaner = cleaner};
  for (size_t i = index; i < page->nodes[index].end; i++) {
    const struct html_node *node = &page->nodes[i];
    close_elements(&emit, i);
    if ((i > index && node->dropped) || i == title_node) {
      i = node->end - 1;
      continue;
    }
    if (is_text(node->node))
      add_text(&emit, node->node);
    else if (html_tag(page, i) == GUMBO_TAG_BR)
      add_break(&emit);
    else if (html_is_element(page, i))
      open_element(&emit, i, html_tag(page, i));
  }
  close_elements(&emit, SIZE_MAX);
  flush(&emit);
  free(emit.stack);
  read_text_free(&emit.block);
}
