import type { Fault } from '#kernel/domain-error';

/** Deepest nesting and most values that any body of ours has use for, with room to spare. */
const MAX_DEPTH = 24;
const MAX_VALUES = 20_000;

/** Control characters but for tab, line feed and carriage return. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;
/** Overrides make text read as what it is not; embeddings and isolates, which Arabic needs, stay allowed. */
const OVERRIDE = /[\u202d\u202e]/u;

function textFault(path: string, text: string): Fault | null {
  if (!text.isWellFormed()) {
    return {
      path,
      code: 'malformed-text',
      detail: 'This text has half a character in it (a lone surrogate).',
    };
  }
  if (CONTROL.test(text)) {
    return {
      path,
      code: 'control-character',
      detail: 'This text has a control character in it that cannot be kept.',
    };
  }
  if (OVERRIDE.test(text)) {
    return {
      path,
      code: 'direction-override',
      detail: 'This text has a character in it that reverses what is read.',
    };
  }
  return null;
}

function show(path: string, key: string | number): string {
  return path === '' ? String(key) : `${path}.${String(key)}`;
}

/**
 * Faults that are wrong in any body, whatever its shape: text that cannot be kept as it was sent, nesting and size beyond
 * use. Walks without recursion, because the depth is what it defends against.
 */
export function hostileFaults(body: unknown): Fault[] {
  const faults: Fault[] = [];
  const open: { path: string; value: unknown; depth: number }[] = [{ path: '', value: body, depth: 0 }];
  let seen = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, value, depth } = next;
    seen += 1;
    if (seen > MAX_VALUES)
      return [{ path: '', code: 'too-many-values', detail: 'This body has too many values in it.' }];
    if (typeof value === 'string') {
      const fault = textFault(path, value);
      if (fault) faults.push(fault);
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH) return [{ path, code: 'too-deep', detail: 'This body is nested too deeply.' }];
      for (const [key, inner] of Object.entries(value)) {
        const keyFault = textFault(path, key);
        if (keyFault) faults.push(keyFault);
        open.push({ path: show(path, key), value: inner, depth: depth + 1 });
      }
    }
  }
  return faults;
}
