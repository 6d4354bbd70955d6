"""The Global Location Number of GS1, as people type it."""

WEIGHTS = (1, 3)


def is_gln(text):
    """
    :param text: str
    :return: True for 13 digits of which the last one is the check digit of the others
    """
    if len(text) != 13 or not (text.isascii() and text.isdigit()):
        return False
    digits = [int(digit) for digit in text]
    weighted = sum(digit * WEIGHTS[place % 2] for place, digit in enumerate(digits[:12]))
    return (10 - weighted % 10) % 10 == digits[12]
