import EventLog

/// The 16 bytes that tell a log from every other; the domain has a `BookID` of its own.
typealias LogIdentity = BookID
