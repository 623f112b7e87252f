from django.urls import path

from programs.views import board

app_name = "programs"

urlpatterns = [
    path("programs/board/", board.program_board, name="board"),
]
