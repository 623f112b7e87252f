from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """How the site is put together; an app only so that its template tags and commands are found."""

    name = "config"
