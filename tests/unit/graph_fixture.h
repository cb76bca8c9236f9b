/* graph_fixture.h — documents with facts, made by hand, for tests of graph/. */
#ifndef RELATA_GRAPH_FIXTURE_H
#define RELATA_GRAPH_FIXTURE_H

#include "extract/extract.h"

/* One fact of a text; words must stand in the sentence.  NULL where there is nothing. */
struct fixture_fact {
  const char *sentence; /* appended to the text unless it is the same as the last fact's */
  const char *subject, *subject_type;
  const char *relation; /* a leading '~' makes it an open one */
  const char *object, *object_type; /* a type such as "xsd:integer" makes it a value */
  const char *speaker;
  const char *time;
  bool negated, possible;
};

/* A document with an id, a title, a date and these facts.  Entities' ids are
 * their words with underscores.  Free it with relata_document_free. */
struct relata_document *fixture_document(const char *id, const char *title, const char *date,
                                         const struct fixture_fact *facts, size_t count);

/* A new folder under $TMPDIR, and its removal with all that is in it. */
char *fixture_folder(void);
void fixture_remove(char *folder);

/* Two short articles about the same people. */
struct relata_document *fixture_first(void);
struct relata_document *fixture_second(void);

#endif
