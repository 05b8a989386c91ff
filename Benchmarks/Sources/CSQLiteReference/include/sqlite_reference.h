// The same log as a table of SQLite, as well as it can be kept there.

#ifndef SQLITE_REFERENCE_H
#define SQLITE_REFERENCE_H

#include <lifetimebound.h>
#include <ptrcheck.h>
#include <stdint.h>

// What a query found; two programs that did the same work agree on it.
struct sqlite_pass {
  int32_t code;
  uint64_t rows;
  uint64_t sum;
};

// Makes a database in write-ahead mode with synchronous FULL, and its table with the index by which
// streams are read. `sqlite_index` adds covering indexes for the query as of a moment.
int32_t sqlite_create(const uint8_t *__counted_by(count) path __noescape, int count);
int32_t sqlite_index(void);
void sqlite_finish(void);

// Copies the first `limit` events of the open log into memory.
int32_t sqlite_keep(uint64_t limit);

// Inserts the events `first` to `first + events` of those kept, a commit after every `per_commit`.
int32_t sqlite_append(uint64_t first, uint64_t events, uint64_t per_commit);

// `callers` threads have `each` events inserted one by one and wait for each to be durable; one
// thread writes, whatever waits in one commit. The positions continue those that are there.
int32_t sqlite_share(uint32_t callers, uint32_t each);

// Reads every row in order; the sum is over the payloads' checksums.
struct sqlite_pass sqlite_scan(void);

// Reads the rows of one stream in order.
struct sqlite_pass sqlite_history(uint32_t kind, uint32_t number);

// The open opportunities by stage as they were after the event at `position`: how many, and the sum of
// their amounts in cents.
struct sqlite_pass sqlite_as_of(uint64_t position);

// The last position whose event came to be known at or before an instant, in microseconds.
uint64_t sqlite_position(int64_t instant);

#endif
