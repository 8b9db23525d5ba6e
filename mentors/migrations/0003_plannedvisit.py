"""Visits are planned one by one, several ahead."""

import django.db.models.deletion
import django_fsm
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentors", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name='PlannedVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('starts_at', models.DateTimeField(verbose_name='when')),
                ('minutes', models.PositiveSmallIntegerField(default=60, verbose_name='minutes')),
                ('kind', models.CharField(choices=[('home', 'Home visit'), ('walk', 'Walk'), ('accompany', 'Went along'), ('phone', 'Phone call'), ('meeting', 'Meeting')], default='home', max_length=20, verbose_name='how')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='where you meet')),
                ('state', django_fsm.FSMField(choices=[('planned', 'Planned'), ('done', 'Written down'), ('cancelled', 'Cancelled')], default='new', max_length=20, protected=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned', to='mentors.mentorship')),
                ('visit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentors.visit')),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'planned')), fields=['starts_at'], name='visits_to_come')],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('state', 'planned')), fields=('mentorship', 'starts_at'), name='a_visit_is_planned_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['planned', 'cancelled']), ('visit__isnull', True)), models.Q(('state', 'done'), ('visit__isnull', False)), _connector='OR'), name='a_plan_is_done_with_its_visit'),
                    models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 1440)), name='a_planned_visit_takes_time'),
                ],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
    ]
