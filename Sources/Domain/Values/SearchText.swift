/// Text made ready for search: lower case and without diacritics, so that `muller` finds `Müller`.
///
/// Covered are the precomposed letters of Latin-1, Latin Extended-A, -B and Additional (all of
/// Vietnamese), Greek and Cyrillic; combining marks (U+0300…U+036F) after any letter are dropped.
/// Letters without a decomposition are written out as usual: ß is ss, æ is ae, œ is oe, þ is th,
/// and ø, đ, ł, ı are o, d, l, i. Other scripts are only put into lower case.
public enum SearchText {
  /// The folded form of a text; folding it again changes nothing.
  public static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars
      where !(0x0300...0x036F).contains(lower.value) {
        if let base = SearchTable.bases[lower] {
          folded.append(contentsOf: base.unicodeScalars)
        } else {
          folded.append(lower)
        }
      }
    }
    return String(folded)
  }

  /// Whether a text contains what was searched for, both folded; everything contains nothing.
  public static func matches(_ text: String, search: String) -> Bool {
    let (text, search) = (Array(folded(text).utf8), Array(folded(search).utf8))
    guard search.count <= text.count else { return false }
    return (0...(text.count - search.count)).contains { start in
      text[start...].starts(with: search)
    }
  }
}

/// Small letters with diacritics and the letters they are folded to.
///
/// Source: the canonical decompositions of UnicodeData.txt, Unicode 15.
enum SearchTable {
  static let bases: [Unicode.Scalar: String] = {
    var bases: [Unicode.Scalar: String] = [:]
    for (base, letters) in rows {
      for letter in letters.unicodeScalars { bases[letter] = base }
    }
    return bases
  }()

  private static let rows: [(base: String, letters: String)] = [
    ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"),
    ("ae", "æǣǽ"),
    ("b", "ḃḅḇ"),
    ("c", "çćĉċčḉ"),
    ("d", "ðďđḋḍḏḑḓ"),
    ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
    ("f", "ḟ"),
    ("g", "ĝğġģǧǵḡ"),
    ("h", "ĥħȟḣḥḧḩḫẖ"),
    ("i", "ìíîïĩīĭįıǐȉȋḭḯỉị"),
    ("j", "ĵǰ"),
    ("k", "ķĸǩḱḳḵ"),
    ("l", "ĺļľłḷḹḻḽ"),
    ("m", "ḿṁṃ"),
    ("n", "ñńņňŉŋǹṅṇṉṋ"),
    ("o", "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"),
    ("oe", "œ"),
    ("p", "ṕṗ"),
    ("r", "ŕŗřȑȓṙṛṝṟ"),
    ("s", "śŝşšſșṡṣṥṧṩẛ"),
    ("ss", "ß"),
    ("t", "ţťŧțṫṭṯṱẗ"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"),
    ("v", "ṽṿ"),
    ("w", "ŵẁẃẅẇẉẘ"),
    ("x", "ẋẍ"),
    ("y", "ýÿŷȳẏẙỳỵỷỹ"),
    ("z", "źżžẑẓẕ"),
    ("ʒ", "ǯ"),
    ("α", "ά"),
    ("ε", "έ"),
    ("η", "ή"),
    ("ι", "ΐίϊ"),
    ("ο", "ό"),
    ("σ", "ς"),
    ("υ", "ΰϋύ"),
    ("ω", "ώ"),
    ("г", "ѓ"),
    ("е", "ѐё"),
    ("и", "йѝ"),
    ("к", "ќ"),
    ("у", "ў"),
    ("і", "ї"),
  ]
}
