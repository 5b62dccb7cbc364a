import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { startOfChain, verifyChain, type ChainLink } from './chain.js';

const ZEROS = '0'.repeat(64);

function chainOf(length: number): ChainLink[] {
  const links: ChainLink[] = [];
  for (let caseSeq = 0; caseSeq < length; caseSeq += 1) {
    links.push({ caseSeq, prevLeaf: links.at(-1)?.leaf ?? ZEROS, leaf: randomBytes(32).toString('hex') });
  }
  return links;
}

describe('a case’s chain', () => {
  it('holds from its start to its head', () => {
    const links = chainOf(5);
    const head = { seq: 5, head: Buffer.from(links[4]!.leaf, 'hex') };
    expect(verifyChain(links, startOfChain('a'.repeat(32)), head)).toBeNull();
    expect(verifyChain([])).toBeNull();
  });

  it('holds from the middle, when it is told where that is', () => {
    const links = chainOf(5);
    expect(verifyChain(links.slice(2), { seq: 2, head: Buffer.from(links[1]!.leaf, 'hex') })).toBeNull();
    expect(verifyChain(links.slice(2))).toEqual({ caseSeq: 0, rule: 'case-seq-has-a-hole' });
  });

  it('does not hold when entries are dropped, swapped, repeated or changed, and says where', () => {
    const other = chainOf(1)[0]!.leaf;
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(), (length, at) => {
        const links = chainOf(length);
        const n = at % (length - 1);
        const head = { seq: length, head: Buffer.from(links.at(-1)!.leaf, 'hex') };
        expect(verifyChain(links.toSpliced(n, 1))?.caseSeq).toBe(n);
        expect(verifyChain(links.toSpliced(n, 2, links[n + 1]!, links[n]!))?.caseSeq).toBe(n);
        expect(verifyChain(links.toSpliced(n, 0, links[n]!))?.caseSeq).toBe(n + 1);
        expect(verifyChain(links.with(n, { ...links[n]!, leaf: other }))).toEqual({
          caseSeq: n + 1,
          rule: 'prev-leaf-does-not-match',
        });
        expect(verifyChain(links.with(n, { ...links[n]!, prevLeaf: other }))?.caseSeq).toBe(n);
        // Cut off at the end, only the head can tell.
        expect(verifyChain(links.slice(0, -1))).toBeNull();
        expect(verifyChain(links.slice(0, -1), undefined, head)?.rule).toBe('does-not-end-at-the-head');
        expect(verifyChain(links.with(-1, { ...links.at(-1)!, leaf: other }), undefined, head)?.rule).toBe(
          'does-not-end-at-the-head',
        );
      }),
    );
  });

  it('takes the leaf above for a prev_leaf that is not opened', () => {
    const links = chainOf(3);
    expect(verifyChain(links.with(1, { ...links[1]!, prevLeaf: null }))).toBeNull();
  });
});
