from django.urls import path

from programs.views import board
from programs.views import survey_answer, survey_steps, surveys
from programs.views import check_in, door, grid

app_name = "programs"

urlpatterns = [
    path("programs/board/", board.program_board, name="board"),
    # Surveys
    path("surveys/", surveys.SurveyList.as_view(), name="survey-list"),
    path("surveys/<int:pk>/", surveys.survey_detail, name="survey-detail"),
    path("surveys/<int:pk>/edit/", survey_steps.survey_edit, name="survey-edit"),
    path("surveys/<int:pk>/preview/", survey_steps.survey_preview, name="survey-preview"),
    path("surveys/<int:pk>/results/", surveys.survey_results_page, name="survey-results"),
    path("surveys/<int:pk>/answer/", survey_answer.survey_answer, name="survey-answer"),
    path("surveys/<int:pk>/questions/add/", survey_steps.survey_item_create, name="survey-item-create"),
    path("survey-questions/<int:pk>/edit/", survey_steps.survey_item_edit, name="survey-item-edit"),
    path("survey-questions/<int:pk>/remove/", survey_steps.survey_item_remove, name="survey-item-remove"),
    path("cohorts/<int:pk>/surveys/add/", survey_steps.survey_create, name="survey-create"),
    # Attendance and checking in
    path("check-in/", check_in.check_in_type, name="check-in"),
    path("check-in/<str:code>/", check_in.check_in_code, name="check-in-code"),
    path("attendance/<int:pk>/log/", check_in.attendance_log, name="attendance-log"),
    path("sessions/<int:pk>/door/", door.session_door, name="session-door"),
    path("sessions/<int:pk>/present/", door.session_present, name="session-present"),
    path("sessions/<int:pk>/sheet/", door.session_sheet, name="session-sheet"),
    path("sessions/<int:pk>/codes/", door.session_codes, name="session-codes"),
    path("sessions/<int:pk>/attendance/", grid.session_attendance, name="session-attendance"),
]
