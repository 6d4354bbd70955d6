/// One stream of documents of a connector, as far as it is known without asking the partner.
package struct StreamDeclaration: Sendable {
  /// For example `bills`.
  package let stream: String
  /// In a sentence, for people: `Fetching vendor bills`.
  package let label: String
  /// The streams after which it runs.
  package let dependsOn: [String]
  /// What is read of the partner's own settings before it.
  package let snapshots: @Sendable (Settings) -> [String]

  init(_ inbox: any Inbox) {
    stream = inbox.stream
    label = inbox.label
    dependsOn = inbox.dependsOn
    snapshots = { inbox.snapshots($0) }
  }
}
