import Core
import Engine
import Foundation
import Mapping

/// What must hold before a vendor's answer changes our order.
struct ResponseGuards {
  let incoming: Incoming
  let order: SentOrder
  let verdict: ResponseVerdict
  let lines: ResponseLines
  let changes: ResponseChanges?

  init(
    _ incoming: Incoming,
    _ order: SentOrder,
    _ verdict: ResponseVerdict,
    _ lines: ResponseLines,
    _ changes: ResponseChanges?
  ) {
    self.incoming = incoming
    self.order = order
    self.verdict = verdict
    self.lines = lines
    self.changes = changes
  }

  /// Everything at once, in the order in which a person reads the document.
  var issues: [Issue] {
    let whole = [verdict.issue(incoming), vendor, state, version, terms].compactMap(\.self)
    guard verdict.changesLines else { return whole + (verdict.cancels ? done : []) }
    let dates = incoming.settings.isOn("write_confirmed_date") ? lines.splitDates : []
    return whole + lines.issues + lineIssues + dates + lines.otherPrices
  }

  private var lineIssues: [Issue] {
    guard verdict == .change else { return acceptedOtherwise }
    return lines.unanswered + lines.tooMuch + locked + done + zero
  }

  /// Somebody else's answer.
  private var vendor: Issue? {
    guard let theirs = incoming.document.found["partner_id"], let their = theirs["commercial_partner_id"]?.relation,
      let our = order.owner, our != their
    else { return nil }
    return issue(
      "procuros.order_response.other_vendor",
      "\(order.name) was sent to \(order.record["partner_id"]?.name ?? "another vendor"), the answer is from \(theirs.name).",
      field: "partner_id",
      label: "Vendor",
      at: incoming.document.paths["partner_id"],
      repair: "Make both contacts of one company, or correct the GLN in Reference."
    )
  }

  private var state: Issue? {
    guard order.state == "cancel", verdict.changesLines else { return nil }
    return issue(
      "procuros.order_response.cancelled",
      "The vendor accepts \(order.name), which is cancelled here.",
      field: "state",
      label: "Status",
      at: "content.header.type",
      repair: "Tell the vendor, or set \(order.name) back to draft; the answer is then taken over by itself."
    )
  }

  /// A corrected answer after the first one was carried out is for a person (reference D-18).
  private var version: Issue? {
    guard let older = incoming.arrival.replaces, !order.isDraft else { return nil }
    let same = verdict.cancels ? order.state == "cancel" : order.state != "cancel" && (changes?.rows.isEmpty ?? true)
    guard !same else { return nil }
    var found = issue(
      "procuros.order_response.version_too_late",
      "\(incoming.title) replaces an answer that \(order.name) was confirmed or cancelled with.",
      field: "state",
      label: "Status",
      at: nil,
      repair: "Change \(order.name) by hand as the newer answer says and ignore this document."
    )
    found.params["older"] = older.externalID
    found.params["newer"] = incoming.arrival.externalID
    return found
  }

  /// IR4: other terms are an offer, not a confirmation.
  private var terms: Issue? {
    let entries = incoming.arrival.content["header"]?["paymentTerms"]?.arrayValue ?? []
    guard verdict.changesLines, !entries.isEmpty else { return nil }
    let theirs = PaymentAgreement(entries: entries)
    let term = order.record["payment_term_id"]?.filled
    if let term, PaymentAgreement(term: term).agrees(with: theirs) { return nil }
    return issue(
      "procuros.order_response.payment_terms",
      "The vendor's payment terms are \(theirs.words); \(order.name) has \(term?.name ?? "none").",
      field: "payment_term_id",
      label: "Payment Terms",
      at: "content.header.paymentTerms",
      repair: "Choose the agreed payment terms in \(order.name), or ignore this document."
    )
  }

  /// Accepting means as ordered.
  private var acceptedOtherwise: [Issue] {
    (changes?.quantities ?? []).map { answer in
      issue(
        "procuros.order_response.accept_differs",
        "The vendor accepts \(order.name) as it is, but confirms \(answer.confirmed?.shortest ?? "") of \(answer.line.name), "
          + "ordered are \(answer.line.ordered.shortest).",
        field: "order_line",
        label: "Order Lines",
        at: answer.items.first?.paths["product_qty"],
        repair: "Ask the vendor which one is meant, or change the quantity in \(order.name)."
      )
    }
  }

  private var locked: [Issue] {
    guard order.isLocked, !(changes?.quantities ?? []).isEmpty else { return [] }
    return [
      issue(
        "procuros.order_response.locked",
        "\(order.name) is locked and cannot take the vendor's quantities.",
        field: "state",
        label: "Status",
        at: "content.items",
        repair: "Unlock \(order.name); the answer is then taken over by itself."
      )
    ]
  }

  /// What is received or billed cannot be cancelled or confirmed away.
  private var done: [Issue] {
    let rejected = verdict.cancels && order.state != "cancel"
    if rejected, order.isLocked {
      return [
        issue(
          "procuros.order_response.locked",
          "\(order.name) is locked and cannot be cancelled, but the vendor rejects it.",
          field: "state",
          label: "Status",
          at: "content.header.type",
          repair: "Unlock or cancel \(order.name)."
        )
      ]
    }
    return lines.answers.filter { $0.line.done > (rejected ? 0 : $0.confirmed ?? $0.line.done) }.map { answer in
      issue(
        "procuros.order_response.already_done",
        "\(answer.line.done.shortest) of \(answer.line.name) are received or billed; the vendor "
          + (rejected ? "rejects the order." : "confirms \(answer.confirmed?.shortest ?? "")."),
        field: "order_line",
        label: "Order Lines",
        at: answer.items.first?.paths["product_qty"] ?? "content.header.type",
        repair: "Clear it up with the vendor, change \(order.name) by hand and ignore this document."
      )
    }
  }

  /// Nothing of a line that is on its way already, or nothing of all: Odoo would make a return of it, or an empty order.
  private var zero: [Issue] {
    let none = lines.answers.filter { $0.confirmed == 0 && !$0.line.ordered.isZero }
    if !none.isEmpty, lines.answers.allSatisfy({ $0.confirmed == 0 }) {
      return [
        issue(
          "procuros.order_response.nothing_confirmed",
          "The vendor confirms nothing of \(order.name).",
          field: "state",
          label: "Status",
          at: "content.items",
          repair: "Cancel \(order.name) and ignore this document."
        )
      ]
    }
    guard !order.isDraft, order.state != "to approve" else { return [] }
    return none.map { answer in
      issue(
        "procuros.order_response.zero_on_confirmed",
        "The vendor will not deliver \(answer.line.name), and \(order.name) is confirmed already.",
        field: "order_line",
        label: "Order Lines",
        at: answer.items.first?.paths["product_qty"],
        repair: "Cancel what is still to come of it in the receipt, set its quantity to 0 and ignore this document."
      )
    }
  }

  private func issue(_ code: String, _ message: String, field: String, label: String, at path: String?, repair: String)
    -> Issue
  {
    Issue(
      code,
      message,
      model: SentOrder.model,
      record: order.id,
      recordName: order.name,
      field: field,
      label: label,
      path: path,
      repair: repair,
      params: ["order": order.name, "document": incoming.title],
      probe: .field(model: SentOrder.model, record: order.id, field: field)
    )
  }
}
