"""What is compared of two owners, level by level, with the weights shipped before any training.

A comparison is a list of levels from the strongest agreement to none; the first that holds counts.
`m` = how often the same person's two rows stand at this level, `u` = how often two strangers' do;
the weight in bits is log2(m / u). Two kinds of `u`:

* a number: a share of all pairs of strangers (names, sexes);
* `Shared(rate)`: expected pairs of *different* people per row that agree there all the same (a
  family on one phone, a husband's NIK in his wife's row). Such pairs grow with the register, all
  pairs with its square, so u = 2 × rate / rows and a small register is not taken in by a phone.

The shipped figures were set by what lists of offices look like [D] and moderated by training on
invented registers; `owners.train` moves each by at most `owners.FREEDOM` bits.
"""

from typing import NamedTuple


class Shared(NamedTuple):
    rate: float


class Village(NamedTuple):
    """Share of the pairs of one village; which share all pairs have is counted, not shipped."""

    part: float


class Level(NamedTuple):
    name: str
    when: str
    m: float
    u: float | Shared | Village
    rare: str = ""  # column whose frequency tells how much the agreement is worth
    rare_weight: float = 1.0


class Comparison(NamedTuple):
    name: str
    unknown: str
    levels: tuple[Level, ...]


# SQL functions the levels use. Two words are near when one slip parts them; a single letter is
# near every word it begins. `missing(a, b)` = how many words of a have nothing near in b.
MACROS = """
CREATE OR REPLACE MACRO near(a, b) AS CASE
    WHEN a = b THEN true
    WHEN length(a) = 1 THEN starts_with(b, a)
    WHEN length(b) = 1 THEN starts_with(a, b)
    WHEN abs(length(a) - length(b)) > 2 OR least(length(a), length(b)) < 4 THEN false
    WHEN jaro_winkler_similarity(a, b) < 0.8 THEN false
    WHEN abs(length(a) - length(b)) <= 1 AND jaro_winkler_similarity(a, b) >= 0.93 THEN true
    WHEN least(length(a), length(b)) < 5 THEN false
    ELSE damerau_levenshtein(a, b) <= 1 + (length(a) >= 9)::INT END;
CREATE OR REPLACE MACRO missing(a, b) AS
    len(list_filter(a, lambda w: NOT list_bool_or(list_transform(b, lambda v: near(w, v)))));
CREATE OR REPLACE MACRO astray(a, b) AS
    CASE WHEN len(a) <= len(b) THEN missing(a, b) ELSE missing(b, a) END;
CREATE OR REPLACE MACRO off_by_one_part(a, b) AS
    (day(a) = day(b))::INT + (month(a) = month(b))::INT + (year(a) = year(b))::INT = 2
    OR (day(a) = month(b) AND month(a) = day(b) AND year(a) = year(b));
"""

