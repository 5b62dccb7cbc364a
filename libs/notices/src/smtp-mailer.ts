import type { Transporter } from 'nodemailer';
import { MailFailure, Mailer, type Mail } from './mailer.js';

/** One mail goes at a time, in a transaction: a server that hangs must not hold it for long. Milliseconds. */
const TIMEOUTS = {
  connectionTimeout: 5_000,
  greetingTimeout: 5_000,
  dnsTimeout: 5_000,
  socketTimeout: 10_000,
};

/** nodemailer's codes for "this server, now" rather than "this mail". */
const OF_THE_SERVER = new Set([
  'ECONNECTION',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EAUTH',
  'ENOAUTH',
  'EPROTOCOL',
]);

/** Sends over SMTP with nodemailer, loaded when the first mail goes. */
export class SmtpMailer extends Mailer {
  private transport: Promise<Transporter> | null = null;

  constructor(
    private readonly url: string,
    private readonly from: string,
  ) {
    super();
  }

  async send(mail: Mail): Promise<void> {
    this.transport ??= this.open();
    const transport = await this.transport;
    try {
      await transport.sendMail({
        from: this.from,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        messageId: mail.messageId,
        // RFC 3834: no out-of-office answers to a machine.
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    } catch (error) {
      throw failureOf(error);
    }
  }

  close(): void {
    const transport = this.transport;
    this.transport = null;
    void transport?.then((open) => {
      open.close();
    });
  }

  private async open(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    return createTransport({ url: this.url, ...TIMEOUTS });
  }
}

function failureOf(error: unknown): MailFailure {
  const known = typeof error === 'object' && error !== null ? error : {};
  const { code, responseCode } = known as { code?: unknown; responseCode?: unknown };
  const said = typeof responseCode === 'number' ? responseCode : null;
  const name = [typeof code === 'string' ? code : 'EUNKNOWN', ...(said === null ? [] : [String(said)])].join(
    ' ',
  );
  if (said !== null && said >= 500 && code === 'EENVELOPE') return new MailFailure(name, 'never');
  if (typeof code === 'string' && OF_THE_SERVER.has(code)) return new MailFailure(name, 'server');
  return new MailFailure(name, 'later');
}
