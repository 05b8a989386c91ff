// Domain: see docs/ARCHITECTURE.md.
