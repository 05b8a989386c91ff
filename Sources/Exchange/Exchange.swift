// Exchange: see docs/ARCHITECTURE.md.
