from django.urls import path

from programs.views import (
    completing,
    enrollment_steps,
    enrollments,
    mine,
    panels_papers,
    panels_seats,
    pieces,
    service,
)

app_name = "programs"

# Parts of pages: importing them offers them (`config.panels`).
PANELS = [panels_papers, panels_seats]

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
]
