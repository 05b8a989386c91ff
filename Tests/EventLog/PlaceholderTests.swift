import Testing

@Test func `placeholder until the room has tests`() {}
