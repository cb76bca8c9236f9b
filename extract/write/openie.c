/* openie.c — relata_write_openie: an extraction a line, tab-separated. */
#include "extract/write/write.h"

/* Nothing in a cell may end it: tabs and line ends become blanks. */
static void write_cell(struct relata_out *out, struct relata_str text) {
  size_t from = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (text.data[i] < '\t' || text.data[i] > '\r')
      continue;
    relata_out_write(out, text.data + from, i - from);
    relata_out_char(out, ' ');
    from = i + 1;
  }
  if (text.len)
    relata_out_write(out, text.data + from, text.len - from);
}

/* A sentence that is alone in its line is echoed with the blanks around it. */
static struct relata_str sentence_text(const struct relata_document *document, const struct relata_sentence *sentence) {
  const char *text = document->text.data;
  size_t begin = sentence->begin_byte, end = sentence->end_byte;
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t'))
    begin--;
  while (end < document->text.len && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r'))
    end++;
  const bool line_begins = begin == 0 || text[begin - 1] == '\n';
  const bool line_ends = end == document->text.len || text[end] == '\n';
  if (!line_begins || !line_ends)
    return write_text(document, sentence->begin_byte, sentence->end_byte);
  if (end > begin && text[end - 1] == '\r')
    end--;
  return (struct relata_str){text + begin, end - begin};
}

static void write_extraction(struct relata_out *out, const struct relata_document *document,
                             const struct relata_extraction *extraction) {
  write_cell(out, sentence_text(document, &document->sentences[extraction->sentence]));
  relata_out_char(out, '\t');
  relata_out_double(out, extraction->confidence, 4);
  relata_out_char(out, '\t');
  write_cell(out, extraction->predicate);
  for (size_t i = 0; i < extraction->argument_count; i++) {
    relata_out_char(out, '\t');
    write_cell(out, extraction->arguments[i]);
  }
  relata_out_char(out, '\n');
}

enum relata_status relata_write_openie(struct relata_out *out, const struct relata_document *document) {
  for (size_t i = 0; i < document->extraction_count; i++)
    write_extraction(out, document, &document->extractions[i]);
  return relata_out_failed(out) ? RELATA_IO : RELATA_OK;
}
