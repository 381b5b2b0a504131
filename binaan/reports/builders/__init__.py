"""The statutory tables, each made from the plan: one function per form, (user, asked) -> Sheet."""
