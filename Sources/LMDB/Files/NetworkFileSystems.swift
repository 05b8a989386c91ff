internal import CLMDB
internal import Glibc

extension FileSystem {
  /// Whether the path lies on a network filesystem, where locks and memory maps cannot be trusted.
  /// The C function is `statfs`; the numbers are those of `linux/magic.h` and `statfs(2)`.
  public static func isNetwork(_ path: String) throws(FileError) -> Bool {
    var information = statfs()
    _ = try retrying("look at the filesystem of", path) { unsafe statfs(path, &information) }
    return networkTypes.contains(UInt32(truncatingIfNeeded: information.f_type))
  }

  private static let networkTypes: Set<UInt32> = [
    0x6969,  // NFS
    0x517B,  // SMB
    0xFE53_4D42,  // SMB 2
    0xFF53_4D42,  // CIFS
    0x5346_414F,  // AFS, as OpenAFS has it
    0x6B41_4653,  // AFS, as the kernel has it
    0x0102_1997,  // 9P
    0x00C3_6400,  // Ceph
    0x564C,  // NCP
    0x7375_7245,  // Coda
    0x0BD0_0BD0,  // Lustre
  ]
}
