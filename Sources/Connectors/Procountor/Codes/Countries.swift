import Foundation
import Mapping

/// The countries of Procountor, each with its ISO 3166 code; one to one.
///
/// Source: Procountor API 26.04, schema `Country`; read 2026-04. The names follow no rule (`CZECH_REPUBLIC`,
/// `REPUBLIC_OF_KOREA`), so they are listed; two are Procountor's own: `XI` for Northern Ireland, `XK` for Kosovo.
package enum Countries {
  static let list = CodeList(
    "Procountor country",
    source: "Procountor API 26.04, schema `Country`; read 2026-04.",
    codes: [
      "ANDORRA": "AD", "UNITED_ARAB_EMIRATES": "AE", "AFGHANISTAN": "AF", "ANTIGUA_AND_BARBUDA": "AG",
      "ANGUILLA": "AI", "ALBANIA": "AL", "ARMENIA": "AM", "ANGOLA": "AO", "ANTARCTICA": "AQ", "ARGENTINA": "AR",
      "AMERICAN_SAMOA": "AS", "AUSTRIA": "AT", "AUSTRALIA": "AU", "ARUBA": "AW", "ALAND_ISLANDS": "AX",
      "AZERBAIJAN": "AZ", "BOSNIA_AND_HERZEGOVINA": "BA", "BARBADOS": "BB", "BANGLADESH": "BD", "BELGIUM": "BE",
      "BURKINA_FASO": "BF", "BULGARIA": "BG", "BAHRAIN": "BH", "BURUNDI": "BI", "BENIN": "BJ",
      "SAINT_BARTHELEMY": "BL", "BERMUDA": "BM", "BRUNEI_DARUSSALAM": "BN", "PLURINATIONAL_STATE_OF_BOLIVIA": "BO",
      "SINT_EUSTATIUS_AND_SABA_BONAIRE": "BQ", "BRAZIL": "BR", "BAHAMAS": "BS", "BHUTAN": "BT", "BOUVET_ISLAND": "BV",
      "BOTSWANA": "BW", "BELARUS": "BY", "BELIZE": "BZ", "CANADA": "CA", "COCOS_KEELING_ISLANDS": "CC",
      "THE_DEMOCRATIC_REPUBLIC_OF_THE_CONGO": "CD", "CENTRAL_AFRICAN_REPUBLIC": "CF", "CONGO": "CG",
      "SWITZERLAND": "CH", "COTE_D_IVOIRE": "CI", "COOK_ISLANDS": "CK", "CHILE": "CL", "CAMEROON": "CM",
      "CHINA": "CN", "COLOMBIA": "CO", "COSTA_RICA": "CR", "CUBA": "CU", "CABO_VERDE": "CV", "CURACAO": "CW",
      "CHRISTMAS_ISLAND": "CX", "CYPRUS": "CY", "CZECH_REPUBLIC": "CZ", "GERMANY": "DE", "DJIBOUTI": "DJ",
      "DENMARK": "DK", "DOMINICA": "DM", "DOMINICAN_REPUBLIC": "DO", "ALGERIA": "DZ", "ECUADOR": "EC",
      "ESTONIA": "EE", "EGYPT": "EG", "WESTERN_SAHARA": "EH", "ERITREA": "ER", "SPAIN": "ES", "ETHIOPIA": "ET",
      "FINLAND": "FI", "FIJI": "FJ", "FALKLAND_ISLANDS_MALVINAS": "FK", "FEDERATED_STATES_OF_MICRONESIA": "FM",
      "FAROE_ISLANDS": "FO", "FRANCE": "FR", "GABON": "GA",
      "UNITED_KINGDOM_OF_GREAT_BRITAIN_AND_NORTHERN_IRELAND": "GB", "GRENADA": "GD", "GEORGIA": "GE",
      "FRENCH_GUIANA": "GF", "GUERNSEY": "GG", "GHANA": "GH", "GIBRALTAR": "GI", "GREENLAND": "GL", "GAMBIA": "GM",
      "GUINEA": "GN", "GUADELOUPE": "GP", "EQUATORIAL_GUINEA": "GQ", "GREECE": "GR",
      "SOUTH_GEORGIA_AND_THE_SOUTH_SANDWICH_ISLANDS": "GS", "GUATEMALA": "GT", "GUAM": "GU", "GUINEA_BISSAU": "GW",
      "GUYANA": "GY", "HONG_KONG": "HK", "HEARD_ISLAND_AND_MCDONALD_ISLANDS": "HM", "HONDURAS": "HN", "CROATIA": "HR",
      "HAITI": "HT", "HUNGARY": "HU", "INDONESIA": "ID", "IRELAND": "IE", "ISRAEL": "IL", "ISLE_OF_MAN": "IM",
      "INDIA": "IN", "BRITISH_INDIAN_OCEAN_TERRITORY": "IO", "IRAQ": "IQ", "ISLAMIC_REPUBLIC_OF_IRAN": "IR",
      "ICELAND": "IS", "ITALY": "IT", "JERSEY": "JE", "JAMAICA": "JM", "JORDAN": "JO", "JAPAN": "JP", "KENYA": "KE",
      "KYRGYZSTAN": "KG", "CAMBODIA": "KH", "KIRIBATI": "KI", "COMOROS": "KM", "SAINT_KITTS_AND_NEVIS": "KN",
      "DEMOCRATIC_PEOPLE_S_REPUBLIC_OF_KOREA": "KP", "REPUBLIC_OF_KOREA": "KR", "KUWAIT": "KW",
      "CAYMAN_ISLANDS": "KY", "KAZAKHSTAN": "KZ", "LAO_PEOPLE_S_DEMOCRATIC_REPUBLIC": "LA", "LEBANON": "LB",
      "SAINT_LUCIA": "LC", "LIECHTENSTEIN": "LI", "SRI_LANKA": "LK", "LIBERIA": "LR", "LESOTHO": "LS",
      "LITHUANIA": "LT", "LUXEMBOURG": "LU", "LATVIA": "LV", "LIBYA": "LY", "MOROCCO": "MA", "MONACO": "MC",
      "REPUBLIC_OF_MOLDOVA": "MD", "MONTENEGRO": "ME", "SAINT_MARTIN_FRENCH_PART": "MF", "MADAGASCAR": "MG",
      "MARSHALL_ISLANDS": "MH", "THE_FORMER_YUGOSLAV_REPUBLIC_OF_MACEDONIA": "MK", "MALI": "ML", "MYANMAR": "MM",
      "MONGOLIA": "MN", "MACAO": "MO", "NORTHERN_MARIANA_ISLANDS": "MP", "MARTINIQUE": "MQ", "MAURITANIA": "MR",
      "MONTSERRAT": "MS", "MALTA": "MT", "MAURITIUS": "MU", "MALDIVES": "MV", "MALAWI": "MW", "MEXICO": "MX",
      "MALAYSIA": "MY", "MOZAMBIQUE": "MZ", "NAMIBIA": "NA", "NEW_CALEDONIA": "NC", "NIGER": "NE",
      "NORFOLK_ISLAND": "NF", "NIGERIA": "NG", "NICARAGUA": "NI", "NETHERLANDS": "NL", "NORWAY": "NO", "NEPAL": "NP",
      "NAURU": "NR", "NIUE": "NU", "NEW_ZEALAND": "NZ", "OMAN": "OM", "PANAMA": "PA", "PERU": "PE",
      "FRENCH_POLYNESIA": "PF", "PAPUA_NEW_GUINEA": "PG", "PHILIPPINES": "PH", "PAKISTAN": "PK", "POLAND": "PL",
      "SAINT_PIERRE_AND_MIQUELON": "PM", "PITCAIRN": "PN", "PUERTO_RICO": "PR", "STATE_OF_PALESTINE": "PS",
      "PORTUGAL": "PT", "PALAU": "PW", "PARAGUAY": "PY", "QATAR": "QA", "REUNION": "RE", "ROMANIA": "RO",
      "SERBIA": "RS", "RUSSIAN_FEDERATION": "RU", "RWANDA": "RW", "SAUDI_ARABIA": "SA", "SOLOMON_ISLANDS": "SB",
      "SEYCHELLES": "SC", "SUDAN": "SD", "SWEDEN": "SE", "SINGAPORE": "SG",
      "ASCENSION_AND_TRISTAN_DA_CUNHA_SAINT_HELENA": "SH", "SLOVENIA": "SI", "SVALBARD_AND_JAN_MAYEN": "SJ",
      "SLOVAKIA": "SK", "SIERRA_LEONE": "SL", "SAN_MARINO": "SM", "SENEGAL": "SN", "SOMALIA": "SO", "SURINAME": "SR",
      "SOUTH_SUDAN": "SS", "SAO_TOME_AND_PRINCIPE": "ST", "EL_SALVADOR": "SV", "SINT_MAARTEN_DUTCH_PART": "SX",
      "SYRIAN_ARAB_REPUBLIC": "SY", "SWAZILAND": "SZ", "TURKS_AND_CAICOS_ISLANDS": "TC", "CHAD": "TD",
      "FRENCH_SOUTHERN_TERRITORIES": "TF", "TOGO": "TG", "THAILAND": "TH", "TAJIKISTAN": "TJ", "TOKELAU": "TK",
      "TIMOR_LESTE": "TL", "TURKMENISTAN": "TM", "TUNISIA": "TN", "TONGA": "TO", "TURKEY": "TR",
      "TRINIDAD_AND_TOBAGO": "TT", "TUVALU": "TV", "PROVINCE_OF_CHINA_TAIWAN": "TW",
      "UNITED_REPUBLIC_OF_TANZANIA": "TZ", "UKRAINE": "UA", "UGANDA": "UG",
      "UNITED_STATES_MINOR_OUTLYING_ISLANDS": "UM", "UNITED_STATES_OF_AMERICA": "US", "URUGUAY": "UY",
      "UZBEKISTAN": "UZ", "HOLY_SEE_VATICAN_CITY_STATE": "VA", "SAINT_VINCENT_AND_THE_GRENADINES": "VC",
      "BOLIVARIAN_REPUBLIC_OF_VENEZUELA": "VE", "BRITISH_VIRGIN_ISLANDS": "VG", "U_S_VIRGIN_ISLANDS": "VI",
      "VIET_NAM": "VN", "VANUATU": "VU", "WALLIS_AND_FUTUNA": "WF", "SAMOA": "WS", "NORTHERN_IRELAND_TEMPORARY": "XI",
      "KOSOVO_TEMPORARY": "XK", "YEMEN": "YE", "MAYOTTE": "YT", "SOUTH_AFRICA": "ZA", "ZAMBIA": "ZM",
      "ZIMBABWE": "ZW",
    ]
  )

  private static let names = Dictionary(uniqueKeysWithValues: list.codes.map { ($0.meaning, $0.code) })
  private static let isoCodes = Dictionary(uniqueKeysWithValues: list.codes.map { ($0.code, $0.meaning) })

  /// `FINLAND` for `FI`.
  package static func name(of code: String) -> String? { names[code.uppercased()] }

  /// `FI` for `FINLAND`.
  package static func code(of name: String) -> String? { isoCodes[name] }

  /// `FI` for a name as it is shown, for example `Finland` or `Côte d'Ivoire`.
  package static func code(ofShown name: String) -> String? {
    let letters = name.decomposedStringWithCanonicalMapping.unicodeScalars
      .filter { $0.properties.canonicalCombiningClass == .notReordered }
    let words = String(String.UnicodeScalarView(letters)).split { !($0.isASCII && $0.isLetter) }
    return code(of: words.joined(separator: "_").uppercased())
  }
}
