/* paths.c — folders and globs to files, in byte order of names. */
#include "extract/read/read.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct folder {
  const struct folder *parent;
  dev_t device;
  ino_t inode;
};

struct walk {
  struct read_paths *out;
  const struct read_context *context;
};

static void warn(const struct walk *walk, const char *path, const char *what) {
  struct relata_error error;
  relata_error_set(&error, RELATA_IO, path, 0, 0, "%s", what);
  read_warn(walk->context, &error);
}

static char *copy_name(const char *name) {
  size_t capacity = 0;
  char *copy = read_grow(NULL, &capacity, strlen(name) + 1, 1);
  return strcpy(copy, name);
}

static void add_file(struct walk *walk, const char *path, const char *id, uint64_t size) {
  struct read_paths *out = walk->out;
  out->items = read_grow(out->items, &out->capacity, out->count + 1, sizeof *out->items);
  out->items[out->count++] = (struct read_path){copy_name(path), copy_name(id), size};
}

static int compare_names(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names of a folder that are not hidden, sorted; NULL with errno if it cannot be read. */
static char **list_folder(const char *path, size_t *count) {
  DIR *stream = opendir(path);
  if (!stream)
    return NULL;
  size_t capacity = 0;
  char **names = read_grow(NULL, &capacity, 16, sizeof *names);
  *count = 0;
  for (struct dirent *entry; (entry = readdir(stream));) {
    if (entry->d_name[0] == '.')
      continue;
    names = read_grow(names, &capacity, *count + 1, sizeof *names);
    names[(*count)++] = copy_name(entry->d_name);
  }
  closedir(stream);
  qsort(names, *count, sizeof *names, compare_names);
  return names;
}

static bool is_within(const struct folder *folder, const struct stat *info) {
  for (; folder; folder = folder->parent)
    if (folder->device == info->st_dev && folder->inode == info->st_ino)
      return true;
  return false;
}

static void walk_folder(struct walk *walk, const char *path, const char *id, const struct stat *info,
                        const struct folder *parent);

/* What stands in a folder; sockets, pipes and devices there are passed over. */
static void walk_entry(struct walk *walk, const char *path, const char *id, const struct folder *parent) {
  struct stat info;
  if (stat(path, &info) != 0)
    warn(walk, path, strerror(errno));
  else if (S_ISDIR(info.st_mode) && !is_within(parent, &info))
    walk_folder(walk, path, id, &info, parent);
  else if (S_ISREG(info.st_mode))
    add_file(walk, path, id, (uint64_t)info.st_size);
}

static void walk_folder(struct walk *walk, const char *path, const char *id, const struct stat *info,
                        const struct folder *parent) {
  size_t count;
  char **names = list_folder(path, &count);
  if (!names) {
    warn(walk, path, strerror(errno));
    return;
  }
  const struct folder here = {parent, info->st_dev, info->st_ino};
  const size_t path_len = strlen(path);
  const bool slash = path_len && path[path_len - 1] == '/';
  for (size_t i = 0; i < count; i++) {
    char entry[PATH_MAX], entry_id[PATH_MAX];
    const int len = snprintf(entry, sizeof entry, "%s%s%s", path, slash ? "" : "/", names[i]);
    const int id_len = snprintf(entry_id, sizeof entry_id, "%s%s%s", id, *id ? "/" : "", names[i]);
    if (len < 0 || (size_t)len >= sizeof entry || id_len < 0 || (size_t)id_len >= sizeof entry_id)
      warn(walk, path, strerror(ENAMETOOLONG));
    else
      walk_entry(walk, entry, entry_id, &here);
    free(names[i]);
  }
  free(names);
}

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static void expand_existing(struct walk *walk, const char *path, const struct stat *info) {
  if (S_ISDIR(info->st_mode))
    walk_folder(walk, path, "", info, NULL);
  else
    add_file(walk, path, base_name(path), S_ISREG(info->st_mode) ? (uint64_t)info->st_size : 0);
}

static void expand_glob(struct walk *walk, const char *pattern, int found_errno) {
  glob_t matches = {0};
  const int result = strpbrk(pattern, "*?[") ? glob(pattern, GLOB_NOSORT, NULL, &matches) : GLOB_NOMATCH;
  if (result != 0) {
    warn(walk, pattern, result == GLOB_NOMATCH ? strerror(found_errno) : "the pattern cannot be followed");
  } else {
    qsort(matches.gl_pathv, matches.gl_pathc, sizeof *matches.gl_pathv,
          compare_names); /* glob's own order is the locale's */
    for (size_t i = 0; i < matches.gl_pathc; i++) {
      struct stat info;
      if (stat(matches.gl_pathv[i], &info) == 0)
        expand_existing(walk, matches.gl_pathv[i], &info);
      else
        warn(walk, matches.gl_pathv[i], strerror(errno));
    }
  }
  if (result == 0 || result == GLOB_NOMATCH)
    globfree(&matches);
}

static int compare_ids(const void *a, const void *b) {
  const struct read_path *const *left = a, *const *right = b;
  const int order = strcmp((*left)->id, (*right)->id);
  return order ? order : (*left > *right) - (*left < *right);
}

/* Two files of one name ("a/x.txt", "b/x.txt") are told apart by their paths. */
static void part_ids(struct read_paths *paths) {
  size_t capacity = 0;
  struct read_path **order = read_grow(NULL, &capacity, paths->count + 1, sizeof(struct read_path *));
  for (size_t i = 0; i < paths->count; i++)
    order[i] = &paths->items[i];
  qsort(order, paths->count, sizeof *order, compare_ids);
  for (size_t i = 0; i < paths->count;) {
    size_t end = i + 1;
    while (end < paths->count && strcmp(order[i]->id, order[end]->id) == 0)
      end++;
    for (size_t k = i; end - i > 1 && k < end; k++) {
      free(order[k]->id);
      order[k]->id = copy_name(order[k]->path);
    }
    i = end;
  }
  free(order);
}

void read_paths_expand(struct read_paths *out, const struct read_context *context, const char *const *paths,
                       size_t path_count) {
  struct walk walk = {out, context};
  for (size_t i = 0; i < path_count; i++) {
    struct stat info;
    if (strcmp(paths[i], "-") == 0)
      add_file(&walk, "-", "-", 0);
    else if (stat(paths[i], &info) == 0)
      expand_existing(&walk, paths[i], &info);
    else
      expand_glob(&walk, paths[i], errno);
  }
  part_ids(out);
}

void read_paths_free(struct read_paths *paths) {
  for (size_t i = 0; i < paths->count; i++) {
    free(paths->items[i].path);
    free(paths->items[i].id);
  }
  free(paths->items);
  *paths = (struct read_paths){0};
}
