// The log, opened for reading, and the plain scan.

#include "internal.h"
#include "reference.h"
#include <errno.h>
#include <xxhash.h>

MDB_env *reader;
MDB_dbi reader_events;

int32_t copy_path(char *path, const uint8_t *bytes, int count) {
  if (count >= path_limit) return ENAMETOOLONG;
  memcpy(path, bytes, (size_t)count);
  path[count] = 0;
  return 0;
}

int32_t reference_open(const uint8_t *directory, int count) {
  char path[path_limit];
  int code = copy_path(path, directory, count);
  MDB_txn *transaction = NULL;
  if (code == 0) code = mdb_env_create(&reader);
  if (code == 0) code = mdb_env_set_maxdbs(reader, 4);
  if (code == 0) code = mdb_env_open(reader, path, MDB_RDONLY | MDB_NOLOCK | MDB_NOTLS, 0600);
  if (code == 0) code = mdb_txn_begin(reader, NULL, MDB_RDONLY, &transaction);
  if (code == 0) code = mdb_dbi_open(transaction, "events", MDB_INTEGERKEY, &reader_events);
  if (code == 0) return mdb_txn_commit(transaction);
  if (transaction) mdb_txn_abort(transaction);
  return code;
}

void reference_close(void) {
  mdb_env_close(reader);
  reader = NULL;
}

struct reference_pass reference_scan(void) {
  struct reference_pass pass = {0, 0, 0};
  MDB_txn *transaction;
  MDB_cursor *cursor;
  pass.code = mdb_txn_begin(reader, NULL, MDB_RDONLY, &transaction);
  if (pass.code) return pass;
  pass.code = mdb_cursor_open(transaction, reader_events, &cursor);
  MDB_val key, data;
  while (pass.code == 0 && (pass.code = mdb_cursor_get(cursor, &key, &data, MDB_NEXT)) == 0) {
    const uint8_t *record = data.mv_data;
    uint64_t position = read64(key.mv_data);
    size_t payload = data.mv_size - header_bytes;
    if (XXH3_64bits_withSeed(record, checked_bytes, position) != read64(record + checked_bytes) ||
        XXH3_64bits(record + header_bytes, payload) != read64(record + 80) ||
        read32(record + 60) != payload) {
      pass.code = MDB_CORRUPTED;
      break;
    }
    pass.events++;
    pass.sum += payload + record[1];
  }
  if (pass.code == MDB_NOTFOUND) pass.code = 0;
  mdb_cursor_close(cursor);
  mdb_txn_abort(transaction);
  return pass;
}
