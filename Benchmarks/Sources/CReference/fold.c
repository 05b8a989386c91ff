// The fold of the opportunities into plain rows, as one would write it in C.
//
// Event types and field numbers: docs/schema/opportunity.proto; header: docs/FORMAT.md.

#include "internal.h"
#include "reference.h"
#include "reference_events.h"
#include <errno.h>
#include <stdlib.h>
#include <xxhash.h>

enum { opportunity_kind = 6, undated_flag = 2, field_limit = 10 };
enum { open_status = 1, won_status = 2, lost_status = 3 };
static const int64_t unknown = INT64_MIN;

struct money {
  int64_t units;
  uint32_t currency;
  uint8_t scale;
};

struct row {
  uint64_t stages_reached;
  int64_t opened_at, stage_since, closed_at;
  struct money amount;
  uint32_t pipeline, stage, owner, account, contact, product;
  int32_t expected_close;
  uint16_t probability;
  uint8_t status;
};

// The low-numbered fields of one message, and the money in field `money_field`.
struct fields {
  uint64_t number[field_limit];
  struct money money;
  int has_money;
};

static const uint8_t *varint(const uint8_t *at, const uint8_t *end, uint64_t *value) {
  uint64_t result = 0;
  for (int shift = 0; at < end && shift < 64; shift += 7) {
    uint8_t byte = *at++;
    result |= (uint64_t)(byte & 0x7f) << shift;
    if (byte < 0x80) {
      *value = result;
      return at;
    }
  }
  return NULL;
}

static int64_t zigzag(uint64_t value) { return (int64_t)(value >> 1) ^ -(int64_t)(value & 1); }

static int read_money(const uint8_t *at, const uint8_t *end, struct money *money) {
  *money = (struct money){0, 0, 0};
  while (at < end) {
    uint64_t tag, value;
    if (!(at = varint(at, end, &tag)) || !(at = varint(at, end, &value))) return EINVAL;
    switch (tag >> 3) {
      case 1: money->units = zigzag(value); break;
      case 2: money->scale = (uint8_t)value; break;
      case 3: money->currency = (uint32_t)value; break;
    }
  }
  return 0;
}

// Reads numbers and money; stops at the first field from 20 on, where the texts begin.
static int read_fields(
    const uint8_t *at, const uint8_t *end, unsigned money_field, struct fields *fields) {
  memset(fields, 0, sizeof *fields);
  while (at < end) {
    uint64_t tag, value;
    if (!(at = varint(at, end, &tag)) || !(at = varint(at, end, &value))) return EINVAL;
    unsigned field = (unsigned)(tag >> 3);
    if (field >= 20) return 0;
    if ((tag & 7) == 2) {
      if (value > (uint64_t)(end - at)) return EINVAL;
      if (field == money_field) {
        fields->has_money = 1;
        if (read_money(at, at + value, &fields->money)) return EINVAL;
      }
      at += value;
    } else if (field < field_limit) {
      fields->number[field] = value;
    }
  }
  return 0;
}

static void enter(struct row *row, uint64_t stage, int64_t when) {
  row->stage = (uint32_t)stage;
  row->stage_since = when;
  if (stage >= 1 && stage <= 64) row->stages_reached |= (uint64_t)1 << (stage - 1);
}

static void open_row(struct row *row, const struct fields *f, int64_t when) {
  row->status = open_status;
  row->pipeline = (uint32_t)f->number[1];
  row->owner = (uint32_t)f->number[3];
  row->account = (uint32_t)f->number[4];
  row->contact = (uint32_t)f->number[5];
  row->product = (uint32_t)f->number[6];
  row->amount = f->money;
  row->probability = (uint16_t)f->number[8];
  row->expected_close = (int32_t)zigzag(f->number[9]);
  row->opened_at = when;
  enter(row, f->number[2], when);
}

static void apply(struct row *row, uint16_t type, const struct fields *f, int64_t when) {
  switch (type) {
    case 1: open_row(row, f, when); break;
    case 2: case 3: enter(row, f->number[1], when); break;
    case 4: row->amount = f->money; break;
    case 5: row->probability = (uint16_t)f->number[1]; break;
    case 6: row->expected_close = (int32_t)zigzag(f->number[1]); break;
    case 7: if (f->number[1]) row->owner = (uint32_t)f->number[1]; break;
    case 8: row->product = (uint32_t)f->number[1]; break;
    case 9: row->account = (uint32_t)f->number[1]; break;
    case 10: row->contact = (uint32_t)f->number[1]; break;
    case 12:
      if (f->has_money) row->amount = f->money;
      row->status = won_status;
      row->closed_at = when;
      break;
    case 13:
      row->status = lost_status;
      row->closed_at = when;
      break;
    case 14:
      row->status = open_status;
      row->closed_at = unknown;
      enter(row, f->number[1], when);
      break;
  }
}

static struct row *rows;
static size_t row_capacity, row_count;

