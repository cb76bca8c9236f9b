/* folder.c — opening, locking, marking, committing and listing a graph's folder. */
#include "graph/store/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "extract/base/out.h"
#include "graph/store/folder_private.h"

static const char index_name[] = "relata.graph.index";
static const char marker_head[] = "relata graph ";
enum { FORMAT_VERSION = 1 };

static enum relata_status io_error(struct relata_error *error, const char *path, const char *what) {
  return relata_error_set(error, RELATA_IO, path, 0, 0, "%s: %s", what, strerror(errno));
}

char *folder_join(const char *path, const char *name) {
  char *joined = NULL;
  if (asprintf(&joined, "%s/%s", path, name) < 0)
    abort();
  return joined;
}

/* ------------------------------------------------------------------ the marker */

static enum relata_status write_marker(struct folder *folder, struct relata_error *error) {
  char *path = folder_join(folder->path, "relata.graph");
  struct relata_out *out;
  enum relata_status status = relata_out_open(&out, path, error);
  if (status == RELATA_OK) {
    relata_out_print(out, "%s%d\nbase %s\n", marker_head, FORMAT_VERSION, folder->base);
    status = relata_out_close(out, error);
  }
  free(path);
  return status;
}

static enum relata_status parse_marker(struct folder *folder, char *text, const char *path,
                                       struct relata_error *error) {
  const size_t head = sizeof marker_head - 1;
  char *line_end = strchr(text, '\n');
  if (strncmp(text, marker_head, head) != 0 || !line_end)
    return relata_error_set(error, RELATA_BAD_INPUT, path, 1, 1, "is not the marker of a relata graph");
  if (strtol(text + head, NULL, 10) != FORMAT_VERSION)
    return relata_error_set(error, RELATA_BAD_INPUT, path, 1, head + 1, "is of another format: %.*s, this program reads %d",
                            (int)(line_end - text - (ptrdiff_t)head), text + head, FORMAT_VERSION);
  if (strncmp(line_end + 1, "base ", 5) == 0) {
    char *base = line_end + 6;
    base[strcspn(base, "\n")] = '\0';
    free(folder->base);
    folder->base = strdup(base);
  }
  return RELATA_OK;
}

/* RELATA_NOT_FOUND when there is no marker. */
static enum relata_status read_marker(struct folder *folder, struct relata_error *error) {
  char *path = folder_join(folder->path, "relata.graph");
  char text[1024];
  enum relata_status status = RELATA_OK;
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    status = errno == ENOENT || errno == ENOTDIR
               ? relata_error_set(error, RELATA_NOT_FOUND, folder->path, 0, 0, "is not a relata graph")
               : io_error(error, path, "cannot be read");
  } else {
    const ssize_t size = read(fd, text, sizeof text - 1);
    text[size > 0 ? size : 0] = '\0';
    status = size < 0 ? io_error(error, path, "cannot be read") : parse_marker(folder, text, path, error);
    close(fd);
  }
  free(path);
  return status;
}

/* ------------------------------------------------------------------ making and locking */

static enum relata_status make_folder(const char *path, struct relata_error *error) {
  if (mkdir(path, 0777) == 0 || errno == EEXIST)
    return RELATA_OK;
  if (errno == ENOENT) {
    char *parent = strdup(path);
    char *slash = strrchr(parent, '/');
    enum relata_status status = RELATA_IO;
    if (slash && slash != parent) {
      *slash = '\0';
      status = make_folder(parent, error);
    }
    free(parent);
    if (status == RELATA_OK && (mkdir(path, 0777) == 0 || errno == EEXIST))
      return RELATA_OK;
  }
  return io_error(error, path, "cannot be made");
}

/* A folder that holds something else must not become a graph by a slip of the hand. */
static bool holds_other_files(const char *path) {
  DIR *folder = opendir(path);
  bool other = false;
  for (struct dirent *entry; folder && !other && (entry = readdir(folder));)
    other = strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && strcmp(entry->d_name, "lock") != 0 &&
            strcmp(entry->d_name, "articles") != 0 && strncmp(entry->d_name, "relata.graph", 12) != 0;
  if (folder)
    closedir(folder);
  return other;
}

