/// Parties, addresses and contacts. Source: Procuros API v2, schemas `Party` to `Contact`.
extension ProcurosContract {
  static let party = Record([
    .required(.some(.record(partyIdentifier)), "identifiers"),
    .optional(.text, "name"),
    .optional(.record(postalAddress), "postalAddress"),
    .optional(.some(.record(contact)), "contacts"),
    .optional(.record(financialInstitution), "financialInstitution"),
  ])

  static let shipToParty = Record([
    .optional(.text, "name"),
    .optional(.list(.record(partyIdentifier)), "identifiers"),
    .optional(.record(postalAddress), "postalAddress"),
    .optional(.some(.record(contact)), "contacts"),
    .optional(.record(financialInstitution), "financialInstitution"),
  ])

  static let partyIdentifier = Record([
    .required(.text, "identifier"),
    .required(.choice(["GS1", "DUNS", "VAT_DE", "FED_TAX", "SENDER_INTERNAL", "RECEIVER_INTERNAL"]), "domain"),
  ]).obeying(partyIdentifierShape)

  static let postalAddress = Record([
    .optional(.text, "name", "street", "addressExtra", "city", "postalCode", "state"),
    .optional(.text(.country), "countryCode"),
  ])

  static let contact = Record([
    .optional(.text, "firstName", "lastName", "phone", "mobile", "fax", "department"),
    .optional(.text(.email), "email"),
  ])

  static let financialInstitution = Record([
    .optional(.text, "name", "institutionId", "institutionIdDomain", "accountNumber", "accountHolder")
  ])

  static let livestockParty = Record([
    .required(.some(.record(livestockPartyIdentifier)), "identifiers"),
    .optional(.text, "name"),
    .optional(.record(postalAddress), "postalAddress"),
    .optional(.some(.record(contact)), "contacts"),
    .optional(.record(financialInstitution), "financialInstitution"),
  ])

  static let livestockPartyIdentifier = Record([
    .required(.text, "identifier"),
    .required(
      .choice(["GS1", "DUNS", "VAT_DE", "FED_TAX", "SENDER_INTERNAL", "RECEIVER_INTERNAL", "VVVO", "VETERINARY"]),
      "domain"
    ),
  ]).obeying(partyIdentifierShape)
}
