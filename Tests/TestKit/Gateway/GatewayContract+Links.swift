import Core
import Odoo
import Testing

extension GatewayContract {
  static let links: [GatewayContract] = [
    GatewayContract("a partner's id is brought to a record once, and found both ways") { stage in
      let reference = stage.reference("v-\(stage.fresh)")
      let ids = [reference.record, 99_999_999]
      let (told, again, there, back) = try await stage.play { odoo in
        let told = try await odoo.bring(reference)
        let again = try await odoo.bring(reference)
        let there = try await odoo.references(
          reference.model,
          ids: ids,
          flow: reference.flow,
          connection: reference.connection
        )
        let back = try await odoo.referenced(
          [reference.externalID, "nobody"],
          flow: reference.flow,
          connection: reference.connection
        )
        return (told, again, there, back)
      }
      #expect(told)
      #expect(!again)
      #expect(there.mapValues(\.externalID) == [reference.record: reference.externalID])
      #expect(back.mapValues(\.record) == [reference.externalID: reference.record])
      #expect(there[reference.record]?.number == "V 44")
    },
    GatewayContract("a document is claimed once, and its record found by it") { stage in
      let reference = stage.reference("d-\(stage.fresh)")
      let (before, after, back) = try await stage.play { odoo in
        let flow = reference.flow
        let connection = reference.connection
        let before = try await odoo.claimed(reference.externalID, flow: flow, connection: connection)
        try await odoo.claim(reference)
        var other = reference
        other.record = stage.world.id("vendor")
        try await odoo.claim(other)
        let after = try await odoo.claimed(reference.externalID, flow: flow, connection: connection)
        let back = try await odoo.referenced([reference.externalID], flow: flow, connection: connection)
        return (before, after, back)
      }
      #expect(before == nil)
      #expect(after?.record == reference.record)
      // What came in by a document is no id of the record.
      #expect(back.isEmpty)
    },
  ]
}

extension GatewayStage {
  fileprivate func reference(_ externalID: String) -> OdooReference {
    OdooReference(
      model: "res.partner",
      record: world.id("contact"),
      connection: "0d3f7c1e-2b6a-4e0e-8f55-6f1f7f0a9b20",
      flow: "gateway.vendor",
      externalID: externalID,
      number: "V 44",
      entry: 7
    )
  }
}
