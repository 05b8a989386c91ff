/// Values as `protoc` prints them, written down by hand from the samples: what encoding the text
/// again cannot show, such as a number read with the wrong sign.
struct SchemaExpectation {
  let kind: String
  let key: String
  let isPersonal: Bool
  let text: String

  init(_ kind: String, _ type: Int, _ name: String, _ text: String) {
    self.kind = kind
    key = "\(kind) \(type) \(name)"
    isPersonal = name.hasSuffix("-personal")
    self.text = text
  }
}

enum SchemaExpectations {
  static let all = [
    account, contact, birthday, opportunity, pipeline, role, importJob, lead, returned,
  ]

  /// Money below zero with a scale, a wide number, and the whole envelope.
  private static let account = SchemaExpectation(
    "account", 1, "full-enveloped",
    #"""
    owner: 12
    parent: 200
    annual_revenue {
      units: -11000425
      scale: 4
      currency: 5591876
    }
    employees: 5000000000
    founded: 1989
    name: "Globex"
    industry: "software"
    website: "https://globex.example"
    phone: "+31 20 123 4567"
    street: "Dam 1"
    postal_code: "1012 JS"
    city: "Amsterdam"
    region: "Noord-Holland"
    country: "\346\227\245\346\234\254"
    reason: "agreed by telephone \342\200\223 gr\303\274\303\237e"
    origin {
      channel: CHANNEL_DATA_IMPORT
      import_number: 2
      file: 3
      row: 100000
      system_user: "ada"
    }
    on_behalf_of: 5
    corrects: 1099511627776
    request_hash: "\020\021\022\023\024\025\026\027\030\031\032\033\034\035\036\037"
    """#)

  private static let contact = SchemaExpectation(
    "contact", 1, "full",
    """
    account: 9
    owner: 2
    stage: RELATIONSHIP_STAGE_LOST
    key_slot: 4000000000
    """)

  /// 1969-12-24 is eight days before 1970-01-01.
  private static let birthday = SchemaExpectation(
    "contact", 9, "full-personal", "birthday: -8")

  /// Zeros that are there: never won, and expected on 1970-01-01.
  private static let opportunity = SchemaExpectation(
    "opportunity", 1, "full",
    """
    pipeline: 1
    stage: 2
    owner: 4
    account: 1042
    contact: 77
    product: 5
    amount {
      units: 12000
      currency: 4543826
    }
    probability: 0
    expected_close: 0
    name: "Hammocks"
    source: "web"
    """)

  private static let pipeline = SchemaExpectation(
    "pipeline", 3, "full",
    """
    index: 3
    stage {
      number: 4
      probability: 8050
      category: FORECAST_CATEGORY_COMMIT
      name: "Legal"
    }
    """)

  private static let role = SchemaExpectation(
    "user", 5, "full", "role: ROLE_ADMINISTRATOR")

  private static let importJob = SchemaExpectation(
    "import", 1, "full",
    #"""
    rows: 8800
    events: 20000
    is_history: true
    recipe: "maven"
    recipe_digest: "\000\001\002\003\004\005\006\007\010\t\n\013\014\r\016\017\020\021\022\023\024\025\026\027\030\031\032\033\034\035\036\037"
    source: "maven"
    files {
      rows: 85
      name: "accounts.csv"
      digest: " !\"#$%&\'()*+,-./0123456789:;<=>?"
    }
    files {
      name: "empty.csv"
      digest: "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_"
    }
    """#)

  /// A day before 1970, a score, an enumeration and the last slot but a few.
  private static let lead = SchemaExpectation(
    "lead", 1, "full",
    """
    owner: 2
    qualifier: 300
    first_contact: -8
    score: 75
    revenue {
      units: 50000000
      currency: 4543826
    }
    status: LEAD_STATUS_QUALIFIED
    source: "organic search"
    campaign: "spring"
    landing_page: "b76e"
    segment: "home decor"
    type: "online, large"
    business_type: "reseller"
    profile: "cat"
    key_slot: 4000000001
    """)

  private static let returned = SchemaExpectation(
    "order", 8, "full",
    """
    return_reason: "broken"
    lines {
      number: 1
      quantity {
        units: 1
      }
      amount {
        units: 6549
        scale: 2
      }
      cost {
        units: 550116
        scale: 4
      }
    }
    """)
}
