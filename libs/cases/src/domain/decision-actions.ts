import { z } from 'zod';
import { fitForWork, separate } from './asks.js';
import { CLOSING_STARTS, CLOSING_STOPS, closeCase, scheduleCheck } from './closing.js';
import { endAssignments } from './excluding.js';
import { RETENTION_CLASSES } from './facts.js';
import { messageToReporter, oneOf, person, text, unreachable } from './fields.js';
import { everyAllegationFound, ownDeclaration, receiptAcknowledged, separateHands } from './needs.js';
import {
  assignedAs,
  countedVotes,
  declaredNone,
  harmStands,
  isAssigned,
  isExcluded,
  personOf,
} from './queries.js';
import { row } from './row.js';

const CHECK_SOON_DAYS = 7;

export const openPanel = row({
  about: 'Have a panel decide',
  form: 'staff',
  from: ['investigation'],
  to: [],
  who: ['supervisor'],
  body: z.strictObject({
    memberPersonIds: z
      .array(person('Member', 'Assigned as a panel member and declared free of conflict.'))
      .min(3)
      .max(15)
      .meta({ title: 'Members', description: 'Three or more, assigned as panel members.' }),
    quorum: z
      .int()
      .min(2)
      .max(15)
      .meta({ title: 'Quorum', description: 'How many must have voted: more than half of the members.' }),
    chairPersonId: person('Chair', 'One of the members; records the decision.'),
  }),
  needs: [],
  asks: [
    {
      code: 'members-distinct',
      says: 'Name three or more different members.',
      field: 'memberPersonIds',
      met: (_, body) => new Set(body.memberPersonIds).size === body.memberPersonIds.length,
    },
    {
      code: 'members-fit',
      says: 'Every member is there, free of conflict, and neither investigated nor verified in this case.',
      field: 'memberPersonIds',
      met: (s, body) =>
        body.memberPersonIds.every((one) => fitForWork(s, one) === true && separate(s, one, 'panel-member')),
    },
    {
      code: 'members-assigned',
      says: 'Assign every member as a panel member first.',
      field: 'memberPersonIds',
      met: ({ facts }, body) => body.memberPersonIds.every((one) => isAssigned(facts, one, 'panel-member')),
    },
    {
      code: 'members-declared',
      says: 'Every member declares first that they have no conflict of interest.',
      field: 'memberPersonIds',
      met: ({ facts }, body) => body.memberPersonIds.every((one) => declaredNone(facts, one)),
    },
    {
      code: 'quorum',
      says: 'The quorum is more than half of the members, and not more than all of them.',
      field: 'quorum',
      met: (_, body) =>
        body.quorum * 2 > body.memberPersonIds.length && body.quorum <= body.memberPersonIds.length,
    },
    {
      code: 'chair-is-member',
      says: 'The chair is one of the members.',
      field: 'chairPersonId',
      met: (_, body) => body.memberPersonIds.includes(body.chairPersonId),
    },
  ],
  starts: [],
  stops: [],
  entries: ['panel.opened'],
  apply: (change, body) => {
    const { facts } = change;
    const panelId = change.create();
    facts.panel = {
      id: panelId,
      memberIds: body.memberPersonIds,
      quorum: body.quorum,
      chairId: body.chairPersonId,
      openedAt: change.now,
      votes: [],
    };
    // The panel decides now, not the one who was named before; members of an earlier panel leave with it.
    endAssignments(
      change,
      (one) =>
        one.role === 'decision-maker' ||
        (one.role === 'panel-member' && !body.memberPersonIds.includes(one.personId)),
    );
    for (const member of body.memberPersonIds) change.tellPerson(member, 'panel-opened');
    change.entry('panel.opened', {
      payload: { panelId, members: body.memberPersonIds.length, quorum: body.quorum },
      people: { chair: body.chairPersonId },
    });
  },
});

