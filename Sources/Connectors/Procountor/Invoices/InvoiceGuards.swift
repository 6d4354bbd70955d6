import Core
import Mapping

/// What must hold of an invoice or credit note before it may go to Procountor (reference 6.1).
enum InvoiceGuards {
  static let all = [type, state, company, settings, lines] + parties + money + taxes

  private static let type = Guard("It is a customer invoice or a customer credit note.", reads: ["move_type"]) { move in
    guard !["out_invoice", "out_refund"].contains(move.text("move_type")) else { return [] }
    return [
      move.issue(
        "procountor.invoice.type",
        "\(move.displayName) is no customer invoice and no customer credit note.",
        at: "move_type",
        repair: "Only invoices and credit notes to customers are sent."
      )
    ]
  }

  private static let state = Guard("It is posted and has a number.", reads: ["state", "name"]) { move in
    let isNumbered = ![nil, "/"].contains(move.text("name"))
    return switch move.text("state") {
    case "posted" where isNumbered: []
    case "cancel":
      [
        move.issue(
          "procountor.invoice.cancelled",
          "\(move.displayName) is cancelled.",
          at: "state",
          repair: "Set it back to draft and confirm it if it is still wanted."
        )
      ]
    default:
      [move.issue("procountor.invoice.draft", "\(move.displayName) is a draft.", at: "state", repair: "Confirm it.")]
    }
  }

  private static let company = Guard("It belongs to the connection's company.", reads: ["company_id"]) { move in
    guard let expected = move.context.company, move.id("company_id") != expected else { return [] }
    return [
      move.issue(
        "procountor.invoice.other_company",
        "\(move.displayName) belongs to another company than the connection.",
        at: "company_id",
        repair: "Send it with a connection of its own company."
      )
    ]
  }

  /// Percentages, statuses and bank accounts are held against what Procountor has.
  private static let settings = Guard("The company's settings were fetched, and they are the company's.", reads: []) {
    move in
    guard CompanySettings(move).isFetched else { return [.settingsMissing] }
    let ours = move.setting("company_business_id")
    return CompanySettings(move).otherCompany(than: ours).map { [.otherBooks($0, ours ?? "")] } ?? []
  }

  private static let lines = Guard("At least one line is a product.", reads: ["line_ids.display_type"]) { move in
    guard move.lines("line_ids", displayType: "product").isEmpty else { return [] }
    return [
      move.issue(
        "procountor.invoice.no_lines",
        "\(move.displayName) has no line with a product.",
        at: "line_ids",
        path: "invoiceRows",
        repair: "Add a product."
      )
    ]
  }
}

extension Issue {
  /// The API key opens somebody else's books.
  static func otherBooks(_ theirs: String, _ ours: String) -> Issue {
    Issue(
      "procountor.other_company",
      "The API key belongs to \(theirs), but the company in Odoo has the business ID \(ours).",
      model: "sidecar.connection",
      repair: "Enter the API key of your company on the connector and press Fetch VAT settings.",
      params: ["theirs": theirs, "ours": ours]
    )
  }

  /// Nothing of Procountor's own settings is known yet.
  static let settingsMissing = Issue(
    "procountor.settings_missing",
    "The VAT settings of the connection were not fetched from Procountor yet.",
    model: "sidecar.connection",
    repair: "Press Fetch VAT settings on the connector."
  )
}
