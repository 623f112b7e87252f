"""What is usual for a kind of work: its category and with whom, so that choosing the kind answers both."""

from itertools import groupby

from responsibilities.models import Contact, Kind

USUAL = {
    Kind.CO_PLAN: ("coaching_modeling", Contact.ONE_ON_ONE),
    Kind.OBSERVE: ("coaching_modeling", Contact.ONE_ON_ONE),
    Kind.DEBRIEF: ("coaching_modeling", Contact.ONE_ON_ONE),
    Kind.MODEL_LESSON: ("coaching_modeling", Contact.ONE_ON_ONE),
    Kind.CO_TEACH: ("coaching_modeling", Contact.ONE_ON_ONE),
    Kind.STUDENT_WORK: ("coaching_modeling", Contact.ONE_ON_ONE),
    Kind.CONSULT: ("coaching_modeling", Contact.ONE_ON_ONE),
    Kind.REMOTE: ("coaching_modeling", Contact.ONE_ON_ONE),
    Kind.LEARNING_WALK: ("peer_observation_evaluation", Contact.ONE_ON_ONE),
    Kind.WALKTHROUGH: ("peer_observation_evaluation", Contact.ONE_ON_ONE),
    Kind.PEER_VISIT: ("peer_observation_evaluation", Contact.ONE_ON_ONE),
    Kind.FORMAL_EVALUATION: ("peer_observation_evaluation", Contact.ONE_ON_ONE),
    Kind.PLC: ("professional_development", Contact.GROUP),
    Kind.PD_DELIVERY: ("professional_development", Contact.GROUP),
    Kind.PD_DESIGN: ("professional_development", Contact.NONE),
    Kind.DATA_MEETING: ("data_school_improvement", Contact.GROUP),
    Kind.MATERIALS: ("instructional_materials", Contact.NONE),
    Kind.OUTREACH_EVENT: ("outreach_partners", Contact.NONE),
    Kind.LEADERSHIP_MEETING: ("other_leadership", Contact.NONE),
    Kind.TRAVEL: ("other_leadership", Contact.NONE),
    Kind.ADMIN: ("other_leadership", Contact.NONE),
    Kind.TRAINING: ("own_learning", Contact.NONE),
    Kind.SUBSTITUTE: ("diverted_duty", Contact.NONE),
    Kind.DUTY: ("diverted_duty", Contact.NONE),
}


def category_code(kind):
    return USUAL[Kind(kind)][0]


def contact(kind):
    return USUAL[Kind(kind)][1]


def contacts():
    """`{kind: usual contact}` for the page of the form."""
    return {kind.value: usual.value for kind, (_code, usual) in USUAL.items()}


def grouped(categories):
    """Options of a select: the kinds under the label of their usual category; `categories` are rows by code."""
    found = []
    for code, kinds in groupby(USUAL, key=category_code):
        label = categories[code].label if code in categories else ""
        found.append((label, [(kind.value, kind.label) for kind in kinds]))
    return found