static enum relata_status take_lock(struct folder *folder, struct relata_error *error) {
  char *path = folder_join(folder->path, "lock");
  enum relata_status status = RELATA_OK;
  folder->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (folder->lock < 0)
    status = io_error(error, path, "cannot be written");
  else if (flock(folder->lock, LOCK_EX | LOCK_NB) != 0)
    status = errno == EWOULDBLOCK
               ? relata_error_set(error, RELATA_BUSY, folder->path, 0, 0, "is being written by another process")
               : io_error(error, path, "cannot be locked");
  free(path);
  return status;
}

/* What a killed process left half-written. */
static void sweep(const struct folder *folder) {
  DIR *articles = opendir(folder->articles);
  for (struct dirent *entry; articles && (entry = readdir(articles));)
    if (entry->d_name[0] == '.' && strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
      unlinkat(dirfd(articles), entry->d_name, 0);
  if (articles)
    closedir(articles);
  DIR *graph = opendir(folder->path);
  for (struct dirent *entry; graph && (entry = readdir(graph));)
    if (strncmp(entry->d_name, index_name, sizeof index_name - 1) == 0 && entry->d_name[sizeof index_name - 1])
      unlinkat(dirfd(graph), entry->d_name, 0);
  if (graph)
    closedir(graph);
}

static enum relata_status create(struct folder *folder, struct relata_error *error) {
  RELATA_TRY(make_folder(folder->path, error));
  struct relata_error missing;
  const enum relata_status marked = read_marker(folder, &missing);
  if (marked == RELATA_NOT_FOUND && holds_other_files(folder->path))
    return relata_error_set(error, RELATA_BAD_USAGE, folder->path, 0, 0,
                            "holds other files and is not a relata graph; name a new folder");
  if (marked != RELATA_OK && marked != RELATA_NOT_FOUND) {
    if (error)
      *error = missing;
    return marked;
  }
  RELATA_TRY(take_lock(folder, error));
  RELATA_TRY(make_folder(folder->articles, error));
  return marked == RELATA_OK ? RELATA_OK : write_marker(folder, error);
}

enum relata_status folder_open(struct folder **out, const char *path, enum relata_graph_mode mode,
                               struct relata_error *error) {
  *out = NULL;
  struct folder *folder = calloc(1, sizeof *folder);
  if (!folder)
    abort();
  folder->lock = -1;
  folder->writable = mode != RELATA_GRAPH_READ;
  folder->path = strdup(path);
  folder->articles = folder_join(path, "articles");
  folder->index = folder_join(path, index_name);
  folder->base = strdup("https://w3id.org/relata/");
  enum relata_status status = mode == RELATA_GRAPH_CREATE ? create(folder, error) : read_marker(folder, error);
  if (status == RELATA_OK && mode == RELATA_GRAPH_WRITE)
    status = take_lock(folder, error);
  if (status != RELATA_OK) {
    folder_close(folder);
    return status;
  }
  if (folder->writable)
    sweep(folder);
  *out = folder;
  return RELATA_OK;
}

static void drop_staged(struct folder *folder) {
  for (size_t i = 0; i < folder->staged_count; i++) {
    if (folder->staged[i].aside)
      unlink(folder->staged[i].aside);
    free(folder->staged[i].aside);
    free(folder->staged[i].path);
  }
  folder->staged_count = 0;
}

void folder_close(struct folder *folder) {
  if (!folder)
    return;
  drop_staged(folder);
  free(folder->staged);
  if (folder->lock >= 0)
    close(folder->lock);
  free(folder->path);
  free(folder->articles);
  free(folder->index);
  free(folder->base);
  free(folder);
}

/* ------------------------------------------------------------------ base */

const char *folder_get_path(const struct folder *folder) {
  return folder->path;
}

struct relata_str folder_get_base(const struct folder *folder) {
  return relata_str_of(folder->base);
}

static bool has_articles(const struct folder *folder) {
  DIR *articles = opendir(folder->articles);
  bool found = folder->staged_count > 0;
  for (struct dirent *entry; articles && !found && (entry = readdir(articles));)
    found = entry->d_name[0] != '.';
  if (articles)
    closedir(articles);
  return found;
}

enum relata_status folder_set_base(struct folder *folder, const char *base, struct relata_error *error) {
  if (strcmp(base, folder->base) == 0)
    return RELATA_OK;
  if (!folder->writable)
    return relata_error_set(error, RELATA_BAD_USAGE, folder->path, 0, 0, "is open for reading only");
  if (!strstr(base, "://") || strpbrk(base, "<>\"{}|^`\\ \n\t") || strlen(base) > 500)
    return relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0, "\"%s\" is no IRI to begin others with", base);
  if (has_articles(folder))
    return relata_error_set(error, RELATA_BAD_USAGE, folder->path, 0, 0,
                            "has articles already; its IRIs begin with %s", folder->base);
  char *kept = folder->base;
  folder->base = strdup(base);
  const enum relata_status status = write_marker(folder, error);
  if (status != RELATA_OK) {
    free(folder->base);
    folder->base = kept;
    return status;
  }
  free(kept);
  return RELATA_OK;
}

