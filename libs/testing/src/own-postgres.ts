import { startEmbeddedPostgres, type EmbeddedPostgres } from '#database/embedded/embedded-postgres';
import { temporaryFolder } from './temporary-folder.js';

export interface OwnPostgres {
  /** The server as it last started; its addresses stay the same from one start to the next. */
  server: EmbeddedPostgres;
  /** kill -9 of the whole server, and waits until it is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port. */
  startAgain(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

/** A PostgreSQL server of one's own, for tests that stop or kill it. Durable, as that is what they look at. */
export async function ownPostgres(): Promise<OwnPostgres> {
  const folder = temporaryFolder();
  const own: OwnPostgres = {
    server: await startEmbeddedPostgres({ dataDir: folder.path }),
    kill: async () => {
      process.kill(own.server.pid, 'SIGKILL');
      await own.server.exited;
    },
    startAgain: async () => {
      own.server = await startEmbeddedPostgres({ dataDir: folder.path, port: own.server.port });
    },
    remove: async () => {
      await own.server.stop();
      folder.remove();
    },
  };
  return own;
}
