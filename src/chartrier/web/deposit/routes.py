"""Addresses of deposits."""

from __future__ import annotations

from django.urls import path

from chartrier.web.deposit import pages, review, sending

urlpatterns = [
    path("<tenant:code>/deposer/", pages.choose, name="deposit"),
    path("<tenant:code>/deposer/<uuid:identifier>/", pages.prepare, name="draft"),
    path("<tenant:code>/deposer/<uuid:identifier>/relire/", pages.confirm, name="draft_confirm"),
    path("<tenant:code>/deposer/<uuid:identifier>/lecture/", pages.reading, name="draft_reading"),
    path("<tenant:code>/deposer/<uuid:identifier>/reprendre/", pages.resume, name="draft_resume"),
    path("<tenant:code>/deposer/<uuid:identifier>/recepisse.pdf", pages.receipt, name="draft_receipt"),
    path("<tenant:code>/deposer/<uuid:identifier>/abandonner/", pages.abandon, name="draft_abandon"),
    path("<tenant:code>/deposer/<uuid:identifier>/fichiers/", sending.announce, name="draft_files"),
    path("<tenant:code>/deposer/<uuid:identifier>/fichiers/<uuid:file>/", sending.part, name="draft_file"),
    path("<tenant:code>/a-examiner/", review.waiting, name="deposits_to_review"),
    path("<tenant:code>/a-examiner/<uuid:identifier>/", review.examine, name="deposit_review"),
    path("<tenant:code>/a-examiner/<uuid:identifier>/fichiers/<uuid:file>/", review.file, name="deposit_review_file"),
    path("<tenant:code>/a-examiner/<uuid:identifier>/voir/<int:place>/", review.glance, name="deposit_review_glance"),
    path(
        "<tenant:code>/a-examiner/<uuid:identifier>/voir/<int:place>/page-<int:number>",
        review.drawn,
        name="deposit_review_page",
    ),
]
