/* theme.c — four themes.
 *
 * In all of them letters stand against their ground with a contrast of 7:1 and
 * more, lines with 3:1, and what colour tells, shape or line style tells too.
 * "colorblind" takes its hues from Okabe and Ito, "Color Universal Design", 2008.
 */
#include "graph/draw/theme.h"

#include <string.h>

static const struct theme themes[] = {
  { .name = "light",
    .page = "#ffffff", .text = "#17202a", .muted = "#4d5a66", .frame = "#f7f8fa", .frame_line = "#c3cad1",
    .families = { { "#fdebd0", "#b9770e" }, { "#d6e6f5", "#21618c" }, { "#f8d7d3", "#a93226" },
                  { "#dcefdc", "#2d7d46" }, { "#f3e6f7", "#7d3c98" }, { "#fcf3cf", "#9a7d0a" },
                  { "#d5f0ee", "#117a65" }, { "#f2f3f4", "#6f7272" } },
    .ties = { { "#566573", "#1c2833", "solid", false }, { "#566573", "#1c2833", "dashed", false },
              { "#566573", "#1c2833", "dotted", false }, { "#c0392b", "#922b21", "dashed", false } } },
  { .name = "dark",
    .page = "#12161b", .text = "#eef2f5", .muted = "#a9b4bf", .frame = "#1a2027", .frame_line = "#3f4a55",
    .families = { { "#4a3410", "#e8a33d" }, { "#16344f", "#6fb2e8" }, { "#521f1a", "#f0877b" },
                  { "#1b3f26", "#6fce8e" }, { "#3e2349", "#cf96e6" }, { "#463b0c", "#e2c544" },
                  { "#0f4039", "#55cdb8" }, { "#2b3238", "#a7b0b6" } },
    .ties = { { "#9aa7b3", "#dfe6ec", "solid", false }, { "#9aa7b3", "#dfe6ec", "dashed", false },
              { "#9aa7b3", "#dfe6ec", "dotted", false }, { "#ff7a6b", "#ff9d92", "dashed", false } } },
  { .name = "print",
    .page = "#ffffff", .text = "#000000", .muted = "#333333", .frame = "#ffffff", .frame_line = "#999999",
    .families = { { "#ffffff", "#000000" }, { "#e6e6e6", "#000000" }, { "#ffffff", "#000000" },
                  { "#f2f2f2", "#000000" }, { "#ffffff", "#000000" }, { "#f2f2f2", "#000000" },
                  { "#ffffff", "#000000" }, { "#ffffff", "#777777" } },
    .ties = { { "#000000", "#000000", "solid", false }, { "#000000", "#000000", "dashed", false },
              { "#000000", "#000000", "dotted", false }, { "#000000", "#000000", "solid", true } } },
  { .name = "colorblind",
    .page = "#ffffff", .text = "#111111", .muted = "#444444", .frame = "#f7f7f7", .frame_line = "#bbbbbb",
    .families = { { "#fbe8bf", "#a87400" }, { "#cfe5f3", "#0072b2" }, { "#f9dcc7", "#d55e00" },
                  { "#c9ebe0", "#00805d" }, { "#f6e0ec", "#b1548a" }, { "#fcf8c9", "#8a8200" },
                  { "#dff1fc", "#2a86bd" }, { "#f0f0f0", "#6b6b6b" } },
    .ties = { { "#4d4d4d", "#111111", "solid", false }, { "#0072b2", "#004c77", "dashed", false },
              { "#0072b2", "#004c77", "dotted", false }, { "#d55e00", "#8f3f00", "solid", true } } },
};

enum relata_status theme_find(const char *name, const struct theme **out, struct relata_error *error) {
  for (size_t i = 0; i < sizeof themes / sizeof *themes; i++)
    if (strcmp(name ? name : "light", themes[i].name) == 0) {
      *out = &themes[i];
      return RELATA_OK;
    }
  return relata_error_set(error, RELATA_UNSUPPORTED, NULL, 0, 0,
                          "there is no theme \"%s\"; there are light, dark, print and colorblind", name);
}

const char *theme_status_words(enum relata_tie_status status) {
  static const char *const words[RELATA_TIE_STATUS_COUNT] = { "stated as a fact", "said by somebody", "possible, planned",
                                                              "denied" };
  return words[status];
}
