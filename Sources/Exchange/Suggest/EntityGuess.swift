import Bytes
import CRM
import Domain

/// What the rows of a file most likely are, by the names of its columns.
struct EntityGuess {
  private let profiles: [ColumnProfile]
  private let form: Form
  /// The parameters that a column was found for, in the order of the form.
  private let set: [(parameter: String, column: ColumnProfile)]
  private let reference: ColumnProfile?
  private let date: ColumnProfile?
  /// Whether the names of the columns tell what the rows are.
  private let isCertain: Bool
  /// Whether the profiles are those of all rows.
  private let isWhole: Bool

  init(_ profiles: [ColumnProfile], isWhole: Bool) {
    (self.profiles, self.isWhole) = (profiles, isWhole)
    let names = profiles.map(\.plainName)
    var best = (score: 0, form: "account.create")
    for (form, words) in Self.words {
      let score = words.count { word in names.contains { $0.contains(word) } }
      if score > best.score, Forms.all.contains(where: { $0.name == form }) {
        best = (score, form)
      }
    }
    guard let form = Forms.all.first(where: { $0.name == best.form }) else {
      preconditionFailure("the catalogue has the forms that are guessed")
    }
    self.form = form
    let reference =
      profiles.first { profile in
        profile.isUnique && profile.kind != .email && !profile.isDate
          && Self.identifiers.contains { profile.plainName.hasSuffix($0) }
      } ?? profiles.first { $0.isUnique && $0.kind == .text || $0.isUnique && $0.kind == .whole }
    self.reference = reference
    date = form.creates == .opportunity ? Self.opening(profiles) : nil
    var set: [(parameter: String, column: ColumnProfile)] = []
    for parameter in form.parameters where parameter.name != "reference" {
      let taken = Swift.Set(set.map(\.column.name))
      let found = profiles.first { profile in
        !taken.contains(profile.name) && Self.fits(profile, parameter, form)
      }
      if let found { set.append((parameter.name, found)) }
    }
    self.isCertain = best.score > 0
    if form.parameter("name")?.isRequired == true, !set.contains(where: { $0.parameter == "name" }),
      best.score > 0 || reference != nil,
      let column = reference ?? profiles.first(where: { $0.kind == .text }) ?? profiles.first
    {
      set.insert(("name", column), at: 0)
    }
    self.set = set
  }

  /// The steps that take the rows in: what they refer to first.
  func steps(_ file: String, standardDate: String?) -> [String] {
    var steps: [String] = []
    for (parameter, column) in set {
      guard case .entity(let kind)? = form.parameter(parameter)?.kind, kind != form.creates,
        let creating = Self.creating[kind]
      else { continue }
      steps.append(
        RecipeDraft.step(file, creating, distinct: column, set: [("name", column)]))
    }
    return steps + [step(file, standardDate: standardDate)]
  }

  private static let creating: [StreamKind: String] = [
    .user: "user.create", .account: "account.create", .product: "product.create",
  ]

  /// Whether rows have nothing to be told apart by, so that they are numbered.
  var numbersRows: Bool {
    let unnamed: Set<StreamKind> = [.lead, .opportunity, .contact]
    return reference == nil && (!isCertain || form.creates.map(unnamed.contains) ?? false)
  }

  /// What numbered rows are numbered in.
  static let numberColumn = "row number"

  /// What is set up first, each a member of an array; nil when nothing is.
  var setup: String? {
    let all = ([pipeline] + custom.map(\.definition)).compactMap { $0 }
    return all.isEmpty ? nil : all.joined(separator: ",\n    ")
  }

  /// The columns no parameter was found for, as custom fields; none where there can be none.
  private var custom: [SuggestedField] {
    guard let kind = form.creates, kind.customisableNoun != nil else { return [] }
    let used = usedColumns
    var fields: [SuggestedField] = []
    for profile in profiles where !used.contains(profile.name) && profile.kind != .empty {
      let codes = Swift.Set(fields.map(\.code))
      fields.append(SuggestedField(profile, kind, taken: codes, isWhole: isWhole))
    }
    return fields
  }

  private var usedColumns: Set<String> {
    Swift.Set(set.map(\.column.name) + [reference?.name, date?.name].compactMap { $0 })
  }

  /// The pipeline whose stages a column names; nil when none does.
  private var pipeline: String? {
    guard let stages = set.first(where: { $0.parameter == "stage" })?.column.distinct,
      (1...15).contains(stages.count)
    else { return nil }
    let list = stages.map { stage in
      #"{"name": \#(RecipeDraft.quoted(stage)), "probability": "50%"}"#
    }
    return #"{"do": "pipeline.define", "set": {"name": "Imported", "stages": ["#
      + list.joined(separator: ", ") + "]}}"
  }

