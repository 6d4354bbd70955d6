/// ORDER_RESPONSE. Source: Procuros API v2, schemas `OrderResponse`, `OrderResponseHeader`, `OrderResponseItem`.
extension ProcurosContract {
  static let orderResponse = Record([
    .required(.record(orderResponseHeader), "header"),
    .optional(.some(.record(orderResponseItem)), "items"),
    .optional(.record(orderSummary), "summary"),
  ]).obeying(responseType, summaryWithModifications)

  static let orderResponseHeader = Record([
    .required(.record(party), "buyer", "supplier"),
    .required(.text, "orderResponseIdentifier", "orderIdentifier"),
    .required(.dateTime, "orderResponseDate"),
    .nullable(.choice(["ACCEPT", "REJECT", "CHANGE"]), "type"),
    .optional(.integer, "version"),
    .optional(.record(shipToParty), "shipTo"),
    .optional(.record(party), "billTo", "finalRecipient", "technicalRecipient", "technicalSender"),
    .optional(
      .dateTime,
      "orderDate",
      "confirmedDeliveryDate",
      "confirmedShipmentDate",
      "requestedDeliveryDate",
      "requestedEarliestDeliveryDate",
      "requestedLatestDeliveryDate"
    ),
    .optional(.record(additionalOrderIdentifiers), "AdditionalOrderIdentifiers"),
    .optional(.text(.currency), "currency"),
    .optional(.list(.record(paymentTerm)), "paymentTerms"),
    .optional(.text(upTo: 100_000), "comments", "deliveryInformation", "purchasingInformation", "legalInformation"),
    .optional(.text(upTo: 255), "contractReference", "promotionCode"),
  ])

  static let orderResponseItem = Record([
    .optional(.integer, "lineNumber", "orderLineNumber", "minimumRemainingShelfLifeInDays"),
    .optional(.some(.record(itemIdentifier)), "identifiers"),
    .optional(.flag, "isDepositItem"),
    .optional(
      .number,
      "orderedQuantity",
      "confirmedQuantity",
      "unitPrice",
      "pricingUnitQuantity",
      "recommendedRetailPrice",
      "netWeight",
      "grossWeight"
    ),
    .optional(
      .dateTime,
      "requestedDeliveryDate",
      "requestedEarliestDeliveryDate",
      "requestedLatestDeliveryDate",
      "confirmedDeliveryDate",
      "confirmedEarliestDeliveryDate",
      "confirmedLatestDeliveryDate",
      "confirmedShipmentDate"
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
      "gender"
    ),
    .optional(
      .text(upTo: 255),
      "pricingUnitOfMeasure",
      "contractReference",
      "promotionCode",
      "organicControlPointNumber"
    ),
    .optional(.record(tax), "tax"),
    .optional(.list(.record(modificationGroup)), "modificationGroups"),
    .optional(.list(.record(lineItemAttachment)), "attachments"),
  ]).obeying(namesProduct, levelsCountUp)
}
