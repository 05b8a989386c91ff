import Bytes
import CRM
import Domain
import Exchange
import Testing

/// Custom fields and labels as people type them, the same for every kind of thing.
@Suite struct CustomFormTests {
  @Test func `a field and its value stand on both sides of an equals sign`() throws {
    let book = try FormBook()
    let command = try book.command("account.set", of: "Globex", ["field": " trade = a=b "])
    guard case .account(AccountID(1), .custom(.set(let written))) = command else {
      return #expect(Bool(false), "fields of an account are set")
    }
    #expect(written.map(\.code) == ["trade"])
    #expect(written.map(\.text) == [" a=b "])
    let refusal = #expect(throws: FormRefusal.self) {
      try book.command("lead.set", of: "D-1", ["field": "trade"])
    }
    #expect(
      refusal?.description
        == "field 'trade': expected the code of a field, = and its value, such as trade=steel")
  }

  @Test func `what enters a thing may fill its fields and give it labels in one go`() throws {
    let book = try FormBook()
    let command = try book.command(
      "order.place", ["account": "Globex", "product": "P-1", "field": "gift=yes", "tag": "rush"])
    guard case .customised(.order(nil, .place), let custom) = command else {
      return #expect(Bool(false), "an order with more is placed")
    }
    #expect(custom.count == 2)
    #expect(custom.last == .tag("rush"))
    // Without them, the command is the one it was.
    guard case .order(nil, .place) = try book.command("order.place", ["account": "Globex"]) else {
      return #expect(Bool(false), "an order is placed")
    }
  }

  @Test func `a field is found by its number, its code, and its code behind its kind`() throws {
    let book = try FormBook()
    try book.execute("field.define", ["entity": "leads", "code": "trade", "type": "text"])
    let retire = Command.customField(CustomFieldID(1), .retire)
    #expect(try book.command("field.retire", of: "K-1", [:]) == retire)
    #expect(try book.command("field.retire", of: "account.trade", [:]) == retire)
    #expect(throws: FormRefusal.self) { try book.command("field.retire", of: "trade", [:]) }
    #expect(throws: FormRefusal.self) { try book.command("field.retire", of: "colour", [:]) }
  }

  @Test func `options are written with semicolons, or as JSON`() throws {
    let book = try FormBook()
    func choices(_ text: String) throws -> [CustomChoice] {
      let command = try book.command(
        "field.define", ["entity": "order", "code": "x", "type": "choice", "options": text])
      guard case .customField(nil, .define(let new)) = command else { return [] }
      return new.choices
    }
    let expected = [CustomChoice("steel"), CustomChoice("wood", label: "Wood, all kinds")]
    #expect(try choices("steel; wood = Wood, all kinds") == expected)
    #expect(try choices(#"["steel", {"code": "wood", "label": "Wood, all kinds"}]"#) == expected)
    #expect(throws: FormRefusal.self) { try choices("[1]") }
    #expect(throws: FormRefusal.self) { try choices("[") }
  }
}
