import CRM
import Domain
import Exchange

/// A small book in which everything the examples name exists.
struct FormBook {
  let crm: CRM
  let anna: Principal

  init() throws {
    let pipeline = NewPipeline(
      name: "Sales",
      stages: [
        NewStage(name: "Prospecting", probability: try Probability("10%")),
        NewStage(name: "Engaging", probability: try Probability("50%")),
      ])
    crm = try CRM.foundInMemory(
      Foundation(
        company: "Acme", currency: .euro, zone: try SystemZones.zone(named: "Europe/Amsterdam"),
        administrator: "Anna", pipeline: pipeline))
    anna = Principal(UserID(1))
    try execute("user.create", ["name": "Ben Bos", "reference": "erp:ben"])
    try execute("account.create", ["name": "Globex", "reference": "erp:A7"])
    try execute("account.create", ["name": "Initech"])
    try execute("contact.create", ["name": "Carla Cruz", "email": "carla@example.com (work)"])
    try execute("product.create", ["name": "GTX Basic", "price": "550"])
    try execute("opportunity.open", ["account": "Globex", "product": "P-1", "amount": "550"])
    try execute("questionnaire.define", ["definition": Self.definition])
    try execute(
      "field.define",
      ["entity": "account", "code": "trade", "type": "choice", "options": "steel; wood; other"])
    try execute(
      "response.record", ["questionnaire": "Size", "account": "Globex", "answer": "q1=8"])
    try execute("lead.capture", ["name": "Dora Dam", "company": "Dam & Co."])
    try execute("order.place", ["account": "Globex", "product": "P-1", "quantity": "2"])
    try execute("activity.plan", ["type": "call", "account": "Globex"])
    try execute("forecast-call.submit", ["period": "2017Q1", "amount": "9000"])
    try execute("target.set", ["period": "2017Q1", "amount": "9000"])
    try execute("contact.create", ["name": "Karla Kruis"])
  }

  /// What a file with a questionnaire holds.
  static let definition = """
    {"name": "Size", "questions": [
      {"code": "q1", "type": "scale", "from": 1, "to": 10, "size": 1},
      {"code": "q2", "type": "yes-no"}]}
    """

  /// Carries out a form with these texts.
  @discardableResult
  func execute(
    _ form: String, of subject: String? = nil, _ values: [String: String]
  ) throws -> Outcome {
    try crm.execute(command(form, of: subject, values), as: anna)
  }

  /// The command a form makes of these texts.
  func command(
    _ form: String, of subject: String? = nil, _ values: [String: String],
    source: String? = nil
  ) throws -> Command {
    let values = values.map { FormArguments.Value($0.key, $0.value) }
    return try Forms.named(form)
      .command(FormArguments(subject: subject, values, source: source), crm)
  }
}

/// A command line taken apart as a shell does it, single quotes only.
struct CommandLine {
  let subject: String?
  let values: [FormArguments.Value]

  init(_ text: String, form: Form) {
    var words: [String] = []
    for (index, part) in text.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 {
        words.append(String(part))
      } else {
        words += part.split(separator: " ").map(String.init)
      }
    }
    words.removeFirst(1 + form.name.split(separator: ".").count)
    let isNamed = { (word: String) in word.hasPrefix("--") }
    subject = form.subject != nil && words.first.map(isNamed) == false ? words.removeFirst() : nil
    var values: [FormArguments.Value] = []
    if let file = form.parameters.first(where: { $0.kind == .definition }) {
      // The command line reads the file that stands here.
      words.removeFirst()
      values.append(FormArguments.Value(file.name, FormBook.definition))
    }
    self.values = values + stride(from: 0, to: words.count, by: 2).map {
      FormArguments.Value(String(words[$0].dropFirst(2)), words[$0 + 1])
    }
  }
}
