"""Where foreign records come from, and lists of differences that another directory or a map brought."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0015_road_issues'),
    ]

    operations = [
        migrations.AddField('foreignrow', 'source', models.CharField(max_length=40, blank=True, default='')),
        migrations.AddField('workbookrow', 'foreign', models.JSONField(default=list)),
        migrations.AddField('workbookrow', 'imported', models.IntegerField(null=True)),
    ]
