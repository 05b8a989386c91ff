// EventLog: see docs/ARCHITECTURE.md.
