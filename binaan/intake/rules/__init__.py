"""Pure rules of what arrives from the field: forms, answers, quality of the work, conflicts."""
