/** One link or text in the error summary on top of a page, and beside the field it is about. */
export interface FormFault {
  /** Id of the field; null where the fault belongs to no field. */
  field: string | null;
  text: string;
}

/** What a controller answers when it has a page to show. */
export class Page {
  readonly status: number;

  constructor(
    readonly template: string,
    readonly model: Readonly<Record<string, unknown>>,
    status = 200,
  ) {
    this.status = status;
  }
}

/** What a controller answers when the browser is to go on elsewhere with a GET (303). */
export class Redirect {
  constructor(readonly to: string) {}
}
