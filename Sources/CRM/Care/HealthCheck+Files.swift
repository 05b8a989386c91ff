import Bytes
import LMDB

extension HealthCheck {
  /// The disk the book lies on.
  func checkPlace(_ report: inout HealthReport) {
    part("disk", advice: "see whether the disk is mounted and sound", in: &report) { report in
      if try FileSystem.isNetwork(files.directory) {
        report.fault("disk", "a network filesystem", "move the book to a local disk")
      }
      let space = try FileSystem.space(files.directory)
      let log = try FileSystem.facts(files.log + "/data.mdb").bytes
      let free = "\(space.freeBytes >> 20) MB free of \(space.totalBytes >> 20) MB"
      let advice = "make room: writing is refused when the disk is full, and nothing is lost"
      if space.freeBytes < 16 << 20 {
        report.fault("disk", free, advice)
      } else if space.freeBytes < max(256 << 20, log) {
        report.warn("disk", free, advice)
      } else {
        report.ok("disk", free)
      }
    }
  }

  /// Who may read and write the files, and whose they are.
  func checkFiles(_ report: inout HealthReport) {
    part("permissions", advice: "see who owns the files of the book", in: &report) { report in
      let owner = try FileSystem.facts(files.directory).owner
      var isFine = true
      for path in try secretPaths() {
        let facts = try FileSystem.facts(path)
        if facts.mode & 0o077 != 0 {
          isFine = false
          report.warn(
            "permissions", "others may read or write \(path)",
            "chmod \(facts.isDirectory ? "700" : "600") \(path)")
        }
        if facts.owner != owner {
          isFine = false
          report.fault(
            "permissions", "\(path) belongs to user \(facts.owner), the book to \(owner)",
            "chown -R the book to the user that runs rapport")
        }
      }
      if isFine { report.ok("permissions", "only user \(owner) may read or write") }
      let user = FileSystem.currentUser
      if user != owner, user != 0 {
        report.warn(
          "permissions", "you are user \(user), the book belongs to user \(owner)",
          "run rapport as that user")
      }
    }
  }

  private func secretPaths() throws -> [String] {
    let log = try FileSystem.list(files.log).map { files.log + "/" + $0 }
    let others = [files.keys, files.signingKey, files.access, files.backupNotes]
    return [files.directory, files.log] + log + others.filter(FileSystem.exists)
  }

  /// When the book, and its keys, were last backed up.
  func checkBackups(_ report: inout HealthReport) {
    let how = "run 'rapport backup' daily: docs/OPERATIONS.md, \"Backing up\""
    part("backup", advice: how, in: &report) { report in
      let notes = try BackupNotes.read(files)
      guard let newest = notes.last else {
        return report.warn("backup", "none is known", how)
      }
      let days = (now.microseconds - newest.takenAt.microseconds) / 86_400_000_000
      let what = "\(newest.target) has the first \(newest.head.number) events, \(days) days old"
      if days >= 2 {
        report.warn("backup", what, how)
      } else {
        report.ok("backup", what)
      }
      checkKeysCopies(notes, &report)
    }
  }

  private func checkKeysCopies(_ notes: [BackupNote], _ report: inout HealthReport) {
    let expiries = notes.compactMap(\.keysExpireAt)
    guard let last = expiries.last else {
      return report.warn(
        "keys-backup", "no copy of the keys is known: without them names are lost with this disk",
        "add --keys FILE, on another disk, to 'rapport backup'")
    }
    if last < now {
      report.warn(
        "keys-backup", "the newest copy of the keys has expired",
        "make a new one with 'rapport backup --keys FILE', and destroy the old ones")
    } else {
      report.ok("keys-backup", "the newest copy has not expired")
    }
  }
}
