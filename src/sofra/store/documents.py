"""Files that Sofra made or froze, with the sha256 of their bytes."""

from django.db import models


class Blob(models.Model):
    """Bytes under their own sha256: the same content is kept once."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    content = models.BinaryField()


class DocumentRow(models.Model):
    """A report made from a release, ready for download."""

    release = models.ForeignKey("store.Release", on_delete=models.CASCADE, related_name="documents")
    template = models.CharField(max_length=40)
    lang = models.CharField(max_length=12)
    format = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("-id",)
