import Exchange
import Synchronization

/// Remembers what an import told of its progress.
final class ProgressLog: Sendable {
  private let told = Mutex<[ImportProgress]>([])

  func note(_ progress: ImportProgress) { told.withLock { $0.append(progress) } }

  var all: [ImportProgress] { told.withLock { $0 } }
}
