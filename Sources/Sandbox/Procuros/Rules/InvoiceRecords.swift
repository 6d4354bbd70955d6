/// INVOICE. Source: Procuros API v2, schemas `Invoice` to `InvoiceItemWithSubSubItems`.
extension ProcurosContract {
  static let invoice = Record([
    .required(.record(invoiceHeader), "header"),
    .required(.some(.record(invoiceItem)), "items"),
    .optional(.record(invoiceSummary), "summary"),
  ]).obeying(summaryWithModifications, subtotalIsSumOfLines, buyerHasFullAddress)

  static let invoiceHeader = Record([
    .required(.record(party), "buyer", "supplier"),
    .required(.text, "invoiceIdentifier", "shippingNoticeIdentifier", "orderIdentifier"),
    .required(.dateTime, "invoiceDate", "shippingNoticeDate", "orderDate"),
    .optional(.record(shipToParty), "shipTo"),
    .optional(.record(party), "billTo", "billFrom", "finalRecipient", "technicalRecipient", "technicalSender"),
    .optional(.dateTime, "invoiceValueDate", "invoiceDueDate", "requestedDeliveryDate", "expectedDeliveryDate"),
    .optional(.record(additionalOrderIdentifiers), "AdditionalOrderIdentifiers"),
    .optional(.list(.record(paymentTerm)), "paymentTerms"),
    .optional(.text(upTo: 100_000), "comments", "deliveryInformation", "purchasingInformation", "legalInformation"),
    .optional(.text(.currency), "currency"),
    .optional(.text(upTo: 255), "promotionCode", "organicControlPointNumber", "contractReference"),
    .optional(.integer, "version"),
  ])

  static let invoiceItem = invoiceLine.with(
    .optional(.list(.record(invoiceLine.with(.optional(.list(.record(invoiceLine)), "subItems")))), "subItems")
  ).obeying(notInvoicedHasSubItems)

  static let invoiceLine = Record([
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
      "originCountryCode",
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
      "contractReference"
    ),
    .optional(.record(certifications), "certifications"),
    .optional(.list(.record(batch)), "batches"),
    .optional(.list(.record(modificationGroup)), "modificationGroups"),
    .optional(unitOfMeasure, "unitOfMeasure"),
  ]).obeying(namesProduct, levelsCountUp, basisIsSubtotal, onlyInvoicedHasPrice)
}
