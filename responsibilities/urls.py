from django.urls import path

from responsibilities.views import notes

app_name = "responsibilities"

urlpatterns = [
    # Confidential notes and files
    path("activities/<int:pk>/notes/add/", notes.note_create, name="note-create"),
    path("cycles/<int:pk>/notes/add/", notes.note_create_in_cycle, name="note-create-in-cycle"),
    path("notes/<int:pk>/edit/", notes.note_edit, name="note-edit"),
    path("notes/<int:pk>/remove/", notes.note_remove, name="note-remove"),
    path("notes/<int:pk>/done/", notes.note_done, name="note-done"),
]
