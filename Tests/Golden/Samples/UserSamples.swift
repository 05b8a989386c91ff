import Bytes
import Domain

/// An event of every type that can happen to a user.
enum UserSamples {
  static func full() throws -> [UserEvent] {
    let slot = KeySlot(300)
    return [
      .registered(registered(slot)),
      .renamed(Personal(TextChanged("Rita Østergård"), slot: slot)),
      .emailChanged(Personal(TextChanged("rita@golden.example"), slot: slot)),
      .loginChanged(Personal(TextChanged("rita"), slot: slot)),
      .roleChanged(RoleChanged(.administrator)),
      .managerChanged(IDChanged(UserID(129))),
      .officeChanged(TextChanged("Århus")),
      .deactivated(NothingElse()),
      .reactivated(NothingElse()),
      .referenced(Personal(ExternalReference(source: "hr", identifier: "0007"), slot: slot)),
    ]
  }

  private static func registered(_ slot: KeySlot) -> UserRegistered {
    var registered = UserRegistered()
    registered.role = .manager
    registered.manager = UserID(1)
    registered.office = "North"
    let details = UserDetails(name: "Rita Rep", email: "rita@golden.example", login: "rrep")
    registered.personal = Personal(details, slot: slot)
    return registered
  }
}
