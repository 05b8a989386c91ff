// CRMTesting: see docs/ARCHITECTURE.md.
