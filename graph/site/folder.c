/* folder.c — a site's folder: filled aside, put in place at once. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "graph/site/site_private.h"

static enum relata_status fail(struct relata_error *error, const char *path, const char *what) {
  return relata_error_set(error, RELATA_IO, path, 0, 0, "%s: %s", what, strerror(errno));
}

/* ------------------------------------------------------------------ the page's files */

static enum relata_status copy_file(struct site *site, const char *from, const char *name, struct relata_error *error) {
  char path[PATH_MAX], bytes[1 << 14];
  struct relata_out *out;
  snprintf(path, sizeof path, "%s/%s", site->folder, name);
  FILE *file = fopen(from, "re");
  if (!file)
    return fail(error, from, "cannot be read");
  enum relata_status status = relata_out_open(&out, path, error);
  if (status == RELATA_OK) {
    for (size_t got; (got = fread(bytes, 1, sizeof bytes, file)) > 0;)
      relata_out_write(out, bytes, got);
    const bool failed = ferror(file) != 0;
    status = relata_out_close(out, error);
    if (failed && status == RELATA_OK)
      status = fail(error, from, "cannot be read");
  }
  fclose(file);
  site->files++;
  return status;
}

static int is_copied(const struct dirent *entry) {
  return entry->d_name[0] != '.' && strcmp(entry->d_name, "index.html") != 0 && strcmp(entry->d_name, "site.html") != 0;
}

/* Everything below `from` to `name` below the site; at most a few levels deep, as pages are. */
static enum relata_status copy_tree(struct site *site, const char *from, const char *name, struct relata_error *error) {
  struct dirent **entries = NULL;
  enum relata_status status = RELATA_OK;
  const int count = scandir(from, &entries, is_copied, alphasort);
  if (count < 0)
    return fail(error, from, "cannot be read");
  for (int i = 0; i < count; i++) {
    char source[PATH_MAX], target[PATH_MAX], made[2 * PATH_MAX];
    struct stat about;
    snprintf(source, sizeof source, "%s/%s", from, entries[i]->d_name);
    snprintf(target, sizeof target, "%s%s%s", name, *name ? "/" : "", entries[i]->d_name);
    free(entries[i]);
    if (status != RELATA_OK || stat(source, &about) != 0)
      continue;
    snprintf(made, sizeof made, "%s/%s", site->folder, target);
    if (!S_ISDIR(about.st_mode))
      status = copy_file(site, source, target, error);
    else if (mkdir(made, 0777) != 0)
      status = fail(error, made, "cannot be made");
    else
      status = copy_tree(site, source, target, error);
  }
  free(entries);
  return status;
}

enum relata_status site_copy_page(struct site *site, struct relata_error *error) {
  char start[PATH_MAX];
  const char *web = site->options->web;
  snprintf(start, sizeof start, "%s/site.html", web ? web : "");
  if (!web || access(start, R_OK) != 0)
    return relata_error_set(error, RELATA_NOT_FOUND, web ? start : NULL, 0, 0,
                            "the page is not built; it needs Node.js 18 or later and npm: install them, then call "
                            "./setup.sh and build relata again");
  RELATA_TRY(copy_file(site, start, "index.html", error));
  return copy_tree(site, web, "", error);
}

/* ------------------------------------------------------------------ folders */

static int is_entry(const struct dirent *entry) {
  return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

enum relata_status site_folder_check(const char *folder, struct relata_error *error) {
  char table[PATH_MAX];
  struct dirent **entries = NULL;
  struct stat about;
  if (stat(folder, &about) != 0)
    return errno == ENOENT ? RELATA_OK : fail(error, folder, "cannot be read");
  if (!S_ISDIR(about.st_mode))
    return relata_error_set(error, RELATA_BAD_USAGE, folder, 0, 0, "is a file; name a folder");
  const int count = scandir(folder, &entries, is_entry, NULL);
  if (count < 0)
    return fail(error, folder, "cannot be read");
  for (int i = 0; i < count; i++)
    free(entries[i]);
  free(entries);
  snprintf(table, sizeof table, "%s/data/table.json", folder);
  if (count > 0 && access(table, F_OK) != 0)
    return relata_error_set(error, RELATA_BAD_USAGE, folder, 0, 0,
                            "holds other files than a site's, which would be lost; name a new or an empty folder");
  return RELATA_OK;
}

/* Without the '/' at its end. */
static void trim_path(const char *folder, char *path, size_t size) {
  snprintf(path, size, "%s", folder);
  for (size_t len = strlen(path); len > 1 && path[len - 1] == '/'; len--)
    path[len - 1] = '\0';
}

enum relata_status site_folder_make(const char *folder, char *path, size_t size, struct relata_error *error) {
  trim_path(folder, path, size - sizeof ".XXXXXX");
  strcat(path, ".XXXXXX");
  if (!mkdtemp(path))
    return fail(error, folder, "cannot be made");
  const mode_t mask = umask(0);
  umask(mask);
  if (chmod(path, 0777 & ~mask) != 0)
    return fail(error, path, "cannot be opened to readers");
  return RELATA_OK;
}

enum relata_status site_folder_swap(const char *path, const char *folder, struct relata_error *error) {
  char target[PATH_MAX], old[PATH_MAX + 8];
  trim_path(folder, target, sizeof target);
  snprintf(old, sizeof old, "%s.old", path);
  const bool replaces = rename(target, old) == 0;
  if (!replaces && errno != ENOENT)
    return fail(error, target, "cannot be replaced");
  if (rename(path, target) != 0) {
    const enum relata_status status = fail(error, target, "cannot be put in place");
    if (replaces && rename(old, target) != 0)
      return fail(error, old, "is the site as it was; it cannot be moved back");
    return status;
  }
  if (replaces)
    site_folder_remove(old);
  return RELATA_OK;
}

static int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *place) {
  (void)about;
  (void)kind;
  (void)place;
  return remove(path);
}

void site_folder_remove(const char *path) {
  nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}
