from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "chartrier.catalog.projects"
    label = "projects"
