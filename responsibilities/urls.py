from django.urls import path

from responsibilities.views import cycle_steps, cycles, panels_cycles, support_requests

app_name = "responsibilities"
PANELS = [panels_cycles]  # parts of pages of `leaders`, offered when these are imported

urlpatterns = [
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
    # Requests for support
    path("activities/request/", support_requests.request_create, name="request-create"),
    path("requests/", support_requests.RequestList.as_view(), name="request-list"),
    path("requests/<int:pk>/decline/", support_requests.request_decline, name="request-decline"),
]
