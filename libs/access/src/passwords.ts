import { Injectable } from '@nestjs/common';
import { Algorithm, hash, verify } from '@node-rs/argon2';

/** OWASP's and RFC 9106's floor for Argon2id that 2 cores bear: 19 MiB, two passes, one lane; about 54 ms. */
const COST = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * How many run at once. libuv's pool has four threads, and file reads and name look-ups need some of them while people log in;
 * it also bounds the memory to two times 19 MiB.
 */
const AT_ONCE = 2;
/** How many may wait: at 27 ms each (two at once) the last one waits about two seconds, and a flood is turned away. */
const WAITING_MAX = 64;

/** More logins at once than this machine hashes; the caller may try again in a few seconds. */
export class TooManyLogins extends Error {
  constructor() {
    super('Too many people are logging in at this moment. Try again in a few seconds.');
    this.name = 'TooManyLogins';
  }
}

/** Password hashing, never more than two at once, so that a flood of logins cannot exhaust the machine. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  /** A hash that no password is behind; made once, when it is first needed. */
  private nobody: Promise<string> | null = null;

  /** An Argon2id hash in PHC form with a salt of its own. Waits its turn, however many are before it. */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, COST), Number.POSITIVE_INFINITY);
  }

  /**
   * Whether a password is the one. With null, for an address that nobody has, it does the same work against a hash that no
   * password is behind and answers false, so that time does not tell who is known here. Throws `TooManyLogins`.
   */
  async verify(passwordHash: string | null, password: string): Promise<boolean> {
    const against = passwordHash ?? (await this.hashOfNobody());
    const same = await this.inTurn(() => verify(against, password), WAITING_MAX);
    return same && passwordHash !== null;
  }

  /** Made at start, so that the first unknown address does not take longer than the others. */
  async onModuleInit(): Promise<void> {
    await this.hashOfNobody();
  }

  private hashOfNobody(): Promise<string> {
    this.nobody ??= this.hash('no password is behind this hash');
    return this.nobody;
  }

  private async inTurn<T>(work: () => Promise<T>, waitingMax: number): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= waitingMax) throw new TooManyLogins();
      // Whoever finishes hands their turn over, so `running` stays as it is.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
