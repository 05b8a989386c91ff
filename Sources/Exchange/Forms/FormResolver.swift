public import Bytes
public import CRM
public import Domain

/// What reading a form may look up: a book as it is now, or as an import at work sees it.
public protocol FormResolver {
  /// The book: its currency, its zone.
  var book: Book { get throws }
  /// The entity of a kind that a text names: a reference in `source`, a number,
  /// `source:identifier`, or a name.
  func resolve(_ text: String, kind: StreamKind, source: String?) throws -> StreamID
  /// The pipeline of this number; nil when there is none.
  func pipeline(_ id: PipelineID) throws -> Pipeline?
  /// The pipeline an opportunity goes through; nil when there is no such opportunity.
  func pipeline(of opportunity: OpportunityID) throws -> Pipeline?
  /// The list price of a product; nil when it has none.
  func listPrice(of product: ProductID) throws -> Money?
}

extension ImportSession: FormResolver {}

extension CRM: FormResolver {
  /// The book as it is now.
  public var book: Book { get throws { try settings() } }

  /// The entity of a kind that a text names now.
  public func resolve(_ text: String, kind: StreamKind, source: String?) throws -> StreamID {
    if let source {
      do { return try resolve(source + ":" + text, kind: kind) } catch is NameRefusal {}
    }
    return try resolve(text, kind: kind)
  }

  /// The pipeline of this number as it is now; nil when there is none.
  public func pipeline(_ id: PipelineID) throws -> Pipeline? {
    let pipeline = try source().entity(Pipeline.self, id)
    return pipeline.exists ? pipeline : nil
  }

  /// The pipeline an opportunity goes through now; nil when there is no such opportunity.
  public func pipeline(of opportunity: OpportunityID) throws -> Pipeline? {
    let opportunity = try source().entity(Opportunity.self, opportunity)
    return opportunity.exists ? try pipeline(opportunity.pipeline) : nil
  }

  /// The list price of a product now; nil when it has none.
  public func listPrice(of product: ProductID) throws -> Money? {
    try source().entity(Product.self, product).listPrice
  }
}

extension FormResolver {
  /// The pipeline of new opportunities when none is named: the first one in use.
  func firstPipeline() throws -> Pipeline? {
    var number: UInt32 = 1
    while let pipeline = try pipeline(PipelineID(number)) {
      if !pipeline.isRetired { return pipeline }
      number += 1
    }
    return nil
  }
}
