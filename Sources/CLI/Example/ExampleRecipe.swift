/// What the columns of the example's tables mean; docs/IMPORT.md describes such recipes.
enum ExampleRecipe {
  static let json = """
    {
      "format": 1,
      "name": "example",
      "description": "Half a year of an invented maker of cargo bikes",
      "source": "example",
      "files": {
        "users": {"match": "users.csv"},
        "accounts": {"match": "accounts.csv"},
        "contacts": {"match": "contacts.csv"},
        "relationships": {"match": "relationships.csv"},
        "products": {"match": "products.csv"},
        "opportunities": {"match": "opportunities.csv"},
        "changes": {"match": "changes.csv"}
      },
      "steps": [
        {"from": "users", "do": "user.create", "reference": {"column": "id"}, "set": {
          "name": {"column": "name"}, "role": {"column": "role"},
          "manager": {"column": "manager"}, "office": {"column": "office"}}},
        {"from": "products", "do": "product.create", "reference": {"column": "id"}, "set": {
          "name": {"column": "name"}, "family": {"column": "family"},
          "price": {"column": "price"}}},
        {"from": "accounts", "do": "account.create", "reference": {"column": "id"}, "set": {
          "name": {"column": "name"}, "industry": {"column": "industry"},
          "city": {"column": "city"}, "employees": {"column": "employees"},
          "annual-revenue": {"column": "revenue"}, "owner": {"column": "owner"}}},
        {"from": "contacts", "do": "contact.create", "reference": {"column": "id"}, "set": {
          "name": {"column": "name"}, "account": {"column": "account"},
          "role": {"column": "role"}, "email": {"column": "email"},
          "owner": {"column": "owner"}}},
        {"from": "relationships", "do": "contact.relationship", "at": {"column": "on"},
          "reference": {"column": "contact"}, "set": {
          "stage": {"column": "stage"}, "reason": {"column": "why"}}},
        {"from": "opportunities", "do": "opportunity.open", "at": {"column": "opened"},
          "reference": {"column": "id"}, "on-behalf-of": {"column": "owner"}, "set": {
          "name": {"column": "name"}, "account": {"column": "account"},
          "contact": {"column": "contact"}, "product": {"column": "product"},
          "amount": {"column": "amount"}, "expected-close": {"column": "expected"},
          "owner": {"column": "owner"}}},
    \(changes)
      ]
    }
    """

  /// Each kind of change has a form and a parameter of its own.
  private static let changes = [
    change("stage", "opportunity.advance", "stage"),
    change("amount", "opportunity.amount", "amount"),
    change("close", "opportunity.expected-close", "expected-close"),
    change("chance", "opportunity.probability", "probability"),
    change("owner", "opportunity.assign", "owner"),
    change("won", "opportunity.win", "amount"),
    change("lost", "opportunity.lose", "reason"),
  ].joined(separator: ",\n")

  private static func change(_ what: String, _ form: String, _ parameter: String) -> String {
    """
        {"from": "changes", "do": "\(form)", "at": {"column": "on"},
          "when": [{"column": "what", "in": ["\(what)"]}],
          "reference": {"column": "opportunity"}, "on-behalf-of": {"column": "by"},
          "set": {"\(parameter)": {"column": "value"}}}
    """
  }
}
