/* replay.c — runs a fuzz target on the files of a folder, for builds without libFuzzer. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path) {
  enum { ROOM = 1 << 20 };
  FILE *file = fopen(path, "rb");
  uint8_t *bytes = malloc(ROOM);
  if (!file || !bytes) {
    perror(path);
    return 1;
  }
  const size_t size = fread(bytes, 1, ROOM, file);
  fclose(file);
  uint8_t *exact = malloc(size ? size : 1); /* so that sanitizers see its end */
  for (size_t i = 0; exact && i < size; i++)
    exact[i] = bytes[i];
  free(bytes);
  if (exact)
    LLVMFuzzerTestOneInput(exact, size);
  free(exact);
  return exact == NULL;
}

int main(int argc, char **argv) {
  DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
  if (!folder) {
    fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  size_t count = 0;
  int failed = 0;
  for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    char path[4096];
    if (entry->d_name[0] == '.')
      continue;
    snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
    failed |= replay_file(path);
    count++;
  }
  closedir(folder);
  return failed || count == 0;
}
