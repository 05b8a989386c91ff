// The database: read as one reads a log.

#include "database.h"
#include <xxhash.h>

enum { columns = 14, payload_column = 13, query_count = 4 };

static sqlite3_stmt *queries[query_count];

static sqlite3_stmt *query(int number, const char *text) {
  if (!queries[number]) sqlite3_prepare_v2(database, text, -1, queries + number, NULL);
  return queries[number];
}

void close_queries(void) {
  for (int index = 0; index < query_count; index++) {
    sqlite3_finalize(queries[index]);
    queries[index] = NULL;
  }
}

// Reads every column of every row, and every byte of the payload.
static struct sqlite_pass read_rows(sqlite3_stmt *statement) {
  struct sqlite_pass pass = {0, 0, 0};
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    for (int column = 0; column < 9; column++) {
      pass.sum += (uint64_t)sqlite3_column_int64(statement, column);
    }
    const void *payload = sqlite3_column_blob(statement, payload_column);
    size_t count = (size_t)sqlite3_column_bytes(statement, payload_column);
    pass.sum += XXH3_64bits(payload, count);
    pass.rows++;
  }
  sqlite3_reset(statement);
  pass.code = code == SQLITE_DONE ? 0 : code;
  return pass;
}

struct sqlite_pass sqlite_scan(void) {
  return read_rows(query(0, "SELECT * FROM events ORDER BY position"));
}

struct sqlite_pass sqlite_history(uint32_t kind, uint32_t number) {
  sqlite3_stmt *statement =
      query(1, "SELECT * FROM events WHERE kind = ? AND number = ? ORDER BY version");
  sqlite3_bind_int64(statement, 1, kind);
  sqlite3_bind_int64(statement, 2, number);
  return read_rows(statement);
}

// The newest of each kind of fact of each opportunity: with one maximum, SQLite takes the other
// columns from the row that has it.
struct sqlite_pass sqlite_as_of(uint64_t position) {
  sqlite3_stmt *statement = query(
      2,
      "SELECT s.stage, count(*), sum(a.amount) FROM"
      " (SELECT number, max(position), status FROM events"
      "   WHERE status IS NOT NULL AND position <= ?1 GROUP BY number) o"
      " JOIN (SELECT number, max(position), stage FROM events"
      "   WHERE stage IS NOT NULL AND position <= ?1 GROUP BY number) s ON s.number = o.number"
      " LEFT JOIN (SELECT number, max(position), amount FROM events"
      "   WHERE amount IS NOT NULL AND position <= ?1 GROUP BY number) a ON a.number = o.number"
      " WHERE o.status = 1 GROUP BY s.stage");
  struct sqlite_pass pass = {0, 0, 0};
  int code;
  sqlite3_bind_int64(statement, 1, (int64_t)position);
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    pass.rows += (uint64_t)sqlite3_column_int64(statement, 1);
    pass.sum += (uint64_t)sqlite3_column_int64(statement, 2);
  }
  sqlite3_reset(statement);
  pass.code = code == SQLITE_DONE ? 0 : code;
  return pass;
}

// Moments never decrease along the log, so that no index is needed to find one.
uint64_t sqlite_position(int64_t instant) {
  sqlite3_stmt *last = NULL;
  sqlite3_prepare_v2(database, "SELECT max(position) FROM events", -1, &last, NULL);
  sqlite3_stmt *statement = query(3, "SELECT timeline_at FROM events WHERE position = ?");
  sqlite3_step(last);
  uint64_t low = 0, high = (uint64_t)sqlite3_column_int64(last, 0);
  sqlite3_finalize(last);
  while (low < high) {
    uint64_t middle = low + (high - low + 1) / 2;
    sqlite3_bind_int64(statement, 1, (int64_t)middle);
    sqlite3_step(statement);
    int64_t found = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    if (found <= instant) low = middle; else high = middle - 1;
  }
  return low;
}