/* ------------------------------------------------------------------ changes */

void folder_stage(struct folder *folder, struct staged names) {
  for (size_t i = 0; i < folder->staged_count; i++) {
    struct staged *other = &folder->staged[i];
    if (strcmp(other->path, names.path) != 0)
      continue;
    if (other->aside && !names.aside)
      unlink(other->aside); /* the file of an article that was staged again has just been replaced */
    free(other->aside);
    free(other->path);
    *other = names;
    return;
  }
  if (folder->staged_count == folder->staged_capacity) {
    folder->staged_capacity = folder->staged_capacity ? 2 * folder->staged_capacity : 16;
    folder->staged = reallocarray(folder->staged, folder->staged_capacity, sizeof *folder->staged);
    if (!folder->staged)
      abort();
  }
  folder->staged[folder->staged_count++] = names;
}

bool folder_has_staged(const struct folder *folder) {
  return folder->staged_count > 0;
}

static bool has_path(const struct folder *folder, const char *path) {
  for (size_t i = 0; i < folder->staged_count; i++)
    if (strcmp(folder->staged[i].path, path) == 0)
      return folder->staged[i].aside != NULL;
  return access(path, F_OK) == 0;
}

bool folder_has(const struct folder *folder, struct relata_str id) {
  const struct staged names = article_file_names(folder, id);
  const bool has = has_path(folder, names.path);
  free(names.aside);
  free(names.path);
  return has;
}

enum relata_status folder_remove(struct folder *folder, struct relata_str id, struct relata_error *error) {
  if (!folder->writable)
    return relata_error_set(error, RELATA_BAD_USAGE, folder->path, 0, 0, "is open for reading only");
  struct staged names = article_file_names(folder, id);
  free(names.aside);
  names.aside = NULL;
  if (has_path(folder, names.path)) {
    folder_stage(folder, names);
    return RELATA_OK;
  }
  free(names.path);
  return RELATA_NOT_FOUND;
}

/* RELATA_NOT_FOUND without a message when it was removed since it was listed. */
static enum relata_status copy_file(const char *from, const char *to, struct relata_error *error) {
  const int in = open(from, O_RDONLY | O_CLOEXEC);
  if (in < 0)
    return errno == ENOENT ? RELATA_NOT_FOUND : io_error(error, from, "cannot be read");
  struct relata_out *out;
  enum relata_status status = relata_out_open(&out, to, error);
  if (status == RELATA_OK) {
    char bytes[64 << 10];
    ssize_t size;
    while ((size = read(in, bytes, sizeof bytes)) > 0)
      relata_out_write(out, bytes, (size_t)size);
    if (size < 0)
      status = io_error(error, from, "cannot be read");
    if (status == RELATA_OK)
      status = relata_out_close(out, error);
    else
      relata_out_abandon(out);
  }
  close(in);
  return status;
}

enum relata_status folder_copy(struct folder *folder, struct folder *from, struct relata_error *error) {
  struct dirent **entries = NULL;
  const int count = scandir(from->articles, &entries, article_file_is, article_file_order);
  if (count < 0)
    return io_error(error, from->articles, "cannot be read");
  enum relata_status status = RELATA_OK;
  for (int i = 0; i < count; i++) {
    if (status == RELATA_OK) {
      char *source = folder_join(from->articles, entries[i]->d_name);
      struct staged names = { NULL, folder_join(folder->articles, entries[i]->d_name) };
      if (asprintf(&names.aside, "%s/.%s", folder->articles, entries[i]->d_name) < 0)
        abort();
      status = copy_file(source, names.aside, error);
      if (status == RELATA_OK) {
        folder_stage(folder, names);
      } else {
        free(names.aside);
        free(names.path);
      }
      status = status == RELATA_NOT_FOUND ? RELATA_OK : status;
      free(source);
    }
    free(entries[i]);
  }
  free(entries);
  return status;
}

