import { expectUnknown } from './unknown.js';
import { verifiedLog } from './verified-log.js';
import { Walk } from './walk.js';
import { describeFirstDay, describeTheRest } from './whole-way.js';

let walk: Walk;

beforeAll(async () => {
  walk = await Walk.begin('test-results/walk.md');
});
afterAll(() => walk.end());

/** Who holds each report, and why where it is not the body that it names. */
const HELD: readonly [slug: string, reader: string][] = [
  ['fathers-first', 'fathers.officer'],
  ['fathers-first', 'fathers.officer'],
  ['nicaragua', 'nicaragua.officer'], // the organisation itself is named
  ['senegal', 'senegal.officer'], // nobody in office at the organisation
  ['brazil', 'brazil.officer'],
  ['lebanon', 'lebanon.officer'],
  ['africa', 'africa'], // the national network is named; its supervisor serves as officer
  ['uk', 'uk.officer'],
  ['uk', 'uk.officer'],
  ['fathers-first', 'fathers.officer'],
  ['uk', 'uk.officer'],
  ['senegal', 'senegal.officer'],
  ['global', 'lead'], // the regional network is named
  ['global', 'lead'], // no body named: the top looks whose it is
  ['independent-panel', 'panel'], // the only one in office at the top is named
  ['latin-america', 'latam'],
];

describe('the 16 recorded reports', () => {
  it('are filed over HTTP, each with a code of its own', async () => {
    walk.title('Sixteen reports');
    await walk.file();
    expect(new Set(walk.filed.map((one) => one.accessCode)).size).toBe(16);
    expect(new Set(walk.filed.map((one) => one.reference)).size).toBe(16);
    expect(walk.filed.every((one) => /^[a-z-]+( [a-z-]+){6}$/.test(one.accessCode))).toBe(true);
  });

  it('are held by the right body and read by its people byte for byte, in all five languages', async () => {
    const languages = new Set<unknown>();
    for (const [at, [slug, reader]] of HELD.entries()) {
      const seen = await walk.api.read(reader, walk.id(at + 1));
      const sent = walk.reports[at] as { narrative: string; language: string };
      expect([at + 1, seen.body.slug]).toEqual([at + 1, slug]);
      expect(Buffer.from(seen.reports[0]!.narrative)).toEqual(Buffer.from(sent.narrative));
      expect(seen.reports[0]!.language).toBe(sent.language);
      languages.add(sent.language);
      walk.say(`report ${String(at + 1)} is read at ${slug}: ${sent.narrative.slice(0, 60)} …`);
    }
    expect([...languages].sort()).toEqual(['ar', 'en', 'es', 'fr', 'pt']);
  });
});

describe('the report about the Director', () => {
  it.each([2, 10])('%i does not exist for the Director, by no way of asking', async (report) => {
    walk.title(`What the Director finds of report ${String(report)}: nothing`);
    await expectUnknown(walk, 'fathers.director', report);
  });

  it('names them to nobody as somebody who could be given work in it', async () => {
    const officer = await walk.api.login('fathers.officer');
    const { body } = await officer.get(`/api/v1/cases/${walk.id(2)}/people`).expect(200);
    const names = (body as { items: { name: string }[] }).items.map((one) => one.name);
    expect(names).toContain('Kenya Investigator');
    expect(names).not.toContain('Fathers First Director');
    const theirs = await walk.api.read('fathers.officer', walk.id(2));
    expect(theirs.respondents[0]?.personId).toBe(await walk.api.personId('fathers.director'));
    const director = await walk.api.personId('fathers.director');
    expect(
      await walk.refused('fathers.officer', 2, 'assign', { role: 'verifier', personId: director }),
    ).toEqual(['person-fit']);
  });
});

describe('the report about the Global Lead', () => {
  it('is held outside the network and does not exist for them', async () => {
    walk.title('What the Global Lead finds of report 15: nothing');
    await expectUnknown(walk, 'lead', 15);
    await walk.does('panel', 15, 'acknowledge-receipt', {
      message: 'Your report is with us, outside the network.',
    });
  });

  it('has a log that the auditor of the network can read', async () => {
    expect(await verifiedLog(walk, 15)).toEqual(
      expect.arrayContaining(['report.received', 'case.receipt-acknowledged']),
    );
  });
});

describe('one that is dismissed', () => {
  it('tells its reporter why, in their language', async () => {
    walk.title('Report 5 is dismissed');
    const message = 'Recebemos o seu relato e vamos olhar com cuidado.';
    expect(
      await walk.refused('brazil.officer', 5, 'accept', { aboutConduct: true, concernsNetwork: true }),
    ).toEqual(['receipt-acknowledged']);
    await walk.does('brazil.officer', 5, 'acknowledge-receipt', { message, language: 'pt' });
    await walk.does('brazil.officer', 5, 'accept', { aboutConduct: true, concernsNetwork: true });
    await walk.does('brazil.officer', 5, 'triage', {
      risk: 'low',
      principles: [6, 8],
      breachKinds: ['conflict-of-interest'],
      survivorConsent: 'not-asked',
      earlierCases: 'None.',
      othersUnknown: true,
    });
    const decider = await walk.api.personId('lead');
    await walk.does('brazil.officer', 5, 'assign', { role: 'decision-maker', personId: decider });
    await walk.does('lead', 5, 'declare-conflict', { conflict: 'none' });
    const why = 'Vimos as três propostas e a ata: as datas conferem. Pode recorrer em 30 dias.';
    const after = await walk.does('lead', 5, 'dismiss', {
      outcome: 'not-substantiated',
      message: why,
      lookedAt: 'Three offers, the minutes and the bank statement.',
      learning: 'Minutes are signed the same day from now on.',
      appealExplained: true,
    });
    expect([after.stage, after.outcome]).toEqual(['closed', 'not-substantiated']);
    const seen = await walk.seenBy(5);
    expect(seen.messages.map((one) => one.text)).toEqual(expect.arrayContaining([message, why]));
    expect(seen.actions.map((one) => one.name)).toContain('appeal');
    await walk.expectNothingLost('brazil.officer', 5);
  });
});

