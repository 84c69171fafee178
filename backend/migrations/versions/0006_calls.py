"""Telephone calls and their turns, call-backs, and the heartbeat of the line."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_calls"
down_revision = "0005_article_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "call",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("line_id", sa.String(length=200), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("caller", sa.String(length=120), nullable=False),
        sa.Column("called", sa.String(length=120), nullable=False),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("last_at", moment, nullable=False),
        sa.Column("ended_at", moment, nullable=True),
        sa.Column("how", sa.String(length=40), nullable=True),
        sa.Column("recogniser", sa.String(length=120), nullable=False),
        sa.Column("voice", sa.String(length=120), nullable=False),
        sa.Column("resume_hash", sa.String(length=64), nullable=False),
        sa.Column("resume_try", sa.Integer(), nullable=False),
        sa.Column("turn_count", sa.Integer(), nullable=False),
        sa.Column("unsure_count", sa.Integer(), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=True),
        sa.Column("consent_at", moment, nullable=True),
        sa.Column("audio_path", sa.String(length=200), nullable=True),
        sa.Column("audio_seconds", sa.Float(), nullable=True),
        sa.Column("audio_at", moment, nullable=True),
        sa.Column("audio_deleted_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("line_id", name=op.f("uq_call_line_id")),
    )
    op.create_index("ix_call_started_at", "call", ["started_at"])
    for column in ("conversation_id", "resume_hash", "audio_at"):
        op.create_index(op.f(f"ix_call_{column}"), "call", [column])
    op.create_table(
        "call_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("by", sa.String(length=12), nullable=False),
        sa.Column("heard", sa.Text(), nullable=True),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("understanding", sa.JSON(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("barge_in", sa.Boolean(), nullable=False),
        sa.Column("timings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_turn_call_id_call"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_turn")),
        sa.UniqueConstraint("call_id", "seq", name=op.f("uq_call_turn_call_id_seq")),
    )
    op.create_table(
        "resume_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_resume_failure_call_id_call"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resume_failure")),
    )
    for column in ("call_id", "at"):
        op.create_index(op.f(f"ix_resume_failure_{column}"), "resume_failure", [column])
    op.create_table(
        "callback_request",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("said_phone", sa.String(length=60), nullable=True),
        sa.Column("from_caller_id", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_callback_request_case_id_case"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_callback_request")),
    )
    op.create_table(
        "line_status",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("model", sa.JSON(), nullable=True),
        sa.Column("voice", sa.String(length=120), nullable=False),
        sa.Column("call_limit", sa.Integer(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("changed_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_status")),
    )


def downgrade() -> None:
    for table in ("line_status", "callback_request", "resume_failure", "call_turn", "call"):
        op.drop_table(table)
