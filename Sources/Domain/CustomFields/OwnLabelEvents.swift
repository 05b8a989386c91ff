extension Account {
  /// Accounts have events of their own for labels, older than those all things share.
  public static func labelled(_ label: String, _ isGiven: Bool) -> AccountEvent {
    isGiven ? .tagged(TextChanged(label)) : .untagged(TextChanged(label))
  }
}

extension Contact {
  /// Contacts have events of their own for labels, older than those all things share.
  public static func labelled(_ label: String, _ isGiven: Bool) -> ContactEvent {
    isGiven ? .tagged(TextChanged(label)) : .untagged(TextChanged(label))
  }
}
