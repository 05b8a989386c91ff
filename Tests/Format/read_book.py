#!/usr/bin/env python3
"""Reads a book of Rapport without Rapport: written from docs/FORMAT.md and nothing else.

Verifies every checksum, back-pointer, payload, sealed box and checkpoint, and prints one line an
event. Ends with 0 when everything holds, with 1 and one sentence when something does not.

Needs the Debian packages python3-lmdb, python3-xxhash and python3-nacl.
"""

import argparse
import datetime
import os
import struct
import sys

import lmdb
import nacl.bindings
import nacl.exceptions
import xxhash

HEADER = struct.Struct("<BBHHHIIQqqqQII16sQQ")
LETTERS = {1: "B", 2: "U", 3: "A", 4: "C", 5: "P", 6: "O", 7: "L", 8: "I"}
FLAGS = ["sealed", "undated", "history", "command-start", "identified", "out-of-order"]
SEALED, COMMAND_START, IDENTIFIED = 1, 8, 16
BEGINNING, END = -62_135_596_800_000_000, 253_402_300_799_999_999


class Damage(Exception):
    """Something is not as the format says."""


def require(holds, sentence):
    if not holds:
        raise Damage(sentence)


def xxh3(data, seed=0):
    return xxhash.xxh3_64_intdigest(data, seed=seed)


# ---------------------------------------------------------------- protocol buffers


def varint(data, offset):
    value = shift = 0
    while True:
        require(offset < len(data), "a number ends early")
        byte = data[offset]
        offset += 1
        require(shift < 63 or byte <= 1, "a number is longer than 64 bits")
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, offset
        shift += 7


def fields(data):
    """The fields of a message as (number, wire type, value), checked to stand in ascending order."""
    offset, last, found = 0, 0, []
    while offset < len(data):
        tag, offset = varint(data, offset)
        number, wire_type = tag >> 3, tag & 7
        require(0 < number and tag <= 0xFFFF_FFFF, "a tag does not exist")
        require(number >= last, f"field {number} stands out of order")
        last = number
        if wire_type == 0:
            value, offset = varint(data, offset)
        elif wire_type == 2:
            count, offset = varint(data, offset)
            require(count <= len(data) - offset, f"field {number} ends early")
            value, offset = data[offset : offset + count], offset + count
        else:
            raise Damage(f"field {number} has wire type {wire_type}, which format 1 does not write")
        found.append((number, wire_type, value))
    return found


def single(message, number, default=None):
    values = [value for field, _, value in message if field == number]
    require(len(values) <= 1, f"field {number} stands there twice")
    return values[0] if values else default


# ---------------------------------------------------------------- the keys file


class Keys:
    def __init__(self, path, identity):
        with open(path, "rb") as file:
            data = file.read()
        require(len(data) >= 64 and data[:8] == b"RAPPKEYS", "keys: not a keys file")
        require(xxh3(data[:56]) == struct.unpack_from("<Q", data, 56)[0], "keys: damaged header")
        form, per_block = struct.unpack_from("<II", data, 8)
        (blocks,) = struct.unpack_from("<I", data, 32)
        require(form == 1, f"keys: format {form}")
        require(per_block == 1024, "keys: a block has another size")
        require(data[16:32] == identity, "keys: the file belongs to another book")
        require(data[40:56] == bytes(16), "keys: reserved bytes are not 0")
        require(blocks >= 1 and len(data) >= 64 + 32 * per_block * blocks, "keys: cut short")
        self.slots = per_block * blocks
        self.data = data

    def slot(self, number):
        require(0 <= number < self.slots, f"keys: there is no slot {number}")
        return self.data[64 + 32 * number : 96 + 32 * number]


# ---------------------------------------------------------------- records


