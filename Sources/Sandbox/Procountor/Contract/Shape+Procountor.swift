import Foundation

/// Shapes that only this contract needs.
extension Shape {
  /// `format: int32`, and none of Procountor's numbers of records is below one.
  static let int32 = Shape.whole(0...Int(Int32.max))
  /// A time without zone: `2026-03-02T09:30:00`.
  static let moment = Shape.text(max: nil, .localTime)

  static func number(from least: Decimal? = nil, to most: Decimal? = nil, places: Int? = nil) -> Shape {
    .amount(from: least, to: most, places: places)
  }

  /// One of several words, written with blanks between them.
  static func word(_ words: String) -> Shape { .choice(words.split(separator: " ").map(String.init)) }
}

extension Shape {
  static let language = Shape.word("DANISH ENGLISH ESTONIAN FINNISH NORWEGIAN SWEDISH")
  static let channel = Shape.word("EMAIL MAIL ELECTRONIC_INVOICE EDIFACT PAPER_INVOICE NO_SENDING")
  static let country = Shape.choice(ProcountorCodes.countries)
  static let money = Shape.choice(ProcountorCodes.currencies)
  static let unit = Shape.choice(ProcountorCodes.units)
  static let invoiceStatus = Shape.choice(InvoiceStatus.all)
  static let partnerType = Shape.word("CUSTOMER SUPPLIER PERSON")
  static let vatSide = Shape.word("PURCHASE SALES")
}
