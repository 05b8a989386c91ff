internal import Bytes
internal import CRM
internal import Database
internal import Domain
internal import Reports

/// The tables that have several rows an entity, or none of one.
enum SideTables {
  /// A table: its columns in order, as SQL has them.
  struct Table: Sendable {
    let name: String
    let columns: [String]
    var constraint = ""

    var definition: String {
      let lines = columns + (constraint.isEmpty ? [] : [constraint])
      return "CREATE TABLE \(name) (\n  \(lines.joined(separator: ",\n  "))\n)"
    }
  }

  static let stages = Table(
    name: "stages",
    columns: [
      "pipeline_id TEXT NOT NULL REFERENCES pipelines", "stage INTEGER NOT NULL",
      "sequence INTEGER NOT NULL", "name TEXT", "probability REAL", "category TEXT",
      "is_retired INTEGER NOT NULL",
    ], constraint: "PRIMARY KEY (pipeline_id, stage)")

  static let stageHistory = Table(
    name: "opportunity_stages",
    columns: [
      "opportunity_id TEXT NOT NULL REFERENCES opportunities", "sequence INTEGER NOT NULL",
      "position INTEGER NOT NULL", "at TEXT NOT NULL", "is_undated INTEGER NOT NULL",
      "stage INTEGER NOT NULL", "status TEXT NOT NULL",
    ], constraint: "PRIMARY KEY (opportunity_id, sequence)")

  static let orderLines = Table(
    name: "order_lines",
    columns: [
      "order_id TEXT NOT NULL REFERENCES orders", "line INTEGER NOT NULL",
      "product_id TEXT REFERENCES products", "description TEXT",
      "quantity_units INTEGER", "quantity_scale INTEGER", "quantity REAL",
      "amount_units INTEGER", "amount_scale INTEGER", "amount REAL",
      "cost_units INTEGER", "cost_scale INTEGER", "cost REAL",
      "discount REAL",
      "returned_quantity REAL",
      "returned_amount_units INTEGER", "returned_amount_scale INTEGER", "returned_amount REAL",
      "returned_cost REAL",
    ], constraint: "PRIMARY KEY (order_id, line)")

  static let questions = Table(
    name: "questions",
    columns: [
      "questionnaire_id TEXT NOT NULL REFERENCES questionnaires", "version INTEGER NOT NULL",
      "question INTEGER NOT NULL", "code TEXT", "wording TEXT", "kind TEXT",
      "decimals INTEGER NOT NULL", "size_weight INTEGER", "potential_weight INTEGER",
    ], constraint: "PRIMARY KEY (questionnaire_id, version, question)")

  static let answers = Table(
    name: "answers",
    columns: [
      "response_id TEXT NOT NULL REFERENCES responses", "question INTEGER NOT NULL",
      "value INTEGER", "words TEXT",
    ], constraint: "PRIMARY KEY (response_id, question)")

  static let tags = Table(
    name: "tags", columns: ["entity TEXT NOT NULL", "tag TEXT NOT NULL"],
    constraint: "PRIMARY KEY (entity, tag)")

  static let customValues = Table(
    name: "custom_values",
    columns: [
      "entity TEXT NOT NULL", "custom_field_id TEXT NOT NULL REFERENCES custom_fields",
      "value TEXT", "units INTEGER",
    ], constraint: "PRIMARY KEY (entity, custom_field_id)")

  static let references = Table(
    name: "external_references",
    columns: ["entity TEXT NOT NULL", "source TEXT NOT NULL", "identifier TEXT NOT NULL"])

  static let rates = Table(
    name: "rates",
    columns: [
      "currency TEXT NOT NULL", "quote TEXT NOT NULL", "from_day TEXT NOT NULL",
      "rate_units INTEGER NOT NULL", "rate_scale INTEGER NOT NULL", "rate REAL NOT NULL",
      "source TEXT",
    ], constraint: "PRIMARY KEY (currency, quote, from_day)")

  static let events = Table(
    name: "events",
    columns: [
      "position INTEGER PRIMARY KEY", "entity TEXT NOT NULL", "version INTEGER NOT NULL",
      "kind TEXT NOT NULL", "type INTEGER NOT NULL", "event TEXT", "occurred_at TEXT NOT NULL",
      "timeline_at TEXT NOT NULL", "recorded_at TEXT NOT NULL", "is_undated INTEGER NOT NULL",
      "actor_id TEXT", "on_behalf_of_id TEXT", "corrects INTEGER", "reason TEXT",
      "import_id TEXT", "command TEXT NOT NULL",
    ])

