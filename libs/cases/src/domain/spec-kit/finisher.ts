import { given } from '../given.js';
import type { StaffRole } from '#kernel/vocabulary';
import type { AssignmentRole } from '../facts-people.js';
import { BODIES, personId } from './network.js';
import { CLOSING, DECISION, DRAFT, finding, PLAN, TRIAGE } from './stages.js';
import type { Story } from './story.js';

/** People by office, those at the holding body first. Answers the first one with whom `works` does not refuse. */
function somebody(story: Story, role: StaffRole, works: (id: string) => boolean): string {
  const here = story.facts.holderBodyId;
  const everywhere = [here, ...BODIES.filter((one) => one !== here)];
  for (const bodyId of everywhere) {
    for (let index = 0; index < 5; index += 1) {
      const id = personId(role, index, bodyId);
      if (works(id)) return id;
    }
  }
  throw new Error(`nobody in the network is a fit ${role} for this case`);
}

const done = (story: Story, ...step: Parameters<Story['attempt']>): boolean =>
  story.attempt(...step).kind === 'done';

function byOfficer(story: Story, ...[action, body]: [Parameters<Story['attempt']>[0], object]): void {
  somebody(story, 'officer', (id) => done(story, action, id, body));
}

function bySupervisor(story: Story, ...[action, body]: [Parameters<Story['attempt']>[0], object]): void {
  somebody(story, 'supervisor', (id) => done(story, action, id, body));
}

function assign(story: Story, role: AssignmentRole, office: StaffRole): string {
  return somebody(story, office, (id) => {
    const supervisor = personId('supervisor', 0, story.facts.holderBodyId);
    const free = [0, 1, 2, 3, 4].map((at) => personId('supervisor', at, story.facts.holderBodyId));
    return [supervisor, ...free].some((by) => done(story, 'assign', by, { role, personId: id }));
  });
}

function has(story: Story, role: AssignmentRole): string | undefined {
  return story.facts.assignments.findLast((one) => one.role === role && one.until === null)?.personId;
}

/** Drives a case to closed by lawful actions only. Throws where it gets stuck: that would be a dead end. */
export function finish(story: Story): void {
  for (let turn = 0; turn < 12; turn += 1) {
    const { stage } = story.facts;
    if (stage === 'closed') return;
    common(story);
    STEPS[stage](story);
  }
  if (story.facts.stage !== 'closed') throw new Error(`stuck in ${story.facts.stage}`);
}

function common(story: Story): void {
  if (story.facts.pendingTransfer !== null)
    story.do('transfer-expired', 'system', { toBodyId: story.facts.holderBodyId });
  for (const one of story.facts.reports.filter((report) => report.receiptAcknowledgedAt === null)) {
    byOfficer(story, 'acknowledge-receipt', { message: 'Here.', reportId: one.id });
  }
  if (story.facts.withdrawals.some((one) => one.decision === null)) {
    byOfficer(story, 'withdraw', { decision: 'go-on', reason: 'Others are at risk.', message: 'We go on.' });
  }
}

function declareAll(story: Story): void {
  for (const one of story.facts.assignments.filter((part) => part.until === null)) {
    story.do('declare-conflict', one.personId, { conflict: 'none' });
  }
}

const STEPS = {
  intake: (story: Story): void => {
    byOfficer(story, 'accept', { aboutConduct: true, concernsNetwork: true });
  },
  triage: (story: Story): void => {
    byOfficer(story, 'triage', TRIAGE);
    if (has(story, 'officer') === undefined) assign(story, 'officer', 'officer');
    const investigator = has(story, 'investigator') ?? assign(story, 'investigator', 'investigator');
    if (has(story, 'decision-maker') === undefined) assign(story, 'decision-maker', 'decision-maker');
    declareAll(story);
    if (story.facts.allegations.length === 0) {
      byOfficer(story, 'add-allegation', { what: 'As reported', principle: 4, respondentName: 'Somebody' });
    }
    // Whoever was assigned may have been made unfit since by other work; then somebody else plans.
    if (!done(story, 'plan-investigation', investigator, { ...PLAN, riskOverride: 'Others' })) {
      const other = assign(story, 'investigator', 'investigator');
      declareAll(story);
      story.do('plan-investigation', other, PLAN);
    }
  },
  investigation: (story: Story): void => {
    const investigator = has(story, 'investigator') ?? assign(story, 'investigator', 'investigator');
    declareAll(story);
    for (const one of story.facts.allegations.filter((allegation) => allegation.finding === null)) {
      story.do('record-finding', investigator, finding(story, 'inconclusive', one));
    }
    const named = has(story, 'decision-maker');
    if (named !== undefined) story.do('declare-conflict', named, { conflict: 'none' });
    if (named !== undefined && story.facts.panel === null && done(story, 'decide', named, DECISION)) return;
    const decider = assign(story, 'decision-maker', 'decision-maker');
    story.do('declare-conflict', decider, { conflict: 'none' });
    story.do('decide', decider, DECISION);
  },
  acknowledgement: (story: Story): void => {
    const ack = story.facts.acknowledgement;
    if (!given(ack?.delivered)) {
      if (!given(ack?.shared)) {
        if (ack === null || ack.drafts.length === 0) bySupervisor(story, 'draft-acknowledgement', DRAFT);
        const notShownBecause = story.facts.reports.some((one) => one.reporterRole === 'survivor')
          ? {}
          : { notShownBecause: 'None' };
        byOfficer(story, 'share-acknowledgement', { approved: true, ...notShownBecause });
      }
      story.later(200);
      story.attempt('answer-expired', 'system', {});
      byOfficer(story, 'deliver-acknowledgement', { form: 'private' });
    }
    bySupervisor(story, 'start-remedy', {});
  },
  remedy: (story: Story): void => {
    for (const remedy of story.facts.remedies.filter(
      (one) => one.state === 'open' || one.state === 'completed',
    )) {
      const remedyId = remedy.id;
      if (remedy.state === 'open') {
        const owner = remedy.ownerId ?? assignOwner(story, remedyId);
        story.do('complete-remedy', owner, { remedyId, evidence: 'Done' });
      }
      somebody(story, 'officer', (id) => verified(story, id, remedyId));
    }
    for (const report of story.facts.reports) {
      byOfficer(story, 'message', {
        text: 'How satisfied are you?',
        reportId: report.id,
        asksSatisfaction: true,
      });
    }
    story.later(8);
    bySupervisor(story, 'close', { ...CLOSING, noRemedyBecause: 'None wanted' });
  },
};

function assignOwner(story: Story, remedyId: string): string {
  return somebody(story, 'custodian', (id) =>
    [0, 1, 2, 3, 4].some((at) =>
      done(story, 'assign', personId('supervisor', at, story.facts.holderBodyId), {
        role: 'remedy-owner',
        personId: id,
        remedyId,
      }),
    ),
  );
}

function verified(story: Story, id: string, remedyId: string): boolean {
  const body = { remedyId, result: 'done', seen: 'It' };
  if (done(story, 'verify-remedy', id, body)) return true;
  const by = [0, 1, 2, 3, 4].map((at) => personId('supervisor', at, story.facts.holderBodyId));
  return (
    by.some((one) => done(story, 'assign', one, { role: 'verifier', personId: id })) &&
    done(story, 'verify-remedy', id, body)
  );
}
