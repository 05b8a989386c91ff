import Bytes
import Domain

/// What happens to custom fields and labels, in the stream of every customisable kind.
enum CustomSamples {
  /// An event of every type; words lie in a box where there is a slot. Accounts and contacts have
  /// events of their own for labels.
  static func full(slot: KeySlot? = nil, withLabels: Bool = true) -> [CustomEvent] {
    var changed = CustomValuesChanged()
    changed.fields = [1, 300]
    changed.values = [-8, 9_000_000_000]
    changed.inWords = [2, 70_000]
    changed.cleared = [5]
    var words = CustomWords()
    words.texts = ["steel and glass", "wood"]
    changed.words = Discreet(words, slot: slot)
    return [.fieldsChanged(changed)]
      + (withLabels ? [.tagged(TextChanged("key")), .untagged(TextChanged("late payer"))] : [])
  }

  /// An event of every type that can happen to a custom field.
  static func definitions() throws -> [CustomFieldEvent] {
    var defined = CustomFieldDefined()
    (defined.entity, defined.kind, defined.isRequired) = (.account, .choice, true)
    (defined.decimals, defined.currency) = (2, .usDollar)
    (defined.code, defined.label, defined.unit) = ("trade", "Trade", "m²")
    defined.choices = [
      CustomChoice("steel", label: "Steel", number: 1), CustomChoice("wood", number: 300),
    ]
    return [
      .defined(defined), .relabelled(TextChanged("Line of trade")),
      .choiceAdded(CustomChoice("glass", label: "Glass, china", number: 3)),
      .choiceRelabelled(ChoiceRelabelled(300, label: "Timber")), .choiceRetired(ChoiceMeant(3)),
      .choiceReinstated(ChoiceMeant(3)), .requirementChanged(RequirementChanged(true)),
      .retired(NothingElse()), .reinstated(NothingElse()),
    ]
  }

}
