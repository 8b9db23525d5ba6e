import coordination.models.encrypted
import django.db.models.deletion
import django.db.models.functions.datetime
import django_fsm
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('coordination', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('month', models.DateField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name='Waiting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.BinaryField()),
            ],
            options={
                'verbose_name_plural': 'waiting',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='all_that_waits_is_in_one_piece')],
            },
        ),
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8)),
                ('instrument', models.CharField(max_length=40)),
                ('item', models.CharField(max_length=40)),
                ('kind', models.CharField(choices=[('mp3', 'mp3'), ('ogg', 'ogg'), ('m4a', 'm4a')], max_length=4)),
                ('digest', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'indexes': [models.Index(fields=['digest'], name='recording_by_digest')],
                'constraints': [models.UniqueConstraint(fields=('instrument', 'language', 'item'), name='one_recording_of_each_question')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('instrument', models.CharField(max_length=40)),
                ('fingerprint', models.CharField(max_length=64)),
                ('wording', models.TextField(db_default='', default='')),
                ('local_items', models.JSONField(default=list)),
                ('since', models.DateField(verbose_name='first day')),
                ('until', models.DateField(verbose_name='last day')),
                ('rule', models.JSONField(db_default={}, default=dict)),
                ('draw', models.JSONField(db_default={}, default=dict)),
                ('sample_size', models.PositiveIntegerField(null=True)),
                ('waves', models.JSONField(db_default=[], default=list)),
                ('remind_after', models.PositiveSmallIntegerField(null=True)),
                ('modes', models.JSONField(db_default=[], default=list)),
                ('walk_ins', models.BooleanField(db_default=False)),
                ('reached', models.JSONField(db_default={}, default=dict)),
                ('invited', models.PositiveIntegerField(null=True, verbose_name='invited')),
                ('source_digest', models.CharField(blank=True, max_length=64)),
                ('closed_at', models.DateTimeField(null=True)),
                ('state', django_fsm.FSMField(choices=[('draft', 'Being prepared'), ('open', 'Open'), ('closed', 'Closed'), ('called_off', 'Called off')], default='new', max_length=20, protected=True)),
                ('interviewers', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-until', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('since__lte', models.F('until'))), name='round_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state__in', ['draft', 'open'])), models.Q(('closed_at__isnull', False), ('state__in', ['closed', 'called_off'])), _connector='OR'), name='round_state_is_known')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Benchmark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('title', models.CharField(max_length=60, verbose_name='title')),
                ('instrument', models.CharField(max_length=40)),
                ('content', models.JSONField()),
                ('brought_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('brought_at', models.DateTimeField(null=True)),
                ('state', django_fsm.FSMField(choices=[('in_use', 'In use'), ('put_away', 'Put away')], default='new', max_length=20, protected=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'in_use')), fields=('title', 'instrument'), name='one_benchmark_of_a_name_in_use'), models.CheckConstraint(condition=models.Q(('brought_at__isnull', False), ('state__in', ['in_use', 'put_away'])), name='benchmark_state_is_known')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8)),
                ('part', models.CharField(max_length=40)),
                ('digest', models.CharField(max_length=64)),
                ('checked_by', models.CharField(max_length=120, verbose_name='checked by')),
                ('checked_on', models.DateField(verbose_name='checked on')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('language', 'part'), name='one_check_of_each_file_in_force')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('indicator', models.CharField(max_length=40)),
                ('month', models.DateField()),
                ('what', models.CharField(max_length=500, verbose_name='what did you do?')),
                ('pinned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pinned_at', models.DateTimeField(null=True)),
                ('rebased_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rebased_at', models.DateTimeField(null=True)),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('state', django_fsm.FSMField(choices=[('pinned', 'Pinned'), ('rebased', 'The chart begins anew'), ('taken_back', 'Taken back')], default='new', max_length=20, protected=True)),
            ],
            options={
                'ordering': ['month', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['pinned', 'rebased', 'taken_back'])), name='note_state_is_known'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='note_is_pinned_to_a_whole_month'), models.UniqueConstraint(condition=models.Q(('state', 'rebased')), fields=('indicator', 'month'), name='one_phase_of_a_chart_begins_in_a_month')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=40, unique=True)),
                ('value', models.DecimalField(decimal_places=2, max_digits=6)),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('set_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['indicator'],
                'constraints': [models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='target_is_not_below_nought')],
            },
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.round')),
                ('instrument', models.CharField(max_length=40)),
                ('mode', models.CharField(default='web', max_length=20)),
                ('language', models.CharField(max_length=8)),
                ('answers', models.JSONField(default=dict)),
                ('text', models.TextField(blank=True)),
                ('giver', models.BigIntegerField(null=True)),
                ('receiver', models.BigIntegerField(null=True)),
                ('warm', models.BooleanField(null=True)),
                ('mentor', models.BooleanField(null=True)),
                ('course_band', models.CharField(blank=True, max_length=20)),
                ('departments', models.PositiveSmallIntegerField(null=True)),
                ('target_group', models.CharField(blank=True, db_default='', max_length=40)),
            ],
            options={
                'indexes': [models.Index(fields=['month'], name='intake_of_month')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('giver__isnull', True), ('round__isnull', False)), models.Q(('departments__isnull', False), ('giver__isnull', False), ('mentor__isnull', False), ('receiver__isnull', False), ('round__isnull', True), ('warm__isnull', False)), _connector='OR'), name='intake_is_about_a_handover_or_a_round')],
            },
        ),
        migrations.CreateModel(
            name='Count',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(choices=[('month', 'month by total'), ('quarter', 'quarter by dimension'), ('year', 'year by path'), ('round', 'round by dimension')], max_length=10)),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='feedback.round')),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('instrument', models.CharField(max_length=40)),
                ('dimension', models.CharField(max_length=20)),
                ('value', models.CharField(blank=True, max_length=40)),
                ('item', models.CharField(blank=True, max_length=50)),
                ('category', models.CharField(max_length=40)),
                ('n', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('table', 'round', 'until', 'instrument', 'dimension', 'value', 'item', 'category'), name='each_published_count_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('round__isnull', True), ('table__in', ['month', 'quarter', 'year'])), models.Q(('round__isnull', False), ('table', 'round')), _connector='OR'), name='count_is_in_a_fixed_table')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('event', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coordination.event')),
                ('handover', models.BigIntegerField(null=True, unique=True)),
                ('round', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='feedback.round')),
                ('recipient', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coordination.recipient')),
                ('giver', models.BigIntegerField(null=True)),
                ('receiver', models.BigIntegerField()),
                ('warm', models.BooleanField(null=True)),
                ('mentor', models.BooleanField()),
                ('course_band', models.CharField(max_length=20)),
                ('departments', models.PositiveSmallIntegerField()),
                ('target_group', models.CharField(blank=True, max_length=40)),
                ('mode', models.CharField(choices=[('web', 'Own phone or computer'), ('letter', 'Letter with a code'), ('tablet', 'Tablet at the counter'), ('phone', 'Interview by phone'), ('face_to_face', 'Interview in person'), ('paper', 'On paper')], db_default='web', max_length=20)),
                ('language', models.CharField(db_default='da', max_length=8)),
                ('may_not_interview', models.JSONField(db_default=[], default=list)),
                ('wave', models.PositiveSmallIntegerField(null=True)),
                ('went_out', models.BooleanField(db_default=False, default=False)),
                ('reached', models.CharField(blank=True, db_default='', max_length=10)),
                ('instrument', models.CharField(max_length=40)),
                ('reason', models.CharField(blank=True, choices=[('historical', 'Imported from the past'), ('no_recipient', 'Nobody to ask'), ('no_channel', 'No way to reach the citizen'), ('opted_out', 'Does not want to be asked'), ('asked_recently', 'Was asked recently'), ('crisis', 'In crisis'), ('hospital', 'In hospital'), ('dead', 'Has died'), ('protected', 'Protected address'), ('round_over', 'The round ended before their turn'), ('called_off', 'The round was called off')], max_length=20)),
                ('due_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('closes_at', models.DateTimeField(null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('token_digest', models.CharField(max_length=64, null=True, unique=True)),
                ('ended_month', models.DateField(null=True)),
                ('counted', models.BooleanField(default=False)),
                ('state', django_fsm.FSMField(choices=[('queued', 'Will be asked'), ('drawn', 'Drawn for a round'), ('sent', 'Asked'), ('answered', 'Answered'), ('expired', 'Not answered in time'), ('superseded', 'Replaced by a newer one'), ('bounced', 'Could not be delivered'), ('declined', 'Did not want to answer this time'), ('opted_out', 'Does not want to be asked'), ('withheld', 'Not asked')], default='new', max_length=20, protected=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['due_at'], name='invitation_due'), models.Index(condition=models.Q(('state', 'drawn')), fields=['round', 'due_at', 'id'], name='invitation_drawn'), models.Index(condition=models.Q(('state', 'sent')), fields=['closes_at'], name='invitation_open'), models.Index(fields=['recipient', 'sent_at'], name='invitation_of_recipient'), models.Index(condition=models.Q(('counted', False)), fields=['ended_month'], name='invitation_to_count')],
                'constraints': [models.UniqueConstraint(fields=('round', 'recipient'), name='a_person_is_once_in_a_round'), models.CheckConstraint(condition=models.Q(models.Q(('event__isnull', False), ('giver__isnull', False), ('handover__isnull', False), ('round__isnull', True), ('warm__isnull', False)), models.Q(('event__isnull', True), ('giver__isnull', True), ('handover__isnull', True), ('recipient__isnull', False), ('round__isnull', False), ('warm__isnull', True)), _connector='OR'), name='invitation_is_about_a_handover_or_a_round'), models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'sent'])), fields=('recipient',), name='one_open_invitation_per_citizen'), models.CheckConstraint(condition=models.Q(('state', 'withheld'), ('reason', ''), _connector='XOR'), name='withheld_invitation_has_its_reason'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), models.Q(('closes_at__isnull', False), ('sent_at__isnull', False), ('token_digest__isnull', False)), _connector='OR'), name='sent_invitation_has_token_and_end'), models.CheckConstraint(condition=models.Q(('went_out', False), ('sent_at__isnull', False), _connector='OR'), name='only_to_the_invited_it_went_out')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counters', to='feedback.round')),
                ('place', models.CharField(blank=True, max_length=60, verbose_name='where it stands')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('until', models.DateTimeField(verbose_name='open until')),
                ('closed_at', models.DateTimeField(null=True)),
                ('state', django_fsm.FSMField(choices=[('open', 'Open'), ('closed', 'Closed')], default='new', max_length=20, protected=True)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'open')), models.Q(('closed_at__isnull', False), ('state', 'closed')), _connector='OR'), name='closed_counter_has_its_end')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField(null=True)),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='feedback.round')),
                ('receiver', models.BigIntegerField(null=True)),
                ('text', coordination.models.encrypted.EncryptedTextField(blank=True, keys='ANSWER_KEYS')),
                ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('released_at', models.DateTimeField(null=True)),
                ('state', django_fsm.FSMField(choices=[('held', 'Waits to be read'), ('released', 'Released'), ('dropped', 'Erased')], default='new', max_length=20, protected=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('released_at__isnull', True), ('released_by__isnull', True)), models.Q(('released_at__isnull', False), ('released_by__isnull', False)), _connector='OR'), name='remark_is_released_by_a_named_person'), models.CheckConstraint(condition=models.Q(('round__isnull', True), ('receiver__isnull', True), _connector='XOR'), name='remark_is_about_a_department_or_a_round'), models.CheckConstraint(condition=models.Q(models.Q(('released_by__isnull', True), ('state', 'held')), models.Q(('released_by__isnull', False), ('state', 'released')), models.Q(('released_by__isnull', True), ('state', 'dropped'), ('text', '')), _connector='OR'), name='remark_state_is_known')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
    ]
