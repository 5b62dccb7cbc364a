/** Where a case's log stands: how many entries it has (the next one's case_seq) and the leaf hash of the last. */
export interface CaseChain {
  /** 32 hex digits, cases.case_ref. */
  caseRef: string;
  /** cases.log_seq */
  seq: number;
  /** cases.log_head; 32 zero bytes before the first entry. */
  head: Buffer;
}

/** The log of a case that has no entry yet. */
export function startOfChain(caseRef: string): CaseChain {
  return { caseRef, seq: 0, head: Buffer.alloc(32) };
}

/** One entry as the chain sees it. Hashes in hex. */
export interface ChainLink {
  caseSeq: number;
  /** null where the slot is not opened: then the next check stands for it. */
  prevLeaf: string | null;
  leaf: string;
}

export interface ChainFault {
  /** The case_seq at which it shows. */
  caseSeq: number;
  rule: 'case-seq-has-a-hole' | 'prev-leaf-does-not-match' | 'does-not-end-at-the-head';
}

/**
 * Checks consecutive entries of one case: case_seq without a hole, each prev_leaf the leaf before it. `from` is where the
 * chain stood before the first of them (a new case's start by default); with `to`, they must end exactly there, so that
 * none was cut off. Gives the first fault, or null.
 */
export function verifyChain(
  links: readonly ChainLink[],
  from: Pick<CaseChain, 'seq' | 'head'> = startOfChain(''),
  to?: Pick<CaseChain, 'seq' | 'head'>,
): ChainFault | null {
  let seq = from.seq;
  let head = from.head.toString('hex');
  for (const link of links) {
    if (link.caseSeq !== seq) return { caseSeq: seq, rule: 'case-seq-has-a-hole' };
    if (link.prevLeaf !== null && link.prevLeaf !== head)
      return { caseSeq: seq, rule: 'prev-leaf-does-not-match' };
    seq += 1;
    head = link.leaf;
  }
  if (to && (to.seq !== seq || to.head.toString('hex') !== head))
    return { caseSeq: seq, rule: 'does-not-end-at-the-head' };
  return null;
}
