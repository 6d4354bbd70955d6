import Engine

/// Vendors and items.
extension Procurify {
  static let masterData: [any ReceivingFlow] = [PullVendor(), PullItem()]

  static let masterDataMappings: [PrintedMapping] = []
}
