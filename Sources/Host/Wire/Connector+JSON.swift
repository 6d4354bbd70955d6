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
            + receiving.map { flow in
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

extension Setting {
  var json: JSON {
    .record([
      ("key", .string(key)), ("type", .string(kind.rawValue)), ("label", .string(label)), ("help", .string(help)),
      ("required", .bool(required)), ("default", JSON(standard)), ("model", JSON(model)),
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
