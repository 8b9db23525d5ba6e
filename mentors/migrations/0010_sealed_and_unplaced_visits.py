"""Visits that a phone sealed: what could not be opened, and what has no citizen yet."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django_fsm
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentors', '0009_guards_of_outings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SealedVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField()),
                ('digest', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=80)),
                ('format', models.PositiveSmallIntegerField()),
                ('sealed', models.BinaryField()),
                ('received_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('opened_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('opened_at', None)), fields=['received_at'], name='sealed_visits_that_wait')],
                'constraints': [models.UniqueConstraint(fields=('author', 'client_id', 'digest'), name='a_sealed_visit_is_kept_once')],
            },
        ),
        migrations.CreateModel(
            name='UnplacedVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('client_id', models.UUIDField()),
                ('digest', models.CharField(max_length=64)),
                ('content', models.JSONField()),
                ('received_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('state', django_fsm.FSMField(choices=[('unplaced', 'Waiting for its citizen'), ('placed', 'Written down as a visit'), ('dropped', 'Set aside')], default='new', max_length=20, protected=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentors.visit')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'unplaced')), fields=['author', 'received_at'], name='unplaced_visits_that_wait')],
                'constraints': [models.UniqueConstraint(fields=('author', 'client_id', 'digest'), name='an_unplaced_upload_is_stored_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'unplaced')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['placed', 'dropped'])), _connector='OR'), name='an_unplaced_visit_is_decided_by_a_person')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
    ]
