import Synchronization

/// Who the account is there, asked for once.
final class SignedIn: Sendable {
  private let state = Mutex<Int?>(nil)

  var uid: Int? {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
