// What the files of the reference share.

#ifndef REFERENCE_INTERNAL_H
#define REFERENCE_INTERNAL_H

#include <lmdb.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { header_bytes = 96, checked_bytes = 88, path_limit = 4096 };

extern MDB_env *reader;
extern MDB_dbi reader_events;

int32_t copy_path(char *path, const uint8_t *bytes, int count);

static inline uint16_t read16(const uint8_t *p) {
  uint16_t v;
  memcpy(&v, p, sizeof v);
  return v;
}

static inline uint32_t read32(const uint8_t *p) {
  uint32_t v;
  memcpy(&v, p, sizeof v);
  return v;
}

static inline uint64_t read64(const uint8_t *p) {
  uint64_t v;
  memcpy(&v, p, sizeof v);
  return v;
}

#endif
