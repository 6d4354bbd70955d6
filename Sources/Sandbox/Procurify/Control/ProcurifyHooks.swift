import Core

/// What happens to the books while a client pages through a list: after page 2 of `bills` an edit, a deletion, the end
/// of all tokens.
///
/// A hook is `{"list": "bills", "page": 2, "times": 1, "do": [{"method": "DELETE", "path": "/bills/903"}]}`; what it does
/// are calls of the control surface.
actor ProcurifyHooks {
  typealias Deed = @Sendable (JSON) async -> JSON

  private struct Hook {
    let list: String
    /// Nil: any page.
    let page: Int?
    var times: Int
    let deeds: [JSON]
  }

  private var hooks: [Hook] = []
  private var done: [JSON] = []
  private var deed: Deed?

  /// How a call of the control surface is made.
  func carryOut(by deed: @escaping Deed) { self.deed = deed }

  func add(_ hook: JSON) {
    hooks.append(
      Hook(
        list: hook["list"]?.stringValue ?? "",
        page: hook["page"]?.intValue,
        times: hook["times"]?.intValue ?? 1,
        deeds: hook["do"]?.arrayValue ?? []
      )
    )
  }

  func forgetAll() {
    hooks = []
    done = []
  }

  /// What was done, oldest first: the calls with their status.
  var deeds: [JSON] { done }

  /// A page was answered.
  func answered(_ list: String, page: Int) async {
    var due: [JSON] = []
    for index in hooks.indices where hooks[index].times > 0 && hooks[index].list == list {
      guard hooks[index].page.map({ $0 == page }) ?? true else { continue }
      hooks[index].times -= 1
      due += hooks[index].deeds
    }
    for wish in due {
      guard let deed else { return }
      done.append(await deed(wish))
    }
  }
}
