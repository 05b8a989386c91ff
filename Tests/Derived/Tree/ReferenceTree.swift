import Cryptography
import Derived
import Testing

/// The eight-leaf tree the implementations of Certificate Transparency test themselves with.
///
/// Source: github.com/transparency-dev/merkle, `testonly/constants.go` and `proof/verify_test.go`,
/// before that github.com/google/certificate-transparency, `cpp/merkletree/merkle_tree_test.cc`.
enum ReferenceTree {
  static let leaves = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ].map(bytes)

  /// The root of no leaves, of the first, of the first two …
  static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ].map(digest)

  struct Path {
    /// The leaf, from 0, or the old size.
    let from: UInt64
    let size: UInt64
    let hashes: [Digest]

    init(_ from: UInt64, _ size: UInt64, _ hashes: [String]) {
      self.from = from
      self.size = size
      self.hashes = hashes.map(digest)
    }
  }

  private static let shared = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
  ]

  static let inclusion = [
    Path(0, 1, []),
    Path(0, 8, [shared[0], shared[1], shared[2]]),
    Path(5, 8, [shared[3], shared[4], shared[5]]),
    Path(2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    Path(
      1, 5,
      ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", shared[1], shared[3]]),
  ]

  static let consistency = [
    Path(1, 1, []),
    Path(1, 8, [shared[0], shared[1], shared[2]]),
    Path(6, 8, [shared[6], shared[4], shared[5]]),
    Path(2, 5, [shared[1], shared[3]]),
    Path(6, 7, [shared[6], shared[7], shared[5]]),
  ]
}

func bytes(_ hexadecimal: String) -> [UInt8] {
  let digits = hexadecimal.compactMap(\.hexDigitValue).map(UInt8.init)
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

func digest(_ hexadecimal: String) -> Digest { Digest(hex: hexadecimal)! }

func sha256(_ bytes: [UInt8]) -> Digest { Digest(of: bytes.span) }

func leafHash(_ bytes: [UInt8]) -> Digest { MerkleHash.leaf(bytes.span) }

/// A second, plain implementation of RFC 6962, section 2.1, straight from its definitions.
enum PlainTree {
  static func root(_ leaves: ArraySlice<[UInt8]>) -> Digest {
    switch leaves.count {
    case 0: return sha256([])
    case 1: return sha256([0] + leaves.first!)
    default:
      let (left, right) = halves(leaves)
      return sha256([1] + root(left).bytes + root(right).bytes)
    }
  }

  static func path(_ leaf: Int, _ leaves: ArraySlice<[UInt8]>) -> [Digest] {
    guard leaves.count > 1 else { return [] }
    let (left, right) = halves(leaves)
    return leaf < left.count
      ? path(leaf, left) + [root(right)] : path(leaf - left.count, right) + [root(left)]
  }

  static func proof(_ old: Int, _ leaves: ArraySlice<[UInt8]>, whole: Bool = true) -> [Digest] {
    if old == leaves.count { return whole ? [] : [root(leaves)] }
    let (left, right) = halves(leaves)
    return old <= left.count
      ? proof(old, left, whole: whole) + [root(right)]
      : proof(old - left.count, right, whole: false) + [root(left)]
  }

  private static func halves(
    _ leaves: ArraySlice<[UInt8]>
  ) -> (ArraySlice<[UInt8]>, ArraySlice<[UInt8]>) {
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    return (leaves.prefix(half), leaves.dropFirst(half))
  }
}
