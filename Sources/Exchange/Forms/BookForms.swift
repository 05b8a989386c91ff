import Bytes
import CRM
import Domain

extension Forms {
  static let book: [Form] = [
    .free(
      "book.rename", "Give the company another name",
      [.required("name", .line, "the new name")],
      example: "rapport book rename --name 'Acme International'"
    ) { .book(.renameCompany($0.required("name"))) },
    .free(
      "book.fiscal-year", "Let the fiscal year start in another month",
      [.required("start-month", .month, "1 for January to 12 for December")],
      example: "rapport book fiscal-year --start-month 4"
    ) { .book(.changeFiscalYear(startMonth: $0.required("start-month"))) },
    .free(
      "book.zone-rules", "Cut days by the newer rules this machine has for the book's zone",
      [.required("zone", .zone, "the name of the zone, which must be the book's")],
      example: "rapport book zone-rules --zone Europe/Amsterdam"
    ) { .book(.adoptZoneRules($0.required("zone"))) },
    .free(
      "restore", "Give a field the value it had at a moment before",
      [
        .required("entity", .anyEntity, "whose field, by number"),
        .required("field", .field, "the field, as 'show' prints it"),
        .required("to", .moment, "the moment whose value it gets"),
      ],
      example: "rapport restore --entity A-1 --field name --to 2017-03-31"
    ) { .restore($0.required("entity"), field: $0.required("field"), to: $0.required("to")) },
  ]

  /// The verb of a command to the book; nil for its foundation.
  static func name(of command: BookCommand) -> String? {
    switch command {
    case .found: nil
    case .adoptZoneRules: "zone-rules"
    case .renameCompany: "rename"
    case .changeFiscalYear: "fiscal-year"
    }
  }
}
