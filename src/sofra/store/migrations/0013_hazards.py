"""Disasters of the past; the civil-protection unit signs in with a role of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0012_confirming")]
    operations = [
        migrations.CreateModel(
            name="DisasterRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=20)),
                ("place", models.CharField(blank=True, default="", max_length=80)),
                ("affected", models.IntegerField(null=True)),
                ("damage", models.FloatField(null=True)),
                ("currency", models.CharField(blank=True, default="", max_length=8)),
                ("note", models.TextField(blank=True, default="")),
                ("source", models.CharField(blank=True, default="", max_length=200)),
                (
                    "imported",
                    models.ForeignKey(
                        null=True, on_delete=models.deletion.CASCADE, related_name="+", to="store.importrow"
                    ),
                ),
            ],
            options={"ordering": ("-on", "id")},
        ),
        migrations.AlterField(
            model_name="member",
            name="role",
            field=models.CharField(
                choices=[
                    ("coordinator", "Coordinator"),
                    ("collector", "Collector"),
                    ("approver", "Approver"),
                    ("guest", "Guest"),
                    ("protection", "Protection"),
                ],
                default="guest",
                max_length=20,
            ),
        ),
    ]
