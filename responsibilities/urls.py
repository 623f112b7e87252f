from django.urls import path

from responsibilities.views import activities, log, pickers

app_name = "responsibilities"

urlpatterns = [
    # The log
    path("activities/", activities.ActivityList.as_view(), name="activity-list"),
    path("activities/add/", log.activity_create, name="activity-create"),
    path("activities/people/", pickers.ActivityPeople.as_view(), name="activity-people"),
    path("activities/<int:pk>/", activities.activity_detail, name="activity-detail"),
    path("activities/<int:pk>/edit/", log.activity_edit, name="activity-edit"),
    path("activities/<int:pk>/remove/", log.activity_remove, name="activity-remove"),
    path("activities/<int:pk>/repeat/", log.activity_repeat, name="activity-repeat"),
    path("activities/<int:pk>/done/", log.activity_done, name="activity-done"),
]
