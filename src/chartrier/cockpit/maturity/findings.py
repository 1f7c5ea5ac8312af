"""What the questionnaire of maturity has to say (MAT-001 and following)."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NOT_ANSWERS = FindingKind(
    "MAT-001",
    Severity.ERROR,
    fr="Ce fichier n'est pas une suite de réponses lisible : {reason}.",
    en="This file is no list of answers that can be read: {reason}.",
    remedy_fr="Partez de « chartrier cockpit maturity --questions », et répondez-y.",
    remedy_en="Start from “chartrier cockpit maturity --questions”, and answer in it.",
)
NO_SUCH_QUESTION = FindingKind(
    "MAT-002",
    Severity.ERROR,
    fr="Il n'y a pas de question « {question} ».",
    en="There is no question “{question}”.",
    remedy_fr="Les questions sont : {choices}.",
    remedy_en="The questions are: {choices}.",
)
NO_SUCH_ANSWER = FindingKind(
    "MAT-003",
    Severity.ERROR,
    fr="Question {question} : « {answer} » n'est pas une réponse.",
    en="Question {question}: “{answer}” is no answer.",
    remedy_fr="Répondez par : {choices}.",
    remedy_en="Answer with one of: {choices}.",
)
NO_REASON = FindingKind(
    "MAT-004",
    Severity.ERROR,
    fr="Question {question} : « {answer} » se motive.",
    en="Question {question}: “{answer}” wants a reason.",
    remedy_fr="Dites pourquoi : cette réponse corrige ce que l'archive sait, ou ôte la question du score.",
    remedy_en="Say why: this answer corrects what the archive knows, or takes the question out of the score.",
)
