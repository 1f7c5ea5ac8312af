from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "chartrier.catalog.consultations"
    label = "consultations"
