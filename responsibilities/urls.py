from django.urls import path

from responsibilities.views import offline, sync

app_name = "responsibilities"

urlpatterns = [
    # Offline: the installable app, and what phones send
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("sw.js", offline.worker, name="worker"),
    path("activities/offline/", offline.activity_offline, name="activity-offline"),
    path("activities/pocket/", sync.activity_pocket, name="activity-pocket"),
    path("activities/sync/", sync.activity_sync, name="activity-sync"),
    path("activities/token/", sync.activity_token, name="activity-token"),
]
