"""What a submission says today: as it came, with the corrections people made beside it."""

from binaan.intake.models import ReviewKind, Submission


def answers_now(submission: Submission) -> dict:
    """Path → value; the latest correction of an answer counts, an emptied one is not said."""
    made = submission.reviews.filter(kind=ReviewKind.CORRECT).order_by("at", "pk")
    answers = dict(submission.answers)
    for path, value in made.values_list("path", "value"):
        if value:
            answers[path] = value
        else:
            answers.pop(path, None)
    return answers
