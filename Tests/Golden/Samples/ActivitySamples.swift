import Bytes
import Domain

/// An event of every type that can happen to an activity.
enum ActivitySamples {
  private static let slot = KeySlot(4_000_000_000)

  static func full() throws -> [ActivityEvent] {
    [
      .planned(try planned()),
      .logged(logged()),
      .rescheduled(ActivityRescheduled(.at(Instant(microseconds: -1)))),
      .ownerChanged(IDChanged(UserID(8))),
      .started(IDChanged(UserID(9))),
      .stopped(NothingElse()),
      .completed(completed()),
      .cancelled(NothingElse()),
      .reopened(NothingElse()),
      .renamed(Discreet(ActivityWords(subject: "Spring order"), slot: slot)),
      .noted(Discreet(ActivityWords(notes: "bring\nsamples"), slot: slot)),
      .linked(ActivityLinked(AccountID(1_042), OpportunityID(88))),
      .referenced(ExternalReference(source: "calendar", identifier: "uid-7")),
    ] + CustomSamples.full(slot: slot).map { .custom($0) }
  }

  /// Words that lie in the open, since no contact is given.
  static func minimal() -> [ActivityEvent] {
    var logged = ActivityLogged()
    logged.about.account = AccountID(7)
    logged.words.open = ActivityWords(subject: "Fair", notes: "hall 3", result: "closed already")
    return [
      .logged(logged), .renamed(Discreet(ActivityWords(subject: "Autumn order"), slot: nil)),
    ]
  }

  private static func about() -> ActivityAbout {
    var about = ActivityAbout()
    about.kind = .visit
    (about.owner, about.account) = (UserID(4), AccountID(1_042))
    (about.contact, about.opportunity) = (ContactID(77), OpportunityID(88))
    about.label = "W_Valideren aanvraag"
    return about
  }

  private static func planned() throws -> ActivityPlanned {
    var planned = ActivityPlanned()
    planned.about = about()
    planned.due = .day(try Day(year: 1970, month: 1, day: 1))
    planned.words = Discreet(ActivityWords(subject: "Hammocks", notes: "by train"), slot: slot)
    return planned
  }

  private static func logged() -> ActivityLogged {
    var logged = ActivityLogged()
    logged.about = about()
    logged.result = ActivityResult(
      .noShow, durationSeconds: 0, startedAt: Instant(microseconds: 1_490_918_400_000_001))
    logged.words = Discreet(
      ActivityWords(subject: "Fair", notes: "hall 3", result: "closed already"), slot: slot)
    return logged
  }

  private static func completed() -> ActivityCompleted {
    var completed = ActivityCompleted()
    completed.result = ActivityResult(.agreed, durationSeconds: 1_500)
    completed.words = Discreet(ActivityWords(result: "they want ten"), slot: slot)
    return completed
  }
}
