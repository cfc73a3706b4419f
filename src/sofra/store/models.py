"""All models in one place, because Django looks for them here."""

from sofra.store.answers import CodebookRow, HeldRow, Round, Submission
from sofra.store.audits import AuditRow, PhotoRow
from sofra.store.confirming import ConfirmationRow, InvitationRow, SwitchRow
from sofra.store.documents import Blob, DocumentRow
from sofra.store.events import Event
from sofra.store.evidence import LayerRow, MeasureRow, RegisterRow, StakeholderRow, VoiceRow
from sofra.store.exchange import ForeignRow
from sofra.store.hazards import DisasterRow
from sofra.store.imports import ImportPart, ImportRow
from sofra.store.jobs import Job
from sofra.store.lists import EntryRow, ExplainedRow, HiddenRow, ListRow, PairRow
from sofra.store.mapping import AnnexRow, FactRow, Ranking, Release, RunRow
from sofra.store.outreach import ClientRow, MeetingRow, ReferralRow, TeamRow, VisitRow, WeekRow
from sofra.store.people import Member
from sofra.store.places import PlaceRow
from sofra.store.planning import ActionRow, PlanRow, PlanVersion
from sofra.store.roads import RoadsRow
from sofra.store.sampling import SampleDrawRow, SamplePlanRow
from sofra.store.searches import SearchRow
from sofra.store.supply import AssetRow, ContractRow, EquipmentRow, PlannedRow, ProviderRow, ServiceRow, SiteRow
from sofra.store.workbooks import WorkbookRow

__all__ = [
    "ActionRow",
    "AnnexRow",
    "AssetRow",
    "AuditRow",
    "Blob",
    "ClientRow",
    "CodebookRow",
    "ConfirmationRow",
    "ContractRow",
    "DisasterRow",
    "DocumentRow",
    "EntryRow",
    "EquipmentRow",
    "Event",
    "ExplainedRow",
    "FactRow",
    "ForeignRow",
    "HeldRow",
    "HiddenRow",
    "ImportPart",
    "ImportRow",
    "InvitationRow",
    "Job",
    "LayerRow",
    "ListRow",
    "MeasureRow",
    "MeetingRow",
    "Member",
    "PairRow",
    "PhotoRow",
    "PlaceRow",
    "PlanRow",
    "PlanVersion",
    "PlannedRow",
    "ProviderRow",
    "Ranking",
    "ReferralRow",
    "RegisterRow",
    "Release",
    "RoadsRow",
    "Round",
    "RunRow",
    "SampleDrawRow",
    "SamplePlanRow",
    "SearchRow",
    "ServiceRow",
    "SiteRow",
    "StakeholderRow",
    "Submission",
    "SwitchRow",
    "TeamRow",
    "VisitRow",
    "VoiceRow",
    "WeekRow",
    "WorkbookRow",
]
