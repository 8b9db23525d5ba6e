"""A remark has no quarter until its answers are published; those there keep theirs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0014_rounds_keep_their_wording")]

    operations = [
        migrations.AlterField("remark", "month", models.DateField(null=True)),
    ]
