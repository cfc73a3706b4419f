"""What was told when roads or a timetable came in stays beside them, so that the page can tell it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0014_outreach'),
    ]

    operations = [
        migrations.AddField(model_name='roadsrow', name='issues', field=models.JSONField(default=list)),
    ]
