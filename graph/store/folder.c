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

static enum relata_status read_contents(struct folder *folder, struct relata_error *error);

static int compare_strings(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What a killed process left: articles written but not committed, or replaced. */
static void sweep_articles(const struct folder *folder) {
  const struct contents *contents = &folder->contents;
  char **names = calloc(contents->count + 1, sizeof *names);
  if (!names)
    abort();
  for (size_t i = 0; i < contents->count; i++)
    names[i] = contents->entries[i].file;
  DIR *articles = opendir(folder->articles);
  for (struct dirent *entry; articles && (entry = readdir(articles));) {
    const char *name = entry->d_name;
    const bool aside = name[0] == '.' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
    const bool named = bsearch(&name, names, contents->count, sizeof *names, compare_strings);
    if (aside || (contents->about.st_ino && article_file_is(name) && !named))
      unlinkat(dirfd(articles), name, 0);
  }
  if (articles)
    closedir(articles);
  free(names);
}

/* The same of indexes. */
static void sweep_indexes(const struct folder *folder) {
  static const char *const kinds[] = { "relata.graph.index", "relata.graph.delta", "relata.graph.entities" };
  const char *kept[] = { folder->contents.index, folder->contents.delta, folder->contents.entities };
  DIR *graph = opendir(folder->path);
  for (struct dirent *entry; graph && (entry = readdir(graph));)
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
      if (strncmp(entry->d_name, kinds[i], strlen(kinds[i])) == 0 && !(kept[i] && strcmp(entry->d_name, kept[i]) == 0))
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
  if (marked == RELATA_OK)
    return RELATA_OK;
  RELATA_TRY(contents_write(&folder->contents, folder->list, error));
  return write_marker(folder, error);
}

enum relata_status folder_open(struct folder **out, const char *path, enum relata_graph_mode mode,
                               struct relata_error *error) {
  *out = NULL;
  struct folder *folder = calloc(1, sizeof *folder);
  if (!folder)
    abort();
  folder->lock = -1;
  folder->stems = dictionary_new();
  folder->writable = mode != RELATA_GRAPH_READ;
  folder->path = strdup(path);
  folder->articles = folder_join(path, "articles");
  folder->list = folder_join(path, "relata.graph.contents");
  folder->base = strdup("https://w3id.org/relata/");
  enum relata_status status = mode == RELATA_GRAPH_CREATE ? create(folder, error) : read_marker(folder, error);
  if (status == RELATA_OK && mode == RELATA_GRAPH_WRITE)
    status = take_lock(folder, error);
  if (status == RELATA_OK)
    status = read_contents(folder, error);
  if (status != RELATA_OK) {
    folder_close(folder);
    return status;
  }
  if (folder->writable) {
    sweep_articles(folder);
    sweep_indexes(folder);
  }
  *out = folder;
  return RELATA_OK;
}

static void staged_free(struct staged *staged) {
  free(staged->stem);
  free(staged->aside);
  free(staged->file);
  free(staged->graphs);
}

static void drop_staged(struct folder *folder) {
  for (size_t i = 0; i < folder->staged_count; i++) {
    if (folder->staged[i].aside)
      unlink(folder->staged[i].aside);
    staged_free(&folder->staged[i]);
  }
  folder->staged_count = 0;
  dictionary_free(folder->stems);
  folder->stems = dictionary_new();
}

void folder_close(struct folder *folder) {
  if (!folder)
    return;
  drop_staged(folder);
  dictionary_free(folder->stems);
  free(folder->staged);
  if (folder->lock >= 0)
    close(folder->lock);
  free(folder->path);
  free(folder->articles);
  free(folder->list);
  contents_free(&folder->contents);
  free(folder->base);
  free(folder);
}

/* ------------------------------------------------------------------ base */

const char *folder_get_path(const struct folder *folder) {
  return folder->path;
}

bool folder_is_writable(const struct folder *folder) {
  return folder->writable;
}

struct relata_str folder_get_base(const struct folder *folder) {
  return relata_str_of(folder->base);
}

enum relata_status folder_set_base(struct folder *folder, const char *base, struct relata_error *error) {
  if (strcmp(base, folder->base) == 0)
    return RELATA_OK;
  if (!folder->writable)
    return relata_error_set(error, RELATA_BAD_USAGE, folder->path, 0, 0, "is open for reading only");
  if (!strstr(base, "://") || strpbrk(base, "<>\"{}|^`\\ \n\t") || strlen(base) > 500)
    return relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0, "\"%s\" is no IRI to begin others with", base);
  if (folder->staged_count || folder->contents.count)
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

static struct staged *find_staged(const struct folder *folder, const char *stem) {
  const uint32_t number = dictionary_find(folder->stems, relata_str_of(stem));
  return number == RELATA_NONE ? NULL : &folder->staged[number];
}

void folder_stage(struct folder *folder, struct staged names) {
  struct staged *other = find_staged(folder, names.stem);
  if (other) {
    if (other->aside && !names.aside)
      unlink(other->aside); /* the file of an article that was staged again has just been replaced */
    staged_free(other);
    *other = names;
    return;
  }
  if (folder->staged_count == folder->staged_capacity) {
    folder->staged_capacity = folder->staged_capacity ? 2 * folder->staged_capacity : 16;
    folder->staged = reallocarray(folder->staged, folder->staged_capacity, sizeof *folder->staged);
    if (!folder->staged)
      abort();
  }
  dictionary_intern(folder->stems, relata_str_of(names.stem), NULL);
  folder->staged[folder->staged_count++] = names;
}

bool folder_has_staged(const struct folder *folder) {
  return folder->staged_count > 0;
}

void folder_unstage(struct folder *folder) {
  drop_staged(folder);
}

static bool has_stem(const struct folder *folder, const char *stem) {
  const struct staged *staged = find_staged(folder, stem);
  return staged ? staged->aside != NULL : contents_find(&folder->contents, stem) != NULL;
}

bool folder_has(const struct folder *folder, struct relata_str id) {
  char *stem = article_stem(id);
  const bool has = has_stem(folder, stem);
  free(stem);
  return has;
}

bool folder_has_change(const struct folder *folder, struct relata_str id) {
  char *stem = article_stem(id);
  const bool has = find_staged(folder, stem) != NULL;
  free(stem);
  return has;
}

enum relata_status folder_remove(struct folder *folder, struct relata_str id, struct relata_error *error) {
  if (!folder->writable)
    return relata_error_set(error, RELATA_BAD_USAGE, folder->path, 0, 0, "is open for reading only");
  char *stem = article_stem(id);
  if (has_stem(folder, stem)) {
    folder_stage(folder, (struct staged){ .stem = stem });
    return RELATA_OK;
  }
  free(stem);
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

static char *duplicate(const char *text) {
  char *copy = strdup(text);
  if (!copy)
    abort();
  return copy;
}

/* What stands before the checksum, or the ending. */
static char *stem_of(const char *file) {
  char *stem = duplicate(file);
  char *end = strchr(stem, '+');
  stem[end ? (size_t)(end - stem) : strlen(stem) - strlen(".nq.zst")] = '\0';
  return stem;
}

static enum relata_status copy_entry(struct folder *folder, const struct folder *from, const struct entry *entry,
                                     struct relata_error *error) {
  char *source = folder_join(from->articles, entry->file), *stem = stem_of(entry->file),
       *aside = article_aside(folder, stem);
  const enum relata_status status = copy_file(source, aside, error);
  free(source);
  if (status == RELATA_OK) {
    folder_stage(folder, (struct staged){ stem, aside, duplicate(entry->file), duplicate(entry->graphs) });
    return RELATA_OK;
  }
  free(stem);
  free(aside);
  return status == RELATA_NOT_FOUND && !folder_is_current(from) ? RELATA_OK : status;
}

enum relata_status folder_copy(struct folder *folder, struct folder *from, struct relata_error *error) {
  for (size_t i = 0; i < from->contents.count; i++)
    RELATA_TRY(copy_entry(folder, from, &from->contents.entries[i], error));
  return RELATA_OK;
}

/* ------------------------------------------------------------------ contents */

/* A graph of before there were contents: all that lies in its folder. */
static void list_articles(struct folder *folder) {
  struct dirent **entries = NULL;
  const int count = scandir(folder->articles, &entries, NULL, alphasort);
  for (int i = 0; i < count; i++) {
    if (article_file_is(entries[i]->d_name)) {
      char *stem = stem_of(entries[i]->d_name);
      contents_set(&folder->contents, stem, duplicate(entries[i]->d_name), duplicate("*"));
      free(stem);
    }
    free(entries[i]);
  }
  free(entries);
}

static enum relata_status read_contents(struct folder *folder, struct relata_error *error) {
  contents_free(&folder->contents);
  const enum relata_status status = contents_read(&folder->contents, folder->list, error);
  if (status == RELATA_NOT_FOUND)
    list_articles(folder);
  return status == RELATA_NOT_FOUND ? RELATA_OK : status;
}

const char *folder_get_index(const struct folder *folder) {
  return folder->contents.index;
}

const char *folder_get_delta(const struct folder *folder) {
  return folder->contents.delta;
}

const char *folder_get_entities(const struct folder *folder) {
  return folder->contents.entities;
}

size_t folder_count(const struct folder *folder) {
  return folder->contents.count;
}

bool folder_is_current(const struct folder *folder) {
  struct stat now = { 0 };
  const struct stat *then = &folder->contents.about;
  if (stat(folder->list, &now) != 0)
    return then->st_ino == 0;
  return now.st_ino == then->st_ino && now.st_size == then->st_size && now.st_mtim.tv_sec == then->st_mtim.tv_sec &&
         now.st_mtim.tv_nsec == then->st_mtim.tv_nsec;
}

bool folder_refresh(struct folder *folder) {
  return !folder_is_current(folder) && read_contents(folder, NULL) == RELATA_OK;
}

enum relata_status folder_each_file(struct folder *folder, bool to_be, folder_take_file take, void *payload,
                                    struct relata_error *error) {
  enum relata_status status = RELATA_OK;
  for (size_t i = 0; i < folder->contents.count && status == RELATA_OK; i++) {
    const char *file = folder->contents.entries[i].file;
    char *stem = stem_of(file), *path = folder_join(folder->articles, file);
    if (!to_be || !find_staged(folder, stem))
      status = take(payload, file, path, error);
    free(stem);
    free(path);
  }
  for (size_t i = 0; to_be && i < folder->staged_count && status == RELATA_OK; i++)
    if (folder->staged[i].aside)
      status = take(payload, folder->staged[i].file, folder->staged[i].aside, error);
  return status;
}

enum relata_status folder_each_change(struct folder *folder, folder_take committed, folder_take staged, void *payload,
                                      struct relata_error *error) {
  enum relata_status status = RELATA_OK;
  for (size_t i = 0; i < folder->staged_count && status == RELATA_OK; i++) {
    const struct staged *change = &folder->staged[i];
    const struct entry *entry = contents_find(&folder->contents, change->stem);
    if (entry && committed) {
      char *path = folder_join(folder->articles, entry->file);
      status = article_file_read(path, false, committed, payload, error);
      free(path);
    }
    if (status == RELATA_OK && change->aside && staged)
      status = article_file_read(change->aside, false, staged, payload, error);
  }
  return status;
}

enum relata_status folder_each_wanted_file(struct folder *folder, folder_wants wanted, folder_take_file take,
                                           void *payload, struct relata_error *error) {
  enum relata_status status = RELATA_OK;
  for (size_t i = 0; i < folder->contents.count && status == RELATA_OK; i++) {
    const struct entry *entry = &folder->contents.entries[i];
    if (!wanted(payload, entry->graphs))
      continue;
    char *stem = stem_of(entry->file), *path = folder_join(folder->articles, entry->file);
    if (!find_staged(folder, stem))
      status = take(payload, entry->file, path, error);
    free(stem);
    free(path);
  }
  return status;
}

/* A walk over texts that is one over files. */
struct texts {
  folder_wants wanted;
  folder_take take;
  void *payload;
};

static bool wants_text(const void *payload, const char *graphs) {
  const struct texts *texts = payload;
  return texts->wanted(texts->payload, graphs);
}

static enum relata_status take_text(void *payload, const char *file, const char *path, struct relata_error *error) {
  const struct texts *texts = payload;
  (void)file;
  return article_file_read(path, false, texts->take, texts->payload, error);
}

enum relata_status folder_each_wanted(struct folder *folder, folder_wants wanted, folder_take take, void *payload,
                                      struct relata_error *error) {
  struct texts texts = { wanted, take, payload };
  return folder_each_wanted_file(folder, wants_text, take_text, &texts, error);
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

static enum relata_status put_in_place(struct folder *folder, const struct staged *staged,
                                       struct relata_error *error) {
  if (!staged->aside)
    return RELATA_OK;
  char *path = folder_join(folder->articles, staged->file);
  const enum relata_status status =
    rename(staged->aside, path) == 0 ? RELATA_OK : io_error(error, path, "cannot be written");
  free(path);
  return status;
}

static void remove_replaced(const struct folder *folder, const struct contents *before) {
  for (size_t i = 0; i < folder->staged_count; i++) {
    const struct staged *staged = &folder->staged[i];
    const struct entry *entry = contents_find(before, staged->stem);
    if (entry && !(staged->file && strcmp(entry->file, staged->file) == 0)) {
      char *path = folder_join(folder->articles, entry->file);
      unlink(path);
      free(path);
    }
  }
}

static void replace_name(char **name, const char *with) {
  free(*name);
  *name = with ? duplicate(with) : NULL;
}

static enum relata_status write_contents(struct folder *folder, struct contents *contents,
                                         struct relata_error *error) {
  RELATA_TRY(sync_folder(folder->articles, error));
  RELATA_TRY(contents_write(contents, folder->list, error));
  return sync_folder(folder->path, error);
}

enum relata_status folder_commit(struct folder *folder, const char *index, const char *delta, const char *entities,
                                 struct relata_error *error) {
  enum relata_status status = RELATA_OK;
  struct contents next, before = folder->contents;
  for (size_t i = 0; i < folder->staged_count && status == RELATA_OK; i++)
    status = put_in_place(folder, &folder->staged[i], error);
  if (status != RELATA_OK)
    return status;
  contents_copy(&next, &before);
  for (size_t i = 0; i < folder->staged_count; i++) {
    const struct staged *staged = &folder->staged[i];
    contents_set(&next, staged->stem, staged->aside ? duplicate(staged->file) : NULL,
                 staged->aside ? duplicate(staged->graphs) : NULL);
  }
  replace_name(&next.index, index);
  replace_name(&next.delta, delta);
  replace_name(&next.entities, entities);
  status = write_contents(folder, &next, error);
  contents_free(&next);
  if (status != RELATA_OK)
    return status;
  folder->contents = (struct contents){ 0 };
  status = read_contents(folder, error);
  remove_replaced(folder, &before);
  contents_free(&before);
  drop_staged(folder);
  sweep_indexes(folder);
  return status;
}
