/// The currency codes of ISO 4217 and their minor units.
///
/// Source: ISO 4217 list one (active currencies and funds, as of 2025) and, since a company's
/// history may be older, the codes of list three that were withdrawn from 1999 on. Codes without
/// a minor unit (metals, XDR, testing) are left out: nobody sells in them.
enum CurrencyList {
  /// Every known code, sorted by its packed form.
  private static let all: [UInt32] = packed(
    noDecimals + twoDecimals + threeDecimals + fourDecimals + withdrawn)

  private static var euro: UInt32 { 0x45_5552 }
  private static var usDollar: UInt32 { 0x55_5344 }
  private static let withoutDecimals = Set(packed(noDecimals + withdrawnNoDecimals))
  private static let withThreeDecimals = Set(packed(threeDecimals))
  private static let withFourDecimals = Set(packed(fourDecimals))

  static func contains(_ code: UInt32) -> Bool {
    // A log names one currency again and again, mostly this or that one.
    if code == euro || code == usDollar { return true }
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle] < code { low = middle + 1 } else { high = middle }
    }
    return low < all.count && all[low] == code
  }

  static func minorDigits(_ code: UInt32) -> Int {
    if withoutDecimals.contains(code) { return 0 }
    if withThreeDecimals.contains(code) { return 3 }
    return withFourDecimals.contains(code) ? 4 : 2
  }

  private static func packed(_ codes: String) -> [UInt32] {
    codes.split(separator: " ").map { Currency.pack(String($0))! }.sorted()
  }

  private static let noDecimals =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF "

  private static let twoDecimals = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD \
    CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP \
    GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK \
    LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO \
    NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS \
    SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST \
    XCD XCG YER ZAR ZMW ZWG \

    """

  private static let threeDecimals = "BHD IQD JOD KWD LYD OMR TND "

  private static let fourDecimals = "CLF UYW "

  /// Withdrawn from 1999 on, among them the currencies that the euro replaced.
  private static let withdrawn = """
    AFA ANG ATS AZM BGL BGN CSD CUC CYP DEM EEK FIM FRF GHC HRK IEP LTL LVL MGF MRO MTL MZM \
    NLG ROL RUR SDD SIT SKK SLL SRG STD TMM USS VEB VEF YUM ZMK ZWD ZWL ZWN ZWR \

    """ + withdrawnNoDecimals

  private static let withdrawnNoDecimals = "BEF BYR ESP GRD ITL LUF PTE TRL "
}
