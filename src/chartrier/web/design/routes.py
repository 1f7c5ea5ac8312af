"""The address of the gallery."""

from __future__ import annotations

from django.urls import path

from chartrier.web.design.pages import gallery

urlpatterns = [path("composants/", gallery, name="gallery")]
