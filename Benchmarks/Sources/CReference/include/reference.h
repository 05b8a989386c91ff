// What our figures are held against: the same work, written in C directly over liblmdb and xxHash.
//
// Byte strings come as a pointer and a count, so that Swift passes them as spans. Functions answer
// 0, or the code of the C function that failed.

#ifndef REFERENCE_H
#define REFERENCE_H

#include <lifetimebound.h>
#include <ptrcheck.h>
#include <stdint.h>

// What a pass over the log found; two programs that did the same work agree on it.
struct reference_pass {
  int32_t code;
  uint64_t events;
  uint64_t sum;
};

// Opens a log for reading: LMDB read-only and without its lock file, so that the same process may
// have it open elsewhere. The log must not be written meanwhile.
int32_t reference_open(const uint8_t *__counted_by(count) directory __noescape, int count);
void reference_close(void);

// Reads every record, compares both of its checksums, and thereby touches every byte.
struct reference_pass reference_scan(void);

// Folds the opportunities of the log into an array of plain rows; `verifies` compares checksums.
// The sum is over the rows.
struct reference_pass reference_fold(int verifies);

// Copies the first `limit` records of the open log into memory, for the loops below.
int32_t reference_load(uint64_t limit);

// Makes an empty log in an existing directory, puts the loaded records `first` to `first + events`
// into it with a commit after every `per_commit`, and closes it.
int32_t reference_create(const uint8_t *__counted_by(count) directory __noescape, int count);
int32_t reference_put(uint64_t first, uint64_t events, uint64_t per_commit);
void reference_finish(void);

// Writes the bytes of the first so many loaded records to a new file, with write and fdatasync after
// every `per_sync`: less no durable store can do.
int32_t reference_write(
    const uint8_t *__counted_by(count) path __noescape, int count, uint64_t events,
    uint64_t per_sync);

// Starts a program and waits for it: arguments end with a zero byte each, its output goes to a
// file. Answers its exit code, or 255 when it could not be started.
int32_t reference_run(
    const uint8_t *__counted_by(count) arguments __noescape, int count,
    const uint8_t *__counted_by(path_count) output __noescape, int path_count);

// Seconds of processor time the calling thread has used.
double reference_processor_seconds(void);


// Seconds of processor time that the programs started here have used.
double reference_children_seconds(void);

#endif
