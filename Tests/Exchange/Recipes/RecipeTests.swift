import CRM
import Domain
import Exchange
import Testing

@Suite struct RecipeTests {
  private static let good = """
    {"format": 1, "name": "test", "source": "erp",
     "files": {"deals": {"match": "deals*.csv"}},
     "values": {"codes": {"a": "b"}},
     "steps": [
       {"from": "deals", "do": "opportunity.open", "reference": {"column": "id"},
        "at": {"column": "opened", "undated": "last"},
        "set": {"amount": {"column": "value"}, "product": {"column": "what", "map": "codes"}}}
     ]}
    """

  /// The refusal of the good recipe with one text replaced.
  private func refusal(_ old: String, _ new: String) throws -> String {
    let parts = Self.good.split(separator: old, omittingEmptySubsequences: false)
    precondition(parts.count > 1, "the text to replace is in the recipe")
    let text = parts[0] + new + parts.dropFirst().joined(separator: old)
    do {
      _ = try Recipe(parsing: Array(String(text).utf8))
      return "not refused"
    } catch {
      return "\(error)"
    }
  }

  @Test func `a good recipe is read`() throws {
    let recipe = try Recipe(parsing: Array(Self.good.utf8))
    #expect(recipe.name == "test" && recipe.source == "erp")
    #expect(recipe.files.map(\.key) == ["deals"])
    #expect(recipe.steps.map(\.form.name) == ["opportunity.open"])
    #expect(recipe.digest == FileDigest.sha256(Array(Self.good.utf8)))
  }

  @Test func `an unknown key is refused with its place and the nearest known one`() throws {
    #expect(
      try refusal(#""source""#, #""sorce""#)
        == "recipe, line 1, column 31: there is no key 'sorce'; did you mean 'source'?")
    #expect(
      try refusal(#""undated""#, #""undatd""#)
        == "recipe, line 6, column 32: there is no key 'undatd'; did you mean 'undated'?")
    #expect(
      try refusal(#""match""#, #""xyz": 1, "match""#).hasPrefix(
        "recipe, line 2, column 22: there is no key 'xyz'; known are match, optional, layout"))
  }

  @Test(arguments: [
    (#""format": 1"#, #""format": 2"#, "this version reads recipes of format 1"),
    (#""name": "test", "#, "", "the key 'name' is missing"),
    (#""source": "erp""#, #""source": "e:p""#, "a source has no colon in its name"),
    (
      #""from": "deals""#, #""from": "deal""#,
      "there is no file 'deal' in \"files\"; did you mean 'deals'?"
    ),
    (
      "opportunity.open", "opportunity.oepn",
      "there is no command 'opportunity.oepn'; did you mean 'opportunity.open'?"
    ),
    (
      #""amount""#, #""amuont""#,
      "opportunity.open has no parameter 'amuont'; did you mean 'amount'?"
    ),
    (#""last""#, #""never""#, #"'never' is not one of "first", "last", "refuse", "skip""#),
    (#""map": "codes""#, #""map": "code""#, "there is no map 'code' in \"values\""),
    (#"{"column": "value"}"#, #"{"column": "value", "value": "1"}"#, "a value has exactly one of"),
    (#"{"column": "value"}"#, #"{"template": "{value"}"#, "is never closed"),
    (#"{"column": "value"}"#, #"{"template": "value}"}"#, "a closing brace without an opening one"),
    (
      #"{"column": "value"}"#, #"{"list-price-of": "account"}"#,
      "has no parameter 'account' that names a product"
    ),
    (
      #"{"column": "value"}"#, #"{"column": "value", "times": 0}"#,
      "expected a whole number from 1 on"
    ),
    (#"{"column": "value"}"#, #"{"value": null}"#, "expected a value, found null"),
    (#"{"column": "value"}"#, #""value""#, "expected an object"),
    (#""deals*.csv""#, #""deals*.csv", "computed": {"x": {}}"#, "a computed column has one of"),
    (
      #""deals*.csv""#, #""deals*.csv", "computed": {"x": {"column": "a", "per": "b"}}"#,
      "makes sense only with \"count\" and \"latest\""
    ),
    (
      #""deals*.csv""#, #""deals*.csv", "computed": {"x": {"column": "a", "map": "no"}}"#,
      "there is no map 'no'"
    ),
    (#""at": {"#, #""subject": {"column": "id"}, "at": {"#, "is not done to something that exists"),
    (
      #""reference": {"column": "id"},"#, #""when": [{"column": "x"}],"#,
      "a condition has exactly one of"
    ),
    (#""deals*.csv""#, #""deals*.csv", "encoding": "ebcdic""#, "is not an encoding that is read"),
    (#""deals*.csv""#, #""deals*.csv", "delimiter": "x""#, "a delimiter is one of"),
    (
      #""deals*.csv""#, #""deals*.csv", "header": false"#, "a file without a header needs the names"
    ),
    (#""values":"#, #""dates": {"zone": "Mars/Base"}, "values":"#, "Mars/Base"),
    (
      #""values":"#, #""dates": {"format": "yyyy"}, "values":"#,
      "the date format 'yyyy' cannot be used"
    ),
    (#""values":"#, #""numbers": {"decimal": ",", "group": ","}, "values":"#, "must differ"),
    (
      #""values":"#, #""numbers": {"decimal": "5"}, "values":"#,
      "a digit or a sign is no decimal point"
    ),
    (#""values":"#, #""currency": "XXL", "values":"#, "is not a currency code"),
  ])
  func `what cannot be meant is refused`(old: String, new: String, reason: String) throws {
    let text = try refusal(old, new)
    #expect(text.contains(reason), "\(text)")
    #expect(text.hasPrefix("recipe"))
  }

  @Test func `what is not JSON is refused with line and column`() throws {
    #expect(try refusal(#""steps": ["#, #""steps": {"#).contains("line 5, column 4"))
    #expect(throws: JSONError.self) { try Recipe(parsing: [0xFF, 0xFE]) }
  }

  @Test func `a form that acts on something needs to know on what`() throws {
    let steps = #"{"from": "deals", "do": "opportunity.win", "at": {"column": "won"}}"#
    let refusal = #expect(throws: RecipeRefusal.self) { try ImportSample.recipe(steps: steps) }
    #expect(
      refusal?.reason
        == "opportunity.win is done to something: name it by \"reference\" or \"subject\"")
  }

  @Test func `mutated recipes never crash`() {
    let seed = UInt64.random(in: 0 ... .max)
    print("mutated recipes, seed \(seed)")
    var state = seed
    func random(_ bound: Int) -> Int {
      // SplitMix64, after Steele, Lea and Flood, "Fast splittable pseudorandom number generators".
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ mixed >> 31) % UInt64(bound))
    }
    var read = 0
    for _ in 0..<2_000 {
      var bytes = Array(Self.good.utf8)
      for _ in 0...random(3) {
        let place = random(bytes.count)
        switch random(3) {
        case 0: bytes[place] = UInt8(random(256))
        case 1: bytes.remove(at: place)
        default: bytes.insert(bytes[random(bytes.count)], at: place)
        }
      }
      do {
        _ = try Recipe(parsing: bytes)
        read += 1
      } catch {
        #expect(!"\(error)".isEmpty)
      }
    }
    #expect(read < 2_000)
  }
}
