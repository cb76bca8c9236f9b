/* files.h — the page's files, read once at the start: what is not among them cannot be asked for. */
#ifndef RELATA_SERVE_FILES_H
#define RELATA_SERVE_FILES_H

#include "graph/serve/blob.h"

struct file {
  struct relata_str path; /* "/assets/page.js" */
  const char *type;
  struct blob *body, *packed; /* packed: as gzip, or NULL */
  char etag[24];
};

struct files;

/* Every file below `folder` (NULL or empty: none); what begins with a dot is passed over.
 * RELATA_IO where one cannot be read, RELATA_LIMIT above 64 MiB. */
enum relata_status files_open(struct files **out, const char *folder, struct relata_error *error);
void files_close(struct files *files); /* NULL does nothing */
const struct file *files_find(const struct files *files, struct relata_str path); /* NULL if there is none */

#endif
