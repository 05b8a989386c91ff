// Cryptography: see docs/ARCHITECTURE.md.
