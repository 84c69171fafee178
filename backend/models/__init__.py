"""The tables, one module per thing. Importing this package registers them all on `Base.metadata`."""

from backend.models.article import Article
from backend.models.base import Base
from backend.models.call import Call, CallbackRequest, CallTurn, LineStatus, ResumeFailure
from backend.models.case import Attachment, Case, CaseEvent, CaseState, PinAttempt, ProtocolCounter
from backend.models.certificate import CertificateRequest
from backend.models.citizen import Citizen, CivilRecord, Identification, OneTimeCode
from backend.models.conversation import Conversation, Message, TrackerErasure
from backend.models.outbox import OutboxMessage
from backend.models.problem import ApiKey, Problem, ProblemSupport
from backend.models.staff import AuditEntry, Role, SignInAttempt, StaffSession, StaffUser

__all__ = [
    "ApiKey", "Article", "Attachment", "AuditEntry", "Base", "Call", "CallTurn", "CallbackRequest", "Case", "CaseEvent", "CaseState",
    "CertificateRequest", "Citizen", "CivilRecord", "Conversation", "Identification", "LineStatus", "Message", "OneTimeCode",
    "OutboxMessage", "PinAttempt", "Problem", "ProblemSupport", "ProtocolCounter", "ResumeFailure", "Role", "SignInAttempt",
    "StaffSession", "StaffUser", "TrackerErasure",
]  # fmt: skip
