/* json.c — JSON member by member. */
#include "graph/serve/json.h"

static void begin_value(struct json *json) {
  if (json->comma)
    relata_out_text(json->out, ", ");
  json->comma = true;
}

void json_open(struct json *json, char bracket) {
  begin_value(json);
  relata_out_char(json->out, bracket);
  json->comma = false;
}

void json_close(struct json *json, char bracket) {
  relata_out_char(json->out, bracket);
  json->comma = true;
}

void json_key(struct json *json, const char *name) {
  begin_value(json);
  relata_out_json(json->out, relata_str_of(name));
  relata_out_text(json->out, ": ");
  json->comma = false;
}

void json_open_at(struct json *json, const char *name, char bracket) {
  json_key(json, name);
  json_open(json, bracket);
}

void json_text(struct json *json, struct relata_str text) {
  begin_value(json);
  relata_out_json(json->out, text.data ? text : RELATA_STR(""));
}

void json_text_or_null(struct json *json, struct relata_str text) {
  if (text.len)
    json_text(json, text);
  else
    json_null_value(json);
}

void json_count(struct json *json, size_t number) {
  begin_value(json);
  relata_out_print(json->out, "%zu", number);
}

void json_number_real(struct json *json, double number) {
  begin_value(json);
  relata_out_double(json->out, number, 4);
}

void json_truth(struct json *json, bool value) {
  begin_value(json);
  relata_out_text(json->out, value ? "true" : "false");
}

void json_null_value(struct json *json) {
  begin_value(json);
  relata_out_text(json->out, "null");
}

void json_put_text(struct json *json, const char *name, struct relata_str text) {
  json_key(json, name);
  json_text(json, text);
}

void json_put_word(struct json *json, const char *name, const char *text) {
  json_key(json, name);
  if (text)
    json_text(json, relata_str_of(text));
  else
    json_null_value(json);
}

void json_put_text_or_null(struct json *json, const char *name, struct relata_str text) {
  json_key(json, name);
  json_text_or_null(json, text);
}

void json_put_count(struct json *json, const char *name, size_t number) {
  json_key(json, name);
  json_count(json, number);
}

void json_put_real(struct json *json, const char *name, double number) {
  json_key(json, name);
  json_number_real(json, number);
}

void json_put_truth(struct json *json, const char *name, bool value) {
  json_key(json, name);
  json_truth(json, value);
}

void json_put_null(struct json *json, const char *name) {
  json_key(json, name);
  json_null_value(json);
}
