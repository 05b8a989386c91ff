import Domain
import Projections
import Reports

/// Finds a user by number, login or name.
struct UserResolver {
  let source: BookSource

  /// The user a text names; refused when it names none or several.
  func user(named text: String) throws -> UserID {
    let rows = try source.model(Team.self).rows
    if let id = UserID(text: text), rows[id].role != nil { return id }
    let folded = SearchText.folded(text)
    var byName: [UserID] = []
    for (id, _) in rows.all {
      let user = try source.entity(User.self, id)
      if user.details.login == text { return id }
      if SearchText.folded(user.details.name) == folded { byName.append(id) }
    }
    guard let only = byName.first else {
      throw CommandRefusal.noPrincipal("there is no user '\(text)'")
    }
    if byName.count > 1 {
      let list = byName.map(\.description).joined(separator: ", ")
      throw CommandRefusal.noPrincipal("several users are called '\(text)': \(list)")
    }
    return only
  }
}
