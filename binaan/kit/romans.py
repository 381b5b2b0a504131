"""Small numbers as quarters, versions and missions of a plan are counted: I, II, III …"""

ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def roman(number: int) -> str:
    """1 -> I; beyond X in digits."""
    return ROMANS[number - 1] if 1 <= number <= len(ROMANS) else str(number)
