import Bytes
import Domain

extension TestBook {
  /// A small company: three users, three accounts, two products, seven opportunities, all outcomes.
  static var sample: TestBook {
    var book = TestBook()
    book.found()
    book.add(pipeline("Sales", [("Prospecting", 10), ("Engaging", 40)]), 1, on: "2016-01-01")
    book.add(user("Mia", role: .manager), 1, on: "2016-01-01")
    book.add(user("Rob Lee", manager: 1, office: "East"), 2, on: "2016-01-01")
    book.add(user("Ann Berg", manager: 1, office: "West"), 3, on: "2016-01-01")
    book.add(product("Basic", euro("500"), family: "GT"), 1, on: "2016-01-02")
    book.add(product("Plus", euro("900"), family: "MG"), 2, on: "2016-01-02")
    book.add(account("Acme", owner: 2, industry: "tools", country: "NL"), 1, on: "2016-01-03")
    book.add(account("Bolt", owner: 3, parent: 1, country: "DE"), 2, on: "2016-01-03")
    book.add(account("acme"), 3, on: "2016-01-03")
    book.add(
      contact("Eva Smit", slot: 41, account: 1, owner: 2, email: "eva@acme.example"), 1,
      on: "2016-02-01")
    book.add(contact("Tom Kok", slot: 42, account: 2, owner: 3, stage: .customer), 2)
    book.addOpportunities()
    return book
  }

  private mutating func found() {
    var founded = BookFounded()
    founded.company = "Sample"
    founded.identity = Array(repeating: 7, count: 16)
    add(BookEvent.founded(founded), 1, on: "2016-01-01", by: 0)
  }

  private mutating func addOpportunities() {
    add(
      opened(owner: 2, euro("1000"), account: 1, product: 1, probability: 50), 1, on: "2017-01-01")
    add(opened(owner: 2, stage: 2, euro("3000"), account: 1, product: 2), 2, on: "2017-01-11")
    add(opened(owner: 3, euro("800"), account: 2, product: 1, contact: 2), 3, on: "2017-02-01")
    add(opened(owner: 3, dollar("200"), product: 1), 4, on: "2017-02-01")
    add(opened(owner: 2, euro("600"), account: 2), 5, on: "2017-02-10")
    add(opened(owner: 3, account: 1, close: "2017-05-31"), 6, on: "2017-02-11")
    add(OpportunityEvent.advanced(StageEntered(2)), 3, on: "2017-02-21")
    add(won(euro("750")), 3, on: "2017-03-03")
    add(won(), 4, on: "2017-03-13")
    add(lost(), 5, on: "2017-03-20")
    add(opened(owner: 2, stage: 2, euro("50")), 7)
    add(TextChangedEvent.phone("Acme"), 1, on: "2017-04-10")
  }
}

/// An event that only passes time.
enum TextChangedEvent {
  static func phone(_ name: String) -> AccountEvent { .renamed(TextChanged(name)) }
}
