from django.urls import path

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
