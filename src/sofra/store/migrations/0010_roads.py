"""Road networks and the timetable."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0009_exchange")]
    operations = [
        migrations.CreateModel(
            name="RoadsRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mode", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("beside", models.JSONField(default=dict)),
                ("about", models.JSONField(default=dict)),
                (
                    "content",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.blob"
                    ),
                ),
                ("brought_on", models.DateTimeField()),
                ("brought_by", models.CharField(max_length=150)),
            ],
            options={"ordering": ("mode",)},
        ),
    ]
