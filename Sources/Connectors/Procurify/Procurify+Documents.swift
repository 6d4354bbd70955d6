import Engine

/// Requisitions, purchase orders and bills.
extension Procurify {
  static let documents: [any ReceivingFlow] = []

  static let documentMappings: [PrintedMapping] = []
}
