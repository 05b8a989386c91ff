// Bytes: see docs/ARCHITECTURE.md.
