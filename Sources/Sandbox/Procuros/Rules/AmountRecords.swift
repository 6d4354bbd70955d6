/// Taxes, discounts, terms and totals. Source: Procuros API v2, schemas `Tax`, `PaymentTerm`, `ModificationGroup` and the
/// `summary` of each document.
extension ProcurosContract {
  static let tax = Record([
    .required(.number, "amount", "percentage"),
    .nullable(.text, "description"),
  ])

  static let paymentTerm = Record([
    .required(.integer, "payInNumberOfDays"),
    .required(.number, "percentage"),
  ])

  static let modificationGroup = Record([
    .required(.number, "basis"),
    .required(.integer, "level"),
    .required(.some(.record(modification)), "modifications"),
  ])

  static let modification = Record([
    .optional(.choice(["ALLOWANCE", "CHARGE"]), "type"),
    .optional(.choice(["ABSOLUTE", "RELATIVE"]), "calculationType"),
    .optional(.choice(["SHIPPING", "PACKAGING", "HANDLING", "DISCOUNT", "INSURANCE"]), "reasonCode"),
    .optional(.text, "description"),
    .optional(.number, "percentage", "amount"),
    .optional(.record(tax), "tax"),
  ]).obeying(percentageOrAmount)

  /// ORDER and ORDER_RESPONSE: all seven amounts.
  static let orderSummary = Record([
    .required(.number, "subtotalAmount", "grossAmount", "netAmount", "dueAmount", "totalCharges", "totalAllowances"),
    .required(.record(summaryTax), "tax"),
    .optional(.list(.record(modificationGroup)), "modificationGroups"),
  ]).obeying(totalsAddUp, levelsCountUp)

  /// INVOICE and CREDIT_NOTE: only the due amount must stand.
  static let invoiceSummary = Record([
    .required(.number, "dueAmount"),
    .optional(.number, "subtotalAmount", "grossAmount", "netAmount", "totalCharges", "totalAllowances"),
    .optional(.record(summaryTax), "tax"),
    .optional(.list(.record(modificationGroup)), "modificationGroups"),
  ]).obeying(totalsAddUp, levelsCountUp)

  static let summaryTax = Record([
    .required(.number, "total"),
    .required(.list(.record(summaryTaxItem)), "items"),
    .optional(.text, "description"),
  ]).obeying(taxesAddUp)

  static let summaryTaxItem = Record([
    .required(.number, "percentage", "taxableAmount", "taxAmount"),
    .required(.text, "category"),
    .optional(.text, "description"),
  ])
}
