import Core

/// Makes up documents that partners might send, the same ones for the same seed and world.
///
/// Documents about one of our orders come in the order in which it expects them; no order is used again after a faulty
/// document about it, so that what becomes of that one disturbs no other.
struct IncomingGenerator {
  /// What is asked for.
  struct Wish: Sendable {
    var seed: UInt64
    var count: Int
    /// How many of a hundred documents are faulty.
    var faulty: Int
    var faults: [DocumentFault] = DocumentFault.allCases
    /// The day on which orders are placed: `2025-03-10`.
    var day: String
  }

  let world: IncomingWorld
  let wish: Wish
  var random: SeededGenerator
  private var queues: OrderQueues
  private var documents: [GeneratedDocument] = []

  init(_ world: IncomingWorld, _ wish: Wish) {
    self.world = world
    self.wish = wish
    random = SeededGenerator(seed: wish.seed)
    queues = OrderQueues(world.orders)
  }

  /// - Returns: at most `count` documents; fewer where neither customers nor orders are left to make one of.
  mutating func all() -> [GeneratedDocument] {
    let faults = plannedFaults()
    for place in 0..<wish.count {
      let made = faults[place].flatMap { faulty($0, place) } ?? sound(place)
      guard let made else { break }
      documents.append(made)
    }
    return documents
  }

  /// Which places are faulty, each kind of fault as often as the others.
  private mutating func plannedFaults() -> [Int: DocumentFault] {
    let count = wish.faults.isEmpty ? 0 : (wish.count * wish.faulty + 50) / 100
    let places = Array(0..<wish.count).shuffled(using: &random).prefix(count).sorted()
    let kinds = wish.faults.shuffled(using: &random)
    return Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, kinds[$0 % kinds.count]) })
  }

  private mutating func sound(_ place: Int) -> GeneratedDocument? {
    var types = queues.types
    if !world.customers.isEmpty { types.append("ORDER") }
    guard let type = types.randomElement(using: &random) else { return nil }
    return make(type, place, isLast: false)
  }

  /// Nil where the world has nothing in which the fault could show.
  private mutating func faulty(_ fault: DocumentFault, _ place: Int) -> GeneratedDocument? {
    if fault == .duplicate { return duplicate() }
    let possible = Set(queues.types + (world.customers.isEmpty ? [] : ["ORDER"]))
    guard let type = fault.types.filter(possible.contains).randomElement(using: &random),
      let made = make(type, place, isLast: true)
    else { return nil }
    let body = fault.spoil(made.body, serial: place + 1)
    let number = ProcurosContract.number(type, body["content"] ?? .null) ?? made.number
    return GeneratedDocument(type: type, number: number, order: made.order, fault: fault, body: body)
  }

  private mutating func duplicate() -> GeneratedDocument? {
    let places = documents.indices.filter { documents[$0].fault == nil }
    guard let place = places.randomElement(using: &random) else { return nil }
    let original = documents[place]
    return GeneratedDocument(
      type: original.type,
      number: original.number,
      order: original.order,
      fault: .duplicate,
      body: original.body,
      repeats: place
    )
  }

  private mutating func make(_ type: String, _ place: Int, isLast: Bool) -> GeneratedDocument? {
    let number = "\(Self.prefixes[type] ?? "X")-\(wish.seed)-\(place + 1)"
    guard type != "ORDER" else { return GeneratedDocument(type, number, nil, order(number)) }
    guard var order = queues.next(type, using: &random) else { return nil }
    let content = content(type, number, &order)
    queues.done(order, isLast: isLast)
    return GeneratedDocument(type, number, order.order.number, content)
  }

  private mutating func content(_ type: String, _ number: String, _ order: inout OpenOrder) -> JSON {
    switch type {
    case "ORDER_RESPONSE": response(number, &order)
    case "SHIPPING_NOTICE": notice(number, order)
    case "INVOICE": invoice(number, &order)
    default: creditNote(number, order)
    }
  }

  private static let prefixes = [
    "ORDER": "B", "ORDER_RESPONSE": "AB", "SHIPPING_NOTICE": "SN", "INVOICE": "RE", "CREDIT_NOTE": "GS",
  ]
}

extension GeneratedDocument {
  fileprivate init(_ type: String, _ number: String, _ order: String?, _ content: JSON) {
    let body: JSON = ["type": .string(type), "content": content]
    self.init(type: type, number: number, order: order, fault: nil, body: body)
  }
}
