"""Records of other directories as they came, so that what nobody changed here goes out as it came in."""

from django.db import models


class ForeignRow(models.Model):
    """One HSDS object; the columns are the fields of sources.hsds.read.Foreign (`id` there is `key` here)."""

    object = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    record = models.JSONField()
    lang = models.CharField(max_length=12)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("object", "key"), name="one_record_a_thing"),)
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.object} {self.key}"
