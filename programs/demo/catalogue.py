"""The five programs of the demo. Providers are made up; costs are of the size that published programs have."""

from decimal import Decimal

from leaders.demo.bulk import add
from leaders.models import Discipline, FundingSource, Role
from programs.models import Program

Kind, By, For = Program.Kind, Program.ProviderKind, Program.Purpose
# code: facts, disciplines, roles that it leads to, code of the fund
PROGRAMS = {
    "academy": (
        {
            "name": "Teacher Leader Academy",
            "kind": Kind.ACADEMY,
            "purpose": For.DEVELOPS,
            "description": "A year of monthly evenings for teachers who want to lead: coaching conversations, meetings "
            "that end with a plan, and a practice task at the own school.",
            "outcomes": "Lead a team meeting with a clear purpose\nCoach a colleague through one full cycle\n"
            "Use student work to agree on a next step",
            "stem_mode": Role.StemMode.INTEGRATED,
            "credential_kind": "certificate",
            "credential_title": "Teacher Leader Academy",
            "usual_seats": 24,
            "cost_per_seat": Decimal("420"),
        },
        ["integrated-stem"],
        ["math-coach", "model-teacher", "peer-collaborative", "stem-plc-lead"],
        "ST-TL",
    ),
    "institute": (
        {
            "name": "Elementary Science Leadership Institute",
            "kind": Kind.INSTITUTE,
            "purpose": For.BOTH,
            "provider_kind": By.NONPROFIT,
            "provider": "Emerald Bay Science Center",
            "description": "Five days in August and four afternoons in the year, on phenomena, modeling, and leading a "
            "science team. Teacher leaders and other teachers attend together; their seats are counted apart.",
            "outcomes": "Plan a unit from a phenomenon\nLead a science team through three lesson studies",
            "stem_mode": Role.StemMode.DISCIPLINE,
            "credential_kind": "certificate",
            "credential_title": "Elementary Science Leadership",
            "usual_seats": 32,
            "cost_per_seat": Decimal("850"),
        },
        ["science"],
        ["curriculum-lead", "science-coach"],
        "NSF-1",
    ),
    "network": (
        {
            "name": "Computational Thinking Network",
            "kind": Kind.NETWORK,
            "purpose": For.SUPPORTS,
            "description": "Role-alike meetings, every first Thursday: one problem from practice, one lesson tried "
            "out, one thing to take home.",
            "outcomes": "Bring computational thinking into three lessons a year\nShare materials across schools",
            "stem_mode": Role.StemMode.PRACTICE,
            "usual_seats": 28,
            "cost_per_seat": Decimal("95"),
        },
        ["computer-science"],
        ["cs-lead"],
        "100",
    ),
    "micro": (
        {
            "name": "Micro-credential in Coaching Conversations",
            "kind": Kind.MICRO_CREDENTIAL,
            "purpose": For.BOTH,
            "provider_kind": By.NONPROFIT,
            "provider": "Open Coaching Collaborative",
            "description": "Ten weeks: four meetings and three pieces of evidence from own coaching conversations.",
            "outcomes": "Ask before advising\nGive feedback that can be used in the next lesson",
            "stem_mode": Role.StemMode.INTEGRATED,
            "credential_kind": "micro_credential",
            "credential_title": "Coaching Conversations",
            "usual_seats": 16,
            "cost_per_seat": Decimal("275"),
        },
        ["mathematics", "science"],
        ["math-coach", "multi-classroom"],
        "T2A-27",
    ),
    "university": (
        {
            "name": "STEM Leadership Graduate Certificate",
            "kind": Kind.UNIVERSITY,
            "purpose": For.DEVELOPS,
            "provider_kind": By.UNIVERSITY,
            "provider": "Panhandle Regional University, with the state education agency",
            "description": "Ten Saturdays of graduate study. The state pays most of the tuition; whoever completes it "
            "owes two school years in a teacher leader role.",
            "outcomes": "Design and evaluate professional development\nLead a change across a school",
            "stem_mode": Role.StemMode.INTEGRATED,
            "credential_kind": "endorsement",
            "credential_title": "STEM teacher leadership",
            "usual_seats": 10,
            "cost_per_seat": Decimal("2400"),
        },
        ["stem"],
        ["multi-classroom", "peer-collaborative", "science-coach"],
        "ST-TL",
    ),
}


def catalogue():
    """`{code: Program}` with disciplines and roles."""
    funds = {row.code: row for row in FundingSource.objects.all()}
    made = add(Program(fund=funds[fund], **facts) for facts, _disciplines, _roles, fund in PROGRAMS.values())
    programs = dict(zip(PROGRAMS, made, strict=True))
    _relate(Program.disciplines, Discipline, programs, 1)
    _relate(Program.leads_to, Role, programs, 2)
    return programs


def _relate(field, model, programs, place):
    """Write the many-to-many values that stand in a place of `PROGRAMS`, as codes."""
    keys = dict(model.objects.values_list("code", "pk"))
    names = field.through._meta.get_field("program").attname, f"{model._meta.model_name}_id"
    field.through.objects.bulk_create(
        field.through(**{names[0]: program.pk, names[1]: keys[name]})
        for code, program in programs.items()
        for name in PROGRAMS[code][place]
    )
