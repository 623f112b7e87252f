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
from programs.views import context_factors, goal_steps, goal_values, goals, logic, panels_goals

app_name = "programs"

# Parts of pages: importing them offers them (`config.panels`).
PANELS = [panels_goals]

urlpatterns = [
    # Goals: indicators, values, verdicts
    path("goals/", goals.GoalList.as_view(), name="goal-list"),
    path("goals/add/", goal_steps.goal_create, name="goal-create"),
    path("goals/export/", goal_values.goal_export, name="goal-export"),
    path("goals/values/", goal_values.goal_values, name="goal-values"),
    path("goals/context/", context_factors.ContextList.as_view(), name="context-list"),
    path("goals/context/add/", context_factors.context_create, name="context-create"),
    path("goals/context/<int:pk>/edit/", context_factors.context_edit, name="context-edit"),
    path("goals/context/<int:pk>/remove/", context_factors.context_remove, name="context-remove"),
    path("goals/<int:pk>/", goals.goal_detail, name="goal-detail"),
    path("goals/<int:pk>/edit/", goal_steps.goal_edit, name="goal-edit"),
    path("goals/<int:pk>/remove/", goal_steps.goal_remove, name="goal-remove"),
    path("goals/<int:pk>/verdict/", goal_steps.goal_judge, name="goal-judge"),
    path("goals/<int:pk>/indicators/add/", goal_steps.indicator_create, name="indicator-create"),
    path("indicators/<int:pk>/edit/", goal_steps.indicator_edit, name="indicator-edit"),
    path("indicators/<int:pk>/remove/", goal_steps.indicator_remove, name="indicator-remove"),
    path("indicators/<int:pk>/take/", goal_steps.indicator_take, name="indicator-take"),
    path("indicators/values/<int:pk>/edit/", goal_steps.measurement_edit, name="measurement-edit"),
    path("indicators/values/<int:pk>/remove/", goal_steps.measurement_remove, name="measurement-remove"),
    # Logic models
    path("programs/<int:pk>/logic/", logic.logic_model, name="logic-model"),
    path("programs/<int:pk>/logic/add/", logic.logic_create, name="logic-create"),
    path("logic/<int:pk>/edit/", logic.logic_edit, name="logic-edit"),
    path("logic/<int:pk>/move/", logic.logic_move, name="logic-move"),
    path("logic/<int:pk>/remove/", logic.logic_remove, name="logic-remove"),
]
from programs.views import enrollment_steps, enrollments, mine, panels_seats

app_name = "programs"

# Parts of pages: importing them offers them (`config.panels`).
PANELS = [panels_seats]

urlpatterns = [
    # Seats and participants
    path("programs/mine/", mine.my_programs, name="mine"),
    path("enrollments/", enrollments.EnrollmentList.as_view(), name="enrollment-list"),
    path("enrollments/accept/", enrollment_steps.accept_ticked, name="enrollments-accept"),
    path("enrollments/waitlist/", enrollment_steps.waitlist_ticked, name="enrollments-waitlist"),
    path("enrollments/decline/", enrollment_steps.decline_ticked, name="enrollments-decline"),
    path("enrollments/withdraw/", enrollment_steps.withdraw_ticked, name="enrollments-withdraw"),
    path("enrollments/message/", enrollment_steps.message_ticked, name="enrollments-message"),
    path("enrollments/<int:pk>/", enrollments.enrollment_detail, name="enrollment-detail"),
    path("enrollments/<int:pk>/accept/", enrollment_steps.enrollment_accept, name="enrollment-accept"),
    path("enrollments/<int:pk>/enroll/", enrollment_steps.enrollment_enroll, name="enrollment-enroll"),
    path("enrollments/<int:pk>/waitlist/", enrollment_steps.enrollment_waitlist, name="enrollment-waitlist"),
    path("enrollments/<int:pk>/decline/", enrollment_steps.enrollment_decline, name="enrollment-decline"),
    path("enrollments/<int:pk>/withdraw/", enrollment_steps.enrollment_withdraw, name="enrollment-withdraw"),
    path("enrollments/<int:pk>/put-back/", enrollment_steps.enrollment_put_back, name="enrollment-put-back"),
    path("enrollments/<int:pk>/takes-part/", enrollment_steps.enrollment_participant, name="enrollment-participant"),
    path("enrollments/<int:pk>/confirm/", enrollment_steps.seat_confirm, name="seat-confirm"),
    path("enrollments/<int:pk>/leave/", enrollment_steps.seat_leave, name="seat-leave"),
    path("cohorts/<int:pk>/ask/", enrollment_steps.seat_ask, name="seat-ask"),
    path("cohorts/<int:pk>/people/add/", enrollment_steps.enrollment_add, name="enrollment-add"),
from programs.views import completing, panels_papers, pieces, service

app_name = "programs"

# Parts of pages: importing them offers them (`config.panels`).
PANELS = [panels_papers]

urlpatterns = [
    # What is handed in, completing, service owed
    path("pieces/", pieces.PieceList.as_view(), name="piece-list"),
    path("pieces/<int:pk>/edit/", pieces.piece_edit, name="piece-edit"),
    path("pieces/<int:pk>/withdraw/", pieces.piece_withdraw, name="piece-withdraw"),
    path("pieces/<int:pk>/accept/", pieces.piece_accept, name="piece-accept"),
    path("pieces/<int:pk>/return/", pieces.piece_return, name="piece-return"),
    path("enrollments/completing/", completing.CompletionList.as_view(), name="completion-list"),
    path("enrollments/complete/", completing.complete_ticked, name="enrollment-complete-ticked"),
    path("enrollments/<int:pk>/pieces/add/", pieces.piece_create, name="piece-create"),
    path("enrollments/<int:pk>/complete/", completing.enrollment_complete, name="enrollment-complete"),
    path("enrollments/<int:pk>/reopen/", completing.enrollment_reopen, name="enrollment-reopen"),
    path("enrollments/<int:pk>/certificate/", completing.enrollment_certificate, name="enrollment-certificate"),
    path("service/", service.ObligationList.as_view(), name="obligation-list"),
    path("service/<int:pk>/", service.obligation_detail, name="obligation-detail"),
    path("service/<int:pk>/pause/", service.obligation_pause, name="obligation-pause"),
    path("service/<int:pk>/resume/", service.obligation_resume, name="obligation-resume"),
    path("service/<int:pk>/fulfill/", service.obligation_fulfill, name="obligation-fulfill"),
    path("service/<int:pk>/release/", service.obligation_release, name="obligation-release"),
    path("service/<int:pk>/open/", service.obligation_open, name="obligation-open"),
    path("service/<int:pk>/letter/", service.obligation_letter, name="obligation-letter"),
]
