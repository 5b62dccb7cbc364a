/** What a browser sends for a form: a name once is a text, more than once a list. */
export type FormBody = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads a posted form. Line ends are brought back to what people typed; a browser sends CR LF. */
export class Form {
  private readonly fields: FormBody;

  constructor(body: unknown) {
    this.fields = isFormBody(body) ? body : {};
  }

  /** The last value of a field, untrimmed; empty where it was not sent. */
  text(name: string): string {
    return this.all(name).at(-1) ?? '';
  }

  line(name: string): string {
    return this.text(name).replace(/\s+/gu, ' ').trim();
  }

  all(name: string): string[] {
    if (!Object.hasOwn(this.fields, name)) return [];
    const value = this.fields[name] ?? [];
    return (typeof value === 'string' ? [value] : [...value]).map((text) => text.replace(/\r\n?/g, '\n'));
  }

  get names(): string[] {
    return Object.keys(this.fields);
  }
}

function isFormBody(body: unknown): body is FormBody {
  return (
    typeof body === 'object' &&
    body !== null &&
    Object.values(body).every(
      (value) =>
        typeof value === 'string' ||
        (Array.isArray(value) && value.every((item) => typeof item === 'string')),
    )
  );
}
