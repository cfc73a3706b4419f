"""Records of other directories and maps as they came: the way out, and what their source said last time."""

from django.db import models


class ForeignRow(models.Model):
    """One HSDS object; the columns are the fields of sources.hsds.read.Foreign (`id` there is `key` here).

    A thing of a map is kept too: `object` is then "map/sites" and the like, `record` the thing itself. `source` is the
    same for all that comes from one directory or map, however often it is brought.
    """

    object = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    record = models.JSONField()
    lang = models.CharField(max_length=12)
    source = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("object", "key"), name="one_record_a_thing"),)
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.object} {self.key}"
