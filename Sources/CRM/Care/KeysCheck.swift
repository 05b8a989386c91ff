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
    let persons = try persons()
    var (beyond, lost, back): ([String], [String], [String]) = ([], [], [])
    for person in persons {
      do {
        let hasKey = try keys.key(person.slot) != nil
        if person.isErased, hasKey { back.append(person.name) }
        if !person.isErased, !hasKey { lost.append(person.name) }
      } catch KeysFault.missingSlot {
        beyond.append(person.name)
      }
    }
    tell(
      beyond, "beyond the end of the keys file", "it is older than the log: put a newer copy back",
      &report)
    tell(
      lost, "without a key, though nobody erased them", "put a copy of the keys back", &report)
    tell(
      back, "erased, and their keys are there again",
      "an older copy of the keys was put back: the next command that writes erases them again",
      &report)
    guard beyond.isEmpty, lost.isEmpty, back.isEmpty else { return }
    let erased = persons.count { $0.isErased }
    let rest = erased == 0 ? "each with a key" : "\(erased) of them erased, the others with a key"
    report.ok("keys", "\(persons.count) persons, \(rest)")
  }

  private func tell(
    _ names: [String], _ what: String, _ advice: String, _ report: inout HealthReport
  ) {
    guard let first = names.first else { return }
    let who = names.count == 1 ? "\(first) is" : "\(names.count) persons, first \(first), are"
    report.fault("keys", "\(who) \(what)", advice)
  }

  private struct Person {
    let name: String
    let slot: KeySlot
    let isErased: Bool
  }

  /// The book's users, contacts and leads.
  private func persons() throws -> [Person] {
    let team = try crm.model(Team.self).rows.rows
    let contacts = try crm.model(Contacts.self).rows.rows
    let users = team.enumerated().map { index, row in
      Person(
        name: "\(UserID(UInt32(index) + 1))", slot: KeySlot(row.keySlot), isErased: row.isErased)
    }
    let others = contacts.enumerated().map { index, row in
      Person(
        name: "\(ContactID(UInt32(index) + 1))", slot: KeySlot(row.keySlot),
        isErased: row.isErased)
    }
    let leads = try crm.model(Leads.self).rows.rows.enumerated().map { index, row in
      Person(
        name: "\(LeadID(UInt32(index) + 1))", slot: KeySlot(row.keySlot), isErased: row.isErased)
    }
    return (users + others + leads).filter { $0.slot.number > 0 }
  }
}
