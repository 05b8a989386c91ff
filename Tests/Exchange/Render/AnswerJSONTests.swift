import Bytes
import Domain
import Exchange
import Reports
import Testing

struct AnswerJSONTests {
  @Test func `every kind of cell is written`() throws {
    let text = String(decoding: AnswerJSON.bytes(try SampleAnswer.make()), as: UTF8.self)
    #expect(text == golden)
  }

  @Test func `the compact form says the same`() throws {
    let answer = try SampleAnswer.make()
    let compact = AnswerJSON.bytes(answer, pretty: false)
    #expect(!compact.contains(0x0A))
    #expect(try JSONValue(parsing: compact) == JSONValue(parsing: AnswerJSON.bytes(answer)))
  }

  @Test func `an answer without total and limit says null`() throws {
    var answer = try SampleAnswer.make()
    answer.total = nil
    answer.rowsBeforeLimit = nil
    answer.rows = []
    answer.moment.day = nil
    guard case .object(let object) = try JSONValue(parsing: AnswerJSON.bytes(answer)),
      case .object(let moment)? = object["as_of"]
    else {
      Issue.record("not an object")
      return
    }
    #expect(object["total"] == .null)
    #expect(object["rows_before_limit"] == .null)
    #expect(object["rows"] == [])
    #expect(moment["day"] == .null)
  }

  @Test(arguments: [
    (1, 3, "0.3333333333"), (2, 3, "0.6666666667"), (-2, 3, "-0.6666666667"),
    (2, -3, "-0.6666666667"),
    (1, 20_000_000_000, "0"), (3, 20_000_000_000, "0.0000000002"), (-1, 20_000_000_000, "0"),
    (-3, -20_000_000_000, "0.0000000002"), (Int64.max, 1, "9223372036854775807"),
    (Int64.min, 2, "-4611686018427387904"), (5, 4, "1.25"), (100, 10, "10"),
  ])
  func `a quotient has up to ten decimals, rounded half to even`(
    numerator: Int64, denominator: Int64, text: String
  ) throws {
    let quotient = try #require(Quotient(numerator, denominator))
    #expect(try cell(.quotient(quotient)) == .number(text))
  }

  @Test(
    arguments: [
      ("100", "EUR", 3, "33.333333"), ("-200", "EUR", 3, "-66.666667"),
      ("0.00001", "EUR", 20, "0.000000"),
      ("0.00003", "EUR", 20, "0.000002"), ("1000", "JPY", 7, "142.8571"),
      ("1", "KWD", 3, "0.3333333"),
      ("99999999999999999", "EUR", 1, "99999999999999999.000000"),
    ] as [(String, String, Int64, String)])
  func `a mean of money has four decimals more than its currency`(
    amount: String, currency: String, count: Int64, text: String
  ) throws {
    let mean = Cell.meanMoney(try SampleAnswer.amounts(amount, currency), count: count)
    #expect(try cell(mean) == [currency: .string(text)])
  }

  /// What a cell is written as.
  private func cell(_ cell: Cell) throws -> JSONValue? {
    var answer = try SampleAnswer.make()
    answer.columns = [Column("it", "It", .decimal)]
    answer.rows = [Row(key: "1", cells: [cell], sources: [])]
    answer.total = nil
    guard case .object(let object) = try JSONValue(parsing: AnswerJSON.bytes(answer)),
      case .array(let rows)? = object["rows"], case .object(let row)? = rows.first
    else { return nil }
    return row["it"]
  }
}

private let golden = #"""
  {
    "report": "sample",
    "title": "Sample",
    "as_of": {
      "position": 12345,
      "day": "2017-03-31",
      "instant": "2017-03-31T23:59:59.999999+02:00",
      "zone": "Europe/Amsterdam",
      "now": false,
      "known_through": null
    },
    "parameters": {
      "by": "owner",
      "limit": "3"
    },
    "columns": [
      {
        "key": "owner",
        "title": "Owner",
        "kind": "entity"
      },
      {
        "key": "city",
        "title": "City",
        "kind": "text"
      },
      {
        "key": "count",
        "title": "Count",
        "kind": "integer"
      },
      {
        "key": "days",
        "title": "Days",
        "kind": "decimal"
      },
      {
        "key": "amount",
        "title": "Amount",
        "kind": "money"
      },
      {
        "key": "mean",
        "title": "Mean",
        "kind": "money"
      },
      {
        "key": "weighted",
        "title": "Weighted",
        "kind": "money"
      },
      {
        "key": "win_rate",
        "title": "Win rate",
        "kind": "share"
      },
      {
        "key": "closed",
        "title": "Closed",
        "kind": "day"
      },
      {
        "key": "touched",
        "title": "Touched",
        "kind": "instant"
      }
    ],
    "rows": [
      {
        "key": "U-1",
        "owner": {
          "id": "U-1",
          "name": "Ann, \"the\" Boss"
        },
        "city": "Zürich",
        "count": 1234567,
        "days": 47.3333333333,
        "amount": {
          "EUR": "10005534.00"
        },
        "mean": {
          "EUR": "33.333333"
        },
        "weighted": {
          "EUR": "0.125"
        },
        "win_rate": 0.6315789474,
        "closed": "2017-03-09",
        "touched": "2017-03-09T12:00:00+01:00"
      },
      {
        "key": "U-2",
        "owner": {
          "id": "U-2",
          "name": "山田太郎"
        },
        "city": "line\nbreak\u001b[31m",
        "count": -12,
        "days": -0.125,
        "amount": {
          "EUR": "-1200.50"
        },
        "mean": null,
        "weighted": {
          "JPY": "1500",
          "USD": "0.0003333"
        },
        "win_rate": 1,
        "closed": null,
        "touched": null
      },
      {
        "key": "U-3",
        "owner": {
          "id": "U-3",
          "name": "Zoë"
        },
        "city": {
          "erased": true
        },
        "count": 0,
        "days": null,
        "amount": {},
        "mean": null,
        "weighted": {},
        "win_rate": 0,
        "closed": {
          "erased": true
        },
        "touched": null
      }
    ],
    "total": {
      "owner": "Total",
      "city": null,
      "count": 1234555,
      "days": null,
      "amount": {
        "EUR": "10004333.50"
      },
      "mean": null,
      "weighted": {
        "JPY": "1500",
        "USD": "0.0003333"
      },
      "win_rate": null,
      "closed": null,
      "touched": null
    },
    "notes": [
      "2 opportunities without an amount are left out"
    ],
    "rows_before_limit": 38
  }
  """#
