"""Full-text search over the guide's articles: FTS5 on SQLite, tsvector (Greek configuration and folded words) on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0005_article_search"
down_revision = "0004_guide"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of the file an article came from: a restart reloads what changed in the files and leaves what staff changed here.
    op.add_column("article", sa.Column("seed_hash", sa.String(length=64), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE article_search USING fts5(slug UNINDEXED, title, questions, body, tokenize='unicode61')")
        return
    op.create_table(
        "article_search",
        sa.Column("slug", sa.String(length=80), primary_key=True),
        sa.Column("folded", TSVECTOR(), nullable=False),
        sa.Column("greek", TSVECTOR(), nullable=False),
    )
    op.create_index("ix_article_search_folded", "article_search", ["folded"], postgresql_using="gin")
    op.create_index("ix_article_search_greek", "article_search", ["greek"], postgresql_using="gin")


def downgrade() -> None:
    op.drop_table("article_search")
    with op.batch_alter_table("article") as batch:
        batch.drop_column("seed_hash")
