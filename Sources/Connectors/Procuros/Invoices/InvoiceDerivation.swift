import Core
import Mapping

/// What no field of `account.move` holds and an INVOICE or CREDIT_NOTE needs.
enum InvoiceDerivation {
  static let invoice = Derivation(
    reads: common + (InvoiceOrigin.orderReads + InvoiceOrigin.deliveryReads).map { "line_ids." + $0 },
    values: values
  ) { move in
    derive(move, from: { $0.lines.map(\.record) })
  }

  /// Order and delivery are those of the reversed invoice (OC1); the order of a credit note that reverses none is that
  /// of its own lines.
  static let creditNote = Derivation(
    reads: common + InvoiceOrigin.orderReads.map { "line_ids." + $0 } + reversed + CreditNoteReason.reads
      + ["procuros_credit_note_type"],
    values: values + [("=type", CreditNoteType.about)] + CreditNoteReason.values,
    fields: CreditNoteReason.fields
  ) { move in
    let reversed = move.value("reversed_entry_id")?["line_ids"]?.arrayValue ?? []
    let note = derive(move, from: { reversed.isEmpty ? $0.lines.map(\.record) : reversed })
    return note.adding([("=type", CreditNoteType.of(move))] + CreditNoteReason.members(of: move))
  }

  private static let common = InvoiceAmounts.reads + InvoiceTerms.reads + ["amount_residual"]

  private static let reversed =
    (InvoiceOrigin.orderReads.filter { !$0.contains("line_number") } + InvoiceOrigin.deliveryReads)
    .map { "reversed_entry_id.line_ids." + $0 }

  private static let values: [(name: String, about: String)] = [
    ("=order", "the first sales order of the lines; on a line only where the document has several"),
    (
      "=delivery",
      "the latest done delivery of the invoiced lines, else the first (D-09); on a line only where there are several"
    ),
    ("=terms", "the cash discount, if there is one, and the days to the last due date that was booked (D-12)"),
    ("=due", "`amount_residual`, or `amount_total` where the setting `due_amount` is `gross` (D-10)"),
    ("=tax_items", "the lines by the sum of their percentages, in the order of the lines (D-13)"),
    (
      "=unit_price",
      "`price_subtotal` / `quantity` / (1 − `discount` / 100), to a millionth of the currency's smallest amount; with "
        + "a discount of 100 % `price_unit` without its taxes (D-08)"
    ),
    ("=discount", "the discount as a relative allowance of level 1 on `quantity` × `=unit_price`; none without (D-08)"),
    (
      "=tax",
      "the sum of the line's percentages and what Odoo booked for them; cents that Odoo rounded for the document as a "
        + "whole are spread over the lines by largest remainder (D-13)"
    ),
    ("=order_line_number", "`procuros_order_line_number` of the line's sales line, when it is known"),
    ("=is_taxed", "whether Odoo's tax on the line is that percentage of its net amount, but for rounding"),
    ("=faults", "which totals do not add up"),
  ]

  private static func derive(_ move: DocumentView, from origin: (InvoiceAmounts) -> [JSON]) -> JSON {
    let amounts = InvoiceAmounts(move)
    let origin = InvoiceOrigin(origin(amounts))
    let own = InvoiceOrigin(amounts.lines.map(\.record))
    let lines = amounts.lines.map { line in
      line.derived(amounts.unit, further: own.members(of: line.record))
    }
    let others = move.record["line_ids"]?.arrayValue?.filter { $0["display_type"] != "product" } ?? []
    return move.record.adding([
      ("line_ids", .array(lines + others)),
      ("=order", origin.order), ("=delivery", origin.delivery),
      ("=terms", InvoiceTerms(move).terms), ("=tax_items", amounts.taxItems),
      ("=due", move.value(move.setting("due_amount") == "gross" ? "amount_total" : "amount_residual")),
      ("=faults", .array(amounts.faults.map { .string($0.rawValue) })),
    ])
  }
}

extension InvoiceOrigin {
  /// What a line says of its own order and delivery: which ones only where the document has several.
  fileprivate func members(of line: JSON) -> [(String, JSON?)] {
    [
      ("=order", orders.count > 1 ? Self.orders(of: line).first : nil),
      ("=delivery", deliveries.count > 1 ? Self.named(Self.deliveries(of: line)) : nil),
      ("=order_line_number", Self.orderLineNumber(of: line)),
    ]
  }
}
