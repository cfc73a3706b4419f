"""Mobile teams: clients as pseudonyms, what names them sealed; the role of who visits them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0013_hazards'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClientRow',
            fields=[
                ('pseudonym', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('settlement', models.CharField(max_length=80)),
                ('need', models.CharField(max_length=40)),
                ('groups', models.JSONField(default=list)),
                ('opens', models.PositiveIntegerField(default=0)),
                ('closes', models.PositiveIntegerField(default=1440)),
                ('people', models.PositiveIntegerField(default=1)),
                ('required', models.BooleanField(default=False)),
                ('accepted_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
                ('sealed', models.TextField()),
            ],
            options={
                'ordering': ('pseudonym',),
            },
        ),
        migrations.CreateModel(
            name='TeamRow',
            fields=[
                ('id', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('act', models.CharField(blank=True, max_length=200)),
                ('established_on', models.DateField(null=True)),
                ('mandate', models.TextField(blank=True)),
                ('members', models.JSONField(default=list)),
                ('lon', models.FloatField(null=True)),
                ('lat', models.FloatField(null=True)),
                ('lock', models.JSONField(null=True)),
                ('relocked_on', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AlterField(
            model_name='member',
            name='role',
            field=models.CharField(choices=[('coordinator', 'Coordinator'), ('collector', 'Collector'), ('approver', 'Approver'), ('team', 'Team'), ('guest', 'Guest'), ('protection', 'Protection')], default='guest', max_length=20),
        ),
        migrations.CreateModel(
            name='ReferralRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('to', models.CharField(max_length=200)),
                ('sent_on', models.DateField()),
                ('consent', models.CharField(max_length=20)),
                ('override', models.CharField(blank=True, max_length=20)),
                ('answer', models.CharField(blank=True, max_length=20)),
                ('answered_on', models.DateField(null=True)),
                ('refusal', models.CharField(blank=True, max_length=20)),
                ('outcome', models.CharField(blank=True, max_length=20)),
                ('outcome_on', models.DateField(null=True)),
                ('first_time', models.BooleanField(null=True)),
                ('by', models.CharField(max_length=150)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='store.clientrow')),
            ],
            options={
                'ordering': ('sent_on', 'id'),
            },
        ),
        migrations.AddField(
            model_name='clientrow',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clients', to='store.teamrow'),
        ),
        migrations.CreateModel(
            name='VisitRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('outcome', models.CharField(max_length=20)),
                ('minutes', models.PositiveIntegerField(null=True)),
                ('lacking', models.JSONField(default=list)),
                ('help', models.JSONField(default=dict)),
                ('next_on', models.DateField(null=True)),
                ('sealed', models.TextField(blank=True)),
                ('by', models.CharField(max_length=150)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='store.clientrow')),
            ],
            options={
                'ordering': ('on', 'id'),
            },
        ),
        migrations.CreateModel(
            name='WeekRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('monday', models.DateField()),
                ('outline', models.JSONField()),
                ('sealed', models.TextField()),
                ('made_on', models.DateTimeField()),
                ('made_by', models.CharField(max_length=150)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weeks', to='store.teamrow')),
            ],
            options={
                'ordering': ('monday', 'id'),
                'constraints': [models.UniqueConstraint(fields=('team', 'monday'), name='one_plan_a_week')],
            },
        ),
    ]
