import Engine

/// Vendors and items.
extension Procurify {
  static let masterData: [any ReceivingFlow] = []

  static let masterDataMappings: [PrintedMapping] = []
}
