import Bytes
import Domain

/// An event of every type that can happen to a product.
enum ProductSamples {
  static func full() throws -> [ProductEvent] {
    [
      .created(try created()),
      .renamed(TextChanged("GTX Pro")),
      .priced(MoneyChanged(try Money("0.000000001", .euro))),
      .familyChanged(TextChanged("GTX")),
      .codeChanged(TextChanged("gtx-2")),
      .retired(NothingElse()),
      .reinstated(NothingElse()),
      .referenced(ExternalReference(source: "shop", identifier: "sku/42")),
      .costed(MoneyChanged(try Money("320.5", .euro))),
      .subfamilyChanged(TextChanged("Classic")),
    ] + CustomSamples.full().map { .custom($0) }
  }

  private static func created() throws -> ProductCreated {
    var created = ProductCreated()
    created.listPrice = try Money("550.25", .euro)
    created.name = "GTX Basic"
    created.family = "GTX"
    created.code = "gtx-1"
    return created
  }
}
