"""Words of the quick entry, in English and Spanish, folded as `leaders.models.folded` does: small, without accents."""

from responsibilities.models import Kind

PHRASES = {
    Kind.CO_PLAN: "co-plan|coplan|co plan|co-planned|co-planning|plan|"
    "planned|planning|planificar|planeacion|planear|planificacion",
    Kind.OBSERVE: "observe|observed|observing|observation|obs|observar|observacion|observe a",
    Kind.DEBRIEF: "debrief|debriefed|debriefing|feedback|retroalimentacion|retroalimentar",
    Kind.MODEL_LESSON: "model lesson|model|modeled|modeling|demo lesson|demo|clase modelo|leccion modelo|modelar",
    Kind.CO_TEACH: "co-teach|coteach|co teach|co-taught|co-teaching|coensenanza|coensenar|ensenar juntos",
    Kind.STUDENT_WORK: "student work|look at student work|"
    "trabajo de estudiantes|trabajos de estudiantes|trabajo estudiantil",
    Kind.LEARNING_WALK: "learning walk|learning walks|recorrido|recorrido de aprendizaje",
    Kind.WALKTHROUGH: "walkthrough|walk-through|walkthroughs",
    Kind.PEER_VISIT: "peer visit|peer visits|visita entre pares|visita",
    Kind.FORMAL_EVALUATION: "formal evaluation|evaluation|evaluacion|evaluacion formal",
    Kind.PLC: "plc|plcs|comunidad de aprendizaje|cap",
    Kind.CONSULT: "consult|consulted|consultation|met|meet|meeting|"
    "coach|coached|coaching|consulta|consultar|asesoria|reunion",
    Kind.REMOTE: "email|e-mail|emails|emailed|call|called|phone|zoom|remote|correo|llamada|remoto|virtual",
    Kind.PD_DESIGN: "pd design|design pd|pd prep|prep pd|plan pd|disenar taller|preparar taller|diseno de taller",
    Kind.PD_DELIVERY: "pd|pd delivery|workshop|workshops|led pd|taller|capacitacion",
    Kind.DATA_MEETING: "data|data meeting|datos|reunion de datos",
    Kind.MATERIALS: "materials|material|kits|materiales",
    Kind.OUTREACH_EVENT: "outreach|outreach event|family night|stem night|science night|math night|noche stem|evento",
    Kind.LEADERSHIP_MEETING: "leadership meeting|leadership|ilt|leadership team|reunion de liderazgo|liderazgo",
    Kind.TRAINING: "training|own learning|role-alike|role alike|conference|formacion|conferencia|entrenamiento",
    Kind.SUBSTITUTE: "sub|subbed|subbing|substitute|cover|covered|"
    "cover class|covered class|suplencia|suplir|cubrir|cubri clase",
    Kind.DUTY: "duty|lunch duty|bus duty|test duty|recess duty|testing|proctor|proctored|guardia|vigilancia",
    Kind.TRAVEL: "travel|traveled|drive|drove|driving|viaje|viajar",
    Kind.ADMIN: "admin|paperwork|scheduling|administracion|papeleo",
}
KINDS = {phrase: kind.value for kind, phrases in PHRASES.items() for phrase in phrases.split("|")}
LONGEST_PHRASE = max(len(phrase.split()) for phrase in KINDS)
DAYS = {"today": 0, "hoy": 0, "yesterday": 1, "ayer": 1, "anteayer": 2}
WEEKDAY_NAMES = [
    "monday mon lunes lun",
    "tuesday tue tues martes",
    "wednesday wed miercoles",
    "thursday thu thur thurs jueves jue",
    "friday fri viernes vie",
    "saturday sat sabado",
    "sunday sun domingo",
]
WEEKDAYS = {name: day for day, names in enumerate(WEEKDAY_NAMES) for name in names.split()}
SMALL_WORDS = """
with w/ and & + for on at in about re the a an of to from last
con y e para por sobre en el la los las de del un una al
"""
CONNECTORS = frozenset(SMALL_WORDS.split())
BEFORE_NUMBERS = """
grade grades gr room unit lesson module period chapter week topic quarter math algebra
grado grados unidad leccion sala modulo semana
"""
NUMBERED = frozenset(BEFORE_NUMBERS.split())
