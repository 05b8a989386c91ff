// Derived: see docs/ARCHITECTURE.md.
