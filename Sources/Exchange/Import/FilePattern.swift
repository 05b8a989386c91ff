/// A pattern of file names: `*` stands for any characters, `?` for one; case does not matter.
struct FilePattern {
  private let pattern: [Character]

  init(_ pattern: String) { self.pattern = Array(pattern.lowercased()) }

  func matches(_ name: String) -> Bool {
    let name = Array(name.lowercased())
    // `reach[i]`: whether what was read of the pattern matches the first i characters.
    var reach = [true] + Array(repeating: false, count: name.count)
    for part in pattern {
      var next = Array(repeating: false, count: name.count + 1)
      for index in 0...name.count {
        if part == "*" {
          next[index] = reach[index] || (index > 0 && next[index - 1])
        } else if index > 0 {
          next[index] = reach[index - 1] && (part == "?" || part == name[index - 1])
        }
      }
      reach = next
    }
    return reach[name.count]
  }
}
