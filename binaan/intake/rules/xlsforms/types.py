"""The types of question an XLSForm may name, and what each is here.

Source: https://xlsform.org (question types, metadata), as read by pyxform 4.5.
"""

ASKED = {
    "text": "text", "string": "text", "integer": "integer", "int": "integer", "decimal": "decimal",
    "range": "decimal", "date": "date", "time": "time", "datetime": "moment", "geopoint": "position",
    "location": "position", "gps": "position", "geotrace": "line", "geoshape": "outline",
    "image": "photo", "photo": "photo", "picture": "photo", "audio": "sound", "video": "film",
    "file": "file", "barcode": "text", "acknowledge": "yes", "trigger": "yes",
}  # fmt: skip
SILENT = {
    "calculate": "worked_out", "hidden": "worked_out", "note": "note", "start": "begun",
    "end": "ended", "today": "day", "deviceid": "machine", "username": "sender",
    "phonenumber": "machine", "email": "machine", "simserial": "machine", "subscriberid": "machine",
    "start-geopoint": "position", "background-audio": "sound", "background-geopoint": "position",
    "audit": "log", "xml-external": "list", "csv-external": "list",
}  # fmt: skip
BEGINS = ("group", "repeat", "loop")
SELECTS = {
    "select_one": "one", "select one": "one", "select1": "one", "select_multiple": "several",
    "select multiple": "several", "rank": "ranked", "odk:rank": "ranked",
    "select_one_from_file": "one", "select_multiple_from_file": "several",
    "select_one_external": "one",
}  # fmt: skip
FILES = (".csv", ".xml", ".geojson")
PLAIN = ASKED | SILENT
OTHER = " or_other"


def select(kind: str) -> tuple[str, str]:
    """The word and the list of a select ("select_one", "kecamatan"); ("", "") for anything else."""
    words = kind.removesuffix(OTHER).split()
    for count in (2, 1):
        head = " ".join(words[:count]).lower()
        if head in SELECTS:
            return head, " ".join(words[count:])
    return "", ""


def bracket(kind: str) -> tuple[str, str]:
    """("begin" or "end", "group", "repeat" or "loop") of a row that opens or closes; ("", "")."""
    words = kind.lower().replace("_", " ").split()
    if len(words) >= 2 and words[0] in ("begin", "end") and words[1] in BEGINS:
        return words[0], words[1]
    return "", ""
