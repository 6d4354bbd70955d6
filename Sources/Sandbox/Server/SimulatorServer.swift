import Core
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// Listens on loopback and serves the endpoints of one simulated partner until its task is cancelled.
struct SimulatorServer: Sendable {
  let desk: Desk
  /// Endpoints of the partner's API.
  let endpoints: [Endpoint]
  /// Endpoints under `/_sandbox`, for whoever runs the simulator.
  let control: [Endpoint]
  let port: Int
  let boundPort: BoundPort
  let logger: Logger

  func run() async throws(Failure) {
    let application = Application(
      router: router,
      server: HTTPServerBuilder { SimulatorChannel(http: HTTP1Channel(responder: $0)) },
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), serverName: nil),
      onServerRunning: { channel in await boundPort.settle(.success(channel.localAddress?.port ?? port)) },
      logger: logger
    )
    do {
      try await application.run()
      await boundPort.settle(.failure(stopped))
    } catch {
      let failure = Task.isCancelled ? stopped : notListening(error)
      await boundPort.settle(.failure(failure))
      if !Task.isCancelled { throw failure }
    }
  }

  private var router: Router<SimulatorContext> {
    let router = Router(context: SimulatorContext.self)
    for endpoint in endpoints {
      router.on(RouterPath(endpoint.path), method: endpoint.method.field) { request, context in
        try await desk.serve(endpoint, request, context)
      }
    }
    for endpoint in control {
      router.on(RouterPath(endpoint.path), method: endpoint.method.field) { request, context in
        try await desk.control(endpoint, request, context)
      }
    }
    router.add(middleware: NotFound(answer: desk.manners.error(404, "Not Found")))
    return router
  }

  private var stopped: Failure { Failure(.transport, "cancelled", "The simulator has ended.") }

  private func notListening(_ error: any Error) -> Failure {
    Failure(
      .configuration,
      "sandbox.not_listening",
      "The simulator cannot listen on port \(port).",
      detail: String(describing: error),
      hint: "Take another port, or 0 for any free one."
    )
  }
}

/// Says 404 as the partner does, where Hummingbird would say nothing.
private struct NotFound: RouterMiddleware {
  let answer: Answer

  func handle(
    _ request: Request,
    context: SimulatorContext,
    next: @concurrent (Request, SimulatorContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPError where error.status == .notFound {
      return answer.response
    }
  }
}

extension Endpoint.Method {
  fileprivate var field: HTTPRequest.Method {
    switch self {
    case .get: .get
    case .post: .post
    case .put: .put
    case .patch: .patch
    case .delete: .delete
    case .head: .head
    case .options: .options
    }
  }
}
