"""A fact carries both verdicts of the gate; a register may count by sex and age."""

from django.db import migrations, models


def text(length):
    return models.CharField(blank=True, default="", max_length=length)


class Migration(migrations.Migration):
    dependencies = [("store", "0006_searches")]
    operations = [
        migrations.AddField("factrow", "disclosure", text(80)),
        migrations.AddField("factrow", "precision", text(80)),
        migrations.AddField("registerrow", "sex", text(40)),
        migrations.AddField("registerrow", "age", text(40)),
    ]
