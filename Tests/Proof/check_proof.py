#!/usr/bin/env python3
"""Checks Rapport's signed heads and proofs, without Rapport.

Standard library only. Written from the documents, not from Rapport's code:
  RFC 8032, section 5.1 (Ed25519: curve, decoding, verification)
  RFC 6962, section 2.1 (Merkle tree hash, audit paths, consistency proofs)
  C2SP signed-note and tlog-checkpoint (the text that is signed)

Usage:
  check_proof.py head NOTE --key VKEY
  check_proof.py event PROOF --key VKEY [--head NOTE]
  check_proof.py extension PROOF --key VKEY [--from-key VKEY] [--from-head NOTE] [--to-head NOTE]

NOTE and PROOF are files. VKEY is the public key, known from elsewhere: "name+hash+base64", or @FILE.
--from-key is for an earlier head that an older key has signed.
A proof holds a signed head only when one was signed at that very size; otherwise, give one. Exit
status 0: it is right. 1: it is not; the reason is printed. 2: wrong usage.
"""

import argparse
import base64
import hashlib
import json
import sys


class Wrong(Exception):
    """What is checked is not right."""


def require(holds, reason):
    if not holds:
        raise Wrong(reason)


# Ed25519, RFC 8032 section 5.1. Points are in extended homogeneous coordinates (X, Y, Z, T).

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(factor, point):
    result = (0, 1, 1, 0)
    while factor > 0:
        if factor & 1:
            result = add(result, point)
        point = add(point, point)
        factor >>= 1
    return result