class Record:
    def __init__(self, position, data):
        require(len(data) >= 96, "shorter than a header")
        (checksum,) = struct.unpack_from("<Q", data, 88)
        require(xxh3(data[:88], seed=position) == checksum, "the header's checksum does not match")
        (
            form, self.kind, self.type, self.flags, reserved, self.number, self.version,
            self.previous, self.recorded, self.timeline, self.occurred, self.causation,
            self.actor, count, self.command, payload_checksum, self.checksum,
        ) = HEADER.unpack_from(data)  # fmt: skip
        self.position = position
        self.payload = data[96:]
        require(form == 1, f"format {form}")
        require(len(self.payload) == count, "its length is not what its header says")
        require(xxh3(self.payload) == payload_checksum, "the payload's checksum does not match")
        require(self.kind and self.type and self.number, "it has no stream or no type")
        require(reserved == 0 and self.flags < 64, "reserved bits are not 0")
        require(self.occurred <= self.timeline, "it occurred after it came to be known")
        require(self.causation < position, "it was caused by a later event")
        for instant in (self.recorded, self.timeline, self.occurred):
            require(BEGINNING <= instant <= END, "an instant is out of range")

    @property
    def stream(self):
        return (self.kind, self.number)

    @property
    def name(self):
        return f"{LETTERS.get(self.kind, str(self.kind))}-{self.number}"

    def line(self):
        flags = ",".join(name for bit, name in enumerate(FLAGS) if self.flags >> bit & 1)
        return (
            f"@{self.position} {self.name} v{self.version} type {self.type} by U-{self.actor} "
            f"timeline {instant(self.timeline)} occurred {instant(self.occurred)} "
            f"recorded {instant(self.recorded)} command {self.command.hex()} "
            f"{len(self.payload)} bytes [{flags}]"
        )


def instant(microseconds):
    epoch = datetime.datetime(1970, 1, 1)
    return (epoch + datetime.timedelta(microseconds=microseconds)).isoformat() + "Z"


def open_box(record, message, keys):
    """The opened message; None when the person was erased."""
    slot, box = single(message, 90), single(message, 91)
    require(slot is not None and slot > 0 and box is not None, "it is sealed, and has no box")
    require(len(box) >= 40, "its box is shorter than nonce and tag")
    key = keys.slot(slot)
    if key == bytes(32):
        return None
    associated = struct.pack("<BII", record.kind, record.number, record.version)
    try:
        return nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            box[24:], associated, box[:24], key
        )
    except nacl.exceptions.CryptoError:
        raise Damage("its box does not open") from None


