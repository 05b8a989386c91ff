/// A field of which a merge keeps one of two values.
///
/// `Values` holds a value or nil for each; what a merge took is a `Values` in which all others are
/// nil.
struct MergeField<Values: Equatable> {
  /// The name people see.
  let name: String
  /// Its stored number, for when it is taken away.
  let number: UInt32
  let isEmpty: (Values) -> Bool
  let isSame: (Values, Values) -> Bool
  let copy: (Values, inout Values) -> Void

  /// A field that is one value.
  init<Value: Equatable>(
    _ name: String, _ number: UInt32, _ path: WritableKeyPath<Values, Value?>
  ) {
    self.init(
      name, number, isEmpty: { $0[keyPath: path] == nil },
      isSame: { $0[keyPath: path] == $1[keyPath: path] },
      copy: { $1[keyPath: path] = $0[keyPath: path] })
  }

  /// A field of several values that go together.
  init(
    _ name: String, _ number: UInt32, isEmpty: @escaping (Values) -> Bool,
    isSame: @escaping (Values, Values) -> Bool, copy: @escaping (Values, inout Values) -> Void
  ) {
    (self.name, self.number) = (name, number)
    (self.isEmpty, self.isSame, self.copy) = (isEmpty, isSame, copy)
  }
}

/// How the fields of two are merged, and how that is undone.
struct MergeFields<Values: Equatable> {
  let fields: [MergeField<Values>]
  /// All fields nil.
  let nothing: Values

  /// What the survivor takes of the other one: what was chosen, and what it has not itself.
  func taken(
    _ own: Values, _ other: Values, keep: [String: MergeSide], own id: String,
    other otherID: String,
    fills: (MergeField<Values>) -> Bool
  ) throws(MergeRefusal) -> Values {
    var taken = nothing
    for field in fields {
      let side = keep[field.name]
      if let side {
        let (values, holder) = side == .survivor ? (own, id) : (other, otherID)
        if field.isEmpty(values) { throw .nothingToKeep(holder, field: field.name) }
      }
      let isFilled = field.isEmpty(own) && fills(field)
      guard side == .merged || (side == nil && isFilled), !field.isEmpty(other),
        !field.isSame(own, other)
      else { continue }
      field.copy(other, &taken)
    }
    return taken
  }

  /// What goes back of what was taken: the values from before, where the value is still the one
  /// that was taken. Fields that had none before are listed by their numbers.
  func restored(
    _ now: Values, taken: Values, before: Values
  ) -> (values: Values, cleared: [UInt32]) {
    var (values, cleared) = (nothing, [UInt32]())
    for field in fields where !field.isEmpty(taken) && field.isSame(now, taken) {
      if field.isEmpty(before) { cleared.append(field.number) } else { field.copy(before, &values) }
    }
    return (values, cleared)
  }

  /// What was there before, once an earlier merge is undone: a value that came with that one gives
  /// way to what was there before it.
  func forgotten(_ before: Values, taken: Values, earlier: Values) -> Values {
    var before = before
    for field in fields where !field.isEmpty(taken) && field.isSame(before, taken) {
      field.copy(earlier, &before)
    }
    return before
  }
}
