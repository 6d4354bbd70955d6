import Hummingbird
import NIOCore

/// What Hummingbird tells us about a request, and the channel it came on, so that an answer can be cut short.
struct SimulatorContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }
}