static struct row *row_of(uint32_t number) {
  if (number > row_capacity) {
    size_t capacity = row_capacity ? row_capacity * 2 : 1024;
    while (capacity < number) capacity *= 2;
    struct row *grown = realloc(rows, capacity * sizeof *rows);
    if (!grown) return NULL;
    memset(grown + row_capacity, 0, (capacity - row_capacity) * sizeof *rows);
    rows = grown;
    row_capacity = capacity;
  }
  if (number > row_count) row_count = number;
  return rows + number - 1;
}

static int fold_record(uint64_t position, const MDB_val *data, int verifies) {
  const uint8_t *record = data->mv_data;
  const uint8_t *payload = record + header_bytes, *end = record + data->mv_size;
  if (verifies &&
      XXH3_64bits_withSeed(record, checked_bytes, position) != read64(record + checked_bytes)) {
    return MDB_CORRUPTED;
  }
  if (record[1] != opportunity_kind) return 0;
  if (verifies && XXH3_64bits(payload, (size_t)(end - payload)) != read64(record + 80)) {
    return MDB_CORRUPTED;
  }
  uint16_t type = read16(record + 2);
  struct fields fields;
  if (read_fields(payload, end, type == 1 ? 7 : 1, &fields)) return MDB_CORRUPTED;
  struct row *row = row_of(read32(record + 8));
  if (!row) return ENOMEM;
  int is_undated = read16(record + 4) & undated_flag;
  apply(row, type, &fields, is_undated ? unknown : (int64_t)read64(record + 40));
  return 0;
}

static uint64_t sum_rows(void) {
  uint64_t sum = 0;
  for (size_t index = 0; index < row_count; index++) {
    const struct row *row = rows + index;
    sum += (uint64_t)row->amount.units + row->stage + row->status + row->owner + row->account +
           row->product + (uint64_t)row->expected_close + row->probability + row->stages_reached;
    sum += row->status ? (uint64_t)row->stage_since : 0;
  }
  return sum;
}

struct reference_pass reference_fold(int verifies) {
  struct reference_pass pass = {0, 0, 0};
  MDB_txn *transaction;
  MDB_cursor *cursor;
  MDB_val key, data;
  rows = NULL;
  row_capacity = row_count = 0;
  pass.code = mdb_txn_begin(reader, NULL, MDB_RDONLY, &transaction);
  if (pass.code) return pass;
  pass.code = mdb_cursor_open(transaction, reader_events, &cursor);
  while (pass.code == 0 && (pass.code = mdb_cursor_get(cursor, &key, &data, MDB_NEXT)) == 0) {
    pass.code = fold_record(read64(key.mv_data), &data, verifies);
    pass.events++;
  }
  if (pass.code == MDB_NOTFOUND) pass.code = 0;
  mdb_cursor_close(cursor);
  mdb_txn_abort(transaction);
  pass.sum = sum_rows();
  free(rows);
  return pass;
}

int32_t reference_walk(uint64_t limit, reference_visit *visit, void *context) {
  MDB_txn *transaction;
  MDB_cursor *cursor;
  MDB_val key, data;
  int code = mdb_txn_begin(reader, NULL, MDB_RDONLY, &transaction);
  if (code) return code;
  code = mdb_cursor_open(transaction, reader_events, &cursor);
  uint64_t seen = 0;
  while (code == 0 && seen++ < limit &&
         (code = mdb_cursor_get(cursor, &key, &data, MDB_NEXT)) == 0) {
    const uint8_t *record = data.mv_data, *payload = record + header_bytes;
    struct reference_event event = {
        .position = read64(key.mv_data), .kind = record[1], .type = read16(record + 2),
        .number = read32(record + 8), .version = read32(record + 12),
        .recorded_at = (int64_t)read64(record + 24), .timeline_at = (int64_t)read64(record + 32),
        .occurred_at = (int64_t)read64(record + 40), .actor = read32(record + 56),
        .command = record + 64, .payload = payload, .payload_count = data.mv_size - header_bytes,
        .stage = -1, .status = -1};
    if (event.kind == opportunity_kind) {
      struct fields f;
      const uint8_t *end = record + data.mv_size;
      if (read_fields(payload, end, event.type == 1 ? 7 : 1, &f)) code = MDB_CORRUPTED;
      if (event.type == 1) event.stage = (int64_t)f.number[2];
      if (event.type == 2 || event.type == 3 || event.type == 14) event.stage = (int64_t)f.number[1];
      if (event.type == 1 || event.type == 14) event.status = open_status;
      if (event.type == 12) event.status = won_status;
      if (event.type == 13) event.status = lost_status;
      event.has_amount = f.has_money && (event.type == 1 || event.type == 4 || event.type == 12);
      event.amount = f.money.units;
      for (int scale = f.money.scale; scale < 2; scale++) event.amount *= 10;
    }
    if (code == 0) code = visit(context, &event);
  }
  mdb_cursor_close(cursor);
  mdb_txn_abort(transaction);
  return code == MDB_NOTFOUND ? 0 : code;
}
