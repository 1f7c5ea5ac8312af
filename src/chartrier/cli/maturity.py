"""What `chartrier cockpit maturity` tells people."""

from __future__ import annotations

from chartrier.cli.output import Output
from chartrier.cockpit.maturity.answers import ANSWERS
from chartrier.cockpit.maturity.peers import Peers
from chartrier.cockpit.maturity.questions import EFFORTS
from chartrier.cockpit.maturity.standing import Standing
from chartrier.records.anonymity import FEWEST


def tell_maturity(output: Output, found: Standing) -> None:
    """The score, each theme with its questions, the actions, the years before, the peers."""
    output.line(found.tenant.name, found.year)
    if found.score.score is None:
        output.say("score : aucune réponse")
    else:
        output.say("score : {score} sur 100", score=found.score.score)
    if found.score.unanswered:
        output.say("questions sans réponse : {count}", count=found.score.unanswered)
    for each in found.score.themes:
        name = each.theme.name.within(output.language)
        told = "—" if each.score is None else f"{each.score}/100 ({each.points}/{each.most})"
        output.line(f"{name} : {told}")
        for one in found.of(each.theme.code):
            answer = "—" if one.answer is None else ANSWERS[one.answer].within(output.language)
            output.line("   ", one.question.code, one.question.text.within(output.language), f": {answer}")
            if one.known is not None:
                output.line("       ", one.known.why.within(output.language))
            if one.given is not None and one.given.reason:
                output.say("        corrigé : {reason}", reason=one.given.reason)
    for action in found.score.actions:
        output.say(
            "→ {action} ({effort}, {gain} points)",
            action=action.question.action.within(output.language),
            effort=EFFORTS[action.question.effort].within(output.language),
            gain=f"+{action.gain:.1f}".replace(".", "," if output.language == "fr" else "."),
        )
    for year in found.earlier:
        output.line(year.year, ":", "—" if year.score is None else f"{year.score}/100")
    _tell_peers(output, found.peers)


def _tell_peers(output: Output, peers: Peers) -> None:
    if peers.size is None:
        output.say("pairs : la taille de cette collectivité n'est pas connue")
    elif peers.quartiles is None or peers.count is None:
        output.say("pairs : moins de {fewest} communes de même taille ont tout répondu, rien n'est dit", fewest=FEWEST)
    else:
        low, middle, high = peers.quartiles
        output.say(
            "pairs : {count} communes de même taille, médiane {middle}, la moitié entre {low} et {high}",
            count=peers.count,
            middle=middle,
            low=low,
            high=high,
        )
