import { mkdirSync, writeFileSync } from 'node:fs';
import type { TestingModule } from '@nestjs/testing';
import { JobRunner } from '../../apps/worker/src/job-runner.service.js';
import { WorkerModule } from '../../apps/worker/src/worker.module.js';
import { Sweep } from '#deadlines/sweep';
import { recordedReports, type CaseBody, type Filed, type ReportBody, type TestApp } from '#testing/test-app';
import { startApi } from '../e2e/api.js';

/** A reporter's case as it is answered, as far as the walk looks into it. */
export interface ReporterBody {
  reference: string;
  stage: string;
  outcome: string | null;
  history: { at: string; what: string }[];
  messages: { from: 'you' | 'us'; text: string }[];
  acknowledgement?: { harm: string; change: string; answer: string | null; delivered: boolean };
  remedies: { id: string; state: string; yourRating: number | null }[];
  actions: { name: string }[];
}

/** The recorded walk: the programs in this process, the cases by the number of their report, and what is written down on the way. */
export class Walk {
  readonly reports: ReportBody[] = recordedReports();
  readonly filed: Filed[] = [];
  /** What was written in each case, by the number of its report. */
  private readonly written = new Map<number, string[]>();
  private readonly lines: string[] = [
    '# The recorded walk',
    '',
    'Written by tests/scenarios as it runs.',
    '',
  ];

  private constructor(
    readonly api: TestApp,
    private readonly worker: TestingModule,
    private readonly transcript: string,
  ) {}

  static async begin(transcript: string): Promise<Walk> {
    const api = await startApi();
    // The sweep is called by hand here, at the moments that the walk chooses.
    return new Walk(api, await api.beside(WorkerModule, [[JobRunner, {}]]), transcript);
  }

  /** The case that this report (from 1) became, by id. */
  id(report: number): string {
    return this.of(report).caseId;
  }

  of(report: number): Filed {
    const filed = this.filed[report - 1];
    if (filed === undefined) throw new Error(`Report ${String(report)} was not filed.`);
    return filed;
  }

  async file(): Promise<void> {
    for (const report of this.reports) {
      const filed = await this.api.file(report);
      this.filed.push(filed);
      const { reporterRole, language } = report as { reporterRole: string; language: string };
      this.say(
        `report ${String(this.filed.length)} (${reporterRole}, ${language}) is filed: ${filed.reference}`,
      );
    }
  }

  /** One action of one person, which must be lawful. */
  async does(who: string, report: number, action: string, body: object = {}): Promise<CaseBody> {
    const after = await this.api.act(who, this.id(report), action, body);
    this.remember(report, body);
    this.say(`${who}: **${action}** on report ${String(report)}${after.stage ? ` → ${after.stage}` : ''}`);
    return after;
  }

  /** One action that must be refused; answers the codes of everything that is missing. */
  async refused(who: string, report: number, action: string, body: object = {}): Promise<string[]> {
    const answer = await this.api.attempt(who, this.id(report), action, body);
    if (answer.status !== 409) throw new Error(`${who}: ${action} was not refused: ${answer.text}`);
    const { missing } = answer.body as { missing: { code: string; detail: string }[] };
    this.say(
      `${who}: ${action} on report ${String(report)} is refused: ${missing.map((one) => one.detail).join(' ')}`,
    );
    return missing.map((one) => one.code);
  }

  /** What the reporter sees with their code. */
  async seenBy(report: number): Promise<ReporterBody> {
    const caller = await this.api.reporter(this.of(report).accessCode);
    return (await caller.get('/api/v1/reporter/case').expect(200)).body as ReporterBody;
  }

  /** Something the reporter does with their code. */
  async reporterDoes(report: number, path: string, body: object): Promise<ReporterBody> {
    const caller = await this.api.reporter(this.of(report).accessCode);
    const answer = await caller.post(`/api/v1/reporter/${path}`, body);
    if (answer.status !== 200 && answer.status !== 201) throw new Error(`${path} answered ${answer.text}`);
    this.remember(report, body);
    this.say(`reporter ${String(report)}: **${path}**`);
    return answer.body as ReporterBody;
  }

  /** Asserts that whatever anybody wrote in this case can still be read there: the log keeps digests of words alone. */
  async expectNothingLost(who: string, report: number, readAt = report): Promise<void> {
    const read = JSON.stringify(await this.api.read(who, this.id(readAt)));
    const words = this.written.get(report) ?? [];
    expect(words.length).toBeGreaterThan(0);
    expect(words.filter((text) => !read.includes(JSON.stringify(text).slice(1, -1)))).toEqual([]);
    this.say(
      `${who} reads every word that was written in report ${String(report)}: ${String(words.length)} texts`,
    );
  }

  /** Words are what has a space in it: everything else in a body is an id, a day or a code. */
  private remember(report: number, body: unknown): void {
    const known = this.written.get(report) ?? [];
    JSON.stringify(body, (_key, value: unknown) => {
      if (typeof value === 'string' && value.includes(' ')) known.push(value);
      return value;
    });
    this.written.set(report, known);
  }

  /** Time goes by, and the worker looks at what became due; answers how many steps fired. */
  async later(duration: string): Promise<number> {
    this.api.clock.advance(duration);
    const fired = await this.sweep();
    this.lines.push(
      '',
      `*${duration} later, ${this.api.clock.now().toISOString()}: ${String(fired)} steps of clocks fired.*`,
      '',
    );
    return fired;
  }

  sweep(): Promise<number> {
    return this.worker.get(Sweep).run();
  }

  /** A day so many days from now. */
  day(ahead: number): string {
    return new Date(this.api.clock.now().getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
  }

  title(words: string): void {
    this.lines.push('', `## ${words}`, '');
  }

  say(words: string): void {
    this.lines.push(`- ${this.api.clock.now().toISOString().slice(0, 16)} ${words}`);
    this.write();
  }

  async end(): Promise<void> {
    this.write();
    await this.worker.close();
    await this.api.close();
  }

  private write(): void {
    mkdirSync('test-results', { recursive: true });
    writeFileSync(this.transcript, `${this.lines.join('\n')}\n`);
  }
}
