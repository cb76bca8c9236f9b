/* iri.c — RFC 3986, section 5.2. */
#include "graph/sparql/iri.h"

#include <string.h>

/* An IRI's parts; `data` NULL where a part is missing. */
struct parts {
  struct relata_str scheme, authority, path, query, fragment;
};

static bool is_scheme_letter(char c, bool first) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (!first && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'));
}

static size_t scheme_length(struct relata_str iri) {
  size_t i = 0;
  while (i < iri.len && is_scheme_letter(iri.data[i], i == 0))
    i++;
  return i && i < iri.len && iri.data[i] == ':' ? i : 0;
}

bool iri_is_absolute(struct relata_str iri) {
  return scheme_length(iri) > 0;
}

static struct relata_str cut(struct relata_str text, size_t begin, size_t end) {
  return (struct relata_str){ text.data + begin, end - begin };
}

static size_t find_any(struct relata_str text, size_t from, const char *signs) {
  while (from < text.len && !strchr(signs, text.data[from]))
    from++;
  return from;
}

static struct parts split(struct relata_str iri) {
  struct parts parts = { 0 };
  size_t at = scheme_length(iri);
  if (at) {
    parts.scheme = cut(iri, 0, at);
    at++;
  }
  if (iri.len - at >= 2 && iri.data[at] == '/' && iri.data[at + 1] == '/') {
    const size_t end = find_any(iri, at + 2, "/?#");
    parts.authority = cut(iri, at + 2, end);
    at = end;
  }
  size_t end = find_any(iri, at, "?#");
  parts.path = cut(iri, at, end);
  if (end < iri.len && iri.data[end] == '?') {
    at = end + 1;
    end = find_any(iri, at, "#");
    parts.query = cut(iri, at, end);
  }
  if (end < iri.len)
    parts.fragment = cut(iri, end + 1, iri.len);
  return parts;
}

static bool begins(struct relata_str text, const char *head) {
  const size_t len = strlen(head);
  return text.len >= len && memcmp(text.data, head, len) == 0;
}

/* Takes the last segment of what was written away. */
static size_t drop_segment(const char *data, size_t len) {
  while (len && data[len - 1] != '/')
    len--;
  return len ? len - 1 : 0;
}

/* Section 5.2.4. */
static struct relata_str without_dots(struct relata_arena *arena, struct relata_str path) {
  char *data = relata_arena_alloc(arena, path.len + 1);
  size_t len = 0;
  while (path.len) {
    if (begins(path, "../")) {
      path = cut(path, 3, path.len);
    } else if (begins(path, "./") || begins(path, "/./")) {
      path = cut(path, 2, path.len);
    } else if (relata_str_is(path, "/.")) {
      path = RELATA_STR("/");
    } else if (begins(path, "/../")) {
      path = cut(path, 3, path.len);
      len = drop_segment(data, len);
    } else if (relata_str_is(path, "/..")) {
      path = RELATA_STR("/");
      len = drop_segment(data, len);
    } else if (relata_str_is(path, ".") || relata_str_is(path, "..")) {
      break;
    } else {
      const size_t end = find_any(path, 1, "/");
      memcpy(data + len, path.data, end);
      len += end;
      path = cut(path, end, path.len);
    }
  }
  return (struct relata_str){ data, len };
}

static struct relata_str merge(struct relata_arena *arena, const struct parts *base, struct relata_str path) {
  if (base->authority.data && !base->path.len)
    return relata_arena_print(arena, "/%.*s", (int)path.len, path.data);
  size_t end = base->path.len;
  while (end && base->path.data[end - 1] != '/')
    end--;
  return relata_arena_print(arena, "%.*s%.*s", (int)end, base->path.data, (int)path.len, path.data);
}

static struct relata_str join(struct relata_arena *arena, const struct parts *parts) {
  return relata_arena_print(arena, "%.*s:%s%.*s%.*s%s%.*s%s%.*s", (int)parts->scheme.len, parts->scheme.data,
                            parts->authority.data ? "//" : "", (int)parts->authority.len,
                            parts->authority.len ? parts->authority.data : "", (int)parts->path.len,
                            parts->path.len ? parts->path.data : "", parts->query.data ? "?" : "",
                            (int)parts->query.len, parts->query.len ? parts->query.data : "",
                            parts->fragment.data ? "#" : "", (int)parts->fragment.len,
                            parts->fragment.len ? parts->fragment.data : "");
}

struct relata_str iri_resolve(struct relata_arena *arena, struct relata_str base, struct relata_str reference) {
  if (!base.len || iri_is_absolute(reference))
    return reference;
  const struct parts from = split(base);
  struct parts to = split(reference);
  to.scheme = from.scheme;
  if (!to.authority.data) {
    to.authority = from.authority;
    if (to.path.len == 0) {
      to.path = from.path;
      if (!to.query.data)
        to.query = from.query;
    } else if (to.path.data[0] == '/') {
      to.path = without_dots(arena, to.path);
    } else {
      to.path = without_dots(arena, merge(arena, &from, to.path));
    }
  }
  return join(arena, &to);
}
