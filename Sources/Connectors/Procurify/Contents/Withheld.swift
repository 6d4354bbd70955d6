import Core

/// What is never copied, stored or logged: it may hold bank accounts and cards.
///
/// Source: reference 6.1 and the schemas `OptimizedVendor`, `BillRead` and `PaymentMethodRead`.
enum Withheld {
  static let members: Set<String> = [
    "payment_methods", "payment_method", "payment_method_ref", "default_payment_method", "payment_method_name",
    "creditcards", "creditcard", "creditcard_name", "creditcard_item", "bill_payment", "bill_payments",
  ]

  static func removed(from value: JSON) -> JSON {
    if let items = value.arrayValue { return .array(items.map(removed)) }
    guard let object = value.objectValue else { return value }
    return .record(object.members.filter { !members.contains($0.key) }.map { ($0.key, removed(from: $0.value)) })
  }
}
