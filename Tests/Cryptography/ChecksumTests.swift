import Cryptography
import Testing

/// The values come from another build of XXH3: the Python package `xxhash` 4.1.0 (xxHash 0.8.4).
/// The lengths lie on both sides of every boundary at which XXH3 changes its method.
@Suite struct ChecksumTests {
  static let vectors: [(count: Int, unseeded: UInt64, seeded: UInt64)] = [
    (0, 0x2D06_8005_38D3_94C2, 0x602B_0E2C_D666_2C8B),
    (1, 0x4A41_39CA_F413_6257, 0x323B_4AD1_0B79_0C38),
    (3, 0x5051_18C3_1312_1C0E, 0x1033_7BFA_8028_AE86),
    (4, 0x3F68_89EF_166B_4AD1, 0x1317_8BCF_CB4C_68B6),
    (8, 0x93F1_200F_9BE8_2671, 0xF684_AF76_746B_B7AC),
    (9, 0x05B2_FD4D_97ED_CDAE, 0x4FDD_F3E5_3937_EEA0),
    (16, 0x2E43_59E2_A04A_5E32, 0x47BC_46A9_B74E_233A),
    (17, 0xF60C_5368_4BBC_489D, 0xBB79_C123_0D41_8527),
    (88, 0x18D7_52F8_B7F4_FD18, 0x2C93_5835_F010_B72E),
    (128, 0x5C6A_B7B5_B236_0539, 0x990E_78AC_FE99_378F),
    (129, 0x45FA_BBD1_83DE_7649, 0xC3CF_3846_8E6A_3949),
    (240, 0xC079_6428_068C_D12E, 0xA2C2_4EAF_4110_D0D7),
    (241, 0x859D_C8AB_6DD8_5C7C, 0xC994_88B9_CBD9_4490),
    (256, 0x2998_C04A_1802_8D12, 0x4613_8107_FB76_4AC6),
    (1024, 0x7DF7_F049_C0C1_AD73, 0xDC2B_5DDD_EFDC_81E6),
    (1025, 0x29AD_CFCA_C549_2652, 0x52DF_10E0_99FE_90AE),
    (10000, 0x643D_40C5_6CC7_A033, 0xC43C_BBF0_D516_54ED),
  ]
  static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15

  static func input(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
  }

  @Test(arguments: vectors)
  func `XXH3 gives the values of another build`(count: Int, unseeded: UInt64, seeded: UInt64) {
    let input = Self.input(count)
    #expect(Checksum.xxh3(input) == unseeded)
    let fromSpan = Checksum.xxh3(input.span)
    #expect(fromSpan == unseeded)
    #expect(Checksum.xxh3(input, seed: Self.seed) == seeded)
  }

  @Test func `a checksum made in pieces equals the one made at once`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed of the random splits: \(seed)")
    var numbers = SeededNumbers(seed: seed)
    for _ in 0..<200 {
      let input = Self.input(Int.random(in: 0...3000, using: &numbers))
      var summer = Checksummer(seed: seed)
      var start = 0
      while start < input.count {
        let end = Int.random(in: start...min(start + 700, input.count), using: &numbers)
        summer.update(input.span.extracting(start..<end))
        start = end
      }
      let sum = summer.finish()
      #expect(sum == Checksum.xxh3(input, seed: seed), "\(input.count) bytes")
    }
  }

  @Test func `a checksum may be read before more bytes are added`() {
    var summer = Checksummer()
    let sumOfNothing = summer.finish()
    #expect(sumOfNothing == 0x2D06_8005_38D3_94C2)
    summer.update(Self.input(88).span)
    let sum = summer.finish()
    #expect(sum == 0x18D7_52F8_B7F4_FD18)
  }

  @Test func `any flipped bit of a record header changes the checksum`() {
    var header = Self.input(88)
    let sound = Checksum.xxh3(header)
    for bit in 0..<88 * 8 {
      header[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(Checksum.xxh3(header) != sound, "bit \(bit)")
      header[bit / 8] ^= 1 << UInt8(bit % 8)
    }
  }
}