NAME = Comparison(
    "owner_name",
    "owner_sorted_l IS NULL OR owner_sorted_r IS NULL",
    (
        Level("exact", "owner_key_l = owner_key_r OR owner_glue_l = owner_glue_r", 0.60, 2e-4, "owner_sorted"),
        Level("order", "owner_sorted_l = owner_sorted_r", 0.05, 2e-4, "owner_sorted"),
        Level(
            "alias",
            "list_contains(others_l, owner_key_r) OR list_contains(others_r, owner_key_l) "
            "OR list_has_any(others_l, others_r)",
            0.02,
            2e-5,
        ),
        # A slip in a word; as many words on both sides.
        Level("slip", "len(words_l) = len(words_r) AND astray(words_l, words_r) = 0",
              0.14, 5e-4, "owner_sorted", 0.5),
        # "Siti Aminah" and "Siti Aminah Rahayu".
        Level("fewer words", "least(len(words_l), len(words_r)) >= 2 AND astray(words_l, words_r) = 0",
              0.05, 1e-4, "owner_sorted", 0.5),
        # "Solihin" and "Muhammad Solihin": many have that word.
        Level("one word of it", "least(len(words_l), len(words_r)) = 1 AND astray(words_l, words_r) = 0",
              0.08, 8e-3, "owner_sorted", 0.5),
        # "Siti Aminah" and "Siti Rohmah": a word agrees, another contradicts.
        Level("part", "astray(words_l, words_r) < least(len(words_l), len(words_r))", 0.010, 0.04),
        Level("other", "ELSE", 0.002, 0.95),
    ),
)  # fmt: skip
NIK = Comparison(
    "nik",
    "nik_l IS NULL OR nik_r IS NULL",
    (
        Level("exact", "nik_l = nik_r", 0.93, Shared(0.001)),
        # People born on one day in one kecamatan have NIK alike but for the last digits.
        Level("one digit", "damerau_levenshtein(nik_l, nik_r) = 1", 0.03, Shared(0.002)),
        Level("two digits", "damerau_levenshtein(nik_l, nik_r) = 2", 0.01, Shared(0.01)),
        Level("other", "ELSE", 0.02, 0.99),
    ),
)
BORN = Comparison(
    "birth_date",
    "born_l IS NULL OR born_r IS NULL",
    (
        # A date many have (1 January: the year alone was known) says less: by its frequency.
        Level("exact", "born_l = born_r AND NOT year_only_l", 0.91, 6e-5, "born"),
        # 1 January, 1 July, 31 December: the year alone was known, or nothing.
        Level("year only", "born_l = born_r", 0.01, 5e-4, "born", 0.5),
        Level("one part", "off_by_one_part(born_l, born_r)", 0.04, 5e-3),
        Level("other", "ELSE", 0.03, 0.99),
    ),
)
PHONE = Comparison(
    "phone",
    "phones_l IS NULL OR phones_r IS NULL",
    (
        Level("one person's", "greatest(phone_people_l, phone_people_r) <= 1 "
              "AND list_has_any(phones_l, phones_r)", 0.60, Shared(0.01)),
        Level("of two or three", "greatest(phone_people_l, phone_people_r) <= 3 "
              "AND list_has_any(phones_l, phones_r)", 0.12, Shared(0.10)),
        Level("of many", "list_has_any(phones_l, phones_r)", 0.03, Shared(1.0)),
        Level("other", "ELSE", 0.25, 0.999),
    ),
)  # fmt: skip
NIB = Comparison(
    "nib",
    "(nib_l IS NULL OR nib_r IS NULL) AND (npwp_l IS NULL OR npwp_r IS NULL)",
    (
        Level("exact", "nib_l = nib_r OR npwp_l = npwp_r", 0.93, Shared(0.002)),
        Level("other", "ELSE", 0.07, 0.999),
    ),
)
SEX = Comparison(
    "sex",
    "gender_l IS NULL OR gender_r IS NULL",
    (Level("same", "gender_l = gender_r", 0.98, 0.5), Level("other", "ELSE", 0.02, 0.5)),
)
PLACE = Comparison(
    "place",
    "village_l IS NULL OR village_r IS NULL",
    (
        Level("house", "village_l = village_r AND street_l = street_r AND house_l = house_r",
              0.20, Shared(0.08)),
        Level("block", "village_l = village_r AND block_l = block_r AND house_l = house_r",
              0.02, Shared(0.08)),
        Level("rt", "village_l = village_r AND fine_l AND rt_l = rt_r AND rw_l = rw_r",
              0.20, Village(0.02)),
        Level("street", "village_l = village_r AND street_l = street_r", 0.15, Village(0.06)),
        Level("village", "village_l = village_r AND fine_l", 0.33, Village(0.92)),
        # One list knows the kecamatan only: says little either way.
        Level("kecamatan", "district_l = district_r AND NOT (fine_l AND fine_r)",
              0.03, Village(3.0)),
        Level("near", "district_l = district_r", 0.03, Village(8.0)),
        Level("other", "ELSE", 0.04, 0.9),
    ),
)  # fmt: skip
# One shop behind one name; not of somebody who has another name (`TOGETHER`).
SHOP = Comparison(
    "shop",
    "core_sorted_l IS NULL OR core_sorted_r IS NULL OR personal_l OR personal_r",
    (
        Level(
            "name",
            "core_sorted_l = core_sorted_r OR core_glue_l = core_glue_r",
            0.60,
            1e-3,
            "core_sorted",
        ),
        Level("near", "astray(core_words_l, core_words_r) = 0", 0.15, 4e-3, "core_sorted", 0.5),
        Level("other", "ELSE", 0.25, 0.99),
    ),
)
PRODUCT = Comparison(
    "product",
    "product_key_l IS NULL OR product_key_r IS NULL",
    (
        Level("same", "product_key_l = product_key_r", 0.55, 0.05),
        Level("part", "list_has_any(product_words_l, product_words_r)", 0.25, 0.04),
        Level("other", "ELSE", 0.20, 0.91),
    ),
)
COMPARISONS = (NAME, NIK, BORN, PHONE, NIB, SEX, PLACE, SHOP, PRODUCT)

# What the weights of single comparisons cannot know, because agreements come together. A
# comparison of the first column adds nothing in favour where the condition holds.
TOGETHER = (
    # One household: who shares a phone lives together, of course.
    ("place", "phone IN ('one person''s', 'of two or three', 'of many')"
              " AND owner_name IN ('part', 'other')"),
    # A NIK holds the birth date: equal dates under (nearly) equal numbers are one agreement.
    ("birth_date", "nik IN ('exact', 'one digit', 'two digits')"),
    # NIK and birth date both of somebody else: a relative of the same name in the same house.
    ("phone", "nik = 'other' AND birth_date = 'other'"),
    ("place", "nik = 'other' AND birth_date = 'other'"),
    # Mother and daughter: a word of the name, the house and the telephone, but another birth date.
    ("place", "birth_date = 'other' AND owner_name = 'one word of it'"),
    # A shop that goes on under another owner is one shop, not one person.
    ("shop", "owner_name IN ('part', 'other')"),
    ("product", "owner_name IN ('part', 'other')"),
)  # fmt: skip
COPIES = 0.3  # expected pairs of the same person per row, before anything was counted
