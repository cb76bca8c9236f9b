/* xml.c — see xml.h. */
#include "graph/write/xml.h"

#include <stdlib.h>
#include <utf8proc.h>

static int take_bytes(void *out, const char *bytes, int size) {
  relata_out_write(out, bytes, (size_t)size);
  return size;
}

static int take_end(void *out) {
  (void)out;
  return 0;
}

xmlTextWriter *xml_begin(struct relata_out *out) {
  xmlOutputBuffer *buffer = xmlOutputBufferCreateIO(take_bytes, take_end, out, NULL);
  xmlTextWriter *xml = buffer ? xmlNewTextWriter(buffer) : NULL;
  if (!xml)
    abort();
  xmlTextWriterSetIndent(xml, 1);
  xmlTextWriterSetIndentString(xml, BAD_CAST "  ");
  xmlTextWriterStartDocument(xml, "1.0", "UTF-8", NULL);
  return xml;
}

void xml_end(xmlTextWriter *xml) {
  xmlTextWriterEndDocument(xml);
  xmlFreeTextWriter(xml);
}

void xml_open(xmlTextWriter *xml, const char *element) {
  xmlTextWriterStartElement(xml, BAD_CAST element);
}

void xml_close(xmlTextWriter *xml) {
  xmlTextWriterEndElement(xml);
}

/* May XML 1.0 hold it? */
static bool is_character(utf8proc_int32_t letter) {
  return letter == '\t' || letter == '\n' || letter == '\r' || (letter >= 0x20 && letter <= 0xd7ff) ||
         (letter >= 0xe000 && letter <= 0xfffd) || letter >= 0x10000;
}

/* NUL-terminated, of characters that XML can hold; to be freed. */
static xmlChar *clean(struct relata_str text) {
  static const char replacement[] = "\xef\xbf\xbd";
  xmlChar *result = malloc(3 * text.len + 1);
  size_t used = 0;
  if (!result)
    abort();
  for (size_t at = 0; at < text.len;) {
    utf8proc_int32_t letter = -1;
    const utf8proc_ssize_t read =
      utf8proc_iterate((const utf8proc_uint8_t *)text.data + at, (utf8proc_ssize_t)(text.len - at), &letter);
    const bool good = read > 0 && is_character(letter);
    const char *from = good ? text.data + at : replacement;
    for (size_t i = 0; i < (good ? (size_t)read : 3); i++)
      result[used++] = (xmlChar)from[i];
    at += read > 0 ? (size_t)read : 1;
  }
  result[used] = '\0';
  return result;
}

void xml_attribute(xmlTextWriter *xml, const char *name, struct relata_str value) {
  xmlChar *text = clean(value);
  xmlTextWriterWriteAttribute(xml, BAD_CAST name, text);
  free(text);
}

void xml_text(xmlTextWriter *xml, struct relata_str words) {
  xmlChar *text = clean(words);
  xmlTextWriterWriteString(xml, text);
  free(text);
}
