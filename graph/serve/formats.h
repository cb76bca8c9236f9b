/* formats.h — media types of results and RDF, and which of them a client wants. */
#ifndef RELATA_SERVE_FORMATS_H
#define RELATA_SERVE_FORMATS_H

#include "graph/serve/request.h"

/* A form that an answer can have. */
struct format {
  const char *key;  /* in the entity tag, and what `format=` takes: "turtle" */
  const char *type; /* the whole Content-Type */
  int value;        /* enum relata_results or enum relata_syntax */
};

/* What the client wants of results (SELECT, ASK) or of RDF: by `format=` in the
 * query or form where it names one, else by Accept.  NULL, answered with 406,
 * when it takes none. */
const struct format *format_of_results(struct request *request, const struct parameters *parameters);
const struct format *format_of_rdf(struct request *request, const struct parameters *parameters);
/* Does the client rather have a page than RDF? */
bool request_wants_page(const struct request *request);
/* The syntax of a Content-Type as rdf_read has it ("turtle"); NULL if it is none of RDF's. */
const char *syntax_of_media(const char *type);
/* The Content-Type of a syntax. */
const char *type_of_syntax(enum relata_syntax syntax);

#endif
