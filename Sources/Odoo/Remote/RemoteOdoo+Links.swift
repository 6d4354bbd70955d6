package import Core

/// What we remember of partners' ids ourselves: in this Odoo there is no table of ours.
extension RemoteOdoo {
  package func bring(_ reference: OdooReference) async throws(Failure) -> Bool { try await links.bring(reference) }

  package func claim(_ reference: OdooReference) async throws(Failure) { try await links.claim(reference) }

  package func references(_ model: String, ids: [Int], flow: String, connection: String)
    async throws(Failure) -> [Int: OdooReference]
  {
    try await links.references(model, ids: ids, flow: flow, connection: connection)
  }

  package func claimed(_ externalID: String, flow: String, connection: String) async throws(Failure) -> OdooReference? {
    try await links.claimed(externalID, flow: flow, connection: connection)
  }

  package func referenced(_ externalIDs: [String], flow: String, connection: String)
    async throws(Failure) -> [String: OdooReference]
  {
    try await links.referenced(externalIDs, flow: flow, connection: connection)
  }
}
