/* xml.h — XML through libxml2's writer into an output. */
#ifndef RELATA_GRAPH_XML_H
#define RELATA_GRAPH_XML_H

#include <libxml/xmlwriter.h>

#include "extract/base/out.h"

/* Begins a document of UTF-8; NULL only without memory. */
xmlTextWriter *xml_begin(struct relata_out *out);
/* Closes what is open. */
void xml_end(xmlTextWriter *xml);

void xml_open(xmlTextWriter *xml, const char *element);
void xml_close(xmlTextWriter *xml);
/* What XML cannot hold (control characters, bytes that are not UTF-8) becomes U+FFFD. */
void xml_attribute(xmlTextWriter *xml, const char *name, struct relata_str value);
void xml_text(xmlTextWriter *xml, struct relata_str text);

#endif