describe('one that is referred out, and one that was feedback', () => {
  it('goes where somebody can act on it, and the reporter knows where to', async () => {
    walk.title('Report 9 is referred out, report 8 recorded as feedback');
    await walk.does('uk.officer', 9, 'acknowledge-receipt', { message: 'Thank you; we have it.' });
    const referral = {
      to: 'Metropolitan Police',
      why: 'He is no member of ours, and it happens in the street.',
      basis: 'duty',
      handover: 'By phone to the local station, without the name of the shop.',
      message: 'We have told the police, as he is not one of ours.',
    };
    expect(await walk.refused('uk.officer', 9, 'refer-out', referral)).toEqual(['consent-or-duty']);
    const after = await walk.does('uk.officer', 9, 'refer-out', {
      ...referral,
      duty: 'Safety of the public.',
    });
    expect([after.stage, after.outcome]).toEqual(['closed', 'referred']);
    expect((await walk.seenBy(9)).messages.map((one) => one.text)).toContain(referral.message);

    await walk.does('uk.officer', 8, 'acknowledge-receipt', { message: 'Thank you for telling us.' });
    const learnt = {
      why: 'It is about a venue.',
      learnt: 'Ask for step-free access.',
      message: 'Next time it will be.',
    };
    expect((await walk.does('uk.officer', 8, 'record-feedback', learnt)).outcome).toBe('feedback');
    await walk.expectNothingLost('uk.officer', 8);
    await walk.expectNothingLost('uk.officer', 9);
  });
});

describe('two about the same matter', () => {
  it('become one case, and each reporter keeps their code and their privacy', async () => {
    walk.title('Report 10 is merged into report 2');
    await walk.does('fathers.officer', 2, 'acknowledge-receipt', { message: 'To the first of two.' });
    await walk.does('fathers.officer', 10, 'acknowledge-receipt', { message: 'To the second of two.' });
    const merged = await walk.does('fathers.officer', 10, 'merge', {
      intoCaseId: walk.id(2),
      why: 'Same meeting.',
    });
    expect([merged.stage, merged.outcome]).toEqual(['closed', 'merged']);
    const both = await walk.api.read('fathers.officer', walk.id(2));
    expect(both.reports.map((one) => one.reference).sort()).toEqual(
      [walk.of(2).reference, walk.of(10).reference].sort(),
    );

    await walk.reporterDoes(10, 'messages', { text: 'Here is the list of who was there.' });
    const [first, second] = [await walk.seenBy(2), await walk.seenBy(10)];
    expect([first.reference, second.reference]).toEqual([walk.of(2).reference, walk.of(10).reference]);
    const texts = (seen: typeof first): string => seen.messages.map((one) => one.text).join('\n');
    expect(texts(first)).toContain('To the first of two.');
    expect(texts(first)).not.toMatch(/second of two|list of who was there/);
    expect(texts(second)).toMatch(/To the second of two\.[^]*list of who was there/);
    expect(texts(second)).not.toContain('first of two');
    await expectUnknown(walk, 'fathers.director', 2);
    await expectUnknown(walk, 'fathers.director', 10);
    await walk.expectNothingLost('fathers.officer', 10, 2);
    await verifiedLog(walk, 10);
    expect(await verifiedLog(walk, 2)).toContain('case.merged-in');
  });
});

describe('the first report, on its first day', () => {
  describeFirstDay(() => walk);
});

describe('a receipt that nobody acknowledges', () => {
  it('lets one body up in when its day is over, once, and nobody who is named', async () => {
    walk.title('Days go by');
    const africa = await walk.api.login('africa');
    await africa.get(`/api/v1/cases/${walk.id(12)}`).expect(404);
    expect(await walk.later('P3DT12H')).toBeGreaterThan(0);
    expect(await walk.sweep()).toBe(0);
    const letIn = await walk.api.rows<{ slug: string }>(
      'select b.slug from case_escalation e join body b on b.id = e.body_id where e.case_id = $1',
      [walk.id(12)],
    );
    expect(letIn).toEqual([{ slug: 'africa' }]);
    expect((await walk.api.read('africa', walk.id(12))).reference).toBe(walk.of(12).reference);
    const types = await verifiedLog(walk, 12);
    expect(types.filter((type) => type === 'clock.missed')).toHaveLength(1);
    expect(types.filter((type) => type === 'clock.escalated')).toHaveLength(1);
    const told = await walk.api.rows(
      `select 1 as one from notice n join person p on p.id = n.person_id
       where p.email = 'fathers.director@example.org' and n.case_id = any($1::uuid[])`,
      [[walk.id(2), walk.id(10)]],
    );
    expect(told).toEqual([]);
    await expectUnknown(walk, 'fathers.director', 2);
  });
});

describe('the first report, the rest of its way', () => {
  describeTheRest(() => walk);
});
