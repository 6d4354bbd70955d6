import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// A connection to a simulator, which is ended in good order also where nobody ever serves it.
///
/// A server that is cancelled drops the connections that it has accepted and not yet begun to serve, and NIO ends the
/// whole process over a dropped one (`Deinited NIOAsyncWriter without calling finish()`).
struct SimulatorChannel: ServerChildChannel {
  let http: HTTP1Channel

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Accepted> {
    http.setup(channel: channel, logger: logger).map { Accepted(connection: $0) }
  }

  func handle(value: Accepted, logger: Logger) async {
    value.begin()
    await http.handle(value: value.connection, logger: logger)
  }

  /// Accepted; ends its connection when it goes before anybody began with it.
  final class Accepted: ServerChildChannelValue {
    let connection: HTTP1Channel.Value
    private let isServed = Atomic(false)

    init(connection: HTTP1Channel.Value) { self.connection = connection }

    var channel: any Channel { connection.channel }

    func begin() { isServed.store(true, ordering: .relaxed) }

    deinit {
      guard !isServed.load(ordering: .relaxed) else { return }
      let connection = connection
      Task { try? await connection.executeThenClose { _, _ in } }
    }
  }
}
