"""What seems to name a student is pointed out (trust B1): all planted ids and names, and none of the ordinary words."""

import pytest

from responsibilities.confidential import students

PLANTED = [
    "Student 1045523 needs more wait time",
    "see 10455234 again",
    "ID 987654321 was absent",
    "student id: 4471",
    "Student ID #AB-20881 improved",
    "SIS number 55810",
    "student no. 3321",
    "estudiante número 88213",
    "we talked about student Maria",
    "The student, Jamal Brown, asked",
    "student named O’Neil",
    "a student called Li",
    "alumna Sofía Pérez",
    "el estudiante José",
    "kid J.R. finished first",
    "student MB is behind",
    "Maya’s IEP says so",
    "Tyler's 504 plan",
    "pupil Ana-Lucía read aloud",
    "students Kim and Lee",
]
ORDINARY = [
    "",
    "Students asked good questions.",
    "Student work showed three misconceptions.",
    "Looked at student data with the PLC",
    "Ana will try wait time of 5 seconds on 11/12/2026.",
    "Spent $2,500 on kits; 1,250 students reached",
    "Room 1204, at 9:45, 90 minutes",
    "25 of 28 students finished",
    "Student Teachers join on Monday",
    "Los estudiantes trabajaron en parejas",
    "Call me at 555-0147",
    "One student was absent; I will check back.",
    "Standard 5.NF.3 for grade 5, 2026-27",
]


@pytest.mark.parametrize("text", PLANTED)
def test_planted_students_are_all_found(text):
    assert students.found(text) != []


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_left_alone(text):
    assert students.found(text) == []


def test_each_place_is_said_once_and_in_order():
    assert students.found("student Maria, then 1234567, then student Maria") == ["student Maria", "1234567"]
