/**
 * Runs a piece of work never twice at once. Who asks while it runs gets the run after this one: it looks at everything that
 * was there when they asked.
 */
export class OneAtATime {
  private running: Promise<void> | null = null;
  private following: Promise<void> | null = null;

  constructor(private readonly work: () => Promise<unknown>) {}

  /** Resolves or fails with the run that began after this call. */
  run(): Promise<void> {
    if (this.running === null) return this.begin();
    this.following ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.following = null;
        return this.begin();
      });
    return this.following;
  }

  async idle(): Promise<void> {
    while (this.running !== null) await this.running.catch(() => undefined);
  }

  private begin(): Promise<void> {
    const running = this.work().then(
      () => {
        this.running = null;
      },
      (error: unknown) => {
        this.running = null;
        throw error;
      },
    );
    this.running = running;
    return running;
  }
}
