/* site_private.h — what the parts of a site's writer share. */
#ifndef RELATA_SITE_PRIVATE_H
#define RELATA_SITE_PRIVATE_H

#include "graph/serve/api.h"

struct site {
  const struct relata_site_options *options;
  const char *folder; /* that is being filled */
  struct serve serve;
  struct relata_server_options limits; /* what `serve` points to */
  struct snapshot *snapshot;
  struct relata_arena *arena; /* emptied between files */
  size_t files;
};

/* What a handler of /api answers; the bytes live as long as `*blob`, which the caller drops. */
struct site_question {
  void (*handle)(struct request *request);
  const struct parameter *parameters;
  size_t count;
};
enum relata_status site_ask(struct site *site, const struct site_question *question, struct blob **blob,
                            struct relata_error *error);

/* Writes `name`, a path below the site's folder. */
enum relata_status site_put(struct site *site, const char *name, struct relata_str text, struct relata_error *error);

/* data/names.json: names, types, same_as, merges of every thing, by its id. */
enum relata_status site_put_names(struct site *site, struct relata_error *error);

/* folder.c: copies the page's files, site.html as index.html; fills, swaps in and throws away folders. */
enum relata_status site_copy_page(struct site *site, struct relata_error *error);
/* RELATA_BAD_USAGE when `folder` holds what is not a site. */
enum relata_status site_folder_check(const char *folder, struct relata_error *error);
/* A new folder beside `folder`, its name in `path`. */
enum relata_status site_folder_make(const char *folder, char *path, size_t size, struct relata_error *error);
/* `path` takes the place of `folder`. */
enum relata_status site_folder_swap(const char *path, const char *folder, struct relata_error *error);
void site_folder_remove(const char *path);

#endif
