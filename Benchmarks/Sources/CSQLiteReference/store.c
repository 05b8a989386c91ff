// The database: made, filled, shared by threads.

#include "database.h"
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

sqlite3 *database;

static struct reference_event *kept;
static uint8_t *bytes;
static uint64_t kept_count;
static uint64_t last_position;
static sqlite3_stmt *insert, *begin, *commit;

static int execute(const char *text) { return sqlite3_exec(database, text, NULL, NULL, NULL); }

int32_t sqlite_create(const uint8_t *path, int count) {
  char text[4096];
  if (count >= (int)sizeof text) return ENAMETOOLONG;
  memcpy(text, path, (size_t)count);
  text[count] = 0;
  last_position = 0;
  int code = sqlite3_open(text, &database);
  if (code == 0) code = execute("PRAGMA journal_mode = WAL");
  if (code == 0) code = execute("PRAGMA synchronous = FULL");
  if (code == 0) code = execute("PRAGMA locking_mode = EXCLUSIVE");
  if (code == 0) code = execute("PRAGMA cache_size = -262144");
  if (code == 0) code = execute("PRAGMA mmap_size = 34359738368");
  if (code == 0) code = execute("PRAGMA wal_autocheckpoint = 10000");
  if (code == 0) {
    code = execute(
        "CREATE TABLE events (position INTEGER PRIMARY KEY, kind INTEGER NOT NULL,"
        " number INTEGER NOT NULL, version INTEGER NOT NULL, type INTEGER NOT NULL,"
        " recorded_at INTEGER NOT NULL, timeline_at INTEGER NOT NULL,"
        " occurred_at INTEGER NOT NULL, actor INTEGER NOT NULL, command BLOB NOT NULL,"
        " stage INTEGER, status INTEGER, amount INTEGER, payload BLOB NOT NULL)");
  }
  if (code == 0) code = execute("CREATE UNIQUE INDEX streams ON events (kind, number, version)");
  if (code == 0) code = sqlite3_prepare_v2(database, "BEGIN IMMEDIATE", -1, &begin, NULL);
  if (code == 0) code = sqlite3_prepare_v2(database, "COMMIT", -1, &commit, NULL);
  if (code) return code;
  return sqlite3_prepare_v2(
      database, "INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", -1, &insert, NULL);
}

