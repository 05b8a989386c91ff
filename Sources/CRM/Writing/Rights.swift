public import Domain
import Projections

/// In whose name something is done.
public struct Principal: Hashable, Sendable {
  /// The user.
  public var user: UserID

  /// The user of this number.
  public init(_ user: UserID) { self.user = user }
}

/// Who may do what; docs/ARCHITECTURE.md, "Rights".
///
/// - A representative reads the business, and writes new customers and opportunities as well as
///   those that are theirs or nobody's.
/// - A manager also writes what belongs to anyone below, hands it over, and reads the log.
/// - An analyst reads the business and writes nothing.
/// - An auditor reads the business and the log, and writes nothing.
/// - An administrator does everything.
struct Rights {
  let user: UserID
  let row: UserRow
  let team: Team

  /// The rights of a user today; refused when there is no such active user.
  init(_ principal: Principal, team: Team) throws(CommandRefusal) {
    user = principal.user
    row = team.rows[user]
    self.team = team
    guard row.role != nil else { throw .noPrincipal("there is no user \(user)") }
    guard row.isActive else {
      throw .noPrincipal("user \(user) is deactivated and cannot work with the book")
    }
  }

  private var role: Role { row.role ?? .analyst }

  /// Whether the whole log, with who did what, may be read.
  func requireLog() throws(CommandRefusal) {
    switch role {
    case .auditor, .administrator, .manager: return
    case .representative, .analyst:
      throw .notAllowed("reading the log is for auditors, managers and administrators")
    }
  }

  /// Whether everything in the book may be had in one file.
  func requireWholeExport() throws(CommandRefusal) {
    if role == .representative {
      throw .notAllowed(
        "exporting the whole book is for analysts, managers, auditors and administrators")
    }
  }

  /// Whether the log may be read.
  var mayReadLog: Bool {
    switch role {
    case .auditor, .administrator, .manager: true
    case .representative, .analyst: false
    }
  }

  /// Whether one may see who read what, and everything that is held on a person.
  func requireAudit(_ what: String) throws(CommandRefusal) {
    switch role {
    case .auditor, .administrator: return
    case .representative, .manager, .analyst:
      throw .notAllowed("\(what) is for auditors and administrators")
    }
  }

  /// Whether users, pipelines, products and the book may be set up.
  func requireSetUp(_ what: String) throws(CommandRefusal) {
    if role != .administrator {
      throw .notAllowed("\(what) is for administrators; you are \(role.withArticle)")
    }
  }

  /// Whether something of this owner may be written.
  func mayWrite(_ owner: UserID?) -> Bool {
    do throws(CommandRefusal) {
      try requireWrite(owner, "")
      return true
    } catch {
      return false
    }
  }

  /// Whether something with these owners may be written; no owner means nobody's.
  func requireWrite(_ owner: UserID?, _ what: String) throws(CommandRefusal) {
    switch role {
    case .administrator: return
    case .analyst, .auditor:
      throw .notAllowed("\(role.withArticle) may read everything and change nothing")
    case .representative, .manager:
      guard let owner, owner != user, !isBelow(owner) else { return }
      throw .notAllowed("\(what) belongs to \(owner), not to you or your team")
    }
  }

  /// Whether the target of this owner may be set: by administrators, and by managers for those
  /// below them. Nobody sets a target for themselves, and the book's is for administrators.
  func requireTarget(of owner: UserID?) throws(CommandRefusal) {
    if role == .administrator { return }
    if let owner, isBelow(owner) { return }
    throw .notAllowed(
      "setting targets is for administrators, and for managers for those who report to them")
  }

  /// Whether everything `giver` has may be handed to others.
  func requireHandOver(from giver: UserID) throws(CommandRefusal) {
    if role == .administrator || (role == .manager && isBelow(giver)) { return }
    throw .notAllowed("handing over is for administrators, and for managers within their team")
  }

  private func isBelow(_ owner: UserID) -> Bool {
    role == .manager && team.reports(owner, to: user)
  }
}

extension Role {
  /// The role with its article, as in "an analyst".
  var withArticle: String {
    ("aeiou".contains(description.first ?? "x") ? "an " : "a ") + description
  }
}
