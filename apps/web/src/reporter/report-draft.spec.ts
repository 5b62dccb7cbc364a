import { Form } from '../http/form.js';
import { dayOf, reportBody } from './report-body.js';
import { newDraft, readDraft } from './report-draft.js';
import { neighbour, stepById, stepsFor } from './report-steps.js';

const key = '01930000-0000-7000-8000-0000000000b1';
const empty = newDraft(key);

describe('a draft in the form', () => {
  it('comes back as it went, whatever was typed', () => {
    const draft = { ...empty, narrative: 'She said "no".\n\n<b>\u202Eabc</b> قالت لا', keepFrom: ['A & B'] };
    expect(readDraft(JSON.stringify(draft))).toEqual(draft);
  });

  it('keeps what it can where something is not understood', () => {
    const read = readDraft(
      JSON.stringify({ ...empty, narrative: 'Kept', reporterRole: 'king', principles: 'all' }),
    );
    expect(read).toMatchObject({ narrative: 'Kept', reporterRole: null, principles: [] });
  });

  it.each(['', 'nonsense', '[]', '{"key":"no"}'])('is none where it is %j', (text) => {
    expect(readDraft(text)).toBeNull();
  });
});

describe('the body that is sent', () => {
  it('leaves out what was skipped', () => {
    expect(reportBody({ ...empty, narrative: 'It happened.' }, 'ar')).toEqual({
      reporterRole: 'other',
      narrative: 'It happened.',
      language: 'ar',
      receivedVia: 'web',
    });
  });

  it('has everything that was told, and no empty names', () => {
    const body = reportBody(
      {
        ...empty,
        narrative: 'It happened.',
        reporterRole: 'witness',
        survivorConsent: 'not-asked',
        kind: 'complaint',
        day: '2',
        month: '9',
        year: '2026',
        bodyId: 'kenya',
        breachKinds: ['bullying'],
        principles: [1, 3],
        respondents: [
          { name: 'The Director', kind: 'person' },
          { name: '', kind: 'person' },
        ],
        keepFrom: ['', 'The Director'],
        email: 'a@example.net',
        safeToContact: 'no',
      },
      'en',
    );
    expect(body).toEqual({
      reporterRole: 'witness',
      survivorConsent: 'not-asked',
      narrative: 'It happened.',
      language: 'en',
      receivedVia: 'web',
      kind: 'complaint',
      bodyId: 'kenya',
      principles: [1, 3],
      breachKinds: ['bullying'],
      respondents: [{ name: 'The Director', kind: 'person' }],
      keepFrom: ['The Director'],
      occurredOn: '2026-09-02',
      contact: { email: 'a@example.net', safeToContact: false },
    });
  });

  it('takes no answer about the consent of somebody else from a survivor', () => {
    const body = reportBody(
      { ...empty, narrative: 'x', reporterRole: 'survivor', survivorConsent: 'not-asked' },
      'en',
    );
    expect(body.survivorConsent).toBe('given');
  });
});

describe('the day', () => {
  it.each([
    ['2', '9', '2026', '2026-09-02'],
    ['29', '2', '2024', '2024-02-29'],
    ['29', '2', '2026', null],
    ['', '9', '2026', null],
    ['', '', '', ''],
    ['x', '9', '2026', null],
  ])('%s %s %s is %s', (day, month, year, iso) => {
    expect(dayOf({ day, month, year })).toBe(iso);
  });
});

describe('the questions', () => {
  it('ask about consent only where somebody else was harmed', () => {
    expect(stepsFor(empty).map(({ id }) => id)).not.toContain('consent');
    expect(stepsFor({ ...empty, reporterRole: 'witness' }).map(({ id }) => id)).toContain('consent');
    expect(neighbour({ ...empty, reporterRole: 'survivor' }, 'who', 1)).toBe('story');
  });

  it('lead to the last look and back', () => {
    expect(neighbour(empty, 'contact', 1)).toBe('check');
    expect(neighbour(empty, 'check', -1)).toBe('contact');
    expect(neighbour(empty, 'who', -1)).toBeNull();
  });

  it('can all be skipped but the story', () => {
    expect(
      stepsFor({ ...empty, reporterRole: 'witness' })
        .filter(({ skip }) => skip === null)
        .map(({ id }) => id),
    ).toEqual(['story']);
  });

  it('find nothing wrong with an answer that was skipped', () => {
    const steps = stepsFor(empty).filter(({ skip }) => skip !== null);
    expect(steps.flatMap((step) => step.faults?.({ ...empty, ...step.skip }) ?? [])).toEqual([]);
  });

  it('ask whether a given address is safe', () => {
    const contact = stepById('contact');
    const typed = contact?.read(new Form({ name: ' A  partner ', email: 'wrong' }), empty);
    expect(typed).toEqual({ name: 'A partner', email: 'wrong', phone: '', safeToContact: null });
    expect(contact?.faults?.({ ...empty, ...typed }).map(({ field }) => field)).toEqual([
      'email',
      'safeToContact',
    ]);
  });

  it('keep each name with its own kind', () => {
    const read = stepById('people')?.read(
      new Form({
        respondentName: ['The Director', 'Fathers First'],
        'respondentKind-1': 'person',
        'respondentKind-2': 'institution',
      }),
      empty,
    );
    expect(read?.respondents).toEqual([
      { name: 'The Director', kind: 'person' },
      { name: 'Fathers First', kind: 'institution' },
    ]);
  });
});
