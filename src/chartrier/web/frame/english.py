"""The English of the frame."""

from __future__ import annotations

ENGLISH = {
    "Aller au contenu": "Skip to content",
    "Apparence claire": "Light appearance",
    "Apparence sombre": "Dark appearance",
    "Mon compte": "My account",
    "Se déconnecter": "Sign out",
    "Se connecter": "Sign in",
    "Rubriques": "Sections",
    "Suivi": "Follow-up",
    "Collectivité": "Collectivité",
    "Vous êtes ici": "You are here",
    "Accueil": "Home",
    "Chartrier, système d'archivage électronique": "Chartrier, an electronic archiving system",
    "Accessibilité : non conforme": "Accessibility: not compliant",
    "Mentions légales": "Legal notice",
    "Données personnelles": "Personal data",
    "Votre session va se terminer": "Your session is about to end",
    "Sans action de votre part, elle se termine dans quelques minutes. Ce que vous avez tapé sur cette page est gardé dans votre navigateur.": "Unless you go on, it ends in a few minutes. What you typed on this page is kept in your browser.",
    "Continuer": "Continue",
    "Cette demande n'est pas comprise.": "This request is not understood.",
    "Revenez à la page précédente et recommencez.": "Go back to the page before and try again.",
    "Vous ne pouvez pas faire cela.": "You may not do this.",
    "Demandez à l'archiviste de votre collectivité.": "Ask the archivist of your collectivité.",
    "Cette page n'existe pas, ou ne vous est pas ouverte.": "This page does not exist, or is not open to you.",
    "Vérifiez l'adresse, ou repartez de l'accueil.": "Check the address, or start again from the home page.",
    "Ce formulaire n'est plus valable.": "This form is no longer valid.",
    "Revenez à la page précédente, rechargez-la et recommencez : ce que vous avez tapé y est.": "Go back to the page before, reload it and try again: what you typed is there.",
    "Un défaut du programme empêche d'afficher cette page.": "A fault of the program keeps this page from being shown.",
    "Rien n'a été changé à moitié. Recommencez ; si cela dure, prévenez l'exploitant de l'instance.": "Nothing was changed by half. Try again; if it lasts, tell the operator of the instance.",
}
