"""Samples are planned and drawn in the workspace."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0003_annexes")]
    operations = [
        migrations.CreateModel(
            name="SamplePlanRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("content", models.JSONField()),
                ("made_on", models.DateTimeField()),
                ("made_by", models.CharField(max_length=150)),
                ("removed_on", models.DateTimeField(null=True)),
            ],
            options={"ordering": ("-id",)},
        ),
        migrations.CreateModel(
            name="SampleDrawRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.JSONField()),
                ("seed", models.BigIntegerField()),
                ("frame_sha256", models.CharField(max_length=64)),
                ("drawn_on", models.DateTimeField()),
                ("drawn_by", models.CharField(max_length=150)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="draws", to="store.sampleplanrow"
                    ),
                ),
            ],
            options={"ordering": ("-id",)},
        ),
    ]
