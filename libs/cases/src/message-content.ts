import type { OpenKey } from '#vault/vault';

/** A message as it is sealed: somebody's own words, or a template that is put into words for whoever reads it. */
export interface MessageContent {
  text: string | null;
  template: string | null;
  values: Record<string, string>;
}

function aad(messageId: string): string {
  return `message.content:${messageId}`;
}

export function sealMessage(key: OpenKey, messageId: string, content: MessageContent): Buffer {
  return key.seal(JSON.stringify(content), aad(messageId));
}

export function openMessage(key: OpenKey, messageId: string, sealed: Uint8Array): MessageContent {
  return JSON.parse(key.open(sealed, aad(messageId)).toString('utf8')) as MessageContent;
}
