import Testing

@testable import Exchange

struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("Zoe\u{308}", 3), ("€–…", 3), ("山田", 4),
    ("カナ", 4), ("ｶﾅ", 2), ("Ａ", 2), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("😀", 2),
    ("👩‍👩‍👧", 2), ("👍🏽", 2), ("🇳🇱", 2), ("❤", 1), ("❤\u{FE0F}", 2), ("⌚", 2), ("a\u{200B}b", 2),
    ("Ω", 1), ("שלום", 4), ("𠀀", 2), ("\u{AD}", 1),
  ])
  func `a text takes so many columns`(text: String, columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("山田太郎", 8, "山田太郎"),
    ("山田太郎", 7, "山田太…"), ("山田太郎", 6, "山田…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
  ])
  func `a text that is too wide is cut between characters`(
    text: String, columns: Int, short: String
  ) {
    #expect(DisplayWidth.shortened(text, to: columns) == short)
    #expect(DisplayWidth.of(short) <= columns)
  }
}
