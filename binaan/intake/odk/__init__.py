"""Forms of the field in ODK's formats: read from a workbook, made from our own lists of questions."""
