/* json.h — writing JSON: commas and quotes set by themselves. */
#ifndef RELATA_SERVE_JSON_H
#define RELATA_SERVE_JSON_H

#include "extract/base/out.h"

struct json {
  struct relata_out *out;
  bool comma; /* a value stands before */
};

void json_open(struct json *json, char bracket);  /* '{' or '[' */
void json_close(struct json *json, char bracket); /* '}' or ']' */
void json_key(struct json *json, const char *name);
/* A key and an opening bracket. */
void json_open_at(struct json *json, const char *name, char bracket);

/* Values, in a list or behind a key. */
void json_text(struct json *json, struct relata_str text);
void json_text_or_null(struct json *json, struct relata_str text); /* null for an empty text */
void json_count(struct json *json, size_t number);
void json_number_real(struct json *json, double number);
void json_truth(struct json *json, bool value);
void json_null_value(struct json *json);

/* A key and its value. */
void json_put_text(struct json *json, const char *name, struct relata_str text);
void json_put_word(struct json *json, const char *name, const char *text); /* NULL: null */
void json_put_text_or_null(struct json *json, const char *name, struct relata_str text);
void json_put_count(struct json *json, const char *name, size_t number);
void json_put_real(struct json *json, const char *name, double number);
void json_put_truth(struct json *json, const char *name, bool value);
void json_put_null(struct json *json, const char *name);

#endif
