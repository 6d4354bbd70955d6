import ArgumentParser
import Core

/// The whole road without an account and without an Odoo: real service, real sockets, simulated partner.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play the stories: a stand-in for Odoo, the real service and simulated partners.",
    discussion: "Needs no account and no Odoo. Ends with `demo: N of N stories passed`; exit status 1 if one failed."
  )
  @Option(help: "Only the story of this name.") var story: String?

  func run() async throws {
    try await reporting {
      let all = ProcurosStories.all + ProcountorStories.all + ProcurifyStories.all
      let stories = all.filter { story == nil || $0.name == story }
      guard !stories.isEmpty else {
        throw Failure(
          .data,
          "demo.unknown",
          "There is no story \(story ?? "").",
          hint: "Stories: \(all.map(\.name).joined(separator: ", "))."
        )
      }
      var passed = 0
      for story in stories {
        print("\n== \(story.title)")
        do {
          try await story.run()
          passed += 1
          print("   passed")
        } catch {
          print("   FAILED: \((error as? Failure)?.message ?? "\(error)")")
        }
      }
      print("\ndemo: \(passed) of \(stories.count) stories passed")
      if passed < stories.count { throw Ending.failed }
    }
  }
}
