import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';

const FOLDER = join('dist', 'apps', 'web', 'assets');
/** As the build makes them, the smallest first. The empty one is the sheet itself. */
const CODINGS = ['br', 'gzip', ''] as const;
type Coding = (typeof CODINGS)[number];
const ENDINGS: Record<Coding, string> = { br: '.br', gzip: '.gz', '': '' };

/** The one file that the pages need, kept in memory in each coding. Its name is of its content, so it is never stale. */
@Injectable()
export class StyleSheet {
  readonly name: string;
  private readonly bytes: ReadonlyMap<Coding, Buffer>;

  constructor() {
    const manifest = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as {
      'amends.css': string;
    };
    this.name = manifest['amends.css'];
    this.bytes = new Map(
      CODINGS.map((coding) => [coding, readFileSync(join(FOLDER, this.name + ENDINGS[coding]))]),
    );
  }

  /** The sheet in the smallest coding that an Accept-Encoding header (RFC 9110, 12.5.3) names. */
  in(acceptEncoding: string | undefined): { coding: string; bytes: Buffer } {
    const accepted = (acceptEncoding ?? '')
      .split(',')
      .filter((part) => !/;\s*q=0(?:\.0*)?\s*$/.test(part))
      .map((part) => part.trim().split(';')[0]);
    for (const [coding, bytes] of this.bytes) {
      if (coding === '' || accepted.includes(coding)) return { coding, bytes };
    }
    throw new Error('The style sheet has no plain form.');
  }
}
