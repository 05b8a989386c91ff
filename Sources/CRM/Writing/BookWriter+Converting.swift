import Bytes
import Domain
import EventLog
import Projections

// A lead becomes a customer: one command, several streams.

extension BookWriter {
  /// Makes what a lead becomes, and lets the lead say so. The version the caller saw is that of the
  /// lead; a conversion corrects no event, since an event belongs to one stream.
  mutating func convert(
    _ id: LeadID, _ conversion: LeadConversion, _ context: CommandContext, _ stamp: inout Stamp
  ) throws -> Outcome {
    if let position = context.corrects { throw CommandRefusal.notCorrectable(position) }
    try requireVersion(of: id.stream, context)
    var rest = context
    rest.expectedVersion = nil
    let lead = try entity(Lead.self, id)
    if let became = lead.became, conversion.asksOnly(for: became) { return Outcome() }
    try lead.requireConvertible()
    try requireOrder(of: id.stream, context, stamp)
    var outcome = Outcome()
    var became = LeadConverted(
      account: conversion.account, contact: conversion.contact, opportunity: nil)
    if let new = conversion.newAccount(of: lead) {
      became.account = try made(.account(nil, .create(new)), rest, &stamp, &outcome)
    }
    if let new = conversion.newContact(of: lead, account: became.account) {
      became.contact = try made(.contact(nil, .create(new)), rest, &stamp, &outcome)
    }
    if var new = conversion.opportunity {
      new.account = new.account ?? became.account
      new.contact = new.contact ?? became.contact
      new.owner = new.owner ?? lead.owner
      if new.source.isEmpty { new.source = lead.details.source ?? "" }
      became.opportunity = try made(.opportunity(nil, .open(new)), rest, &stamp, &outcome)
    }
    outcome.events += try decide(Lead.self, id, .convert(became), rest, &stamp)
    return outcome
  }

  /// Carries out what makes a new thing, and answers its number.
  private mutating func made<ID: EntityID>(
    _ command: Command, _ context: CommandContext, _ stamp: inout Stamp,
    _ outcome: inout Outcome
  ) throws -> ID? {
    let one = try carryOut(one: command, context, &stamp)
    outcome.events += one.events
    outcome.warnings += one.warnings
    return one.events.first.map { ID($0.stream.number) }
  }
}

extension LeadConversion {
  /// Whether the lead became already what is asked for, as far as that can be told: the same
  /// existing account and contact, and an opportunity where one is wanted.
  fileprivate func asksOnly(for became: LeadConverted) -> Bool {
    (account == nil || account == became.account) && (contact == nil || contact == became.contact)
      && (opportunity == nil) == (became.opportunity == nil)
  }
}
