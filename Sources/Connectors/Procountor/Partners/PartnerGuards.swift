import Core
import Mapping

/// What must hold of a customer before it may be created in Procountor (reference 6.2).
enum PartnerGuards {
  static let all = [company, numbers, email]

  /// People and addresses of a company are part of it there.
  private static let company = Guard(
    "It is a company or a person of its own.",
    reads: ["parent_id", "commercial_partner_id"]
  ) {
    partner in
    guard let commercial = partner.id("commercial_partner_id"), commercial != partner.id("id") else { return [] }
    return [
      partner.issue(
        "procountor.partner.contact",
        "\(partner.displayName) is a contact of another company.",
        at: "parent_id",
        repair: "Send the company instead."
      )
    ]
  }

  private static let numbers = Guard(
    "Business ID and VAT number of a Finnish company have the right check digit.",
    reads: []
  ) { partner in
    (Party(partner.record)?.wrongNumbers ?? []).map { PartyIssues.wrongNumber(partner, at: "", field: $0) }
  }

  private static let email = Guard("An e-mail address is one: a warning, it is not sent.", reads: []) { partner in
    Party(partner.record)?.hasWrongEmail == true ? [PartyIssues.wrongEmail(partner, at: "")] : []
  }
}
