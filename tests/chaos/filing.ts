import { setTimeout as sleep } from 'node:timers/promises';
import { recordedReports, type Filed } from '#testing/test-app';

/** A report that the Kenya network takes in, with everybody there free to act: its ladder is a plain one. */
function plainReport(): object {
  return { ...recordedReports()[0], bodyId: 'kenya', respondents: [] };
}

export interface Answer {
  status: number;
  type: string;
  retryAfter: string | null;
  code: string | null;
}

/** Files one report; null where nobody answered. */
export async function fileOne(api: string): Promise<{ answer: Answer; filed: Filed | null } | null> {
  try {
    const response = await fetch(`${api}/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(plainReport()),
    });
    const body = (await response.json()) as Partial<Filed> & { code?: string };
    const answer = {
      status: response.status,
      type: response.headers.get('content-type')?.split(';')[0] ?? '',
      retryAfter: response.headers.get('retry-after'),
      code: body.code ?? null,
    };
    return { answer, filed: response.status === 201 ? (body as Filed) : null };
  } catch {
    return null; // killed before it could answer
  }
}

/** Several people who file one report after another until they are told to stop. */
export class Filing {
  /** Every report that was answered with 201: each must be there, whatever happened. */
  readonly filed: Filed[] = [];
  readonly answers: Answer[] = [];
  private stopped = false;
  private readonly work: Promise<unknown>;

  constructor(api: string, people: number, pauseMs: number) {
    this.work = Promise.all(Array.from({ length: people }, () => this.one(api, pauseMs)));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.work;
  }

  private async one(api: string, pauseMs: number): Promise<void> {
    while (!this.stopped) {
      const got = await fileOne(api);
      if (got) this.answers.push(got.answer);
      if (got?.filed) this.filed.push(got.filed);
      await sleep(pauseMs);
    }
  }
}
