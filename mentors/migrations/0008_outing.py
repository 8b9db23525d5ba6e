"""Mentors check in when they go in alone, and somebody waits for them."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django_fsm
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coordination', '0007_outing_settings'),
        ('mentors', '0007_calendarfeed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Outing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('began_at', models.DateTimeField(verbose_name='out since')),
                ('expected_back_at', models.DateTimeField(verbose_name='expected back')),
                ('ended_at', models.DateTimeField(null=True)),
                ('heard', models.CharField(blank=True, max_length=300, verbose_name='what was heard')),
                ('state', django_fsm.FSMField(choices=[('out', 'Out'), ('back', 'Is back')], default='new', max_length=20, protected=True)),
                ('colleague', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who is told first')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coordination.department')),
                ('heard_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outings', to=settings.AUTH_USER_MODEL)),
                ('mentorship', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentors.mentorship')),
            ],
            options={
                'ordering': ['-pk'],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='OutingAlarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('remind', 'The mentor was asked'), ('ask_colleague', 'A colleague was asked to ring'), ('tell_leaders', 'The leaders were told')], max_length=20)),
                ('due_at', models.DateTimeField()),
                ('told', models.JSONField(default=list)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='mentors.outing')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='outing',
            index=models.Index(condition=models.Q(('state', 'out')), fields=['expected_back_at'], name='outings_not_over'),
        ),
        migrations.AddIndex(
            model_name='outing',
            index=models.Index(condition=models.Q(('state', 'back')), fields=['ended_at'], name='outings_to_forget'),
        ),
        migrations.AddConstraint(
            model_name='outing',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'out')), fields=('mentor',), name='a_mentor_is_out_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='outing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'out')), models.Q(('ended_at__isnull', False), ('state', 'back')), _connector='OR'), name='who_is_back_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='outing',
            constraint=models.CheckConstraint(condition=models.Q(('expected_back_at__gt', models.F('began_at'))), name='an_outing_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='outingalarm',
            constraint=models.UniqueConstraint(fields=('outing', 'step', 'due_at'), name='an_alarm_is_raised_once_for_each_time'),
        ),
        migrations.AddConstraint(
            model_name='outingalarm',
            constraint=models.CheckConstraint(condition=models.Q(('step__in', ['remind', 'ask_colleague', 'tell_leaders'])), name='outing_alarm_step_is_known'),
        ),
    ]
