// The plain put loops: the same bytes, the same flags as the log's, and nothing else.

#include "internal.h"
#include "reference.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static uint8_t *loaded;
static size_t *ends;
static uint64_t loaded_count;

static MDB_env *writer;
static MDB_dbi writer_events;
static uint64_t last_position;

int32_t reference_load(uint64_t limit) {
  MDB_txn *transaction;
  MDB_cursor *cursor;
  MDB_val key, data;
  size_t capacity = 1 << 20, used = 0;
  loaded = malloc(capacity);
  ends = malloc(limit * sizeof *ends);
  loaded_count = 0;
  if (!loaded || !ends) return ENOMEM;
  int code = mdb_txn_begin(reader, NULL, MDB_RDONLY, &transaction);
  if (code) return code;
  code = mdb_cursor_open(transaction, reader_events, &cursor);
  while (code == 0 && loaded_count < limit &&
         (code = mdb_cursor_get(cursor, &key, &data, MDB_NEXT)) == 0) {
    while (used + data.mv_size > capacity) {
      capacity *= 2;
      loaded = realloc(loaded, capacity);
      if (!loaded) return ENOMEM;
    }
    memcpy(loaded + used, data.mv_data, data.mv_size);
    used += data.mv_size;
    ends[loaded_count++] = used;
  }
  mdb_cursor_close(cursor);
  mdb_txn_abort(transaction);
  return code == MDB_NOTFOUND ? 0 : code;
}

int32_t reference_create(const uint8_t *directory, int count) {
  char path[path_limit];
  int code = copy_path(path, directory, count);
  MDB_txn *transaction = NULL;
  last_position = 0;
  if (code == 0) code = mdb_env_create(&writer);
  if (code == 0) code = mdb_env_set_maxdbs(writer, 4);
  if (code == 0) code = mdb_env_set_mapsize(writer, (size_t)1 << 36);
  if (code == 0) code = mdb_env_open(writer, path, MDB_NOTLS, 0600);
  if (code == 0) code = mdb_txn_begin(writer, NULL, 0, &transaction);
  if (code == 0) {
    code = mdb_dbi_open(transaction, "events", MDB_INTEGERKEY | MDB_CREATE, &writer_events);
  }
  if (code == 0) return mdb_txn_commit(transaction);
  if (transaction) mdb_txn_abort(transaction);
  return code;
}

static int32_t put_batch(uint64_t first, uint64_t events) {
  MDB_txn *transaction;
  int code = mdb_txn_begin(writer, NULL, 0, &transaction);
  if (code) return code;
  for (uint64_t index = first; code == 0 && index < first + events; index++) {
    size_t start = index == 0 ? 0 : ends[index - 1];
    uint64_t position = ++last_position;
    MDB_val key = {sizeof position, &position};
    MDB_val data = {ends[index] - start, loaded + start};
    code = mdb_put(transaction, writer_events, &key, &data, MDB_APPEND);
  }
  if (code == 0) return mdb_txn_commit(transaction);
  mdb_txn_abort(transaction);
  return code;
}

int32_t reference_put(uint64_t first, uint64_t events, uint64_t per_commit) {
  if (first + events > loaded_count) return EINVAL;
  uint64_t end = first + events;
  for (uint64_t index = first; index < end; index += per_commit) {
    uint64_t rest = end - index;
    int code = put_batch(index, rest < per_commit ? rest : per_commit);
    if (code) return code;
  }
  return 0;
}

void reference_finish(void) {
  mdb_env_close(writer);
  writer = NULL;
}

int32_t reference_write(
    const uint8_t *path_bytes, int count, uint64_t events, uint64_t per_sync) {
  char path[path_limit];
  if (events > loaded_count) return EINVAL;
  int code = copy_path(path, path_bytes, count);
  if (code) return code;
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0) return errno;
  for (uint64_t index = 0; code == 0 && index < events; index += per_sync) {
    uint64_t last = index + per_sync < events ? index + per_sync : events;
    size_t start = index == 0 ? 0 : ends[index - 1], end = ends[last - 1];
    if (write(file, loaded + start, end - start) != (ssize_t)(end - start)) code = EIO;
    if (code == 0 && fdatasync(file)) code = errno;
  }
  close(file);
  return code;
}
