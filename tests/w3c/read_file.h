/* read_file.h — the whole of a file for the test programs, which end when there is none. */
#ifndef RELATA_W3C_READ_FILE_H
#define RELATA_W3C_READ_FILE_H

#include <stdio.h>
#include <stdlib.h>

/* NUL-terminated, to be freed. */
static inline char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  char *text = NULL;
  size_t room = 0;
  *size = 0;
  if (!file) {
    perror(path);
    exit(2);
  }
  for (;;) {
    if (*size + 1 >= room) {
      room = 2 * room + 4096;
      text = realloc(text, room);
      if (!text)
        exit(2);
    }
    const size_t got = fread(text + *size, 1, room - *size - 1, file);
    if (got == 0)
      break;
    *size += got;
  }
  text[*size] = '\0';
  fclose(file);
  return text;
}

#endif
