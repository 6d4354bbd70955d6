import Core

/// What of each kind of document is kept. Stamps and counters that change with nothing else are not among it.
///
/// Source: reference section 6, and 7 for what is read of it.
extension Selection {
  static let vendor = Selection([
    "id": nil, "name": nil, "active": nil, "type": nil, "external_id": nil, "addressLineOne": nil,
    "addressLineTwo": nil, "postalCode": nil, "city": nil, "state_province": nil, "country": nil, "phoneOne": nil,
    "phoneTwo": nil, "email": nil, "contact": nil, "url": nil, "comments": nil, "currency": nil,
    "payment_term_ref": ["id": nil, "name": nil],
  ])

  static let requisition = Selection([
    "num": nil, "uuid": nil, "description": nil, "status": nil, "date": nil, "dateRequired": nil, "totalPrice": nil,
    "branch": place, "department": department, "currency": currency, "user": person,
  ])

  static let order = Selection([
    "procurify_PO": nil, "uuid": nil, "number": nil, "PO_Num": nil, "version": nil, "state": nil, "date": nil,
    "promise_date": nil, "closed_date": nil, "pref_vendor": vendorLine, "receiver_branch": nil, "receiver_name": nil,
    "branch": nil, "buyer_name": nil, "subtotal": nil, "freight": nil, "tax": nil, "discount": nil, "other": nil,
    "total": nil, "purchased_currency": currency, "payment_term": ["id": nil, "name": nil], "payment_terms": nil,
    "comment": nil, "order_items": orderItemTree,
  ])

  static let bill = Selection([
    "id": nil, "uuid": nil, "status": nil, "type": nil, "invoice_number": nil, "invoice_date": nil, "due_date": nil,
    "gl_post_date": nil, "currency": currency, "vendor": vendorLine, "note": nil, "number": nil, "bill_number": nil,
    "payment_terms": nil, "subtotal_cost": nil, "total_cost": nil, "tax_amount": nil, "inclusive_tax_amount": nil,
    "exclusive_tax_amount": nil, "shipping_amount": nil, "total_cost_with_tax": nil,
    "items": [
      "id": nil, "description": nil, "sku": nil, "unit": nil, "quantity": nil, "unit_cost": nil, "total_cost": nil,
      "tax_name": nil, "tax_percentage": nil, "tax_amount": nil, "tax_is_inclusive": nil, "total_cost_with_tax": nil,
      "shipping_amount": nil, "bill_by_cost": nil, "po": ["id": nil, "number": nil],
      "orderitem": orderItemTree, "cost_allocations": allocation,
    ],
    "costs": ["id": nil, "name": nil, "amount": nil, "cost_allocation": allocation],
  ])

  /// A line of a requisition (flat) or of an order (nested).
  static let orderItem = Selection(orderItemTree)

  /// What of an order's line is about the item and not about the order.
  static let orderedItem = Selection([
    "name": nil, "num": nil, "sku": nil, "unit": nil, "price": nil, "currency": currency, "account": budget,
    "accountCode": nil, "pref_vendor": vendorLine, "vendor": nil,
  ])

  static let catalogItem = Selection([
    "id": nil, "name": nil, "description": nil, "internalSKU": nil, "unitType": nil, "price": nil, "currency": currency,
    "pref_vendor": vendorLine, "account_code": accountCode, "active": nil,
  ])

  // MARK: Parts

  private static let currency: JSON = ["id": nil, "name": nil]
  private static let place: JSON = ["id": nil, "name": nil, "external_id": nil]
  private static let department: JSON = ["id": nil, "name": nil, "external_id": nil, "branch": place]
  private static let person: JSON = ["id": nil, "firstName": nil, "lastName": nil]
  private static let vendorLine: JSON = ["id": nil, "name": nil, "external_id": nil, "type": nil]
  private static let accountCode: JSON = [
    "id": nil, "code": nil, "description": nil, "account_type": nil, "active": nil,
  ]
  private static let budget: JSON = ["id": nil, "account_code": accountCode, "department": department]
  private static let allocation: JSON = ["amount": nil, "currency": currency, "budget": budget]
  private static let orderItemTree: JSON = [
    "id": nil, "name": nil, "num": nil, "sku": nil, "unit": nil, "quantity": nil, "price": nil, "approved_price": nil,
    "approved_quantity": nil, "tax_amount": nil, "shipping_amount": nil, "total_cost": nil, "currency": currency,
    "account": budget, "accountCode": nil, "pref_vendor": vendorLine, "vendor": nil,
    "catalog_item": ["id": nil, "name": nil, "internalSKU": nil], "orderNum": nil, "purchase_order": nil,
    "PO_line_num": nil, "lineComment": nil, "status": nil, "type": nil, "external_id": nil, "active": nil,
    "is_active": nil, "spend_allocation": ["amount": nil, "account": budget],
    "taxes": ["name": nil, "type": nil, "value": nil],
  ]
}
