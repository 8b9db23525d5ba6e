import django.db.models.deletion
import django.db.models.functions.datetime
import django_fsm
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('coordination', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('user',), name='one_calendar_address_of_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Mentorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentorships', to='cases.case')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coordination.department', verbose_name='department that lends the mentor')),
                ('mentor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mentorships', to=settings.AUTH_USER_MODEL)),
                ('goal', models.CharField(max_length=300, verbose_name="the goal, in the citizen's words")),
                ('tasks', models.TextField(blank=True, verbose_name='what the mentor helps with')),
                ('frequency', models.CharField(choices=[('twice_weekly', 'Twice a week'), ('weekly', 'Every week'), ('fortnightly', 'Every other week'), ('monthly', 'Every month'), ('as_needed', 'When the citizen asks')], default='weekly', max_length=20, verbose_name='how often')),
                ('hours_a_week', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='hours a week')),
                ('summary', models.TextField(blank=True, verbose_name='what the mentor may know')),
                ('shared', models.CharField(choices=[('full', 'All that is written about the visit'), ('summary', 'When, and what was agreed'), ('dates', 'Only when the visits were')], default='summary', max_length=20, verbose_name='what the departments see of the visits')),
                ('basis', models.CharField(choices=[('consent', "The citizen's consent"), ('statute', 'A provision in the law'), ('necessity', 'Necessary for the work')], max_length=10, verbose_name='basis')),
                ('basis_text', models.CharField(blank=True, max_length=300, verbose_name='provision or reason')),
                ('consent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.consent')),
                ('until', models.DateField(verbose_name='until and including')),
                ('proposed_at', models.DateTimeField(null=True)),
                ('activated_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_because', models.CharField(blank=True, choices=[('goal_reached', 'The citizen has reached the goal'), ('citizen_wish', 'The citizen does not want a mentor any more'), ('not_started', 'It never began'), ('other_help', 'Others help the citizen now'), ('time_up', 'The agreed time is over'), ('mentor_left', 'The mentor is no longer here'), ('case_closed', 'The case is closed'), ('consent_gone', 'The citizen withdrew the consent'), ('other', 'Another reason')], max_length=20, verbose_name='why it ended')),
                ('takes_along', models.TextField(blank=True, verbose_name='what the citizen takes along')),
                ('involvement', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.involvement')),
                ('state', django_fsm.FSMField(choices=[('proposed', 'Waiting for a mentor'), ('active', 'Running'), ('ended', 'Ended')], default='new', max_length=20, protected=True)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'active')), fields=['mentor'], name='mentorship_of_mentor'), models.Index(condition=models.Q(('state__in', ['proposed', 'active'])), fields=['department'], name='mentorship_of_department'), models.Index(condition=models.Q(('state', 'active')), fields=['until'], name='mentorship_by_end')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('case',), name='one_mentor_of_a_citizen_at_a_time'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('case',), name='one_proposed_mentorship_per_case'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'active', 'ended'])), name='mentorship_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'active'), _negated=True), models.Q(('activated_at__isnull', False), ('mentor__isnull', False)), _connector='OR'), name='active_mentorship_has_a_mentor'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state', 'ended'), models.Q(('ended_because', ''), _negated=True)), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_at__isnull', True)), _connector='OR'), name='ended_mentorship_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('basis', 'consent'), ('consent__isnull', False)), models.Q(('basis__in', ['statute', 'necessity']), ('consent__isnull', True), models.Q(('basis_text', ''), _negated=True)), _connector='OR'), name='mentorship_has_a_basis')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='SealedVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client_id', models.UUIDField()),
                ('digest', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=80)),
                ('format', models.PositiveSmallIntegerField()),
                ('sealed', models.BinaryField()),
                ('received_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('opened_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('opened_at', None)), fields=['received_at'], name='sealed_visits_that_wait')],
                'constraints': [models.UniqueConstraint(fields=('author', 'client_id', 'digest'), name='a_sealed_visit_is_kept_once')],
            },
        ),
        migrations.CreateModel(
            name='Outing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outings', to=settings.AUTH_USER_MODEL)),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coordination.department')),
                ('colleague', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who is told first')),
                ('mentorship', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentors.mentorship')),
                ('began_at', models.DateTimeField(verbose_name='out since')),
                ('expected_back_at', models.DateTimeField(verbose_name='expected back')),
                ('ended_at', models.DateTimeField(null=True)),
                ('heard', models.CharField(blank=True, max_length=300, verbose_name='what was heard')),
                ('heard_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', django_fsm.FSMField(choices=[('out', 'Out'), ('back', 'Is back')], default='new', max_length=20, protected=True)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'out')), fields=['expected_back_at'], name='outings_not_over'), models.Index(condition=models.Q(('state', 'back')), fields=['ended_at'], name='outings_to_forget')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'out')), fields=('mentor',), name='a_mentor_is_out_once_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'out')), models.Q(('ended_at__isnull', False), ('state', 'back')), _connector='OR'), name='who_is_back_has_an_end'), models.CheckConstraint(condition=models.Q(('expected_back_at__gt', models.F('began_at'))), name='an_outing_ends_after_it_begins')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mentorship', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='mentors.mentorship')),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='cases.case')),
                ('author', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to=settings.AUTH_USER_MODEL)),
                ('client_id', models.UUIDField()),
                ('visit_id', models.UUIDField()),
                ('digest', models.CharField(max_length=64)),
                ('kind', models.CharField(choices=[('home', 'Home visit'), ('walk', 'Walk'), ('accompany', 'Went along'), ('phone', 'Phone call'), ('meeting', 'Meeting')], max_length=20, verbose_name='how')),
                ('outcome', models.CharField(choices=[('done', 'They met'), ('nobody_home', 'Nobody home'), ('cancelled', 'Cancelled')], max_length=20)),
                ('to_whom', models.CharField(blank=True, max_length=120, verbose_name='where to, or to whom')),
                ('started_at', models.DateTimeField(verbose_name='when it began')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes')),
                ('wishes', models.TextField(blank=True, verbose_name='what the citizen wants')),
                ('agreed', models.TextField(blank=True, verbose_name='what you agreed')),
                ('next_at', models.DateTimeField(blank=True, null=True, verbose_name='next visit')),
                ('received_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('late', models.JSONField(default=list)),
                ('together_with', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='together with')),
            ],
            options={
                'indexes': [models.Index(fields=['mentorship', '-started_at'], name='visit_of_mentorship'), models.Index(fields=['mentorship', 'visit_id'], name='versions_of_visit'), models.Index(fields=['case', '-started_at'], name='visit_of_case')],
                'constraints': [models.UniqueConstraint(fields=('author', 'client_id'), name='an_upload_is_stored_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['home', 'walk', 'accompany', 'phone', 'meeting']), ('outcome__in', ['done', 'nobody_home', 'cancelled'])), name='visit_kind_and_outcome_are_known')],
            },
        ),
        migrations.CreateModel(
            name='HeldVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentors.mentorship')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client_id', models.UUIDField()),
                ('digest', models.CharField(max_length=64)),
                ('content', models.JSONField()),
                ('held_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', django_fsm.FSMField(choices=[('held', 'Waiting for a decision'), ('kept', 'Kept as a correction'), ('dropped', 'Set aside')], default='new', max_length=20, protected=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('author', 'client_id', 'digest'), name='a_conflicting_upload_is_held_once'), models.CheckConstraint(condition=models.Q(('state__in', ['held', 'kept', 'dropped'])), name='held_visit_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'held')), models.Q(models.Q(('state', 'held'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='held_visit_is_decided_by_a_person')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='OutingAlarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='mentors.outing')),
                ('step', models.CharField(choices=[('remind', 'The mentor was asked'), ('ask_colleague', 'A colleague was asked to ring'), ('tell_leaders', 'The leaders were told')], max_length=20)),
                ('due_at', models.DateTimeField()),
                ('told', models.JSONField(default=list)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('outing', 'step', 'due_at'), name='an_alarm_is_raised_once_for_each_time'), models.CheckConstraint(condition=models.Q(('step__in', ['remind', 'ask_colleague', 'tell_leaders'])), name='outing_alarm_step_is_known')],
            },
        ),
        migrations.CreateModel(
            name='PlannedVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned', to='mentors.mentorship')),
                ('starts_at', models.DateTimeField(verbose_name='when')),
                ('minutes', models.PositiveSmallIntegerField(default=60, verbose_name='minutes')),
                ('kind', models.CharField(choices=[('home', 'Home visit'), ('walk', 'Walk'), ('accompany', 'Went along'), ('phone', 'Phone call'), ('meeting', 'Meeting')], default='home', max_length=20, verbose_name='how')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='where you meet')),
                ('visit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentors.visit')),
                ('state', django_fsm.FSMField(choices=[('planned', 'Planned'), ('done', 'Written down'), ('cancelled', 'Cancelled')], default='new', max_length=20, protected=True)),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'planned')), fields=['starts_at'], name='visits_to_come')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'planned')), fields=('mentorship', 'starts_at'), name='a_visit_is_planned_once'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['planned', 'cancelled']), ('visit__isnull', True)), models.Q(('state', 'done'), ('visit__isnull', False)), _connector='OR'), name='a_plan_is_done_with_its_visit'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 1440)), name='a_planned_visit_takes_time')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='UnplacedVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client_id', models.UUIDField()),
                ('digest', models.CharField(max_length=64)),
                ('content', models.JSONField()),
                ('received_at', models.DateTimeField(null=True)),
                ('visit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentors.visit')),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', django_fsm.FSMField(choices=[('unplaced', 'Waiting for its citizen'), ('placed', 'Written down as a visit'), ('dropped', 'Set aside')], default='new', max_length=20, protected=True)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'unplaced')), fields=['author', 'received_at'], name='unplaced_visits_that_wait')],
                'constraints': [models.UniqueConstraint(fields=('author', 'client_id', 'digest'), name='an_unplaced_upload_is_stored_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'unplaced')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['placed', 'dropped'])), _connector='OR'), name='an_unplaced_visit_is_decided_by_a_person')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
    ]
