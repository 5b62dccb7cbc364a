import { Client, type ClientConfig, type QueryResult } from 'pg';

/** What of pg's client is used here, without its overloads. */
interface Connection {
  query(statement: unknown, values?: unknown, callback?: unknown): Promise<QueryResult>;
  connection: { stream: { cork(): void; uncork(): void } };
}
const Base = Client as unknown as new (config: ClientConfig & { pipeline: boolean }) => Connection;

/** Put in front of a statement whose best plan depends on its values, or whose text is put together anew each time. */
export const PLANNED_EACH_TIME = '/* planned each time */ ';

/** What TypeORM begins a transaction with, and what it is answered. */
const START = 'START TRANSACTION';
const STARTED: QueryResult = { command: START, rowCount: null, oid: 0, fields: [], rows: [] };

/** Our statements are far fewer; beyond this many they are sent without a name, so that no server fills up with them. */
const MOST_NAMES = 400;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_NAMES || text.startsWith(PLANNED_EACH_TIME)) return known;
  const name = `amends_${String(names.size)}`;
  names.set(text, name);
  return name;
}

/**
 * A connection that costs less per statement. Statements asked for together (`Promise.all`) go out in one packet and are
 * run in the order in which they were asked for, each as if it had been waited for: a later one sees what an earlier one
 * did, and fails where an earlier one broke the transaction. Statements with values are prepared once per connection, so
 * that the server parses and plans them once.
 */
export class PipelinedClient extends Base {
  constructor(config: ClientConfig) {
    super({ ...config, pipeline: true });
  }

  override query(statement: unknown, values?: unknown, callback?: unknown): Promise<QueryResult> {
    this.sendWithWhatFollows();
    if (statement === START) return this.startTransaction(statement);
    if (
      typeof statement !== 'string' ||
      !Array.isArray(values) ||
      values.length === 0 ||
      callback !== undefined
    ) {
      return super.query(statement, values, callback);
    }
    return super.query({ name: nameOf(statement), text: statement, values });
  }

  /** Not waited for: it leaves with the first statement, which fails where this one did. */
  private startTransaction(statement: string): Promise<QueryResult> {
    super.query(statement).catch(() => undefined);
    return Promise.resolve(STARTED);
  }

  /** Nothing leaves until everything that can be asked for now has been: one system call for all of it. */
  private sendWithWhatFollows(): void {
    const { stream } = this.connection;
    stream.cork();
    process.nextTick(() => {
      stream.uncork();
    });
  }
}