export const vote = row({
  about: 'Vote on the findings and recommendations as they are recorded',
  form: 'staff',
  from: ['investigation'],
  to: [],
  who: ['panel-member'],
  body: z.strictObject({
    vote: oneOf(['for', 'against', 'abstain'], 'Vote', 'On the findings and what they recommend.'),
    reasons: text('Reasons', 'Why.'),
  }),
  needs: [
    {
      code: 'panel-open',
      says: 'No panel is open.',
      met: ({ facts }) => facts.panel !== null,
    },
    {
      code: 'one-vote-each',
      says: 'You have voted already.',
      met: ({ facts, actor }) => !facts.panel?.votes.some((one) => one.personId === personOf(actor)),
    },
    everyAllegationFound,
    separateHands('decision-maker'),
    ownDeclaration,
  ],
  asks: [],
  starts: [],
  stops: [],
  entries: ['vote.cast'],
  apply: (change, body) => {
    change.facts.panel?.votes.push({
      personId: change.by,
      vote: body.vote,
      reasons: body.reasons,
      at: change.now,
    });
    change.hand(change.by, 'decision-maker');
    change.entry('vote.cast', { reason: body.vote, texts: { reasons: body.reasons } });
  },
});

export const decideCase = row({
  about: 'Decide the matter',
  form: 'staff',
  from: ['investigation'],
  to: ['acknowledgement', 'closed'],
  who: ['decision-maker', 'panel-member'],
  body: z.strictObject({
    reasons: text('Reasons', 'Why it is decided so.'),
    harm: text(
      'Harm established',
      'Also where no rule was broken; leave out only where there is none.',
    ).optional(),
    message: messageToReporter,
    messageToRespondent: text(
      'Message to the respondent',
      'What was decided and how to appeal; nothing that endangers.',
    ),
    learning: text('Learning', 'What is learnt, whatever was found.').optional(),
    unreachable,
    retention: oneOf(
      RETENTION_CLASSES,
      'Retention',
      'How long it is kept, where the case closes with this.',
    ).optional(),
  }),
  needs: [
    receiptAcknowledged,
    everyAllegationFound,
    {
      code: 'assigned-decider',
      says: 'The decision-maker who is assigned decides, or the chair of the panel.',
      met: ({ facts, actor }) =>
        facts.panel === null
          ? assignedAs(facts, 'decision-maker') === (personOf(actor) ?? '')
          : facts.panel.chairId === personOf(actor),
    },
    {
      code: 'panel-quorum',
      says: 'The panel has not reached its quorum. Members can still vote; a supervisor can open another panel.',
      met: ({ facts }) => facts.panel === null || countedVotes(facts).all >= facts.panel.quorum,
    },
    {
      code: 'panel-vote-closed',
      says: 'Every member who is free of conflict votes, or the quorum is for the findings.',
      met: ({ facts }) => {
        if (facts.panel === null) return true;
        const free = facts.panel.memberIds.filter((one) => !isExcluded(facts, one)).length;
        const votes = countedVotes(facts);
        return votes.all >= free || votes.for >= facts.panel.quorum;
      },
    },
    {
      code: 'panel-majority',
      says: 'The panel has not voted for the findings. The investigator can record them anew, or a supervisor assign a decision-maker.',
      met: ({ facts }) => facts.panel === null || countedVotes(facts).for > countedVotes(facts).against,
    },
    separateHands('decision-maker'),
    ownDeclaration,
  ],
  asks: [],
  starts: ['acknowledgement', ...CLOSING_STARTS],
  stops: CLOSING_STOPS,
  entries: ['case.decided'],
  apply: (change, body) => {
    const { facts } = change;
    const substantiated = harmStands(facts);
    facts.decision = {
      reasons: body.reasons,
      harm: body.harm ?? null,
      substantiated,
      by: change.by,
      byPanel: facts.panel !== null,
      messageToRespondent: body.messageToRespondent,
      at: change.now,
    };
    change.hand(change.by, 'decision-maker');
    change.stop('investigation', null, 'met');
    const goesOn = substantiated || body.harm !== undefined;
    if (goesOn) {
      change.writeAll(body.message);
      change.stopAll('feedback', 'met');
      change.moveTo('acknowledgement');
      change.start('acknowledgement');
      scheduleCheck(change, 'outcome', CHECK_SOON_DAYS);
      change.note(body.learning);
    } else {
      closeCase(change, { ...body, outcome: 'not-substantiated' });
    }
    change.entry('case.decided', {
      reason: substantiated ? 'substantiated' : 'not-substantiated',
      payload: {
        byPanel: facts.panel !== null,
        harmEstablished: body.harm !== undefined,
        findings: facts.allegations.map((one) => one.finding?.is ?? null),
      },
      texts: {
        reasons: body.reasons,
        harm: body.harm,
        message: body.message,
        messageToRespondent: body.messageToRespondent,
        learning: body.learning,
      },
    });
  },
});
