import django.contrib.auth.validators
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('part', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SealCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('sealed', models.PositiveBigIntegerField()),
                ('head', models.CharField(blank=True, max_length=64)),
                ('fault', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Edge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=63)),
                ('source', models.CharField(blank=True, max_length=20)),
                ('target', models.CharField(max_length=20)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('table', 'source', 'target'), name='each_edge_once')],
            },
        ),
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('channel', models.CharField(blank=True, choices=[('email', 'E-mail'), ('sms', 'Text message'), ('letter', 'Letter'), ('digital_post', 'Digital Post')], default='letter', max_length=20)),
                ('language', models.CharField(default='da', max_length=8)),
                ('stops', models.JSONField(default=list)),
                ('opted_out_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['', 'email', 'sms', 'letter', 'digital_post'])), name='recipient_channel_is_known')],
            },
        ),
        migrations.CreateModel(
            name='ClosingDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('name', models.CharField(max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('kind', models.CharField(blank=True, max_length=40, verbose_name='kind')),
                ('internal', models.BooleanField(default=True, verbose_name='part of the municipality')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('hours', models.CharField(blank=True, max_length=120, verbose_name='opening hours')),
                ('handover_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('since', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(db_default=0, default=0)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('title', models.CharField(blank=True, max_length=80, verbose_name='title')),
                ('hours', models.CharField(blank=True, max_length=120, verbose_name='phone hours')),
                ('spoken', models.CharField(blank=True, max_length=120, verbose_name='languages spoken')),
                ('is_active', models.BooleanField(default=True, verbose_name='can sign in')),
                ('version', models.PositiveIntegerField(db_default=0, default=0)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('key', models.CharField(max_length=80)),
                ('digest', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('body', models.JSONField(null=True)),
                ('etag', models.CharField(blank=True, max_length=20)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='one_answer_per_idempotency_key')],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('subject_type', models.CharField(max_length=30)),
                ('subject_id', models.CharField(max_length=36)),
                ('root_id', models.BigIntegerField(null=True)),
                ('sequence', models.PositiveIntegerField(null=True)),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('on_behalf_of', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(blank=True, max_length=20)),
                ('department_id', models.BigIntegerField(null=True)),
                ('department_name', models.CharField(blank=True, max_length=120)),
                ('purpose', models.CharField(blank=True, max_length=60)),
                ('before', models.CharField(blank=True, max_length=20)),
                ('after', models.CharField(blank=True, max_length=20)),
                ('facts', models.JSONField(default=dict)),
                ('note_digest', models.CharField(blank=True, max_length=64)),
                ('machine', models.PositiveSmallIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'indexes': [models.Index(fields=['root_id', '-at'], name='event_of_case'), models.Index(fields=['kind', 'at'], name='event_of_kind'), models.Index(fields=['by', '-at'], name='event_by_person'), models.Index(fields=['-at', '-id'], name='event_by_time'), django.contrib.postgres.indexes.GinIndex(condition=models.Q(('purpose', 'list')), fields=['facts'], name='event_list_of_cases', opclasses=['jsonb_path_ops'])],
                'constraints': [models.UniqueConstraint(condition=models.Q(('sequence__isnull', False)), fields=('root_id', 'sequence'), name='one_event_per_step_of_a_case')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('template', models.CharField(max_length=80)),
                ('facts', models.JSONField(default=dict)),
                ('key', models.CharField(max_length=120, unique=True)),
                ('recipient', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='coordination.recipient')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(choices=[('queued', 'Waiting to be sent'), ('sent', 'Sent'), ('undeliverable', 'Could not be delivered')], default='queued', max_length=20)),
                ('channel', models.CharField(blank=True, max_length=20)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('sent_at', models.DateTimeField(null=True)),
                ('seen_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, default='', max_length=300)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['next_at', 'id'], name='message_pending'), models.Index(fields=['user', '-id'], name='message_of_user'), models.Index(condition=models.Q(('seen_at__isnull', True), ('user__isnull', False)), fields=['user'], name='message_unseen')],
                'constraints': [models.CheckConstraint(condition=models.Q(('recipient__isnull', True), ('user__isnull', True), _connector='XOR'), name='message_goes_to_one_person')],
            },
        ),
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('lead_department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coordination.department')),
                ('coordinate_at', models.PositiveSmallIntegerField(default=3)),
                ('handover_days', models.PositiveSmallIntegerField(default=5)),
                ('escalate_days', models.PositiveSmallIntegerField(default=2)),
                ('lapse_days', models.PositiveSmallIntegerField(default=5)),
                ('objection_days', models.PositiveSmallIntegerField(default=2)),
                ('emergency_hours', models.PositiveSmallIntegerField(default=3)),
                ('mentor_warn_at', models.PositiveSmallIntegerField(default=16)),
                ('outing_colleague_minutes', models.PositiveSmallIntegerField(default=10)),
                ('outing_leader_minutes', models.PositiveSmallIntegerField(default=10)),
                ('outing_kept_days', models.PositiveSmallIntegerField(default=30)),
                ('visits_count_as_contact', models.BooleanField(default=False)),
                ('survey_after_contact_days', models.PositiveSmallIntegerField(default=7)),
                ('survey_latest_days', models.PositiveSmallIntegerField(default=21)),
                ('survey_open_days', models.PositiveSmallIntegerField(default=30)),
                ('survey_reminder_days', models.PositiveSmallIntegerField(default=10)),
                ('survey_gap_days', models.PositiveSmallIntegerField(default=14)),
                ('publish_invited_min', models.PositiveSmallIntegerField(default=10)),
                ('publish_answers_min', models.PositiveSmallIntegerField(default=5)),
                ('languages', models.JSONField(default=list)),
                ('demo', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(db_default=0, default=0)),
            ],
            options={
                'verbose_name_plural': 'municipalities',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_municipality_per_database'), models.CheckConstraint(condition=models.Q(('publish_answers_min__gte', 5), ('publish_invited_min__gte', 5)), name='publication_limits_are_never_below_five'), models.CheckConstraint(condition=models.Q(('outing_colleague_minutes__range', (1, 60)), ('outing_leader_minutes__range', (1, 60))), name='somebody_is_told_within_the_hour'), models.CheckConstraint(condition=models.Q(('outing_kept_days__range', (1, 90))), name='outings_are_kept_three_months_at_most'), models.CheckConstraint(condition=models.Q(('emergency_hours__range', (1, 3))), name='emergency_lasts_three_hours_at_most')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='coordination.department')),
                ('role', models.CharField(choices=[('caseworker', 'Caseworker'), ('coordinator', 'Coordinator'), ('leader', 'Leader'), ('mentor', 'Mentor'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=20)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group')),
                ('since', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('user', 'department', 'role'), name='one_open_membership_per_role'), models.CheckConstraint(condition=models.Q(('role__in', ['caseworker', 'coordinator', 'leader', 'mentor', 'auditor', 'administrator'])), name='membership_role_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Deputy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('absent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stand_ins', to=settings.AUTH_USER_MODEL)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'deputies',
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='deputy_ends_after_start'), models.CheckConstraint(condition=models.Q(('absent', models.F('by')), _negated=True), name='nobody_is_their_own_deputy')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='coordination.event')),
                ('reaction', models.CharField(max_length=120)),
                ('attempts', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('next_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('done_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, db_default='', default='', max_length=300)),
            ],
            options={
                'verbose_name_plural': 'deliveries',
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['next_at', 'id'], name='delivery_pending')],
                'constraints': [models.UniqueConstraint(fields=('event', 'reaction'), name='one_delivery_per_reaction')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='coordination.event')),
                ('digest', models.CharField(max_length=64)),
                ('previous', models.CharField(max_length=64, unique=True)),
            ],
        ),
    ]
