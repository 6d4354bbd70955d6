import Core
import Engine
import Foundation
import HTTP
import Mapping
import Storage

/// A customer is created in Procountor's register: `procountor.partner.send`.
struct SendPartner: RegisterFlow {
  let id = FlowID.partner
  let label = "Send Customer to Procountor"
  let reference = FlowID.customer
  let table = PartnerMapping.table
  let what = "customer"
  let step = "partner"
  let path = "/businesspartners"
  let several = "procountor.partner.several"

  /// Customers with the same business ID or VAT number, in use or not; none where we know no number.
  ///
  /// Source: reference 6.2, *Guard against doubles*.
  func known(_ customer: JSON, _ client: ProcountorClient) async throws(Failure) -> [JSON] {
    guard let identifier = customer["invoicingInfo"]?["identifier"]?.stringValue else { return [] }
    let hits = try await search(["identifier": identifier], client)
    return hits.filter { $0["invoicingInfo"]?["identifier"]?.stringValue.map(Self.plain) == Self.plain(identifier) }
  }

  /// What a request whose answer was lost may have left: by number, else by name since then.
  func lost(_ customer: JSON, _ entry: Entry, _ client: ProcountorClient) async throws(Failure) -> [JSON] {
    guard customer["invoicingInfo"]?["identifier"] == nil else { return try await known(customer, client) }
    guard let name = customer["name"]?.stringValue else { return [] }
    // A header holds ASCII: of other names, what comes before the first other letter is asked for.
    let asked = String(name.prefix { $0.isASCII && !$0.isNewline }).trimmingCharacters(in: .whitespaces)
    let hits = try await search(asked.isEmpty ? [:] : ["name": asked], client)
    return hits.filter { $0["name"]?.stringValue == name && RegisterSearch.isYoung($0, entry) }
  }

  /// Names and numbers are personal: they go in headers, never in the address.
  private func search(_ headers: HTTPHeaders, _ client: ProcountorClient) async throws(Failure) -> [JSON] {
    let active = try await client.all("/businesspartners?type=CUSTOMER", headers: headers)
    let inactive = try await client.all("/businesspartners?type=CUSTOMER&active=false", headers: headers)
    var seen: Set<Int> = []
    return (active + inactive).filter { $0["id"]?.intValue.map { seen.insert($0).inserted } ?? false }
  }

  private static func plain(_ identifier: String) -> String {
    let id = BusinessID(identifier) ?? FinnishVATNumber(identifier)?.businessID
    return id?.text ?? identifier.filter { !$0.isWhitespace && $0 != "-" }.uppercased()
  }
}
