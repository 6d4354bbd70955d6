import Core

/// Where a purchase order stands in Procurify.
///
/// Source: reference 6.5; 2 is of old and means nothing any more.
enum OrderState: Int {
  case purchased = 0
  case cancelled = 1
  case legacy = 2
  case closed = 3
  case paid = 4
  case reopened = 5

  /// Nothing more is to happen with it.
  var isClosed: Bool { self == .closed || self == .paid }

  init?(_ value: JSON?) {
    guard let number = value?.intValue ?? value?.documentID.flatMap({ Int($0) }) else { return nil }
    self.init(rawValue: number)
  }
}
