import CRM
import CRMTesting
import Domain
import Projections
import Testing

@Suite struct RightsTests {
  /// Users 2 to 6: Rita and Sam represent, Mona manages Rita only, Ann analyses, Otto audits.
  private func team() throws -> TestBook {
    let book = try TestBook()
    let roles: [(String, Role)] = [
      ("Rita", .representative), ("Sam", .representative), ("Mona", .manager),
      ("Ann", .analyst), ("Otto", .auditor),
    ]
    for (name, role) in roles {
      try book.run(.user(nil, .register(NewUser(name: name, role: role))))
    }
    try book.run(.user(UserID(2), .setManager(UserID(4))))
    for owner: UInt32 in 2...3 {
      try book.run(.account(nil, .create(NewAccount(name: "Of \(owner)", owner: UserID(owner)))))
    }
    try book.run(.account(nil, .create(NewAccount(name: "Of nobody"))))
    return book
  }

  private func mayRename(_ account: UInt32, _ user: UInt32, _ book: TestBook) throws -> Bool {
    let head = try book.crm.head()
    do {
      try book.run(
        .account(AccountID(account), .rename("By \(user)")), as: Principal(UserID(user)))
      return true
    } catch CommandRefusal.notAllowed {
      #expect(try book.crm.head() == head)
      return false
    }
  }

  @Test(arguments: [
    (2, [true, false, true]), (3, [false, true, true]), (4, [true, false, true]),
    (5, [false, false, false]), (6, [false, false, false]), (1, [true, true, true]),
  ])
  func `who may write whose accounts`(user: Int, allowed: [Bool]) throws {
    let book = try team()
    for (account, expected) in zip(1...3, allowed) {
      #expect(try mayRename(UInt32(account), UInt32(user), book) == expected, "account \(account)")
    }
  }

  @Test func `set-up is for administrators`() throws {
    let book = try team()
    for user: UInt32 in 2...6 {
      #expect(throws: CommandRefusal.self, "user \(user)") {
        try book.run(
          .product(nil, .create(NewProduct(name: "X"))), as: Principal(UserID(user)))
      }
      #expect(throws: CommandRefusal.self, "user \(user)") {
        try book.run(.user(UserID(2), .changeRole(.administrator)), as: Principal(UserID(user)))
      }
    }
  }

  @Test func `the log is for auditors, managers and administrators`() throws {
    let book = try team()
    for (user, allowed) in [(1, true), (2, false), (4, true), (5, false), (6, true)] {
      let principal = Principal(UserID(UInt32(user)))
      var seen = 0
      do {
        try book.crm.readLog(LogFilter(), as: principal) { _ in
          seen += 1
          return true
        }
        #expect(allowed && seen > 5)
      } catch CommandRefusal.notAllowed {
        #expect(!allowed)
      }
    }
  }

  @Test func `a manager hands over within the team only`() throws {
    let book = try team()
    let mona = Principal(UserID(4))
    #expect(throws: CommandRefusal.self) {
      try book.run(.handOver(HandOver(from: UserID(3), to: [UserID(2)])), as: mona)
    }
    let outcome = try book.run(.handOver(HandOver(from: UserID(2), to: [UserID(3)])), as: mona)
    #expect(outcome.events.count == 1)
  }

  @Test func `a manager deactivates nobody by handing over`() throws {
    let book = try team()
    let handOver = Command.handOver(HandOver(from: UserID(2), to: [UserID(4)], deactivate: true))
    #expect(throws: CommandRefusal.notAllowed(
      "deactivating a user is for administrators; you are a manager")
    ) { try book.run(handOver, as: Principal(UserID(4))) }
    #expect(try book.crm.model(Team.self).rows[UserID(2)].isActive)
    try book.run(handOver)
    #expect(try book.crm.model(Team.self).rows[UserID(2)].isActive == false)
  }

  @Test func `somebody unknown or deactivated does nothing`() throws {
    let book = try team()
    try book.run(.user(UserID(2), .deactivate))
    for user: UInt32 in [2, 77] {
      #expect(throws: CommandRefusal.self) {
        try book.run(
          .account(nil, .create(NewAccount(name: "X"))), as: Principal(UserID(user)))
      }
    }
    #expect(throws: CommandRefusal.self) { try book.crm.principal(named: "Nobody") }
    #expect(try book.crm.principal(named: "mona") == Principal(UserID(4)))
    #expect(try book.crm.principal(named: "ada") == Principal(UserID(1)))
  }
}
