import Bytes
import Domain
import EventLog
import Projections

/// Whether everybody whose values are sealed has a key, or had one until it was erased.
struct KeysCheck {
  let crm: CRM

  func run(_ report: inout HealthReport) throws {
    let keys = crm.core.secrets.keys
    _ = try keys.lookupKey()
    var erased = 0
    var missing: [String] = []
    let slots = try slots()
    for (slot, name) in slots {
      do {
        if try keys.key(slot) == nil { erased += 1 }
      } catch KeysFault.missingSlot {
        missing.append(name)
      }
    }
    guard let first = missing.first else {
      let rest = erased == 0 ? "each with a key" : "\(erased) of them erased, the others with a key"
      return report.ok("keys", "\(slots.count) persons, \(rest)")
    }
    report.fault(
      "keys", "\(missing.count) persons, \(first) the first, are beyond the end of the keys file",
      "it is older than the log: put a newer copy back")
  }

  /// The key slots of the book's users and contacts.
  private func slots() throws -> [(KeySlot, String)] {
    let team = try crm.model(Team.self)
    let contacts = try crm.model(Contacts.self)
    var slots: [(KeySlot, String)] = []
    for (index, row) in team.rows.rows.enumerated() where row.keySlot > 0 {
      slots.append((KeySlot(row.keySlot), "U-\(index + 1)"))
    }
    for (index, row) in contacts.rows.rows.enumerated() where row.keySlot > 0 {
      slots.append((KeySlot(row.keySlot), "C-\(index + 1)"))
    }
    return slots
  }
}
