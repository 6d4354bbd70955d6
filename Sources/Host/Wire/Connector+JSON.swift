import Core
import Engine

extension Connector {
  var summary: JSON {
    .record([
      ("id", .string(id)), ("label", .string(label)),
      (
        "flows",
        .array(
          flows.map { flow in
            .record([
              ("id", .string(flow.id)), ("label", .string(flow.label)), ("model", .string(flow.model)),
              ("direction", "out"), ("content", .string(flow.content.rawValue)),
            ])
          }
            + incoming.map { flow in
              .record([
                ("id", .string(flow.id)), ("label", .string(flow.label)), ("model", .string(flow.model)),
                ("direction", "in"), ("content", "once"),
              ])
            }
        )
      ),
    ])
  }
}

extension Connector {
  /// What comes in: by the partner's own doing, asked for about records, and after a person has looked at it.
  private var incoming: [(id: String, label: String, model: String)] {
    var flows = receiving.map { ($0.id, $0.label, $0.model) }
    let known = Set(receiving.map(\.id))
    flows += pulls.filter { !known.contains($0.id) }.map { ($0.id, $0.label, $0.model) }
    flows += imports.map { ($0.id, $0.label, $0.model) }
    return flows
  }
}

extension Setting {
  var json: JSON {
    .record([
      ("key", .string(key)), ("type", .string(kind.rawValue)), ("label", .string(label)), ("help", .string(help)),
      ("required", .bool(required)), ("default", JSON(standard)), ("model", JSON(model)),
      ("copied", .bool(isCopied)),
      (
        "choices",
        choices.isEmpty
          ? .null
          : .array(
            choices.map {
              .record([("value", .string($0.value)), ("label", .string($0.label))])
            }
          )
      ),
    ])
  }
}
