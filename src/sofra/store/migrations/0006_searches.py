"""Plans of searches for the furthest behind, registered before the answers are opened."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0005_lists")]
    operations = [
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("indicator", models.CharField(max_length=120)),
                ("plan", models.JSONField()),
                ("registered_on", models.DateTimeField()),
                ("registered_by", models.CharField(max_length=150)),
            ],
            options={"ordering": ("id",)},
        ),
    ]
