import Domain
import EventLog

extension CRM {
  /// Whether an error is an expected "no", to be told in one line, and not a fault of the world.
  ///
  /// Only errors of the rooms up to this one are known here.
  public static func isRefusal(_ error: any Error) -> Bool {
    switch error {
    case is any DomainRefusal, is BookFault, is ClockRefusal: true
    case is DayRefusal, is ZoneRefusal, is DateFormatRefusal, is ProbabilityRefusal: true
    case is MoneyRefusal, is DecimalRefusal, is PeriodRefusal, is TextRefusal: true
    case is InstantRefusal: true
    default: false
    }
  }

  /// Whether there is a book in a directory.
  public static func isBook(_ directory: String) -> Bool {
    BookFiles(directory: directory).isBook
  }
}
