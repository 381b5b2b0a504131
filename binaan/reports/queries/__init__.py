"""What reports read: the document asked for, printouts of before, who signs."""
