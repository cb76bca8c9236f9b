/* article_file.c — one article's file: compressed N-Quads, written aside, read back whole. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include "extract/base/out.h"
#include "graph/store/folder_private.h"
#include "graph/store/text.h"

enum {
  LEVEL = 3,         /* a tenth of the text's size at some 300 MB/s */
  CHUNK = 128 << 10, /* lines gathered before they are compressed */
  HEAD = 16 << 10    /* enough of a file for its first line */
};
static const char suffix[] = ".nq.zst";

struct article_file {
  struct folder *folder;
  struct staged names;
  struct relata_out *out;   /* to names.aside */
  struct relata_out *lines; /* in memory */
  struct relata_out *text;  /* in memory; NULL = none */
  unsigned char tail[4];    /* the last bytes of the compressed quads */
  ZSTD_CCtx *compressor;
  char *packed;
  size_t packed_size;
};

/* ------------------------------------------------------------------ names */

/* A name that a reader recognises, and a hash that tells ids apart which look alike. */
static char *file_name(struct relata_str id) {
  char words[61];
  size_t len = 0;
  for (size_t i = 0; i < id.len && len < sizeof words - 1; i++) {
    const char c = id.data[i];
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    words[len] = plain || (c == '.' && len > 0) ? c : '_';
    len++;
  }
  words[len] = '\0';
  char *name = NULL;
  if (asprintf(&name, "%s-%016llx%s", words, (unsigned long long)relata_str_hash(id), suffix) < 0)
    abort();
  return name;
}

struct staged article_file_names(const struct folder *folder, struct relata_str id) {
  char *name = file_name(id), *aside = NULL;
  if (asprintf(&aside, "%s/.%s", folder->articles, name) < 0)
    abort();
  struct staged names = { aside, folder_join(folder->articles, name) };
  free(name);
  return names;
}

/* ------------------------------------------------------------------ writing */

/* A block may end in the middle of the checksum. */
static void keep_tail(struct article_file *file, const char *bytes, size_t size) {
  const size_t fresh = size < sizeof file->tail ? size : sizeof file->tail;
  memmove(file->tail, file->tail + fresh, sizeof file->tail - fresh);
  memcpy(file->tail + sizeof file->tail - fresh, bytes + size - fresh, fresh);
}

static void pack(struct article_file *file, ZSTD_EndDirective end) {
  const struct relata_str lines = relata_out_as_memory(file->lines);
  ZSTD_inBuffer input = { lines.data, lines.len, 0 };
  size_t left;
  do {
    ZSTD_outBuffer output = { file->packed, file->packed_size, 0 };
    left = ZSTD_compressStream2(file->compressor, &output, &input, end);
    if (ZSTD_isError(left))
      abort(); /* only for want of memory */
    relata_out_write(file->out, file->packed, output.pos);
    keep_tail(file, file->packed, output.pos);
  } while (end == ZSTD_e_end ? left != 0 : input.pos < input.size);
  relata_out_clear(file->lines);
}

enum relata_status article_file_new(struct article_file **out, struct folder *folder, struct relata_str id,
                                    struct relata_str about, struct relata_error *error) {
  *out = NULL;
  if (!folder->writable)
    return relata_error_set(error, RELATA_BAD_USAGE, folder->path, 0, 0, "is open for reading only");
  struct article_file *file = calloc(1, sizeof *file);
  if (!file)
    abort();
  file->folder = folder;
  file->names = article_file_names(folder, id);
  const enum relata_status status = relata_out_open(&file->out, file->names.aside, error);
  if (status != RELATA_OK) {
    article_file_abandon(file);
    return status;
  }
  file->lines = relata_out_to_memory();
  file->compressor = ZSTD_createCCtx();
  file->packed_size = ZSTD_CStreamOutSize();
  file->packed = malloc(file->packed_size);
  if (!file->compressor || !file->packed)
    abort();
  ZSTD_CCtx_setParameter(file->compressor, ZSTD_c_compressionLevel, LEVEL);
  ZSTD_CCtx_setParameter(file->compressor, ZSTD_c_checksumFlag, 1);
  relata_out_print(file->lines, "# %.*s\n", (int)about.len, about.data);
  *out = file;
  return RELATA_OK;
}

void article_file_line(struct article_file *file, struct relata_str subject, struct relata_str predicate,
                       struct relata_str object, struct relata_str graph) {
  const struct relata_str terms[] = { subject, predicate, object, graph };
  for (size_t i = 0; i < 4; i++) {
    if (terms[i].len == 0)
      continue;
    relata_out_str(file->lines, terms[i]);
    relata_out_char(file->lines, ' ');
  }
  relata_out_text(file->lines, ".\n");
  if (relata_out_as_memory(file->lines).len >= CHUNK)
    pack(file, ZSTD_e_continue);
}

void article_file_text(struct article_file *file, struct relata_str text) {
  if (!file->text)
    file->text = relata_out_to_memory();
  relata_out_str(file->text, text);
}

static void article_file_free(struct article_file *file) {
  if (file->lines)
    relata_out_abandon(file->lines);
  if (file->text)
    relata_out_abandon(file->text);
  ZSTD_freeCCtx(file->compressor);
  free(file->packed);
  free(file->names.aside);
  free(file->names.path);
  free(file);
}

void article_file_abandon(struct article_file *file) {
  if (!file)
    return;
  if (file->out)
    relata_out_abandon(file->out);
  article_file_free(file);
}

