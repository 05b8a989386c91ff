// CRM: see docs/ARCHITECTURE.md.
