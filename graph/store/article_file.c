/* article_file.c — one article's file: compressed N-Quads, written aside, read back whole. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>
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
  char *stem, *aside;       /* see folder_private.h */
  XXH3_state_t *checksum;   /* of lines and text */
  struct graph_list graphs; /* of the quads */
  struct relata_str last_graph;
  struct relata_arena *arena;
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
char *article_stem(struct relata_str id) {
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
  if (asprintf(&name, "%s-%016llx", words, (unsigned long long)relata_str_hash(id)) < 0)
    abort();
  return name;
}

char *article_aside(const struct folder *folder, const char *stem) {
  char *aside = NULL;
  if (asprintf(&aside, "%s/.%s%s", folder->articles, stem, suffix) < 0)
    abort();
  return aside;
}

/* The name tells the content, so that another content is another file. */
static char *name_of_content(const struct article_file *file) {
  char *name = NULL;
  if (asprintf(&name, "%s+%016llx%s", file->stem, (unsigned long long)XXH3_64bits_digest(file->checksum), suffix) < 0)
    abort();
  return name;
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
  XXH3_64bits_update(file->checksum, lines.data, lines.len);
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
  file->stem = article_stem(id);
  file->aside = article_aside(folder, file->stem);
  const enum relata_status status = relata_out_open(&file->out, file->aside, error);
  if (status != RELATA_OK) {
    article_file_abandon(file);
    return status;
  }
  file->lines = relata_out_to_memory();
  file->arena = relata_arena_new();
  file->checksum = XXH3_createState();
  if (!file->checksum)
    abort();
  XXH3_64bits_reset(file->checksum);
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
  if (!file->graphs.count || !relata_str_equal(file->last_graph, graph)) {
    graph_list_add(&file->graphs, file->arena, graph);
    file->last_graph = relata_arena_copy(file->arena, graph);
  }
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

void article_file_raw_line(struct article_file *file, struct relata_str line) {
  relata_out_str(file->lines, line);
  relata_out_char(file->lines, '\n');
  if (relata_out_as_memory(file->lines).len >= CHUNK)
    pack(file, ZSTD_e_continue);
}

void article_file_take_graphs(struct article_file *file, const char *path) {
  const struct entry *entry = contents_find(&file->folder->contents, file->stem);
  const char *slash = strrchr(path, '/');
  if (entry && strcmp(entry->file, slash ? slash + 1 : path) == 0)
    graph_list_add_text(&file->graphs, file->arena, entry->graphs);
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
  XXH3_freeState(file->checksum);
  relata_arena_free(file->arena);
  free(file->packed);
  free(file->aside);
  free(file->stem);
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
  if (file->text) {
    const struct relata_str text = relata_out_as_memory(file->text);
    XXH3_64bits_update(file->checksum, text.data, text.len);
    text_frame_write(file->out, text, file->tail);
  }
  const enum relata_status status = relata_out_close(file->out, error);
  file->out = NULL;
  if (status == RELATA_OK) {
    folder_stage(file->folder,
                 (struct staged){ file->stem, file->aside, name_of_content(file), graph_list_text(&file->graphs) });
    file->stem = file->aside = NULL;
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

/* Hands over whole lines; what is left of them comes first the next time. */
static bool take_lines(struct relata_out *waiting, bool at_end, article_take_line take, void *payload) {
  const struct relata_str text = relata_out_as_memory(waiting);
  size_t begin = 0;
  bool more = true;
  for (const char *end; more && (end = memchr(text.data + begin, '\n', text.len - begin));) {
    more = take(payload, (struct relata_str){ text.data + begin, (size_t)(end - text.data) - begin });
    begin = (size_t)(end - text.data) + 1;
  }
  if (more && at_end && begin < text.len) {
    take(payload, (struct relata_str){ text.data + begin, text.len - begin });
    begin = text.len;
  }
  char *rest = strndup(text.data + begin, text.len - begin);
  if (!rest)
    abort();
  const size_t left = text.len - begin;
  relata_out_clear(waiting);
  relata_out_write(waiting, rest, left);
  free(rest);
  return more;
}

static enum relata_status each_packed_line(const char *bytes, size_t size, const char *path, article_take_line take,
                                           void *payload, struct relata_error *error) {
  ZSTD_DCtx *unpacker = ZSTD_createDCtx();
  char *chunk = malloc(CHUNK);
  struct relata_out *waiting = relata_out_to_memory();
  if (!unpacker || !chunk)
    abort();
  ZSTD_inBuffer input = { bytes, size, 0 };
  size_t left = 1;
  bool more = true, stuck = false;
  while (more && left != 0 && !ZSTD_isError(left) && !stuck) {
    ZSTD_outBuffer output = { chunk, CHUNK, 0 };
    const size_t before = input.pos;
    left = ZSTD_decompressStream(unpacker, &output, &input);
    stuck = output.pos == 0 && input.pos == before;
    if (ZSTD_isError(left))
      break;
    relata_out_write(waiting, chunk, output.pos);
    if (output.pos)
      more = take_lines(waiting, false, take, payload);
  }
  if (more && left == 0 && relata_out_as_memory(waiting).len)
    take_lines(waiting, true, take, payload);
  relata_out_abandon(waiting);
  ZSTD_freeDCtx(unpacker);
  free(chunk);
  if (!more || left == 0)
    return RELATA_OK;
  return relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0, "is damaged: %s",
                          ZSTD_isError(left) ? ZSTD_getErrorName(left) : "it ends too early");
}

enum relata_status article_file_each_line(const char *path, article_take_line take, void *payload,
                                          struct relata_error *error) {
  char *bytes;
  size_t size = 0;
  RELATA_TRY(read_file(path, &bytes, &size, error));
  const enum relata_status status = each_packed_line(bytes, size, path, take, payload, error);
  free(bytes);
  return status;
}

struct mention {
  struct relata_str words;
  bool found;
};

static bool look_for(void *payload, struct relata_str line) {
  struct mention *mention = payload;
  mention->found = line.len >= mention->words.len && memmem(line.data, line.len, mention->words.data, mention->words.len);
  return !mention->found;
}

enum relata_status article_file_mentions(const char *path, struct relata_str words, bool *found,
                                         struct relata_error *error) {
  struct mention mention = { words, false };
  const enum relata_status status = article_file_each_line(path, look_for, &mention, error);
  *found = mention.found;
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

bool article_file_is(const char *name) {
  const size_t len = strlen(name), tail = sizeof suffix - 1;
  return name[0] != '.' && len > tail && strcmp(name + len - tail, suffix) == 0;
}

enum relata_status article_file_read(const char *path, bool head_only, folder_take take, void *payload,
                                     struct relata_error *error) {
  return take_file(path, head_only, take, payload, error);
}

/* Went since the contents were read: then it is absent. */
static bool has_gone(const struct folder *folder, const char *path, enum relata_status status,
                     struct relata_error *error) {
  const bool gone = status == RELATA_NOT_FOUND && access(path, F_OK) != 0 && !folder_is_current(folder);
  if (gone && error)
    *error = (struct relata_error){ .status = RELATA_OK };
  return gone;
}

enum relata_status folder_each(struct folder *folder, bool heads_only, folder_take take, void *payload,
                               struct relata_error *error) {
  for (size_t i = 0; i < folder->contents.count; i++) {
    char *path = folder_join(folder->articles, folder->contents.entries[i].file);
    const enum relata_status status = take_file(path, heads_only, take, payload, error);
    const bool failed = status != RELATA_OK && !has_gone(folder, path, status, error);
    free(path);
    if (failed)
      return status;
  }
  return RELATA_OK;
}

char *folder_path_of(const struct folder *folder, struct relata_str id) {
  char *stem = article_stem(id);
  const struct entry *entry = contents_find(&folder->contents, stem);
  free(stem);
  return entry ? folder_join(folder->articles, entry->file) : NULL;
}

enum relata_status folder_find(struct folder *folder, struct relata_str id, folder_take take, void *payload,
                               struct relata_error *error) {
  char *path = folder_path_of(folder, id);
  const enum relata_status status = path ? take_file(path, true, take, payload, error) : RELATA_NOT_FOUND;
  free(path);
  return status;
}

enum relata_status folder_text(struct folder *folder, struct relata_str id, struct relata_out *text,
                               struct relata_error *error) {
  char *path = folder_path_of(folder, id), *bytes = NULL;
  size_t size = 0;
  enum relata_status status = path ? read_file(path, &bytes, &size, error) : RELATA_NOT_FOUND;
  if (status == RELATA_OK)
    status = text_frame_read((struct relata_str){ bytes, size }, text, path, error);
  free(bytes);
  free(path);
  return status;
}

enum relata_status article_file_copy_text(struct article_file *file, const char *path, struct relata_error *error) {
  char *bytes = NULL;
  size_t size = 0;
  struct relata_out *text = relata_out_to_memory();
  enum relata_status status = read_file(path, &bytes, &size, error);
  if (status == RELATA_OK)
    status = text_frame_read((struct relata_str){ bytes, size }, text, path, error);
  if (status == RELATA_OK)
    article_file_text(file, relata_out_as_memory(text));
  relata_out_abandon(text);
  free(bytes);
  return status == RELATA_NOT_FOUND ? RELATA_OK : status;
}
