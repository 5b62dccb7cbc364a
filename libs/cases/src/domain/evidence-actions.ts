import { z } from 'zod';
import type { Change } from './change.js';
import { EVIDENCE_KINDS, EVIDENCE_READERS } from './facts-investigation.js';
import { line, oneOf, sha256, text } from './fields.js';
import type { CaseFacts } from './facts.js';
import { row } from './row.js';

const evidence = {
  kind: oneOf(EVIDENCE_KINDS, 'Kind', 'What it is.'),
  description: text('Description', 'What it shows.'),
  sha256: sha256.optional(),
};

export const addEvidence = row({
  about: 'Add something that may prove or disprove',
  form: 'staff',
  from: ['triage', 'investigation', 'remedy'],
  to: [],
  who: ['investigator', 'officer'],
  body: z.strictObject({
    ...evidence,
    source: line('Source', 'Where it comes from.'),
    visibleTo: z
      .array(z.enum(EVIDENCE_READERS))
      .max(EVIDENCE_READERS.length)
      .default(['officer', 'investigator', 'decision-maker'])
      .meta({ title: 'Who may see it', description: 'By role in this case.' }),
  }),
  needs: [],
  asks: [],
  starts: [],
  stops: [],
  entries: ['evidence.added'],
  apply: (change, said) => {
    pushEvidence(change, { ...said, sha256: said.sha256 ?? null });
  },
});

export const addEvidenceByReporter = row({
  about: 'Add something that you want us to see',
  form: 'reporter',
  from: ['triage', 'investigation', 'remedy'],
  to: [],
  who: ['reporter'],
  body: z.strictObject(evidence),
  needs: [],
  asks: [],
  starts: [],
  stops: [],
  entries: ['evidence.added'],
  apply: (change, said) => {
    pushEvidence(change, {
      ...said,
      sha256: said.sha256 ?? null,
      source: 'reporter',
      visibleTo: ['officer', 'investigator', 'decision-maker', 'reporter'],
    });
    change.tellAssignee('reporter-wrote');
  },
});

function pushEvidence(change: Change, piece: Omit<CaseFacts['evidence'][number], 'id' | 'by' | 'at'>): void {
  const { kind, description, source, visibleTo } = piece;
  const id = change.create();
  change.facts.evidence.push({
    id,
    kind,
    description,
    source,
    sha256: piece.sha256,
    visibleTo: [...new Set(visibleTo)],
    by: change.by,
    at: change.now,
  });
  change.entry('evidence.added', {
    payload: { evidenceId: id, kind, sha256: piece.sha256, visibleTo: [...new Set(visibleTo)] },
    texts: { description, source },
  });
}
