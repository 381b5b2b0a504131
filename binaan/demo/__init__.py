"""A believable Bekasi in one command: synthetic office workbooks, accounts and their loading."""
