from django.apps import AppConfig


class TreatmentsConfig(AppConfig):
    name = "chartrier.catalog.treatments"
    label = "treatments"
