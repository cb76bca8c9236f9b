/* locate.c — where the weights and the compiled lexicon lie. */
#include "cli/locate.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_there(char *path, size_t size, const char *folder, const char *name) {
  const int length = snprintf(path, size, "%s/%s", folder, name);
  return length > 0 && (size_t)length < size && access(path, R_OK) == 0;
}

/* "/usr/share/relata" for "/usr/bin/relata"; empty if the program's path is unknown. */
static void beside_program(char *folder, size_t size) {
  char program[PATH_MAX];
  const ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
  folder[0] = 0;
  if (length <= 0)
    return;
  program[length] = 0;
  for (int up = 0; up < 2; up++) {
    char *slash = strrchr(program, '/');
    if (!slash)
      return;
    *slash = 0;
  }
  snprintf(folder, size, "%s/share/relata", program);
}

enum relata_status locate_data(const char *name, char *path, size_t size, struct relata_error *error) {
  char beside[PATH_MAX + 16];
  beside_program(beside, sizeof beside);
  const char *given = getenv("RELATA_DATA");
  if (given && *given) {
    if (is_there(path, size, given, name))
      return RELATA_OK;
    return relata_error_set(error, RELATA_IO, given, 0, 0,
                            "has no readable %s; $RELATA_DATA names the folder of relata's data", name);
  }
  if (is_there(path, size, beside, name) || is_there(path, size, RELATA_DATA_DIR, name))
    return RELATA_OK;
  return relata_error_set(error, RELATA_IO, name, 0, 0, "is neither in %s nor in %s; $RELATA_DATA can name its folder",
                          beside, RELATA_DATA_DIR);
}
