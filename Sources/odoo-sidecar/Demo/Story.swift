import Core

/// One story of the demo.
struct Story: Sendable {
  let name: String
  let title: String
  /// Sets its stage up, plays and takes it down again.
  let run: @Sendable () async throws -> Void

  /// A story of Procuros.
  init(name: String, title: String, _ play: @Sendable @escaping (DemoStage) async throws -> Void) {
    self.init(name: name, title: title, run: { try await DemoStage.with(play) })
  }

  private init(name: String, title: String, run: @Sendable @escaping () async throws -> Void) {
    self.name = name
    self.title = title
    self.run = run
  }

  /// A story of Procountor.
  static func procountor(
    name: String,
    title: String,
    _ play: @Sendable @escaping (ProcountorStage) async throws -> Void
  ) -> Story {
    Story(name: name, title: title, run: { try await ProcountorStage.with(play) })
  }

  /// A story of Procurify.
  static func procurify(
    name: String,
    title: String,
    _ play: @Sendable @escaping (ProcurifyStage) async throws -> Void
  ) -> Story {
    Story(name: name, title: title, run: { try await ProcurifyStage.with(play) })
  }
}

/// Says one step of a story.
func tell(_ text: String) { print("   \(text)") }

/// - Throws: `demo.wrong` when the story did not go as told.
func expect(_ isTrue: Bool, _ what: String) throws(Failure) {
  guard isTrue else { throw Failure(.internal, "demo.wrong", "expected that \(what)") }
}