  static let about = Table(name: "about", columns: ["name TEXT PRIMARY KEY", "value TEXT"])

  static let all = [
    stages, stageHistory, orderLines, questions, answers, tags, customValues, references, rates,
    events, about,
  ]
}

// MARK: - Rows

extension SideTables {
  static func rows(_ pipeline: Pipeline) -> [[DatabaseValue]] {
    pipeline.stages.enumerated().map { index, stage -> [DatabaseValue] in
      [
        DatabaseValue(pipeline.id), .integer(Int64(stage.number)), .integer(Int64(index + 1)),
        .text(stage.name), DatabaseValue(.probability(stage.probability)),
        .text(stage.category.description), .integer(stage.isRetired ? 1 : 0),
      ]
    }
  }

  /// A row for every event that changed the stage or the status.
  static func rows(
    _ steps: [HistoryStep<Opportunity>], of id: OpportunityID
  ) -> [[DatabaseValue]] {
    var rows: [[DatabaseValue]] = []
    for step in steps where step.after.exists {
      let isNew =
        !step.before.exists || step.before.stage != step.after.stage
        || step.before.status != step.after.status
      guard isNew else { continue }
      rows.append([
        DatabaseValue(id), .integer(Int64(rows.count + 1)),
        .integer(Int64(step.position.number)), DatabaseValue(step.header.occurredAt),
        .integer(step.header.flags.contains(.undated) ? 1 : 0),
        .integer(Int64(step.after.stage)), .text(step.after.status.description),
      ])
    }
    return rows
  }

  static func rows(_ order: Order) -> [[DatabaseValue]] {
    func real(_ number: DecimalNumber?) -> DatabaseValue { MoneyColumns.values(number)[2] }
    return order.lines.map { line in
      let back = order.returned[line.number]
      var row: [DatabaseValue] = [
        DatabaseValue(order.id), .integer(Int64(line.number)), DatabaseValue(line.product),
        line.description.isEmpty ? .null : .text(line.description),
      ]
      row += MoneyColumns.values(line.quantity) + MoneyColumns.values(line.amount)
      row += MoneyColumns.values(line.cost) + [real(line.discount), real(back?.quantity)]
      row += MoneyColumns.values(back?.amount) + [real(back?.cost)]
      return row
    }
  }

  static func rows(_ questionnaire: Questionnaire) -> [[DatabaseValue]] {
    questionnaire.versions.flatMap { version -> [[DatabaseValue]] in
      version.questions.map { question -> [DatabaseValue] in
        [
          DatabaseValue(questionnaire.id), .integer(Int64(version.number)),
          .integer(Int64(question.number)), .text(question.code), .text(question.wording),
          .text("\(question.kind)"), .integer(Int64(question.decimals)),
          .integer(Int64(question.sizeWeight)), .integer(Int64(question.potentialWeight)),
        ]
      }
    }
  }

  static func rows(_ response: Response) -> [[DatabaseValue]] {
    response.answered.map { question -> [DatabaseValue] in
      let words: String? = response.words[question].flatMap { $0 }
      return [
        DatabaseValue(response.id), .integer(Int64(question)),
        response.answers[question].map { .integer($0) } ?? .null,
        words.map { .text($0) } ?? .null,
      ]
    }
  }

  /// What stands in the custom fields of an entity, as people read it, and as it is stored.
  static func rows(
    _ custom: CustomState, of number: DatabaseValue, _ fields: [CustomFieldID: CustomField]
  ) -> [[DatabaseValue]] {
    custom.values.sorted { $0.key.number < $1.key.number }.map { id, value -> [DatabaseValue] in
      switch value {
      case .number(let units):
        let shown = fields[id].map { $0.shown(units) }
        return [number, DatabaseValue(id), DatabaseValue(shown), .integer(units)]
      case .words(let text): return [number, DatabaseValue(id), .text(text), .null]
      case .hidden: return [number, DatabaseValue(id), .null, .null]
      }
    }
  }

  static func rows(_ rates: ExchangeRates) -> [[DatabaseValue]] {
    var rows: [[DatabaseValue]] = []
    for pair in rates.pairs {
      for entry in rates[pair] {
        var row: [DatabaseValue] = [
          .text(pair.currency.code), .text(pair.quote.code), .text(entry.from.description),
        ]
        row += MoneyColumns.values(entry.rate)
        row.append(entry.source.isEmpty ? .null : .text(entry.source))
        rows.append(row)
      }
    }
    return rows
  }
}
