// The events of the open log, taken apart for stores that keep them in columns.

#ifndef REFERENCE_EVENTS_H
#define REFERENCE_EVENTS_H

#include <stddef.h>
#include <stdint.h>

struct reference_event {
  uint64_t position;
  uint32_t kind, type, number, version, actor;
  int64_t recorded_at, timeline_at, occurred_at;
  const uint8_t *command;  // 16 bytes
  const uint8_t *payload;
  size_t payload_count;
  // What an opportunity's event says; stage and status are -1 when it does not.
  int64_t stage, status;
  int has_amount;
  int64_t amount;  // in cents
};

typedef int reference_visit(void *context, const struct reference_event *event);

// Shows the first `limit` events until one is answered with another code than 0.
int32_t reference_walk(uint64_t limit, reference_visit *visit, void *context);

#endif
