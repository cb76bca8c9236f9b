/* runtime.c — the little of a C library that kernels.c needs on a machine
 * without an operating system.  What is printed goes to Bochs's port 0xe9;
 * the end of the run switches the machine off by its port 0x8900. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

FILE *stderr;

static void put(char c) {
  __asm__ volatile("outb %0, $0xe9" : : "a"(c));
}

static void put_text(const char *text) {
  while (*text)
    put(*text++);
}

static void put_hash(unsigned long long hash) {
  for (int shift = 60; shift >= 0; shift -= 4)
    put("0123456789abcdef"[hash >> shift & 15]);
}

/* Knows %s and %016llx. */
static void print(const char *format, va_list arguments) {
  for (; *format; format++)
    if (*format != '%') {
      put(*format);
    } else if (*++format == 's') {
      put_text(va_arg(arguments, const char *));
    } else {
      put_hash(va_arg(arguments, unsigned long long));
      format += sizeof "016llx" - 2;
    }
}

int printf(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print(format, arguments);
  va_end(arguments);
  return 0;
}

int fprintf(FILE *file, const char *format, ...) {
  (void)file;
  va_list arguments;
  va_start(arguments, format);
  put_text("# ");
  print(format, arguments);
  va_end(arguments);
  return 0;
}

static void switch_off(void) {
  for (const char *c = "Shutdown"; *c; c++)
    __asm__ volatile("outb %0, %1" : : "a"(*c), "d"((uint16_t)0x8900));
  for (;;)
    __asm__ volatile("cli; hlt");
}

void abort(void) {
  put_text("aborted\n");
  switch_off();
  __builtin_unreachable();
}

void *aligned_alloc(size_t alignment, size_t size) {
  static _Alignas(4096) char memory[1 << 20];
  return alignment <= 4096 && size <= sizeof memory ? memory : NULL;
}

void free(void *memory) {
  (void)memory;
}

void *memcpy(void *restrict to, const void *restrict from, size_t size) {
  for (size_t i = 0; i < size; i++)
    ((char *)to)[i] = ((const char *)from)[i];
  return to;
}

void *memset(void *to, int byte, size_t size) {
  for (size_t i = 0; i < size; i++)
    ((char *)to)[i] = (char)byte;
  return to;
}

int strcmp(const char *a, const char *b) {
  for (; *a && *a == *b; a++)
    b++;
  return (unsigned char)*a - (unsigned char)*b;
}

float sqrtf(float x) {
  float root;
  __asm__("sqrtss %1, %0" : "=x"(root) : "x"(x));
  return root;
}

long lrintf(float x) {
  long rounded;
  __asm__("cvtss2si %1, %0" : "=r"(rounded) : "x"(x));
  return rounded;
}

int main(void);
int __cpu_indicator_init(void); /* libgcc's, for __builtin_cpu_supports */

void run(void);
void run(void) {
  __cpu_indicator_init();
  put_text(main() == 0 ? "all the same\n" : "not all the same\n");
  switch_off();
}
