/// SHIPPING_NOTICE. Source: Procuros API v2, schemas `ShippingNotice` to `ShippingNoticeItemWithSubSubItems`.
extension ProcurosContract {
  static let shippingNotice = Record([
    .required(.record(shippingNoticeHeader), "header"),
    .required(.some(.record(transportUnit)), "transportUnits"),
  ])

  static let shippingNoticeHeader = Record([
    .required(.record(party), "buyer", "supplier"),
    .required(.text, "shippingNoticeIdentifier", "orderIdentifier"),
    .required(.dateTime, "shippingNoticeDate"),
    .optional(.record(party), "shipFrom", "billTo", "finalRecipient", "technicalRecipient", "technicalSender"),
    .optional(.record(shipToParty), "shipTo"),
    .optional(
      .dateTime,
      "orderDate",
      "requestedDeliveryDate",
      "requestedEarliestDeliveryDate",
      "requestedLatestDeliveryDate",
      "expectedDeliveryDate",
      "requestedDespatchDate",
      "despatchDate"
    ),
    .optional(.record(additionalOrderIdentifiers), "AdditionalOrderIdentifiers"),
    .optional(.text, "carrier", "trackingNumber", "trackingUrl", "shippingMethod", "status"),
    .optional(modeOfTransport, "modeOfTransport"),
    .optional(incoTerms, "incoTerms"),
    .optional(.text(upTo: 100_000), "comments", "deliveryInformation", "purchasingInformation", "legalInformation"),
    .optional(.text(.currency), "currency"),
    .optional(.integer, "version"),
  ])

  static let transportUnit = innerTransportUnit.with(.optional(.list(.record(innerTransportUnit)), "transportUnits"))

  static let innerTransportUnit = Record([
    .required(.list(.record(shippingNoticeItem)), "items"),
    .optional(.text, "unitIdentifier"),
    .optional(
      .choice(["EURO_PALLET", "EURO_PALLET_HALF", "EURO_PALLET_QUARTER", "CARTON", "PACKAGE", "PALLET", "CONTAINER"]),
      "unitType"
    ),
    .optional(.integer, "containedTradeUnitCount"),
    .optional(.dateTime, "requestedDeliveryDate", "expectedDeliveryDate", "requestedDespatchDate", "despatchDate"),
    .optional(.record(transportUnitCarrier), "carrier"),
  ]).obeying(unitIsNotEmpty)

  static let transportUnitCarrier = Record([
    .optional(.text, "name", "trackingNumber", "trackingUrl")
  ])

  static let shippingNoticeItem = shippingNoticeLine.with(
    .optional(
      .list(.record(shippingNoticeLine.with(.optional(.list(.record(shippingNoticeLine)), "subItems")))),
      "subItems"
    )
  )

  static let shippingNoticeLine = Record([
    .required(.integer, "lineNumber"),
    .required(.some(.record(itemIdentifier)), "identifiers"),
    .required(.flag, "isDepositItem"),
    .required(.number, "orderedQuantity", "shippedQuantity"),
    .optional(.integer, "orderLineNumber", "minimumRemainingShelfLifeInDays"),
    .optional(
      .text,
      "orderIdentifier",
      "description",
      "comments",
      "originCountryCode",
      "cnCode",
      "fscNumber",
      "mscNumber"
    ),
    .optional(.choice(["DISCARDED", "DELIVERED_LATER"]), "openQuantityAction"),
    .optional(.list(.record(batch)), "batches"),
    .optional(.number, "unitPrice", "recommendedRetailPrice", "netWeight", "grossWeight"),
    .optional(.record(tax), "tax"),
    .optional(
      .text(upTo: 255),
      "promotionCode",
      "contractReference",
      "colorCode",
      "colorName",
      "size",
      "dimension",
      "hsCode",
      "organicControlPointNumber",
      "tradeClass",
      "earTag"
    ),
    .optional(.record(certifications), "certifications"),
    .optional(unitOfMeasure, "unitOfMeasure"),
    .optional(.record(livestockParty), "breeder", "fattener", "slaughterer", "cutter"),
    .optional(.date, "slaughterDate", "birthdate"),
    .optional(.choice(["MALE", "FEMALE"]), "gender"),
  ]).obeying(namesProduct, openQuantityIsExplained, batchesAddUp)

  static let modeOfTransport = Shape.choice(["ROAD", "RAIL", "AIR", "SEA", "MULTIMODAL"])

  static let incoTerms = Shape.choice(["EXW", "FCA", "CPT", "CIP", "DAP", "DDP", "FAS", "FOB", "CFR", "CIF", "DAT"])
}
