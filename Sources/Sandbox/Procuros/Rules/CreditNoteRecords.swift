/// CREDIT_NOTE. Source: Procuros API v2, schemas `CreditNote` to `CreditNoteItemWithSubSubItems`.
extension ProcurosContract {
  static let creditNote = Record([
    .required(.record(creditNoteHeader), "header"),
    .required(.some(.record(creditNoteItem)), "items"),
    .required(.record(invoiceSummary), "summary"),
  ]).obeying(subtotalIsSumOfLines)

  static let creditNoteHeader = Record([
    .required(.record(party), "buyer", "supplier"),
    .required(.text, "creditNoteIdentifier"),
    .required(.dateTime, "creditNoteDate"),
    .optional(.record(shipToParty), "shipTo"),
    .optional(.record(party), "billTo", "billFrom", "finalRecipient", "technicalRecipient", "technicalSender"),
    .optional(
      .dateTime,
      "creditNoteValueDate",
      "creditNoteDueDate",
      "invoiceDate",
      "shippingNoticeDate",
      "orderDate",
      "requestedDeliveryDate",
      "expectedDeliveryDate"
    ),
    .optional(.choice(["CORRECTION", "VALUE_CREDIT"]), "type"),
    .optional(.text, "invoiceIdentifier", "shippingNoticeIdentifier", "orderIdentifier"),
    .optional(.list(.record(paymentTerm)), "paymentTerms"),
    .optional(.text(upTo: 100_000), "comments", "deliveryInformation", "purchasingInformation", "legalInformation"),
    .optional(.text(.currency), "currency"),
    .optional(.text(upTo: 255), "promotionCode", "contractReference", "reason", "organicControlPointNumber"),
    .optional(.integer, "version"),
  ])

  static let creditNoteItem = creditNoteLine.with(
    .optional(.list(.record(creditNoteLine.with(.optional(.list(.record(creditNoteLine)), "subItems")))), "subItems")
  ).obeying(notInvoicedHasSubItems)

  static let creditNoteLine = Record([
    .required(.integer, "lineNumber"),
    .required(.some(.record(itemIdentifier)), "identifiers"),
    .required(.flag, "isDepositItem", "isInvoicedItem"),
    .required(.number, "quantity", "unitPrice"),
    .required(.record(tax), "tax"),
    .optional(
      .text,
      "shippingNoticeIdentifier",
      "orderIdentifier",
      "description",
      "comments",
      "cnCode",
      "fscNumber",
      "mscNumber"
    ),
    .optional(.dateTime, "shippingNoticeDate", "orderDate", "requestedDeliveryDate", "expectedDeliveryDate"),
    .optional(.integer, "shippingNoticeLineNumber", "orderLineNumber"),
    .optional(
      .number,
      "freeQuantity",
      "orderedQuantity",
      "pricingUnitQuantity",
      "recommendedRetailPrice",
      "netWeight",
      "grossWeight"
    ),
    .optional(
      .text(upTo: 255),
      "pricingUnitOfMeasure",
      "colorCode",
      "colorName",
      "size",
      "dimension",
      "hsCode",
      "organicControlPointNumber",
      "promotionCode",
      "reason",
      "contractReference"
    ),
    .optional(.text(.country), "originCountryCode"),
    .optional(.record(certifications), "certifications"),
    .optional(.list(.record(batch)), "batches"),
    .optional(.list(.record(modificationGroup)), "modificationGroups"),
    .optional(unitOfMeasure, "unitOfMeasure"),
  ]).obeying(namesProduct, levelsCountUp, basisIsSubtotal, onlyInvoicedHasPrice)
}
