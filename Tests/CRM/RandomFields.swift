import Bytes
import CRM
import Domain

// Custom fields and labels of a random business.

extension RandomBusiness {
  /// Something done to custom fields and labels.
  mutating func customise() -> Command {
    let kind = StreamKind.customisable[number(0...6)]
    let thing = StreamID(kind, UInt32(number(1...20)))
    switch number(0...9) {
    case 0, 1: return define(kind)
    case 2: return changeField()
    case 3...7:
      let values = [
        WrittenField("words", number(0...3) == 0 ? "" : "words \(number(1...9))"),
        WrittenField("size", number(0...3) == 0 ? "" : "\(number(-90...90)).5"),
        WrittenField("kind", "option \(number(1...3))"),
        WrittenField("since", "2026-0\(number(1...9))-15"),
      ]
      let some = [values[number(0...3)]]
      return Command.custom(thing, .set(some)) ?? define(kind)
    case 8: return Command.custom(thing, .tag("Label \(number(1...5))")) ?? define(kind)
    default: return Command.custom(thing, .untag("Label \(number(1...5))")) ?? define(kind)
    }
  }

  private mutating func define(_ kind: StreamKind) -> Command {
    switch number(0...3) {
    case 0: return .customField(nil, .define(NewCustomField(kind, "words", .text)))
    case 1:
      var size = NewCustomField(kind, "size", .number)
      size.decimals = 1
      return .customField(nil, .define(size))
    case 2:
      var choice = NewCustomField(kind, "kind", .choice)
      choice.choices = (1...3).map { CustomChoice("option \($0)") }
      return .customField(nil, .define(choice))
    default: return .customField(nil, .define(NewCustomField(kind, "since", .date)))
    }
  }

  private mutating func changeField() -> Command {
    let field = CustomFieldID(UInt32(number(1...12)))
    switch number(0...4) {
    case 0: return .customField(field, .rename("Called \(number(1...40))"))
    case 1: return .customField(field, .addChoice(CustomChoice("option \(number(1...9))")))
    case 2: return .customField(field, .retireChoice("option \(number(1...3))"))
    case 3: return .customField(field, number(0...3) == 0 ? .retire : .reinstate)
    default: return .customField(field, .reinstateChoice("option \(number(1...3))"))
    }
  }
}
