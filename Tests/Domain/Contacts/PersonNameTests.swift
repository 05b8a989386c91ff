import Domain
import Testing

struct PersonNameTests {
  @Test func `a name is shown given name first and sorted family name first`() {
    let name = PersonName(given: "Anna", family: "van Dijk", middle: "M.", prefix: "Dr.")
    #expect(name.displayName == "Anna M. van Dijk")
    #expect(name.sortName == "van Dijk, Anna M.")
  }

  @Test(arguments: [
    (PersonName(full: "Cher"), "Cher", "Cher"),
    (PersonName(given: "Cher"), "Cher", "Cher"),
    (PersonName(family: "Bo", full: "Mr Bo"), "Bo", "Bo"),
    (PersonName(given: "A", family: "B", full: "ignored"), "A B", "B, A"),
    (PersonName(), "", ""),
  ])
  func `parts that are missing leave no gaps`(name: PersonName, shown: String, sorted: String) {
    #expect(name.displayName == shown)
    #expect(name.sortName == sorted)
  }

  @Test(arguments: [
    ("Dr. Anna van Dijk", "Dr.", "Anna", "", "van Dijk", ""),
    ("  Anna \t van  Dijk ", "", "Anna", "", "van Dijk", ""),
    ("Prof. Dr. Anna Bos PhD", "Prof. Dr.", "Anna", "", "Bos", "PhD"),
    ("John Smith, Jr.", "", "John", "", "Smith", "Jr."),
    ("van Dijk, Anna Maria", "", "Anna", "Maria", "van Dijk", ""),
    ("Cher", "", "Cher", "", "", ""),
    ("Dr", "", "Dr", "", "", ""),
    ("Smith,", "", "Smith,", "", "", ""),
    ("", "", "", "", "", ""),
  ])
  func `a written name is taken apart and kept whole`(
    text: String, prefix: String, given: String, middle: String, family: String, suffix: String
  ) {
    let full = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let expected = PersonName(
      given: given, family: family, middle: middle, prefix: prefix, suffix: suffix, full: full)
    #expect(PersonName(parsing: text) == expected)
  }
}
