import Bytes
import CRM
import Domain
import Exchange
import Testing

@Suite struct FormCatalogueTests {
  @Test func `every example is a command of its own form`() throws {
    let book = try FormBook()
    for form in Forms.all {
      let line = CommandLine(form.example, form: form)
      let command = try form.command(
        FormArguments(subject: line.subject, line.values), book.crm)
      #expect(Forms.name(of: command) == form.name)
    }
  }

  @Test func `every command has a form`() throws {
    // `Forms.name(of:)` switches over all commands without a default, so a new one does not
    // compile unless it is named; here every name it can give must be in the catalogue.
    let names = Set(Forms.all.map(\.name))
    let expected = [
      "user": """
      create rename email login role manager office deactivate reactivate reference erase \
      hand-over
      """,
      "account": """
      create rename change assign parent tag untag reference merge unmerge distinguish
      """,
      "contact": """
      create rename add-email remove-email add-phone remove-phone add-address remove-address \
      birthday account relationship assign tag untag reference erase merge unmerge \
      distinguish
      """,
      "product": "create rename price cost family subfamily code retire reinstate reference",
      "pipeline": """
      define rename add-stage change-stage retire-stage reorder retire reinstate reference
      """,
      "opportunity": """
      open advance move-back move amount probability expected-close assign product account \
      contact rename win lose reopen reference
      """,
      "questionnaire": "define revise rename retire reinstate reference",
      "response": "record answer retract reference",
      "lead": "capture change status assign convert reference erase",
      "order": """
      place add-line change-line remove-line ship cancel reinstate return ordered assign customer \
      opportunity change reference
      """,
      "activity": """
      plan log reschedule assign complete cancel reopen start stop rename note link reference
      """,
      "forecast-call": "submit revise withdraw", "target": "set revise retire",
      "field": """
      define rename add-option rename-option retire-option reinstate-option require retire \
      reinstate
      """,
      "rate": "set withdraw", "book": "rename fiscal-year zone-rules",
    ]
    var all: Set<String> = ["restore"]
    for kind in StreamKind.customisable {
      for verb in ["set", "tag", "untag"] { all.insert("\(EntityKinds.noun(of: kind)).\(verb)") }
    }
    for (kind, verbs) in expected {
      for verb in verbs.split(separator: " ") { all.insert("\(kind).\(verb)") }
    }
    #expect(names == all)
    #expect(Forms.all.count == names.count)
  }

  @Test func `names are kebab case and every form and parameter says what it is`() {
    func isKebab(_ text: some StringProtocol) -> Bool {
      text.allSatisfy { ($0.isLowercase && $0.isASCII) || $0 == "-" }
    }
    for form in Forms.all {
      #expect(form.name.split(separator: ".").allSatisfy(isKebab))
      #expect(!form.summary.isEmpty && form.summary.last != ".")
      for parameter in form.parameters {
        #expect(isKebab(parameter.name))
        #expect(!parameter.help.isEmpty)
      }
    }
  }

  @Test func `a form that does not exist is refused with the nearest name`() {
    #expect(throws: FormRefusal.unknownForm("opportunity.wni", nearest: "opportunity.win")) {
      try Forms.named("opportunity.wni")
    }
    #expect(throws: FormRefusal.unknownForm("quit", nearest: nil)) { try Forms.named("quit") }
  }
}
