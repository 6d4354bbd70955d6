/// ORDER. Source: Procuros API v2, schemas `Order`, `OrderHeader`, `OrderItem`.
extension ProcurosContract {
  static let order = Record([
    .required(.record(orderHeader), "header"),
    .required(.some(.record(orderItem)), "items"),
    .optional(.record(orderSummary), "summary"),
  ]).obeying(summaryWithModifications, subtotalIsSumOfLines)

  static let orderHeader = Record([
    .required(.record(party), "buyer", "supplier"),
    .required(.text, "orderIdentifier"),
    .required(.dateTime, "orderDate"),
    .optional(.record(shipToParty), "shipTo"),
    .optional(.record(party), "billTo", "finalRecipient", "technicalRecipient", "technicalSender"),
    .optional(.record(additionalOrderIdentifiers), "AdditionalOrderIdentifiers"),
    .optional(.text, "type"),
    .optional(.dateTime, "requestedDeliveryDate", "requestedEarliestDeliveryDate", "requestedLatestDeliveryDate"),
    .optional(.text(.currency), "currency"),
    .optional(.list(.record(paymentTerm)), "paymentTerms"),
    .optional(.text(upTo: 100_000), "comments", "deliveryInformation", "purchasingInformation", "legalInformation"),
    .optional(.text(upTo: 255), "promotionCode", "contractReference"),
    .optional(.integer, "version"),
    .optional(.list(.record(attachment)), "attachments"),
  ])

  static let orderItem = Record([
    .optional(.integer, "lineNumber", "deliveryGracePeriodInDays", "minimumRemainingShelfLifeInDays"),
    .optional(.some(.record(itemIdentifier)), "identifiers"),
    .optional(.flag, "isDepositItem"),
    .optional(
      .number,
      "quantity",
      "unitPrice",
      "pricingUnitQuantity",
      "recommendedRetailPrice",
      "netWeight",
      "grossWeight"
    ),
    .optional(unitOfMeasure, "unitOfMeasure"),
    .optional(
      .text,
      "description",
      "comments",
      "originCountryCode",
      "colorCode",
      "colorName",
      "size",
      "dimension",
      "hsCode",
      "cnCode",
      "fscNumber",
      "mscNumber",
      "season",
      "gender",
      "brand",
      "consumerGroup",
      "assortment",
      "category",
      "subCategory"
    ),
    .optional(
      .text(upTo: 255),
      "pricingUnitOfMeasure",
      "promotionCode",
      "contractReference",
      "organicControlPointNumber"
    ),
    .optional(.record(tax), "tax"),
    .optional(.dateTime, "requestedDeliveryDate", "requestedEarliestDeliveryDate", "requestedLatestDeliveryDate"),
    .optional(.record(certificationsRequired), "certificationsRequired"),
    .optional(.list(.record(lineItemAttachment)), "attachments"),
    .optional(.list(.record(modificationGroup)), "modificationGroups"),
  ]).obeying(namesProduct, levelsCountUp, basisIsSubtotal)
}
