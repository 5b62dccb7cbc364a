import { given } from '../given.js';
import type { Step } from './story.js';
import type { CaseFacts } from '../facts.js';

/**
 * The invariants of lifecycle.md, judged afresh from what was done and what the facts say, on purpose without a single one of
 * the predicates that the table uses. Answers what is wrong, in words; an empty list is well.
 */
export class Oracle {
  private readonly gone = new Set<string>();
  private readonly investigated = new Set<string>();
  private readonly decided = new Set<string>();
  private readonly verified = new Set<string>();
  private readonly owners = new Map<string, Set<string>>();
  private readonly saidYes = new Set<string>();

  judge(step: Step): string[] {
    const { action, actor, before, done, body } = step;
    const after = done.facts;
    const who = actor.personId;
    const wrong: string[] = [];
    const must = (well: boolean, words: string): void => {
      if (!well) wrong.push(`${action}: ${words}`);
    };

    for (const one of before.respondents)
      if (one.kind === 'person' && one.personId !== null) this.gone.add(one.personId);
    if (who !== undefined) must(!this.gone.has(who), 'done by somebody in conflict');
    const said = body as Record<string, unknown>;
    if (
      who !== undefined &&
      (action === 'recuse' || (action === 'declare-conflict' && said['conflict'] !== 'none'))
    ) {
      this.gone.add(who);
    }
    for (const one of after.assignments)
      must(one.until !== null || !this.gone.has(one.personId), 'a conflicted person has a part');

    if (who !== undefined) {
      if (['plan-investigation', 'invite-reply', 'record-reply', 'record-finding'].includes(action))
        this.investigated.add(who);
      if (['decide', 'vote', 'dismiss'].includes(action)) this.decided.add(who);
      if (action === 'verify-remedy') this.verified.add(who);
    }
    for (const one of this.investigated) {
      must(!this.decided.has(one), 'investigator and decision-maker are one person');
      must(!this.verified.has(one), 'investigator and verifier are one person');
    }
    for (const one of this.decided)
      must(!this.verified.has(one), 'decision-maker and verifier are one person');
    for (const one of after.remedies) {
      const owners = this.owners.get(one.id) ?? new Set<string>();
      if (one.ownerId !== null) owners.add(one.ownerId);
      this.owners.set(one.id, owners);
      for (const check of one.verifications)
        must(!owners.has(check.by), 'a remedy was verified by its owner');
    }

    const answer = said['answer'];
    if (action === 'answer-acknowledgement' && answer === 'accepted' && actor.reportId !== undefined) {
      this.saidYes.add(`${before.acknowledgement?.shared?.draftId ?? ''} ${actor.reportId}`);
    }
    for (const ack of [after.acknowledgement, ...after.pastAcknowledgements]) {
      for (const one of ack?.answers ?? []) {
        must(
          one.answer !== 'accepted' || this.saidYes.has(`${one.draftId} ${one.reportId}`),
          'agreement that nobody gave',
        );
      }
      const public_ = ack?.delivered?.form === 'public' && ack.delivered.takenDownAt === null;
      must(!public_ || allPublish(after), 'published without consent in force');
    }

    wrong.push(...left(step), ...promises(step), ...told(step));
    const reports = (facts: CaseFacts): string =>
      [...facts.reports.map((one) => one.id), ...facts.movedReportIds].sort().join();
    if (action !== 'merge') must(reports(before) === reports(after), 'a report was lost');
    must(done.entries.length > 0, 'nothing was logged');
    return wrong;
  }
}

function allPublish(facts: CaseFacts): boolean {
  const survivors = facts.reports.filter(
    (one) => one.reporterRole === 'survivor' || one.reporterRole === 'on-behalf',
  );
  return (
    survivors.length > 0 &&
    survivors.every((report) => {
      let inForce = false;
      for (const one of facts.consents)
        if (one.kind === 'publish' && one.reportId === report.id) inForce = one.given;
      return inForce;
    })
  );
}