/* ------------------------------------------------------------------ marks */

const char *folder_get_index_path(const struct folder *folder) {
  return folder->index;
}

/* The checksum at the end of a compressed file; 0 where there is none. */
static uint32_t file_tail(int directory, const char *name, off_t size) {
  uint32_t tail = 0;
  const int fd = openat(directory, name, O_RDONLY | O_CLOEXEC);
  if (fd >= 0) {
    if (pread(fd, &tail, sizeof tail, size - (off_t)sizeof tail) != (ssize_t)sizeof tail)
      tail = 0;
    close(fd);
  }
  return tail;
}

static uint64_t mixed(uint64_t hash, const void *data, size_t size) {
  const uint64_t of_data = relata_str_hash((struct relata_str){ data, size });
  return (hash ^ of_data) * 0x9e3779b97f4a7c15u;
}

static struct articles_mark mark_articles(const struct folder *folder, bool deeply) {
  struct articles_mark mark = { 0, 0, 0 };
  struct dirent **entries = NULL;
  const int directory = open(folder->articles, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const int count = scandir(folder->articles, &entries, article_file_is, article_file_order);
  for (int i = 0; i < count; i++) {
    struct stat about = { .st_size = 0 };
    const char *name = entries[i]->d_name;
    fstatat(directory, name, &about, 0);
    const uint64_t quick[] = { (uint64_t)about.st_size, (uint64_t)about.st_mtim.tv_sec, (uint64_t)about.st_mtim.tv_nsec,
                               (uint64_t)about.st_ino };
    mark.count++;
    mark.quick = mixed(mixed(mark.quick, name, strlen(name)), quick, sizeof quick);
    if (deeply) {
      const uint64_t deep[] = { (uint64_t)about.st_size, file_tail(directory, name, about.st_size) };
      mark.deep = mixed(mixed(mark.deep, name, strlen(name)), deep, sizeof deep);
    }
    free(entries[i]);
  }
  free(entries);
  if (directory >= 0)
    close(directory);
  return mark;
}

struct articles_mark folder_mark(const struct folder *folder) {
  return mark_articles(folder, true);
}

bool folder_matches(const struct folder *folder, const struct articles_mark *mark) {
  const struct articles_mark now = mark_articles(folder, false);
  if (now.count != mark->count)
    return false;
  return now.quick == mark->quick || mark_articles(folder, true).deep == mark->deep;
}

/* ------------------------------------------------------------------ commit */

static enum relata_status sync_folder(const char *path, struct relata_error *error) {
  const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool failed = fd < 0 || (fsync(fd) != 0 && errno != EINVAL);
  const enum relata_status status = failed ? io_error(error, path, "cannot be written") : RELATA_OK;
  if (fd >= 0)
    close(fd);
  return status;
}

static enum relata_status put_in_place(const struct staged *staged, struct relata_error *error) {
  const bool failed = staged->aside ? rename(staged->aside, staged->path) != 0
                                    : unlink(staged->path) != 0 && errno != ENOENT;
  return failed ? io_error(error, staged->path, staged->aside ? "cannot be written" : "cannot be removed") : RELATA_OK;
}

enum relata_status folder_commit(struct folder *folder, struct relata_error *error) {
  if (folder->staged_count == 0)
    return RELATA_OK;
  enum relata_status status = RELATA_OK;
  size_t moved = 0;
  while (moved < folder->staged_count && status == RELATA_OK) {
    status = put_in_place(&folder->staged[moved], error);
    if (status != RELATA_OK)
      break;
    free(folder->staged[moved].aside);
    free(folder->staged[moved].path);
    moved++;
  }
  folder->staged_count -= moved;
  memmove(folder->staged, folder->staged + moved, folder->staged_count * sizeof *folder->staged);
  if (status != RELATA_OK)
    return status;
  return sync_folder(folder->articles, error);
}
