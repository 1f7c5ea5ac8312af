"""Addresses of the instance."""

from __future__ import annotations

from django.urls import path

from chartrier.web.instance import pages

urlpatterns = [
    path("exploitation/sante/", pages.health, name="instance_health"),
    path("exploitation/travaux/", pages.jobs, name="jobs"),
    path("exploitation/travaux/<tenant:code>/<uuid:work>/recommencer/", pages.job_again, name="job_again"),
    path("exploitation/travaux/<tenant:code>/<uuid:work>/abandonner/", pages.job_abandoned, name="job_abandoned"),
    path("exploitation/copies/", pages.copies, name="instance_copies"),
    path("exploitation/copies/<tenant:code>/audit/", pages.audit, name="instance_audit"),
    path("exploitation/copies/<tenant:code>/reparation/", pages.repair, name="instance_repair"),
    path("exploitation/volumes/", pages.volumes, name="instance_volumes"),
]