  /// The step that takes the rows in.
  private func step(_ file: String, standardDate: String?) -> String {
    let custom = custom
    let used = usedColumns.union(custom.map(\.column))
    let rest = profiles.filter { !used.contains($0.name) }.map(\.name)
    var comment = profiles.map { "\($0.name): \($0.description)" }.joined(separator: "; ")
    if !rest.isEmpty { comment += ". Not used yet: " + rest.joined(separator: ", ") }
    if !isCertain {
      comment =
        "Nothing tells what these rows are: choose a command, see 'What are my rows?' in "
        + "docs/IMPORT.md. " + comment
    }
    var members = [
      #""comment": \#(RecipeDraft.quoted(comment))"#,
      #""from": \#(RecipeDraft.quoted(file)), "do": \#(RecipeDraft.quoted(form.name))"#,
    ]
    if let date {
      members.append(
        #""at": {"column": \#(RecipeDraft.quoted(date.name))\#(format(date, standardDate)), "#
          + #""undated": "last"}"#)
    }
    if let reference {
      members.append(#""reference": {"column": \#(RecipeDraft.quoted(reference.name))}"#)
    } else if numbersRows {
      members.append(#""reference": {"column": "\#(Self.numberColumn)"}"#)
    }
    var values = set.map { parameter, column in
      #"\#(RecipeDraft.quoted(parameter)): {"column": \#(RecipeDraft.quoted(column.name))"#
        + format(column, standardDate) + "}"
    }
    if !isCertain, reference == nil {
      values.insert(#""name": {"template": "Row {\#(Self.numberColumn)}"}"#, at: 0)
    }
    if !custom.isEmpty {
      values.append(
        "\"field\": [" + custom.map { $0.value(standardDate) }.joined(separator: ",\n          ")
          + "]")
    }
    members.append("\"set\": {\n        " + values.joined(separator: ",\n        ") + "\n      }")
    return "{\n      " + members.joined(separator: ",\n      ") + "\n    }"
  }

  /// How the dates of a column are written, where it is not as the recipe says.
  private func format(_ column: ColumnProfile, _ standard: String?) -> String {
    guard case .date(let format, _) = column.kind, format != standard else { return "" }
    return #", "format": \#(RecipeDraft.quoted(format))"#
  }

  // MARK: Words

  private static let words: [(form: String, words: [String])] = [
    (
      "opportunity.open",
      ["deal", "opportunity", "stage", "pipeline", "probability", "close", "won", "amount"]
    ),
    ("contact.create", ["first name", "last name", "given", "family", "email", "phone", "birth"]),
    (
      "account.create", ["company", "account", "customer", "industry", "sector", "revenue", "city"]
    ),
    ("product.create", ["product", "sku", "list price", "price"]),
    ("user.create", ["agent", "sales rep", "employee", "manager", "office", "login"]),
    ("lead.capture", ["lead", "mql", "prospect", "origin", "landing", "campaign", "channel"]),
  ]

  private static let identifiers = ["id", "number", "key", "code", "reference", "no"]

  /// Other names that columns have for parameters.
  private static let synonyms: [String: [String]] = [
    "name": [
      "name", "title", "company", "account", "customer", "product", "agent", "deal name",
      "customer name", "company name", "account name", "product name",
    ],
    "account": ["account", "company", "customer"],
    "owner": ["owner", "agent", "sales rep", "salesperson", "account manager"],
    "amount": ["amount", "value", "close value", "revenue", "price"],
    "given": ["first name", "given name", "given", "firstname"],
    "family": ["last name", "family name", "surname", "lastname"],
    "email": ["email", "e mail", "mail"], "phone": ["phone", "telephone", "mobile", "tel"],
    "city": ["city", "town"], "country": ["country"], "industry": ["industry", "sector"],
    "postal-code": ["postal code", "zip", "zip code", "postcode"],
    "expected-close": ["expected close", "close date"], "stage": ["stage", "deal stage"],
    "price": ["price", "list price", "sales price"], "manager": ["manager"],
    "office": ["office", "regional office", "branch"], "employees": ["employees"],
    "birthday": ["birthday", "date of birth", "birth date", "born"],
    "source": ["source", "origin", "channel", "lead source"],
    "landing-page": ["landing page", "landing page id", "page"],
    "campaign": ["campaign", "campaign id"], "segment": ["segment", "business segment"],
    "first-contact": ["first contact", "first contact date", "created", "came in"],
  ]

  private static func fits(_ profile: ColumnProfile, _ parameter: Parameter, _ form: Form) -> Bool {
    guard suits(profile.kind, parameter.kind) else { return false }
    // A name is unlike a reference to something else that happens to have a name.
    if parameter.name == "name", form.creates == .opportunity {
      return profile.plainName.hasSuffix("name")
    }
    let wanted = synonyms[parameter.name] ?? [parameter.name.replacing("-", with: " ")]
    return wanted.contains(profile.plainName)
  }

  private static func suits(_ kind: ColumnProfile.Kind, _ parameter: Parameter.Kind) -> Bool {
    switch (parameter, kind) {
    case (_, .empty): false
    case (.money, .whole), (.money, .decimal), (.count, .whole), (.year, .whole): true
    case (.money, _), (.count, _), (.year, _): false
    case (.day, .date): true
    case (.day, _): false
    case (_, .date): false
    default: true
    }
  }

  private static func opening(_ profiles: [ColumnProfile]) -> ColumnProfile? {
    let dates = profiles.filter { if case .date = $0.kind { true } else { false } }
    let words = ["open", "create", "start", "engage", "submit", "date"]
    return words.lazy.compactMap { word in
      dates.first { $0.plainName.contains(word) && !$0.plainName.contains("close") }
    }.first
  }
}
