import Bytes
import Domain
import Testing

private let id = ProductID(12)
private let created = ProductEvent.created(pump())

private func pump() -> ProductCreated {
  var created = ProductCreated()
  created.name = "Pump"
  created.listPrice = euros("1200.50")
  created.family = "Water"
  created.code = "P-100"
  return created
}

private func euros(_ text: String) -> Money {
  do { return try Money(text, .euro) } catch { fatalError("\(error)") }
}

@Suite struct `Entering a product` {
  @Test func `a product has a name and perhaps a price, a family and a code`() {
    let new = NewProduct(
      name: " Pump", listPrice: euros("1200.5"), family: "Water", code: " P-100 ")
    given(Product.self, id).when(.create(new)).thenOnce([created])
    var bare = ProductCreated()
    bare.name = "Hour"
    given(Product.self, id).when(.create(NewProduct(name: "Hour"))).thenOnce([.created(bare)])
  }

  @Test func `a product may be free of charge but not cost less than nothing`() {
    let price = euros("-0.01")
    given(Product.self, id).when(.create(NewProduct(name: "Pump", listPrice: price)))
      .refused(.negativePrice(price))
    given(Product.self, id, created).when(.price(price)).refused(.negativePrice(price))
    given(Product.self, id, created).when(.price(.zero(.euro)))
      .then([.priced(MoneyChanged(.zero(.euro)))])
  }

  @Test func `a name is needed`() {
    given(Product.self, id).when(.create(NewProduct(name: "")))
      .refused(.text(.empty(field: "name")))
    given(Product.self, id).when(.create(NewProduct(name: "Pump", code: " ")))
      .refused(.text(.empty(field: "code")))
  }

  @Test func `a name in another system belongs to one product`() {
    let reference = ExternalReference(source: "erp", identifier: "77")
    var facts = TestFacts()
    facts.references[reference] = ProductID(4).stream
    given(Product.self, id, facts: facts)
      .when(.create(NewProduct(name: "Pump", references: [reference])))
      .refused(.reference(.taken(reference, by: "P-4")))
    facts.references[reference] = id.stream
    given(Product.self, id, created, .referenced(reference), facts: facts)
      .when(.reference(reference)).thenNothing()
    given(Product.self, id, created).when(.reference(reference)).then([.referenced(reference)])
  }

  @Test func `a product that is not there cannot be changed`() {
    given(Product.self, id).when(.rename("Pump")).refused(.unknown(id))
  }
}

@Suite struct `Changing a product` {
  @Test func `each value is changed by its own event`() {
    given(Product.self, id, created).when(.rename("Big pump"))
      .then([.renamed(TextChanged("Big pump"))])
    given(Product.self, id, created).when(.price(euros("9")))
      .then([.priced(MoneyChanged(euros("9")))])
    given(Product.self, id, created).when(.setFamily("Air"))
      .then([.familyChanged(TextChanged("Air"))])
    given(Product.self, id, created).when(.setCode("P-1")).then([.codeChanged(TextChanged("P-1"))])
  }

  @Test func `values can be taken away`() {
    given(Product.self, id, created).when(.price(nil)).then([.priced(MoneyChanged(nil))])
    given(Product.self, id, created).when(.setFamily(nil)).then([.familyChanged(TextChanged())])
    given(Product.self, id, created).when(.setCode(nil)).then([.codeChanged(TextChanged())])
    let bare = Product.folded(
      id, created, .priced(MoneyChanged(nil)), .familyChanged(TextChanged()),
      .codeChanged(TextChanged()))
    expectFields(bare, ["name"])
  }

  @Test func `the same price with more decimals is no change`() {
    given(Product.self, id, created).when(.price(euros("1200.500"))).thenNothing()
  }

  @Test func `it is retired and reinstated`() {
    given(Product.self, id, created).when(.retire).then([.retired(NothingElse())])
    given(Product.self, id, created).when(.reinstate).thenNothing()
    given(Product.self, id, created, .retired(NothingElse())).when(.reinstate)
      .then([.reinstated(NothingElse())])
  }

  @Test func `old values can be restored`() throws {
    let older = Product.folded(id, created)
    let newer = Product.folded(
      id, created, .renamed(TextChanged("Other")), .priced(MoneyChanged(nil)),
      .familyChanged(TextChanged("Air")), .codeChanged(TextChanged()), .retired(NothingElse()))
    for field in ["name", "list-price", "family", "code", "retired"] {
      try expectRestored(field, of: newer, to: older)
      try expectRestored(field, of: older, to: newer)
    }
    #expect(newer.restoring("colour", from: older) == nil)
  }

  @Test func `every event reads back from its bytes`() throws {
    try expectRoundTrips([
      created, .renamed(TextChanged("Other")), .priced(MoneyChanged(euros("0.123456789"))),
      .familyChanged(TextChanged()), .codeChanged(TextChanged("é")), .retired(NothingElse()),
      .reinstated(NothingElse()), .referenced(ExternalReference(source: "a", identifier: "b")),
      .costed(MoneyChanged(euros("0.5"))), .subfamilyChanged(TextChanged("Light")),
    ])
  }
}
