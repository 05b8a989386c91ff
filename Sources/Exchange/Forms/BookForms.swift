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
      "book.fiscal-year", "Say when the fiscal year starts, and by which year it is called",
      [
        .required("start-month", .month, "1 for January to 12 for December"),
        .optional("start-day", .count, "the day of that month, 1 to 28; 1 when not given"),
        .optional(
          "named-by", .naming,
          "the calendar year it is called by: that of its end or of its start; end when not given"),
      ],
      example: "rapport book fiscal-year --start-month 4 --start-day 6 --named-by start"
    ) { values in
      let day: UInt64 = values.optional("start-day") ?? 1
      return .book(
        .changeFiscalYear(
          startMonth: values.required("start-month"), startDay: Int(clamping: day),
          naming: values.optional("named-by") ?? .end))
    },
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
    case .setExchangeRate, .withdrawExchangeRate: nil
    }
  }
}
