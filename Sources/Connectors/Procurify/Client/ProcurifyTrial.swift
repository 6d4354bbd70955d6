import Core
import Engine

/// *Test Connection*: the token, and as whom it reads; the first step that fails is the last.
struct ProcurifyTrial {
  let client: ProcurifyClient

  func steps() async -> [TestStep] {
    do throws(Failure) {
      let user = try await client.read("/api/v3/users/me/")["data"] ?? .null
      let name = user["email"]?.stringValue.map { " as \($0)" } ?? ""
      return [TestStep(.signIn, ok: true, code: "ok", message: "Procurify accepts the application\(name).")]
    } catch {
      return [TestStep(Self.step(error), ok: false, code: error.code, message: error.message)]
    }
  }

  /// Which step of the test a failure belongs to.
  static func step(_ failure: Failure) -> TestStep.Name {
    switch failure.code {
    case "http.dns", "http.connect", "http.timeout_connect", "procurify.no_api": .name
    case "http.tls": .tls
    case "procurify.forbidden": .rights
    default: .signIn
    }
  }
}
