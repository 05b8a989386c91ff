public import Bytes

extension StreamKind {
  /// The fields that things of a customisable kind always have, by the names they are shown and
  /// restored by: no custom field of the kind has such a code.
  public var ownFieldNames: Set<String> {
    switch self {
    case .account:
      [
        "name", "owner", "parent", "industry", "annual-revenue", "employees", "founded", "website",
        "phone", "street", "postal-code", "city", "region", "country", "tag", "tags",
      ]
    case .contact:
      [
        "name", "name-prefix", "name-suffix", "birthday", "emails", "phones", "addresses",
        "account", "role", "relationship", "loss-reason", "source", "owner", "tag", "tags",
      ]
    case .lead:
      [
        "name", "company", "email", "phone", "status", "reason", "score", "owner", "qualifier",
        "first-contact", "source", "campaign", "landing-page", "segment", "type", "business-type",
        "profile", "revenue", "converted", "account", "contact", "opportunity", "tag", "tags",
      ]
    case .opportunity:
      [
        "name", "account", "contact", "owner", "product", "pipeline", "stage", "status", "amount",
        "expected-close", "probability", "category", "opened", "closed", "loss-reason", "tag",
        "tags",
      ]
    case .activity:
      [
        "type", "label", "subject", "status", "due", "owner", "account", "contact", "opportunity",
        "outcome", "closed", "work-since", "work-by", "minutes", "notes", "result", "tag", "tags",
      ]
    case .order:
      [
        "status", "account", "contact", "owner", "opportunity", "ordered", "shipped", "amount",
        "returned", "lines", "segment", "region", "country", "channel", "cancel-reason", "tag",
        "tags",
      ]
    case .product:
      [
        "name", "code", "family", "subfamily", "list-price", "cost", "retired", "tag", "tags",
      ]
    default: []
    }
  }
}