def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def x_of(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P != 0:
        return None
    return P - x if x & 1 != sign else x


def decode_point(data):
    number = int.from_bytes(data, "little")
    y = number & (2**255 - 1)
    x = x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = x_of(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def ed25519_verifies(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r = decode_point(key), decode_point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    k = int.from_bytes(digest, "little") % ORDER
    return same(multiply(s, BASE), add(r, multiply(k, a)))


# Merkle trees, RFC 6962 section 2.1.


def leaf_hash(data):
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(count):
    """The largest power of two smaller than count."""
    half = 1
    while half * 2 < count:
        half *= 2
    return half


def root_from_path(index, size, leaf, path):
    """The root that an audit path leads to: PATH(m, D[n]) of 2.1.1, read from its end."""
    require(0 <= index < size, "the leaf is not in a tree of that size")
    if size == 1:
        require(not path, "the audit path is too long")
        return leaf
    require(path, "the audit path is too short")
    half = split(size)
    if index < half:
        return node_hash(root_from_path(index, half, leaf, path[:-1]), path[-1])
    return node_hash(path[-1], root_from_path(index - half, size - half, leaf, path[:-1]))


def roots_from_proof(old, size, proof, old_root, whole=True):
    """The roots that a consistency proof leads to: SUBPROOF(m, D[n], b) of 2.1.2, read from its end."""
    if old == size:
        if whole:
            require(not proof, "the consistency proof is too long")
            return old_root, old_root
        require(len(proof) == 1, "the consistency proof has the wrong length")
        return proof[0], proof[0]
    require(proof, "the consistency proof is too short")
    half = split(size)
    if old <= half:
        before, now = roots_from_proof(old, half, proof[:-1], old_root, whole)
        return before, node_hash(now, proof[-1])
    before, now = roots_from_proof(old - half, size - half, proof[:-1], old_root, False)
    return node_hash(proof[-1], before), node_hash(proof[-1], now)


# Notes and checkpoints, C2SP.


def strict_base64(text, what):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Wrong(what + " is not base64") from None
    require(base64.b64encode(data).decode() == text, what + " is not canonical base64")
    return data


def read_key(text):
    """The name, the four bytes and the 32 bytes of a public key."""
    parts = text.strip().split("+", 2)
    require(len(parts) == 3, "the key is not written name+hash+base64")
    name, digits, encoded = parts
    data = strict_base64(encoded, "the key")
    require(len(data) == 33 and data[0] == 1, "the key is not an Ed25519 key")
    identity = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
    require(identity.hex() == digits, "the hash in the key is not that of the key")
    return name, identity, data[1:]


def read_checkpoint(note, key):
    """Origin, size and root of a checkpoint whose signature by the key verifies."""
    require(isinstance(note, str), "there is no signed head: give one")
    name, identity, public = read_key(key)
    require("\r" not in note and note.endswith("\n"), "the head is not a signed note")
    text, separator, signatures = note.rpartition("\n\n")
    require(separator, "the head is not a signed note")
    text += "\n"
    signed = False
    for line in signatures[:-1].split("\n"):
        parts = line.split(" ")
        require(len(parts) == 3 and parts[0] == "\u2014", "a signature is malformed")
        data = strict_base64(parts[2], "a signature")
        if parts[1] != name or data[:4] != identity:
            continue
        require(ed25519_verifies(public, text.encode(), data[4:]), "the signature is wrong")
        signed = True
    require(signed, "the head is not signed with the key")
    lines = text[:-1].split("\n")
    require(len(lines) == 3, "the head has not three lines")
    require(lines[1].isascii() and lines[1].isdigit(), "the size is not a number")
    require(lines[1] == str(int(lines[1])), "the size is not written plainly")
    root = strict_base64(lines[2], "the root")
    require(len(root) == 32, "the root has not 32 bytes")
    return lines[0], int(lines[1]), root


# Proof files.


def hexadecimal(value, what, count=None):
    require(isinstance(value, str), what + " is not text")
    try:
        data = bytes.fromhex(value)
    except ValueError:
        raise Wrong(what + " is not hexadecimal") from None
    require(data.hex() == value, what + " is not plain hexadecimal")
    require(count is None or len(data) == count, what + " has the wrong length")
    return data


def whole_number(value, what):
    require(isinstance(value, int) and not isinstance(value, bool), what + " is not a number")
    require(value >= 0, what + " is negative")
    return value


def require_head(proof, note, embedded_key, key, size, root):
    """The head must be one of this size and root, signed with the key."""
    if embedded_key is not None:
        require(embedded_key == key.strip(), "the proof names another key")
    origin, head_size, head_root = read_checkpoint(note, key)
    require(origin == proof.get("origin"), "the head is one of another log")
    require(head_size == size, "the head has another size than the proof")
    require(head_root == root, "the head has another root than the proof")


def check_event(proof, key, head):
    require(proof.get("format") == "rapport-event-proof-1", "that is not a proof of an event")
    position = whole_number(proof.get("position"), "the position")
    index = whole_number(proof.get("leaf_index"), "the leaf index")
    size = whole_number(proof.get("size"), "the size")
    require(index + 1 == position, "position and leaf index differ")
    record = hexadecimal(proof.get("record"), "the record")
    root = hexadecimal(proof.get("root"), "the root", 32)
    path = [hexadecimal(step, "the path", 32) for step in proof.get("path")]
    require(root_from_path(index, size, leaf_hash(record), path) == root, "the path is wrong")
    require_head(proof, head or proof.get("checkpoint"), proof.get("key"), key, size, root)
    return "the event @%d is among the first %d" % (position, size)


def check_extension(proof, key, from_key, from_head, to_head):
    require(
        proof.get("format") == "rapport-extension-proof-1", "that is not a proof of an extension")
    old = whole_number(proof.get("from_size"), "the earlier size")
    size = whole_number(proof.get("to_size"), "the later size")
    require(0 < old <= size, "the sizes are the wrong way round")
    old_root = hexadecimal(proof.get("from_root"), "the earlier root", 32)
    root = hexadecimal(proof.get("to_root"), "the later root", 32)
    path = [hexadecimal(step, "the path", 32) for step in proof.get("path")]
    before, now = roots_from_proof(old, size, path, old_root)
    require(before == old_root and now == root, "the path is wrong")
    from_note = from_head or proof.get("from_checkpoint")
    require_head(proof, from_note, proof.get("from_key"), from_key, old, old_root)
    to_note = to_head or proof.get("to_checkpoint")
    require_head(proof, to_note, proof.get("to_key"), key, size, root)
    return "the log of %d events begins with that of %d" % (size, old)


def read_text(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def read_json(path):
    proof = json.loads(read_text(path))
    require(isinstance(proof, dict) and isinstance(proof.get("path"), list), "that is not a proof")
    return proof


def main():
    parser = argparse.ArgumentParser(description="Checks Rapport's signed heads and proofs.")
    parser.add_argument("kind", choices=["head", "event", "extension"])
    parser.add_argument("file")
    parser.add_argument("--key", required=True)
    parser.add_argument("--from-key")
    parser.add_argument("--head")
    parser.add_argument("--from-head")
    parser.add_argument("--to-head")
    given = parser.parse_args()

    def key_text(text):
        return read_text(text[1:]).strip() if text.startswith("@") else text

    key = key_text(given.key)
    from_key = key_text(given.from_key) if given.from_key else key

    def note(path):
        return read_text(path) if path else None

    try:
        if given.kind == "head":
            origin, size, root = read_checkpoint(read_text(given.file), key)
            result = "%s: %d events, root %s" % (origin, size, root.hex())
        elif given.kind == "event":
            result = check_event(read_json(given.file), key, note(given.head))
        else:
            result = check_extension(
                read_json(given.file), key, from_key, note(given.from_head), note(given.to_head))
    except (Wrong, ValueError, OSError) as reason:
        print("wrong: %s" % reason)
        return 1
    print("right: " + result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
