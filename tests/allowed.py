"""What the guards of test_architecture.py let pass, each with its reason; a stale line fails them."""

# Views that only act: a link, a crawler or a browser that loads ahead must not set them off.
COMMANDS = {
    "account_logout",
    "audit_verify",
    "batch_cancel",
    "batch_continue",
    "batch_go",
    "batch_remap",
    "batch_vanished_decide",
    "business_approve",
    "business_reveal",
    "business_view_change",
    "business_view_remove",
    "business_view_save",
    "download_cancel",
    "errand_add",
    "errand_deadline",
    "errand_end",
    "identity_answer",
    "identity_group_answer",
    "identity_release",
    "identity_sample_draw",
    "identity_sample_judge",
    "identity_undo",
    "owner_reveal",
    "remembered_stop",
    "repair_do",
    "repair_mask",
    "repair_reveal",
    "repair_undo",
    "theme",
    "user_active",
}

# Models that name a place and are not asked through `.permitted()`, each with the reason.
UNSCOPED = {
    "places.Place": "reference data, the same for everybody",
    "places.Outline": "reference data, the same for everybody",
    "access.Office": "asked through access.queries.offices: an office is held, not only its place",
    "access.Assignment": "asked through access.queries.assignments, by place and office",
    "intake.Row": "asked through its batch, which is scoped",
    "registry.Condition": "asked through its business, which is scoped",
    "registry.Association": "a name in a list of choices; its members are scoped",
}

# Public functions of queries.py that do not ask who reads, each with the reason.
ANYBODY = {
    "intake.queries.batches.address": "names the cell of a problem already read",
    "intake.queries.batches.cell_of": "names a cell of a list already read",
    "intake.queries.errand_pages.due_words": "names a day",
    "registry.queries.claims.said_of": "reads claims for one who has asked who reads, or projects",
    "registry.queries.conditions.day_before": "arithmetic with days",
    "registry.queries.listings.last_versions": "narrows a query that has asked who reads",
    "registry.queries.listings.still_listed": "narrows a query that has asked who reads",
    "registry.queries.sizes.size_case": "an expression over conditions that others have asked for",
    "registry.queries.facts.cell_text": "reads one cell of a row already read",
}

# Actions that are not called `action(subject, *, …, by)`, each with the reason.
OTHER_ACTIONS = {
    "access.actions.keeping.keep": "saves one row for the action that calls it",
    "access.actions.people.temporary_password": "makes a word and writes nothing",
    "intake.actions.handing.hand_over": "takes the kind of list and the file, then keywords",
    "registry.actions.deciding.answer": "takes the pair and the answer, then keywords",
    "registry.actions.deciding.answer_group": "takes the pairs and the answers, then keywords",
    "registry.actions.claiming.set_membership": "writes one row for the action that calls it",
    "registry.actions.claiming.set_number": "writes one row for the action that calls it",
    "registry.actions.mending.drop_aliases": "tidies up for the action that calls it",
    "registry.actions.mending.forget_keys": "tidies up for the action that calls it",
    "registry.actions.mending.moment": "reads the clock for the action that calls it",
    "registry.actions.merging.acting.survivor": "reads who a record is today",
    "registry.actions.merging.holding.after_everything": "reads the clock and what is known",
    "registry.actions.merging.holding.hold": "locks and loads for the action that calls it",
    "registry.actions.merging.holding.origins": "reads journals for the action that calls it",
    "registry.actions.merging.planning.in_order": "sorts and writes nothing",
    "registry.actions.merging.planning.plan": "sorts pairs and writes nothing",
    "registry.actions.merging.planning.step_for": "decides what to do and writes nothing",
    "registry.actions.merging.succession.elder_of": "reads claims and writes nothing",
    "registry.actions.merging.writing.write": "writes a board for the action that calls it",
    "registry.actions.unmerging.giving.taken_numbers": "compares numbers and writes nothing",
    "registry.actions.unmerging.tail.concerned": "reads journals and writes nothing",
    "registry.actions.unmerging.tail.tail": "reads merges and writes nothing",
    "registry.actions.unmerging.telling.later_items": "tells what would be asked and writes nothing",
    "registry.actions.projecting.compare": "sorts states and writes nothing",
    "registry.actions.projecting.lock": "locks for the action that calls it",
    "registry.actions.projecting.reproject": "projects claims for the action that calls it",
    "registry.actions.reach.locked": "reads and locks for the action that calls it",
    "registry.actions.reach.must_not_be_future": "asks and writes nothing",
    "registry.actions.reach.must_say_why": "asks and writes nothing",
    "registry.actions.touching.touch": "notes a change for the action that calls it",
    "registry.actions.touching.touch_everything": "notes a change for whoever calls it",
    "registry.actions.revealing.reveal": "takes the subject and its values, then keywords",
}

# Rows that have no meaning without the row above them.
CASCADING = {"places.Outline.place"}