int32_t sqlite_index(void) {
  int code = execute(
      "CREATE INDEX stages ON events (number, position, stage) WHERE stage IS NOT NULL");
  if (code == 0) {
    code = execute(
        "CREATE INDEX statuses ON events (number, position, status) WHERE status IS NOT NULL");
  }
  if (code == 0) {
    code = execute(
        "CREATE INDEX amounts ON events (number, position, amount) WHERE amount IS NOT NULL");
  }
  if (code == 0) code = execute("ANALYZE");
  return code ? code : execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

void sqlite_finish(void) {
  sqlite3_finalize(insert);
  sqlite3_finalize(begin);
  sqlite3_finalize(commit);
  close_queries();
  sqlite3_close(database);
  database = NULL;
}

struct keeping {
  size_t used, capacity;
  uint64_t limit;
};

static int keep(void *context, const struct reference_event *event) {
  struct keeping *keeping = context;
  size_t need = 16 + event->payload_count;
  if (keeping->used + need > keeping->capacity) return ENOMEM;
  uint8_t *place = bytes + keeping->used;
  memcpy(place, event->command, 16);
  memcpy(place + 16, event->payload, event->payload_count);
  kept[kept_count] = *event;
  kept[kept_count].command = place;
  kept[kept_count].payload = place + 16;
  kept_count++;
  keeping->used += need;
  return 0;
}

int32_t sqlite_keep(uint64_t limit) {
  struct keeping keeping = {0, limit * 512, limit};
  free(kept);
  free(bytes);
  kept = malloc(limit * sizeof *kept);
  bytes = malloc(keeping.capacity);
  kept_count = 0;
  if (!kept || !bytes) return ENOMEM;
  return reference_walk(limit, keep, &keeping);
}

static int bind_optional(int column, int64_t value, int is_there) {
  return is_there ? sqlite3_bind_int64(insert, column, value)
                  : sqlite3_bind_null(insert, column);
}

static int put(const struct reference_event *event, uint64_t position, int64_t version) {
  const int64_t numbers[] = {
      (int64_t)position,  event->kind,        event->number,      version,     event->type,
      event->recorded_at, event->timeline_at, event->occurred_at, event->actor};
  for (int index = 0; index < 9; index++) sqlite3_bind_int64(insert, index + 1, numbers[index]);
  sqlite3_bind_blob(insert, 10, event->command, 16, SQLITE_STATIC);
  bind_optional(11, event->stage, event->stage >= 0);
  bind_optional(12, event->status, event->status >= 0);
  bind_optional(13, event->amount, event->has_amount);
  sqlite3_bind_blob(insert, 14, event->payload, (int)event->payload_count, SQLITE_STATIC);
  return step(insert);
}

int step(sqlite3_stmt *statement) {
  int code = sqlite3_step(statement);
  sqlite3_reset(statement);
  return code == SQLITE_DONE || code == SQLITE_ROW ? 0 : code;
}

int32_t sqlite_append(uint64_t first, uint64_t events, uint64_t per_commit) {
  if (first + events > kept_count) return EINVAL;
  int code = 0;
  for (uint64_t index = first; code == 0 && index < first + events;) {
    code = step(begin);
    uint64_t end = index + per_commit < first + events ? index + per_commit : first + events;
    for (; code == 0 && index < end; index++) {
      code = put(kept + index, ++last_position, kept[index].version);
    }
    if (code == 0) code = step(commit);
  }
  return code;
}

// One thread writes for all: it takes what waits, commits it, and wakes those who waited.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t arrived = PTHREAD_COND_INITIALIZER, done = PTHREAD_COND_INITIALIZER;
static uint64_t asked, written, wanted;
static uint32_t per_caller;
static int shared_code;

static void *caller(void *unused) {
  for (uint32_t count = 0; count < per_caller; count++) {
    pthread_mutex_lock(&lock);
    uint64_t ticket = ++asked;
    pthread_cond_signal(&arrived);
    while (written < ticket) pthread_cond_wait(&done, &lock);
    pthread_mutex_unlock(&lock);
  }
  return unused;
}

static void *writer(void *unused) {
  uint64_t finished = 0;
  while (finished < wanted) {
    pthread_mutex_lock(&lock);
    while (asked == finished) pthread_cond_wait(&arrived, &lock);
    uint64_t until = asked;
    pthread_mutex_unlock(&lock);
    int code = step(begin);
    for (uint64_t index = finished; code == 0 && index < until; index++) {
      // A stream of its own for each, so that no version comes twice.
      struct reference_event event = kept[index % kept_count];
      event.kind = 200;
      event.number = (uint32_t)++last_position;
      code = put(&event, last_position, 1);
    }
    if (code == 0) code = step(commit);
    pthread_mutex_lock(&lock);
    written = finished = until;
    if (code) shared_code = code;
    pthread_cond_broadcast(&done);
    pthread_mutex_unlock(&lock);
  }
  return unused;
}

int32_t sqlite_share(uint32_t callers, uint32_t each) {
  pthread_t *threads = malloc((callers + 1) * sizeof *threads);
  if (!threads || kept_count == 0) return ENOMEM;
  asked = written = 0;
  wanted = (uint64_t)callers * each;
  per_caller = each;
  shared_code = 0;
  pthread_create(threads + callers, NULL, writer, NULL);
  for (uint32_t index = 0; index < callers; index++) {
    pthread_create(threads + index, NULL, caller, NULL);
  }
  for (uint32_t index = 0; index <= callers; index++) pthread_join(threads[index], NULL);
  free(threads);
  return shared_code;
}
