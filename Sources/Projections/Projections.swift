// Projections: see docs/ARCHITECTURE.md.