/** What must be there when a stage is left (product.md). */
function left({ action, before, done, body, now }: Step): string[] {
  const after = done.facts;
  if (before.stage === after.stage || before.stage === 'closed' || action === 'merge') return [];
  const wrong: string[] = [];
  const must = (well: boolean, words: string): void => {
    if (!well) wrong.push(`${before.stage} was left by ${action} without ${words}`);
  };
  const parts = before.assignments.filter((one) => one.until === null);
  const part = (role: string): number => parts.filter((one) => one.role === role).length;
  for (const one of before.reports) must(one.receiptAcknowledgedAt !== null, 'a receipt acknowledged');
  if (action === 'plan-investigation') {
    must(before.risk !== null && before.triage !== null, 'a risk');
    if (before.risk === 'high' || before.risk === 'imminent') {
      const measures = before.interimMeasures.some(
        (one) => one.endedAt === null && one.until >= now.slice(0, 10),
      );
      must(given(before.triage?.safetyPlan), 'a safety plan');
      must(measures || given(before.triage?.noMeasureBecause), 'an interim measure');
    }
    must(before.principles.length > 0 && before.breachKinds.length > 0, 'a classification');
    must(before.allegations.length > 0, 'an allegation');
    must(
      before.respondents.every((one) => one.standing !== 'named'),
      'respondents settled',
    );
    must(part('officer') === 1 && part('investigator') === 1, 'an officer and an investigator');
    must(part('decision-maker') === 1 || part('panel-member') >= 3, 'somebody to decide');
    for (const one of parts) {
      const last = before.declarations.findLast((other) => other.personId === one.personId);
      must(last?.conflict === 'none', 'a declaration of everyone');
    }
  }
  if (action === 'decide')
    must(
      before.allegations.length > 0 && before.allegations.every((one) => one.finding !== null),
      'findings',
    );
  if (action === 'start-remedy') {
    const why = (body as { why?: string }).why;
    must(given(before.acknowledgement?.delivered) || why !== undefined, 'an acknowledgement delivered');
  }
  if (action === 'close') {
    must(
      before.remedies.every((one) => one.state === 'verified' || one.state === 'given-up'),
      'remedies verified',
    );
    const survivors = before.reports.some(
      (one) => one.reporterRole === 'survivor' || one.reporterRole === 'on-behalf',
    );
    must(
      !survivors || before.ratings.length > 0 || before.satisfactionAskedAt !== null,
      'satisfaction asked',
    );
  }
  return wrong;
}

/** A promised date is never moved without the reporter being told. */
function promises({ action, before, done }: Step): string[] {
  const wrong: string[] = [];
  const reports = before.reports.map((one) => one.id);
  for (const [index, one] of done.clocks.entries()) {
    const anew =
      one.do === 'start' &&
      done.clocks
        .slice(0, index)
        .some((two) => two.do === 'stop' && two.clock === one.clock && two.subject === one.subject);
    if (one.do !== 'pause' && one.do !== 'extend' && one.do !== 'resume' && !anew) continue;
    const whose = reports.filter((id) => one.subject === id);
    for (const id of whose.length > 0 ? whose : reports) {
      if (!done.messages.some((message) => message.reportId === id))
        wrong.push(`${action} moved ${one.clock} and told nobody`);
    }
  }
  return wrong;
}

/** Every closed case has an outcome that each reporter was told, or why not. */
function told({ action, before, done }: Step): string[] {
  const { facts } = done;
  if (facts.stage !== 'closed' || before.stage === 'closed') return [];
  const heard =
    action === 'merge' ||
    before.reports.every((one) => done.messages.some((message) => message.reportId === one.id));
  const accounted = facts.closing !== null && facts.outcome !== null;
  return accounted && (heard || given(facts.closing?.notToldBecause))
    ? []
    : [`${action} closed without telling`];
}
