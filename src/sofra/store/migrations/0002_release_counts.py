"""A release keeps how many numbers it holds and how many of them are withheld."""

from django.db import migrations, models


def count(apps, schema_editor):
    """Count the facts of the releases that are there."""
    facts = apps.get_model("store", "FactRow").objects
    for release in apps.get_model("store", "Release").objects.all():
        release.numbers = facts.filter(release=release).count()
        release.withheld = facts.filter(release=release, status="suppressed").count()
        release.save(update_fields=["numbers", "withheld"])


class Migration(migrations.Migration):
    dependencies = [("store", "0001_first")]
    operations = [
        migrations.AddField("release", "numbers", models.PositiveIntegerField(default=0)),
        migrations.AddField("release", "withheld", models.PositiveIntegerField(default=0)),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
