/// The English names of the months.
enum MonthName {
  private static let names = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
  ]

  /// The English name of a month, 1…12.
  static func english(_ month: Int) -> String { names[month - 1] }

  /// The month (1…12) with that three-letter abbreviation in any case, such as `Mar`.
  static func month(abbreviation: String) -> Int? {
    let wanted = abbreviation.lowercased()
    return names.firstIndex { $0.prefix(3).lowercased() == wanted }.map { $0 + 1 }
  }
}
