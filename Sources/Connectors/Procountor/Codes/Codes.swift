import Mapping

/// The code lists of Procountor.
enum Codes {
  /// The meanings are ours; Procountor publishes the names.
  static let unit = CodeList(
    "Procountor unit",
    source: "Procountor API 26.04, schema `Unit`; read 2026-04.",
    codes: [
      "CM": "centimetre", "LOT": "lot", "GRAM": "gram", "HOUR": "hour", "PERSON": "person",
      "LINEAR_METER": "linear metre", "KILOGRAM": "kilogram", "MONTH": "month", "KILOMETER": "kilometre",
      "PIECE": "piece", "KILOWATT_HOUR": "kilowatt-hour", "LITER": "litre", "BOX": "box", "METER": "metre",
      "SQUARE_METER": "square metre", "CUBIC_METER": "cubic metre", "SALE_UNIT": "sales unit", "MINUTE": "minute",
      "MILLIMETER": "millimetre", "PARCEL": "parcel", "BOTTLE": "bottle", "CAN": "can", "BAG": "bag", "DAY": "day",
      "ROLL": "roll", "PAGE": "page", "SACK": "sack", "SERIES": "series", "TUBE": "tube", "TON": "tonne",
      "YEAR": "year", "WEEK": "week", "FULL_DAY": "full day", "KILOBIT": "kilobit", "MEGABIT": "megabit",
      "GIGABIT": "gigabit", "TERABIT": "terabit", "SQUARE_CENTIMETRE": "square centimetre",
      "CENTILITRE": "centilitre", "CUP": "cup", "DECILITRE": "decilitre", "GALLON_UK": "gallon (UK)",
      "GALLON_US": "gallon (US)", "MILLILITRE": "millilitre", "PINT_UK": "pint (UK)", "PINT_US": "pint (US)",
      "AMPERE": "ampere", "AMPERE_HOUR": "ampere-hour", "AMPERE_MINUTE": "ampere-minute",
      "KILOAMPERE_HOUR": "kiloampere-hour", "KILOVOLT": "kilovolt", "MILLIVOLT": "millivolt",
      "MILLIAMPERE_HOUR": "milliampere-hour", "FOOT": "foot", "INCH": "inch", "MILE": "mile", "YARD": "yard",
      "EXAJOULE": "exajoule", "GIGAJOULE": "gigajoule", "JOULE": "joule", "JOULE_PER_SECOND": "joule per second",
      "KILOJOULE": "kilojoule", "MILLIJOULE": "millijoule", "PETAJOULE": "petajoule", "TERAJOULE": "terajoule",
      "GRAM_PER_CUBIC_METRE": "gram per cubic metre", "GRAM_PER_SQUARE_METRE": "gram per square metre",
      "KILOGRAM_PER_CUBIC_METRE": "kilogram per cubic metre",
      "KILOGRAM_PER_SQUARE_METRE": "kilogram per square metre", "MILLIGRAM": "milligram",
      "MILLIGRAM_PER_CUBIC_METRE": "milligram per cubic metre", "OUNCE": "ounce", "POUND": "pound",
      "STONE_UK": "stone (UK)", "DOZEN": "dozen", "DOZEN_PACK": "dozen pack", "EIGHT_PACK": "eight pack",
      "FIVE_PACK": "five pack", "FOUR_PACK": "four pack", "HUNDRED": "hundred", "JAR": "jar",
      "NINE_PACK": "nine pack", "NUMBER_OF_WORDS": "number of words", "PAIR": "pair", "PALLET": "pallet",
      "PLATE": "plate", "SET": "set", "SEVEN_PACK": "seven pack", "SIX_PACK": "six pack", "TEN_PACK": "ten pack",
      "THREE_PACK": "three pack", "TWO_PACK": "two pack", "WRAP": "wrap", "GIGAWATT": "gigawatt",
      "GIGAWATT_HOUR": "gigawatt-hour", "KILOWATT": "kilowatt", "MEGAWATT_HOUR": "megawatt-hour",
      "MILLIWATT": "milliwatt", "TERAWATT": "terawatt", "TERAWATT_HOUR": "terawatt-hour", "WATT": "watt",
      "WATT_HOUR": "watt-hour", "BAR": "bar", "KILOPASCAL": "kilopascal", "PASCAL": "pascal", "KILOBYTE": "kilobyte",
      "MEGABYTE": "megabyte", "GIGABYTE": "gigabyte", "SECOND": "second", "HECTARE": "hectare", "NO_UNIT": "no unit",
    ]
  )

  static let language = CodeList(
    "Procountor language",
    source: "Procountor API 26.04, schema `Invoice`, member `language`; read 2026-04.",
    codes: [
      "FINNISH": "Finnish", "SWEDISH": "Swedish", "ENGLISH": "English", "ESTONIAN": "Estonian", "DANISH": "Danish",
      "NORWEGIAN": "Norwegian",
    ]
  )

  static let invoiceChannel = CodeList(
    "Procountor invoice channel",
    source: "Procountor API 26.04, schema `Invoice`, member `invoiceChannel`, without those that are refused on write.",
    codes: [
      "EMAIL": "e-mail", "MAIL": "letter", "ELECTRONIC_INVOICE": "e-invoice", "NO_SENDING": "not sent by Procountor",
    ]
  )

  static let paymentMethod = CodeList(
    "Procountor payment method",
    source: "Procountor API 26.04, schema `PaymentInfo`, member `paymentMethod`: those that need nothing further.",
    codes: ["BANK_TRANSFER": "bank transfer", "CASH": "cash", "CLEARING": "clearing"]
  )
}
