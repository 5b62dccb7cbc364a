import type { ReporterWords } from './history-type.js';

/** Lo que leen en español quienes informan. */
export const ES: ReporterWords = {
  templates: {
    'receipt-acknowledged': 'Una persona leyó tu informe y se va a ocupar de él.',
    accepted: 'Aceptamos tu informe. Ahora vemos cómo protegerte a ti y a las demás personas.',
    'looked-at-sooner': 'Vemos tu informe antes, porque alguien puede estar en peligro.',
    'investigation-started': 'Empezamos a averiguar qué pasó. Tú decides hasta dónde participas.',
    'acknowledgement-to-read':
      'Escribimos qué daño se hizo y quién asume la responsabilidad. Puedes leerlo aquí, aceptarlo, pedirnos que lo cambiemos o rechazarlo. No tienes que responder.',
    'silence-recorded': 'No respondiste, y no tienes que hacerlo. No lo contamos como un acuerdo.',
    'acknowledgement-delivered': 'El reconocimiento del daño fue entregado.',
    'acknowledgement-taken-down':
      'Retiraste tu consentimiento, así que lo publicado se retiró. No podemos deshacer que alguien ya lo haya leído.',
    'remedy-started': 'Empezamos a reparar. Más abajo ves qué se hará y para cuándo.',
    'body-changed':
      'Ahora otra parte de la red se ocupa de tu informe. Las fechas que prometimos se mantienen.',
    'cases-joined':
      'Otra persona informó de lo mismo. Tratamos los dos juntos. Nadie ve por eso tus palabras ni tu nombre.',
    'date-paused':
      'Pausamos una fecha que te prometimos. Vuelve a correr {until, select, none {un día que te diremos} other {el {until}}}.',
    'date-resumed': 'La fecha que pausamos vuelve a correr.',
    'date-moved':
      'Necesitamos más tiempo del que prometimos. La nueva fecha {to, select, none {está más abajo} other {es el {to}}}.',
    'withdrawal-received': 'Pediste parar. Te diremos en 5 días hábiles si podemos.',
    'identity-disclosed':
      'Alguien que trabaja en tu caso pudo ver quién eres. Más abajo ves quién, cuándo y por qué.',
    'consent-recorded': 'Anotamos lo que aceptaste o retiraste. Puedes cambiarlo cuando quieras.',
    'retaliation-asked': '¿Alguien te ha tratado peor desde que informaste? Puedes decírnoslo aquí.',
    'satisfaction-asked': 'Lo que prometimos está hecho. ¿Ayudó? Puedes decírnoslo aquí, o dejarlo.',
    'appeal-received': 'Recibimos tu objeción. Otra persona, un nivel más arriba, la va a ver.',
    reopened: 'Abrimos tu caso de nuevo.',
    closed: 'Cerramos tu caso. Nuestras razones están en estos mensajes.',
  },
  history: {
    'report.received': 'Recibimos tu informe.',
    'case.receipt-acknowledged': 'Una persona te respondió.',
    'case.accepted': 'Aceptamos tu informe.',
    'case.recorded-as-feedback': 'Anotamos lo que nos dijiste como comentario.',
    'case.referred-out': 'Pasamos el asunto a quien puede actuar.',
    'case.triaged': 'Vimos qué tan urgente es y cómo proteger a las personas.',
    'investigation.planned': 'Empezamos a averiguar qué pasó.',
    'case.decided': 'Se tomó una decisión.',
    'case.dismissed': 'Se tomó una decisión.',
    'acknowledgement.shared': 'Te mostramos lo que queremos reconocer.',
    'acknowledgement.answered': 'Respondiste.',
    'acknowledgement.expired-in-silence': 'Terminó el tiempo para responder. No lo contamos como un acuerdo.',
    'acknowledgement.delivered': 'El reconocimiento fue entregado.',
    'remedy.started': 'Empezamos a reparar.',
    'remedy.added': 'Se acordó una medida de reparación.',
    'remedy.verified': 'Alguien comprobó una medida de reparación.',
    'case.closed': 'Tu caso se cerró.',
    'case.reopened': 'Tu caso se abrió de nuevo.',
    'case.merged-in': 'Tu informe se unió a otro sobre lo mismo.',
    'transfer.accepted': 'Otra parte de la red tomó el caso.',
    'clock.paused': 'Se pausó una fecha.',
    'clock.resumed': 'Una fecha pausada vuelve a correr.',
    'clock.extended': 'Se movió una fecha.',
    'clock.missed': 'No cumplimos una fecha que prometimos.',
    'clock.escalated': 'Avisamos al nivel superior que vamos tarde.',
    'withdrawal.received': 'Pediste parar.',
    'withdrawal.decided': 'Decidimos sobre tu deseo de parar.',
    'appeal.received': 'Objetaste el resultado.',
    'identity.disclosed': 'Alguien pudo ver quién eres.',
    'consent.given': 'Diste un consentimiento.',
    'consent.withdrawn': 'Retiraste un consentimiento.',
    'retaliation.checked': 'Preguntamos si te trataron peor por tu informe.',
    'message.sent': 'Te escribimos.',
    'message.received': 'Nos escribiste.',
  },
};
