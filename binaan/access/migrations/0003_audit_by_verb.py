"""Auditors ask for one kind of event among many: an index by verb."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0002_promises_of_people_and_positions")]

    operations = [
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["verb", "-id"], name="audit_by_verb"),
        ),
    ]
