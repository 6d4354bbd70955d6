import Core
import Foundation
import Mapping

/// What must hold for an invoice or credit note as a whole before it may leave.
///
/// Source: design, section 13 (*Several taxes, several deliveries*); reference D-08 to D-13.
enum InvoiceGuards {
  static let invoice = [type("out_invoice", "a customer invoice")] + first + [origin, shipTo] + amounts + [due, terms]
  static let creditNote = [type("out_refund", "a customer credit note")] + first + amounts

  private static let first = [state, company, customer, connector, lines]
  private static let amounts = [prices, taxes, orders, totals]

  private static func type(_ type: String, _ words: String) -> Guard {
    Guard("It is \(words).", reads: ["move_type"]) { move in
      guard move.text("move_type") != type else { return [] }
      return [
        move.issue(
          "procuros.invoice.type",
          "\(move.displayName) is not \(words).",
          at: "move_type",
          repair: "Send it with the button for documents of its kind."
        )
      ]
    }
  }

  /// A draft has no number yet (on 17 a `/`), and a cancelled one asks for nothing.
  private static let state = Guard("It is posted and has a number.", reads: ["state", "name"]) { move in
    let isNumbered = ![nil, "/"].contains(move.text("name"))
    return switch move.text("state") {
    case "posted" where isNumbered: []
    case "cancel":
      [
        move.issue(
          "procuros.invoice.cancelled",
          "\(move.displayName) is cancelled.",
          at: "state",
          repair: "Set it back to draft and confirm it if it is still wanted."
        )
      ]
    default:
      [move.issue("procuros.invoice.draft", "\(move.displayName) is a draft.", at: "state", repair: "Confirm it.")]
    }
  }

  private static let company = Guard(
    "It belongs to the connection's company.",
    reads: ["company_id.partner_id.commercial_partner_id"]
  ) { move in
    guard let expected = move.context.company, move.id("company_id") != expected else { return [] }
    return [
      move.issue(
        "procuros.invoice.other_company",
        "\(move.displayName) belongs to another company than the connection.",
        at: "company_id",
        repair: "Send it with a connection of its own company."
      )
    ]
  }

  /// Procuros would take an invoice to ourselves for one that we got.
  private static let customer = Guard(
    "The customer is another company than ours.",
    reads: ["partner_id.commercial_partner_id", "partner_id.ref"]
  ) { move in
    let ours = move.id("company_id.partner_id.commercial_partner_id")
    let isOwnGLN = move.text("partner_id.ref").map { $0 == move.setting("external_identifier") } ?? false
    let isOwn = ours != nil && ours == move.id("partner_id.commercial_partner_id")
    guard isOwn || isOwnGLN else { return [] }
    return [
      move.issue(
        "procuros.invoice.own_customer",
        "The customer of \(move.displayName) is the company that invoices.",
        at: isOwn ? "partner_id" : "partner_id.ref",
        path: "content.header.buyer",
        repair: "Choose another customer, or correct its GLN."
      )
    ]
  }

  /// Only customers that were given a connector get documents through it.
  private static let connector = Guard(
    "The customer, or the company it belongs to, has a *Procuros Connector*.",
    reads: ["partner_id", "partner_id.commercial_partner_id"].map { $0 + ".procuros_connection_id" }
  ) { move in
    let field = "procuros_connection_id"
    let customer = move.record["partner_id"]
    guard customer?[field] != nil, move.id("partner_id." + field) == nil,
      move.id("partner_id.commercial_partner_id." + field) == nil
    else { return [] }
    return [
      move.issue(
        "procuros.invoice.no_connector",
        "\(customer?["display_name"]?.stringValue ?? "The customer") has no Procuros Connector.",
        at: "partner_id.commercial_partner_id." + field,
        repair: "Choose the connector on the customer, or send the document another way."
      )
    ]
  }

  private static let lines = Guard("At least one line is a product.", reads: ["line_ids.display_type"]) { move in
    guard move.lines("line_ids", displayType: "product").isEmpty else { return [] }
    return [
      move.issue(
        "procuros.invoice.no_lines",
        "\(move.displayName) has no line with a product.",
        at: "line_ids",
        path: "content.items",
        repair: "Add a product."
      )
    ]
  }
}
