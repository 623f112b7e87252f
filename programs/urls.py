from django.urls import path

from programs.views import cohorts, programs, sessions

app_name = "programs"

urlpatterns = [
    # The catalogue: programs, cohorts, sessions
    path("programs/", programs.ProgramList.as_view(), name="program-list"),
    path("programs/<int:pk>/", programs.program_detail, name="program-detail"),
    path("cohorts/", cohorts.CohortList.as_view(), name="cohort-list"),
    path("cohorts/<int:pk>/", cohorts.cohort_detail, name="cohort-detail"),
    path("sessions/<int:pk>/", sessions.session_detail, name="session-detail"),
]
