"""Making documents from a release, and approving a release."""

import hashlib

from django.utils import timezone

from sofra.packs.texts import texts
from sofra.report.material import Hazard, Material
from sofra.report.templates import TEMPLATES, compose
from sofra.store import queries
from sofra.store.documents import Blob, DocumentRow
from sofra.store.mapping import Release
from sofra.store.notes import DocumentNote, ReleaseNote
from sofra.store.queries.journal import document_note
from sofra.types.document import Document
from sofra.types.errors import Conflict, NotFound, stop
from sofra.work.acts import Actor, Done, act
