import Core

/// The fiscal years around a day: calendar years with twelve periods, the last but one closed.
enum FiscalYear {
  static func all(around day: String) -> [JSON] {
    let year = Int(day.prefix(4)) ?? 2026
    return ((year - 2)...(year + 1)).map { one in
      json(one, isOpen: one >= year - 1)
    }
  }

  private static func json(_ year: Int, isOpen: Bool) -> JSON {
    let periods = (1...12).map { month -> JSON in
      [
        "id": .int(year * 100 + month), "startDate": .string(day(year, month, 1)),
        "endDate": .string(day(year, month, lastDay(year, month))), "status": isOpen ? "OPEN" : "CLOSED",
      ]
    }
    return [
      "id": .int(year), "startDate": .string(day(year, 1, 1)), "endDate": .string(day(year, 12, 31)),
      "trackingPeriods": .array(periods), "isOpen": .bool(isOpen),
    ]
  }

  private static func lastDay(_ year: Int, _ month: Int) -> Int {
    let next = month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1)
    return Int(ProcountorClock.day(next, plus: -1).suffix(2)) ?? 28
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> String {
    "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}
