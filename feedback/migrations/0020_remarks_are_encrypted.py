"""What citizens wrote is encrypted; what lay there goes along."""

from typing import Any

from django.db import migrations, models

from coordination.models.encrypted import EncryptedTextField


def encrypt_texts(apps: Any, _schema_editor: Any) -> None:
    """Take over what lies in the open."""
    for remark in apps.get_model("feedback", "Remark").objects.exclude(plain=""):
        remark.text = remark.plain
        remark.save(update_fields=["text"])


class Migration(migrations.Migration):
    dependencies = [("feedback", "0019_what_waits_is_encrypted")]
    operations = [
        migrations.RemoveConstraint("remark", "remark_state_is_known"),
        migrations.RenameField("remark", "text", "plain"),
        migrations.AddField(
            "remark",
            "text",
            EncryptedTextField(keys="ANSWER_KEYS", blank=True, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(encrypt_texts, elidable=True),
        migrations.RemoveField("remark", "plain"),
        migrations.AddConstraint(
            "remark",
            models.CheckConstraint(
                condition=models.Q(state="held", released_by__isnull=True)
                | models.Q(state="released", released_by__isnull=False)
                | models.Q(state="dropped", released_by__isnull=True, text=""),
                name="remark_state_is_known",
            ),
        ),
    ]
