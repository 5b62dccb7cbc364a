import type { ReporterWords } from './history-type.js';

/** Ce que lisent les personnes qui signalent, en français. */
export const FR: ReporterWords = {
  templates: {
    'receipt-acknowledged': 'Une personne a lu votre signalement et va s’en occuper.',
    accepted:
      'Nous avons pris en charge votre signalement. Nous regardons maintenant comment vous protéger, vous et les autres.',
    'looked-at-sooner':
      'Nous examinons votre signalement plus tôt, parce que quelqu’un pourrait être en danger.',
    'investigation-started':
      'Nous avons commencé à établir ce qui s’est passé. C’est vous qui décidez jusqu’où vous participez.',
    'acknowledgement-to-read':
      'Nous avons mis par écrit le tort causé et qui en prend la responsabilité. Vous pouvez le lire ici, l’accepter, nous demander de le modifier ou le refuser. Vous n’êtes pas obligée de répondre.',
    'silence-recorded':
      'Vous n’avez pas répondu, et vous n’y êtes pas obligée. Nous n’avons pas compté cela comme un accord.',
    'acknowledgement-delivered': 'La reconnaissance du tort a été remise.',
    'acknowledgement-taken-down':
      'Vous avez retiré votre accord : ce qui était publié a été retiré. Nous ne pouvons pas effacer le fait que des personnes l’ont lu.',
    'remedy-started': 'Nous avons commencé à réparer. Vous voyez plus bas ce qui sera fait et pour quand.',
    'body-changed':
      'Une autre partie du réseau s’occupe maintenant de votre signalement. Les dates promises restent les mêmes.',
    'cases-joined':
      'Quelqu’un d’autre a signalé les mêmes faits. Nous traitons les deux ensemble. Personne ne voit pour autant vos mots ni votre nom.',
    'date-paused':
      'Nous avons suspendu une date que nous vous avions promise. Elle court de nouveau {until, select, none {à un jour que nous vous dirons} other {le {until}}}.',
    'date-resumed': 'La date suspendue court de nouveau.',
    'date-moved':
      'Il nous faut plus de temps que promis. La nouvelle date est {to, select, none {indiquée plus bas} other {le {to}}}.',
    'withdrawal-received':
      'Vous avez demandé d’arrêter. Nous vous dirons sous 5 jours ouvrés si nous le pouvons.',
    'identity-disclosed':
      'Une personne qui travaille sur votre dossier a été autorisée à voir qui vous êtes. Vous voyez plus bas qui, quand et pourquoi.',
    'consent-recorded':
      'Nous avons noté ce que vous avez accepté ou retiré. Vous pouvez changer d’avis à tout moment.',
    'retaliation-asked':
      'Depuis votre signalement, quelqu’un vous a-t-il traitée plus mal ? Vous pouvez nous le dire ici.',
    'satisfaction-asked':
      'Ce que nous avions promis est fait. Est-ce que cela a aidé ? Vous pouvez nous le dire ici, ou ne rien dire.',
    'appeal-received':
      'Nous avons reçu votre contestation. Une autre personne, un échelon plus haut, va l’examiner.',
    reopened: 'Nous avons rouvert votre dossier.',
    closed: 'Nous avons clos votre dossier. Nos raisons se trouvent dans ces messages.',
  },
  history: {
    'report.received': 'Nous avons reçu votre signalement.',
    'case.receipt-acknowledged': 'Une personne vous a répondu.',
    'case.accepted': 'Nous avons pris en charge votre signalement.',
    'case.recorded-as-feedback': 'Nous avons noté ce que vous nous avez dit comme un retour.',
    'case.referred-out': 'Nous avons transmis l’affaire à qui peut agir.',
    'case.triaged': 'Nous avons évalué l’urgence et la façon de protéger les personnes.',
    'investigation.planned': 'Nous avons commencé à établir ce qui s’est passé.',
    'case.decided': 'Une décision a été prise.',
    'case.dismissed': 'Une décision a été prise.',
    'acknowledgement.shared': 'Nous vous avons montré ce que nous voulons reconnaître.',
    'acknowledgement.answered': 'Vous avez répondu.',
    'acknowledgement.expired-in-silence':
      'Le temps pour répondre est écoulé. Nous n’avons pas compté cela comme un accord.',
    'acknowledgement.delivered': 'La reconnaissance a été remise.',
    'remedy.started': 'Nous avons commencé à réparer.',
    'remedy.added': 'Une mesure de réparation a été décidée.',
    'remedy.verified': 'Quelqu’un a vérifié une mesure de réparation.',
    'case.closed': 'Votre dossier a été clos.',
    'case.reopened': 'Votre dossier a été rouvert.',
    'case.merged-in': 'Votre signalement a été joint à un autre sur les mêmes faits.',
    'transfer.accepted': 'Une autre partie du réseau a pris le relais.',
    'clock.paused': 'Une date a été suspendue.',
    'clock.resumed': 'Une date suspendue court de nouveau.',
    'clock.extended': 'Une date a été repoussée.',
    'clock.missed': 'Nous avons manqué une date promise.',
    'clock.escalated': 'Nous avons dit à l’échelon supérieur que nous sommes en retard.',
    'withdrawal.received': 'Vous avez demandé d’arrêter.',
    'withdrawal.decided': 'Nous avons décidé de la suite de votre demande d’arrêter.',
    'appeal.received': 'Vous avez contesté l’issue.',
    'identity.disclosed': 'Quelqu’un a été autorisé à voir qui vous êtes.',
    'consent.given': 'Vous avez donné un accord.',
    'consent.withdrawn': 'Vous avez retiré un accord.',
    'retaliation.checked':
      'Nous avons demandé si vous avez été traitée plus mal à cause de votre signalement.',
    'message.sent': 'Nous vous avons écrit.',
    'message.received': 'Vous nous avez écrit.',
  },
};
