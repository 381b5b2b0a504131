"""How another clerk writes what stands in a list already: names, addresses, numbers."""

from random import Random

from binaan.demo.words import hands

SLIPPABLE = 5  # letters from which on a slip leaves a word readable


def person(name: str, sex: str, rng: Random, changes: int = 1) -> str:
    """The owner's name by another hand; with every change it is further from the first one."""
    words = [word for word in name.split() if word not in hands.MEN_TITLES + hands.WOMEN_TITLES]
    words = words or name.split()
    for _ in range(changes):
        index = rng.randrange(len(words))
        words[index] = _name_word(words[index], rng)
    if rng.random() < 0.35:
        words.insert(0, rng.choice(hands.WOMEN_TITLES if sex == "P" else hands.MEN_TITLES))
    return " ".join(words)


def _name_word(word: str, rng: Random) -> str:
    others = hands.NAME_WORDS.get(word.lower())
    if others and rng.random() < 0.8:
        return rng.choice(others)
    return rng.choices((_old, _alike, slip), (3, 5, 2))[0](word, rng)


def _old(word: str, rng: Random) -> str:
    low = word.lower()
    for new, old in hands.OLD_LETTERS:
        low = low.replace(new, old)
    return low.capitalize() if low != word.lower() else _alike(word, rng)


def _alike(word: str, rng: Random) -> str:
    low = word.lower()
    fitting = [pair for pair in hands.LIKE_LETTERS if pair[0] in low]
    if fitting:
        heard, written = rng.choice(fitting)
        return low.replace(heard, written, 1).capitalize()
    return slip(word, rng)


def slip(word: str, rng: Random) -> str:
    """Two letters swapped, one left out or one typed twice, past the first two."""
    if len(word) < SLIPPABLE:
        return word + word[-1] if word[-1:].isalpha() else word
    at = rng.randrange(2, len(word) - 2)
    return rng.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        )
    )


def shortened(name: str, sex: str, rng: Random) -> str:
    """A name with a word dropped, swapped or cut to its first letter; single names get a title."""
    words = [word for word in name.split() if not word.endswith(".")] or name.split()
    if len(words) == 1:
        return f"{rng.choice(hands.WOMEN_TITLES if sex == 'P' else hands.MEN_TITLES)} {words[0]}"
    return rng.choice(
        (
            " ".join(words[:-1]),
            " ".join([*words[1:], words[0]]),
            " ".join([*words[:-1], f"{words[-1][0]}."]),
        )
    )


def called(name: str) -> str:
    """The one name by which everybody knows the owner."""
    words = [word for word in name.split() if not word.endswith(".")] or name.split()
    return words[0]


def shop(name: str, head: str, rng: Random, changes: int = 1) -> str:
    """The shop's name by another hand: abbreviated, respelt, turned round or lengthened.

    `head`: the words of its trade it may begin with. Without changes what tells the shop from
    others stays as it was.
    """
    if not changes:
        fitting = _fitting(name, hands.TRADE_WORDS)
        swap = fitting and rng.random() < 0.6
        return _swapped(name, fitting, rng) if swap else _turned(name, head, rng)
    for _ in range(changes):
        name = _respelt(name, rng) if rng.random() < 0.75 else _turned(name, head, rng)
    return name


def _fitting(name: str, words: tuple) -> list[tuple[str, tuple[str, ...]]]:
    low = f" {name.lower()} "
    return [entry for entry in words if f" {entry[0]} " in low]


def _swapped(name: str, fitting: list, rng: Random) -> str:
    plain, forms = rng.choice(fitting)
    at = f" {name.lower()} ".index(f" {plain} ")
    return name[:at] + rng.choice(forms) + name[at + len(plain) :]


def _respelt(name: str, rng: Random) -> str:
    fitting = _fitting(name, hands.TRADE_WORDS + hands.CHOSEN_WORDS)
    if fitting:
        return _swapped(name, fitting, rng)
    words = name.split()
    index = rng.randrange(len(words))
    return " ".join([*words[:index], slip(words[index], rng), *words[index + 1 :]])


def _turned(name: str, head: str, rng: Random) -> str:
    """The trade behind the name instead of before it, or a word put before all."""
    rest = name.removeprefix(head).strip()
    if head and rest != name and len(rest.split()) > 1 and rng.random() < 0.5:
        return f"{rest} {head}"
    first, words = rng.choice(hands.BEFORE_SHOPS), name.split()
    return name if first in words or words[0] in ("CV", "PT", "UD") else f"{first} {name}"


def street(address: str, rng: Random) -> str:
    """The same street in another clerk's abbreviations."""
    for plain, forms in hands.STREET_WORDS:
        if plain in address and rng.random() < 0.7:
            address = address.replace(plain, rng.choice(forms), 1)
    return address


def neighbourhood(rt: str, rw: str, rng: Random) -> str:
    """RT and RW in one of the ways they are squeezed into an address; "" when unknown."""
    if not rt:
        return ""
    short, long = (rt.lstrip("0"), rw.lstrip("0")), (rt, rw)
    form = rng.choice(("RT {}/{}", "RT.{} RW.{}", "Rt {} Rw {}", "RT {}/RW {}"))
    return form.format(*rng.choice((short, long)))


def phone(number: str, rng: Random) -> str:
    """The same number as somebody else writes it."""
    digits = "".join(letter for letter in number if letter.isdigit())
    digits = "0" + digits.removeprefix("62").removeprefix("0")
    return rng.choice(
        (digits, f"{digits[:4]} {digits[4:8]} {digits[8:]}", f"{digits[:4]}.{digits[4:8]}{digits[8:]}",
         f"+62 {digits[1:4]}-{digits[4:8]}-{digits[8:]}")
    )  # fmt: skip


def digit_off(nik: str, rng: Random) -> str:
    """A NIK with one of its last three digits wrong; its serial stays one that nobody has."""
    at = rng.randrange(13, 16)
    wrong = rng.choice([digit for digit in "0123456789" if digit != nik[at]])
    changed = nik[:at] + wrong + nik[at + 1 :]
    return changed if changed[12:] != "9000" else nik[:15] + "1"
