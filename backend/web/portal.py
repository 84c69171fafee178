"""The portal's pages."""

from __future__ import annotations

from typing import Any

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import redirect

from backend.services import certificates, content, guide, open311
from backend.web.bodies import clean_text, path_text
from backend.web.rendering import render
from backend.web.work import in_view
from greek.folding import fold

blueprint = Blueprint("portal")
RECENT = 12


def portal_content() -> dict[str, Any]:
    """`content/services.yml`: services, emergency numbers, contact, sources."""
    known: dict[str, Any] = content.read("services")
    return known


@blueprint.get("/", name="home")
async def home(request: Request) -> HTTPResponse:
    """The portal's home."""
    return render(request, "home.html", **portal_content())


@blueprint.get("/services", name="services")
async def services(request: Request) -> HTTPResponse:
    """The list of services, on the portal's home."""
    return redirect("/?lang=en#services" if request.args.get("lang") == "en" else "/#services", status=303)


@blueprint.get("/services/certificates", name="certificates")
async def certificates_page(request: Request) -> HTTPResponse:
    """Which certificates there are and how they are asked for."""
    return render(request, "service_certificates.html", types=list(certificates.CERTIFICATE_TYPES.values()))


@blueprint.get("/services/problems", name="problems")
async def problems_page(request: Request) -> HTTPResponse:
    """What can be reported, and the latest reports. They show category, place, state and date only: a description may name people."""
    recent = await in_view(request, open311.list_requests, open311.RequestFilter(per_page=RECENT))
    return render(request, "service_problems.html", categories=open311.services(), recent=recent)


@blueprint.get("/guide", name="guide")
async def guide_index(request: Request) -> HTTPResponse:
    """Every article by title, or those whose words match `?q=`."""
    question = clean_text(request.args.get("q", ""))[:200]
    articles = await in_view(request, guide.list_articles)
    # Folded: the database sorts by code point, which puts every accented capital before Α.
    articles.sort(key=lambda one: fold(one.title))
    words = fold(question).split()
    if words:
        articles = [one for one in articles if all(word in fold(" ".join((one.title, *one.questions, one.body))) for word in words)]
    return render(request, "guide.html", articles=articles, question=question)


@blueprint.get("/guide/<slug:str>", name="article")
async def article(request: Request, slug: str) -> HTTPResponse:
    """One article of the guide."""
    return render(request, "article.html", article=await in_view(request, guide.get_article, path_text(slug)))


@blueprint.get("/accessibility", name="accessibility")
async def accessibility(request: Request) -> HTTPResponse:
    """The accessibility statement."""
    return render(request, "accessibility.html")


@blueprint.get("/privacy", name="privacy")
async def privacy(request: Request) -> HTTPResponse:
    """What is kept about citizens, and their rights."""
    return render(request, "privacy.html")


@blueprint.get("/favicon.ico", name="favicon")
async def favicon(request: Request) -> HTTPResponse:
    """The icon, where browsers look for it unasked."""
    return redirect("/static/icon.svg", status=301)
