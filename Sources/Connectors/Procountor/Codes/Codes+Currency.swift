import Mapping

extension Codes {
  /// Mostly ISO 4217, but not all of it, and some that are not (`RMB`, `NIS`).
  static let currency = CodeList(
    "Procountor currency",
    source: "Procountor API 26.04, schema `Currency`; read 2026-04.",
    codes: [
      "AED": "AED", "AFN": "AFN", "ALL": "ALL", "AMD": "AMD", "ANG": "ANG", "AOA": "AOA", "ARS": "ARS", "ATS": "ATS",
      "AUD": "AUD", "AWG": "AWG", "AZN": "AZN", "BAM": "BAM", "BBD": "BBD", "BDT": "BDT", "BEF": "BEF", "BGN": "BGN",
      "BHD": "BHD", "BIF": "BIF", "BMD": "BMD", "BND": "BND", "BOB": "BOB", "BOV": "BOV", "BRL": "BRL", "BSD": "BSD",
      "BTN": "BTN", "BWP": "BWP", "BYN": "BYN", "BZD": "BZD", "CAD": "CAD", "CDF": "CDF", "CHE": "CHE", "CHF": "CHF",
      "CHW": "CHW", "CLF": "CLF", "CLP": "CLP", "CNH": "CNH", "CNT": "CNT", "CNY": "CNY", "COP": "COP", "COU": "COU",
      "CRC": "CRC", "CUC": "CUC", "CUP": "CUP", "CVE": "CVE", "CYP": "CYP", "CZK": "CZK", "DEM": "DEM", "DJF": "DJF",
      "DKK": "DKK", "DOP": "DOP", "DZD": "DZD", "EEK": "EEK", "EGP": "EGP", "ERN": "ERN", "ESP": "ESP", "ETB": "ETB",
      "EUR": "EUR", "FIM": "FIM", "FJD": "FJD", "FKP": "FKP", "FRF": "FRF", "GBP": "GBP", "GEL": "GEL", "GGP": "GGP",
      "GHS": "GHS", "GIP": "GIP", "GMD": "GMD", "GNF": "GNF", "GRD": "GRD", "GTQ": "GTQ", "GYD": "GYD", "HKD": "HKD",
      "HNL": "HNL", "HRK": "HRK", "HTG": "HTG", "HUF": "HUF", "IDR": "IDR", "IEP": "IEP", "ILS": "ILS", "IMP": "IMP",
      "INR": "INR", "IQD": "IQD", "IRR": "IRR", "ISK": "ISK", "ITL": "ITL", "JEP": "JEP", "JMD": "JMD", "JOD": "JOD",
      "JPY": "JPY", "KES": "KES", "KGS": "KGS", "KHR": "KHR", "KID": "KID", "KMF": "KMF", "KPW": "KPW", "KRW": "KRW",
      "KWD": "KWD", "KYD": "KYD", "KZT": "KZT", "LAK": "LAK", "LBP": "LBP", "LKR": "LKR", "LRD": "LRD", "LSL": "LSL",
      "LTL": "LTL", "LUF": "LUF", "LVL": "LVL", "LYD": "LYD", "MAD": "MAD", "MDL": "MDL", "MGA": "MGA", "MKD": "MKD",
      "MMK": "MMK", "MNT": "MNT", "MOP": "MOP", "MRO": "MRO", "MTL": "MTL", "MUR": "MUR", "MVR": "MVR", "MWK": "MWK",
      "MXN": "MXN", "MXV": "MXV", "MYR": "MYR", "MZN": "MZN", "NAD": "NAD", "NGN": "NGN", "NIO": "NIO", "NIS": "NIS",
      "NLG": "NLG", "NOK": "NOK", "NPR": "NPR", "NTD": "NTD", "NZD": "NZD", "OMR": "OMR", "PAB": "PAB", "PEN": "PEN",
      "PGK": "PGK", "PHP": "PHP", "PKR": "PKR", "PLN": "PLN", "PRB": "PRB", "PTE": "PTE", "PYG": "PYG", "QAR": "QAR",
      "RMB": "RMB", "RON": "RON", "RSD": "RSD", "RUB": "RUB", "RWF": "RWF", "SAR": "SAR", "SBD": "SBD", "SCR": "SCR",
      "SDG": "SDG", "SEK": "SEK", "SGD": "SGD", "SHP": "SHP", "SIT": "SIT", "SKK": "SKK", "SLL": "SLL", "SLS": "SLS",
      "SOS": "SOS", "SRD": "SRD", "SSP": "SSP", "STN": "STN", "SVC": "SVC", "SYP": "SYP", "SZL": "SZL", "THB": "THB",
      "TJS": "TJS", "TMT": "TMT", "TND": "TND", "TOP": "TOP", "TRY": "TRY", "TTD": "TTD", "TVD": "TVD", "TWD": "TWD",
      "TZS": "TZS", "UAH": "UAH", "UGX": "UGX", "USD": "USD", "USN": "USN", "UYI": "UYI", "UYU": "UYU", "UYW": "UYW",
      "UZS": "UZS", "VES": "VES", "VND": "VND", "VUV": "VUV", "WST": "WST", "XAF": "XAF", "XAG": "XAG", "XAU": "XAU",
      "XBA": "XBA", "XBB": "XBB", "XBC": "XBC", "XBD": "XBD", "XCD": "XCD", "XDR": "XDR", "XOF": "XOF", "XPD": "XPD",
      "XPF": "XPF", "XPT": "XPT", "XSU": "XSU", "XTS": "XTS", "XUA": "XUA", "XXX": "XXX", "YER": "YER", "ZAR": "ZAR",
      "ZMW": "ZMW", "ZWB": "ZWB", "ZWL": "ZWL",
    ]
  )
}
