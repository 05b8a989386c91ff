// LMDB: see docs/ARCHITECTURE.md.
