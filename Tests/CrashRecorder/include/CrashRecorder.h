#ifndef CRASH_RECORDER_H
#define CRASH_RECORDER_H

#include <stdint.h>

/// Notes in the trace that the process has promised something: its `number`-th acknowledgement.
/// Does nothing when no trace is recorded.
void crash_recorder_mark(uint64_t number);

/// Whether the disk of this process is made to fail.
int crash_recorder_has_fault(void);

#endif
