export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** Makes a mail that is sent twice after a crash recognisable as one. */
  messageId: string;
}

/** Why a mail did not go. Carries a code and never an address. */
export class MailFailure extends Error {
  constructor(
    readonly code: string,
    /** `server`: no mail goes at the moment; `later`: this one may go later; `never`: this address is refused for good. */
    readonly scope: 'server' | 'later' | 'never',
  ) {
    super(code);
    this.name = 'MailFailure';
  }
}

/** Hands mail over to whatever delivers it. @throws MailFailure */
export abstract class Mailer {
  abstract send(mail: Mail): Promise<void>;
  abstract close(): void;
}
