// Counts instead of clocks: calls of malloc and its like, and instructions under callgrind.

#ifndef COUNTING_H
#define COUNTING_H

#include <stdint.h>

// How often memory was asked for since the program began, by any thread.
uint64_t counting_allocations(void);

// Whether the program runs under valgrind.
int32_t counting_is_simulated(void);

// What is executed between the two is counted by callgrind; `counting_end` makes it write the sum
// into its next file, with `number` in it. Without valgrind neither does anything.
void counting_begin(void);
void counting_end(int32_t number);

#endif
