from django.urls import path

from responsibilities.views import cycle_steps, cycles, notes, offline, stand_in, sync, week

app_name = "responsibilities"

urlpatterns = [
    # Confidential notes and files
    path("activities/<int:pk>/notes/add/", notes.note_create, name="note-create"),
    path("cycles/<int:pk>/notes/add/", notes.note_create_in_cycle, name="note-create-in-cycle"),
    path("notes/<int:pk>/edit/", notes.note_edit, name="note-edit"),
    path("notes/<int:pk>/remove/", notes.note_remove, name="note-remove"),
    path("notes/<int:pk>/done/", notes.note_done, name="note-done"),
    # week: the grid
    path("week/", week.week_edit, name="week-edit"),
    path("week/teachers/", week.TeacherPicker.as_view(), name="week-teachers"),
    # Offline: the installable app, and what phones send
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("sw.js", offline.worker, name="worker"),
    path("activities/offline/", offline.activity_offline, name="activity-offline"),
    path("activities/pocket/", sync.activity_pocket, name="activity-pocket"),
    path("activities/sync/", sync.activity_sync, name="activity-sync"),
    path("activities/token/", sync.activity_token, name="activity-token"),
    path("activities/<int:pk>/", stand_in.activity_detail, name="activity-detail"),
    # Coaching cycles
    path("cycles/", cycles.CycleList.as_view(), name="cycle-list"),
    path("cycles/add/", cycle_steps.cycle_create, name="cycle-create"),
    path("cycles/teachers/", cycle_steps.TeacherPicker.as_view(), name="cycle-teachers"),
    path("cycles/<int:pk>/", cycles.cycle_detail, name="cycle-detail"),
    path("cycles/<int:pk>/edit/", cycle_steps.cycle_edit, name="cycle-edit"),
    path("cycles/<int:pk>/stage/", cycle_steps.cycle_stage, name="cycle-stage"),
    path("cycles/<int:pk>/pause/", cycle_steps.cycle_pause, name="cycle-pause"),
    path("cycles/<int:pk>/resume/", cycle_steps.cycle_resume, name="cycle-resume"),
    path("cycles/<int:pk>/stop/", cycle_steps.cycle_stop, name="cycle-stop"),
    path("cycles/<int:pk>/complete/", cycle_steps.cycle_complete, name="cycle-complete"),
]
