// A libFuzzer harness for everything that decodes bytes from outside; see README.md beside it.
//
// It is compiled together with the sources it tests, as one module, so that all of them are
// instrumented. It is no target of the package.

/// One input: its first byte chooses what decodes the rest.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let choice = input.first else { return 0 }
  let bytes = Array(input.dropFirst())
  switch choice % 12 {
  case 0: decodeHeader(bytes)
  case 1: decodeEnvelope(bytes)
  case 2: decodeCSV(bytes)
  case 3: decodeJSON(bytes)
  case 4: decode(AccountEvent.self, bytes)
  case 5: decode(BookEvent.self, bytes)
  case 6: decode(ContactEvent.self, bytes)
  case 7: decode(ImportEvent.self, bytes)
  case 8: decode(OpportunityEvent.self, bytes)
  case 9: decode(PipelineEvent.self, bytes)
  case 10: decode(ProductEvent.self, bytes)
  default: decode(UserEvent.self, bytes)
  }
  return 0
}

/// A header is read field by field and written again as it was, reserved bytes apart.
private func decodeHeader(_ bytes: [UInt8]) {
  guard bytes.count >= EventHeader.byteCount else { return }
  var written: [UInt8] = []
  EventHeader(record: bytes.span).appendCheckedBytes(to: &written)
  var expected = Array(bytes.prefix(EventHeader.checkedByteCount))
  (expected[6], expected[7]) = (0, 0)
  precondition(written == expected, "a header changes when it is written again")
}

private func decodeEnvelope(_ bytes: [UInt8]) {
  var envelope = Envelope()
  var coder = FieldCoder(reading: bytes.span)
  envelope.code(&coder)
  _ = try? coder.finish()
}

/// What is read is written, and read again as the same. The first byte is the type.
private func decode<Event: StoredEvent>(_ type: Event.Type, _ bytes: [UInt8]) {
  guard let number = bytes.first else { return }
  let type = EventType(UInt16(number))
  let payload = Array(bytes.dropFirst())
  guard let event = try? Event.read(type: type, payload: payload.span) else { return }
  let again = try? Event.read(type: type, payload: event.payloadBytes().span)
  precondition(again == event, "an event changes when it is written again")
}

/// However the bytes are cut up, the rows and the outcome are the same.
private func decodeCSV(_ bytes: [UInt8]) {
  func rows(_ piece: Int) -> (rows: [[String]], error: String) {
    var rows: [[String]] = []
    var table = CSVTable()
    do {
      var rest = bytes[...]
      while !rest.isEmpty {
        try table.feed(Array(rest.prefix(piece))) { rows.append($0.row.texts) }
        rest = rest.dropFirst(piece)
      }
      try table.finish { rows.append($0.row.texts) }
      return (rows, "")
    } catch {
      precondition(!"\(error)".contains("\n"), "an error is one line")
      return (rows, "\(error)")
    }
  }
  precondition(rows(bytes.count + 1) == rows(3), "pieces are read differently")
}

private func decodeJSON(_ bytes: [UInt8]) {
  do {
    _ = try JSONValue(parsing: bytes)
  } catch {
    precondition(!"\(error)".contains("\n"), "an error is one line")
  }
}