enum relata_status article_file_stage(struct article_file *file, struct relata_error *error) {
  pack(file, ZSTD_e_end);
  if (file->text)
    text_frame_write(file->out, relata_out_as_memory(file->text), file->tail);
  const enum relata_status status = relata_out_close(file->out, error);
  file->out = NULL;
  if (status == RELATA_OK) {
    folder_stage(file->folder, file->names);
    file->names = (struct staged){ NULL, NULL };
  }
  article_file_free(file);
  return status;
}

/* ------------------------------------------------------------------ reading */

static enum relata_status read_file(const char *path, char **bytes, size_t *size, struct relata_error *error) {
  *bytes = NULL;
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  struct stat about;
  if (fd < 0 || fstat(fd, &about) != 0) {
    const int failure = errno;
    if (fd >= 0)
      close(fd);
    return relata_error_set(error, failure == ENOENT ? RELATA_NOT_FOUND : RELATA_IO, path, 0, 0, "cannot be read: %s",
                            strerror(failure));
  }
  *size = 0;
  *bytes = malloc((size_t)about.st_size + 1);
  if (!*bytes)
    abort();
  ssize_t got;
  while (*size < (size_t)about.st_size && (got = read(fd, *bytes + *size, (size_t)about.st_size - *size)) > 0)
    *size += (size_t)got;
  close(fd);
  return RELATA_OK;
}

static enum relata_status unpack(struct relata_out *text, const char *bytes, size_t size, size_t enough,
                                 const char *path, struct relata_error *error) {
  ZSTD_DCtx *unpacker = ZSTD_createDCtx();
  char *chunk = malloc(CHUNK);
  if (!unpacker || !chunk)
    abort();
  ZSTD_inBuffer input = { bytes, size, 0 };
  size_t left = 1;
  bool more = true;
  while (more) {
    ZSTD_outBuffer output = { chunk, CHUNK, 0 };
    left = ZSTD_decompressStream(unpacker, &output, &input);
    if (ZSTD_isError(left))
      break;
    relata_out_write(text, chunk, output.pos);
    more = left != 0 && (input.pos < size || output.pos == CHUNK) && relata_out_as_memory(text).len < enough;
  }
  const bool cut = left != 0 && relata_out_as_memory(text).len < enough;
  enum relata_status status = RELATA_OK;
  if (ZSTD_isError(left) || cut)
    status = relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0, "is damaged: %s",
                              ZSTD_isError(left) ? ZSTD_getErrorName(left) : "it ends too early");
  ZSTD_freeDCtx(unpacker);
  free(chunk);
  return status;
}

static enum relata_status take_file(const char *path, bool head_only, folder_take take, void *payload,
                                    struct relata_error *error) {
  char *bytes;
  size_t size = 0;
  RELATA_TRY(read_file(path, &bytes, &size, error));
  struct relata_out *text = relata_out_to_memory();
  enum relata_status status = unpack(text, bytes, size, head_only ? HEAD : (size_t)-1, path, error);
  free(bytes);
  if (status == RELATA_OK) {
    relata_out_char(text, '\0');
    const struct relata_str whole = relata_out_as_memory(text);
    status = take(payload, (struct relata_str){ whole.data, whole.len - 1 }, path, error);
  }
  relata_out_abandon(text);
  return status;
}

enum relata_status folder_text(struct folder *folder, struct relata_str id, struct relata_out *text,
                               struct relata_error *error) {
  struct staged names = article_file_names(folder, id);
  char *bytes = NULL;
  size_t size = 0;
  enum relata_status status = access(names.path, F_OK) == 0 ? RELATA_OK : RELATA_NOT_FOUND;
  if (status == RELATA_OK)
    status = read_file(names.path, &bytes, &size, error);
  if (status == RELATA_OK)
    status = text_frame_read((struct relata_str){ bytes, size }, text, names.path, error);
  free(bytes);
  free(names.aside);
  free(names.path);
  return status;
}

int article_file_is(const struct dirent *entry) {
  const size_t len = strlen(entry->d_name), tail = sizeof suffix - 1;
  return entry->d_name[0] != '.' && len > tail && strcmp(entry->d_name + len - tail, suffix) == 0;
}

int article_file_order(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

/* Removed since the folder was listed: then it is absent. */
static bool has_gone(const char *path, enum relata_status status, struct relata_error *error) {
  const bool gone = status == RELATA_NOT_FOUND && access(path, F_OK) != 0;
  if (gone && error)
    *error = (struct relata_error){ .status = RELATA_OK };
  return gone;
}

enum relata_status folder_each(struct folder *folder, bool heads_only, folder_take take, void *payload,
                               struct relata_error *error) {
  struct dirent **entries = NULL;
  const int count = scandir(folder->articles, &entries, article_file_is, article_file_order);
  if (count < 0)
    return relata_error_set(error, RELATA_IO, folder->articles, 0, 0, "cannot be read: %s", strerror(errno));
  enum relata_status status = RELATA_OK;
  for (int i = 0; i < count; i++) {
    if (status == RELATA_OK) {
      char *path = folder_join(folder->articles, entries[i]->d_name);
      status = take_file(path, heads_only, take, payload, error);
      if (has_gone(path, status, error))
        status = RELATA_OK;
      free(path);
    }
    free(entries[i]);
  }
  free(entries);
  return status;
}

enum relata_status folder_find(struct folder *folder, struct relata_str id, folder_take take, void *payload,
                               struct relata_error *error) {
  struct staged names = article_file_names(folder, id);
  enum relata_status status = access(names.path, F_OK) == 0 ? RELATA_OK : RELATA_NOT_FOUND;
  if (status == RELATA_OK)
    status = take_file(names.path, true, take, payload, error);
  free(names.aside);
  free(names.path);
  return status;
}
