"""The short record of a mobile team's meetings."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0016_sources'),
    ]

    operations = [
        migrations.CreateModel(
            name='MeetingRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('present', models.JSONField(default=list)),
                ('decisions', models.JSONField(default=list)),
                ('follow_ups', models.JSONField(default=list)),
                ('next_on', models.DateField(null=True)),
                ('by', models.CharField(max_length=150)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='store.teamrow')),
            ],
            options={
                'ordering': ('-on', '-id'),
            },
        ),
    ]