class Book:
    def __init__(self, directory):
        self.directory = directory
        self.heads, self.numbers, self.checksums = {}, {}, {}
        self.timeline = BEGINNING
        self.counts = {"events": 0, "boxes": 0, "erased": 0, "checkpoints": 0}
        self.commands = None

    def read(self, show):
        path = os.path.join(self.directory, "log")
        environment = lmdb.open(path, readonly=True, max_dbs=8, create=False)
        meta = environment.open_db(b"meta", create=False)
        events = environment.open_db(b"events", create=False, integerkey=True)
        with environment.begin() as transaction:
            form = transaction.get(b"format", db=meta)
            self.identity = transaction.get(b"book", db=meta)
            require(form == struct.pack("<I", 1), f"the log has format {form!r}")
            require(self.identity is not None and len(self.identity) == 16, "no identity")
            self.keys = Keys(os.path.join(self.directory, "keys"), self.identity)
            expected = 1
            for key, value in transaction.cursor(db=events):
                (position,) = struct.unpack("<Q", key)
                require(position == expected, f"there is no record at position {expected}")
                try:
                    self.take(Record(position, bytes(value)), show)
                except Damage as damage:
                    raise Damage(f"position {position}: {damage}") from None
                expected += 1
        require(self.counts["events"] > 0, "the log is empty")
        self.checkpoints()

    def take(self, record, show):
        last_position, last_version = self.heads.get(record.stream, (0, 0))
        require(record.previous == last_position, "its back-pointer is not the stream's last event")
        require(record.version == last_version + 1, "its version is not the next of its stream")
        if record.version == 1:
            self.numbers[record.kind] = self.numbers.get(record.kind, 0) + 1
            require(record.number == self.numbers[record.kind], "a number of its kind was left out")
        require(record.timeline >= self.timeline, "it stands before its predecessor in time")
        message = fields(record.payload)
        require(bool(record.flags & SEALED) == (single(message, 91) is not None), "the sealed flag")
        first = bool(record.flags & COMMAND_START)
        require(first or record.command == self.commands, "a command does not start with its start")
        wants_hash = first and bool(record.flags & IDENTIFIED)
        hashed = single(message, 96) is not None
        if record.flags & SEALED:
            opened = open_box(record, message, self.keys)
            self.counts["boxes"] += opened is not None
            self.counts["erased"] += opened is None
            # On the stream of a person the hash of the request is in the box.
            inner = fields(opened or b"")
            hashed = hashed or single(inner, 96) is not None or opened is None and wants_hash
        require(wants_hash == hashed, "the hash of the request")
        if record.position == 1:
            self.founding(record, message)
        self.heads[record.stream] = (record.position, record.version)
        self.timeline, self.commands = record.timeline, record.command
        self.checksums[record.position] = record.checksum
        self.counts["events"] += 1
        if show:
            print(record.line())

    def founding(self, record, message):
        require((record.stream, record.type) == ((1, 1), 1), "the first event founds no book")
        require(single(message, 23) == self.identity, "the book's identity is another")
        currency = single(message, 1).to_bytes(3, "big").decode()
        company, zone = (single(message, field, b"").decode() for field in (20, 21))
        require(single(message, 22, b"")[:4] == b"TZif", "the zone's rules are no TZif file")
        print(f"book of {company}, {currency}, {zone}, identity {self.identity.hex()}")

    def checkpoints(self):
        directory = os.path.join(self.directory, "derived", "checkpoints")
        names = sorted(os.listdir(directory)) if os.path.isdir(directory) else []
        for name in names:
            if name.endswith(".checkpoint"):
                with open(os.path.join(directory, name), "rb") as file:
                    data = file.read()
                try:
                    self.checkpoint(name, data)
                except Damage as damage:
                    raise Damage(f"{name}: {damage}") from None
                self.counts["checkpoints"] += 1

    def checkpoint(self, name, data):
        model, version, position = name[: -len(".checkpoint")].rsplit("-", 2)
        require(len(position) == 20, "the position has not 20 digits")
        require(len(data) >= 88 and data[:8] == b"RPTCKPT1", "it is no checkpoint")
        form, own_version, _, own_position, identity, record, model_sum, count, state_sum, header = (
            struct.unpack_from("<IIQQ16sQQQQQ", data, 8)
        )
        require(xxh3(data[:80]) == header, "its header is damaged")
        require(form == 1, f"format {form}")
        require(own_version == int(version) and own_position == int(position), "misnamed")
        require(model_sum == xxh3(model.encode()), "misnamed")
        require(identity == self.identity, "it belongs to another book")
        require(record == self.checksums.get(own_position), "it belongs to another log")
        require(count == len(data) - 88 and xxh3(data[88:]) == state_sum, "its state is damaged")


def main():
    parser = argparse.ArgumentParser(description="Reads and verifies a book of Rapport.")
    parser.add_argument("directory", help="the directory of the book")
    parser.add_argument("--quiet", action="store_true", help="only the summary")
    arguments = parser.parse_args()
    book = Book(arguments.directory)
    try:
        book.read(show=not arguments.quiet)
    except Damage as damage:
        print(f"damaged: {damage}", file=sys.stderr)
        return 1
    except (OSError, lmdb.Error) as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 1
    counts = book.counts
    print(
        f"{counts['events']} events in {len(book.heads)} streams, {counts['boxes']} boxes opened, "
        f"{counts['erased']} erased, {counts['checkpoints']} checkpoints: everything holds"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
